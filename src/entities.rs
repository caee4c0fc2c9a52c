//! Joins mentions of the same thing: names, descriptions and pronouns in, entities out.

mod aliases;
mod appositions;
mod coordinations;
mod coreference;
mod document;
mod features;
mod forms;
mod grammar;
mod lexicon;
mod mentions;
mod names;
mod newcomers;
mod output;
mod persons;
mod priors;
mod rank;
mod referents;
mod spans;
mod speech;
mod thread;
mod weights;

use crate::decode::{NameKind, Tagging};
use crate::text::{Span, Text};
use crate::turns::{finish, turn};
use serde::{Deserialize, Serialize};

/// One thing that the article speaks of, with everything that refers to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// What it is.
    pub kind: NameKind,
    /// The fullest name in the text.
    pub name: String,
    /// Other names for it in the text, each once, in order of appearance.
    pub aliases: Vec<String>,
    /// How the text describes it ("Foreign Minister", "the dead man"), each once, in order.
    pub descriptions: Vec<String>,
    /// What refers to it, in order.
    pub mentions: Vec<Mention>,
}

/// One expression that refers to an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub span: Span,
    /// Name, description or pronoun.
    pub kind: MentionKind,
    /// Calibrated probability that it refers to this entity, 0 to 1.
    pub confidence: f32,
}

/// How an expression refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum MentionKind {
    /// "Khalid Balti", "TTP".
    Name,
    /// "the dead man", "the minister".
    Nominal,
    /// "he", "its".
    Pronoun,
}

/// Finds the entities of a text, in the order of their first mentions.
pub fn resolve(text: &Text, tagging: &Tagging) -> Vec<Entity> {
    trace(text, tagging, None)
}

/// A choice among the things spoken of so far, as `cargo run --example coreference decisions` writes it
/// for training.
#[doc(hidden)]
#[derive(Clone, Debug)]
pub struct Decision {
    /// The pronoun or description.
    pub span: Span,
    /// Which of the models weighs it.
    pub model: usize,
    /// For each candidate its mentions so far and its features.
    pub candidates: Vec<(Vec<Span>, Vec<f32>)>,
    /// The features of taking up nothing.
    pub nothing: Vec<f32>,
    /// What is added to the score of each candidate, and at the end of nothing, whatever the weights.
    pub prior: Vec<f32>,
}

/// `resolve`, telling each choice.
#[doc(hidden)]
pub fn trace(
    text: &Text,
    tagging: &Tagging,
    tell: Option<&mut dyn FnMut(Decision)>,
) -> Vec<Entity> {
    finish(trace_in_turns(text, tagging, tell))
}

/// Entities of a text, a step of the way a turn.
pub(crate) async fn trace_in_turns(
    text: &Text<'_>,
    tagging: &Tagging,
    tell: Option<&mut dyn FnMut(Decision)>,
) -> Vec<Entity> {
    let mut doc = document::Document::new(text, tagging).await;
    doc.names = spans::mend(&doc).await;
    turn().await;
    let mentions = mentions::find(&doc).await;
    turn().await;
    let clusters = names::cluster(&doc).await;
    turn().await;
    let ties = appositions::find(&doc, &mentions).await;
    turn().await;
    let mut reading = coreference::read(&doc, &mentions, &clusters, &ties, tell).await;
    turn().await;
    speech::resolve(&mut reading).await;
    turn().await;
    output::entities(&reading, &clusters, &ties).await
}
