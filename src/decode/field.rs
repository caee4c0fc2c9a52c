//! A linear-chain conditional random field: scores of tags in, the best spans and their probabilities
//! out.

use crate::encoder::Table;
use crate::math::exp;
use crate::model::{Tag, Tagger};
use std::ops::Range;

/// Stands for a score of minus infinity, without its arithmetic.
const FORBIDDEN: f32 = -1e9;

/// A span of tokens with its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<K> {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its kind.
    pub kind: K,
    /// Probability of exactly this span with exactly this kind.
    pub probability: f64,
}

/// Transitions between tags; those that the BIO2 scheme forbids are out of reach.
pub struct Field<K> {
    tags: Vec<Tag<K>>,
    start: Vec<f32>,
    end: Vec<f32>,
    /// `[to][from]`.
    transitions: Vec<f32>,
    /// The same, as factors: `[from][to]`.
    factors: Vec<f64>,
    start_factors: Vec<f64>,
    end_factors: Vec<f64>,
    memory: Memory,
}

#[derive(Default)]
struct Memory {
    best: Vec<f32>,
    next: Vec<f32>,
    /// `[token][tag]`: the tag before, on the best path.
    back: Vec<u8>,
    /// `[token][tag]`: exponentials of the scores.
    emissions: Vec<f64>,
    forward: Vec<f64>,
    backward: Vec<f64>,
    norms: Vec<f64>,
    sums: Vec<f64>,
}

impl<K: Copy + PartialEq> Field<K> {
    pub fn new(tagger: &Tagger<K>) -> Field<K> {
        let tags = tagger.tags.clone();
        let count = tags.len();
        let allowed = |score: f32, tag: &Tag<K>, before| {
            if tag.can_follow(before) {
                score
            } else {
                FORBIDDEN
            }
        };
        let transition = |from: usize, to: usize| {
            allowed(
                tagger.transitions[from * count + to],
                &tags[to],
                Some(&tags[from]),
            )
        };
        let start: Vec<f32> = tagger
            .start
            .iter()
            .zip(&tags)
            .map(|(&s, tag)| allowed(s, tag, None))
            .collect();
        let factor = |&score: &f32| exp(f64::from(score));
        Field {
            transitions: (0..count * count)
                .map(|i| transition(i % count, i / count))
                .collect(),
            factors: (0..count * count)
                .map(|i| factor(&transition(i / count, i % count)))
                .collect(),
            start_factors: start.iter().map(factor).collect(),
            end_factors: tagger.end.iter().map(factor).collect(),
            start,
            end: tagger.end.clone(),
            tags,
            memory: Memory::default(),
        }
    }

    /// Makes sure that no span runs on over the beginning of row `row`.
    pub fn cut(&self, scores: &mut Table, row: usize) {
        for (score, tag) in scores.row_mut(row).iter_mut().zip(&self.tags) {
            if matches!(tag, Tag::Inside(_)) {
                *score = FORBIDDEN;
            }
        }
    }

    /// The spans on the best path over rows `rows` of `scores`, in order; their tokens are counted from
    /// the first row.
    pub fn decode(&mut self, scores: &Table, rows: Range<usize>) -> Vec<Found<K>> {
        let path = self.best_path(scores, rows.clone());
        let mut found: Vec<Found<K>> = Vec::new();
        for (token, &tag) in path.iter().enumerate() {
            match (self.tags[tag], found.last_mut()) {
                (Tag::Begin(kind), _) => found.push(Found {
                    tokens: token..token + 1,
                    kind,
                    probability: 0.0,
                }),
                (Tag::Inside(_), Some(open)) => open.tokens.end = token + 1,
                _ => {}
            }
        }
        if !found.is_empty() {
            self.marginals(scores, rows);
            for span in &mut found {
                span.probability = self.probability(span);
            }
        }
        found
    }

