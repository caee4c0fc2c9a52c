//! Reads a tagging written by hand: one token a line, with its part of speech, its name (BIO) and its
//! roles in attributions (`S1` source, `Q1` cue, `C1` content of the first, joined by commas).

use crate::common::given::{KINDS, PARTS};
use std::ops::Range;
use whosaid::decode::{Attribution, Name, NameKind, Tagging};
use whosaid::text::Text;

/// The tagging of a text; panics where the lines are not its tokens.
pub fn read(text: &Text, lines: &str) -> Tagging {
    let mut tagging = Tagging::default();
    let mut names: Vec<(usize, usize, NameKind)> = Vec::new();
    let rows: Vec<Vec<&str>> = lines
        .lines()
        .filter(|l| !l.is_empty())
        .map(|l| l.split('\t').collect())
        .collect();
    assert_eq!(rows.len(), text.tokens.len(), "tokens");
    for (i, row) in rows.iter().enumerate() {
        let span = text.tokens[i].span;
        assert_eq!(row[0], &text.source[span.start..span.end], "token {i}");
        let part = PARTS.iter().find(|p| format!("{p:?}") == row[1]);
        tagging
            .parts_of_speech
            .push(*part.unwrap_or_else(|| panic!("part of speech {:?}", row[1])));
        if let Some((place, kind)) = row[2].split_once('-') {
            let kind = *KINDS
                .iter()
                .find(|k| format!("{k:?}") == kind)
                .unwrap_or_else(|| panic!("kind {kind:?}"));
            match names.last_mut() {
                Some(last) if place == "I" => last.1 = i + 1,
                _ => names.push((i, i + 1, kind)),
            }
        }
        for role in row
            .get(3)
            .into_iter()
            .flat_map(|r| r.split(','))
            .filter(|r| !r.is_empty())
        {
            let number: usize = role[1..].parse().expect("an attribution's number");
            while tagging.attributions.len() < number {
                tagging.attributions.push(Attribution {
                    source: None,
                    cue: None,
                    contents: Vec::new(),
                    confidence: 1.0,
                });
            }
            let attribution = &mut tagging.attributions[number - 1];
            let grow = |range: &mut Option<Range<usize>>| match range {
                Some(range) => range.end = i + 1,
                None => *range = Some(i..i + 1),
            };
            match &role[..1] {
                "S" => grow(&mut attribution.source),
                "Q" => grow(&mut attribution.cue),
                _ => match attribution.contents.last_mut() {
                    Some(last) if last.end == i => last.end = i + 1,
                    _ => attribution.contents.push(i..i + 1),
                },
            }
        }
    }
    tagging.names = names
        .into_iter()
        .map(|(s, e, kind)| Name {
            tokens: s..e,
            kind,
            confidence: 1.0,
        })
        .collect();
    tagging
}
