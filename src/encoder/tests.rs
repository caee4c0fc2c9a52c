//! The encoder against its definition, against its portable twin, and window by window.

use super::simd::{Lanes, Native, Portable};
use super::*;
use crate::features::{Keys, characters};
use crate::model::fixture::{self, Sizes};

/// Under Miri a share of it: every token costs minutes.
const ARTICLE: &str = if cfg!(miri) {
    "Talks on\n\n“The talks,” Ann Müller’s aide said.\n"
} else {
    "Talks on Tuesday\n\n“The minister said that the talks were over,” Ann Müller’s aide said.\n\n\
    He denied it. The Ministry of Works, on 3 May, said otherwise; “nothing” had been agreed…\n"
};

const DEEP: Sizes = Sizes {
    shared: 1,
    names: 1,
    attribution: 2,
    hidden: 6,
};
const APART: Sizes = Sizes {
    shared: 0,
    names: 2,
    attribution: 1,
    hidden: 8,
};

fn scores<L: Lanes>(sizes: Sizes, text: &Text, windows: &[Window]) -> Scores {
    let model = Model::read(&fixture::model(sizes, 7)).expect("the model is whole");
    scores_of::<L>(&model, text, windows)
}

fn scores_of<L: Lanes>(model: &Model, text: &Text, windows: &[Window]) -> Scores {
    let mut encoder = finish(Encoder::new_with::<L>(model));
    // Twice, so that memory left from the first time would show.
    for _ in 0..2 {
        finish(encoder.run_with::<L>(text, &Features::new(text), windows));
    }
    encoder.scores
}

fn whole(text: &Text) -> Vec<Window> {
    vec![Window {
        tokens: 0..text.tokens.len(),
        core: 0..text.tokens.len(),
    }]
}

#[test]
fn both_arithmetics_give_the_same_bits() {
    let text = Text::new(ARTICLE);
    for sizes in [DEEP, APART] {
        let model = Model::read(&fixture::model(sizes, 7)).expect("the model is whole");
        assert_same_in_both(&model, &text);
    }
}

/// What the browser's module is compared with is native code with vectors; here that meets its twin.
#[test]
#[cfg_attr(miri, ignore = "too long for Miri")]
fn both_arithmetics_give_the_same_bits_on_every_article() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = std::fs::read(root.join("www/model/en.safetensors")).expect("the shipped model");
    let model = Model::read(&model).expect("it is whole");
    let mut articles = 0;
    for entry in std::fs::read_dir(root.join("tests/articles")).expect("the articles") {
        let path = entry.expect("an article").path();
        if path.extension().is_some_and(|e| e == "txt") {
            let source = std::fs::read_to_string(path).expect("UTF-8");
            assert_same_in_both(&model, &Text::new(&source));
            articles += 1;
        }
    }
    assert!(articles > 20);
}

fn assert_same_in_both(model: &Model, text: &Text) {
    let native = scores_of::<Native>(model, text, &whole(text));
    let portable = scores_of::<Portable>(model, text, &whole(text));
    for token in 0..text.tokens.len() {
        assert_eq!(native.names.row(token), portable.names.row(token));
        assert_eq!(
            native.attribution.row(token),
            portable.attribution.row(token)
        );
        assert_eq!(native.states.at(token), portable.states.at(token));
    }
    assert_eq!(native.speech, portable.speech);
}

#[test]
fn windows_side_by_side_are_the_windows_alone() {
    let text = Text::new(ARTICLE);
    let count = text.tokens.len();
    let windows: Vec<Window> = [0..count / 5, count / 8..count / 2, count / 2..count * 2 / 3]
        .into_iter()
        .map(|tokens| Window {
            core: tokens.clone(),
            tokens,
        })
        .collect();
    let together = scores::<Native>(DEEP, &text, &windows);
    let mut row = 0;
    for window in windows {
        let alone = scores::<Native>(DEEP, &text, std::slice::from_ref(&window));
        for token in 0..window.tokens.len() {
            assert_eq!(together.names.row(row), alone.names.row(token));
            assert_eq!(together.attribution.row(row), alone.attribution.row(token));
            row += 1;
        }
    }
}

/// The network as its definition has it: floating-point numbers, the platform's functions, one token
/// after the other.
mod definition {
    use super::*;

    fn value(matrix: &model::Matrix, row: usize, column: usize) -> f64 {
        f64::from(matrix.bytes[row * matrix.columns + column]) * f64::from(matrix.scales[row])
    }

    fn product(matrix: &model::Matrix, vector: &[f64], row: usize) -> f64 {
        assert_eq!(matrix.columns, vector.len());
        (0..vector.len())
            .map(|column| value(matrix, row, column) * vector[column])
            .sum()
    }

    fn row(table: &model::Table, index: u8) -> impl Iterator<Item = f64> {
        table.row(usize::from(index)).iter().map(|&x| f64::from(x))
    }

