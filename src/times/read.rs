//! Finds the expressions of time of one sentence: dates, relative expressions, amounts and times of day,
//! joined where they name one moment ("Monday at 3 p.m."), without those that are parts of names.

use super::clock::{self, Clock};
use super::lexicon::{self, Unit};
use super::reading::{Found, Reading, Turn};
use super::{amounts, dates, relative};
use crate::decode::NameKind;
use crate::scan::Atoms;

/// All expressions of a sentence, in order, never overlapping.
pub(super) fn sentence(a: &Atoms) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < a.len() {
        let Some(mut next) = expression(a, i, found.last()) else {
            i += 1;
            continue;
        };
        let past = next.atoms.end.max(i + 1);
        join(a, &mut next, found.last());
        i = next.atoms.end.max(past);
        if next.reading == Reading::Nothing || in_name(a, &next) {
            continue;
        }
        found.push(next);
    }
    found
}

fn expression(a: &Atoms, i: usize, previous: Option<&Found>) -> Option<Found> {
    modified(a, i).or_else(|| core(a, i, previous)).or_else(|| {
        // The article belongs to "the 1990s" and "the following month", not to "the 2014 law".
        let inner = (a.at(i) == "the")
            .then(|| core(a, i + 1, previous))
            .flatten()?;
        let with_article = match inner.reading {
            Reading::Decade(_)
            | Reading::Century(_)
            | Reading::Season { .. }
            | Reading::Share { .. } => i,
            _ => return None,
        };
        Some(Found {
            atoms: with_article..inner.atoms.end,
            ..inner
        })
    })
}

/// An expression without modifiers before it.
fn core(a: &Atoms, i: usize, previous: Option<&Found>) -> Option<Found> {
    let found = |(end, reading): (usize, Reading)| Found {
        atoms: i..end,
        reading,
        part: None,
        clock: None,
    };
    if let Some((end, clock)) = clock::read(a, i) {
        return Some(Found {
            clock: Some(clock),
            ..found((end, Reading::Clock))
        });
    }
    // Before the dates: "second quarter" is no 2nd, "this May" no May.
    if let Some((end, reading, part)) = relative::read(a, i) {
        return Some(Found {
            part,
            ..found((end, reading))
        });
    }
    dates::read(a, i, previous)
        .or_else(|| amounts::read(a, i))
        .map(found)
}

/// "early 2010", "mid-August", "the end of the year", "later on Monday", "earlier in the week".
fn modified(a: &Atoms, i: usize) -> Option<Found> {
    let the = usize::from(a.at(i) == "the");
    let word = a.at(i + the);
    let mut j = i + the + 1;
    match word {
        "early" | "late" | "mid" | "earlier" | "later" => {
            if a.at(j) == "-" {
                j += 1;
            }
            j += usize::from(matches!(a.at(j), "in" | "on" | "during"));
        }
        "end" | "start" | "beginning" | "middle" | "close" | "turn" | "outset"
            if a.at(j) == "of" =>
        {
            j += 1
        }
        _ => return None,
    }
    let bare = usize::from(a.at(j) == "the");
    // "the end of the year", "later in the day": the unit that holds the publication date.
    let unit = (bare == 1).then(|| lexicon::unit(a.at(j + 1))).flatten();
    if let Some(unit) = unit.filter(|u| {
        matches!(
            u,
            Unit::Day | Unit::Week | Unit::Month | Unit::Year | Unit::Decade
        )
    }) && !a.at(j + 1).ends_with('s')
        && !(a.at(j + 2) == "of" && a.at(j + 3) != "the")
    {
        let reading = if unit == Unit::Day {
            Reading::Unit {
                unit,
                turn: Turn::Same,
            }
        } else {
            Reading::Unit {
                unit,
                turn: Turn::This,
            }
        };
        // "the end of the day" is as often a manner of speaking.
        let idiom = unit == Unit::Day && !matches!(word, "earlier" | "later");
        return (!idiom).then_some(Found {
            atoms: i..j + 2,
            reading,
            part: None,
            clock: None,
        });
    }
    let inner = core(a, j, None).or_else(|| core(a, j + bare, None))?;
    let fits = !matches!(
        inner.reading,
        Reading::Days { .. }
            | Reading::Offset { .. }
            | Reading::Within { .. }
            | Reading::Fixed { .. }
            | Reading::Clock
            | Reading::Nothing
    );
    fits.then_some(Found {
        atoms: i..inner.atoms.end,
        ..inner
    })
}

