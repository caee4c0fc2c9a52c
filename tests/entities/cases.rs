//! Text cases: `cases/*.txt` with `*.tagging` in, and the drawing of the entities compared with
//! `*.expected` beside them. `WHOSAID_UPDATE=1 cargo test -p whosaid --test entities` writes the drawings
//! anew.
//!
//! Each line of the text stands over a line that names, under the last characters of each mention, its
//! entity's number; the entities follow with kind, name, aliases and descriptions.

use std::fmt::Write;
use std::fs;

use super::tagging;
use crate::common::cases::compare;
use whosaid::entities::{Entity, MentionKind, resolve};
use whosaid::text::Text;

fn draw(source: &str, entities: &[Entity]) -> String {
    let mut out = String::new();
    for (i, e) in entities.iter().enumerate() {
        write!(out, "{} {:?} {}", i + 1, e.kind, e.name).unwrap();
        for (label, list) in [("also", &e.aliases), ("is", &e.descriptions)] {
            if !list.is_empty() {
                write!(out, "; {label} {}", list.join(" | ")).unwrap();
            }
        }
        out.push('\n');
    }
    let mut start = 0;
    for line in source.lines() {
        let end = start + line.len();
        let mut row = vec![' '; line.chars().count() + 4];
        for (i, entity) in entities.iter().enumerate() {
            for m in entity
                .mentions
                .iter()
                .filter(|m| start <= m.span.start && m.span.end <= end)
            {
                let mark = match m.kind {
                    MentionKind::Name => '=',
                    MentionKind::Nominal => '-',
                    MentionKind::Pronoun => '~',
                };
                let column = |byte: usize| source[start..byte].chars().count();
                let (from, to) = (column(m.span.start), column(m.span.end));
                let free = row[from..to].iter().all(|c| *c == ' ');
                let number = (i + 1).to_string();
                for (k, cell) in row[from..to].iter_mut().enumerate() {
                    // A mention within a longer one is drawn over it.
                    let digit = number.chars().nth(k);
                    if free || m.kind != MentionKind::Nominal || *cell == ' ' {
                        *cell = digit.unwrap_or(mark);
                    }
                }
            }
        }
        writeln!(out, "\n{line}").unwrap();
        let row: String = row.into_iter().collect();
        if !row.trim().is_empty() {
            writeln!(out, "{}", row.trim_end()).unwrap();
        }
        start = end + 1;
    }
    out
}

#[test]
fn entities_are_as_drawn() {
    compare("tests/entities/cases", |path, source| {
        let text = Text::new(source);
        let given = fs::read_to_string(path.with_extension("tagging")).expect("a tagging");
        draw(source, &resolve(&text, &tagging::read(&text, &given)))
    });
}
