//! Turns attributions into claims: who speaks, by what act, how sure, about what.

mod act;
mod carry;
mod classifier;
mod confidence;
mod content;
mod denial;
mod hash;
mod hedge;
pub(crate) mod lemma;
mod lexicon;
mod narrative;
mod overlooked;
mod performs;
mod promises;
mod sides;
mod source;
mod tenor;
pub(crate) mod words;
pub mod worthiness;

use crate::decode::Tagging;
use crate::entities::Entity;
use crate::quantities::Quantity;
use crate::text::{QuoteState, Span, Text};
use crate::times::Time;
use crate::turns::{finish, turn};
use classifier::Reading;
use serde::{Deserialize, Serialize};
use source::{Mentions, Speaker};
use std::ops::Range;
use words::Words;

/// Share of quotations without a source of their own that the rules attribute rightly, as a factor on
/// the confidence of the claim whose source they inherit.
const CARRIED_FACTOR: f32 = 0.9;

/// One claim. `speaker`, `entities`, `times` and `quantities` are indices into the lists of those stages.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// How the content is reported.
    pub kind: ClaimKind,
    /// The noun phrase that names who says it.
    pub source: Option<Span>,
    /// The reporting expression.
    pub cue: Option<Span>,
    /// What is said, in order.
    pub content: Vec<Span>,
    /// The entity that the source refers to.
    pub speaker: Option<usize>,
    /// Who stands behind it.
    pub source_type: SourceType,
    /// What is done by saying it.
    pub act: Act,
    /// The attribution itself is negated ("did not say").
    pub negated: bool,
    /// Writer or speaker marks it as uncertain.
    pub hedged: bool,
    /// How much a fact-checker would want it checked, 0 to 1.
    pub check_worthiness: f32,
    /// Entities that the content mentions.
    pub entities: Vec<usize>,
    /// Times that the content mentions.
    pub times: Vec<usize>,
    /// Quantities that the content mentions.
    pub quantities: Vec<usize>,
    /// Calibrated probability that the claim is right, 0 to 1.
    pub confidence: f32,
}

/// How the content is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum ClaimKind {
    /// Every word of the content is quoted.
    Direct,
    /// No word of the content is quoted.
    Indirect,
    /// Some words of the content are quoted.
    Mixed,
    /// The article's own assertion.
    Narrative,
}

/// Who stands behind a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum SourceType {
    /// A named person or organization.
    Named,
    /// One or several individuals without a name.
    Unnamed,
    /// A collective without a proper name.
    Group,
    /// A report, statement, filing or poll.
    Document,
    /// The article.
    Author,
}

/// What is done by saying it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
#[cfg_attr(feature = "types", derive(ts_rs::TS))]
pub enum Act {
    State,
    Confirm,
    Deny,
    Accuse,
    Promise,
    Demand,
    Ask,
    Predict,
    Believe,
    Praise,
    Criticize,
    Decline,
}

/// An attribution in token ranges on its way to a claim.
struct Draft {
    source: Option<Range<usize>>,
    cue: Option<Range<usize>>,
    contents: Vec<Range<usize>>,
    /// The draft whose source also speaks here, where there is none of its own.
    inherits: Option<usize>,
    confidence: f32,
}

impl Draft {
    /// The first token of any of its parts.
    fn start(&self) -> usize {
        let parts = [&self.source, &self.cue];
        let contents = self.contents.iter().map(|c| c.start);
        parts
            .iter()
            .filter_map(|p| p.as_ref().map(|r| r.start))
            .chain(contents)
            .min()
            .unwrap_or(0)
    }
}

/// Turns what the network tagged into claims, ordered by where they begin: attributed ones with speaker,
/// act and flags, quotations that inherit their speaker, and the assertions that the article makes itself.
pub fn build(
    text: &Text,
    tagging: &Tagging,
    entities: &[Entity],
    times: &[Time],
    quantities: &[Quantity],
) -> Vec<Claim> {
    finish(build_in_turns(text, tagging, entities, times, quantities))
}

/// Attributions, or assertions of the article's own, that become claims in one turn: a few milliseconds.
const TURN_CLAIMS: usize = 128;

