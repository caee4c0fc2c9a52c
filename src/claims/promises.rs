//! Tells what a speaker commits himself to: his own future, what he provides, announces, threatens or agrees to.

use super::content::main_clause;
use super::sides;
use super::words::Words;
use crate::decode::PartOfSpeech as P;
use std::ops::Range;

/// "Tamania would answer", said by its minister: the speaker's side does what is to come.
pub(super) fn own_future(
    w: &Words,
    contents: &[Range<usize>],
    own: &dyn Fn(usize) -> bool,
) -> bool {
    let Some(content) = contents.first() else {
        return false;
    };
    let clause = main_clause(w, content);
    let Some(verb) = clause.clone().find(|&t| w.finite(t)) else {
        return false;
    };
    // "With their rates as they are, inflation would rise": the subject stands behind the comma.
    let comma = (clause.start..verb).rev().find(|&t| w.at(t) == ",");
    let subject = comma.map_or(clause.start, |c| c + 1)..verb;
    let passive = matches!(
        w.at(verb + 1),
        "be" | "have" | "need" | "become" | "face" | "lose" | "suffer"
    ) || w.negation(verb + 1) && w.at(verb + 2) == "be";
    // "His government would" speaks for him, "his comments would" do not.
    let whose = |t: usize| w.pos(t) == P::PrpS && !sides::body(w.at(t + 1));
    matches!(w.at(verb), "will" | "'ll" | "would" | "shall" | "wo")
        && !passive
        && subject.clone().any(|t| !whose(t) && own(t))
        // The subject itself, not "the union's members".
        && !subject.clone().any(|t| matches!(w.at(t), "'s" | "of" | "'"))
}

/// "Workers would be offered retraining", "nobody will be laid off": what those in charge have done, and what befalls nobody.
pub(super) fn provides(w: &Words, contents: &[Range<usize>]) -> bool {
    /// What comes about without anybody's will, or by others'.
    const BEFALLS: [&str; 42] = [
        "gone",
        "finished",
        "lost",
        "left",
        "affected",
        "hit",
        "hurt",
        "harmed",
        "killed",
        "injured",
        "wounded",
        "damaged",
        "destroyed",
        "flooded",
        "known",
        "felt",
        "seen",
        "heard",
        "found",
        "needed",
        "required",
        "forced",
        "delayed",
        "stranded",
        "reached",
        "achieved",
        "passed",
        "decided",
        "judged",
        "missed",
        "remembered",
        "forgotten",
        "expected",
        "considered",
        "shaped",
        "driven",
        "overwhelmed",
        "disappointed",
        "surprised",
        "interested",
        "concerned",
        "exceeded",
    ];
    let Some(content) = contents.first() else {
        return false;
    };
    // What hangs on others: "taxes will be raised if Labour wins", "he expected it would be passed".
    let hangs = |t: usize| matches!(w.at(t), "if" | "unless" | "expected" | "expects");
    if content.clone().any(hangs) {
        return false;
    }
    let clause = main_clause(w, content);
    clause.clone().any(|t| {
        matches!(w.at(t), "will" | "would")
            && (1..=2).any(|n| {
                w.at(t + n) == "be"
                    // What is likely is foretold.
                    && !matches!(w.at(t + 1), "likely" | "probably")
                    && !matches!(w.before(t), "likely" | "probably")
                    && w.pos(t + n + 1) == P::Vbn
                    && !BEFALLS.contains(&w.at(t + n + 1))
                    && clause.contains(&(t + n + 1))
            })
    })
}

/// True for a thing that one is about to do: not spoken of before, by its article or number, and no result, as "a net loss" is.
pub(super) fn announces(w: &Words, content: &Range<usize>) -> bool {
    /// Tokens up to its noun: "a net operating loss".
    const NOUN: usize = 5;
    let first = content.start;
    let thing = matches!(
        w.at(first),
        "a" | "an" | "another" | "new" | "further" | "extra" | "more" | "half"
    ) || w.pos(first) == P::Cd;
    let result = |t: usize| {
        matches!(
            w.at(t),
            "loss"
                | "losses"
                | "profit"
                | "profits"
                | "fall"
                | "rise"
                | "drop"
                | "death"
                | "deaths"
                | "result"
                | "results"
                | "record"
                | "winner"
                | "winners"
                | "case"
                | "cases"
                | "arrest"
                | "arrests"
                | "discovery"
                | "breakthrough"
                | "victory"
        )
    };
    thing && !content.clone().take(NOUN).any(result)
}

/// What is done to force somebody's hand, on a condition.
pub(super) fn threatens(w: &Words, content: &Range<usize>) -> bool {
    let means = |t: usize| {
        matches!(
            w.at(t),
            "strike"
                | "strikes"
                | "walkout"
                | "walkouts"
                | "stoppages"
                | "boycott"
                | "retaliation"
                | "reprisals"
                | "sanctions"
        )
    };
    content.clone().any(means)
        && content
            .clone()
            .any(|t| matches!(w.at(t), "unless" | "until" | "if"))
}

/// Tokens in which the head noun of what is agreed stands.
pub(super) const TERMS: usize = 5;

/// Nouns for what two sides commit themselves to: "agreed a ceasefire", not "agreed that it was late".
pub(super) fn terms(word: &str) -> bool {
    matches!(
        word,
        "deal"
            | "package"
            | "ceasefire"
            | "truce"
            | "terms"
            | "settlement"
            | "contract"
            | "timetable"
            | "fee"
    )
}

/// Nouns for what is going to be done.
pub(super) fn plan(word: &str) -> bool {
    matches!(
        word,
        "plan" | "plans" | "budget" | "scheme" | "programme" | "program" | "proposals"
    )
}
