//! Gives "I" in reported speech to its speaker, once the sources are resolved.

use super::MentionKind;
use super::coreference::Reading;
use super::lexicon::Class;
use super::mentions::Pronoun;
use crate::turns::turn;

/// How often the speaker is right where the attribution covers the pronoun, and where it only stands
/// before an unattributed quotation, in the same paragraph or where the quotation fills the next.
const ATTRIBUTED: f32 = 0.9;
const CONTINUED: f32 = 0.75;

/// Mentions that are looked at in one turn.
const TURN_MENTIONS: usize = 2048;

/// Resolves them in turns.
pub(crate) async fn resolve(reading: &mut Reading<'_>) {
    let doc = reading.doc;
    // The last speaker whose quotation was read, and the paragraph of it.
    let mut last: Option<(usize, usize)> = None;
    for i in 0..reading.mentions.len() {
        if i % TURN_MENTIONS == TURN_MENTIONS - 1 {
            turn().await;
        }
        let mention = &reading.mentions[i];
        let speaker = reading.speaker_at(mention.head);
        let quoted = doc.quotation.get(mention.head).is_some_and(Option::is_some);
        let paragraph = doc.paragraph_of(mention.head);
        if let (Some(speaker), true) = (speaker, quoted) {
            last = Some((speaker, paragraph));
        }
        if mention.kind != MentionKind::Pronoun || !quoted {
            continue;
        }
        let (speaker, confidence) = match (speaker, last) {
            (Some(s), _) => (s, ATTRIBUTED),
            (None, Some((s, p))) if p == paragraph => (s, CONTINUED),
            (None, Some((s, p))) if p + 1 == paragraph && is_all_quoted(reading, paragraph) => {
                last = Some((s, paragraph));
                (s, CONTINUED)
            }
            _ => continue,
        };
        let class = reading.referents[speaker].class;
        let fits = match mention.pronoun {
            Some(Pronoun::I) => class == Class::Person,
            Some(Pronoun::We) => matches!(class, Class::Organization | Class::Group),
            _ => false,
        };
        if fits && reading.of[i].is_none() {
            reading.of[i] = Some((speaker, confidence));
            reading.referents[speaker].mentions.push(i);
        }
    }
}

/// Is the paragraph nothing but a quotation? Then who spoke in the one before it goes on.
fn is_all_quoted(reading: &Reading, paragraph: usize) -> bool {
    let doc = reading.doc;
    let quoted = |t: usize| doc.quotation.get(t).copied().flatten();
    doc.text.paragraphs.get(paragraph).is_some_and(|p| {
        // The closing mark may be a token of its own.
        let last = p.tokens.end.saturating_sub(2).max(p.tokens.start);
        quoted(p.tokens.start).is_some() && quoted(p.tokens.start) == quoted(last)
    })
}
