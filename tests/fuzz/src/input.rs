//! Bytes in; a text, the bytes of a tagging and a few choices out.

use crate::common::pieces::PIECES;

/// What a target is given.
#[derive(Default)]
pub struct Input<'a> {
    /// Eight choices.
    pub choices: u8,
    /// What a tagging, windows or scores are made of.
    pub bytes: &'a [u8],
    /// The text.
    pub text: String,
}

impl Input<'_> {
    /// Two bytes of choices and lengths come first. A text is either the rest as UTF-8, what is none
    /// replaced, or a piece of news for each byte: the first finds what the second's author did not
    /// think of, the second gets past the first words of a rule.
    pub fn read(data: &[u8]) -> Input<'_> {
        let [choices, length, rest @ ..] = data else {
            return Input::default();
        };
        let (bytes, text) = rest.split_at(usize::from(*length).min(rest.len() / 2));
        let text = if choices & 1 == 0 {
            String::from_utf8_lossy(text).into_owned()
        } else {
            text.iter().map(|&b| PIECES[usize::from(b)]).collect()
        };
        Input {
            choices: choices >> 1,
            bytes,
            text,
        }
    }

    /// A date of publication, or what is none.
    pub fn reference_date(&self) -> Option<&'static str> {
        [
            None,
            Some("2024-05-01"),
            Some("0001-01-01"),
            Some("9999-12-31"),
            Some("2020-02-29"),
            Some("nonsense"),
        ][usize::from(self.choices & 7) % 6]
    }
}
