//! Turns scores into names, attributions and parts of speech.

mod decoder;
mod field;
mod link;

pub use decoder::Decoder;

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What the network found in a text. Every range is a half-open range of token indices.
#[derive(Debug, Default, PartialEq)]
pub struct Tagging {
    /// Names, in order, never overlapping.
    pub names: Vec<Name>,
    /// Attributions, ordered by their first token.
    pub attributions: Vec<Attribution>,
    /// One part of speech (Penn Treebank) a token.
    pub parts_of_speech: Vec<PartOfSpeech>,
}

/// One name in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// Calibrated probability that span and kind are right, 0 to 1.
    pub confidence: f32,
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum NameKind {
    /// One human being, real or invented.
    Person,
    /// A company, party, agency, team, court, newspaper, armed group.
    Organization,
    /// A country, town, region, building, body of water.
    Place,
    /// Nationalities, faiths, ethnic groups, adherents ("Afghan", "Muslims", "Republicans").
    Group,
    /// A named event ("World War II", "the Olympics").
    Event,
    /// A title of a book, film, song, law, programme.
    Work,
    /// Any other name: products, languages, awards, vessels.
    Other,
}

/// What part a span has in an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The noun phrase that names who says it.
    Source,
    /// The reporting expression.
    Cue,
    /// What is said.
    Content,
}

/// One attribution: somebody (source) says (cue) something (content).
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The noun phrase that names who says it.
    pub source: Option<Range<usize>>,
    /// The reporting expression.
    pub cue: Option<Range<usize>>,
    /// What is said, in order; more than one where something stands between.
    pub contents: Vec<Range<usize>>,
    /// Calibrated probability that the claim is right, 0 to 1.
    pub confidence: f32,
}

/// A Penn Treebank part of speech. Punctuation is one class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
#[rustfmt::skip]
pub enum PartOfSpeech {
    Cc, Cd, Dt, Ex, Fw, In, Jj, Jjr, Jjs, Ls, Md, Nn, Nns, Nnp, Nnps, Pdt, Pos, Prp, PrpS, Rb, Rbr,
    Rbs, Rp, Sym, To, Uh, Vb, Vbd, Vbg, Vbn, Vbp, Vbz, Wdt, Wp, WpS, Wrb, Punct,
}
