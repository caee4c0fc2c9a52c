//! Reads the amounts of one sentence: a number, and what stands around it that says what sort it is.

use super::QuantityKind as Kind;
use super::counts::{age, count, determiner, identifier};
use super::money::{letter_scale, money_by_name, money_by_sign};
use super::{currencies, fractions, nouns, units};
use crate::decode::{NameKind, PartOfSpeech};
use crate::numbers::{self, Number};
use crate::scan::Atoms;
use std::ops::Range;

/// An amount of a sentence.
pub(super) struct Found {
    pub(super) atoms: Range<usize>,
    pub(super) kind: Kind,
    pub(super) value: f64,
    pub(super) unit: Option<String>,
    /// Factor by which a scale word behind the number multiplied it: 1e6 in "3 million".
    pub(super) scale: f64,
    /// Atoms of a second amount may follow right away: the first end of a range.
    pub(super) number_end: usize,
}

/// The amounts of a sentence in order; `free` tells which atoms belong to no time.
pub(super) fn sentence(a: &Atoms, free: &[bool]) -> Vec<Found> {
    let is_free = |i: usize| free.get(i).copied().unwrap_or(false);
    let mut found: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < a.len() {
        if !is_free(i) {
            i += 1;
            continue;
        }
        let next = range(a, i, &is_free);
        let end = next
            .iter()
            .map(|f| f.atoms.end)
            .max()
            .or_else(|| passed_over(a, i));
        i = end.unwrap_or(i + 1).max(i + 1);
        found.extend(next.into_iter().filter(|f| f.atoms.clone().all(is_free)));
    }
    found
}

/// Where a number ends that is no amount: a score, a phone number, the middle of a chain.
fn passed_over(a: &Atoms, i: usize) -> Option<usize> {
    let number = numbers::cardinal(a, i)?;
    let mut end = number.end;
    while matches!(a.at(end), "-" | "/" | ":" | ".")
        && a.glued(end)
        && a.glued(end + 1)
        && (a.is_digits(end + 1) || a.is_word(end + 1))
    {
        end += 2;
    }
    Some(end)
}

/// One amount, or the two ends of a range.
fn range(a: &Atoms, i: usize, free: &dyn Fn(usize) -> bool) -> Vec<Found> {
    let Some(first) = amount(a, i, free) else {
        return bare_range(a, i, free).unwrap_or_default();
    };
    if first.kind == Kind::Count && first.unit.is_none() {
        return bare_range(a, i, free).unwrap_or_else(|| vec![first]);
    }
    // "$10 and $20 million": the scale belongs to both.
    if first.kind == Kind::Money
        && first.scale == 1.0
        && let Some(second) =
            past_joint(a, i, first.atoms.end).and_then(|j| end_of_range(a, j, free))
    {
        let value = first.value * shared_scale(first.value, &second);
        // "$2-3 million": the second number has no sign of its own.
        let second = match second.kind {
            Kind::Money => second,
            Kind::Count | Kind::Measure if second.scale > 1.0 => Found {
                atoms: second.atoms.start..second.number_end,
                kind: Kind::Money,
                unit: first.unit.clone(),
                ..second
            },
            _ => return vec![first],
        };
        return vec![Found { value, ..first }, second];
    }
    vec![first]
}

/// Behind "-", "to", "and" that can join the two ends of a range whose first starts at `start`.
fn past_joint(a: &Atoms, start: usize, end: usize) -> Option<usize> {
    let joined = match a.at(end) {
        "-" | "to" | "or" => true,
        "and" => a.before(start, 1) == "between",
        _ => false,
    };
    joined.then_some(end + 1)
}

/// The second end of a range, which may stick to the first by a dash.
fn end_of_range(a: &Atoms, i: usize, free: &dyn Fn(usize) -> bool) -> Option<Found> {
    if !free(i) {
        return None;
    }
    money_by_sign(a, i).or_else(|| numbered(a, i, free))
}

