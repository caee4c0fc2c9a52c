//! Tells whether the clause around an expression of time looks back or ahead. Parts of speech help
//! where the model ran; without them the forms of the verbs are enough for most clauses.

use crate::decode::PartOfSpeech as Pos;
use crate::scan::Atoms;
use std::ops::Range;

/// Direction of a clause in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Unknown,
}

/// How many atoms to either side are searched: a clause is seldom longer, and a text without a full stop
/// must not be searched again and again.
const REACH: usize = 40;

/// Verbs of announcement: what follows "due to", "plans to" lies ahead.
#[rustfmt::skip]
fn announces(word: &str) -> bool {
    matches!(
        word,
        "due" | "set" | "scheduled" | "expected" | "planned" | "plans" | "plan" | "planning" | "hopes"
            | "hope" | "hoping" | "likely" | "going" | "ready" | "supposed" | "poised" | "slated" | "vowed"
            | "promised" | "agreed" | "wants" | "intends" | "preparing" | "prepares" | "about" | "bound"
            | "aims" | "intend" | "expects" | "decided" | "pledged" | "urged" | "ordered" | "asked"
            | "invited"
    )
}

/// Present forms that news uses for what is on the calendar: "the trial opens on Monday".
#[rustfmt::skip]
fn scheduled(word: &str) -> bool {
    matches!(
        word,
        "starts" | "begins" | "opens" | "continues" | "faces" | "meets" | "plays" | "travels"
            | "resumes" | "returns" | "ends" | "runs" | "takes" | "arrives" | "visits" | "hosts" | "votes"
            | "goes" | "expires" | "kicks" | "closes" | "launches" | "departs"
    )
}

/// The same with a subject in the plural: nouns as often, so that only a tag tells them.
#[rustfmt::skip]
fn scheduled_plural(word: &str) -> bool {
    matches!(
        word,
        "start" | "begin" | "open" | "continue" | "face" | "meet" | "play" | "travel" | "resume"
            | "return" | "end" | "run" | "take" | "arrive" | "visit" | "host" | "vote" | "go" | "close"
            | "leave" | "hold"
    )
}

/// Past forms that do not end in "-ed".
#[rustfmt::skip]
fn irregular_past(word: &str) -> bool {
    matches!(
        word,
        "was" | "were" | "had" | "did" | "said" | "told" | "went" | "came" | "took" | "made" | "gave"
            | "got" | "saw" | "knew" | "thought" | "found" | "left" | "felt" | "began" | "kept" | "held"
            | "wrote" | "stood" | "heard" | "meant" | "met" | "paid" | "sat" | "spoke" | "led" | "grew"
            | "lost" | "fell" | "sent" | "built" | "drew" | "broke" | "spent" | "rose" | "drove" | "bought"
            | "wore" | "chose" | "won" | "struck" | "threw" | "became" | "ran" | "brought" | "shot"
            | "fought" | "sold" | "taught" | "caught" | "sought" | "flew" | "swept" | "slept" | "withdrew"
            | "overthrew" | "underwent" | "sank" | "sang" | "swore" | "tore" | "woke" | "froze" | "hid"
            | "bit" | "blew" | "shook" | "stole" | "swam" | "forgot" | "dealt" | "fled" | "wed" | "rode"
            | "ate" | "beat" | "laid" | "lay" | "arose" | "upheld" | "overcame" | "undertook" | "mistook"
            | "misled" | "foresaw" | "been"
    )
}

/// Words in "-ed" that are no past forms.
#[rustfmt::skip]
fn false_ed(word: &str) -> bool {
    matches!(
        word,
        "need" | "speed" | "feed" | "breed" | "seed" | "indeed" | "hundred" | "sacred" | "wicked"
            | "naked" | "shed" | "sped" | "exceed" | "proceed" | "succeed" | "united" | "weed" | "greed"
            | "creed" | "bleed" | "freed" | "alleged" | "kindred" | "ahmed" | "mohamed" | "mohammed"
            | "alfred" | "fred" | "ted" | "ed" | "red" | "bed" | "fed" | "led" | "reed" | "deed" | "heed"
            | "embed"
    )
}

