//! The thread of who speaks: a mention and what was read before it in, the sources and subjects out that it
//! goes on with, what it says itself, and whom it can't be.

use super::MentionKind;
use super::coreference::Reading;
use super::lexicon::Class;
use super::mentions::{Mention, Pronoun, Role};
use super::referents::Referent;
use crate::decode::{Attribution, PartOfSpeech as Pos};
use std::ops::Range;

impl<'r> Reading<'r> {
    /// Does a source stand after what it says?
    pub fn follows_own_contents(&self, mention: &Mention) -> bool {
        let contents = self.own_contents(mention);
        contents.iter().any(|c| c.start < mention.head)
    }

    /// Who speaks on in "…," he said: the last subject outside of what is reported, unless it asks; of one
    /// sentence that of the main clause ("Lee, who spoke after Kim had left, …"). Before its words only the subject of the sentence before.
    pub fn goes_on(&self, index: usize, mention: &Mention) -> Option<usize> {
        /// A sentence or two have fewer.
        const LOOKED_AT: usize = 24;
        if !matches!(mention.pronoun, Some(Pronoun::He | Pronoun::She)) {
            return None;
        }
        let before = (index.saturating_sub(LOOKED_AT)..index).rev();
        let fits = |i: usize| {
            let m = &self.mentions[i];
            let reported = self.doc.content.get(m.head).is_some_and(Option::is_some);
            let (referent, _) = self.of[i].filter(|_| m.role == Role::Subject && !reported)?;
            let to = &self.referents[referent];
            (to.class == Class::Person && self.may_be(mention, to)).then_some((m, referent))
        };
        let mut subjects = before.filter_map(fits).peekable();
        let (last, _) = *subjects.peek()?;
        let sentence = self.doc.sentence_of(last.head);
        let mut here = subjects.take_while(|(m, _)| self.doc.sentence_of(m.head) == sentence);
        let latest = here.next()?;
        let main = |m: &Mention| {
            let next = self.doc.word(m.tokens.end);
            !self.is_subordinate(m) && matches!(next, "," | "who" | "—" | "–" | "-" | "(")
        };
        let (subject, referent) = if self.is_subordinate(latest.0) {
            here.find(|(m, _)| main(m)).unwrap_or(latest)
        } else {
            latest
        };
        let (here, there) = (mention.head, subject.head);
        let near = if self.follows_own_contents(mention) {
            self.doc.paragraph_of(here) <= self.doc.paragraph_of(there) + 1
        } else {
            self.doc.sentence_of(here) == sentence + 1 && !self.has_rival(index, mention)
                || self.doc.sentence_of(here) == sentence && !self.is_subordinate(mention)
        };
        if !near {
            return None;
        }
        // Who is asked answers.
        let asks = self.asks(subject);
        if asks {
            self.addressed(subject)
        } else {
            Some(referent)
        }
    }

    /// The subjects of the sentence before, outside of what is reported; instead of who asks there who is asked.
    pub fn subjects_before(&self, index: usize, mention: &Mention) -> Vec<usize> {
        /// Two sentences have fewer mentions.
        const LOOKED_AT: usize = 48;
        let sentence = self.doc.sentence_of(mention.head);
        let before = (index.saturating_sub(LOOKED_AT)..index).rev();
        let subject = |i: usize| {
            let m = &self.mentions[i];
            let there = self.doc.sentence_of(m.head) + 1 == sentence && m.role == Role::Subject;
            let reported = self.doc.content.get(m.head).is_some_and(Option::is_some);
            if !there || reported {
                None
            } else if self.asks(m) {
                self.addressed(m)
            } else {
                self.of[i].map(|(r, _)| r)
            }
        };
        before.filter_map(subject).collect()
    }

    /// Does the sentence speak of somebody before the mention that it may be ("As for Lee, she said …")?
    pub fn has_rival(&self, index: usize, mention: &Mention) -> bool {
        /// A sentence has fewer mentions, and the cap keeps time linear.
        const LOOKED_AT: usize = 48;
        let sentence = self.doc.sentence_of(mention.head);
        let before = self.mentions[..index].iter().enumerate().rev();
        let before = before.take(LOOKED_AT);
        let mut here = before.take_while(|(_, m)| self.doc.sentence_of(m.head) == sentence);
        here.any(|(i, _)| {
            let to = self.of[i].and_then(|(r, _)| self.referents.get(r));
            to.is_some_and(|to| to.class == Class::Person && self.may_be(mention, to))
        })
    }

