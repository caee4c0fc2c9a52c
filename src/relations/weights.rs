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
    &[-5.89, 1.43, 2.76, -0.21, 0.78, -0.11, -0.57, 0.78, -1.76, -1.38, 1.72, 0.33, 0.82, -0.14, -1.90, 1.34, -1.14, 0.45, -1.87, 2.34, 3.61, -0.04, 1.18, -0.39, 0.85],
    &[-2.43, 0.99, 0.52, -0.43, 0.80, 0.58, -0.59, -1.27, -2.28, 2.38, -1.14, -1.60],
    &[-0.80, 0.04, 0.11, -0.81, 0.45, 0.40, -0.89, -0.50, 0.00, 1.79, -0.64, -0.44],
    &[1.70, -0.55, 0.23, -1.10, -0.28],
    &[-4.54, 2.11, 2.81, -0.33, -0.49, -0.75, 1.11],
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
