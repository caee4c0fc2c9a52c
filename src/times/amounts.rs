//! Reads amounts of time and recurrences: "for three years", "two weeks ago", "30-day", "every Monday",
//! "twice a week". Ages ("43 years old", "a 14-year-old") are passed over.

use super::lexicon::{self, Unit};
use super::reading::{Origin, Reading};
use crate::numbers;
use crate::scan::Atoms;

/// A count of units.
pub(super) struct Amount {
    pub(super) end: usize,
    /// None for "several", "a few", "some".
    pub(super) count: Option<f64>,
    pub(super) unit: Unit,
    /// A smaller unit behind: "two years and three months".
    rest: Option<(f64, Unit)>,
    /// The unit is a plural or the count is not one.
    pub(super) plural: bool,
    /// Written "a year", "an hour".
    article: bool,
}

fn number(count: f64) -> String {
    // At most two decimals: halves, quarters and tenths are what people say.
    let hundredths = (count * 100.0 + 0.5).floor();
    let text = format!("{:.2}", hundredths / 100.0);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Letter, multiple and whether it belongs behind the T of a TIMEX3 duration.
fn letter(unit: Unit) -> (char, f64, bool) {
    match unit {
        Unit::Second => ('S', 1.0, true),
        Unit::Minute => ('M', 1.0, true),
        Unit::Hour => ('H', 1.0, true),
        Unit::Day => ('D', 1.0, false),
        Unit::Week => ('W', 1.0, false),
        Unit::Fortnight => ('W', 2.0, false),
        Unit::Weekend => ('D', 2.0, false),
        Unit::Month => ('M', 1.0, false),
        Unit::Quarter => ('M', 3.0, false),
        Unit::Year => ('Y', 1.0, false),
        Unit::Decade => ('Y', 10.0, false),
        Unit::Century => ('Y', 100.0, false),
    }
}

/// TIMEX3 of a count of units: `P3Y`, `PT90M`.
pub(super) fn duration(count: f64, unit: Unit) -> String {
    let (letter, multiple, time) = letter(unit);
    format!(
        "P{}{}{letter}",
        if time { "T" } else { "" },
        number(count * multiple)
    )
}

/// TIMEX3 of an unknown count: `PXY`.
pub(super) fn vague_duration(unit: Unit) -> String {
    match unit {
        Unit::Decade => "PXDE".to_owned(),
        Unit::Century => "PXCE".to_owned(),
        _ => {
            let (letter, _, time) = letter(unit);
            format!("P{}X{letter}", if time { "T" } else { "" })
        }
    }
}

impl Amount {
    pub(super) fn duration(&self) -> String {
        let Some(count) = self.count else {
            return vague_duration(self.unit);
        };
        let mut value = duration(count, self.unit);
        if let Some((count, unit)) = self.rest {
            let rest = duration(count, unit);
            let both_of_day = value.starts_with("PT");
            value.push_str(rest.trim_start_matches(if both_of_day { "PT" } else { "P" }));
        }
        value
    }
}

/// "several", "a few", "a couple of": where it ends and its count, if it has one.
fn vague_count(a: &Atoms, i: usize) -> Option<(usize, Option<f64>)> {
    let the = usize::from(matches!(a.at(i), "a" | "the"));
    let of = |end: usize| if a.at(end) == "of" { end + 1 } else { end };
    match a.at(i + the) {
        "few" | "good" if a.at(i + the) == "few" => Some((i + the + 1, None)),
        "couple" => Some((of(i + the + 1), Some(2.0))),
        "number" | "matter" if the == 1 && a.at(i + 2) == "of" => Some((i + 3, None)),
        "several" | "many" if the == 0 => Some((i + 1, None)),
        "dozens" | "hundreds" | "thousands" | "millions" | "scores" | "tens"
            if the == 0 && a.at(i + 1) == "of" =>
        {
            let more = matches!(a.at(i + 2), "thousands" | "millions") && a.at(i + 3) == "of";
            Some((if more { i + 4 } else { i + 2 }, None))
        }
        _ => None,
    }
}

/// "one and a half years", "a year and a half": the half behind the unit.
fn half_behind(a: &Atoms, i: usize) -> Option<usize> {
    (a.at(i) == "and"
        && a.at(i + 1) == "a"
        && a.at(i + 2) == "half"
        && lexicon::unit(a.at(i + 3)).is_none())
    .then_some(i + 3)
}

/// Words between a count and its unit: "three consecutive years", "five-and-a-half more months".
#[rustfmt::skip]
fn filler(word: &str) -> bool {
    matches!(
        word,
        "more" | "full" | "long" | "calendar" | "consecutive" | "straight" | "successive" | "whole"
            | "further" | "additional" | "working" | "business" | "short" | "extra" | "other" | "whopping"
    )
}

/// A count and its unit.
pub(super) fn read_amount(a: &Atoms, i: usize) -> Option<Amount> {
    let bracket = usize::from(a.at(i) == "[");
    let (mut end, mut count, mut article) = (i, None, false);
    if let Some(n) = numbers::cardinal(a, i + bracket) {
        let decimal_cut =
            a.glued(i) && matches!(a.before(i, 1), "." | "," | "$" | "£" | "€") && n.digits;
        if decimal_cut {
            return None;
        }
        (end, count) = (n.end, Some(n.value));
    } else if let Some((e, n)) = vague_count(a, i) {
        (end, count) = (e, n);
    } else if a.at(i) == "half" && matches!(a.at(i + 1), "a" | "an") {
        (end, count) = (i + 2, Some(0.5));
    } else if matches!(a.at(i), "a" | "an" | "another") {
        (end, count, article) = (i + 1, Some(1.0), true);
        if a.at(end) == "half" {
            (end, count) = (end + 1 + usize::from(a.at(end + 1) == "-"), Some(0.5));
        }
    }
    if end == i {
        return None;
    }
    if bracket == 1 && a.at(end) == "]" {
        end += 1;
    }
    let hyphen = a.at(end) == "-" && (a.glued(end) || a.glued(end + 1)) && a.is_word(end + 1);
    if hyphen {
        end += 1;
    }
    while !hyphen && filler(a.at(end)) && end < i + 8 {
        end += 1;
    }
    let unit = lexicon::unit(a.at(end))?;
    let word = a.at(end);
    let plural = word.ends_with('s');
    // "second" is an ordinal, "a second man", unless it is counted.
    let one = count == Some(1.0) && !article;
    if word == "second" && !hyphen && !one {
        return None;
    }
    if word == "min" && !a.is_digits(i)
        || word.starts_with("quarter") && count.is_none()
        || word == "quarter" && !hyphen
        || count.is_none() && !plural
    {
        return None;
    }
    // A quarter is also a fourth part: "three quarters of voters".
    if word == "quarters"
        && (a.at(end + 1) == "of" || count.is_some_and(|n| n == 3.0 && a.at(end + 1) != "in"))
    {
        return None;
    }
    end += 1;
    let mut amount = Amount {
        end,
        count,
        unit,
        rest: None,
        plural: plural || count != Some(1.0),
        article,
    };
    if let Some(e) = half_behind(a, end) {
        amount.count = count.map(|n| n + 0.5);
        amount.end = e;
    } else if let Some(rest) = smaller(a, end, unit) {
        amount.rest = Some((rest.0, rest.1));
        amount.end = rest.2;
    }
    Some(amount)
}

/// "and 10 months", "20 minutes": a smaller unit right behind the larger.
fn smaller(a: &Atoms, i: usize, unit: Unit) -> Option<(f64, Unit, usize)> {
    let joined = matches!(a.at(i), "and" | ",");
    let j = i + usize::from(joined);
    let n = numbers::cardinal(a, j)?;
    let next = lexicon::unit(a.at(n.end))?;
    let below = match unit {
        Unit::Year => matches!(next, Unit::Month | Unit::Day),
        Unit::Month => next == Unit::Day,
        Unit::Hour => next == Unit::Minute,
        Unit::Minute => next == Unit::Second,
        _ => false,
    };
    let old = a.at(n.end + 1) == "ago" && !joined;
    (below && !old).then_some((n.value, next, n.end + 1))
}

/// The word behind an amount says from where it counts: end, origin, and whether it counts back.
fn direction(a: &Atoms, i: usize) -> Option<(usize, Origin, bool)> {
    let ends = |j: usize| {
        j >= a.len()
            || (a.is_mark(j) && a.at(j) != "'")
            || matches!(a.at(j), "and" | "but" | "when" | "in" | "at")
    };
    // "in two weeks' time"
    if a.at(i) == "'" {
        let s = usize::from(a.at(i + 1) == "s");
        return (a.at(i + 1 + s) == "time").then_some((i + 2 + s, Origin::Now, false));
    }
    Some(match (a.at(i), a.at(i + 1)) {
        ("ago", _) => (i + 1, Origin::Now, true),
        ("back", _) if ends(i + 1) => (i + 1, Origin::Now, true),
        ("from", "now" | "today") => (i + 2, Origin::Now, false),
        ("hence", _) => (i + 1, Origin::Now, false),
        ("earlier" | "previously", _) => (i + 1, Origin::Context, true),
        ("before" | "prior" | "beforehand", _) if ends(i + 1) => (i + 1, Origin::Context, true),
        ("later" | "afterward" | "afterwards" | "thereafter", _) => (i + 1, Origin::Context, false),
        ("after", _) if ends(i + 1) => (i + 1, Origin::Context, false),
        _ => return None,
    })
}

/// Is this the age of somebody or something? Then where it ends.
fn age(a: &Atoms, amount: &Amount) -> Option<usize> {
    let hyphen = usize::from(a.at(amount.end) == "-");
    if a.at(amount.end + hyphen) == "old" || a.at(amount.end + hyphen) == "olds" {
        return Some(amount.end + hyphen + 1);
    }
    (a.at(amount.end) == "of" && a.at(amount.end + 1) == "age").then_some(amount.end + 2)
}

/// Words before "a year" that make it an amount and not "each".
#[rustfmt::skip]
fn leads_to_amount(word: &str) -> bool {
    matches!(
        word,
        "for" | "within" | "over" | "in" | "after" | "than" | "about" | "nearly" | "almost" | "roughly"
            | "took" | "take" | "takes" | "taken" | "lasted" | "last" | "lasts" | "least" | "most" | "just"
            | "barely" | "only" | "of" | "spent" | "spend"
    )
}

/// "two weeks ago", "30-day", "for three years".
fn amount(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    let amount = read_amount(a, i)?;
    if let Some(end) = age(a, &amount) {
        return Some((end, Reading::Nothing));
    }
    if let Some((end, origin, back)) = direction(a, amount.end) {
        let count = match amount.rest {
            // Half a unit more or less of precision: months count as parts of the year.
            Some((months, Unit::Month)) => amount.count.map(|n| n + months / 12.0),
            _ => amount.count,
        };
        return Some((
            end,
            Reading::Offset {
                unit: amount.unit,
                count,
                origin,
                back,
            },
        ));
    }
    let led = leads_to_amount(a.before(i, 1));
    if amount.article && !led && amount.count != Some(0.5) {
        return None;
    }
    // "a quarter of a century"
    if amount.article && a.before(i, 1) == "of" && a.before(i, 2) == "quarter" {
        return Some((amount.end, Reading::duration(duration(0.25, amount.unit))));
    }
    // A goal's minute, an hour's pay, one weekend: what is no length of time.
    if amount.unit == Unit::Weekend && !amount.plural {
        return None;
    }
    let duration = amount.duration();
    Some((
        amount.end,
        match amount.count {
            Some(count) if a.before(i, 1) == "in" && amount.rest.is_none() && !surpassed(a, i) => {
                Reading::Within {
                    unit: amount.unit,
                    count,
                    duration,
                }
            }
            _ => Reading::duration(duration),
        },
    ))
}

/// "the best result in 25 years": a span of the past, whatever the clause looks to.
fn surpassed(a: &Atoms, i: usize) -> bool {
    /// How far before "in 25 years" the superlative may stand.
    const REACH: usize = 7;
    (1..=REACH).any(|back| {
        let word = a.before(i, back);
        matches!(
            word,
            "first" | "best" | "worst" | "most" | "least" | "only" | "time" | "low" | "high"
        ) || (word.len() > 5
            && word.ends_with("est")
            && !matches!(
                word,
                "interest" | "arrest" | "forest" | "protest" | "request" | "harvest"
            ))
    })
}

/// "years ago", "for decades", "in recent years".
fn uncounted(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    let recent = usize::from(matches!(a.at(i), "recent" | "many" | "long"));
    let unit = lexicon::unit(a.at(i + recent)).filter(|_| a.at(i + recent).ends_with('s'))?;
    let end = i + recent + 1;
    if recent == 1 && a.at(i) == "recent" && unit >= Unit::Day {
        return Some((
            end,
            Reading::Fixed {
                kind: super::TimeKind::Date,
                value: "PAST_REF".into(),
            },
        ));
    }
    if let Some((end, origin, back)) =
        direction(a, end).filter(|d| d.1 == Origin::Now || recent == 1)
    {
        return Some((
            end,
            Reading::Offset {
                unit,
                count: None,
                origin,
                back,
            },
        ));
    }
    let led = matches!(a.before(i, 1), "for" | "after" | "within") && unit != Unit::Second;
    led.then(|| (end, Reading::duration(vague_duration(unit))))
}

/// "every Monday", "each year", "twice a week", "Mondays", "annually".
fn set(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    let word = a.at(i);
    if matches!(word, "every" | "each") {
        return every(a, i + 1).map(|(end, value)| (end, Reading::set(value)));
    }
    let times = match word {
        "once" | "twice" | "thrice" => Some(i + 1),
        _ => numbers::cardinal(a, i)
            .filter(|n| a.at(n.end) == "times")
            .map(|n| n.end + 1),
    };
    if let Some(j) = times {
        let unit = matches!(a.at(j), "a" | "an" | "per" | "each" | "every")
            .then(|| lexicon::unit(a.at(j + 1)))
            .flatten();
        return unit.map(|u| (j + 2, Reading::set(duration(1.0, u))));
    }
    if let Some(day) = word.strip_suffix('s').and_then(lexicon::weekday)
        && a.capital(i)
    {
        return Some((i + 1, Reading::set(format!("XXXX-WXX-{day}"))));
    }
    // "Daily Mail", "Weekly Standard": capitals make a name, except at the head of a sentence.
    let name = a.capital(i) && (i > 0 || a.capital(i + 1));
    if a.before(i, 1) == "-" && a.glued(i) {
        return None;
    }
    lexicon::recurrence(word)
        .filter(|_| !name)
        .map(|value| (i + 1, Reading::set(value)))
}

fn every(a: &Atoms, i: usize) -> Option<(usize, String)> {
    if let Some(day) = lexicon::weekday(a.at(i)) {
        return Some((i + 1, format!("XXXX-WXX-{day}")));
    }
    if let Some(month) = lexicon::month(a.at(i)).filter(|_| a.capital(i)) {
        return Some((i + 1, format!("XXXX-{month:02}")));
    }
    if let Some(season) = lexicon::season(a.at(i)) {
        return Some((i + 1, format!("XXXX-{season}")));
    }
    if let Some(part) = lexicon::part_of_day(a.at(i)) {
        return Some((i + 1, format!("XXXX-XX-XXT{part}")));
    }
    let (end, count) = match a.at(i) {
        "other" | "second" => (i + 1, 2.0),
        "single" => (i + 1, 1.0),
        "few" => return lexicon::unit(a.at(i + 1)).map(|u| (i + 2, vague_duration(u))),
        _ => match numbers::cardinal(a, i).or_else(|| numbers::ordinal(a, i)) {
            Some(n) => (n.end, n.value),
            None => (i, 1.0),
        },
    };
    let unit = lexicon::unit(a.at(end))?;
    Some((end + 1, duration(count, unit)))
}

/// An amount of time or a recurrence that starts at this atom.
pub(super) fn read(a: &Atoms, i: usize) -> Option<(usize, Reading)> {
    set(a, i)
        .or_else(|| amount(a, i))
        .or_else(|| uncounted(a, i))
}
