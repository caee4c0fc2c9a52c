//! Reads a source: the entity that speaks, and whether it is named, unnamed, a group or a document.

use super::SourceType;
use super::words::Words;
use crate::decode::{NameKind, PartOfSpeech as P};
use crate::entities::{Entity, MentionKind};
use crate::text::Span;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

/// Nouns for things that are read or looked at.
const DOCUMENTS: &str = include_str!("documents.txt");

/// Singular nouns for bodies of several people.
const COLLECTIVES: &str = include_str!("collectives.txt");

fn listed(list: &'static str, cell: &'static OnceLock<HashSet<&'static str>>, word: &str) -> bool {
    cell.get_or_init(|| list.split_ascii_whitespace().collect())
        .contains(word)
}

pub(super) fn document(word: &str) -> bool {
    static SET: OnceLock<HashSet<&'static str>> = OnceLock::new();
    listed(DOCUMENTS, &SET, word)
}

fn collective(word: &str) -> bool {
    static SET: OnceLock<HashSet<&'static str>> = OnceLock::new();
    listed(COLLECTIVES, &SET, word)
}

/// All mentions of an article in one list, so that those inside a span are found by bisection.
pub struct Mentions<'a> {
    entities: &'a [Entity],
    /// For each entity whether the text names it.
    named: Vec<bool>,
    /// Span, index of the entity, kind; ordered by start, longer first.
    list: Vec<(Span, usize, MentionKind)>,
}

impl<'a> Mentions<'a> {
    /// Collects and sorts.
    pub fn new(entities: &'a [Entity]) -> Self {
        let mut list = Vec::new();
        for (index, entity) in entities.iter().enumerate() {
            list.extend(entity.mentions.iter().map(|m| (m.span, index, m.kind)));
        }
        list.sort_by_key(|(s, i, _)| (s.start, usize::MAX - s.end, *i));
        let named = entities
            .iter()
            .map(|e| e.mentions.iter().any(|m| m.kind == MentionKind::Name))
            .collect();
        Mentions {
            entities,
            named,
            list,
        }
    }

    /// The mentions that lie inside the span.
    pub fn within(&self, span: Span) -> impl Iterator<Item = &(Span, usize, MentionKind)> {
        let from = self.list.partition_point(|(s, ..)| s.start < span.start);
        self.list[from..]
            .iter()
            .take_while(move |(s, ..)| s.start < span.end)
            .filter(move |(s, ..)| s.end <= span.end)
    }

    /// The entities of the mentions that begin at a byte.
    pub fn beginning(&self, start: usize) -> impl Iterator<Item = usize> {
        let from = self.list.partition_point(|(s, ..)| s.start < start);
        let here = self.list[from..]
            .iter()
            .take_while(move |(s, ..)| s.start == start);
        here.map(|(_, entity, _)| *entity)
    }

    /// The entity that fits and is named most often shortly before a byte, the later where two are.
    fn told_of(&self, before: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        /// Mentions looked back over.
        const MENTIONS: usize = 40;
        let end = self.list.partition_point(|(s, ..)| s.start < before);
        let near = &self.list[end.saturating_sub(MENTIONS)..end];
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, entity, kind) in near {
            if *kind == MentionKind::Name && fits(*entity) {
                *counts.entry(*entity).or_default() += 1;
            }
        }
        let most = *counts.values().max()?;
        let mut late = near.iter().rev().map(|(_, entity, _)| *entity);
        late.find(|e| counts.get(e) == Some(&most))
    }

    /// The entity by index.
    pub fn entity(&self, index: usize) -> Option<&'a Entity> {
        self.entities.get(index)
    }

    /// True where the text names the entity.
    pub fn named(&self, index: usize) -> bool {
        self.named.get(index) == Some(&true)
    }

    /// True for a person with a name.
    pub fn person(&self, index: usize) -> bool {
        self.entity(index)
            .is_some_and(|e| e.kind == NameKind::Person)
    }
}

