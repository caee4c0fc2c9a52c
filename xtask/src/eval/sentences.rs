//! Sentence-boundary F1 of the text layer: CoNLL-U files in, the raw text rebuilt from them, and how many of
//! their sentence boundaries are found in it.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::PathBuf;

use whosaid::text::Text;

/// Boundaries counted over all documents. A boundary is the first character of a sentence; the first
/// sentence of a document gives none, since nothing is decided there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Boundaries {
    /// In the gold annotation.
    pub gold: usize,
    /// Predicted by the text layer.
    pub predicted: usize,
    /// In both.
    pub correct: usize,
}

impl Boundaries {
    /// Share of the predicted boundaries that are right, 0 to 1.
    pub fn precision(&self) -> f64 {
        self.correct as f64 / self.predicted.max(1) as f64
    }

    /// Share of the gold boundaries that are found, 0 to 1.
    pub fn recall(&self) -> f64 {
        self.correct as f64 / self.gold.max(1) as f64
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        2.0 * self.correct as f64 / (self.gold + self.predicted).max(1) as f64
    }
}

/// A boundary that was missed or made up, with the text around it.
pub struct Mistake {
    /// The file's name.
    pub file: String,
    /// Whether the gold has it (and the text layer missed it).
    pub missed: bool,
    /// The text before it.
    pub before: String,
    /// The text after it.
    pub after: String,
}

/// Scores the sentences of CoNLL-U files. The text is rebuilt from `SpaceAfter=No` with a blank line at each
/// `# newpar`, as it would be pasted.
pub fn score(files: &[PathBuf]) -> io::Result<(Boundaries, Vec<Mistake>)> {
    let mut total = Boundaries::default();
    let mut mistakes = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        for (text, gold) in documents(&fs::read_to_string(file)?) {
            let predicted: BTreeSet<usize> = Text::new(&text)
                .sentences
                .iter()
                .skip(1)
                .map(|s| s.span.start)
                .collect();
            total.gold += gold.len();
            total.predicted += predicted.len();
            total.correct += gold.intersection(&predicted).count();
            mistakes.extend(gold.symmetric_difference(&predicted).map(|&at| {
                let around = |text: &str, reverse: bool| -> String {
                    const SHOWN: usize = 40;
                    if reverse {
                        text.chars()
                            .rev()
                            .take(SHOWN)
                            .collect::<Vec<_>>()
                            .into_iter()
                            .rev()
                            .collect()
                    } else {
                        text.chars().take(SHOWN).collect()
                    }
                };
                Mistake {
                    file: name.to_string(),
                    missed: gold.contains(&at),
                    before: around(&text[..at], true),
                    after: around(&text[at..], false),
                }
            }));
        }
    }
    Ok((total, mistakes))
}

/// The text of each document and where its sentences after the first begin, in bytes.
fn documents(conllu: &str) -> Vec<(String, BTreeSet<usize>)> {
    let mut documents: Vec<(String, BTreeSet<usize>)> = vec![Default::default()];
    let mut separator = "";
    let mut new_sentence = true;
    let mut covered = 0;
    for line in conllu.lines() {
        if line.starts_with("# newdoc") {
            documents.push(Default::default());
            separator = "";
        } else if line.starts_with("# newpar") {
            separator = "\n\n";
        } else if line.is_empty() {
            new_sentence = true;
            covered = 0;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = columns[..] else {
            continue;
        };
        // The words of "3-4 don't" are in the text once; "5.1" is not in it at all.
        let (first, last) = id.split_once('-').unwrap_or((id, id));
        let (Ok(first), Ok(last)) = (first.parse::<usize>(), last.parse::<usize>()) else {
            continue;
        };
        if first <= covered {
            continue;
        }
        covered = last;
        let Some((text, starts)) = documents.last_mut() else {
            continue;
        };
        if !text.is_empty() {
            text.push_str(separator);
        }
        if new_sentence && !text.is_empty() {
            starts.insert(text.len());
        }
        new_sentence = false;
        text.push_str(form);
        separator = if misc.split('|').any(|m| m == "SpaceAfter=No") {
            ""
        } else {
            " "
        };
    }
    documents.retain(|(text, _)| !text.is_empty());
    documents
}
