//! Completes the network's attributions: quotations without a source of their own inherit the speaker before them.

use super::Draft;
use super::lemma::stem;
use super::lexicon::reports;
use super::words::Words;
use crate::decode::{Attribution, Tagging};
use crate::text::Role;
use std::ops::Range;

/// A quotation of fewer words is a term or a title, not speech.
const MIN_QUOTED_WORDS: usize = 4;

/// So much of a quotation may be untagged before it counts as left out by the network.
const UNTAGGED_SHARE: f32 = 0.7;

/// Tokens between a quotation and the claim that it continues: more would be another subject.
const LOOK_BACK: usize = 400;

/// The attributions in order of their first token, with what they inherit.
pub fn drafts(w: &Words, tagging: &Tagging) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = tagging
        .attributions
        .iter()
        .filter(|a| !a.contents.is_empty() && attributes(w, a))
        .map(|a| Draft {
            source: a.source.as_ref().map(|s| within(w, a, s)),
            cue: a.cue.clone(),
            contents: clip(w, a),
            inherits: None,
            confidence: a.confidence,
        })
        .collect();
    drafts.sort_by_key(Draft::start);
    let mut owner: Vec<Option<usize>> = vec![None; w.len()];
    for (index, draft) in drafts.iter().enumerate() {
        let parts = draft.source.iter().chain(&draft.cue).chain(&draft.contents);
        for token in parts.cloned().flatten() {
            if let Some(o) = owner.get_mut(token) {
                *o = Some(index);
            }
        }
    }
    let mut inherited = Vec::new();
    let mut last_end = 0;
    for quotation in &w.text.quotations {
        let tokens = quotation.tokens.clone();
        if quotation.depth > 0 || tokens.start < last_end {
            continue;
        }
        let words = tokens.clone().filter(|&t| w.is_word(t)).count();
        if words < MIN_QUOTED_WORDS || !tokens.clone().any(|t| w.finite(t)) {
            continue;
        }
        last_end = tokens.end;
        let untagged = tokens
            .clone()
            .filter(|&t| w.is_word(t) && owner[t].is_none())
            .count();
        if (untagged as f32) < UNTAGGED_SHARE * words as f32 || !alone(w, &tokens) {
            continue;
        }
        let free = free_stretch(&tokens, &owner);
        let paragraph = w.paragraph(tokens.start);
        let Some(p) = w.text.paragraphs.get(paragraph) else {
            continue;
        };
        // In the same paragraph the quotation goes on with what was said before it.
        let before = (p.tokens.start..tokens.start)
            .rev()
            .take(LOOK_BACK)
            .find_map(|t| owner[t]);
        if let Some(index) = before {
            let quoted = drafts[index]
                .contents
                .iter()
                .any(|c| c.clone().any(|t| w.quoted(t)));
            if quoted && drafts[index].cue.is_some() {
                add(&mut drafts[index].contents, free.clone());
            } else {
                inherited.push((index, free.clone()));
            }
            free.clone().for_each(|t| owner[t] = Some(index));
            continue;
        }
        // A paragraph that is nothing but a quotation belongs to the one before it.
        let whole = p.tokens.start == tokens.start && p.tokens.end <= tokens.end + 1;
        let previous = paragraph
            .checked_sub(1)
            .and_then(|i| w.text.paragraphs.get(i));
        if whole
            && let Some(previous) = previous
            && let Some(index) = previous
                .tokens
                .clone()
                .rev()
                .take(LOOK_BACK)
                .find_map(|t| owner[t])
            && (drafts[index].source.is_some() || drafts[index].inherits.is_some())
        {
            inherited.push((index, free));
        }
    }
    for (index, contents) in inherited {
        let confidence = drafts[index].confidence * super::CARRIED_FACTOR;
        drafts.push(Draft {
            source: None,
            cue: None,
            contents: vec![contents],
            inherits: Some(index),
            confidence,
        });
    }
    drafts
}

/// False for what only looks like an attribution: a name that something bears ("known as the Gate", "is called Nova"), a headline
/// that names no source or has no cue, and without a source what no reporting word introduces.
fn attributes(w: &Words, a: &Attribution) -> bool {
    let naming = a.cue.as_ref().is_some_and(|cue| {
        let first = a.contents.first().map_or(cue.end, |c| c.start);
        let last = cue.end.saturating_sub(1);
        let as_next = w.at(first) == "as" || w.at(last) == "as";
        let known = |t: usize| {
            matches!(w.at(t), "known" | "nicknamed" | "dubbed") || w.at(t) == "know" && as_next
        };
        let passive = cue.clone().any(|t| {
            matches!(
                w.at(t),
                "is" | "are" | "was" | "were" | "been" | "also" | "so"
            )
        });
        let bare = cue.len() == 1 || passive;
        cue.clone().any(known) && (as_next || a.source.is_none())
            || a.source.is_none()
                && bare
                && matches!(
                    w.at(last),
                    "called" | "named" | "titled" | "entitled" | "so-called"
                )
    });
    let start = a.contents.first().map_or(0, |c| c.start);
    let role = w.text.paragraphs.get(w.paragraph(start)).map(|p| p.role);
    let heading = role.is_some_and(|r| r != Role::Body);
    !naming
        && !(heading && (a.source.is_none() || a.cue.is_none()))
        && (a.source.is_some() || a.cue.as_ref().is_none_or(|c| reporting(w, c)))
}

