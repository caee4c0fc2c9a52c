//! Reads whether writer or speaker marks a claim as uncertain: cue and content in, yes or no out.

use super::SourceType;
use super::act::passive;
use super::content::{compared, main_clause};
use super::lexicon::reports;
use super::words::Words;
use crate::decode::PartOfSpeech as P;
use std::ops::Range;

/// Participles by which a passive leaves open who stands behind it ("is said to"); "was told" and "was charged" don't.
fn distances(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "thought"
            | "believed"
            | "reported"
            | "alleged"
            | "understood"
            | "rumoured"
            | "rumored"
            | "claimed"
            | "supposed"
            | "feared"
            | "expected"
            | "considered"
            | "seen"
            | "presumed"
            | "assumed"
            | "suspected"
            | "reckoned"
            | "estimated"
            | "perceived"
            | "regarded"
            | "predicted"
            | "tipped"
            | "deemed"
            | "speculated"
            | "suggested"
            | "accused"
            | "hoped"
            | "held"
    )
}

/// True where writer or speaker marks the claim as uncertain.
pub fn hedged(
    w: &Words,
    source: SourceType,
    cue: Option<&Range<usize>>,
    contents: &[Range<usize>],
) -> bool {
    const CUES: [&str; 24] = [
        "allegedly",
        "reportedly",
        "supposedly",
        "purportedly",
        "apparently",
        "seemingly",
        "suggest",
        "suggests",
        "suggested",
        "suggesting",
        "appear",
        "appears",
        "appeared",
        "seem",
        "seems",
        "seemed",
        "hint",
        "hints",
        "hinted",
        "may",
        "might",
        "suspect",
        "suspects",
        "suspected",
    ];
    const CONTENT: [&str; 20] = [
        "may",
        "might",
        "probably",
        "perhaps",
        "possibly",
        "likely",
        "unlikely",
        "apparently",
        "allegedly",
        "reportedly",
        "appears",
        "appear",
        "appeared",
        "seems",
        "seem",
        "seemed",
        "supposedly",
        "presumably",
        "potentially",
        "maybe",
    ];
    if let Some(cue) = cue {
        // "avoided suggesting" suggests nothing.
        let avoided = cue.clone().any(|t| w.at(t).starts_with("avoid"));
        if !avoided && cue.clone().any(|t| CUES.contains(&w.at(t))) {
            return true;
        }
        // "it is alleged", "is said to", "are thought to": nobody stands behind it.
        if source == SourceType::Unnamed
            && cue.len() > 1
            && passive(w, cue)
            && cue
                .clone()
                .any(|t| w.pos(t) == P::Vbn && distances(w.at(t)))
        {
            return true;
        }
    }
    let Some(content) = contents.first() else {
        return false;
    };
    let clause = main_clause(w, content);
    // "Claims | that it could step in", "cut a padlock | before they could go on": what is uncertain there is another thing.
    let other = |&t: &usize| {
        let told = t > clause.start && reports(w.before(t)) && w.noun(t - 1);
        told && (w.at(t) == "that" || matches!(w.pos(t), P::Prp | P::Dt | P::Nnp))
            || matches!(w.at(t), "before" | "after" | "why" | "how")
                && (clause.start..t).any(|t| w.finite(t))
    };
    let end = clause.clone().find(other).unwrap_or(clause.end);
    let clause = clause.start..end;
    // "It appears to be", not "she appears in both films".
    let seen = |t: usize| {
        w.at(t).starts_with("appear")
            && (w.noun(t + 1) || matches!(w.pos(t + 1), P::In | P::Jjr | P::Rbr | P::Dt | P::Punct))
            && !matches!(w.at(t + 1), "that" | "as" | "like")
    };
    clause.clone().any(|t| {
        let month = w.at(t) == "may" && w.capital(t);
        CONTENT.contains(&w.at(t)) && !(month || seen(t) || compared(w, t))
            // "could" of possibility, not of ability that was lacking or had.
            || w.at(t) == "could" && !matches!(w.at(t + 1), "not" | "n't" | "no") && !matches!(w.before(t), "what" | "that" | "how" | "who" | "we" | "i" | "she" | "he" | "nobody")
                && !matches!(w.at(t + 1), "see" | "hear" | "feel" | "smell")
    })
}
