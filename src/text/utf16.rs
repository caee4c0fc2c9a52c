//! Byte offsets in, UTF-16 offsets out: the table that the boundary to JavaScript uses, built once a text.

/// Bytes between two entries of the table: a lookup scans at most this many, and the table takes a
/// sixteenth of the text's own memory.
const STRIDE: usize = 64;

/// Maps byte offsets of a text to offsets in UTF-16 code units, as JavaScript counts.
pub struct Utf16<'a> {
    source: &'a [u8],
    /// Code units before byte `i * STRIDE`; empty where the text is ASCII and both offsets are the same.
    units: Vec<u32>,
}

impl<'a> Utf16<'a> {
    /// Builds the table, in time linear in the text.
    pub fn new(source: &'a str) -> Self {
        let mut units = Vec::new();
        if !source.is_ascii() {
            units.reserve(source.len() / STRIDE + 1);
            let mut sum = 0;
            for chunk in source.as_bytes().chunks(STRIDE) {
                units.push(sum);
                sum += count(chunk);
            }
        }
        Utf16 {
            source: source.as_bytes(),
            units,
        }
    }

    /// The UTF-16 offset of a byte offset, which must lie on a character boundary; one beyond the end
    /// counts as the end.
    pub fn offset(&self, byte: usize) -> usize {
        let byte = byte.min(self.source.len());
        let Some(last) = self.units.len().checked_sub(1) else {
            return byte;
        };
        let entry = (byte / STRIDE).min(last);
        self.units[entry] as usize + count(&self.source[entry * STRIDE..byte]) as usize
    }
}

/// Code units of the characters that begin in `bytes`: one each, two for those of four bytes.
fn count(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .map(|&b| u32::from(b & 0xC0 != 0x80) + u32::from(b >= 0xF0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_the_standard_library_at_every_boundary() {
        let text = "Zoë’s 🙂 said: “naïve” 中文 👩‍👩‍👧 ".repeat(9);
        for source in ["", "plain ASCII", &text] {
            let table = Utf16::new(source);
            for byte in (0..=source.len()).filter(|&b| source.is_char_boundary(b)) {
                assert_eq!(table.offset(byte), source[..byte].encode_utf16().count());
            }
            assert_eq!(table.offset(usize::MAX), source.encode_utf16().count());
        }
    }
}
