//! Finds expressions of time and works out their TIMEX3 values: sentences in, dates, times of day,
//! durations and recurrences out.

mod amounts;
mod anchor;
mod calendar;
mod clock;
mod dates;
mod lexicon;
mod read;
mod reading;
mod relative;
mod resolve;
mod tense;
mod values;
mod years;

use crate::decode::Tagging;
use crate::scan::Atoms;
use crate::text::{Span, Text};
use crate::turns::{finish, turn};
use reading::{Found, Reading};
use resolve::{Context, Manner};
use serde::{Deserialize, Serialize};

/// One expression of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// Where it stands.
    pub span: Span,
    /// Date, time of day, duration or recurring set.
    pub kind: TimeKind,
    /// TIMEX3 value: `2021-08`, `P30D`, `2021-12-01T15:00`.
    pub value: String,
    /// True where the value depends on the publication date or on another date in the text.
    pub relative: bool,
}

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// A date that the article prints on itself is trusted before the given one if both are this close: the day
/// on which a story went online or was changed is often not the day that its "yesterday" counts from.
const SAME_PUBLICATION_DAYS: i64 = 7;

/// Finds the expressions of time of a text, in order, never overlapping.
///
/// `reference_date` (`YYYY-MM-DD`) is the day of publication; without it, or with one that is no date, the
/// article's own date line serves, and without that values keep an `X` for what can't be known.
///
/// Values are those of TIMEX3 (Pustejovsky et al., "TimeML", 2003): `2021-12-05`, `2021-12`, `XXXX-12-05`,
/// `BC0044`; `199X` a decade, `19XX` a century; `2021-W48`, `2021-W48-WE`, `2021-Q3`, `2021-H1`, `2021-SU`;
/// `2021-12-05T15:30`, `2021-12-05TEV` (`MO`, `MI`, `AF`, `EV`, `NI`); `P3Y`, `PT90M`, `PXD`; a set has the length
/// of one turn or its day (`P1W`, `XXXX-WXX-1`); `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`. Days of one month joined by
/// a dash are an interval, `2021-05-03/2021-05-05`; "from 2010 to 2014" is two dates.
pub fn find(text: &Text, tagging: &Tagging, reference_date: Option<&str>) -> Vec<Time> {
    finish(find_in_turns(text, tagging, reference_date))
}

/// Sentences that are read in one turn: a few milliseconds.
const TURN_SENTENCES: usize = 256;

/// The same, in turns.
pub(crate) async fn find_in_turns(
    text: &Text<'_>,
    tagging: &Tagging,
    reference_date: Option<&str>,
) -> Vec<Time> {
    let given = reference_date.and_then(calendar::parse);
    let own = anchor::own_date(text, tagging);
    let now = match (given, own) {
        (Some(given), Some(own)) if (given - own).whole_days().abs() > SAME_PUBLICATION_DAYS => {
            Some(given)
        }
        (given, own) => own.or(given),
    };
    let mut context = Context::new(
        now,
        if own.is_some() {
            Manner::News
        } else {
            manner(text, tagging, now)
        },
    );
    let mut times = Vec::new();
    for sentence in 0..text.sentences.len() {
        if sentence % TURN_SENTENCES == TURN_SENTENCES - 1 {
            turn().await;
        }
        context.sentence = sentence;
        let atoms = Atoms::of_sentence(text, tagging, sentence);
        let mut found = read::sentence(&atoms);
        share_years(&atoms, &mut found);
        for found in found {
            let tense = tense::of(&atoms, found.atoms.clone());
            context.note_tense(&found, tense);
            let Some(resolved) = context.resolve(&found, tense) else {
                continue;
            };
            let Some(span) = atoms.span(found.atoms) else {
                continue;
            };
            times.push(Time {
                span,
                kind: resolved.kind,
                value: resolved.value,
                relative: resolved.relative,
            });
        }
    }
    times
}

/// "from March to August 2011": the year at the end is the year of both.
fn share_years(a: &Atoms, found: &mut [Found]) {
    for i in (1..found.len()).rev() {
        let (before, after) = found.split_at_mut(i);
        let (Some(first), Some(second)) = (before.last_mut(), after.first()) else {
            continue;
        };
        let joined = second.atoms.start == first.atoms.end + 1
            && matches!(
                a.at(first.atoms.end),
                "to" | "-" | "and" | "or" | "through" | "until" | "till" | "/" | ","
            );
        if let (true, Reading::Point { point: p, .. }, Reading::Point { point: q, .. }) =
            (joined, &mut first.reading, &second.reading)
            && p.year.is_none()
            && p.month.is_some()
            && q.month.is_some()
            && let Some(year) = q.year
        {
            p.year = Some(year - i64::from(p.month > q.month));
        }
    }
}

/// How the text speaks of time. Where it tells of other times than its own (no weekday, no "yesterday", most
/// years long past) a day without a year belongs to the year that the text spoke of, not to that of publication.
fn manner(text: &Text, tagging: &Tagging, now: Option<time::Date>) -> Manner {
    /// As much of the text as is read to tell.
    const SENTENCES: usize = 60;
    /// Fewer stated years tell nothing.
    const YEARS: usize = 4;
    let (mut old, mut years, mut deictic) = (0, 0, 0);
    for sentence in 0..text.sentences.len().min(SENTENCES) {
        let atoms = Atoms::of_sentence(text, tagging, sentence);
        for found in read::sentence(&atoms) {
            match found.reading {
                Reading::Point { point, .. } => {
                    if let Some(year) = point.year {
                        years += 1;
                        old +=
                            usize::from(now.is_none_or(|n| (year - i64::from(n.year())).abs() > 1));
                    }
                }
                Reading::Weekday { .. } | Reading::Day { .. } => deictic += 1,
                Reading::Unit {
                    turn: reading::Turn::Last | reading::Turn::This | reading::Turn::Next,
                    ..
                } => deictic += 1,
                _ => {}
            }
        }
    }
    // One "today" is found in a biography, too.
    // Without a date of publication a text that says no "today" can only tell by its own dates.
    let undated = now.is_none() && deictic == 0 && years > 0;
    if undated || years >= YEARS && old * 2 > years && deictic * 5 < years {
        Manner::Chronicle
    } else if deictic == 0 {
        Manner::Timeless
    } else {
        Manner::News
    }
}
