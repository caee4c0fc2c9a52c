//! Gives expressions of time their values, from the publication date, the tense of their clause and the
//! dates that the text spoke of before.

use super::TimeKind;
use super::calendar::{self, Point};
use super::lexicon::Unit;
use super::reading::{Found, Origin, Reading, Turn};
use super::tense::Tense;
use super::values::{Value, day_part, nearest_year, nearly_over, shift, step};
use time::Date;

/// What an expression is resolved against; it grows as the text is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Publication.
    now: Option<Date>,
    /// The date that the text spoke of last.
    last: Option<Point>,
    /// The day that the text spoke of last, and its sentence.
    last_day: Option<(Date, usize)>,
    /// Its year stood in the words, and how many sentences ago.
    stated: Option<(Point, usize)>,
    /// The text tells of the past by its own dates: a biography, a history. No weekday, no "yesterday".
    chronicle: bool,
    /// The text never says "today" or "on Monday": it belongs to no day.
    timeless: bool,
    /// A month whose year was looked for ahead: the next months of the same list follow it.
    ahead: Option<usize>,
    /// Index of the sentence being read.
    pub(super) sentence: usize,
}

/// How a text speaks of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Of its own days.
    News,
    /// Of other times, by their dates: a biography, a history.
    Chronicle,
    /// Of no time in particular: a guide, an essay.
    Timeless,
}

/// What an expression resolves to.
pub(super) struct Resolved {
    pub(super) kind: TimeKind,
    pub(super) value: String,
    pub(super) relative: bool,
}

/// A sentence back is still "the same passage" for a date without its year.
const STATED_REACH: usize = 1;

/// So far back "that day" and "the next morning" point; further it is another story's day.
const DAY_REACH: usize = 6;

/// In a chronicle the year stays until another is named, but not for a whole book.
const CHRONICLE_REACH: usize = 30;

impl Context {
    pub(super) fn new(now: Option<Date>, manner: Manner) -> Self {
        Context {
            now,
            chronicle: manner == Manner::Chronicle,
            timeless: manner != Manner::News,
            ..Context::default()
        }
    }

    /// The value of an expression, given the tense of its clause; remembers it for those that follow.
    pub(super) fn resolve(&mut self, found: &Found, tense: Tense) -> Option<Resolved> {
        if let Reading::Fixed { kind, value } = &found.reading {
            return Some(Resolved {
                kind: *kind,
                value: value.clone(),
                relative: value.ends_with("_REF"),
            });
        }
        if let Reading::Within {
            unit,
            count,
            duration,
        } = &found.reading
            && tense != Tense::Future
        {
            let _ = (unit, count);
            return Some(Resolved {
                kind: TimeKind::Duration,
                value: duration.clone(),
                relative: false,
            });
        }
        let value = self.value(&found.reading, tense)?;
        if let Some(point) = value.point {
            self.last = Some(point);
            if let Some(date) = point.date() {
                self.last_day = Some((date, self.sentence));
            }
            if !value.relative && point.year.is_some() {
                self.stated = Some((point, self.sentence));
            }
        }
        let mut kind = if found.reading == Reading::Clock {
            TimeKind::Time
        } else {
            TimeKind::Date
        };
        let mut text = value.text;
        if let Some(clock) = found.clock {
            text = format!("{}T{}", day_part(&text), clock.value());
            kind = TimeKind::Time;
        } else if let Some(part) = found.part {
            text = format!("{}T{part}", day_part(&text));
            kind = TimeKind::Time;
        }
        Some(Resolved {
            kind,
            value: text,
            relative: value.relative,
        })
    }