/// What a source turned out to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speaker {
    /// The entity that speaks.
    pub entity: Option<usize>,
    /// Who stands behind the claim.
    pub kind: SourceType,
}

/// Reads the source of a claim. `recent` are the speakers of the claims before it, the nearest last.
///
/// `goes_on` where the cue says that the last speaker goes on ("added", "continued"): "he" is then rather the official without
/// a name who spoke last than a man named before him.
pub fn speaker(
    w: &Words,
    mentions: &Mentions,
    source: &Range<usize>,
    recent: &[Speaker],
    goes_on: bool,
) -> Speaker {
    let source = trim(w, source);
    let Some(span) = w.span(&source) else {
        return Speaker {
            entity: None,
            kind: SourceType::Unnamed,
        };
    };
    if source.len() == 1
        && matches!(w.at(source.start), "who" | "which" | "that" | "whose")
        && !acronym(w, source.start)
    {
        let nobody = Speaker {
            entity: None,
            kind: SourceType::Unnamed,
        };
        return antecedent(w, source.start)
            .map_or(nobody, |noun| speaker(w, mentions, &noun, recent, goes_on));
    }
    if source.len() <= 2 && is_pronoun(w, source.start) {
        let personal = matches!(w.at(source.start), "he" | "she");
        if let Some(&last) = recent.last()
            && goes_on
            && personal
            && last.kind == SourceType::Unnamed
            && last.entity.is_some()
        {
            return last;
        }
        return pronoun(w, mentions, source.start, span, recent);
    }
    // A name at the top of the noun phrase speaks, not one in "of …", "who …" or before "'s".
    let top = top_level(w, &source);
    let head = head(w, &source, &top);
    let mut organization = None;
    for (found, entity, kind) in mentions.within(span) {
        let tokens = w.tokens(*found);
        let article_before = w.before(tokens.start) == "the" && tokens.start > source.start + 1;
        let comma = tokens.start - usize::from(article_before);
        // "The Tehrik-i-Taliban Pakistan, known as the TTP": what it is known as is itself, whatever its full name holds.
        if comma > source.start + 2 && w.before(comma) == "as" && w.at(comma - 2) == "known" {
            organization = Some(*entity);
        }
        if *kind != MentionKind::Name
            || !tokens
                .clone()
                .any(|t| top.get(t - source.start) == Some(&true))
        {
            continue;
        }
        let possessive = matches!(w.at(tokens.end), "'s" | "'") && tokens.end < source.end;
        if possessive {
            continue;
        }
        if mentions.person(*entity) {
            return Speaker {
                entity: Some(*entity),
                kind: SourceType::Named,
            };
        }
        // Another name speaks only as the head or in apposition: "the Red Crescent", "the owner, Savari Lines", not
        // "Norvan workers".
        let apposition = comma > source.start && w.before(comma) == ",";
        if tokens.contains(&head) || apposition {
            organization = organization.or(Some(*entity));
        }
    }
    let word = w.at(head);
    if let Some(entity) = organization {
        let work = mentions
            .entity(entity)
            .is_some_and(|e| e.kind == NameKind::Work);
        let kind = if work && document(word) {
            SourceType::Document
        } else {
            SourceType::Named
        };
        return Speaker {
            entity: Some(entity),
            kind,
        };
    }
    let kind = noun_kind(w, &source, head);
    if kind == SourceType::Document {
        return Speaker {
            entity: exact(mentions, span),
            kind,
        };
    }
    // A description: through coreference to somebody who may be named elsewhere.
    let entity = exact(mentions, span).or_else(|| described(w, mentions, span, head));
    if let Some(index) = entity.filter(|&e| mentions.named(e) && definite(w, &source)) {
        return Speaker {
            entity: Some(index),
            kind: SourceType::Named,
        };
    }
    // "The company" that spoke before, where coreference left it open.
    if source.len() == 2
        && w.at(source.start) == "the"
        && let Some(before) = recent
            .iter()
            .rev()
            .find(|s| s.entity.is_some_and(|e| fits_noun(mentions, e, word)))
    {
        return *before;
    }
    if source.len() == 2
        && w.at(source.start) == "the"
        && let Some(firm) = mentions.told_of(span.start, |e| fits_noun(mentions, e, word))
    {
        return Speaker {
            entity: Some(firm),
            kind: SourceType::Named,
        };
    }
    Speaker { entity, kind }
}

