//! Gathers what can be compared as figures: the article's quantities, and its durations with its ages, which are all lengths of time.

use crate::quantities::{Quantity, QuantityKind};
use crate::text::Span;
use crate::times::{Time, TimeKind};

/// The unit of lengths of time, whose values are in days.
pub const LENGTH: &str = "length of time";

/// Days of a year, and of a month.
const YEAR: f64 = 365.25;
const MONTH: f64 = YEAR / 12.0;

/// Quantities and durations, in order.
pub fn amounts(quantities: &[Quantity], times: &[Time]) -> Vec<Quantity> {
    let durations = times.iter().filter(|t| t.kind == TimeKind::Duration);
    let durations = durations.filter_map(|t| Some(length(t.span, days(&t.value)?)));
    let aged = |q: &Quantity| q.kind == QuantityKind::Measure && q.unit.as_deref() == Some("years");
    let mut all: Vec<Quantity> = quantities.to_vec();
    for age in all.iter_mut().filter(|q| aged(q)) {
        *age = length(age.span, age.value * YEAR);
    }
    all.extend(durations);
    all.sort_by_key(|q| (q.span.start, q.span.end));
    all
}

fn length(span: Span, days: f64) -> Quantity {
    Quantity {
        span,
        kind: QuantityKind::Measure,
        value: days,
        unit: Some(LENGTH.to_owned()),
    }
}

/// The days of a TIMEX3 duration of one unit: `P3W`, `PT90M`, `PT0.5H`; none where the number is not known.
fn days(value: &str) -> Option<f64> {
    /// Hours of a day, and minutes and seconds of it.
    const HOURS: f64 = 24.0;
    let value = value.strip_prefix('P')?;
    let (clock, value) = value
        .strip_prefix('T')
        .map_or((false, value), |v| (true, v));
    let unit = value.chars().next_back()?;
    let number: f64 = value.get(..value.len() - unit.len_utf8())?.parse().ok()?;
    let length = match (clock, unit) {
        (false, 'Y') => YEAR,
        (false, 'M') => MONTH,
        (false, 'W') => 7.0,
        (false, 'D') => 1.0,
        (true, 'H') => 1.0 / HOURS,
        (true, 'M') => 1.0 / (HOURS * 60.0),
        (true, 'S') => 1.0 / (HOURS * 3600.0),
        _ => return None,
    };
    Some(number * length)
}

#[cfg(test)]
mod tests {
    use super::{YEAR, days};

    #[test]
    fn durations_are_reckoned_in_days() {
        assert_eq!(days("P3W"), Some(21.0));
        assert_eq!(days("PT12H"), Some(0.5));
        assert_eq!(days("P1Y"), Some(YEAR));
        for unknown in ["PXD", "P", "PT", "P1é", "é", "P1DT2H"] {
            assert_eq!(days(unknown), None, "{unknown}");
        }
    }
}
