//! Reads what a speaker does by saying it of himself or of others: "we condemn", "he was delighted", "they lied to us".

use super::Act;
use super::lemma::stem;
use super::lexicon::lexicon;
use super::words::Words;
use crate::decode::PartOfSpeech as P;
use std::ops::Range;

/// Words that stand for the speaker at the start of a content; in a quotation only the first person does.
const FIRST: [&str; 4] = ["i", "we", "'i", "'we"];
const SELF: [&str; 8] = ["i", "we", "he", "she", "they", "it", "'i", "'we"];

/// True where the content's first word stands for the speaker himself.
pub(super) fn of_oneself(w: &Words, start: usize, quoted: bool) -> bool {
    let word = w.at(start);
    FIRST.contains(&word) || !quoted && SELF.contains(&word)
}

/// Verbs that do what they say in the first person ("we condemn"), and in reported speech one tense back ("said it rejected
/// the offer"). Others tell what the speaker did before ("I accused them").
const VERBS: [&str; 39] = [
    "welcome",
    "applaud",
    "thank",
    "congratulate",
    "salute",
    "admire",
    "support",
    "condemn",
    "deplore",
    "regret",
    "oppose",
    "object",
    "denounce",
    "reject",
    "deny",
    "dispute",
    "disagree",
    "refute",
    "expect",
    "anticipate",
    "hope",
    "fear",
    "doubt",
    "suspect",
    "believe",
    "blame",
    "accuse",
    "urge",
    "demand",
    "recommend",
    "promise",
    "pledge",
    "vow",
    "guarantee",
    "agree",
    "confirm",
    "admit",
    "acknowledge",
    "concede",
];

/// What the first clause does where its subject is the speaker: a verb that performs, or a frame of mind.
pub(super) fn performed(w: &Words, clause: &Range<usize>, quoted: bool) -> Option<Act> {
    /// Adverbs between subject and verb.
    const ADVERBS: usize = 2;
    // "I support them, but I lost two days' wages": the point comes after.
    let qualified = clause.clone().any(|t| w.at(t) == "but");
    if qualified || !of_oneself(w, clause.start, quoted) {
        return None;
    }
    let skip = |from: usize| (from..clause.end).find(|&t| w.pos(t) != P::Rb || w.negation(t));
    let verb = skip(clause.start + 1).filter(|&t| t <= clause.start + 1 + ADVERBS)?;
    let present = matches!(w.pos(verb), P::Vbp | P::Vb | P::Vbz);
    let reported = !quoted && w.pos(verb) == P::Vbd;
    let act = |t: usize| lexicon().acts.get(&stem(w.at(t))).copied();
    if (present || reported) && VERBS.iter().any(|v| stem(v) == stem(w.at(verb))) {
        // "I agree with him" confirms, "agreed to go" promises.
        let to = w.at(verb + 1) == "to";
        return if w.at(verb).starts_with("agree") && to {
            Some(Act::Promise)
        } else {
            act(verb)
        };
    }
    // "I am delighted", "they were not satisfied", "she was concerned".
    let copula = matches!(
        w.at(verb),
        "am" | "are" | "is" | "'m" | "'re" | "was" | "were" | "'s"
    );
    let mut mind = skip(verb + 1)?;
    let negated = w.negation(mind);
    if negated {
        mind = skip(mind + 1)?;
    }
    let told = matches!(w.pos(mind), P::Jj | P::Vbn | P::Vbd);
    let felt = act(mind).filter(|_| copula && told)?;
    match felt {
        // "He was not convinced" still tells what he thinks, "she was not happy" finds fault.
        Act::Believe => Some(Act::Believe),
        Act::Praise if negated => Some(Act::Criticize),
        Act::Praise | Act::Criticize if !negated => Some(felt),
        _ => None,
    }
}

/// Verbs, in the active voice, for doing wrong to others or breaking the law.
const WRONGS: [&str; 40] = [
    "lie",
    "cheat",
    "steal",
    "betray",
    "mislead",
    "deceive",
    "defraud",
    "abuse",
    "bully",
    "torture",
    "rape",
    "rob",
    "assault",
    "harass",
    "falsify",
    "fake",
    "rig",
    "bribe",
    "sabotage",
    "manipulate",
    "smuggle",
    "violate",
    "embezzle",
    "swindle",
    "imprison",
    "massacre",
    "murder",
    "execute",
    "loot",
    "exploit",
    "intimidate",
    "threaten",
    "blackmail",
    "forge",
    "launder",
    "conspire",
    "collude",
    "persecute",
    "conceal",
    "hide",
];

