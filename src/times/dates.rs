//! Reads days and months that are named by the calendar, in US, British and ISO order.

use super::calendar::{self, Point};
use super::lexicon;
use super::reading::{Found, Reading, Turn};
use super::years::{
    self, between_days, counts_something, four_digits, number_goes_on, short_year, year_behind,
};
use crate::numbers;
use crate::scan::Atoms;

/// A month's name that starts here: number, end, and whether it can be nothing else.
fn month(a: &Atoms, i: usize) -> Option<(u8, usize, bool)> {
    let word = a.at(i);
    if let Some(m) = lexicon::month(word) {
        // A verb, a modal verb, an adjective: only the capital tells the month.
        let ambiguous = matches!(word, "may" | "march" | "august");
        return (a.capital(i) || !ambiguous).then_some((m, i + 1, !ambiguous && a.capital(i)));
    }
    let m = lexicon::short_month(word).filter(|_| a.capital(i))?;
    let dot = a.at(i + 1) == "." && a.glued(i + 1);
    // "DEC" and "MAR" are also companies and committees.
    let beside_number = a.is_digits(i + 1)
        || (i > 0 && a.is_digits(i - 1))
        || lexicon::weekday(a.before(i, 2)).is_some();
    if a.all_capitals(i) && !dot && !beside_number {
        return None;
    }
    Some((m, if dot { i + 2 } else { i + 1 }, false))
}

/// Words before a month's name that make it a date: "in May", "since March".
#[rustfmt::skip]
fn leads_to_month(word: &str) -> bool {
    matches!(word,
        "in" | "since" | "by" | "until" | "till" | "til" | "from" | "of" | "early" | "late" | "mid" | "last"
        | "next" | "this" | "through" | "during" | "between" | "before" | "after" | "to" | "each" | "every"
        | "around" | "for" | "and")
}

/// Day of the month: "3", "3rd", "third"; the flag tells digits.
fn day(a: &Atoms, i: usize) -> Option<(u8, usize, bool)> {
    if let Some(n) = numbers::ordinal(a, i) {
        return (1.0..=31.0)
            .contains(&n.value)
            .then_some((n.value as u8, n.end, n.digits));
    }
    let n = a
        .digits(i)
        .filter(|n| (1..=31).contains(n) && a.at(i).len() <= 2)?;
    let more = a.glued(i + 1)
        && (a.is_word(i + 1)
            || matches!(a.at(i + 1), "%" | ":")
            || (matches!(a.at(i + 1), "." | ",") && number_goes_on(a, i + 1)));
    (!more).then_some((n as u8, i + 1, true))
}

/// "last", "next" behind a date: "12th of October last".
fn turn_behind(a: &Atoms, i: usize) -> Option<(usize, Turn)> {
    let turn = match a.at(i) {
        "last" => Turn::Last,
        "next" => Turn::Next,
        _ => return None,
    };
    (i + 1 >= a.len() || a.is_mark(i + 1)).then_some((i + 1, turn))
}

fn day_of_month(
    month: u8,
    day: u8,
    year: Option<(usize, i64)>,
    end: usize,
    a: &Atoms,
) -> (usize, Reading) {
    let point = Point {
        year: year.map(|y| y.1),
        month: Some(month),
        day: Some(day),
    };
    let mut end = year.map_or(end, |y| y.0);
    let mut turn = Turn::Bare;
    if year.is_none()
        && let Some((e, t)) = turn_behind(a, end)
    {
        (end, turn) = (e, t);
    }
    (
        end,
        Reading::Point {
            point,
            weekday: None,
            turn,
        },
    )
}

/// "May 3, 2021", "May 3-5", "May 2021", "May".
fn month_first(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    let (month, end, sure) = month(a, i)?;
    let the = usize::from(a.at(end) == "the");
    if let Some((first, day_end, digits)) = day(a, end + the)
        && calendar::possible(month, first)
        && !counts_something(a, day_end)
        && (digits
            || the == 1
            || a.is_mark(day_end)
            || day_end >= a.len()
            || !a.capital(i)
            || a.at(i) != "may")
    {
        if let Some(next) = between_days(a, day_end)
            && let Some((last, last_end, _)) = day(a, next)
            && last > first
            && calendar::possible(month, last)
            && self::month(a, last_end).is_none()
            && half_of_day_free(a, last_end)
            && (a.at(day_end) == "-" || ends_range(a, last_end))
        {
            let year = year_behind(a, last_end);
            let end = year.map_or(last_end, |y| y.0);
            return Some((
                end,
                Reading::Days {
                    year: year.map(|y| y.1),
                    month,
                    first,
                    last,
                },
            ));
        }
        return Some(day_of_month(
            month,
            first,
            year_behind(a, day_end),
            day_end,
            a,
        ));
    }
    let point = |year| Point {
        year,
        month: Some(month),
        day: None,
    };
    if let Some((end, year)) = year_behind(a, end) {
        return Some((end, Reading::point(point(Some(year)))));
    }
    let led = leads_to_month(a.before(i, 1))
        || (i > 1 && a.before(i, 1) == "-" && a.before(i, 2) == "mid");
    let name = a.capital(end) && a.is_word(end) && !led && a.capital(i);
    if !led && (!sure || name) {
        return None;
    }
    if let Some((end, turn)) = turn_behind(a, end) {
        return Some((
            end,
            Reading::Point {
                point: point(None),
                weekday: None,
                turn,
            },
        ));
    }
    Some((end, Reading::point(point(None))))
}

