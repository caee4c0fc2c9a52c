//! Reads the mentions from first to last and takes each pronoun and description up to what it refers
//! to, or to nothing: mentions and clusters of names in, referents out.

use super::appositions::Ties;
use super::document::Document;
use super::features;
use super::lexicon::{self, Class, Gender, Number, lexicon};
use super::mentions::{Definiteness, Mention, Pronoun, Role, class_of_kind};
use super::names::Cluster;
use super::rank;
use super::referents::Referent;
use super::{Decision, MentionKind};
use crate::turns::turn;
use std::collections::BTreeSet;

/// How many mentions back an antecedent is looked for: of GUM's pronouns all but a handful have one
/// nearer, and the cap keeps time linear.
const MENTIONS_BACK: usize = 160;
/// How many referents are weighed for one mention.
const MOST_CANDIDATES: usize = 24;

/// Mentions of each candidate that a decision tells, the latest first.
const DECISION_MENTIONS: usize = 32;

/// How sure a name after its pronoun is; by reading, where nothing before it is likely.
const NAMED_NEXT: f32 = 0.7;

/// The state of reading.
pub(crate) struct Reading<'r> {
    pub doc: &'r Document<'r>,
    pub mentions: &'r [Mention],
    pub referents: Vec<Referent>,
    /// The referent of each mention, and how sure that is.
    pub of: Vec<Option<(usize, f32)>>,
    /// The mention that heads each attribution's source.
    pub sources: Vec<Option<usize>>,
    /// The mentions read so far that are sources, in order.
    pub spoken: Vec<usize>,
    /// Heads of the descriptions read so far.
    heads: BTreeSet<String>,
    /// The referent with the most mentions so far: of persons, of the rest.
    most: [Option<usize>; 2],
}

/// Mentions that are read in one turn: with all that is weighed for each, a millisecond or two.
const TURN_MENTIONS: usize = 256;

/// Resolves everything, in turns; tells each decision to `trace`.
pub(crate) async fn read<'r>(
    doc: &'r Document<'r>,
    mentions: &'r [Mention],
    clusters: &[Cluster],
    ties: &Ties,
    mut tell: Option<&mut dyn FnMut(Decision)>,
) -> Reading<'r> {
    let mut reading = Reading::new(doc, mentions, clusters);
    for (i, mention) in mentions.iter().enumerate() {
        if i % TURN_MENTIONS == TURN_MENTIONS - 1 {
            turn().await;
        }
        if let Some((referent, confidence)) = reading.of[i] {
            // A name: its cluster is known.
            let is_new = reading.referents[referent].mentions.is_empty();
            reading.take_up(i, referent, confidence);
            if let Some(before) = is_new.then(|| reading.introduced(mention)).flatten() {
                reading.name(before, referent);
            }
            continue;
        }
        if let Some(tie) = ties.same.get(&i)
            && let Some((referent, confidence)) = reading.of.get(tie.to).copied().flatten()
        {
            reading.take_up(
                i,
                referent,
                confidence
                    * if tie.copula {
                        rank::COPULA
                    } else {
                        rank::APPOSITION
                    },
            );
            continue;
        }
        let resolved = reading
            .resolve(i, mention, tell.as_deref_mut().map(|t| t as _))
            .or_else(|| reading.named_next(i, mention));
        match resolved {
            Some((referent, confidence)) => reading.take_up(i, referent, confidence),
            None if mention.kind == MentionKind::Nominal => {
                reading.referents.push(Referent::new(
                    mention.class,
                    mention.gender,
                    mention.number,
                    false,
                ));
                reading.take_up(i, reading.referents.len() - 1, 1.0);
            }
            None => {}
        }
    }
    reading
}

impl<'r> Reading<'r> {
    fn new(doc: &'r Document<'r>, mentions: &'r [Mention], clusters: &[Cluster]) -> Self {
        let mut of_name = vec![None; doc.names.len()];
        let mut referents = Vec::new();
        for cluster in clusters {
            let class = class_of_kind(cluster.kind);
            let number = match class {
                Class::Person | Class::Place | Class::Thing => Number::Singular,
                _ => Number::Unknown,
            };
            for (&name, &link) in cluster.names.iter().zip(&cluster.links) {
                if let Some(slot) = of_name.get_mut(name) {
                    *slot = Some((referents.len(), link.confidence()));
                }
            }
            referents.push(Referent::new(class, cluster.gender, number, true));
        }
        let of = mentions
            .iter()
            .map(|m| m.name.and_then(|n| of_name.get(n).copied().flatten()))
            .collect();
        let mut sources = vec![None; doc.tagging.attributions.len()];
        for (i, mention) in mentions.iter().enumerate() {
            if let Some(slot) = mention.source.and_then(|s| sources.get_mut(s)) {
                *slot = Some(i);
            }
        }
        Self {
            doc,
            mentions,
            referents,
            of,
            sources,
            spoken: Vec::new(),
            heads: BTreeSet::new(),
            most: [None; 2],
        }
    }

