//! The text layer: an article in, its paragraphs, sentences, tokens and quotations out, all as byte
//! spans of the borrowed text.

pub mod chars;
mod paragraphs;
mod abbreviations;
mod tokens;
mod quotes;
mod sentences;
mod roles;
mod utf16;

use crate::turns::{finish, turn};
use std::ops::Range;

pub use utf16::Utf16;

/// A half-open range of bytes of the article; both ends lie on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// An article cut into its parts. Every index into another list is a half-open range.
pub struct Text<'a> {
    /// The article as it was given.
    pub source: &'a str,
    /// Blocks separated by blank lines (or by single line breaks where the article uses those).
    pub paragraphs: Vec<Paragraph>,
    /// Sentences, headlines and list items, in order.
    pub sentences: Vec<Sentence>,
    /// Words, numbers and punctuation marks, in order, never overlapping.
    pub tokens: Vec<Token>,
    /// Quotations in the order of their first tokens, outer ones before those inside.
    pub quotations: Vec<Quotation>,
}

/// One block of the article.
pub struct Paragraph {
    /// From its first to its last visible character.
    pub span: Span,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What the block is in the article.
    pub role: Role,
}

/// What a block is in the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Running text.
    Body,
    /// The title at the top, or a heading between paragraphs.
    Heading,
    /// What the page put around the article: "Read more", "leave a reply:", a share bar.
    Furniture,
}

/// One sentence.
pub struct Sentence {
    /// From its first to its last visible character.
    pub span: Span,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Index of its paragraph.
    pub paragraph: usize,
}

/// One word, number or punctuation mark.
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Where it stands with respect to quotation marks.
    pub quote: QuoteState,
}

/// A token's place with respect to the outermost quotation around it, whatever its marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum QuoteState {
    /// Outside every quotation.
    Out = 0,
    /// Between two marks.
    In = 1,
    /// The opening mark.
    Opening = 2,
    /// The closing mark.
    Closing = 3,
}

/// One quotation.
pub struct Quotation {
    /// From its opening to its closing mark, both included; from the paragraph's start where it goes on
    /// from the paragraph before without a mark.
    pub span: Span,
    /// Its tokens, marks included.
    pub tokens: Range<usize>,
    /// How many quotations it lies in.
    pub depth: usize,
    /// False where the closing mark is missing: the quotation was ended before the next one or at the
    /// paragraph's end.
    pub closed: bool,
}

/// Tokens after which a turn ends: some milliseconds.
const TURN_TOKENS: usize = 4096;

impl<'a> Text<'a> {
    /// Cuts any text, in time linear in its length.
    pub fn new(source: &'a str) -> Self {
        finish(Text::cut_in_turns(source))
    }

    /// The tokens that share a byte with the range.
    pub fn tokens_in(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|t| t.span.end <= bytes.start);
        start..self.tokens.partition_point(|t| t.span.start < bytes.end)
    }

    /// The same, in turns.
    pub(crate) async fn cut_in_turns(source: &'a str) -> Self {
        let mut text = Text {
            source,
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            quotations: Vec::new(),
        };
        let (mut spans, mut ranges) = (Vec::new(), Vec::new());
        let mut carried = false;
        let mut turned = 0;
        for paragraph in paragraphs::paragraphs(source).await {
            spans.clear();
            tokens::tokenize(source, paragraph, &mut spans).await;
            let first = text.tokens.len();
            if first + spans.len() - turned >= TURN_TOKENS {
                turned = first + spans.len();
                turn().await;
            }
            text.tokens.extend(spans.iter().map(|&span| Token {
                span,
                quote: QuoteState::Out,
            }));
            let tokens = &mut text.tokens[first..];
            carried = quotes::pair(
                source,
                paragraph,
                first,
                tokens,
                &mut text.quotations,
                carried,
            );
            ranges.clear();
            sentences::sentences(source, tokens, &mut ranges);
            let first_sentence = text.sentences.len();
            let index = text.paragraphs.len();
            for range in &ranges {
                let (Some(a), Some(b)) = (tokens.get(range.start), tokens[..range.end].last())
                else {
                    continue;
                };
                text.sentences.push(Sentence {
                    span: Span {
                        start: a.span.start,
                        end: b.span.end,
                    },
                    tokens: first + range.start..first + range.end,
                    paragraph: index,
                });
            }
            text.paragraphs.push(Paragraph {
                span: paragraph,
                sentences: first_sentence..text.sentences.len(),
                tokens: first..text.tokens.len(),
                role: Role::Body,
            });
        }
        turn().await;
        roles::assign(source, &mut text.paragraphs, &text.sentences, &text.tokens).await;
        text
    }
}
