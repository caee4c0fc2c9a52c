//! Descriptions that grammar ties to a mention: titles, appositions, "X is a …", "identified as X",
//! ages. Mentions in; for each description the mention that it describes out.

use super::MentionKind;
use super::document::Document;
use super::lexicon::{Class, Number, lexicon};
use super::mentions::{Definiteness, Mention, Role};
use crate::decode::PartOfSpeech as Pos;
use crate::turns::turn;
use std::collections::BTreeMap;
use std::ops::Range;

/// Longest run of words after a noun that still belongs to its description ("spokesman for the …").
const LONGEST_TAIL: usize = 12;

/// How many mentions before a name may lie between it and the noun that it explains.
const MENTIONS_BACK: usize = 5;

/// What the grammar ties together.
#[derive(Default)]
pub(crate) struct Ties {
    /// For a described or describing noun phrase the mention that it is another expression for, and
    /// the tokens of the whole description.
    pub same: BTreeMap<usize, Tie>,
    /// For a mention the tokens of an age beside it.
    pub age: BTreeMap<usize, Range<usize>>,
}

pub(crate) struct Tie {
    /// The mention described.
    pub to: usize,
    /// The description with what follows it ("the leader of the party").
    pub tokens: Range<usize>,
    /// Asserted by a verb ("is a …"), which ages worse than an apposition.
    pub copula: bool,
}

/// Mentions that are read in one turn.
const TURN_MENTIONS: usize = 2048;

pub(crate) async fn find(doc: &Document<'_>, mentions: &[Mention]) -> Ties {
    let mut ties = Ties::default();
    // Mentions by their first token, the longest first.
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    let single = || {
        let all = mentions.iter().enumerate();
        all.filter(|(_, m)| !m.coordination)
    };
    for (i, m) in single() {
        let known = starts.entry(m.tokens.start).or_insert(i);
        if mentions[*known].tokens.end < m.tokens.end {
            *known = i;
        }
    }
    for (i, m) in single() {
        if i % TURN_MENTIONS == TURN_MENTIONS - 1 {
            turn().await;
        }
        if m.role == Role::Modifier || m.kind == MentionKind::Pronoun && m.role == Role::Possessor {
            continue;
        }
        let end = m.tokens.end;
        if m.kind == MentionKind::Nominal && m.definiteness == Definiteness::Definite {
            called_by_name(doc, mentions, i, &mut ties);
        }
        if m.kind == MentionKind::Name {
            name_after_noun(doc, mentions, i, &mut ties);
            office(doc, mentions, i, &mut ties);
        }
        match doc.word(end) {
            "," | "(" | "—" | "–" if m.kind != MentionKind::Pronoun => {
                if doc.pos(end + 1) == Pos::Cd
                    && is_age(doc.word(end + 1))
                    && matches!(doc.word(end + 2), "," | "." | ")" | "—" | "–")
                {
                    ties.age.insert(i, end + 1..end + 2);
                    // "Smith, 43, a teacher": the apposition goes on after the age.
                    if doc.word(end + 2) == "," {
                        apposition(doc, mentions, &starts, i, end + 3, &mut ties);
                    }
                } else {
                    apposition(doc, mentions, &starts, i, end + 1, &mut ties);
                }
            }
            "is" | "was" | "became" | "remains" | "are" | "were" if m.role == Role::Subject => {
                copula(doc, mentions, &starts, i, end + 1, &mut ties);
            }
            _ => {}
        }
    }
    ties
}

fn is_age(word: &str) -> bool {
    word.len() <= 3 && word.parse::<u32>().is_ok_and(|n| (1..=120).contains(&n))
}

