//! What should be known of a text before its result is trusted: the text in, warnings out.

use crate::extraction::{Span, Warning};
use crate::language::Language;
use crate::text::{Text, Utf16};

/// Bytes of an article that are read: a million words fit, and memory stays below half a gigabyte.
pub const MAX_BYTES: usize = 8 << 20;

/// How far before the limit an end of a sentence is looked for.
const SEARCHED: usize = 4096;

/// Characters of an unclosed quotation that a warning shows.
const SHOWN: usize = 60;

/// The part of an article that is read: all of it, or what ends with the last line or sentence before
/// the limit.
pub fn readable(article: &str) -> &str {
    cut(article, MAX_BYTES)
}

fn cut(article: &str, limit: usize) -> &str {
    if article.len() <= limit {
        return article;
    }
    let limit = boundary(article, limit);
    let searched = boundary(article, limit.saturating_sub(SEARCHED));
    let tail = &article[searched..limit];
    let end = tail
        .rfind('\n')
        .or_else(|| tail.rfind(". ").map(|stop| stop + 1));
    &article[..end.map_or(limit, |end| searched + end)]
}

/// The last character boundary at or before a byte.
fn boundary(article: &str, byte: usize) -> usize {
    (0..=byte)
        .rev()
        .find(|&b| article.is_char_boundary(b))
        .unwrap_or(0)
}

/// Warnings about an article of which `text` was read.
pub fn warnings(article: &str, text: &Text, language: Language) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let mut warn = |code: &str, message: String, span| {
        warnings.push(Warning {
            code: code.to_owned(),
            message,
            span,
        });
    };
    if text.source.len() < article.len() {
        let message =
            "The text is too long: only its beginning was read, up to the end of a sentence.";
        warn("truncated", message.to_owned(), None);
    }
    if language == Language::Other {
        let message = "The text does not seem to be English, the only language that is understood: \
                       do not rely on what was found.";
        warn("not-english", message.to_owned(), None);
    }
    let mut unclosed = text.quotations.iter().filter(|quotation| !quotation.closed);
    if let Some(first) = unclosed.next() {
        let message = match unclosed.count() {
            0 => "A quotation has no closing mark: where it ends was guessed.".to_owned(),
            more => format!(
                "{} quotations have no closing mark: where they end was guessed.",
                more + 1
            ),
        };
        let quotation = &text.source[first.span.start..first.span.end];
        let shown: String = quotation.chars().take(SHOWN).collect();
        let utf16 = Utf16::new(text.source);
        let offset = |byte: usize| u32::try_from(utf16.offset(byte)).unwrap_or(u32::MAX);
        let (start, end) = (first.span.start, first.span.start + shown.len());
        let span = Span {
            start: offset(start),
            end: offset(end),
            text: shown,
        };
        warn("unclosed-quote", message, Some(span));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_where_something_ends() {
        assert_eq!(cut("One. Two. Three.", 100), "One. Two. Three.");
        assert_eq!(cut("One. Two. Three.", 12), "One. Two.");
        assert_eq!(cut("One.\nTwo. Three.", 12), "One.");
        assert_eq!(cut("ääää", 5), "ää");
    }

    #[test]
    fn each_warning_has_its_cause() {
        let codes = |source: &str, language| {
            let text = Text::new(source);
            let warnings = warnings(source, &text, language);
            warnings.into_iter().map(|w| w.code).collect::<Vec<_>>()
        };
        assert!(codes("“All is well,” he said.", Language::English).is_empty());
        assert_eq!(
            codes("“All is well, he said.", Language::English),
            ["unclosed-quote"]
        );
        assert_eq!(codes("Alles ist gut.", Language::Other), ["not-english"]);
        assert_eq!(
            warnings("One. Two.", &Text::new("One."), Language::English)[0].code,
            "truncated"
        );
    }
}