/// True where a word of the cue reports: without a source, "[funds] approved" or "banned" is what was done, not said.
fn reporting(w: &Words, cue: &Range<usize>) -> bool {
    cue.clone().any(|t| {
        reports(w.at(t))
            || w.at(t).ends_with("edly")
            || ["seem", "appear"].contains(&stem(w.at(t)).as_str())
    })
}

/// The contents without what lies in another paragraph or sentence than the rest of the claim: only a quotation runs on
/// from one to the next, a headline never runs on into the text.
fn clip(w: &Words, a: &Attribution) -> Vec<Range<usize>> {
    let within = clip_to_paragraph(w, a);
    let Some(anchor) = a.cue.as_ref().or(a.source.as_ref()) else {
        return within;
    };
    let sentences = &w.text.sentences;
    let own = w.sentence(anchor.start);
    let Some(tokens) = sentences.get(own).map(|s| s.tokens.clone()) else {
        return within;
    };
    // "The church denied this: She was never there."
    let announced = w.at(tokens.end.saturating_sub(1)) == ":";
    let kept: Vec<Range<usize>> = within
        .iter()
        .filter_map(|part| {
            let apart = w.sentence(part.start) != own || w.sentence(part.end - 1) != own;
            let quoted = part.clone().any(|t| w.quoted(t));
            if !apart || quoted || announced {
                return Some(part.clone());
            }
            let inside = part.start.max(tokens.start)..part.end.min(tokens.end);
            (inside.start < inside.end).then_some(inside)
        })
        .collect();
    if kept.is_empty() { within } else { kept }
}

fn clip_to_paragraph(w: &Words, a: &Attribution) -> Vec<Range<usize>> {
    let anchor = a
        .cue
        .as_ref()
        .or(a.source.as_ref())
        .map(|r| w.paragraph(r.start));
    let mut clipped = Vec::new();
    for content in &a.contents {
        let (first, last) = (
            w.paragraph(content.start),
            w.paragraph(content.end.saturating_sub(1)),
        );
        if first == last || w.quoted(content.start + 1) && w.quoted(content.end.saturating_sub(2)) {
            clipped.push(content.clone());
            continue;
        }
        let kept = anchor
            .filter(|p| (first..=last).contains(p))
            .unwrap_or(last);
        if let Some(paragraph) = w.text.paragraphs.get(kept) {
            let part =
                content.start.max(paragraph.tokens.start)..content.end.min(paragraph.tokens.end);
            if part.start < part.end {
                clipped.push(part);
            }
        }
    }
    clipped
}

/// A source without what lies in another paragraph than its cue.
fn within(w: &Words, a: &Attribution, source: &Range<usize>) -> Range<usize> {
    let anchor = a.cue.as_ref().map(|c| w.paragraph(c.start));
    let paragraph = anchor.and_then(|p| w.text.paragraphs.get(p));
    match paragraph {
        Some(p) if w.paragraph(source.start) != w.paragraph(source.end.saturating_sub(1)) => {
            let part = source.start.max(p.tokens.start)..source.end.min(p.tokens.end);
            if part.start < part.end {
                part
            } else {
                source.clone()
            }
        }
        _ => source.clone(),
    }
}

/// Adds a part to what is said, which stays in order; parts that overlap become one.
fn add(contents: &mut Vec<Range<usize>>, part: Range<usize>) {
    contents.push(part);
    contents.sort_by_key(|c| c.start);
    contents.dedup_by(|next, before| {
        let overlap = next.start < before.end;
        if overlap {
            before.end = before.end.max(next.end);
        }
        overlap
    });
}

/// The quotation without what other attributions hold at its ends.
fn free_stretch(tokens: &Range<usize>, owner: &[Option<usize>]) -> Range<usize> {
    let mut free = tokens.clone();
    while free.start < free.end && owner[free.start].is_some() {
        free.start += 1;
    }
    while free.end > free.start && owner[free.end - 1].is_some() {
        free.end -= 1;
    }
    free
}

/// True where the quotation fills its sentences: nothing but punctuation stands beside it.
fn alone(w: &Words, tokens: &Range<usize>) -> bool {
    let sentences = &w.text.sentences;
    let first = sentences.get(w.sentence(tokens.start));
    let last = sentences.get(w.sentence(tokens.end.saturating_sub(1)));
    let (Some(first), Some(last)) = (first, last) else {
        return false;
    };
    !(first.tokens.start..tokens.start).any(|t| w.is_word(t))
        && !(tokens.end..last.tokens.end).any(|t| w.is_word(t))
}
