//! Compares dates and places: two for one event exclude each other.

use super::denials::flag;
use super::disputes::strangers;
use super::figures::differ;
use super::propositions::Proposition;
use super::stance::same_subject;
use super::voices::{asserts, narrative};
use super::weights::Model;
use super::{Article, Candidate, Pair, Reason, RelationKind};
use crate::claims::lemma::stem;
use crate::decode::NameKind;
use crate::entities::{Entity, MentionKind};
use crate::text::Span;
use crate::times::{Time, TimeKind};
use std::collections::HashMap;
use std::sync::OnceLock;

/// True where both name a date and the dates cannot be the same.
pub fn different_times(article: &Article, a: &Proposition, b: &Proposition) -> bool {
    let values = |p: &Proposition| {
        times_in(article, p)
            .iter()
            .map(|t| article.times[*t].value.as_str())
            .collect::<Vec<_>>()
    };
    let (x, y) = (values(a), values(b));
    !x.is_empty() && !y.is_empty() && x.iter().all(|v| y.iter().all(|w| incompatible(v, w)))
}

/// True where a date stands in the proposition.
pub fn dated(article: &Article, p: &Proposition) -> bool {
    !times_in(article, p).is_empty()
}

/// Dates of one proposition that are compared.
const DATES: usize = 8;

/// Dates (not durations) inside a proposition.
fn times_in(article: &Article, p: &Proposition) -> Vec<usize> {
    let Some(span) = article.words.span(&p.tokens) else {
        return Vec::new();
    };
    let from = article.times.partition_point(|t| t.span.start < span.start);
    (from..article.times.len())
        .take_while(|&i| article.times[i].span.start < span.end)
        .filter(|&i| matches!(article.times[i].kind, TimeKind::Date | TimeKind::Time))
        .take(DATES)
        .collect()
}

/// True for two TIMEX3 dates of which neither holds the other ("2021" holds "2021-08").
fn incompatible(a: &str, b: &str) -> bool {
    let day = |v: &str| v.split('T').next().unwrap_or("").to_owned();
    let (a, b) = (day(a), day(b));
    let calendar = |v: &str| v.len() >= 4 && v.bytes().take(4).all(|c| c.is_ascii_digit());
    // Seasons, weeks and quarters are left alone: they overlap months in ways that are not worth modelling here.
    let plain = |v: &str| v.bytes().all(|c| c.is_ascii_digit() || c == b'-');
    calendar(&a)
        && calendar(&b)
        && plain(&a)
        && plain(&b)
        && !a.starts_with(&b)
        && !b.starts_with(&a)
}

/// The value, or for "the end of 2021", "early 2015" the month that is meant at the least.
fn part_of_year(article: &Article, time: &Time) -> String {
    let w = &article.words;
    let at = w.tokens(time.span);
    if time.value.len() != 4 {
        return time.value.clone();
    }
    let near =
        |words: &[&str]| (at.start.saturating_sub(3)..at.end).any(|t| words.contains(&w.at(t)));
    if near(&["end", "late"]) {
        format!("{}-12", time.value)
    } else if near(&["early", "beginning", "start"]) {
        format!("{}-01", time.value)
    } else {
        time.value.clone()
    }
}

/// True for two months of one year that no reader would take for the same part of it.
fn apart(a: &str, b: &str) -> bool {
    /// Months between the end of a year and what is not its end.
    const APART: i32 = 3;
    let parts = |v: &str| -> Option<(i32, i32)> {
        Some((v.get(..4)?.parse().ok()?, v.get(5..7)?.parse().ok()?))
    };
    match (parts(a), parts(b)) {
        (Some((y, m)), Some((z, n))) => y == z && (m - n).abs() >= APART,
        _ => false,
    }
}

/// Events that happen once, so that two dates for one exclude each other, each with the words for it. "Held since" dates the arrest,
/// "in custody until" the release.
const POINTS: [(&str, &[&str]); 19] = [
    (
        "arrest",
        &[
            "arrested", "arrest", "detained", "seized", "held", "jailed", "custody",
        ],
    ),
    ("release", &["released"]),
    ("death", &["killed", "died"]),
    ("find", &["found"]),
    ("sign", &["signed"]),
    ("resign", &["resigned", "quit"]),
    ("birth", &["born"]),
    ("close", &["closed"]),
    ("open", &["opened"]),
    ("begin", &["began"]),
    ("end", &["ended"]),
    ("arrive", &["arrived"]),
    ("leave", &["left"]),
    ("marry", &["married"]),
    ("buy", &["bought"]),
    ("crash", &["crashed"]),
    ("meet", &["met", "meeting"]),
    ("occur", &["happened", "occurred"]),
    ("attack", &["attacked"]),
];

