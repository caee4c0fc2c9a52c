//! Finds claims of which one denies, negates or says the contrary of what the other says.

use super::denials::{deniable, echoed, flag, points};
use super::facts::different_times;
use super::overlap::{Overlap, overlap};
use super::polarity;
use super::propositions::{Proposition, Term};
use super::stance;
use super::terms::TermKind;
use super::voices::{independent, quiet, speaks_of};
use super::weights::Model;
use super::{Article, Candidate, Reason, RelationKind, TURN_PROPOSITIONS};
use crate::claims::words::Words;
use crate::claims::{Act, ClaimKind};
use crate::text::QuoteState;
use crate::turns::turn;
use std::ops::Range;

/// Propositions that are compared with each: a denial answers something near it, or opens the article.
const REACH: usize = 30;

/// Disputes that may hold, each with the claim that denies.
pub async fn find(article: &Article<'_>) -> Vec<Candidate> {
    let before = claims_before(article);
    let propositions = &article.propositions;
    let mut found = Vec::new();
    for j in 0..propositions.len() {
        if j % TURN_PROPOSITIONS == TURN_PROPOSITIONS - 1 {
            turn().await;
        }
        let near = j.saturating_sub(REACH)..propositions.len().min(j + REACH + 1);
        let answered: Vec<Answer> = near
            .filter_map(|i| compare(article, j, &propositions[i], &before))
            .collect();
        let best = answered.iter().map(|a| a.aligned).fold(0.0, f32::max);
        let nearest = answered.iter().map(|a| a.distance).min();
        for mut answer in answered {
            let worded = answer.worded;
            answer.features.extend([
                flag(best > 0.0 && answer.aligned >= best),
                flag(worded && best > 0.0 && answer.aligned >= best),
                flag(worded && Some(answer.distance) == nearest),
            ]);
            found.extend(article.weighed(Candidate {
                denial: Some(answer.claims[0]),
                ..Candidate::new(
                    Model::Dispute,
                    answer.claims,
                    answer.kind,
                    answer.reason,
                    answer.evidence,
                    &answer.features,
                )
            }));
        }
    }
    found
}

/// A claim that another may answer.
struct Answer {
    /// The one that denies, and the other.
    claims: [usize; 2],
    kind: RelationKind,
    reason: Reason,
    evidence: Vec<Range<usize>>,
    features: Vec<f32>,
    /// How much of the denial's words the other has.
    aligned: f32,
    /// Claims between the two; one after the denial counts as farther.
    distance: usize,
    /// A denial in so many words.
    worded: bool,
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
    index: usize,
    other: &Proposition,
    before: &[usize],
) -> Option<Answer> {
    let denial = article.propositions.get(index)?;
    if denial.claim == other.claim {
        return None;
    }
    let echoed = echoed(article, index);
    let said = echoed.unwrap_or(denial);
    if said.claim == other.claim {
        return None;
    }
    let (cd, co) = (
        article.claims.get(denial.claim)?,
        article.claims.get(other.claim)?,
    );
    let narrative = cd.kind == ClaimKind::Narrative;
    let worded = said.denied;
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
        // Who does not do what is demanded of him contradicts nobody.
        || cd.act != Act::Deny && co.act == Act::Demand
        || worded && echoed.is_none() && points(article, denial)
        || !independent(article, denial.claim, other.claim, false)
    {
        return None;
    }
    let answers = worded || cd.act == Act::Deny;
    let negated = |p: &Proposition| p.terms.iter().any(|t| t.negated);
    let common = overlap(&article.terms, said, other);
    let contrary = common.opposites.iter().any(|(x, y)| x.negated == y.negated);
    let turned = common
        .shared
        .iter()
        .filter(|(x, y)| article.terms.word(x.id) && x.negated != y.negated)
        .count();
    // Of two statements the one that negates denies, and only what the other asserts.
    if !answers && !contrary && (turned == 0 || !negated(said)) {
        return None;
    }
    let about = speaks_of(article, other, denial.claim);
    let back = speaks_of(article, said, other.claim);
    let [aligned, aligned_back] = common.shares;
    // Who denies something else of the same person is not in dispute with the other: they must speak of one thing.
    let accused = co.act == Act::Accuse;
    let after = denial.claim > other.claim;
    let accused_answers = accused && about && after;
    let relevant = !common.shared.is_empty() || contrary || accused_answers;
    if !relevant || !answers && different_times(article, denial, other) {
        return None;
    }
    let w = &article.words;
    let apart = article.paragraphs_apart(denial, other);
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
    let absolute = said.tokens.clone().any(|t| polarity::absolute(w, t));
    let focused = focused(article, said, &common);
    // The same thing is said to happen, and not to happen.
    let main = main_predicate(said).is_some_and(|x| {
        let theirs = main_predicate(other);
        theirs.is_some_and(|y| x.id == y.id && x.negated != y.negated)
    });
    let described = described(said, other);
    let placed = (common.shared.iter()).any(|(x, _)| article.terms.kind(x.id) == TermKind::Place);
    // The same is said to have happened to somebody who both speak of, or at a place that both name.
    let same_event = common.flipped > 0 && (common.entities > 0 || described || placed);
    let reported = worded && reported(w, said);
    let predicated = (common.opposites.iter())
        .any(|(x, y)| x.predicate && y.predicate && x.negated == y.negated);
    let same_topic = stance::same_subject(article, said, other);
    Some(Answer {
        claims: [denial.claim, other.claim],
        kind,
        reason,
        evidence,
        features: vec![
            common.cover,
            common.mutual,
            common.words.min(3) as f32 / 3.0,
            flag(common.flipped > 0),
            flag(turned > 0),
            flag(common.straight > 0),
            flag(contrary),
            flag(common.entities > 0),
            flag(strangers(article, denial, other, &common) && !same_event),
            flag(about),
            flag(back),
            flag(accused),
            flag(accused && about),
            flag(worded),
            flag(cd.act == Act::Deny),
            flag(quoted),
            flag(after),
            flag(negated(other)),
            flag(main_predicate(said).is_some_and(|t| t.negated)),
            flag(denial.first),
            flag(matches!(co.act, Act::Demand | Act::Promise | Act::Ask)),
            aligned,
            aligned_back,
            untold / (1 + between) as f32,
            untold / (1 + apart) as f32,
            flag(stance::against(article, cd)),
            flag(same_topic),
            flag(between == 0 && after),
            flag(stance::beside(article, cd)),
            flag(absolute),
            flag(focused),
            flag(focused && absolute),
            flag(worded && common.flipped > 0),
            flag(main),
            flag(same_event),
            flag(reported && common.flipped > 0),
            flag(reported && same_event),
            flag(described),
            flag(predicated),
            flag(contrary && same_topic),
            flag(contrary && !about && !back && (own_affair(w, said) || own_affair(w, other))),
        ],
        aligned,
        distance: between + if after { 0 } else { REACH },
        worded: answers,
    })
}

