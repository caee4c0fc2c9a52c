//! A view of the tokens that the claim stages share: lower-case words with their parts of speech.

use crate::decode::PartOfSpeech;
use crate::text::{QuoteState, Span, Text};
use std::borrow::Cow;
use std::ops::Range;

/// The tokens of an article in lower case, with tags. Out-of-range indices read as an empty word.
pub struct Words<'a> {
    /// The article.
    pub text: &'a Text<'a>,
    lower: Vec<Cow<'a, str>>,
    pos: &'a [PartOfSpeech],
}

impl<'a> Words<'a> {
    /// Lowers every token once. `pos` has one tag a token; a missing tag reads as punctuation.
    pub fn new(text: &'a Text<'a>, pos: &'a [PartOfSpeech]) -> Self {
        let lower = text
            .tokens
            .iter()
            .map(|t| {
                let word = text.source.get(t.span.start..t.span.end).unwrap_or("");
                if word.contains(|c: char| c.is_uppercase() || c == '\u{2019}') {
                    Cow::Owned(word.to_lowercase().replace('\u{2019}', "'"))
                } else {
                    Cow::Borrowed(word)
                }
            })
            .collect();
        Words { text, lower, pos }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// The token in lower case, curly apostrophes made straight.
    pub fn at(&self, token: usize) -> &str {
        self.lower.get(token).map_or("", |w| w)
    }

    /// The token before this one.
    pub fn before(&self, token: usize) -> &str {
        token.checked_sub(1).map_or("", |t| self.at(t))
    }

    /// The token as written.
    pub fn raw(&self, token: usize) -> &str {
        let span = self.text.tokens.get(token).map(|t| t.span);
        span.and_then(|s| self.text.source.get(s.start..s.end))
            .unwrap_or("")
    }

    /// Its part of speech.
    pub fn pos(&self, token: usize) -> PartOfSpeech {
        self.pos.get(token).copied().unwrap_or(PartOfSpeech::Punct)
    }

    /// True for words and numbers, false for punctuation.
    pub fn is_word(&self, token: usize) -> bool {
        self.at(token).contains(|c: char| c.is_alphanumeric())
    }

    /// True where the token stands between quotation marks.
    pub fn quoted(&self, token: usize) -> bool {
        self.text
            .tokens
            .get(token)
            .is_some_and(|t| t.quote == QuoteState::In)
    }

    /// True where the token begins with a capital.
    pub fn capital(&self, token: usize) -> bool {
        self.raw(token).starts_with(char::is_uppercase)
    }

    /// The bytes from the first to the last of the tokens.
    pub fn span(&self, tokens: &Range<usize>) -> Option<Span> {
        let first = self.text.tokens.get(tokens.start)?;
        let last = self.text.tokens.get(tokens.end.checked_sub(1)?)?;
        (first.span.start < last.span.end).then_some(Span {
            start: first.span.start,
            end: last.span.end,
        })
    }

    /// The tokens that begin inside the bytes.
    pub fn tokens(&self, span: Span) -> Range<usize> {
        let tokens = &self.text.tokens;
        let start = tokens.partition_point(|t| t.span.start < span.start);
        let end = tokens.partition_point(|t| t.span.start < span.end);
        start..end.max(start)
    }

    /// Index of the sentence that the token lies in.
    pub fn sentence(&self, token: usize) -> usize {
        self.text
            .sentences
            .partition_point(|s| s.tokens.end <= token)
    }

    /// Index of the paragraph that the token lies in.
    pub fn paragraph(&self, token: usize) -> usize {
        self.text
            .paragraphs
            .partition_point(|p| p.tokens.end <= token)
    }

    /// True for finite verb forms and modals.
    pub fn finite(&self, token: usize) -> bool {
        use PartOfSpeech::*;
        matches!(self.pos(token), Vbd | Vbz | Vbp | Md)
    }

    /// True for any verb form.
    pub fn verb(&self, token: usize) -> bool {
        use PartOfSpeech::*;
        matches!(self.pos(token), Vb | Vbd | Vbz | Vbp | Vbn | Vbg | Md)
    }

    /// True for nouns and names.
    pub fn noun(&self, token: usize) -> bool {
        use PartOfSpeech::*;
        matches!(self.pos(token), Nn | Nns | Nnp | Nnps)
    }

    /// True for words that negate ("not", "n't", "never", "no", "nobody").
    pub fn negation(&self, token: usize) -> bool {
        const NEGATIONS: [&str; 12] = [
            "not", "n't", "never", "no", "none", "nobody", "nothing", "neither", "nor", "without",
            "cannot", "nowhere",
        ];
        NEGATIONS.contains(&self.at(token))
    }

    /// True where one of the `reach` tokens before this one negates; what stands before `from` is not looked at.
    pub fn negated_before(&self, token: usize, from: usize, reach: usize) -> bool {
        (token.saturating_sub(reach).max(from)..token).any(|t| self.negation(t))
    }

    /// True where the phrase, in lower case, begins with the token.
    pub fn reads(&self, token: usize, phrase: &[&str]) -> bool {
        phrase
            .iter()
            .enumerate()
            .all(|(i, &word)| self.at(token + i) == word)
    }
}
