//! The tests by figures, dates and places: two propositions in, a finding out where they can't both be true of one thing.

use super::rules::{Article, Finding, Overlap, asserts, both};
use super::terms::{Figure, Proposition, canonical};
use super::{Reason, RelationKind};
use crate::claims::{Act, ClaimKind};
use crate::decode::NameKind;
use crate::text::Span;
use crate::times::{Time, TimeKind};

/// Figures closer than this are the same, rounded.
const ROUND: f64 = 0.02;

/// Figures with "about" closer than this are the same.
const ROUGH: f64 = 0.12;
/// True where both name a date and the dates cannot be the same.
pub(super) fn different_times(article: &Article, a: &Proposition, b: &Proposition) -> bool {
    let values = |p: &Proposition| {
        times_in(article, p)
            .iter()
            .map(|t| article.times[*t].value.as_str())
            .collect::<Vec<_>>()
    };
    let (x, y) = (values(a), values(b));
    !x.is_empty() && !y.is_empty() && x.iter().all(|v| y.iter().all(|w| incompatible(v, w)))
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
    let w = article.words;
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

/// Events that happen once, so that two dates for one exclude each other. "held since" dates the arrest, "in custody until" the release.
const POINTS: [(&str, &str); 22] = [
    ("arrest", "arrest"),
    ("releas", "release"),
    ("kil", "death"),
    ("found", "found"),
    ("sign", "sign"),
    ("resign", "resign"),
    ("laid", "lay"),
    ("born", "birth"),
    ("clos", "close"),
    ("open", "open"),
    ("launch", "begin"),
    ("begin", "begin"),
    ("end", "end"),
    ("arriv", "arrive"),
    ("leav", "leave"),
    ("mari", "marry"),
    ("hold", "arrest"),
    ("jail", "arrest"),
    ("custodi", "arrest"),
    ("bui", "buy"),
    ("crash", "crash"),
    ("discov", "find"),
];

/// The event that a date tells the time of: the nearest point event before or after it, within the clause.
fn dated_event(article: &Article, p: &Proposition, time: usize) -> Option<(&'static str, usize)> {
    /// Tokens between an event and its date.
    const REACH: usize = 10;
    let w = article.words;
    let at = w.tokens(article.times.get(time)?.span);
    let preposition = w.before(at.start);
    let candidates = (at.start.saturating_sub(REACH).max(p.tokens.start)..at.start).rev();
    for token in candidates {
        if matches!(w.at(token), ";" | "but" | "after" | "before") && token + 1 < at.start {
            return None;
        }
        let term = canonical(w.at(token));
        let Some((_, event)) = POINTS.iter().find(|(s, _)| *s == term) else {
            continue;
        };
        let custody = matches!(term.as_str(), "hold" | "jail" | "custodi");
        return match (custody, preposition) {
            (true, "since") => Some(("arrest", token)),
            (true, "until" | "till") => Some(("release", token)),
            (true, _) if (at.start.saturating_sub(4)..at.start).any(|t| w.at(t) == "until") => {
                Some(("release", token))
            }
            (true, _) => None,
            (false, "until" | "till" | "by") => None,
            _ => Some((event, token)),
        };
    }
    None
}

/// Two dates for one event of the same people.
pub(super) fn dates(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    // The same persons or things take part: the pronoun resolves to the name.
    let participants = common
        .shared
        .iter()
        .filter(|&&t| article.terms.name(t).starts_with('#'))
        .count();
    if participants == 0 && common.cover < 0.4 {
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
                let w = article.words;
                return Some(Finding {
                    kind: RelationKind::Conflicts,
                    reason: Reason::Date,
                    evidence: vec![
                        at_x..at_x + 1,
                        w.tokens(tx.span),
                        at_y..at_y + 1,
                        w.tokens(ty.span),
                    ],
                    confidence: 0.75,
                });
            }
        }
    }
    None
}

/// Words of a toll that is being updated: a later figure does not contradict an earlier one.
const UPDATES: [&str; 12] = [
    "risen",
    "rose",
    "climbed",
    "jumped",
    "grown",
    "grew",
    "revised",
    "updated",
    "initially",
    "earlier",
    "previously",
    "originally",
];

