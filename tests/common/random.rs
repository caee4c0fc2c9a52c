//! A small generator with a fixed start, so that every run tests the same texts.

/// xorshift64 (Marsaglia 2003).
pub struct Random(u64);

impl Random {
    /// One sequence for each seed but 0.
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    /// Fewer than `most` pieces strung together, of a hundred so many with a space behind them.
    pub fn text(&mut self, pieces: &[&str], most: usize, spaces: usize) -> String {
        let mut text = String::new();
        for _ in 0..self.below(most) {
            text.push_str(pieces[self.below(pieces.len())]);
            if self.below(100) < spaces {
                text.push(' ');
            }
        }
        text
    }

    /// So many bytes.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| self.below(256) as u8).collect()
    }
}
