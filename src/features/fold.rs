//! Reduces characters to the ASCII that stands for them: letters lose their accents, quotation
//! marks and dashes their typography.

/// Base letters of U+00C0 to U+024F by Unicode's compatibility decomposition, and by custom where
/// it has none ("ø" to "o"); `?` where there is no base letter.
const LATIN: &[u8] = b"\
AAAAAAACEEEEIIIIDNOOOOOxOUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuytyAaAaAaCcCcCcCcDd\
DdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiIiJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRrSsSsSs\
SsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs????????????????????????????????Oo?????????????U\
u???????????????????DDdLLlNNnAaIiOoUuUuUuUuUu?AaAa????GgKkOoOo??jDDdGg??NnAa????\
AaAaEeEeIiIiOoOoRrRrUuUuSsTt??Hh??????AaEeOoOoOoOoYy????????????????????????????";

/// Base letters of U+1E00 to U+1EFF (Vietnamese among them).
const LATIN_ADDITIONAL: &[u8] = b"\
AaBbBbBbCcDdDdDdDdDdEeEeEeEeEeFfGgHhHhHhHhHhIiIiKkKkKkLlLlLlLlMmMmMmNnNnNnNnOoOo\
OoOoPpPpRrRrRrRrSsSsSsSsSsTtTtTtTtUuUuUuUuUuVvVvWwWwWwWwWwXxXxYyZzZzZzhtwyas????\
AaAaAaAaAaAaAaAaAaAaAaAaEeEeEeEeEeEeEeEeIiIiOoOoOoOoOoOoOoOoOoOoOoOoUuUuUuUuUuUu\
UuYyYyYyYy??????";

/// True for characters that leave no trace on paper: soft hyphen, zero-width and bidi controls,
/// variation selectors, the byte order mark.
pub fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
        | '\u{2066}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The same character in its plain typewriter form: curly quotation marks straight, all hyphens and
/// dashes one hyphen, full-width forms narrow. Accents stay.
pub fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '〝' | '〞' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | 'ʼ' | 'ʻ' | 'ʹ' | '`' | '´' => {
            '\''
        }
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹘' | '﹣' => '-',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// The ASCII letter under an accented Latin one; other characters as they are. `None` for a
/// combining accent, which only changes the letter before it.
pub fn base(c: char) -> Option<char> {
    let code = c as usize;
    let letter = match code {
        0xc0..0x250 => LATIN.get(code - 0xc0),
        0x1e00..0x1f00 => LATIN_ADDITIONAL.get(code - 0x1e00),
        0x300..0x370 => return None,
        _ => None,
    };
    match letter {
        Some(b'?') | None => Some(c),
        Some(&letter) => Some(letter as char),
    }
}
