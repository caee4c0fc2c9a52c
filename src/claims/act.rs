//! Reads a cue and its content: the act of saying, and whether it is negated.

use super::content::{content_act, foretold, future, main_clause};
use super::lemma::stem;
use super::lexicon::{Evaluation, LONGEST, evaluation, lexicon};
use super::promises::{TERMS, announces, own_future, plan, provides, terms, threatens};
use super::words::Words;
use super::{Act, SourceType};
use crate::decode::PartOfSpeech as P;
use std::ops::Range;

/// Verbs that name a thing instead of saying something about it: the content's evaluation decides.
const NAMING: [&str; 13] = [
    "call",
    "describe",
    "brand",
    "label",
    "dub",
    "term",
    "characterize",
    "characterise",
    "portray",
    "depict",
    "paint",
    "slam",
    "denounce",
];

/// True for papers that consist of charges.
pub fn charges(word: &str) -> bool {
    matches!(word, "indictment" | "lawsuit")
}

/// True for those who bring charges.
pub fn prosecutes(word: &str) -> bool {
    matches!(word, "prosecutor" | "prosecutors" | "prosecution")
}

/// The act of a claim: its cue's, or where that is neutral the content's where unmistakable. `own(token)` is true for words
/// that stand for the speaker or the body that he speaks for; `charging` where the source brings charges.
pub fn act(
    w: &Words,
    charging: bool,
    cue: Option<&Range<usize>>,
    contents: &[Range<usize>],
    kind: SourceType,
    own: &dyn Fn(usize) -> bool,
) -> Act {
    let act = by_words(w, cue, contents);
    // "The union is to seek damages", not "the idea is to seek damages".
    let to_do = |c: &Range<usize>| {
        matches!(w.at(c.start), "is" | "are")
            && w.at(c.start + 1) == "to"
            && w.pos(c.start + 2) == P::Vb
            // "Will investigate", not "will say".
            || act == Act::State && w.at(c.start) == "will" && cue_act(w, c).1.is_empty()
    };
    match act {
        _ if matches!(kind, SourceType::Named | SourceType::Group) && cue.is_some_and(to_do) => {
            Act::Promise
        }
        // What is foretold of oneself is promised, or threatened.
        Act::Predict
            if own_future(w, contents, own)
                || kind != SourceType::Unnamed && provides(w, contents) =>
        {
            Act::Promise
        }
        Act::State if charging && !past_court(w, contents) => Act::Accuse,
        _ => act,
    }
}

/// A charge tells what somebody did; what prosecutors say else is none.
pub fn tells_deed(w: &Words, contents: &[Range<usize>]) -> bool {
    let Some(content) = contents.first() else {
        return false;
    };
    let clause = main_clause(w, content);
    let Some(verb) = clause.clone().find(|&t| w.finite(t)) else {
        return false;
    };
    // "Permission had been sought", "the file had been lying there": the passive leaves open who did it.
    let perfect = matches!(w.at(verb), "has" | "have" | "had");
    let passive = perfect && w.at(verb + 1) == "been";
    !passive && (perfect || w.pos(verb) == P::Vbd)
}

/// What prosecutors say of the proceedings is no charge ("the trial would begin in May").
fn past_court(w: &Words, contents: &[Range<usize>]) -> bool {
    let mut words = contents.iter().cloned().flatten();
    words.any(|t| {
        matches!(
            w.at(t),
            "will"
                | "would"
                | "evidence"
                | "trial"
                | "hearing"
                | "investigation"
                | "charges"
                | "appeal"
                | "sentence"
        )
    })
}

