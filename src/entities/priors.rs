//! What is known of a mention's referent whatever the weights say: a mention and its candidates in, what is added
//! to their scores out. Above all of the sources of claims, of which GUM has too few to fit weights to.

use super::MentionKind;
use super::coreference::Reading;
use super::features;
use super::lexicon::{self, Class, lexicon};
use super::mentions::{Definiteness, Mention, Pronoun, Role};
use super::rank::{Model, Prior};
use super::referents::Referent;

/// For the source of a claim: added to the scores of nothing, for a pronoun and for a description, and to
/// (or taken from) the scores of what can (or can't) say something; and the least probability. Chosen by
/// hand: GUM is too small to fit them, and a source left open tells a reader nothing.
const SOURCE_NOTHING: f32 = -3.0;
const SOURCE_NEW: f32 = -1.0;
const SPEAKS: f32 = 1.5;
const SOURCE_LEAST: f32 = 0.2;
/// Added to the score of the last subject for a pronoun after its words, in the same paragraph or the next:
/// however often the text speaks of others, "…," he said goes on.
const GOES_ON: f32 = 2.0;
/// The same where "he said" stands before its words.
const LAST_SUBJECT: f32 = 1.0;
/// Added to the score of a subject of the sentence before that has a name, for "the retired surgeon said".
const TAKES_UP: f32 = 1.5;
/// Added to the score of a prosecutor for "the lawyer said", and of any senator for "the candidate said" where
/// the text calls another so.
const UNLIKE: f32 = -1.0;
/// Added to the score of whom the source names in what it says ("Trump is wrong," he said).
const NAMES_ITSELF: f32 = -4.0;
/// Added to the score of the subject for the object of the same clause: it would be "himself".
const OWN_OBJECT: f32 = -4.0;
/// Added to the score of things named together, for "they".
const OF_THINGS: f32 = -3.0;
/// Added to the score of whom only the source itself speaks of ("My doctor told me so," he said).
const ONLY_SAID: f32 = -2.0;

/// What a person may be besides any office or trade.
fn may_be_anybody(noun: &str) -> bool {
    matches!(
        noun,
        "candidate"
            | "nominee"
            | "contender"
            | "hopeful"
            | "frontrunner"
            | "front-runner"
            | "challenger"
            | "incumbent"
            | "billionaire"
            | "veteran"
            | "man"
            | "woman"
            | "father"
            | "mother"
    )
}

