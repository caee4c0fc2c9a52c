//! Hashes the words of a feature: words in, 32 bits out.

/// FNV-1a (Fowler, Noll, Vo) over the words, each after the first behind a space, its halves folded together.
pub fn words(words: &[&str]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut add = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    for (index, word) in words.iter().enumerate() {
        if index > 0 {
            add(b' ');
        }
        word.bytes().for_each(&mut add);
    }
    hash ^ (hash >> 16)
}
