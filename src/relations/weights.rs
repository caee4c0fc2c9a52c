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
    &[-3.61, 0.38, -0.03, 1.89, 1.37, 3.41],
    &[-6.47, 2.42, 1.81, -0.17, 0.93, 0.13, -1.19, -0.13, -1.54, -0.92, 1.34, 0.38, 1.02, 0.81, -1.98, 1.02, -0.83, 0.40, -1.76, -0.06, 0.09, -2.41, 2.84, 1.38, 4.04, -0.45, 1.20, 0.36, 0.43],
    &[-2.29, 0.74, 0.38, -0.50, 1.03, 0.55, -0.54, -1.42, -2.40, 2.54, -0.90, -1.13, -2.02],
    &[-0.42, 0.33, 0.26, -0.80, 0.37, 0.33, -1.00, -0.51, 0.00, 1.58, -0.89, -0.48, 0.00],
    &[2.23, -1.06, 0.42, -0.84, -0.29],
    &[-3.73, 2.56, 2.68, -0.46, -0.61, -0.57, 1.16],
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
