//! Who is described first and named in the next sentence: a name that is new in, the referent that was
//! described out.

use super::MentionKind;
use super::coreference::Reading;
use super::lexicon::{Class, Number};
use super::mentions::{Definiteness, Mention};
use crate::decode::PartOfSpeech as Pos;

/// How sure a name is of whom the sentence before described, by reading.
const INTRODUCED: f32 = 0.75;

impl Reading<'_> {
    /// "A spokesman denied it. Ann Lee told …": newswriting describes whom it names for the first time,
    /// so that a new name without any description is whom the sentence before has described.
    pub fn introduced(&self, name: &Mention) -> Option<usize> {
        let doc = self.doc;
        let described = |m: &Mention| {
            let before = m
                .tokens
                .start
                .checked_sub(1)
                .map_or(Pos::Punct, |b| doc.pos(b));
            let after = m.tokens.end;
            let opened = m.tokens.start == doc.sentence_tokens(m.head).start;
            !m.title.is_empty()
                || !opened && matches!(before, Pos::Nn | Pos::Nns | Pos::Nnp | Pos::Nnps | Pos::Pos)
                || doc.pos(after) == Pos::In
                || matches!(doc.word(after), "," | "(" | "-" | "–" | "—")
                    && doc.sentence_of(after + 1) == doc.sentence_of(m.head)
                    && self.sources_verb(m) != Some(after + 1)
        };
        if name.class != Class::Person
            || name.source.is_none()
            || name.tokens.len() < 2
            || described(name)
        {
            return None;
        }
        let before = self.spoken.iter().rev().nth(1).copied()?;
        let speaker = self.mentions.get(before)?;
        // "France's finance minister" too, where nothing was told of him before.
        let (referent, _) = self.of[before]?;
        let described_once = self.referents[referent].mentions.len() == 1
            && speaker.definiteness == Definiteness::Possessed;
        let somebody = speaker.kind == MentionKind::Nominal
            && (speaker.definiteness == Definiteness::Indefinite || described_once)
            && speaker.class == Class::Person
            && speaker.number == Number::Singular;
        let near = doc.sentence_of(speaker.head) + 1 == doc.sentence_of(name.head);
        (somebody && near && !self.referents[referent].named).then_some(referent)
    }

    /// The first token of the cue whose source a mention is.
    fn sources_verb(&self, mention: &Mention) -> Option<usize> {
        let own = self.doc.tagging.attributions.get(mention.source?)?;
        own.cue.as_ref().map(|c| c.start)
    }

    /// Who was described is now named.
    pub fn name(&mut self, described: usize, named: usize) {
        let mentions = std::mem::take(&mut self.referents[described].mentions);
        for &m in &mentions {
            self.of[m] = Some((named, INTRODUCED));
        }
        let heads = std::mem::take(&mut self.referents[described].heads);
        let to = &mut self.referents[named];
        to.heads.extend(heads);
        to.mentions.splice(0..0, mentions);
    }
}
