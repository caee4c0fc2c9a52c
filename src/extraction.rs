//! The result: everything found in an article, as plain data in UTF-16 offsets.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-16 code units with its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// First code unit.
    pub start: u32,
    /// One past the last code unit.
    pub end: u32,
    /// The text between them.
    pub text: String,
}
