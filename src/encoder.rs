//! Runs the network over a text's features: scores for every token and label out.
//!
//! Weights and activations are eight-bit integers with exact sums, the rest is IEEE 754 arithmetic in a
//! fixed order: the same text gives the same bits natively and in WebAssembly.

mod activation;
mod input;
mod lstm;
mod product;
mod simd;
#[cfg(test)]
mod tests;
mod windows;

pub use lstm::States;
pub use windows::{Window, windows};

use crate::features::Features;
use crate::model::{self, LayerId, Model};
use crate::text::Text;
use crate::turns::{finish, turn};
use input::{Inputs, Places, Words, columns_read, word_products};
use lstm::{Layer, ONE, Scratch, state_columns};
use product::{Grouped, Panels, ROWS};
use simd::{Lanes, Native, Portable};
use std::ops::Range;

/// The network, packed, with the memory that it works in.
pub struct Encoder {
    words: Words,
    /// Of each stack that reads the words, and each direction of its first layer.
    places: Vec<[Places; 2]>,
    /// Of each of those, the elements of words' vectors that it reads.
    columns: Vec<Vec<usize>>,
    stacks: [Vec<Layer>; 3],
    names: Scorer,
    attribution: Scorer,
    speech: Scorer,
    speech_layer: LayerId,
    span: Scorer,
    inputs: Inputs,
    scratch: Scratch,
    /// Two buffers that layers write in turn.
    states: [States; 2],
    shared: States,
    scores: Scores,
}

/// What the network says of a batch of tokens, in their order.
#[derive(Default)]
pub struct Scores {
    /// Scores of the tags of names.
    pub names: Table,
    /// Scores of the tags of attribution.
    pub attribution: Table,
    /// Index of the best part of speech of each token.
    pub speech: Vec<u8>,
    /// States from which spans are linked.
    pub states: States,
}

/// Scores: a row a token, a column a label.
#[derive(Default)]
pub struct Table {
    /// Columns, padding included.
    stride: usize,
    /// Labels.
    labels: usize,
    values: Vec<[f32; ROWS]>,
}

impl Table {
    /// A table of given rows, for tests of what reads it.
    #[cfg(test)]
    pub(crate) fn of_rows(labels: usize, values: Vec<[f32; ROWS]>) -> Table {
        Table {
            stride: ROWS,
            labels,
            values,
        }
    }

    /// Scores of one token, by label.
    pub fn row(&self, token: usize) -> &[f32] {
        &self.values.as_flattened()[token * self.stride..][..self.labels]
    }

    /// The same, to change.
    pub fn row_mut(&mut self, token: usize) -> &mut [f32] {
        &mut self.values.as_flattened_mut()[token * self.stride..][..self.labels]
    }
}

/// A packed linear map with a bias.
struct Scorer {
    panels: Panels,
    bias: Vec<[f32; ROWS]>,
    labels: usize,
    grouped: Grouped,
}

impl Scorer {
    fn new<L: Lanes>(weight: &model::Matrix, bias: &[f32], columns: &[Option<usize>]) -> Scorer {
        let rows: Vec<_> = (0..weight.rows).map(Some).collect();
        let bias = bias
            .chunks(ROWS)
            .map(|b| std::array::from_fn(|i| b.get(i).copied().unwrap_or(0.0)));
        Scorer {
            panels: Panels::pack::<L>(weight, &rows, columns),
            bias: bias.collect(),
            labels: weight.rows,
            grouped: Grouped::default(),
        }
    }

    async fn score<'a, L: Lanes>(
        &mut self,
        vectors: impl ExactSizeIterator<Item = &'a [i8]>,
        out: &mut Table,
    ) {
        self.grouped.reset(vectors.len(), 4 * self.panels.quads);
        for (index, vector) in vectors.enumerate() {
            self.grouped.set(index, vector, 1.0 / ONE);
        }
        self.grouped
            .multiply::<L>(&self.panels, &self.bias, &mut out.values)
            .await;
        out.stride = self.panels.len() * ROWS;
        out.labels = self.labels;
    }
}

