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
    &[-4.03, 0.33, -0.04, 2.04, 1.59, 3.80, 0.81, 0.69],
    &[-6.47, 1.70, 1.60, 0.24, 0.90, -0.22, -0.44, 0.02, -1.65, -0.86, 1.79, 0.65, 1.06, 0.84, -0.65, 0.96, -1.23, -0.25, -1.51, -0.51, -0.23, -2.10, 1.67, 1.64, 3.16, -0.26, -0.17, 0.18, 1.29, 0.11, 1.57, 0.67, 0.60, 1.31, 0.42, 0.38],
    &[-2.76, 0.19, 0.54, -0.75, 0.73, 0.41, -0.50, -1.51, -2.18, 1.55, -0.67, -0.77, -1.28, 0.81, 1.37, -0.57, 1.11],
    &[-0.59, 0.34, 0.24, -0.81, 0.34, 0.14, -1.00, -0.56, 0.00, 1.24, -0.81, -0.55, 0.00, -0.01, 0.00, 0.00, 0.76],
    &[2.23, -1.06, 0.42, -0.84, -0.29],
    &[-4.92, 1.74, 1.38, -0.56, -0.74, -1.07, 0.46, 1.36, -0.40, 1.60, 0.46, 2.05, 1.04],
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
