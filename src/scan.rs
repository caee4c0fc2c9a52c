//! Cuts a sentence finer than words: runs of letters, runs of digits and single marks in, normalised
//! for lookup. Dates and amounts are read from these, whatever the tokens around hyphens and dots are.

use crate::decode::{Name, PartOfSpeech, Tagging};
use crate::text::{Span, Text, chars};
use std::ops::Range;

/// What an atom is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    Digits,
    Mark,
}

struct Atom {
    span: Span,
    normal: Range<usize>,
    kind: Kind,
    /// No space before it.
    glued: bool,
    capital: bool,
    all_capitals: bool,
    /// Token that holds its first character.
    token: usize,
}

/// The atoms of one sentence. Every accessor answers for any index: beyond the ends there is nothing.
pub(crate) struct Atoms<'a> {
    normal: String,
    list: Vec<Atom>,
    tags: &'a [PartOfSpeech],
    names: &'a [Name],
}

/// One spelling for each kind of quotation mark, apostrophe and dash.
fn plain_mark(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '`' | '´' | '′' => '\'',
        '“' | '”' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        '／' | '⁄' => '/',
        _ => c,
    }
}

impl<'a> Atoms<'a> {
    /// Cuts the sentence with the given index; nothing for an index beyond the last.
    pub(crate) fn of_sentence(text: &Text, tagging: &'a Tagging, sentence: usize) -> Self {
        let mut atoms = Atoms {
            normal: String::new(),
            list: Vec::new(),
            tags: &tagging.parts_of_speech,
            names: &tagging.names,
        };
        let Some(sentence) = text.sentences.get(sentence) else {
            return atoms;
        };
        let Some(part) = text.source.get(sentence.span.start..sentence.span.end) else {
            return atoms;
        };
        atoms.cut(part, sentence.span.start);
        let mut token = sentence.tokens.start;
        for atom in &mut atoms.list {
            while token + 1 < sentence.tokens.end
                && text
                    .tokens
                    .get(token)
                    .is_some_and(|t| t.span.end <= atom.span.start)
            {
                token += 1;
            }
            atom.token = token;
        }
        atoms
    }

    fn cut(&mut self, part: &str, offset: usize) {
        let mut glued = false;
        for (at, c) in part.char_indices() {
            let span = Span {
                start: offset + at,
                end: offset + at + c.len_utf8(),
            };
            if chars::is_separator(c) {
                glued = false;
                continue;
            }
            if !chars::is_visible(c) {
                continue;
            }
            let kind = if c.is_ascii_digit() {
                Kind::Digits
            } else if c.is_alphabetic() || (!c.is_ascii() && is_combining(c)) {
                Kind::Word
            } else {
                Kind::Mark
            };
            let begin = self.normal.len();
            match kind {
                Kind::Mark => self.normal.push(plain_mark(c)),
                _ => self.normal.extend(c.to_lowercase()),
            }
            let normal = begin..self.normal.len();
            match self.list.last_mut() {
                Some(last) if glued && kind != Kind::Mark && last.kind == kind => {
                    last.span.end = span.end;
                    last.normal.end = normal.end;
                    last.all_capitals &= c.is_uppercase();
                }
                _ => {
                    let capital = c.is_uppercase();
                    self.list.push(Atom {
                        span,
                        normal,
                        kind,
                        glued,
                        capital,
                        all_capitals: capital,
                        token: 0,
                    });
                }
            }
            glued = true;
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// The atom's letters in lower case, its digits or its mark; empty beyond the ends.
    pub(crate) fn at(&self, i: usize) -> &str {
        self.list
            .get(i)
            .and_then(|a| self.normal.get(a.normal.clone()))
            .unwrap_or("")
    }

    /// The atom `back` places before `i`; empty before the first.
    pub(crate) fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |i| self.at(i))
    }

    fn is(&self, i: usize, kind: Kind) -> bool {
        self.list.get(i).is_some_and(|a| a.kind == kind)
    }

    pub(crate) fn is_word(&self, i: usize) -> bool {
        self.is(i, Kind::Word)
    }

    pub(crate) fn is_digits(&self, i: usize) -> bool {
        self.is(i, Kind::Digits)
    }

    pub(crate) fn is_mark(&self, i: usize) -> bool {
        self.is(i, Kind::Mark)
    }

    /// No space stands between this atom and the one before.
    pub(crate) fn glued(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|a| a.glued)
    }

    pub(crate) fn capital(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|a| a.capital)
    }

    pub(crate) fn all_capitals(&self, i: usize) -> bool {
        self.list.get(i).is_some_and(|a| a.all_capitals)
    }

    /// The value of a run of digits that is short enough to be one.
    pub(crate) fn digits(&self, i: usize) -> Option<u64> {
        if !self.is_digits(i) || self.at(i).len() > 18 {
            return None;
        }
        self.at(i).parse().ok()
    }

    /// Bytes of the text that the atoms of a range cover.
    pub(crate) fn span(&self, atoms: Range<usize>) -> Option<Span> {
        let first = self.list.get(atoms.start)?;
        let last = self.list.get(atoms.end.checked_sub(1)?)?;
        (first.span.start < last.span.end).then_some(Span {
            start: first.span.start,
            end: last.span.end,
        })
    }

    /// Part of speech of the token that the atom lies in, where the model ran.
    pub(crate) fn tag(&self, i: usize) -> Option<PartOfSpeech> {
        self.tags.get(self.list.get(i)?.token).copied()
    }

    /// The name that the atom lies in, and whether the name holds tokens beyond those of the atoms given.
    pub(crate) fn name(&self, atoms: Range<usize>) -> Option<(&Name, bool)> {
        let first = self.list.get(atoms.start)?.token;
        let last = self.list.get(atoms.end.checked_sub(1)?)?.token;
        let next = self.names.partition_point(|n| n.tokens.end <= first);
        let name = self
            .names
            .get(next)
            .filter(|n| n.tokens.start <= first && last < n.tokens.end)?;
        Some((
            name,
            name.tokens.start < first || last + 1 < name.tokens.end,
        ))
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{20D0}'..='\u{20FF}')
}
