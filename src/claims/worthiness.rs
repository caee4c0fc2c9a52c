//! Scores how much a fact-checker would want a claim checked: cheap features of its words, a logistic regression.

use super::lemma::stem;
use super::{Act, hash};
use crate::text::Text;
use std::ops::Range;

/// Weights trained by `training/checkworthiness`: the bias and then one feature after the other, each a signed byte
/// counting steps of `STEP`.
const WEIGHTS: &[u8] = include_bytes!("worthiness.bin");

/// Log-odds of one step of a weight; the script scales the largest trained weight to 127 steps or fewer.
const STEP: f32 = 1.0 / 40.0;

/// Buckets for hashed stems and pairs of words: 16 k and 4 k were within 0.003 of each other in average precision.
const BUCKETS: u32 = 8192;

/// Features with a meaning of their own, which come before the buckets.
const NAMED: u32 = 26;

/// The features of a text that hold, each once, in no order: indices below `NAMED + BUCKETS`.
pub fn features(text: &Text, contents: &[Range<usize>]) -> Vec<u32> {
    let mut found = Vec::new();
    let mut previous = String::from("^");
    let (mut words, mut numbers, mut names) = (0, 0, 0);
    for token in contents.iter().cloned().flatten() {
        let Some(t) = text.tokens.get(token) else {
            continue;
        };
        let raw = text.source.get(t.span.start..t.span.end).unwrap_or("");
        let lower = raw.to_lowercase().replace('\u{2019}', "'");
        if !raw.contains(|c: char| c.is_alphanumeric()) {
            match raw {
                "%" => found.push(3),
                "$" | "£" | "€" => found.push(4),
                "?" => found.push(15),
                _ => {}
            }
            continue;
        }
        words += 1;
        let digits = raw.contains(|c: char| c.is_ascii_digit());
        if digits || NUMBERS.contains(&lower.as_str()) {
            numbers += 1;
            found.push(if digits { 0 } else { 2 });
            let year = raw.len() == 4 && (raw.starts_with("19") || raw.starts_with("20"));
            if year && raw.bytes().all(|b| b.is_ascii_digit()) {
                found.push(5);
            }
        }
        if raw.starts_with(char::is_uppercase)
            && words > 1
            && lower != "i"
            && !lower.starts_with("i'")
        {
            names += 1;
        }
        for (list, feature) in LISTS {
            if list.contains(&lower.as_str()) {
                found.push(*feature);
            }
        }
        if lower.len() > 4 && lower.ends_with("ed") {
            found.push(10);
        }
        if lower.len() > 4 && lower.ends_with("est") {
            found.push(7);
        }
        let word: String = if digits {
            lower
                .chars()
                .map(|c| if c.is_ascii_digit() { '0' } else { c })
                .collect()
        } else {
            lower
        };
        found.push(bucket("", &stem(&word)));
        found.push(bucket(&previous, &word));
        previous = word;
    }
    let counted = [
        (numbers >= 2, 1),
        (names >= 1, 11),
        (names >= 3, 12),
        (words >= 6, 19),
        (words >= 10, 20),
        (words >= 16, 21),
        (words >= 25, 24),
        (names >= 5, 25),
    ];
    found.extend(counted.iter().filter(|(holds, _)| *holds).map(|(_, f)| *f));
    found.sort_unstable();
    found.dedup();
    found
}

/// Words that matter to a fact-checker, with the feature that they set.
const LISTS: &[(&[&str], u32)] = &[
    (&["percent", "per", "pct"], 3),
    (&["dollars", "pounds", "euros", "dollar"], 4),
    (
        &[
            "more", "less", "fewer", "higher", "lower", "than", "worse", "better", "bigger",
            "larger", "twice", "double",
        ],
        6,
    ),
    (
        &[
            "most", "least", "first", "only", "record", "never", "ever", "worst", "best", "last",
        ],
        7,
    ),
    (
        &[
            "because",
            "caused",
            "cause",
            "due",
            "led",
            "result",
            "resulted",
            "responsible",
            "therefore",
        ],
        8,
    ),
    (
        &[
            "rose",
            "fell",
            "increased",
            "increase",
            "decreased",
            "cut",
            "doubled",
            "lost",
            "grew",
            "dropped",
            "declined",
            "rise",
            "fall",
            "raised",
            "tripled",
            "halved",
            "gained",
            "growth",
            "deficit",
        ],
        9,
    ),
    (&["i", "we", "my", "our", "us", "me"], 13),
    (&["you", "your"], 14),
    (&["will", "would", "should", "must", "shall", "'ll"], 16),
    (
        &[
            "may", "might", "could", "can", "perhaps", "maybe", "probably",
        ],
        17,
    ),
    (
        &[
            "think", "believe", "hope", "feel", "want", "like", "wish", "love",
        ],
        18,
    ),
    (
        &[
            "voted",
            "lied",
            "stole",
            "guilty",
            "corrupt",
            "killed",
            "illegal",
            "fraud",
            "abuse",
            "violated",
            "opposed",
            "supported",
            "banned",
            "refused",
            "failed",
        ],
        22,
    ),
    (
        &["not", "n't", "no", "never", "none", "nobody", "nothing"],
        23,
    ),
];

const NUMBERS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
    "billion",
    "billions",
    "trillion",
    "half",
    "third",
    "quarter",
    "dozen",
    "dozens",
];

/// The bucket of two words.
fn bucket(first: &str, second: &str) -> u32 {
    NAMED + hash::words(&[first, second]) % BUCKETS
}

/// Log-odds that the content as a sentence of its own would be worth checking.
fn log_odds(text: &Text, contents: &[Range<usize>]) -> f32 {
    let weight = |i: usize| WEIGHTS.get(i).map_or(0, |&b| i32::from(b as i8));
    let sum: i32 = features(text, contents)
        .iter()
        .map(|&f| weight(f as usize + 1))
        .sum();
    (sum + weight(0)) as f32 * STEP
}

/// The score of a claim, 0 to 1. `act` is none for the article's own assertions.
pub fn score(text: &Text, contents: &[Range<usize>], act: Option<Act>) -> f32 {
    // The training sentences come from debates, where nobody reports what others want, fear or ask: what a news
    // claim does moves it before a fact-checker as much as its words. Whole steps, set by reading the ranking.
    let shift = match act {
        Some(Act::Accuse | Act::Deny) => 0.8,
        Some(Act::State | Act::Confirm) | None => 0.0,
        Some(Act::Criticize | Act::Predict) => -0.4,
        Some(Act::Promise | Act::Believe | Act::Praise | Act::Demand) => -0.8,
        Some(Act::Ask | Act::Decline) => -1.6,
    };
    logistic(log_odds(text, contents) + shift)
}

/// 1 / (1 + e^-x) by (1 + x/1024)^1024, in operations that give the same bits on every platform.
fn logistic(x: f32) -> f32 {
    /// Beyond this the result rounds to 0 or 1 for any reader.
    const LIMIT: f32 = 12.0;
    let x = x.clamp(-LIMIT, LIMIT);
    let mut e = 1.0 - x / 1024.0;
    for _ in 0..10 {
        e *= e;
    }
    1.0 / (1.0 + e)
}
