//! What names and parts of speech change: a person called April is no month, a modal verb looks ahead.

use std::ops::Range;
use whosaid::decode::{Name, NameKind, PartOfSpeech, Tagging};
use whosaid::text::Text;
use whosaid::times::find;

/// Text and value of each time, with the given names; each token has the part of speech that its word has in
/// the list, else that of a noun.
fn values(
    source: &str,
    names: &[(Range<usize>, NameKind)],
    speech: &[(&str, PartOfSpeech)],
) -> Vec<(String, String)> {
    let text = Text::new(source);
    let word = |span: whosaid::text::Span| &source[span.start..span.end];
    let tagging = Tagging {
        names: names
            .iter()
            .map(|(tokens, kind)| Name {
                tokens: tokens.clone(),
                kind: *kind,
                confidence: 1.0,
            })
            .collect(),
        parts_of_speech: text
            .tokens
            .iter()
            .map(|t| {
                speech
                    .iter()
                    .find(|s| s.0 == word(t.span))
                    .map_or(PartOfSpeech::Nn, |s| s.1)
            })
            .collect(),
        ..Tagging::default()
    };
    find(&text, &tagging, Some("2023-02-23"))
        .into_iter()
        .map(|t| (word(t.span).to_owned(), t.value))
        .collect()
}

fn pair(text: &str, value: &str) -> (String, String) {
    (text.to_owned(), value.to_owned())
}

#[test]
fn a_name_is_no_date() {
    let source = "April leads the group";
    assert_eq!(values(source, &[], &[]), [pair("April", "XXXX-04")]);
    assert_eq!(values(source, &[(0..1, NameKind::Person)], &[]), []);
    let source = "He plays in Vampire Weekend and for Sheffield Wednesday";
    assert_eq!(values(source, &[(7..9, NameKind::Organization)], &[]), []);
}

#[test]
fn a_year_in_the_name_of_an_event_is_a_date() {
    let names = [(0..3, NameKind::Event)];
    assert_eq!(
        values("World Cup 2018", &names, &[]),
        [pair("2018", "2018")]
    );
}

#[test]
fn the_verb_gives_the_direction() {
    use PartOfSpeech::{Vb, Vbd, Vbz};
    let source = "The chancellor sets the budget on Monday";
    assert_eq!(
        values(source, &[], &[("sets", Vbd)]),
        [pair("Monday", "2023-02-20")]
    );
    let source = "The trial opens on Monday";
    assert_eq!(
        values(source, &[], &[("opens", Vbz)]),
        [pair("Monday", "2023-02-27")]
    );
    let source = "The court is due to rule on Monday";
    assert_eq!(
        values(source, &[], &[("rule", Vb)]),
        [pair("Monday", "2023-02-27")]
    );
}
