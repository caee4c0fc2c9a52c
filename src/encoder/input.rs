//! The network's input: words and characters of each distinct word once, then what differs from token
//! to token.

use super::activation::tanh;
use super::lstm::{Direction, gate_rows};
use super::product::{Grouped, ROWS};
use super::simd::{Lanes, Native, Portable, round};
use super::windows::Window;
use crate::features::{ALPHABET, CHARACTERS, Features, Keys};
use crate::model::{self, Embedding, Model, UNKNOWN, Vocabulary};
use std::sync::Arc;

/// Places a token can have: whether a sentence and a paragraph start, and four states of quotation.
const PLACES: usize = 16;

/// Makes the vectors of words.
pub struct Words {
    vocabulary: Arc<Vocabulary>,
    embedding: Arc<Embedding>,
    /// What each character adds to each filter at the positions before, at and after it:
    /// `[ALPHABET][3][filters]`. So the convolution is sums alone.
    characters: Vec<f32>,
    keys: Keys,
}

impl Words {
    pub fn new(model: &Model) -> Words {
        let embedding = &model.embedding;
        let (width, filters) = (embedding.character_width, embedding.filter_bias.len());
        // Filters side by side, so that each element of a character is multiplied for all at once.
        let weight = |i: usize| embedding.filters[i % filters * 3 * width + i / filters];
        let weights: Vec<f32> = (0..3 * width * filters).map(weight).collect();
        // The first character is the padding, which adds nothing.
        let mut characters = vec![0.0; ALPHABET * 3 * filters];
        if filters > 0 {
            let vectors = embedding.characters.chunks_exact(width).skip(1);
            let sums = characters.chunks_exact_mut(3 * filters).skip(1);
            for (sums, vector) in sums.zip(vectors) {
                let weights = weights.chunks_exact(width * filters);
                for (sums, weights) in sums.chunks_exact_mut(filters).zip(weights) {
                    for (weights, element) in weights.chunks_exact(filters).zip(vector) {
                        for (sum, weight) in sums.iter_mut().zip(weights) {
                            *sum += weight * element;
                        }
                    }
                }
            }
        }
        Words {
            vocabulary: model.vocabulary.clone(),
            embedding: embedding.clone(),
            characters,
            keys: Keys::default(),
        }
    }

    /// Length of a word's vector, characters included.
    pub fn width(&self) -> usize {
        self.embedding.word_width() + self.embedding.filter_bias.len()
    }

    /// Writes the vector of a word: its embedding, then what its characters add.
    pub fn vector(&mut self, surface: &str, characters: &[u8; CHARACTERS], out: &mut Vec<f32>) {
        out.clear();
        let vocabulary = &self.vocabulary;
        let row = self
            .keys
            .find(surface, |key| vocabulary.find(key))
            .unwrap_or(UNKNOWN);
        let embedding = &*self.embedding;
        let learned = &embedding.learned;
        if row < learned.rows {
            let bytes = &learned.bytes[row * learned.columns..][..learned.columns];
            out.extend(bytes.iter().map(|&b| f32::from(b) * learned.scales[row]));
        } else {
            let [parts, centroids, values] = embedding.codebooks_shape;
            let codes = &embedding.codes[(row - learned.rows) * parts..][..parts];
            for (part, &code) in codes.iter().enumerate() {
                let at = (part * centroids + usize::from(code)) * values;
                out.extend_from_slice(&embedding.codebooks[at..at + values]);
            }
        }
        self.convolve(characters, out);
    }

    fn convolve(&self, characters: &[u8; CHARACTERS], out: &mut Vec<f32>) {
        let filter_bias = &self.embedding.filter_bias;
        let filters = filter_bias.len();
        let first = out.len();
        let count = characters
            .iter()
            .position(|&c| c == 0)
            .unwrap_or(CHARACTERS);
        // A word of no visible character has nothing to say: zeros.
        out.resize(
            first + filters,
            if count == 0 { 0.0 } else { f32::NEG_INFINITY },
        );
        // Beyond either end stands the padding, which adds nothing.
        let character = |at: usize| characters.get(at).copied().unwrap_or(0);
        let adds = |character: u8, position: usize| {
            let row = (usize::from(character) * 3 + position) * filters;
            &self.characters[row..row + filters]
        };
        let mut before = 0;
        for at in 0..count {
            // The filter's first third sees the character before, its last the one after.
            let (own, after) = (character(at), character(at + 1));
            let neighbours = adds(before, 0).iter().zip(adds(after, 2));
            let sums = filter_bias.iter().zip(adds(own, 1)).zip(neighbours);
            for (best, ((bias, own), (before, after))) in out[first..].iter_mut().zip(sums) {
                let sum = bias + own + (before + after);
                *best = if sum > *best { sum } else { *best };
            }
            before = own;
        }
        let (whole, rest) = out[first..].as_chunks_mut::<4>();
        for values in whole {
            Native::store(tanh::<Native>(Native::load(values)).value(), values);
        }
        for value in rest {
            [*value, ..] = tanh::<Portable>([*value; 4]).value();
        }
    }
}

