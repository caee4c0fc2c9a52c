//! Values of dates, and steps from one date to another by counted or named units.

use super::calendar::{self, Point};
use super::lexicon::Unit;
use super::reading::Turn;
use super::tense::Tense;
use time::Date;

/// A value with the point that later expressions may refer to.
pub(super) struct Value {
    pub(super) text: String,
    pub(super) point: Option<Point>,
    pub(super) relative: bool,
}

impl Value {
    pub(super) fn of(point: Point, relative: bool) -> Self {
        Value {
            text: point.value(),
            point: Some(point),
            relative,
        }
    }

    pub(super) fn day(date: Date) -> Self {
        Value::of(Point::of(date), true)
    }

    pub(super) fn text(text: impl Into<String>, relative: bool) -> Self {
        Value {
            text: text.into(),
            point: None,
            relative,
        }
    }
}

/// The year in which the day or month lies nearest to the date.
pub(super) fn nearest_year(now: Date, month: u8, day: Option<u8>) -> i64 {
    let this = i64::from(now.year());
    let distance = |year: i64| {
        calendar::date(year, month, day.unwrap_or(15))
            .map_or(i64::MAX, |d| (d - now).whole_days().abs())
    };
    [this, this - 1, this + 1]
        .into_iter()
        .min_by_key(|y| distance(*y))
        .unwrap_or(this)
}

/// Less than two weeks are left of the quarter or half-year.
pub(super) fn nearly_over(now: Date, months: u8) -> bool {
    const DAYS_LEFT: i64 = 14;
    let month = u8::from(now.month());
    calendar::add_days(now, DAYS_LEFT)
        .is_some_and(|d| (u8::from(d.month()) - 1) / months != (month - 1) / months)
}

/// A whole number of units away from a point, at the precision of the unit.
pub(super) fn step(from: Point, unit: Unit, steps: i64, tense: Tense, turn: Turn) -> Option<Value> {
    let year = from.year?;
    Some(match unit {
        Unit::Year => Value::of(Point::of_year(year + steps), true),
        Unit::Month => {
            from.month?;
            let date = calendar::add_months(from.first()?, steps)?;
            Value::of(Point::of_month(date), true)
        }
        Unit::Quarter => {
            let date = calendar::add_months(from.first()?, 3 * steps)?;
            Value::text(
                format!(
                    "{:04}-Q{}",
                    date.year(),
                    (u8::from(date.month()) - 1) / 3 + 1
                ),
                true,
            )
        }
        Unit::Decade => {
            let decade = year.div_euclid(10) + steps;
            Value::text(
                format!("{:03}X", (0..1000).contains(&decade).then_some(decade)?),
                true,
            )
        }
        Unit::Century => {
            let century = year.div_euclid(100) + steps;
            Value::text(
                format!("{:02}XX", (0..100).contains(&century).then_some(century)?),
                true,
            )
        }
        Unit::Week => Value::text(
            calendar::week(calendar::add_days(from.date()?, 7 * steps)?),
            true,
        ),
        Unit::Weekend => {
            let date = from.date()?;
            let day = i64::from(calendar::weekday(date));
            // A report of early in the week calls the weekend just gone "this weekend".
            const MIDWEEK: i64 = 4;
            let gone = turn == Turn::This
                && steps == 0
                && tense != Tense::Future
                && (tense == Tense::Past && day < 6 || day < MIDWEEK);
            let weeks = if gone { -1 } else { steps };
            Value::text(
                format!(
                    "{}-WE",
                    calendar::week(calendar::add_days(date, 7 * weeks)?)
                ),
                true,
            )
        }
        _ => Value::day(calendar::add_days(from.date()?, steps)?),
    })
}

/// A counted time away from a point: years stay years, months months; weeks and days give a day.
pub(super) fn shift(from: Point, unit: Unit, count: f64) -> Option<Value> {
    /// Half a unit has no meaning on the calendar for spans longer than this; it is dropped.
    const LONG: f64 = 1e12;
    if count.abs() > LONG {
        return None;
    }
    let year = from.year?;
    let whole = count as i64;
    let fraction = count - whole as f64;
    let years = |n: i64| {
        if fraction == 0.0 {
            return Some(Value::of(Point::of_year(year + n), true));
        }
        let date = calendar::add_months(from.first()?, 12 * n + (fraction * 12.0) as i64)?;
        Some(Value::of(Point::of_month(date), true))
    };
    match unit {
        Unit::Year => years(whole),
        Unit::Decade => Some(Value::of(
            Point::of_year(year + (count * 10.0) as i64),
            true,
        )),
        Unit::Century => Some(Value::of(
            Point::of_year(year + (count * 100.0) as i64),
            true,
        )),
        Unit::Month | Unit::Quarter => {
            from.month?;
            let months = if unit == Unit::Quarter { 3 } else { 1 };
            let date = calendar::add_months(from.first()?, whole * months)?;
            if fraction == 0.0 {
                return Some(Value::of(Point::of_month(date), true));
            }
            calendar::add_days(date, (fraction * 30.0) as i64)
                .map(|d| Value::of(Point::of_month(d), true))
        }
        Unit::Week => calendar::add_days(from.date()?, (count * 7.0) as i64).map(Value::day),
        Unit::Fortnight => calendar::add_days(from.date()?, (count * 14.0) as i64).map(Value::day),
        Unit::Day => calendar::add_days(from.date()?, whole).map(Value::day),
        // "three hours ago" is today, as far as anybody can tell.
        Unit::Hour => calendar::add_days(from.date()?, (count / 24.0) as i64).map(Value::day),
        Unit::Minute | Unit::Second => Some(Value::of(from, true)),
        Unit::Weekend => calendar::add_days(from.date()?, whole * 7)
            .map(|d| Value::text(format!("{}-WE", calendar::week(d)), true)),
    }
}

/// The part of a value before its time of day; a value that is no day gives an unknown one.
pub(super) fn day_part(value: &str) -> &str {
    let day = value.split('T').next().unwrap_or(value);
    if value.ends_with("_REF") {
        "XXXX-XX-XX"
    } else {
        day
    }
}