/// The act by the words of cue and content alone.
fn by_words(w: &Words, cue: Option<&Range<usize>>, contents: &[Range<usize>]) -> Act {
    let content = contents.first().cloned().unwrap_or(0..0);
    let by_content = || content_act(w, contents).unwrap_or(Act::State);
    let Some(cue) = cue else {
        return by_content();
    };
    if declines(w, cue, &content) {
        return Act::Decline;
    }
    if cue.clone().any(|t| foretold(w, t)) {
        return Act::Predict;
    }
    let (mut act, mut key) = cue_act(w, cue);
    // "expressed | disappointment at the closure": the noun that tells the act may begin the content.
    if act == Act::State && content.start == cue.end && cue.start < cue.end {
        let joined = format!("{} {}", stem(w.at(cue.end - 1)), stem(w.at(content.start)));
        if let Some(&found) = lexicon().acts.get(&joined) {
            (act, key) = (found, joined);
        }
    }
    let first = w.at(content.start);
    // "called the accusation absurd", "described the figures as made up": what is judged is what others said.
    let said = content.clone().take(4).any(|t| {
        matches!(
            w.at(t),
            "claim"
                | "claims"
                | "accusation"
                | "accusations"
                | "allegation"
                | "allegations"
                | "report"
                | "reports"
                | "story"
                | "suggestion"
                | "suggestions"
                | "rumours"
                | "rumors"
                | "charge"
                | "charges"
                | "figures"
        )
    });
    match key.as_str() {
        "plead"
            if content
                .clone()
                .take(3)
                .any(|t| matches!(w.at(t), "innocence" | "innocent")) =>
        {
            Act::Deny
        }
        "plead" if content.clone().take(2).any(|t| w.at(t) == "guilty") => {
            if first == "not" {
                Act::Deny
            } else {
                Act::Confirm
            }
        }
        // "unveiled a budget that would …", "announced plans to".
        "announc" | "unveil" | "present" | "outlin"
            if content.clone().take(8).any(|t| plan(w.at(t))) =>
        {
            Act::Promise
        }
        // "Announced an inquiry", "three days of mourning": what one announces one is about to do.
        "announc" if announces(w, &content) => Act::Promise,
        k if said
            && NAMING.iter().any(|n| stem(n) == k)
            && evaluation(w, contents) == Some(Evaluation::Bad) =>
        {
            Act::Deny
        }
        k if NAMING.iter().any(|n| stem(n) == k) => {
            evaluation(w, contents).map_or(act, Evaluation::act)
        }
        // "questions about" ask, as "questioned whether" does; "questioned the methods" criticizes.
        "question"
            if !cue
                .clone()
                .any(|t| w.at(t).starts_with("question") && w.verb(t)) =>
        {
            Act::Ask
        }
        "question" if ["whether", "if", "how", "why"].contains(&first) => Act::Ask,
        // "said" and "told" with an infinitive direct: "told residents to leave".
        "tel" | "war" | "warn" | "caution" if contents.iter().any(|c| infinitive_object(w, c)) => {
            Act::Demand
        }
        // "cautioned members against waving placards".
        "war" | "warn" | "caution"
            if content
                .clone()
                .take(ADDRESSEE + 1)
                .any(|t| w.at(t) == "against" && w.pos(t + 1) == P::Vbg)
                || cue.clone().any(|t| w.at(t) == "against") =>
        {
            Act::Demand
        }
        "ask" if cue.clone().any(|t| w.at(t) == "asked") && passive(w, cue) => Act::State,
        // An estimate of something to come is a forecast.
        "estimat" | "calculat" | "project" if future(w, &content) => Act::Predict,
        // A court that "decided that" finds; who "decided to" plans.
        "decid" | "resolv" | "determin" | "determined" if matches!(first, "that" | "whether") => {
            by_content()
        }
        "agre" if first == "to" || content.clone().take(TERMS).any(|t| terms(w.at(t))) => {
            Act::Promise
        }
        // "swore that he had locked it": an oath on what is past.
        "swear" | "assur" if first != "to" && !future(w, &content) => by_content(),
        // "Sought to reassure them that nothing would change".
        "seek" if cue.clone().any(|t| w.at(t) == "to") => by_content(),
        // "sought an apology", not "sought | to apologise".
        "seek" if first != "to" && !w.verb(content.start) => Act::Demand,
        // "credited the crew with".
        "credit" if content.clone().any(|t| w.at(t) == "with") => Act::Praise,
        // "found the report alarmist".
        "find" if first != "that" && !content.clone().any(|t| w.finite(t)) => {
            evaluation(w, contents).map_or_else(by_content, Evaluation::act)
        }
        // "suggested waiting".
        "suggest" if w.pos(content.start) == P::Vbg => Act::Demand,
        // "warned that more strikes would follow unless an offer came".
        "war" | "warn" if threatens(w, &content) => Act::Promise,
        // "warned that the river could rise".
        "war" | "warn"
            if content_act(w, contents).is_none()
                && main_clause(w, &content)
                    .any(|t| matches!(w.at(t), "could" | "may" | "might")) =>
        {
            Act::Predict
        }
        // "demanded why": the content is a question.
        "demand" | "want"
            if matches!(first, "why" | "how" | "whether" | "what" | "who" | "where") =>
        {
            Act::Ask
        }
        // "offered his congratulations", "offered an explanation": words are given, nothing is promised.
        "off" | "offer" => offered(w, cue, &content).unwrap_or(act),
        // "wants to" plans, "wants them to" demands.
        "want" if first == "to" => Act::Promise,
        // "it is understood": a passive without a source reports.
        "understand" if passive(w, cue) => Act::State,
        "put" => Act::State,
        _ if act == Act::State => by_content(),
        _ => act,
    }
}

