//! Finds what may refer to something: names, noun phrases and pronouns, with what can be read off them.

use super::MentionKind;
use super::coordinations;
use super::document::Document;
use super::grammar::{follows_auxiliary, is_calendar, is_quantifier, is_trade, role};
use super::lexicon::{Class, Gender, Number, lexicon};
use crate::decode::{NameKind, PartOfSpeech as Pos};
use crate::turns::turn;
use std::ops::Range;

/// An expression that may refer to something.
pub(crate) struct Mention {
    pub kind: MentionKind,
    /// What is reported as the mention.
    pub tokens: Range<usize>,
    /// The token that bears the meaning ("commander" in "the TTP commander").
    pub head: usize,
    /// The index of the name, for names.
    pub name: Option<usize>,
    /// For names: the words of role in front ("Foreign Minister"); empty where there are none.
    pub title: Range<usize>,
    pub pronoun: Option<Pronoun>,
    pub class: Class,
    pub number: Number,
    pub gender: Gender,
    pub role: Role,
    pub definiteness: Definiteness,
    /// The attribution whose source this is.
    pub source: Option<usize>,
    /// "Ann Lee and Bo Yi": whom "they" may mean together.
    pub coordination: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pronoun {
    He,
    She,
    It,
    They,
    I,
    We,
    You,
}

/// What the phrase does in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Subject,
    Object,
    /// After a preposition.
    Oblique,
    /// "his", "Pakistan's".
    Possessor,
    /// A name within a longer noun phrase ("the TTP commander").
    Modifier,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Definiteness {
    Definite,
    Demonstrative,
    /// "his government", "Pakistan's government".
    Possessed,
    Indefinite,
    Bare,
}

/// Longest noun phrase, in tokens: what is longer is a list or a table, and a cap keeps time linear.
const LONGEST_PHRASE: usize = 24;

/// Sentences that are read in one turn.
const TURN_SENTENCES: usize = 256;

/// All mentions, ordered by head; found in turns.
pub(crate) async fn find(doc: &Document<'_>) -> Vec<Mention> {
    let mut name_at = vec![None; doc.len()];
    for (i, name) in doc.names.iter().enumerate() {
        for token in name.tokens.clone() {
            if let Some(slot) = name_at.get_mut(token) {
                *slot = Some(i);
            }
        }
    }
    let mut finder = Finder {
        doc,
        name_at,
        done: vec![false; doc.names.len()],
        mentions: Vec::new(),
    };
    for (i, sentence) in doc.text.sentences.iter().enumerate() {
        if i % TURN_SENTENCES == TURN_SENTENCES - 1 {
            turn().await;
        }
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            at = finder.step(at, sentence.tokens.end).max(at + 1);
        }
    }
    // Names that cross a sentence's end or stand within no phrase.
    for name in 0..finder.done.len() {
        finder.name(name, 0..0, Role::Other, Definiteness::Bare);
    }
    turn().await;
    let mut mentions = finder.mentions;
    mentions.sort_by_key(|m| (m.head, m.tokens.start, m.tokens.end));
    let coordinations = coordinations::find(doc, &mentions);
    mentions.extend(coordinations);
    mentions.sort_by_key(|m| (m.head, m.tokens.start, m.tokens.end));
    turn().await;
    mark_sources(doc, &mut mentions);
    mentions
}

struct Finder<'d, 'a> {
    doc: &'d Document<'a>,
    /// The name that each token belongs to.
    name_at: Vec<Option<usize>>,
    /// Which names have their mention.
    done: Vec<bool>,
    mentions: Vec<Mention>,
}

