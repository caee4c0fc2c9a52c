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
    &[-4.80, 0.32, 0.34, 2.06, 1.89, 2.51, 1.68, 1.07, 2.17, 0.63],
    &[-6.87, 1.31, 1.30, 0.67, 0.12, -0.01, 0.20, 0.02, -1.74, -0.90, 1.70, 0.35, 0.47, 0.27, -0.56, 0.76, -0.63, 0.29, -1.09, -0.61, 0.28, -3.71, 2.14, 0.48, 2.75, -0.27, 0.99, 0.71, 0.92, -0.33, 1.78, 0.66, 0.86, 0.54, 1.74, 0.09, 0.98, 0.20, 0.60, 0.35, 1.52, -1.59, 1.33, 0.63, 0.36],
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
