//! What every stage promises of any text: property tests and fuzzing call these with texts and
//! taggings that nobody wrote.

pub use super::timex::value as time_value;
use std::ops::Range;
use whosaid::claims::{Claim, ClaimKind, SourceType};
use whosaid::decode::{Name, Tagging};
use whosaid::entities::{Entity, MentionKind};
use whosaid::extraction::{self, Extraction};
use whosaid::quantities::{Quantity, QuantityKind};
use whosaid::relations::Relation;
use whosaid::text::chars::{is_separator, is_visible};
use whosaid::text::{QuoteState, Span, Text, Token, Utf16};
use whosaid::times::Time;

/// Tokens, sentences, paragraphs and quotations of a text: nothing visible is lost, all is in order
/// and nests.
pub fn text(text: &Text) {
    let source = text.source;
    let mut end = 0;
    for token in &text.tokens {
        assert!(end <= token.span.start, "tokens overlap in {source:?}");
        assert!(
            !source[end..token.span.start].contains(is_visible),
            "{:?} lost in {source:?}",
            &source[end..token.span.start]
        );
        let form = &source[token.span.start..token.span.end];
        assert!(
            form.starts_with(is_visible) && form.ends_with(is_visible),
            "{form:?} in {source:?}"
        );
        assert!(
            !form.contains(is_separator),
            "{form:?} holds white space in {source:?}"
        );
        end = token.span.end;
    }
    assert!(
        !source[end..].contains(is_visible),
        "end lost in {source:?}"
    );
    paragraphs(text);
    quotations(text);
}

fn paragraphs(text: &Text) {
    let (mut sentence, mut token, mut end) = (0, 0, 0);
    for (i, paragraph) in text.paragraphs.iter().enumerate() {
        assert_eq!(paragraph.sentences.start, sentence);
        assert_eq!(paragraph.tokens.start, token);
        assert!(paragraph.tokens.end > token && end <= paragraph.span.start);
        assert_eq!(paragraph.span.start, text.tokens[token].span.start);
        for s in &text.sentences[paragraph.sentences.clone()] {
            assert_eq!((s.paragraph, s.tokens.start), (i, token));
            assert!(s.tokens.end > token);
            assert_eq!(s.span.start, text.tokens[s.tokens.start].span.start);
            assert_eq!(s.span.end, text.tokens[s.tokens.end - 1].span.end);
            token = s.tokens.end;
        }
        assert_eq!(token, paragraph.tokens.end);
        end = paragraph.span.end;
        assert_eq!(end, text.tokens[token - 1].span.end);
        sentence = paragraph.sentences.end;
    }
    assert_eq!((sentence, token), (text.sentences.len(), text.tokens.len()));
}

fn quotations(text: &Text) {
    let source = text.source;
    let mut enclosing: Vec<usize> = Vec::new();
    let mut outer = 0;
    for q in &text.quotations {
        while enclosing.last().is_some_and(|&e| e <= q.tokens.start) {
            enclosing.pop();
        }
        assert_eq!(enclosing.len(), q.depth, "{source:?}");
        assert!(
            enclosing.last().is_none_or(|&e| q.tokens.end <= e),
            "quotations cross in {source:?}"
        );
        assert!(q.tokens.start < q.tokens.end);
        assert_eq!(
            (q.span.start, q.span.end),
            (
                text.tokens[q.tokens.start].span.start,
                text.tokens[q.tokens.end - 1].span.end
            )
        );
        if q.depth == 0 {
            outer += q.tokens.len();
            let inside = &text.tokens[q.tokens.clone()];
            assert!(inside.iter().all(|t| t.quote != QuoteState::Out));
        }
        let home = text
            .paragraphs
            .partition_point(|p| p.tokens.end <= q.tokens.start);
        assert!(
            text.paragraphs
                .get(home)
                .is_some_and(|p| q.tokens.end <= p.tokens.end)
        );
        enclosing.push(q.tokens.end);
    }
    let quoted = text.tokens.iter().filter(|t| t.quote != QuoteState::Out);
    assert_eq!(outer, quoted.count(), "{source:?}");
}

/// Offsets in UTF-16 are those of the standard library, at every boundary.
pub fn utf16(source: &str) {
    let table = Utf16::new(source);
    let mut units = 0;
    for (byte, c) in source.char_indices() {
        assert_eq!(table.offset(byte), units, "{source:?}");
        units += c.len_utf16();
    }
    assert_eq!(table.offset(source.len()), units);
    assert_eq!(table.offset(usize::MAX), units);
}

