//! Reads times of day: "3:30 p.m. ET", "22:30", "9am", "noon", "ten o'clock".

use super::lexicon;
use crate::numbers;
use crate::scan::Atoms;

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    /// Offset from UTC as ISO 8601 writes it, empty where unknown.
    pub(super) zone: &'static str,
}

impl Clock {
    /// `15:30-04:00`
    pub(super) fn value(self) -> String {
        format!("{:02}:{:02}{}", self.hour, self.minute, self.zone)
    }
}

/// "a.m.", "PM": whether it is after noon, and where it ends.
fn half_of_day(a: &Atoms, i: usize) -> Option<(usize, bool)> {
    let afternoon = |word: &str| match word {
        "am" | "a" => Some(false),
        "pm" | "p" => Some(true),
        _ => None,
    };
    let half = afternoon(a.at(i))?;
    if a.at(i).len() == 2 {
        // A form of "to be" stands after a pronoun, never after a number.
        return Some((i + 1, half));
    }
    // "p.m." with or without its last dot, "p. m."
    if a.at(i + 1) == "." && a.at(i + 2) == "m" {
        let dot = a.at(i + 3) == "." && a.glued(i + 3);
        return Some((if dot { i + 4 } else { i + 3 }, half));
    }
    None
}

fn on_the_clock(hour: u64, minute: u64, afternoon: Option<bool>) -> Option<(u8, u8)> {
    let (hour, minute) = (u8::try_from(hour).ok()?, u8::try_from(minute).ok()?);
    if minute > 59 {
        return None;
    }
    let hour = match afternoon {
        None if hour < 24 => hour,
        Some(after) if (1..=12).contains(&hour) => hour % 12 + if after { 12 } else { 0 },
        // "15:30 p.m." is said too.
        Some(true) if (13..24).contains(&hour) => hour,
        _ => return None,
    };
    Some((hour, minute))
}

/// The zone behind a time of day, if any.
fn zone(a: &Atoms, i: usize) -> (usize, &'static str) {
    let open = usize::from(a.at(i) == "(");
    let close = |end: usize| {
        if open == 1 && a.at(end) == ")" {
            end + 1
        } else {
            end
        }
    };
    if a.all_capitals(i + open)
        && let Some(zone) = lexicon::zone(a.at(i + open))
    {
        return (close(i + open + 1), zone);
    }
    match (a.at(i + open), a.at(i + open + 1)) {
        ("local" | "eastern" | "pacific" | "central", "time") => (close(i + open + 2), ""),
        ("eastern" | "pacific" | "central", "standard" | "daylight")
            if a.at(i + open + 2) == "time" =>
        {
            (close(i + open + 3), "")
        }
        _ => (i, ""),
    }
}

/// A time of day that starts at this atom.
pub(super) fn read(a: &Atoms, i: usize) -> Option<(usize, Clock)> {
    let (end, hour, minute) = match a.at(i) {
        "noon" | "midday" => (i + 1, 12, 0),
        "midnight" => (i + 1, 0, 0),
        _ => digits(a, i).or_else(|| o_clock(a, i))?,
    };
    let (end, zone) = zone(a, end);
    Some((end, Clock { hour, minute, zone }))
}

fn digits(a: &Atoms, i: usize) -> Option<(usize, u8, u8)> {
    let hour = a.digits(i)?;
    let inside = a.glued(i) && matches!(a.before(i, 1), ":" | "." | "," | "$" | "£" | "€" | "/");
    if inside || (a.glued(i) && i > 0 && a.is_word(i - 1)) {
        return None;
    }
    let width = a.at(i).len();
    let minutes = |separator: &str| {
        let shape =
            a.at(i + 1) == separator && a.glued(i + 1) && a.glued(i + 2) && a.at(i + 2).len() == 2;
        if shape { a.digits(i + 2) } else { None }
    };
    if width <= 2
        && let Some(minute) = minutes(":")
    {
        // Seconds are passed over; more colons or decimals are a stopwatch, not a clock.
        let mut end = i + 3;
        if a.at(end) == ":" && a.glued(end) && a.is_digits(end + 1) && a.at(end + 1).len() == 2 {
            end += 2;
        }
        let stopwatch = matches!(a.at(end), ":" | "." | ",")
            && a.glued(end)
            && a.glued(end + 1)
            && a.is_digits(end + 1);
        if stopwatch {
            return None;
        }
        let half = half_of_day(a, end);
        // "2:05:11" is how long a race took.
        if end > i + 3 && width == 1 && half.is_none() {
            return None;
        }
        let (hour, minute) = on_the_clock(hour, minute, half.map(|h| h.1))?;
        let hours = half.map_or(end, |h| h.0);
        return Some((hours, hour, minute));
    }
    if width <= 2
        && let Some(minute) = minutes(".")
        && let Some((end, half)) = half_of_day(a, i + 3)
    {
        let (hour, minute) = on_the_clock(hour, minute, Some(half))?;
        return Some((end, hour, minute));
    }
    if width <= 2
        && let Some((end, half)) = half_of_day(a, i + 1)
    {
        let (hour, minute) = on_the_clock(hour, 0, Some(half))?;
        return Some((end, hour, minute));
    }
    // "1530 GMT", "0900 hours"
    let military =
        matches!(a.at(i + 1), "gmt" | "utc" | "hours" | "hrs" | "bst" | "cet") && !a.glued(i + 1);
    if width == 4 && military && (a.at(i + 1).len() == 3 || a.at(i).starts_with('0')) {
        let (hour, minute) = on_the_clock(hour / 100, hour % 100, None)?;
        let end = if matches!(a.at(i + 1), "hours" | "hrs") {
            i + 2
        } else {
            i + 1
        };
        return Some((end, hour, minute));
    }
    None
}

/// "ten o'clock", "10 o'clock"
fn o_clock(a: &Atoms, i: usize) -> Option<(usize, u8, u8)> {
    let hour = a
        .digits(i)
        .or_else(|| numbers::small(a.at(i)).map(u64::from))?;
    let said = a.at(i + 1) == "o" && a.at(i + 2) == "'" && a.at(i + 3) == "clock";
    if !said || !(1..=24).contains(&hour) {
        return None;
    }
    let mut end = i + 4;
    let mut after = None;
    if a.at(end) == "in" && a.at(end + 1) == "the" {
        after = match a.at(end + 2) {
            "morning" => Some(false),
            "afternoon" | "evening" => Some(true),
            _ => None,
        };
        if after.is_some() {
            end += 3;
        }
    }
    let (hour, minute) =
        on_the_clock(hour % 24, 0, after).or_else(|| on_the_clock(hour % 24, 0, None))?;
    Some((end, hour, minute))
}
