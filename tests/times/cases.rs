//! Text cases: `cases/*.txt` in, and the drawing of the times found compared with `*.expected` beside it.
//! `WHOSAID_UPDATE=1 cargo test -p whosaid --test times` writes the drawings anew.
//!
//! The first line of a case may be `reference YYYY-MM-DD`, the day of publication. Under each source line every
//! time is underlined on a line of its own, with its value, its kind and whether the value was worked out
//! from another date.

use crate::common::cases::compare;
use whosaid::times::TimeKind;

fn draw(case: &str) -> String {
    let (reference, source) = match case.strip_prefix("reference ") {
        Some(rest) => rest
            .split_once('\n')
            .map_or((None, rest), |(date, source)| (Some(date), source)),
        None => (None, case),
    };
    let times = super::times(source, reference);
    let mut out = String::new();
    let mut start = 0;
    for line in source.split('\n') {
        out.push_str(line);
        out.push('\n');
        for time in &times {
            if time.span.start < start || time.span.start >= start + line.len() {
                continue;
            }
            let before = source[start..time.span.start].chars().count();
            let width = source[time.span.start..time.span.end].chars().count();
            let kind = match time.kind {
                TimeKind::Date => "date",
                TimeKind::Time => "time",
                TimeKind::Duration => "duration",
                TimeKind::Set => "set",
            };
            let relative = if time.relative { " relative" } else { "" };
            out.push_str(&format!(
                "{}{} {} {kind}{relative}\n",
                " ".repeat(before),
                "^".repeat(width),
                time.value
            ));
        }
        start += line.len() + 1;
    }
    out
}

#[test]
fn every_case_is_read_as_drawn() {
    compare("tests/times/cases", |_, case| draw(case.trim_end()));
}