/// What decoding found: in bounds, in order, within paragraphs.
pub fn tagging(text: &Text, tagging: &Tagging) {
    let count = text.tokens.len();
    assert_eq!(tagging.parts_of_speech.len(), count);
    let in_one_paragraph = |range: &Range<usize>| {
        let home = text
            .paragraphs
            .partition_point(|p| p.tokens.end <= range.start);
        let paragraph = text.paragraphs.get(home);
        range.start < range.end && paragraph.is_some_and(|p| range.end <= p.tokens.end)
    };
    let mut end = 0;
    for name in &tagging.names {
        assert!(end <= name.tokens.start && in_one_paragraph(&name.tokens));
        assert!(is_share(name.confidence));
        end = name.tokens.end;
    }
    for a in &tagging.attributions {
        let parts = a.contents.iter().chain(&a.source).chain(&a.cue);
        assert!(parts.clone().count() > 0 && parts.clone().all(in_one_paragraph));
        assert!(a.contents.windows(2).all(|c| c[0].end <= c[1].start));
        assert!(is_share(a.confidence));
    }
}

/// A span slices something, on character boundaries.
fn slices(source: &str, span: Span) {
    assert!(
        source
            .get(span.start..span.end)
            .is_some_and(|s| !s.is_empty()),
        "{span:?} in {source:?}"
    );
}

fn is_share(probability: f32) -> bool {
    (0.0..=1.0).contains(&probability)
}

/// Times in order, without overlap, with values of TIMEX3.
pub fn times(source: &str, times: &[Time]) {
    let mut end = 0;
    for time in times {
        assert!(time.span.start >= end, "{source:?}");
        slices(source, time.span);
        assert!(
            time_value(time.kind, &time.value),
            "{:?} {:?} in {source:?}",
            time.kind,
            time.value
        );
        end = time.span.end;
    }
}

/// Amounts in order, overlapping neither each other nor a time, with finite values and units.
pub fn quantities(source: &str, quantities: &[Quantity], times: &[Time]) {
    let mut end = 0;
    let mut times = times.iter().peekable();
    for q in quantities {
        assert!(q.span.start >= end, "{source:?}");
        slices(source, q.span);
        while times.next_if(|t| t.span.end <= q.span.start).is_some() {}
        assert!(
            times.peek().is_none_or(|t| q.span.end <= t.span.start),
            "{source:?}"
        );
        assert!(q.value.is_finite(), "{source:?}");
        assert!(q.unit.as_deref() != Some(""), "{source:?}");
        let needs_unit = matches!(
            q.kind,
            QuantityKind::Money | QuantityKind::Percent | QuantityKind::Measure
        );
        assert!(!needs_unit || q.unit.is_some(), "{source:?}");
        end = q.span.end;
    }
}

/// Entities in the order of their first mentions; names apart from each other, and each name of more words than a
/// unit has that was tagged in one of them at least.
pub fn entities(source: &str, tagging: &Tagging, entities: &[Entity]) {
    let mut named = Vec::new();
    let mut last = None;
    for entity in entities {
        assert!(
            !entity.name.is_empty() && !entity.mentions.is_empty(),
            "{entity:?} in {source:?}"
        );
        let first = entity.mentions[0].span;
        assert!(last <= Some(first), "entities out of order in {source:?}");
        last = Some(first);
        assert!(
            entity.mentions.windows(2).all(|m| m[0].span < m[1].span),
            "{entity:?} in {source:?}"
        );
        for m in &entity.mentions {
            slices(source, m.span);
            assert!(is_share(m.confidence), "{m:?} in {source:?}");
            if m.kind == MentionKind::Name {
                named.push(m.span);
            }
        }
        for words in entity.aliases.iter().chain(&entity.descriptions) {
            assert!(!words.is_empty(), "{entity:?} in {source:?}");
        }
    }
    named.sort();
    assert!(
        named.windows(2).all(|n| n[0].end <= n[1].start),
        "names overlap in {source:?}"
    );
    assert!(
        named.is_empty() || !tagging.names.is_empty(),
        "a name from nowhere in {source:?}"
    );
    let tokens = Text::new(source).tokens;
    /// Bytes of the longest month that is written like a name's part: "May".
    const LONG_WORD: usize = 3;
    // Units, months and what else is no name may be tagged as one; several words with capitals are one.
    let word = |t: &Token| {
        let word = &source[t.span.start..t.span.end];
        word.len() > LONG_WORD
            && word.starts_with(char::is_uppercase)
            && word.chars().all(char::is_alphabetic)
    };
    let told = |n: &&Name| n.tokens.len() > 2 && tokens[n.tokens.clone()].iter().all(word);
    for name in tagging.names.iter().filter(told) {
        let (start, end) = (
            tokens[name.tokens.start].span.start,
            tokens[name.tokens.end - 1].span.end,
        );
        assert!(
            named.iter().any(|n| n.start < end && start < n.end),
            "a name was lost in {source:?}"
        );
    }
}

