//! Tells what speaks for two figures' counting the same thing: two propositions with a figure each in, features out.

use super::amounts::LENGTH;
use super::denials::flag;
use super::facts::dated;
use super::propositions::{Figure, Proposition};
use super::terms::canonical;
use super::voices::{narrative, speaks_of};
use super::{Article, Pair, stance};
use crate::claims::{Act, Claim, SourceType};
use crate::quantities::{Quantity, QuantityKind};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

/// Words of a count that is being updated: a later figure does not contradict an earlier one.
const UPDATES: [&str; 16] = [
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
    "bringing",
    "raising",
];

/// A count answers what was counted so many claims before it.
const ANSWER: usize = 2;

/// Words that set a figure right.
const CORRECTS: [&str; 8] = [
    "real", "actual", "true", "closer", "only", "just", "barely", "actually",
];

/// True where one proposition stands right after the other, and may answer it.
pub fn near(article: &Article, a: &Proposition, b: &Proposition) -> bool {
    a.claim.abs_diff(b.claim) <= ANSWER && article.paragraphs_apart(a, b) <= 1
}

/// How a figure points back at what was counted before.
#[derive(Clone, Copy, Default)]
pub struct Pointing {
    /// A noun for a figure stands for what is counted: "put the toll at 12".
    pub noun: bool,
    /// Nothing but the figure is said: "at least 250".
    pub bare: bool,
}

/// What holds of the propositions of a pair whatever their figures.
pub struct Sides {
    /// One stands right after the other, and may answer it.
    near: bool,
    apart: usize,
    updated: bool,
    partial: bool,
    dated: bool,
    counts: bool,
    contrary: bool,
    subject: bool,
    corrects: bool,
    speaks: bool,
    document: bool,
    earlier: bool,
}

impl Sides {
    pub fn new(article: &Article, pair: &Pair) -> Self {
        let &Pair { a, b, ca, cb, .. } = pair;
        let w = &article.words;
        let has =
            |p: &Proposition, words: &[&str]| p.tokens.clone().any(|t| words.contains(&w.at(t)));
        let (corrected, later) = pair.later();
        let document = |c: &Claim| c.source_type == SourceType::Document;
        Sides {
            near: near(article, a, b),
            apart: article.paragraphs_apart(a, b),
            updated: has(a, &UPDATES) || has(b, &UPDATES),
            partial: partial(article, a) || partial(article, b),
            dated: dated(article, a) != dated(article, b),
            counts: stance::counts(article, later),
            contrary: stance::against(article, later),
            subject: stance::same_subject(article, a, b),
            corrects: has(corrected, &CORRECTS),
            speaks: speaks_of(article, a, b.claim) || speaks_of(article, b, a.claim),
            document: document(ca) || document(cb),
            earlier: stance::earlier(article, later),
        }
    }
}