/// "Karimi, a government spokesman, …".
fn apposition(
    doc: &Document,
    mentions: &[Mention],
    starts: &BTreeMap<usize, usize>,
    i: usize,
    at: usize,
    ties: &mut Ties,
) {
    let at = at
        + usize::from(matches!(
            doc.word(at),
            "then" | "now" | "also" | "formerly" | "once" | "reportedly" | "himself" | "herself"
        ));
    let Some(&j) = starts.get(&at) else { return };
    let (m, a) = (&mentions[i], &mentions[j]);
    if a.kind != MentionKind::Nominal
        || !classes_agree(m, a)
        || doc.sentence_of(at) != doc.sentence_of(m.head)
    {
        return;
    }
    // "workers, students and teachers" lists; a bare noun describes only as one person's office.
    if a.definiteness == Definiteness::Bare
        && (a.class != Class::Person || a.number != Number::Singular || m.kind != MentionKind::Name)
    {
        return;
    }
    let tail = tail(doc, a.tokens.end);
    let closing = match doc.word(tail) {
        "and" if a.definiteness == Definiteness::Indefinite => {
            second(doc, mentions, starts, a, tail + 1)
        }
        _ => tail,
    };
    let closes = matches!(
        doc.word(closing),
        "," | "." | ")" | "who" | "which" | "—" | "–" | ";" | ":" | "" | "?" | "!"
    );
    let bracketed = doc.word(m.tokens.end) == ",";
    // "Smith, the mayor and the sheriff said": a list.
    if closes && (bracketed || doc.word(closing) != ",") {
        ties.same.entry(j).or_insert(Tie {
            to: i,
            tokens: a.tokens.start..tail,
            copula: false,
        });
    }
}

/// The end of what a person is besides ("an author and former judge"), where it has no article of its own.
fn second(
    doc: &Document,
    mentions: &[Mention],
    starts: &BTreeMap<usize, usize>,
    first: &Mention,
    at: usize,
) -> usize {
    /// "former", "award - winning" before a name ("former Scientologist").
    const LONGEST_MODIFIER: usize = 4;
    let modifier =
        |t: &usize| matches!(doc.pos(*t), Pos::Jj | Pos::Nn | Pos::Punct) && doc.word(*t) != ",";
    let ahead = (at..at + LONGEST_MODIFIER).take_while(|t| *t == at || modifier(&(t - 1)));
    let found = ahead
        .filter_map(|t| starts.get(&t))
        .map(|&i| &mentions[i])
        .next();
    match found {
        Some(m) if first.class == Class::Person && m.definiteness != Definiteness::Definite => {
            tail(doc, m.tokens.end)
        }
        _ => at,
    }
}

/// "Karimi is a government spokesman".
fn copula(
    doc: &Document,
    mentions: &[Mention],
    starts: &BTreeMap<usize, usize>,
    i: usize,
    at: usize,
    ties: &mut Ties,
) {
    let at = at
        + usize::from(matches!(
            doc.word(at),
            "also" | "now" | "still" | "currently" | "once"
        ));
    let Some(&j) = starts.get(&at) else { return };
    let (m, a) = (&mentions[i], &mentions[j]);
    let described = matches!(
        a.definiteness,
        Definiteness::Indefinite | Definiteness::Definite | Definiteness::Possessed
    );
    if a.kind == MentionKind::Nominal
        && described
        && classes_agree(m, a)
        && !matches!(doc.word(at), "no" | "any" | "every" | "each")
    {
        ties.same.entry(j).or_insert(Tie {
            to: i,
            tokens: a.tokens.start..tail(doc, a.tokens.end),
            copula: true,
        });
    }
}

/// "The Reuters news agency" is Reuters: a name, then what sort of body bears it.
fn called_by_name(doc: &Document, mentions: &[Mention], i: usize, ties: &mut Ties) {
    let m = &mentions[i];
    let sort = matches!(
        doc.word(m.head),
        "agency"
            | "company"
            | "firm"
            | "group"
            | "party"
            | "organization"
            | "organisation"
            | "network"
            | "broadcaster"
            | "chain"
            | "bank"
            | "newspaper"
            | "magazine"
            | "tabloid"
            | "movement"
            | "charity"
            | "airline"
            | "cartel"
            | "gang"
            | "militia"
            | "conglomerate"
    );
    let inside = mentions[..i].iter().enumerate().rev();
    let mut inside = inside.take_while(|(_, n)| n.head > m.tokens.start);
    let Some((to, name)) = inside.find(|(_, n)| n.tokens.start == m.tokens.start + 1) else {
        return;
    };
    // A people's name tells whose body it is: "the Italian company".
    let body = name.class == Class::Organization
        && name.kind == MentionKind::Name
        && name.role == Role::Modifier;
    // "the Google parent company" is another one; in "the Islamic State group" the name may be cut short.
    let other = |t: usize| {
        !matches!(doc.pos(t), Pos::Nn | Pos::Jj)
            || doc.surface(t).starts_with(char::is_uppercase)
            || matches!(
                doc.word(t),
                "parent" | "holding" | "rival" | "sister" | "partner" | "splinter"
            )
    };
    if sort && body && !(name.tokens.end..m.head).any(other) {
        ties.same.entry(i).or_insert(Tie {
            to,
            tokens: m.tokens.clone(),
            copula: false,
        });
    }
}

