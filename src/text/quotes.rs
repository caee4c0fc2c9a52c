//! Quotation marks: a paragraph's tokens in, its quotations and each token's place in them out.

use super::chars::{is_apostrophe, is_separator};
use super::{Quotation, QuoteState, Span, Token};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
    Guillemet,
}

const KINDS: usize = 3;

/// Which way a mark points by its shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Opening,
    Closing,
    Straight,
}

fn mark(token: &str) -> Option<(Kind, Shape)> {
    Some(match token {
        "\"" | "＂" => (Kind::Double, Shape::Straight),
        "“" | "„" | "``" | "‟" => (Kind::Double, Shape::Opening),
        "”" => (Kind::Double, Shape::Closing),
        "''" => (Kind::Double, Shape::Straight),
        "«" | "‹" => (Kind::Guillemet, Shape::Opening),
        "»" | "›" => (Kind::Guillemet, Shape::Closing),
        "‘" | "`" | "‚" => (Kind::Single, Shape::Opening),
        "'" | "’" | "´" => (Kind::Single, Shape::Straight),
        _ => return None,
    })
}

/// A mark in its surroundings.
struct Mark {
    token: usize,
    kind: Kind,
    shape: Shape,
    /// White space, an opening bracket, a dash or nothing stands before it.
    free_left: bool,
    /// White space, punctuation or nothing stands after it.
    free_right: bool,
    /// A digit stands directly before it: it may mean inches or minutes.
    measure: bool,
    /// An "s" stands directly before it: it may be a possessive.
    possessive: bool,
}

/// Pairs the marks of one paragraph, whose tokens begin at index `first`; sets the tokens' states and
/// appends its quotations. Returns whether a quotation was left open, which the caller hands to the next paragraph.
pub fn pair(
    source: &str,
    paragraph: Span,
    first: usize,
    tokens: &mut [Token],
    quotations: &mut Vec<Quotation>,
    carried: bool,
) -> bool {
    let marks = marks(source, paragraph, tokens);
    let mut open: Vec<(Kind, usize)> = Vec::new();
    let mut opened = [0usize; KINDS];
    // (first token, last token, closed, begins with a mark)
    let mut found: Vec<(usize, usize, bool, bool)> = Vec::new();
    let mut carried = carried;
    let last = tokens.len().saturating_sub(1);
    // Marks still to come, by shape: whether a nested opening mark can find its partner.
    let mut openers = marks
        .iter()
        .filter(|m| m.kind == Kind::Double && m.shape == Shape::Opening)
        .count();
    let mut closers = marks
        .iter()
        .filter(|m| m.kind == Kind::Double && m.shape != Shape::Opening)
        .count();
    let closing_singles = closing_singles(&marks);
    for (i, mark) in marks.iter().enumerate() {
        if mark.kind == Kind::Double {
            if mark.shape == Shape::Opening {
                openers -= 1
            } else {
                closers -= 1
            }
        }
        let is_open = match mark.kind {
            // Inside a quotation that was opened later, it is an apostrophe.
            Kind::Single => open.last().is_some_and(|&(kind, _)| kind == Kind::Single),
            kind => opened[kind as usize] > 0,
        };
        let closes = match (mark.kind, mark.shape) {
            (Kind::Single, _) => is_open && closes_single(mark, closing_singles[i + 1]),
            (_, Shape::Opening) => is_open && !mark.free_left && mark.free_right,
            (_, Shape::Closing) => is_open,
            (_, Shape::Straight) => is_open && (!mark.free_left || mark.free_right),
        };
        if closes {
            while let Some((kind, start)) = open.pop() {
                opened[kind as usize] -= 1;
                if kind == mark.kind {
                    found.push((start, mark.token, true, true));
                    break;
                }
                if kind != Kind::Single {
                    found.push((start, mark.token.saturating_sub(1).max(start), false, true));
                }
            }
            continue;
        }
        let opens = match (mark.kind, mark.shape) {
            (Kind::Single, shape) => {
                mark.free_left
                    && (shape == Shape::Opening || !mark.free_right)
                    && closing_singles[i + 1].is_some()
            }
            (_, Shape::Opening) => true,
            (_, Shape::Closing) => mark.free_left && !mark.free_right,
            (_, Shape::Straight) => !mark.measure && (mark.free_left || !mark.free_right),
        };
        if opens {
            // A second opening mark without enough closing ones: the writer lost one, so the first quotation ends here.
            if mark.kind == Kind::Double
                && is_open
                && (mark.shape != Shape::Opening || closers < openers + 1 + opened[0])
            {
                while let Some((kind, start)) = open.pop() {
                    opened[kind as usize] -= 1;
                    if kind != Kind::Single {
                        found.push((start, mark.token.saturating_sub(1).max(start), false, true));
                    }
                    if kind == Kind::Double {
                        break;
                    }
                }
            }
            opened[mark.kind as usize] += 1;
            open.push((mark.kind, mark.token));
            carried &= mark.kind == Kind::Single;
        } else if carried && mark.kind == Kind::Double {
            // The paragraph goes on with the quotation of the one before without opening it again.
            found.push((0, mark.token, true, false));
            carried = false;
            // Only single marks can have been opened before it, and they find no partner inside.
            open.clear();
            opened = [0; KINDS];
        }
    }
    let left_open = open.iter().any(|&(kind, _)| kind != Kind::Single);
    while let Some((kind, start)) = open.pop() {
        if kind != Kind::Single {
            found.push((start, last, false, true));
        }
    }
    found.sort_unstable_by_key(|&(start, end, ..)| (start, usize::MAX - end));
    emit(tokens, first, &found, quotations);
    left_open
}