/// The event that a word tells.
fn point(word: &str) -> Option<&'static str> {
    static STEMS: OnceLock<HashMap<String, &'static str>> = OnceLock::new();
    let stems = STEMS.get_or_init(|| {
        let of = |(event, words): &(&'static str, &[&str])| {
            let event = *event;
            words.iter().map(|w| (stem(w), event)).collect::<Vec<_>>()
        };
        POINTS.iter().flat_map(of).collect()
    });
    stems.get(&stem(word)).copied()
}

/// The event that a date tells the time of: the nearest point event before or after it, within the clause.
fn dated_event(article: &Article, p: &Proposition, time: usize) -> Option<(&'static str, usize)> {
    /// Tokens between an event and its date.
    const REACH: usize = 10;
    let w = &article.words;
    let at = w.tokens(article.times.get(time)?.span);
    let preposition = w.before(at.start);
    let candidates = (at.start.saturating_sub(REACH).max(p.tokens.start)..at.start).rev();
    for token in candidates {
        if matches!(w.at(token), ";" | "but" | "after" | "before") && token + 1 < at.start {
            return None;
        }
        let Some(event) = point(w.at(token)) else {
            continue;
        };
        let custody = matches!(
            w.at(token),
            "held" | "jailed" | "custody" | "imprisoned" | "detained" | "jail" | "prison"
        );
        return match (custody, preposition) {
            (true, "since") => Some(("arrest", token)),
            (true, "until" | "till") => Some(("release", token)),
            (true, _) if (at.start.saturating_sub(4)..at.start).any(|t| w.at(t) == "until") => {
                Some(("release", token))
            }
            (true, _) => None,
            (false, "until" | "till" | "by" | "since") => None,
            _ => Some((event, token)),
        };
    }
    None
}

/// Two dates for one event of the same people.
pub fn dates(article: &Article, pair: &Pair) -> Option<Candidate> {
    let &Pair { a, b, common, .. } = pair;
    // Two men may well be arrested on two days, and two counts are of two events.
    if strangers(article, a, b, common) || differ(article, a, b) {
        return None;
    }
    for x in times_in(article, a) {
        for y in times_in(article, b) {
            let (tx, ty) = (&article.times[x], &article.times[y]);
            let (vx, vy) = (part_of_year(article, tx), part_of_year(article, ty));
            if !incompatible(&tx.value, &ty.value) && !(apart(&vx, &vy)) {
                continue;
            }
            if let (Some((ex, at_x)), Some((ey, at_y))) =
                (dated_event(article, a, x), dated_event(article, b, y))
                && ex == ey
            {
                let w = &article.words;
                return Some(Candidate::new(
                    Model::Fact,
                    [a.claim, b.claim],
                    RelationKind::Conflicts,
                    Reason::Date,
                    vec![
                        at_x..at_x + 1,
                        w.tokens(tx.span),
                        at_y..at_y + 1,
                        w.tokens(ty.span),
                    ],
                    &features(article, false, pair),
                ));
            }
        }
    }
    None
}

/// Prepositions of place.
const LOCATIVE: [&str; 7] = ["in", "near", "at", "outside", "inside", "on", "of"];

/// One event at two places.
pub fn places(article: &Article, pair: &Pair) -> Option<Candidate> {
    let &Pair {
        a,
        b,
        ca,
        cb,
        common,
    } = pair;
    if common.words + common.entities < 2
        || common.flipped > 0
        || !asserts(ca)
        || !asserts(cb)
        || narrative(ca)
        || narrative(cb)
        || different_times(article, a, b)
    {
        return None;
    }
    let (x, y) = (locations(article, a), locations(article, b));
    let ([(ex, sx)], [(ey, sy)]) = (&x[..], &y[..]) else {
        return None;
    };
    /// Tokens between an event and its place.
    const NEAR: usize = 6;
    let event = |p: &Proposition, place: usize| {
        let before = p
            .terms
            .iter()
            .filter(|t| t.at < place && place - t.at <= NEAR);
        before
            .filter(|t| t.predicate && article.terms.word(t.id))
            .map(|t| t.id)
            .collect::<Vec<_>>()
    };
    let w = &article.words;
    let (tx, ty) = (w.tokens(*sx), w.tokens(*sy));
    let aligned = event(a, tx.start)
        .iter()
        .any(|t| event(b, ty.start).contains(t));
    (ex != ey && aligned && !nested(article, *ex, *ey)).then(|| {
        Candidate::new(
            Model::Fact,
            [a.claim, b.claim],
            RelationKind::Conflicts,
            Reason::Place,
            vec![tx, ty],
            &features(article, true, pair),
        )
    })
}

