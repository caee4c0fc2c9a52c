//! Sentences: a paragraph's tokens in, the ranges of its sentences out.

use std::ops::Range;

use super::abbreviations::{Abbreviation, abbreviation};
use super::{QuoteState, Token};

/// Capitalised words that begin sentences and hardly ever stand after an abbreviation inside one.
#[rustfmt::skip]
const STARTERS: &[&str] = &[
    "A", "After", "All", "Although", "An", "And", "Another", "As", "At", "Because", "Before", "Both", "But", "By", "During", "Each",
    "Earlier", "Even", "For", "From", "He", "Her", "His", "How", "However", "I", "If", "In", "It", "Its", "Last", "Later", "Many",
    "Meanwhile", "More", "Most", "My", "No", "Not", "Now", "On", "One", "Only", "Or", "Other", "Others", "Our", "She", "Since", "So",
    "Some", "Still", "Such", "That", "The", "Their", "Then", "There", "These", "They", "This", "Those", "Though", "To", "Under",
    "Until", "We", "What", "When", "Where", "While", "Who", "Why", "With", "You",
];

/// Verbs of a clause that follows a quotation and belongs to its sentence: "'Really?' Byron asked."
#[rustfmt::skip]
const REPORTING: &[&str] = &[
    "added", "asked", "asks", "continued", "cried", "declared", "exclaimed", "explained", "joked", "posted", "replied", "responded",
    "said", "say", "says", "shouted", "told", "tweeted", "warned", "wrote", "yelled",
];

/// How many words after a quotation are searched for its reporting verb: a name with a title.
const REPORTING_DISTANCE: usize = 5;

/// Names that end in "!".
const EXCLAIMING_NAMES: &[&str] = &["Jeb", "Jeopardy", "Wham", "Yahoo"];

/// What stands before the name of a photographer or agency at the end of a caption.
const CREDITS: &[&str] = &[
    "Credit",
    "Image",
    "Photo",
    "Photograph",
    "Photos",
    "Picture",
    "Source",
    "Video",
    "image",
    "photo",
];

/// A credit is short: more tokens than this and the colon announces something else.
const LONGEST_CREDIT: usize = 12;

/// An em dash and at most this many tokens after a quotation name its author and belong to it.
const LONGEST_SIGNATURE: usize = 8;

/// So many words in capitals at a paragraph's start, before the first that isn't, are its heading.
const SHOUTED_HEADING: usize = 4;

/// Days of the week, sorted.
pub const WEEKDAYS: &[&str] = &[
    "Friday",
    "Monday",
    "Saturday",
    "Sunday",
    "Thursday",
    "Tuesday",
    "Wednesday",
];

/// Months, sorted.
#[rustfmt::skip]
pub const MONTHS: &[&str] = &[
    "April", "August", "December", "February", "January", "July", "June", "March", "May", "November", "October", "September",
];

/// Time zones that are written out after "a.m." and "p.m.".
const ZONES: &[&str] = &["Central", "Eastern", "Greenwich", "Mountain", "Pacific"];

/// Tokens of a date with weekday: "Tuesday, September 22, 2015".
const DATE_LENGTH: usize = 6;

