//! Tells for whom a speaker speaks: drafts with their speakers in, the entities and bodies on each one's side out.

use super::source::{Mentions, Speaker};
use super::words::Words;
use super::{DESCRIPTIONS, Draft};
use std::collections::BTreeMap;

/// Whom a speaker speaks for: himself, and what his sources name beside him ("Tamanian Defence Minister Farid Osman").
#[derive(Default)]
pub(super) struct Side {
    entities: Vec<usize>,
    /// Nouns for the body that his office is in: "the club" for its manager.
    bodies: Vec<&'static str>,
}

/// Offices, and the bodies that those who hold them speak for.
const OFFICES: [(&[&str], &[&str]); 3] = [
    (
        &["minister", "premier", "chancellor", "governor", "president"],
        &[
            "government",
            "state",
            "country",
            "ministry",
            "administration",
        ],
    ),
    (
        &["mayor", "councillor", "alderman"],
        &["city", "council", "town", "borough"],
    ),
    (
        &[
            "executive",
            "ceo",
            "chairman",
            "chairwoman",
            "director",
            "manager",
            "founder",
            "owner",
            "spokesman",
            "spokeswoman",
            "spokesperson",
            "coach",
            "principal",
            "headteacher",
        ],
        &[
            "company",
            "firm",
            "club",
            "agency",
            "bank",
            "airline",
            "school",
            "hospital",
            "university",
            "charity",
            "trust",
            "union",
            "museum",
            "theatre",
            "team",
            "organisation",
            "organization",
            "authority",
            "operator",
            "network",
            "festival",
            "league",
            "association",
            "foundation",
            "institute",
            "chain",
            "brand",
        ],
    ),
];

/// What somebody speaks for who calls it his.
pub(super) fn body(noun: &str) -> bool {
    OFFICES.iter().any(|(_, bodies)| bodies.contains(&noun))
        || matches!(noun, "nation" | "party" | "department" | "group" | "side")
}

/// The nouns for what the holder of an office speaks for: those that its description has ("the union's secretary"), else all
/// that go with the office.
fn bodies(description: &[String]) -> Vec<&'static str> {
    let says = |words: &[&str]| words.iter().any(|w| description.iter().any(|d| d == w));
    let held: Vec<_> = OFFICES.iter().filter(|(o, _)| says(o)).collect();
    if held.is_empty() {
        return Vec::new();
    }
    let all = || OFFICES.iter().flat_map(|(_, b)| b.iter().copied());
    let told: Vec<_> = all().filter(|b| says(&[*b])).collect();
    if told.is_empty() {
        held.into_iter()
            .flat_map(|(_, b)| b.iter().copied())
            .collect()
    } else {
        told
    }
}

impl Side {
    /// True where the token begins a mention of one of them, or a name like theirs ("Tamania" for "Tamanian").
    pub(super) fn stands_for(&self, words: &Words, mentions: &Mentions, token: usize) -> bool {
        /// Letters that a country and its adjective share.
        const ALIKE: usize = 5;
        let Some(span) = words.span(&(token..token + 1)) else {
            return false;
        };
        let start = |name: &str| name.to_lowercase().chars().take(ALIKE).collect::<String>();
        let alike = |e: &usize| {
            let name = mentions.entity(*e).map_or("", |e| &e.name);
            words.capital(token)
                && name.chars().count() >= ALIKE
                && start(name) == start(words.at(token))
        };
        mentions
            .beginning(span.start)
            .any(|entity| self.entities.contains(&entity))
            || self.entities.iter().any(alike)
            || self.office(words, mentions, token)
    }

    /// True for "the club" where it is his and no other that the article names.
    fn office(&self, words: &Words, mentions: &Mentions, token: usize) -> bool {
        let definite = matches!(words.before(token), "the" | "his" | "her");
        let article = token.checked_sub(1).and_then(|t| words.span(&(t..t + 1)));
        definite
            && self.bodies.contains(&words.at(token))
            && article.is_some_and(|a| !mentions.beginning(a.start).any(|e| mentions.named(e)))
    }
}

/// The sides of all speakers.
pub(super) fn sides(
    words: &Words,
    mentions: &Mentions,
    drafts: &[Draft],
    speakers: &[Speaker],
) -> BTreeMap<usize, Side> {
    /// Names that stand beside one speaker's; more would be a list, not whom he speaks for.
    const BESIDE: usize = 8;
    let mut sides: BTreeMap<usize, Side> = BTreeMap::new();
    for (draft, speaker) in drafts.iter().zip(speakers) {
        let (Some(entity), Some(span)) = (
            speaker.entity,
            draft.source.as_ref().and_then(|s| words.span(s)),
        ) else {
            continue;
        };
        let side = sides.entry(entity).or_default();
        for beside in std::iter::once(entity).chain(mentions.within(span).map(|m| m.1)) {
            if side.entities.len() < BESIDE && !side.entities.contains(&beside) {
                side.entities.push(beside);
            }
        }
    }
    for (&entity, side) in &mut sides {
        let descriptions = mentions.entity(entity).map(|e| e.descriptions.as_slice());
        let told = descriptions.unwrap_or_default().iter().take(DESCRIPTIONS);
        let words = told.flat_map(|d| d.split(|c: char| !c.is_alphanumeric()));
        side.bodies = bodies(&words.map(str::to_lowercase).collect::<Vec<_>>());
    }
    sides
}
