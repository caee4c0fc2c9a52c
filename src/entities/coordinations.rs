//! Finds what is named together ("Ann Lee and Bo Yi", "the widow, her son and two lawyers"), which "they" may
//! mean: mentions in, mentions of several out.

use super::MentionKind;
use super::document::Document;
use super::lexicon::{Class, Gender, Number};
use super::mentions::{Definiteness, Mention, Role};

/// Members of the longest list that is taken for one thing spoken of: what is longer is a table, and the
/// cap bounds the length of the mention.
const MOST_MEMBERS: usize = 6;

/// The coordinations of mentions that are ordered by head: lists of things of one sort with "and" before the last.
pub(crate) fn find(doc: &Document, mentions: &[Mention]) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut list: Vec<&Mention> = Vec::new();
    let members = mentions.iter().filter(|m| is_member(m));
    for mention in members {
        let Some(last) = list.last() else {
            list.push(mention);
            continue;
        };
        let start = start(doc, mention);
        let alike = sort(last.class) == sort(mention.class);
        match link(doc, last.tokens.end, start).filter(|_| alike) {
            Some(Link::Comma) if list.len() < MOST_MEMBERS => list.push(mention),
            Some(Link::And) => {
                found.push(together(list[0], mention));
                // "Lee and Kim and Yi" is rare: what follows an "and" begins anew.
                list = vec![mention];
            }
            _ => list = vec![mention],
        }
    }
    found
}

/// Where the phrase of a mention begins: a name may have its role in front ("the skipper Per Lund").
fn start(doc: &Document, mention: &Mention) -> usize {
    if mention.title.is_empty() {
        return mention.tokens.start;
    }
    let start = mention.title.start;
    let article = start
        .checked_sub(1)
        .is_some_and(|t| matches!(doc.word(t), "the" | "a" | "an"));
    start - usize::from(article)
}

enum Link {
    Comma,
    And,
}

/// What stands between the end of one member and the start of the next.
fn link(doc: &Document, end: usize, start: usize) -> Option<Link> {
    let and = |t: usize| matches!(doc.word(t), "and" | "&");
    match start.checked_sub(end)? {
        1 if and(end) => Some(Link::And),
        1 if doc.word(end) == "," => Some(Link::Comma),
        2 if doc.word(end) == "," && and(end + 1) => Some(Link::And),
        _ => None,
    }
}

/// Possessors and parts of longer phrases ("her mother" has "her") are no members of their own.
fn is_member(mention: &Mention) -> bool {
    mention.kind != MentionKind::Pronoun
        && !matches!(mention.role, Role::Modifier | Role::Possessor)
}

/// Classes whose members are named together: persons with persons, bodies with countries, things with things.
fn sort(class: Class) -> u8 {
    match class {
        Class::Person => 0,
        Class::Organization | Class::Place | Class::Group => 1,
        Class::Thing | Class::Unknown => 2,
    }
}

fn together(first: &Mention, last: &Mention) -> Mention {
    Mention {
        kind: MentionKind::Nominal,
        tokens: first.tokens.start..last.tokens.end,
        head: last.head,
        name: None,
        title: 0..0,
        pronoun: None,
        class: match sort(last.class) {
            0 => Class::Person,
            1 => Class::Group,
            _ => Class::Thing,
        },
        number: Number::Plural,
        gender: Gender::Unknown,
        // What the first is, all are: a verb follows the last only.
        role: if first.role == Role::Other {
            last.role
        } else {
            first.role
        },
        definiteness: Definiteness::Bare,
        source: None,
        coordination: true,
    }
}
