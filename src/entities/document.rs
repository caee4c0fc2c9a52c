//! A read-only view of the article for the entity stage: lower-cased words, parts of speech, and for
//! each token its sentence and quotation.

use crate::decode::{Name, PartOfSpeech, Tagging};
use crate::text::{Span, Text};
use crate::turns::turn;
use std::borrow::Cow;
use std::ops::Range;

pub(crate) struct Document<'a> {
    pub text: &'a Text<'a>,
    pub tagging: &'a Tagging,
    /// The names: the tagger's, until they are mended.
    pub names: Vec<Name>,
    /// Each token lower-cased, curly apostrophes straightened, invisible characters removed.
    pub lower: Vec<Cow<'a, str>>,
    /// The sentence of each token.
    pub sentence: Vec<u32>,
    /// The outermost quotation that each token lies in.
    pub quotation: Vec<Option<u32>>,
    /// The attribution whose content each token lies in; of nested ones the inner.
    pub content: Vec<Option<u32>>,
}

impl<'a> Document<'a> {
    pub async fn new(text: &'a Text<'a>, tagging: &'a Tagging) -> Self {
        let count = text.tokens.len();
        let lower = text
            .tokens
            .iter()
            .map(|t| lower(slice(text.source, t.span)))
            .collect();
        turn().await;
        let mut sentence = vec![0; count];
        for (i, s) in text.sentences.iter().enumerate() {
            fill(&mut sentence, &s.tokens, i as u32);
        }
        let mut quotation = vec![None; count];
        // Outermost come first where they nest: what is written last wins, so go backwards.
        for (i, q) in text.quotations.iter().enumerate().rev() {
            fill(&mut quotation, &q.tokens, Some(i as u32));
        }
        let mut content = vec![None; count];
        let mut order: Vec<usize> = (0..tagging.attributions.len()).collect();
        let length = |i: &usize| {
            tagging.attributions[*i]
                .contents
                .iter()
                .map(|c| c.len())
                .sum::<usize>()
        };
        order.sort_by_key(|i| std::cmp::Reverse(length(i)));
        for i in order {
            for range in &tagging.attributions[i].contents {
                fill(&mut content, range, Some(i as u32));
            }
        }
        Self {
            text,
            tagging,
            names: tagging.names.clone(),
            lower,
            sentence,
            quotation,
            content,
        }
    }

    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// The lower-cased token, empty beyond the text.
    pub fn word(&self, token: usize) -> &str {
        self.lower.get(token).map_or("", |w| w)
    }

    /// The token as written, empty beyond the text.
    pub fn surface(&self, token: usize) -> &'a str {
        self.text
            .tokens
            .get(token)
            .map_or("", |t| slice(self.text.source, t.span))
    }

    pub fn pos(&self, token: usize) -> PartOfSpeech {
        self.tagging
            .parts_of_speech
            .get(token)
            .copied()
            .unwrap_or(PartOfSpeech::Punct)
    }

    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence.get(token).map_or(0, |s| *s as usize)
    }

    /// The tokens of a token's sentence.
    pub fn sentence_tokens(&self, token: usize) -> Range<usize> {
        self.text
            .sentences
            .get(self.sentence_of(token))
            .map_or(0..0, |s| s.tokens.clone())
    }

    pub fn paragraph_of(&self, token: usize) -> usize {
        self.text
            .sentences
            .get(self.sentence_of(token))
            .map_or(0, |s| s.paragraph)
    }

    pub fn span(&self, tokens: &Range<usize>) -> Span {
        let start = self
            .text
            .tokens
            .get(tokens.start)
            .map_or(0, |t| t.span.start);
        let end = tokens
            .end
            .checked_sub(1)
            .and_then(|i| self.text.tokens.get(i))
            .map_or(start, |t| t.span.end);
        Span {
            start,
            end: end.max(start),
        }
    }

    /// The text of a range of tokens with runs of white space made one blank.
    pub fn phrase(&self, tokens: &Range<usize>) -> String {
        let written = slice(self.text.source, self.span(tokens));
        written.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn slice(source: &str, span: Span) -> &str {
    source.get(span.start..span.end).unwrap_or("")
}

fn fill<T: Copy>(of: &mut [T], range: &Range<usize>, value: T) {
    let end = range.end.min(of.len());
    if let Some(part) = of.get_mut(range.start.min(end)..end) {
        part.fill(value);
    }
}

fn lower(word: &str) -> Cow<'_, str> {
    let plain = |c: char| c.is_ascii() && !c.is_ascii_uppercase();
    if word.chars().all(plain) {
        return Cow::Borrowed(word);
    }
    let visible = word.chars().filter(|c| {
        !matches!(
            c,
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
        )
    });
    Cow::Owned(
        visible
            .map(|c| {
                if matches!(c, '’' | 'ʼ' | '‘') {
                    '\''
                } else {
                    c
                }
            })
            .flat_map(char::to_lowercase)
            .collect(),
    )
}