/// The scale of the second end, where the first can't do without it: "2-3 million".
fn shared_scale(first: f64, second: &Found) -> f64 {
    if second.scale > 1.0 && first < 1000.0 && first <= second.value / second.scale {
        second.scale
    } else {
        1.0
    }
}

/// "between 10 and 20 people", "5-7%", "30 to 60 km": numbers of which only the last has its unit.
fn bare_range(a: &Atoms, i: usize, free: &dyn Fn(usize) -> bool) -> Option<Vec<Found>> {
    let first = number(a, i)?;
    let end = first.end;
    if inside_word(a, i) || identifier(a, i) {
        return None;
    }
    let second =
        end_of_range(a, past_joint(a, i, end)?, free).filter(|s| s.unit.is_some() || s.scale > 1.0);
    let second = second?;
    let value = first.value
        * if first.scale == 1.0 {
            shared_scale(first.value, &second)
        } else {
            1.0
        };
    // "3-1 defeats": the score of a game, no range.
    if second.value <= value {
        return None;
    }
    let first = Found {
        atoms: i..end,
        kind: second.kind,
        value,
        unit: second.unit.clone(),
        scale: 1.0,
        number_end: end,
    };
    Some(vec![first, second])
}

/// A number with the factor of its scale word.
pub(super) struct Scaled {
    pub(super) end: usize,
    pub(super) value: f64,
    pub(super) scale: f64,
    pub(super) digits: bool,
}

pub(super) fn number(a: &Atoms, i: usize) -> Option<Scaled> {
    let number: Number = numbers::cardinal(a, i)?;
    let scale = match numbers::plain_digits(a, i) {
        Some(plain) if plain.end < number.end && plain.value > 0.0 => number.value / plain.value,
        _ => 1.0,
    };
    number.value.is_finite().then_some(Scaled {
        end: number.end,
        value: number.value,
        scale,
        digits: number.digits,
    })
}

/// Stuck to a word or a chain of numbers before it: "F-16", "Covid-19", "A320", "1.2.3".
fn inside_word(a: &Atoms, i: usize) -> bool {
    if i == 0 || !a.glued(i) {
        return false;
    }
    let mark = a.before(i, 1);
    let chained = matches!(
        mark,
        "-" | "/" | "." | ":" | "," | "_" | "+" | "@" | "#" | "&"
    ) && i > 1
        && a.glued(i - 1)
        && (a.is_word(i - 2) || a.is_digits(i - 2));
    let number_before = i > 1 && numbers::tens(a.at(i - 2)).is_some();
    a.is_word(i - 1) || mark == "#" || (chained && !number_before)
}

/// One amount that starts at this atom.
fn amount(a: &Atoms, i: usize, free: &dyn Fn(usize) -> bool) -> Option<Found> {
    if !free(i) {
        return None;
    }
    money_by_sign(a, i)
        .or_else(|| fraction(a, i))
        .or_else(|| ordinal(a, i))
        .or_else(|| vague(a, i, free))
        .or_else(|| magnitude(a, i))
        .or_else(|| signed(a, i))
        .or_else(|| {
            if inside_word(a, i) {
                None
            } else {
                numbered(a, i, free)
            }
        })
}

fn fraction(a: &Atoms, i: usize) -> Option<Found> {
    let (end, value) = fractions::read(a, i)?;
    // "half a percentage point" and "a quarter point" are read with their unit.
    Some(Found {
        atoms: i..end,
        kind: Kind::Percent,
        value,
        unit: Some("%".into()),
        scale: 1.0,
        number_end: end,
    })
}

