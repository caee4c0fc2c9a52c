//! Finds amounts: money, percentages, counts, measures, ordinals.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One amount.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// Where it stands, unit included.
    pub span: Span,
    /// What sort of amount.
    pub kind: QuantityKind,
    /// The number.
    pub value: f64,
    /// ISO 4217 currency, unit of measure, or what is counted.
    pub unit: Option<String>,
}

/// What sort of amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum QuantityKind {
    Money,
    Percent,
    Count,
    Measure,
    Ordinal,
}

/// Finds the amounts of a text, in order.
pub fn find(
    _text: &crate::text::Text,
    _tagging: &crate::decode::Tagging,
    _times: &[crate::times::Time],
) -> Vec<Quantity> {
    Vec::new()
}
