//! Reads what a number counts, and what number is a name's, an age or a score instead.

use super::nouns;
use super::read::Scaled;
use crate::numbers;
use crate::scan::Atoms;

/// A word before a number that makes it a name: "Article 50", "gate 4", "No. 10".
#[rustfmt::skip]
pub(super) fn identifier(a: &Atoms, i: usize) -> bool {
    let back = if a.before(i, 1) == "." && a.glued(i.saturating_sub(1)) { 2 } else { 1 };
    let word = a.before(i, back);
    let named = matches!(
        word,
        "no" | "nos" | "number" | "article" | "section" | "chapter" | "page" | "pages" | "route" | "channel" | "gate" | "room" | "flight" | "phase" | "boeing"
            | "airbus" | "apollo" | "windows" | "iphone" | "formula" | "highway" | "interstate" | "resolution" | "episode" | "volume" | "vol" | "size"
            | "grade" | "round" | "stage" | "case" | "platform" | "line" | "area" | "type" | "model" | "version" | "figure" | "table" | "appendix" | "clause"
            | "amendment" | "rule" | "proposition" | "bus" | "unit" | "building" | "apartment" | "suite" | "box" | "lot" | "block" | "district" | "ward" | "sector"
            | "zone" | "league" | "division" | "title" | "form" | "bbc" | "radio" | "psalm" | "verse" | "ps" | "step" | "lane" | "terminal" | "pier" | "junction"
    );
    named && back == 1 || back == 2 && matches!(word, "no" | "nos" | "p" | "pp" | "vol" | "fig" | "art" | "sec" | "ch" | "cap")
}

/// "43-year-old", "19 years old", "aged 42", "Maria Lopez, 42,"
pub(super) fn age(a: &Atoms, i: usize, n: &Scaled) -> Option<(usize, &'static str)> {
    let whole = n.value.fract() == 0.0 && n.value <= 130.0;
    let mut j = n.end + usize::from(a.at(n.end) == "-");
    let unit = match a.at(j) {
        "year" | "years" | "yr" => Some("years"),
        "month" | "months" => Some("months"),
        "week" | "weeks" => Some("weeks"),
        "day" | "days" => Some("days"),
        _ => None,
    };
    if let Some(unit) = unit {
        j += 1;
        j += usize::from(a.at(j) == "-");
        return match (a.at(j), a.at(j + 1)) {
            ("old" | "olds", _) => Some((j + 1, unit)),
            ("of", "age") => Some((j + 2, unit)),
            _ => None,
        };
    }
    let aged = matches!(a.before(i, 1), "aged" | "age")
        || (a.before(i, 1) == "of" && matches!(a.before(i, 2), "age" | "ages"));
    // "when she was six", "until he turned 18"
    let of_somebody = matches!(a.before(i, 2), "he" | "she" | "i" | "who")
        && matches!(a.before(i, 1), "was" | "is" | "turned" | "turns")
        && (a.is_mark(n.end)
            || matches!(
                a.at(n.end),
                "and" | "so" | "when" | "but" | "then" | "" | "in" | "at"
            ));
    let comma = a.before(i, 1) == "," && i > 1 && a.capital(i - 2) && n.digits && n.value >= 1.0;
    let closed = matches!(a.at(n.end), "," | "." | ";" | ")")
        && a.glued(n.end)
        && !(a.glued(n.end + 1) && a.is_digits(n.end + 1));
    (whole && (aged || of_somebody || comma && closed)).then_some((n.end, "years"))
}

pub(super) fn determiner(word: &str) -> bool {
    matches!(
        word,
        "the" | "its" | "his" | "her" | "their" | "our" | "my" | "your" | "these" | "those" | "all"
    )
}

/// Words before "one" that make it a pronoun.
#[rustfmt::skip]
fn makes_pronoun(word: &str) -> bool {
    matches!(word,
        "no" | "any" | "every" | "each" | "this" | "that" | "the" | "which" | "some" | "another" | "only")
}

