//! Reads what a content does by itself, where its words leave no doubt: denies, promises, predicts, demands.

use super::Act;
use super::lexicon::{Evaluation, evaluation, lexicon, reports};
use super::performs::{charge, of_oneself, performed};
use super::words::Words;
use crate::decode::PartOfSpeech as P;
use std::ops::Range;

/// What the content does by itself, where unmistakable.
pub(super) fn content_act(w: &Words, contents: &[Range<usize>]) -> Option<Act> {
    let content = contents.first()?.clone();
    let clause = main_clause(w, &content);
    let at = |i: usize| {
        if clause.start + i < clause.end {
            w.at(clause.start + i)
        } else {
            ""
        }
    };
    let end = contents.last()?.end;
    let quoted = clause.clone().next().is_some_and(|t| w.quoted(t));
    let question = (content.start..content.end).any(|t| w.at(t) == "?")
        && quoted
        && (content.end.saturating_sub(3)..end).any(|t| w.at(t) == "?");
    if question {
        return Some(Act::Ask);
    }
    if denial(w, &clause, quoted) {
        return Some(Act::Deny);
    }
    if matches!(
        at(0),
        "whether" | "if" | "what" | "how" | "who" | "why" | "when" | "where"
    ) {
        return None;
    }
    if matches!(at(0), "i" | "we") && at(1) == "stand" && matches!(at(2), "by" | "behind") {
        return Some(Act::Confirm);
    }
    if let Some(act) = performed(w, &clause, quoted) {
        return Some(act);
    }
    if charge(w, &clause, quoted) {
        return Some(Act::Accuse);
    }
    // "It is time to act".
    if at(0) == "it"
        && matches!(at(1), "is" | "'s" | "was")
        && at(2) == "time"
        && matches!(at(3), "to" | "for" | "that")
    {
        return Some(Act::Demand);
    }
    // The speaker's own mind: "I believe", "she hoped".
    const SELF: [&str; 8] = ["i", "we", "he", "she", "they", "it", "'i", "'we"];
    const MINDS: [&str; 14] = [
        "believe", "believed", "believes", "think", "thought", "thinks", "hope", "hoped", "hopes",
        "fear", "feared", "fears", "doubt", "doubted",
    ];
    // "I believed them" tells of a belief that is over.
    if SELF.contains(&at(0))
        && MINDS.contains(&at(1))
        && !(quoted && at(1).ends_with('d'))
        && !(quoted && at(1) == "thought")
    {
        return Some(Act::Believe);
    }
    // "said that he might retire".
    if !quoted
        && matches!(at(0), "he" | "she" | "they" | "it")
        && matches!(at(1), "might" | "may")
        && at(2) != "have"
        && at(2) != "be"
    {
        return Some(Act::Promise);
    }
    // The speaker's own future: "I will", "it would not pay", "the company plans to".
    let verb = clause.clone().position(|t| w.finite(t))?;
    let modal = at(verb);
    let planned = matches!(
        modal,
        "plan" | "plans" | "planned" | "intend" | "intends" | "intended"
    ) || (matches!(at(verb + 1), "planning") && at(verb + 2) == "to");
    if planned {
        return Some(Act::Promise);
    }
    // "must be stopped", "should not return"; but "should be ready" expects and "should have" reproaches.
    let participle = w.pos(clause.start + verb + 2) == P::Vbn;
    let directive = match modal {
        "must" => at(verb + 1) != "have",
        "should" | "ought" => !(at(verb + 1) == "have" || at(verb + 1) == "be" && !participle),
        _ => false,
    };
    if directive {
        return Some(Act::Demand);
    }
    if SELF.contains(&at(0)) && matches!(at(1), "want" | "wants" | "wanted") {
        return Some(if at(2) == "to" {
            Act::Promise
        } else {
            Act::Demand
        });
    }
    let will = matches!(modal, "will" | "'ll" | "wo" | "would" | "shall" | "'d");
    if will && at(verb + 1) != "have" && at(verb + 2) != "have" {
        // "They" and "he" in a quotation are others than its speaker.
        let own = verb == 1 && of_oneself(w, clause.start, quoted);
        // "Back then you'd hear": habit.
        if modal == "'d" && !own {
            return None;
        }
        // What is expected of oneself is no promise: "we will have to", "they would need to", "it would be".
        let volition = !matches!(at(verb + 1), "be" | "need" | "like" | "prefer" | "love");
        return match (own, volition) {
            (true, true) => Some(Act::Promise),
            (true, false) if at(verb + 1) == "be" && w.pos(clause.start + verb + 2) == P::Vbg => {
                Some(Act::Promise)
            }
            (_, _) if matches!(at(verb + 1), "like" | "prefer" | "love") => None,
            _ if modal == "would" && verb > 1 && quoted => None,
            // A judgement, no forecast: "the party would be wise to wait".
            _ if at(verb + 1) == "be"
                && matches!(
                    at(verb + 2),
                    "wise" | "mistaken" | "wrong" | "better" | "foolish" | "unwise" | "right"
                ) =>
            {
                None
            }
            _ => Some(Act::Predict),
        };
    }
    let going = verb + 1 + usize::from(w.negation(clause.start + verb + 1));
    if at(going) == "going" && at(going + 1) == "to" {
        let own = of_oneself(w, clause.start, quoted);
        return Some(if own { Act::Promise } else { Act::Predict });
    }
    // "Stay indoors", "the council needs to act".
    let needs = clause.clone().any(|t| {
        matches!(w.at(t), "needs" | "need" | "has" | "have")
            && w.at(t + 1) == "to"
            && w.before(t) != "i"
    });
    if quoted
        && (w.pos(clause.start) == P::Vb
            && verb > 1
            && !matches!(at(0), "look" | "listen" | "see" | "believe" | "trust")
            || needs && matches!(modal, "need" | "needs"))
    {
        return Some(Act::Demand);
    }
    if !quoted
        && matches!(modal, "needs" | "need")
        && at(verb + 1) == "to"
        && !of_oneself(w, clause.start, quoted)
    {
        return Some(Act::Demand);
    }
    // "The river is falling and will be back in its bed": a later verb of the main clause.
    let later = clause
        .clone()
        .any(|t| matches!(w.at(t), "will" | "'ll") && w.at(t + 1) != "have" && w.pos(t) == P::Md);
    if later {
        return Some(Act::Predict);
    }
    let expects = clause
        .clone()
        .any(|t| w.at(t) == "expected" && w.at(t + 1) == "to" && w.before(t) != "had");
    let likely = clause.clone().any(|t| {
        matches!(w.at(t), "likely" | "set" | "due")
            && w.at(t + 1) == "to"
            && w.pos(t + 2) == P::Vb
            && clause.contains(&(t + 2))
    });
    if likely || expects || matches!(modal, "expect" | "expects" | "expected") && verb == 1 {
        return Some(Act::Predict);
    }
    // "is a disgrace", "was brilliant": a verdict right after the copula, in a short quoted sentence.
    let qualified = clause.clone().any(|t| w.at(t) == "but");
    let verdict = clause.start + verb..clause.end.min(clause.start + verb + 6);
    let progressive = w.pos(clause.start + verb + 1) == P::Vbg;
    let judged = !progressive && quoted || verdict.clone().skip(1).take(3).any(|t| w.quoted(t));
    if judged && !qualified && matches!(modal, "is" | "was" | "'s" | "were" | "are" | "has" | "'re")
    {
        return match evaluation(w, &[verdict])? {
            Evaluation::Good => Some(Act::Praise),
            Evaluation::Bad => Some(Act::Criticize),
            Evaluation::Untrue => Some(Act::Deny),
        };
    }
    None
}