    fn best_path(&mut self, scores: &Table, rows: Range<usize>) -> Vec<usize> {
        let count = self.tags.len();
        let Memory {
            best, next, back, ..
        } = &mut self.memory;
        best.clear();
        back.clear();
        for row in rows.clone() {
            let emissions = scores.row(row);
            if best.is_empty() {
                best.extend(self.start.iter().zip(emissions).map(|(s, e)| s + e));
                back.resize(count, 0);
                continue;
            }
            next.clear();
            for (to, emission) in emissions.iter().enumerate() {
                let (mut from, mut top) = (0, f32::NEG_INFINITY);
                for (tag, (score, transition)) in
                    best.iter().zip(&self.transitions[to * count..]).enumerate()
                {
                    let score = score + transition;
                    if score > top {
                        (from, top) = (tag, score);
                    }
                }
                next.push(top + emission);
                back.push(from as u8);
            }
            std::mem::swap(best, next);
        }
        let mut tag = 0;
        for (index, score) in best.iter().zip(&self.end).map(|(b, e)| b + e).enumerate() {
            if index == 0 || score > best[tag] + self.end[tag] {
                tag = index;
            }
        }
        let mut path = vec![tag; rows.len()];
        for token in (1..rows.len()).rev() {
            tag = usize::from(back[token * count + tag]);
            path[token - 1] = tag;
        }
        path
    }

    /// Forward and backward sums, each token's scaled to one, so that nothing leaves the range of
    /// numbers however long the text.
    fn marginals(&mut self, scores: &Table, rows: Range<usize>) {
        let count = self.tags.len();
        let Memory {
            emissions,
            forward,
            backward,
            norms,
            sums,
            ..
        } = &mut self.memory;
        emissions.clear();
        forward.clear();
        norms.clear();
        for row in rows.clone() {
            let row = scores.row(row);
            let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            emissions.extend(row.iter().map(|&s| exp(f64::from(s - top))));
        }
        for emissions in emissions.chunks_exact(count) {
            sums.clear();
            match forward.len().checked_sub(count) {
                None => sums.extend_from_slice(&self.start_factors),
                Some(before) => {
                    sums.resize(count, 0.0);
                    for (from, factors) in forward[before..]
                        .iter()
                        .zip(self.factors.chunks_exact(count))
                    {
                        for (sum, factor) in sums.iter_mut().zip(factors) {
                            *sum += from * factor;
                        }
                    }
                }
            }
            let weighed = sums.iter().zip(emissions).map(|(sum, e)| sum * e);
            let norm = weighed.clone().sum::<f64>().max(f64::MIN_POSITIVE);
            forward.extend(weighed.map(|w| w / norm));
            norms.push(norm);
        }
        backward.clear();
        backward.resize(forward.len(), 0.0);
        for token in (0..norms.len()).rev() {
            let (own, after) = backward[token * count..].split_at_mut(count);
            if token + 1 == norms.len() {
                let total: f64 = forward[token * count..]
                    .iter()
                    .zip(&self.end_factors)
                    .map(|(f, e)| f * e)
                    .sum();
                own.iter_mut()
                    .zip(&self.end_factors)
                    .for_each(|(b, e)| *b = e / total.max(f64::MIN_POSITIVE));
                continue;
            }
            sums.clear();
            let emissions = &emissions[(token + 1) * count..][..count];
            sums.extend(
                after
                    .iter()
                    .zip(emissions)
                    .map(|(b, e)| b * e / norms[token + 1]),
            );
            for (own, factors) in own.iter_mut().zip(self.factors.chunks_exact(count)) {
                *own = factors.iter().zip(sums.iter()).map(|(f, s)| f * s).sum();
            }
        }
    }

