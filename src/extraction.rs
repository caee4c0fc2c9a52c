//! The result: everything found in an article, as plain data in UTF-16 offsets.

mod assemble;

pub use crate::claims::{Act, ClaimKind, SourceType};
pub use crate::decode::NameKind;
pub use crate::entities::MentionKind;
pub use crate::quantities::QuantityKind;
pub use crate::relations::{Reason, RelationKind};
pub use crate::times::TimeKind;
pub use assemble::{Findings, Lists, assemble};

use serde::{Deserialize, Serialize};

/// The version of this schema: raised when a field changes its meaning or goes away.
pub const SCHEMA_VERSION: u8 = 1;

/// Everything found in an article.
///
/// Offsets count UTF-16 code units and are half-open. Lists are sorted by where their members begin;
/// ids are a letter and a number from 1 in that order, so the same text gives the same ids.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Extraction {
    /// Always [`SCHEMA_VERSION`].
    #[cfg_attr(feature = "types", ts(type = "1"))]
    pub schema_version: u8,
    /// What made this result.
    pub engine: Engine,
    /// BCP 47; `und` where it can't be told.
    pub language: String,
    /// Length of the article in UTF-16 code units.
    pub length: u32,
    /// Sentences, headlines and list items.
    pub sentences: Vec<Span>,
    /// Things that the article speaks of.
    pub entities: Vec<Entity>,
    /// Who says what.
    pub claims: Vec<Claim>,
    /// Claims that dispute, corroborate or conflict with each other.
    pub relations: Vec<Relation>,
    /// Expressions of time.
    pub times: Vec<Time>,
    /// Amounts.
    pub quantities: Vec<Quantity>,
    /// What could not be done, or should be known about the text.
    pub warnings: Vec<Warning>,
}

/// What made a result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Engine {
    /// Version of this crate.
    pub version: String,
    /// Name of the model.
    pub model: String,
}

/// A part of the article with its text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Span {
    /// First code unit.
    pub start: u32,
    /// One past the last code unit.
    pub end: u32,
    /// The text between them.
    pub text: String,
}

/// One thing that the article speaks of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Entity {
    /// `e1`, `e2`, …
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: NameKind,
    /// The fullest name in the text.
    pub name: String,
    /// Other names for it in the text.
    pub aliases: Vec<String>,
    /// How the text describes it ("Foreign Minister", "the dead man").
    pub descriptions: Vec<String>,
    /// What refers to it.
    pub mentions: Vec<Mention>,
}

/// One expression that refers to an entity.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Mention {
    /// First code unit.
    pub start: u32,
    /// One past the last code unit.
    pub end: u32,
    /// The text between them.
    pub text: String,
    /// Name, description or pronoun.
    pub kind: MentionKind,
    /// Calibrated probability that it refers to this entity, 0 to 1.
    pub confidence: f64,
}

/// One claim: who says what, or what the article itself asserts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Claim {
    /// `c1`, `c2`, …
    pub id: String,
    /// How the content is reported.
    pub kind: ClaimKind,
    /// The noun phrase that names who says it.
    pub source: Option<Span>,
    /// The reporting expression.
    pub cue: Option<Span>,
    /// What is said; more than one part where something stands between.
    pub content: Vec<Span>,
    /// Id of the entity that the source refers to.
    pub speaker: Option<String>,
    /// Who stands behind it.
    pub source_type: SourceType,
    /// What is done by saying it.
    pub act: Act,
    /// The attribution itself is negated ("did not say").
    pub negated: bool,
    /// Writer or speaker marks it as uncertain.
    pub hedged: bool,
    /// How much a fact-checker would want it checked, 0 to 1.
    pub check_worthiness: f64,
    /// Ids of the entities that the content mentions.
    pub entities: Vec<String>,
    /// Ids of the times that the content mentions.
    pub times: Vec<String>,
    /// Ids of the quantities that the content mentions.
    pub quantities: Vec<String>,
    /// Calibrated probability that the claim is right, 0 to 1.
    pub confidence: f64,
}

/// A relation between two claims of the article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Relation {
    /// `r1`, `r2`, …
    pub id: String,
    /// How they relate.
    pub kind: RelationKind,
    /// Ids of the two claims, the earlier first.
    pub claims: [String; 2],
    /// What shows it.
    pub reason: Reason,
    /// Where it shows.
    pub evidence: Vec<Span>,
    /// Calibrated probability that the relation is right, 0 to 1.
    pub confidence: f64,
}

/// One expression of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Time {
    /// `t1`, `t2`, …
    pub id: String,
    /// First code unit.
    pub start: u32,
    /// One past the last code unit.
    pub end: u32,
    /// The text between them.
    pub text: String,
    /// Date, time of day, duration or recurring set.
    pub kind: TimeKind,
    /// TIMEX3 value: `2021-08`, `P30D`.
    pub value: String,
    /// True where the value depends on another date than the expression's own words.
    pub relative: bool,
}

/// One amount.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Quantity {
    /// `q1`, `q2`, …
    pub id: String,
    /// First code unit.
    pub start: u32,
    /// One past the last code unit.
    pub end: u32,
    /// The text between them.
    pub text: String,
    /// What sort of amount.
    pub kind: QuantityKind,
    /// The number.
    pub value: f64,
    /// ISO 4217 currency, unit of measure, or what is counted.
    pub unit: Option<String>,
}

/// What could not be done, or should be known about the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub struct Warning {
    /// `not-english`, `truncated`, `unclosed-quote`.
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "types", ts(optional))]
    pub span: Option<Span>,
}