/// True for a charge in so many words: somebody else than the speaker "lied", "has been cheating", "is covering up".
pub(super) fn charge(w: &Words, clause: &Range<usize>, quoted: bool) -> bool {
    if of_oneself(w, clause.start, quoted) {
        return false;
    }
    let Some(verb) = clause.clone().find(|&t| w.finite(t)) else {
        return false;
    };
    let relative = |t: usize| matches!(w.pos(t), P::Wdt | P::Wp) || w.at(t) == "that";
    let subject = clause.start..verb;
    if subject.is_empty() || w.pos(verb) == P::Md || subject.clone().any(relative) {
        return false;
    }
    if matches!(w.pos(clause.start), P::Vbg | P::To) {
        return false;
    }
    // "is lying", "has been cheating", "had deliberately misled"; "was robbed" suffers it.
    let group = verb..clause.end.min(verb + 4);
    let mut be = false;
    for token in group {
        if w.negation(token) {
            return false;
        }
        if w.verb(token) {
            // "The ship is lying under a sandbank".
            let rests = matches!(
                w.at(token + 1),
                "in" | "on" | "under" | "at" | "beside" | "below" | "there" | "across" | "near"
            );
            let own = stem(w.at(token));
            let wrong = WRONGS.iter().any(|v| stem(v) == own)
                && !(rests && matches!(w.at(token), "lying" | "lie" | "lies"));
            let covers = w.at(token).starts_with("cover") && w.at(token + 1) == "up"
                // "They are trying to silence us".
                || w.at(token) == "trying"
                    && w.at(token + 1) == "to"
                    && matches!(
                        w.at(token + 2),
                        "silence" | "intimidate" | "hide" | "cover" | "mislead" | "deceive" | "discredit" | "sabotage" | "rig" | "steal"
                    );
            let word = |of: fn(&str) -> bool| subject.clone().any(|t| of(w.at(t)));
            if wrong || covers || breaks(w, token, clause.end) || attacks(w, token) && word(armed) {
                // "The vote had been rigged": who suffers it charges nobody, but a vote does not suffer.
                return !(be && w.pos(token) == P::Vbn) || word(voted);
            }
            be |= matches!(
                w.at(token),
                "was" | "were" | "is" | "are" | "been" | "be" | "being" | "'s" | "'re"
            );
        } else if w.pos(token) != P::Rb {
            return false;
        }
    }
    false
}

/// Those who carry arms for a state or against it.
fn armed(word: &str) -> bool {
    matches!(
        word,
        "soldiers"
            | "soldier"
            | "troops"
            | "forces"
            | "army"
            | "police"
            | "policemen"
            | "officers"
            | "guards"
            | "jets"
            | "militia"
            | "agents"
            | "government"
    )
}

/// What is counted in a vote.
fn voted(word: &str) -> bool {
    matches!(
        word,
        "vote" | "election" | "elections" | "ballot" | "result" | "results" | "poll" | "referendum"
    )
}

/// "Has broken its promise".
fn breaks(w: &Words, token: usize, end: usize) -> bool {
    /// Tokens from the verb to what is broken.
    const BROKEN: usize = 4;
    let bond = |word: &str| {
        matches!(
            word,
            "promise"
                | "promises"
                | "law"
                | "laws"
                | "rules"
                | "agreement"
                | "deal"
                | "contract"
                | "truce"
                | "ceasefire"
                | "word"
                | "pledge"
        )
    };
    matches!(
        w.at(token),
        "broke" | "broken" | "breaking" | "breached" | "violated"
    ) && (token + 1..end.min(token + BROKEN)).any(|t| bond(w.at(t)))
}

/// "Jets had *bombed* the hospital", "police *beat* him": wrong where the armed do it.
fn attacks(w: &Words, token: usize) -> bool {
    matches!(
        w.at(token),
        "bombed"
            | "shelled"
            | "beat"
            | "beaten"
            | "tortured"
            | "looted"
            | "executed"
            | "abducted"
            | "massacred"
            | "raped"
    ) || matches!(w.at(token), "fired" | "shot" | "shooting" | "firing")
        && matches!(w.at(token + 1), "on" | "at" | "into" | "dead")
}
