//! Turns referents into entities: which are worth telling, their fullest name, aliases, descriptions.

use super::appositions::Ties;
use super::coreference::Reading;
use super::lexicon::{Class, Gender, Number, lexicon};
use super::mentions::{Definiteness, Role};
use super::names::Cluster;
use super::referents::Referent;
use super::{Entity, Mention, MentionKind};
use crate::decode::NameKind;
use crate::turns::turn;
use std::ops::Range;

/// Longest text, in characters, that is given as a name or description.
const LONGEST: usize = 100;
/// Descriptions kept of one entity: more tell a reader nothing.
const MOST_DESCRIPTIONS: usize = 32;

/// Referents that are told in one turn.
const TURN_REFERENTS: usize = 512;

/// The entities, in turns.
pub(crate) async fn entities(
    reading: &Reading<'_>,
    clusters: &[Cluster],
    ties: &Ties,
) -> Vec<Entity> {
    let mut described: Vec<Vec<Range<usize>>> = vec![Vec::new(); reading.referents.len()];
    describe(reading, ties, &mut described);
    let mut entities: Vec<Entity> = Vec::new();
    for (i, referent) in reading.referents.iter().enumerate() {
        if i % TURN_REFERENTS == TURN_REFERENTS - 1 {
            turn().await;
        }
        // Referents of the names' clusters come first, in their order.
        let kind = match clusters.get(i) {
            Some(cluster) => cluster.kind,
            None if worth_telling(reading, referent) => kind_of(referent),
            None => continue,
        };
        entities.extend(entity(reading, ties, referent, kind, &described[i]));
    }
    entities.sort_by_key(|e| e.mentions.first().map(|m| m.span));
    entities
}

/// A nameless referent is told where a pronoun stands for it ("the gunman … he", "the levy … it"), where
/// somebody or a document is the source of a claim, and where a person or a body is mentioned again.
fn worth_telling(reading: &Reading, referent: &Referent) -> bool {
    let nominals = referent
        .mentions
        .iter()
        .filter(|m| reading.mentions[**m].kind == MentionKind::Nominal);
    let first = nominals.clone().next().map(|m| &reading.mentions[*m]);
    let Some(first) = first else {
        return false;
    };
    // "No group has claimed responsibility": nobody.
    if matches!(
        reading.doc.word(first.tokens.start),
        "no" | "any" | "every" | "each" | "neither" | "either"
    ) {
        return false;
    }
    let again = referent.mentions.len() > 1;
    if referent.pronoun.is_some() || first.coordination {
        return referent.pronoun.is_some() && again;
    }
    match referent.class {
        Class::Person if referent.number != Number::Plural => referent.spoke > 0 || again,
        Class::Person | Class::Organization | Class::Group => {
            referent.spoke > 0 || nominals.count() > 1
        }
        _ => referent.spoke > 0 && again,
    }
}

fn kind_of(referent: &Referent) -> NameKind {
    match (referent.class, referent.number) {
        (Class::Person, Number::Plural) | (Class::Group, _) => NameKind::Group,
        (Class::Person, _) => NameKind::Person,
        (Class::Organization, _) => NameKind::Organization,
        (Class::Place, _) => NameKind::Place,
        (Class::Thing | Class::Unknown, _) => NameKind::Other,
    }
}

fn entity(
    reading: &Reading,
    ties: &Ties,
    referent: &Referent,
    kind: NameKind,
    described: &[Range<usize>],
) -> Option<Entity> {
    let doc = reading.doc;
    let mut mentions = Vec::new();
    let (mut names, mut nominals, mut predicates) = (Vec::new(), Vec::new(), Vec::new());
    for &m in &referent.mentions {
        let mention = &reading.mentions[m];
        let written = doc.phrase(&mention.tokens);
        let detected = mention
            .name
            .and_then(|n| doc.names.get(n))
            .map_or(1.0, |n| n.confidence);
        let confidence = detected * reading.of[m].map_or(1.0, |(_, c)| c);
        mentions.push(Mention {
            span: doc.span(&mention.tokens),
            kind: mention.kind,
            confidence,
        });
        match mention.kind {
            MentionKind::Name if kind == NameKind::Person => {
                names.push(without_title(&written).to_owned())
            }
            MentionKind::Name => names.push(written),
            // "The computer is a sensible move" describes it, but does not say what it is.
            MentionKind::Nominal => {
                let predicate = ties.same.get(&m).is_some_and(|t| t.copula);
                let list = if predicate {
                    &mut predicates
                } else {
                    &mut nominals
                };
                list.push(lower_article(without_article(&written).to_owned()));
            }
            MentionKind::Pronoun => {}
        }
    }
    mentions.sort_by_key(|m| (m.span, m.kind != MentionKind::Name));
    mentions.dedup_by_key(|m| m.span);
    let (name, aliases) = if names.is_empty() {
        (
            longest(&nominals).or_else(|| longest(&predicates))?,
            Vec::new(),
        )
    } else {
        fullest(&names)?
    };
    let mut descriptions: Vec<String> = Vec::new();
    for tokens in described {
        if descriptions.len() == MOST_DESCRIPTIONS {
            break;
        }
        let text = doc.phrase(tokens);
        let plain = without_article(&text).to_lowercase();
        let known = |d: &String| without_article(d).to_lowercase() == plain;
        if text.chars().count() <= LONGEST
            && plain != name.to_lowercase()
            && !descriptions.iter().any(known)
        {
            descriptions.push(lower_article(text));
        }
    }
    Some(Entity {
        kind,
        name,
        aliases,
        descriptions,
        mentions,
    })
}

