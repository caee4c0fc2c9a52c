//! Mixes two articles of tests/relations/cases into one: the texts of case files in, that of one file whose articles lie between each
//! other out. What is related then lies as far apart as in a long report, and most of what lies near is not related.

use std::fmt::Write;

/// One article as its file has it.
struct Article<'a> {
    name: &'a str,
    /// Paragraphs of marked lines.
    paragraphs: Vec<Vec<&'a str>>,
    /// Relations: two lines, from 1, and what follows them.
    relations: Vec<(usize, usize, &'a str)>,
}

/// Each article of the files is mixed with the one so many further on: one of another file, and of another desk.
const FURTHER: usize = 7;

/// Paragraphs of one article before the other goes on, in turn.
const RUNS: [usize; 5] = [1, 3, 2, 2, 1];

/// What the name of a mixed article begins with, and what stands between the names of the two.
const PREFIX: &str = "mixed: ";
const BETWEEN: &str = " + ";

/// All long articles of the files, each mixed with another.
pub fn mixed(files: &[String]) -> Result<String, std::fmt::Error> {
    let articles: Vec<Article> = files.iter().flat_map(|f| articles(f)).collect();
    let mut out = String::new();
    for (index, a) in articles.iter().enumerate() {
        mix(a, &articles[(index + FURTHER) % articles.len()], &mut out)?;
    }
    Ok(out)
}

/// The long articles of one file; its short cases are left out.
fn articles(file: &str) -> Vec<Article<'_>> {
    let mut found: Vec<Article> = Vec::new();
    let mut long = false;
    for line in file.lines().filter(|l| !l.trim().is_empty()) {
        if let Some(name) = line.strip_prefix("# ") {
            long = name.starts_with("article:");
            if long {
                found.push(Article {
                    name,
                    paragraphs: Vec::new(),
                    relations: Vec::new(),
                });
            }
            continue;
        }
        let Some(article) = found.last_mut().filter(|_| long) else {
            continue;
        };
        if let Some(relation) = line.strip_prefix(": ") {
            let mut fields = relation.splitn(3, ' ');
            let mut number = || fields.next().and_then(|n| n.parse().ok());
            if let (Some(a), Some(b)) = (number(), number()) {
                article.relations.push((a, b, fields.next().unwrap_or("")));
            }
        } else if line.starts_with("+ ")
            && let Some(last) = article.paragraphs.last_mut()
        {
            last.push(line);
        } else {
            article.paragraphs.push(vec![line]);
        }
    }
    found
}

/// Writes one article of two.
fn mix(a: &Article, b: &Article, out: &mut String) -> std::fmt::Result {
    writeln!(out, "# {PREFIX}{}{BETWEEN}{}", a.name, b.name)?;
    let both = [a, b];
    // Paragraphs written of each, and the number in the mixed article of each of its lines.
    let mut written = [0, 0];
    let mut numbers: [Vec<usize>; 2] = [Vec::new(), Vec::new()];
    let mut line = 0;
    let mut turn = 0;
    while (0..2).any(|i| written[i] < both[i].paragraphs.len()) {
        let i = turn % 2;
        let rest = both[i].paragraphs.iter().skip(written[i]);
        for paragraph in rest.take(RUNS[turn % RUNS.len()]) {
            for text in paragraph {
                line += 1;
                numbers[i].push(line);
                writeln!(out, "{text}")?;
            }
            written[i] += 1;
        }
        turn += 1;
    }
    for (article, numbers) in both.iter().zip(&numbers) {
        for (x, y, kinds) in &article.relations {
            let (x, y) = (numbers[x - 1], numbers[y - 1]);
            writeln!(out, ": {} {} {kinds}", x.min(y), x.max(y))?;
        }
    }
    Ok(())
}