impl Finder<'_, '_> {
    /// Reads a pronoun or noun phrase at `at`; returns where to go on.
    fn step(&mut self, at: usize, end: usize) -> usize {
        let doc = self.doc;
        if self.name_at[at].is_none() {
            if let Some((pronoun, possessive)) = pronoun(doc, at) {
                self.pronoun(at, pronoun, possessive);
                return if possessive {
                    self.phrase(at, at + 1, Definiteness::Possessed, end)
                } else {
                    at + 1
                };
            }
            let mut start = at;
            if doc.pos(start) == Pos::Pdt {
                start += 1;
            }
            if matches!(doc.pos(start), Pos::Dt) && start < end && self.name_at[start].is_none() {
                let definiteness = match doc.word(start) {
                    "the" => Definiteness::Definite,
                    "this" | "that" | "these" | "those" => Definiteness::Demonstrative,
                    _ => Definiteness::Indefinite,
                };
                return self.phrase(at, start + 1, definiteness, end);
            }
        }
        self.phrase(at, at, Definiteness::Bare, end)
    }

    /// Reads premodifiers and nouns from `from`, the phrase having begun at `start`.
    fn phrase(
        &mut self,
        start: usize,
        from: usize,
        definiteness: Definiteness,
        end: usize,
    ) -> usize {
        let doc = self.doc;
        let end = end.min(start + LONGEST_PHRASE);
        let mut at = from;
        let mut last = None; // one past the last noun
        while at < end {
            // "the announcement many analysts expected": another phrase begins.
            if last == Some(at) && is_quantifier(doc.word(at)) {
                break;
            }
            if let Some(name) = self.name_at[at] {
                let range = doc.names[name].tokens.clone();
                if last == Some(at) && !self.goes_with(at - 1, name, from) {
                    break;
                }
                at = range.end.max(at + 1);
                last = Some(at.min(end));
                continue;
            }
            // "The letter read: …" is easily taken for one noun.
            if last == Some(at)
                && matches!(doc.word(at), "read" | "reads")
                && lexicon().is_document(doc.word(at - 1))
            {
                break;
            }
            match doc.pos(at) {
                Pos::Nn | Pos::Nns | Pos::Nnp | Pos::Nnps if !is_calendar(doc.word(at)) => {
                    at += 1;
                    last = Some(at);
                }
                Pos::Pos if last == Some(at) => {
                    let possessor = start..at;
                    self.emit(&possessor, from, definiteness, true);
                    return self.phrase(start, at + 1, Definiteness::Possessed, end);
                }
                // "Has been President Lee", "who had backed Mayor Pike".
                Pos::Vbn if at == start && follows_auxiliary(doc, at) => break,
                Pos::Jj | Pos::Jjr | Pos::Jjs | Pos::Cd | Pos::Vbn
                    if last != Some(at) || self.noun_follows(at, end) =>
                {
                    at += 1;
                }
                Pos::Vbg if (at > start && last != Some(at)) && self.noun_follows(at, end) => {
                    at += 1
                }
                Pos::Rb | Pos::Rbr | Pos::Rbs
                    if at + 1 < end
                        && last != Some(at)
                        && matches!(doc.pos(at + 1), Pos::Jj | Pos::Vbn) =>
                {
                    at += 1;
                }
                // "counter - terrorism", where the hyphen is a token of its own.
                Pos::Punct
                    if last == Some(at) && matches!(doc.word(at), "-" | "–") && self.glued(at) =>
                {
                    at += 1
                }
                _ => break,
            }
        }
        let Some(last) = last else {
            return at.max(from);
        };
        self.emit(&(start..last), from, definiteness, false);
        last
    }

    /// May the name stand in one phrase with the word before it?
    fn goes_with(&self, before: usize, name: usize, from: usize) -> bool {
        let doc = self.doc;
        let kind = doc.names[name].kind;
        if let Some(other) = self.name_at[before] {
            return doc.names[other].kind != NameKind::Person
                || kind != NameKind::Person && before > from;
        }
        match doc.pos(before) {
            Pos::Nnp | Pos::Nnps => true,
            Pos::Nns => kind != NameKind::Person,
            // "oil giant BP", "prosecutor Ann Smith", but not "in the interview Smith said".
            _ => lexicon().class_of(doc.word(before)) != Class::Thing || kind == NameKind::Group,
        }
    }

    fn noun_follows(&self, at: usize, end: usize) -> bool {
        let next = at + 1;
        let noun = |p| matches!(p, Pos::Nn | Pos::Nns | Pos::Nnp | Pos::Nnps | Pos::Jj);
        next < end && noun(self.doc.pos(next)) && !is_calendar(self.doc.word(next))
    }