/// Does what the network spends its time on for a few milliseconds, without a model. Nothing of it remains
/// but what a browser learns: it compiles quickly first, and optimises what has worked for a while.
#[cfg(target_arch = "wasm32")]
pub fn rehearse() {
    lstm::rehearse::<Native>();
}

const SHARED: usize = 0;
const NAMES: usize = 1;
const ATTRIBUTION: usize = 2;

impl Encoder {
    /// Packs the weights of a model.
    pub fn new(model: &Model) -> Encoder {
        finish(Encoder::pack_in_turns(model))
    }

    /// The same, in turns.
    pub(crate) async fn pack_in_turns(model: &Model) -> Encoder {
        Encoder::new_with::<Native>(model).await
    }

    /// The same for given arithmetic, so that tests can compare.
    async fn new_with<L: Lanes>(model: &Model) -> Encoder {
        let words = Words::new(model);
        turn().await;
        let stacks = [
            &model.shared,
            &model.names.layers,
            &model.attribution.layers,
        ];
        let of_states = |below: &model::Layer| state_columns(below[0].hidden.columns);
        let of_shared = model.shared.last().map(of_states);
        let (mut places, mut columns) = (Vec::new(), Vec::new());
        let mut packed = [const { Vec::new() }; 3];
        for (stack, layers) in stacks.into_iter().zip(&mut packed) {
            let mut below = of_shared
                .clone()
                .filter(|_| !std::ptr::eq(stack, &model.shared));
            for layer in stack {
                let input = below.unwrap_or_else(|| {
                    let read = columns_read(layer, words.width());
                    let input = read.iter().copied().map(Some).collect();
                    places.push([0, 1].map(|d| Places::new(model, &layer[d])));
                    columns.push(read);
                    input
                });
                layers.push(Layer::pack::<L>(layer, &input));
                below = Some(of_states(layer));
                turn().await;
            }
        }
        let top = |stack: &[model::Layer]| {
            stack
                .last()
                .or(model.shared.last())
                .map(of_states)
                .unwrap_or_default()
        };
        let (names, attribution) = (&model.names, &model.attribution);
        let (speech_stack, index) = match model.speech.layer {
            LayerId::Shared(i) => (&model.shared, i),
            LayerId::Names(i) => (&names.layers, i),
            LayerId::Attribution(i) => (&attribution.layers, i),
        };
        let states = top(&attribution.layers);
        // A span's vector reads the states at its first and at its last token, one after the other.
        let width = model.linker.span.columns / 2;
        let both = states
            .iter()
            .copied()
            .chain(states.iter().map(|c| c.map(|c| c + width)));
        let emission = |emission: &model::Emission, columns: &[Option<usize>]| {
            Scorer::new::<L>(&emission.weight, &emission.bias, columns)
        };
        Encoder {
            names: emission(&names.emission, &top(&names.layers)),
            attribution: emission(&attribution.emission, &states),
            speech: emission(&model.speech.emission, &of_states(&speech_stack[index])),
            speech_layer: model.speech.layer,
            span: Scorer::new::<L>(
                &model.linker.span,
                &model.linker.bias,
                &both.collect::<Vec<_>>(),
            ),
            stacks: packed,
            places,
            columns,
            words,
            inputs: Inputs::default(),
            scratch: Scratch::default(),
            states: Default::default(),
            shared: States::default(),
            scores: Scores::default(),
        }
    }

    /// Scores the tokens of windows of a text, side by side: no window sees another. Rows of the scores
    /// are the tokens of the first window, then of the second, …
    pub fn run(&mut self, text: &Text, features: &Features, windows: &[Window]) {
        finish(self.run_in_turns(text, features, windows));
    }

    /// The same, in turns.
    pub async fn run_in_turns(&mut self, text: &Text<'_>, features: &Features, windows: &[Window]) {
        self.run_with::<Native>(text, features, windows).await;
    }

    /// Packs the weights for the portable twin, for fuzzing to compare.
    #[cfg(fuzzing)]
    pub fn new_portable(model: &Model) -> Encoder {
        finish(Encoder::new_with::<Portable>(model))
    }

    /// Runs on the portable twin what was packed for it.
    #[cfg(fuzzing)]
    pub fn run_portable(&mut self, text: &Text, features: &Features, windows: &[Window]) {
        finish(self.run_with::<Portable>(text, features, windows));
    }

