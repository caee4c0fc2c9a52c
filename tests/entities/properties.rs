//! What holds of any text with any tagging.

use std::time::{Duration, Instant};

use whosaid::decode::{Attribution, Name, NameKind, PartOfSpeech, Tagging};
use whosaid::entities::{MentionKind, resolve};
use whosaid::text::Text;

const KINDS: [NameKind; 7] = [
    NameKind::Person,
    NameKind::Organization,
    NameKind::Place,
    NameKind::Group,
    NameKind::Event,
    NameKind::Work,
    NameKind::Other,
];

#[rustfmt::skip]
const PARTS: [PartOfSpeech; 14] = {
    use PartOfSpeech::*;
    [Dt, Nn, Nns, Nnp, Nnps, Jj, Pos, Prp, PrpS, Vbd, In, Cc, Cd, Punct]
};

const WORDS: &[&str] = &[
    "the",
    "minister",
    "said",
    "he",
    "her",
    "Smith",
    "Ann",
    "Smith",
    "WHO",
    "(",
    ")",
    ",",
    ".",
    "\"",
    "known",
    "as",
    "or",
    "of",
    "company",
    "'s",
    "\u{0}",
    "😀",
    "Ünal-Öz",
    "al-",
    "is",
    "a",
    "it",
    "they",
    "I",
    "we",
    "named",
    "43",
    "\n\n",
    "“",
    "”",
    "\u{ad}",
    "US",
    "II",
];

/// A small generator, so that every run tries the same texts.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

fn any_tagging(dice: &mut Dice, count: usize) -> Tagging {
    let mut tagging = Tagging::default();
    let mut at = 0;
    while at < count {
        let end = at + 1 + dice.roll(3);
        if dice.roll(3) == 0 && end <= count {
            let confidence = dice.roll(101) as f32 / 100.0;
            tagging.names.push(Name {
                tokens: at..end,
                kind: KINDS[dice.roll(7)],
                confidence,
            });
        }
        at = end;
    }
    let mut range = |from: usize| from..(from + 1 + dice.roll(6)).min(count);
    for from in (0..count.saturating_sub(8)).step_by(9) {
        let (source, cue, content) = (range(from), range(from + 2), range(from + 4));
        tagging.attributions.push(Attribution {
            source: Some(source),
            cue: Some(cue),
            contents: vec![content],
            confidence: 0.5,
        });
    }
    // A part of speech may be missing, where a text was cut short.
    tagging.parts_of_speech = (0..count - count.min(dice.roll(2)))
        .map(|_| PARTS[dice.roll(PARTS.len())])
        .collect();
    tagging
}

#[test]
fn any_tagging_gives_whole_and_sorted_entities() {
    let mut dice = Dice(7);
    for round in 0..400 {
        let words: Vec<&str> = (0..dice.roll(120))
            .map(|_| WORDS[dice.roll(WORDS.len())])
            .collect();
        let source = words.join(if round % 7 == 0 { "" } else { " " });
        let text = Text::new(&source);
        let tagging = any_tagging(&mut dice, text.tokens.len());
        let entities = resolve(&text, &tagging);
        let mut named = 0;
        let mut last = None;
        for entity in &entities {
            assert!(
                !entity.name.is_empty() && !entity.mentions.is_empty(),
                "{entity:?}"
            );
            let first = entity.mentions[0].span;
            assert!(last <= Some(first), "entities in order");
            last = Some(first);
            assert!(
                entity.mentions.windows(2).all(|m| m[0].span < m[1].span),
                "{entity:?}"
            );
            for m in &entity.mentions {
                assert!(
                    source
                        .get(m.span.start..m.span.end)
                        .is_some_and(|s| !s.is_empty())
                );
                assert!((0.0..=1.0).contains(&m.confidence), "{m:?}");
                named += usize::from(m.kind == MentionKind::Name);
            }
        }
        assert_eq!(
            named,
            tagging.names.len(),
            "each name is a mention of one entity: {source:?}"
        );
        assert_eq!(entities, resolve(&text, &tagging));
    }
}

/// How long a text may take that names thousands: it takes a fraction of a second where time is linear.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_family_of_thousands_is_read_in_linear_time() {
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
    let start = Instant::now();
    let entities = resolve(&text, &tagging);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    assert!(entities.len() < 10, "{}", entities.len());
}

#[test]
fn thousands_of_different_relatives_are_read_in_linear_time() {
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
    let start = Instant::now();
    let entities = resolve(&text, &tagging);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    assert!(entities.len() >= 25_000);
}
