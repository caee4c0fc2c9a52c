//! What an expression of time says by itself, before publication date and context are known.

use super::calendar::Point;
use super::lexicon::Unit;
use super::{TimeKind, clock::Clock};
use std::ops::Range;

/// From where a word such as "last" or "following" points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// No such word: tense decides.
    Bare,
    /// "this", "current".
    This,
    /// "last".
    Last,
    /// "next".
    Next,
    /// "the following": after the date that the text spoke of before.
    Following,
    /// "the previous": before that date.
    Previous,
    /// "that", "the same": that date.
    Same,
}

/// Where an amount of time is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// Publication.
    Now,
    /// The date that the text spoke of before.
    Context,
}

/// What an expression says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reading {
    /// Year, month, day, as far as stated.
    Point {
        point: Point,
        weekday: Option<u8>,
        turn: Turn,
    },
    /// Days of one month: "May 3-5".
    Days {
        year: Option<i64>,
        month: u8,
        first: u8,
        last: u8,
    },
    /// A weekday alone.
    Weekday { day: u8, turn: Turn },
    /// "today" 0, "yesterday" -1.
    Day { shift: i64 },
    /// "last year", "the same day".
    Unit { unit: Unit, turn: Turn },
    /// "the summer of 2012", "last spring".
    Season {
        season: &'static str,
        year: Option<i64>,
        turn: Turn,
    },
    /// "third quarter": the letter Q or H, its number.
    Share {
        letter: char,
        number: u8,
        year: Option<i64>,
    },
    /// The 1990s: 199.
    Decade(i64),
    /// The 20th century: 20; before Christ negative.
    Century(i64),
    /// "two weeks ago", "three days later"; no count for "some years ago".
    Offset {
        unit: Unit,
        count: Option<f64>,
        origin: Origin,
        back: bool,
    },
    /// "in two weeks": a date if the clause looks ahead, else a duration.
    Within {
        unit: Unit,
        count: f64,
        duration: String,
    },
    /// A value that depends on nothing.
    Fixed { kind: TimeKind, value: String },
    /// A time of day without its day.
    Clock,
    /// No expression of time, though it looks like one: nothing inside it is to be read.
    Nothing,
}

/// An expression of time in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    /// Its atoms.
    pub(super) atoms: Range<usize>,
    pub(super) reading: Reading,
    /// Part of the day in TIMEX3's letters.
    pub(super) part: Option<&'static str>,
    pub(super) clock: Option<Clock>,
}

impl Reading {
    pub(super) fn year(year: i64) -> Self {
        Reading::point(Point::of_year(year))
    }

    pub(super) fn point(point: Point) -> Self {
        Reading::Point {
            point,
            weekday: None,
            turn: Turn::Bare,
        }
    }

    pub(super) fn duration(value: String) -> Self {
        Reading::Fixed {
            kind: TimeKind::Duration,
            value,
        }
    }

    pub(super) fn set(value: impl Into<String>) -> Self {
        Reading::Fixed {
            kind: TimeKind::Set,
            value: value.into(),
        }
    }

    /// Names one day, so that a part of the day or a time of day can belong to it.
    pub(super) fn is_day(&self) -> bool {
        match self {
            Reading::Point { point, .. } => point.day.is_some(),
            Reading::Weekday { .. } | Reading::Day { .. } => true,
            Reading::Unit { unit, .. } | Reading::Offset { unit, .. } => *unit == Unit::Day,
            _ => false,
        }
    }
}