/// The same, in turns.
pub(crate) async fn build_in_turns(
    text: &Text<'_>,
    tagging: &Tagging,
    entities: &[Entity],
    times: &[Time],
    quantities: &[Quantity],
) -> Vec<Claim> {
    let words = Words::new(text, &tagging.parts_of_speech);
    let mentions = Mentions::new(entities);
    turn().await;
    let Attributed {
        drafts,
        speakers,
        acts,
        taken,
    } = attributed(&words, &mentions, tagging, entities).await;
    let mut claims = Vec::new();
    for (i, ((draft, &speaker), &ruled)) in drafts.iter().zip(&speakers).zip(&acts).enumerate() {
        if i % TURN_CLAIMS == 0 {
            turn().await;
        }
        let content: Vec<Span> = draft
            .contents
            .iter()
            .filter_map(|c| words.span(c))
            .collect();
        if content.is_empty() {
            continue;
        }
        let reading = Reading::new(&words, draft, speaker, ruled);
        let act = classifier::act(&reading);
        claims.push(Claim {
            kind: reading.kind,
            source: draft.source.as_ref().and_then(|s| words.span(s)),
            cue: draft.cue.as_ref().and_then(|c| words.span(c)),
            speaker: speaker.entity,
            source_type: speaker.kind,
            act,
            negated: act::negated(&words, draft.source.as_ref(), draft.cue.as_ref(), act),
            hedged: hedge::hedged(&words, speaker.kind, draft.cue.as_ref(), &draft.contents),
            check_worthiness: worthiness::score(text, &draft.contents, Some(act)),
            entities: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            confidence: sureness(&words, draft),
            content,
        });
    }
    turn().await;
    let clauses = narrative::clauses(&words, tagging, &taken, times, quantities).await;
    for (index, clause) in clauses.into_iter().enumerate() {
        if index % TURN_CLAIMS == 0 {
            turn().await;
        }
        let Some(span) = words.span(&clause) else {
            continue;
        };
        claims.push(Claim {
            kind: ClaimKind::Narrative,
            source: None,
            cue: None,
            content: vec![span],
            speaker: None,
            source_type: SourceType::Author,
            act: Act::State,
            negated: false,
            hedged: hedge::hedged(
                &words,
                SourceType::Author,
                None,
                std::slice::from_ref(&clause),
            ),
            check_worthiness: worthiness::score(text, std::slice::from_ref(&clause), None),
            entities: Vec::new(),
            times: Vec::new(),
            quantities: Vec::new(),
            // With the times, below.
            confidence: 0.0,
        });
    }
    turn().await;
    for claim in &mut claims {
        for &span in &claim.content {
            claim
                .entities
                .extend(mentions.within(span).map(|(_, entity, _)| *entity));
            claim.times.extend(inside(times, |t| t.span, span));
            claim
                .quantities
                .extend(inside(quantities, |q| q.span, span));
        }
        for list in [&mut claim.entities, &mut claim.times, &mut claim.quantities] {
            list.sort_unstable();
            list.dedup();
        }
        if let (ClaimKind::Narrative, Some(&span)) = (claim.kind, claim.content.first()) {
            let clause = words.tokens(span);
            let count = clause.clone().filter(|&t| words.is_word(t)).count();
            let whole = whole_sentence(&words, &clause);
            claim.confidence = confidence::narrative(count, whole, !claim.times.is_empty());
        }
    }
    claims.sort_by_key(|c| (start(c), c.content.first().map_or(0, |s| s.start)));
    claims
}

/// The attributions of a text with who speaks, and the act that the rules read.
struct Attributed {
    drafts: Vec<Draft>,
    speakers: Vec<Speaker>,
    acts: Vec<Act>,
    /// The tokens that belong to one.
    taken: Vec<bool>,
}

async fn attributed(
    words: &Words<'_>,
    mentions: &Mentions<'_>,
    tagging: &Tagging,
    entities: &[Entity],
) -> Attributed {
    let mut drafts = carry::drafts(words, tagging);
    turn().await;
    let mut taken = vec![false; words.len()];
    take(&mut taken, &drafts);
    let overlooked = overlooked::drafts(words, &taken);
    take(&mut taken, &overlooked);
    drafts.extend(overlooked);
    let mut speakers: Vec<Speaker> = Vec::with_capacity(drafts.len());
    turn().await;
    for draft in &drafts {
        if speakers.len() % TURN_CLAIMS == TURN_CLAIMS - 1 {
            turn().await;
        }
        /// A pronoun looks back over so many claims.
        const MEMORY: usize = 6;
        let recent = &speakers[speakers.len().saturating_sub(MEMORY)..];
        let speaker = match (&draft.source, draft.inherits.and_then(|i| speakers.get(i))) {
            (Some(source), _) => {
                let cue = draft.cue.clone().unwrap_or(0..0);
                let goes_on = cue
                    .into_iter()
                    .any(|t| matches!(words.at(t), "added" | "adds" | "continued" | "went"));
                source::speaker(words, mentions, source, recent, goes_on)
            }
            (None, Some(&inherited)) => inherited,
            (None, None) => Speaker {
                entity: None,
                kind: SourceType::Unnamed,
            },
        };
        speakers.push(speaker);
    }
    let sides = sides::sides(words, mentions, &drafts, &speakers);
    let mut acts = Vec::with_capacity(drafts.len());
    for (i, (draft, &speaker)) in drafts.iter().zip(&speakers).enumerate() {
        if i % TURN_CLAIMS == 0 {
            turn().await;
        }
        let own = |token: usize| {
            let side = speaker.entity.and_then(|e| sides.get(&e));
            side.is_some_and(|side| side.stands_for(words, mentions, token))
        };
        let (source, cue) = (draft.source.as_ref(), draft.cue.as_ref());
        let said_by =
            |of: fn(&str) -> bool| source.is_some_and(|s| s.clone().any(|t| of(words.at(t))));
        let accuser =
            said_by(act::prosecutes) || speaker.entity.is_some_and(|e| prosecutor(&entities[e]));
        let charging = said_by(act::charges) || accuser && act::tells_deed(words, &draft.contents);
        let act = act::act(words, charging, cue, &draft.contents, speaker.kind, &own);
        acts.push(act);
    }
    Attributed {
        drafts,
        speakers,
        acts,
        taken,
    }
}

