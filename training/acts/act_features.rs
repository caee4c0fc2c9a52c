//! Prints what the acts of attributions are weighed by, a line each, for the texts of the standard input, a JSON string a line:
//! what `training/acts` reads.

use std::io::{BufRead, Write};
use whosaid::{Extractor, claims, entities, text::Text};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut extractor = Extractor::new(&std::fs::read("www/model/en.safetensors")?)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (article, line) in std::io::stdin().lock().lines().enumerate() {
        let source: String = serde_json::from_str(&line?)?;
        let text = Text::new(&source);
        let tagging = extractor.tag(&text);
        let entities = entities::resolve(&text, &tagging);
        let mut lines = Vec::new();
        claims::trace_acts(
            &text,
            &tagging,
            &entities,
            &mut |content, ruled, act, features| {
                let content: Vec<[usize; 2]> = content.iter().map(|s| [s.start, s.end]).collect();
                lines.push(serde_json::json!({
                "article": article, "content": content, "ruled": ruled, "act": act, "features": features,
            }));
            },
        );
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
