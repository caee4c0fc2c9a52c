//! Finds claims of one article that dispute, corroborate or conflict with each other.

mod amounts;
mod denials;
mod disputes;
mod facts;
mod figures;
mod overlap;
mod polarity;
mod propositions;
mod same;
mod stance;
mod tallies;
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
use overlap::Overlap;
use propositions::Proposition;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

/// What the earlier stages found in one article.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// Its text.
    pub text: &'a Text<'a>,
    /// What the network says of its tokens.
    pub tagging: &'a Tagging,
    /// Its claims, ordered by their contents.
    pub claims: &'a [Claim],
    /// Its entities, times and quantities, to which the claims refer.
    pub entities: &'a [Entity],
    #[allow(missing_docs)]
    pub times: &'a [Time],
    #[allow(missing_docs)]
    pub quantities: &'a [Quantity],
}

/// Beside the likeliest claim that a denial answers, others of this probability: it may answer two.
const BESIDE: f32 = 0.75;

/// Everything that the comparisons read, made once.
struct Article<'a> {
    words: Words<'a>,
    claims: &'a [Claim],
    entities: &'a [Entity],
    times: &'a [Time],
    /// Its figures, lengths of time among them.
    quantities: Vec<Quantity>,
    terms: Terms,
    /// The claims' sentences, in order.
    propositions: Vec<Proposition>,
    /// The voice of each claim.
    voices: Vec<Voice>,
    /// Candidates of a lower probability are dropped at once.
    least: f32,
}

impl<'a> Article<'a> {
    async fn new(inputs: &Inputs<'a>, least: f32) -> Self {
        let words = Words::new(inputs.text, &inputs.tagging.parts_of_speech);
        let mut terms = Terms::default();
        turn().await;
        let quantities = amounts::amounts(inputs.quantities, inputs.times);
        let (names, entity_terms) = propositions::names(&words, inputs.entities, &mut terms);
        turn().await;
        let propositions = propositions::propositions(
            &words,
            inputs.claims,
            &names,
            &entity_terms,
            &quantities,
            &mut terms,
        )
        .await;
        turn().await;
        let voices = voices::voices(&words, inputs.claims, &names, &entity_terms);
        Article {
            words,
            claims: inputs.claims,
            entities: inputs.entities,
            times: inputs.times,
            quantities,
            terms,
            propositions,
            voices,
            least,
        }
    }

    /// How many paragraphs one proposition stands from another.
    fn paragraphs_apart(&self, a: &Proposition, b: &Proposition) -> usize {
        let paragraph = |p: &Proposition| self.words.paragraph(p.tokens.start);
        paragraph(a).abs_diff(paragraph(b))
    }

    /// The candidate, if it is likely enough to be looked at.
    fn weighed(&self, candidate: Candidate) -> Option<Candidate> {
        (candidate.probability >= self.least).then_some(candidate)
    }
}

/// Two propositions of two independent claims, the earlier first, and what they share.
struct Pair<'a> {
    a: &'a Proposition,
    b: &'a Proposition,
    /// Their claims.
    ca: &'a Claim,
    cb: &'a Claim,
    common: &'a Overlap,
}

impl Pair<'_> {
    /// The later of the two, with its claim.
    fn later(&self) -> (&Proposition, &Claim) {
        if self.a.claim < self.b.claim {
            (self.b, self.cb)
        } else {
            (self.a, self.ca)
        }
    }
}

/// A relation that may hold, and what speaks for it.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which model weighs it.
    pub model: Model,
    /// The two claims, the earlier first.
    pub claims: [usize; 2],
    /// How they would relate.
    pub kind: RelationKind,
    /// What the model reads.
    pub features: Vec<f32>,
    /// The claim that denies, if one does: of those that it may deny the likeliest count.
    pub denial: Option<usize>,
    reason: Reason,
    evidence: Vec<Range<usize>>,
    /// What the model makes of them.
    pub probability: f32,
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
            model,
            claims: [a.min(b), a.max(b)],
            kind,
            features: features.to_vec(),
            denial: None,
            reason,
            evidence,
            probability: weights::probability(model, features),
        }
    }
}

/// Every relation that is weighed in one article, as training/relations/fit.py wants them.
#[doc(hidden)]
pub fn candidates(inputs: &Inputs) -> Vec<Candidate> {
    let mut found = finish(async { weigh(&Article::new(inputs, 0.0).await).await });
    found.sort_by(|x, y| {
        (x.model, x.claims)
            .cmp(&(y.model, y.claims))
            .then(y.probability.total_cmp(&x.probability))
    });
    found.dedup_by(|y, x| (x.model, x.claims) == (y.model, y.claims));
    found
}

/// The candidates.
async fn weigh(article: &Article<'_>) -> Vec<Candidate> {
    turn().await;
    let mut found = denials::find(article);
    found.extend(disputes::find(article).await);
    for (j, b) in article.propositions.iter().enumerate() {
        if j % TURN_PROPOSITIONS == TURN_PROPOSITIONS - 1 {
            turn().await;
        }
        for a in &article.propositions[j.saturating_sub(WINDOW)..j] {
            compare(article, a, b, &mut found);
        }
        found.extend(figures::pointing(article, j).and_then(|c| article.weighed(c)));
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
    let common = overlap::overlap(&article.terms, a, b);
    let pair = Pair {
        a,
        b,
        ca,
        cb,
        common: &common,
    };
    // Figures that stand near each other may count one thing in different words; nothing else is compared without a word in common.
    found.extend(figures::find(article, &pair).and_then(|c| article.weighed(c)));
    if common.shared.is_empty() {
        return;
    }
    let candidates = [
        facts::dates(article, &pair),
        facts::places(article, &pair),
        same::find(article, &pair),
    ];
    let candidates = candidates.into_iter().flatten();
    found.extend(candidates.filter_map(|c| article.weighed(c)));
}

/// Leaves each denial the likeliest claim that it may answer, and others that are nearly certain.
fn answer_likeliest(found: &mut Vec<Candidate>) {
    let mut best: BTreeMap<usize, f32> = BTreeMap::new();
    for c in found.iter() {
        if let Some(denial) = c.denial {
            let best = best.entry(denial).or_insert(0.0);
            *best = best.max(c.probability);
        }
    }
    found.retain(|c| {
        let likeliest = |denial| best.get(&denial) == Some(&c.probability);
        c.denial.is_none_or(likeliest) || c.probability >= BESIDE
    });
}

/// Finds relations between the claims of one article, ordered by the claims.
pub fn find(inputs: &Inputs) -> Vec<Relation> {
    finish(find_in_turns(inputs))
}

/// The same, in turns.
pub(crate) async fn find_in_turns(inputs: &Inputs<'_>) -> Vec<Relation> {
    let article = Article::new(inputs, KEPT).await;
    let (words, claims) = (&article.words, inputs.claims);
    let mut found = weigh(&article).await;
    answer_likeliest(&mut found);
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
