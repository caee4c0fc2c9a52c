//! What holds for any text: spans slice what they claim, in order, and nothing visible is lost.

use crate::common::promises;
use crate::common::random::Random;
use whosaid::text::Text;

/// Pieces that the generator strings together: letters, marks, and what makes trouble next to each other.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "I", "Mr.", "U.S.", "No.", "p.m.", "n't", "'s", "’s", "said", "The", "é", "e\u{301}", "\u{301}", "中", "🙂", "👩\u{200D}👧", "🇺🇸", "🇬",
    "0", "5", "1,000", "3:30", "$", "%", ".", "..", "…", ",", ";", ":", "!", "?", "-", "--", "—", "–", "/", "&", "@", "#", "_", "+", "*", "=",
    "'", "’", "‘", "\"", "“", "”", "„", "«", "»", "``", "''", "(", ")", "[", "]", "{", "}", "<", ">", "http://", "www.", "\\", "|",
    " ", " ", " ", " ", "\u{A0}", "\t", "\n", "\n", "\r\n", "\r", "\u{2028}", "\0", "\u{200B}", "\u{AD}", "\u{200D}", "\u{202E}", "\u{FEFF}", "\u{FFFD}",
    "\u{E000}", "\u{10FFFF}", "Image:", "Tuesday, May 5, 2020", "[3]", "Read more", "• ",
];

fn check(source: &str) {
    promises::text(&Text::new(source));
    promises::utf16(source);
}

#[test]
fn generated_texts_keep_every_promise() {
    let mut random = Random::new(1);
    // Miri takes minutes for what the machine does in a second.
    let (short, long) = if cfg!(miri) { (40, 0) } else { (20_000, 200) };
    for _ in 0..short {
        check(&random.text(PIECES, 40, 0));
    }
    for _ in 0..long {
        check(&random.text(PIECES, 2_000, 0));
    }
}

#[test]
fn every_pair_of_pieces_keeps_every_promise() {
    for a in PIECES {
        for b in PIECES {
            check(&format!("{a}{b}"));
            check(&format!("x{a}{b}x"));
        }
    }
}

/// Each of these took minutes if any step looked further than its share.
#[test]
fn long_runs_of_anything_finish() {
    const SIZE: usize = 1 << 20;
    for piece in PIECES {
        let source = piece.repeat(SIZE / 8 / piece.len());
        let tokens = Text::new(&source).tokens.len();
        assert!(tokens <= source.len());
        let spaced = format!("{piece}a ").repeat(SIZE / 16 / (piece.len() + 2));
        assert!(Text::new(&spaced).tokens.len() <= spaced.len());
    }
    assert_eq!(Text::new(&"a".repeat(SIZE)).tokens.len(), 1);
    let nested = format!("{}word{}", "“".repeat(100_000), "”".repeat(100_000));
    assert_eq!(Text::new(&nested).quotations.len(), 100_000);
    let brackets = format!("{}x{}", "(".repeat(10_000), ")".repeat(10_000));
    assert_eq!(Text::new(&brackets).tokens.len(), 20_001);
}

#[test]
fn a_text_without_a_visible_character_has_no_parts() {
    for source in ["", " ", "\n\n\r\n", "\u{200B}\u{FEFF}\u{AD}", "\0\0"] {
        let text = Text::new(source);
        assert!(
            text.tokens.is_empty()
                && text.paragraphs.is_empty()
                && text.sentences.is_empty()
                && text.quotations.is_empty()
        );
    }
}
