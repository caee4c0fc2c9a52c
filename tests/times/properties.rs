//! What holds for any text: spans slice, stand in order, values parse, and long texts take their share of
//! time and no more.

use super::times;
use std::time::Instant;
use whosaid::times::{Time, TimeKind};

#[rustfmt::skip]
const PIECES: &[&str] = &[
    "May", "March", "Jan.", "Monday", "Fri.", "Sunday's", "2021", "1990s", "'90s", "3", "12", "31", "31st", "first", "2,000", "3:30", "25:99", "p.m.",
    "ET", "o'clock", "noon", "today", "yesterday", "the", "day", "before", "after", "next", "last", "this", "that", "same", "following", "week", "weeks",
    "year", "years", "ago", "later", "in", "on", "of", "to", "-", "–", "/", ",", ".", "(", ")", "'", "’s", "century", "20th", "BC", "A.D.", "early", "late",
    "mid-", "end", "quarter", "half", "summer", "fall", "every", "twice", "a", "an", "few", "couple", "hundred", "million", "billion", "999999999999999999",
    "0", "00", "-1", "½", "1/2", "and", "will", "said", "opens", "2021-12-05", "12/5/21", "31/12/1999", "T", "Christmas", "Eve", "New Year's", "daily",
    "old", "\n", "\n\n", "é", "中", "🙂", "\u{AD}", "\u{200B}", "\0", "\u{301}", "9/11", "Feb. 30", "weekend", "night", "fortnight", "decades", "[", "]", "$",
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
        let mut text = String::new();
        for _ in 0..self.below(pieces) {
            text.push_str(PIECES[self.below(PIECES.len())]);
            if self.below(4) > 0 {
                text.push(' ');
            }
        }
        text
    }
}

/// Digits, or an X for each that is not known.
fn digits(part: &str, width: std::ops::RangeInclusive<usize>) -> bool {
    width.contains(&part.len())
        && (part.bytes().all(|b| b.is_ascii_digit()) || part.bytes().all(|b| b == b'X'))
}

fn in_range(part: &str, range: std::ops::RangeInclusive<u32>) -> bool {
    part.parse().map_or(part == "XX", |n| range.contains(&n))
}

fn is_date(value: &str) -> bool {
    if matches!(value, "PAST_REF" | "PRESENT_REF" | "FUTURE_REF") {
        return true;
    }
    let value = value.strip_prefix("BC").unwrap_or(value);
    let mut parts = value.split('-');
    let year = parts.next().unwrap_or("");
    let rest: Vec<&str> = parts.collect();
    let vague =
        (year.len() == 4 && year.ends_with('X') && digits(year.trim_end_matches('X'), 2..=3))
            || digits(year, 2..=3);
    match rest[..] {
        [] => digits(year, 4..=13) || vague,
        ["SP" | "SU" | "FA" | "WI"] => digits(year, 4..=13),
        [one] if one.starts_with('Q') => in_range(&one[1..], 1..=4) || one == "QX",
        [one] if one.starts_with('H') => in_range(&one[1..], 1..=2),
        [one] if one.starts_with('W') => digits(year, 4..=4) && in_range(&one[1..], 1..=53),
        [week, "WE"] => week.starts_with('W') && in_range(&week[1..], 1..=53),
        [week, day] if week.starts_with('W') => {
            in_range(&week[1..], 1..=53) && in_range(day, 1..=7)
        }
        [month] => digits(year, 4..=13) && in_range(month, 1..=12),
        [month, day] => digits(year, 4..=13) && in_range(month, 1..=12) && in_range(day, 1..=31),
        _ => false,
    }
}

fn is_clock(value: &str) -> bool {
    if matches!(value, "MO" | "MI" | "AF" | "EV" | "NI") {
        return true;
    }
    let (hour, minute) = (value.get(..2).unwrap_or(""), value.get(3..5).unwrap_or(""));
    let zone = value.get(5..).unwrap_or("?");
    in_range(hour, 0..=23)
        && value.get(2..3) == Some(":")
        && in_range(minute, 0..=59)
        && (zone.is_empty() || zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-'])))
}

fn is_duration(value: &str) -> bool {
    let Some(rest) = value.strip_prefix('P') else {
        return false;
    };
    if matches!(rest, "XDE" | "XCE") {
        return true;
    }
    let amounts = rest.replace('T', "");
    let numbers = amounts.split(|c: char| c.is_ascii_alphabetic() && c != 'X');
    let fine = numbers
        .filter(|n| !n.is_empty())
        .all(|n| n == "X" || n.parse::<f64>().is_ok());
    fine && rest.ends_with(['Y', 'M', 'W', 'D', 'H', 'S'])
}

fn check(source: &str, time: &Time) {
    let value = &time.value;
    let dated = |value: &str| match value.split_once('T') {
        Some((day, clock)) => is_date(day) && is_clock(clock),
        None => is_date(value),
    };
    let fine = match time.kind {
        TimeKind::Date => match value.split_once('/') {
            Some((first, last)) => is_date(first) && is_date(last),
            None => is_date(value),
        },
        TimeKind::Time => dated(value),
        TimeKind::Duration => is_duration(value),
        TimeKind::Set => is_duration(value) || dated(value),
    };
    assert!(fine, "{:?} {value:?} in {source:?}", time.kind);
}

fn check_all(source: &str, reference_date: Option<&str>) {
    let mut end = 0;
    for time in times(source, reference_date) {
        assert!(
            time.span.start >= end && time.span.end > time.span.start,
            "{source:?}"
        );
        assert!(
            source.get(time.span.start..time.span.end).is_some(),
            "{source:?}"
        );
        check(source, &time);
        end = time.span.end;
    }
}

#[test]
fn generated_texts_keep_every_promise() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for n in 0..8_000 {
        let reference = [
            None,
            Some("2021-12-01"),
            Some("0001-01-01"),
            Some("9999-12-31"),
            Some("2020-02-29"),
            Some("nonsense"),
        ];
        check_all(&random.text(24), reference[n % reference.len()]);
    }
}

#[test]
fn every_triple_of_pieces_keeps_every_promise() {
    for a in PIECES {
        for b in PIECES {
            for c in ["May", "ago", "-"] {
                check_all(&format!("{a} {b} {c}"), Some("2021-12-01"));
                check_all(&format!("in {a}{b}{c}."), None);
            }
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
        "on Monday ",
        "3 ",
        "May 3-",
        "the end of ",
        "in 2010 and ",
        "two hundred and ",
    ] {
        let seconds = |bytes: usize| {
            let source = piece.repeat(bytes / piece.len());
            let start = Instant::now();
            times(&source, Some("2021-12-01"));
            start.elapsed().as_secs_f64()
        };
        let linear = (0..ATTEMPTS).any(|_| seconds(160_000) < seconds(20_000) * LIMIT);
        assert!(linear, "{piece:?}");
    }
}
