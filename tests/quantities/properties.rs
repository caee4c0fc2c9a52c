//! What holds for any text: spans slice, stand in order, values are numbers, and long texts take their
//! share of work and no more.

use crate::common::promises;
use crate::common::random::Random;
use whosaid::decode::Tagging;
use whosaid::text::Text;
use whosaid::{quantities, times};

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "$", "£", "€", "US$", "3", "12", "3,000", "1.2", "1.2bn", "40m", "50p", "%", "per cent", "percentage points", "million", "billion", "trillion", "hundred",
    "thousand", "thousands of", "dozens", "a", "an", "half", "quarter", "third", "two-thirds", "1/2", "½", "5 1/2", "one", "two", "twenty", "-", "–", "to", "and",
    "between", "at least", "people", "soldiers", "km", "km/h", "square", "feet", "°C", "degrees", "minus", "pounds", "won", "dead", "of", "the", "in", "21st",
    "second", "year-old", "aged", ",", ".", "(", ")", ":", "/", "+", "999999999999999999999", "0", "1e309", "crore", "dozen", "yen", "Swiss francs", "é", "中",
    "🙂", "\u{AD}", "\0", "\n", "\n\n", "’s", "said", "F-16", "No.", "555-2010", "3-1", "killed", "(BBC)", "May 3", "2021", "last year", "m²", "tonnes",
];

fn check(source: &str) {
    let (text, tagging) = (Text::new(source), Tagging::default());
    let times = times::find(&text, &tagging, Some("2021-12-01"));
    promises::quantities(source, &quantities::find(&text, &tagging, &times), &times);
}

#[test]
fn generated_texts_keep_every_promise() {
    let mut random = Random::new(1);
    for _ in 0..8_000 {
        check(&random.text(PIECES, 24, 75));
    }
}

/// Each of these took minutes if any step looked further than its share, though it is one sentence.
#[test]
fn long_runs_of_anything_finish() {
    const SIZE: usize = 1 << 18;
    for piece in PIECES {
        check(&format!("{piece} ").repeat(SIZE / (piece.len() + 1)));
    }
}
