//! The tests that two propositions of different voices go through, in order; those by denial, negation and opposites.

use super::facts;
use super::terms::{Proposition, Terms, opposite};
use super::{Reason, RelationKind};
use crate::claims::words::Words;
use crate::claims::{Act, Claim, ClaimKind, SourceType};
use crate::entities::Entity;
use crate::quantities::Quantity;
use crate::text::{Role, Span};
use crate::times::Time;
use std::collections::HashMap;
use std::ops::Range;

/// Everything that the rules read.
pub struct Article<'a> {
    pub words: &'a Words<'a>,
    pub claims: &'a [Claim],
    pub entities: &'a [Entity],
    pub times: &'a [Time],
    pub quantities: &'a [Quantity],
    pub terms: &'a Terms,
    /// Names and pronouns by the token that each begins at, with their terms.
    pub names: &'a HashMap<usize, (Range<usize>, String)>,
}

/// What a rule found.
pub struct Finding {
    pub kind: RelationKind,
    pub reason: Reason,
    /// Tokens that show it.
    pub evidence: Vec<Range<usize>>,
    pub confidence: f32,
}

/// A denial covers what it denies from this weighted share of the smaller of both on.
const DENIAL_COVER: f32 = 0.4;

/// Two sentences that only differ in polarity share at least this.
const NEGATION_COVER: f32 = 0.5;

/// Two sources that tell the same share at least this of the smaller …
const SAME_COVER: f32 = 0.55;

/// … and so many terms.
const SAME_TERMS: usize = 3;

/// Shared terms of two propositions, and their weight as a share of the smaller one's.
pub struct Overlap {
    pub shared: Vec<u32>,
    pub cover: f32,
    /// Weighted share of the larger one.
    pub mutual: f32,
}

/// Compares the terms of two propositions.
pub fn overlap(terms: &Terms, a: &Proposition, b: &Proposition) -> Overlap {
    let total = |p: &Proposition| p.terms.iter().map(|t| terms.weight(t.0)).sum::<f32>();
    let mut shared = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.terms.get(i), b.terms.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared.push(x.0);
                i += 1;
                j += 1;
            }
        }
    }
    let weight: f32 = shared.iter().map(|&t| terms.weight(t)).sum();
    let (ta, tb) = (total(a), total(b));
    let cover = if ta.min(tb) > 0.0 {
        weight / ta.min(tb)
    } else {
        0.0
    };
    let mutual = if ta.max(tb) > 0.0 {
        weight / ta.max(tb)
    } else {
        0.0
    };
    Overlap {
        shared,
        cover,
        mutual,
    }
}

/// The names in a claim's source as canonical terms, so that "Tamania" and "the Tamanian defence minister" are of one side.
pub(super) fn sides(article: &Article, claim: &Claim) -> Vec<String> {
    let inside = |span: &Span| {
        claim
            .source
            .is_some_and(|s| s.start <= span.start && span.end <= s.end)
    };
    let mut found = Vec::new();
    // Few entities are named in one source; the claim's tokens lead to them.
    if let Some(source) = claim.source {
        for token in article.words.tokens(source) {
            if let Some((range, term)) = article.names.get(&token)
                && article.words.span(range).is_some_and(|s| inside(&s))
            {
                found.push(term.clone());
            }
        }
    }
    found.extend(claim.speaker.map(|s| format!("#{s}")));
    found
}

/// True where two claims come from different voices, as far as the text tells.
pub fn independent(article: &Article, a: &Claim, b: &Claim) -> bool {
    if a.kind == ClaimKind::Narrative && b.kind == ClaimKind::Narrative {
        return false;
    }
    let (x, y) = (sides(article, a), sides(article, b));
    if x.iter().any(|side| y.contains(side)) {
        return false;
    }
    match (a.speaker, b.speaker) {
        (Some(x), Some(y)) => x != y,
        _ => {
            let said = |c: &Claim| {
                c.source
                    .and_then(|s| article.words.text.source.get(s.start..s.end))
                    .map(str::to_lowercase)
            };
            match (said(a), said(b)) {
                (Some(x), Some(y)) => x != y,
                (None, None) => {
                    a.kind != b.kind
                        && (a.kind == ClaimKind::Narrative || b.kind == ClaimKind::Narrative)
                }
                _ => true,
            }
        }
    }
}