/// What somebody does who offers words.
fn offered(w: &Words, cue: &Range<usize>, content: &Range<usize>) -> Option<Act> {
    /// Tokens in which the head noun of what is offered stands.
    const HEAD: usize = 5;
    let mut words = cue.clone().chain(content.clone().take(HEAD));
    words.find_map(|t| match w.at(t) {
        "congratulations" | "praise" | "thanks" | "compliments" | "gratitude" => Some(Act::Praise),
        "condolences" | "sympathy" | "sympathies" | "apology" | "apologies" | "regrets"
        | "explanation" | "explanations" | "details" | "evidence" | "view" | "account"
        | "assessment" | "opinion" | "insight" | "insights" | "advice" | "proof" | "version"
        | "reasons" => Some(Act::State),
        "criticism" => Some(Act::Criticize),
        _ => None,
    })
}

/// What a cue says by itself: the act of its most telling expression, and the stem of that expression.
fn cue_act(w: &Words, cue: &Range<usize>) -> (Act, String) {
    let stems: Vec<String> = cue.clone().map(|t| stem(w.at(t))).collect();
    let acts = &lexicon().acts;
    let mut found: Option<(Act, String)> = None;
    let mut at = 0;
    while at < stems.len() {
        let mut step = 1;
        for length in (1..=LONGEST.min(stems.len() - at)).rev() {
            let key = stems[at..at + length].join(" ");
            // "snapped back" praises nobody, "said in its order" demands nothing.
            let particle = key == "back" && !w.verb(cue.start + at);
            let place = found.is_some() && placed(w, cue, cue.start + at);
            if let Some(&act) = acts.get(&key).filter(|_| !particle && !place) {
                // The first expression rules, unless it is neutral and a later one is not ("said, promising").
                let better = match &found {
                    None => true,
                    Some((first, _)) => *first == Act::State && act != Act::State,
                };
                if better {
                    found = Some((act, key));
                }
                step = length;
                break;
            }
        }
        at += step;
    }
    found.unwrap_or((Act::State, String::new()))
}

/// "Said in its *order*", "told the court during an *appeal*": where something was said, and "voted in *favour* of".
fn placed(w: &Words, cue: &Range<usize>, token: usize) -> bool {
    let determined = matches!(
        w.before(token),
        "a" | "an" | "the" | "his" | "her" | "its" | "their"
    );
    let favour = w.at(token).starts_with("favo") && w.before(token) == "in";
    favour
        || determined
            && token >= cue.start + 2
            && matches!(w.at(token - 2), "in" | "at" | "during" | "after")
}