fn ordinal(a: &Atoms, i: usize) -> Option<Found> {
    let number = numbers::ordinal(a, i)?;
    // "First Minister", "Second World War": a capital inside the sentence, or before another, is a name's.
    let title = a.capital(i) && !number.digits && (i > 0 || a.capital(number.end));
    let name = a.name(i..number.end).is_some_and(|(_, longer)| longer);
    let part_of_word = inside_word(a, i) || (a.at(number.end) == "-" && a.glued(number.end));
    // "per second", "two megabits a second" have no rank, nor has "first" as an adverb.
    let rate = a.at(i) == "second"
        && (a.before(i, 1) == "per"
            || a.before(i, 1) == "a" && (!a.is_word(i + 1) || nouns::plural(a.before(i, 2))));
    let idiom =
        rate || (a.before(i, 1), a.at(i)) == ("at", "first") || a.tag(i) == Some(PartOfSpeech::Rb);
    (!title && !name && !part_of_word && !idiom).then_some(Found {
        atoms: i..number.end,
        kind: Kind::Ordinal,
        value: number.value,
        unit: None,
        scale: 1.0,
        number_end: number.end,
    })
}

/// "thousands of militants", "tens of thousands of dollars", "scores of patients"
fn vague(a: &Atoms, i: usize, free: &dyn Fn(usize) -> bool) -> Option<Found> {
    let size = |word: &str| match word {
        "tens" => Some(10.0),
        "scores" => Some(20.0),
        _ => numbers::vague_scale(word),
    };
    let mut value = size(a.at(i))?;
    let mut end = i + 1;
    while a.at(end) == "of"
        && let Some(next) = size(a.at(end + 1))
    {
        value *= next;
        end += 2;
    }
    if a.at(end) != "of" && !(a.at(i) != "scores" && matches!(a.at(end), "more" | "were" | "have"))
    {
        return None;
    }
    let base = Found {
        atoms: i..end,
        kind: Kind::Count,
        value,
        unit: None,
        scale: 1.0,
        number_end: end,
    };
    if a.at(end) != "of" {
        return Some(base);
    }
    let noun_at = end + 1;
    if let Some((end, code)) = currencies::named(a, noun_at) {
        return Some(Found {
            atoms: i..end,
            kind: Kind::Money,
            unit: Some(code.into()),
            ..base
        });
    }
    if let Some((end, symbol)) = units::read(a, noun_at) {
        return Some(Found {
            atoms: i..end,
            kind: Kind::Measure,
            unit: Some(symbol.into()),
            ..base
        });
    }
    // "dozens of the victims"
    let the = usize::from(determiner(a.at(noun_at)));
    let (end, _) = nouns::noun(a, noun_at + the, false, free)?;
    Some(Found {
        atoms: i..end,
        unit: Some(nouns::written(a, end - 1)),
        ..base
    })
}

/// "magnitude 6.3", "magnitude-6.3"
fn magnitude(a: &Atoms, i: usize) -> Option<Found> {
    if a.at(i) != "magnitude" {
        return None;
    }
    let j = i + 1 + usize::from(a.at(i + 1) == "-" || a.at(i + 1) == "of");
    let number = number(a, j).filter(|n| n.digits && n.value < 11.0)?;
    Some(Found {
        atoms: i..number.end,
        kind: Kind::Measure,
        value: number.value,
        unit: Some("magnitude".into()),
        scale: 1.0,
        number_end: number.end,
    })
}

/// "minus 12 degrees", "-5°C": below zero.
fn signed(a: &Atoms, i: usize) -> Option<Found> {
    let minus = a.at(i) == "minus"
        || (a.at(i) == "-" && !a.glued(i) && a.glued(i + 1) && a.is_digits(i + 1));
    let number = if minus {
        number(a, i + 1)?
    } else {
        return None;
    };
    let (end, unit) = measured(a, number.end).or_else(|| percent(a, number.end))?;
    let kind = if unit.starts_with('%') {
        Kind::Percent
    } else {
        Kind::Measure
    };
    Some(Found {
        atoms: i..end,
        kind,
        value: -number.value,
        unit: Some(unit.into()),
        scale: 1.0,
        number_end: end,
    })
}