/// Words that can stand behind a range of days, where a counted noun can't.
#[rustfmt::skip]
fn goes_on_after_day(word: &str) -> bool {
    matches!(word,
        "in" | "at" | "for" | "of" | "this" | "next" | "last" | "on" | "with" | "by" | "the" | "was"
        | "were" | "when")
}

/// "to 5", "and 5": a date's second day, not an amount of something.
fn ends_range(a: &Atoms, i: usize) -> bool {
    i >= a.len() || a.is_mark(i) || four_digits(a, i).is_some() || goes_on_after_day(a.at(i))
}

/// No "p.m." follows, which would make the number an hour.
fn half_of_day_free(a: &Atoms, i: usize) -> bool {
    !matches!(a.at(i), "am" | "pm" | "a" | "p" | ":" | "o")
}

/// "3 May 2021", "the 3rd of May", "25 and 26 March".
fn day_first(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    if a.glued(i)
        && matches!(
            a.before(i, 1),
            "." | ":" | "," | "$" | "£" | "€" | "/" | "#"
        )
    {
        return None;
    }
    let (first, end, digits) = day(a, i)?;
    let of = |end: usize| {
        let word = usize::from(a.at(end) == "day" && a.at(end + 1) == "of");
        let of = usize::from(a.at(end + word) == "of");
        // "first May" needs its "of", "3 May" does not.
        (digits || of == 1).then_some(end + word + of)
    };
    if let Some((month, month_end, _)) = of(end).and_then(|j| month(a, j)) {
        if !calendar::possible(month, first) {
            return None;
        }
        let (end, mut reading) =
            day_of_month(month, first, year_behind(a, month_end), month_end, a);
        // "3 May 10 people" has no year.
        if let Reading::Point { point, .. } = &mut reading
            && point.year.is_some_and(|y| (0..100).contains(&y))
        {
            point.year = None;
            return Some((month_end, reading));
        }
        return Some((end, reading));
    }
    let next = between_days(a, end)?;
    let (last, last_end, _) = day(a, next)?;
    let (month, month_end, _) = of(last_end).and_then(|j| month(a, j))?;
    if last <= first || !calendar::possible(month, last) {
        return None;
    }
    let year = year_behind(a, month_end);
    let end = year.map_or(month_end, |y| y.0);
    Some((
        end,
        Reading::Days {
            year: year.map(|y| y.1),
            month,
            first,
            last,
        },
    ))
}

/// "8-May-2006", "08-Jan-06"
fn hyphenated(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    let day = a
        .digits(i)
        .filter(|_| a.at(i).len() <= 2)
        .and_then(|d| u8::try_from(d).ok())?;
    let shape = a.at(i + 1) == "-"
        && a.at(i + 3) == "-"
        && (i + 1..i + 5).all(|j| a.glued(j))
        && a.is_digits(i + 4);
    let month = lexicon::month(a.at(i + 2))
        .or_else(|| lexicon::short_month(a.at(i + 2)))
        .filter(|_| shape)?;
    let year = match a.at(i + 4).len() {
        4 => a.digits(i + 4)? as i64,
        2 => short_year(a.digits(i + 4)? as i64),
        _ => return None,
    };
    let date = calendar::date(year, month, day)?;
    Some((i + 5, Reading::point(Point::of(date))))
}