    fn take_up(&mut self, index: usize, referent: usize, confidence: f32) {
        let mention = &self.mentions[index];
        let owner = self.owner(mention);
        let Some(to) = self.referents.get_mut(referent) else {
            return;
        };
        to.owner = to.owner.or(owner);
        to.add(self.doc, index, mention, confidence);
        let count = to.mentions.len();
        let kind = usize::from(to.class != Class::Person);
        self.of[index] = Some((referent, confidence));
        if mention.source.is_some() {
            self.spoken.push(index);
        }
        if mention.kind == MentionKind::Nominal && !mention.coordination {
            self.heads
                .insert(lexicon::singular(self.doc.word(mention.head)));
        }
        if self.most[kind].is_none_or(|m| self.referents[m].mentions.len() < count) {
            self.most[kind] = Some(referent);
        }
    }

    /// The referent that a pronoun or description takes up, with the probability of that.
    fn resolve(
        &self,
        index: usize,
        mention: &Mention,
        tell: Option<&mut dyn FnMut(Decision)>,
    ) -> Option<(usize, f32)> {
        let anaphoric = match mention.kind {
            MentionKind::Name => false,
            MentionKind::Pronoun => matches!(
                mention.pronoun,
                Some(Pronoun::He | Pronoun::She | Pronoun::It | Pronoun::They)
            ),
            MentionKind::Nominal => matches!(
                mention.definiteness,
                Definiteness::Definite | Definiteness::Demonstrative | Definiteness::Possessed
            ),
        };
        if !anaphoric {
            return None;
        }
        let candidates = self.candidates(index, mention);
        let rows: Vec<_> = candidates
            .iter()
            .enumerate()
            .map(|(nearer, &c)| {
                (
                    c,
                    features::candidate(self, mention, &self.referents[c], nearer),
                )
            })
            .collect();
        let nothing = features::nothing(self, mention, rows.len());
        let model = rank::Model::of(mention);
        let prior = self.prior(model, index, mention, &candidates);
        let best = rank::best(model, rows.iter().map(|(_, r)| r), &nothing, &prior);
        if let Some(tell) = tell {
            let span = |m: &usize| self.doc.span(&self.mentions[*m].tokens);
            let spans = |c: usize| {
                self.referents[c]
                    .mentions
                    .iter()
                    .rev()
                    .take(DECISION_MENTIONS)
                    .map(span)
                    .collect()
            };
            tell(Decision {
                span: self.doc.span(&mention.tokens),
                model: model as usize,
                candidates: rows.iter().map(|(c, r)| (spans(*c), r.to_vec())).collect(),
                nothing: nothing.to_vec(),
                prior: [&prior.candidates[..], &[prior.nothing]].concat(),
            });
        }
        best.and_then(|(i, p)| Some((rows.get(i)?.0, p)))
    }

    /// The referents that may be meant, the latest mentioned first.
    fn candidates(&self, index: usize, mention: &Mention) -> Vec<usize> {
        let mut found = Vec::new();
        let mut barred = Vec::new();
        if mention.kind == MentionKind::Nominal {
            // "the TTP commander" is not the TTP.
            let inside = self.mentions[..index]
                .iter()
                .enumerate()
                .rev()
                .take_while(|(_, m)| m.head >= mention.tokens.start);
            barred.extend(inside.filter_map(|(i, _)| self.of[i].map(|(r, _)| r)));
        }
        // Who is only spoken of in what the mention says itself is nobody's first thought.
        let back = || (index.saturating_sub(MENTIONS_BACK)..index).rev();
        let (said, before): (Vec<usize>, Vec<usize>) =
            back().partition(|&i| self.is_said_by(mention, &self.mentions[i]));
        for i in before.into_iter().chain(said) {
            let Some((referent, _)) = self.of[i] else {
                continue;
            };
            // What a headline calls by a noun alone, the text introduces anew.
            let teased = !self.referents[referent].named
                && features::in_heading(self, &self.mentions[i])
                && !features::in_heading(self, mention);
            if teased
                || found.contains(&referent)
                || barred.contains(&referent)
                || !self.may_be(mention, &self.referents[referent])
            {
                continue;
            }
            found.push(referent);
            if found.len() == MOST_CANDIDATES {
                break;
            }
        }
        found
    }