fn cue(a: &Atoms, i: usize, clause_has_past: bool) -> Option<Tense> {
    let word = a.at(i);
    match word {
        "will" | "shall" | "won" if word != "won" || a.at(i + 1) == "'" => {
            // A will can be a document, Will a man.
            let noun = matches!(a.tag(i), Some(Pos::Nn | Pos::Nnp)) || (a.capital(i) && i > 0);
            return (!noun).then_some(Tense::Future);
        }
        "ll" if a.before(i, 1) == "'" => return Some(Tense::Future),
        "would" | "could" | "may" | "might" | "can" | "should" | "must" if !a.capital(i) => {
            let perfect = a.at(i + 1) == "have" || a.at(i + 2) == "have";
            return Some(if perfect { Tense::Past } else { Tense::Future });
        }
        "to" if announces(a.before(i, 1)) && i > 0 => {
            let noun = matches!(a.tag(i + 1), Some(tag) if !matches!(tag, Pos::Vb | Pos::Rb));
            if !noun && a.at(i + 1) != "have" {
                return Some(Tense::Future);
            }
        }
        "upcoming" | "forthcoming" => return Some(Tense::Future),
        "due" | "scheduled" if matches!(a.at(i + 1), "on" | "in" | "for" | "next") => {
            return Some(Tense::Future);
        }
        _ => {}
    }
    if !a.is_word(i) || a.all_capitals(i) && word.len() > 1 && a.tag(i).is_none() {
        return None;
    }
    match a.tag(i) {
        Some(Pos::Vbd) => Some(Tense::Past),
        // Participles: of a perfect, a passive or a reduced clause; of something planned, "to be held".
        Some(Pos::Vbn) => match a.before(i, 1) {
            "be" if a.before(i, 2) == "to" => Some(Tense::Future),
            "be" => None,
            "being" => Some(Tense::Present),
            "is" | "are" => Some(Tense::Present),
            _ => Some(Tense::Past),
        },
        Some(Pos::Vbz) => Some(if clause_has_past || !scheduled(word) {
            Tense::Present
        } else {
            Tense::Future
        }),
        Some(Pos::Vbp) => Some(if clause_has_past || !scheduled_plural(word) {
            Tense::Present
        } else {
            Tense::Future
        }),
        Some(_) => None,
        None if irregular_past(word) => Some(Tense::Past),
        None if word.len() > 3 && word.ends_with("ed") && !false_ed(word) => match a.before(i, 1) {
            "be" if a.before(i, 2) == "to" => Some(Tense::Future),
            "be" => None,
            "being" | "is" | "are" => Some(Tense::Present),
            _ => Some(Tense::Past),
        },
        None if matches!(word, "is" | "are" | "am" | "has" | "have") => Some(Tense::Present),
        None if scheduled(word) => Some(Tense::Future),
        None => None,
    }
}

/// Words and marks that begin another clause.
#[rustfmt::skip]
fn begins_clause(word: &str) -> bool {
    matches!(word,
        ";" | ":" | "-" | "(" | ")" | "\"" | "," | "and" | "but" | "when" | "while" | "after" | "before"
        | "that" | "which" | "who" | "because" | "although" | "though" | "if" | "whether" | "as" | "where"
        | "saying" | "since" | "until")
}

/// A word or mark that begins another clause.
fn boundary(a: &Atoms, i: usize) -> bool {
    begins_clause(a.at(i)) && !(a.at(i) == "-" && a.glued(i))
}

/// The direction of the clause that holds the given atoms.
pub(super) fn of(a: &Atoms, atoms: Range<usize>) -> Tense {
    let first = atoms.start.saturating_sub(REACH);
    // "ahead of Friday's vote", "the team for Saturday's match"
    let possessive = a.at(atoms.end) == "'" && a.at(atoms.end + 1) == "s";
    let before = (a.before(atoms.start, 2), a.before(atoms.start, 1));
    if before == ("ahead", "of") || (before.1 == "for" && possessive) {
        return Tense::Future;
    }
    let left_edge = (first..atoms.start)
        .rev()
        .find(|i| boundary(a, *i))
        .map_or(first, |i| i + 1);
    let last = (atoms.end + REACH).min(a.len());
    let right_edge = (atoms.end..last).find(|i| boundary(a, *i)).unwrap_or(last);
    let past = (left_edge..right_edge).any(|i| {
        matches!(a.tag(i), Some(Pos::Vbd)) || (a.tag(i).is_none() && irregular_past(a.at(i)))
    });
    let left = |edge: usize, upto: usize| (edge..upto).rev().find_map(|i| cue(a, i, past));
    let right = |from: usize, edge: usize| (from..edge).find_map(|i| cue(a, i, past));
    left(left_edge, atoms.start)
        .or_else(|| right(atoms.end, right_edge))
        .or_else(|| left(first, left_edge))
        .or_else(|| right(right_edge, last))
        .unwrap_or(Tense::Unknown)
}