/// "2021-12-05", "12/05/2021", "5.12.2021", "9/11".
fn numeric(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    if a.glued(i)
        && (a.before(i, 1) == "-"
            || a.before(i, 1) == "/"
            || a.before(i, 1) == "."
            || (i > 0 && a.is_word(i - 1)))
    {
        return None;
    }
    let (first, second) = (a.digits(i)? as i64, a.digits(i + 2)? as i64);
    let separator = a.at(i + 1);
    let glued = |j: usize| a.glued(j) && a.glued(j + 1);
    if !matches!(separator, "-" | "/" | ".") || !glued(i + 1) {
        return None;
    }
    let more = |end: usize| matches!(a.at(end), "-" | "/" | ".") && number_goes_on(a, end);
    let third = (a.at(i + 3) == separator && glued(i + 3))
        .then(|| a.digits(i + 4))
        .flatten();
    let Some(third) = third.map(|t| t as i64) else {
        // The attacks are called by their date, in the American order.
        let attacks = separator == "/" && a.at(i) == "9" && a.at(i + 2) == "11" && !more(i + 3);
        let point = Point {
            year: Some(2001),
            month: Some(9),
            day: Some(11),
        };
        return attacks.then(|| (i + 3, Reading::point(point)));
    };
    if more(i + 5) || (a.glued(i + 5) && a.is_word(i + 5) && a.at(i + 5) != "t") {
        return None;
    }
    let widths = [a.at(i).len(), a.at(i + 2).len(), a.at(i + 4).len()];
    let (year, month, day) = match widths {
        [4, 1..=2, 1..=2] => (first, second, third),
        [1..=2, 1..=2, 4 | 2] => {
            let year = match widths[2] {
                4 => third,
                _ if separator == "/" => short_year(third),
                _ => return None,
            };
            // A point is written where the day comes first; else the American order, if it is possible.
            let day_first = separator == "." || first > 12;
            if day_first {
                (year, second, first)
            } else {
                (year, first, second)
            }
        }
        _ => return None,
    };
    let date = calendar::date(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    (1000..=2999)
        .contains(&year)
        .then(|| (i + 5, Reading::point(Point::of(date))))
}

/// "Thursday, February 23, 2023", "Friday 3 May"; a weekday alone.
fn weekday_first(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    let full = lexicon::weekday(a.at(i));
    let day = full.or_else(|| lexicon::short_weekday(a.at(i)).filter(|_| a.capital(i)))?;
    let dot = full.is_none() && a.at(i + 1) == "." && a.glued(i + 1);
    let end = if dot { i + 2 } else { i + 1 };
    let skip = usize::from(a.at(end) == ",");
    let the = usize::from(a.at(end + skip) == "the");
    let date = month_first(a, end + skip)
        .filter(|d| has_day(&d.1))
        .or_else(|| day_first(a, end + skip + the));
    if let Some((end, Reading::Point { point, turn, .. })) = date {
        return Some((
            end,
            Reading::Point {
                point,
                weekday: Some(day),
                turn,
            },
        ));
    }
    // "Sat." and "Sun" alone are a verb and a star; "Wed." and the others need their dot.
    let led = matches!(
        a.before(i, 1),
        "on" | "last" | "next" | "this" | "until" | "since" | "by" | "from" | "to"
    );
    if full.is_none() && !(dot || led)
        || full.is_none() && matches!(a.at(i), "sun" | "sat") && !(dot && led)
    {
        return None;
    }
    if !a.capital(i) && !led {
        return None;
    }
    if let Some((end, turn)) = turn_behind(a, end).filter(|t| t.1 == Turn::Last) {
        return Some((end, Reading::Weekday { day, turn }));
    }
    Some((
        end,
        Reading::Weekday {
            day,
            turn: Turn::Bare,
        },
    ))
}

fn has_day(reading: &Reading) -> bool {
    matches!(reading, Reading::Point { point, .. } if point.day.is_some())
}

/// Words before a holiday that make it a date.
#[rustfmt::skip]
fn leads_to_holiday(word: &str) -> bool {
    matches!(word,
        "at" | "by" | "before" | "after" | "until" | "since" | "for" | "on" | "last" | "next" | "this")
}

/// "Christmas Eve", "Fourth of July", "New Year's Day".
fn holiday(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    if !a.capital(i) && !a.is_digits(i) {
        return None;
    }
    let point = |month, day| {
        Reading::point(Point {
            year: None,
            month: Some(month),
            day: Some(day),
        })
    };
    let new_year = a.at(i) == "new" && a.at(i + 1) == "year";
    if new_year {
        let j = if a.at(i + 2) == "'" && a.at(i + 3) == "s" {
            i + 4
        } else {
            i + 2
        };
        return match a.at(j) {
            "eve" => Some((j + 1, point(12, 31))),
            "day" => Some((j + 1, point(1, 1))),
            _ => None,
        };
    }
    let (words, month, day) = lexicon::holiday([a.at(i), a.at(i + 1), a.at(i + 2)])?;
    let end = i + words + 1;
    // "Christmas presents" and "Christmas Island" name no day.
    let alone = words > 0
        || (leads_to_holiday(a.before(i, 1))
            && (!a.is_word(end)
                || matches!(
                    a.at(end),
                    "and" | "in" | "but" | "when" | "at" | "to" | "as" | "this" | "last" | "next"
                )));
    let mut end = end;
    let mut reading = point(month, day);
    if let (true, Some((e, year))) = (alone, year_behind(a, end)) {
        end = e;
        reading = Reading::point(Point {
            year: Some(year),
            month: Some(month),
            day: Some(day),
        });
    }
    alone.then_some((end, reading))
}

/// A date that the calendar names and that starts at this atom.
pub(super) fn read(a: &Atoms, i: usize, previous: Option<&Found>) -> Option<(usize, Reading)> {
    numeric(a, i)
        .or_else(|| hyphenated(a, i))
        .or_else(|| day_first(a, i))
        .or_else(|| years::century(a, i))
        .or_else(|| years::decade(a, i))
        .or_else(|| years::year(a, i, previous))
        .or_else(|| weekday_first(a, i))
        .or_else(|| month_first(a, i))
        .or_else(|| holiday(a, i))
}

/// A month's name for readers of "last July": its number and end.
pub(super) fn month_named(a: &Atoms, i: usize) -> Option<(u8, usize)> {
    month(a, i).map(|(m, end, _)| (m, end))
}