/// All tests in order of how much they prove; the first that holds decides.
pub fn compare(article: &Article, a: &Proposition, b: &Proposition) -> Option<Finding> {
    let (ca, cb) = (article.claims.get(a.claim)?, article.claims.get(b.claim)?);
    if quiet(article, ca) || quiet(article, cb) || !independent(article, ca, cb) {
        return None;
    }
    let common = overlap(article.terms, a, b);
    if common.shared.is_empty() {
        return None;
    }
    let narrative = ca.kind == ClaimKind::Narrative || cb.kind == ClaimKind::Narrative;
    denial(article, a, b, &common)
        .or_else(|| facts::dates(article, a, b, &common))
        .or_else(|| facts::figures(article, a, b, &common))
        .or_else(|| {
            if narrative {
                None
            } else {
                negation(article, a, b, &common)
            }
        })
        .or_else(|| {
            if narrative {
                None
            } else {
                antonym(article, a, b, &common)
            }
        })
        .or_else(|| {
            if narrative {
                None
            } else {
                facts::places(article, a, b, &common)
            }
        })
        .or_else(|| {
            if narrative {
                None
            } else {
                same(article, a, b, &common)
            }
        })
}

/// Claims that assert nothing of their own: refusals, praise, what was not said, headlines.
pub(super) fn quiet(article: &Article, claim: &Claim) -> bool {
    let w = article.words;
    let heading = claim.content.first().is_none_or(|s| {
        let paragraph = w.text.paragraphs.get(w.paragraph(w.tokens(*s).start));
        paragraph.is_none_or(|p| p.role != Role::Body)
    });
    claim.negated || heading || matches!(claim.act, Act::Decline | Act::Praise)
}

pub(super) fn asserts(claim: &Claim) -> bool {
    matches!(
        claim.act,
        Act::State | Act::Confirm | Act::Accuse | Act::Criticize | Act::Believe | Act::Predict
    )
}

fn tokens_of(p: &Proposition, shared: &[u32]) -> Vec<Range<usize>> {
    p.terms
        .iter()
        .filter(|t| shared.contains(&t.0))
        .map(|t| t.1..t.1 + 1)
        .collect()
}

pub(super) fn both(a: &Proposition, b: &Proposition, shared: &[u32]) -> Vec<Range<usize>> {
    let mut all = tokens_of(a, shared);
    all.extend(tokens_of(b, shared));
    all
}

/// A denial and what it denies, worded alike.
fn denial(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    let (d, t) = match (ca.act == Act::Deny, cb.act == Act::Deny) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let target = &article.claims[t.claim];
    let denying = &article.claims[d.claim];
    if !asserts(target) && !matches!(target.act, Act::Demand)
        || target.kind == ClaimKind::Narrative && common.cover < 0.7
    {
        return None;
    }
    // A negative denial ("I never got any letter") answers an assertion; against a negative one it agrees.
    let worded = denying.cue.is_some_and(|c| {
        article
            .words
            .tokens(c)
            .any(|t| crate::claims::denies(article.words, t))
    });
    if !worded && d.negative && t.negative {
        return None;
    }
    // "He said nobody was hurt" does not deny what it only touches: the smaller must be covered, or one side
    // must speak of the other's speaker.
    let denier = sides(article, denying);
    let about = t
        .terms
        .iter()
        .any(|(term, _)| denier.iter().any(|side| side == article.terms.name(*term)))
        || names_alike(article, denying, t);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with(['#', '@']))
        .count();
    // Sharing places and things alone does not make it the same event.
    let event = common.shared.iter().any(|&s| article.terms.verb(s));
    let enough = event && common.cover >= DENIAL_COVER && content >= 2
        || event && common.cover >= 0.6 && content >= 1
        || about
            && content >= 1
            && common.cover >= 0.2
            && (target.act == Act::Accuse || event && content >= 2)
        || nonexistent(article, d, common);
    enough.then(|| Finding {
        kind: RelationKind::Disputes,
        reason: Reason::Denial,
        evidence: both(a, b, &common.shared),
        confidence: if common.cover >= 0.6 { 0.9 } else { 0.8 },
    })
}

