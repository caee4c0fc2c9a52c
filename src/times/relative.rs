//! Reads expressions that point from publication or from another date: "yesterday", "last week", "the
//! following month", "this summer", "third quarter".

use super::calendar::Point;
use super::lexicon::{self, Unit};
use super::reading::{Reading, Turn};
use super::{amounts, dates, years};
use crate::numbers;
use crate::scan::Atoms;

/// What was read: end, reading, part of the day.
pub(super) type Relative = (usize, Reading, Option<&'static str>);

fn turn(word: &str) -> Option<Turn> {
    Some(match word {
        "this" | "current" => Turn::This,
        "last" | "past" => Turn::Last,
        "next" | "coming" | "upcoming" => Turn::Next,
        "following" | "ensuing" => Turn::Following,
        "previous" | "preceding" => Turn::Previous,
        "same" | "that" => Turn::Same,
        _ => return None,
    })
}

/// "today", "yesterday evening", "the day before yesterday", "tonight".
fn day(a: &Atoms, i: usize) -> Option<Relative> {
    let the = usize::from(a.at(i) == "the");
    if a.at(i + the) == "day" {
        let two = match (a.at(i + the + 1), a.at(i + the + 2)) {
            ("before", "yesterday") => Some(-2),
            ("after", "tomorrow") => Some(2),
            _ => None,
        };
        if let Some(shift) = two {
            return Some((i + the + 3, Reading::Day { shift }, None));
        }
    }
    if the == 1 && matches!(a.at(i + 1), "day" | "night") {
        // "the day before": of the day that was spoken of, unless something follows that is its own day.
        let back = match a.at(i + 2) {
            "before" => true,
            "after" => false,
            _ => return None,
        };
        let ends = i + 3 >= a.len() || matches!(a.at(i + 3), "." | "," | ";" | ")" | "and" | "but");
        let turn = if back {
            Turn::Previous
        } else {
            Turn::Following
        };
        let part = (a.at(i + 1) == "night").then_some("NI");
        return ends.then_some((
            i + 3,
            Reading::Unit {
                unit: Unit::Day,
                turn,
            },
            part,
        ));
    }
    let shift = match a.at(i) {
        "today" => 0,
        "yesterday" => -1,
        "tomorrow" => 1,
        "tonight" => return Some((i + 1, Reading::Day { shift: 0 }, Some("NI"))),
        _ => return None,
    };
    Some((i + 1, Reading::Day { shift }, None))
}

/// "last week", "this coming Friday", "that same year", "the next morning", "next spring".
fn turned(a: &Atoms, i: usize) -> Option<Relative> {
    let the = usize::from(a.at(i) == "the");
    let mut j = i + the;
    if the == 1
        && a.at(j) == "weekend"
        && matches!(
            a.before(i, 1),
            "over" | "at" | "during" | "throughout" | "on" | "in" | "of" | "for" | ""
        )
    {
        return Some((
            j + 1,
            Reading::Unit {
                unit: Unit::Weekend,
                turn: Turn::This,
            },
            None,
        ));
    }
    let mut turn = self::turn(a.at(j))?;
    if the == 1 && a.at(j) == "this" {
        return None;
    }
    j += 1;
    if matches!(turn, Turn::This | Turn::Same)
        && let Some(second) = self::turn(a.at(j)).filter(|t| *t != Turn::This)
        && a.at(j) != "that"
    {
        turn = second;
        j += 1;
        if turn == Turn::Last && a.at(j - 2) == "this" {
            // "this past Monday" is the last one, "this past year" the time up to now.
            if let Some(unit) =
                lexicon::unit(a.at(j)).filter(|u| *u >= Unit::Day && *u != Unit::Weekend)
            {
                return Some((j + 1, Reading::duration(amounts::duration(1.0, unit)), None));
            }
        }
    }
    if matches!(
        a.at(j),
        "fiscal" | "financial" | "calendar" | "school" | "academic"
    ) {
        j += 1;
    }
    if let Some(amount) = amounts::read_amount(a, j).filter(|n| n.end > j && turn != Turn::Same)
        && amount.plural
    {
        return Some((amount.end, Reading::duration(amount.duration()), None));
    }
    // "next Tuesday" counts from publication, "the next Tuesday" from the day that the story is at.
    let named = if the == 1 && turn == Turn::Next {
        Turn::Following
    } else {
        turn
    };
    if let Some((month, end)) = dates::month_named(a, j).filter(|_| a.capital(j)) {
        let day =
            dates::read(a, j, None).filter(|d| d.0 > end && matches!(d.1, Reading::Point { .. }));
        let (end, point) = match day {
            Some((end, Reading::Point { point, .. })) => (end, point),
            _ => (
                end,
                Point {
                    year: None,
                    month: Some(month),
                    day: None,
                },
            ),
        };
        return Some((
            end,
            Reading::Point {
                point,
                weekday: None,
                turn: named,
            },
            None,
        ));
    }
    let word = a.at(j);
    let short = lexicon::short_weekday(word).filter(|_| a.capital(j));
    if let Some(day) = lexicon::weekday(word).or(short) {
        let dot = usize::from(short.is_some() && a.at(j + 1) == "." && a.glued(j + 1));
        if let Some((end, reading)) = dates::read(a, j, None)
            && matches!(reading, Reading::Point { .. })
        {
            return Some((end, reading, None));
        }
        return Some((j + 1 + dot, Reading::Weekday { day, turn: named }, None));
    }
    if let Some(season) = lexicon::season(word) {
        if a.at(j + 1) == "of" && years::promised_year(a, j + 2).is_none()
            || word == "spring" && a.at(j + 1) == "water"
        {
            return None;
        }
        return Some((
            j + 1,
            Reading::Season {
                season,
                year: None,
                turn: named,
            },
            None,
        ));
    }
    if word == "night" && turn == Turn::Last && the == 0 {
        return Some((j + 1, Reading::Day { shift: -1 }, Some("NI")));
    }
    if let Some(part) = lexicon::part_of_day(word).filter(|_| word != "overnight") {
        let reading = match turn {
            Turn::This => Reading::Day { shift: 0 },
            Turn::Last if word == "evening" => Reading::Day { shift: -1 },
            Turn::Next | Turn::Following => Reading::Unit {
                unit: Unit::Day,
                turn: Turn::Following,
            },
            Turn::Previous | Turn::Same => Reading::Unit {
                unit: Unit::Day,
                turn,
            },
            Turn::Last | Turn::Bare => return None,
        };
        return Some((j + 1, reading, Some(part)));
    }
    turned_unit(a, i, j, turn)
}

/// "last week", "the past year", "that day": `i` is where the expression starts, `j` the unit.
fn turned_unit(a: &Atoms, i: usize, j: usize, turn: Turn) -> Option<Relative> {
    let unit = lexicon::unit(a.at(j)).filter(|u| *u >= Unit::Day)?;
    let plural = a.at(j).ends_with('s');
    let the = a.at(i) == "the";
    // "the last week of May", "the next day of talks": a part of something else.
    if a.at(j + 1) == "of" && turn != Turn::Same {
        return None;
    }
    if plural && !(turn == Turn::This && unit == Unit::Year) {
        // "the coming weeks", "recent years" without a count.
        let counted = matches!(
            turn,
            Turn::Last | Turn::Next | Turn::Following | Turn::Previous
        );
        return counted.then(|| {
            (
                j + 1,
                Reading::duration(amounts::vague_duration(unit)),
                None,
            )
        });
    }
    if a.at(j) == "night" {
        return None;
    }
    let of_now = matches!(turn, Turn::Last | Turn::Next);
    if the && of_now {
        let led = matches!(
            a.before(i, 1),
            "over" | "in" | "for" | "within" | "during" | "throughout" | "of" | "from"
        );
        return match (unit, turn) {
            (Unit::Day, Turn::Next) => Some((
                j + 1,
                Reading::Unit {
                    unit,
                    turn: Turn::Following,
                },
                None,
            )),
            (Unit::Day, _) => None,
            (Unit::Century, Turn::Last) | (Unit::Weekend, _) => {
                Some((j + 1, Reading::Unit { unit, turn }, None))
            }
            (_, Turn::Next) if !led => Some((
                j + 1,
                Reading::Unit {
                    unit,
                    turn: Turn::Following,
                },
                None,
            )),
            _ => Some((j + 1, Reading::duration(amounts::duration(1.0, unit)), None)),
        };
    }
    match (unit, turn) {
        // "last day", "next day delivery" point to no calendar day; "past year" without an article neither.
        (Unit::Day, Turn::Last | Turn::Next) => None,
        (Unit::Fortnight, _) => None,
        _ if a.at(j - 1) == "past" || a.at(j - 1) == "current" && !the => None,
        _ => Some((j + 1, Reading::Unit { unit, turn }, None)),
    }
}

/// Words before a season that make it one.
#[rustfmt::skip]
fn leads_to_season(word: &str) -> bool {
    matches!(word,
        "in" | "during" | "since" | "by" | "until" | "over" | "throughout" | "of" | "mid" | "late" | "early"
        | "-")
}

/// "the summer of 2012", "winter 2010", "in the spring".
fn season(a: &Atoms, i: usize) -> Option<Relative> {
    let the = usize::from(a.at(i) == "the");
    let j = i + the;
    let season = lexicon::season(a.at(j))?;
    if let Some((end, year)) = years::year_of(a, j + 1).filter(|y| y.1 >= 100) {
        return Some((
            end,
            Reading::Season {
                season,
                year: Some(year),
                turn: Turn::Bare,
            },
            None,
        ));
    }
    // "fall" and "spring" are verbs, "spring" a source of water: only "in the spring" is sure to be none.
    let led = leads_to_season(a.before(i, 1));
    let name = a.capital(j) || a.is_word(j + 1) && a.capital(j + 1);
    let sure = matches!(a.at(j), "summer" | "winter" | "autumn")
        || (the == 1 && !a.is_word(j + 1))
        || matches!(a.at(j + 1), "and" | "when");
    (led && !name && sure && !matches!(a.at(j + 1), "in" | "of")).then_some((
        j + 1,
        Reading::Season {
            season,
            year: None,
            turn: Turn::Bare,
        },
        None,
    ))
}

/// "third quarter of 2021", "Q3", "first-half profits".
fn share(a: &Atoms, i: usize) -> Option<Relative> {
    let the = usize::from(a.at(i) == "the");
    let start = i + the;
    let (letter, number, mut end) = match (a.at(start), a.at(start + 1)) {
        ("q", _) if a.glued(start + 1) && a.capital(start) => {
            ('Q', a.digits(start + 1)?, start + 2)
        }
        ("h", _) if a.glued(start + 1) && a.capital(start) && a.is_digits(start + 1) => {
            ('H', a.digits(start + 1)?, start + 2)
        }
        _ => {
            let ordinal = numbers::ordinal(a, start).filter(|n| n.value <= 4.0)?;
            let mut j = ordinal.end + usize::from(a.at(ordinal.end) == "-");
            if matches!(a.at(j), "fiscal" | "financial" | "calendar") {
                j += 1;
            }
            let letter = match a.at(j) {
                "quarter" => 'Q',
                // "first half" is a football match more often than a business report, unless its year follows.
                "half"
                    if years::year_of(a, j + 1).is_some_and(|y| y.1 >= 1000)
                        || of_the_year(a, j + 1).is_some() =>
                {
                    'H'
                }
                _ => return None,
            };
            (letter, ordinal.value as u64, j + 1)
        }
    };
    let limit = if letter == 'Q' { 4 } else { 2 };
    if number == 0
        || number > limit
        || (a.at(end) == "-" && a.at(end + 1) == "final")
        || (letter == 'Q' && sports(a, start))
    {
        return None;
    }
    let mut year = None;
    let (after, fiscal) = match (a.at(end), a.at(end + 1)) {
        ("of", "fiscal") => (end + 2, true),
        ("fiscal", _) => (end + 1, true),
        _ => (end, false),
    };
    if let Some((e, y)) = years::year_of(a, after).filter(|y| y.1 >= 1000) {
        (end, year) = (e, Some(y));
    } else if let Some(e) = of_the_year(a, end).filter(|_| !fiscal) {
        end = e;
    }
    Some((
        end,
        Reading::Share {
            letter,
            number: number as u8,
            year,
        },
        None,
    ))
}

/// "of the year", "of this year"
fn of_the_year(a: &Atoms, i: usize) -> Option<usize> {
    (a.at(i) == "of" && matches!(a.at(i + 1), "the" | "this") && a.at(i + 2) == "year")
        .then_some(i + 3)
}

/// Words of games that are played in quarters.
#[rustfmt::skip]
fn of_a_game(word: &str) -> bool {
    matches!(word,
        "touchdown" | "touchdowns" | "quarterback" | "yard" | "yards" | "rebounds" | "pointer" | "halftime"
        | "scored" | "interception" | "points" | "lead" | "led" | "game")
}

/// The sentence tells of a game that is played in quarters.
fn sports(a: &Atoms, i: usize) -> bool {
    /// How far around "third quarter" words of the game are looked for.
    const REACH: usize = 25;
    (i.saturating_sub(REACH)..i + REACH).any(|j| of_a_game(a.at(j)))
}

/// An expression that starts at this atom and points from somewhere.
pub(super) fn read(a: &Atoms, i: usize) -> Option<Relative> {
    day(a, i)
        .or_else(|| share(a, i))
        .or_else(|| turned(a, i))
        .or_else(|| season(a, i))
}
