//! The tests that two propositions of different voices go through: denial, negation, figures, dates, places, opposites.

use super::terms::{Figure, Proposition, Terms, canonical, opposite};
use super::{Reason, RelationKind};
use crate::claims::words::Words;
use crate::claims::{Act, Claim, ClaimKind, SourceType};
use crate::decode::NameKind;
use crate::entities::Entity;
use crate::quantities::Quantity;
use crate::text::{Role, Span};
use crate::times::{Time, TimeKind};
use std::collections::HashMap;
use std::ops::Range;

/// Everything that the rules read.
pub struct Article<'a> {
    pub words: &'a Words<'a>,
    pub claims: &'a [Claim],
    pub entities: &'a [Entity],
    pub times: &'a [Time],
    pub quantities: &'a [Quantity],
    pub terms: &'a Terms,
    /// Names and pronouns by the token that each begins at, with their terms.
    pub names: &'a HashMap<usize, (Range<usize>, String)>,
}

/// What a rule found.
pub struct Finding {
    pub kind: RelationKind,
    pub reason: Reason,
    /// Tokens that show it.
    pub evidence: Vec<Range<usize>>,
    pub confidence: f32,
}

/// A denial covers what it denies from this weighted share of the smaller of both on.
const DENIAL_COVER: f32 = 0.4;

/// Two sentences that only differ in polarity share at least this.
const NEGATION_COVER: f32 = 0.5;

/// Two sources that tell the same share at least this of the smaller …
const SAME_COVER: f32 = 0.55;

/// … and so many terms.
const SAME_TERMS: usize = 3;

/// Figures closer than this are the same, rounded.
const ROUND: f64 = 0.02;

/// Figures with "about" closer than this are the same.
const ROUGH: f64 = 0.12;

/// Shared terms of two propositions, and their weight as a share of the smaller one's.
pub struct Overlap {
    pub shared: Vec<u32>,
    pub cover: f32,
    /// Weighted share of the larger one.
    pub mutual: f32,
}

/// Compares the terms of two propositions.
pub fn overlap(terms: &Terms, a: &Proposition, b: &Proposition) -> Overlap {
    let total = |p: &Proposition| p.terms.iter().map(|t| terms.weight(t.0)).sum::<f32>();
    let mut shared = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.terms.get(i), b.terms.get(j)) {
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared.push(x.0);
                i += 1;
                j += 1;
            }
        }
    }
    let weight: f32 = shared.iter().map(|&t| terms.weight(t)).sum();
    let (ta, tb) = (total(a), total(b));
    let cover = if ta.min(tb) > 0.0 {
        weight / ta.min(tb)
    } else {
        0.0
    };
    let mutual = if ta.max(tb) > 0.0 {
        weight / ta.max(tb)
    } else {
        0.0
    };
    Overlap {
        shared,
        cover,
        mutual,
    }
}

/// The names in a claim's source as canonical terms, so that "Tamania" and "the Tamanian defence minister" are of one side.
pub(super) fn sides(article: &Article, claim: &Claim) -> Vec<String> {
    let inside = |span: &Span| {
        claim
            .source
            .is_some_and(|s| s.start <= span.start && span.end <= s.end)
    };
    let mut found = Vec::new();
    // Few entities are named in one source; the claim's tokens lead to them.
    if let Some(source) = claim.source {
        for token in article.words.tokens(source) {
            if let Some((range, term)) = article.names.get(&token)
                && article.words.span(range).is_some_and(|s| inside(&s))
            {
                found.push(term.clone());
            }
        }
    }
    found.extend(claim.speaker.map(|s| format!("#{s}")));
    found
}

/// True where two claims come from different voices, as far as the text tells.
pub fn independent(article: &Article, a: &Claim, b: &Claim) -> bool {
    if a.kind == ClaimKind::Narrative && b.kind == ClaimKind::Narrative {
        return false;
    }
    let (x, y) = (sides(article, a), sides(article, b));
    if x.iter().any(|side| y.contains(side)) {
        return false;
    }
    match (a.speaker, b.speaker) {
        (Some(x), Some(y)) => x != y,
        _ => {
            let said = |c: &Claim| {
                c.source
                    .and_then(|s| article.words.text.source.get(s.start..s.end))
                    .map(str::to_lowercase)
            };
            match (said(a), said(b)) {
                (Some(x), Some(y)) => x != y,
                (None, None) => {
                    a.kind != b.kind
                        && (a.kind == ClaimKind::Narrative || b.kind == ClaimKind::Narrative)
                }
                _ => true,
            }
        }
    }
}

