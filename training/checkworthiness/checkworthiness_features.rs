//! Prints the features of check-worthiness for each line of the standard input: what `training/checkworthiness` reads.

use std::io::{BufRead, Write};
use whosaid::{claims::worthiness, text::Text};

fn main() -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let text = Text::new(&line);
        let all = 0..text.tokens.len();
        let features: Vec<String> = worthiness::features(&text, &[all])
            .iter()
            .map(u32::to_string)
            .collect();
        writeln!(out, "{}", features.join(" "))?;
    }
    Ok(())
}
