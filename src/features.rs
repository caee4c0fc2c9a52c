//! Turns tokens into the integers that the encoder reads: word keys, characters, letter shape, and
//! where sentences, paragraphs and quotations begin.
//!
//! Training reads the same integers, written by `cargo xtask features`, so a change here is a
//! change of the model's input and needs a retrained model.

mod characters;
mod fold;
mod keys;
mod shape;

pub use characters::{ALPHABET, CHARACTERS, characters};
pub use keys::{Keys, normalize};
pub use shape::{SHAPES, Shape, shape};

use crate::text::{Sentence, Text};
use crate::turns::{finish, turn};
use shape::Casing;

/// Tokens that are read in one turn.
const TURN_TOKENS: usize = 8192;

/// The features of a text but for its words (see [`Keys`]), one row a token.
#[derive(Default)]
pub struct Features {
    /// [`Shape`] of each token, below [`SHAPES`].
    pub shape: Vec<u8>,
    /// Character ids below [`ALPHABET`], left-aligned, 0 after the last.
    pub characters: Vec<[u8; CHARACTERS]>,
    /// 1 at the first token of a sentence.
    pub sentence_start: Vec<u8>,
    /// 1 at the first token of a paragraph.
    pub paragraph_start: Vec<u8>,
    /// [`QuoteState`](crate::text::QuoteState) of each token.
    pub quote: Vec<u8>,
}

impl Features {
    /// The features of all tokens of `text`, in its order.
    pub fn new(text: &Text) -> Features {
        let mut features = Features::default();
        finish(features.read(text));
        features
    }

    /// Replaces these features by those of `text`, keeping the memory; in turns.
    pub(crate) async fn read(&mut self, text: &Text<'_>) {
        let count = text.tokens.len();
        self.clear();
        self.sentence_start.resize(count, 0);
        self.paragraph_start.resize(count, 0);
        let mark = |starts: &mut Vec<u8>, first: usize| {
            if let Some(start) = starts.get_mut(first) {
                *start = 1;
            }
        };
        for sentence in &text.sentences {
            mark(&mut self.sentence_start, sentence.tokens.start);
        }
        for paragraph in &text.paragraphs {
            mark(&mut self.paragraph_start, paragraph.tokens.start);
        }
        let mut sentences = text.sentences.iter().peekable();
        let mut casing = Casing::Running;
        for (index, token) in text.tokens.iter().enumerate() {
            if index % TURN_TOKENS == TURN_TOKENS - 1 {
                turn().await;
            }
            while let Some(sentence) = sentences.next_if(|s| s.tokens.start <= index) {
                casing = casing_of(text, sentence);
            }
            let surface = &text.source[token.span.start..token.span.end];
            self.shape.push(shape(surface, casing) as u8);
            self.characters.push(characters(surface));
            self.quote.push(token.quote as u8);
        }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.shape.len()
    }

    /// True where there is no token.
    pub fn is_empty(&self) -> bool {
        self.shape.is_empty()
    }

    fn clear(&mut self) {
        self.shape.clear();
        self.characters.clear();
        self.sentence_start.clear();
        self.paragraph_start.clear();
        self.quote.clear();
    }
}

fn casing_of(text: &Text, sentence: &Sentence) -> Casing {
    let tokens = text.tokens.get(sentence.tokens.clone()).unwrap_or_default();
    Casing::of(
        tokens
            .iter()
            .map(|t| &text.source[t.span.start..t.span.end]),
    )
}