/// Elements of words' vectors that a first layer reads: stacks with vectors of their own have them side
/// by side in one table, and weights of zero for the others'.
pub fn columns_read(layer: &model::Layer, width: usize) -> Vec<usize> {
    let read = |column: usize| {
        let rows = layer
            .iter()
            .flat_map(|d| d.input.bytes.chunks_exact(d.input.columns));
        rows.map(|row| row[column]).any(|weight| weight != 0)
    };
    (0..width).filter(|&column| read(column)).collect()
}

/// What the input of a token adds to one direction of a first layer, but for its word: by its shape and
/// its place. Sums of what the weights make of each vector, so no product is left at run time.
pub struct Places {
    shapes: Vec<[f32; ROWS]>,
    places: Vec<[f32; ROWS]>,
}

impl Places {
    /// Tables for a direction whose input is that of `model`.
    pub fn new(model: &Model, weights: &model::Direction) -> Places {
        let embedding = &model.embedding;
        let rows = gate_rows(weights.hidden.columns);
        let mut column = embedding.word_width() + embedding.filter_bias.len();
        let mut adds = |table: &model::Table| -> Vec<Vec<f32>> {
            let first = column;
            column += table.width;
            let count = table.values.len() / table.width.max(1);
            let mut sums = vec![vec![0.0; rows.len()]; count];
            for i in 0..table.width {
                let weight =
                    |row| f32::from(weights.input.bytes[row * weights.input.columns + first + i]);
                let weights: Vec<f32> = rows.iter().map(|r| r.map_or(0.0, weight)).collect();
                for (index, sums) in sums.iter_mut().enumerate() {
                    let element = table.row(index)[i];
                    for (sum, weight) in sums.iter_mut().zip(&weights) {
                        *sum += weight * element;
                    }
                }
            }
            for (slot, row) in rows.iter().enumerate() {
                let scale = row.map_or(0.0, |row| weights.input.scales[row]);
                sums.iter_mut().for_each(|sums| sums[slot] *= scale);
            }
            sums
        };
        let [shapes, sentences, paragraphs, quotes] = [
            &embedding.shape,
            &embedding.sentence,
            &embedding.paragraph,
            &embedding.quote,
        ]
        .map(&mut adds);
        let bias = |slot: usize| rows[slot].map_or(0.0, |row| weights.bias[row]);
        let part = |rows: &Vec<Vec<f32>>, index: usize, slot: usize| {
            rows.get(index).map_or(0.0, |r| r[slot])
        };
        let place = |place: usize, slot: usize| {
            bias(slot)
                + part(&sentences, place & 1, slot)
                + part(&paragraphs, place >> 1 & 1, slot)
                + part(&quotes, place >> 2, slot)
        };
        let panels = rows.len() / ROWS;
        Places {
            shapes: (0..crate::features::SHAPES * panels)
                .map(|i| std::array::from_fn(|s| part(&shapes, i / panels, i % panels * ROWS + s)))
                .collect(),
            places: (0..PLACES * panels)
                .map(|i| std::array::from_fn(|s| place(i / panels, i % panels * ROWS + s)))
                .collect(),
        }
    }

    /// Adds up the inputs of the tokens of one direction: `words` holds the products of distinct words,
    /// `inputs` says which of them each token is.
    pub fn add_up<L: Lanes>(
        &self,
        words: &[[f32; ROWS]],
        inputs: &Inputs,
        out: &mut Vec<[f32; ROWS]>,
    ) {
        let panels = self.places.len() / PLACES;
        out.clear();
        for token in 0..inputs.word.len() {
            let row = |index: usize| index * panels..(index + 1) * panels;
            let word = &words[row(inputs.word[token] as usize)];
            let shape = &self.shapes[row(usize::from(inputs.shape[token]))];
            let place = &self.places[row(usize::from(inputs.place[token]))];
            add_up::<L>(word, shape, place, out);
        }
    }
}