/// A claim as training/acts/train.py reads it.
#[doc(hidden)]
pub struct Ruled {
    /// The reporting expression, and what is said.
    pub cue: Option<Span>,
    pub content: Vec<Span>,
    /// Who stands behind it.
    pub source_type: SourceType,
    #[allow(missing_docs)]
    pub negated: bool,
    #[allow(missing_docs)]
    pub hedged: bool,
    /// The act that the rules read.
    pub act: Act,
    /// What its weighing against the words reads.
    pub features: Vec<u16>,
}

/// The attributed claims of a text, as far as the rules read them.
#[doc(hidden)]
pub fn ruled(text: &Text, tagging: &Tagging, entities: &[Entity]) -> Vec<Ruled> {
    let words = Words::new(text, &tagging.parts_of_speech);
    let mentions = Mentions::new(entities);
    let read = finish(attributed(&words, &mentions, tagging, entities));
    let claims = read.drafts.iter().zip(&read.speakers).zip(&read.acts);
    claims
        .map(|((draft, &speaker), &act)| Ruled {
            cue: draft.cue.as_ref().and_then(|c| words.span(c)),
            content: draft
                .contents
                .iter()
                .filter_map(|c| words.span(c))
                .collect(),
            source_type: speaker.kind,
            negated: act::negated(&words, draft.source.as_ref(), draft.cue.as_ref(), act),
            hedged: hedge::hedged(&words, speaker.kind, draft.cue.as_ref(), &draft.contents),
            act,
            features: Reading::new(&words, draft, speaker, act).features(),
        })
        .collect()
}

/// How sure an attribution is.
fn sureness(words: &Words, draft: &Draft) -> f32 {
    let contents = draft.contents.iter().cloned().flatten();
    confidence::attributed(
        draft.confidence,
        &confidence::Form {
            sourced: draft.source.is_some() || draft.inherits.is_some(),
            words: contents.filter(|&t| words.is_word(t)).count(),
        },
    )
}

/// True where nothing but punctuation stands beside the clause in its sentence.
fn whole_sentence(words: &Words, clause: &Range<usize>) -> bool {
    let sentence = words.text.sentences.get(words.sentence(clause.start));
    sentence.is_some_and(|s| {
        let mut beside = (s.tokens.start..clause.start).chain(clause.end..s.tokens.end);
        !beside.any(|t| words.is_word(t))
    })
}

/// Descriptions of a speaker that are read; what somebody is, is said early.
const DESCRIPTIONS: usize = 8;

/// True for who is described as one that brings charges.
fn prosecutor(entity: &Entity) -> bool {
    let mut descriptions = entity.descriptions.iter().take(DESCRIPTIONS);
    descriptions.any(|d| {
        let words = d.to_lowercase();
        words.contains("district attorney") || words.split(' ').any(act::prosecutes)
    })
}

/// Marks the tokens of the drafts.
fn take(taken: &mut [bool], drafts: &[Draft]) {
    for draft in drafts {
        let parts = draft.source.iter().chain(&draft.cue).chain(&draft.contents);
        for token in parts.cloned().flatten() {
            if let Some(t) = taken.get_mut(token) {
                *t = true;
            }
        }
    }
}

/// True for a word that denies ("rejected", "denial").
pub(crate) fn denies(words: &Words, token: usize) -> bool {
    lexicon::lexicon().acts.get(&lemma::stem(words.at(token))) == Some(&Act::Deny)
}

/// True for a word that reports speech or thought ("said", "allegation").
pub(crate) fn reports(words: &Words, token: usize) -> bool {
    lexicon::reports(words.at(token))
}

/// Where a claim begins.
pub(crate) fn start(claim: &Claim) -> usize {
    let parts = [claim.source, claim.cue, claim.content.first().copied()];
    parts.iter().flatten().map(|s| s.start).min().unwrap_or(0)
}

/// Indices of the items, ordered by start, that lie inside the span.
fn inside<T>(items: &[T], span_of: impl Fn(&T) -> Span, span: Span) -> impl Iterator<Item = usize> {
    let from = items.partition_point(|i| span_of(i).start < span.start);
    let to = items.partition_point(|i| span_of(i).start < span.end);
    let last = (from..to)
        .take_while(|&i| span_of(&items[i]).end <= span.end)
        .count();
    from..from + last
}

/// How much of the content is quoted.
fn kind(words: &Words, contents: &[Range<usize>]) -> ClaimKind {
    let (mut quoted, mut all) = (0, 0);
    for token in contents
        .iter()
        .cloned()
        .flatten()
        .filter(|&t| words.is_word(t))
    {
        all += 1;
        quoted += usize::from(words.text.tokens[token].quote == QuoteState::In);
    }
    match quoted {
        0 => ClaimKind::Indirect,
        q if q == all => ClaimKind::Direct,
        _ => ClaimKind::Mixed,
    }
}