/// Sets the states and appends the quotations, which come sorted, outermost first.
fn emit(
    tokens: &mut [Token],
    first: usize,
    found: &[(usize, usize, bool, bool)],
    quotations: &mut Vec<Quotation>,
) {
    let mut enclosing: Vec<usize> = Vec::new();
    for &(start, end, closed, marked) in found {
        while enclosing.last().is_some_and(|&e| e < start) {
            enclosing.pop();
        }
        let (Some(a), Some(b)) = (tokens.get(start), tokens.get(end)) else {
            continue;
        };
        quotations.push(Quotation {
            span: Span {
                start: a.span.start,
                end: b.span.end,
            },
            tokens: first + start..first + end + 1,
            depth: enclosing.len(),
            closed,
        });
        if enclosing.is_empty() {
            for token in &mut tokens[start..=end] {
                token.quote = QuoteState::In;
            }
            if marked {
                tokens[start].quote = QuoteState::Opening;
            }
            if closed {
                tokens[end].quote = QuoteState::Closing;
            }
        }
        enclosing.push(end);
    }
}

/// For each mark, the index of the next one from there on that can close a single quotation, unless one
/// that opens stands before it.
fn closing_singles(marks: &[Mark]) -> Vec<Option<usize>> {
    let mut next = vec![None; marks.len() + 1];
    for (i, mark) in marks.iter().enumerate().rev() {
        next[i] = match mark.kind {
            Kind::Single if mark.shape != Shape::Opening && !mark.free_left && mark.free_right => {
                Some(i)
            }
            Kind::Single if mark.free_left && !mark.free_right => None,
            _ => next[i + 1],
        };
    }
    next
}

fn closes_single(mark: &Mark, later: Option<usize>) -> bool {
    // "the 'workers' rights' bill": of two closing marks, the one after an "s" is an apostrophe.
    !mark.free_left
        && mark.free_right
        && mark.shape != Shape::Opening
        && !(mark.possessive && later.is_some())
}

fn marks(source: &str, paragraph: Span, tokens: &[Token]) -> Vec<Mark> {
    let text = &source[paragraph.start..paragraph.end];
    let mut marks = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let Some((kind, shape)) = source.get(token.span.start..token.span.end).and_then(mark)
        else {
            continue;
        };
        let left = text[..token.span.start - paragraph.start]
            .chars()
            .next_back();
        let right = text[token.span.end - paragraph.start..].chars().next();
        let free_left = left.is_none_or(|c| {
            is_separator(c)
                || matches!(
                    c,
                    '(' | '[' | '{' | '-' | '–' | '—' | '/' | '“' | '«' | '„' | '‘'
                )
                || (c == '"' && kind == Kind::Single)
        });
        let free_right = right.is_none_or(|c| {
            is_separator(c)
                || matches!(
                    c,
                    '.' | ','
                        | ';'
                        | ':'
                        | '!'
                        | '?'
                        | ')'
                        | ']'
                        | '}'
                        | '-'
                        | '–'
                        | '—'
                        | '/'
                        | '…'
                        | '”'
                        | '"'
                        | '»'
                )
                || is_apostrophe(c)
        });
        marks.push(Mark {
            token: i,
            kind,
            shape,
            free_left,
            free_right,
            measure: left.is_some_and(|c| c.is_ascii_digit()),
            possessive: left.is_some_and(|c| matches!(c, 's' | 'S'))
                && right.is_some_and(is_separator),
        });
    }
    marks
}
