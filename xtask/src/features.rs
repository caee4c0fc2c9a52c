//! `cargo xtask features`: documents in, the model's input out, by the code that the browser runs.
//!
//! Training learns from these arrays, so that it can't drift from inference.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use whosaid::features::{CHARACTERS, Features, Keys, normalize};
use whosaid::text::Text;

const USAGE: &str = "\
usage: cargo xtask features --input DOCS.jsonl --output OUT.safetensors [--vocabulary VOCAB.txt]
       cargo xtask features --normalize WORDS.txt --output OUT.txt

DOCS.jsonl holds {\"id\", \"text\"} a line. OUT.safetensors holds, over D documents of N tokens in all:
  doc_ptr i32[D+1]; start, end i32[N] (code points of the document); sentence_start, paragraph_start,
  quote, shape u8[N]; chars u8[N,20]; word i32[N] with --vocabulary (a word a line; row 0 is the unknown).
Beside it OUT.words holds a line a token: the keys by which its word is looked up, best first.
--normalize writes the normal form of every line instead: the form in which a vocabulary has its words.
";

#[derive(Deserialize)]
struct Document {
    text: String,
}

#[derive(Default)]
struct Tensors {
    documents: Vec<i32>,
    start: Vec<i32>,
    end: Vec<i32>,
    word: Vec<i32>,
    features: Features,
}

pub fn run(arguments: &[String]) -> Result<()> {
    let mut named = HashMap::new();
    for pair in arguments.chunks(2) {
        match pair {
            [name, value] if name.starts_with("--") => {
                named.insert(name.as_str(), Path::new(value))
            }
            _ => bail!(USAGE),
        };
    }
    match (
        named.get("--input"),
        named.get("--normalize"),
        named.get("--output"),
    ) {
        (Some(input), None, Some(output)) => {
            features(input, output, named.get("--vocabulary").copied())
        }
        (None, Some(words), Some(output)) => normalized(words, output),
        _ => bail!(USAGE),
    }
}

fn lines(path: &Path) -> Result<impl Iterator<Item = Result<String>>> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    Ok(BufReader::new(file).lines().map(|line| Ok(line?)))
}

fn create(path: &Path) -> Result<BufWriter<File>> {
    Ok(BufWriter::new(
        File::create(path).with_context(|| path.display().to_string())?,
    ))
}

fn normalized(words: &Path, output: &Path) -> Result<()> {
    let mut out = create(output)?;
    let mut form = String::new();
    for line in lines(words)? {
        normalize(&line?, &mut form);
        writeln!(out, "{form}")?;
    }
    Ok(out.flush()?)
}

fn features(input: &Path, output: &Path, vocabulary: Option<&Path>) -> Result<()> {
    let mut rows = HashMap::new();
    for (row, word) in vocabulary
        .map(lines)
        .transpose()?
        .into_iter()
        .flatten()
        .enumerate()
    {
        rows.insert(word?, row as i32);
    }
    let words_path = output.with_extension("words");
    let mut words = create(&words_path)?;
    let mut tensors = Tensors {
        documents: vec![0],
        ..Tensors::default()
    };
    let mut keys = Keys::default();
    let mut line_of_keys = String::new();
    for line in lines(input)? {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let document: Document =
            serde_json::from_str(&line).with_context(|| input.display().to_string())?;
        let text = Text::new(&document.text);
        tensors.add(&text);
        for token in &text.tokens {
            let surface = &text.source[token.span.start..token.span.end];
            line_of_keys.clear();
            keys.find(surface, |key| -> Option<()> {
                // A key can hold no tab: tokens have no white space but for odd spaces in numbers.
                line_of_keys.push_str(if line_of_keys.is_empty() { "" } else { "\t" });
                line_of_keys.extend(key.chars().map(|c| if c.is_control() { ' ' } else { c }));
                None
            });
            writeln!(words, "{line_of_keys}")?;
            if vocabulary.is_some() {
                tensors.word.push(
                    keys.find(surface, |key| rows.get(key).copied())
                        .unwrap_or(0),
                );
            }
        }
        tensors.documents.push(tensors.start.len() as i32);
    }
    words.flush()?;
    tensors.write(output, vocabulary.is_some())
}

impl Tensors {
    fn add(&mut self, text: &Text) {
        let mut code_points = text.source.char_indices().map(|(byte, _)| byte);
        // Spans are in order, so one walk over the text numbers all their ends.
        let (mut byte, mut point) = (code_points.next().unwrap_or(0), 0);
        let mut number = |target: usize| {
            while byte < target {
                byte = code_points.next().unwrap_or(text.source.len());
                point += 1;
            }
            point
        };
        for token in &text.tokens {
            self.start.push(number(token.span.start));
            self.end.push(number(token.span.end));
        }
        let features = Features::new(text);
        self.features.shape.extend(features.shape);
        self.features.characters.extend(features.characters);
        self.features.sentence_start.extend(features.sentence_start);
        self.features
            .paragraph_start
            .extend(features.paragraph_start);
        self.features.quote.extend(features.quote);
    }

    fn write(&self, path: &Path, with_words: bool) -> Result<()> {
        let count = self.start.len();
        let integers = |values: &[i32]| {
            values
                .iter()
                .flat_map(|v| v.to_le_bytes())
                .collect::<Vec<u8>>()
        };
        let mut tensors = vec![
            (
                "doc_ptr",
                "I32",
                vec![self.documents.len()],
                integers(&self.documents),
            ),
            ("start", "I32", vec![count], integers(&self.start)),
            ("end", "I32", vec![count], integers(&self.end)),
            (
                "sentence_start",
                "U8",
                vec![count],
                self.features.sentence_start.clone(),
            ),
            (
                "paragraph_start",
                "U8",
                vec![count],
                self.features.paragraph_start.clone(),
            ),
            ("quote", "U8", vec![count], self.features.quote.clone()),
            ("shape", "U8", vec![count], self.features.shape.clone()),
            (
                "chars",
                "U8",
                vec![count, CHARACTERS],
                self.features.characters.concat(),
            ),
        ];
        if with_words {
            tensors.push(("word", "I32", vec![count], integers(&self.word)));
        }
        let mut header = serde_json::Map::new();
        let mut offset = 0;
        for (name, dtype, shape, bytes) in &tensors {
            let end = offset + bytes.len();
            header.insert(
                (*name).to_owned(),
                serde_json::json!({"dtype": dtype, "shape": shape, "data_offsets": [offset, end]}),
            );
            offset = end;
        }
        let mut header = serde_json::Value::Object(header).to_string();
        // The format wants the data aligned to eight bytes; it allows spaces after the header.
        header.extend(std::iter::repeat_n(
            ' ',
            header.len().next_multiple_of(8) - header.len(),
        ));
        let mut file = BufWriter::new(File::create(path)?);
        file.write_all(&(header.len() as u64).to_le_bytes())?;
        file.write_all(header.as_bytes())?;
        for (_, _, _, bytes) in &tensors {
            file.write_all(bytes)?;
        }
        Ok(file.flush()?)
    }
}
