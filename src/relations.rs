//! Finds claims of one article that dispute, corroborate or conflict with each other.

mod denials;
mod disputes;
mod facts;
mod figures;
mod overlap;
mod polarity;
mod propositions;
mod same;
mod terms;
mod voices;
mod weights;

use crate::claims::Claim;
use crate::claims::words::Words;
use crate::decode::Tagging;
use crate::entities::Entity;
use crate::quantities::Quantity;
use crate::text::{Span, Text};
use crate::times::Time;
use crate::turns::{finish, turn};
use propositions::{Name, Proposition};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::ops::Range;
use terms::Terms;
use voices::Voice;
use weights::Model;

/// A relation between two claims, given by their indices, the earlier first.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// How they relate.
    pub kind: RelationKind,
    /// The two claims.
    pub claims: [usize; 2],
    /// What shows it.
    pub reason: Reason,
    /// Where it shows.
    pub evidence: Vec<Span>,
    /// Calibrated probability that the relation is right, 0 to 1.
    pub confidence: f32,
}

/// How two claims relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum RelationKind {
    /// One denies or negates what the other says.
    Disputes,
    /// Independent sources assert the same event.
    Corroborates,
    /// Incompatible figures, dates or places of the same thing.
    Conflicts,
}

/// What shows a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Reason {
    Denial,
    Negation,
    Number,
    Date,
    Place,
    Antonym,
    SameEvent,
}

/// Each proposition is compared with so many before it: all of them in a news article, and linear time in a book.
const WINDOW: usize = 64;

/// Propositions that are compared in one turn, each with so many before it: a few milliseconds.
const TURN_PROPOSITIONS: usize = 64;

/// One claim takes part in so many relations at most: more would be a flaw of the comparison, not of the article.
const PER_CLAIM: usize = 4;

/// A relation is told from this probability on: a wrong accusation of contradiction is worse than a missed one.
const KEPT: f32 = 0.5;

/// Everything that the comparisons read.
struct Article<'a> {
    words: &'a Words<'a>,
    claims: &'a [Claim],
    entities: &'a [Entity],
    times: &'a [Time],
    quantities: &'a [Quantity],
    terms: &'a Terms,
    /// Names, pronouns and descriptions by the token that each begins at.
    names: &'a HashMap<usize, Name>,
    /// The term of each entity.
    entity_terms: &'a [Option<u32>],
    /// The voice of each claim.
    voices: Vec<Voice>,
    /// Every candidate is wanted, not only the likeliest of those that exclude each other.
    every: bool,
}

/// A relation that may hold, and what speaks for it.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which model weighs it.
    pub model: String,
    /// The two claims, the earlier first.
    pub claims: [usize; 2],
    /// How they would relate.
    pub kind: RelationKind,
    /// What the model reads.
    pub features: Vec<f32>,
    reason: Reason,
    evidence: Vec<Range<usize>>,
    probability: f32,
}

impl Candidate {
    fn new(
        model: Model,
        [a, b]: [usize; 2],
        kind: RelationKind,
        reason: Reason,
        evidence: Vec<Range<usize>>,
        features: &[f32],
    ) -> Self {
        Candidate {
            model: format!("{model:?}"),
            claims: [a.min(b), a.max(b)],
            kind,
            features: features.to_vec(),
            reason,
            evidence,
            probability: weights::probability(model, features),
        }
    }
}

/// Every relation that is weighed in one article, as training/relations/fit.py wants them.
#[doc(hidden)]
pub fn candidates(
    text: &Text,
    tagging: &Tagging,
    claims: &[Claim],
    entities: &[Entity],
    times: &[Time],
    quantities: &[Quantity],
) -> Vec<Candidate> {
    finish(weigh(
        text, tagging, claims, entities, times, quantities, true,
    ))
}

