//! Reads fractions of a whole as percentages: "two-thirds", "a quarter of", "half the", "one in five".

use crate::numbers;
use crate::scan::Atoms;

/// "third", "quarters": what the whole is divided by.
fn denominator(word: &str) -> Option<f64> {
    Some(
        match word
            .strip_suffix('s')
            .filter(|w| !w.is_empty())
            .unwrap_or(word)
        {
            "half" | "halve" => 2.0,
            "third" => 3.0,
            "quarter" => 4.0,
            "fifth" => 5.0,
            "sixth" => 6.0,
            "seventh" => 7.0,
            "eighth" => 8.0,
            "ninth" => 9.0,
            "tenth" => 10.0,
            "twentieth" => 20.0,
            "hundredth" => 100.0,
            _ => return None,
        },
    )
}

/// A word that can follow a fraction but not an ordinal before its noun: "a third of", "a fifth had", "by a quarter to".
#[rustfmt::skip]
fn follows_fraction(word: &str) -> bool {
    matches!(
        word,
        "of" | "to" | "in" | "more" | "less" | "fewer" | "higher" | "lower" | "had" | "have" | "has" | "were" | "was" | "are" | "is" | "said" | "say"
            | "from" | "since" | "between" | "on" | "by" | "the" | "their" | "its" | "and" | "as" | "for" | "but" | "did" | "do" | "would" | "will"
    )
}

/// Share of the whole in percent, to two decimals.
fn percent(top: f64, bottom: f64) -> f64 {
    (top / bottom * 10_000.0 + 0.5).floor() / 100.0
}

/// A fraction that starts here: its end and the share in percent.
pub(super) fn read(a: &Atoms, i: usize) -> Option<(usize, f64)> {
    half(a, i).or_else(|| parts(a, i)).or_else(|| of_many(a, i))
}

/// Words before "half" that make it a share.
#[rustfmt::skip]
fn leads_to_half(word: &str) -> bool {
    matches!(word,
        "by" | "nearly" | "almost" | "about" | "over" | "than" | "least" | "roughly" | "around" | "only"
        | "just")
}

/// "half of", "half the", "fell by half"
fn half(a: &Atoms, i: usize) -> Option<(usize, f64)> {
    if a.at(i) != "half" {
        return None;
    }
    let divided = matches!(
        a.at(i + 1),
        "of" | "the" | "its" | "their" | "his" | "her" | "our" | "all" | "that" | "those"
    );
    let led = leads_to_half(a.before(i, 1));
    let alone = i + 1 >= a.len() || a.is_mark(i + 1) && a.at(i + 1) != "-";
    let period = matches!(
        a.before(i, 1),
        "first" | "second" | "a" | "other" | "and" | "in"
    );
    (!period && (divided || led && (alone || follows_fraction(a.at(i + 1)))))
        .then_some((i + 1, 50.0))
}

/// "a third of", "two-thirds", "three quarters"
fn parts(a: &Atoms, i: usize) -> Option<(usize, f64)> {
    let top = match a.at(i) {
        "a" | "an" => 1.0,
        word => f64::from(numbers::small(word).filter(|n| (1..=9).contains(n))?),
    };
    let hyphen = usize::from(a.at(i + 1) == "-" && a.glued(i + 1));
    let j = i + 1 + hyphen;
    let bottom = denominator(a.at(j)).filter(|b| *b > top && *b > 2.0)?;
    let end = j + 1;
    let many = a.at(j).ends_with('s');
    // "three quarters of a year" and "the third" are other things; "a third man" has its noun behind it.
    let fits = if top == 1.0 {
        !many
            && (end >= a.len() || a.is_mark(end) && a.at(end) != "-" || follows_fraction(a.at(end)))
    } else {
        many || hyphen == 1
    };
    fits.then(|| (end, percent(top, bottom)))
}

/// "one in five", "three out of four", "9 in 10"
fn of_many(a: &Atoms, i: usize) -> Option<(usize, f64)> {
    let number = |i: usize| {
        let n = numbers::cardinal(a, i)?;
        (n.value.fract() == 0.0 && n.value >= 1.0).then_some(n)
    };
    let top = number(i)?;
    let j = match (a.at(top.end), a.at(top.end + 1)) {
        ("out", "of") => top.end + 2,
        ("in", _) => top.end + 1,
        ("of", "every") => top.end + 2,
        _ => return None,
    };
    let j = j + usize::from(a.at(j) == "every");
    let bottom = number(j)?;
    let round = matches!(
        bottom.value as u64,
        2..=10 | 12 | 15 | 20 | 25 | 50 | 100 | 1000 | 10_000 | 100_000
    );
    // "killed 3 in 10 days" has its unit behind it; times are read before and are not asked again.
    (round && top.value < bottom.value && top.digits == bottom.digits)
        .then(|| (bottom.end, percent(top.value, bottom.value)))
}
