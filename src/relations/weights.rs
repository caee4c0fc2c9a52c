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
    &[-4.55, 0.47, 0.61, 2.42, 1.70, 2.55, 0.90, 1.03, 1.84, 0.52],
    &[-6.88, 1.32, 1.30, 0.65, 0.13, -0.00, 0.21, 0.01, -1.74, -0.90, 1.69, 0.42, 0.46, 0.28, -0.55, 0.77, -0.63, 0.31, -1.10, -0.62, 0.28, -3.72, 2.17, 0.45, 2.72, -0.30, 0.99, 0.71, 0.97, -0.33, 1.78, 0.66, 0.87, 0.57, 1.72, 0.08, 0.94, 0.20, 0.61, 0.34, 1.52, -1.60, 1.34, 0.62, 0.37],
    &[-4.63, 0.41, 0.03, -0.59, 0.98, 0.29, -0.16, -2.14, -1.18, -3.29, 1.98, 0.54, -0.67, 1.94, 1.55, -1.29, 0.34, 1.50, 0.61, 0.58, 1.84, -0.20, 1.16, 1.12, -0.43, -1.09, -0.48, 0.91, -1.59, 0.06, 0.34, -1.92, 0.08, 0.43, -0.75, 0.16, -1.59],
    &[-0.37, 0.03, 0.31, -1.24, 0.03, -0.04, -1.09, 0.00, -0.83, 0.00, 0.99, -0.32, -0.88, -0.02, 0.00, 0.00, 0.51, 0.00, 0.45, 0.55, 0.59, -0.08, 0.00, 0.55, -1.21, -0.50, -0.44, 0.00, -0.52, 0.00, 0.08, 0.00, 0.00, 0.00, 0.61, 0.44, -0.19],
    &[2.50, -1.04, 0.41, -0.82, -0.29, -0.16, -0.25, 0.00],
    &[-3.82, 1.87, 1.74, -0.75, -0.78, -1.24, 0.08, 1.51, -0.64, 0.81, 0.17, 1.65, 0.99],
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