/// Two figures of a pair, and what they share.
pub struct Tally<'a> {
    article: &'a Article<'a>,
    pair: &'a Pair<'a>,
    sides: &'a Sides,
    figures: [&'a Figure; 2],
    quantities: [&'a Quantity; 2],
    /// Terms of both figures' clauses.
    shared: Vec<u32>,
    /// Words among them.
    pub things: usize,
}

impl<'a> Tally<'a> {
    pub fn new(
        article: &'a Article<'a>,
        pair: &'a Pair<'a>,
        sides: &'a Sides,
        figures: [&'a Figure; 2],
        quantities: [&'a Quantity; 2],
    ) -> Self {
        let [fa, fb] = figures;
        let shared = fa.context.iter().filter(|t| fb.context.contains(t));
        let shared: Vec<u32> = shared.copied().collect();
        Tally {
            things: shared.iter().filter(|&&t| article.terms.word(t)).count(),
            article,
            pair,
            sides,
            figures,
            quantities,
            shared,
        }
    }

    /// True where the two may count one thing: a word in common, or one right after the other, and no two events.
    pub fn comparable(&self) -> bool {
        (self.things > 0 || self.sides.near) && !self.other_events()
    }

    /// The tokens of both figures, and of what their clauses share.
    pub fn evidence(&self) -> Vec<Range<usize>> {
        let spans = self.quantities.iter().map(|q| q.span);
        let mut evidence: Vec<_> = spans.map(|s| self.article.words.tokens(s)).collect();
        for p in [self.pair.a, self.pair.b] {
            let shared = p.terms.iter().filter(|t| self.shared.contains(&t.id));
            evidence.extend(shared.map(|t| t.at..t.at + 1));
        }
        evidence
    }

    /// What the models for figures weigh.
    pub fn features(&self, pointing: Pointing) -> Vec<f32> {
        let (pair, sides, things) = (self.pair, self.sides, self.things);
        let &Pair {
            a,
            b,
            ca,
            cb,
            common,
        } = pair;
        let [fa, fb] = self.figures;
        let [qa, qb] = self.quantities;
        let terms = &self.article.terms;
        let event = (self.shared.iter()).any(|&t| terms.verb(t) || happens(terms.name(t)));
        let first =
            |p: &Proposition, f: &Figure| p.figures.first().map(|x| x.quantity) == Some(f.quantity);
        let unit = qa.unit.is_some() && qa.unit == qb.unit;
        // "Nurses earn" and "doctors earn": each has a word of its own for what it counts.
        let own = |f: &Figure| {
            let mut words = f.context.iter().filter(|t| terms.word(**t));
            words.any(|t| !self.shared.contains(t))
        };
        vec![
            things.min(3) as f32 / 3.0,
            flag(event),
            flag(unit),
            common.cover,
            1.0 / (1 + sides.apart) as f32,
            flag(common.entities > 0),
            flag(sides.updated),
            flag(sides.partial),
            flag(narrative(ca) || narrative(cb)),
            1.0 / a.claim.abs_diff(b.claim).max(1) as f32,
            flag(own(fa) && own(fb)),
            flag(sides.dated),
            ratio(qa.value, qb.value),
            flag(sides.near && sides.counts),
            flag(things == 0),
            flag(sides.near),
            flag(sides.contrary),
            flag(sides.subject),
            flag(sides.corrects),
            flag(first(a, fa) && first(b, fb)),
            common.words.min(3) as f32 / 3.0,
            flag(things == 0 && (sides.contrary || sides.corrects)),
            flag(sides.speaks),
            flag(sides.document),
            flag(ca.act == Act::Predict || cb.act == Act::Predict),
            flag(qa.unit.as_deref() == Some(LENGTH)),
            flag(things == 0 && sides.near && unit),
            flag(qa.kind == QuantityKind::Percent),
            flag(things == 0 && common.words == 0),
            common.mutual,
            flag(sides.earlier),
            flag(pointing.noun),
            flag(pointing.bare),
            flag(self.others_differ()),
            flag(qa.unit.is_none() || qb.unit.is_none()),
            flag(qa.kind == QuantityKind::Money),
        ]
    }

    /// "Killed" and "injured": each counts an event of its own.
    fn other_events(&self) -> bool {
        let terms = &self.article.terms;
        let events = |f: &Figure| -> Vec<u32> {
            let counted = f.context.iter().filter(|t| happens(terms.name(**t)));
            counted.copied().collect()
        };
        let [x, y] = self.figures.map(events);
        !x.is_empty() && !y.is_empty() && !x.iter().any(|t| y.contains(t))
    }

    /// "47.1 to 41.7 per cent" and "47.3 to 44.4": other figures of the same kind do not agree.
    fn others_differ(&self) -> bool {
        let [fa, fb] = self.figures;
        let kind = self.quantities[0].kind;
        let values = |p: &Proposition, but: &Figure| -> Vec<f64> {
            let others = p.figures.iter().filter(|f| f.quantity != but.quantity);
            let others = others.filter_map(|f| self.article.quantities.get(f.quantity));
            others.filter(|q| q.kind == kind).map(|q| q.value).collect()
        };
        let (x, y) = (values(self.pair.a, fa), values(self.pair.b, fb));
        !x.is_empty() && !y.is_empty() && !x.iter().any(|v| y.contains(v))
    }
}

/// Events that news counts.
const EVENTS: [&str; 11] = [
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
];

/// True for the term of an event that news counts.
fn happens(term: &str) -> bool {
    static TERMS: OnceLock<HashSet<String>> = OnceLock::new();
    let terms = TERMS.get_or_init(|| EVENTS.iter().map(|e| canonical(e)).collect());
    terms.contains(term)
}

/// The smaller of two figures as a share of the larger: counts of one thing seldom lie far apart.
fn ratio(a: f64, b: f64) -> f32 {
    let (low, high) = (a.abs().min(b.abs()), a.abs().max(b.abs()));
    if high > 0.0 { (low / high) as f32 } else { 1.0 }
}

/// A count of what somebody saw or has ("in his sector", "of them", "another 12").
fn partial(article: &Article, p: &Proposition) -> bool {
    let w = &article.words;
    p.tokens.clone().any(|t| {
        w.at(t) == "in" && matches!(w.at(t + 1), "his" | "her" | "their" | "my" | "our")
            || matches!(w.at(t), "alone" | "another" | "further" | "additional")
    })
}
