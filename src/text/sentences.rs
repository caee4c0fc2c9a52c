//! Sentences: a paragraph's tokens in, the ranges of its sentences out.

use std::ops::Range;

use super::abbreviations::{Abbreviation, abbreviation};
use super::{Span, Token};

/// Capitalised words that begin sentences and hardly ever stand after an abbreviation inside one.
const STARTERS: &[&str] = &[
    "A",
    "After",
    "All",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "During",
    "Each",
    "Earlier",
    "Even",
    "For",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "My",
    "No",
    "Not",
    "Now",
    "On",
    "One",
    "Only",
    "Or",
    "Other",
    "Others",
    "Our",
    "She",
    "Since",
    "So",
    "Some",
    "Still",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Though",
    "To",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "Why",
    "With",
    "You",
];

/// Appends the token ranges of one paragraph's sentences; indices count from the paragraph's first token.
pub fn sentences(source: &str, tokens: &[Token], ranges: &mut Vec<Range<usize>>) {
    let text = |i: usize| {
        tokens
            .get(i)
            .and_then(|t: &Token| source.get(t.span.start..t.span.end))
            .unwrap_or("")
    };
    let mut start = 0;
    let mut i = 0;
    while i < tokens.len() {
        let Some(stop) = stop(text(i)) else {
            i += 1;
            continue;
        };
        let mut next = i + 1;
        while next < tokens.len() && closes(source, &tokens[next - 1], &tokens[next], text(next)) {
            next += 1;
        }
        if next < tokens.len() && ends(stop, i, next, tokens, &text) {
            ranges.push(start..next);
            start = next;
        }
        i = next;
    }
    if start < tokens.len() {
        ranges.push(start..tokens.len());
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stop {
    Full,
    Strong,
    Ellipsis,
    /// The stop of an abbreviation or an initial.
    Inner,
}

fn stop(token: &str) -> Option<Stop> {
    match token {
        "." | "。" => Some(Stop::Full),
        t if t.starts_with(['!', '?']) => Some(Stop::Strong),
        t if t.starts_with(['.', '…']) && t.ends_with(['.', '…']) => Some(Stop::Ellipsis),
        t if t.ends_with('.') => Some(Stop::Inner),
        _ => None,
    }
}

/// Whether a token is a closing mark that belongs to what stands before it.
fn closes(source: &str, before: &Token, token: &Token, text: &str) -> bool {
    let Span { start, .. } = token.span;
    match text {
        ")" | "]" | "}" | "”" | "»" => true,
        "\"" | "''" | "'" | "’" => {
            before.span.end == start
                || source
                    .get(before.span.end..start)
                    .is_some_and(|gap| gap.trim().is_empty())
                    && token.quote == super::QuoteState::Closing
        }
        t => matches!(stop(t), Some(Stop::Full | Stop::Strong | Stop::Ellipsis)),
    }
}

fn ends<'a>(
    stop: Stop,
    at: usize,
    next: usize,
    tokens: &[Token],
    text: &impl Fn(usize) -> &'a str,
) -> bool {
    let opening = matches!(
        text(next),
        "\"" | "“" | "‘" | "'" | "``" | "''" | "(" | "[" | "«" | "„"
    );
    let word = if opening { text(next + 1) } else { text(next) };
    let first = word.chars().next().unwrap_or(' ');
    let apart = tokens[next - 1].span.end < tokens[next].span.start;
    let quoted = next > at + 1;
    match stop {
        _ if matches!(first, ',' | ';' | ':' | ')' | '%') => false,
        Stop::Full => !first.is_lowercase() || (opening && apart),
        Stop::Strong => !first.is_lowercase() && apart && !(quoted && reports(next, tokens, text)),
        Stop::Ellipsis => first.is_uppercase() || opening && apart,
        Stop::Inner => {
            let word_before = text(at).trim_end_matches('.');
            let title = abbreviation(word_before) == Some(Abbreviation::Title);
            !title
                && (STARTERS.binary_search(&word).is_ok()
                    || opening && first.is_uppercase()
                    || quoted && first.is_uppercase())
        }
    }
}

/// Whether a clause like "Ada Byron said" follows a quotation that ends in "!" or "?".
fn reports<'a>(next: usize, tokens: &[Token], text: &impl Fn(usize) -> &'a str) -> bool {
    (next..tokens.len().min(next + 5))
        .map(text)
        .take_while(|t| t.chars().next().is_some_and(char::is_alphanumeric))
        .any(|t| {
            matches!(
                t,
                "said" | "says" | "asked" | "asks" | "wrote" | "added" | "told"
            )
        })
}

#[cfg(test)]
mod tests {
    #[test]
    fn starters_are_sorted() {
        assert!(super::STARTERS.is_sorted());
    }
}
