//! Reads what a content does by itself, where its words leave no doubt: denies, promises, predicts, demands.

use super::Act;
use super::denial::denial;
use super::lexicon::{Evaluation, NEGATED, evaluation};
use super::performs::{charge, of_oneself, performed};
use super::tenor::{owns, silent, tenor};
use super::words::Words;
use crate::decode::PartOfSpeech as P;
use std::ops::Range;

/// What the content does by itself, where unmistakable.
pub(super) fn content_act(w: &Words, contents: &[Range<usize>]) -> Option<Act> {
    let content = contents.first()?.clone();
    let clause = main_clause(w, &content);
    let clause = predicate(w, &content, &clause).unwrap_or(clause);
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
    let own = of_oneself(w, clause.start, quoted);
    if silent(w, &clause, own) {
        return Some(Act::Decline);
    }
    if denial(w, &clause, quoted) {
        return Some(Act::Deny);
    }
    if owns(w, &clause, own) {
        return Some(Act::Confirm);
    }
    if quoted && directs(w, &clause, own) {
        return Some(Act::Demand);
    }
    // "What a performance".
    if quoted && at(0) == "what" && matches!(at(1), "a" | "an") {
        let bad = evaluation(w, std::slice::from_ref(&clause)) == Some(Evaluation::Bad);
        return Some(if bad { Act::Criticize } else { Act::Praise });
    }
    if wh(at(0)) {
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
    // "I don't think so", and "my hope is that …".
    if let Some(act) = mind(w, &clause, quoted, own) {
        return Some(act);
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
    if let Some(act) = tenor(w, &clause, own) {
        return Some(act);
    }
    // The speaker's own future: "I will", "it would not pay", "the company plans to".
    let verb = clause.clone().position(|t| w.finite(t))?;
    let modal = at(verb);
    let planned = matches!(
        modal,
        "plan" | "plans" | "planned" | "intend" | "intends" | "intended"
    ) || own
        && matches!(
            at(verb + 1),
            "considering" | "planning" | "preparing" | "drafting"
        )
        || matches!(
            at(verb + 1),
            "planning" | "preparing" | "committed" | "determined"
        ) && at(verb + 2) == "to";
    if planned {
        return Some(Act::Promise);
    }
    // "must be stopped", "should not return"; but "should be ready" expects and "should have" reproaches.
    let participle = w.pos(clause.start + verb + 2) == P::Vbn;
    let not = usize::from(w.negation(clause.start + verb + 1));
    let directive = match modal {
        // "Must have a screen", not "must have known".
        "must" => at(verb + 1) != "have" || w.pos(clause.start + verb + 2) != P::Vbn,
        "should" | "ought" => match at(verb + 1 + not) {
            "have" => false,
            "be" => participle || not > 0 || norm(at(verb + 2)),
            _ => true,
        },
        _ => false,
    };
    if directive {
        return Some(Act::Demand);
    }
    if SELF.contains(&at(0)) && matches!(at(1), "want" | "wants" | "wanted") {
        // "I want to know who signed".
        let curious =
            matches!(at(3), "know" | "understand" | "hear" | "see") && wh(w.at(clause.start + 4));
        return Some(if at(2) == "to" && curious {
            Act::Ask
        } else if at(2) == "to" {
            Act::Promise
        } else {
            Act::Demand
        });
    }
    // "The attack could end hopes of an exchange"; "you could see the sea" tells what one is able to.
    if modal == "could" && !own && outcome(at(verb + 1)) {
        return Some(Act::Predict);
    }
    let will = matches!(
        modal,
        "will" | "'ll" | "wo" | "would" | "shall" | "sha" | "'d"
    );
    if will && at(verb + 1) != "have" && at(verb + 2) != "have" {
        // "They" and "he" in a quotation are others than its speaker.
        let own = verb == 1 && own;
        // "Back then you'd hear": habit; "he'd battled": had.
        if modal == "'d" && (!own || w.pos(clause.start + verb + 1) != P::Vb) {
            return None;
        }
        if matches!(at(verb + 1), "likely" | "probably") {
            return Some(Act::Predict);
        }
        // What is expected of oneself is no promise: "we will have to", "they would need to", "it would be".
        // Nor is what a thing brings about: "it would cost 3,000 nurses".
        let volition = !(matches!(at(verb + 1), "be" | "need")
            || prefers(at(verb + 1))
            || at(0) == "it" && outcome(at(verb + 1)));
        return match (own, volition) {
            (true, true) => Some(Act::Promise),
            (true, false) if at(verb + 1) == "be" && w.pos(clause.start + verb + 2) == P::Vbg => {
                Some(Act::Promise)
            }
            // "It would appear that": no forecast, but a hedge.
            _ if modal == "would" && matches!(at(verb + 1), "appear" | "seem" | "depend") => None,
            _ if prefers(at(verb + 1)) => None,
            _ if modal == "would" && verb > 1 && quoted => None,
            // A judgement, no forecast: "that would be a disaster", "the party would be wise to wait".
            _ if quoted
                && at(verb + 1) == "be"
                && verdict(w, clause.start + verb..clause.end).is_some() =>
            {
                verdict(w, clause.start + verb..clause.end)
            }
            _ if at(verb + 1) == "be"
                && matches!(
                    at(verb + 2),
                    "wise"
                        | "mistaken"
                        | "wrong"
                        | "better"
                        | "foolish"
                        | "unwise"
                        | "right"
                        | "content"
                ) =>
            {
                None
            }
            _ => Some(Act::Predict),
        };
    }
    let going = verb + 1 + usize::from(w.negation(clause.start + verb + 1));
    if at(going) == "going" && at(going + 1) == "to" {
        return Some(if own { Act::Promise } else { Act::Predict });
    }
    // "The council needs to act".
    let needs = clause.clone().any(|t| {
        matches!(w.at(t), "needs" | "need" | "has" | "have")
            && w.at(t + 1) == "to"
            && w.before(t) != "i"
    });
    if quoted && needs && matches!(modal, "need" | "needs") {
        return Some(Act::Demand);
    }
    if !quoted && matches!(modal, "needs" | "need") && at(verb + 1) == "to" && !own {
        return Some(Act::Demand);
    }
    // "The river is falling and will be back in its bed": a later verb of the main clause.
    let later = clause.clone().any(|t| {
        matches!(w.at(t), "will" | "'ll")
            && w.at(t + 1) != "have"
            // "The thing you'll see", "of his own free will".
            && !matches!(w.before(t), "you" | "free")
            && w.pos(t) == P::Md
    });
    if later {
        return Some(Act::Predict);
    }
    // "More arrests were expected".
    let expects = clause.clone().any(|t| {
        w.at(t) == "expected"
            && (w.at(t + 1) == "to" && w.before(t) != "had"
                || !quoted && matches!(w.before(t), "is" | "are" | "was" | "were"))
    });
    let likely = clause
        .clone()
        .any(|t| foretold(w, t) && clause.contains(&(t + 2)))
        // "Anna was due to have an operation": over, where it is quoted.
        && !(quoted && matches!(modal, "was" | "were"));
    if likely || expects || matches!(modal, "expect" | "expects" | "expected") && verb == 1 {
        return Some(Act::Predict);
    }
    if wanting(w, &clause, verb) {
        return Some(Act::Demand);
    }
    // "That smacks of hypocrisy".
    if matches!(modal, "smacks" | "smacked" | "reeks" | "reeked") && at(verb + 1) == "of" {
        return Some(Act::Criticize);
    }
    // "is a disgrace", "was brilliant": a verdict right after the copula, in a short quoted sentence.
    let qualified = clause.clone().any(|t| w.at(t) == "but");
    let from = clause.start + verb;
    let progressive = w.pos(from + 1) == P::Vbg;
    let judged = quoted || (from + 1..from + 4).any(|t| clause.contains(&t) && w.quoted(t));
    if !progressive
        && !qualified
        && (judged || flat(w, from..clause.end))
        && (matches!(modal, "is" | "was" | "'s" | "were" | "are" | "has" | "'re")
            || matches!(modal, "have" | "'ve" | "had") && at(verb + 1) == "been")
    {
        return verdict(w, from..clause.end);
    }
    None
}

/// "Would rather", "would like": what one would choose.
fn prefers(word: &str) -> bool {
    matches!(
        word,
        "like" | "prefer" | "love" | "rather" | "sooner" | "miss"
    )
}

/// What something should be by right, where "should be ready" only expects it.
fn norm(word: &str) -> bool {
    matches!(
        word,
        "to" | "free"
            | "mandatory"
            | "compulsory"
            | "illegal"
            | "legal"
            | "ashamed"
            | "careful"
            | "transparent"
            | "accountable"
            | "honest"
            | "voluntary"
            | "higher"
            | "lower"
            | "stricter"
            | "tougher"
    )
}

/// Words that open a question told on.
fn wh(word: &str) -> bool {
    matches!(
        word,
        "whether" | "if" | "what" | "how" | "who" | "why" | "when" | "where"
    )
}

/// Verbs for what an event brings about.
fn outcome(verb: &str) -> bool {
    matches!(
        verb,
        "lead"
            | "mean"
            | "end"
            | "cost"
            | "cause"
            | "become"
            | "result"
            | "trigger"
            | "spark"
            | "spell"
            | "bring"
            | "force"
            | "push"
            | "delay"
            | "worsen"
            | "rise"
            | "fall"
            | "reach"
            | "open"
            | "pave"
            | "threaten"
            | "undermine"
            | "deter"
            | "last"
            | "burn"
            | "take"
            | "cut"
            | "climb"
            | "drop"
            | "spread"
            | "continue"
            | "double"
            | "exceed"
            | "collapse"
    )
}

/// "Stay indoors", "please let us go", "what we need is an inquiry".
fn directs(w: &Words, clause: &Range<usize>, own: bool) -> bool {
    /// Tokens of a subject and "has" behind it.
    const HAS_TO: usize = 8;
    let first = clause.start
        + usize::from(matches!(
            w.at(clause.start),
            "please" | "just" | "do" | "never" | "so"
        ));
    let first = first + usize::from(w.negation(first));
    let asks = matches!(w.at(clause.start), "what" | "all") && w.at(clause.start + 2) == "need";
    let needs = asks
        && (clause.start + 3..clause.end)
            .take(2)
            .any(|t| matches!(w.at(t), "is" | "now"));
    let remark = matches!(
        w.at(first),
        "look"
            | "listen"
            | "see"
            | "believe"
            | "trust"
            | "imagine"
            | "say"
            | "thank"
            | "bless"
            | "suppose"
    );
    // "We need more ambulances", "he has to resign".
    let lacks = matches!(w.at(clause.start), "we" | "i")
        && w.at(clause.start + 1) == "need"
        && w.pos(clause.start + 1) == P::Vbp;
    let has_to = clause.clone().take(HAS_TO).any(|t| {
        matches!(w.at(t), "has" | "have")
            && w.at(t + 1) == "to"
            && matches!(
                w.at(t + 2),
                "resign"
                    | "go"
                    | "stop"
                    | "change"
                    | "act"
                    | "end"
                    | "apologise"
                    | "apologize"
                    | "explain"
                    | "answer"
                    | "quit"
                    | "step"
            )
            || matches!(w.at(t), "has" | "have")
                && w.at(t + 1) == "to"
                && w.at(t + 2) == "be"
                && w.pos(t + 3) == P::Vbn
    });
    needs
        || lacks
        || has_to && !own
        || clause.contains(&first) && w.pos(first) == P::Vb && !remark && !w.finite(first + 1)
}

/// "The offer was an insult": in reported speech the verdict itself is the predicate, not "it was a poor harvest".
fn flat(w: &Words, predicate: Range<usize>) -> bool {
    /// Tokens from the copula to the verdict.
    const NEAR: usize = 4;
    let near = predicate.start + 1..predicate.end.min(predicate.start + NEAR);
    // "He was robbed on his way home" tells what happened.
    let judges = |t: &usize| {
        let word = *t..*t + 1;
        w.pos(*t) != P::Vbn && evaluation(w, std::slice::from_ref(&word)).is_some()
    };
    let qualifies = |t: usize| w.noun(t + 1) || matches!(w.pos(t + 1), P::Jj | P::Cc);
    near.clone().find(judges).is_some_and(|t| !qualifies(t))
}

/// How the words right after a copula judge.
fn verdict(w: &Words, predicate: Range<usize>) -> Option<Act> {
    /// Tokens in which a verdict falls, the copula included.
    const VERDICT: usize = 6;
    let near = predicate.start..predicate.end.min(predicate.start + VERDICT);
    // "This just isn't right".
    let short = near.clone().any(|t| {
        matches!(
            w.at(t),
            "right" | "fair" | "acceptable" | "enough" | "normal"
        ) && w.negated_before(t, near.start, NEGATED)
    });
    if short {
        return Some(Act::Criticize);
    }
    evaluation(w, &[near]).map(Evaluation::act)
}

/// "Likely to", "set to", "due to" before a verb.
pub(super) fn foretold(w: &Words, token: usize) -> bool {
    matches!(w.at(token), "likely" | "set" | "due")
        && w.at(token + 1) == "to"
        && w.pos(token + 2) == P::Vb
        && !w.noun(token)
        && !compared(w, token)
}

/// "Most likely to read spam", "twice as likely": a share that was counted.
pub(super) fn compared(w: &Words, token: usize) -> bool {
    w.at(token) == "likely" && matches!(w.before(token), "more" | "most" | "less" | "least" | "as")
}

/// "More staff are needed", "there is a need for oversight".
fn wanting(w: &Words, clause: &Range<usize>, verb: usize) -> bool {
    let verb = clause.start + verb;
    let be = matches!(w.at(verb), "is" | "are" | "'s" | "was" | "were");
    let after = (verb + 1..clause.end).find(|&t| w.pos(t) != P::Rb);
    be && after.is_some_and(|t| {
        w.at(t) == "needed" && !w.negation(t - 1)
            || w.at(clause.start) == "there"
                && (t..clause.end.min(t + 3)).any(|t| w.at(t) == "need" && w.noun(t))
                && !(verb..t + 1).any(|t| w.negation(t))
    })
}

/// The speaker's mind where it is negated, or a noun: "I don't think so", "my hope is that they come".
fn mind(w: &Words, clause: &Range<usize>, quoted: bool, own: bool) -> Option<Act> {
    /// Tokens in which subject, auxiliary, negation and verb stand.
    const GROUP: usize = 5;
    let start = clause.start;
    if own {
        let near = start..clause.end.min(start + GROUP);
        let verb = near.clone().find(|&t| w.negation(t))? + 1;
        let thinks = near.contains(&verb) && matches!(w.at(verb), "think" | "believe" | "expect");
        return thinks.then_some(if w.at(verb) == "expect" {
            Act::Predict
        } else {
            Act::Believe
        });
    }
    let theirs = matches!(w.at(start), "my" | "our")
        || !quoted && matches!(w.at(start), "his" | "her" | "their");
    let be = matches!(w.at(start + 2), "is" | "was" | "'s");
    if !theirs || !be {
        return None;
    }
    match w.at(start + 1) {
        "hope" | "fear" | "belief" | "guess" | "view" | "opinion" | "feeling" | "worry"
        | "concern" => Some(Act::Believe),
        "expectation" | "prediction" | "bet" => Some(Act::Predict),
        _ => None,
    }
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

/// The main clause from its verb on where its subject has a clause of its own: "players who cheat | should be banned".
fn predicate(w: &Words, content: &Range<usize>, clause: &Range<usize>) -> Option<Range<usize>> {
    /// Tokens that such a subject takes at most.
    const SUBJECT: usize = 20;
    let relative = matches!(w.at(clause.end), "who" | "which");
    if !relative || w.before(clause.end) == "," || clause.clone().any(|t| w.verb(t)) {
        return None;
    }
    let end = content.end.min(clause.end + SUBJECT);
    let within = (clause.end..end).take_while(|&t| !matches!(w.at(t), "." | "!" | "?" | ";" | ":"));
    let verb = within.filter(|&t| w.finite(t)).nth(1)?;
    Some(main_clause(w, &(verb..content.end)))
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