    /// The same with the arithmetic that the weights are packed for.
    async fn run_with<L: Lanes>(
        &mut self,
        text: &Text<'_>,
        features: &Features,
        windows: &[Window],
    ) {
        let surface = |token: usize| {
            let span = text.tokens[token].span;
            &text.source[span.start..span.end]
        };
        let columns = &self.columns;
        self.inputs
            .read(&mut self.words, features, surface, windows, columns);
        turn().await;
        let mut end = 0;
        let rows = windows.iter().map(|window| {
            end += window.tokens.len();
            end - window.tokens.len()..end
        });
        let rows: Vec<_> = rows.filter(|rows| !rows.is_empty()).collect();
        self.stack::<L>(SHARED, &rows).await;
        self.stack::<L>(NAMES, &rows).await;
        self.stack::<L>(ATTRIBUTION, &rows).await;
    }

    /// Scores of the windows that were run last.
    pub fn scores(&self) -> &Scores {
        &self.scores
    }

    /// The same, to change.
    pub fn scores_mut(&mut self) -> &mut Scores {
        &mut self.scores
    }

    /// Scores of spans, given by the rows of their first and last tokens in the last batch: the vector
    /// of each from which the linker scores pairs, before its tanh.
    pub fn spans(&mut self, spans: &[(usize, usize)], out: &mut Table) {
        let states = &self.scores.states;
        let joined: Vec<Vec<i8>> = spans
            .iter()
            .map(|&(first, last)| [states.at(first), states.at(last)].concat())
            .collect();
        let vectors = joined.iter().map(Vec::as_slice);
        finish(self.span.score::<Native>(vectors, out));
    }

    async fn stack<L: Lanes>(&mut self, which: usize, rows: &[Range<usize>]) {
        let Encoder {
            stacks,
            places,
            inputs,
            scratch,
            states,
            shared,
            scores,
            ..
        } = self;
        let reads_words = which == SHARED || stacks[SHARED].is_empty();
        // Stacks that read words are numbered in their order.
        let first = if which == ATTRIBUTION {
            places.len().saturating_sub(1)
        } else {
            0
        };
        let [below, above] = states;
        for (index, layer) in stacks[which].iter().enumerate() {
            match (index, places.get(first)) {
                (0, Some(places)) if reads_words => {
                    let mut words = Vec::new();
                    let products = async |d: usize, direction: &_, out: &mut Vec<_>| {
                        word_products::<L>(direction, inputs, first, &mut words).await;
                        places[d].add_up::<L>(&words, inputs, out);
                    };
                    layer
                        .run_first::<L>(inputs.len(), rows, products, scratch, above)
                        .await;
                }
                (0, _) => layer.run::<L>(shared, rows, scratch, above).await,
                _ => layer.run::<L>(below, rows, scratch, above).await,
            }
            let id = [LayerId::Shared, LayerId::Names, LayerId::Attribution][which](index);
            if id == self.speech_layer {
                let mut table = Table::default();
                self.speech
                    .score::<L>((0..above.count()).map(|t| above.at(t)), &mut table)
                    .await;
                scores.speech.clear();
                scores
                    .speech
                    .extend((0..above.count()).map(|t| best(table.row(t)) as u8));
            }
            std::mem::swap(below, above);
        }
        // A stack without layers of its own ends in the states that all share.
        let top: &States = if stacks[which].is_empty() {
            shared
        } else {
            below
        };
        let all = (0..top.count()).map(|t| top.at(t));
        match which {
            NAMES => self.names.score::<L>(all, &mut scores.names).await,
            ATTRIBUTION => {
                self.attribution
                    .score::<L>(all, &mut scores.attribution)
                    .await;
                scores.states.clone_from(top);
            }
            _ => std::mem::swap(below, shared),
        }
    }
}

/// tanh as the network computes it.
pub fn tanh(x: f32) -> f32 {
    let [y, ..] = activation::tanh::<Portable>([x; 4]).value();
    y
}

fn best(scores: &[f32]) -> usize {
    let mut best = 0;
    for (index, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = index;
        }
    }
    best
}
