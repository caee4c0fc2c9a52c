//! Joins names of the same thing: all names of a text in, clusters of them out.

use super::aliases;
use super::document::Document;
use super::forms::{self, Form, KINDS};
use super::lexicon::Gender;
use super::persons::{self, Families, Person};
use crate::decode::{NameKind, PartOfSpeech};
use crate::turns::turn;
use std::collections::BTreeMap;

/// From this confidence on, a name tagged as a place is one, though the text mostly means the organization
/// called by it. Below, the tagger errs as often as the text changes its mind.
const TOWN: f32 = 0.7;

/// Names that are given their places in one turn.
const TURN_NAMES: usize = 1024;

/// The names of one thing.
pub(crate) struct Cluster {
    pub kind: NameKind,
    pub gender: Gender,
    /// Indices of names, in order.
    pub names: Vec<usize>,
    /// How each was joined to the rest.
    pub links: Vec<Link>,
}

/// How a name was recognized as a name of its cluster, from surest to least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Link {
    /// It is the fullest name, or spelled alike.
    Same,
    /// An acronym or alias that the text defines, another full name of a person.
    Defined,
    /// A part of the fuller name, borne by nobody else in the text.
    Part,
    /// A part that several bear, given to the one in focus.
    Focus,
}

impl Link {
    /// How often names so joined are right, on GUM documents held out from development.
    pub fn confidence(self) -> f32 {
        match self {
            Self::Same => 0.98,
            Self::Defined => 0.95,
            Self::Part => 0.93,
            Self::Focus => 0.85,
        }
    }
}

/// Clusters in the order of their first names; in turns.
pub(crate) async fn cluster(doc: &Document<'_>) -> Vec<Cluster> {
    let (mut forms, form_of) = forms::read(doc);
    turn().await;
    let mut names = Names {
        person: vec![None; forms.len()],
        persons: Vec::new(),
        families: Families::default(),
    };
    let twins = twins(&forms);
    names.full_persons(doc, &forms);
    names.settle_kinds(doc, &mut forms, &twins);
    turn().await;
    let mut joined = aliases::join(doc, &forms, &names.person_forms(&forms));
    let things = joined.roots();
    names.call_alike(&joined.persons);
    names.weigh(doc, &forms);
    turn().await;
    let mut beliefs = vec![[0.0; 7]; forms.len()];
    for (form, &root) in forms.iter().zip(&things) {
        for (sum, vote) in beliefs[root].iter_mut().zip(form.votes) {
            *sum += vote;
        }
    }

    let mut clusters: Vec<Cluster> = Vec::new();
    let mut cluster_of: BTreeMap<Key, usize> = BTreeMap::new();
    let mut votes: Vec<[f32; 7]> = Vec::new();
    for (name, &form) in form_of.iter().enumerate() {
        if name % TURN_NAMES == TURN_NAMES - 1 {
            turn().await;
        }
        let at = doc.names[name].tokens.start;
        let (mut key, link) = names.place(doc, &forms, &things, form, at);
        let given = &doc.names[name];
        if let Key::Thing(root) = key
            && given.kind == NameKind::Place
            && given.confidence >= TOWN
            && !is_modifier(doc, given.tokens.end)
            && forms::winner(&beliefs[root]) == NameKind::Organization
        {
            key = Key::Town(root);
        }
        let cluster = *cluster_of.entry(key).or_insert_with(|| {
            clusters.push(Cluster {
                kind: NameKind::Other,
                gender: Gender::Unknown,
                names: Vec::new(),
                links: Vec::new(),
            });
            votes.push([0.0; 7]);
            clusters.len() - 1
        });
        clusters[cluster].names.push(name);
        clusters[cluster].links.push(link);
        if let Key::Person(p) = key {
            clusters[cluster].gender = names.persons[p].gender;
        } else if forms[form].gender != Gender::Unknown {
            clusters[cluster].gender = forms[form].gender;
        }
        let given = doc.names[name].kind;
        let weight = doc.names[name].confidence.max(0.05);
        if let Some(k) = KINDS.iter().position(|k| *k == given) {
            votes[cluster][k] += weight;
        }
        if matches!(key, Key::Person(_)) {
            // A full name decides for the bare surnames that the tagger was unsure of.
            votes[cluster][0] += weight;
        }
    }
    for (cluster, votes) in clusters.iter_mut().zip(&votes) {
        cluster.kind = forms::winner(votes);
    }
    clusters
}

