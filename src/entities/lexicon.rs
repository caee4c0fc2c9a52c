//! Word lists of the entity stage: what a noun denotes, which first names are men's and women's, which
//! words are titles. In goes a word, out comes what the lists say of it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Men's names on the first line, women's on the second (see `training/first_names.py`: United States
/// Social Security Administration, public domain, and Faker, MIT).
const FIRST_NAMES: &str = include_str!("first_names.txt");

/// One list a line, its name first. Nouns for persons are those whose usual sense in WordNet 3.0
/// (Princeton University, WordNet licence) is a person, read through by hand; the others are hand-written.
const NOUNS: &str = include_str!("nouns.txt");

/// Nouns that may stand for one another ("the agency" for an office), a group a line; hand-written. A noun
/// may be in several.
const KIN: &str = include_str!("kin.txt");

/// What sort of thing an expression denotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Person,
    Organization,
    Place,
    /// A nationality, a faith, or several people.
    Group,
    /// Anything without a mind: works, events, objects, ideas.
    Thing,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    Male,
    Female,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Number {
    Singular,
    Plural,
    Unknown,
}

/// The word lists, each sorted.
pub(crate) struct Lexicon {
    men: Vec<&'static str>,
    women: Vec<&'static str>,
    person: Vec<&'static str>,
    male: Vec<&'static str>,
    female: Vec<&'static str>,
    organization: Vec<&'static str>,
    people: Vec<&'static str>,
    place: Vec<&'static str>,
    measure: Vec<&'static str>,
    title: Vec<&'static str>,
    document: Vec<&'static str>,
    /// Nouns with the groups of `KIN` that they are in, a bit each.
    kin: BTreeMap<&'static str, u128>,
}

/// The lists, read once.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut names = FIRST_NAMES.lines().map(sorted);
        let list = |name: &str| {
            let line = NOUNS
                .lines()
                .find_map(|l| l.strip_prefix(name)?.strip_prefix(' '));
            sorted(line.unwrap_or_default())
        };
        Lexicon {
            men: names.next().unwrap_or_default(),
            women: names.next().unwrap_or_default(),
            person: list("person"),
            male: list("male"),
            female: list("female"),
            organization: list("organization"),
            people: list("people"),
            place: list("place"),
            measure: list("measure"),
            title: list("title"),
            document: list("document"),
            kin: kin(),
        }
    })
}

fn kin() -> BTreeMap<&'static str, u128> {
    let mut kin = BTreeMap::new();
    for (group, line) in KIN.lines().enumerate() {
        for noun in line.split_ascii_whitespace() {
            *kin.entry(noun).or_default() |= 1u128.checked_shl(group as u32).unwrap_or(0);
        }
    }
    kin
}

fn sorted(words: &'static str) -> Vec<&'static str> {
    let mut words: Vec<_> = words.split_ascii_whitespace().collect();
    words.sort_unstable();
    words
}

fn has(list: &[&'static str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

impl Lexicon {
    /// The gender that a first name, written as in the text, usually has.
    pub fn first_name(&self, name: &str) -> Gender {
        // "Jean-Claude", "Jong-un": the first half decides where the whole is not listed.
        let half = name.split('-').next().unwrap_or(name);
        for form in [name, half] {
            if has(&self.men, form) {
                return Gender::Male;
            }
            if has(&self.women, form) {
                return Gender::Female;
            }
        }
        Gender::Unknown
    }

    /// What a lower-cased common noun denotes; Thing where it is in no list.
    pub fn class_of(&self, noun: &str) -> Class {
        let singular = singular(noun);
        let singular = singular.as_str();
        if has(&self.people, noun) {
            Class::Group
        } else if has(&self.person, singular)
            || has(&self.male, singular)
            || has(&self.female, singular)
        {
            Class::Person
        } else if has(&self.organization, singular) {
            Class::Organization
        } else if has(&self.place, singular) || has(&self.place, noun) {
            Class::Place
        } else if ["man", "woman", "person", "ist", "maker"]
            .iter()
            .any(|s| ends_beyond(singular, s))
        {
            // "airman", "cellist": freely formed, so no list is complete.
            Class::Person
        } else if let Some((_, last)) = singular.rsplit_once('-').filter(|(_, l)| l.len() > 2) {
            // "co-founder", "vice-chairman", "think-tank".
            self.class_of(last)
        } else {
            Class::Thing
        }
    }

    /// The gender of a lower-cased noun ("actress", "husband").
    pub fn noun_gender(&self, noun: &str) -> Gender {
        let singular = singular(noun);
        if has(&self.female, &singular) || ends_beyond(&singular, "woman") {
            Gender::Female
        } else if has(&self.male, &singular) {
            Gender::Male
        } else {
            Gender::Unknown
        }
    }

    /// A collective noun, taken up by "it" or "they" ("family", "police").
    pub fn is_collective(&self, noun: &str) -> bool {
        has(&self.people, noun)
    }

    /// A noun of time, measure or quantity, which is no mention of anything.
    pub fn is_measure(&self, noun: &str) -> bool {
        has(&self.measure, noun) || has(&self.measure, &singular(noun))
    }

    /// A noun for what is written, said or shown, which can be a claim's source ("report").
    pub fn is_document(&self, noun: &str) -> bool {
        has(&self.document, noun)
    }

    /// The groups of nouns that a lower-cased noun may be exchanged with, a bit each.
    pub fn kin(&self, noun: &str) -> u128 {
        let of = |noun: &str| self.kin.get(noun).copied();
        of(noun).or_else(|| of(&singular(noun))).unwrap_or(0)
    }

    /// A word of rank or address before a name ("Mr.", "Foreign", "Minister").
    pub fn is_title(&self, word: &str) -> bool {
        has(&self.title, word)
    }

    /// The gender that a title tells.
    pub fn title_gender(&self, title: &str) -> Gender {
        match title.trim_end_matches('.') {
            "mr" | "sir" | "lord" | "king" | "prince" | "don" | "herr" | "monsieur" | "señor"
            | "signor" | "father" | "fr" | "brother" => Gender::Male,
            "mrs" | "ms" | "miss" | "dame" | "lady" | "queen" | "princess" | "madame" | "frau"
            | "señora" | "signora" | "doña" | "sister" => Gender::Female,
            _ => self.noun_gender(title),
        }
    }
}

fn ends_beyond(word: &str, suffix: &str) -> bool {
    word.len() > suffix.len() + 2 && word.ends_with(suffix)
}

/// The singular of a lower-cased English noun, by its ending.
pub(crate) fn singular(noun: &str) -> String {
    match noun {
        "people" => return "person".into(),
        "children" => return "child".into(),
        "wives" => return "wife".into(),
        "police" | "series" | "news" => return noun.into(),
        _ => {}
    }
    if let Some(stem) = noun
        .strip_suffix("men")
        .filter(|s| !s.ends_with("ci") && !s.ends_with("o") || s.ends_with("wo"))
    {
        return format!("{stem}man");
    }
    if let Some(stem) = noun.strip_suffix("ies").filter(|s| s.len() > 2) {
        return format!("{stem}y");
    }
    for ending in ["sses", "xes", "ches", "shes"] {
        if noun.ends_with(ending) {
            return noun[..noun.len() - 2].into();
        }
    }
    match noun.strip_suffix('s') {
        Some(stem) if stem.len() > 2 && !stem.ends_with(['s', 'u', 'i']) => stem.into(),
        _ => noun.into(),
    }
}