/// The candidates; `every` keeps those too that a likelier one excludes.
async fn weigh(
    text: &Text<'_>,
    tagging: &Tagging,
    claims: &[Claim],
    entities: &[Entity],
    times: &[Time],
    quantities: &[Quantity],
    every: bool,
) -> Vec<Candidate> {
    let words = Words::new(text, &tagging.parts_of_speech);
    let mut terms = Terms::default();
    turn().await;
    let (names, entity_terms) = propositions::names(&words, entities, &mut terms);
    turn().await;
    let propositions = propositions::propositions(
        &words,
        claims,
        &names,
        &entity_terms,
        quantities,
        &mut terms,
    )
    .await;
    let mut article = Article {
        words: &words,
        claims,
        entities,
        times,
        quantities,
        terms: &terms,
        names: &names,
        entity_terms: &entity_terms,
        voices: Vec::new(),
        every,
    };
    turn().await;
    article.voices = voices::voices(&article);
    turn().await;
    let mut found = denials::find(&article, &propositions);
    found.extend(disputes::find(&article, &propositions).await);
    if !every {
        denials::follow(&article, &propositions, &mut found);
    }
    for (j, b) in propositions.iter().enumerate() {
        if j % TURN_PROPOSITIONS == TURN_PROPOSITIONS - 1 {
            turn().await;
        }
        for a in &propositions[j.saturating_sub(WINDOW)..j] {
            compare(&article, a, b, &mut found);
        }
        found.extend(figures::pointing(&article, &propositions, j));
    }
    found
}

/// All that two propositions may show.
fn compare(article: &Article, a: &Proposition, b: &Proposition, found: &mut Vec<Candidate>) {
    let (Some(ca), Some(cb)) = (article.claims.get(a.claim), article.claims.get(b.claim)) else {
        return;
    };
    let apart = a.claim != b.claim
        && !voices::quiet(article, ca)
        && !voices::quiet(article, cb)
        && voices::independent(article, a.claim, b.claim, false);
    if !apart {
        return;
    }
    let common = overlap::overlap(article.terms, a, b);
    if common.shared.is_empty() {
        return;
    }
    found.extend(facts::dates(article, a, b, &common));
    found.extend(figures::find(article, a, b, &common));
    found.extend(facts::places(article, a, b, &common));
    found.extend(same::find(article, a, b, &common));
}

/// Finds relations between the claims of one article, ordered by the claims.
pub fn find(
    text: &Text,
    tagging: &Tagging,
    claims: &[Claim],
    entities: &[Entity],
    times: &[Time],
    quantities: &[Quantity],
) -> Vec<Relation> {
    finish(find_in_turns(
        text, tagging, claims, entities, times, quantities,
    ))
}

/// The same, in turns.
pub(crate) async fn find_in_turns(
    text: &Text<'_>,
    tagging: &Tagging,
    claims: &[Claim],
    entities: &[Entity],
    times: &[Time],
    quantities: &[Quantity],
) -> Vec<Relation> {
    let words = Words::new(text, &tagging.parts_of_speech);
    let mut found = weigh(text, tagging, claims, entities, times, quantities, false).await;
    found.retain(|c| c.probability >= KEPT);
    // One relation a pair: the likeliest; of equals the one that was looked for first.
    found.sort_by(|x, y| {
        x.claims
            .cmp(&y.claims)
            .then(y.probability.total_cmp(&x.probability))
    });
    found.dedup_by_key(|c| c.claims);
    let mut degree = vec![0usize; claims.len()];
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|&x, &y| {
        found[y]
            .probability
            .total_cmp(&found[x].probability)
            .then(x.cmp(&y))
    });
    let mut keep = vec![false; found.len()];
    for index in order {
        let [a, b] = found[index].claims;
        if degree[a] < PER_CLAIM && degree[b] < PER_CLAIM {
            keep[index] = true;
            degree[a] += 1;
            degree[b] += 1;
        }
    }
    let mut kept = keep.iter();
    found.retain(|_| kept.next() == Some(&true));
    let relation = |c: Candidate| {
        let mut evidence: Vec<Span> = c.evidence.iter().filter_map(|r| words.span(r)).collect();
        evidence.sort_unstable();
        evidence.dedup();
        let [a, b] = c.claims;
        // What two claims show is as doubtful as they are.
        let doubt = claims[a].confidence.min(claims[b].confidence);
        Relation {
            kind: c.kind,
            claims: c.claims,
            reason: c.reason,
            evidence,
            confidence: c.probability * doubt,
        }
    };
    found.into_iter().map(relation).collect()
}
