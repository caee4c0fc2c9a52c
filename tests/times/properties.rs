//! What holds for any text: spans slice, stand in order, values are TIMEX3's, and long texts take their
//! share of work and no more.

use super::times;
use crate::common::promises;
use crate::common::random::Random;

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "May", "March", "Jan.", "Monday", "Fri.", "Sunday's", "2021", "1990s", "'90s", "3", "12", "31", "31st", "first", "2,000", "3:30", "25:99", "p.m.",
    "ET", "o'clock", "noon", "today", "yesterday", "the", "day", "before", "after", "next", "last", "this", "that", "same", "following", "week", "weeks",
    "year", "years", "ago", "later", "in", "on", "of", "to", "-", "–", "/", ",", ".", "(", ")", "'", "’s", "century", "20th", "BC", "A.D.", "early", "late",
    "mid-", "end", "quarter", "half", "summer", "fall", "every", "twice", "a", "an", "few", "couple", "hundred", "million", "billion", "999999999999999999",
    "0", "00", "-1", "½", "1/2", "and", "will", "said", "opens", "2021-12-05", "12/5/21", "31/12/1999", "T", "Christmas", "Eve", "New Year's", "daily",
    "old", "\n", "\n\n", "é", "中", "🙂", "\u{AD}", "\u{200B}", "\0", "\u{301}", "9/11", "Feb. 30", "weekend", "night", "fortnight", "decades", "[", "]", "$",
];

fn check(source: &str, reference_date: Option<&str>) {
    promises::times(source, &times(source, reference_date));
}

#[test]
fn generated_texts_keep_every_promise() {
    let mut random = Random::new(1);
    for n in 0..8_000 {
        let reference = [
            None,
            Some("2021-12-01"),
            Some("0001-01-01"),
            Some("9999-12-31"),
            Some("2020-02-29"),
            Some("nonsense"),
        ];
        check(&random.text(PIECES, 24, 75), reference[n % reference.len()]);
    }
}

#[test]
fn every_triple_of_pieces_keeps_every_promise() {
    for a in PIECES {
        for b in PIECES {
            for c in ["May", "ago", "-"] {
                check(&format!("{a} {b} {c}"), Some("2021-12-01"));
                check(&format!("in {a}{b}{c}."), None);
            }
        }
    }
}

/// Each of these took minutes if any step looked further than its share, though it is one sentence.
#[test]
fn long_runs_of_anything_finish() {
    const SIZE: usize = 1 << 18;
    for piece in PIECES {
        check(
            &format!("{piece} ").repeat(SIZE / (piece.len() + 1)),
            Some("2021-12-01"),
        );
    }
}