    fn glued(&self, at: usize) -> bool {
        let tokens = &self.doc.text.tokens;
        let (Some(a), Some(b), Some(c)) = (
            at.checked_sub(1).and_then(|i| tokens.get(i)),
            tokens.get(at),
            tokens.get(at + 1),
        ) else {
            return false;
        };
        a.span.end == b.span.start && b.span.end == c.span.start
    }

    /// Adds the mentions of a phrase; its own words begin at `from`, after determiner or possessor.
    fn emit(
        &mut self,
        tokens: &Range<usize>,
        from: usize,
        definiteness: Definiteness,
        possessor: bool,
    ) {
        let doc = self.doc;
        let head = tokens.end - 1;
        let role = if possessor {
            Role::Possessor
        } else {
            role(doc, tokens)
        };
        let head_name = self.name_at[head];
        let first = from.min(head);
        for at in first..tokens.end {
            if let Some(name) = self.name_at[at].filter(|n| Some(*n) != head_name) {
                self.name(name, 0..0, Role::Modifier, Definiteness::Bare);
            }
        }
        if let Some(name) = head_name {
            let start = doc.names[name].tokens.start;
            let mut title = first.min(start)..start;
            // "Foreign Minister", "oil giant"; other words in front only happen to stand there.
            let class = lexicon().class_of(doc.word(start.saturating_sub(1)));
            let kind = class_of_kind(doc.names[name].kind);
            let titled = match kind {
                Class::Person => {
                    class == Class::Person || lexicon().is_title(doc.word(start.saturating_sub(1)))
                }
                Class::Thing => false,
                kind => class == kind,
            };
            if !titled {
                title = start..start;
            }
            self.name(name, title, role, definiteness);
            return;
        }
        let word = doc.word(head);
        let lexicon = lexicon();
        let capital = matches!(doc.pos(head), Pos::Nnp | Pos::Nnps);
        let class = match lexicon.class_of(word) {
            // "The country's biggest coal producer".
            Class::Person if is_trade(word) && tokens.clone().any(|t| doc.pos(t) == Pos::Jjs) => {
                Class::Organization
            }
            class => class,
        };
        if lexicon.is_measure(word)
            || capital && definiteness == Definiteness::Bare && class == Class::Thing
        {
            return;
        }
        let number = if lexicon.is_collective(word) {
            Number::Unknown
        } else if matches!(doc.pos(head), Pos::Nns | Pos::Nnps) {
            Number::Plural
        } else {
            // "the company … they": a singular noun for a body of people is taken up by both.
            if class == Class::Organization {
                Number::Unknown
            } else {
                Number::Singular
            }
        };
        self.mentions.push(Mention {
            kind: MentionKind::Nominal,
            tokens: tokens.clone(),
            head,
            name: None,
            title: 0..0,
            pronoun: None,
            class,
            number,
            gender: lexicon.noun_gender(word),
            role,
            definiteness,
            source: None,
            coordination: false,
        });
    }

    fn name(&mut self, index: usize, title: Range<usize>, role: Role, definiteness: Definiteness) {
        let doc = self.doc;
        let Some(name) = doc.names.get(index) else {
            return;
        };
        if std::mem::replace(&mut self.done[index], true) {
            return;
        }
        let end = name.tokens.end.min(doc.len());
        let mut tokens = name.tokens.start.min(end)..end;
        // A headline without a full stop may have run into the next line.
        let sentence = doc.sentence_tokens(tokens.start).end;
        if sentence > tokens.start && sentence < tokens.end {
            tokens.end = sentence;
        }
        while tokens.len() > 1
            && (doc.pos(tokens.end - 1) == Pos::Pos
                || matches!(doc.word(tokens.end - 1), "'s" | "'"))
        {
            tokens.end -= 1;
        }
        if tokens.is_empty() {
            return;
        }
        let class = class_of_kind(name.kind);
        self.mentions.push(Mention {
            kind: MentionKind::Name,
            head: tokens.end - 1,
            tokens,
            name: Some(index),
            title,
            pronoun: None,
            class,
            number: match class {
                Class::Person | Class::Place | Class::Thing => Number::Singular,
                _ => Number::Unknown,
            },
            gender: Gender::Unknown,
            role,
            definiteness,
            source: None,
            coordination: false,
        });
    }

