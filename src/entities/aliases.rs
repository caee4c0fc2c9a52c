//! Joins the names of organizations, places and other things: acronyms, aliases that the text gives,
//! shorter forms. In go the forms of names, out comes for each the form that stands for its thing.

use super::document::Document;
use super::forms::Form;
use super::lexicon::{Class, lexicon};
use crate::decode::{NameKind, PartOfSpeech};
use std::collections::BTreeMap;

/// Longer names looked up for a shorter one, the latest first: keeps time linear where thousands of
/// names begin alike.
const MOST_CANDIDATES: usize = 16;

/// Names of one thing that no rule of form would join.
const SAME: &[&[&str]] = &[
    &[
        "united states",
        "us",
        "usa",
        "united states of america",
        "america",
    ],
    &["united kingdom", "uk", "britain", "great britain"],
    &["united nations", "un"],
    &["european union", "eu"],
    &["united arab emirates", "uae"],
    &["soviet union", "ussr"],
    &[
        "north korea",
        "dprk",
        "democratic people s republic of korea",
    ],
    &["south korea", "republic of korea"],
    &["myanmar", "burma"],
    &[
        "islamic state",
        "isis",
        "isil",
        "daesh",
        "islamic state of iraq and syria",
    ],
    &["federal bureau of investigation", "fbi"],
    &["central intelligence agency", "cia"],
    &["federal reserve", "fed"],
    &["nato", "north atlantic treaty organization"],
    &["washington dc", "washington d c"],
    &["los angeles", "la"],
    &["new york city", "nyc"],
];

/// What belongs together.
pub(crate) struct Joined {
    sets: Sets,
    /// Forms of persons' names of which the text says that the second is another for the first.
    pub persons: Vec<(usize, usize)>,
}

impl Joined {
    /// For each form the first of the forms that name the same thing.
    pub fn roots(&mut self) -> Vec<usize> {
        (0..self.sets.0.len()).map(|i| self.sets.find(i)).collect()
    }
}

pub(crate) fn join(doc: &Document, forms: &[Form], person: &[bool]) -> Joined {
    let sets = Sets((0..forms.len()).collect());
    let mut joined = Joined {
        sets,
        persons: Vec::new(),
    };
    same_words(forms, person, &mut joined.sets);
    defined(doc, forms, person, &mut joined);
    acronyms(forms, person, &mut joined.sets);
    parts(forms, person, &mut joined.sets);
    joined
}

/// Disjoint sets, each known by its smallest member.
struct Sets(Vec<usize>);

