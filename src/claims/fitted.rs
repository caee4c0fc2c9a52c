//! Weighs what a claim does where words alone leave it open: the claim and its surroundings in, the likeliest act out.
//!
//! Denials and charges often lie in what was said before: "I was in Chennai that day" denies only what somebody has alleged.
//! A multinomial logistic regression, fitted by `training/acts` on annotated articles, weighs such features together.

use super::act::neutral;
use super::content::main_clause;
use super::lemma::stem;
use super::performs::of_oneself;
use super::sides::Side;
use super::source::{Mentions, Speaker};
use super::words::Words;
use super::{Act, DESCRIPTIONS, Draft, SourceType};
use crate::decode::PartOfSpeech as P;
use std::collections::BTreeMap;
use std::ops::Range;

/// The weights that are not 0: five bytes each, ordered by the first three, which are the feature's hash, low byte first;
/// then the act by its place in `ACTS`, and the weight as a signed byte that counts steps of one size for all.
const WEIGHTS: &[u8] = include_bytes!("fitted.bin");

/// Bytes of one weight.
const ENTRY: usize = 5;

/// How much likelier than a statement another act must be to take its place, in steps of the weights: what is not unmistakable
/// states. Of what tips the balance by this much, nine in ten are right, of what just tips it two in three.
const MARGIN: i32 = 24;

/// The acts in the order in which the table counts them.
const ACTS: [(Act, &str); 12] = [
    (Act::State, "state"),
    (Act::Confirm, "confirm"),
    (Act::Deny, "deny"),
    (Act::Accuse, "accuse"),
    (Act::Promise, "promise"),
    (Act::Demand, "demand"),
    (Act::Ask, "ask"),
    (Act::Predict, "predict"),
    (Act::Believe, "believe"),
    (Act::Praise, "praise"),
    (Act::Criticize, "criticize"),
    (Act::Decline, "decline"),
];

/// Tokens of a content that are read: what it does is said early, and a book between two quotation marks must not take all day.
const READ: usize = 128;

/// The tokens of a draft's content that are read.
fn contents(draft: &Draft) -> impl Iterator<Item = usize> + '_ {
    draft.contents.iter().cloned().flatten().take(READ)
}

/// What is read of an article to weigh its claims.
pub(super) struct Article<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) mentions: &'a Mentions<'a>,
    pub(super) drafts: &'a [Draft],
    pub(super) speakers: &'a [Speaker],
    pub(super) sides: &'a BTreeMap<usize, Side>,
    /// What each draft does by the rules.
    pub(super) ruled: &'a [Act],
    /// The drafts in the order of the text, and the place of each there.
    order: Vec<usize>,
    place: Vec<usize>,
    /// Of each draft the stems that tell what it is about, as hashes.
    about: Vec<Vec<u32>>,
}