    fn value(&self, reading: &Reading, tense: Tense) -> Option<Value> {
        Some(match reading {
            Reading::Point {
                point,
                weekday,
                turn,
            } => self.point(*point, *weekday, *turn, tense),
            Reading::Days {
                year,
                month,
                first,
                last,
            } => {
                let start = self.point(
                    Point {
                        year: *year,
                        month: Some(*month),
                        day: Some(*first),
                    },
                    None,
                    Turn::Bare,
                    tense,
                );
                let end = Point {
                    day: Some(*last),
                    ..start.point?
                };
                Value {
                    text: format!("{}/{}", start.text, end.value()),
                    ..start
                }
            }
            Reading::Weekday { day, turn } => self.weekday(*day, *turn, tense),
            Reading::Day { shift } => {
                match self.now.and_then(|now| calendar::add_days(now, *shift)) {
                    Some(date) => Value::day(date),
                    None if *shift == 0 => Value::text("PRESENT_REF", true),
                    None => Value::text("XXXX-XX-XX", true),
                }
            }
            Reading::Unit { unit, turn } => self.unit(*unit, *turn, tense),
            Reading::Season { season, year, turn } => self.season(season, *year, *turn, tense),
            Reading::Share {
                letter,
                number,
                year,
            } => self.share(*letter, *number, *year, tense),
            Reading::Decade(decade) => Value {
                text: format!("{decade:03}X"),
                point: None,
                relative: false,
            },
            Reading::Century(century) if *century < 0 => {
                Value::text(format!("BC{:02}XX", -century - 1), false)
            }
            Reading::Century(century) => Value::text(format!("{:02}XX", century - 1), false),
            Reading::Offset {
                unit,
                count,
                origin,
                back,
            } => self.offset(*unit, *count, *origin, *back)?,
            Reading::Within { unit, count, .. } => {
                self.offset(*unit, Some(*count), Origin::Now, false)?
            }
            Reading::Clock => {
                // A report's hours are of its own day, unless the sentence or the one before names another.
                let reach = if self.chronicle {
                    DAY_REACH
                } else {
                    STATED_REACH
                };
                let day = self.recent_day(reach).or(self.now).map(Point::of);
                Value {
                    text: day.map_or("XXXX-XX-XX".into(), Point::value),
                    point: None,
                    relative: true,
                }
            }
            Reading::Fixed { .. } | Reading::Nothing => return None,
        })
    }

    /// The day that "that day", "the next morning" or "at 10 p.m." point to.
    fn recent_day(&self, reach: usize) -> Option<Date> {
        self.last_day
            .filter(|(_, sentence)| sentence + reach >= self.sentence)
            .map(|(date, _)| date)
    }

    /// The year that a day or month without one belongs to, and whether anything says so.
    fn point(&self, point: Point, weekday: Option<u8>, turn: Turn, tense: Tense) -> Value {
        let Some(month) = point.month.filter(|_| point.year.is_none()) else {
            return Value::of(point, false);
        };
        let in_year = |year: i64| Point {
            year: Some(year),
            ..point
        };
        if matches!(turn, Turn::Following | Turn::Previous | Turn::Same)
            && let Some(Point {
                year: Some(year),
                month: last,
                ..
            }) = self.last
        {
            let later = last.is_some_and(|l| month <= l) || last.is_none();
            let year = match turn {
                Turn::Following => year + i64::from(later),
                Turn::Previous => year - i64::from(last.is_none_or(|l| month >= l)),
                _ => year,
            };
            return Value::of(in_year(year), true);
        }
        // In a chronicle "last October" is the one before the date that is told of.
        if self.chronicle && turn != Turn::Bare && self.last.is_some() {
            let turn = match turn {
                Turn::Last => Turn::Previous,
                Turn::Next => Turn::Following,
                _ => Turn::Same,
            };
            if self.last.is_some_and(|l| l.year.is_some()) {
                return Context {
                    chronicle: false,
                    ..self.clone()
                }
                .point(point, weekday, turn, tense);
            }
        }
        if turn == Turn::Bare
            && let Some(year) = self.year_of_passage(month, point.day.is_some(), tense)
        {
            return Value::of(in_year(year), true);
        }
        let Some(now) = self.now.filter(|_| !self.chronicle) else {
            return Value::of(point, true);
        };
        let (this, now_month) = (i64::from(now.year()), u8::from(now.month()));
        let before = point
            .day
            .is_some_and(|d| (month, d) < (now_month, now.day()))
            || month < now_month;
        let same = month == now_month && point.day.is_none_or(|d| d == now.day());
        let last_year = this - i64::from(!before && !same);
        let next_year = this + i64::from(before);
        let year = match (turn, tense) {
            (Turn::Last, _) => this - i64::from(!before),
            (Turn::Next, _) => this + i64::from(before || same),
            (Turn::This, _) => this,
            (_, Tense::Past) => last_year,
            (_, Tense::Future) => next_year,
            _ if self.ahead == Some(self.sentence) => next_year,
            // "It is hot in June": what a guide or an essay says of a month is true of any year.
            _ if self.timeless && point.day.is_none() => return Value::of(point, true),
            _ => nearest_year(now, month, point.day),
        };
        // "Thursday, May 30": the weekday knows the year better than the tense does.
        let fits = |year: i64| calendar::date(year, month, point.day?).map(calendar::weekday);
        let year = match weekday {
            Some(day) if fits(year) != Some(day) => [this, this - 1, this + 1]
                .into_iter()
                .find(|y| fits(*y) == Some(day))
                .unwrap_or(year),
            _ => year,
        };
        Value::of(in_year(year), true)
    }

