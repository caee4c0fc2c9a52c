//! What holds of any text with any tagging.

use crate::common::random::Random;
use crate::common::{given, promises};
use whosaid::decode::{Name, NameKind, PartOfSpeech, Tagging};
use whosaid::entities::resolve;
use whosaid::text::Text;

#[rustfmt::skip]
const WORDS: &[&str] = &[
    "the", "minister", "said", "he", "her", "Smith", "Ann", "Smith", "WHO", "(", ")", ",", ".", "\"", "known", "as", "or", "of",
    "company", "'s", "\u{0}", "😀", "Ünal-Öz", "al-", "is", "a", "it", "they", "I", "we", "named", "43", "\n\n", "“", "”",
    "\u{ad}", "US", "II",
];

#[test]
fn any_tagging_gives_whole_and_sorted_entities() {
    let mut random = Random::new(7);
    for round in 0..400 {
        let source = random.text(WORDS, 120, if round % 7 == 0 { 0 } else { 100 });
        let text = Text::new(&source);
        let tagging = given::tagging(&text, &random.bytes(64));
        let entities = resolve(&text, &tagging);
        promises::entities(&source, &tagging, &entities);
        assert_eq!(entities, resolve(&text, &tagging));
    }
}

/// Each of these took minutes if a name looked at all that came before.
#[test]
fn a_family_of_thousands_is_read() {
    let one = "Ann Smith said he saw the Smith company (WHO), known as Bob Smith. ";
    let source = one.repeat(12_500);
    let text = Text::new(&source);
    let mut tagging = Tagging::default();
    for (i, token) in text.tokens.iter().enumerate() {
        let word = &source[token.span.start..token.span.end];
        let (part, name) = match word {
            "Ann" | "Bob" => (PartOfSpeech::Nnp, Some((i..i + 2, NameKind::Person))),
            "WHO" => (PartOfSpeech::Nnp, Some((i..i + 1, NameKind::Organization))),
            "Smith" => (PartOfSpeech::Nnp, None),
            "he" => (PartOfSpeech::Prp, None),
            "said" | "saw" => (PartOfSpeech::Vbd, None),
            "the" => (PartOfSpeech::Dt, None),
            "company" => (PartOfSpeech::Nn, None),
            _ => (PartOfSpeech::Punct, None),
        };
        tagging.parts_of_speech.push(part);
        if let Some((tokens, kind)) = name {
            tagging.names.push(Name {
                tokens,
                kind,
                confidence: 0.9,
            });
        }
    }
    let entities = resolve(&text, &tagging);
    assert!(entities.len() < 10, "{}", entities.len());
}

#[test]
fn fifty_thousand_names_of_one_family_are_read() {
    let mut source = String::new();
    for i in 0..25_000 {
        source.push_str(&format!("Given{i} Smith met Smith. "));
    }
    let text = Text::new(&source);
    let mut tagging = Tagging::default();
    for (i, token) in text.tokens.iter().enumerate() {
        let word = &source[token.span.start..token.span.end];
        tagging.parts_of_speech.push(if word == "met" {
            PartOfSpeech::Vbd
        } else if word == "." {
            PartOfSpeech::Punct
        } else {
            PartOfSpeech::Nnp
        });
        let bare =
            word == "Smith" && i > 0 && source[text.tokens[i - 1].span.start..].starts_with("met");
        if word.starts_with("Given") {
            tagging.names.push(Name {
                tokens: i..i + 2,
                kind: NameKind::Person,
                confidence: 0.9,
            });
        } else if bare {
            tagging.names.push(Name {
                tokens: i..i + 1,
                kind: NameKind::Person,
                confidence: 0.9,
            });
        }
    }
    let entities = resolve(&text, &tagging);
    assert!(entities.len() >= 25_000);
}