/// "Secretary of State Ann Lee": an office with its department, in front of the name.
fn office(doc: &Document, mentions: &[Mention], i: usize, ties: &mut Ties) {
    /// "of Defence", "of Health and Human Services".
    const LONGEST_DEPARTMENT: usize = 5;
    let m = &mentions[i];
    if m.class != Class::Person || !m.title.is_empty() {
        return;
    }
    let noun = |t: &usize| {
        matches!(doc.pos(*t), Pos::Nn | Pos::Nns | Pos::Nnp | Pos::Nnps) || doc.word(*t) == "and"
    };
    let from = m.tokens.start.saturating_sub(LONGEST_DEPARTMENT);
    let department = (from..m.tokens.start).rev().take_while(noun).last();
    let Some(before) = department.and_then(|d| d.checked_sub(1)) else {
        return;
    };
    // "chief executive of the Refugee Council Ann Lee".
    let of = before - usize::from(doc.word(before) == "the" && before > 0);
    // "The widow of President Lee" is not the president.
    let last = doc.word(m.tokens.start - 1);
    if doc.word(of) != "of" || lexicon().is_title(last) || lexicon().class_of(last) == Class::Person
    {
        return;
    }
    let from = mentions.partition_point(|a| a.head + 1 < of);
    let ends = |a: &&Mention| a.tokens.end == of && a.kind == MentionKind::Nominal;
    let found = mentions[from..].iter().take_while(|a| a.head < of);
    let Some((j, a)) = found.enumerate().find(|(_, a)| ends(a)) else {
        return;
    };
    if a.definiteness == Definiteness::Bare && a.number != Number::Plural && classes_agree(m, a) {
        ties.same.entry(from + j).or_insert(Tie {
            to: i,
            tokens: a.tokens.start..m.tokens.start,
            copula: false,
        });
    }
}

/// "a spokesman for the group, Bilal Karimi,", "identified the dead man as Khalid Balti", "a man named X".
fn name_after_noun(doc: &Document, mentions: &[Mention], i: usize, ties: &mut Ties) {
    let m = &mentions[i];
    let start = m.title.start.min(m.tokens.start);
    let start = if m.title.is_empty() {
        m.tokens.start
    } else {
        start
    };
    let Some(before) = roles_before(doc, m, start).checked_sub(1) else {
        return;
    };
    // "The oldest runner, 84-year-old Bernard Ross".
    let aged = doc.word(before).ends_with("-year-old") && m.class == Class::Person;
    let Some(before) = before.checked_sub(usize::from(aged)) else {
        return;
    };
    if aged {
        ties.age.insert(i, before + 1..before + 2);
    }
    // Where the noun phrase must end.
    let (end, far) = match doc.word(before) {
        "," | "—" | "–" => (before, true),
        "as" if before >= 1 => match doc.word(before - 1) {
            "identified" | "named" => {
                let passive = before - 1;
                let skip = (1..=3).find(|k| {
                    passive >= *k
                        && !matches!(
                            doc.word(passive - k),
                            "," | "was" | "were" | "been" | "is" | "has" | "being"
                        )
                });
                (passive + 1 - skip.unwrap_or(1), false)
            }
            _ => (before, false),
        },
        "named" | "called" | "dubbed" => (before, false),
        _ => return,
    };
    let active = doc.word(before) == "as" && end == before;
    for j in (i.saturating_sub(MENTIONS_BACK)..i).rev() {
        let a = &mentions[j];
        if a.kind != MentionKind::Nominal
            || a.tokens.end > end
            || doc.sentence_of(a.head) != doc.sentence_of(m.head)
        {
            continue;
        }
        if !classes_agree(m, a) || a.number == Number::Plural || a.role == Role::Modifier {
            continue;
        }
        let adjacent = a.tokens.end == end;
        if active {
            let verb = a.tokens.start.checked_sub(1).map_or("", |v| doc.word(v));
            if adjacent
                && matches!(
                    verb,
                    "identified" | "named" | "identifies" | "identify" | "identifying" | "naming"
                )
            {
                ties.same.entry(j).or_insert(Tie {
                    to: i,
                    tokens: a.tokens.clone(),
                    copula: false,
                });
            }
            return;
        }
        // After a comma the name must close the apposition, or it begins another clause or a list.
        let closes =
            !far || matches!(
                doc.word(m.tokens.end),
                "," | "." | ")" | "—" | "–" | ";" | ""
            ) || m.source.is_some();
        let listed = a.definiteness == Definiteness::Bare && a.class != Class::Person;
        let renamed = matches!(doc.word(before), "named" | "called" | "dubbed");
        if closes && !listed && (adjacent || (far || renamed) && tail(doc, a.tokens.end) == end) {
            ties.same.entry(j).or_insert(Tie {
                to: i,
                tokens: a.tokens.start..end,
                copula: false,
            });
            return;
        }
    }
}

