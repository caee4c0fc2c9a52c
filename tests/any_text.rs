//! Any text gives a result whose spans slice what they claim, with the shipped model, however the text
//! was thrown together.

mod common;

use common::pieces::PIECES;
use common::promises;
use common::random::Random;
use std::fs;
use whosaid::{Extractor, Options};

/// Texts thrown together; each takes a few milliseconds.
const TEXTS: usize = 200;

fn extractor() -> Extractor {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/model/en.safetensors");
    Extractor::new(&fs::read(path).expect("the shipped model")).expect("it is whole")
}

#[test]
fn every_promise_is_kept_in_any_text() {
    let mut extractor = extractor();
    let mut random = Random::new(20_240_501);
    let mut seen = 0;
    for _ in 0..TEXTS {
        let text = random.text(&PIECES, 120, 30);
        let found = extractor.extract(&text, &Options::default());
        seen += promises::extraction(&text, &found);
    }
    assert!(seen > 10 * TEXTS);
}

#[test]
fn what_came_before_does_not_show() {
    let article = "“The talks are over,” Ann Okoye said on Tuesday. Officials denied that 12 people had left.";
    let fresh = extractor().extract(article, &Options::default());
    let mut used = extractor();
    used.extract(
        &"Other people said other things in 2019. ".repeat(300),
        &Options::default(),
    );
    assert_eq!(used.extract(article, &Options::default()), fresh);
}
