//! What several tests share: the walk over cases, generators of texts and taggings, and what holds for
//! any of them.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod cases;
pub mod given;
pub mod pieces;
pub mod promises;
pub mod random;
mod timex;
