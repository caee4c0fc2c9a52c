//! Reads a model file: vocabulary, word vectors, weights and label sets.
//!
//! The file is a safetensors file whose tensors and metadata `training/README.md` lists. Reading checks
//! every size against every other, so that the encoder and the decoders can rely on them.

mod error;
#[cfg(any(test, fuzzing))]
pub mod fixture;
mod labels;
mod safetensors;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use error::Error;
pub use labels::Tag;
pub use safetensors::Matrix;
pub use vocabulary::{UNKNOWN, Vocabulary};

use crate::decode::{NameKind, PartOfSpeech, Role};
use crate::features::{ALPHABET, SHAPES};
use crate::turns::{finish, turn};
use labels::{name_kind, parts_of_speech, role, tags};
use safetensors::{File, damaged};
use serde::Deserialize;
use std::sync::Arc;

/// The format that this reader understands, as the metadata gives it.
const FORMAT: &str = "whosaid-1";

/// Widths beyond these are damage: ours are an order of magnitude smaller.
const MAX_WIDTH: usize = 4096;
const MAX_LAYERS: usize = 8;

/// A model in memory.
pub struct Model {
    /// Its name, as results give it.
    pub name: String,
    /// Words by row.
    pub vocabulary: Arc<Vocabulary>,
    /// Vectors of words and characters, and of what else a token's input is made of.
    pub embedding: Arc<Embedding>,
    /// Layers that names and attributions share; often none.
    pub shared: Vec<Layer>,
    /// What finds names.
    pub names: Tagger<NameKind>,
    /// What finds sources, cues and contents.
    pub attribution: Tagger<Role>,
    /// What finds parts of speech.
    pub speech: Speech,
    /// What joins sources, cues and contents.
    pub linker: Linker,
    /// How far posteriors can be trusted.
    pub calibration: Calibration,
}

/// Vectors of words and characters, and of what else a token's input is made of.
pub struct Embedding {
    /// Vectors of the first rows of the vocabulary.
    pub learned: Matrix,
    /// Of every other row, which centroid stands for each part of its vector: `[rows, parts]`.
    pub codes: Vec<u8>,
    /// `[parts, centroids, values]`.
    pub codebooks: Vec<f32>,
    /// Shape of the codebooks.
    pub codebooks_shape: [usize; 3],
    /// Width of a character's vector.
    pub character_width: usize,
    /// `[ALPHABET, character_width]`.
    pub characters: Vec<f32>,
    /// `[filters, 3 * character_width]`, the character before first.
    pub filters: Vec<f32>,
    /// One a filter.
    pub filter_bias: Vec<f32>,
    /// Vectors of letter shapes, by [`Shape`](crate::features::Shape).
    pub shape: Table,
    /// Vectors by whether a sentence starts.
    pub sentence: Table,
    /// Vectors by whether a paragraph starts.
    pub paragraph: Table,
    /// Vectors by [`QuoteState`](crate::text::QuoteState).
    pub quote: Table,
}

/// A few vectors, one after the other.
pub struct Table {
    /// Length of a vector.
    pub width: usize,
    /// Row after row.
    pub values: Vec<f32>,
}

impl Table {
    /// One of the vectors.
    pub fn row(&self, index: usize) -> &[f32] {
        &self.values[index * self.width..][..self.width]
    }
}

/// A bidirectional layer: forward, then backward.
pub type Layer = [Direction; 2];

/// One direction of a layer. Gates stand in the order input, forget, cell, output.
pub struct Direction {
    /// `[4 * hidden, input]`.
    pub input: Matrix,
    /// `[4 * hidden, hidden]`.
    pub hidden: Matrix,
    /// `[4 * hidden]`.
    pub bias: Vec<f32>,
}

/// A linear map to the scores of labels.
pub struct Emission {
    /// `[labels, width of the layer it reads]`.
    pub weight: Matrix,
    /// One a label.
    pub bias: Vec<f32>,
}