/// "There is no ammunition store": what does not exist is what the other speaks of.
fn nonexistent(article: &Article, d: &Proposition, common: &Overlap) -> bool {
    let w = article.words;
    let mut words = d.tokens.clone().filter(|&t| w.is_word(t));
    let (first, second, third) = (words.next(), words.next(), words.next());
    let at = |t: Option<usize>| t.map_or("", |t| w.at(t));
    let existential = at(first) == "there"
        && matches!(at(second), "is" | "was" | "are" | "were" | "'s")
        && at(third) == "no";
    let from = third.unwrap_or(d.tokens.end);
    let mut things: Vec<(usize, u32)> = d
        .terms
        .iter()
        .filter(|t| t.1 > from)
        .map(|t| (t.1, t.0))
        .collect();
    things.sort_unstable();
    // Both words of what is denied to exist.
    existential
        && things.len() >= 2
        && things
            .iter()
            .take(2)
            .all(|(_, t)| common.shared.contains(t))
}

/// True where a name in the denier's source begins like one in the other's words ("Vergania", "the Vergani army").
pub(super) fn names_alike(article: &Article, denying: &Claim, t: &Proposition) -> bool {
    /// Letters that a name and its adjective share.
    const ALIKE: usize = 5;
    let w = article.words;
    let key = |token: usize| -> Option<String> {
        let key: String = w.at(token).chars().take(ALIKE).collect();
        (w.capital(token) && key.chars().count() == ALIKE).then_some(key)
    };
    let Some(source) = denying.source else {
        return false;
    };
    let spoken: Vec<String> = t.tokens.clone().skip(1).filter_map(key).collect();
    w.tokens(source)
        .filter_map(key)
        .any(|k| spoken.contains(&k))
}

/// Sentences alike but for a negation.
fn negation(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with(['#', '@']))
        .count();
    let holds = a.negative != b.negative
        && asserts(ca)
        && asserts(cb)
        && !ca.hedged
        && !cb.hedged
        && (content >= 3 && common.cover >= NEGATION_COVER
            || content >= 2 && common.cover >= 0.65 && common.mutual >= 0.4)
        && !facts::different_times(article, a, b)
        && common.shared.iter().any(|&s| article.terms.verb(s));
    holds.then(|| Finding {
        kind: RelationKind::Disputes,
        reason: Reason::Negation,
        evidence: both(a, b, &common.shared),
        confidence: 0.8,
    })
}

/// Opposite words about the same thing.
fn antonym(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    if a.negative != b.negative
        || !asserts(ca)
        || !asserts(cb)
        || facts::different_times(article, a, b)
    {
        return None;
    }
    // The same subject, or two more things in common.
    let subject = |p: &Proposition| p.terms.iter().min_by_key(|t| t.1).map(|t| t.0);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with(['#', '@']))
        .count();
    // Two countries may well go opposite ways.
    let places = |p: &Proposition| {
        let names = p.terms.iter().map(|t| t.0);
        names
            .filter(|&t| article.terms.name(t).starts_with('@'))
            .collect::<Vec<_>>()
    };
    let elsewhere = places(a) != places(b);
    let alike = content >= 2 && common.cover >= 0.4
        || content >= 1 && subject(a) == subject(b) && !elsewhere && common.cover >= 0.15;
    if !alike {
        return None;
    }
    for x in &a.terms {
        for y in &b.terms {
            let both_have = common.shared.contains(&x.0) || common.shared.contains(&y.0);
            if !both_have && opposite(article.terms.name(x.0), article.terms.name(y.0)) {
                return Some(Finding {
                    kind: RelationKind::Conflicts,
                    reason: Reason::Antonym,
                    evidence: vec![x.1..x.1 + 1, y.1..y.1 + 1],
                    confidence: 0.75,
                });
            }
        }
    }
    None
}

/// Two sources that say the same.
fn same(article: &Article, a: &Proposition, b: &Proposition, common: &Overlap) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with(['#', '@']))
        .count();
    let stated = |c: &Claim| {
        matches!(c.act, Act::State | Act::Confirm | Act::Accuse | Act::Deny)
            && c.source_type != SourceType::Author
    };
    let holds = stated(ca)
        && stated(cb)
        && (ca.act == Act::Deny) == (cb.act == Act::Deny)
        && a.negative == b.negative
        && content >= SAME_TERMS
        && common.cover >= SAME_COVER
        && common.mutual >= SAME_COVER * 0.6
        && !facts::different_times(article, a, b);
    holds.then(|| Finding {
        kind: RelationKind::Corroborates,
        reason: Reason::SameEvent,
        evidence: both(a, b, &common.shared),
        confidence: 0.75,
    })
}
