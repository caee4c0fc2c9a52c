//! Resolves denials and figures that point back instead of repeating: "denied responsibility", "that is untrue",
//! "put the figure at 650".

use super::rules::{Article, Finding, independent};
use super::terms::Proposition;
use super::{Reason, RelationKind};
use crate::claims::{Act, Claim, ClaimKind};

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
pub fn find(article: &Article, propositions: &[Proposition]) -> Vec<(usize, usize, Finding)> {
    let mut found = Vec::new();
    for (index, p) in propositions.iter().enumerate() {
        let Some(claim) = article.claims.get(p.claim) else {
            continue;
        };
        // Only the first sentence of a content points at what others said.
        if index > 0 && propositions[index - 1].claim == p.claim {
            continue;
        }
        if claim.act == Act::Deny && !claim.negated && points(article, p) {
            if let Some(target) = denied(article, claim, p) {
                found.push((
                    target,
                    p.claim,
                    Finding {
                        kind: RelationKind::Disputes,
                        reason: Reason::Denial,
                        evidence: vec![p.tokens.clone()],
                        confidence: 0.75,
                    },
                ));
            }
        } else if let Some((target, finding)) = figure(article, propositions, index) {
            found.push((target, p.claim, finding));
        }
    }
    found
}

/// True where the content has little but words that point back.
fn points(article: &Article, p: &Proposition) -> bool {
    /// Words of its own that a pointing content may have ("a cynical lie").
    const OWN: usize = 1;
    let w = article.words;
    let mut pointing = false;
    let mut own = 0;
    for token in p.tokens.clone().filter(|&t| w.is_word(t)) {
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
