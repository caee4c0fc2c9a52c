//! The article's vocabulary for comparing claims: a word in, a term that inflections, derivations and synonyms share out.

use crate::claims::lemma::stem;
use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

/// Groups of words that name the same thing or event in news, one group a line. A word belongs to its first group.
const SYNONYMS: &str = include_str!("synonyms.txt");

/// Pairs of words of which only one can hold.
const ANTONYMS: &str = include_str!("antonyms.txt");

/// Words too general to tell what a claim is about, reporting nouns and names of days among them.
const GENERAL: &str = include_str!("stop.txt");

struct Tables {
    /// From a stem to the first stem of its group.
    synonyms: HashMap<String, String>,
    antonyms: HashMap<String, Vec<String>>,
    general: HashSet<&'static str>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut synonyms = HashMap::new();
        for line in SYNONYMS.lines() {
            let stems: Vec<String> = line.split_ascii_whitespace().map(root).collect();
            for word in &stems {
                synonyms
                    .entry(word.clone())
                    .or_insert_with(|| stems[0].clone());
            }
        }
        let term = |word: &str| {
            let word = root(word);
            synonyms.get(&word).cloned().unwrap_or(word)
        };
        let mut antonyms: HashMap<String, Vec<String>> = HashMap::new();
        for line in ANTONYMS.lines() {
            if let Some((a, b)) = line.split_once(' ') {
                antonyms.entry(term(a)).or_default().push(term(b));
                antonyms.entry(term(b)).or_default().push(term(a));
            }
        }
        let general = GENERAL.split_ascii_whitespace().collect();
        Tables {
            synonyms,
            antonyms,
            general,
        }
    })
}

/// What a word shares with the words derived from it: "contaminated" and "contamination", "resign" and "resignation".
fn root(word: &str) -> String {
    /// Letters that must be left, so that "nation" and "mention" keep theirs.
    const LEFT: usize = 4;
    /// Endings of nouns and adjectives made from verbs, longer ones first, after the stem's own ending is gone.
    const DERIVED: [&str; 12] = [
        "ization", "isation", "ication", "ation", "ition", "ment", "tion", "sion", "ance", "ence",
        "at", "ion",
    ];
    let stem = stem(word);
    if stem.len() < LEFT + 2 || !stem.bytes().all(|b| b.is_ascii_lowercase()) {
        return stem;
    }
    let kept = |rest: &&str| rest.len() >= LEFT;
    if let Some(rest) = DERIVED
        .iter()
        .find_map(|e| stem.strip_suffix(e).filter(kept))
    {
        return rest.to_owned();
    }
    stem
}

/// The term of a lower-case word: the root that stands for its group of synonyms.
pub fn canonical(word: &str) -> String {
    let word = root(word);
    tables().synonyms.get(&word).cloned().unwrap_or(word)
}

/// True for terms of which only one can hold: listed pairs, and "unarmed" beside "armed".
pub fn opposite(a: &str, b: &str) -> bool {
    /// Prefixes that turn an adjective or participle into its contrary.
    const CONTRARY: [&str; 6] = ["un", "in", "im", "il", "ir", "dis"];
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    tables()
        .antonyms
        .get(a)
        .is_some_and(|list| list.iter().any(|o| o == b))
        || short.len() >= 3
            && CONTRARY
                .iter()
                .any(|prefix| long.strip_prefix(prefix) == Some(short))
}

/// True for words that tell nothing of what is spoken about.
pub fn general(word: &str) -> bool {
    tables().general.contains(word)
}

/// What a term stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// A word.
    Word,
    /// A person, body or thing that the article names or describes.
    Entity,
    /// A country, town or nationality, by the beginning of its name.
    Place,
}

/// The article's terms, numbered.
#[derive(Default)]
pub struct Terms {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
    kinds: Vec<TermKind>,
    /// In how many propositions each occurs.
    frequency: Vec<u32>,
    /// Whether it occurs as a verb.
    verbs: Vec<bool>,
}

impl Terms {
    /// The number of a term, which it is given at its first occurrence.
    pub fn number(&mut self, term: String, kind: TermKind) -> u32 {
        let next = self.names.len() as u32;
        let number = *self.numbers.entry(term.clone()).or_insert(next);
        if number == next {
            self.names.push(term);
            self.kinds.push(kind);
            self.frequency.push(0);
            self.verbs.push(false);
        }
        number
    }

    /// The number of a word's term.
    pub fn of_word(&mut self, word: &str) -> u32 {
        self.number(canonical(word), TermKind::Word)
    }

    /// Notes one more proposition that holds the term.
    pub fn occurs(&mut self, term: u32) {
        if let Some(frequency) = self.frequency.get_mut(term as usize) {
            *frequency += 1;
        }
    }

    /// Notes that the article uses the term as a verb.
    pub fn used_as_verb(&mut self, term: u32) {
        if let Some(verb) = self.verbs.get_mut(term as usize) {
            *verb = true;
        }
    }

    /// The term as a word.
    pub fn name(&self, term: u32) -> &str {
        self.names.get(term as usize).map_or("", |n| n)
    }

    /// True for a term that is a word.
    pub fn word(&self, term: u32) -> bool {
        self.kind(term) == TermKind::Word
    }

    /// What the term stands for.
    pub fn kind(&self, term: u32) -> TermKind {
        let kind = self.kinds.get(term as usize);
        kind.copied().unwrap_or(TermKind::Word)
    }

    /// True for a term that the article uses as a verb.
    pub fn verb(&self, term: u32) -> bool {
        self.verbs.get(term as usize) == Some(&true)
    }

    /// What a term weighs: the rarer in the article, the more. A term that two propositions share and no other has
    /// weighs as much as one that a single proposition has.
    pub fn weight(&self, term: u32) -> f32 {
        let count = self.frequency.get(term as usize).copied().unwrap_or(1);
        1.0 / (count.saturating_sub(1).max(1) as f32).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::{canonical, opposite};

    #[test]
    fn derived_words_share_a_term() {
        for words in [
            &["resign", "resigned", "resignation", "quit"][..],
            &["contaminate", "contaminated", "contamination"],
            &["evacuate", "evacuation"],
            &["kill", "killed", "deaths", "dead"],
        ] {
            for word in words {
                assert_eq!(canonical(word), canonical(words[0]), "{word}");
            }
        }
        assert_ne!(canonical("nation"), canonical("nations'"));
    }

    #[test]
    fn prefixes_make_opposites() {
        assert!(opposite(&canonical("armed"), &canonical("unarmed")));
        assert!(opposite(&canonical("safe"), &canonical("dangerous")));
        assert!(!opposite(&canonical("armed"), &canonical("hurt")));
    }
}