/// "Its profits", "our sales": of whoever speaks, as far as nobody else is named.
fn own_affair(w: &Words, p: &Proposition) -> bool {
    let own = |t: usize| {
        matches!(
            w.at(t),
            "its" | "our" | "my" | "his" | "her" | "their" | "we" | "i"
        )
    };
    p.tokens.clone().any(own)
}

/// "Rejected *reports that* …": somebody said it.
fn reported(w: &Words, p: &Proposition) -> bool {
    /// Tokens up to the noun: "all the claims".
    const FIRST: usize = 4;
    let mut first = p.tokens.start..p.tokens.end.min(p.tokens.start + FIRST);
    first.any(|t| w.noun(t) && crate::claims::reports(w, t))
}

/// The first thing that is said to happen or to be so.
fn main_predicate(p: &Proposition) -> Option<&Term> {
    let predicates = p.terms.iter().filter(|t| t.predicate);
    predicates.min_by_key(|t| t.at)
}

/// True where one names whom the other describes: "the commander", or both describe him.
fn described(a: &Proposition, b: &Proposition) -> bool {
    let named = |about: &Proposition, in_words: &Proposition| {
        let has = |t: &u32| in_words.terms.binary_search_by_key(t, |x| x.id).is_ok();
        about.about.iter().any(has)
    };
    named(a, b) || named(b, a) || a.about.iter().any(|t| b.about.contains(t))
}

/// True where what stands right after a negation is what the other asserts: "found no *mould*", "nobody from the *club*".
fn focused(article: &Article, said: &Proposition, common: &Overlap) -> bool {
    /// Tokens from the negation to what it negates.
    const NEAR: usize = 4;
    let w = &article.words;
    let denied = |t: usize| polarity::negates(w, t) || polarity::comes_to_nothing(w, t);
    said.tokens.clone().filter(|&t| denied(t)).any(|t| {
        let next = said.terms.iter().filter(|x| x.at > t && x.at <= t + NEAR);
        let next = next.min_by_key(|x| x.at).map(|x| x.id);
        let turned = |(x, y): &(Term, Term)| Some(x.id) == next && x.negated != y.negated;
        common.shared.iter().any(turned)
    })
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
