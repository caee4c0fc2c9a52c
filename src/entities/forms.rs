//! The distinct forms in which names are written: in go the names of a text, out come their words
//! without case, marks, titles and accents, each form once.

use super::document::Document;
use super::lexicon::{Gender, lexicon};
use crate::decode::NameKind;
use std::collections::BTreeMap;
use std::ops::Range;

/// The kinds of names, in the order of their votes.
pub(crate) const KINDS: [NameKind; 7] = [
    NameKind::Person,
    NameKind::Organization,
    NameKind::Place,
    NameKind::Group,
    NameKind::Event,
    NameKind::Work,
    NameKind::Other,
];

/// One way in which names are written.
pub(crate) struct Form {
    /// Lower-cased words without accents, marks and "the".
    pub words: Vec<String>,
    /// Does each word begin with a capital?
    pub capital: Vec<bool>,
    /// Written in capitals alone, as an acronym would be.
    pub acronym: bool,
    /// Written with "The" as a part of the name, within a sentence.
    pub article: bool,
    /// How many of `words` stand before a comma: "Paris, France".
    pub comma: usize,
    /// How many of `words`, at the start, are titles or particles ("President", "al-").
    pub lead: usize,
    /// How much the tagger believes in each of `KINDS`, summed over the names.
    pub votes: [f32; 7],
    /// The names so written, in order.
    pub names: Vec<usize>,
    /// The gender that titles in front tell.
    pub gender: Gender,
}

impl Form {
    /// The words that make the name, without titles and particles in front.
    pub fn core(&self) -> &[String] {
        &self.words[self.lead..]
    }

    pub fn vote(&self, kind: NameKind) -> f32 {
        KINDS
            .iter()
            .position(|k| *k == kind)
            .map_or(0.0, |i| self.votes[i])
    }

    /// The kind that most of the tagger's belief is in.
    pub fn kind(&self) -> NameKind {
        winner(&self.votes)
    }
}

/// The kind with the most votes, the first of equals.
pub(crate) fn winner(votes: &[f32; 7]) -> NameKind {
    let mut best = 0;
    for i in 1..votes.len() {
        if votes[i] > votes[best] {
            best = i;
        }
    }
    KINDS[best]
}

/// Reads the forms; also returns each name's form. Persons' forms are apart from others' forms with
/// the same words: "Washington" may be both.
pub(crate) fn read(doc: &Document) -> (Vec<Form>, Vec<usize>) {
    let mut forms: Vec<Form> = Vec::new();
    let mut index: BTreeMap<(String, bool), usize> = BTreeMap::new();
    let mut form_of = Vec::with_capacity(doc.names.len());
    for (i, name) in doc.names.iter().enumerate() {
        let mut tokens = name.tokens.clone();
        let sentence = doc.sentence_tokens(tokens.start).end;
        if sentence > tokens.start && sentence < tokens.end {
            tokens.end = sentence;
        }
        let (words, capital, acronym, comma) = words(doc, &tokens);
        let person = name.kind == NameKind::Person;
        let key = (words.join(" "), person);
        let at = *index.entry(key).or_insert_with(|| {
            let lead = if person {
                lead(doc, &tokens, &words)
            } else {
                0
            };
            let gender = words[..lead]
                .iter()
                .map(|w| lexicon().title_gender(w))
                .find(|g| *g != Gender::Unknown);
            let gender = gender.unwrap_or(Gender::Unknown);
            forms.push(Form {
                words,
                capital,
                acronym,
                article: false,
                comma,
                lead,
                votes: [0.0; 7],
                names: Vec::new(),
                gender,
            });
            forms.len() - 1
        });
        let form = &mut forms[at];
        form.acronym |= acronym;
        let start = name.tokens.start;
        form.article |= doc.surface(start) == "The" && start > doc.sentence_tokens(start).start;
        form.names.push(i);
        if let Some(k) = KINDS.iter().position(|k| *k == name.kind) {
            // A name that the tagger doubts still counts a little.
            form.votes[k] += name.confidence.max(0.05);
        }
        form_of.push(at);
    }
    (forms, form_of)
}

