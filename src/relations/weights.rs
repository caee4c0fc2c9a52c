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
/// cases of tests/relations, and unannotated news as counterexamples; not written by hand.
#[rustfmt::skip]
const WEIGHTS: [&[f32]; 6] = [
    &[-3.60, 1.04, -0.49, 2.01, 1.26, 3.44],
    &[-7.03, 3.60, 4.13, 1.07, 0.99, 0.23, -0.54, 0.25, -1.56, -1.24, 1.90, 1.34, -1.88, 1.87, -0.52, 0.89, 4.17, -0.99],
    &[-1.35, 1.14, -0.11, -0.75, 0.16, 1.36, -0.27, -1.46, -1.53, 2.22, -1.91, -2.25],
    &[-0.37, -0.07, -0.03, -0.61, -0.09, 0.74, -0.55, -0.61, 0.00, 2.06, -0.07, -1.08],
    &[3.26, -0.43, 0.39, -0.32, 0.04],
    &[-5.11, 2.42, 4.10, 0.07, -0.45, -1.31, 1.01],
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
