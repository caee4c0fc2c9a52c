//! Reads the mentions from first to last and takes each pronoun and description up to what it refers
//! to, or to nothing: mentions and clusters of names in, referents out.

use super::appositions::Ties;
use super::document::Document;
use super::features;
use super::lexicon::{self, Class, Gender, Number, lexicon};
use super::mentions::{Definiteness, Mention, Pronoun, Role, class_of_kind};
use super::names::Cluster;
use super::rank::{self, Model, Prior};
use super::referents::Referent;
use super::{Decision, MentionKind};
use crate::decode::{Attribution, PartOfSpeech as Pos};
use crate::turns::turn;
use std::collections::BTreeSet;
use std::ops::Range;

/// How many mentions back an antecedent is looked for: of GUM's pronouns all but a handful have one
/// nearer, and the cap keeps time linear.
const MENTIONS_BACK: usize = 160;
/// How many referents are weighed for one mention.
const MOST_CANDIDATES: usize = 24;

/// Mentions of each candidate that a decision tells, the latest first.
const DECISION_MENTIONS: usize = 32;

/// How sure a name after its pronoun is; by reading, where nothing before it is likely.
const NAMED_NEXT: f32 = 0.7;

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
const UNLIKE: f32 = -1.0;
/// Added to the score of a subject of the sentence before that has a name, for "the retired surgeon said".
const TAKES_UP: f32 = 1.5;
/// Added to the score of whom the source names in what it says ("Trump is wrong," he said).
const NAMES_ITSELF: f32 = -4.0;
/// Added to the score of the subject for the object of the same clause: it would be "himself".
const OWN_OBJECT: f32 = -4.0;
/// Added to the score of whom only the source itself speaks of ("My doctor told me so," he said).
const ONLY_SAID: f32 = -2.0;

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

    /// GUM has few attributions, so that the weights don't know what the source of a claim tells: that it
    /// is no empty "it", and that it is somebody, a body or a document.
    fn prior(&self, model: Model, index: usize, mention: &Mention, candidates: &[usize]) -> Prior {
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
        if mention.source.is_none() {
            return prior;
        }
        if mention.kind == MentionKind::Pronoun {
            prior.nothing = SOURCE_NOTHING;
            prior.least = SOURCE_LEAST;
        } else if mention.definiteness == Definiteness::Definite
            && !features::is_followed_by_of(self, mention)
            && !self.is_located(mention)
        {
            prior.nothing = SOURCE_NEW;
            prior.least = SOURCE_LEAST;
        }
        let fresh = mention.kind == MentionKind::Nominal
            && mention.definiteness == Definiteness::Definite
            && !features::is_followed_by_of(self, mention)
            && !self.is_located(mention);
        let goes_on = self.goes_on(index, mention);
        let after = self.follows_own_contents(mention);
        let before = self.subjects_before(index, mention);
        let noun = lexicon::singular(self.doc.word(mention.head));
        let called = candidates
            .iter()
            .any(|&c| self.referents[c].named && self.referents[c].heads.contains(&noun));
        let named = self.named_in_own_contents(mention);
        let addressed = self.addressed(mention);
        for (bonus, &c) in prior.candidates.iter_mut().zip(candidates) {
            let referent = &self.referents[c];
            if matches!(mention.pronoun, Some(Pronoun::It | Pronoun::They)) {
                let document = referent.heads.iter().any(|h| lexicon().is_document(h));
                let it = mention.pronoun == Some(Pronoun::It);
                *bonus = match referent.class {
                    Class::Organization if it => SPEAKS,
                    Class::Person | Class::Group if !it => SPEAKS,
                    Class::Thing | Class::Unknown if !document => -SPEAKS,
                    _ if referent.spoke > 0 => SPEAKS,
                    _ => 0.0,
                };
            }
            if addressed == Some(c) {
                *bonus += OWN_OBJECT;
            }
            // "The president" is rather who is called so than the senator.
            let kin = lexicon().kin(self.doc.word(mention.head));
            let unlike = kin != 0 && referent.kin != 0 && kin & referent.kin == 0;
            let known = referent
                .heads
                .contains(&lexicon::singular(self.doc.word(mention.head)));
            if fresh
                && referent.named
                && mention.class == Class::Person
                && unlike
                && !known
                && called
            {
                *bonus += UNLIKE;
            } else if fresh
                && referent.named
                && mention.class == referent.class
                && before.contains(&c)
            {
                *bonus += TAKES_UP;
            }
            if goes_on == Some(c) {
                *bonus += if after { GOES_ON } else { LAST_SUBJECT };
            }
            // "Acme will close its mill, the company said."
            if named.contains(&c) && self.reports_on_itself(mention, &self.referents[c]) {
                continue;
            } else if named.contains(&c) {
                *bonus += NAMES_ITSELF;
            } else if self.last_before(mention, referent).is_none() {
                *bonus += ONLY_SAID;
            }
        }
        prior
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

    fn may_be(&self, mention: &Mention, referent: &Referent) -> bool {
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

    /// Does `other` stand in what `mention`, as a source, says?
    pub fn is_said_by(&self, mention: &Mention, other: &Mention) -> bool {
        self.own_contents(mention)
            .iter()
            .any(|c| c.contains(&other.head))
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

    /// Does a source stand after what it says?
    pub fn follows_own_contents(&self, mention: &Mention) -> bool {
        let contents = self.own_contents(mention);
        contents.iter().any(|c| c.start < mention.head)
    }

    /// Who speaks on in "…," he said: the last subject outside of what is reported, unless it asks; of one
    /// sentence that of the main clause ("Lee, who spoke after Kim had left, …"). Before its words only the subject of the sentence before.
    fn goes_on(&self, index: usize, mention: &Mention) -> Option<usize> {
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
    fn subjects_before(&self, index: usize, mention: &Mention) -> Vec<usize> {
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
    fn has_rival(&self, index: usize, mention: &Mention) -> bool {
        let sentence = self.doc.sentence_of(mention.head);
        let before = self.mentions[..index].iter().enumerate().rev();
        let mut here = before.take_while(|(_, m)| self.doc.sentence_of(m.head) == sentence);
        here.any(|(i, _)| {
            let to = self.of[i].and_then(|(r, _)| self.referents.get(r));
            to.is_some_and(|to| to.class == Class::Person && self.may_be(mention, to))
        })
    }

    /// Is it the subject of a clause that "who", "since", "that" or the like begins?
    fn is_subordinate(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let before = start.checked_sub(1).map(|b| self.doc.pos(b));
        let opens = start == self.doc.sentence_tokens(mention.head).start;
        !opens && matches!(before, Some(Pos::In | Pos::Wdt | Pos::Wp | Pos::Wrb))
    }

    /// Is the mention the source of a question?
    fn asks(&self, mention: &Mention) -> bool {
        let attributions = &self.doc.tagging.attributions;
        let own = mention.source.and_then(|a| attributions.get(a));
        let mut cue = own.and_then(|a| a.cue.clone()).unwrap_or(0..0);
        cue.any(|t| matches!(self.doc.word(t), "ask" | "asks" | "asked" | "asking"))
    }

    /// Who is named right after the cue of a source ("he told Lee"): it would be "himself".
    fn addressed(&self, mention: &Mention) -> Option<usize> {
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
    fn own_contents(&self, mention: &Mention) -> &'r [Range<usize>] {
        let attributions: &'r [Attribution] = &self.doc.tagging.attributions;
        let own = mention.source.and_then(|a| attributions.get(a));
        own.map_or(&[], |a| &a.contents)
    }

    /// "The foreign ministry in Oslo" tells by itself which it is.
    fn is_located(&self, mention: &Mention) -> bool {
        let end = mention.tokens.end;
        matches!(self.doc.word(end), "in" | "at" | "from")
            && self.doc.surface(end + 1).starts_with(char::is_uppercase)
    }

    /// A body that speaks in its press office's words calls itself by its name, where it is not quoted; and
    /// a person is named in front of his unquoted words ("Lee was asleep, she said").
    fn reports_on_itself(&self, mention: &Mention, referent: &Referent) -> bool {
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
    fn named_in_own_contents(&self, mention: &Mention) -> Vec<usize> {
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

    /// The mention of a referent that is nearest before `mention`, outside of what that says itself.
    pub fn last_before(&self, mention: &Mention, referent: &Referent) -> Option<&'r Mention> {
        /// What is said in one breath has few mentions of one thing.
        const LOOKED_AT: usize = 12;
        let mentions: &'r [Mention] = self.mentions;
        let latest = referent.mentions.iter().rev().take(LOOKED_AT);
        let latest = latest.filter_map(|&i| mentions.get(i));
        latest.clone().find(|m| !self.is_said_by(mention, m))
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