/// Layers with a linear-chain conditional random field on top.
pub struct Tagger<K> {
    /// Its layers, above the shared ones.
    pub layers: Vec<Layer>,
    /// Its tags, in the order of their scores.
    pub tags: Vec<Tag<K>>,
    /// Scores of tags.
    pub emission: Emission,
    /// `[from, to]`.
    pub transitions: Vec<f32>,
    /// Scores of the first tag.
    pub start: Vec<f32>,
    /// Scores of the last tag.
    pub end: Vec<f32>,
}

/// What finds parts of speech.
pub struct Speech {
    /// Which layer it reads.
    pub layer: LayerId,
    /// Its labels, in the order of their scores.
    pub labels: Vec<PartOfSpeech>,
    /// Scores of labels.
    pub emission: Emission,
}

/// Names a layer of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerId {
    /// One of the shared layers.
    Shared(usize),
    /// One of the layers for names.
    Names(usize),
    /// One of the layers for attribution.
    Attribution(usize),
}

/// Joins spans by the states at their first and last tokens.
#[derive(Clone)]
pub struct Linker {
    /// `[units, 2 * width of a state]`.
    pub span: Matrix,
    /// One a unit.
    pub bias: Vec<f32>,
    /// From a cue to its source.
    pub source: Link,
    /// From a cue to a content.
    pub content: Link,
}

/// Scores of a cue with another span.
#[derive(Clone)]
pub struct Link {
    /// `[units, units]`: cue by other.
    pub bilinear: Vec<f32>,
    /// By bucket of distance, the other after the cue, then before it.
    pub distance: Vec<f32>,
    /// By how many cues stand between.
    pub between: Vec<f32>,
    /// Score of no other at all.
    pub none: f32,
}

/// Logistic calibration of a posterior p: sigmoid(slope * logit(p) + intercept), fitted on held-out text.
#[derive(Clone, Copy, Debug, Deserialize)]
#[allow(missing_docs)]
pub struct Platt {
    pub slope: f32,
    pub intercept: f32,
}

/// How far posteriors can be trusted.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct Calibration {
    pub names: Platt,
    pub attributions: Platt,
}

impl Default for Platt {
    fn default() -> Platt {
        Platt {
            slope: 1.0,
            intercept: 0.0,
        }
    }
}

/// Distance buckets of a link: nine where the other follows the cue, nine where it precedes it.
pub const DISTANCES: usize = 18;

/// Counts of cues between that a link tells apart: 0, 1, 2, 3 and more.
pub const BETWEEN: usize = 4;

#[derive(Deserialize)]
struct Layers {
    shared: usize,
    names: usize,
    attribution: usize,
}

impl Model {
    /// Reads a model file that is wholly in memory.
    pub fn read(bytes: &[u8]) -> Result<Model, Error> {
        finish(Model::read_in_turns(bytes))
    }

    /// The same, in turns.
    pub(crate) async fn read_in_turns(bytes: &[u8]) -> Result<Model, Error> {
        let file = File::open(bytes)?;
        if file.metadata("format") != Some(FORMAT) {
            return Err(Error::new(format!(
                "the model is not of the format {FORMAT}: use the model of this version"
            )));
        }
        let layers: Layers = file.json("layers")?;
        let deepest = layers.shared.max(layers.names).max(layers.attribution);
        let shallowest = layers.shared + layers.names.min(layers.attribution);
        if deepest > MAX_LAYERS || shallowest == 0 {
            return Err(damaged("layers"));
        }
        let learned: usize = file.json("learned_rows")?;
        let vocabulary = Vocabulary::unpack(file.bytes::<1>("vocabulary")?.0, learned)?;
        turn().await;
        let embedding = Embedding::read(&file, &vocabulary, learned)?;
        turn().await;
        let shared = stack(&file, "shared", layers.shared, embedding.width())?;
        let width = width_of(&shared).unwrap_or(embedding.width());
        let names = Tagger::read(
            &file,
            "names",
            layers.names,
            width,
            "name_labels",
            name_kind,
        )?;
        turn().await;
        let attribution = Tagger::read(
            &file,
            "attribution",
            layers.attribution,
            width,
            "attribution_labels",
            role,
        )?;
        turn().await;
        let speech = Speech::read(&file, &shared, &names.layers, &attribution.layers)?;
        let states = width_of(&attribution.layers)
            .or(width_of(&shared))
            .unwrap_or(0);
        Ok(Model {
            name: file.metadata("name").unwrap_or("unnamed").to_owned(),
            linker: Linker::read(&file, states)?,
            calibration: match file.metadata("calibration") {
                Some(_) => file.json("calibration")?,
                None => Calibration::default(),
            },
            vocabulary: Arc::new(vocabulary),
            embedding: Arc::new(embedding),
            shared,
            names,
            attribution,
            speech,
        })
    }
}