    /// The year of the passage, where the text states dates of another time than its own.
    fn year_of_passage(&self, month: u8, day: bool, tense: Tense) -> Option<i64> {
        let (stated, sentence) = self.stated?;
        let year = stated.year?;
        let reach = if self.chronicle {
            CHRONICLE_REACH
        } else {
            STATED_REACH
        };
        let away = self.sentence.saturating_sub(sentence);
        if away > reach {
            return None;
        }
        if !self.chronicle {
            // A report omits the year of its own dates; a full date of another year starts a passage of that year,
            // a year alone only "in 2009 he was tried and in March freed".
            let own = self.now.is_some_and(|now| year == i64::from(now.year()));
            let far = away > 0 && !(day && self.now.is_none());
            if own || (stated.month.is_none() && (far || tense != Tense::Past)) {
                return None;
            }
        }
        let last = self.last.filter(|p| p.year.is_some()).unwrap_or(stated);
        let (year, last_month) = (last.year?, last.month);
        /// A story goes on: from November to March it is the next year, from June to May it looks back.
        const MONTHS_BACK: u8 = 6;
        let next = last_month.is_some_and(|l| month + MONTHS_BACK < l);
        Some(year + i64::from(next))
    }

    fn weekday(&self, day: u8, turn: Turn, tense: Tense) -> Value {
        let context = self.last.and_then(Point::date);
        let from_context = match turn {
            Turn::Following => {
                context.and_then(|d| calendar::on_or_after(calendar::add_days(d, 1)?, day))
            }
            Turn::Previous => {
                context.and_then(|d| calendar::on_or_before(calendar::add_days(d, -1)?, day))
            }
            Turn::Same => context.filter(|d| calendar::weekday(*d) == day),
            _ => None,
        };
        if let Some(date) = from_context {
            return Value::day(date);
        }
        let date = self.now.and_then(|now| match (turn, tense) {
            (Turn::Last | Turn::Previous, _) => {
                calendar::on_or_before(calendar::add_days(now, -1)?, day)
            }
            // "next Friday" is Friday of the next week, whatever day is today.
            (Turn::Next, _) => {
                let monday = calendar::add_days(now, 8 - i64::from(calendar::weekday(now)))?;
                calendar::on_or_after(monday, day)
            }
            (Turn::Following, _) => calendar::on_or_after(calendar::add_days(now, 1)?, day),
            (Turn::This, Tense::Past) | (_, Tense::Past | Tense::Present | Tense::Unknown)
                if turn != Turn::This =>
            {
                calendar::on_or_before(now, day)
            }
            (Turn::This, Tense::Past) => calendar::on_or_before(now, day),
            _ => calendar::on_or_after(now, day),
        });
        date.map_or_else(|| Value::text(format!("XXXX-WXX-{day}"), true), Value::day)
    }

    fn unit(&self, unit: Unit, turn: Turn, tense: Tense) -> Value {
        let of_context = matches!(turn, Turn::Following | Turn::Previous | Turn::Same);
        let steps = match turn {
            Turn::Following | Turn::Next => 1,
            Turn::Previous | Turn::Last => -1,
            _ => 0,
        };
        // A chronicle's "earlier in the year" is of the year that is told of.
        let of_context = of_context || self.chronicle && turn == Turn::This && self.last.is_some();
        let from = if !of_context {
            self.now.map(Point::of)
        } else if unit <= Unit::Weekend {
            self.recent_day(DAY_REACH).or(self.now).map(Point::of)
        } else {
            self.last.or(self.now.map(Point::of))
        };
        let unknown = || {
            Value::text(
                match unit {
                    Unit::Year => "XXXX",
                    Unit::Month => "XXXX-XX",
                    Unit::Week => "XXXX-WXX",
                    Unit::Weekend => "XXXX-WXX-WE",
                    Unit::Quarter => "XXXX-QX",
                    Unit::Decade => "XXX",
                    Unit::Century => "XX",
                    _ => "XXXX-XX-XX",
                },
                true,
            )
        };
        let value = from.and_then(|from| step(from, unit, steps, tense, turn));
        value.unwrap_or_else(unknown)
    }

