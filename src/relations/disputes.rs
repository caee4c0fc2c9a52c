//! Finds claims of which one denies, negates or says the contrary of what the other says.

use super::denials::{deniable, flag, points};
use super::facts::different_times;
use super::overlap::{Overlap, overlap};
use super::propositions::Proposition;
use super::terms::TermKind;
use super::voices::{independent, quiet, speaks_of};
use super::weights::Model;
use super::{Article, Candidate, Reason, RelationKind, TURN_PROPOSITIONS};
use crate::claims::{Act, ClaimKind};
use crate::text::QuoteState;
use crate::turns::turn;
use std::collections::BTreeMap;

/// Propositions that are compared with each: a denial answers something near it, or opens the article.
const REACH: usize = 30;

/// Beside the likeliest claim that a denial answers, others of this probability: it may answer two.
const BESIDE: f32 = 0.75;

/// Disputes, at most one for two claims.
pub async fn find(article: &Article<'_>, propositions: &[Proposition]) -> Vec<Candidate> {
    let before = claims_before(article);
    let mut likeliest: BTreeMap<[usize; 2], (usize, Candidate)> = BTreeMap::new();
    for (j, b) in propositions.iter().enumerate() {
        if j % TURN_PROPOSITIONS == TURN_PROPOSITIONS - 1 {
            turn().await;
        }
        for a in &propositions[j.saturating_sub(REACH)..j] {
            if a.claim == b.claim {
                continue;
            }
            for (denial, other) in [(b, a), (a, b)] {
                let Some(found) = compare(article, denial, other, &before) else {
                    continue;
                };
                let better = likeliest
                    .get(&found.claims)
                    .is_none_or(|(_, known)| found.probability > known.probability);
                if better {
                    likeliest.insert(found.claims, (denial.claim, found));
                }
            }
        }
    }
    if article.every {
        return likeliest.into_values().map(|(_, c)| c).collect();
    }
    let mut best: BTreeMap<usize, f32> = BTreeMap::new();
    for (denial, candidate) in likeliest.values() {
        let best = best.entry(*denial).or_insert(0.0);
        *best = best.max(candidate.probability);
    }
    likeliest
        .into_values()
        .filter(|(denial, c)| c.probability >= BESIDE || best.get(denial) == Some(&c.probability))
        .map(|(_, c)| c)
        .collect()
}

/// For each claim how many before it may be denied: the difference of two tells how many stand between.
fn claims_before(article: &Article) -> Vec<usize> {
    let mut count = 0;
    let mut before = Vec::with_capacity(article.claims.len());
    for claim in article.claims {
        before.push(count);
        count += usize::from(deniable(article, claim));
    }
    before
}

/// What speaks for one claim's denying the other.
fn compare(
    article: &Article,
    denial: &Proposition,
    other: &Proposition,
    before: &[usize],
) -> Option<Candidate> {
    let (cd, co) = (
        article.claims.get(denial.claim)?,
        article.claims.get(other.claim)?,
    );
    let narrative = cd.kind == ClaimKind::Narrative;
    let worded = denial.denied;
    // Wishes and questions deny nothing; what is only suspected is not contradicted by what is suspected otherwise.
    let speaks = matches!(
        cd.act,
        Act::Deny
            | Act::State
            | Act::Confirm
            | Act::Accuse
            | Act::Criticize
            | Act::Believe
            | Act::Promise
            | Act::Predict
    );
    if narrative
        || !speaks
        || quiet(article, cd)
        || !deniable(article, co)
        || !worded && (cd.hedged || co.hedged)
        || worded && points(article, denial)
        || !independent(article, denial.claim, other.claim, false)
    {
        return None;
    }
    let common = overlap(article.terms, denial, other);
    let contrary = common.opposites.iter().any(|(x, y)| x.negated == y.negated);
    let turned = common
        .shared
        .iter()
        .filter(|(x, y)| article.terms.word(x.id) && x.negated != y.negated)
        .count();
    let answers = worded || cd.act == Act::Deny;
    let about = speaks_of(article, other, denial.claim);
    // Something must be turned round, or a denial in so many words must speak of the same or be spoken of.
    let relevant = if answers {
        !common.shared.is_empty() || about || contrary
    } else {
        turned > 0 || contrary
    };
    // Of two statements the one that negates denies.
    let negates = answers || contrary || denial.terms.iter().any(|t| t.negated);
    if !relevant || !negates || !answers && different_times(article, denial, other) {
        return None;
    }
    let w = article.words;
    let apart = w
        .paragraph(denial.tokens.start)
        .abs_diff(w.paragraph(other.tokens.start));
    let (first, last) = (denial.claim.min(other.claim), denial.claim.max(other.claim));
    let between = before.get(last)?.saturating_sub(*before.get(first + 1)?);
    let quoted = w
        .text
        .tokens
        .get(denial.tokens.start)
        .is_some_and(|t| t.quote != QuoteState::Out);
    let (kind, reason) = if answers {
        (RelationKind::Disputes, Reason::Denial)
    } else if turned > 0 {
        (RelationKind::Disputes, Reason::Negation)
    } else {
        (RelationKind::Conflicts, Reason::Antonym)
    };
    // What stands between two claims matters as far as their words do not tell that they belong together.
    let untold = 1.0 - common.cover;
    let mut evidence = common.tokens();
    if evidence.is_empty() {
        evidence.push(denial.tokens.clone());
    }
    Some(Candidate::new(
        Model::Dispute,
        [denial.claim, other.claim],
        kind,
        reason,
        evidence,
        &[
            common.cover,
            common.mutual,
            common.words.min(3) as f32 / 3.0,
            flag(common.flipped > 0),
            flag(turned > 0),
            flag(common.straight > 0),
            flag(contrary),
            flag(common.entities > 0),
            flag(strangers(article, denial, other, &common)),
            flag(about),
            flag(co.act == Act::Accuse),
            flag(worded),
            flag(cd.act == Act::Deny),
            flag(quoted),
            flag(denial.claim > other.claim),
            untold / (1 + between) as f32,
            untold / (1 + apart) as f32,
        ],
    ))
}

/// True where each names somebody or some place of whom the other does not speak: two banks may well go opposite ways.
pub fn strangers(article: &Article, a: &Proposition, b: &Proposition, common: &Overlap) -> bool {
    let own = |p: &Proposition| {
        p.terms.iter().any(|t| {
            article.terms.kind(t.id) != TermKind::Word
                && !common.shared.iter().any(|(s, _)| s.id == t.id)
        })
    };
    common.entities == 0 && own(a) && own(b)
}