/// Width of what the last of `layers` puts out.
fn width_of(layers: &[Layer]) -> Option<usize> {
    layers
        .last()
        .map(|[forward, backward]| forward.hidden.columns + backward.hidden.columns)
}

fn stack(file: &File, name: &str, count: usize, mut width: usize) -> Result<Vec<Layer>, Error> {
    let mut layers = Vec::new();
    for index in 0..count {
        let forward = Direction::read(file, &format!("{name}.{index}.forward"), width)?;
        let backward = Direction::read(file, &format!("{name}.{index}.backward"), width)?;
        if forward.hidden.columns != backward.hidden.columns {
            return Err(damaged(name));
        }
        width = 2 * forward.hidden.columns;
        layers.push([forward, backward]);
    }
    Ok(layers)
}

impl Direction {
    fn read(file: &File, name: &str, width: usize) -> Result<Direction, Error> {
        let matrix =
            |part| file.weights(&format!("{name}.{part}"), &format!("{name}.{part}.scale"));
        let (input, hidden) = (matrix("input")?, matrix("hidden")?);
        let units = hidden.columns;
        let fits = (1..=MAX_WIDTH).contains(&units)
            && hidden.rows == 4 * units
            && input.rows == 4 * units
            && input.columns == width;
        if !fits {
            return Err(damaged(name));
        }
        let bias = file.vector(&format!("{name}.bias"), 4 * units)?;
        Ok(Direction {
            input,
            hidden,
            bias,
        })
    }
}

impl Emission {
    fn read(file: &File, name: &str, labels: usize, width: usize) -> Result<Emission, Error> {
        let weight = file.weights(
            &format!("{name}.emission.weight"),
            &format!("{name}.emission.scale"),
        )?;
        if weight.rows != labels || weight.columns != width {
            return Err(damaged(name));
        }
        Ok(Emission {
            weight,
            bias: file.vector(&format!("{name}.emission.bias"), labels)?,
        })
    }
}

impl<K: Copy + PartialEq> Tagger<K> {
    fn read(
        file: &File,
        name: &str,
        count: usize,
        width: usize,
        labels: &str,
        kind: impl Fn(&str) -> Option<K>,
    ) -> Result<Tagger<K>, Error> {
        let tags = tags(&file.json::<Vec<String>>(labels)?, kind)?;
        let layers = stack(file, name, count, width)?;
        let width = width_of(&layers).unwrap_or(width);
        let transitions = format!("{name}.transitions");
        let (values, shape) = file.floats(&transitions)?;
        if shape != [tags.len(); 2] {
            return Err(damaged(&transitions));
        }
        Ok(Tagger {
            emission: Emission::read(file, name, tags.len(), width)?,
            transitions: values,
            start: file.vector(&format!("{name}.start"), tags.len())?,
            end: file.vector(&format!("{name}.end"), tags.len())?,
            layers,
            tags,
        })
    }
}

