//! Tests of the entity stage: cases with given taggings, drawn so that a person can read them, and
//! properties of any text and tagging.

mod cases;
#[path = "../common/mod.rs"]
mod common;
mod properties;
mod tagging;
