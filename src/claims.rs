//! Turns attributions into claims: who speaks, by what act, how sure, about what.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One claim. `speaker`, `entities`, `times` and `quantities` are indices into the lists of those stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// How the content is reported.
    pub kind: ClaimKind,
    /// The noun phrase that names who says it.
    pub source: Option<Span>,
    /// The reporting expression.
    pub cue: Option<Span>,
    /// What is said, in order.
    pub content: Vec<Span>,
    /// The entity that the source refers to.
    pub speaker: Option<usize>,
    /// Who stands behind it.
    pub source_type: SourceType,
    /// What is done by saying it.
    pub act: Act,
    /// The attribution itself is negated ("did not say").
    pub negated: bool,
    /// Writer or speaker marks it as uncertain.
    pub hedged: bool,
    /// How much a fact-checker would want it checked, 0 to 1.
    pub check_worthiness: f32,
    /// Entities that the content mentions.
    pub entities: Vec<usize>,
    /// Times that the content mentions.
    pub times: Vec<usize>,
    /// Quantities that the content mentions.
    pub quantities: Vec<usize>,
    /// Calibrated probability that the claim is right, 0 to 1.
    pub confidence: f32,
}

/// How the content is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum ClaimKind {
    /// Every word of the content is quoted.
    Direct,
    /// No word of the content is quoted.
    Indirect,
    /// Some words of the content are quoted.
    Mixed,
    /// The article's own assertion.
    Narrative,
}

/// Who stands behind a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum SourceType {
    /// A named person or organization.
    Named,
    /// One or several individuals without a name.
    Unnamed,
    /// A collective without a proper name.
    Group,
    /// A report, statement, filing or poll.
    Document,
    /// The article.
    Author,
}

/// What is done by saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Act {
    State,
    Confirm,
    Deny,
    Accuse,
    Promise,
    Demand,
    Ask,
    Predict,
    Believe,
    Praise,
    Criticize,
    Decline,
}
