//! Finds what a denial denies that only points back: "that is untrue", "rejected the allegations".

use super::propositions::Proposition;
use super::voices::{asserts, independent, narrative, quiet, speaks_of};
use super::weights::Model;
use super::{Article, Candidate, Reason, RelationKind};
use crate::claims::words::Words;
use crate::claims::{Act, Claim};
use crate::decode::PartOfSpeech;

/// A denial that only points back ("that is untrue") points so many claims and paragraphs back at most.
const REACH: usize = 6;
const PARAGRAPHS: usize = 3;

/// Nouns for what somebody said, and that stand for it.
const NOUNS: [&str; 38] = [
    "claim",
    "claims",
    "accusation",
    "accusations",
    "allegation",
    "allegations",
    "charge",
    "charges",
    "report",
    "reports",
    "account",
    "version",
    "suggestion",
    "suggestions",
    "finding",
    "findings",
    "assertion",
    "assertions",
    "figure",
    "figures",
    "number",
    "numbers",
    "criticism",
    "criticisms",
    "argument",
    "rumour",
    "rumours",
    "rumor",
    "rumors",
    "story",
    "statement",
    "conclusion",
    "conclusions",
    "remark",
    "remarks",
    "complaint",
    "complaints",
    "idea",
];

/// Beside those nouns, words that stand for what was said before, and those that judge it: a content of these alone points back.
const POINTING: [&str; 25] = [
    "responsibility",
    "involvement",
    "wrongdoing",
    "that",
    "this",
    "it",
    "they",
    "these",
    "those",
    "characterization",
    "characterisation",
    "truth",
    "nonsense",
    "untrue",
    "true",
    "false",
    "lie",
    "lies",
    "wrong",
    "absurd",
    "baseless",
    "fabrication",
    "invention",
    "fiction",
    "fantasy",
];

/// Words that stand beside those, and point back where nothing else is said: "nothing of the kind", "absolutely not".
const BESIDE: [&str; 11] = [
    "nothing",
    "like",
    "kind",
    "sort",
    "happened",
    "so",
    "no",
    "not",
    "absolutely",
    "simply",
    "completely",
];

/// Nouns for what was stated rather than charged.
const STATED: &[&str] = &[
    "account",
    "version",
    "explanation",
    "finding",
    "findings",
    "report",
    "reports",
    "figure",
    "figures",
    "number",
    "numbers",
    "story",
    "estimate",
    "conclusion",
    "conclusions",
    "statement",
];

/// Beside those nouns, others for what somebody said, which do not stand for it by themselves.
const SAID: [&str; 12] = [
    "arguments",
    "statements",
    "comments",
    "warning",
    "warnings",
    "estimate",
    "estimates",
    "assessment",
    "theory",
    "testimony",
    "explanation",
    "words",
];

/// Words that make untrue what they are said of.
const JUDGED: [&str; 44] = [
    "lie",
    "lies",
    "nonsense",
    "untrue",
    "false",
    "fiction",
    "fantasy",
    "fabrication",
    "fabrications",
    "fabricated",
    "invention",
    "inventions",
    "invented",
    "slander",
    "slanders",
    "slanderous",
    "smear",
    "smears",
    "bluff",
    "gossip",
    "propaganda",
    "rubbish",
    "baseless",
    "unfounded",
    "groundless",
    "ridiculous",
    "absurd",
    "wrong",
    "misleading",
    "exaggerated",
    "exaggeration",
    "exaggerations",
    "inaccurate",
    "incorrect",
    "mistaken",
    "ludicrous",
    "preposterous",
    "scaremongering",
    "hearsay",
    "hoax",
    "myth",
    "falsehood",
    "falsehoods",
    "untruths",
];

fn pointing_word(word: &str) -> bool {
    NOUNS.contains(&word) || POINTING.contains(&word)
}

fn says(word: &str) -> bool {
    NOUNS.contains(&word) || SAID.contains(&word)
}

/// For each denial that only points back the claims that it may deny.
pub fn find(article: &Article) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (index, p) in article.propositions.iter().enumerate() {
        let Some(claim) = article.claims.get(p.claim) else {
            continue;
        };
        // Only the first sentence of a content answers what others said.
        let judged = || {
            matches!(claim.act, Act::State | Act::Criticize | Act::Believe) && judges(article, p)
        };
        let answers = p.first && !quiet(article, claim) && (claim.act == Act::Deny || judged());
        if answers && points(article, p) && echoed(article, index).is_none() {
            pointed_at(article, index, &mut found);
        }
    }
    found
}

/// The denial whose words one that only points back takes over: the one right before it in its paragraph ("The mayor rejected
/// reports that … “Nothing like that happened,” his spokesman said").
pub fn echoed<'a>(article: &'a Article, index: usize) -> Option<&'a Proposition> {
    let second = article.propositions.get(index)?;
    let first = article.propositions.get(index.checked_sub(1)?)?;
    let paragraph = |p: &Proposition| article.words.paragraph(p.tokens.start);
    let denies = |claim: usize| {
        let claim = article.claims.get(claim);
        claim.is_some_and(|c| c.act == Act::Deny)
    };
    let follows = second.claim == first.claim + 1
        && paragraph(first) == paragraph(second)
        && denies(first.claim)
        && denies(second.claim)
        && !points(article, first)
        && points(article, second);
    follows.then_some(first)
}

