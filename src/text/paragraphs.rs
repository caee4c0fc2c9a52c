//! Paragraphs: the source in, the spans of its blocks out. Blank lines separate blocks; a single line
//! break does too, unless the lines were wrapped at a width or break in mid-sentence.

use super::Span;
use super::chars::{is_invisible, is_separator, is_visible};
use crate::turns::turn;

/// Mails and wires wrap at 60 to 80 columns; lines above this were not wrapped.
const WIDEST_WRAP: usize = 100;

/// Lines shorter than this are list items, table rows or verse rather than wrapped prose.
const NARROWEST_WRAP: usize = 40;

/// How many characters of a line's first word are counted to see whether it would have fitted above.
const LONGEST_FIRST_WORD: usize = 40;

/// Lines after which a turn ends: mostly whole paragraphs.
const TURN_LINES: usize = 512;

struct Line {
    /// From its first to its last visible character.
    span: Span,
    /// Its length in characters, counted to `WIDEST_WRAP + 1`.
    length: usize,
    /// Length of its first word.
    first_word: usize,
    /// White space before its first character.
    indent: usize,
    /// Whether a blank line or nothing stands before it.
    after_blank: bool,
}

/// Cuts the source into paragraphs, in order and in turns. Nothing visible lies outside them.
pub async fn paragraphs(source: &str) -> Vec<Span> {
    let lines = lines(source).await;
    turn().await;
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    while start < lines.len() {
        let length = lines[start + 1..]
            .iter()
            .take_while(|l| !l.after_blank)
            .count()
            + 1;
        block(source, &lines[start..start + length], &mut spans);
        start += length;
    }
    spans
}

/// Appends the paragraphs of lines without a blank one between them.
fn block(source: &str, lines: &[Line], spans: &mut Vec<Span>) {
    let width = lines.iter().map(|l| l.length).max().unwrap_or(0);
    let full = |pair: &[Line]| pair[0].length + 1 + pair[1].first_word > width;
    let wrappable = (NARROWEST_WRAP..=WIDEST_WRAP).contains(&width);
    let (mut full_breaks, mut lower_breaks) = (0, 0);
    for pair in lines.windows(2).filter(|pair| full(pair)) {
        full_breaks += 1;
        lower_breaks += usize::from(starts_lower(source, pair[1].span));
    }
    // Prose goes on in lower case at most breaks; lines of a list begin with capitals.
    let wrapped = wrappable
        && full_breaks * 2 >= lines.len() - 1
        && lower_breaks * 2 >= full_breaks
        && lower_breaks > 0;
    for (i, line) in lines.iter().enumerate() {
        let joins = i > 0 && {
            let pair = &lines[i - 1..=i];
            let same_indent = line.indent <= pair[0].indent + 1;
            !is_bullet(source, line.span)
                && (wrapped && full(pair) && same_indent
                    || pair[0].length >= NARROWEST_WRAP
                        && goes_on(source, pair)
                        && starts_lower(source, line.span))
        };
        match spans.last_mut() {
            Some(last) if joins => last.end = line.span.end,
            _ => spans.push(line.span),
        }
    }
}

/// Whether the sentence goes on over the line break: no stop before it.
fn goes_on(source: &str, pair: &[Line]) -> bool {
    let last = source[pair[0].span.start..pair[0].span.end]
        .chars()
        .next_back();
    last.is_some_and(|c| {
        c.is_alphanumeric() || matches!(c, ',' | '-' | '–' | '—' | ';' | '\'' | '’')
    })
}

fn starts_lower(source: &str, line: Span) -> bool {
    source[line.start..line.end]
        .chars()
        .next()
        .is_some_and(char::is_lowercase)
}

/// Whether a line begins like a list item.
pub fn is_bullet(source: &str, line: Span) -> bool {
    let text = &source[line.start..line.end];
    let Some(first) = text.chars().next() else {
        return false;
    };
    if matches!(
        first,
        '•' | '‣' | '◦' | '▪' | '▸' | '●' | '○' | '■' | '·' | '*' | '-' | '–' | '+'
    ) {
        return text[first.len_utf8()..].starts_with(is_separator);
    }
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    digits > 0
        && text[digits..].starts_with(['.', ')'])
        && text[digits + 1..].starts_with(is_separator)
}

async fn lines(source: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut blank = true;
    let mut start = 0;
    while start < source.len() {
        let rest = &source[start..];
        let length = rest.find(is_line_break).unwrap_or(rest.len());
        let text = &rest[..length];
        let mut end = start + length;
        if let Some(c) = source[end..].chars().next() {
            end += if source[end..].starts_with("\r\n") {
                2
            } else {
                c.len_utf8()
            };
        }
        match visible(text) {
            None => blank = true,
            Some((first, last)) => {
                let visible = &text[first..last];
                lines.push(Line {
                    span: Span {
                        start: start + first,
                        end: start + last,
                    },
                    length: visible.chars().take(WIDEST_WRAP + 1).count(),
                    first_word: visible
                        .chars()
                        .take(LONGEST_FIRST_WORD)
                        .take_while(|&c| !is_separator(c))
                        .count(),
                    indent: text[..first].chars().filter(|&c| !is_invisible(c)).count(),
                    after_blank: blank,
                });
                blank = false;
                if lines.len().is_multiple_of(TURN_LINES) {
                    turn().await;
                }
            }
        }
        start = end;
    }
    lines
}

fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// The range from the first to the last visible character.
fn visible(text: &str) -> Option<(usize, usize)> {
    let first = text.find(is_visible)?;
    let last = text.char_indices().rev().find(|&(_, c)| is_visible(c))?;
    Some((first, last.0 + last.1.len_utf8()))
}
