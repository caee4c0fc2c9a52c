//! Compares figures: two for one thing conflict, one from two sources corroborates.

use super::denials::flag;
use super::facts::{dated, different_times, elsewhere};
use super::propositions::{Figure, Proposition};
use super::terms::canonical;
use super::voices::{asserts, independent, narrative, quiet};
use super::weights::Model;
use super::{Article, Candidate, Pair, Reason, RelationKind, stance};
use crate::claims::Act;
use crate::quantities::{Quantity, QuantityKind};

/// Figures closer than this are the same, rounded.
const ROUND: f64 = 0.02;

/// Figures with "about" closer than this are the same.
const ROUGH: f64 = 0.12;

/// An equal figure from here on is no coincidence where it counts the same event.
const TELLING: f64 = 4.0;

/// Words of a count that is being updated: a later figure does not contradict an earlier one.
const UPDATES: [&str; 14] = [
    "risen",
    "rose",
    "climbed",
    "jumped",
    "grown",
    "grew",
    "revised",
    "updated",
    "initially",
    "earlier",
    "previously",
    "originally",
    "far",
    "rising",
];

/// A count answers what was counted so many claims before it.
const ANSWER: usize = 2;

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
    let &Pair { a, b, ca, cb, .. } = pair;
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
    let mut best: Option<Candidate> = None;
    for fa in &a.figures {
        for fb in &b.figures {
            let found = compare(article, pair, fa, fb);
            if let Some(found) = found
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
fn compare(article: &Article, pair: &Pair, fa: &Figure, fb: &Figure) -> Option<Candidate> {
    let &Pair {
        a,
        b,
        ca,
        cb,
        common,
    } = pair;
    let w = &article.words;
    let (qa, qb) = (
        article.quantities.get(fa.quantity)?,
        article.quantities.get(fb.quantity)?,
    );
    if qa.kind != qb.kind || qa.kind == QuantityKind::Ordinal || fa.compared || fb.compared {
        return None;
    }
    let shared: Vec<u32> = fa
        .context
        .iter()
        .filter(|t| fb.context.contains(t))
        .copied()
        .collect();
    let things = shared.iter().filter(|&&t| article.terms.word(t)).count();
    let event = shared
        .iter()
        .any(|&t| article.terms.verb(t) || happens(article.terms.name(t)));
    let unit = same_unit(qa, qb);
    if !unit {
        return None;
    }
    let apart = article.paragraphs_apart(a, b);
    let answers = b.claim.abs_diff(a.claim) <= ANSWER && apart <= 1;
    let counted = answers && stance::counts(article, pair.later());
    // Without a word in common only a count of what was counted right before.
    if things == 0 && !counted {
        return None;
    }
    let same = compatible(fa, fb, qa.value, qb.value);
    let mut evidence = vec![w.tokens(qa.span), w.tokens(qb.span)];
    for p in [a, b] {
        evidence.extend(
            p.terms
                .iter()
                .filter(|t| shared.contains(&t.id))
                .map(|t| t.at..t.at + 1),
        );
    }
    // "Nurses earn" and "doctors earn": each has a word of its own for what it counts.
    let own = |f: &Figure| {
        f.context
            .iter()
            .any(|t| article.terms.word(*t) && !shared.contains(t))
    };
    let updated = |p: &Proposition| p.tokens.clone().any(|t| UPDATES.contains(&w.at(t)));
    let part = |p: &Proposition| partial(article, p);
    let features = [
        things.min(3) as f32 / 3.0,
        flag(event),
        flag(qa.unit.is_some() && qa.unit == qb.unit),
        common.cover,
        1.0 / (1 + apart) as f32,
        flag(common.entities > 0),
        flag(updated(a) || updated(b) || part(a) || part(b)),
        flag(narrative(ca) || narrative(cb)),
        1.0 / a.claim.abs_diff(b.claim).max(1) as f32,
        flag(own(fa) && own(fb)),
        flag(dated(article, a) != dated(article, b)),
        0.0,
        ratio(qa.value, qb.value),
        flag(counted),
        flag(things == 0),
        flag(answers),
    ];
    if same {
        // A source's figure that the article repeats is no second source.
        let told = !narrative(ca)
            && !narrative(cb)
            && (qa.value >= TELLING || qa.kind == QuantityKind::Money);
        let equal = near(fa, fb, qa.value, qb.value);
        return (told && equal && common.flipped == 0).then(|| {
            Candidate::new(
                Model::Equal,
                [a.claim, b.claim],
                RelationKind::Corroborates,
                Reason::SameEvent,
                evidence,
                &features,
            )
        });
    }
    Some(Candidate::new(
        Model::Figure,
        [a.claim, b.claim],
        RelationKind::Conflicts,
        Reason::Number,
        evidence,
        &features,
    ))
}

/// Events that news counts.
fn happens(term: &str) -> bool {
    [
        "killed",
        "injured",
        "arrested",
        "released",
        "missing",
        "rescued",
        "displaced",
        "evacuated",
        "held",
        "aboard",
        "lost",
    ]
    .iter()
    .any(|event| canonical(event) == term)
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

/// The smaller of two figures as a share of the larger: counts of one thing seldom lie far apart.
fn ratio(a: f64, b: f64) -> f32 {
    let (low, high) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    if high > 0.0 { (low / high) as f32 } else { 1.0 }
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

/// A count of what somebody saw or has ("in his sector", "of them", "another 12").
fn partial(article: &Article, p: &Proposition) -> bool {
    let w = &article.words;
    p.tokens.clone().any(|t| {
        w.at(t) == "in" && matches!(w.at(t + 1), "his" | "her" | "their" | "my" | "our")
            || w.at(t) == "of" && matches!(w.at(t + 1), "them" | "those" | "whom")
            || matches!(w.at(t), "alone" | "another" | "further" | "additional")
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
    // The figure's noun before "at", nothing counted after the number: "the share of staff on strike at 55 per cent".
    let named =
        (p.tokens.start..at.min(p.tokens.start + FIRST)).any(|t| FIGURE_NOUNS.contains(&w.at(t)));
    let put = w.before(at) == "at" || (1..=3).any(|n| at >= n && w.at(at - n) == "at");
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
            || !independent(article, o.claim, p.claim, false)
        {
            continue;
        }
        if compatible(f, own, q.value, quantity.value) {
            return None;
        }
        let shared = own.context.iter().filter(|t| f.context.contains(t)).count();
        return Some(Candidate::new(
            Model::Figure,
            [o.claim, p.claim],
            RelationKind::Conflicts,
            Reason::Number,
            vec![w.tokens(q.span), w.tokens(quantity.span)],
            // The noun stands for what the other counts.
            &[
                1.0,
                1.0,
                1.0,
                (shared as f32 / 2.0).min(1.0),
                1.0 / (1 + apart) as f32,
                0.0,
                0.0,
                flag(narrative(other)),
                1.0 / (p.claim - o.claim).max(1) as f32,
                0.0,
                0.0,
                flag(!(named && put)),
                ratio(q.value, quantity.value),
                flag(counted),
                flag(shared == 0),
                flag(p.claim - o.claim <= ANSWER),
            ],
        ));
    }
    None
}
