//! Logistic models that weigh candidates for a relation.

use crate::math::sigmoid;

/// Which model weighs a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    &[-4.69, 0.36, 0.18, 2.48, 1.60, 3.03, 0.88, 1.01, 2.08, 0.28],
    &[-6.67, 1.84, 1.66, 0.26, 0.49, -0.14, -0.50, 0.26, -1.83, -1.07, 1.36, 0.51, 0.68, 1.16, -0.73, 0.95, -1.15, 0.41, -1.29, -0.49, -0.03, -2.39, 2.40, 1.09, 3.60, -0.68, 0.14, 0.30, 0.17, -0.04, 1.58, 0.44, 0.93, -0.00, 1.55, 0.36, 1.06, 0.20, 0.79, -0.05, 1.66, -1.69, 1.27, 0.98, 0.04],
    &[-2.15, -0.11, 0.44, -0.99, 0.54, 0.36, -0.96, -1.83, -2.64, 1.97, -0.63, -0.18, -1.74, 1.06, 1.25, -0.43, 0.48],
    &[-0.56, 0.27, 0.41, -0.75, 0.44, 0.20, -0.63, -0.64, 0.00, 1.14, -1.01, 0.00, 0.00, -0.00, 0.00, 0.00, 0.92],
    &[2.23, -1.06, 0.42, -0.84, -0.29],
    &[-4.51, 2.16, 1.72, -0.72, -0.79, -1.37, 0.39, 1.57, -0.49, 1.10, 0.33, 1.65, 1.12],
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
