//! Taggings as a model may give them: from bytes, well formed but otherwise anything.

use std::ops::Range;
use whosaid::decode::{Attribution, Name, NameKind, PartOfSpeech, Tagging};
use whosaid::text::Text;

/// All parts of speech.
#[rustfmt::skip]
pub const PARTS: [PartOfSpeech; 37] = {
    use PartOfSpeech::*;
    [
        Cc, Cd, Dt, Ex, Fw, In, Jj, Jjr, Jjs, Ls, Md, Nn, Nns, Nnp, Nnps, Pdt, Pos, Prp, PrpS, Rb, Rbr, Rbs, Rp, Sym, To,
        Uh, Vb, Vbd, Vbg, Vbn, Vbp, Vbz, Wdt, Wp, WpS, Wrb, Punct,
    ]
};

/// All kinds of names.
pub const KINDS: [NameKind; 7] = [
    NameKind::Person,
    NameKind::Organization,
    NameKind::Place,
    NameKind::Group,
    NameKind::Event,
    NameKind::Work,
    NameKind::Other,
];

/// The bytes, over and over; zeros where there are none.
struct Bytes<'a>(std::iter::Cycle<std::slice::Iter<'a, u8>>);

impl Bytes<'_> {
    fn next(&mut self) -> usize {
        self.0.next().copied().unwrap_or(0).into()
    }
}

/// A tagging of `text`: names and parts of attributions in order and without overlap, as decoding
/// gives them, parts of speech of any kind, at times one too few.
pub fn tagging(text: &Text, bytes: &[u8]) -> Tagging {
    let count = text.tokens.len();
    let mut bytes = Bytes(bytes.iter().cycle());
    let settings = bytes.next();
    let mut names = Vec::new();
    let mut at = 0;
    while at < count {
        let byte = bytes.next();
        let start = at + (byte & 7);
        let end = start + 1 + (byte >> 3 & 3);
        if end <= count {
            names.push(Name {
                tokens: start..end,
                kind: KINDS[(byte >> 5) % KINDS.len()],
                confidence: byte as f32 / 255.0,
            });
        }
        at = end;
    }
    let speech = (0..count - (settings & 1).min(count)).map(|token| {
        let byte = bytes.next();
        if settings & 2 > 0 || byte & 1 > 0 {
            likely(text, token)
        } else {
            PARTS[(byte >> 1) % PARTS.len()]
        }
    });
    Tagging {
        parts_of_speech: speech.collect(),
        attributions: attributions(count, &mut bytes),
        names,
    }
}

fn attributions(count: usize, bytes: &mut Bytes) -> Vec<Attribution> {
    let mut spans: [Vec<Range<usize>>; 3] = Default::default();
    let mut at = 0;
    while at < count {
        let byte = bytes.next();
        let start = at + (byte & 3);
        let end = start + 1 + (byte >> 2 & 15);
        if end <= count {
            spans[(byte >> 6).min(2)].push(start..end);
        }
        at = end;
    }
    let [sources, cues, contents] = spans;
    let mut found: Vec<Attribution> = cues
        .into_iter()
        .map(|cue| Attribution {
            source: sources.get(bytes.next() % (sources.len() + 1)).cloned(),
            cue: Some(cue),
            contents: Vec::new(),
            confidence: bytes.next() as f32 / 255.0,
        })
        .collect();
    let cued = found.len();
    for content in contents {
        let cue = bytes.next() % (cued + 1);
        if cue < cued {
            found[cue].contents.push(content);
        } else {
            found.push(Attribution {
                source: None,
                cue: None,
                contents: vec![content],
                confidence: 0.5,
            });
        }
    }
    found.sort_by_key(|a| {
        let starts = a.contents.iter().chain(&a.source).chain(&a.cue);
        starts.map(|range| range.start).min()
    });
    found
}

/// What a token's part of speech looks like at first sight.
fn likely(text: &Text, token: usize) -> PartOfSpeech {
    use PartOfSpeech::*;
    let span = text.tokens[token].span;
    let word = &text.source[span.start..span.end];
    match word.to_ascii_lowercase().as_str() {
        "the" | "a" | "an" | "this" | "those" | "no" | "every" => Dt,
        "he" | "she" | "they" | "it" | "i" | "we" | "you" => Prp,
        "his" | "her" => PrpS,
        "who" | "which" => Wp,
        "of" | "in" | "on" | "at" | "by" | "for" | "with" | "from" | "after" | "before"
        | "that" => In,
        "and" | "or" | "but" => Cc,
        "to" => To,
        "not" | "n't" | "never" | "allegedly" | "ago" | "later" => Rb,
        "may" | "would" | "will" => Md,
        "said" | "told" | "was" | "were" | "had" => Vbd,
        "is" | "says" | "has" => Vbz,
        "been" | "killed" => Vbn,
        "'s" | "’s" => Pos,
        lower if lower.ends_with("ed") => Vbd,
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => Cd,
        _ if word.starts_with(char::is_uppercase) => Nnp,
        lower if lower.ends_with('s') => Nns,
        _ if word.starts_with(char::is_alphabetic) => Nn,
        _ => Punct,
    }
}