    fn pronoun(&mut self, at: usize, pronoun: Pronoun, possessive: bool) {
        let tokens = at..at + 1;
        let (class, number, gender) = match pronoun {
            Pronoun::He => (Class::Person, Number::Singular, Gender::Male),
            Pronoun::She => (Class::Person, Number::Singular, Gender::Female),
            Pronoun::It => (Class::Unknown, Number::Singular, Gender::Unknown),
            Pronoun::They | Pronoun::We => (Class::Unknown, Number::Plural, Gender::Unknown),
            Pronoun::I => (Class::Person, Number::Singular, Gender::Unknown),
            Pronoun::You => (Class::Person, Number::Unknown, Gender::Unknown),
        };
        let role = if possessive {
            Role::Possessor
        } else {
            role(self.doc, &tokens)
        };
        self.mentions.push(Mention {
            kind: MentionKind::Pronoun,
            tokens,
            head: at,
            name: None,
            title: 0..0,
            pronoun: Some(pronoun),
            class,
            number,
            gender,
            role,
            definiteness: Definiteness::Definite,
            source: None,
            coordination: false,
        });
    }
}

pub(crate) fn class_of_kind(kind: NameKind) -> Class {
    match kind {
        NameKind::Person => Class::Person,
        NameKind::Organization => Class::Organization,
        NameKind::Place => Class::Place,
        NameKind::Group => Class::Group,
        NameKind::Event | NameKind::Work | NameKind::Other => Class::Thing,
    }
}

fn pronoun(doc: &Document, at: usize) -> Option<(Pronoun, bool)> {
    let possessive = doc.pos(at) == Pos::PrpS;
    let (pronoun, possessive) = match doc.word(at) {
        "he" | "him" | "himself" => (Pronoun::He, false),
        "his" => (Pronoun::He, true),
        "she" | "hers" | "herself" => (Pronoun::She, false),
        "her" => (Pronoun::She, possessive),
        "it" | "itself" => (Pronoun::It, false),
        "its" => (Pronoun::It, true),
        "they" | "them" | "themselves" | "theirs" => (Pronoun::They, false),
        "their" => (Pronoun::They, true),
        "i" | "me" | "mine" | "myself" => (Pronoun::I, false),
        "my" => (Pronoun::I, true),
        "we" | "us" | "ours" | "ourselves" => (Pronoun::We, false),
        "our" => (Pronoun::We, true),
        "you" | "yours" | "yourself" | "yourselves" => (Pronoun::You, false),
        "your" => (Pronoun::You, true),
        _ => return None,
    };
    // "US" in an all-caps line and the roman "I" of a name are no pronouns.
    let written = doc.surface(at);
    let acronym =
        pronoun == Pronoun::We && written == "US" || pronoun == Pronoun::It && written == "IT";
    (!acronym).then_some((pronoun, possessive))
}

/// Marks the mention that heads each attribution's source: the first that no other one there owns.
fn mark_sources(doc: &Document, mentions: &mut [Mention]) {
    for (i, attribution) in doc.tagging.attributions.iter().enumerate() {
        let Some(source) = &attribution.source else {
            continue;
        };
        let from = mentions.partition_point(|m| m.head < source.start);
        let inside = mentions[from..].iter().take_while(|m| m.head < source.end);
        let best = inside
            .enumerate()
            .filter(|(_, m)| {
                m.role != Role::Modifier
                    && !m.coordination
                    && (m.role != Role::Possessor || m.tokens.end >= source.end)
            })
            .min_by_key(|(n, m)| {
                (
                    m.tokens.start.max(source.start),
                    std::cmp::Reverse(m.tokens.end),
                    *n,
                )
            })
            .map(|(n, _)| from + n);
        if let Some(m) = best.and_then(|b| mentions.get_mut(b)) {
            m.source = Some(i);
            m.role = Role::Subject;
        }
    }
}