impl Reading<'_> {
    /// GUM has few attributions, so that the weights don't know what the source of a claim tells: that it
    /// is no empty "it", and that it is somebody, a body or a document.
    pub fn prior(
        &self,
        model: Model,
        index: usize,
        mention: &Mention,
        candidates: &[usize],
    ) -> Prior {
        let mut prior = Prior::none(model, candidates.len());
        if mention.role == Role::Object
            && mention.kind == MentionKind::Pronoun
            && !features::is_reflexive(self, mention)
        {
            for (bonus, &c) in prior.candidates.iter_mut().zip(candidates) {
                if self.is_subject_of(&self.referents[c], mention) {
                    *bonus += OWN_OBJECT;
                }
            }
        }
        if mention.pronoun == Some(Pronoun::They) {
            for (bonus, &c) in prior.candidates.iter_mut().zip(candidates) {
                if self.is_of_things(&self.referents[c]) {
                    *bonus += OF_THINGS;
                }
            }
        }
        if mention.source.is_none() {
            return prior;
        }
        let open = self.is_open(mention);
        if mention.kind == MentionKind::Pronoun {
            prior.nothing = SOURCE_NOTHING;
            prior.least = SOURCE_LEAST;
        } else if open {
            prior.nothing = SOURCE_NEW;
            prior.least = SOURCE_LEAST;
        }
        if open {
            self.describes(index, mention, candidates, &mut prior.candidates);
        } else if mention.kind == MentionKind::Pronoun {
            self.speaks(index, mention, candidates, &mut prior.candidates);
        }
        let named = self.named_in_own_contents(mention);
        let addressed = self.addressed(mention);
        for (bonus, &c) in prior.candidates.iter_mut().zip(candidates) {
            let referent = &self.referents[c];
            if addressed == Some(c) {
                *bonus += OWN_OBJECT;
            }
            if named.contains(&c) {
                if !self.reports_on_itself(mention, referent) {
                    *bonus += NAMES_ITSELF;
                }
            } else if self.last_before(mention, referent).is_none() {
                *bonus += ONLY_SAID;
            }
        }
        prior
    }

    /// "Worry and uncertainty", "bread and salt".
    fn is_of_things(&self, referent: &Referent) -> bool {
        let first = referent
            .mentions
            .first()
            .and_then(|&m| self.mentions.get(m));
        referent.class == Class::Thing && first.is_some_and(|m| m.coordination)
    }

    /// Adds to the scores of whom a pronoun may stand for that is a source.
    fn speaks(&self, index: usize, mention: &Mention, candidates: &[usize], bonuses: &mut [f32]) {
        let goes_on = self.goes_on(index, mention);
        let after = self.follows_own_contents(mention);
        let it = mention.pronoun == Some(Pronoun::It);
        for (bonus, &c) in bonuses.iter_mut().zip(candidates) {
            let referent = &self.referents[c];
            if it || mention.pronoun == Some(Pronoun::They) {
                let document = referent.heads.iter().any(|h| lexicon().is_document(h));
                *bonus += match referent.class {
                    Class::Organization if it => SPEAKS,
                    Class::Person | Class::Group if !it => SPEAKS,
                    Class::Thing | Class::Unknown if !document => -SPEAKS,
                    _ if referent.spoke > 0 => SPEAKS,
                    _ => 0.0,
                };
            }
            if goes_on == Some(c) {
                *bonus += if after { GOES_ON } else { LAST_SUBJECT };
            }
        }
    }

    /// Adds to the scores of what has a name and may be called by a description that is a source.
    fn describes(
        &self,
        index: usize,
        mention: &Mention,
        candidates: &[usize],
        bonuses: &mut [f32],
    ) {
        let noun = lexicon::singular(self.doc.word(mention.head));
        let kin = lexicon().kin(self.doc.word(mention.head));
        let called = |r: &Referent| r.named && r.heads.contains(&noun);
        let person = mention.class == Class::Person;
        let told = person && candidates.iter().any(|&c| called(&self.referents[c]));
        // "The competition watchdog" is rather another body than the company before.
        let plain = person || mention.tokens.len() == 2;
        let subjects = self.subjects_before(index, mention);
        for (bonus, &c) in bonuses.iter_mut().zip(candidates) {
            let referent = &self.referents[c];
            // A lawyer is no prosecutor, but anybody may be a candidate.
            let unlike = kin != 0 && referent.kin != 0 && kin & referent.kin == 0;
            let unlike = unlike && !called(referent);
            let other = unlike && !may_be_anybody(&noun);
            if !referent.named {
                continue;
            } else if told && unlike || other && person {
                *bonus += UNLIKE;
            } else if plain && !other && mention.class == referent.class && subjects.contains(&c) {
                *bonus += TAKES_UP;
            }
        }
    }

    /// Is it a definite description that tells nothing more of which one it is?
    fn is_open(&self, mention: &Mention) -> bool {
        mention.kind == MentionKind::Nominal
            && mention.definiteness == Definiteness::Definite
            && !features::is_followed_by_of(self, mention)
            && !self.is_located(mention)
    }

    /// Is the referent the subject of the clause that the mention is the object of?
    fn is_subject_of(&self, referent: &Referent, mention: &Mention) -> bool {
        /// A subject and its appositions.
        const LOOKED_AT: usize = 3;
        let sentence = self.doc.sentence_of(mention.head);
        let latest = referent.mentions.iter().rev().take(LOOKED_AT);
        latest.filter_map(|&i| self.mentions.get(i)).any(|m| {
            m.role == Role::Subject
                && self.doc.sentence_of(m.head) == sentence
                && features::verbs_between(self, m, mention) == 1
        })
    }

    /// "The foreign ministry in Oslo" tells by itself which it is.
    fn is_located(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        matches!(self.doc.word(end), "in" | "at" | "from")
            && self.doc.surface(end + 1).starts_with(char::is_uppercase)
    }
}
