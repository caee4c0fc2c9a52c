//! Reads set phrases of blame and approval in a content: its main clause in, the act out.

use super::Act;
use super::words::Words;
use crate::decode::PartOfSpeech as P;
use std::ops::Range;

/// Phrases that find fault with somebody, wherever they stand in the main clause.
const FAULTS: &[&[&str]] = &[
    &["been", "let", "down"],
    &["learned", "nothing"],
    &["learnt", "nothing"],
    &["fend", "for", "ourselves"],
    &["fend", "for", "themselves"],
    &["no", "idea", "what"],
    &["treated", "like", "animals"],
    &["treated", "like", "criminals"],
    &["treated", "like", "dirt"],
    &["been", "no", "leadership"],
    &["been", "no", "accountability"],
    &["been", "no", "transparency"],
    &["been", "no", "consultation"],
    &["been", "no", "apology"],
    &["been", "no", "justice"],
    &["not", "far", "enough"],
    &["not", "go", "far", "enough"],
    &["goes", "too", "far"],
    &["gone", "too", "far"],
    &["went", "too", "far"],
    &["falls", "short", "of"],
    &["fell", "short", "of"],
    &["been", "rushed"],
    &["fed", "up"],
    &["sick", "of"],
    &["tired", "of"],
    &["slap", "in", "the", "face"],
    &["kick", "in", "the", "teeth"],
    &["last", "straw"],
    &["out", "of", "touch"],
    &["out", "of", "control"],
    &["no", "sense"],
    &["been", "prevented"],
    &["been", "avoided"],
    &["have", "known", "better"],
    &["cannot", "be", "trusted"],
    &["turned", "a", "blind", "eye"],
    &["turning", "a", "blind", "eye"],
];

/// Phrases that approve.
const MERITS: &[&[&str]] = &[
    &["step", "forward"],
    &["step", "in", "the", "right", "direction"],
    &["exactly", "what"],
    &["full", "confidence", "in"],
    &["a", "credit", "to"],
    &["second", "to", "none"],
    &["be", "prouder"],
    &["be", "happier"],
    &["more", "proud"],
    &["very", "well", "run"],
    &["well", "organised"],
    &["well", "organized"],
    &["good", "news"],
    &["great", "news"],
];

/// The act of a set phrase in the main clause, or of a fault told of others ("they failed to", "nobody listened").
pub(super) fn tenor(w: &Words, clause: &Range<usize>, own: bool) -> Option<Act> {
    /// Tokens after "will" and the like in which a forecast keeps the clause from judging what is.
    const AHEAD: usize = 3;
    let verb = clause.clone().find(|&t| w.finite(t))?;
    if matches!(
        w.at(verb),
        "will" | "would" | "'ll" | "must" | "may" | "might"
    ) && verb < clause.start + AHEAD
    {
        return None;
    }
    let stands = |phrases: &[&[&str]]| {
        clause.clone().any(|t| {
            phrases
                .iter()
                .any(|p| t + p.len() <= clause.end && w.reads(t, p))
        })
    };
    // "Has let the whole country down".
    let lets =
        |t: usize| w.at(t) == "let" && (t + 2..clause.end.min(t + 6)).any(|d| w.at(d) == "down");
    if stands(FAULTS)
        || clause
            .clone()
            .any(|t| lets(t) || t + 1 < clause.end && excess(w, t))
        || !own && (fails(w, clause) || reproaches(w, clause))
    {
        return Some(Act::Criticize);
    }
    if stands(MERITS) || clause.clone().any(|t| merits(w, t)) {
        return Some(Act::Praise);
    }
    work(w, clause)
}

/// "Too little", "badly thought out", "it took them nine hours".
fn excess(w: &Words, token: usize) -> bool {
    /// Tokens in which it is told how long somebody took.
    const LONG: usize = 6;
    match w.at(token) {
        "too" => matches!(
            w.at(token + 1),
            "slow"
                | "slowly"
                | "late"
                | "little"
                | "small"
                | "lenient"
                | "soft"
                | "weak"
                | "vague"
                | "harsh"
                | "timid"
                | "lax"
                | "cautious"
                | "expensive"
        ),
        "badly" | "poorly" => {
            matches!(w.pos(token + 1), P::Vbn | P::Vbd)
                && !matches!(
                    w.at(token + 1),
                    "damaged"
                        | "hurt"
                        | "injured"
                        | "burned"
                        | "burnt"
                        | "affected"
                        | "hit"
                        | "wounded"
                        | "beaten"
                        | "needed"
                        | "shaken"
                        | "bruised"
                        | "wanted"
                )
        }
        "took" => {
            w.at(token + 1) == "them"
                && (token + 2..token + LONG)
                    .any(|t| matches!(w.at(t), "hours" | "days" | "weeks" | "months" | "years"))
        }
        _ => false,
    }
}

/// "Deserved the city's thanks", "the best race of her life".
fn merits(w: &Words, token: usize) -> bool {
    /// Tokens from the verb or the adjective to the noun.
    const NEAR: usize = 6;
    let near = |nouns: &[&str]| (token + 1..token + NEAR).any(|t| nouns.contains(&w.at(t)));
    match w.at(token) {
        "deserve" | "deserves" | "deserved" => near(&[
            "thanks",
            "credit",
            "medal",
            "praise",
            "respect",
            "gratitude",
        ]),
        "best" => near(&["life", "career"]),
        _ => false,
    }
}

