//! Tests of the text layer: cases drawn under their source text, and properties of any text.

mod cases;
mod properties;
