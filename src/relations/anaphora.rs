//! Resolves denials and figures that point back instead of repeating: "denied responsibility", "that is untrue",
//! "put the figure at 650".

use super::rules::{Article, Finding, asserts, independent, names_alike, overlap, quiet, sides};
use super::terms::Proposition;
use super::{Reason, Relation, RelationKind};
use crate::claims::{Act, Claim, ClaimKind};
use std::collections::HashSet;

/// A denial points at most so many claims back.
const REACH: usize = 5;

/// A claim that is pointed at stands at most so many paragraphs back.
const PARAGRAPHS: usize = 2;

/// Words that stand for what was said before, and those that judge it: a content of these alone points back.
const POINTING: [&str; 44] = [
    "responsibility",
    "involvement",
    "wrongdoing",
    "that",
    "this",
    "it",
    "claim",
    "claims",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "charge",
    "charges",
    "report",
    "reports",
    "account",
    "version",
    "suggestion",
    "finding",
    "findings",
    "assertion",
    "characterization",
    "figure",
    "number",
    "they",
    "these",
    "those",
    "criticism",
    "argument",
    "idea",
    "nothing",
    "like",
    "happened",
    "truth",
    "so",
    "no",
    "absolutely",
    "not",
    "nonsense",
    "untrue",
    "false",
    "lie",
    "story",
];

/// Relations of claims that point back, as pairs of claims.
///
/// `known` are the relations found so far, as pairs of claims: a denial right after another one of the same
/// paragraph ("X rejected the report. 'Nothing like that happened,' he said") denies the same.
pub fn find(
    article: &Article,
    propositions: &[Proposition],
    known: &[Relation],
) -> Vec<(usize, usize, Finding)> {
    let mut found = Vec::new();
    let disputes = known.iter().filter(|r| r.kind == RelationKind::Disputes);
    let disputing: HashSet<usize> = disputes.flat_map(|r| r.claims).collect();
    for (index, p) in propositions.iter().enumerate() {
        let Some(claim) = article.claims.get(p.claim) else {
            continue;
        };
        if quiet(article, claim) {
            continue;
        }
        // Only the first sentence of a content points at what others said.
        if index > 0 && propositions[index - 1].claim == p.claim {
            continue;
        }
        let denies = claim.act == Act::Deny && !claim.negated;
        if denies && !disputing.contains(&p.claim) && !points(article, p) {
            if let Some((target, finding)) = likeliest(article, propositions, index) {
                found.push((target, p.claim, finding));
            }
        } else if denies && points(article, p) {
            let before = p.claim.checked_sub(1).filter(|&b| {
                let c = &article.claims[b];
                let at = c
                    .content
                    .first()
                    .map_or(0, |s| article.words.tokens(*s).start);
                c.act == Act::Deny
                    && article.words.paragraph(at) == article.words.paragraph(p.tokens.start)
            });
            // `known` is ordered by its first claims, none of them far before.
            let from = known.partition_point(|r| r.claims[0] + super::WINDOW < p.claim);
            let inherited: Vec<usize> = known[from..]
                .iter()
                .take_while(|r| r.claims[0] <= p.claim)
                .filter(|r| {
                    r.kind == RelationKind::Disputes
                        && before.is_some_and(|b| r.claims.contains(&b))
                })
                .flat_map(|r| r.claims)
                .filter(|&c| Some(c) != before && c != p.claim)
                .collect();
            let targets = if inherited.is_empty() {
                denied(article, claim, p).into_iter().collect()
            } else {
                inherited
            };
            for target in targets {
                let finding = Finding {
                    kind: RelationKind::Disputes,
                    reason: Reason::Denial,
                    evidence: vec![p.tokens.clone()],
                    confidence: 0.75,
                };
                found.push((target, p.claim, finding));
            }
        } else if let Some((target, finding)) = figure(article, propositions, index) {
            found.push((target, p.claim, finding));
        }
    }
    found
}

/// What a denial most likely denies, where its words alone did not prove it: a denial answers something, and news
/// reports that near it. The best match among the claims around counts, from a lower overlap on.
fn likeliest(
    article: &Article,
    propositions: &[Proposition],
    index: usize,
) -> Option<(usize, Finding)> {
    /// Propositions looked at before and after the denial.
    const BEFORE: usize = 24;
    const AFTER: usize = 10;
    /// Least overlap where the cue itself denies …
    const WORDED: f32 = 0.2;
    /// … and where only the content does.
    const UNWORDED: f32 = 0.3;
    /// What it counts that the other speaks of the denier.
    const ABOUT: f32 = 0.2;
    let w = article.words;
    let p = &propositions[index];
    let claim = article.claims.get(p.claim)?;
    let worded = claim
        .cue
        .is_some_and(|c| w.tokens(c).any(|t| crate::claims::denies(w, t)));
    let least = if worded { WORDED } else { UNWORDED };
    let denier = sides(article, claim);
    let around = index.saturating_sub(BEFORE)..(index + AFTER).min(propositions.len());
    let mut best: Option<(f32, usize, Vec<u32>)> = None;
    for o in &propositions[around] {
        let other = &article.claims[o.claim];
        let fits = o.claim != p.claim
            && other.kind != ClaimKind::Narrative
            && asserts(other)
            && !quiet(article, other)
            && (worded || !o.negative)
            && independent(article, other, claim);
        if !fits {
            continue;
        }
        let common = overlap(article.terms, p, o);
        let name = |t: u32| article.terms.name(t).starts_with(['#', '@']);
        let content = common.shared.iter().filter(|&&t| !name(t)).count();
        let event = common.shared.iter().any(|&t| article.terms.verb(t));
        let about = names_alike(article, claim, o)
            || o.terms
                .iter()
                .any(|(t, _)| denier.iter().any(|side| side == article.terms.name(*t)));
        let score = common.cover + if about { ABOUT } else { 0.0 };
        let enough =
            content >= 2 && event || content >= 1 && about && (event || other.act == Act::Accuse);
        if enough && common.cover >= least && best.as_ref().is_none_or(|b| score > b.0) {
            best = Some((score, o.claim, common.shared));
        }
    }
    let (_, target, shared) = best?;
    let evidence = p
        .terms
        .iter()
        .filter(|t| shared.contains(&t.0))
        .map(|t| t.1..t.1 + 1)
        .collect();
    Some((
        target,
        Finding {
            kind: RelationKind::Disputes,
            reason: Reason::Denial,
            evidence,
            confidence: 0.65,
        },
    ))
}

