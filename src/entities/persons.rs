//! Which names of persons name the same person: full names against full names, and bare surnames or
//! given names against the full names in focus.

use super::forms::Form;
use super::lexicon::{Gender, lexicon};

/// Full names of persons that a word is looked up among; of larger families the latest are kept.
const LARGEST_FAMILY: usize = 16;

/// Can the two full names (two words or more, titles left out) be one person's?
pub(crate) fn same_person(a: &[String], b: &[String]) -> bool {
    if a == b {
        return true;
    }
    let (a, suffix_a) = without_suffix(a);
    let (b, suffix_b) = without_suffix(b);
    if suffix_a.is_some() && suffix_b.is_some() && suffix_a != suffix_b
        || a.is_empty()
        || b.is_empty()
    {
        return false;
    }
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    // "Amir Muttaqi" in "Amir Khan Muttaqi", "Jong-un" in "Kim Jong-un".
    if short.len() >= 2
        && is_subsequence(short, long)
        && (short[0] == long[0] || short.last() == long.last())
    {
        return true;
    }
    // "Abe Shinzo", "Shinzo Abe".
    if let ([a1, a2], [b1, b2]) = (a, b)
        && a1 == b2
        && a2 == b1
    {
        return true;
    }
    if short.last() != long.last() || !given_names_agree(&short[0], &long[0]) {
        return false;
    }
    // Between the first and the last word nothing may contradict.
    let middle = |w: &[String]| w[1..w.len().max(2) - 1].to_vec();
    let (m, n) = (middle(short), middle(long));
    m.is_empty()
        || n.is_empty()
        || m.iter()
            .any(|x| n.iter().any(|y| x == y || initial_of(x, y)))
}

fn without_suffix(words: &[String]) -> (&[String], Option<&str>) {
    match words.split_last() {
        Some((last, rest))
            if rest.len() > 1
                && matches!(
                    last.as_str(),
                    "jr" | "sr" | "ii" | "iii" | "iv" | "junior" | "senior"
                ) =>
        {
            (rest, Some(last))
        }
        _ => (words, None),
    }
}

fn is_subsequence(short: &[String], long: &[String]) -> bool {
    let mut rest = long.iter();
    short.iter().all(|w| rest.any(|x| x == w))
}

fn initial_of(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.chars().count() == 1 && long.starts_with(short)
}

fn given_names_agree(a: &str, b: &str) -> bool {
    a == b || initial_of(a, b) || nickname(a, b) || nickname(b, a)
}

/// Is `short` what a person baptized `long` is called? (The commonest English pairs.)
fn nickname(short: &str, long: &str) -> bool {
    const PAIRS: &[(&str, &str)] = &[
        ("abe", "abraham"),
        ("al", "albert"),
        ("al", "alan"),
        ("alex", "alexander"),
        ("alex", "alexandra"),
        ("andy", "andrew"),
        ("ben", "benjamin"),
        ("bernie", "bernard"),
        ("beth", "elizabeth"),
        ("bill", "william"),
        ("bob", "robert"),
        ("bobby", "robert"),
        ("cathy", "catherine"),
        ("charlie", "charles"),
        ("chris", "christopher"),
        ("chris", "christine"),
        ("chuck", "charles"),
        ("dan", "daniel"),
        ("danny", "daniel"),
        ("dave", "david"),
        ("dick", "richard"),
        ("don", "donald"),
        ("doug", "douglas"),
        ("ed", "edward"),
        ("ed", "edwin"),
        ("fred", "frederick"),
        ("gabe", "gabriel"),
        ("greg", "gregory"),
        ("hank", "henry"),
        ("harry", "henry"),
        ("jack", "john"),
        ("jake", "jacob"),
        ("jeff", "jeffrey"),
        ("jen", "jennifer"),
        ("jerry", "gerald"),
        ("jim", "james"),
        ("jimmy", "james"),
        ("joe", "joseph"),
        ("jon", "jonathan"),
        ("josh", "joshua"),
        ("kate", "katherine"),
        ("kathy", "katherine"),
        ("katie", "katherine"),
        ("ken", "kenneth"),
        ("larry", "lawrence"),
        ("liz", "elizabeth"),
        ("maggie", "margaret"),
        ("matt", "matthew"),
        ("meg", "margaret"),
        ("mick", "michael"),
        ("mike", "michael"),
        ("mitch", "mitchell"),
        ("nick", "nicholas"),
        ("pat", "patrick"),
        ("pat", "patricia"),
        ("peggy", "margaret"),
        ("pete", "peter"),
        ("phil", "philip"),
        ("ray", "raymond"),
        ("rick", "richard"),
        ("rob", "robert"),
        ("ron", "ronald"),
        ("sam", "samuel"),
        ("sam", "samantha"),
        ("steve", "stephen"),
        ("steve", "steven"),
        ("sue", "susan"),
        ("ted", "edward"),
        ("ted", "theodore"),
        ("terry", "terence"),
        ("tim", "timothy"),
        ("tom", "thomas"),
        ("tommy", "thomas"),
        ("tony", "anthony"),
        ("vicky", "victoria"),
        ("walt", "walter"),
        ("will", "william"),
        ("zach", "zachary"),
    ];
    PAIRS.contains(&(short, long))
}

/// The gender that a person's form tells by title or first name.
pub(crate) fn gender(form: &Form, first_written: &str) -> Gender {
    if form.gender != Gender::Unknown || form.core().len() < 2 {
        return form.gender;
    }
    lexicon().first_name(first_written)
}

/// One person, known by a full name.
pub(crate) struct Person {
    /// The fullest name's words.
    pub words: Vec<String>,
    pub gender: Gender,
    /// How many names of this person stand in the text that can be nobody else's: full ones, and those that a
    /// title tells apart ("Mr. Obama").
    pub count: usize,
    /// Where the first full name stands, in tokens.
    pub first: usize,
    /// Is the person named in full again and again between bare surnames, as a relative of their bearer is?
    pub aside: bool,
    /// The person that this one is by another name.
    pub same: Option<usize>,
    /// Where the person was last mentioned by full name, in tokens, so far.
    pub last_full: Option<usize>,
    /// Where the person was last mentioned by any name, so far.
    pub last: Option<usize>,
}

/// Persons by each word of their names, the latest of large families.
#[derive(Default)]
pub(crate) struct Families(std::collections::BTreeMap<String, Vec<usize>>);

impl Families {
    pub fn add(&mut self, words: &[String], person: usize) {
        for word in words {
            let family = self.0.entry(word.clone()).or_default();
            if family.last() != Some(&person) && !family.contains(&person) {
                if family.len() >= LARGEST_FAMILY {
                    // The first stays: it is the text's main bearer of the name.
                    family.remove(1);
                }
                family.push(person);
            }
        }
    }

    /// One person turns out to be another.
    pub fn give(&mut self, words: &[String], from: usize, to: usize) {
        for word in words {
            if let Some(family) = self.0.get_mut(word) {
                family.retain(|p| *p != from);
            }
        }
        self.add(words, to);
    }

    pub fn bearing(&self, word: &str) -> &[usize] {
        self.0.get(word).map_or(&[], |f| f)
    }
}

/// How well a single word fits a full name: surnames best, then the first word (a given name, or the
/// surname of a Chinese or Korean name), then words between.
pub(crate) fn fit(word: &str, words: &[String]) -> u8 {
    let (words, _) = without_suffix(words);
    if words.last().is_some_and(|w| w == word) {
        3
    } else if words.first().is_some_and(|w| w == word) {
        2
    } else {
        u8::from(words.iter().any(|w| w == word))
    }
}
