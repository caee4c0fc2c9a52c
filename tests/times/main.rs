//! Tests of expressions of time: cases drawn under their source text, and properties of any text.

mod cases;
#[path = "../common/mod.rs"]
mod common;
mod properties;
mod tagged;

use whosaid::decode::Tagging;
use whosaid::text::Text;
use whosaid::times::{Time, find};

/// The times of a text as the stage gives them when no model ran.
fn times(source: &str, reference_date: Option<&str>) -> Vec<Time> {
    let tagging = Tagging {
        names: Vec::new(),
        attributions: Vec::new(),
        parts_of_speech: Vec::new(),
    };
    find(&Text::new(source), &tagging, reference_date)
}