/// The noun phrase that a relative pronoun stands for: what ends right before it, or before its comma.
fn antecedent(w: &Words, pronoun: usize) -> Option<Range<usize>> {
    /// A noun phrase of more tokens is cut.
    const LONGEST: usize = 12;
    let end = pronoun - usize::from(pronoun > 0 && w.before(pronoun) == ",");
    let sentence = w.text.sentences.get(w.sentence(pronoun))?.tokens.start;
    let floor = sentence.max(end.saturating_sub(LONGEST));
    let inside = |&t: &usize| {
        w.noun(t)
            || matches!(
                w.pos(t),
                P::Dt | P::Jj | P::Jjr | P::Jjs | P::Cd | P::PrpS | P::Pos | P::Prp
            )
    };
    let start = (floor..end).rev().take_while(inside).last()?;
    let named = w.noun(end - 1) || w.pos(end - 1) == P::Prp;
    named.then_some(start..end)
}

/// True for a named organization that "the company", "the union" can stand for: the noun is in its name, or is so
/// general that any firm fits whose name does not say that it is none.
fn fits_noun(mentions: &Mentions, entity: usize, noun: &str) -> bool {
    const FIRMS: [&str; 8] = [
        "company", "firm", "group", "carmaker", "airline", "retailer", "bank", "maker",
    ];
    const OTHERS: [&str; 16] = [
        "union",
        "ministry",
        "university",
        "council",
        "police",
        "court",
        "agency",
        "commission",
        "department",
        "association",
        "party",
        "federation",
        "committee",
        "army",
        "institute",
        "foundation",
    ];
    let Some(e) = mentions.entity(entity) else {
        return false;
    };
    let name = e.name.to_lowercase();
    e.kind == NameKind::Organization
        && mentions.named(entity)
        && (name.split_whitespace().any(|w| w == noun)
            || FIRMS.contains(&noun) && !name.split_whitespace().any(|w| OTHERS.contains(&w)))
}

/// Without leading quotation marks and commas.
fn trim(w: &Words, source: &Range<usize>) -> Range<usize> {
    let mut source = source.clone();
    while source.start + 1 < source.end && !w.is_word(source.start) {
        source.start += 1;
    }
    while source.start + 1 < source.end && !w.is_word(source.end - 1) {
        source.end -= 1;
    }
    source
}

