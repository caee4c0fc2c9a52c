//! The stages that read texts, one after the other.

#![allow(dead_code, reason = "regressions use some of them")]

use crate::common::{given, promises};
use crate::input::Input;
use whosaid::features::{ALPHABET, Features, Keys, SHAPES, normalize};
use whosaid::text::Text;

pub fn utf16(data: &[u8]) {
    promises::utf16(&Input::read(data).text);
}

pub fn text(data: &[u8]) {
    promises::text(&Text::new(&Input::read(data).text));
}

pub fn features(data: &[u8]) {
    let input = Input::read(data);
    let text = Text::new(&input.text);
    let features = Features::new(&text);
    let count = text.tokens.len();
    for length in [
        features.shape.len(),
        features.characters.len(),
        features.sentence_start.len(),
        features.paragraph_start.len(),
        features.quote.len(),
    ] {
        assert_eq!(length, count);
    }
    assert!(features.shape.iter().all(|&s| usize::from(s) < SHAPES));
    let mut keys = Keys::default();
    let mut twice = String::new();
    for (token, characters) in text.tokens.iter().zip(&features.characters) {
        assert!(characters.iter().all(|&c| usize::from(c) < ALPHABET));
        let surface = &input.text[token.span.start..token.span.end];
        let mut tried = Vec::new();
        keys.find(surface, |key| -> Option<()> {
            tried.push(key.to_owned());
            None
        });
        // The first key is the normal form, and no key is tried twice in a row.
        normalize(surface, &mut twice);
        assert_eq!(tried.first(), Some(&twice));
        assert!(tried.windows(2).all(|k| k[0] != k[1]), "{tried:?}");
    }
}

pub fn entities(data: &[u8]) {
    let input = Input::read(data);
    let text = Text::new(&input.text);
    let tagging = given::tagging(&text, input.bytes);
    let entities = whosaid::entities::resolve(&text, &tagging);
    promises::entities(&input.text, &tagging, &entities);
}

pub fn times(data: &[u8]) {
    let input = Input::read(data);
    let text = Text::new(&input.text);
    let tagging = given::tagging(&text, input.bytes);
    let times = whosaid::times::find(&text, &tagging, input.reference_date());
    promises::times(&input.text, &times);
}

pub fn quantities(data: &[u8]) {
    let input = Input::read(data);
    let text = Text::new(&input.text);
    let tagging = given::tagging(&text, input.bytes);
    let times = whosaid::times::find(&text, &tagging, input.reference_date());
    let quantities = whosaid::quantities::find(&text, &tagging, &times);
    promises::quantities(&input.text, &quantities, &times);
}

pub fn claims(data: &[u8]) {
    let input = Input::read(data);
    let text = Text::new(&input.text);
    let tagging = given::tagging(&text, input.bytes);
    let entities = whosaid::entities::resolve(&text, &tagging);
    let times = whosaid::times::find(&text, &tagging, input.reference_date());
    let quantities = whosaid::quantities::find(&text, &tagging, &times);
    let claims = whosaid::claims::build(&text, &tagging, &entities, &times, &quantities);
    promises::claims(
        &input.text,
        &claims,
        entities.len(),
        times.len(),
        quantities.len(),
    );
    let relations = whosaid::relations::find(&whosaid::relations::Inputs {
        text: &text,
        tagging: &tagging,
        claims: &claims,
        entities: &entities,
        times: &times,
        quantities: &quantities,
    });
    promises::relations(&input.text, &relations, claims.len());
}