/// "declined to comment", "did not respond", "could not be reached", "no comment".
fn declines(w: &Words, cue: &Range<usize>, content: &Range<usize>) -> bool {
    const SILENT: [&str; 11] = [
        "discuss",
        "elaborate",
        "speculate",
        "respond",
        "reply",
        "comment",
        "return",
        "answer",
        "available",
        "reached",
        "commented",
    ];
    let negated = cue.clone().any(|t| w.negation(t));
    // "Would not say whether", not "would not say that it was wrong".
    let withheld = cue.clone().any(|t| {
        matches!(w.at(t), "would" | "wo" | "will")
            && w.negation(t + 1)
            && matches!(
                w.at(t + 2),
                "say" | "discuss" | "comment" | "elaborate" | "speculate"
            )
    });
    if withheld && w.at(content.start) != "that" {
        return true;
    }
    let silent = cue.clone().any(|t| SILENT.contains(&w.at(t)));
    let comment = content
        .clone()
        .take(3)
        .any(|t| ["comment", "comments", "respond"].contains(&w.at(t)));
    (negated
        && silent
        && (comment
            || content.len() < 2
            || !["answer", "return"]
                .iter()
                .any(|v| cue.clone().any(|t| w.at(t) == *v))))
        || (negated && comment && cue.len() < 5)
}

/// Words that an addressee takes at most before "to".
const ADDRESSEE: usize = 5;

/// "residents to leave", "not to go": a noun phrase, or nothing, before an infinitive.
fn infinitive_object(w: &Words, content: &Range<usize>) -> bool {
    for token in content.clone().take(ADDRESSEE) {
        if w.at(token) == "to" {
            return w.pos(token + 1) == P::Vb;
        }
        if w.verb(token) || w.at(token) == "that" {
            return false;
        }
    }
    false
}

/// "was asked", "been asked", "were told".
pub(super) fn passive(w: &Words, cue: &Range<usize>) -> bool {
    cue.clone()
        .any(|t| ["was", "were", "is", "are", "been", "being"].contains(&w.at(t)))
}

/// True where the attribution itself is negated: "did not say", "No group has claimed". Refusals are acts of their own.
pub fn negated(
    w: &Words,
    source: Option<&Range<usize>>,
    cue: Option<&Range<usize>>,
    act: Act,
) -> bool {
    if act == Act::Decline {
        return false;
    }
    let Some(cue) = cue else { return false };
    // "not only", and what is said the more strongly: "has no doubt", "made no secret".
    let only = |t: usize| {
        w.at(t) == "not" && w.at(t + 1) == "only"
            || w.at(t) == "no"
                && matches!(
                    w.at(t + 1),
                    "doubt" | "doubts" | "secret" | "bones" | "hesitation"
                )
            || matches!(w.at(t), "not" | "n't") && w.at(t + 1) == "hesitate"
    };
    // "avoided saying", "stopped short of calling", "failed to mention".
    let left_out = cue.len() > 1
        && cue.clone().any(|t| {
            matches!(
                w.at(t),
                "avoid" | "avoids" | "avoided" | "failed" | "fails" | "refrained" | "neglected"
            ) || matches!(w.at(t), "stopped" | "stops" | "fell" | "falls") && w.at(t + 1) == "short"
        });
    let inside = cue.clone().any(|t| w.negation(t) && !only(t))
        && !matches!(cue_act(w, cue).1.as_str(), "plead not guilti");
    // The cue may leave out the auxiliary before it.
    let before = (1..=2).any(|back| {
        cue.start >= back
            && matches!(w.at(cue.start - back), "not" | "n't" | "never")
            && source.is_none_or(|s| !s.contains(&(cue.start - back)))
    }) && w.verb(cue.start);
    let nobody = source.is_some_and(|s| {
        s.end <= cue.start
            && matches!(w.at(s.start), "no" | "nobody" | "neither" | "none")
            && w.at(s.start + 1) != "one."
    });
    inside || left_out || before || nobody
}