/// Gathers for each referent what describes it, in the order of the text.
fn describe(reading: &Reading, ties: &Ties, described: &mut [Vec<Range<usize>>]) {
    for (i, mention) in reading.mentions.iter().enumerate() {
        let Some((referent, _)) = reading.of[i] else {
            continue;
        };
        let Some(list) = described.get_mut(referent) else {
            continue;
        };
        let title = without_honorifics(reading, &mention.title);
        if !title.is_empty() {
            list.push(title);
        }
        if mention.kind == MentionKind::Nominal && mention.role != Role::Modifier {
            let telling = mention.tokens.len() > 1 || mention.definiteness == Definiteness::Bare;
            match ties.same.get(&i) {
                Some(tie)
                    if reading
                        .of
                        .get(tie.to)
                        .copied()
                        .flatten()
                        .is_some_and(|(r, _)| r == referent) =>
                {
                    list.push(tie.tokens.clone())
                }
                _ if telling => list.push(mention.tokens.clone()),
                _ => {}
            }
        }
        if let Some(age) = ties.age.get(&i) {
            list.push(age.clone());
        }
    }
}

/// "Mrs." addresses, it does not describe; and what stands before "Mr" belongs to something else.
fn without_honorifics(reading: &Reading, title: &Range<usize>) -> Range<usize> {
    let is =
        |token: usize, list: &[&str]| list.contains(&reading.doc.word(token).trim_end_matches('.'));
    let mut title = title.clone();
    while !title.is_empty()
        && is(
            title.end - 1,
            &["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", ""],
        )
    {
        title.end -= 1;
        if is(title.end, &["mr", "mrs", "ms", "miss", "mx"]) {
            title.end = title.start;
        }
    }
    title
}

/// "Chancellor Gordon Brown" is Gordon Brown, "Mr Abbasi" Abbasi; Prince William stays.
fn without_title(name: &str) -> &str {
    let mut rest = name;
    while let Some((first, more)) = rest.split_once(' ') {
        let word = first.to_lowercase();
        let honorific = matches!(
            word.trim_end_matches('.'),
            "mr" | "mrs" | "ms" | "miss" | "mx" | "dr"
        );
        let title = lexicon().is_title(&word) && lexicon().first_name(first) == Gender::Unknown;
        if !(honorific || title && more.contains(' ')) {
            break;
        }
        rest = more;
    }
    rest
}

/// "The union", which opened a sentence, is described as "the union".
fn lower_article(text: String) -> String {
    match text.split_once(' ') {
        Some((
            first @ ("The" | "A" | "An" | "His" | "Her" | "Its" | "Their" | "This" | "That"),
            rest,
        )) => {
            format!("{} {rest}", first.to_lowercase())
        }
        _ => text,
    }
}

fn without_article(text: &str) -> &str {
    let cut = |article: &str| {
        text.get(..article.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(article))
            .then(|| &text[article.len()..])
    };
    ["the ", "a ", "an "]
        .iter()
        .find_map(|a| cut(a))
        .unwrap_or(text)
}

fn longest(nominals: &[String]) -> Option<String> {
    let length = |n: &String| n.chars().count();
    let fit = nominals
        .iter()
        .enumerate()
        .filter(|(_, n)| length(n) <= LONGEST);
    fit.max_by_key(|(i, n)| (length(n), std::cmp::Reverse(*i)))
        .map(|(_, n)| n.clone())
}

/// The fullest of the names and the others, each once whatever its case.
fn fullest(written: &[String]) -> Option<(String, Vec<String>)> {
    let mut distinct: Vec<&String> = Vec::new();
    let mut places: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    for name in written {
        let place = *places.entry(name.to_lowercase()).or_insert_with(|| {
            distinct.push(name);
            distinct.len() - 1
        });
        // "Hillary Clinton" rather than "HILLARY CLINTON".
        if is_shouted(distinct[place]) && !is_shouted(name) {
            distinct[place] = name;
        }
    }
    let rank = |name: &str| {
        let length = name.chars().count();
        (
            length <= LONGEST,
            !["ex-", "pro-", "anti-", "non-"]
                .iter()
                .any(|p| name.to_lowercase().starts_with(p)),
            !name.contains(' ') || !is_shouted(name),
            !name.contains(','),
            name.split_whitespace().count(),
            length,
        )
    };
    // "iPod" rather than "iPods".
    let plural = |i: usize| {
        let one = distinct[i].strip_suffix('s').map(str::to_lowercase);
        one.is_some_and(|one| places.contains_key(&one))
    };
    let best = (0..distinct.len())
        .max_by_key(|&i| (!plural(i), rank(distinct[i]), std::cmp::Reverse(i)))?;
    let name = distinct.remove(best).clone();
    Some((name, distinct.into_iter().cloned().collect()))
}

fn is_shouted(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}