fn copula(word: &str) -> bool {
    matches!(
        word,
        "is" | "was" | "'s" | "would" | "did" | "does" | "has" | "had" | "happened" | "never"
    )
}

/// Tokens of the content's main clause: to the end of its sentence or the first subordinate clause.
pub(super) fn main_clause(w: &Words, content: &Range<usize>) -> Range<usize> {
    const SUBORDINATE: [&str; 12] = [
        "because", "if", "unless", "although", "though", "which", "who", "while", "whether",
        "whereas", "until", "when",
    ];
    let mut start = content.start;
    // The conjunction, not the pronoun of "that is untrue".
    let opens = |t: usize| {
        w.at(t) == "that" && !(w.finite(t + 1) && !w.quoted(content.start) || copula(w.at(t + 1)))
    };
    while start < content.end && (!w.is_word(start) || opens(start)) {
        start += 1;
    }
    start = after_lead(w, start..content.end);
    for token in start..content.end {
        let stop = matches!(w.at(token), "." | "!" | "?" | ";" | ":")
            || (token > start && SUBORDINATE.contains(&w.at(token)))
            // A second "that" opens a clause of its own.
            || (token > start + 1 && w.at(token) == "that" && w.pos(token) == P::In && w.verb(token - 1));
        if stop {
            return start..token;
        }
    }
    start..content.end
}

