//! Finds claims of one article that dispute, corroborate or conflict with each other.

mod anaphora;
mod facts;
mod rules;
mod terms;

use crate::claims::Claim;
use crate::claims::words::Words;
use crate::entities::Entity;
use crate::quantities::Quantity;
use crate::text::{Span, Text};
use crate::times::Time;
use crate::turns::{finish, turn};
use serde::{Deserialize, Serialize};

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

/// Finds relations between the claims of one article, ordered by the claims.
pub fn find(
    text: &Text,
    claims: &[Claim],
    entities: &[Entity],
    times: &[Time],
    quantities: &[Quantity],
) -> Vec<Relation> {
    finish(find_in_turns(text, claims, entities, times, quantities))
}

/// The same, in turns.
pub(crate) async fn find_in_turns(
    text: &Text<'_>,
    claims: &[Claim],
    entities: &[Entity],
    times: &[Time],
    quantities: &[Quantity],
) -> Vec<Relation> {
    let words = Words::new(text, &[]);
    let names = terms::entity_terms(&words, entities);
    let (propositions, terms) = terms::propositions(&words, claims, &names, quantities);
    let article = rules::Article {
        words: &words,
        claims,
        entities,
        times,
        quantities,
        terms: &terms,
        names: &names,
    };
    let mut found: Vec<Relation> = Vec::new();
    let relation = |a: usize, b: usize, finding: rules::Finding| {
        let mut evidence: Vec<Span> = finding
            .evidence
            .iter()
            .filter_map(|r| words.span(r))
            .collect();
        evidence.sort_unstable();
        evidence.dedup();
        let doubt = claims[a].confidence.min(claims[b].confidence);
        Relation {
            kind: finding.kind,
            claims: [a.min(b), a.max(b)],
            reason: finding.reason,
            evidence,
            confidence: finding.confidence * doubt,
        }
    };
    turn().await;
    for (j, b) in propositions.iter().enumerate() {
        if j % TURN_PROPOSITIONS == TURN_PROPOSITIONS - 1 {
            turn().await;
        }
        for a in &propositions[j.saturating_sub(WINDOW)..j] {
            if a.claim != b.claim
                && let Some(finding) = rules::compare(&article, a, b)
            {
                found.push(relation(a.claim, b.claim, finding));
            }
        }
    }
    found.sort_by_key(|r| r.claims);
    turn().await;
    let pointing = anaphora::find(&article, &propositions, &found);
    found.extend(
        pointing
            .into_iter()
            .map(|(a, b, finding)| relation(a, b, finding)),
    );
    // One relation a pair: the surest.
    found.sort_by(|x, y| {
        x.claims
            .cmp(&y.claims)
            .then(y.confidence.total_cmp(&x.confidence))
    });
    found.dedup_by_key(|r| r.claims);
    let mut degree = vec![0usize; claims.len()];
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by(|&x, &y| {
        found[y]
            .confidence
            .total_cmp(&found[x].confidence)
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
    found
}
