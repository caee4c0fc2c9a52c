//! The words by which reporting and evaluating are recognised: word lists in, tables by stem out.

use super::Act;
use super::lemma::stem;
use super::words::Words;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

/// Reporting verbs and nouns by act, from general English; an underscore joins the words of one expression.
/// A word that stands under several acts belongs to the last.
const ACTS: &str = include_str!("acts.txt");

/// Words that evaluate what they describe, by polarity.
const EVALUATIONS: &str = include_str!("evaluations.txt");

/// Longest expression in the list of acts, in words.
pub(super) const LONGEST: usize = 4;

/// Tokens from a negation to the word that it turns round: "not a very good".
pub(super) const NEGATED: usize = 3;

/// How a word evaluates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evaluation {
    Good,
    Bad,
    Untrue,
}

impl Evaluation {
    /// What is done by evaluating so.
    pub fn act(self) -> Act {
        match self {
            Evaluation::Good => Act::Praise,
            Evaluation::Bad => Act::Criticize,
            Evaluation::Untrue => Act::Deny,
        }
    }
}

pub(super) struct Lexicon {
    pub(super) acts: HashMap<String, Act>,
    pub(super) evaluations: HashMap<&'static str, Evaluation>,
}

pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut acts = HashMap::new();
        for line in ACTS.lines() {
            let Some((name, words)) = line.split_once(": ") else {
                continue;
            };
            let Some(act) = act_named(name) else { continue };
            for expression in words.split_ascii_whitespace() {
                let key: Vec<String> = expression.split('_').map(stem).collect();
                acts.insert(key.join(" "), act);
            }
        }
        let mut evaluations = HashMap::new();
        for line in EVALUATIONS.lines() {
            let Some((name, words)) = line.split_once(": ") else {
                continue;
            };
            let evaluation = match name {
                "good" => Evaluation::Good,
                "bad" => Evaluation::Bad,
                _ => Evaluation::Untrue,
            };
            evaluations.extend(words.split_ascii_whitespace().map(|w| (w, evaluation)));
        }
        Lexicon { acts, evaluations }
    })
}

fn act_named(name: &str) -> Option<Act> {
    Some(match name {
        "state" => Act::State,
        "confirm" => Act::Confirm,
        "deny" => Act::Deny,
        "accuse" => Act::Accuse,
        "promise" => Act::Promise,
        "demand" => Act::Demand,
        "ask" => Act::Ask,
        "predict" => Act::Predict,
        "believe" => Act::Believe,
        "praise" => Act::Praise,
        "criticize" => Act::Criticize,
        "decline" => Act::Decline,
        _ => return None,
    })
}

/// True for a word that reports speech or thought ("said", "allegation").
pub fn reports(word: &str) -> bool {
    lexicon().acts.contains_key(&stem(word))
}

/// How a content evaluates: as untrue where any word says so, else as its first evaluating word.
pub(super) fn evaluation(w: &Words, contents: &[Range<usize>]) -> Option<Evaluation> {
    let table = &lexicon().evaluations;
    let mut first = None;
    for token in contents.iter().cloned().flatten() {
        let Some(&found) = table.get(w.at(token)) else {
            continue;
        };
        let negated = w.negated_before(token, 0, NEGATED);
        match (found, negated) {
            (Evaluation::Untrue, false) => return Some(Evaluation::Untrue),
            (Evaluation::Good, true) => first = first.or(Some(Evaluation::Bad)),
            (other, false) => first = first.or(Some(other)),
            (_, true) => {}
        }
    }
    first
}
