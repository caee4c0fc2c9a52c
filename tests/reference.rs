//! The shipped model's inputs and scores against those that `training/reference.py` computed from the
//! same file (tests/model/reference.json), in floating-point numbers and outside this crate.

use serde::Deserialize;
use std::fs;
use whosaid::encoder::{Encoder, windows};
use whosaid::features::{Features, Keys};
use whosaid::model::{Model, UNKNOWN};
use whosaid::text::Text;

/// Scores may differ by this much: they reach 20 and more, states are integers of 1/127, and one that is
/// rounded the other way moves all that follow.
const TOLERANCE: f32 = 0.15;

#[derive(Deserialize)]
struct Reference {
    text: String,
    tokens: Vec<String>,
    rows: Vec<usize>,
    shape: Vec<u8>,
    sentence_start: Vec<u8>,
    paragraph_start: Vec<u8>,
    quote: Vec<u8>,
    characters: Vec<Vec<u8>>,
    names: Vec<Vec<f32>>,
    attribution: Vec<Vec<f32>>,
    pos: Vec<u8>,
}

fn read(path: &str) -> Vec<u8> {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_shipped_model_gives_the_scores_of_its_reference() {
    let model = Model::read(&read("www/model/en.safetensors")).expect("the shipped model is whole");
    let references: Vec<Reference> =
        serde_json::from_slice(&read("tests/model/reference.json")).expect("the reference is JSON");
    assert!(!references.is_empty());
    let mut encoder = Encoder::new(&model);
    for reference in references {
        let text = Text::new(&reference.text);
        let surfaces: Vec<&str> = text
            .tokens
            .iter()
            .map(|t| &text.source[t.span.start..t.span.end])
            .collect();
        assert_eq!(surfaces, reference.tokens);
        let row = |surface: &&str| {
            Keys::default()
                .find(surface, |key| model.vocabulary.find(key))
                .unwrap_or(UNKNOWN)
        };
        assert_eq!(surfaces.iter().map(row).collect::<Vec<_>>(), reference.rows);
        let features = Features::new(&text);
        assert_eq!(features.shape, reference.shape);
        assert_eq!(features.sentence_start, reference.sentence_start);
        assert_eq!(features.paragraph_start, reference.paragraph_start);
        assert_eq!(features.quote, reference.quote);
        for (found, expected) in features.characters.iter().zip(&reference.characters) {
            assert_eq!(found[..expected.len()], expected[..]);
            assert!(found[expected.len()..].iter().all(|&id| id == 0));
        }
        encoder.run(&text, &features, &windows(&text));
        let scores = encoder.scores();
        for (token, surface) in surfaces.iter().enumerate() {
            for (found, expected) in [
                (scores.names.row(token), &reference.names[token]),
                (scores.attribution.row(token), &reference.attribution[token]),
            ] {
                assert_eq!(found.len(), expected.len());
                let worst = found
                    .iter()
                    .zip(expected)
                    .map(|(f, e)| (f - e).abs())
                    .fold(0.0, f32::max);
                assert!(
                    worst < TOLERANCE,
                    "{}: off by {worst}\n{found:?}\n{expected:?}",
                    surface
                );
            }
        }
        assert_eq!(scores.speech, reference.pos);
    }
}