/// Where the roles in front of a person's name begin, where there are several ("the actor and activist Ann Lee").
fn roles_before(doc: &Document, name: &Mention, start: usize) -> usize {
    /// "the actor , director and environmental activist".
    const LONGEST: usize = 8;
    if name.class != Class::Person || name.title.is_empty() {
        return start;
    }
    let from = start.saturating_sub(LONGEST);
    let mut at = start;
    while at > from
        && (matches!(doc.pos(at - 1), Pos::Nn | Pos::Jj | Pos::Cc) || doc.word(at - 1) == ",")
    {
        at -= 1;
        // "the" opens them; what stands before a comma may be the noun that they explain.
        if at > 0 && doc.word(at - 1) == "the" && (at..start).any(|t| doc.pos(t) == Pos::Cc) {
            return at - 1;
        }
    }
    match start.checked_sub(1) {
        Some(article) if doc.word(article) == "the" => article,
        _ => start,
    }
}

/// The end of the prepositional phrases that follow a noun: no verb, no comma.
fn tail(doc: &Document, end: usize) -> usize {
    let sentence = doc.sentence_tokens(end.saturating_sub(1)).end;
    let mut at = end;
    if !matches!(doc.pos(at), Pos::In | Pos::To) {
        return end;
    }
    while at < sentence.min(end + LONGEST_TAIL) {
        match doc.pos(at) {
            Pos::In
            | Pos::To
            | Pos::Dt
            | Pos::Jj
            | Pos::Jjr
            | Pos::Jjs
            | Pos::Cd
            | Pos::Nn
            | Pos::Nns
            | Pos::Nnp
            | Pos::Nnps
            | Pos::Pos
            | Pos::PrpS
            | Pos::Cc => at += 1,
            Pos::Punct if matches!(doc.word(at), "-" | "–" | "&") => at += 1,
            _ => break,
        }
    }
    while at > end
        && matches!(
            doc.pos(at - 1),
            Pos::In | Pos::To | Pos::Dt | Pos::Cc | Pos::Punct
        )
    {
        at -= 1;
    }
    at
}

/// Can the noun phrase describe the mention?
fn classes_agree(m: &Mention, a: &Mention) -> bool {
    use Class::{Group, Organization, Person, Place, Unknown};
    let singular = |x: &Mention| x.number != Number::Plural;
    match (m.class, a.class) {
        (Person, Person) => singular(m) == singular(a),
        (Organization, Organization | Group) | (Group, Group | Organization) => true,
        (Organization, Place) | (Place, Organization) => false,
        (Place, Place) => true,
        (Unknown, _) => true,
        _ => false,
    }
}
