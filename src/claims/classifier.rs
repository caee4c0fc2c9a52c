//! Weighs the act that the rules read of a claim against its words: a claim in, the likeliest act out.

use super::content::content_act;
use super::lemma::stem;
use super::lexicon::evaluation;
use super::words::Words;
use super::{Act, ClaimKind, Draft, SourceType, Speaker, hash, kind};

/// Buckets for hashed features.
const BUCKETS: usize = 8192;

/// Acts, in the order of the weights.
const ACTS: [Act; 12] = [
    Act::State,
    Act::Confirm,
    Act::Deny,
    Act::Accuse,
    Act::Promise,
    Act::Demand,
    Act::Ask,
    Act::Predict,
    Act::Believe,
    Act::Praise,
    Act::Criticize,
    Act::Decline,
];

/// Units between what is read and the acts.
const UNITS: usize = 16;

/// What the act that the rules read counts for, in log-odds.
const RULED: f32 = 2.5;

/// Of each bucket a signed byte for each unit and each unit's bias, then as floats what each unit adds to the log-odds of each act, and
/// each act's bias. Trained by training/acts/train.py on what readers found in news.
const WEIGHTS: &[u8; (BUCKETS + 4) * UNITS + 4 * (UNITS + 1) * ACTS.len()] =
    include_bytes!("acts.bin");

/// Tokens of the content that are read: what a claim does is said early.
const READ: usize = 48;

/// Tokens of the content whose place is read as well.
const FIRST: usize = 3;

/// What is read of one claim.
pub struct Reading<'a> {
    words: &'a Words<'a>,
    draft: &'a Draft,
    source_type: SourceType,
    /// How what is said is reported.
    pub kind: ClaimKind,
    ruled: Act,
}

impl<'a> Reading<'a> {
    /// The claim of a draft; `ruled` is the act that the rules read.
    pub fn new(words: &'a Words, draft: &'a Draft, speaker: Speaker, ruled: Act) -> Self {
        Reading {
            words,
            draft,
            source_type: speaker.kind,
            kind: kind(words, &draft.contents),
            ruled,
        }
    }

    /// The buckets of what it says, each once.
    pub fn features(&self) -> Vec<u16> {
        let w = self.words;
        let ruled = format!("{:?}", self.ruled);
        let form = format!("{:?}", self.kind);
        let mut found = vec![
            bucket("rules", &ruled, ""),
            bucket("kind", &form, ""),
            bucket("kind", &form, &ruled),
            bucket("source", &format!("{:?}", self.source_type), ""),
        ];
        if let Some(act) = content_act(w, &self.draft.contents) {
            found.push(bucket("says", &format!("{act:?}"), ""));
        }
        if let Some(judged) = evaluation(w, &self.draft.contents) {
            found.push(bucket("judges", &format!("{judged:?}"), &ruled));
        }
        for token in self.draft.cue.iter().cloned().flatten() {
            found.push(bucket("cue", word(w, token), ""));
            found.push(bucket("cue", word(w, token), &ruled));
        }
        let mut previous = "";
        let contents = self.draft.contents.iter().cloned().flatten();
        for (place, token) in contents.take(READ).enumerate() {
            let here = word(w, token);
            found.push(bucket("content", here, ""));
            found.push(bucket("stem", &stem(here), ""));
            found.push(bucket("content", here, previous));
            if place < FIRST {
                found.push(bucket("first", here, ""));
            }
            if place == 0 || here == "?" {
                found.push(bucket("first", here, &ruled));
            }
            previous = here;
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A token in lower case; all figures are one.
fn word<'a>(w: &'a Words, token: usize) -> &'a str {
    let word = w.at(token);
    if word.contains(|c: char| c.is_ascii_digit()) {
        "0"
    } else {
        word
    }
}

fn bucket(name: &str, first: &str, second: &str) -> u16 {
    (hash::words(&[name, first, second]) % BUCKETS as u32) as u16
}

/// The likeliest act.
pub fn act(claim: &Reading) -> Act {
    let (rows, rest) = WEIGHTS.split_at(BUCKETS * UNITS);
    let (rows, _) = rows.as_chunks::<UNITS>();
    let (words, _) = rest.as_chunks::<4>();
    let (biases, words) = words.split_at(UNITS);
    let mut units = [0_i32; UNITS];
    for (unit, bias) in units.iter_mut().zip(biases) {
        *unit = i32::from_le_bytes(*bias);
    }
    for bucket in claim.features() {
        for (unit, byte) in units.iter_mut().zip(&rows[usize::from(bucket)]) {
            *unit += i32::from(byte.cast_signed());
        }
    }
    let mut odds = [0.0_f32; ACTS.len()];
    let mut add = |unit: f32, weights: &[[u8; 4]]| {
        for (odds, weight) in odds.iter_mut().zip(weights) {
            *odds += unit * f32::from_le_bytes(*weight);
        }
    };
    let (weights, last) = words.split_at(UNITS * ACTS.len());
    for (unit, weights) in units.iter().zip(weights.chunks(ACTS.len())) {
        add((*unit).max(0) as f32, weights);
    }
    add(1.0, last);
    let odds = ACTS.iter().zip(odds);
    let odds = odds.map(|(act, o)| (*act, if *act == claim.ruled { o + RULED } else { o }));
    odds.max_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(claim.ruled, |(act, _)| act)
}
