//! Logistic models that weigh candidates for a relation.

use crate::math::sigmoid;

/// Which model weighs a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Model {
    /// A denial that points back: see `denials`.
    Pointing,
    /// A denial in words of its own, or a contrary statement: see `disputes`.
    Dispute,
    /// Two figures for one thing: see `figures`.
    Figure,
    /// One figure from two sources: see `figures`.
    Equal,
    /// Two dates or places of one event: see `facts`.
    Fact,
    /// Two sources for one event: see `same`.
    Same,
}

/// Bias and weights of each model, in the order of `Model`: fitted by training/relations/fit.py on the odd articles of tests/articles, the
/// cases of tests/relations, and news whose pairs were read; not written by hand.
#[rustfmt::skip]
const WEIGHTS: [&[f32]; 6] = [
    &[-3.60, 0.37, -0.03, 1.89, 1.34, 3.44],
    &[-6.00, 2.30, 1.94, -0.36, 0.84, -0.17, -1.15, -0.42, -1.79, -1.16, 1.84, -0.05, 1.15, 0.07, -1.72, 1.37, -1.02, 0.55, -2.03, -0.06, 0.11, -2.48, 3.02, 1.23, 3.86, -0.37, 1.10, -0.17, 0.41],
    &[-2.06, 0.70, 0.36, -0.51, 0.95, 0.58, -0.54, -1.29, -2.28, 2.39, -1.22, -1.35, -2.24],
    &[-0.53, 0.06, 0.08, -0.83, 0.25, 0.40, -0.89, -0.48, 0.00, 1.80, -0.72, -0.42, 0.00],
    &[1.79, -0.57, 0.15, -1.10, -0.28],
    &[-3.76, 2.52, 2.78, -0.52, -0.66, -0.55, 1.16],
];

/// The probability that a candidate with these features is right.
pub fn probability(model: Model, features: &[f32]) -> f32 {
    let weights = WEIGHTS.get(model as usize).copied().unwrap_or(&[]);
    let bias = weights.first().copied().unwrap_or(0.0);
    let sum: f32 = weights
        .iter()
        .skip(1)
        .zip(features)
        .map(|(w, f)| w * f)
        .sum();
    sigmoid(f64::from(bias + sum)) as f32
}
