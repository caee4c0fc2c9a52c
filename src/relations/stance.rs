//! Tells how the words around a claim set it against, or beside, what was said before it.

use super::Article;
use super::propositions::Proposition;
use crate::claims::Claim;
use crate::claims::words::Words;
use std::ops::Range;

/// Cues of those who hold to something against others.
const AGAINST: [&str; 28] = [
    "insisted",
    "insists",
    "insist",
    "maintained",
    "maintains",
    "maintain",
    "countered",
    "counters",
    "contradicted",
    "contradicts",
    "disagreed",
    "disagrees",
    "disagree",
    "contested",
    "contests",
    "disputed",
    "disputes",
    "dispute",
    "retorted",
    "hit",
    "replied",
    "responded",
    "response",
    "argued",
    "argues",
    "rebutted",
    "defended",
    "protested",
];

/// Words of a sentence that say that it goes against what was said before.
const CONTRARY: [&str; 7] = [
    "but", "however", "yet", "instead", "although", "while", "contrary",
];

/// Cues, and adverbs beside them, of those who say what others have said.
const BESIDE: [&str; 19] = [
    "also",
    "too",
    "agreed",
    "agrees",
    "agree",
    "echoed",
    "echoes",
    "backed",
    "backs",
    "confirmed",
    "confirms",
    "confirm",
    "supported",
    "supports",
    "corroborated",
    "likewise",
    "similarly",
    "both",
    "repeated",
];

/// Cues of those who count or reckon.
const COUNTING: [&str; 24] = [
    "values",
    "valued",
    "put",
    "puts",
    "counted",
    "counts",
    "count",
    "estimated",
    "estimates",
    "estimate",
    "gave",
    "gives",
    "listed",
    "lists",
    "list",
    "recorded",
    "records",
    "spoke",
    "speaks",
    "spoken",
    "reckons",
    "reckoned",
    "calculated",
    "calculates",
];

/// The words of its sentence right before a claim: "But the ministry", "However, she".
fn lead(w: &Words, claim: &Claim) -> Range<usize> {
    /// Tokens before the first part of a claim that belong to it.
    const LEAD: usize = 2;
    let parts = [claim.source, claim.cue, claim.content.first().copied()];
    let starts = parts.iter().flatten().map(|s| w.tokens(*s).start);
    let start = starts.min().unwrap_or(0);
    let sentence = w.text.sentences.get(w.sentence(start));
    let first = sentence.map_or(start, |s| s.tokens.start);
    start.saturating_sub(LEAD).max(first)..start
}

fn cue_has(w: &Words, claim: &Claim, words: &[&str]) -> bool {
    let mut cue = claim.cue.map(|s| w.tokens(s)).unwrap_or(0..0);
    cue.any(|t| words.contains(&w.at(t)))
}

/// "But the company said", "insisted": set against what others say.
pub fn against(article: &Article, claim: &Claim) -> bool {
    let w = &article.words;
    let lead = lead(w, claim);
    let mut opening = lead.start..lead.end + 1;
    cue_has(w, claim, &AGAINST) || opening.any(|t| CONTRARY.contains(&w.at(t)))
}

/// "Also said", "confirmed", "another witness": set beside what others say.
pub fn beside(article: &Article, claim: &Claim) -> bool {
    let w = &article.words;
    let mut source = claim.source.map(|s| w.tokens(s)).unwrap_or(0..0);
    cue_has(w, claim, &BESIDE)
        || source.any(|t| matches!(w.at(t), "another" | "second" | "other" | "both" | "too"))
}

/// "Put", "counted", "estimates": a count of what was counted before.
pub fn counts(article: &Article, claim: &Claim) -> bool {
    cue_has(&article.words, claim, &COUNTING)
}

/// "Had reported", "had listed": said before what the article has just told, so that the other is the later count.
pub fn earlier(article: &Article, claim: &Claim) -> bool {
    let w = &article.words;
    let cue = claim.cue.map(|s| w.tokens(s)).unwrap_or(0..0);
    w.at(cue.start) == "had"
}

/// The terms of what a proposition says something of: those before its first verb and the first preposition.
fn subject(article: &Article, p: &Proposition) -> Vec<u32> {
    let w = &article.words;
    let tokens = p.tokens.clone();
    let verb = tokens.clone().find(|&t| w.finite(t)).unwrap_or(tokens.end);
    let named = p.terms.iter().filter(|t| t.at < verb).map(|t| t.at);
    let first = named.min().unwrap_or(verb);
    let preposition = |&t: &usize| {
        matches!(
            w.at(t),
            "of" | "in" | "at" | "for" | "on" | "from" | "with" | "by" | "who" | "which" | "after"
        )
    };
    let end = (first..verb).find(preposition).unwrap_or(verb);
    let own = p.terms.iter().filter(|t| t.at < end);
    own.map(|t| t.id).collect()
}

/// True where two propositions say something of the same.
pub fn same_subject(article: &Article, a: &Proposition, b: &Proposition) -> bool {
    let topic = subject(article, b);
    subject(article, a).iter().any(|t| topic.contains(t))
}
