//! Finds expressions of time and works out their TIMEX3 values.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// One expression of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// Date, time of day, duration or recurring set.
    pub kind: TimeKind,
    /// TIMEX3 value: `2021-08`, `P30D`, `2021-12-01T15:00`.
    pub value: String,
    /// True where the value depends on the publication date or on another date in the text.
    pub relative: bool,
}

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}