/// What a name belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// A person known by a full name.
    Person(usize),
    /// Any other thing, by the first of its forms.
    Thing(usize),
    /// The place that an organization is called by, a team mostly ("Boston won", "the game in Boston").
    Town(usize),
}

struct Names {
    /// The person of each form that is a full name.
    person: Vec<Option<usize>>,
    persons: Vec<Person>,
    families: Families,
}

/// Pairs of a person's and a non-person's form with the same words.
fn twins(forms: &[Form]) -> Vec<(usize, usize)> {
    let mut seen: BTreeMap<&[String], usize> = BTreeMap::new();
    let mut twins = Vec::new();
    for (i, form) in forms.iter().enumerate() {
        match seen.get(form.words.as_slice()) {
            Some(&j) => twins.push(if form.vote(NameKind::Person) > 0.0 {
                (i, j)
            } else {
                (j, i)
            }),
            None => {
                seen.insert(&form.words, i);
            }
        }
    }
    twins
}

impl Names {
    /// Gathers the persons that are named in full.
    fn full_persons(&mut self, doc: &Document, forms: &[Form]) {
        for (i, form) in forms.iter().enumerate() {
            let words = form.core();
            if form.kind() != NameKind::Person || words.len() < 2 {
                continue;
            }
            let written = form
                .names
                .first()
                .map_or("", |n| doc.surface(doc.names[*n].tokens.start + form.lead));
            let gender = persons::gender(form, written);
            let first = words.first().map_or("", String::as_str);
            let last = words.last().map_or("", String::as_str);
            let known = self
                .families
                .bearing(last)
                .iter()
                .chain(self.families.bearing(first))
                .copied();
            let known = { known }.find(|&p| {
                let other = &self.persons[p];
                let against = gender != other.gender
                    && gender != Gender::Unknown
                    && other.gender != Gender::Unknown;
                !against && persons::same_person(words, &other.words)
            });
            let p = known.unwrap_or_else(|| {
                self.persons.push(Person {
                    words: words.to_vec(),
                    gender,
                    count: 0,
                    first: usize::MAX,
                    aside: false,
                    last_full: None,
                    same: None,
                    last: None,
                });
                self.persons.len() - 1
            });
            let person = &mut self.persons[p];
            person.count += form.names.len();
            if person.gender == Gender::Unknown {
                person.gender = gender;
            }
            if words.len() > person.words.len() {
                person.words = words.to_vec();
            }
            self.families.add(words, p);
            self.person[i] = Some(p);
        }
    }

    /// Lets the tagger's votes decide where the same words were taken for a person and for something
    /// else; a surname that the text explains by a full name stays apart from a place ("Washington").
    fn settle_kinds(&mut self, doc: &Document, forms: &mut [Form], twins: &[(usize, usize)]) {
        for &(person, other) in twins {
            let surname = forms[person].core().len() == 1
                && self
                    .families
                    .bearing(&forms[person].core()[0])
                    .iter()
                    .any(|p| persons::fit(&forms[person].core()[0], &self.persons[*p].words) == 3);
            let place = forms[other].kind() == NameKind::Place;
            if surname && place && !never_a_place(doc, &forms[other]) {
                continue;
            }
            let mut votes = forms[person].votes;
            for (v, o) in votes.iter_mut().zip(forms[other].votes) {
                *v += o;
            }
            if surname {
                votes[0] += votes.iter().sum::<f32>();
            }
            forms[person].votes = votes;
            forms[other].votes = votes;
            forms[other].lead = if forms::winner(&votes) == NameKind::Person {
                forms[person].lead
            } else {
                0
            };
            if forms::winner(&votes) == NameKind::Person {
                self.person[other] = self.person[person];
            } else {
                self.person[person] = None;
            }
        }
    }

    /// "Norma Jeane Mortenson, known as Marilyn Monroe".
    fn call_alike(&mut self, pairs: &[(usize, usize)]) {
        for &(form, alias) in pairs {
            let Some(person) = self.person[form] else {
                continue;
            };
            let person = self.persons[person].same.unwrap_or(person);
            match self.person[alias] {
                // Both are full names.
                Some(other) if other != person => {
                    self.persons[other].same = Some(person);
                    let words = self.persons[other].words.clone();
                    self.persons[person].count += std::mem::take(&mut self.persons[other].count);
                    self.families.give(&words, other, person);
                }
                Some(_) => {}
                None => self.person[alias] = Some(person),
            }
        }
    }

