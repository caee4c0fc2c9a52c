//! The vocabulary: words in, rows of the embedding table out.

use super::Error;
use super::safetensors::damaged;
use std::ops::Range;

/// The row of words that the vocabulary lacks.
pub const UNKNOWN: usize = 0;

/// Bytes of all words together, at most: a hundred thousand words take one megabyte, but two bytes of a
/// hostile list could stand for 255.
const MAX_LETTERS: usize = 1 << 24;

/// Words by row: the unknown word, words with a learned vector, words with a quantised one. Both kinds
/// are sorted, so that lookup is a binary search and needs no table beside the words.
#[derive(Clone)]
pub struct Vocabulary {
    letters: Vec<u8>,
    /// Where each word begins, and where the last ends.
    starts: Vec<u32>,
    learned: usize,
}

impl Vocabulary {
    /// Unpacks a front-coded list: of each word how many bytes it shares with the word before it, how
    /// many follow, and those. The first `learned` rows are those with a learned vector.
    pub(super) fn unpack(coded: &[u8], learned: usize) -> Result<Vocabulary, Error> {
        let mut letters: Vec<u8> = Vec::with_capacity(coded.len() * 2);
        let mut starts = vec![0];
        let mut rest = coded;
        let mut previous = 0;
        let mut sorted = true;
        while let [shared, length, tail @ ..] = rest {
            let start = letters.len();
            let shared = previous..previous + usize::from(*shared);
            let (suffix, tail) = tail
                .split_at_checked(usize::from(*length))
                .ok_or_else(|| damaged("vocabulary"))?;
            if shared.end > start || start > MAX_LETTERS {
                return Err(damaged("vocabulary"));
            }
            // What both words begin with decides nothing. Before each kind's first word stands none of it.
            let row = starts.len() - 1;
            sorted &= &letters[shared.end..] < suffix || row <= 1 || row == learned;
            letters.extend_from_within(shared);
            letters.extend_from_slice(suffix);
            starts.push(u32::try_from(letters.len()).map_err(|_| damaged("vocabulary"))?);
            previous = start;
            rest = tail;
        }
        let vocabulary = Vocabulary {
            letters,
            starts,
            learned,
        };
        if !rest.is_empty() || learned == 0 || learned > vocabulary.len() || !sorted {
            return Err(damaged("vocabulary"));
        }
        Ok(vocabulary)
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// True where there is no word.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of a word in its normal form.
    pub fn find(&self, word: &str) -> Option<usize> {
        self.search(word, 1..self.learned)
            .or_else(|| self.search(word, self.learned..self.len()))
    }

    fn word(&self, row: usize) -> &[u8] {
        &self.letters[self.starts[row] as usize..self.starts[row + 1] as usize]
    }

    fn search(&self, word: &str, rows: Range<usize>) -> Option<usize> {
        let (mut low, mut high) = (rows.start, rows.end);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.word(middle).cmp(word.as_bytes()) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(middle),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &[u8] = b"\0\x05<unk>\0\x02's\0\x03n't\0\x05chair\x05\x03man\0\x04\xc3\xa9ta";

    #[test]
    fn finds_every_word_and_no_other() {
        let vocabulary = Vocabulary::unpack(WORDS, 3).expect("it is whole");
        assert_eq!(vocabulary.len(), 6);
        for (row, word) in ["'s", "n't", "chair", "chairman"].into_iter().enumerate() {
            assert_eq!(vocabulary.find(word), Some(row + 1));
        }
        for word in ["", "<unk>", "chai", "chairs", "zebra", "état"] {
            assert_eq!(vocabulary.find(word), None, "{word}");
        }
    }

    #[test]
    fn refuses_what_is_damaged() {
        assert!(Vocabulary::unpack(&WORDS[..WORDS.len() - 1], 3).is_err());
        assert!(Vocabulary::unpack(WORDS, 0).is_err());
        assert!(Vocabulary::unpack(WORDS, 7).is_err());
        assert!(Vocabulary::unpack(b"\x01\x01a", 1).is_err());
        assert!(Vocabulary::unpack(b"\0\x01a\0\x01c\0\x01b", 1).is_err());
    }
}