impl<'a> Article<'a> {
    pub(super) fn new(
        words: &'a Words<'a>,
        mentions: &'a Mentions<'a>,
        drafts: &'a [Draft],
        speakers: &'a [Speaker],
        sides: &'a BTreeMap<usize, Side>,
        ruled: &'a [Act],
    ) -> Self {
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&i| drafts[i].start());
        let mut place = vec![0; drafts.len()];
        for (at, &i) in order.iter().enumerate() {
            place[i] = at;
        }
        let about = drafts.iter().map(|d| about(words, d)).collect();
        Article {
            words,
            mentions,
            drafts,
            speakers,
            sides,
            ruled,
            order,
            place,
            about,
        }
    }

    /// What a draft does. Weighed is what rules and a neutral cue leave as a statement; of charges that only weights found, more
    /// were wrong than right.
    pub(super) fn act(&self, draft: usize) -> Act {
        const OTHERS: [Act; 4] = [Act::Deny, Act::Promise, Act::Praise, Act::Criticize];
        let ruled = self.ruled[draft];
        if ruled != Act::State || !neutral(self.words, self.drafts[draft].cue.as_ref()) {
            return ruled;
        }
        let mut scores = [0i32; ACTS.len()];
        self.features(draft, &mut |parts| {
            for (act, weight) in weights(hash(parts)) {
                if let Some(score) = scores.get_mut(act) {
                    *score += weight;
                }
            }
        });
        let score = |act: Act| {
            let place = ACTS.iter().position(|(a, _)| *a == act);
            place.map_or(0, |p| scores[p])
        };
        let best = OTHERS.into_iter().max_by_key(|&act| score(act));
        best.filter(|&act| score(act) >= score(ruled) + MARGIN)
            .unwrap_or(ruled)
    }

    /// Tells the features of a draft, each as its kind and the words that fill it. A feature told twice counts twice.
    pub(super) fn features(&self, draft: usize, tell: &mut dyn FnMut(&[&str])) {
        let w = self.words;
        let d = &self.drafts[draft];
        let speaker = self.speakers[draft];
        tell(&["any"]);
        tell(&["act", name(self.ruled[draft])]);
        if neutral(w, d.cue.as_ref()) {
            tell(&["neutral"]);
        }
        self.cue(draft, tell);
        self.source(draft, tell);
        let Some(content) = d.contents.first() else {
            return;
        };
        let clause = main_clause(w, content);
        let clause = clause.start..clause.end.min(clause.start + READ);
        let quoted = w.quoted(clause.start);
        let form = match (quoted, contents(d).any(|t| w.quoted(t))) {
            (true, _) => "direct",
            (false, true) => "mixed",
            _ => "indirect",
        };
        tell(&["form", form]);
        for token in contents(d).filter(|&t| w.is_word(t)) {
            tell(&["word", &stem(w.at(token))]);
        }
        for token in clause.clone() {
            if token > 0 && w.is_word(token) && w.is_word(token - 1) {
                tell(&["pair", w.before(token), w.at(token)]);
            }
        }
        tell(&["first", w.at(clause.start), w.at(clause.start + 1)]);
        let negated = clause.clone().any(|t| w.negation(t));
        let verb = clause.clone().find(|&t| w.finite(t));
        let person = self.person(&clause, verb, quoted, speaker);
        let (tag, next) = verb.map_or(("none", "none"), |v| (tag(w, v), predicate(w, v, &clause)));
        let not = if negated { "not" } else { "so" };
        tell(&["verb", tag, next]);
        tell(&["subject", person, not]);
        tell(&["subject tense", person, tag, not]);
        tell(&["subject form", person, form, tag]);
        if negated {
            tell(&["negated", tag, form]);
        }
        self.surroundings(draft, person, not, tell);
    }

    /// The words of the cue.
    fn cue(&self, draft: usize, tell: &mut dyn FnMut(&[&str])) {
        let w = self.words;
        let Some(cue) = &self.drafts[draft].cue else {
            tell(&["no cue"]);
            return;
        };
        let ruled = name(self.ruled[draft]);
        for token in cue.clone() {
            let stem = stem(w.at(token));
            tell(&["cue", &stem]);
            tell(&["cue act", &stem, ruled]);
        }
    }

    /// Who speaks.
    fn source(&self, draft: usize, tell: &mut dyn FnMut(&[&str])) {
        let w = self.words;
        let speaker = self.speakers[draft];
        let kind = match speaker.kind {
            SourceType::Named => "named",
            SourceType::Unnamed => "unnamed",
            SourceType::Group => "group",
            SourceType::Document => "document",
            SourceType::Author => "author",
        };
        tell(&["source", kind]);
        for token in self.drafts[draft].source.iter().cloned().flatten() {
            if !w.capital(token) && w.is_word(token) {
                tell(&["speaker", &stem(w.at(token))]);
            }
        }
        let entity = speaker.entity.and_then(|e| self.mentions.entity(e));
        let descriptions = entity.map_or(&[][..], |e| &e.descriptions);
        for description in descriptions.iter().take(DESCRIPTIONS) {
            for word in description.split(|c: char| !c.is_alphanumeric()) {
                tell(&["described", &stem(&word.to_lowercase())]);
            }
        }
    }

    /// Of whom the content tells.
    fn person(
        &self,
        clause: &Range<usize>,
        verb: Option<usize>,
        quoted: bool,
        speaker: Speaker,
    ) -> &'static str {
        let w = self.words;
        let subject = clause.start..verb.unwrap_or(clause.start + 1);
        let side = speaker.entity.and_then(|e| self.sides.get(&e));
        let first = w.at(clause.start);
        if matches!(first, "i" | "we") && quoted {
            "first"
        } else if of_oneself(w, clause.start, quoted) && first != "it" {
            "himself"
        } else if matches!(first, "my" | "our")
            || !quoted && matches!(first, "his" | "her" | "its" | "their")
        {
            "his"
        } else if subject
            .clone()
            .any(|t| side.is_some_and(|s| s.stands_for(w, self.mentions, t)))
        {
            "own"
        } else if matches!(first, "you" | "your") {
            "you"
        } else if matches!(first, "he" | "she" | "they") {
            "third"
        } else if matches!(first, "it" | "this" | "that" | "these" | "those") {
            "it"
        } else if first == "there" {
            "there"
        } else if matches!(
            first,
            "nobody" | "nothing" | "no" | "none" | "not" | "neither"
        ) {
            "nobody"
        } else if subject
            .clone()
            .any(|t| matches!(w.pos(t), P::Nnp | P::Nnps))
        {
            "name"
        } else if subject.clone().any(|t| w.pos(t) == P::Nns) {
            "many"
        } else {
            "other"
        }
    }

    /// What was said before and after by others.
    fn surroundings(&self, draft: usize, person: &str, not: &str, tell: &mut dyn FnMut(&[&str])) {
        /// Claims looked back over, and ahead.
        const BACK: usize = 8;
        let at = self.place[draft];
        let speaker = self.speakers[draft].entity;
        let other = |&i: &usize| speaker.is_none() || self.speakers[i].entity != speaker;
        let before = || {
            self.order[at.saturating_sub(BACK)..at]
                .iter()
                .rev()
                .copied()
        };
        let nth = ["0", "1", "2", "3", "4"][at.min(4)];
        tell(&["nth", nth]);
        let last = before().next();
        tell(&["before", last.map_or("none", |i| name(self.ruled[i]))]);
        if last.is_some_and(|i| !other(&i)) {
            tell(&["goes on", last.map_or("none", |i| name(self.ruled[i]))]);
        }
        let earlier = before().find(|i| other(i));
        let answered = earlier.map_or("none", |i| name(self.ruled[i]));
        tell(&["other before", answered]);
        tell(&["other before", answered, person, not]);
        let mut after = self.order[at + 1..].iter().copied().take(BACK);
        let later = after.find(|i| other(i));
        tell(&["other after", later.map_or("none", |i| name(self.ruled[i]))]);
        // Whom earlier claims of others speak of.
        let side = speaker.and_then(|e| self.sides.get(&e));
        let of_him = before().filter(|i| other(i)).find(|&i| {
            side.is_some_and(|s| {
                contents(&self.drafts[i]).any(|t| s.stands_for(self.words, self.mentions, t))
            })
        });
        if let Some(i) = of_him {
            tell(&["of him"]);
            tell(&["of him", name(self.ruled[i])]);
            tell(&["of him", person, not]);
        }
        // Words in common with what another said.
        let own = &self.about[draft];
        let shared = before()
            .filter(|i| other(i))
            .map(|i| self.about[i].iter().filter(|s| own.contains(s)).count())
            .max();
        let shared = ["0", "1", "2", "3"][shared.unwrap_or(0).min(3)];
        tell(&["shared", shared]);
        tell(&["shared", shared, not]);
    }
}

