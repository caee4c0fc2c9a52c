//! Reads the cases: single sentences with what a reader finds of their claims.
//!
//! A case begins with `# ` and its name. Its sentences mark at most one attribution, `[source]`, `<cue>`, `{content}`, which
//! stands for what the network would find. A line `: named deny negated hedged speaker=Name content=words` has what is expected of
//! it: source type and act, `*` where either is left open, the flags that hold; `: none` where it is no claim. `= clause` is the one
//! narrative claim that is expected, `=` alone means none.

use std::ops::Range;
use whosaid::decode::Attribution;
use whosaid::text::Text;

/// One case.
#[derive(Default)]
pub struct Case {
    /// What it shows.
    pub name: String,
    /// The text without marks.
    pub source: String,
    parts: [Vec<Range<usize>>; 3],
    /// What is expected of its claim, or of its narrative claims.
    pub expected: Option<String>,
    pub narrative: Option<String>,
}

/// Reads a file of cases; panics where it is not in the format.
pub fn read(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut name = String::new();
    for line in file.lines().filter(|l| !l.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("# ") {
            name = title.to_owned();
            cases.push(Case::default());
            continue;
        }
        // Several sentences under one name, each with its own expectation.
        let done = cases
            .last()
            .is_some_and(|c| c.expected.is_some() || c.narrative.is_some());
        if done {
            cases.push(Case::default());
        }
        let case = cases.last_mut().expect("a case begins with its name");
        case.name.clone_from(&name);
        if let Some(expected) = line.strip_prefix(": ") {
            case.expected = Some(expected.to_owned());
        } else if let Some(clause) = line.strip_prefix('=') {
            case.narrative = Some(clause.trim().to_owned());
        } else {
            if !case.source.is_empty() {
                case.source.push_str("\n\n");
            }
            let mut open = 0;
            for c in line.chars() {
                let at = case.source.len();
                match c {
                    '[' | '<' | '{' => open = at,
                    ']' => case.parts[0].push(open..at),
                    '>' => case.parts[1].push(open..at),
                    '}' => case.parts[2].push(open..at),
                    _ => case.source.push(c),
                }
            }
        }
    }
    cases
}

impl Case {
    /// The marked attribution, in place of what the network would find.
    pub fn attributions(&self, text: &Text) -> Vec<Attribution> {
        let [source, cue, contents] = self.parts.clone().map(|part| {
            let tokens = part.into_iter().map(|bytes| text.tokens_in(bytes));
            tokens.collect::<Vec<_>>()
        });
        if contents.is_empty() {
            return Vec::new();
        }
        vec![Attribution {
            source: source.first().cloned(),
            cue: cue.first().cloned(),
            contents,
            confidence: 1.0,
        }]
    }
}