/// True where the content has little but words that point back.
fn points(article: &Article, p: &Proposition) -> bool {
    /// Words of its own that a pointing content may have ("a cynical lie").
    const OWN: usize = 1;
    let w = article.words;
    let mut pointing = false;
    let mut own = 0;
    for token in p.tokens.clone() {
        // The first clause alone: "nothing like that happened nor are …".
        if pointing && matches!(w.at(token), "nor" | "and" | "but" | "," | ";") {
            break;
        }
        if !w.is_word(token) {
            continue;
        }
        if POINTING.contains(&w.at(token)) {
            pointing = true;
        } else if p
            .terms
            .iter()
            .any(|(term, at)| *at == token && !article.terms.name(*term).starts_with('#'))
        {
            own += 1;
        }
    }
    pointing && own <= OWN
}

/// The claim that a pointing denial denies: the nearest accusation of another voice, else the nearest statement.
fn denied(article: &Article, denial: &Claim, p: &Proposition) -> Option<usize> {
    let w = article.words;
    let here = w.paragraph(p.tokens.start);
    let near = |index: &usize| {
        let c = &article.claims[*index];
        let at = c.content.first().map_or(0, |s| w.tokens(*s).start);
        here.saturating_sub(w.paragraph(at)) <= PARAGRAPHS
            && c.kind != ClaimKind::Narrative
            && independent(article, c, denial)
            && !c.negated
    };
    let before = || (p.claim.saturating_sub(REACH)..p.claim).rev().filter(near);
    // "that account", "the report": a statement; else rather the accusation.
    const STATEMENTS: [&str; 12] = [
        "account",
        "version",
        "explanation",
        "finding",
        "findings",
        "report",
        "reports",
        "figure",
        "number",
        "story",
        "estimate",
        "conclusion",
    ];
    let statement = p.tokens.clone().any(|t| STATEMENTS.contains(&w.at(t)));
    let stated = |i: &usize| {
        matches!(
            article.claims[*i].act,
            Act::State | Act::Criticize | Act::Confirm | Act::Predict
        )
    };
    let accused = |i: &usize| article.claims[*i].act == Act::Accuse;
    if statement {
        before().find(stated).or_else(|| before().find(accused))
    } else {
        before().find(accused).or_else(|| before().find(stated))
    }
}

/// "put the figure at 650": another voice's figure for what was counted right before.
fn figure(
    article: &Article,
    propositions: &[Proposition],
    index: usize,
) -> Option<(usize, Finding)> {
    let w = article.words;
    let p = &propositions[index];
    let claim = article.claims.get(p.claim)?;
    let names = p.tokens.clone().take(6).any(|t| {
        matches!(
            w.at(t),
            "figure" | "number" | "toll" | "total" | "count" | "share" | "cost"
        )
    });
    let [own] = &p.figures[..] else { return None };
    if !names || own.context.len() > 3 || p.terms.len() > 3 {
        return None;
    }
    let quantity = article.quantities.get(own.quantity)?;
    let other = propositions[index.saturating_sub(REACH)..index]
        .iter()
        .rev()
        .find(|o| {
            let c = &article.claims[o.claim];
            c.kind != ClaimKind::Narrative
                && independent(article, c, claim)
                && o.figures.iter().any(|f| {
                    article
                        .quantities
                        .get(f.quantity)
                        .is_some_and(|q| q.kind == quantity.kind)
                })
        })?;
    let theirs = other.figures.iter().find_map(|f| {
        article
            .quantities
            .get(f.quantity)
            .filter(|q| q.kind == quantity.kind)
    })?;
    if theirs.value == quantity.value
        || w.paragraph(p.tokens.start) - w.paragraph(other.tokens.start) > 1
    {
        return None;
    }
    Some((
        other.claim,
        Finding {
            kind: RelationKind::Conflicts,
            reason: Reason::Number,
            evidence: vec![w.tokens(theirs.span), w.tokens(quantity.span)],
            confidence: 0.8,
        },
    ))
}