    /// Tells of each person how much speaks for it as the bearer of its bare surname.
    fn weigh(&mut self, doc: &Document, forms: &[Form]) {
        /// So often, and to so many bare surnames once, a relative is named in full.
        const AGAIN: usize = 2;
        const BARE: usize = 8;
        let mut bare: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut full: Vec<Vec<usize>> = vec![Vec::new(); self.persons.len()];
        for (form, person) in forms.iter().zip(&self.person) {
            let starts = form.names.iter().filter_map(|n| doc.names.get(*n));
            let starts = starts.map(|n| n.tokens.start);
            match (person, form.core()) {
                (Some(p), _) => full[self.persons[*p].same.unwrap_or(*p)].extend(starts),
                (None, [word]) => bare.entry(word).or_default().extend(starts),
                _ => {}
            }
        }
        for (word, places) in &mut bare {
            places.sort_unstable();
            let family = self.families.bearing(word);
            let told: Vec<Gender> = places
                .iter()
                .map(|at| title_gender(doc, *at))
                .filter(|g| *g != Gender::Unknown)
                .collect();
            // Where one alone has a title, it tells him apart from the main bearer.
            if 2 * told.len() < places.len() {
                continue;
            }
            for gender in told {
                let mut able = family.iter().filter(|p| {
                    let person = &self.persons[**p];
                    let agrees = person.gender == gender || person.gender == Gender::Unknown;
                    agrees && persons::fit(word, &person.words) == 3
                });
                if let (Some(p), None) = (able.next(), able.next()) {
                    self.persons[*p].count += 1;
                }
            }
        }
        for (person, mut places) in self.persons.iter_mut().zip(full) {
            places.sort_unstable();
            let Some(&first) = places.first() else {
                continue;
            };
            person.first = first;
            let alone = person.words.last().and_then(|w| bare.get(w.as_str()));
            let Some(alone) = alone else { continue };
            let Some(next) = alone.get(alone.partition_point(|a| *a < first)) else {
                continue;
            };
            let again = places.len() - places.partition_point(|p| p < next);
            person.aside = again >= AGAIN && again * BARE >= alone.len();
        }
    }

    /// Which forms name persons; the rest may be joined by acronyms and parts.
    fn person_forms(&self, forms: &[Form]) -> Vec<bool> {
        forms
            .iter()
            .zip(&self.person)
            .map(|(f, p)| p.is_some() || f.kind() == NameKind::Person)
            .collect()
    }

    /// Where a name of this form, standing at token `at`, belongs.
    fn place(
        &mut self,
        doc: &Document,
        forms: &[Form],
        things: &[usize],
        form: usize,
        at: usize,
    ) -> (Key, Link) {
        if let Some(p) = self.person[form] {
            let p = self.persons[p].same.unwrap_or(p);
            let person = &mut self.persons[p];
            person.last_full = Some(at);
            person.last = Some(at);
            let link = if forms[form].core() == person.words {
                Link::Same
            } else {
                Link::Defined
            };
            return (Key::Person(p), link);
        }
        let f = &forms[form];
        let bare = f.core().len() == 1;
        let kind = f.kind();
        // A surname alone that the tagger took for a product, a work or a company.
        let surname = kind == NameKind::Place && f.words.len() == 1 && never_a_place(doc, f);
        let mistaken = surname
            || !matches!(kind, NameKind::Person | NameKind::Place | NameKind::Group)
                && f.words.len() == 1
                && !f.acronym;
        if bare
            && (kind == NameKind::Person || mistaken)
            && let Some((p, link)) = self.bearer(doc, f, at, mistaken)
        {
            self.persons[p].last = Some(at);
            return (Key::Person(p), link);
        }
        let root = things[form];
        let link = if root == form || forms[root].words == f.words {
            Link::Same
        } else if f.acronym {
            Link::Defined
        } else {
            Link::Part
        };
        (Key::Thing(root), link)
    }

