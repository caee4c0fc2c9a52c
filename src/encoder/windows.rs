//! Cuts long texts into windows, so that time stays linear, memory bounded, and two windows run side by
//! side.

use crate::text::Text;
use std::ops::Range;

/// Tokens that a window is answered for: articles of usual length are one window, and the context below
/// adds an eighth to longer ones.
const CORE: usize = 1024;

/// Tokens read on either side of a window's own. A state hardly depends on tokens farther away.
const CONTEXT: usize = 64;

/// A stretch of a text that is read at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// All tokens that are read.
    pub tokens: Range<usize>,
    /// Those among them that this window is answered for: every token belongs to one window.
    pub core: Range<usize>,
}

/// The windows of a text, in order. They begin at paragraphs where there are any, else at sentences.
pub fn windows(text: &Text) -> Vec<Window> {
    let count = text.tokens.len();
    let paragraphs: Vec<usize> = text.paragraphs.iter().map(|p| p.tokens.start).collect();
    let sentences: Vec<usize> = text.sentences.iter().map(|s| s.tokens.start).collect();
    let mut windows = Vec::new();
    let mut start = 0;
    while start < count {
        let end = if count - start <= CORE + CORE / 4 {
            count
        } else {
            let latest = start + CORE;
            let last = |starts: &[usize]| {
                let after = starts.partition_point(|&s| s <= latest);
                starts[..after]
                    .last()
                    .copied()
                    .filter(|&s| s > start + CORE / 2)
            };
            last(&paragraphs)
                .or_else(|| last(&sentences))
                .unwrap_or(latest)
        };
        windows.push(Window {
            tokens: start.saturating_sub(CONTEXT)..(end + CONTEXT).min(count),
            core: start..end,
        });
        start = end;
    }
    windows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "too long for Miri")]
    fn every_token_belongs_to_one_window() {
        let paragraphs = "One two three four five. Six seven eight nine ten.\n\n".repeat(400);
        for source in ["", "Short.", &"word ".repeat(5000), &paragraphs] {
            let text = Text::new(source);
            let windows = windows(&text);
            let cores: Vec<usize> = windows.iter().flat_map(|w| w.core.clone()).collect();
            assert_eq!(cores, (0..text.tokens.len()).collect::<Vec<_>>());
            for window in &windows {
                assert!(window.tokens.len() <= CORE + CORE / 4 + 2 * CONTEXT);
                assert!(
                    window.tokens.start <= window.core.start
                        && window.core.end <= window.tokens.end
                );
            }
        }
        let text = Text::new(&paragraphs);
        let starts: Vec<usize> = text.paragraphs.iter().map(|p| p.tokens.start).collect();
        assert!(
            windows(&text)
                .iter()
                .all(|w| starts.contains(&w.core.start))
        );
    }
}