/// All tests in order of how much they prove; the first that holds decides.
pub fn compare(article: &Article, a: &Proposition, b: &Proposition) -> Option<Finding> {
    let (ca, cb) = (article.claims.get(a.claim)?, article.claims.get(b.claim)?);
    if quiet(article, ca) || quiet(article, cb) || !independent(article, ca, cb) {
        return None;
    }
    let common = overlap(article.terms, a, b);
    if common.shared.is_empty() {
        return None;
    }
    let narrative = ca.kind == ClaimKind::Narrative || cb.kind == ClaimKind::Narrative;
    denial(article, a, b, &common)
        .or_else(|| dates(article, a, b, &common))
        .or_else(|| figures(article, a, b, &common))
        .or_else(|| {
            if narrative {
                None
            } else {
                negation(article, a, b, &common)
            }
        })
        .or_else(|| {
            if narrative {
                None
            } else {
                antonym(article, a, b, &common)
            }
        })
        .or_else(|| {
            if narrative {
                None
            } else {
                places(article, a, b, &common)
            }
        })
        .or_else(|| {
            if narrative {
                None
            } else {
                same(article, a, b, &common)
            }
        })
}

/// Claims that assert nothing of their own: refusals, praise, what was not said, headlines.
pub(super) fn quiet(article: &Article, claim: &Claim) -> bool {
    let w = article.words;
    let heading = claim.content.first().is_none_or(|s| {
        let paragraph = w.text.paragraphs.get(w.paragraph(w.tokens(*s).start));
        paragraph.is_none_or(|p| p.role != Role::Body)
    });
    claim.negated || heading || matches!(claim.act, Act::Decline | Act::Praise)
}

pub(super) fn asserts(claim: &Claim) -> bool {
    matches!(
        claim.act,
        Act::State | Act::Confirm | Act::Accuse | Act::Criticize | Act::Believe | Act::Predict
    )
}

fn tokens_of(p: &Proposition, shared: &[u32]) -> Vec<Range<usize>> {
    p.terms
        .iter()
        .filter(|t| shared.contains(&t.0))
        .map(|t| t.1..t.1 + 1)
        .collect()
}

fn both(a: &Proposition, b: &Proposition, shared: &[u32]) -> Vec<Range<usize>> {
    let mut all = tokens_of(a, shared);
    all.extend(tokens_of(b, shared));
    all
}

/// A denial and what it denies, worded alike.
fn denial(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    let (d, t) = match (ca.act == Act::Deny, cb.act == Act::Deny) {
        (true, false) => (a, b),
        (false, true) => (b, a),
        _ => return None,
    };
    let target = &article.claims[t.claim];
    let denying = &article.claims[d.claim];
    if !asserts(target) && !matches!(target.act, Act::Demand)
        || target.kind == ClaimKind::Narrative && common.cover < 0.7
    {
        return None;
    }
    // A negative denial ("I never got any letter") answers an assertion; against a negative one it agrees.
    let worded = denying.cue.is_some_and(|c| {
        article
            .words
            .tokens(c)
            .any(|t| crate::claims::denies(article.words, t))
    });
    if !worded && d.negative && t.negative {
        return None;
    }
    // "He said nobody was hurt" does not deny what it only touches: the smaller must be covered, or one side
    // must speak of the other's speaker.
    let denier = sides(article, denying);
    let about = t
        .terms
        .iter()
        .any(|(term, _)| denier.iter().any(|side| side == article.terms.name(*term)))
        || names_alike(article, denying, t);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with(['#', '@']))
        .count();
    // Sharing places and things alone does not make it the same event.
    let event = common.shared.iter().any(|&s| article.terms.verb(s));
    let enough = event && common.cover >= DENIAL_COVER && content >= 2
        || event && common.cover >= 0.6 && content >= 1
        || about
            && content >= 1
            && common.cover >= 0.2
            && (target.act == Act::Accuse || event && content >= 2)
        || nonexistent(article, d, common);
    enough.then(|| Finding {
        kind: RelationKind::Disputes,
        reason: Reason::Denial,
        evidence: both(a, b, &common.shared),
        confidence: if common.cover >= 0.6 { 0.9 } else { 0.8 },
    })
}

/// "There is no ammunition store": what does not exist is what the other speaks of.
fn nonexistent(article: &Article, d: &Proposition, common: &Overlap) -> bool {
    let w = article.words;
    let mut words = d.tokens.clone().filter(|&t| w.is_word(t));
    let (first, second, third) = (words.next(), words.next(), words.next());
    let at = |t: Option<usize>| t.map_or("", |t| w.at(t));
    let existential = at(first) == "there"
        && matches!(at(second), "is" | "was" | "are" | "were" | "'s")
        && at(third) == "no";
    let from = third.unwrap_or(d.tokens.end);
    let mut things: Vec<(usize, u32)> = d
        .terms
        .iter()
        .filter(|t| t.1 > from)
        .map(|t| (t.1, t.0))
        .collect();
    things.sort_unstable();
    // Both words of what is denied to exist.
    existential
        && things.len() >= 2
        && things
            .iter()
            .take(2)
            .all(|(_, t)| common.shared.contains(t))
}

