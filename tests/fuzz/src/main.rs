//! Fuzzing of every stage: bytes from libFuzzer in, a text, a tagging or a model file made of them, and
//! a panic out where the stage breaks a promise (`tests/common/promises.rs`).
//!
//! One program for all targets, so that the engine is compiled and linked once; `WHOSAID_FUZZ` names
//! the target, or is `list`. `cargo xtask fuzz` builds and runs it.

#![no_main]

#[path = "../../common/mod.rs"]
mod common;
mod flow;
mod input;
mod network;
mod stages;

use std::sync::OnceLock;

/// The targets, in the order in which data flows.
const TARGETS: [(&str, fn(&[u8])); 12] = [
    ("utf16", stages::utf16),
    ("text", stages::text),
    ("features", stages::features),
    ("model", network::model),
    ("encoder", network::encoder),
    ("decode", network::decode),
    ("entities", stages::entities),
    ("times", stages::times),
    ("quantities", stages::quantities),
    ("claims", stages::claims),
    ("extract", network::extract),
    ("flow", flow::flow),
];

static CHOSEN: OnceLock<fn(&[u8])> = OnceLock::new();

fn chosen() -> fn(&[u8]) {
    *CHOSEN.get_or_init(|| {
        let name = std::env::var("WHOSAID_FUZZ").unwrap_or_default();
        if name == "list" {
            TARGETS.iter().for_each(|(known, _)| println!("{known}"));
            std::process::exit(0);
        }
        let target = TARGETS.iter().find(|(known, _)| *known == name);
        target.expect("WHOSAID_FUZZ names a target").1
    })
}

libfuzzer_sys::fuzz_target!(
    init: {
        chosen();
    },
    |data: &[u8]| chosen()(data)
);
