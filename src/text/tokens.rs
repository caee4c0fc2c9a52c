//! The tokenizer: a paragraph in, the spans of its words, numbers and punctuation marks out, cut as the
//! Penn Treebank cuts, with hyphenated words kept whole.
//!
//! Every decision looks at a bounded number of characters, so that time is linear in the text.

use super::abbreviations::{Abbreviation, abbreviation};
use super::chars::{
    is_apostrophe, is_hyphen, is_invisible, is_mark, is_separator, is_visible, is_word,
};
use super::{Span, TURN_TOKENS};
use crate::turns::turn;

/// How many characters a look ahead may skip or read: more than any clitic or number group needs.
const LOOK_AHEAD: usize = 8;

/// How many characters of white space are skipped to see what follows an abbreviation.
const GAP: usize = 16;

/// Words that begin with an apostrophe.
const APOSTROPHE_WORDS: &[&str] = &[
    "em", "cause", "til", "tis", "twas", "bout", "round", "cuz", "n",
];

/// Appends the tokens of one paragraph, in order and in turns.
pub async fn tokenize(source: &str, paragraph: Span, tokens: &mut Vec<Span>) {
    let scanner = Scanner {
        text: &source[..paragraph.end],
        from: paragraph.start,
    };
    let mut at = paragraph.start;
    while let Some(c) = scanner.at(at) {
        if !is_visible(c) {
            at += c.len_utf8();
            continue;
        }
        let end = scanner.token(at, c).max(at + c.len_utf8());
        tokens.push(Span { start: at, end });
        at = end;
        if tokens.len().is_multiple_of(TURN_TOKENS) {
            turn().await;
        }
    }
}

struct Scanner<'a> {
    /// The source up to the paragraph's end.
    text: &'a str,
    /// The paragraph's start.
    from: usize,
}