/// True where a name in the denier's source begins like one in the other's words ("Vergania", "the Vergani army").
pub(super) fn names_alike(article: &Article, denying: &Claim, t: &Proposition) -> bool {
    /// Letters that a name and its adjective share.
    const ALIKE: usize = 5;
    let w = article.words;
    let key = |token: usize| -> Option<String> {
        let key: String = w.at(token).chars().take(ALIKE).collect();
        (w.capital(token) && key.chars().count() == ALIKE).then_some(key)
    };
    let Some(source) = denying.source else {
        return false;
    };
    let spoken: Vec<String> = t.tokens.clone().skip(1).filter_map(key).collect();
    w.tokens(source)
        .filter_map(key)
        .any(|k| spoken.contains(&k))
}

/// Sentences alike but for a negation.
fn negation(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with(['#', '@']))
        .count();
    let holds = a.negative != b.negative
        && asserts(ca)
        && asserts(cb)
        && !ca.hedged
        && !cb.hedged
        && (content >= 3 && common.cover >= NEGATION_COVER
            || content >= 2 && common.cover >= 0.65 && common.mutual >= 0.4)
        && !different_times(article, a, b)
        && common.shared.iter().any(|&s| article.terms.verb(s));
    holds.then(|| Finding {
        kind: RelationKind::Disputes,
        reason: Reason::Negation,
        evidence: both(a, b, &common.shared),
        confidence: 0.8,
    })
}

/// Opposite words about the same thing.
fn antonym(
    article: &Article,
    a: &Proposition,
    b: &Proposition,
    common: &Overlap,
) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    if a.negative != b.negative || !asserts(ca) || !asserts(cb) || different_times(article, a, b) {
        return None;
    }
    // The same subject, or two more things in common.
    let subject = |p: &Proposition| p.terms.iter().min_by_key(|t| t.1).map(|t| t.0);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with(['#', '@']))
        .count();
    // Two countries may well go opposite ways.
    let places = |p: &Proposition| {
        let names = p.terms.iter().map(|t| t.0);
        names
            .filter(|&t| article.terms.name(t).starts_with('@'))
            .collect::<Vec<_>>()
    };
    let elsewhere = places(a) != places(b);
    let alike = content >= 2 && common.cover >= 0.4
        || content >= 1 && subject(a) == subject(b) && !elsewhere && common.cover >= 0.15;
    if !alike {
        return None;
    }
    for x in &a.terms {
        for y in &b.terms {
            let both_have = common.shared.contains(&x.0) || common.shared.contains(&y.0);
            if !both_have && opposite(article.terms.name(x.0), article.terms.name(y.0)) {
                return Some(Finding {
                    kind: RelationKind::Conflicts,
                    reason: Reason::Antonym,
                    evidence: vec![x.1..x.1 + 1, y.1..y.1 + 1],
                    confidence: 0.75,
                });
            }
        }
    }
    None
}

/// True where both name a date and the dates cannot be the same.
fn different_times(article: &Article, a: &Proposition, b: &Proposition) -> bool {
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
fn dates(article: &Article, a: &Proposition, b: &Proposition, common: &Overlap) -> Option<Finding> {
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
fn figures(
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
fn event(term: &str) -> bool {
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
fn places(
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

/// Two sources that say the same.
fn same(article: &Article, a: &Proposition, b: &Proposition, common: &Overlap) -> Option<Finding> {
    let (ca, cb) = (&article.claims[a.claim], &article.claims[b.claim]);
    let content = common
        .shared
        .iter()
        .filter(|&&s| !article.terms.name(s).starts_with(['#', '@']))
        .count();
    let stated = |c: &Claim| {
        matches!(c.act, Act::State | Act::Confirm | Act::Accuse | Act::Deny)
            && c.source_type != SourceType::Author
    };
    let holds = stated(ca)
        && stated(cb)
        && (ca.act == Act::Deny) == (cb.act == Act::Deny)
        && a.negative == b.negative
        && content >= SAME_TERMS
        && common.cover >= SAME_COVER
        && common.mutual >= SAME_COVER * 0.6
        && !different_times(article, a, b);
    holds.then(|| Finding {
        kind: RelationKind::Corroborates,
        reason: Reason::SameEvent,
        evidence: both(a, b, &common.shared),
        confidence: 0.75,
    })
}