/// Joins a day with the part of the day or the time of day beside it.
fn join(a: &Atoms, found: &mut Found, previous: Option<&Found>) {
    if found.reading.is_day() {
        let end = found.atoms.end;
        if found.part.is_none()
            && let Some(part) = lexicon::part_of_day(a.at(end))
            && !(a.capital(end + 1) && a.capital(end) && a.is_word(end + 1))
        {
            found.part = Some(part);
            found.atoms.end = end + 1;
        }
        let end = found.atoms.end;
        // ISO 8601: "2021-12-05T15:30".
        let t = usize::from(a.at(end) == "t" && a.glued(end) && a.glued(end + 1));
        let skip = past_words(
            a,
            end + t,
            &[
                "at", ",", "around", "about", "by", "from", "@", "shortly", "just", "before",
                "after",
            ],
        );
        if let Some((end, clock)) = clock::read(a, skip) {
            found.clock = Some(clock);
            found.atoms.end = end;
        }
    } else if found.reading == Reading::Clock {
        // "3:30 p.m. on Monday", "2:30 the next day", "noon tomorrow"
        let end = found.atoms.end;
        let skip = past_words(a, end, &["on", ",", "("]);
        let day = core(a, skip, previous).filter(|d| d.reading.is_day() && d.clock.is_none());
        if let Some(day) = day {
            let clock = found.clock;
            *found = Found {
                atoms: found.atoms.start..day.atoms.end,
                clock,
                ..day
            };
        } else if let Some(end) = in_the_part(a, end, &mut found.clock) {
            found.atoms.end = end;
        }
    }
}

/// "in the morning" behind a time of day.
fn in_the_part(a: &Atoms, i: usize, clock: &mut Option<Clock>) -> Option<usize> {
    let clock = clock.as_mut()?;
    if a.at(i) != "in" || a.at(i + 1) != "the" {
        return None;
    }
    let later = matches!(a.at(i + 2), "afternoon" | "evening");
    if later && clock.hour < 12 {
        clock.hour += 12;
    }
    (later || a.at(i + 2) == "morning").then_some(i + 3)
}

/// Skips up to two of the given words.
fn past_words(a: &Atoms, i: usize, words: &[&str]) -> usize {
    let one = if words.contains(&a.at(i)) { i + 1 } else { i };
    if one > i && words.contains(&a.at(one)) {
        one + 1
    } else {
        one
    }
}

/// Words that make a name of the weekday before them.
#[rustfmt::skip]
fn names_after_weekday(word: &str) -> bool {
    matches!(
        word,
        "times" | "mirror" | "mail" | "telegraph" | "herald" | "express" | "post" | "independent"
            | "people" | "sun" | "star" | "mass" | "league" | "school" | "club" | "island" | "agreement"
            | "massacre"
    )
}

/// Words that make a name of the weekday behind them.
#[rustfmt::skip]
fn names_before_weekday(word: &str) -> bool {
    matches!(
        word,
        "black" | "good" | "bloody" | "super" | "ash" | "easter" | "palm" | "cyber" | "holy" | "fat"
            | "shrove" | "maundy" | "ruby" | "joe" | "giving" | "mr" | "ms" | "mrs"
    )
}

/// Is this part of a name and no date? Years and full dates inside names are dates all the same.
fn in_name(a: &Atoms, found: &Found) -> bool {
    let atoms = found.atoms.clone();
    let (start, end) = (atoms.start, atoms.end);
    match &found.reading {
        Reading::Weekday {
            turn: Turn::Bare, ..
        } => {
            let title = a.capital(end) && names_after_weekday(a.at(end)) && !a.all_capitals(end);
            let day = a.capital(start)
                && names_before_weekday(a.before(start, 1))
                && start > 0
                && a.capital(start - 1);
            let lights = found.part.is_some()
                && a.capital(end)
                && matches!(
                    a.at(end),
                    "football" | "lights" | "live" | "fever" | "fights"
                );
            title || day || lights || inside_longer_name(a, found)
        }
        Reading::Point {
            point,
            turn: Turn::Bare,
            ..
        } if point.day.is_none() && point.year.is_none() => {
            let person = a
                .name(atoms)
                .is_some_and(|(name, _)| name.kind == NameKind::Person);
            person || inside_longer_name(a, found)
        }
        // The programme, the newspaper.
        Reading::Day { .. } if start > 0 && a.capital(start) && a.before(start, 1) != "\"" => {
            matches!(a.at(end), "programme" | "program" | "show" | "newspaper")
                || inside_longer_name(a, found)
        }
        Reading::Season {
            turn: Turn::Bare,
            year: None,
            ..
        }
        | Reading::Fixed { .. } => inside_longer_name(a, found),
        _ => false,
    }
}

fn inside_longer_name(a: &Atoms, found: &Found) -> bool {
    a.name(found.atoms.clone()).is_some_and(|(name, longer)| {
        longer && name.kind != NameKind::Event && name.kind != NameKind::Place
    })
}