/// Two figures for one thing; or the same figure from two sources.
pub(super) fn figures(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    let narrative = ca.kind == ClaimKind::Narrative || cb.kind == ClaimKind::Narrative;
    let w = article.words;
    if different_times(article, a, b)
        || !asserts(ca)
        || !asserts(cb)
        || ca.act == Act::Predict && cb.act != Act::Predict && ca.hedged
    {
        return None;
    }
    let updated = |p: &Proposition| p.tokens.clone().any(|t| UPDATES.contains(&w.at(t)));
    for fa in &a.figures {
        for fb in &b.figures {
            let (Some(qa), Some(qb)) = (
                article.quantities.get(fa.quantity),
                article.quantities.get(fb.quantity),
            ) else {
                continue;
            };
            if qa.kind != qb.kind
                || fa.compared
                || fb.compared
                || qa.kind == crate::quantities::QuantityKind::Ordinal
            {
                continue;
            }
            let context: Vec<u32> = fa
                .context
                .iter()
                .filter(|t| fb.context.contains(t))
                .copied()
                .collect();
            let things = context
                .iter()
                .filter(|&&t| !article.terms.name(t).starts_with(['#', '@']))
                .count();
            let equal = qa.value == qb.value && qa.value >= TELLING;
            let enough =
                things >= 2 || equal && context.iter().any(|&t| event(article.terms.name(t)));
            if !enough || narrative && common.cover < 0.6 {
                continue;
            }
            let same = same_figure(fa, fb, qa.value, qb.value);
            let mut evidence = vec![w.tokens(qa.span), w.tokens(qb.span)];
            evidence.extend(both(a, b, &context));
            if same && !narrative && equal && a.negative == b.negative {
                return Some(Finding {
                    kind: RelationKind::Corroborates,
                    reason: Reason::SameEvent,
                    evidence,
                    confidence: 0.8,
                });
            }
            if !same && !updated(a) && !updated(b) {
                return Some(Finding {
                    kind: RelationKind::Conflicts,
                    reason: Reason::Number,
                    evidence,
                    confidence: 0.8,
                });
            }
        }
    }
    None
}

/// An equal figure from here on is no coincidence where it counts the same event.
const TELLING: f64 = 4.0;

/// Events that news counts.
pub(super) fn event(term: &str) -> bool {
    [
        "kil", "injur", "arrest", "releas", "mis", "rescu", "displac", "evacuat", "hold",
    ]
    .contains(&term)
}

/// True where two figures can both be true of one thing.
fn same_figure(fa: &Figure, fb: &Figure, a: f64, b: f64) -> bool {
    let tolerance = if fa.rough || fb.rough { ROUGH } else { ROUND };
    let near = (a - b).abs() <= tolerance * a.abs().max(b.abs());
    near || fa.floor && b >= a || fb.floor && a >= b || fa.ceiling && b <= a || fb.ceiling && a <= b
}

/// Prepositions of place.
const LOCATIVE: [&str; 7] = ["in", "near", "at", "outside", "inside", "on", "of"];

/// One event at two places.
pub(super) fn places(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with('@'))
        .count();
    if common.cover < 0.4
        || content < 2
        || a.negative
        || b.negative
        || !asserts(ca)
        || !asserts(cb)
        || different_times(article, a, b)
    {
        return None;
    }
    let (x, y) = (locations(article, a), locations(article, b));
    let ([(ex, sx)], [(ey, sy)]) = (&x[..], &y[..]) else {
        return None;
    };
    let event = |p: &Proposition, t: usize| {
        p.terms
            .iter()
            .filter(|(_, at)| *at < t && t - at <= 6)
            .map(|(term, _)| *term)
            .collect::<Vec<_>>()
    };
    let w = article.words;
    let (tx, ty) = (w.tokens(*sx), w.tokens(*sy));
    let aligned = event(a, tx.start)
        .iter()
        .any(|t| event(b, ty.start).contains(t));
    (ex != ey && aligned && !nested(article, *ex, *ey)).then(|| Finding {
        kind: RelationKind::Conflicts,
        reason: Reason::Place,
        evidence: vec![tx, ty],
        confidence: 0.7,
    })
}

/// Places named after a preposition of place.
fn locations(article: &Article, p: &Proposition) -> Vec<(usize, Span)> {
    let w = article.words;
    let Some(claim) = article.claims.get(p.claim) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for &entity in &claim.entities {
        let Some(e) = article
            .entities
            .get(entity)
            .filter(|e| e.kind == NameKind::Place)
        else {
            continue;
        };
        let Some(span) = w.span(&p.tokens) else {
            continue;
        };
        let from = e.mentions.partition_point(|m| m.span.start < span.start);
        for mention in e.mentions[from..]
            .iter()
            .take_while(|m| m.span.start < span.end)
        {
            let tokens = w.tokens(mention.span);
            let inside = p.tokens.start < tokens.start && tokens.end <= p.tokens.end;
            if inside
                && (1..=4).any(|n| tokens.start >= n && LOCATIVE.contains(&w.at(tokens.start - n)))
            {
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
    let w = article.words;
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