    pub fn input(model: &Model, text: &Text, features: &Features, token: usize) -> Vec<f64> {
        let span = text.tokens[token].span;
        let surface = &text.source[span.start..span.end];
        let e = &model.embedding;
        let found = Keys::default()
            .find(surface, |key| model.vocabulary.find(key))
            .unwrap_or(0);
        let mut input: Vec<f64> = if found < e.learned.rows {
            (0..e.learned.columns)
                .map(|c| value(&e.learned, found, c))
                .collect()
        } else {
            let [parts, centroids, values] = e.codebooks_shape;
            let code = |part: usize| usize::from(e.codes[(found - e.learned.rows) * parts + part]);
            let part =
                |p: usize| e.codebooks[(p * centroids + code(p)) * values..][..values].to_vec();
            (0..parts).flat_map(part).map(f64::from).collect()
        };
        let letters: Vec<u8> = characters(surface)
            .into_iter()
            .take_while(|&c| c > 0)
            .collect();
        let width = e.character_width;
        let padded = [
            &[None][..],
            &letters.iter().copied().map(Some).collect::<Vec<_>>(),
            &[None],
        ]
        .concat();
        for (filter, weights) in e.filters.chunks(3 * width).enumerate() {
            let at = |window: &[Option<u8>]| {
                let mut sum = f64::from(e.filter_bias[filter]);
                for (position, letter) in window.iter().enumerate() {
                    for i in (0..width).filter(|_| letter.is_some()) {
                        let letter = usize::from(letter.unwrap_or(0));
                        sum += f64::from(e.characters[letter * width + i])
                            * f64::from(weights[position * width + i]);
                    }
                }
                sum
            };
            input.push(
                padded
                    .windows(3)
                    .map(at)
                    .fold(f64::NEG_INFINITY, f64::max)
                    .tanh(),
            );
        }
        input.extend(row(&e.shape, features.shape[token]));
        input.extend(row(&e.sentence, features.sentence_start[token]));
        input.extend(row(&e.paragraph, features.paragraph_start[token]));
        input.extend(row(&e.quote, features.quote[token]));
        input
    }

    fn sigmoid(x: f64) -> f64 {
        1.0 / (1.0 + (-x).exp())
    }

    pub fn layer(layer: &model::Layer, inputs: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut out = vec![Vec::new(); inputs.len()];
        for (direction, weights) in layer.iter().enumerate() {
            let units = weights.hidden.columns;
            let (mut state, mut cell) = (vec![0.0; units], vec![0.0; units]);
            for step in 0..inputs.len() {
                let token = if direction == 0 {
                    step
                } else {
                    inputs.len() - 1 - step
                };
                let gate = |g: usize, unit: usize| {
                    let row = g * units + unit;
                    product(&weights.input, &inputs[token], row)
                        + product(&weights.hidden, &state, row)
                        + f64::from(weights.bias[row])
                };
                let new: Vec<(f64, f64)> = (0..units)
                    .map(|u| {
                        let c =
                            sigmoid(gate(1, u)) * cell[u] + sigmoid(gate(0, u)) * gate(2, u).tanh();
                        (c, sigmoid(gate(3, u)) * c.tanh())
                    })
                    .collect();
                (cell, state) = new.into_iter().unzip();
                out[token].extend(&state);
            }
        }
        out
    }

    pub fn scores(emission: &model::Emission, state: &[f64]) -> Vec<f64> {
        let label = |l: usize| product(&emission.weight, state, l) + f64::from(emission.bias[l]);
        (0..emission.weight.rows).map(label).collect()
    }
}

#[test]
fn follows_the_definition_within_the_precision_of_its_integers() {
    let text = Text::new(ARTICLE);
    let features = Features::new(&text);
    for sizes in [DEEP, APART] {
        let model = Model::read(&fixture::model(sizes, 7)).expect("the model is whole");
        let inputs: Vec<_> = (0..text.tokens.len())
            .map(|t| definition::input(&model, &text, &features, t))
            .collect();
        let shared = model
            .shared
            .iter()
            .fold(inputs, |states, layer| definition::layer(layer, &states));
        let run = |layers: &[model::Layer]| {
            layers
                .iter()
                .fold(shared.clone(), |s, layer| definition::layer(layer, &s))
        };
        let (names, attribution) = (run(&model.names.layers), run(&model.attribution.layers));
        let found = scores::<Native>(sizes, &text, &whole(&text));
        for token in 0..text.tokens.len() {
            let close = |found: &[f32], expected: Vec<f64>| {
                assert_eq!(found.len(), expected.len());
                for (f, e) in found.iter().zip(expected) {
                    // A step of an integer is 1/127 of its range; random weights sum up some dozens.
                    assert!(
                        (f64::from(*f) - e).abs() < 0.05,
                        "token {token}: {f} for {e}"
                    );
                }
            };
            close(
                found.names.row(token),
                definition::scores(&model.names.emission, &names[token]),
            );
            close(
                found.attribution.row(token),
                definition::scores(&model.attribution.emission, &attribution[token]),
            );
        }
    }
}
