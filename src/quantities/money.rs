//! Reads sums of money: a number with a currency's sign or name.

use super::QuantityKind as Kind;
use super::currencies;
use super::read::{Found, Scaled, number};
use crate::scan::Atoms;

/// "40m", "5k" right behind the digits of a sum of money or a large count.
pub(super) fn letter_scale(a: &Atoms, i: usize) -> Option<f64> {
    if !a.glued(i) {
        return None;
    }
    match a.at(i) {
        "m" => Some(1e6),
        "k" => Some(1e3),
        "b" => Some(1e9),
        "t" => Some(1e12),
        _ => None,
    }
}

/// "$3.5 million", "EUR 300", "£40m"
pub(super) fn money_by_sign(a: &Atoms, i: usize) -> Option<Found> {
    let code_before = || {
        currencies::code(a, i)
            .map(|code| (i + 1, code))
            .filter(|_| a.is_digits(i + 1))
    };
    let (start, code) = currencies::sign(a, i).or_else(code_before)?;
    let mut number = number(a, start).filter(|n| n.digits)?;
    if let Some(scale) = letter_scale(a, number.end).filter(|_| number.scale == 1.0) {
        number.value *= scale;
        number.scale = scale;
        number.end += 1;
    }
    let end = past_scale_noun(a, number.end);
    Some(Found {
        atoms: i..end,
        kind: Kind::Money,
        value: number.value,
        unit: Some(code.into()),
        scale: number.scale,
        number_end: end,
    })
}

/// "$5 USD" repeats its currency.
pub(super) fn past_scale_noun(a: &Atoms, i: usize) -> usize {
    if currencies::code(a, i).is_some() {
        i + 1
    } else {
        i
    }
}

/// "50 pounds", "50p", "three-million-dollar"
pub(super) fn money_by_name(a: &Atoms, i: usize, n: &Scaled) -> Option<Found> {
    let hyphen = usize::from(a.at(n.end) == "-" && a.glued(n.end));
    let j = n.end + hyphen;
    let found = |end: usize, value: f64, code: &str| Found {
        atoms: i..end,
        kind: Kind::Money,
        value,
        unit: Some(code.into()),
        scale: n.scale,
        number_end: n.end,
    };
    if let Some(code) = currencies::hundredth(a, j) {
        // A cent is also a part of "per cent", which was read before.
        return Some(found(j + 1, n.value / 100.0, code));
    }
    // "5m euros"
    let letter = letter_scale(a, j).filter(|_| n.digits && n.scale == 1.0 && hyphen == 0);
    if let Some(scale) = letter
        && let Some((end, code)) = currencies::named(a, j + 1)
    {
        return Some(found(end, n.value * scale, code));
    }
    let (end, code) = currencies::named(a, j)?;
    let last = a.before(end, 1);
    // "won" is a verb unless the sum is a sum; "real" an adjective.
    let doubtful =
        matches!(last, "won" | "real" | "rand" | "dong" | "sterling") && n.value < 1000.0;
    if doubtful || (matches!(last, "pound" | "pounds") && weight(a, i, end, n)) {
        return None;
    }
    Some(found(end, n.value, code))
}

/// Pounds of something, or of somebody, and not of money.
pub(super) fn weight(a: &Atoms, i: usize, end: usize, n: &Scaled) -> bool {
    /// "weighs as much as 180 pounds": how far before the number the verb may stand.
    const REACH: usize = 6;
    let weighed = (1..=REACH).any(|back| {
        matches!(
            a.before(i, back),
            "weigh" | "weighs" | "weighed" | "weighing" | "weight" | "heavy" | "lift" | "lifted"
        )
    });
    let hyphen = a.before(end, 2) == "-" && a.before(end, 1) == "pound";
    weighed
        || (a.at(end) == "of" && n.value < 1e6)
        || (hyphen && n.value < 2000.0 && n.scale == 1.0)
}