/// A unit of measure behind a number, a hyphen before it or not.
fn measured(a: &Atoms, i: usize) -> Option<(usize, &'static str)> {
    units::read(a, i + usize::from(a.at(i) == "-" && a.glued(i)))
}

/// "%", "per cent", "percentage points", "basis points".
fn percent(a: &Atoms, i: usize) -> Option<(usize, &'static str)> {
    let i = i + usize::from(a.at(i) == "-" && a.glued(i));
    match (a.at(i), a.at(i + 1)) {
        ("%" | "percent" | "pct" | "pc", "point" | "points") => Some((i + 2, "pp")),
        ("%" | "percent" | "pct" | "pc", _) => Some((i + 1, "%")),
        ("per", "cent") => Some((i + 2, "%")),
        ("percentage", "point" | "points") => Some((i + 2, "pp")),
        ("basis", "point" | "points") => Some((i + 2, "bp")),
        _ => None,
    }
}

/// A number that is followed by what it is of.
fn numbered(a: &Atoms, i: usize, free: &dyn Fn(usize) -> bool) -> Option<Found> {
    let half_a_point = a.at(i) == "half" && a.at(i + 1) == "a" && percent(a, i + 2).is_some();
    let n = if half_a_point {
        Scaled {
            end: i + 2,
            value: 0.5,
            scale: 1.0,
            digits: false,
        }
    } else {
        number(a, i)?
    };
    let found = |end: usize, kind: Kind, unit: Option<String>| Found {
        atoms: i..end,
        kind,
        value: n.value,
        unit,
        scale: n.scale,
        number_end: n.end,
    };
    if let Some((end, unit)) = percent(a, n.end) {
        return Some(found(end, Kind::Percent, Some(unit.into())));
    }
    if let Some(money) = money_by_name(a, i, &n) {
        return Some(money);
    }
    let pounds = n.end + usize::from(a.at(n.end) == "-" && a.glued(n.end));
    if matches!(a.at(pounds), "pound" | "pounds") {
        return Some(found(pounds + 1, Kind::Measure, Some("lb".into())));
    }
    if let Some((end, unit)) = age(a, i, &n) {
        return Some(found(end, Kind::Measure, Some(unit.into())));
    }
    // "2m visitors", "1.1m of them" are millions, "8,849m high" is a length.
    if let Some(scale) =
        letter_scale(a, n.end).filter(|_| n.digits && n.scale == 1.0 && n.value < 1000.0)
    {
        let noun = nouns::noun(a, n.end + 1, false, free);
        let counted = noun.filter(|(end, noun)| nouns::plural(noun) && !a.glued(end - 1));
        if let Some((end, _)) = counted {
            let unit = nouns::written(a, end - 1);
            return Some(Found {
                value: n.value * scale,
                scale,
                ..found(end, Kind::Count, Some(unit))
            });
        }
        if a.at(n.end + 1) == "of" {
            return Some(Found {
                value: n.value * scale,
                scale,
                ..found(n.end + 1, Kind::Count, None)
            });
        }
    }
    if let Some((end, symbol)) = measured(a, n.end) {
        return Some(found(end, Kind::Measure, Some(symbol.into())));
    }
    if n.scale == 1.0 && identifier(a, i) || in_longer_name(a, i..n.end) {
        return None;
    }
    let (end, unit) = count(a, i, &n, free)?;
    // "Xbox 2", "Band Aid 20": a number right behind a name and before nothing that it could count.
    let behind_name = i > 1 && a.capital(i - 1) && !a.glued(i) && n.digits && n.value < 1000.0;
    (unit.is_some() || !behind_name).then(|| found(end, Kind::Count, unit))
}

/// "Channel 4", "Formula One": the model sees a name.
fn in_longer_name(a: &Atoms, atoms: Range<usize>) -> bool {
    a.name(atoms)
        .is_some_and(|(name, longer)| longer && name.kind != NameKind::Group)
}
