//! Reads years, decades and centuries, and tells years from other numbers of four digits.

use super::calendar::Point;
use super::lexicon;
use super::reading::{Found, Reading};
use crate::numbers;
use crate::scan::Atoms;

/// Years that a bare number of four digits can be without a word before it that says so. Earlier and
/// later ones are more often amounts.
const PLAIN_YEARS: std::ops::RangeInclusive<i64> = 1500..=2100;

/// Two-digit years up to this one are of the 21st century: 2049, 1950.
const LAST_SHORT_YEAR_OF_2000S: i64 = 49;

pub(super) fn number_goes_on(a: &Atoms, mark: usize) -> bool {
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
pub(super) fn four_digits(a: &Atoms, i: usize) -> Option<i64> {
    let year = a.digits(i).filter(|_| a.at(i).len() == 4)? as i64;
    let stuck = a.glued(i + 1)
        && (a.is_word(i + 1)
            || a.at(i + 1) == "%"
            || (matches!(a.at(i + 1), "." | "," | ":") && number_goes_on(a, i + 1)));
    ((1000..=2999).contains(&year) && !stuck).then_some(year)
}

/// The year that belongs to a day or month before it: ", 2021", "2021", "420", "'94".
pub(super) fn year_behind(a: &Atoms, i: usize) -> Option<(usize, i64)> {
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

pub(super) fn short_year(year: i64) -> i64 {
    if year <= LAST_SHORT_YEAR_OF_2000S {
        2000 + year
    } else {
        1900 + year
    }
}

/// What is counted or measured more often than it follows a year.
#[rustfmt::skip]
fn counted(word: &str) -> bool {
    matches!(word,
        "people" | "men" | "women" | "children" | "schoolchildren" | "percent" | "per" | "miles" | "metres"
        | "meters" | "feet" | "km" | "kg" | "m" | "mph" | "dollars" | "pounds" | "euros" | "yen" | "rupees"
        | "tonnes" | "tons" | "acres" | "troops" | "soldiers" | "workers" | "jobs" | "homes" | "police"
        | "words" | "points" | "votes" | "seats" | "copies" | "cases" | "deaths" | "square" | "cubic"
        | "calories" | "degrees" | "barrels" | "litres" | "liters" | "residents" | "students")
}

/// What follows makes the number before it an amount: "2000 people", "1500 metres".
pub(super) fn counts_something(a: &Atoms, i: usize) -> bool {
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
    counted(word)
}

/// "-", "to", "and" between two days of one month: where the second day starts.
pub(super) fn between_days(a: &Atoms, i: usize) -> Option<usize> {
    matches!(
        a.at(i),
        "-" | "to" | "and" | "or" | "through" | "until" | "/" | "&"
    )
    .then_some(i + 1)
}

/// Words right before a year.
#[rustfmt::skip]
fn promises_year(word: &str) -> bool {
    matches!(word,
        "in" | "since" | "until" | "till" | "by" | "from" | "during" | "year" | "before" | "after" | "early"
        | "late" | "mid" | "circa" | "c" | "ca" | "spring" | "summer" | "autumn" | "fall" | "winter"
        | "between")
}

/// Words before a number of three or four digits that make it a year.
fn leads_to_year(a: &Atoms, i: usize) -> bool {
    promises_year(a.before(i, 1))
        || (a.before(i, 1) == "." && matches!(a.before(i, 2), "c" | "ca" | "b" | "d"))
}

/// Words before a number that make it a name or an estimate.
#[rustfmt::skip]
fn names_or_estimates(word: &str) -> bool {
    matches!(word,
        "no" | "number" | "flight" | "route" | "highway" | "room" | "page" | "pages" | "section" | "article"
        | "resolution" | "case" | "about" | "some" | "nearly" | "almost" | "over" | "than" | "least"
        | "roughly" | "approximately")
}

/// A year alone: "2014", "347 AD", "AD 79", "1871 – 72".
pub(super) fn year(a: &Atoms, i: usize, previous: Option<&Found>) -> Option<(usize, Reading)> {
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
    if width <= 4
        && let Some(next) = between_days(a, i + 1)
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
    let identifier = !range && names_or_estimates(a.before(i, 1));
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

/// "2000 rebels", but not "the 2014 elections": a plural right behind a number that no article precedes. Only
/// round numbers are written so: others of four digits without a comma are years ("1987 earnings").
fn plural_behind(a: &Atoms, i: usize) -> bool {
    let word = a.at(i + 1);
    let round = a.at(i).ends_with("00") || !a.at(i).starts_with(['1', '2']) || a.at(i) < "1900";
    let plural = round
        && a.is_word(i + 1)
        && !a.capital(i + 1)
        && word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !of_a_year(word)
        && !matches!(
            word,
            "this" | "sees" | "shows" | "says" | "always" | "perhaps" | "does"
        );
    let article = matches!(
        a.before(i, 1),
        "the" | "a" | "s" | "its" | "their" | "our" | "his" | "her" | "this" | "that" | "'"
    );
    plural && !article
}

/// Plurals that stand with a year more often than with an amount.
#[rustfmt::skip]
fn of_a_year(word: &str) -> bool {
    matches!(
        word,
        "levels" | "elections" | "games" | "olympics" | "figures" | "prices" | "talks" | "attacks"
            | "floods" | "riots" | "protests"
    )
}

/// "the 1990s", "'90s", "the nineties", "1600s" (a century).
pub(super) fn decade(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
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

/// Words of temperatures, scores and ages, which also run in tens.
#[rustfmt::skip]
fn of_degrees_or_ages(word: &str) -> bool {
    matches!(word,
        "temperature" | "temperatures" | "highs" | "lows" | "degrees" | "aged" | "ages" | "low" | "high"
        | "score")
}

/// "temperatures in the 70s", "scored in the 80s".
fn of_someone_or_warmth(a: &Atoms, i: usize) -> bool {
    /// How far before "the 70s" the word that speaks of degrees or points is looked for.
    const REACH: usize = 8;
    (1..=REACH).any(|back| of_degrees_or_ages(a.before(i, back)))
}

/// "the 20th century", "17th-century", "fifth century BC".
pub(super) fn century(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
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

/// The year of a month or season: "of 2012", "2012".
pub(super) fn year_of(a: &Atoms, i: usize) -> Option<(usize, i64)> {
    year_behind(a, i).filter(|_| a.at(i) != ",")
}

/// Four digits as a year behind words that promise one.
pub(super) fn promised_year(a: &Atoms, i: usize) -> Option<i64> {
    four_digits(a, i)
}