/// Where the main clause begins after a clause that leads up to it: "Once the courts decide, | firms will invest".
fn after_lead(w: &Words, clause: Range<usize>) -> usize {
    const LEADS: [&str; 14] = [
        "once", "if", "when", "while", "although", "though", "because", "since", "after", "before",
        "as", "until", "unless", "whenever",
    ];
    /// A clause that leads up takes at most so many words.
    const LEAD: usize = 30;
    let ends = |t: usize| matches!(w.at(t), "." | "!" | "?" | ";" | ":");
    if !LEADS.contains(&w.at(clause.start)) {
        return clause.start;
    }
    let mut verb = false;
    for token in clause.clone().take(LEAD).take_while(|&t| !ends(t)) {
        verb |= w.finite(token);
        if verb && w.at(token) == "," && token + 1 < clause.end {
            return token + 1;
        }
    }
    clause.start
}

/// "will", "would", "is going to", "is expected to" in the main clause.
pub(super) fn future(w: &Words, content: &Range<usize>) -> bool {
    let clause = main_clause(w, content);
    clause.clone().any(|t| {
        matches!(w.at(t), "will" | "'ll" | "wo" | "shall")
            || (w.at(t) == "would" && w.at(t + 1) != "have")
            || (w.at(t) == "going" && w.at(t + 1) == "to")
    })
}

/// Denials in so many words: "that is untrue", "nothing like that happened", "I never got any letter", "there was no argument".
fn denial(w: &Words, clause: &Range<usize>, quoted: bool) -> bool {
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
        && clause.clone().take(9).any(|t| {
            untrue(t) || (w.at(t) == "true" && (1..=3).any(|b| t >= b && w.negation(t - b)))
        })
    {
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
    let phrase = |words: &[&str]| {
        clause.clone().take(14).any(|t| {
            words
                .iter()
                .enumerate()
                .all(|(i, word)| w.at(t + i) == *word)
        })
    };
    let nothing_to_do =
        phrase(&["to", "do", "with"]) && clause.clone().take(9).any(|t| w.at(t) == "nothing");
    if nothing_to_do || phrase(&["nothing", "wrong"]) || phrase(&["no", "truth"]) {
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
    let mind = (not..not + 3).any(|i| MINDS.contains(&at(i)));
    let past = (1..=not).any(|i| {
        matches!(
            at(i),
            "did" | "had" | "was" | "were" | "have" | "has" | "never"
        )
    }) || matches!(w.pos(clause.start + not + 1), P::Vbd);
    let never = matches!(at(not), "never" | "neither");
    let present = (1..=not).any(|i| matches!(at(i), "is" | "are" | "am"));
    !mind
        && (quoted && (past || present && at(0) != "there") && at(0) != "there" && (never || own)
            || quoted && at(0) == "there" && at(not) == "no"
            || !quoted && never && past)
}
