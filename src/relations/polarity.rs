//! Tells which words of a proposition lie in the scope of a negation.

use crate::claims::words::Words;
use std::ops::Range;

/// For each token of the range whether it is negated: from a negation, or a verb that says that something did not come
/// about, to the end of its clause.
pub fn negated(w: &Words, tokens: &Range<usize>) -> Vec<bool> {
    /// "without warning" negates what follows at once.
    const WITHOUT: usize = 3;
    let mut scope = vec![false; tokens.len()];
    let mut open: Option<usize> = None;
    for token in tokens.clone() {
        if open.is_some_and(|end| token >= end) || boundary(w, token) {
            open = None;
        }
        if let Some(cell) = scope.get_mut(token - tokens.start) {
            *cell = open.is_some();
        }
        // "have ignored none", "received nothing": the verb before it is negated as well.
        let object = matches!(
            w.at(token),
            "none" | "nothing" | "nobody" | "no" | "neither"
        );
        // "mixed up nothing".
        let particle = matches!(
            w.before(token),
            "up" | "out" | "off" | "down" | "over" | "in"
        );
        let verb = token.saturating_sub(if particle { 2 } else { 1 });
        if object
            && (tokens.start..token).contains(&verb)
            && w.verb(verb)
            && let Some(cell) = scope.get_mut(verb - tokens.start)
        {
            *cell = true;
        }
        if w.at(token) == "without" {
            open = Some(token + 1 + WITHOUT);
        } else if negates(w, token) {
            open = Some(usize::MAX);
        } else if comes_to_nothing(w, token) {
            // "did not fail to".
            open = open.is_none().then_some(usize::MAX);
        }
    }
    scope
}

/// "not", "no", "nobody"; but "not only", "no doubt", "up, not down" assert.
pub fn negates(w: &Words, token: usize) -> bool {
    let next = w.at(token + 1);
    w.negation(token)
        && !(w.at(token) == "not"
            && (matches!(next, "only" | "just" | "least") || w.before(token) == ","))
        && !(w.at(token) == "no"
            && (matches!(next, "doubt" | "matter" | "sooner") || bounds(w, token)))
        && !(w.at(token) == "nothing" && next == "but")
}

/// "no", "never", "not one", "not … any": nothing of the kind is so, as those say who contradict somebody.
pub fn absolute(w: &Words, token: usize) -> bool {
    negates(w, token)
        && w.before(token) != "almost"
        && (matches!(
            w.at(token),
            "no" | "never" | "nobody" | "nothing" | "none" | "nowhere" | "neither"
        ) || (1..=3).any(|n| {
            matches!(
                w.at(token + n),
                "one" | "single" | "any" | "anything" | "anyone" | "anybody"
            )
        }))
}

/// "no more than 240" counts, "no larger than" measures.
fn bounds(w: &Words, token: usize) -> bool {
    let compared = w.at(token + 1);
    w.at(token + 2) == "than"
        && (compared.ends_with("er") && compared != "better" || matches!(compared, "more" | "less"))
}

/// "failed to", "was unable to", "far from": what follows is not so.
pub fn comes_to_nothing(w: &Words, token: usize) -> bool {
    match w.at(token) {
        "failed" | "fails" | "fail" | "failing" | "unable" | "refused" | "refuses" | "yet" => {
            w.at(token + 1) == "to"
        }
        "failure" => matches!(w.at(token + 1), "to" | "of"),
        "far" => w.at(token + 1) == "from",
        "untrue" | "false" | "ruled" => w.at(token + 1) == "that",
        "lacked" | "lacks" => true,
        _ => false,
    }
}

/// Where a negation's clause ends.
fn boundary(w: &Words, token: usize) -> bool {
    let next = w.at(token + 1);
    match w.at(token) {
        ";" | ":" | "." | "but" | "because" | "although" | "though" | "while" | "which"
        | "until" | "unless" => true,
        "," => !matches!(next, "nor" | "or" | "not" | "neither"),
        // "nobody was hurt and she left".
        "and" => matches!(
            next,
            "i" | "we" | "he" | "she" | "it" | "they" | "there" | "that" | "this" | "the"
        ),
        _ => false,
    }
}