fn words(doc: &Document, tokens: &Range<usize>) -> (Vec<String>, Vec<bool>, bool, usize) {
    let (mut words, mut capital) = (Vec::new(), Vec::new());
    let mut acronym = true;
    let mut comma = 0;
    for token in tokens.clone() {
        let lower = doc.word(token);
        if lower == "'s" || lower == "'" || lower == "the" && words.is_empty() && tokens.len() > 1 {
            continue;
        }
        let lower = lower.strip_suffix("'s").unwrap_or(lower);
        let written = doc.surface(token);
        if written == "," && comma == 0 {
            comma = words.len();
        }
        acronym &= written
            .chars()
            .all(|c| c.is_uppercase() || matches!(c, '.' | '-' | '&') || c.is_ascii_digit());
        let mut pieces = written.split(is_joint);
        for piece in lower.split(is_joint) {
            let up = pieces
                .next()
                .is_some_and(|p| p.starts_with(char::is_uppercase));
            let word: String = piece
                .chars()
                .filter(|c| c.is_alphanumeric())
                .map(without_accent)
                .collect();
            if !word.is_empty() {
                words.push(word);
                capital.push(up);
            }
        }
    }
    if words.is_empty() {
        words.push(tokens.clone().map(|t| doc.word(t)).collect());
        capital.push(false);
        acronym = false;
    }
    let letters: usize = words.iter().map(String::len).sum();
    // Headlines in capitals make long words, not acronyms.
    let acronym = acronym && words.len() == 1 && (2..=6).contains(&letters);
    let comma = if comma == 0 { words.len() } else { comma };
    (words, capital, acronym, comma)
}

fn is_joint(c: char) -> bool {
    matches!(c, '-' | '–' | '‐' | '‑' | '/')
}

/// How many words in front are titles or particles; at least one word stays.
fn lead(doc: &Document, tokens: &Range<usize>, words: &[String]) -> usize {
    let lexicon = lexicon();
    let mut lead = 0;
    while lead + 1 < words.len() {
        let word = words[lead].as_str();
        let written = doc.surface(tokens.start + lead.min(tokens.len() - 1));
        // "Don", "Earl" and "Dean" are titles and first names: in front of a surname they are names.
        let given = lexicon.first_name(written) != Gender::Unknown;
        let title = lexicon.is_title(word) && !given;
        let surname_next = lead + 2 >= words.len() && !given;
        let particles_next = words[lead + 1..].iter().take(2).any(|w| is_particle(w));
        if !title && !(is_particle(word) && (surname_next || particles_next)) {
            break;
        }
        lead += 1;
    }
    lead
}

/// Particles that may be left out before a surname.
pub(crate) fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "al" | "el"
            | "as"
            | "ash"
            | "ul"
            | "bin"
            | "ibn"
            | "bint"
            | "van"
            | "von"
            | "de"
            | "der"
            | "den"
            | "da"
            | "di"
            | "du"
            | "del"
            | "della"
            | "la"
            | "le"
            | "dos"
            | "das"
            | "do"
            | "ten"
            | "ter"
            | "zu"
            | "ben"
            | "ap"
            | "y"
            | "e"
    )
}

/// The letter without its accent, for the letters of European names.
pub(crate) fn without_accent(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' | 'ĉ' => 'c',
        'ď' | 'đ' => 'd',
        'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' | 'ė' => 'e',
        'ğ' | 'ģ' => 'g',
        'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' | 'į' => 'i',
        'ķ' => 'k',
        'ł' | 'ļ' | 'ľ' => 'l',
        'ñ' | 'ń' | 'ň' | 'ņ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'š' | 'ş' | 'ș' => 's',
        'ť' | 'ţ' | 'ț' => 't',
        'ù' | 'ú' | 'û' | 'ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        _ => c,
    }
}
