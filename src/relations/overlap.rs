//! Aligns two propositions: the terms that they share, how much of each that is, and where they say the opposite.

use super::propositions::{Proposition, Term};
use super::terms::{TermKind, Terms, opposite};
use std::cmp::Ordering;
use std::ops::Range;

/// What two propositions have in common.
pub struct Overlap {
    /// Shared terms, as in the first and as in the second.
    pub shared: Vec<(Term, Term)>,
    /// Words of which only one can hold, as in the first and as in the second.
    pub opposites: Vec<(Term, Term)>,
    /// Weight of the shared terms as a share of the first proposition's and of the second's.
    pub shares: [f32; 2],
    /// … of the smaller one's.
    pub cover: f32,
    /// … of the larger one's.
    pub mutual: f32,
    /// Shared words, names and places left aside.
    pub words: usize,
    /// Shared persons, bodies and things.
    pub entities: usize,
    /// Shared predicates that one asserts and the other negates.
    pub flipped: usize,
    /// Shared predicates of which both say the same.
    pub straight: usize,
}

/// Weight that is added to what a share is taken of: a content of one word tells little though all of it is shared.
const PRIOR: f32 = 1.0;

/// Opposites are looked for among so many words of each: every word of a sentence that anybody wrote to be read.
const WORDS: usize = 40;

/// Compares the terms of two propositions.
pub fn overlap(terms: &Terms, a: &Proposition, b: &Proposition) -> Overlap {
    let total = |p: &Proposition| p.terms.iter().map(|t| terms.weight(t.id)).sum::<f32>();
    let mut shared = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.terms.get(i), b.terms.get(j)) {
        match x.id.cmp(&y.id) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                shared.push((*x, *y));
                i += 1;
                j += 1;
            }
        }
    }
    let weight: f32 = shared.iter().map(|(t, _)| terms.weight(t.id)).sum();
    let (ta, tb) = (total(a), total(b));
    let share = |of: f32| weight / (of + PRIOR);
    let predicate = |(x, y): &&(Term, Term)| {
        terms.word(x.id) && (x.predicate || y.predicate || terms.verb(x.id))
    };
    let predicates = || shared.iter().filter(predicate);
    let mut flipped = predicates().filter(|(x, y)| x.negated != y.negated).count();
    let mut straight = predicates().filter(|(x, y)| x.negated == y.negated).count();
    let opposites = opposites(terms, a, b, &shared);
    for (x, y) in &opposites {
        if x.negated == y.negated {
            flipped += 1;
        } else {
            straight += 1;
        }
    }
    Overlap {
        words: shared.iter().filter(|(t, _)| terms.word(t.id)).count(),
        entities: shared
            .iter()
            .filter(|(t, _)| terms.kind(t.id) == TermKind::Entity)
            .count(),
        shares: [share(ta), share(tb)],
        cover: share(ta.min(tb)),
        mutual: share(ta.max(tb)),
        shared,
        opposites,
        flipped,
        straight,
    }
}

fn opposites(
    terms: &Terms,
    a: &Proposition,
    b: &Proposition,
    shared: &[(Term, Term)],
) -> Vec<(Term, Term)> {
    let common = |t: &Term| shared.iter().any(|(s, _)| s.id == t.id);
    let own = |p: &Proposition| -> Vec<Term> {
        let words = p.terms.iter().filter(|t| terms.word(t.id) && !common(t));
        words.take(WORDS).copied().collect()
    };
    let theirs = own(b);
    let mut found = Vec::new();
    for x in own(a) {
        for y in &theirs {
            if opposite(terms.name(x.id), terms.name(y.id)) {
                found.push((x, *y));
            }
        }
    }
    found
}

impl Overlap {
    /// The tokens at which what is shared stands, in both.
    pub fn tokens(&self) -> Vec<Range<usize>> {
        let pairs = self.shared.iter().chain(&self.opposites);
        pairs
            .flat_map(|(x, y)| [x.at..x.at + 1, y.at..y.at + 1])
            .collect()
    }
}