/// What the model for facts weighs.
fn features(article: &Article, place: bool, pair: &Pair) -> [f32; 7] {
    let &Pair { a, b, common, .. } = pair;
    [
        flag(place),
        common.cover,
        flag(common.entities > 0),
        common.words.min(3) as f32 / 3.0,
        flag(same_subject(article, a, b)),
        1.0 / (1 + article.paragraphs_apart(a, b)) as f32,
        flag(narrative(pair.ca) || narrative(pair.cb)),
    ]
}

/// True where both name places after "in" or "near", and none of one is or lies in one of the other.
pub fn elsewhere(article: &Article, a: &Proposition, b: &Proposition) -> bool {
    let placed = |p: &Proposition| {
        let own = locations(article, p);
        if own.is_empty() {
            source_locations(article, p)
        } else {
            own
        }
    };
    let (x, y) = (placed(a), placed(b));
    let apart = |p: &(usize, Span)| y.iter().all(|q| p.0 != q.0 && !nested(article, p.0, q.0));
    !x.is_empty() && !y.is_empty() && x.iter().all(apart)
}

/// Where those are who make a claim: "authorities *in Pemhala*".
fn source_locations(article: &Article, p: &Proposition) -> Vec<(usize, Span)> {
    let source = article.claims.get(p.claim).and_then(|c| c.source);
    let Some(span) = source else {
        return Vec::new();
    };
    let named = article.entities.iter().enumerate();
    let within = |e: &Entity| {
        e.mentions
            .iter()
            .any(|m| span.start <= m.span.start && m.span.end <= span.end)
    };
    let inside: Vec<usize> = named
        .filter(|(_, e)| e.kind == NameKind::Place && within(e))
        .map(|(i, _)| i)
        .collect();
    located(article, span, &inside)
}

/// Names after a preposition of place, those of persons aside: entity and span.
fn locations(article: &Article, p: &Proposition) -> Vec<(usize, Span)> {
    let w = &article.words;
    let (Some(claim), Some(span)) = (article.claims.get(p.claim), w.span(&p.tokens)) else {
        return Vec::new();
    };
    located(article, span, &claim.entities)
}

/// Those of the entities that stand in the bytes after a preposition of place.
fn located(article: &Article, span: Span, entities: &[usize]) -> Vec<(usize, Span)> {
    /// Tokens from the preposition to the name ("in the northern province of Narva").
    const AWAY: usize = 4;
    let w = &article.words;
    let within = w.tokens(span);
    let mut found = Vec::new();
    for &entity in entities {
        let Some(e) = article.entities.get(entity) else {
            continue;
        };
        let from = e.mentions.partition_point(|m| m.span.start < span.start);
        for mention in e.mentions[from..]
            .iter()
            .take_while(|m| m.span.start < span.end)
            .filter(|m| m.kind == MentionKind::Name)
        {
            let tokens = w.tokens(mention.span);
            let inside = within.start < tokens.start && tokens.end <= within.end;
            let away = if e.kind == NameKind::Place { AWAY } else { 1 };
            let at = |n: usize| {
                tokens.start >= n
                    && LOCATIVE.contains(&w.at(tokens.start - n))
                    && (n > 1 || w.at(tokens.start - n) != "of")
            };
            if inside && e.kind != NameKind::Person && (1..=away).any(at) {
                found.push((entity, mention.span));
            }
        }
    }
    // "40 kilometres from X" tells a distance, no place of its own.
    found.retain(|(_, s)| w.before(w.tokens(*s).start) != "from");
    found
}

/// True where the article says anywhere that one place lies in the other ("the village of X in Y", "X, Y").
fn nested(article: &Article, x: usize, y: usize) -> bool {
    /// Tokens between two places of which one holds the other.
    const BESIDE: usize = 4;
    /// Mentions of each that are compared: places are set out at their first ones.
    const MENTIONS: usize = 32;
    let w = &article.words;
    let spans = |e: usize| {
        article
            .entities
            .get(e)
            .map(|e| {
                e.mentions
                    .iter()
                    .take(MENTIONS)
                    .map(|m| w.tokens(m.span))
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    };
    let (a, b) = (spans(x), spans(y));
    a.iter().any(|p| {
        b.iter()
            .any(|q| p.start.abs_diff(q.end) <= BESIDE || q.start.abs_diff(p.end) <= BESIDE)
    })
}
