//! Reduces an English word to a stem that its inflections share: a lower-case word in, a key for comparison out.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Irregular forms and the nouns of frequent news verbs, one verb a line, its base form first.
const IRREGULAR: &str = include_str!("irregular.txt");

fn irregular() -> &'static HashMap<&'static str, &'static str> {
    static MAP: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    MAP.get_or_init(|| {
        let mut map = HashMap::new();
        for line in IRREGULAR.lines() {
            let mut words = line.split_ascii_whitespace();
            if let Some(base) = words.next() {
                for word in words {
                    map.entry(word).or_insert(base);
                }
            }
        }
        map
    })
}

/// The stem of a lower-case word: "closed", "closing", "closes" and "close" give the same. Not itself a word.
pub fn stem(word: &str) -> String {
    let word = word.strip_suffix('.').unwrap_or(word);
    let word = irregular().get(word).copied().unwrap_or(word);
    let mut stem: Cow<str> = Cow::Borrowed(word);
    // Short words and words with other than ASCII letters (names, numbers) have no suffix that could be told.
    if word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') {
        stem = strip(word);
    }
    let mut stem = stem.into_owned();
    if stem.len() > 3 {
        if stem.ends_with('e') {
            stem.pop();
        } else if stem.ends_with('y') {
            stem.pop();
            stem.push('i');
        }
    }
    let bytes = stem.as_bytes();
    if let [.., a, b] = bytes
        && a == b
        && b.is_ascii_lowercase()
        && bytes.len() > 3
    {
        stem.pop();
    }
    stem
}

/// Takes off one inflectional ending.
fn strip(word: &str) -> Cow<'_, str> {
    let has_vowel = |s: &str| s.len() > 1 && s.bytes().any(|b| b"aeiouy".contains(&b));
    if let Some(rest) = word.strip_suffix("ies").or(word.strip_suffix("ied"))
        && rest.len() > 1
    {
        return Cow::Owned(format!("{rest}y"));
    }
    if let Some(rest) = word
        .strip_suffix("ings")
        .or(word.strip_suffix("ing"))
        .filter(|r| has_vowel(r))
    {
        return Cow::Borrowed(rest);
    }
    if let Some(rest) = word.strip_suffix("ed").filter(|r| has_vowel(r)) {
        return Cow::Borrowed(rest);
    }
    for ending in ["sses", "xes", "zes", "ches", "shes"] {
        if word.ends_with(ending) {
            return Cow::Borrowed(&word[..word.len() - 2]);
        }
    }
    if word.ends_with('s') && !["ss", "us", "is"].iter().any(|e| word.ends_with(e)) {
        return Cow::Borrowed(&word[..word.len() - 1]);
    }
    Cow::Borrowed(word)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn inflections_share_a_stem() {
        for forms in [
            &["close", "closed", "closing", "closes", "closure"][..],
            &["deny", "denied", "denies", "denying", "denial"],
            &["plan", "plans", "planned", "planning"],
            &["call", "calls", "called", "calling"],
            &["rise", "rose", "risen", "rising"],
            &["agency", "agencies"],
            &["write", "wrote", "written", "writing"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
        assert_ne!(stem("killed"), stem("kept"));
    }

    #[test]
    fn any_word_has_a_stem() {
        for word in [
            "", "s", "ed", "ing", "sing", "é", "12", "'s", "日本", "aaa", "...",
        ] {
            stem(word);
        }
    }
}