/// Appends the token ranges of one paragraph's sentences; indices count from the paragraph's first token.
pub fn sentences(source: &str, tokens: &[Token], ranges: &mut Vec<Range<usize>>) {
    let paragraph = Paragraph { source, tokens };
    let mut start = 0;
    let mut i = 0;
    // Words in capitals so far, until the first word that isn't.
    let mut shouted = Some(0);
    while i < tokens.len() {
        let after_shouting = shouted >= Some(SHOUTED_HEADING) && paragraph.is_capitalised(i);
        if i > start && (after_shouting || paragraph.begins_line(start, i)) {
            ranges.push(start..i);
            start = i;
        }
        shouted = shouted.and_then(|count| Some(count + usize::from(paragraph.is_shouted(i)?)));
        let Some(mut stop) = stop(paragraph.text(i)) else {
            i += 1;
            continue;
        };
        if stop == Stop::Full && paragraph.text(i + 1) == "." {
            stop = Stop::Ellipsis;
        }
        let next = paragraph.skip_closing(i + 1);
        if next < tokens.len() && !paragraph.numbers(start, i) && paragraph.ends(stop, i, next) {
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
    /// A full stop that is its own token.
    Full,
    /// "!" or "?".
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

fn listed(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit())
}

struct Paragraph<'a> {
    source: &'a str,
    tokens: &'a [Token],
}

impl<'a> Paragraph<'a> {
    /// The token's text; empty beyond the end.
    fn text(&self, i: usize) -> &'a str {
        self.tokens
            .get(i)
            .and_then(|t| self.source.get(t.span.start..t.span.end))
            .unwrap_or("")
    }

    fn glued(&self, i: usize) -> bool {
        i > 0
            && self
                .tokens
                .get(i)
                .is_some_and(|t| t.span.start == self.tokens[i - 1].span.end)
    }

    /// The first token from `next` on that doesn't belong to the sentence that a stop before it ends:
    /// closing marks, further stops and footnote numbers do.
    fn skip_closing(&self, mut next: usize) -> usize {
        loop {
            let belongs = match self.text(next) {
                "" => return next,
                ")" | "]" | "}" | "”" | "»" => true,
                "\"" | "''" | "'" | "’" => {
                    self.glued(next) || self.tokens[next].quote == QuoteState::Closing
                }
                "[" => match self.footnote(next) {
                    Some(end) => {
                        next = end;
                        continue;
                    }
                    None => false,
                },
                // The points of ". . ." stand apart.
                "." => true,
                t => matches!(stop(t), Some(Stop::Strong | Stop::Ellipsis)) && self.glued(next),
            };
            if !belongs {
                return next;
            }
            next += 1;
        }
    }

    /// The end of a footnote mark such as "[3]", "[a]", "[citation needed]" that begins at `open`.
    fn footnote(&self, open: usize) -> Option<usize> {
        const LONGEST: usize = 4;
        let close = (open + 2..=open + LONGEST).find(|&i| self.text(i) == "]")?;
        let word = self.text(close - 1);
        let mark = close == open + 2 && word.len() <= 3 && (is_number(word) || word.len() == 1);
        (mark || word == "needed").then_some(close + 1)
    }

    /// Whether the sentence so far is only the number or letter of a list item: "2."
    fn numbers(&self, start: usize, at: usize) -> bool {
        // Longer numbers are years.
        const LONGEST: usize = 3;
        let word = self.text(start);
        let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
        at == start + 1 && (letter || is_number(word) && word.len() <= LONGEST)
    }

    /// Whether a word is in capitals; false for marks, numbers and single letters, `None` for other words.
    fn is_shouted(&self, i: usize) -> Option<bool> {
        let word = self.text(i);
        if word.chars().any(char::is_lowercase) {
            return if matches!(word, "'s" | "’s" | "n't" | "n’t") {
                Some(false)
            } else {
                None
            };
        }
        Some(word.chars().filter(|c| c.is_uppercase()).count() > 1)
    }

    /// Whether a word with a capital and small letters, or a quotation, begins at `i`.
    fn is_capitalised(&self, i: usize) -> bool {
        let quoted = usize::from(self.tokens[i].quote == QuoteState::Opening);
        let mut letters = self.text(i + quoted).chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && !self.glued(i)
    }

    /// Whether a line of its own begins at `i`, inside a paragraph whose line breaks were lost: the date
    /// under a headline, the text after a date, the credit of a photograph.
    fn begins_line(&self, start: usize, i: usize) -> bool {
        let word = self.text(i);
        if listed(CREDITS, word)
            && self.text(i + 1) == ":"
            && self.tokens.len() - i <= LONGEST_CREDIT
        {
            return self.text(i - 1).ends_with(char::is_alphanumeric);
        }
        if i == DATE_LENGTH && start == 0 && self.is_date(0) {
            return word.starts_with(char::is_uppercase);
        }
        start == 0
            && i + DATE_LENGTH == self.tokens.len()
            && self.is_date(i)
            && !matches!(
                self.text(i - 1),
                "," | "on"
                    | "of"
                    | "since"
                    | "until"
                    | "till"
                    | "by"
                    | "from"
                    | "for"
                    | "to"
                    | "before"
                    | "after"
                    | "late"
                    | "early"
                    | "and"
                    | "or"
                    | "("
                    | "next"
                    | "last"
                    | "this"
                    | "through"
            )
    }

    fn is_date(&self, i: usize) -> bool {
        listed(WEEKDAYS, self.text(i))
            && self.text(i + 1) == ","
            && listed(MONTHS, self.text(i + 2))
            && is_number(self.text(i + 3))
            && self.text(i + 4) == ","
            && self.text(i + 5).len() == 4
            && is_number(self.text(i + 5))
    }

    /// Whether the stop at `at` ends a sentence, with `next` the first token that would follow it.
    fn ends(&self, stop: Stop, at: usize, next: usize) -> bool {
        let opening = matches!(
            self.text(next),
            "\"" | "“" | "‘" | "'" | "``" | "''" | "(" | "[" | "«" | "„"
        );
        let word = if opening {
            self.text(next + 1)
        } else {
            self.text(next)
        };
        let mut letters = word.chars();
        let first = letters.next().unwrap_or(' ');
        // "eHow", "iPhone" begin sentences as they are.
        let lower = first.is_lowercase()
            && !letters.next().is_some_and(char::is_uppercase)
            && !letters.any(char::is_uppercase);
        let apart = !self.glued(next);
        let quoted =
            (at + 1..next).any(|i| matches!(self.text(i), "\"" | "''" | "'" | "’" | "”" | "»"));
        if matches!(first, ',' | ';' | ':' | ')' | '%') {
            return false;
        }
        match stop {
            Stop::Full if self.is_life_date(at, word) => false,
            Stop::Full if matches!(first, '—' | '–' | '―') => {
                self.tokens.len() - next > LONGEST_SIGNATURE
            }
            Stop::Full => !lower || (opening && apart),
            Stop::Strong => {
                let named = at > 0 && self.glued(at) && listed(EXCLAIMING_NAMES, self.text(at - 1));
                let reported = quoted && self.reports(next);
                apart && !lower && !named && !reported
            }
            Stop::Ellipsis => first.is_uppercase() || opening && apart,
            Stop::Inner => self.inner_ends(at, word, opening, quoted),
        }
    }

    /// Whether an abbreviation at `at` ends a sentence, with `word` the first that would follow.
    fn inner_ends(&self, at: usize, word: &str, opening: bool, quoted: bool) -> bool {
        let abbreviated = self.text(at).trim_end_matches('.');
        if abbreviation(abbreviated) == Some(Abbreviation::Title) {
            return false;
        }
        let capital = word.starts_with(char::is_uppercase);
        if quoted || listed(STARTERS, word) {
            return capital;
        }
        match abbreviated {
            "etc" => capital,
            "a.m" | "p.m" => {
                let zone = listed(ZONES, word)
                    || word.len() <= 4 && word.bytes().all(|b| b.is_ascii_uppercase());
                capital
                    && !zone
                    && !listed(WEEKDAYS, word)
                    && !listed(MONTHS, word.trim_end_matches('.'))
            }
            // 'John F. "Jack" Kennedy'
            initial if initial.chars().count() == 1 => false,
            _ => opening && capital && self.text(at + 1) != "(",
        }
    }

    /// "(b. March 2009)", "(c. 347 – 420)"
    fn is_life_date(&self, at: usize, word: &str) -> bool {
        let dated = is_number(word) || listed(MONTHS, word);
        at > 0
            && dated
            && self.glued(at)
            && matches!(self.text(at - 1), "b" | "c" | "ca" | "d" | "fl" | "r")
    }

    /// Whether a clause like "Ada Byron said" follows a quotation that ends in "!" or "?".
    fn reports(&self, next: usize) -> bool {
        !listed(STARTERS, self.text(next))
            && (next..next + REPORTING_DISTANCE)
                .map(|i| self.text(i))
                .take_while(|t| t.starts_with(char::is_alphanumeric))
                .any(|t| listed(REPORTING, t))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        for list in [
            STARTERS,
            REPORTING,
            EXCLAIMING_NAMES,
            CREDITS,
            WEEKDAYS,
            MONTHS,
            ZONES,
        ] {
            assert!(list.is_sorted());
        }
    }
}
