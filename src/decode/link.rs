//! The linker: which source belongs to a cue, and which cue to a content.

use crate::math::exp;
use crate::model::Link;
use std::ops::Range;

/// Spans farther from each other than this are no candidates: training saw none.
const REACH: usize = 256;

/// Candidates on either side of a span.
const NEAREST: usize = 8;

/// Spans of one role, in order, each with the vector by which it is linked.
#[derive(Default)]
pub struct Spans {
    /// Their tokens.
    pub tokens: Vec<Range<usize>>,
    /// Their vectors, one after the other.
    pub vectors: Vec<f32>,
}

/// A choice among candidates and none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Choice {
    /// Index of the other span.
    pub other: Option<usize>,
    /// Its share of the exponentials of all scores.
    pub probability: f64,
}

impl Link {
    /// Scores of the cues with the vectors of others, `[cue, units]`: what the bilinear form makes of
    /// each cue.
    fn halves(&self, cues: &Spans) -> Vec<f32> {
        let units = self.units();
        let half = |cue: &[f32], to: usize| {
            cue.iter()
                .enumerate()
                .map(|(from, c)| c * self.bilinear[from * units + to])
                .sum()
        };
        cues.vectors
            .chunks_exact(units)
            .flat_map(|cue| (0..units).map(move |to| half(cue, to)))
            .collect()
    }

    fn units(&self) -> usize {
        self.bilinear.len().isqrt().max(1)
    }

    /// The other of each cue.
    pub fn of_cues(&self, cues: &Spans, others: &Spans) -> Vec<Choice> {
        let halves = self.halves(cues);
        let choose = |cue: usize| {
            let candidates = near(&cues.tokens[cue], &others.tokens);
            self.choose(candidates, |other| {
                self.score(&halves, cues, cue, others, other)
            })
        };
        (0..cues.tokens.len()).map(choose).collect()
    }

    /// The cue of each other.
    pub fn of_others(&self, cues: &Spans, others: &Spans) -> Vec<Choice> {
        let halves = self.halves(cues);
        let choose = |other: usize| {
            let candidates = near(&others.tokens[other], &cues.tokens);
            self.choose(candidates, |cue| {
                self.score(&halves, cues, cue, others, other)
            })
        };
        (0..others.tokens.len()).map(choose).collect()
    }

    fn score(&self, halves: &[f32], cues: &Spans, cue: usize, others: &Spans, other: usize) -> f32 {
        let units = self.units();
        let (half, vector) = (
            &halves[cue * units..][..units],
            &others.vectors[other * units..][..units],
        );
        let similarity: f32 = half.iter().zip(vector).map(|(a, b)| a * b).sum();
        let (at, to) = (&cues.tokens[cue], &others.tokens[other]);
        // Cues before the other span, so that those between are counted without a walk.
        let before = cues.tokens.partition_point(|c| c.start < to.start);
        let (bucket, between) = if to.start >= at.end {
            (bucket(to.start - at.end), before.saturating_sub(cue + 1))
        } else {
            (
                self.distance.len() / 2 + bucket(at.start.saturating_sub(to.end)),
                cue.saturating_sub(before),
            )
        };
        similarity + self.distance[bucket] + self.between[between.min(self.between.len() - 1)]
    }

    fn choose(&self, candidates: Range<usize>, score: impl Fn(usize) -> f32) -> Choice {
        let scores: Vec<f32> = candidates.clone().map(score).collect();
        let (mut other, mut top) = (None, self.none);
        for (candidate, &score) in candidates.zip(&scores) {
            if score > top {
                (other, top) = (Some(candidate), score);
            }
        }
        let weight = |score: f32| exp(f64::from(score - top));
        let total: f64 = scores.iter().map(|&s| weight(s)).sum::<f64>() + weight(self.none);
        Choice {
            other,
            probability: 1.0 / total,
        }
    }
}

/// Indices of the spans nearest to `span` on either side. `others` are in order and don't overlap it.
fn near(span: &Range<usize>, others: &[Range<usize>]) -> Range<usize> {
    let after = others.partition_point(|o| o.start < span.start);
    let (mut low, mut high) = (after, after);
    while low > 0
        && after - low < NEAREST
        && span.start.saturating_sub(others[low - 1].end) <= REACH
    {
        low -= 1;
    }
    while high < others.len()
        && high - after < NEAREST
        && others[high].start.saturating_sub(span.end) <= REACH
    {
        high += 1;
    }
    low..high
}

/// Bucket of a distance in tokens: 0, 1, 2, 3–4, 5–8, … 33–64, more.
fn bucket(distance: usize) -> usize {
    match distance {
        0..=2 => distance,
        3..=4 => 3,
        5..=8 => 4,
        9..=16 => 5,
        17..=32 => 6,
        33..=64 => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spans(tokens: &[Range<usize>]) -> Spans {
        Spans {
            tokens: tokens.to_vec(),
            vectors: vec![1.0; tokens.len()],
        }
    }

    /// A link that prefers what is near, what stands before, and what no cue parts from it.
    fn link() -> Link {
        let distance = (0..18)
            .map(|b| {
                if b < 9 {
                    -(b as f32) - 0.5
                } else {
                    9.0 - b as f32
                }
            })
            .collect();
        Link {
            bilinear: vec![0.0],
            distance,
            between: vec![0.0, -20.0, -30.0, -40.0],
            none: -4.2,
        }
    }

    #[test]
    fn the_nearest_is_chosen_and_nothing_where_all_are_far() {
        let (cues, sources) = (
            spans(&[5..6, 20..21, 300..301]),
            spans(&[3..5, 8..9, 21..23]),
        );
        let choices = link().of_cues(&cues, &sources);
        let others: Vec<_> = choices.iter().map(|c| c.other).collect();
        assert_eq!(others, [Some(0), Some(2), None]);
        assert!(
            choices
                .iter()
                .all(|c| c.probability > 0.4 && c.probability <= 1.0)
        );
    }

    #[test]
    fn a_content_does_not_reach_over_another_cue() {
        let (cues, contents) = (spans(&[2..3, 10..11]), spans(&[3..9, 11..20]));
        let others: Vec<_> = link()
            .of_others(&cues, &contents)
            .iter()
            .map(|c| c.other)
            .collect();
        assert_eq!(others, [Some(0), Some(1)]);
    }
}
