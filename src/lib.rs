//! Extracts entities and claims from news text: who said what, named or not, confirmed, denied or
//! promised, when, about whom, and what else in the same article disputes it.
//!
//! The modules are the stages of one pipeline, declared in the order in which data flows.

pub use extractor::{Extractor, Options};
pub use model::Error;
pub use warnings::MAX_BYTES;

mod math;
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
mod flow;
#[cfg(target_arch = "wasm32")]
mod dom;
#[cfg(target_arch = "wasm32")]
mod wasm;
