//! Reduces claims to what can be compared: sentences with their terms, which of them are negated, and figures.

use super::polarity;
use super::terms::{TermKind, Terms, general};
use crate::claims::words::Words;
use crate::claims::{Act, Claim, ClaimKind};
use crate::decode::{NameKind, PartOfSpeech as P};
use crate::entities::{Entity, MentionKind};
use crate::quantities::Quantity;
use crate::text::Span;
use crate::turns::turn;
use std::collections::HashMap;
use std::ops::Range;

/// Terms of one proposition that are compared; a sentence that anybody wrote to be read has fewer.
const TERMS: usize = 80;

/// Figures of one proposition that are compared.
const FIGURES: usize = 12;

/// One sentence of a claim's content.
pub struct Proposition {
    /// The claim that it belongs to.
    pub claim: usize,
    /// True for the first sentence of its claim.
    pub first: bool,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its terms, each once, ordered by number.
    pub terms: Vec<Term>,
    /// Terms of those whom descriptions ("the company") and the first person stand for.
    pub about: Vec<u32>,
    /// The cue denies all of it.
    pub denied: bool,
    /// Figures in it, with the terms near each.
    pub figures: Vec<Figure>,
}

/// One term of a proposition.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// Its number among the article's.
    pub id: u32,
    /// The token that it stands at first.
    pub at: usize,
    /// It is said not to be so: in the scope of a negation, or of a cue that denies, but not of both.
    pub negated: bool,
    /// A verb, or what a copula ascribes.
    pub predicate: bool,
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
    /// "about", "some", "as many as".
    pub rough: bool,
    /// A figure of another time or part ("up from nine", "the previous record", "12 of them").
    pub compared: bool,
}

/// A name, pronoun or description at a token.
pub struct Name {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The term that stands for whom it names; none for a description that nothing else refers to.
    pub term: Option<u32>,
    /// A description: its words say something of their own.
    pub description: bool,
}

/// Terms of names, descriptions and pronouns, by the token that each begins at; and those of the entities, by index.
pub fn names(
    w: &Words,
    entities: &[Entity],
    terms: &mut Terms,
) -> (HashMap<usize, Name>, Vec<Option<u32>>) {
    /// Letters that an adjective shares with its country: "Afghan" and "Afghanistan" speak of the same.
    const DEMONYM: usize = 5;
    let mut at: HashMap<usize, Name> = HashMap::new();
    let mut of = Vec::with_capacity(entities.len());
    for (index, entity) in entities.iter().enumerate() {
        let country = entity.kind == NameKind::Place
            || matches!(entity.kind, NameKind::Group | NameKind::Organization)
                && !entity.name.contains(' ')
                && entity.name.starts_with(char::is_uppercase)
                && entity.name.chars().count() >= DEMONYM;
        let term = if country {
            let start: String = entity.name.to_lowercase().chars().take(DEMONYM).collect();
            terms.number(format!("@{start}"), TermKind::Place)
        } else {
            terms.number(format!("#{index}"), TermKind::Entity)
        };
        of.push(Some(term));
        // A description that stands alone is nothing but its words.
        let alone = entity.mentions.len() < 2;
        for mention in &entity.mentions {
            let description = mention.kind == MentionKind::Nominal;
            let tokens = w.tokens(mention.span);
            let longer = at
                .get(&tokens.start)
                .is_none_or(|other| other.tokens.len() < tokens.len());
            if longer && !tokens.is_empty() && !(description && alone) {
                at.insert(
                    tokens.start,
                    Name {
                        tokens,
                        term: Some(term),
                        description,
                    },
                );
            }
        }
    }
    (at, of)
}

/// Claims that are cut in one turn.
const TURN_CLAIMS: usize = 128;

/// Cuts the claims into propositions, in turns.
pub async fn propositions(
    w: &Words<'_>,
    claims: &[Claim],
    names: &HashMap<usize, Name>,
    entity_terms: &[Option<u32>],
    quantities: &[Quantity],
    terms: &mut Terms,
) -> Vec<Proposition> {
    let mut all: Vec<Proposition> = Vec::new();
    for (index, claim) in claims.iter().enumerate() {
        if index % TURN_CLAIMS == TURN_CLAIMS - 1 {
            turn().await;
        }
        let denied = claim.act == Act::Deny
            && !claim.negated
            && claim
                .cue
                .is_some_and(|c| w.tokens(c).any(|t| crate::claims::denies(w, t)));
        for tokens in claim.content.iter().flat_map(|&span| sentences(w, span)) {
            let (list, mut about) = terms_of(w, &tokens, denied, names, terms);
            let first_person = tokens
                .clone()
                .any(|t| matches!(w.at(t), "i" | "we" | "my" | "our" | "me" | "us"));
            // "I" is the speaker.
            if first_person && claim.kind != ClaimKind::Narrative {
                about.extend(
                    claim
                        .speaker
                        .and_then(|s| entity_terms.get(s).copied().flatten()),
                );
            }
            for term in &list {
                terms.occurs(term.id);
            }
            let figures = figures(w, &tokens, &list, quantities);
            all.push(Proposition {
                claim: index,
                first: all.last().is_none_or(|p| p.claim != index),
                tokens,
                terms: list,
                about,
                denied,
                figures,
            });
        }
    }
    all
}

