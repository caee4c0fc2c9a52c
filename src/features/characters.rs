//! The characters of a token as ids of a small alphabet.

use super::fold::{base, invisible, plain};

/// Character ids of a token: its first and last ten characters where it is longer.
pub const CHARACTERS: usize = 20;

/// One more than the highest character id.
pub const ALPHABET: usize = 108;

/// 0 is padding; 1 to 95 are the printable ASCII characters, to which Latin letters are reduced;
/// from here on one id stands for a class.
const CLASSES: u8 = 96;

/// The ids of the visible characters of `surface`, then zeros.
pub fn characters(surface: &str) -> [u8; CHARACTERS] {
    const HALF: usize = CHARACTERS / 2;
    let mut ids = [0; CHARACTERS];
    // The last ten characters of a long token, as a ring.
    let mut tail = [0; HALF];
    let mut count = 0;
    for id in surface.chars().filter(|&c| !invisible(c)).filter_map(id) {
        if count < CHARACTERS {
            ids[count] = id;
        }
        tail[count % HALF] = id;
        count += 1;
    }
    if count > CHARACTERS {
        for (i, id) in ids[HALF..].iter_mut().enumerate() {
            *id = tail[(count + i) % HALF];
        }
    }
    ids
}

fn id(c: char) -> Option<u8> {
    let c = base(plain(c))?;
    Some(match c {
        ' '..='~' => c as u8 - b' ' + 1,
        '…' => CLASSES,
        '•' | '·' | '●' | '▪' | '◦' | '‣' | '■' | '►' | '▶' => CLASSES + 1,
        '£' | '€' | '¥' | '¢' | '₹' | '₽' | '₩' | '₺' | '₴' | '₦' => CLASSES + 2,
        '°' | '‰' | '½' | '¼' | '¾' | '⅓' | '⅔' => CLASSES + 3,
        '\u{370}'..='\u{3ff}' => CLASSES + 4,
        '\u{400}'..='\u{52f}' => CLASSES + 5,
        '\u{590}'..='\u{8ff}' => CLASSES + 6,
        '\u{900}'..='\u{dff}' => CLASSES + 7,
        '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}' => {
            CLASSES + 8
        }
        c if c.is_uppercase() => CLASSES + 9,
        c if c.is_alphabetic() => CLASSES + 10,
        _ => CLASSES + 11,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "too long for Miri")]
    fn every_character_has_an_id_of_the_alphabet() {
        for c in (0..=0x10ffff).filter_map(char::from_u32) {
            assert!(
                id(c).is_none_or(|id| id > 0 && usize::from(id) < ALPHABET),
                "{c:?}"
            );
        }
    }

    #[test]
    fn long_tokens_keep_both_ends() {
        let letters = |s: &str| {
            characters(s)
                .iter()
                .map(|&i| (i + 31) as char)
                .collect::<String>()
        };
        assert_eq!(letters("abcdefghijklmnopqrst"), "abcdefghijklmnopqrst");
        assert_eq!(
            letters("abcdefghijklmnopqrstuvwxyz"),
            "abcdefghijqrstuvwxyz"
        );
        assert_eq!(letters("naïve\u{301}–’")[..7], *"naive-'");
        assert_eq!(characters(""), [0; CHARACTERS]);
    }
}