/// "They failed to act", "the budget does nothing for families", "nobody listened to us".
fn fails(w: &Words, clause: &Range<usize>) -> bool {
    /// What somebody owes: a trial that "failed to show an effect" is at nobody's fault.
    const OWED: [&str; 26] = [
        "act",
        "protect",
        "warn",
        "stop",
        "prevent",
        "respond",
        "tell",
        "inform",
        "listen",
        "deliver",
        "address",
        "provide",
        "take",
        "keep",
        "heed",
        "consult",
        "disclose",
        "investigate",
        "check",
        "tackle",
        "honour",
        "honor",
        "fix",
        "learn",
        "support",
        "answer",
    ];
    /// Tokens between a subject that nobody is and its verb: "nobody at the council listened".
    const GAP: usize = 5;
    let nobody = w.at(clause.start) == "nobody" || w.reads(clause.start, &["no", "one"]);
    let heeds = |t: usize| {
        matches!(
            w.at(t),
            "listened"
                | "listens"
                | "cared"
                | "cares"
                | "told"
                | "helped"
                | "warned"
                | "came"
                | "asked"
        )
    };
    clause.clone().any(|t| {
        matches!(w.at(t), "failed" | "fails") && w.at(t + 1) == "to" && OWED.contains(&w.at(t + 2))
            || matches!(w.at(t), "did" | "does" | "done" | "doing" | "do")
                && w.at(t + 1) == "nothing"
                && w.at(t + 2) != "wrong"
            || nobody && t <= clause.start + GAP && heeds(t)
    })
}

/// "They should have told us", "it should never have been built".
fn reproaches(w: &Words, clause: &Range<usize>) -> bool {
    clause.clone().any(|t| {
        let have = t + 1 + usize::from(w.negation(t + 1));
        w.at(t) == "should" && w.at(have) == "have" && w.pos(have + 1) == P::Vbn
    })
}

/// "Did an extraordinary job", "are doing great work"; "didn't do a good job" finds fault.
fn work(w: &Words, clause: &Range<usize>) -> Option<Act> {
    const PRAISED: [&str; 15] = [
        "great",
        "good",
        "fantastic",
        "brilliant",
        "excellent",
        "extraordinary",
        "wonderful",
        "amazing",
        "incredible",
        "superb",
        "terrific",
        "fine",
        "outstanding",
        "tremendous",
        "magnificent",
    ];
    /// Tokens between the verb and what was done.
    const NEAR: usize = 4;
    let done = clause.clone().find(|&t| {
        PRAISED.contains(&w.at(t)) && matches!(w.at(t + 1), "job" | "work") && t + 1 < clause.end
    })?;
    let verb = (1..=NEAR)
        .filter_map(|back| done.checked_sub(back))
        .find(|&t| {
            clause.contains(&t) && matches!(w.at(t), "did" | "done" | "doing" | "do" | "does")
        })?;
    let negated = verb > clause.start && w.negation(verb - 1);
    Some(if negated { Act::Criticize } else { Act::Praise })
}

/// "We made a mistake", "yes, I signed it", "I can confirm": owned or borne out.
pub(super) fn owns(w: &Words, clause: &Range<usize>, own: bool) -> bool {
    /// Tokens from the subject to what is owned.
    const NEAR: usize = 6;
    let at = |i: usize| {
        if clause.start + i < clause.end {
            w.at(clause.start + i)
        } else {
            ""
        }
    };
    let near = clause.start..clause.end.min(clause.start + NEAR);
    let says = |phrase: &[&str]| near.clone().any(|t| w.reads(t, phrase));
    let refused = near.clone().any(|t| w.negation(t));
    at(0) == "yes"
        || at(0) == "it" && matches!(at(1), "is" | "'s") && at(2) == "true"
        || own
            && !refused
            && (says(&["can", "confirm"])
                || says(&["made", "a", "mistake"])
                || says(&["made", "mistakes"])
                || says(&["got", "it", "wrong"])
                || says(&["got", "this", "wrong"])
                || says(&["was", "wrong"])
                || says(&["were", "wrong"])
                || says(&["full", "responsibility"])
                || says(&["aware", "of"])
                || says(&["accept", "that"])
                || says(&["accepted", "that"])
                // "I did sign it".
                || at(1) == "did" && w.pos(clause.start + 2) == P::Vb)
        // "The email was genuine".
        || near.clone().any(|t| {
            matches!(w.at(t), "genuine" | "authentic") && matches!(w.before(t), "is" | "was" | "were")
        })
        || near.clone().any(|t| {
            matches!(w.at(t), "mistake" | "mistakes" | "error" | "errors")
                && (t + 1..t + 4)
                    .any(|t| w.at(t) == "made" && matches!(w.before(t), "were" | "was" | "been"))
        })
}

/// "I can't comment on that", "we do not discuss individual patients".
pub(super) fn silent(w: &Words, clause: &Range<usize>, own: bool) -> bool {
    /// Tokens in which subject, auxiliary, negation and verb stand.
    const NEAR: usize = 8;
    /// Phrases by which somebody keeps what he knows to himself.
    const WITHHELD: [&[&str]; 4] = [
        &["nothing", "to", "say"],
        &["nothing", "more", "to", "say"],
        &["nothing", "further", "to", "say"],
        &["rather", "not", "say"],
    ];
    /// Tokens from the negation to the verb: "can't really go into".
    const NEGATED: usize = 4;
    let near = clause.start..clause.end.min(clause.start + NEAR);
    let spoken = |t: usize| {
        matches!(w.at(t), "comment" | "commenting" | "speculate")
            || own
                && (matches!(w.at(t), "discuss" | "elaborate")
                    || w.at(t) == "get" && w.at(t + 1) == "into")
    };
    let withheld = |t: usize| own && WITHHELD.iter().any(|p| w.reads(t, p));
    near.clone()
        .any(|t| spoken(t) && w.negated_before(t, near.start, NEGATED) || withheld(t))
}
