//! Extracts entities and claims from news text: who said what, named or not, confirmed, denied or
//! promised, when, about whom, and what else in the same article disputes it.
//!
//! Extraction is total: any text gives a result, and what could not be done stands in its `warnings`.
//! Only reading a damaged model fails.
//!
//! ```
//! use whosaid::{Extractor, Options};
//!
//! // In the repository and in the crate: www/model/en.safetensors.
//! let model = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/www/model/en.safetensors"))?;
//! let mut extractor = Extractor::new(&model)?;
//!
//! let article = "The ferry was safe, harbour master Nadia Okoye said on Tuesday.";
//! let options = Options { reference_date: Some("2024-05-01".to_owned()) };
//! let result = extractor.extract(article, &options);
//!
//! let claim = &result.claims[0];
//! let source = claim.source.as_ref().expect("an attribution has a source");
//! assert_eq!(source.text, "harbour master Nadia Okoye");
//! assert_eq!(claim.content[0].text, "The ferry was safe");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Offsets of a result count UTF-16 code units, as JavaScript does; inside the crate everything is byte
//! spans of the borrowed text. The same text gives the same result on every machine, in the browser
//! as in native code.
//!
//! It reads English, one article at a time. It does not judge whether a claim is true, compare
//! articles with each other, or look anything up.
//!
//! The modules are the stages of one pipeline, declared in the order in which data flows.

pub use extractor::{Extractor, Options};
pub use model::Error;
pub use warnings::MAX_BYTES;

mod math;
mod turns;
pub mod text;
pub mod language;
pub mod features;
pub mod model;
pub mod encoder;
pub mod decode;
pub mod entities;
mod scan;
mod numbers;
pub mod times;
pub mod quantities;
pub mod claims;
pub mod relations;
pub mod extraction;
mod warnings;
mod extractor;
#[cfg(any(target_arch = "wasm32", test))]
mod rehearsal;
#[cfg(any(target_arch = "wasm32", test))]
mod flow;
#[cfg(all(fuzzing, not(test)))]
pub mod flow;
#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(target_arch = "wasm32")]
mod wasm;
