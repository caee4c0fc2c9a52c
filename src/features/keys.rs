//! Word keys: the forms under which a token is looked up in the vocabulary, best first.

use super::fold::{base, invisible, plain};

/// Writes the normal form of `surface` to `out`: lower-case, digits as 0, plain quotation marks and
/// dashes, no invisible characters. A lone dash longer than a hyphen is `--`, an ellipsis `...`.
pub fn normalize(surface: &str, out: &mut String) {
    out.clear();
    match surface {
        "—" | "–" | "―" | "--" | "---" => return out.push_str("--"),
        "``" | "''" | "‘‘" | "’’" => return out.push('"'),
        _ => {}
    }
    for c in surface.chars() {
        match plain(c) {
            c if invisible(c) => {}
            '…' => out.push_str("..."),
            c if c.is_ascii_digit() => out.push('0'),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    if out.len() > 3 && out.bytes().all(|b| b == b'.') {
        out.truncate(3);
    }
}

/// Scratch memory for the keys of one token after the other, so that lookup allocates nothing.
#[derive(Default)]
pub struct Keys {
    normal: String,
    folded: String,
    stripped: String,
}

impl Keys {
    /// The first answer that `find` gives to a key of `surface`: its normal form, then without accents,
    /// without apostrophes, without full stops too, and the part after the last hyphen.
    pub fn find<T>(&mut self, surface: &str, mut find: impl FnMut(&str) -> Option<T>) -> Option<T> {
        normalize(surface, &mut self.normal);
        if let Some(found) = find(&self.normal) {
            return Some(found);
        }
        self.folded.clear();
        self.folded.extend(self.normal.chars().filter_map(base));
        if self.folded != self.normal
            && let Some(found) = find(&self.folded)
        {
            return Some(found);
        }
        self.stripped.clone_from(&self.folded);
        for unwanted in ['\'', '.'] {
            if self.stripped.contains(unwanted) {
                self.stripped.retain(|c| c != unwanted);
                if !self.stripped.is_empty()
                    && let Some(found) = find(&self.stripped)
                {
                    return Some(found);
                }
            }
        }
        match self.folded.rsplit_once('-') {
            Some((_, last)) if !last.is_empty() => find(last),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(surface: &str) -> Vec<String> {
        let mut keys = Vec::new();
        Keys::default().find(surface, |key| -> Option<()> {
            keys.push(key.to_owned());
            None
        });
        keys
    }

    #[test]
    fn normal_form_comes_first_and_fallbacks_follow() {
        assert_eq!(keys("Minister"), ["minister"]);
        assert_eq!(keys("2,050"), ["0,000"]);
        assert_eq!(keys("U.S."), ["u.s.", "us"]);
        assert_eq!(keys("O’Neill"), ["o'neill", "oneill"]);
        assert_eq!(
            keys("Müller-Thurgau"),
            ["müller-thurgau", "muller-thurgau", "thurgau"]
        );
        assert_eq!(keys("co\u{ad}oper\u{200b}ate"), ["cooperate"]);
        assert_eq!(keys("…"), ["..."]);
        assert_eq!(keys("—"), ["--"]);
        assert_eq!(keys("2010–11"), ["0000-00", "00"]);
        assert_eq!(keys("“"), ["\""]);
        assert_eq!(keys("İ"), ["i\u{307}", "i"]);
        assert_eq!(keys("-"), ["-"]);
    }
}
