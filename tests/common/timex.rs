//! What a TIMEX3 value may look like.

use whosaid::times::TimeKind;

/// True for a value that a time of this kind may have.
pub fn value(kind: TimeKind, value: &str) -> bool {
    match kind {
        TimeKind::Date => match value.split_once('/') {
            Some((first, last)) => is_date(first) && is_date(last),
            None => is_date(value),
        },
        TimeKind::Time => is_dated(value),
        TimeKind::Duration => is_duration(value),
        TimeKind::Set => is_duration(value) || is_dated(value),
    }
}

fn is_dated(value: &str) -> bool {
    match value.split_once('T') {
        Some((day, clock)) => is_date(day) && is_clock(clock),
        None => is_date(value),
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
