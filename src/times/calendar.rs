//! Calendar arithmetic and the spelling of TIMEX3 values.

use time::{Date, Duration, Month};

/// One date of the calendar, as far as it is known. Years before Christ are negative: -508 is 508 BC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Option<i64>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl Point {
    pub(super) fn of(date: Date) -> Self {
        Point {
            year: Some(date.year().into()),
            month: Some(date.month().into()),
            day: Some(date.day()),
        }
    }

    pub(super) fn of_year(year: i64) -> Self {
        Point {
            year: Some(year),
            ..Point::default()
        }
    }

    pub(super) fn of_month(date: Date) -> Self {
        Point {
            day: None,
            ..Point::of(date)
        }
    }

    /// The day, where year, month and day are known and exist.
    pub(super) fn date(self) -> Option<Date> {
        date(self.year?, self.month?, self.day?)
    }

    /// Its first day, where the year is known.
    pub(super) fn first(self) -> Option<Date> {
        date(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// TIMEX3: `2021-12-05`, `2021`, `XXXX-12`, `BC0508`.
    pub(super) fn value(self) -> String {
        let mut value = match self.year {
            None => "XXXX".to_owned(),
            Some(y) if y < 0 => format!("BC{:04}", -y),
            Some(y) => format!("{y:04}"),
        };
        if let Some(m) = self.month {
            value.push_str(&format!("-{m:02}"));
            if let Some(d) = self.day {
                value.push_str(&format!("-{d:02}"));
            }
        } else if let Some(d) = self.day {
            value.push_str(&format!("-XX-{d:02}"));
        }
        value
    }
}

/// A day, if it exists.
pub(super) fn date(year: i64, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(i32::try_from(year).ok()?, Month::try_from(month).ok()?, day).ok()
}

/// Could this be a day of this month in some year?
pub(super) fn possible(month: u8, day: u8) -> bool {
    const LEAP_YEAR: i64 = 2000;
    date(LEAP_YEAR, month, day).is_some()
}

/// Reads `YYYY-MM-DD`, anything behind it ignored.
pub(super) fn parse(text: &str) -> Option<Date> {
    let day = text.trim().get(..10)?;
    let mut parts = day.split('-');
    let mut next = |width: usize| {
        parts
            .next()
            .filter(|p| p.len() == width)?
            .parse::<u16>()
            .ok()
    };
    let (y, m, d) = (next(4)?, next(2)?, next(2)?);
    date(y.into(), u8::try_from(m).ok()?, u8::try_from(d).ok()?)
}

pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    // No calendar span in a text is longer than ten thousand years.
    const LIMIT: i64 = 3_660_000;
    date.checked_add(Duration::days(days.clamp(-LIMIT, LIMIT)))
}

/// The same day `months` later or earlier; the month's last day where it has no such day.
pub(super) fn add_months(from: Date, months: i64) -> Option<Date> {
    let count = i64::from(from.year()) * 12 + i64::from(u8::from(from.month())) - 1 + months;
    let (year, month) = (count.div_euclid(12), count.rem_euclid(12) as u8 + 1);
    (28..=from.day())
        .rev()
        .find_map(|d| date(year, month, d))
        .or_else(|| date(year, month, from.day()))
}

/// Monday 1 to Sunday 7.
pub(super) fn weekday(date: Date) -> u8 {
    date.weekday().number_from_monday()
}

/// The last such weekday on or before the date.
pub(super) fn on_or_before(date: Date, day: u8) -> Option<Date> {
    add_days(date, -i64::from((weekday(date) + 7 - day) % 7))
}

/// The next such weekday on or after the date.
pub(super) fn on_or_after(date: Date, day: u8) -> Option<Date> {
    add_days(date, i64::from((day + 7 - weekday(date)) % 7))
}

/// TIMEX3 of the week that holds the date: `2021-W48`.
pub(super) fn week(date: Date) -> String {
    let (year, week, _) = date.to_iso_week_date();
    format!("{year:04}-W{week:02}")
}