/// True where the content has little but words that point back.
pub fn points(article: &Article, p: &Proposition) -> bool {
    /// Words of its own that a pointing content may have ("a cynical lie", "the report as out of date").
    const OWN: usize = 1;
    let w = &article.words;
    if noun_said(w, p).is_some() {
        return true;
    }
    let mut pointing = false;
    let mut own = 0;
    for token in p.tokens.clone() {
        // The first clause alone: "nothing like that happened nor are …", "the figures as …".
        if pointing
            && matches!(
                w.at(token),
                "nor" | "and" | "but" | "," | ";" | "as" | "\u{2014}"
            )
        {
            break;
        }
        // "claims *that the boat was overloaded*", "allegations *of a beating*" tell what is denied.
        let told = matches!(w.at(token), "that" | "of")
            && token > p.tokens.start
            && crate::claims::reports(w, token - 1);
        // "nothing to do with the strike".
        let tied = w.reads(token, &["do", "with"]) && !pointing_word(w.at(token + 2));
        if told || tied {
            return false;
        }
        // "That" before a clause of its own is no pronoun: "that she did not blame him".
        let conjunction = w.at(token) == "that" && w.pos(token) == PartOfSpeech::In;
        if pointing_word(w.at(token)) && !conjunction {
            pointing = true;
        } else if p
            .terms
            .iter()
            .any(|t| t.at == token && article.terms.word(t.id))
            && !BESIDE.contains(&w.at(token))
        {
            own += 1;
        }
    }
    // "Nothing of the kind" has no word that stands for anything.
    let bare = || p.tokens.clone().any(|t| BESIDE.contains(&w.at(t)));
    pointing && own <= OWN || own == 0 && bare()
}

/// The noun for what was said that a content begins with: "*the* fire chief's *account*", "*her remarks* as a slander"; none
/// where the content goes on to tell what was said ("the claim that …").
fn noun_said(w: &Words, p: &Proposition) -> Option<usize> {
    /// Tokens up to the noun.
    const FIRST: usize = 7;
    let start = p.tokens.start;
    let determined = matches!(
        w.at(start),
        "the" | "that" | "those" | "these" | "this" | "his" | "her" | "its" | "their" | "such"
    ) || w.capital(start);
    let mut ahead = start..p.tokens.end.min(start + FIRST);
    let noun = ahead
        .find(|&t| says(w.at(t)) || w.finite(t) || matches!(w.at(t), "," | "of" | "who" | "as"))?;
    let possessed = || (start..noun).any(|t| matches!(w.at(t), "'s" | "'"));
    let fits = says(w.at(noun))
        && determined
        && (noun <= start + 2 && !w.capital(start) || possessed())
        && !matches!(
            w.at(noun + 1),
            "that" | "of" | "about" | "to" | "'s" | "for"
        );
    fits.then_some(noun)
}

/// A judgement of what was said that makes it untrue: "her remarks as a collection of slanders", "it is all invented".
fn judges(article: &Article, p: &Proposition) -> bool {
    /// Tokens from a negation to what it negates: "not at all true".
    const NEGATED: usize = 3;
    let w = &article.words;
    let start = p.tokens.start;
    let pronoun = matches!(
        w.at(start),
        "that" | "this" | "it" | "these" | "they" | "those"
    ) && matches!(
        w.at(start + 1),
        "is" | "was" | "are" | "were" | "'s" | "'re"
    );
    let plain = |t: usize| JUDGED.contains(&w.at(t)) && !w.negated_before(t, 0, NEGATED);
    (pronoun || noun_said(w, p).is_some()) && p.tokens.clone().any(plain)
}

/// Nothing that the words share counts for a denial that has none of its own.
fn pointed_at(article: &Article, index: usize, found: &mut Vec<Candidate>) {
    let w = &article.words;
    let p = &article.propositions[index];
    let stated = p.tokens.clone().any(|t| STATED.contains(&w.at(t)));
    let noun = noun_said(w, p).is_some();
    let figured = p.tokens.clone().any(|t| {
        matches!(
            w.at(t),
            "figure" | "figures" | "number" | "numbers" | "estimate" | "estimates"
        )
    });
    let here = w.paragraph(p.tokens.start);
    let mut rank = 0;
    for o in article.propositions[..index].iter().rev() {
        let Some(other) = article.claims.get(o.claim) else {
            continue;
        };
        let apart = here.saturating_sub(w.paragraph(o.tokens.start));
        if p.claim - o.claim > REACH || apart > PARAGRAPHS {
            break;
        }
        let fits =
            o.first && deniable(article, other) && independent(article, o.claim, p.claim, false);
        if !fits {
            continue;
        }
        let suits = if stated {
            other.act != Act::Accuse
        } else {
            other.act == Act::Accuse
        };
        rank += 1;
        let sentences = w
            .sentence(p.tokens.start)
            .saturating_sub(w.sentence(o.tokens.start));
        found.extend(article.weighed(Candidate {
            denial: Some(p.claim),
            ..Candidate::new(
                Model::Pointing,
                [o.claim, p.claim],
                RelationKind::Disputes,
                Reason::Denial,
                vec![p.tokens.clone()],
                &[
                    flag(suits),
                    flag(other.act == Act::Accuse),
                    flag(speaks_of(article, o, p.claim)),
                    1.0 / (1 + apart) as f32,
                    1.0 / rank as f32,
                    flag(speaks_of(article, p, o.claim)),
                    flag(figured && !o.figures.is_empty()),
                    1.0 / (1 + sentences) as f32,
                    flag(noun),
                ],
            )
        }));
    }
}

/// Claims that another may deny.
pub fn deniable(article: &Article, claim: &Claim) -> bool {
    (asserts(claim) || matches!(claim.act, Act::Demand | Act::Promise))
        && !narrative(claim)
        && !quiet(article, claim)
}

pub(super) fn flag(holds: bool) -> f32 {
    if holds { 1.0 } else { 0.0 }
}
