//! Why a model could not be read.

use std::fmt;

/// A model file could not be read: it is damaged, cut short, or made for another version.
///
/// The message is lower-case, one line, and says what to do where anything can be done.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Error {
        Error(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
