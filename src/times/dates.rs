//! Reads dates that are named by the calendar: days, months, years, decades, centuries, in US, British
//! and ISO order.

use super::calendar::{self, Point};
use super::lexicon;
use super::reading::{Found, Reading, Turn};
use crate::numbers;
use crate::scan::Atoms;

/// Years that a bare number of four digits can be without a word before it that says so. Earlier and
/// later ones are more often amounts.
const PLAIN_YEARS: std::ops::RangeInclusive<i64> = 1500..=2100;
/// Two-digit years up to this one are of the 21st century: 2049, 1950.
const LAST_SHORT_YEAR_OF_2000S: i64 = 49;

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
    Some((m, if dot { i + 2 } else { i + 1 }, false))
}

/// Words before a month's name that make it a date: "in May", "since March".
fn leads_to_month(word: &str) -> bool {
    matches!(
        word,
        "in" | "since"
            | "by"
            | "until"
            | "till"
            | "til"
            | "from"
            | "of"
            | "early"
            | "late"
            | "mid"
            | "last"
            | "next"
            | "this"
            | "through"
            | "during"
            | "between"
            | "before"
            | "after"
            | "to"
            | "each"
            | "every"
            | "around"
            | "for"
            | "and"
    )
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

fn number_goes_on(a: &Atoms, mark: usize) -> bool {
    a.glued(mark) && a.glued(mark + 1) && a.is_digits(mark + 1)
}

/// "BC", "A.D." behind a year: its end, and whether it is before Christ.
fn era(a: &Atoms, i: usize) -> Option<(usize, bool)> {
    match a.at(i) {
        "bc" | "bce" if a.all_capitals(i) => Some((i + 1, true)),
        "ad" | "ce" if a.all_capitals(i) => Some((i + 1, false)),
        "b" | "a" if a.all_capitals(i) && a.at(i + 1) == "." => {
            let second = match (a.at(i), a.at(i + 2)) {
                ("b", "c") => true,
                ("a", "d") => false,
                _ => return None,
            };
            let end = i + 3;
            Some((
                if a.at(end) == "." && a.glued(end) {
                    end + 1
                } else {
                    end
                },
                second,
            ))
        }
        _ => None,
    }
}

/// Four digits that can be a year, whatever stands around them.
fn four_digits(a: &Atoms, i: usize) -> Option<i64> {
    let year = a.digits(i).filter(|_| a.at(i).len() == 4)? as i64;
    let stuck = a.glued(i + 1)
        && (a.is_word(i + 1)
            || a.at(i + 1) == "%"
            || (matches!(a.at(i + 1), "." | "," | ":") && number_goes_on(a, i + 1)));
    ((1000..=2999).contains(&year) && !stuck).then_some(year)
}

/// The year that belongs to a day or month before it: ", 2021", "2021", "420", "'94".
fn year_behind(a: &Atoms, i: usize) -> Option<(usize, i64)> {
    let comma = usize::from(a.at(i) == ",");
    let of = usize::from(comma == 0 && a.at(i) == "of");
    let j = i + comma + of;
    if let Some(year) = four_digits(a, j) {
        if let Some((end, before_christ)) = era(a, j + 1) {
            return Some((end, if before_christ { -year } else { year }));
        }
        return (!counts_something(a, j + 1)).then_some((j + 1, year));
    }
    if comma == 0 && a.at(j) == "'" && a.glued(j + 1) && a.at(j + 1).len() == 2 {
        return a.digits(j + 1).map(|y| (j + 2, short_year(y as i64)));
    }
    // "30 September 420", "December of 384", "15 March 44 BC"
    let ancient = a.digits(j).filter(|_| comma == 0 && a.at(j).len() <= 3)? as i64;
    if let Some((end, before_christ)) = era(a, j + 1) {
        return Some((end, if before_christ { -ancient } else { ancient }));
    }
    let alone = !a.is_word(j + 1) || matches!(a.at(j + 1), "and" | "in" | "at" | "as" | "by");
    (a.at(j).len() == 3 && alone && !a.glued(j + 1)
        || a.at(j).len() == 3
            && matches!(a.at(j + 1), ")" | "." | "," | ";")
            && !number_goes_on(a, j + 1))
    .then_some((j + 1, ancient))
}

fn short_year(year: i64) -> i64 {
    if year <= LAST_SHORT_YEAR_OF_2000S {
        2000 + year
    } else {
        1900 + year
    }
}

/// What follows makes the number before it an amount: "2000 people", "1500 metres".
fn counts_something(a: &Atoms, i: usize) -> bool {
    if a.is_mark(i) {
        return a.at(i) == "%" || a.at(i) == "°";
    }
    let word = a.at(i);
    if lexicon::unit(word).is_some() {
        // "World Cup 2018 day five", but "2000 days", "a 2000 year old temple"
        return word.ends_with('s') || word == "year";
    }
    if numbers::scale(word).is_some() {
        return true;
    }
    matches!(
        word,
        "people"
            | "men"
            | "women"
            | "children"
            | "percent"
            | "per"
            | "miles"
            | "metres"
            | "meters"
            | "feet"
            | "km"
            | "kg"
            | "m"
            | "mph"
            | "dollars"
            | "pounds"
            | "euros"
            | "yen"
            | "rupees"
            | "tonnes"
            | "tons"
            | "acres"
            | "troops"
            | "soldiers"
            | "workers"
            | "jobs"
            | "homes"
            | "police"
            | "words"
            | "points"
            | "votes"
            | "seats"
            | "copies"
            | "cases"
            | "deaths"
            | "square"
            | "cubic"
            | "calories"
            | "degrees"
            | "barrels"
            | "litres"
            | "liters"
            | "residents"
            | "students"
    )
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

/// "-", "to", "and" between two days of one month: where the second day starts.
fn between_days(a: &Atoms, i: usize) -> Option<usize> {
    matches!(
        a.at(i),
        "-" | "to" | "and" | "or" | "through" | "until" | "/" | "&"
    )
    .then_some(i + 1)
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

/// "to 5", "and 5": a date's second day, not an amount of something.
fn ends_range(a: &Atoms, i: usize) -> bool {
    i >= a.len()
        || a.is_mark(i)
        || four_digits(a, i).is_some()
        || matches!(
            a.at(i),
            "in" | "at"
                | "for"
                | "of"
                | "this"
                | "next"
                | "last"
                | "on"
                | "with"
                | "by"
                | "the"
                | "was"
                | "were"
                | "when"
        )
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

/// Words before a number of three or four digits that make it a year.
fn leads_to_year(a: &Atoms, i: usize) -> bool {
    matches!(
        a.before(i, 1),
        "in" | "since"
            | "until"
            | "till"
            | "by"
            | "from"
            | "during"
            | "year"
            | "before"
            | "after"
            | "early"
            | "late"
            | "mid"
            | "circa"
            | "c"
            | "ca"
            | "spring"
            | "summer"
            | "autumn"
            | "fall"
            | "winter"
            | "between"
    ) || (a.before(i, 1) == "." && matches!(a.before(i, 2), "c" | "ca" | "b" | "d"))
}

/// A year alone: "2014", "347 AD", "AD 79", "1871 – 72".
fn year(a: &Atoms, i: usize, previous: Option<&Found>) -> Option<(usize, Reading)> {
    if a.at(i) == "ad" && a.all_capitals(i) {
        return a
            .digits(i + 1)
            .filter(|y| (1..=1999).contains(y))
            .map(|y| (i + 2, Reading::year(y as i64)));
    }
    let stuck = a.glued(i)
        && (i > 0 && a.is_word(i - 1)
            || matches!(
                a.before(i, 1),
                "$" | "£" | "€" | "¥" | "#" | "@" | "+" | "_" | "." | ":" | ","
            ));
    if stuck {
        return None;
    }
    let number = a.digits(i)? as i64;
    let width = a.at(i).len();
    if let Some((end, before_christ)) = era(a, i + 1).filter(|_| width <= 4 && number > 0) {
        return Some((
            end,
            Reading::year(if before_christ { -number } else { number }),
        ));
    }
    // "1200-600 BC", "from 508 to 323 BC": the era at the end is that of both.
    if let Some(next) = between_days(a, i + 1)
        && let Some((_, true)) = a
            .digits(next)
            .and_then(|last| era(a, next + 1).filter(|_| last < number as u64))
    {
        return Some((i + 1, Reading::year(-number)));
    }
    let after_year =
        previous.filter(|f| f.atoms.end + 1 == i && matches!(a.before(i, 1), "-" | "/"));
    if let Some(Found {
        reading:
            Reading::Point {
                point:
                    Point {
                        year: Some(first),
                        day: None,
                        ..
                    },
                ..
            },
        ..
    }) = after_year
    {
        let last = first - first.rem_euclid(100) + number;
        let unmarked =
            !(a.glued(i + 1) && (a.is_word(i + 1) || a.at(i + 1) == "%" || a.at(i + 1) == "-"));
        if width == 2 && last > *first && unmarked && number_ends(a, i + 1) {
            return Some((i + 1, Reading::year(last)));
        }
        if let Some(last) = four_digits(a, i).filter(|y| y > first) {
            return Some((i + 1, Reading::year(last)));
        }
    }
    if a.before(i, 1) == "'" && width == 2 && a.glued(i) && !a.glued(i + 1) && !a.glued(i - 1) {
        // "in '94"
        return leads_to_year(a, i - 1).then(|| (i + 1, Reading::year(short_year(number))));
    }
    // "In 366 he went to Rome", where the text is already in those centuries.
    let ancient = |f: &Found| matches!(f.reading, Reading::Point { point: Point { year: Some(y), .. }, .. } if y.abs() < 1000);
    if width == 3
        && previous.is_some_and(ancient)
        && leads_to_year(a, i)
        && !a.glued(i + 1)
        && !counts_something(a, i + 1)
        && !plural_behind(a, i)
    {
        return Some((i + 1, Reading::year(number)));
    }
    let year = four_digits(a, i)?;
    let led = leads_to_year(a, i);
    let range = a.at(i + 1) == "-" && four_digits(a, i + 2).is_some();
    let identifier = !range
        && matches!(
            a.before(i, 1),
            "no" | "number"
                | "flight"
                | "route"
                | "highway"
                | "room"
                | "page"
                | "pages"
                | "section"
                | "article"
                | "resolution"
                | "case"
                | "about"
                | "some"
                | "nearly"
                | "almost"
                | "over"
                | "than"
                | "least"
                | "roughly"
                | "approximately"
        );
    // A part of a phone number, an address, a score or a file name.
    let chained = a.glued(i)
        && a.before(i, 1) == "-"
        && i > 1
        && a.glued(i - 1)
        && a.is_digits(i - 2)
        && after_year.is_none()
        && four_digits(a, i - 2).is_none();
    let slashed =
        a.glued(i) && a.before(i, 1) == "/" && after_year.is_none() && i > 1 && a.glued(i - 1);
    let goes_on = a.at(i + 1) == "-"
        && number_goes_on(a, i + 1)
        && (a.at(i + 2).len() == 3 || a.at(i + 2).len() > 4);
    if identifier || chained || slashed || goes_on || counts_something(a, i + 1) {
        return None;
    }
    if !led && (!PLAIN_YEARS.contains(&year) || plural_behind(a, i)) {
        return None;
    }
    Some((i + 1, Reading::year(year)))
}

fn number_ends(a: &Atoms, i: usize) -> bool {
    !(matches!(a.at(i), "." | "," | ":" | "/") && number_goes_on(a, i))
}

/// "2000 rebels", but not "the 2014 elections": a plural right behind a number that no article precedes.
fn plural_behind(a: &Atoms, i: usize) -> bool {
    let word = a.at(i + 1);
    let plural = a.is_word(i + 1)
        && !a.capital(i + 1)
        && word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !matches!(
            word,
            "levels"
                | "elections"
                | "games"
                | "olympics"
                | "figures"
                | "prices"
                | "talks"
                | "attacks"
                | "floods"
                | "riots"
                | "protests"
        )
        && !matches!(
            word,
            "this"
                | "sees"
                | "shows"
                | "says"
                | "always"
                | "perhaps"
                | "was"
                | "its"
                | "plans"
                | "does"
        );
    plural
        && !matches!(
            a.before(i, 1),
            "the" | "a" | "s" | "its" | "their" | "our" | "his" | "her" | "this" | "that" | "'"
        )
}

/// "the 1990s", "'90s", "the nineties", "1600s" (a century).
fn decade(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    let quoted = usize::from(a.at(i) == "'");
    let j = i + quoted;
    if let Some(number) = a.digits(j) {
        let number = number as i64;
        // The plural's "s" may follow an apostrophe: "the 1990's", "the 60's".
        let mark = usize::from(a.at(j + 1) == "'" && a.glued(j + 1));
        let s = j + 1 + mark;
        if a.at(s) != "s" || !a.glued(s) || number % 10 != 0 || (quoted == 1 && !a.glued(j)) {
            return None;
        }
        let article = article_before(a, i);
        match a.at(j).len() {
            4 if quoted == 0 && (1000..=2990).contains(&number) => {
                if mark == 1 && !article {
                    return None;
                }
                let whole = number % 100 == 0 && number != 2000;
                return Some((
                    s + 1,
                    if whole {
                        Reading::Century(number / 100 + 1)
                    } else {
                        Reading::Decade(number / 10)
                    },
                ));
            }
            2 if quoted == 1 || (article && !of_someone_or_warmth(a, i)) => {
                let century = if number < 20 { 200 } else { 190 };
                return Some((s + 1, Reading::Decade(century + number / 10)));
            }
            _ => return None,
        }
    }
    let years = lexicon::word_decade(a.at(i))?;
    article_before(a, i).then(|| (i + 1, Reading::Decade(190 + i64::from(years) / 10)))
}

/// "the", or "the early", before it.
fn article_before(a: &Atoms, i: usize) -> bool {
    let back = match a.before(i, 1) {
        "-" => 3,
        "early" | "late" | "mid" | "swinging" | "roaring" => 2,
        _ => 1,
    };
    a.before(i, back) == "the"
}

/// "temperatures in the 70s", "scored in the 80s".
fn of_someone_or_warmth(a: &Atoms, i: usize) -> bool {
    /// How far before "the 70s" the word that speaks of degrees or points is looked for.
    const REACH: usize = 8;
    (1..=REACH).any(|back| {
        matches!(
            a.before(i, back),
            "temperature"
                | "temperatures"
                | "highs"
                | "lows"
                | "degrees"
                | "aged"
                | "ages"
                | "low"
                | "high"
                | "score"
        )
    })
}

/// "the 20th century", "17th-century", "fifth century BC".
fn century(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    let ordinal = numbers::ordinal(a, i).filter(|n| (1.0..=30.0).contains(&n.value))?;
    let hyphen = usize::from(a.at(ordinal.end) == "-");
    let j = ordinal.end + hyphen;
    if !matches!(a.at(j), "century" | "centuries") {
        return None;
    }
    let number = ordinal.value as i64;
    Some(match era(a, j + 1) {
        Some((end, true)) => (end, Reading::Century(-number)),
        Some((end, false)) => (end, Reading::Century(number)),
        None => (j + 1, Reading::Century(number)),
    })
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
        || (matches!(
            a.before(i, 1),
            "at" | "by"
                | "before"
                | "after"
                | "until"
                | "since"
                | "for"
                | "on"
                | "last"
                | "next"
                | "this"
        ) && (!a.is_word(end)
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
        .or_else(|| century(a, i))
        .or_else(|| decade(a, i))
        .or_else(|| year(a, i, previous))
        .or_else(|| weekday_first(a, i))
        .or_else(|| month_first(a, i))
        .or_else(|| holiday(a, i))
}

/// The year of a month or season: "of 2012", "2012".
pub(super) fn year_of(a: &Atoms, i: usize) -> Option<(usize, i64)> {
    year_behind(a, i).filter(|_| a.at(i) != ",")
}

/// A month's name for readers of "last July": its number and end.
pub(super) fn month_named(a: &Atoms, i: usize) -> Option<(u8, usize)> {
    month(a, i).map(|(m, end, _)| (m, end))
}

/// Four digits as a year behind words that promise one.
pub(super) fn promised_year(a: &Atoms, i: usize) -> Option<i64> {
    four_digits(a, i)
}