impl Sets {
    fn find(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn union(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = a.min(b);
    }
}

/// Can forms of these kinds name one thing? Demonyms stay apart from places.
fn compatible(a: NameKind, b: NameKind) -> bool {
    use NameKind::{Group, Organization, Place};
    match (a, b) {
        _ if a == b => true,
        (Group, Place) | (Place, Group) => false,
        // "the Taliban" is tagged as either.
        (Group, Organization) | (Organization, Group) => true,
        (Group, _) | (_, Group) => false,
        _ => true,
    }
}

fn same_words(forms: &[Form], person: &[bool], sets: &mut Sets) {
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (row, names) in SAME.iter().enumerate() {
        for name in *names {
            known.insert((*name).into(), row);
        }
    }
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut joined: BTreeMap<String, usize> = BTreeMap::new();
    for (i, form) in forms.iter().enumerate() {
        if person[i] {
            // Two forms of one bare name, one of them mistagged.
            let key = format!("person {}", form.core().join(""));
            let j = *joined.entry(key).or_insert(i);
            sets.union(i, j);
            continue;
        }
        // "La" is no city, and "us" is "US" only in capitals.
        if let Some(&row) = known
            .get(&form.words.join(" "))
            .filter(|_| form.acronym || form.words[0].len() > 2)
            && form.kind() != NameKind::Group
        {
            let j = *first.entry(row).or_insert(i);
            sets.union(i, j);
        }
        // "Al-Qaeda", "al Qaeda", "alQaeda"; "Hewlett-Packard".
        // "Paris, France" is Paris.
        let key = form.words[..form.comma].join("");
        let plural = form.kind() == NameKind::Other;
        for key in [
            key.strip_suffix('s').filter(|_| plural).map(str::to_owned),
            Some(key),
        ] {
            // "Oscars", "Oscar".
            let Some(key) = key.filter(|k| k.len() > 2) else {
                continue;
            };
            let j = *joined.entry(key).or_insert(i);
            if compatible(form.kind(), forms[j].kind()) {
                sets.union(i, j);
            }
        }
    }
}

/// "World Health Organization (WHO)"; "X, known as Y or Z".
fn defined(doc: &Document, forms: &[Form], person: &[bool], joined: &mut Joined) {
    let names = &doc.names;
    let mut form_of = vec![0; names.len()];
    for (i, form) in forms.iter().enumerate() {
        for name in &form.names {
            form_of[*name] = i;
        }
    }
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    starts.extend(
        names
            .iter()
            .enumerate()
            .map(|(n, name)| (name.tokens.start, n)),
    );
    for (n, (name, &own)) in names.iter().zip(&form_of).enumerate() {
        let end = name.tokens.end;
        let before = n.checked_sub(1).filter(|&b| {
            names[b].tokens.end == name.tokens.start
                && name.kind == NameKind::Place
                && matches!(names[b].kind, NameKind::Organization | NameKind::Group)
        });
        // "the Tehrik-i-Taliban Pakistan, known as …": it is the movement that has the other name.
        let i = before.map_or(own, |b| form_of[b]);
        if matches!(doc.word(end), "(" | "[") {
            let inner = end + 1 + usize::from(doc.word(end + 1) == "the");
            let Some(&other) = starts.get(&inner) else {
                continue;
            };
            let j = form_of[other];
            let closed = matches!(doc.word(names[other].tokens.end), ")" | "]");
            if closed && !person[i] && !person[j] && abbreviates(&forms[j], &forms[i]) {
                joined.sets.union(i, j);
            }
            continue;
        }
        // "the group within Scientology called the Sea Org" renames the group.
        let start = name.tokens.start;
        let article = usize::from(start > 0 && doc.word(start - 1) == "the");
        let preposition = doc.pos(start.saturating_sub(1 + article)) == PartOfSpeech::In;
        if start > 0 && doc.word(end) != "," && preposition {
            continue;
        }
        for alias in known_as(doc, end) {
            let Some(&other) = starts.get(&alias) else {
                continue;
            };
            let j = form_of[other];
            if person[i] && person[j] {
                joined.persons.push((i, j));
            } else if !person[i] && !person[j] && compatible(forms[i].kind(), forms[j].kind()) {
                joined.sets.union(i, j);
            }
        }
    }
}

/// Is the form in brackets an abbreviation of the one before? Its first letter must be that of a word
/// there, and its letters must occur there in order ("Hamas" for "Harakat al-Muqawama al-Islamiya").
fn abbreviates(short: &Form, long: &Form) -> bool {
    let (short, long) = if short.words.len() <= long.words.len() {
        (short, long)
    } else {
        (long, short)
    };
    let Some(first) = short.words[0].chars().next() else {
        return false;
    };
    if !long.words.iter().any(|w| w.starts_with(first))
        || !(short.acronym || short.words.len() == 1)
    {
        return false;
    }
    let mut letters = long.words.iter().flat_map(|w| w.chars());
    short
        .words
        .concat()
        .chars()
        .filter(|c| c.is_alphabetic())
        .all(|c| letters.any(|l| l == c))
}

/// Where the aliases begin that "also known as", "or", "dubbed" … introduce after a name's end.
fn known_as(doc: &Document, end: usize) -> Vec<usize> {
    /// How far after the name an alias may begin, in tokens.
    const REACH: usize = 24;
    let sentence = doc
        .sentence_tokens(end.saturating_sub(1))
        .end
        .min(end + REACH);
    let mut at = end;
    if matches!(doc.word(at), "," | "(" | "-" | "–" | "—") {
        at += 1;
    }
    while matches!(
        doc.word(at),
        "also"
            | "better"
            | "popularly"
            | "commonly"
            | "formerly"
            | "locally"
            | "previously"
            | "widely"
            | "collectively"
            | "then"
            | "now"
            | "which"
            | "who"
            | "is"
            | "was"
            | "are"
    ) && at < sentence
    {
        at += 1;
    }
    let mut starts = Vec::new();
    let (w0, w1, w2) = (doc.word(at), doc.word(at + 1), doc.word(at + 2));
    let mut next = match (w0, w1, w2) {
        ("known" | "referred", "as" | "to" | "simply", "as") => at + 3,
        ("known" | "abbreviated" | "stylized" | "rebranded" | "branded", "as", _) => at + 2,
        ("known", "by", "its") => return starts,
        ("alias" | "aka" | "a.k.a." | "a.k.a", _, _) => at + 1,
        // Without a comma they are verbs: "Smith called Jones".
        ("called" | "dubbed" | "nicknamed" | "renamed", _, _) if at > end => at + 1,
        ("or", _, _) if at > end => at + 1,
        _ => return starts,
    };
    // "the Pakistani Taliban or TTP": each name after a comma or "or" is another.
    while next < sentence {
        match doc.word(next) {
            "the" | "simply" | "either" | "its" | "acronym" | "initials" | "\"" | "“" | "'" => {
                next += 1
            }
            _ => {
                starts.push(next);
                let mut after = next;
                while after < sentence
                    && !matches!(doc.word(after), "or" | "," | "and" | ")" | "." | "—")
                {
                    after += 1;
                }
                if after < sentence && doc.word(after) == "or" {
                    next = after + 1
                } else {
                    break;
                }
            }
        }
    }
    starts
}

/// Acronyms without a definition beside them, by the initials of longer names.
fn acronyms(forms: &[Form], person: &[bool], sets: &mut Sets) {
    let mut initials: BTreeMap<String, usize> = BTreeMap::new();
    for (i, form) in forms.iter().enumerate() {
        if person[i] || form.words.len() < 2 || form.kind() == NameKind::Group {
            continue;
        }
        let pick = |all: bool| -> String {
            let word = |w: &(&String, &bool)| all || *w.1;
            form.words
                .iter()
                .zip(&form.capital)
                .filter(word)
                .filter_map(|(w, _)| w.chars().next())
                .collect()
        };
        let mut keys = vec![pick(false), pick(true)];
        // "VA" for the Department of Veterans Affairs.
        let office = matches!(form.words[0].as_str(), "department" | "ministry" | "office");
        if office && form.words.get(1).is_some_and(|w| w == "of") {
            keys.push(keys[0].chars().skip(1).collect());
        }
        for key in keys {
            if key.chars().count() >= 2 {
                initials.entry(key).or_insert(i);
            }
        }
    }
    for (i, form) in forms.iter().enumerate() {
        if person[i] || !form.acronym {
            continue;
        }
        if let Some(&j) = initials.get(&form.words[0]) {
            // Two letters fit too much by chance: only with the same kind.
            if form.words[0].len() > 2 && compatible(form.kind(), forms[j].kind())
                || form.kind() == forms[j].kind()
            {
                sets.union(i, j);
            }
        }
    }
}

/// Shorter forms: "Google" for "Google Inc.", "the Post" for "The Washington Post".
fn parts(forms: &[Form], person: &[bool], sets: &mut Sets) {
    let mut by_edge: BTreeMap<(&str, bool), Vec<usize>> = BTreeMap::new();
    for (i, form) in forms
        .iter()
        .enumerate()
        .filter(|(i, f)| !person[*i] && f.words.len() > 1)
    {
        let last = form.words.iter().rfind(|w| !is_company_suffix(w));
        for (word, front) in [(form.words.first(), true), (last, false)] {
            if let Some(word) = word {
                by_edge.entry((word, front)).or_default().push(i);
            }
        }
    }
    for (i, short) in forms.iter().enumerate() {
        if person[i] || short.kind() == NameKind::Group {
            continue;
        }
        let n = short.words.len();
        let mut found = Vec::new();
        for (word, front) in [(&short.words[0], true), (&short.words[n - 1], false)] {
            let longer = by_edge.get(&(word.as_str(), front)).map_or(&[][..], |l| l);
            // The latest that is introduced before the short form's first use, else the earliest after.
            let before = longer.partition_point(|&j| j < i);
            let near = longer[before.saturating_sub(MOST_CANDIDATES)..before]
                .iter()
                .rev()
                .chain(longer[before..].iter().take(MOST_CANDIDATES));
            found.extend(
                near.copied()
                    .find(|&j| j != i && is_part(short, &forms[j], front)),
            );
        }
        if let Some(&j) = found.first() {
            sets.union(i, j);
        }
    }
}

/// Does the short form, which begins (`front`) or ends the long one, name the same thing?
fn is_part(short: &Form, long: &Form, front: bool) -> bool {
    // "National Gas" for "China National Gas Corp."
    let whole = &long.words[..long.words.len()
        - long
            .words
            .iter()
            .rev()
            .take_while(|w| is_company_suffix(w))
            .count()];
    let whole = if front || whole.len() <= short.words.len() {
        &long.words[..]
    } else {
        whole
    };
    let (n, m) = (short.words.len(), whole.len());
    if n >= m
        || !(if front {
            whole.starts_with(&short.words)
        } else {
            whole.ends_with(&short.words)
        })
    {
        return false;
    }
    let kind = short.kind();
    if kind != long.kind() {
        return false;
    }
    let rest = if front { &whole[n..] } else { &whole[..m - n] };
    let edge = |words: &[String]| {
        words
            .last()
            .map(String::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    match (kind, front) {
        // Mexico is no Mexico City.
        (NameKind::Place, true) if rest == ["city"] => short.words == ["new", "york"],
        (NameKind::Place, true) => rest.iter().all(|w| is_administrative(w)),
        // "Republic of Albania", not "North Korea".
        (NameKind::Place, false) => {
            edge(rest) == "of" || rest.len() > 1 && rest[rest.len() - 1] == "the"
        }
        (_, true) => {
            rest.iter()
                .all(|w| {
                    is_company_suffix(w)
                        || is_business(w)
                        || lexicon().class_of(w) == Class::Organization
                })
                || rest[0] == "of"
                // "Brightwell" for "Brightwell Foods Plc".
                || kind == NameKind::Organization && rest.last().is_some_and(|w| is_company_suffix(w))
        }
        // "Post" for "Washington Post", "Sea Org"; a place's name at the end is no part ("Bank of England"),
        // and the White House is no House.
        (NameKind::Organization, false) if rest == ["white"] => false,
        // "The Times" is no Financial Times, but may be "The New York Times".
        (NameKind::Organization, false) if short.article && !long.article => false,
        (NameKind::Organization, false) => {
            n > 1
                || lexicon().class_of(&short.words[0]) == Class::Organization
                || edge(rest) != "of"
        }
        (_, false) => n > 1,
    }
}

/// "Helmand" for "Helmand province"; Hong Kong Island and London Bridge are other places than what they are
/// called by.
fn is_administrative(word: &str) -> bool {
    matches!(
        word,
        "city"
            | "town"
            | "village"
            | "municipality"
            | "borough"
            | "county"
            | "district"
            | "province"
            | "governorate"
            | "prefecture"
            | "oblast"
            | "region"
            | "state"
            | "republic"
            | "kingdom"
            | "territory"
            | "peninsula"
            | "desert"
            | "ocean"
            | "sea"
            | "dc"
            | "d"
            | "c"
    )
}

/// What a company's name ends in and is left out where it is named again.
fn is_business(word: &str) -> bool {
    matches!(
        word,
        "resources"
            | "holdings"
            | "energy"
            | "industries"
            | "international"
            | "technologies"
            | "systems"
            | "motors"
            | "airlines"
            | "airways"
            | "pharmaceuticals"
            | "foods"
            | "petroleum"
            | "enterprises"
            | "stores"
            | "logistics"
            | "securities"
    )
}

fn is_company_suffix(word: &str) -> bool {
    matches!(
        word,
        "inc"
            | "corp"
            | "co"
            | "ltd"
            | "limited"
            | "plc"
            | "llc"
            | "llp"
            | "ag"
            | "sa"
            | "nv"
            | "gmbh"
            | "spa"
            | "ab"
            | "oyj"
            | "group"
            | "holdings"
            | "holding"
            | "international"
            | "worldwide"
            | "fc"
            | "afc"
            | "cf"
            | "sc"
            | "united"
            | "city"
    )
}