/// Hashes of the stems that tell what a draft is about.
fn about(w: &Words, draft: &Draft) -> Vec<u32> {
    let telling = |&t: &usize| {
        w.at(t).len() > 3 && (w.noun(t) || matches!(w.pos(t), P::Cd | P::Vbd | P::Vbn | P::Jj))
    };
    contents(draft)
        .filter(telling)
        .map(|t| hash(&[&stem(w.at(t))]))
        .collect()
}

fn name(act: Act) -> &'static str {
    ACTS.iter().find(|(a, _)| *a == act).map_or("", |(_, n)| n)
}

/// The tense of a finite verb.
fn tag(w: &Words, verb: usize) -> &'static str {
    match w.at(verb) {
        "will" | "'ll" | "wo" | "shall" => "will",
        "would" | "'d" => "would",
        "can" | "could" | "ca" | "may" | "might" => "may",
        "must" | "should" | "ought" => "must",
        "had" => "had",
        "has" | "have" | "'ve" => "has",
        "was" | "were" => "was",
        "is" | "are" | "'s" | "'re" | "am" | "'m" => "is",
        "did" | "do" | "does" => "did",
        _ if w.pos(verb) == P::Vbd => "past",
        _ => "present",
    }
}

/// The form of what follows the verb.
fn predicate(w: &Words, verb: usize, clause: &Range<usize>) -> &'static str {
    let mut after = verb + 1..clause.end;
    match after
        .find(|&t| w.pos(t) != P::Rb && !w.negation(t))
        .map(|t| w.pos(t))
    {
        Some(P::Vbn | P::Vbd) => "done",
        Some(P::Vbg) => "doing",
        Some(P::Vb) => "do",
        Some(P::Jj | P::Jjr | P::Jjs) => "adjective",
        Some(P::Dt) => "thing",
        Some(P::Nn | P::Nns | P::Nnp | P::Nnps | P::Prp | P::PrpS) => "noun",
        Some(P::In | P::To) => "place",
        Some(_) => "other",
        None => "end",
    }
}

/// FNV-1a over the parts of a feature, folded.
pub(super) fn hash(parts: &[&str]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for part in parts {
        for byte in part.bytes().chain([b'|']) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    (hash ^ (hash >> 24)) & 0x00ff_ffff
}

/// The acts that a feature speaks for or against, and how strongly.
fn weights(feature: u32) -> impl Iterator<Item = (usize, i32)> {
    let (entries, _) = WEIGHTS.as_chunks::<ENTRY>();
    let key = |e: &[u8; ENTRY]| u32::from_le_bytes([e[0], e[1], e[2], 0]);
    let from = entries.partition_point(|e| key(e) < feature);
    entries[from..]
        .iter()
        .take_while(move |e| key(e) == feature)
        .map(|e| (usize::from(e[3]), i32::from(e[4] as i8)))
}
