//! The words of the calendar: months, weekdays, seasons, units, parts of the day, holidays.

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// Month by its full name.
pub(super) fn month(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    NAMES.iter().position(|n| *n == word).map(|m| m as u8 + 1)
}

/// Month by an abbreviation; "may" needs none.
pub(super) fn short_month(word: &str) -> Option<u8> {
    Some(match word {
        "jan" => 1,
        "feb" => 2,
        "mar" => 3,
        "apr" => 4,
        "jun" => 6,
        "jul" => 7,
        "aug" => 8,
        "sep" | "sept" => 9,
        "oct" => 10,
        "nov" => 11,
        "dec" => 12,
        _ => return None,
    })
}

/// Weekday by its full name, Monday 1.
pub(super) fn weekday(word: &str) -> Option<u8> {
    const NAMES: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    NAMES.iter().position(|n| *n == word).map(|d| d as u8 + 1)
}

/// Weekday by an abbreviation, Monday 1.
pub(super) fn short_weekday(word: &str) -> Option<u8> {
    Some(match word {
        "mon" => 1,
        "tue" | "tues" => 2,
        "wed" | "weds" => 3,
        "thu" | "thur" | "thurs" => 4,
        "fri" => 5,
        "sat" => 6,
        "sun" => 7,
        _ => return None,
    })
}

/// Season in TIMEX3's letters.
pub(super) fn season(word: &str) -> Option<&'static str> {
    Some(match word {
        "spring" | "springtime" => "SP",
        "summer" | "summertime" => "SU",
        "autumn" | "fall" => "FA",
        "winter" | "wintertime" => "WI",
        _ => return None,
    })
}

/// Part of the day in TIMEX3's letters.
pub(super) fn part_of_day(word: &str) -> Option<&'static str> {
    Some(match word {
        "morning" => "MO",
        "lunchtime" => "MI",
        "afternoon" => "AF",
        "evening" => "EV",
        "night" | "overnight" => "NI",
        _ => return None,
    })
}

/// A unit, in the singular or the plural.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "second" | "seconds" | "secs" => Unit::Second,
        "minute" | "minutes" | "mins" | "min" => Unit::Minute,
        "hour" | "hours" | "hrs" => Unit::Hour,
        "day" | "days" | "night" | "nights" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "fortnight" | "fortnights" => Unit::Fortnight,
        "weekend" | "weekends" => Unit::Weekend,
        "month" | "months" => Unit::Month,
        "quarter" | "quarters" => Unit::Quarter,
        "year" | "years" | "yr" | "yrs" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        "century" | "centuries" => Unit::Century,
        _ => return None,
    })
}

/// "the nineties": first year of the decade within its century.
pub(super) fn word_decade(word: &str) -> Option<u8> {
    Some(match word {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => return None,
    })
}

/// An adverb or adjective of recurrence, as the duration of one turn.
pub(super) fn recurrence(word: &str) -> Option<&'static str> {
    Some(match word {
        "hourly" => "PT1H",
        "daily" | "nightly" => "P1D",
        "weekly" => "P1W",
        "fortnightly" | "biweekly" => "P2W",
        "monthly" => "P1M",
        "quarterly" => "P3M",
        "yearly" | "annually" => "P1Y",
        _ => return None,
    })
}

/// A holiday of fixed date: how many words its name has after the first, month, day.
pub(super) fn holiday(words: [&str; 3]) -> Option<(usize, u8, u8)> {
    Some(match words {
        ["christmas", "eve", _] => (1, 12, 24),
        ["christmas", "day", _] => (1, 12, 25),
        ["christmas", ..] => (0, 12, 25),
        ["boxing", "day", _] => (1, 12, 26),
        ["halloween", ..] => (0, 10, 31),
        _ => return None,
    })
}

/// A time zone with a fixed offset from UTC, or without one where it changes with the season or place.
pub(super) fn zone(word: &str) -> Option<&'static str> {
    Some(match word {
        "gmt" | "utc" => "Z",
        "est" => "-05:00",
        "edt" => "-04:00",
        "cdt" => "-05:00",
        "mst" => "-07:00",
        "mdt" => "-06:00",
        "pst" => "-08:00",
        "pdt" => "-07:00",
        "bst" => "+01:00",
        "cet" => "+01:00",
        "cest" | "eest" => "+02:00",
        "msk" => "+03:00",
        "jst" | "kst" => "+09:00",
        "aest" => "+10:00",
        "aedt" => "+11:00",
        "et" | "ct" | "mt" | "pt" | "cst" | "ist" => "",
        _ => return None,
    })
}
