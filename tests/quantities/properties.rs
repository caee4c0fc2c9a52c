//! What holds for any text: spans slice, stand in order, values are numbers, and long texts take their
//! share of time and no more.

use super::quantities;
use std::time::Instant;
use whosaid::quantities::QuantityKind;

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "$", "£", "€", "US$", "3", "12", "3,000", "1.2", "1.2bn", "40m", "50p", "%", "per cent", "percentage points", "million", "billion", "trillion", "hundred",
    "thousand", "thousands of", "dozens", "a", "an", "half", "quarter", "third", "two-thirds", "1/2", "½", "5 1/2", "one", "two", "twenty", "-", "–", "to", "and",
    "between", "at least", "people", "soldiers", "km", "km/h", "square", "feet", "°C", "degrees", "minus", "pounds", "won", "dead", "of", "the", "in", "21st",
    "second", "year-old", "aged", ",", ".", "(", ")", ":", "/", "+", "999999999999999999999", "0", "1e309", "crore", "dozen", "yen", "Swiss francs", "é", "中",
    "🙂", "\u{AD}", "\0", "\n", "\n\n", "’s", "said", "F-16", "No.", "555-2010", "3-1", "killed", "(BBC)", "May 3", "2021", "last year", "m²", "tonnes",
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
}

#[test]
fn generated_texts_keep_every_promise() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..8_000 {
        let mut source = String::new();
        for _ in 0..random.below(24) {
            source.push_str(PIECES[random.below(PIECES.len())]);
            if random.below(4) > 0 {
                source.push(' ');
            }
        }
        let mut end = 0;
        for q in quantities(&source) {
            assert!(
                q.span.start >= end && q.span.end > q.span.start,
                "{source:?}"
            );
            assert!(source.get(q.span.start..q.span.end).is_some(), "{source:?}");
            assert!(q.value.is_finite(), "{source:?}");
            assert!(q.unit.as_deref() != Some(""), "{source:?}");
            let unit = matches!(
                q.kind,
                QuantityKind::Money | QuantityKind::Percent | QuantityKind::Measure
            );
            assert!(!unit || q.unit.is_some(), "{source:?}");
            end = q.span.end;
        }
    }
}

/// Eight times the text takes about eight times as long, not sixty-four, though it is one sentence.
#[test]
fn time_grows_with_the_text() {
    /// Far from both: a busy machine may make a run several times slower.
    const LIMIT: f64 = 24.0;
    /// One undisturbed pair of runs is enough; quadratic growth fails them all.
    const ATTEMPTS: usize = 12;
    for piece in [
        "12 men ",
        "two hundred and ",
        "a third of the ",
        "$3-",
        "1,000,",
        "very big ",
    ] {
        let seconds = |bytes: usize| {
            let source = piece.repeat(bytes / piece.len());
            let start = Instant::now();
            quantities(&source);
            start.elapsed().as_secs_f64()
        };
        let linear = (0..ATTEMPTS).any(|_| seconds(160_000) < seconds(20_000) * LIMIT);
        assert!(linear, "{piece:?}");
    }
}