/// What a number counts, if it counts anything: where the amount ends, and the noun.
pub(super) fn count(
    a: &Atoms,
    i: usize,
    n: &Scaled,
    free: &dyn Fn(usize) -> bool,
) -> Option<(usize, Option<String>)> {
    let one = n.value == 1.0 && !n.digits;
    let hyphen = a.at(n.end) == "-" && a.glued(n.end) && a.glued(n.end + 1);
    if hyphen {
        return compound(a, n, free);
    }
    // "No one", "one another", "one of them": a pronoun.
    if one && (makes_pronoun(a.before(i, 1)) || !a.is_word(n.end)) {
        return None;
    }
    // "rose five times"
    if matches!(a.at(n.end), "times" | "percent") {
        return None;
    }
    // "1-0", "12:30", "(12)", "1. First point"
    let bracketed = matches!(a.before(i, 1), "(" | "[") && matches!(a.at(n.end), ")" | "]");
    let listed = i == 0 && n.digits && matches!(a.at(n.end), "." | ")" | ":");
    let chained = matches!(a.at(n.end), "-" | "/" | ":" | "_") && a.glued(n.end);
    if n.digits && (bracketed || listed || chained || a.glued(n.end) && a.is_word(n.end)) {
        return None;
    }
    if let Some((end, noun)) = nouns::noun(a, n.end, one, free) {
        // "one day", "one thing" are manners of speaking.
        let idiom = one
            && matches!(
                noun,
                "day" | "thing" | "side" | "hand" | "point" | "another" | "reason" | "way"
            );
        return (!idiom).then(|| (end, Some(nouns::written(a, end - 1))));
    }
    if a.at(n.end) == "of" {
        return partitive(a, n, one, free);
    }
    // Without a noun: "at least 15", "six were killed". "The two" points to somebody, "one" to anything, and a
    // number that could be a year is one.
    let year = n.digits && n.scale == 1.0 && (1000.0..2200.0).contains(&n.value) && n.end == i + 1;
    let pointing =
        matches!(a.before(i, 1), "the" | "these" | "those" | "all" | "other") && !n.digits;
    let article = matches!(a.at(i), "a" | "an");
    let glued_name = a.is_word(n.end) && a.capital(n.end);
    (!one && !year && !pointing && !article && !glued_name).then_some((n.end, None))
}

/// "eleven of the 33 miners", "three of them": the number alone, with the noun of the whole.
pub(super) fn partitive(
    a: &Atoms,
    n: &Scaled,
    one: bool,
    free: &dyn Fn(usize) -> bool,
) -> Option<(usize, Option<String>)> {
    if one {
        return None;
    }
    let mut j = n.end + 1;
    if matches!(a.at(j), "them" | "us" | "you" | "whom" | "which") {
        return Some((n.end, None));
    }
    if !determiner(a.at(j)) {
        return None;
    }
    j += 1;
    if let Some(whole) = numbers::cardinal(a, j) {
        j = whole.end;
    }
    let noun = nouns::noun(a, j, false, free).map(|(end, _)| nouns::written(a, end - 1));
    Some((n.end, noun))
}

/// "five-member panel", "22-nation bloc": the noun of the compound, in the plural.
pub(super) fn compound(
    a: &Atoms,
    n: &Scaled,
    free: &dyn Fn(usize) -> bool,
) -> Option<(usize, Option<String>)> {
    let j = n.end + 1;
    #[rustfmt::skip]
    let counts = matches!(
        a.at(j),
        "member" | "nation" | "man" | "woman" | "person" | "country" | "seat" | "bed" | "bedroom" | "storey" | "story" | "judge" | "party" | "state" | "car"
            | "vehicle" | "page" | "strong" | "point" | "goal" | "vote" | "lane" | "team" | "room" | "player" | "seater" | "game" | "match" | "run"
    );
    if !counts || a.at(j + 1) == "-" {
        return None;
    }
    let unit = (a.at(j) != "strong").then(|| nouns::plural_of(a.at(j)));
    // "five-member panel", without the name behind it in "eight-player Mario Kart".
    let noun = nouns::noun(a, j + 1, true, free).filter(|_| !a.capital(j + 1));
    let end = noun.map_or(j + 1, |(end, _)| end.min(j + 2));
    Some((end, unit))
}