/// What the input of one token adds.
// A function of its own: small as it is, a browser soon has an optimised one.
#[inline(never)]
fn add_up<L: Lanes>(
    word: &[[f32; ROWS]],
    shape: &[[f32; ROWS]],
    place: &[[f32; ROWS]],
    out: &mut Vec<[f32; ROWS]>,
) {
    for ((word, shape), place) in word.iter().zip(shape).zip(place) {
        let mut sum = [0.0; ROWS];
        for (lane, to) in sum.as_chunks_mut::<4>().0.iter_mut().enumerate() {
            let load = |from: &[f32; ROWS]| L::load(&from.as_chunks::<4>().0[lane]);
            L::store(L::add(L::add(load(word), load(shape)), load(place)), to);
        }
        out.push(sum);
    }
}

/// The tokens of a batch: their words, each distinct one once, their shapes and their places.
#[derive(Default)]
pub struct Inputs {
    /// Index of each token's word among the distinct ones.
    word: Vec<u32>,
    shape: Vec<u8>,
    place: Vec<u8>,
    /// Of each first layer, the vectors of the distinct words.
    vectors: Vec<Grouped>,
    /// Token that a distinct word was first met at.
    first: Vec<usize>,
    /// Open-addressing table of distinct words, by hash of their letters; empty slots are `u32::MAX`.
    slots: Vec<u32>,
    vector: Vec<f32>,
    part: Vec<f32>,
    integers: Vec<i8>,
}

impl Inputs {
    /// Reads the tokens of windows of a text, for first layers that read these elements of words' vectors.
    pub fn read<'a>(
        &mut self,
        words: &mut Words,
        features: &Features,
        surface: impl Fn(usize) -> &'a str,
        windows: &[Window],
        columns: &[Vec<usize>],
    ) {
        let count: usize = windows.iter().map(|w| w.tokens.len()).sum();
        self.word.clear();
        self.shape.clear();
        self.place.clear();
        self.first.clear();
        self.slots.clear();
        // At most half full, so that probing ends soon.
        self.slots.resize((2 * count).next_power_of_two(), u32::MAX);
        for token in windows.iter().flat_map(|w| w.tokens.clone()) {
            let word = self.intern(token, &surface);
            self.word.push(word);
            self.shape.push(features.shape[token]);
            self.place.push(
                features.sentence_start[token]
                    | features.paragraph_start[token] << 1
                    | features.quote[token] << 2,
            );
        }
        self.vectors.resize_with(columns.len(), Grouped::default);
        for (vectors, columns) in self.vectors.iter_mut().zip(columns) {
            vectors.reset(self.first.len(), columns.len());
        }
        for (index, &token) in self.first.iter().enumerate() {
            words.vector(
                surface(token),
                &features.characters[token],
                &mut self.vector,
            );
            for (vectors, columns) in self.vectors.iter_mut().zip(columns) {
                self.part.clear();
                self.part
                    .extend(columns.iter().map(|&column| self.vector[column]));
                let scale = quantize(&self.part, &mut self.integers);
                vectors.set(index, &self.integers, scale);
            }
        }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.word.len()
    }

    fn intern<'a>(&mut self, token: usize, surface: &impl Fn(usize) -> &'a str) -> u32 {
        let letters = surface(token);
        let mask = self.slots.len() - 1;
        let mut slot = hash(letters) as usize & mask;
        loop {
            match self.slots[slot] {
                u32::MAX => {
                    let word = self.first.len() as u32;
                    self.slots[slot] = word;
                    self.first.push(token);
                    return word;
                }
                word if surface(self.first[word as usize]) == letters => return word,
                _ => slot = (slot + 1) & mask,
            }
        }
    }
}

/// FNV-1a, folded so that the low bits depend on all.
fn hash(letters: &str) -> u32 {
    let hash = letters.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    (hash >> 32 ^ hash) as u32
}

/// Writes `values` as integers of at most 127, and returns what an integer stands for.
fn quantize(values: &[f32], out: &mut Vec<i8>) -> f32 {
    let largest = values.iter().fold(0.0_f32, |m, v| m.max(v.abs()));
    let factor = if largest > 0.0 { 127.0 / largest } else { 0.0 };
    out.clear();
    for &value in values {
        out.push(round(value * factor).clamp(-127, 127) as i8);
    }
    largest / 127.0
}

/// Products of distinct words with the input weights of a direction of the first layer of that number.
pub async fn word_products<L: Lanes>(
    direction: &Direction,
    inputs: &Inputs,
    layer: usize,
    out: &mut Vec<[f32; ROWS]>,
) {
    // The bias is in the places' table already.
    const NONE: [f32; ROWS] = [0.0; ROWS];
    let bias = vec![NONE; direction.input.len()];
    inputs.vectors[layer]
        .multiply::<L>(&direction.input, &bias, out)
        .await;
}
