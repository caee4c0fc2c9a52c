//! What holds for any text: spans slice what they claim, in order, and nothing visible is lost.

use whosaid::text::chars::{is_separator, is_visible};
use whosaid::text::{QuoteState, Text, Utf16};

/// Pieces that the generator strings together: letters, marks, and what makes trouble next to each other.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "a", "I", "Mr.", "U.S.", "No.", "p.m.", "n't", "'s", "’s", "said", "The", "é", "e\u{301}", "\u{301}", "中", "🙂", "👩\u{200D}👧", "🇺🇸", "🇬",
    "0", "5", "1,000", "3:30", "$", "%", ".", "..", "…", ",", ";", ":", "!", "?", "-", "--", "—", "–", "/", "&", "@", "#", "_", "+", "*", "=",
    "'", "’", "‘", "\"", "“", "”", "„", "«", "»", "``", "''", "(", ")", "[", "]", "{", "}", "<", ">", "http://", "www.", "\\", "|",
    " ", " ", " ", " ", "\u{A0}", "\t", "\n", "\n", "\r\n", "\r", "\u{2028}", "\0", "\u{200B}", "\u{AD}", "\u{200D}", "\u{202E}", "\u{FEFF}", "\u{FFFD}",
    "\u{E000}", "\u{10FFFF}", "Image:", "Tuesday, May 5, 2020", "[3]", "Read more", "• ",
];

/// A small generator with a fixed start, so that every run tests the same texts.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        // xorshift64 (Marsaglia 2003)
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn text(&mut self, pieces: usize) -> String {
        (0..self.below(pieces))
            .map(|_| PIECES[self.below(PIECES.len())])
            .collect()
    }
}

fn check(source: &str) {
    let text = Text::new(source);
    let mut end = 0;
    for token in &text.tokens {
        assert!(end <= token.span.start, "tokens overlap in {source:?}");
        assert!(
            !source[end..token.span.start].contains(is_visible),
            "{:?} lost in {source:?}",
            &source[end..token.span.start]
        );
        let form = &source[token.span.start..token.span.end];
        assert!(
            form.starts_with(is_visible) && form.ends_with(is_visible),
            "{form:?} in {source:?}"
        );
        assert!(
            !form.contains(is_separator),
            "{form:?} holds white space in {source:?}"
        );
        end = token.span.end;
    }
    assert!(
        !source[end..].contains(is_visible),
        "end lost in {source:?}"
    );

    let (mut sentence, mut token, mut end) = (0, 0, 0);
    for (i, paragraph) in text.paragraphs.iter().enumerate() {
        assert_eq!(paragraph.sentences.start, sentence);
        assert_eq!(paragraph.tokens.start, token);
        assert!(paragraph.tokens.end > token && end <= paragraph.span.start);
        assert_eq!(paragraph.span.start, text.tokens[token].span.start);
        for s in &text.sentences[paragraph.sentences.clone()] {
            assert_eq!((s.paragraph, s.tokens.start), (i, token));
            assert!(s.tokens.end > token);
            assert_eq!(s.span.start, text.tokens[s.tokens.start].span.start);
            assert_eq!(s.span.end, text.tokens[s.tokens.end - 1].span.end);
            token = s.tokens.end;
        }
        assert_eq!(token, paragraph.tokens.end);
        end = paragraph.span.end;
        assert_eq!(end, text.tokens[token - 1].span.end);
        sentence = paragraph.sentences.end;
    }
    assert_eq!((sentence, token), (text.sentences.len(), text.tokens.len()));

    let mut enclosing: Vec<usize> = Vec::new();
    for q in &text.quotations {
        enclosing.retain(|&e| e > q.tokens.start);
        assert_eq!(enclosing.len(), q.depth, "{source:?}");
        assert!(
            enclosing.last().is_none_or(|&e| q.tokens.end <= e),
            "quotations cross in {source:?}"
        );
        assert!(q.tokens.start < q.tokens.end);
        assert_eq!(
            (q.span.start, q.span.end),
            (
                text.tokens[q.tokens.start].span.start,
                text.tokens[q.tokens.end - 1].span.end
            )
        );
        assert!(
            text.tokens[q.tokens.clone()]
                .iter()
                .all(|t| t.quote != QuoteState::Out)
        );
        let home = text
            .paragraphs
            .iter()
            .find(|p| p.tokens.contains(&q.tokens.start));
        assert!(home.is_some_and(|p| q.tokens.end <= p.tokens.end));
        enclosing.push(q.tokens.end);
    }
    let outer: usize = text
        .quotations
        .iter()
        .filter(|q| q.depth == 0)
        .map(|q| q.tokens.len())
        .sum();
    assert_eq!(
        outer,
        text.tokens
            .iter()
            .filter(|t| t.quote != QuoteState::Out)
            .count()
    );

    let utf16 = Utf16::new(source);
    for token in &text.tokens {
        let form = &source[token.span.start..token.span.end];
        assert_eq!(
            utf16.offset(token.span.end) - utf16.offset(token.span.start),
            form.encode_utf16().count()
        );
    }
}

#[test]
fn generated_texts_keep_every_promise() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..20_000 {
        check(&random.text(40));
    }
    for _ in 0..200 {
        check(&random.text(2_000));
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
