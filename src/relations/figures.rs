//! Compares figures: two for one thing conflict, one from two sources corroborates.

use super::facts::{different_times, elsewhere};
use super::overlap::overlap;
use super::propositions::{Figure, Proposition};
use super::tallies::{Pointing, Sides, Tally};
use super::terms::canonical;
use super::voices::{asserts, independent, narrative, quiet};
use super::weights::Model;
use super::{Article, Candidate, Pair, Reason, RelationKind, stance, tallies};
use crate::claims::Act;
use crate::quantities::{Quantity, QuantityKind};
use std::cell::OnceCell;

/// Figures closer than this are the same, rounded.
const ROUND: f64 = 0.02;

/// Figures with "about" closer than this are the same.
const ROUGH: f64 = 0.12;

/// An equal figure from here on is no coincidence where it counts the same event.
const TELLING: f64 = 4.0;

/// Nouns for a figure that name nothing that is counted.
const FIGURE_NOUNS: [&str; 18] = [
    "value",
    "worth",
    "figure",
    "number",
    "toll",
    "total",
    "count",
    "share",
    "cost",
    "loss",
    "losses",
    "turnout",
    "crowd",
    "attendance",
    "bill",
    "price",
    "damage",
    "estimate",
];

/// Nouns that any count of human beings goes with.
const ANYBODY: [&str; 10] = [
    "people",
    "person",
    "persons",
    "others",
    "bodies",
    "men",
    "victims",
    "casualties",
    "dead",
    "in",
];

/// Two figures for one thing; or the same figure from two sources.
pub fn find(article: &Article, pair: &Pair) -> Option<Candidate> {
    let &Pair {
        a,
        b,
        ca,
        cb,
        common,
    } = pair;
    // Without a word in common only figures that stand near each other may count one thing.
    let told = !a.figures.is_empty() && !b.figures.is_empty();
    if !told || common.shared.is_empty() && !tallies::near(article, a, b) {
        return None;
    }
    // Two forecasts may well differ.
    let forecasts = ca.act == Act::Predict && cb.act == Act::Predict;
    if forecasts
        || !asserts(ca)
        || !asserts(cb)
        || different_times(article, a, b)
        || elsewhere(article, a, b)
    {
        return None;
    }
    let alike = |fa: &Figure, fb: &Figure| {
        let of = |f: &Figure| article.quantities.get(f.quantity);
        let (qa, qb) = (of(fa)?, of(fb)?);
        let alike = qa.kind == qb.kind
            && qa.kind != QuantityKind::Ordinal
            && !fa.compared
            && !fb.compared
            && same_unit(qa, qb);
        alike.then_some([qa, qb])
    };
    let sides = OnceCell::new();
    let mut best: Option<Candidate> = None;
    for fa in &a.figures {
        for fb in &b.figures {
            let Some(quantities) = alike(fa, fb) else {
                continue;
            };
            let sides = sides.get_or_init(|| Sides::new(article, pair));
            let tally = Tally::new(article, pair, sides, [fa, fb], quantities);
            if let Some(found) = compare(pair, &tally, [fa, fb], quantities)
                && best
                    .as_ref()
                    .is_none_or(|b| found.probability > b.probability)
            {
                best = Some(found);
            }
        }
    }
    best
}

/// What two figures of a pair, one of each proposition, show.
fn compare(
    pair: &Pair,
    tally: &Tally,
    [fa, fb]: [&Figure; 2],
    [qa, qb]: [&Quantity; 2],
) -> Option<Candidate> {
    if !tally.comparable() {
        return None;
    }
    let claims = [pair.a.claim, pair.b.claim];
    let features = tally.features(Pointing::default());
    if !compatible(fa, fb, qa.value, qb.value) {
        return Some(Candidate::new(
            Model::Figure,
            claims,
            RelationKind::Conflicts,
            Reason::Number,
            tally.evidence(),
            &features,
        ));
    }
    // A source's figure that the article repeats is no second source.
    let told = !narrative(pair.ca)
        && !narrative(pair.cb)
        && (qa.value >= TELLING || qa.kind == QuantityKind::Money);
    let equal = near(fa, fb, qa.value, qb.value);
    (told && equal && tally.things > 0 && pair.common.flipped == 0).then(|| {
        Candidate::new(
            Model::Equal,
            claims,
            RelationKind::Corroborates,
            Reason::SameEvent,
            tally.evidence(),
            &features,
        )
    })
}

/// True where both count the same, as far as their nouns tell: "bodies" and "people", but not "houses" and "people".
fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    match (a.kind, &a.unit, &b.unit) {
        (QuantityKind::Count, Some(x), Some(y)) => {
            let anybody = |u: &str| ANYBODY.contains(&u);
            x == y || canonical(x) == canonical(y) || anybody(x) || anybody(y)
        }
        (QuantityKind::Count, ..) => true,
        (_, x, y) => x == y,
    }
}