    /// Is it the subject of a clause that "who", "since", "that" or the like begins?
    pub fn is_subordinate(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let before = start.checked_sub(1).map(|b| self.doc.pos(b));
        let opens = start == self.doc.sentence_tokens(mention.head).start;
        !opens && matches!(before, Some(Pos::In | Pos::Wdt | Pos::Wp | Pos::Wrb))
    }

    /// Is the mention the source of a question?
    pub fn asks(&self, mention: &Mention) -> bool {
        let attributions = &self.doc.tagging.attributions;
        let own = mention.source.and_then(|a| attributions.get(a));
        let mut cue = own.and_then(|a| a.cue.clone()).unwrap_or(0..0);
        cue.any(|t| matches!(self.doc.word(t), "ask" | "asks" | "asked" | "asking"))
    }

    /// Who is named right after the cue of a source ("he told Lee"): it would be "himself".
    pub fn addressed(&self, mention: &Mention) -> Option<usize> {
        let own = self.doc.tagging.attributions.get(mention.source?)?;
        let end = own
            .cue
            .as_ref()
            .filter(|c| c.start >= mention.tokens.end)?
            .end;
        let from = self.mentions.partition_point(|m| m.head < end);
        let next = self.mentions[from..].iter().enumerate().take(2);
        let (i, _) = next
            .filter(|(_, m)| m.kind == MentionKind::Name)
            .find(|(_, m)| m.tokens.start == end || m.title.start == end)?;
        self.of[from + i].map(|(r, _)| r)
    }

    /// What a mention says, where it is a source.
    pub fn own_contents(&self, mention: &Mention) -> &'r [Range<usize>] {
        let attributions: &'r [Attribution] = &self.doc.tagging.attributions;
        let own = mention.source.and_then(|a| attributions.get(a));
        own.map_or(&[], |a| &a.contents)
    }

    /// A body that speaks in its press office's words calls itself by its name, where it is not quoted; and
    /// a person is named in front of his unquoted words ("Lee was asleep, she said").
    pub fn reports_on_itself(&self, mention: &Mention, referent: &Referent) -> bool {
        let contents = self.own_contents(mention);
        let quoted = |t: usize| self.doc.quotation.get(t).is_some_and(Option::is_some);
        if contents.iter().any(|c| quoted(c.start)) {
            return false;
        }
        let opens = |i: usize| {
            let m = self.mentions.get(i);
            m.is_some_and(|m| {
                m.role == Role::Subject
                    && m.tokens.end <= mention.tokens.start
                    && contents
                        .iter()
                        .any(|c| m.tokens.start.saturating_sub(c.start) <= 3 && c.contains(&m.head))
            })
        };
        mention.kind == MentionKind::Nominal && mention.class == Class::Organization
            || mention.pronoun.is_some()
                && referent.mentions.iter().rev().take(4).any(|&i| opens(i))
    }

    /// The referents that are named in what a mention says: nobody calls himself by his name.
    pub fn named_in_own_contents(&self, mention: &Mention) -> Vec<usize> {
        let mut named = Vec::new();
        for content in self.own_contents(mention) {
            let from = self.mentions.partition_point(|m| m.head < content.start);
            let inside = self.mentions[from..]
                .iter()
                .enumerate()
                .take_while(|(_, m)| m.head < content.end)
                .filter(|(_, m)| m.kind == MentionKind::Name && m.role != Role::Modifier);
            named.extend(inside.filter_map(|(i, _)| self.of[from + i].map(|(r, _)| r)));
        }
        named
    }

    /// The last source before this mention that it may be, at the same level of what is reported.
    pub fn last_source(&self, mention: &Mention) -> Option<&'r Mention> {
        /// So many nested or own sources may stand between.
        const LOOKED_AT: usize = 8;
        let mentions: &'r [Mention] = self.mentions;
        let level = |m: &Mention| self.doc.content.get(m.head).copied().flatten();
        let latest = self.spoken.iter().rev().take(LOOKED_AT);
        let fits = |i: usize| {
            let referent = self.of[i].and_then(|(r, _)| self.referents.get(r));
            referent.is_some_and(|r| self.may_be(mention, r))
        };
        let latest = latest.filter(|i| fits(**i));
        latest.filter_map(|&i| mentions.get(i)).find(|m| {
            m.source != mention.source
                && !self.is_said_by(mention, m)
                && (level(m).is_none() || level(m) == level(mention))
        })
    }

    /// Does `other` stand in what `mention`, as a source, says?
    pub fn is_said_by(&self, mention: &Mention, other: &Mention) -> bool {
        self.own_contents(mention)
            .iter()
            .any(|c| c.contains(&other.head))
    }
}
