//! Reduces claims to what can be compared: canonical terms, polarity, figures with what they count.

use crate::claims::lemma::{stem, verbal};
use crate::claims::words::Words;
use crate::claims::{Claim, ClaimKind};
use crate::decode::NameKind;
use crate::entities::{Entity, MentionKind};
use crate::quantities::Quantity;
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

/// Groups of words that name the same thing or event in news, one group a line. A word belongs to its first group.
const SYNONYMS: &str = include_str!("synonyms.txt");

/// Pairs of words of which only one can hold.
const ANTONYMS: &str = include_str!("antonyms.txt");

/// Words too general to tell what a claim is about, reporting nouns and names of days among them.
const GENERAL: &str = include_str!("stop.txt");

/// Terms of one proposition that are compared; a sentence that anybody wrote to be read has fewer.
const TERMS: usize = 80;

/// Figures of one proposition that are compared.
const FIGURES: usize = 12;

struct Tables {
    /// From a stem to the first stem of its group.
    synonyms: HashMap<String, String>,
    antonyms: HashSet<(String, String)>,
    general: HashSet<&'static str>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut synonyms = HashMap::new();
        for line in SYNONYMS.lines() {
            let stems: Vec<String> = line.split_ascii_whitespace().map(stem).collect();
            for word in &stems {
                synonyms
                    .entry(word.clone())
                    .or_insert_with(|| stems[0].clone());
            }
        }
        let canonical = |word: &str| {
            let word = stem(word);
            synonyms.get(&word).cloned().unwrap_or(word)
        };
        let mut antonyms = HashSet::new();
        for line in ANTONYMS.lines() {
            if let Some((a, b)) = line.split_once(' ') {
                antonyms.insert((canonical(a), canonical(b)));
                antonyms.insert((canonical(b), canonical(a)));
            }
        }
        let general = GENERAL.split_ascii_whitespace().collect();
        Tables {
            synonyms,
            antonyms,
            general,
        }
    })
}

/// The stem that stands for the word's group of synonyms.
pub fn canonical(word: &str) -> String {
    let word = stem(word);
    tables().synonyms.get(&word).cloned().unwrap_or(word)
}

/// True for canonical terms of which only one can hold.
pub fn opposite(a: &str, b: &str) -> bool {
    tables().antonyms.contains(&(a.to_owned(), b.to_owned()))
}

/// One sentence of a claim's content.
pub struct Proposition {
    /// The claim that it belongs to.
    pub claim: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Terms with the token that each stands at first, ordered by term.
    pub terms: Vec<(u32, usize)>,
    /// An odd number of negations.
    pub negative: bool,
    /// Figures in it, with the terms near each.
    pub figures: Vec<Figure>,
}

/// One figure of a proposition.
pub struct Figure {
    /// Index of the quantity.
    pub quantity: usize,
    /// What is counted and what happens to it: terms of its clause.
    pub context: Vec<u32>,
    /// "at least", "more than": the true figure may be higher.
    pub floor: bool,
    /// "up to", "fewer than": the true figure may be lower.
    pub ceiling: bool,
    /// "about", "some".
    pub rough: bool,
    /// A figure of another time or part ("up from nine", "the previous record").
    pub compared: bool,
}

/// The article's terms, numbered.
#[derive(Default)]
pub struct Terms {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
    /// In how many propositions each occurs.
    frequency: Vec<u32>,
    /// Whether it occurs as a verb.
    verbs: Vec<bool>,
}

impl Terms {
    fn number(&mut self, term: String) -> u32 {
        let next = self.names.len() as u32;
        let number = *self.numbers.entry(term.clone()).or_insert(next);
        if number == next {
            self.names.push(term);
            self.frequency.push(0);
            self.verbs.push(false);
        }
        number
    }

    /// The term as a word.
    pub fn name(&self, term: u32) -> &str {
        self.names.get(term as usize).map_or("", |n| n)
    }

    /// True for a term that the article uses as a verb.
    pub fn verb(&self, term: u32) -> bool {
        self.verbs.get(term as usize) == Some(&true)
    }

    /// What sharing the term weighs: the rarer in the article, the more.
    pub fn weight(&self, term: u32) -> f32 {
        let count = self
            .frequency
            .get(term as usize)
            .copied()
            .unwrap_or(1)
            .max(1);
        1.0 / (count as f32).sqrt()
    }
}

/// Terms of names, descriptions and pronouns, by the token that each begins at.
pub fn entity_terms(w: &Words, entities: &[Entity]) -> HashMap<usize, (Range<usize>, String)> {
    let mut at: HashMap<usize, (Range<usize>, String)> = HashMap::new();
    for (index, entity) in entities.iter().enumerate() {
        // "Afghan" and "Afghanistan" speak of the same country.
        /// Letters that an adjective shares with its country.
        const DEMONYM: usize = 5;
        let country = matches!(
            entity.kind,
            NameKind::Place | NameKind::Group | NameKind::Organization
        ) && !entity.name.contains(' ')
            && entity.name.chars().count() >= DEMONYM;
        let term = if country {
            format!(
                "@{}",
                entity
                    .name
                    .to_lowercase()
                    .chars()
                    .take(DEMONYM)
                    .collect::<String>()
            )
        } else {
            format!("#{index}")
        };
        for mention in &entity.mentions {
            if mention.kind == MentionKind::Nominal {
                continue;
            }
            let tokens = w.tokens(mention.span);
            let longer = at
                .get(&tokens.start)
                .is_none_or(|(other, _)| other.len() < tokens.len());
            if longer && !tokens.is_empty() {
                at.insert(tokens.start, (tokens, term.clone()));
            }
        }
    }
    at
}

