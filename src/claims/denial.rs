//! Reads denials in a content: its main clause in, yes or no out.

use super::lexicon::{Evaluation, NEGATED, lexicon, reports};
use super::words::Words;
use crate::decode::PartOfSpeech as P;
use std::ops::Range;

/// Denials in so many words: "that is untrue", "nothing like that happened", "I never got any letter", "there was no argument".
pub(super) fn denial(w: &Words, clause: &Range<usize>, quoted: bool) -> bool {
    let table = &lexicon().evaluations;
    let at = |i: usize| {
        if clause.start + i < clause.end {
            w.at(clause.start + i)
        } else {
            ""
        }
    };
    let untrue = |t: usize| table.get(w.at(t)) == Some(&Evaluation::Untrue);
    let pointing = matches!(at(0), "that" | "this" | "it" | "these" | "those" | "they")
        || matches!(at(0), "the" | "such" | "these" | "those" | "any")
            && (reports(at(1)) || matches!(at(1), "figures" | "figure" | "story"))
        || reports(at(0)) && at(0).ends_with('s');
    // "That is untrue", "the claims were baseless", "it is simply not true".
    if pointing
        && clause
            .clone()
            .take(9)
            .any(|t| untrue(t) || w.at(t) == "true" && w.negated_before(t, 0, NEGATED))
    {
        return true;
    }
    // "That simply isn't how it happened", "none of our troops were there", "no such meeting took place".
    let near = clause.start..clause.end.min(clause.start + 6);
    let otherwise = matches!(at(0), "that" | "this" | "it")
        && near.clone().any(|t| {
            let what = matches!(w.at(t + 1), "how" | "what")
                && (t + 2..t + 5).any(|t| {
                    w.at(t).starts_with("happen") || matches!(w.at(t), "said" | "meant" | "did")
                });
            let so = matches!(w.at(t + 1), "correct" | "so")
                || w.at(t + 1) == "the" && w.at(t + 2) == "case";
            w.negation(t) && (what || so)
        });
    let none = at(0) == "none"
        && at(1) == "of"
        && matches!(
            at(2),
            "its" | "our" | "their" | "my" | "his" | "her" | "that" | "this"
        )
        || at(0) == "no" && at(1) == "such"
        || at(0) == "not" && matches!(at(1), "a" | "one") && at(2) == "single";
    // "There was no link between the two", "the club had not received an offer".
    let unfounded = at(0) == "there"
        && (clause.start + 2..clause.end.min(clause.start + 5)).any(|t| {
            w.at(t) == "no"
                && matches!(
                    w.at(t + 1),
                    "link"
                        | "connection"
                        | "truth"
                        | "plan"
                        | "plans"
                        | "proposal"
                        | "proposals"
                        | "talks"
                        | "negotiations"
                        | "agreement"
                        | "deal"
                        | "wrongdoing"
                        | "basis"
                        | "foundation"
                        | "intention"
                        | "contact"
                        | "discussions"
                        | "offer"
                        | "breach"
                        | "cover-up"
                        | "misconduct"
                        | "conspiracy"
                        | "approach"
                )
        })
        || !quoted
            && clause.clone().take(9).any(|t| {
                w.negation(t)
                    && matches!(w.before(t), "had" | "has" | "have")
                    && matches!(
                        w.at(t + 1),
                        "received"
                            | "made"
                            | "signed"
                            | "offered"
                            | "agreed"
                            | "given"
                            | "met"
                            | "sent"
                            | "ordered"
                            | "approved"
                            | "targeted"
                            | "attacked"
                            | "fired"
                            | "shelled"
                            | "bombed"
                            | "broken"
                            | "violated"
                            | "breached"
                            | "misled"
                            | "ignored"
                            | "crossed"
                    )
            });
    // "He had no knowledge of it", "she played no part".
    let innocent = near.clone().any(|t| {
        w.at(t) == "no"
            && matches!(
                w.at(t + 1),
                "knowledge"
                    | "part"
                    | "role"
                    | "involvement"
                    | "intention"
                    | "intentions"
                    | "plans"
                    | "connection"
                    | "links"
                    | "record"
            )
            && matches!(w.before(t), "had" | "have" | "has" | "played" | "with")
    });
    if otherwise || none || unfounded || innocent {
        return true;
    }
    if at(0) == "nothing" && clause.clone().take(6).any(|t| w.at(t) == "happened")
        || at(0) == "no"
            && (at(1).len() < 2
                || quoted
                    && w.noun(clause.start + 1)
                    && !matches!(at(1), "one" | "doubt" | "question" | "wonder" | "matter"))
    {
        return true;
    }
    let phrase = |words: &[&str]| clause.clone().take(14).any(|t| w.reads(t, words));
    let nothing_to_do =
        phrase(&["to", "do", "with"]) && clause.clone().take(9).any(|t| w.at(t) == "nothing");
    let baseless = ["foundation", "merit", "substance", "basis"];
    let right = ["illegal", "improper", "unlawful", "untoward", "unethical"];
    if nothing_to_do
        || phrase(&["nothing", "wrong"])
        || phrase(&["no", "truth"])
        || phrase(&["further", "from", "the", "truth"])
        || baseless.iter().any(|b| phrase(&["without", b]))
        || right.iter().any(|r| phrase(&["nothing", r]))
        || !quoted && (phrase(&["not", "know", "about"]) || phrase(&["was", "unaware"]))
    {
        return true;
    }
    // "He told the court he was innocent".
    let cleared = matches!(at(0), "i" | "we" | "he" | "she" | "they")
        && (matches!(at(2), "innocent" | "blameless") || at(2) == "not" && at(3) == "guilty")
        && !(quoted && matches!(at(0), "he" | "she" | "they"));
    if cleared {
        return true;
    }
    // What the speaker did not do, was not, did not have: first person, or the quoted "there was no".
    const MINDS: [&str; 16] = [
        "know",
        "expect",
        "think",
        "want",
        "believe",
        "understand",
        "see",
        "like",
        "remember",
        "mind",
        "need",
        "care",
        "realise",
        "realize",
        "hear",
        "recall",
    ];
    let own = matches!(at(0), "i" | "we" | "our" | "my");
    let subject = own || matches!(at(0), "he" | "she" | "they" | "there");
    // "There's no doubt", "we are not going to": what is sure, what is to come.
    let sure = clause
        .clone()
        .take(6)
        .any(|t| matches!(w.at(t), "going" | "doubt" | "question" | "will" | "would"));
    if !subject || sure {
        return false;
    }
    let Some(not) = (1..5).find(|&i| clause.start + i < clause.end && w.negation(clause.start + i))
    else {
        return false;
    };
    // "We have ignored none".
    if quoted && own && (1..8).any(|i| at(i) == "none" && w.verb(clause.start + i - 1)) {
        return true;
    }
    let never = matches!(at(not), "never" | "neither");
    // "Had never seen so quiet a crowd": how rare something is.
    let rare =
        |i| at(not) == "never" && matches!(at(i), "known" | "seen" | "heard" | "felt" | "read");
    let mind = (not..not + 3).any(|i| MINDS.contains(&at(i)) || rare(i));
    let past = (1..=not).any(|i| {
        matches!(
            at(i),
            "did" | "had" | "was" | "were" | "have" | "has" | "never"
        )
    }) || matches!(w.pos(clause.start + not + 1), P::Vbd);
    let present = (1..=not).any(|i| matches!(at(i), "is" | "are" | "am"));
    !mind
        && (quoted && (past || present && at(0) != "there") && at(0) != "there" && (never || own)
            || quoted
                && at(0) == "there"
                && at(not) == "no"
                && !remark(at(not + 1))
                && !remark(at(not + 2))
            || !quoted && (never || elsewhere(w, clause.start + not)) && past)
}

/// "She was not at the house", "he did not sign it": what is said for somebody, not of what he thinks or gets.
fn elsewhere(w: &Words, not: usize) -> bool {
    matches!(w.before(not), "was" | "were")
        && (matches!(
            w.at(not + 1),
            "at" | "in" | "there" | "involved" | "responsible" | "aware" | "present" | "among"
        ) || w.pos(not + 1) == P::Vbg)
        || w.before(not) == "did" && w.pos(not + 1) == P::Vb
}

/// What "there is no" denies nothing by: "there is no way back", "there is no one better".
fn remark(noun: &str) -> bool {
    matches!(
        noun,
        "one"
            | "chance"
            | "way"
            | "place"
            | "room"
            | "time"
            | "need"
            | "point"
            | "substitute"
            | "excuse"
            | "sign"
            | "reason"
            | "choice"
            | "alternative"
            | "better"
            | "greater"
            | "more"
            | "guarantee"
            | "hope"
    )
}