impl Speech {
    fn read(
        file: &File,
        shared: &[Layer],
        names: &[Layer],
        attribution: &[Layer],
    ) -> Result<Speech, Error> {
        let labels = parts_of_speech(&file.json::<Vec<String>>("pos_labels")?)?;
        let id = file.metadata("pos_layer").and_then(|id| id.split_once('.'));
        let (stack, index) = id.ok_or_else(|| damaged("pos_layer"))?;
        let index = index.parse::<usize>().map_err(|_| damaged("pos_layer"))?;
        let (layers, layer) = match stack {
            "shared" => (shared, LayerId::Shared(index)),
            "names" => (names, LayerId::Names(index)),
            "attribution" => (attribution, LayerId::Attribution(index)),
            _ => return Err(damaged("pos_layer")),
        };
        let width = layers
            .get(..=index)
            .and_then(width_of)
            .ok_or_else(|| damaged("pos_layer"))?;
        if labels.is_empty() {
            return Err(damaged("pos_labels"));
        }
        let emission = Emission::read(file, "pos", labels.len(), width)?;
        Ok(Speech {
            layer,
            labels,
            emission,
        })
    }
}

impl Linker {
    fn read(file: &File, width: usize) -> Result<Linker, Error> {
        let span = file.weights("link.span.weight", "link.span.scale")?;
        let units = span.rows;
        if !(1..=MAX_WIDTH).contains(&units) || span.columns != 2 * width || width == 0 {
            return Err(damaged("link.span.weight"));
        }
        let link = |name: &str| -> Result<Link, Error> {
            let bilinear = format!("link.{name}.bilinear");
            let (values, shape) = file.floats(&bilinear)?;
            if shape != [units; 2] {
                return Err(damaged(&bilinear));
            }
            Ok(Link {
                bilinear: values,
                distance: file.vector(&format!("link.{name}.distance"), DISTANCES)?,
                between: file.vector(&format!("link.{name}.between"), BETWEEN)?,
                none: file.vector(&format!("link.{name}.none"), 1)?[0],
            })
        };
        Ok(Linker {
            source: link("source")?,
            content: link("content")?,
            bias: file.vector("link.span.bias", units)?,
            span,
        })
    }
}

impl Embedding {
    fn read(file: &File, vocabulary: &Vocabulary, learned_rows: usize) -> Result<Embedding, Error> {
        let learned = file.matrix("word.learned", "word.learned.scale")?;
        let (codebooks, codebooks_shape) = file.halves("word.codebooks")?;
        let (codes, codes_shape) = file.bytes("word.codes")?;
        let [parts, centroids, values] = codebooks_shape;
        // Of 256 centroids every byte names one.
        let known = || usize::from(codes.iter().copied().max().unwrap_or(0)) < centroids;
        let fits = learned.rows == learned_rows
            && learned.columns <= MAX_WIDTH
            && parts.checked_mul(values) == Some(learned.columns)
            && codes_shape == [vocabulary.len() - learned_rows, parts]
            && (centroids > usize::from(u8::MAX) || known());
        if !fits {
            return Err(damaged("word.codes"));
        }
        let (characters, [letters, character_width]) = file.halves("char.embedding")?;
        let (filters, [count, reach]) = file.halves("char.conv.weight")?;
        let (filter_bias, [biases]) = file.halves("char.conv.bias")?;
        let fits = letters == ALPHABET
            && (1..=MAX_WIDTH).contains(&character_width)
            && count <= MAX_WIDTH
            && reach == 3 * character_width
            && biases == count;
        if !fits {
            return Err(damaged("char.conv.weight"));
        }
        let table = |name: &str, rows: usize| -> Result<Table, Error> {
            let (values, [found, width]) = file.halves(name)?;
            if found == rows && width <= MAX_WIDTH {
                Ok(Table { width, values })
            } else {
                Err(damaged(name))
            }
        };
        Ok(Embedding {
            learned,
            codes: codes.to_vec(),
            codebooks,
            codebooks_shape,
            character_width,
            characters,
            filters,
            filter_bias,
            shape: table("shape.embedding", SHAPES)?,
            sentence: table("sentence.embedding", 2)?,
            paragraph: table("paragraph.embedding", 2)?,
            quote: table("quote.embedding", 4)?,
        })
    }

    /// Width of a token's whole input.
    pub fn width(&self) -> usize {
        self.word_width()
            + self.filter_bias.len()
            + self.shape.width
            + self.sentence.width
            + self.paragraph.width
            + self.quote.width
    }

    /// Width of a word's vector.
    pub fn word_width(&self) -> usize {
        self.learned.columns
    }
}