/// True for "WHO", "IT", "ITN": capitals only.
fn acronym(w: &Words, token: usize) -> bool {
    let raw = w.raw(token);
    raw.len() > 1 && raw.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_pronoun(w: &Words, token: usize) -> bool {
    !acronym(w, token)
        && matches!(
            w.at(token),
            "he" | "she"
                | "it"
                | "they"
                | "who"
                | "which"
                | "i"
                | "we"
                | "his"
                | "her"
                | "their"
                | "its"
                | "him"
                | "them"
                | "that"
                | "this"
                | "you"
                | "himself"
                | "herself"
        )
}

/// A pronoun speaks for its entity; one that coreference left open for the nearest speaker that fits.
fn pronoun(
    w: &Words,
    mentions: &Mentions,
    token: usize,
    span: Span,
    recent: &[Speaker],
) -> Speaker {
    let singular = matches!(
        w.at(token),
        "he" | "she" | "his" | "her" | "him" | "himself" | "herself"
    );
    // Who is only spoken of inside quotations is not the one who speaks ("'My doctor told me so,' he said").
    /// Mentions looked at: who is described, is so early.
    const MENTIONS: usize = 32;
    let quoted_only = |entity: usize| {
        !mentions.named(entity)
            && mentions.entity(entity).is_some_and(|e| {
                let first = e.mentions.iter().take(MENTIONS);
                let described = first.filter(|m| m.kind != MentionKind::Pronoun);
                described.clone().next().is_some()
                    && described
                        .into_iter()
                        .all(|m| w.quoted(w.tokens(m.span).start))
            })
    };
    let found = exact(mentions, span).filter(|&e| !quoted_only(e));
    // "It" for "the company" that coreference did not join with its name.
    if let Some(e) = found
        .filter(|&e| !mentions.named(e))
        .and_then(|e| mentions.entity(e))
    {
        let noun = e
            .name
            .split_whitespace()
            .next_back()
            .unwrap_or("")
            .to_lowercase();
        let fits = |s: &&Speaker| s.entity.is_some_and(|i| fits_noun(mentions, i, &noun));
        if let Some(&before) = recent.iter().rev().find(fits) {
            return before;
        }
    }
    if let Some(entity) = found {
        let kind = if mentions.named(entity) {
            SourceType::Named
        } else {
            let described = recent
                .iter()
                .rev()
                .find(|s| s.entity == Some(entity))
                .map(|s| s.kind);
            described.unwrap_or_else(|| description_kind(mentions, entity, singular))
        };
        return Speaker {
            entity: Some(entity),
            kind,
        };
    }
    let fits = |s: &&Speaker| match w.at(token) {
        "it" | "its" => {
            s.entity.is_none_or(|e| !mentions.person(e)) && s.kind != SourceType::Unnamed
        }
        "they" | "their" | "them" => {
            s.kind == SourceType::Group
                || s.entity.is_some_and(|e| !mentions.person(e))
                || s.kind == SourceType::Unnamed
        }
        _ if singular => {
            s.entity.is_some_and(|e| mentions.person(e))
                || s.entity.is_none() && s.kind == SourceType::Unnamed
        }
        _ => false,
    };
    let fallback = if matches!(w.at(token), "they" | "their" | "them" | "we") {
        SourceType::Group
    } else {
        SourceType::Unnamed
    };
    recent.iter().rev().find(fits).copied().unwrap_or(Speaker {
        entity: None,
        kind: fallback,
    })
}

/// What the descriptions of an entity without a name say about it.
fn description_kind(mentions: &Mentions, entity: usize, singular: bool) -> SourceType {
    let Some(e) = mentions.entity(entity) else {
        return SourceType::Unnamed;
    };
    let names = || e.descriptions.iter().chain(std::iter::once(&e.name));
    let last = |d: &String| {
        d.split_whitespace()
            .next_back()
            .map(str::to_lowercase)
            .unwrap_or_default()
    };
    if names().any(|d| document(&last(d))) {
        SourceType::Document
    } else if !singular && names().any(|d| collective(&last(d)) || last(d).ends_with('s')) {
        SourceType::Group
    } else {
        SourceType::Unnamed
    }
}

/// The entity of the mention that is the whole span.
fn exact(mentions: &Mentions, span: Span) -> Option<usize> {
    mentions
        .within(span)
        .find(|(s, ..)| *s == span)
        .map(|(_, e, _)| *e)
}

/// The entity of the description whose last word is the head.
fn described(w: &Words, mentions: &Mentions, span: Span, head: usize) -> Option<usize> {
    mentions
        .within(span)
        .find(|(s, _, kind)| *kind == MentionKind::Nominal && w.tokens(*s).end == head + 1)
        .map(|(_, e, _)| *e)
}

/// "the official", "his lawyer", "Ms Pike"; not "an official", "officials", "one minister".
fn definite(w: &Words, source: &Range<usize>) -> bool {
    matches!(
        w.at(source.start),
        "the" | "this" | "that" | "these" | "those" | "his" | "her" | "its" | "their"
    ) || w.capital(source.start) && w.at(source.start).len() > 3
}

/// For each token of the source whether it stands at the top of the noun phrase or in an apposition.
fn top_level(w: &Words, source: &Range<usize>) -> Vec<bool> {
    const RELATIVE: [&str; 7] = ["who", "which", "whose", "that", "where", "whom", "when"];
    let mut top = true;
    let mut relative = false;
    source
        .clone()
        .map(|t| {
            let word = w.at(t);
            if word == "," {
                // An apposition may follow, unless a relative clause is still open.
                top = !relative;
            } else if RELATIVE.contains(&word) && t > source.start {
                relative = true;
                top = false;
            } else if w.pos(t) == P::In
                || w.pos(t) == P::To
                || w.pos(t) == P::Vbg
                || w.pos(t) == P::Vbn && t > source.start + 1 && w.noun(t - 1)
            {
                top = false;
            }
            top
        })
        .collect()
}

/// The head noun: the last noun of the first stretch at the top ("a former minister" in "a former minister of state").
fn head(w: &Words, source: &Range<usize>, top: &[bool]) -> usize {
    let mut head = source.start;
    for token in source.clone() {
        if token > source.start
            && (!top.get(token - source.start).copied().unwrap_or(false) || w.at(token) == ",")
        {
            break;
        }
        // "A review completed in 2014": the participle opens a clause of its own.
        if w.noun(head) && w.verb(token) {
            break;
        }
        if w.is_word(token) && !matches!(w.at(token), "'s" | "'") && w.pos(token) != P::Rb {
            head = token;
        }
    }
    head
}

/// The source type that the head noun and its number words say.
fn noun_kind(w: &Words, source: &Range<usize>, head: usize) -> SourceType {
    let word = w.at(head);
    let plural = w.pos(head) == P::Nns
        || w.pos(head) == P::Nnps
        || matches!(
            word,
            "police"
                | "people"
                | "many"
                | "some"
                | "others"
                | "critics"
                | "most"
                | "several"
                | "few"
                | "both"
        );
    let counted = source
        .clone()
        .take(3)
        .any(|t| w.pos(t) == P::Cd && t <= head);
    if document(word) {
        return SourceType::Document;
    }
    // "Only 40%", "two-thirds of voters", "a majority": some of many.
    let share = w.at(source.end) == "%"
        || source.clone().take(4).any(|t| {
            w.at(t).ends_with('%')
                || matches!(
                    w.at(t),
                    "%" | "percent"
                        | "per"
                        | "majority"
                        | "half"
                        | "two-thirds"
                        | "third"
                        | "thirds"
                        | "quarter"
                        | "quarters"
                        | "three-quarters"
                )
        });
    if share {
        return SourceType::Group;
    }
    if matches!(
        word,
        "sources" | "source" | "one" | "another" | "someone" | "somebody"
    ) {
        return SourceType::Unnamed;
    }
    if plural {
        // "two people familiar with the plans" are individuals, "officials" a collective.
        return if counted {
            SourceType::Unnamed
        } else {
            SourceType::Group
        };
    }
    if collective(word) || matches!(word, "everyone" | "everybody" | "nobody") {
        return SourceType::Group;
    }
    // A name that the tagger missed is still a name.
    let sentence = w.text.sentences.get(w.sentence(head));
    let initial = sentence.is_some_and(|s| s.tokens.start == head);
    if initial && word.ends_with('s') && !word.ends_with("ss") {
        return SourceType::Group;
    }
    // "Coastwatch, a centre run by …", not "Minister denies …".
    let told = w.pos(head) == P::Nnp && matches!(w.at(head + 1), "," | "'s");
    if w.capital(head) && (!initial || told) || acronym(w, head) {
        return SourceType::Named;
    }
    SourceType::Unnamed
}
