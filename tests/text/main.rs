//! Tests of the text layer: cases drawn under their source text, and properties of any text.

mod cases;
#[path = "../common/mod.rs"]
mod common;
mod properties;