/// Cuts the claims into propositions.
pub fn propositions(
    w: &Words,
    claims: &[Claim],
    entity_at: &HashMap<usize, (Range<usize>, String)>,
    quantities: &[Quantity],
) -> (Vec<Proposition>, Terms) {
    let mut terms = Terms::default();
    let mut all = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        for &span in &claim.content {
            for tokens in sentences(w, span) {
                let mut list: Vec<(u32, usize)> = Vec::new();
                let mut token = tokens.start;
                let mut first_person = false;
                // "up, not down": what is set aside is not asserted.
                let mut aside = false;
                while token < tokens.end && list.len() < TERMS {
                    aside = !matches!(w.at(token), "," | ";" | "but" | "and") && aside
                        || w.at(token) == "," && matches!(w.at(token + 1), "not" | "rather");
                    if aside {
                        token += 1;
                        continue;
                    }
                    if let Some((name, term)) =
                        entity_at.get(&token).filter(|(n, _)| n.end <= tokens.end)
                    {
                        list.push((terms.number(term.clone()), token));
                        token = name.end.max(token + 1);
                        continue;
                    }
                    let word = w.at(token);
                    first_person |= matches!(word, "i" | "we" | "my" | "our" | "me" | "us");
                    let numeral = word.starts_with(|c: char| c.is_ascii_digit());
                    let direction = matches!(word, "up" | "down" | "above" | "below" | "dead");
                    if w.is_word(token)
                        && !numeral
                        && (direction || !tables().general.contains(word))
                    {
                        let term = terms.number(canonical(word));
                        terms.verbs[term as usize] |= verbal(word);
                        list.push((term, token));
                    }
                    token += 1;
                }
                // "I" is the speaker.
                if let (true, Some(speaker)) = (
                    first_person && claim.kind != ClaimKind::Narrative,
                    claim.speaker,
                ) {
                    list.push((terms.number(format!("#{speaker}")), tokens.start));
                }
                list.sort_unstable();
                list.dedup_by_key(|t| t.0);
                for (term, _) in &list {
                    terms.frequency[*term as usize] += 1;
                }
                let negations = tokens
                    .clone()
                    .filter(|&t| {
                        w.negation(t) && w.before(t) != ","
                            || matches!(w.at(t), "failed" | "fails" | "fail" | "refused")
                    })
                    .count();
                let figures = figures(w, &tokens, &list, quantities);
                all.push(Proposition {
                    claim: index,
                    tokens,
                    terms: list,
                    negative: negations % 2 == 1,
                    figures,
                });
            }
        }
    }
    (all, terms)
}

/// The sentences of a content span, as token ranges.
fn sentences(w: &Words, span: Span) -> Vec<Range<usize>> {
    let all = w.tokens(span);
    let mut parts = Vec::new();
    let mut start = all.start;
    while start < all.end {
        let end = w
            .text
            .sentences
            .get(w.sentence(start))
            .map_or(all.end, |s| s.tokens.end);
        let end = end.clamp(start + 1, all.end);
        parts.push(start..end);
        start = end;
    }
    parts
}

/// The figures of a proposition with the terms of their clause.
fn figures(
    w: &Words,
    tokens: &Range<usize>,
    terms: &[(u32, usize)],
    quantities: &[Quantity],
) -> Vec<Figure> {
    /// What is counted stands at most so many tokens after the figure …
    const AFTER: usize = 8;
    /// … and "the number of dead", "the toll at" so many before it.
    const BEFORE: usize = 5;
    let Some(span) = w.span(tokens) else {
        return Vec::new();
    };
    let from = quantities.partition_point(|q| q.span.start < span.start);
    let mut found = Vec::new();
    for (index, quantity) in quantities.iter().enumerate().skip(from) {
        if quantity.span.start >= span.end || found.len() >= FIGURES {
            break;
        }
        let own = w.tokens(quantity.span);
        let boundary = |t: usize| {
            matches!(w.at(t), ";" | ":" | "." | "but" | "while")
                || w.at(t) == "," && !w.at(t + 1).starts_with(|c: char| c.is_ascii_digit())
        };
        let other_figure =
            |t: usize| t >= own.end && (w.at(t).starts_with(|c: char| c.is_ascii_digit()));
        let end = (own.start..tokens.end.min(own.end + AFTER))
            .find(|&t| boundary(t) || other_figure(t))
            .unwrap_or(tokens.end.min(own.end + AFTER));
        let begin = (tokens.start.max(own.start.saturating_sub(BEFORE))..own.start)
            .rev()
            .find(|&t| boundary(t))
            .map_or(tokens.start.max(own.start.saturating_sub(BEFORE)), |t| {
                t + 1
            });
        let before = |n: usize| own.start.checked_sub(n).map_or("", |t| w.at(t));
        let near = |words: &[&str]| (1..=3).any(|n| words.contains(&before(n)));
        found.push(Figure {
            quantity: index,
            context: terms
                .iter()
                .filter(|(_, t)| (begin..end).contains(t))
                .map(|(term, _)| *term)
                .collect(),
            floor: before(1) == "least"
                || before(1) == "than" && matches!(before(2), "more" | "greater" | "higher")
                || near(&["over", "minimum", "nearly"]),
            ceiling: before(1) == "than" && matches!(before(2), "fewer" | "less" | "lower")
                || before(1) == "to" && before(2) == "up"
                || near(&["maximum"])
                || before(1) == "as" && before(2) == "many",
            rough: near(&[
                "about",
                "around",
                "some",
                "roughly",
                "approximately",
                "almost",
                "nearly",
                "estimated",
            ]),
            compared: matches!(
                before(1),
                "from" | "previous" | "earlier" | "another" | "further" | "other"
            ) || near(&["previous", "compared", "additional", "further", "extra"]),
        });
    }
    found
}