impl Scanner<'_> {
    fn at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text
            .get(self.from..at)?
            .chars()
            .rev()
            .take(LOOK_AHEAD)
            .find(|&c| !is_invisible(c))
    }

    /// The next characters from `at` on, without the invisible ones.
    fn ahead(&self, at: usize) -> impl Iterator<Item = char> {
        self.text
            .get(at..)
            .unwrap_or("")
            .chars()
            .take(2 * LOOK_AHEAD)
            .filter(|&c| !is_invisible(c))
    }

    fn next(&self, at: usize) -> Option<char> {
        self.ahead(at).next()
    }

    /// The first character behind the white space (and closing marks) that follows `at`.
    fn beyond(&self, at: usize) -> Option<char> {
        self.text
            .get(at..)?
            .chars()
            .take(GAP)
            .find(|&c| !is_separator(c) && !is_invisible(c))
    }

    fn token(&self, start: usize, c: char) -> usize {
        if let Some(end) = self.url(start) {
            return end;
        }
        if is_word(c) {
            return self.word(start);
        }
        match c {
            '@' if self.next(start + 1).is_some_and(is_word) => self.tag(start),
            '#' if self
                .ahead(start + 1)
                .take_while(|&c| is_word(c))
                .any(char::is_alphabetic) =>
            {
                self.tag(start)
            }
            '.' if self.next(start + 1).is_some_and(|c| c.is_ascii_digit())
                && !self.before(start).is_some_and(|c| is_word(c) || c == '.') =>
            {
                self.word(start + 1)
            }
            '+' if self.next(start + 1).is_some_and(|c| c.is_ascii_digit())
                && !self.before(start).is_some_and(is_word) =>
            {
                self.word(start + 1)
            }
            '.' | '…' => self.run(start, |c| matches!(c, '.' | '…')),
            '!' | '?' => self.run(start, |c| matches!(c, '!' | '?')),
            '-' | '*' | '_' | '=' | '~' | '+' | '#' | '—' | '–' | '|' => {
                self.run(start, |other| other == c)
            }
            c if is_apostrophe(c) => self.apostrophe(start, c),
            c => self.symbol(start, c),
        }
    }

    /// A web address; what closes the sentence around it is not part of it.
    fn url(&self, start: usize) -> Option<usize> {
        let text = &self.text[start..];
        let prefix = ["http://", "https://", "ftp://", "www."]
            .into_iter()
            .find(|p| {
                text.get(..p.len())
                    .is_some_and(|t| t.eq_ignore_ascii_case(p))
            })?;
        let length = text
            .find(|c| {
                is_separator(c)
                    || matches!(
                        c,
                        '<' | '>'
                            | '"'
                            | '“'
                            | '”'
                            | '«'
                            | '»'
                            | '{'
                            | '}'
                            | '|'
                            | '\\'
                            | '^'
                            | '`'
                    )
            })
            .unwrap_or(text.len());
        let mut address = &text[..length];
        let opened = address.contains('(');
        address = address.trim_end_matches(|c| {
            matches!(
                c,
                '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '’' | '‘' | ']' | '…' | '—' | '–'
            ) || (c == ')' && !opened)
                || is_invisible(c)
        });
        (address.len() > prefix.len()).then_some(start + address.len())
    }

    /// "@handle" or "#tag".
    fn tag(&self, start: usize) -> usize {
        let mut end = start + 1;
        for (i, c) in self.text[start + 1..].char_indices() {
            if is_word(c) || c == '_' {
                end = start + 1 + i + c.len_utf8();
            } else if !is_invisible(c) {
                break;
            }
        }
        end
    }

    fn run(&self, start: usize, same: impl Fn(char) -> bool) -> usize {
        let rest = &self.text[start..];
        start + rest.find(|c| !same(c)).unwrap_or(rest.len())
    }

    /// A mark by itself, or an emoji with its modifiers.
    fn symbol(&self, start: usize, first: char) -> usize {
        let mut end = start + first.len_utf8();
        let mut joined = false;
        let mut flag = matches!(first, '\u{1F1E6}'..='\u{1F1FF}');
        for (i, c) in self.text[end..].char_indices() {
            let stop = start + first.len_utf8() + i + c.len_utf8();
            if c == '\u{200D}' {
                joined = true;
            } else if matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
                || is_mark(c)
                || (joined && is_visible(c) && !is_word(c))
            {
                end = stop;
                joined = false;
            } else if flag && matches!(c, '\u{1F1E6}'..='\u{1F1FF}') {
                end = stop;
                flag = false;
            } else if !is_invisible(c) {
                break;
            }
        }
        end
    }

    /// A clitic, a word that begins with an apostrophe, a doubled mark, or the mark alone.
    fn apostrophe(&self, start: usize, mark: char) -> usize {
        let glued = self.before(start).is_some_and(is_visible);
        if let Some(end) = self.clitic(start)
            && (glued || !self.next(end).is_some_and(is_apostrophe))
        {
            return end;
        }
        let after = start + mark.len_utf8();
        // Two single marks are one double mark; of three, the inner one is single.
        if matches!(mark, '\'' | '`') && self.at(after) == Some(mark) {
            let third = self.at(after + 1) == Some(mark);
            return if third && glued { after } else { after + 1 };
        }
        if !glued {
            let word: String = self.ahead(after).take_while(|&c| is_word(c)).collect();
            let year = word.starts_with(|c: char| c.is_ascii_digit())
                && word.trim_end_matches('s').len() == 2;
            let elided = mark != '`'
                && APOSTROPHE_WORDS
                    .iter()
                    .any(|w| word.eq_ignore_ascii_case(w));
            if year || elided {
                let end = self.word(after);
                // "rock 'n' roll"
                let closed =
                    word.eq_ignore_ascii_case("n") && self.at(end).is_some_and(is_apostrophe);
                return if closed {
                    end + self.at(end).map_or(0, char::len_utf8)
                } else {
                    end
                };
            }
        }
        after
    }

    /// The end of the clitic whose apostrophe stands at `start`.
    fn clitic(&self, start: usize) -> Option<usize> {
        let mark = self.at(start).filter(|&c| is_apostrophe(c))?;
        let after = start + mark.len_utf8();
        let mut letters = [' '; 2];
        let mut end = after;
        let mut count = 0;
        for (i, c) in self.text[after..].char_indices().take(LOOK_AHEAD) {
            if is_invisible(c) {
                continue;
            }
            if !is_word(c) {
                break;
            }
            *letters.get_mut(count)? = c.to_ascii_lowercase();
            count += 1;
            end = after + i + c.len_utf8();
        }
        matches!(
            (count, letters),
            (1, ['s' | 'm' | 'd', _]) | (2, ['r' | 'v', 'e'] | ['l', 'l'])
        )
        .then_some(end)
    }

    /// A word from `start` (a letter or digit) on, with what joins its parts.
    fn word(&self, start: usize) -> usize {
        let mut at = start;
        let mut end = start;
        // The part since the last stop or hyphen, for the stop that may follow it.
        let mut part = start;
        let mut last = ' ';
        let mut before_last = None;
        while let Some(c) = self.at(at) {
            let next = at + c.len_utf8();
            if is_word(c) {
                before_last = Some((last, end));
                last = c;
                at = next;
                end = next;
                continue;
            }
            if is_invisible(c) {
                at = next;
                continue;
            }
            let mut following = self.ahead(next);
            let Some(ahead) = following.next() else { break };
            if c == '.'
                && is_hyphen(ahead)
                && following.next().is_some_and(is_word)
                && self.keeps_stop(start, part, end, next)
            {
                at = next;
                end = next;
                continue;
            }
            if is_hyphen(c) && self.text[..end].ends_with('.') && end > start && is_word(ahead) {
                part = next;
                at = next;
                continue;
            }
            if !is_word(ahead) {
                break;
            }
            if c == '$'
                && at - start <= 3
                && ahead.is_ascii_digit()
                && self.text[start..end]
                    .bytes()
                    .all(|b| b.is_ascii_uppercase())
            {
                return next;
            }
            if is_apostrophe(c) {
                if self.clitic(at).is_some() {
                    break;
                }
                let negation = matches!((last, ahead), ('n' | 'N', 't' | 'T'))
                    && !following.next().is_some_and(is_word);
                if negation {
                    if let Some((' ', _)) | None = before_last {
                        // The clitic itself.
                    } else if let Some((_, cut)) = before_last {
                        return cut;
                    }
                }
                at = next;
                continue;
            }
            if !self.joins(last, c, next, end - part) {
                break;
            }
            if c == '.' || is_hyphen(c) {
                part = next;
            }
            at = next;
        }
        if end > start
            && self.at(at) == Some('.')
            && at >= end
            && self.keeps_stop(start, part, end, at + 1)
        {
            return at + 1;
        }
        end
    }

    /// Whether the mark `c` before `next` joins two parts of one word; `length` is that of the part before it, in bytes.
    fn joins(&self, last: char, c: char, next: usize, length: usize) -> bool {
        let mut ahead = self.ahead(next);
        let (Some(first), second) = (ahead.next(), ahead.next()) else {
            return false;
        };
        let digits = last.is_ascii_digit() && first.is_ascii_digit();
        match c {
            // "said.The": a lost space, not a name of a site.
            '.' => {
                !(first.is_uppercase()
                    && second.is_some_and(char::is_lowercase)
                    && (length > 2 || last.is_ascii_digit()))
            }
            ',' => {
                digits && {
                    let mut digits = self.ahead(next).take(4).collect::<Vec<_>>();
                    let fourth = if digits.len() == 4 {
                        digits.pop()
                    } else {
                        None
                    };
                    digits.len() == 3
                        && digits.iter().all(char::is_ascii_digit)
                        && !fourth.is_some_and(|c| c.is_ascii_digit())
                        || digits.len() == 3
                            && digits[..2].iter().all(char::is_ascii_digit)
                            && digits[2] == ','
                }
            }
            ':' | '/' => digits,
            '&' => last.is_uppercase() && first.is_uppercase(),
            '_' | '·' => true,
            '@' => last.is_ascii_alphanumeric() && first.is_ascii_alphanumeric(),
            c => is_hyphen(c),
        }
    }

    /// Whether the word `start..end`, whose last part begins at `part`, keeps the stop that ends at `after`.
    fn keeps_stop(&self, start: usize, part: usize, end: usize, after: usize) -> bool {
        let next = self.next(after);
        if matches!(next, Some('.' | '…')) {
            return false;
        }
        let word = &self.text[start..end];
        let last = self.text.get(part..end).unwrap_or("");
        let mut letters = last.chars();
        let (Some(first), second) = (letters.next(), letters.next()) else {
            return false;
        };
        let single = second.is_none();
        let goes_on = if next.is_some_and(is_separator) {
            self.beyond(after)
        } else {
            next
        };
        // "U.S.", "a.m.", "Ph.D.": a letter after an inner stop.
        if single && first.is_alphabetic() && self.text[start..part].ends_with('.') {
            return true;
        }
        if single && word.len() == last.len() {
            let follows = goes_on.is_some_and(char::is_uppercase);
            return match first {
                'I' => follows && self.previous_is_name(start),
                'v' => follows,
                c => {
                    c.is_uppercase()
                        && (follows || matches!(goes_on, Some(',' | '-' | '(' | '"' | '“')))
                }
            };
        }
        if single && first.is_uppercase() {
            return goes_on.is_some_and(char::is_uppercase);
        }
        match abbreviation(last) {
            Some(Abbreviation::Title) => goes_on.is_some_and(|c| !matches!(c, '"' | '”' | ')')),
            Some(Abbreviation::Plain) => true,
            Some(Abbreviation::Ambiguous) => {
                first.is_uppercase()
                    && goes_on.is_some_and(|c| {
                        c.is_uppercase() || c.is_ascii_digit() || matches!(c, ',' | ')' | '-' | ';')
                    })
            }
            Some(Abbreviation::Numbering) => goes_on.is_some_and(|c| c.is_ascii_digit()),
            None => false,
        }
    }

    /// Whether the word before `start` is capitalised, so that "I." after it is an initial.
    fn previous_is_name(&self, start: usize) -> bool {
        let before = self.text[self.from..start].trim_end_matches(is_separator);
        let mut word = before
            .chars()
            .rev()
            .take(4 * LOOK_AHEAD)
            .take_while(|&c| is_word(c));
        let mut first = None;
        for c in word.by_ref() {
            first = Some(c);
        }
        first.is_some_and(char::is_uppercase)
    }
}
