//! Tells whose voice a claim is: names in its source, the sides of its speaker, whether two claims come from different ones.

use super::Article;
use super::propositions::{Name, Proposition};
use super::terms::TermKind;
use crate::claims::words::Words;
use crate::claims::{Act, Claim, ClaimKind, SourceType};
use crate::text::Role;
use std::collections::{BTreeMap, HashMap};

/// The terms that stand for whoever speaks a claim.
pub struct Voice {
    /// Names in the source and the speaker, with what any source of the article names beside that speaker.
    sides: Vec<u32>,
    /// Nobody can tell who speaks: a pronoun that was not resolved.
    open: bool,
    /// The source in lower case.
    said: String,
}

/// The voice of each claim.
pub fn voices(
    w: &Words,
    claims: &[Claim],
    names: &HashMap<usize, Name>,
    entity_terms: &[Option<u32>],
) -> Vec<Voice> {
    /// Names that stand beside one speaker's; more would be a list, not whom he speaks for.
    const BESIDE: usize = 8;
    let mut by_speaker: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
    for claim in claims {
        if let Some(speaker) = claim.speaker {
            let beside = by_speaker.entry(speaker).or_default();
            for term in named_in_source(w, names, claim) {
                if beside.len() < BESIDE && !beside.contains(&term) {
                    beside.push(term);
                }
            }
        }
    }
    claims
        .iter()
        .map(|claim| {
            let mut sides = named_in_source(w, names, claim);
            if let Some(speaker) = claim.speaker {
                sides.extend(entity_terms.get(speaker).copied().flatten());
                // "Omar Sadiqi, the association's coordinator" speaks for the association wherever he speaks.
                sides.extend(by_speaker.get(&speaker).into_iter().flatten());
            }
            sides.sort_unstable();
            sides.dedup();
            let source = claim.source.map(|s| w.tokens(s)).unwrap_or(0..0);
            let pronoun = source.len() == 1
                && matches!(
                    w.at(source.start),
                    "he" | "she" | "it" | "they" | "who" | "which"
                );
            Voice {
                open: pronoun && claim.speaker.is_none(),
                said: source
                    .filter(|&t| !matches!(w.at(t), "the" | "a" | "an"))
                    .map(|t| w.at(t))
                    .collect::<Vec<_>>()
                    .join(" "),
                sides,
            }
        })
        .collect()
}

/// The terms of names and resolved descriptions in a claim's source.
fn named_in_source(w: &Words, names: &HashMap<usize, Name>, claim: &Claim) -> Vec<u32> {
    let Some(source) = claim.source else {
        return Vec::new();
    };
    let tokens = w.tokens(source);
    tokens
        .clone()
        .filter_map(|t| names.get(&t))
        .filter(|name| name.tokens.end <= tokens.end)
        .filter_map(|name| name.term)
        .collect()
}

/// True where two claims come from different voices, as far as the text tells. Two that share a country or town only
/// are different: its police and its mayor. `strict` wants them without any tie, as corroboration does.
pub fn independent(article: &Article, a: usize, b: usize, strict: bool) -> bool {
    let (Some(ca), Some(cb)) = (article.claims.get(a), article.claims.get(b)) else {
        return false;
    };
    let (Some(x), Some(y)) = (article.voices.get(a), article.voices.get(b)) else {
        return false;
    };
    if x.open || y.open {
        return false;
    }
    let narrative = |c: &Claim| c.kind == ClaimKind::Narrative;
    if narrative(ca) || narrative(cb) {
        return narrative(ca) != narrative(cb);
    }
    if ca.speaker.is_some() && ca.speaker == cb.speaker || !x.said.is_empty() && x.said == y.said {
        return false;
    }
    let tied = |side: &u32| {
        y.sides.binary_search(side).is_ok()
            && (strict
                || article.terms.kind(*side) != TermKind::Place
                || x.sides.len() == 1 && y.sides.len() == 1)
    };
    if x.sides.iter().any(tied) {
        return false;
    }
    // A quotation whose speaker nobody knows may be anybody's.
    let known = |c: &Claim| c.speaker.is_some() || c.source.is_some();
    known(ca) && known(cb)
}

/// True where the words of a proposition speak of whoever makes the claim: "accused *the company* of …" beside the company's denial.
pub fn speaks_of(article: &Article, p: &Proposition, claim: usize) -> bool {
    let Some(voice) = article.voices.get(claim) else {
        return false;
    };
    let named = |t: &u32| voice.sides.binary_search(t).is_ok();
    p.terms.iter().any(|t| named(&t.id))
        || p.about.iter().any(named)
        || names_alike(article, p, claim)
}

/// True where a name in the source begins like one in the other's words ("Vergania", "the Vergani army"), or both use one noun
/// for whom they speak of and who speaks ("*the landlord* of cutting …", "the *landlord's* lawyer").
fn names_alike(article: &Article, p: &Proposition, claim: usize) -> bool {
    /// Letters that a name and its adjective share.
    const ALIKE: usize = 5;
    let w = &article.words;
    let Some(source) = article.claims.get(claim).and_then(|c| c.source) else {
        return false;
    };
    let key = |token: usize| -> Option<String> {
        let key: String = w.at(token).chars().take(ALIKE).collect();
        (w.capital(token) && key.chars().count() == ALIKE).then_some(key)
    };
    let spoken: Vec<String> = p.tokens.clone().skip(1).filter_map(key).collect();
    if w.tokens(source)
        .filter_map(key)
        .any(|k| spoken.contains(&k))
    {
        return true;
    }
    // Nouns only: a word after "the", "a", "their" or before "'s".
    let headed = |t: usize| {
        matches!(
            w.before(t),
            "the" | "a" | "an" | "its" | "their" | "his" | "her"
        ) || w.at(t + 1) == "'s"
    };
    let described: Vec<&str> = w
        .tokens(source)
        .filter(|&t| headed(t) && !super::terms::general(w.at(t)))
        .map(|t| w.at(t))
        .collect();
    p.tokens
        .clone()
        .any(|t| headed(t) && described.contains(&w.at(t)))
}

/// Claims that assert nothing of their own: refusals, praise, what was not said, headlines.
pub fn quiet(article: &Article, claim: &Claim) -> bool {
    let w = &article.words;
    let heading = claim.content.first().is_none_or(|s| {
        let paragraph = w.text.paragraphs.get(w.paragraph(w.tokens(*s).start));
        paragraph.is_none_or(|p| p.role != Role::Body)
    });
    claim.negated || heading || matches!(claim.act, Act::Decline | Act::Praise)
}

/// Claims whose content its speaker holds to be so.
pub fn asserts(claim: &Claim) -> bool {
    matches!(
        claim.act,
        Act::State | Act::Confirm | Act::Accuse | Act::Criticize | Act::Believe | Act::Predict
    )
}

/// True for the article's own assertion.
pub fn narrative(claim: &Claim) -> bool {
    claim.kind == ClaimKind::Narrative || claim.source_type == SourceType::Author
}