/// True where two figures are the same, rounded.
fn near(fa: &Figure, fb: &Figure, a: f64, b: f64) -> bool {
    let tolerance = if fa.rough || fb.rough { ROUGH } else { ROUND };
    (a - b).abs() <= tolerance * a.abs().max(b.abs())
}

/// True where two figures can both be true of one thing.
fn compatible(fa: &Figure, fb: &Figure, a: f64, b: f64) -> bool {
    near(fa, fb, a, b)
        || fa.floor && b >= a
        || fb.floor && a >= b
        || fa.ceiling && b <= a
        || fb.ceiling && a <= b
}

/// True where both tell figures of one kind and none of one is among the other's: they do not say the same.
pub fn differ(article: &Article, a: &Proposition, b: &Proposition) -> bool {
    let figures = |p: &Proposition| -> Vec<(QuantityKind, f64)> {
        let quantities = p
            .figures
            .iter()
            .filter_map(|f| article.quantities.get(f.quantity));
        quantities.map(|q| (q.kind, q.value)).collect()
    };
    let (x, y) = (figures(a), figures(b));
    let kinds = x.iter().any(|p| y.iter().any(|q| p.0 == q.0));
    kinds
        && !x.iter().any(|p| {
            y.iter()
                .any(|q| p.0 == q.0 && (p.1 - q.1).abs() <= ROUGH * p.1.abs().max(q.1.abs()))
        })
}

/// "Put the figure at 650": another voice's figure for what was counted right before.
pub fn pointing(article: &Article, index: usize) -> Option<Candidate> {
    /// Propositions looked back at.
    const REACH: usize = 5;
    /// Words before the figure's own noun.
    const FIRST: usize = 6;
    let w = &article.words;
    let propositions = &article.propositions;
    let p = propositions.get(index)?;
    let claim = article.claims.get(p.claim)?;
    let [own] = &p.figures[..] else { return None };
    let quantity = article.quantities.get(own.quantity)?;
    let at = w.tokens(quantity.span).start;
    // The figure's noun before "at" or "was": "the share of staff on strike at 55 per cent", "the real number was closer to 40".
    let named =
        (p.tokens.start..at.min(p.tokens.start + FIRST)).any(|t| FIGURE_NOUNS.contains(&w.at(t)));
    let put = (1..=3).any(|n| {
        at >= n
            && matches!(
                w.at(at - n),
                "at" | "was" | "is" | "were" | "closer" | "nearer"
            )
    });
    // "At least 250" after "about 100 people had been on the bridge".
    let bare = p.terms.iter().all(|t| {
        let figure = w.tokens(quantity.span).contains(&t.at);
        figure || FIGURE_NOUNS.contains(&w.at(t.at))
    });
    let counted = stance::counts(article, claim);
    if !(named && put || bare || counted) || quiet(article, claim) {
        return None;
    }
    let here = w.paragraph(p.tokens.start);
    for o in propositions[index.saturating_sub(REACH)..index]
        .iter()
        .rev()
    {
        let theirs = o.figures.iter().find_map(|f| {
            let q = article.quantities.get(f.quantity)?;
            let money = q.kind == QuantityKind::Money && quantity.unit.is_none();
            let alike = q.kind == quantity.kind && (named && put || bare || same_unit(q, quantity));
            ((alike || money) && !f.compared).then_some((f, q))
        });
        let (Some(other), Some((f, q))) = (article.claims.get(o.claim), theirs) else {
            continue;
        };
        let apart = here.saturating_sub(w.paragraph(o.tokens.start));
        if o.claim == p.claim
            || apart > 1
            || quiet(article, other)
            || different_times(article, o, p)
            || elsewhere(article, o, p)
            || !independent(article, o.claim, p.claim, false)
        {
            continue;
        }
        if compatible(f, own, q.value, quantity.value) {
            return None;
        }
        let common = overlap(&article.terms, o, p);
        let pair = Pair {
            a: o,
            b: p,
            ca: other,
            cb: claim,
            common: &common,
        };
        let sides = Sides::new(article, &pair);
        let tally = Tally::new(article, &pair, &sides, [f, own], [q, quantity]);
        let pointing = Pointing {
            noun: named && put,
            bare,
        };
        return Some(Candidate::new(
            Model::Figure,
            [o.claim, p.claim],
            RelationKind::Conflicts,
            Reason::Number,
            tally.evidence(),
            &tally.features(pointing),
        ));
    }
    None
}