/// Claims in order, with content in order, and indices that point into the lists of such lengths.
pub fn claims(source: &str, claims: &[Claim], entities: usize, times: usize, quantities: usize) {
    let start = |c: &Claim| {
        let parts = c.content.iter().chain(&c.source).chain(&c.cue);
        parts.map(|s| s.start).min()
    };
    assert!(
        claims.windows(2).all(|c| start(&c[0]) <= start(&c[1])),
        "claims out of order in {source:?}"
    );
    for claim in claims {
        let parts = claim.content.iter().chain(&claim.source).chain(&claim.cue);
        parts.for_each(|&span| slices(source, span));
        assert!(!claim.content.is_empty(), "{source:?}");
        assert!(
            claim.content.windows(2).all(|s| s[0].end <= s[1].start),
            "{claim:?} in {source:?}"
        );
        assert!(is_share(claim.confidence), "{claim:?} in {source:?}");
        assert!(is_share(claim.check_worthiness), "{claim:?} in {source:?}");
        let narrative = claim.kind == ClaimKind::Narrative;
        assert_eq!(narrative, claim.source_type == SourceType::Author);
        assert!(!narrative || claim.source.is_none() && claim.cue.is_none());
        assert!(claim.speaker.is_none_or(|e| e < entities));
        for (list, count) in [
            (&claim.entities, entities),
            (&claim.times, times),
            (&claim.quantities, quantities),
        ] {
            assert!(list.windows(2).all(|i| i[0] < i[1]), "{source:?}");
            assert!(list.last().is_none_or(|&i| i < count), "{source:?}");
        }
    }
}

/// Relations, one a pair of different claims, the earlier first.
pub fn relations(source: &str, relations: &[Relation], claims: usize) {
    for relation in relations {
        let [a, b] = relation.claims;
        assert!(a < b && b < claims, "{relation:?} in {source:?}");
        assert!(is_share(relation.confidence), "{relation:?} in {source:?}");
        assert!(!relation.evidence.is_empty(), "{relation:?} in {source:?}");
        relation.evidence.iter().for_each(|&s| slices(source, s));
    }
    assert!(
        relations.windows(2).all(|r| r[0].claims < r[1].claims),
        "relations out of order in {source:?}"
    );
}

/// A whole result: every span slices in UTF-16 what it claims, lists are sorted and numbered, every id
/// that is named exists.
pub fn extraction(article: &str, found: &Extraction) -> usize {
    let units: Vec<u16> = article.encode_utf16().collect();
    assert_eq!(found.length as usize, units.len());
    let mut seen = 0;
    let mut slices = |start: u32, end: u32, text: &str| {
        let slice = units
            .get(start as usize..end as usize)
            .unwrap_or_default()
            .iter()
            .copied();
        assert!(
            start < end && slice.eq(text.encode_utf16()),
            "{start}..{end} is not {text:?} in {article:?}"
        );
        seen += 1;
    };
    let mut span = |s: &extraction::Span| slices(s.start, s.end, &s.text);
    found.sentences.iter().for_each(&mut span);
    for claim in &found.claims {
        let parts = claim.content.iter().chain(&claim.source).chain(&claim.cue);
        parts.for_each(&mut span);
    }
    let evidence = found.relations.iter().flat_map(|r| &r.evidence);
    evidence.for_each(&mut span);
    let warned = found.warnings.iter().filter_map(|w| w.span.as_ref());
    warned.for_each(&mut span);
    for m in found.entities.iter().flat_map(|e| &e.mentions) {
        slices(m.start, m.end, &m.text);
    }
    for t in &found.times {
        slices(t.start, t.end, &t.text);
    }
    for q in &found.quantities {
        slices(q.start, q.end, &q.text);
    }
    ids(article, found);
    seen
}

fn ids(article: &str, found: &Extraction) {
    fn numbered<T>(letter: char, list: &[T], id: impl Fn(&T) -> &String) {
        for (index, item) in list.iter().enumerate() {
            assert_eq!(*id(item), format!("{letter}{}", index + 1));
        }
    }
    numbered('e', &found.entities, |e| &e.id);
    numbered('c', &found.claims, |c| &c.id);
    numbered('r', &found.relations, |r| &r.id);
    numbered('t', &found.times, |t| &t.id);
    numbered('q', &found.quantities, |q| &q.id);
    let known = |id: &String, count: usize| {
        let number = id.get(1..).and_then(|n| n.parse::<usize>().ok());
        assert!(
            number.is_some_and(|n| 0 < n && n <= count),
            "{id} in {article:?}"
        );
    };
    for claim in &found.claims {
        let speaker = claim.speaker.iter();
        let entities = claim.entities.iter().chain(speaker);
        entities.for_each(|id| known(id, found.entities.len()));
        claim
            .times
            .iter()
            .for_each(|id| known(id, found.times.len()));
        let quantities = claim.quantities.iter();
        quantities.for_each(|id| known(id, found.quantities.len()));
    }
    for relation in &found.relations {
        let claims = relation.claims.iter();
        claims.for_each(|id| known(id, found.claims.len()));
    }
    fn sorted(starts: impl Iterator<Item = u32>) -> bool {
        starts.is_sorted()
    }
    assert!(sorted(found.sentences.iter().map(|s| s.start)));
    assert!(sorted(found.times.iter().map(|t| t.start)));
    assert!(sorted(found.quantities.iter().map(|q| q.start)));
    assert!(sorted(found.entities.iter().map(|e| e.mentions[0].start)));
}