    /// The person whom a bare name means: of several, the one in focus.
    fn bearer(
        &self,
        doc: &Document,
        form: &Form,
        at: usize,
        only_surname: bool,
    ) -> Option<(usize, Link)> {
        /// Paragraphs over which a person that was named stays in mind.
        const NEAR_PARAGRAPHS: usize = 3;
        let word = &form.core()[0];
        let title = title_gender(doc, at);
        let gender = if title != Gender::Unknown {
            title
        } else {
            form.gender
        };
        let agrees = |p: &usize| {
            let g = self.persons[*p].gender;
            g == gender || g == Gender::Unknown || gender == Gender::Unknown
        };
        let family = self.families.bearing(word);
        // A word in the middle of a full name tells only whom has been introduced ("Chao", then his
        // daughter "Rulan Chao Pian").
        let fits = |p: &usize| match persons::fit(word, &self.persons[*p].words) {
            1 if self.persons[*p].last_full.is_none() => 0,
            fit => fit,
        };
        let best = family.iter().filter(|p| agrees(p)).map(fits).max()?;
        if best < if only_surname { 3 } else { 1 } {
            return None;
        }
        let able: Vec<usize> = family
            .iter()
            .filter(|p| agrees(p) && fits(p) == best)
            .copied()
            .collect();
        if let [only] = able[..] {
            return Some((
                only,
                if family.len() == 1 {
                    Link::Part
                } else {
                    Link::Focus
                },
            ));
        }
        // Newswriting gives the bare surname to the text's main bearer and names relatives in full;
        // another holds it only while the main bearer is out of the paragraph.
        let main = *able
            .iter()
            .max_by_key(|p| (self.persons[**p].count, std::cmp::Reverse(**p)))?;
        // Who is named in full again and again is the relative of whom the text named before.
        let earliest = able.iter().min_by_key(|p| self.persons[**p].first)?;
        let main = if self.persons[main].aside {
            *earliest
        } else {
            main
        };
        let paragraph = doc.paragraph_of(at);
        let here = |t: Option<usize>| t.is_some_and(|t| doc.paragraph_of(t) == paragraph);
        if here(self.persons[main].last) {
            return Some((main, Link::Focus));
        }
        // Where none is named more often, who has just been introduced is meant rather than who was
        // spoken of long before.
        let near = |t: Option<usize>| {
            t.is_some_and(|t| doc.paragraph_of(t) + NEAR_PARAGRAPHS >= paragraph)
        };
        let gone = !near(self.persons[main].last);
        let alike = |p: usize| self.persons[p].count >= self.persons[main].count;
        let rival = able
            .iter()
            .filter(|p| {
                let person = &self.persons[**p];
                here(person.last) || gone && alike(**p) && near(person.last)
            })
            .filter(|p| !self.persons[**p].aside)
            .max_by_key(|p| self.persons[**p].last);
        Some((*rival.unwrap_or(&main), Link::Focus))
    }
}

/// Does the form, taken for a place, stand nowhere in the text as places do ("in Paris", "Paris,
/// France"), but do something ("Paris claims")?
fn never_a_place(doc: &Document, form: &Form) -> bool {
    /// As many of the form's names are looked at.
    const LOOKED_AT: usize = 32;
    let names = form
        .names
        .iter()
        .take(LOOKED_AT)
        .filter_map(|n| doc.names.get(*n));
    let (mut there, mut acts) = (false, false);
    for name in names {
        let before = name.tokens.start.checked_sub(1).map_or("", |b| doc.word(b));
        there |= matches!(
            before,
            "in" | "at"
                | "to"
                | "from"
                | "near"
                | "of"
                | "across"
                | "outside"
                | "around"
                | "through"
        );
        there |= doc.word(name.tokens.end) == ",";
        acts |= matches!(
            doc.pos(name.tokens.end),
            PartOfSpeech::Vbd | PartOfSpeech::Vbz | PartOfSpeech::Pos
        );
    }
    acts && !there
}

/// Does a name that ends here only tell of what kind something else is ("Scientology-owned", "the Boston
/// striker", "(Cardiff)")?
fn is_modifier(doc: &Document, end: usize) -> bool {
    use PartOfSpeech::{Nn, Nns};
    matches!(doc.pos(end), Nn | Nns) || matches!(doc.word(end), "-" | ")")
}

/// The gender that a title before a name tells ("Mrs. Clinton").
fn title_gender(doc: &Document, at: usize) -> Gender {
    let Some(before) = at.checked_sub(1) else {
        return Gender::Unknown;
    };
    match doc.word(before) {
        "." if at >= 2 => super::lexicon::lexicon().title_gender(doc.word(at - 2)),
        word if super::lexicon::lexicon().is_title(word) => {
            super::lexicon::lexicon().title_gender(word)
        }
        _ => Gender::Unknown,
    }
}