/// The terms of a sentence, each once, and those of whom its descriptions stand for.
fn terms_of(
    w: &Words,
    tokens: &Range<usize>,
    denied: bool,
    names: &HashMap<usize, Name>,
    terms: &mut Terms,
) -> (Vec<Term>, Vec<u32>) {
    let scope = polarity::negated(w, tokens);
    let mut list: Vec<Term> = Vec::new();
    let mut about = Vec::new();
    let mut token = tokens.start;
    // "up, not down": what is set aside is not asserted.
    let mut aside = false;
    while token < tokens.end && list.len() < TERMS {
        aside = !matches!(w.at(token), "," | ";" | "but" | "and") && aside
            || w.at(token) == "," && matches!(w.at(token + 1), "not" | "rather");
        if aside {
            token += 1;
            continue;
        }
        let negated = scope.get(token - tokens.start) == Some(&true);
        if let Some(name) = names.get(&token).filter(|n| n.tokens.end <= tokens.end) {
            if name.description {
                about.extend(name.term);
            } else {
                list.extend(name.term.map(|id| Term {
                    id,
                    at: token,
                    negated: negated != denied,
                    predicate: false,
                }));
                token = name.tokens.end.max(token + 1);
                continue;
            }
        }
        let word = w.at(token);
        let numeral = word.starts_with(|c: char| c.is_ascii_digit());
        let direction = matches!(word, "up" | "down" | "above" | "below" | "dead");
        if w.is_word(token) && !numeral && (direction || !general(word)) {
            let id = terms.of_word(word);
            let predicate = predicate(w, token);
            if w.verb(token) {
                terms.used_as_verb(id);
            }
            list.push(Term {
                id,
                at: token,
                negated: negated != denied,
                predicate,
            });
        }
        token += 1;
    }
    list.sort_unstable_by_key(|t| (t.id, t.at));
    list.dedup_by_key(|t| t.id);
    (list, about)
}

/// True for a verb that says what happens, and for what a copula ascribes; not for a participle before its noun, nor for a noun
/// in "-ing".
fn predicate(w: &Words, token: usize) -> bool {
    match w.pos(token) {
        P::Vb | P::Vbd | P::Vbz | P::Vbp => true,
        P::Vbn => !w.noun(token + 1),
        P::Vbg => {
            !w.noun(token + 1)
                && !matches!(w.before(token), "the" | "a" | "an" | "of" | "its" | "their")
        }
        _ => ascribed(w, token),
    }
}

/// True right after a form of "be", adverbs and negations between.
fn ascribed(w: &Words, token: usize) -> bool {
    /// "is not at all safe".
    const BETWEEN: usize = 4;
    for back in 1..=BETWEEN {
        let Some(before) = token.checked_sub(back) else {
            return false;
        };
        match w.at(before) {
            "is" | "are" | "was" | "were" | "been" | "be" | "'s" | "'re" | "remain"
            | "remained" | "remains" => {
                return true;
            }
            "not" | "n't" | "never" | "very" | "too" | "quite" | "perfectly" | "completely"
            | "all" | "at" | "still" | "far" | "from" | "no" | "longer" => {}
            word if word.ends_with("ly") => {}
            _ => return false,
        }
    }
    false
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
    terms: &[Term],
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
    // "Million" and "points" are of the figure, not of what it counts.
    let numbers: Vec<Range<usize>> = quantities[from..]
        .iter()
        .take_while(|q| q.span.start < span.end)
        .take(FIGURES)
        .map(|q| w.tokens(q.span))
        .map(|own| {
            let number = |t: &usize| {
                w.pos(*t) == P::Cd
                    || matches!(
                        w.at(*t),
                        "million"
                            | "billion"
                            | "percentage"
                            | "point"
                            | "points"
                            | "cent"
                            | "percent"
                    )
            };
            let last = own.clone().rfind(number).map_or(own.start, |t| t + 1);
            own.start..last
        })
        .collect();
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
                .filter(|t| {
                    (begin..end).contains(&t.at) && !numbers.iter().any(|n| n.contains(&t.at))
                })
                .map(|t| t.id)
                .collect(),
            floor: before(1) == "least"
                || before(1) == "than" && matches!(before(2), "more" | "greater" | "higher")
                || near(&["over", "minimum", "nearly"]),
            ceiling: before(1) == "than" && matches!(before(2), "fewer" | "less" | "lower")
                || before(1) == "to" && before(2) == "up"
                || near(&["maximum"]),
            rough: before(1) == "as" && matches!(before(2), "many" | "much")
                || near(&[
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
            ) || near(&["previous", "compared", "additional", "further", "extra"])
                || w.at(own.end) == "of"
                    && matches!(w.at(own.end + 1), "them" | "those" | "whom" | "which"),
        });
    }
    found
}
