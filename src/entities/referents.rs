//! What is known, while reading on, of each thing that the text speaks of.

use super::MentionKind;
use super::document::Document;
use super::lexicon::{Class, Gender, Number, lexicon, singular};
use super::mentions::{Mention, Pronoun};

/// Heads and words remembered of one referent; a text needs few, and the cap bounds the time.
const MOST_WORDS: usize = 24;
/// A pronoun tells the gender where it is as sure as this: a wrong one would shut out the right ones after it.
const TELLS_GENDER: f32 = 0.9;

/// One thing that the text speaks of, so far.
pub(crate) struct Referent {
    pub class: Class,
    pub gender: Gender,
    pub number: Number,
    /// Has it a name?
    pub named: bool,
    /// Mentions so far, in order; indices.
    pub mentions: Vec<usize>,
    /// Singular nouns by which it was called ("minister"), also the last words of its names.
    pub heads: Vec<String>,
    /// What nouns it may be called by, as its names, titles and descriptions tell (see `Lexicon::kin`).
    pub kin: u128,
    /// Whose it is, where a description says so ("his opponents").
    pub owner: Option<usize>,
    /// Other words of its names and descriptions.
    pub words: Vec<String>,
    /// The pronoun that last took it up.
    pub pronoun: Option<Pronoun>,
    /// How often it was the source of an attribution.
    pub spoke: usize,
}

impl Referent {
    pub fn new(class: Class, gender: Gender, number: Number, named: bool) -> Self {
        let (heads, words) = (Vec::new(), Vec::new());
        Self {
            class,
            gender,
            number,
            named,
            mentions: Vec::new(),
            heads,
            kin: 0,
            owner: None,
            words,
            pronoun: None,
            spoke: 0,
        }
    }

    /// Takes up a mention: what it tells of gender, number and description is remembered.
    pub fn add(&mut self, doc: &Document, index: usize, mention: &Mention, confidence: f32) {
        if self.gender == Gender::Unknown
            && (mention.kind != MentionKind::Pronoun || confidence >= TELLS_GENDER)
        {
            self.gender = mention.gender;
        }
        if self.class == Class::Unknown {
            self.class = mention.class;
        }
        if self.number == Number::Unknown && mention.kind != MentionKind::Pronoun {
            self.number = mention.number;
        }
        self.spoke += usize::from(mention.source.is_some());
        match mention.kind {
            MentionKind::Pronoun => self.pronoun = mention.pronoun,
            // "Ann Lee and the mayor" are called by neither's words.
            MentionKind::Nominal if mention.coordination => {}
            MentionKind::Nominal => {
                self.head(doc.word(mention.head));
                self.words_from(doc, mention.tokens.start, mention.head);
            }
            MentionKind::Name => {
                if self.class != Class::Person {
                    self.head(doc.word(mention.head));
                    // "the Church" of Scientology.
                    if let Some(of) = mention
                        .tokens
                        .clone()
                        .skip(1)
                        .find(|t| doc.word(*t) == "of")
                    {
                        self.head(doc.word(of - 1));
                    }
                }
                self.words_from(doc, mention.tokens.start, mention.tokens.end);
                self.title(doc, mention);
            }
        }
        self.mentions.push(index);
    }

    fn head(&mut self, noun: &str) {
        self.kin |= lexicon().kin(noun);
        push(&mut self.heads, singular(noun));
    }

    /// "Foreign Minister" before a name makes the bearer a minister, and tells its gender.
    fn title(&mut self, doc: &Document, mention: &Mention) {
        for token in mention.title.clone() {
            let word = doc.word(token);
            if self.gender == Gender::Unknown && self.class == Class::Person {
                self.gender = lexicon().title_gender(word);
            }
            if token + 1 == mention.title.end {
                self.head(in_full(word));
            } else {
                push(&mut self.words, word.to_owned());
            }
        }
    }

    /// Remembers a description that grammar ties to the referent.
    pub fn words_from(&mut self, doc: &Document, start: usize, end: usize) {
        for token in start..end.min(start + MOST_WORDS) {
            let word = doc.word(token);
            if word.len() > 2 && word.starts_with(char::is_alphanumeric) && word != "the" {
                push(&mut self.words, word.to_owned());
            }
        }
    }

    pub fn last(&self) -> Option<usize> {
        self.mentions.last().copied()
    }
}

/// The noun that a title before a name is short for.
fn in_full(title: &str) -> &str {
    match title.trim_end_matches('.') {
        "sen" => "senator",
        "gov" => "governor",
        "rep" => "representative",
        "gen" => "general",
        "prof" => "professor",
        "dr" => "doctor",
        "rev" => "reverend",
        "lt" => "lieutenant",
        "capt" => "captain",
        "col" => "colonel",
        "sgt" => "sergeant",
        "det" => "detective",
        "supt" => "superintendent",
        "insp" => "inspector",
        "atty" => "attorney",
        "pres" => "president",
        _ => title,
    }
}

fn push(list: &mut Vec<String>, word: String) {
    if list.len() < MOST_WORDS && !list.contains(&word) {
        list.push(word);
    }
}
