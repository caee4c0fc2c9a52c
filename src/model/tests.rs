//! Whole, damaged and hostile model files.

use super::fixture::{Sizes, model};
use super::*;
use crate::{Extractor, Options};

const SIZES: Sizes = Sizes {
    shared: 0,
    names: 1,
    attribution: 1,
    hidden: 4,
};
/// Miri takes minutes for what the machine does in a second.
const STEP: usize = if cfg!(miri) { 9_973 } else { 97 };
const FILES: usize = if cfg!(miri) { 4 } else { 4_000 };
const ARTICLE: &str = "“The talks are over,” the minister’s aide said on Tuesday.\n\nHe denied it.";

#[test]
fn a_whole_file_is_read_and_runs() {
    let bytes = model(SIZES, 3);
    let read = Model::read(&bytes).expect("it is whole");
    assert_eq!((read.name.as_str(), read.vocabulary.len()), ("random", 13));
    let mut extractor = Extractor::new(&bytes).expect("it is whole");
    let extraction = extractor.extract(ARTICLE, &Options::default());
    assert_eq!(extraction.engine.model, "random");
    // The memory of the first call must not show in the second.
    assert_eq!(extraction, extractor.extract(ARTICLE, &Options::default()));
}

#[test]
fn a_file_cut_anywhere_is_refused() {
    let bytes = model(SIZES, 3);
    for end in (0..bytes.len())
        .step_by(STEP)
        .chain(bytes.len() - 9..bytes.len())
    {
        assert!(Model::read(&bytes[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn messages_say_what_is_wrong_on_one_line() {
    let whole = model(SIZES, 3);
    let replaced = |from: &str, to: &str| {
        assert_eq!(from.len(), to.len());
        let at = whole
            .windows(from.len())
            .position(|w| w == from.as_bytes())
            .expect("it stands there");
        let mut bytes = whole.clone();
        bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
        Model::read(&bytes)
            .err()
            .map(|e| e.to_string())
            .unwrap_or_default()
    };
    for (message, part) in [
        (
            Model::read(b"<!doctype html>")
                .err()
                .map(|e| e.to_string())
                .unwrap_or_default(),
            "no model file",
        ),
        (replaced("whosaid-1", "whosaid-9"), "not of the format"),
        (replaced("B-person", "B-planet"), "of another version"),
        (replaced("names.start", "names.stars"), "of another version"),
        (
            replaced(
                "\"names.start\":{\"data_offsets\":[",
                "\"names.start\":{\"data_offsets\":9",
            ),
            "no model file",
        ),
    ] {
        assert!(
            message.contains(part) && !message.contains('\n'),
            "{message:?}"
        );
        assert!(message.starts_with(char::is_lowercase), "{message:?}");
    }
}

#[test]
fn flipped_bits_never_panic() {
    let whole = model(SIZES, 3);
    let mut seed = 1_u32;
    for _ in 0..FILES {
        let mut bytes = whole.clone();
        for _ in 0..3 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            // Half of the flips go to the header, where they do most harm.
            let range = if seed & 1 << 30 == 0 {
                bytes.len()
            } else {
                bytes.len().min(9000)
            };
            bytes[(seed >> 7) as usize % range] ^= 1 << (seed >> 4 & 7);
        }
        if let Ok(mut extractor) = Extractor::new(&bytes) {
            extractor.extract(ARTICLE, &Options::default());
        }
    }
}