    fn season(&self, season: &'static str, year: Option<i64>, turn: Turn, tense: Tense) -> Value {
        if let Some(year) = year {
            let point = Some(Point::of_year(year));
            return Value {
                text: format!("{year:04}-{season}"),
                point,
                relative: false,
            };
        }
        // Last month of the season, for which a winter counts as the year that it begins in.
        let (start, end) = match season {
            "SP" => (3u8, 5u8),
            "SU" => (6, 8),
            "FA" => (9, 11),
            _ => (12, 14),
        };
        let now = match (turn, self.now, self.last) {
            (Turn::Following | Turn::Previous | Turn::Same, _, Some(last)) => last.first(),
            (Turn::Bare, now, _) => self
                .year_of_passage(start, false, tense)
                .and_then(|y| calendar::date(y, 1, 1))
                .or(now),
            (_, now, _) => now,
        };
        let Some(now) = now else {
            return Value::text(format!("XXXX-{season}"), true);
        };
        let (start, end) = (i64::from(start), i64::from(end));
        // Generic talk ("in the summer it is hot") has no year; only a turn or a clear tense gives one.
        if turn == Turn::Bare && matches!(tense, Tense::Present | Tense::Unknown) {
            return Value::text(format!("XXXX-{season}"), true);
        }
        let (this, month) = (i64::from(now.year()), i64::from(u8::from(now.month())));
        let january = if season == "WI" && month <= 2 { 12 } else { 0 };
        let (year, month) = (this - i64::from(january > 0), month + january);
        let shift = match (turn, tense) {
            (Turn::Last | Turn::Previous, _) => -i64::from(month <= end),
            (Turn::Next | Turn::Following, _) => i64::from(month >= start),
            (Turn::Same, _) | (Turn::This, Tense::Future | Tense::Present | Tense::Unknown) => 0,
            (_, Tense::Past) => -i64::from(month < start),
            _ => i64::from(month > end),
        };
        let year = year + shift;
        Value {
            text: format!("{year:04}-{season}"),
            point: Some(Point::of_year(year)),
            relative: true,
        }
    }

    fn share(&self, letter: char, number: u8, year: Option<i64>, tense: Tense) -> Value {
        if let Some(year) = year {
            return Value {
                text: format!("{year:04}-{letter}{number}"),
                point: Some(Point::of_year(year)),
                relative: false,
            };
        }
        let Some(now) = self.now else {
            return Value::text(format!("XXXX-{letter}{number}"), true);
        };
        let months = if letter == 'Q' { 3 } else { 6 };
        let current = (u8::from(now.month()) - 1) / months + 1;
        let this = i64::from(now.year());
        // Figures are reported when a quarter is over, or nearly so: the one that runs is meant only by
        // what looks ahead.
        let year = match tense {
            Tense::Future => this + i64::from(number < current),
            _ => {
                this - i64::from(
                    number > current
                        || (number == current && tense == Tense::Past && !nearly_over(now, months)),
                )
            }
        };
        Value {
            text: format!("{year:04}-{letter}{number}"),
            point: None,
            relative: true,
        }
    }

    /// None where nothing can be said: "many years later", "four minutes later".
    fn offset(&self, unit: Unit, count: Option<f64>, origin: Origin, back: bool) -> Option<Value> {
        let sign = if back { -1.0 } else { 1.0 };
        if origin == Origin::Context {
            let from = if unit <= Unit::Weekend {
                self.recent_day(DAY_REACH).map(Point::of)
            } else {
                self.last
            }?;
            return shift(from, unit, sign * count.filter(|_| unit >= Unit::Hour)?);
        }
        let value = || {
            shift(
                Point::of(self.now?),
                unit,
                sign * count.or((unit <= Unit::Hour).then_some(0.0))?,
            )
        };
        Some(
            value()
                .unwrap_or_else(|| Value::text(if back { "PAST_REF" } else { "FUTURE_REF" }, true)),
        )
    }

    /// Remembers that a list of months looks ahead ("Las Vegas next month, Italy in November, …").
    pub(super) fn note_tense(&mut self, found: &Found, tense: Tense) {
        let forward = tense == Tense::Future
            || matches!(
                found.reading,
                Reading::Unit {
                    turn: Turn::Next,
                    ..
                }
            );
        if forward {
            self.ahead = Some(self.sentence);
        }
    }
}
