//! Reads the cases: short texts with their attributions marked, and the relations that a reader finds in them.
//!
//! A case begins with `# ` and its name. Every line after it is a paragraph, or with `+ ` goes on with the one before; it marks
//! at most one attribution: `[source]`, `<cue>`, `{content}`; without any it is the article's own. A line `: 1 2 disputes
//! denial` relates two lines by number; `|` stands between what is equally right, and the reason may be left out. A case
//! without such lines has no relation. A line `= 2 named deny` may tell who stands behind the attribution of a line, and its act.

use std::ops::Range;
use whosaid::claims::{Claim, ClaimKind};
use whosaid::decode::Attribution;
use whosaid::text::{Span, Text};

/// The publication date of all cases.
pub const DATE: &str = "2023-06-14";

/// One case.
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The text without marks.
    pub source: String,
    /// Its lines in order.
    pub lines: Vec<Line>,
    /// What a reader finds.
    pub relations: Vec<Expected>,
}

/// One line of a case, in bytes of the text.
#[derive(Default)]
pub struct Line {
    pub bytes: Range<usize>,
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    contents: Vec<Range<usize>>,
    /// What is done by saying it, where that is told.
    pub act: Option<String>,
}

/// A relation of two lines.
pub struct Expected {
    /// Indices of the lines.
    pub lines: [usize; 2],
    /// Kinds of which each is right.
    pub kinds: Vec<String>,
    /// Reasons of which each is right; none where any is.
    pub reasons: Vec<String>,
}

/// Reads a file of cases; panics where it is not in the format.
pub fn read(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in file.lines().filter(|l| !l.trim().is_empty()) {
        if let Some(name) = line.strip_prefix("# ") {
            cases.push(Case {
                name: name.to_owned(),
                source: String::new(),
                lines: Vec::new(),
                relations: Vec::new(),
            });
            continue;
        }
        let case = cases.last_mut().expect("a case begins with its name");
        if let Some(relation) = line.strip_prefix(": ") {
            let mut words = relation.split_whitespace();
            let mut number = || {
                let word = words.next().unwrap_or_else(|| panic!("{line:?}"));
                word.parse::<usize>().unwrap_or_else(|_| panic!("{line:?}")) - 1
            };
            let lines = [number(), number()];
            assert!(lines[1] < case.lines.len(), "{line:?}");
            let mut list = || {
                let word = words.next().unwrap_or("");
                word.split('|')
                    .filter(|w| !w.is_empty())
                    .map(str::to_owned)
                    .collect()
            };
            case.relations.push(Expected {
                lines,
                kinds: list(),
                reasons: list(),
            });
            continue;
        }
        if let Some(label) = line.strip_prefix("= ") {
            let mut words = label.split_whitespace();
            let number = words.next().and_then(|n| n.parse::<usize>().ok());
            let number = number.unwrap_or_else(|| panic!("{line:?}"));
            case.lines[number - 1].act = words.nth(1).map(str::to_owned);
            continue;
        }
        let (line, goes_on) = line.strip_prefix("+ ").map_or((line, false), |l| (l, true));
        if !case.source.is_empty() {
            case.source.push_str(if goes_on { " " } else { "\n\n" });
        }
        let mut read = Line::default();
        let start = case.source.len();
        let mut open = 0;
        for c in line.chars() {
            let at = case.source.len();
            match c {
                '[' | '<' | '{' => open = at,
                ']' => read.source = Some(open..at),
                '>' => read.cue = Some(open..at),
                '}' => read.contents.push(open..at),
                _ => case.source.push(c),
            }
        }
        read.bytes = start..case.source.len();
        case.lines.push(read);
    }
    cases
}

impl Case {
    /// The marked attributions, in place of what the network would find.
    pub fn attributions(&self, text: &Text) -> Vec<Attribution> {
        let tokens = |bytes: &Range<usize>| text.tokens_in(bytes.clone());
        let marked = self.lines.iter().filter(|l| !l.contents.is_empty());
        marked
            .map(|line| Attribution {
                source: line.source.as_ref().map(tokens),
                cue: line.cue.as_ref().map(tokens),
                contents: line.contents.iter().map(tokens).collect(),
                confidence: 1.0,
            })
            .collect()
    }

    /// The line that a claim comes from.
    pub fn line(&self, claim: &Claim) -> Option<usize> {
        let Span { start, .. } = *claim.content.first()?;
        let narrative = claim.kind == ClaimKind::Narrative;
        self.lines
            .iter()
            .position(|l| l.bytes.contains(&start) && l.contents.is_empty() == narrative)
    }
}