    /// Probability that a span of this kind stands exactly here: what leads to its beginning, its own
    /// path, and every way on that does not continue it.
    fn probability(&self, span: &Found<K>) -> f64 {
        let count = self.tags.len();
        let Memory {
            emissions,
            forward,
            backward,
            norms,
            ..
        } = &self.memory;
        let place = |tag| self.tags.iter().position(|&t| t == tag).unwrap_or(0);
        let (begin, inside) = (place(Tag::Begin(span.kind)), place(Tag::Inside(span.kind)));
        let factor = |from: usize, to: usize| self.factors[from * count + to];
        let Range { start, end } = span.tokens;
        let mut probability = match start.checked_sub(1) {
            None => self.start_factors[begin],
            Some(before) => (0..count)
                .map(|from| forward[before * count + from] * factor(from, begin))
                .sum(),
        };
        let mut tag = begin;
        for token in start..end {
            if token > start {
                probability *= factor(tag, inside);
                tag = inside;
            }
            probability *= emissions[token * count + tag] / norms[token];
        }
        let on: f64 = if end == norms.len() {
            backward[(end - 1) * count + tag]
        } else {
            let way = |to: usize| {
                factor(tag, to) * emissions[end * count + to] * backward[end * count + to]
            };
            (0..count).filter(|&to| to != inside).map(way).sum::<f64>() / norms[end]
        };
        (probability * on).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::NameKind;
    use crate::model::Model;
    use crate::model::fixture::{Sizes, model};

    const TOKENS: usize = 4;

    /// Every path that the scheme allows, with its score.
    fn paths(field: &Field<NameKind>, scores: &Table) -> Vec<(Vec<usize>, f64)> {
        let count = field.tags.len();
        let mut paths = vec![(vec![], 0.0)];
        for token in 0..TOKENS {
            let longer = |(path, score): &(Vec<usize>, f64)| {
                let transition = |tag: usize| match path.last() {
                    None => field.start[tag],
                    Some(&from) => field.transitions[tag * count + from],
                };
                let extend = |tag: usize| {
                    let step = f64::from(transition(tag)) + f64::from(scores.row(token)[tag]);
                    ([&path[..], &[tag]].concat(), score + step)
                };
                (0..count)
                    .map(extend)
                    .filter(|(_, s)| *s > -1e6)
                    .collect::<Vec<_>>()
            };
            paths = paths.iter().flat_map(longer).collect();
        }
        for (path, score) in &mut paths {
            *score += f64::from(field.end[path[TOKENS - 1]]);
        }
        paths
    }

    fn spans(field: &Field<NameKind>, path: &[usize]) -> Vec<(Range<usize>, NameKind)> {
        let mut spans: Vec<(Range<usize>, NameKind)> = Vec::new();
        for (token, &tag) in path.iter().enumerate() {
            match (field.tags[tag], spans.last_mut()) {
                (Tag::Begin(kind), _) => spans.push((token..token + 1, kind)),
                (Tag::Inside(_), Some((span, _))) => span.end = token + 1,
                _ => {}
            }
        }
        spans
    }

    #[test]
    #[cfg_attr(miri, ignore = "too long for Miri")]
    fn finds_the_best_of_all_paths_and_the_share_of_those_with_each_span() {
        let mut some = 0;
        for seed in 0..12 {
            let sizes = Sizes {
                shared: 0,
                names: 1,
                attribution: 1,
                hidden: 4,
            };
            let model = Model::read(&model(sizes, seed)).expect("it is whole");
            let mut field = Field::new(&model.names);
            let count = field.tags.len();
            let mut seed = seed;
            let rows = (0..TOKENS).map(|_| {
                std::array::from_fn(|_| {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    (seed >> 8) as f32 / 4_194_304.0
                })
            });
            let scores = Table::of_rows(count, rows.collect());
            let found = field.decode(&scores, 0..TOKENS);
            let paths = paths(&field, &scores);
            let best = paths
                .iter()
                .max_by(|a, b| a.1.total_cmp(&b.1))
                .expect("there are paths");
            let expected = spans(&field, &best.0);
            assert_eq!(
                found
                    .iter()
                    .map(|f| (f.tokens.clone(), f.kind))
                    .collect::<Vec<_>>(),
                expected
            );
            let total: f64 = paths.iter().map(|(_, s)| s.exp()).sum();
            for span in &found {
                let with = paths
                    .iter()
                    .filter(|(p, _)| spans(&field, p).contains(&(span.tokens.clone(), span.kind)));
                let share = with.map(|(_, s)| s.exp()).sum::<f64>() / total;
                assert!((span.probability - share).abs() < 1e-6, "{span:?} {share}");
                some += 1;
            }
        }
        assert!(some > 10);
    }
}