    pub fn may_be(&self, mention: &Mention, referent: &Referent) -> bool {
        let differ = |a: Gender, b: Gender| a != b && a != Gender::Unknown && b != Gender::Unknown;
        if differ(mention.gender, referent.gender) {
            return false;
        }
        let singular = referent.number != Number::Plural;
        match mention.pronoun {
            Some(Pronoun::He | Pronoun::She) => {
                singular && matches!(referent.class, Class::Person | Class::Unknown)
            }
            Some(Pronoun::It) => singular && referent.class != Class::Person,
            // "they" of one person whose gender is told is rare in news.
            Some(Pronoun::They) => {
                !(referent.class == Class::Person && referent.gender != Gender::Unknown)
            }
            _ => {
                let plural =
                    mention.number == Number::Plural && referent.number == Number::Singular;
                let single =
                    mention.number == Number::Singular && referent.number == Number::Plural;
                let apart = |a: Class, b: Class| {
                    a != b
                        && (a == Class::Person
                            || b == Class::Person
                            || a == Class::Place && b == Class::Group)
                };
                // "His opponents" are not "their opponents".
                let owners = [self.owner(mention), referent.owner];
                let theirs = matches!(owners, [Some(a), Some(b)] if a != b);
                // "The town" may be any place that has a name, "the airport" is one called so.
                let noun = self.doc.word(mention.head);
                let known = referent.heads.contains(&lexicon::singular(noun));
                let kin = lexicon().kin(noun);
                let elsewhere =
                    mention.class == Class::Place && referent.named && kin == 0 && !known;
                // "My mother" is nobody whom nothing else calls so.
                let possessed = mention.definiteness == Definiteness::Possessed;
                let stranger = possessed && !known;
                let unlike = plural || single || theirs || elsewhere || stranger;
                !unlike && !apart(mention.class, referent.class)
            }
        }
    }

    /// The referent of the pronoun or name that a description begins with.
    fn owner(&self, mention: &Mention) -> Option<usize> {
        if mention.kind != MentionKind::Nominal || mention.definiteness != Definiteness::Possessed {
            return None;
        }
        let from = self
            .mentions
            .partition_point(|m| m.head < mention.tokens.start);
        let inside = self.mentions.get(from..)?.iter().enumerate();
        let mut inside = inside.take_while(|(_, m)| m.head < mention.head);
        let (i, _) = inside.find(|(_, m)| m.role == Role::Possessor)?;
        self.of.get(from + i).copied().flatten().map(|(r, _)| r)
    }

    /// Is it the first mention of its sentence?
    pub fn opens_sentence(&self, mention: &Mention) -> bool {
        let start = self.doc.sentence_tokens(mention.head).start;
        // An opening mark or a conjunction may come first.
        mention.tokens.start <= start + 1 && mention.role != Role::Modifier
    }

    pub fn is_heading(&self, mention: &Mention) -> bool {
        features::in_heading(self, mention)
    }

    pub fn is_most_frequent(&self, referent: &Referent) -> bool {
        let most = self.most[usize::from(referent.class != Class::Person)];
        most.is_some_and(|m| self.referents[m].mentions.len() <= referent.mentions.len())
    }

    pub fn head_seen(&self, head: &str) -> bool {
        self.heads.contains(head)
    }

    /// The mention of a referent that is nearest before `mention`, outside of what that says itself.
    pub fn last_before(&self, mention: &Mention, referent: &Referent) -> Option<&'r Mention> {
        /// What is said in one breath has few mentions of one thing.
        const LOOKED_AT: usize = 12;
        let mentions: &'r [Mention] = self.mentions;
        let latest = referent.mentions.iter().rev().take(LOOKED_AT);
        let latest = latest.filter_map(|&i| mentions.get(i));
        latest.clone().find(|m| !self.is_said_by(mention, m))
    }

    /// "When he wrote the book, Harris said …": the person who is named after the clause in front.
    fn named_next(&self, index: usize, mention: &Mention) -> Option<(usize, f32)> {
        /// Words of the sentence before the pronoun.
        const LEAD: usize = 4;
        let doc = self.doc;
        let sentence = doc.sentence_tokens(mention.head);
        let person = matches!(mention.pronoun, Some(Pronoun::He | Pronoun::She));
        if !person || mention.head - sentence.start > LEAD || mention.head == sentence.start {
            return None;
        }
        let comma = (mention.head..sentence.end).find(|t| doc.word(*t) == ",")?;
        let next = self.mentions[index..].iter().enumerate();
        let (i, name) = next
            .take_while(|(_, m)| m.head < sentence.end)
            .find(|(_, m)| m.title.start.min(m.tokens.start) == comma + 1 && m.name.is_some())?;
        let (referent, confidence) = self.of[index + i]?;
        let fits = name.role == Role::Subject && self.may_be(mention, &self.referents[referent]);
        fits.then_some((referent, confidence * NAMED_NEXT))
    }

    /// The referent of a mention that was read.
    pub fn referent_index(&self, mention: &Mention) -> Option<usize> {
        let from = self.mentions.partition_point(|m| m.head < mention.head);
        let here = self.mentions[from..]
            .iter()
            .position(|m| std::ptr::eq(m, mention))?;
        self.of[from + here].map(|(r, _)| r)
    }

    /// Who says what stands at this token.
    pub fn speaker_at(&self, token: usize) -> Option<usize> {
        let attribution = self.doc.content.get(token).copied().flatten()?;
        let source = self.sources.get(attribution as usize).copied().flatten()?;
        self.of[source].map(|(r, _)| r)
    }
}
