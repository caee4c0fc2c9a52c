//! Any text gives a result whose spans slice what they claim, with the shipped model, however the text
//! was thrown together.

use std::fs;
use whosaid::extraction::{Extraction, Span};
use whosaid::{Extractor, Options};

/// Texts thrown together; each takes a few milliseconds.
const TEXTS: usize = 200;

const FRAGMENTS: [&str; 56] = [
    "The minister said",
    "“",
    "”",
    "\"",
    "'",
    "’",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    ".",
    ",",
    "…",
    "—",
    "-",
    "Mr. Ole Brandt",
    "according to Nadia Okoye, 43,",
    "denied reports that",
    "on Tuesday",
    "last week",
    "$3.5 million",
    "12 per cent",
    "two-thirds",
    "30 February",
    "U.S.",
    "(WHO)",
    "he",
    "they",
    "n't",
    "'s",
    "\0",
    "\u{feff}",
    "\u{ad}",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "\u{fffd}",
    "\u{2028}",
    "\u{a0}",
    "😀",
    "👩‍👩‍👧",
    "é",
    "ﬁ",
    "ß",
    "İ",
    "中文",
    "العربية",
    "<b>",
    "&amp;",
    "𝔘",
    "2024-05-01",
    "@name",
    "((((",
    "|",
    "€",
];

fn extractor() -> Extractor {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/model/en.safetensors");
    Extractor::new(&fs::read(path).expect("the shipped model")).expect("it is whole")
}

fn spans(found: &Extraction) -> Vec<Span> {
    let mut spans = found.sentences.clone();
    let mut add = |start, end, text: &String| {
        spans.push(Span {
            start,
            end,
            text: text.clone(),
        })
    };
    found
        .entities
        .iter()
        .flat_map(|e| &e.mentions)
        .for_each(|m| add(m.start, m.end, &m.text));
    found
        .times
        .iter()
        .for_each(|t| add(t.start, t.end, &t.text));
    found
        .quantities
        .iter()
        .for_each(|q| add(q.start, q.end, &q.text));
    for claim in &found.claims {
        spans.extend(
            claim
                .content
                .iter()
                .chain(&claim.source)
                .chain(&claim.cue)
                .cloned(),
        );
    }
    spans.extend(found.relations.iter().flat_map(|r| r.evidence.clone()));
    spans.extend(found.warnings.iter().filter_map(|w| w.span.clone()));
    spans
}

#[test]
fn spans_slice_what_they_claim_in_any_text() {
    let mut extractor = extractor();
    let mut seed = 20_240_501_u32;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 9) as usize % below
    };
    let mut seen = 0;
    for _ in 0..TEXTS {
        let mut text = String::new();
        for _ in 0..=random(120) {
            text += FRAGMENTS[random(FRAGMENTS.len())];
            text += [" ", ""][usize::from(random(5) > 2)];
        }
        let found = extractor.extract(&text, &Options::default());
        let units: Vec<u16> = text.encode_utf16().collect();
        assert_eq!(found.length as usize, units.len());
        for span in spans(&found) {
            let slice = units
                .get(span.start as usize..span.end as usize)
                .unwrap_or_default();
            assert_eq!(String::from_utf16_lossy(slice), span.text, "{text:?}");
            seen += 1;
        }
    }
    assert!(seen > 10 * TEXTS);
}

#[test]
fn what_came_before_does_not_show() {
    let article = "“The talks are over,” Ann Okoye said on Tuesday. Officials denied that 12 people had left.";
    let fresh = extractor().extract(article, &Options::default());
    let mut used = extractor();
    used.extract(
        &"Other people said other things in 2019. ".repeat(300),
        &Options::default(),
    );
    assert_eq!(used.extract(article, &Options::default()), fresh);
}
