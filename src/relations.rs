//! Finds claims of one article that dispute, corroborate or conflict with each other.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A relation between two claims, given by their indices, the earlier first.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// How they relate.
    pub kind: RelationKind,
    /// The two claims.
    pub claims: [usize; 2],
    /// What shows it.
    pub reason: Reason,
    /// Where it shows.
    pub evidence: Vec<Span>,
    /// Calibrated probability that the relation is right, 0 to 1.
    pub confidence: f32,
}

/// How two claims relate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum RelationKind {
    /// One denies or negates what the other says.
    Disputes,
    /// Independent sources assert the same event.
    Corroborates,
    /// Incompatible figures, dates or places of the same thing.
    Conflicts,
}

/// What shows a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Reason {
    Denial,
    Negation,
    Number,
    Date,
    Place,
    Antonym,
    SameEvent,
}
