//! Runs the entity stage on given taggings (`training/coreference/taggings.py`), for training and
//! measuring it by itself.
//!
//!     coreference tag IN.json OUT.json         the model's taggings, to be read again without it
//!     coreference predict IN.json OUT.json     entities, as clusters.py reads them, and who speaks
//!     coreference decisions IN.json OUT.json   each choice of an antecedent with its features
//!     coreference show IN.json [ID]            entities, to be read beside the text
//!
//! Where MODEL names a model file, it tags the texts instead, and IN.json needs `id` and `text` alone.

use serde_json::{Value, json};
use std::ops::Range;
use whosaid::Extractor;
use whosaid::claims::{self, Claim};
use whosaid::decode::{Attribution, Name, NameKind, PartOfSpeech, Tagging};
use whosaid::entities::{self, Entity};
use whosaid::text::Text;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let docs: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(&args[1]).expect("input")).expect("JSON");
    let mut model = std::env::var_os("MODEL")
        .map(|path| Extractor::new(&std::fs::read(path).expect("a model file")).expect("a model"));
    let mut out = Vec::new();
    for doc in &docs {
        let source = doc["text"].as_str().unwrap_or_default();
        let text = Text::new(source);
        let tagging = model
            .as_mut()
            .map_or_else(|| tagging(doc, &text), |m| m.tag(&text));
        match args[0].as_str() {
            "tag" => out.push(written(&doc["id"], &text, &tagging)),
            "predict" => {
                let entities = entities::resolve(&text, &tagging);
                let claims = claims::build(&text, &tagging, &entities, &[], &[]);
                out.push(json!({"id": doc["id"], "text": source, "extraction": public(source, &entities, &claims)}));
            }
            "decisions" => {
                let mut list = Vec::new();
                let mut tell = |d: entities::Decision| {
                    let candidates: Vec<Value> = d
                        .candidates
                        .iter()
                        .map(|(m, f)| {
                            json!([m.iter().map(|s| [s.start, s.end]).collect::<Vec<_>>(), f])
                        })
                        .collect();
                    list.push(json!({"span": [d.span.start, d.span.end], "model": d.model, "candidates": candidates, "nothing": d.nothing, "prior": d.prior}));
                };
                entities::trace(&text, &tagging, Some(&mut tell));
                out.push(json!({"id": doc["id"], "text": source, "decisions": list}));
            }
            _ => {
                if args
                    .get(2)
                    .is_none_or(|id| doc["id"].as_str().is_some_and(|d| d.contains(id.as_str())))
                {
                    show(doc, source, &entities::resolve(&text, &tagging));
                }
            }
        }
    }
    if args[0] != "show" {
        std::fs::write(&args[2], serde_json::to_string(&out).expect("JSON")).expect("output");
    }
}

fn show(doc: &Value, source: &str, entities: &[Entity]) {
    println!("=== {}", doc["id"]);
    for e in entities {
        println!(
            "{:?} {:?} aliases {:?} descriptions {:?}",
            e.kind, e.name, e.aliases, e.descriptions
        );
        let mentions: Vec<String> = e
            .mentions
            .iter()
            .map(|m| {
                format!(
                    "{}[{} {:.2}]",
                    &source[m.span.start..m.span.end],
                    m.span.start,
                    m.confidence
                )
            })
            .collect();
        println!("    {}", mentions.join(" | "));
    }
}

/// A tagging as `tagging` reads it.
fn written(id: &Value, text: &Text, tagging: &Tagging) -> Value {
    let bytes = |r: &Range<usize>| {
        (
            text.tokens[r.start].span.start,
            text.tokens[r.end - 1].span.end,
        )
    };
    let pos = text
        .tokens
        .iter()
        .zip(&tagging.parts_of_speech)
        .map(|(t, p)| {
            let tag = match p {
                PartOfSpeech::PrpS => "PRP$".to_owned(),
                PartOfSpeech::WpS => "WP$".to_owned(),
                other => format!("{other:?}").to_uppercase(),
            };
            json!([t.span.start, t.span.end, tag])
        });
    let names = tagging.names.iter().map(|n| {
        let (start, end) = bytes(&n.tokens);
        json!([
            start,
            end,
            format!("{:?}", n.kind).to_lowercase(),
            n.confidence
        ])
    });
    let spans = |r: &[Range<usize>]| -> Vec<Value> {
        r.iter().map(bytes).map(|(s, e)| json!([s, e])).collect()
    };
    let attributions = tagging.attributions.iter().map(|a| {
        json!({"source": spans(a.source.as_slice()), "cue": spans(a.cue.as_slice()), "content": spans(&a.contents), "confidence": a.confidence})
    });
    json!({"id": id, "text": text.source, "pos": pos.collect::<Vec<_>>(), "names": names.collect::<Vec<_>>(), "attributions": attributions.collect::<Vec<_>>()})
}

/// Entities, and the sources of claims with the index of the entity that speaks, in UTF-16 offsets.
fn public(source: &str, entities: &[Entity], claims: &[Claim]) -> Value {
    let mut table = vec![0; source.len() + 1];
    let mut units = 0;
    for (i, c) in source.char_indices() {
        table[i] = units;
        units += c.len_utf16();
    }
    table[source.len()] = units;
    let mention = |m: &entities::Mention| json!({"start": table[m.span.start], "end": table[m.span.end], "text": &source[m.span.start..m.span.end], "kind": m.kind, "confidence": m.confidence});
    let entities: Vec<Value> = entities
        .iter()
        .map(|e| json!({"type": format!("{:?}", e.kind).to_lowercase(), "name": e.name, "mentions": e.mentions.iter().map(mention).collect::<Vec<_>>()}))
        .collect();
    let claims: Vec<Value> = claims
        .iter()
        .filter_map(|c| {
            c.source.map(
                |s| json!({"start": table[s.start], "end": table[s.end], "speaker": c.speaker}),
            )
        })
        .collect();
    json!({"entities": entities, "claims": claims})
}

fn tagging(doc: &Value, text: &Text) -> Tagging {
    let confidence = |x: &Value| x.as_f64().unwrap_or(1.0) as f32;
    let given = doc["names"].as_array().into_iter().flatten();
    let names = spans(&doc["names"])
        .zip(given)
        .filter_map(|((s, e, kind), given)| {
            Some(Name {
                tokens: cover(text, s, e)?,
                kind: name_kind(&kind),
                confidence: confidence(&given[3]),
            })
        })
        .fold(Vec::<Name>::new(), |mut names, name| {
            if names
                .last()
                .is_none_or(|l| l.tokens.end <= name.tokens.start)
            {
                names.push(name);
            }
            names
        });
    let pos: Vec<(usize, usize, String)> = spans(&doc["pos"]).collect();
    let mut at = 0;
    let parts_of_speech = text
        .tokens
        .iter()
        .map(|t| {
            while at + 1 < pos.len() && pos[at].1 <= t.span.start {
                at += 1;
            }
            pos.get(at)
                .map_or(PartOfSpeech::Punct, |p| part_of_speech(&p.2))
        })
        .collect();
    let role = |a: &Value, r: &str| -> Vec<Range<usize>> {
        spans(&a[r])
            .filter_map(|(s, e, _)| cover(text, s, e))
            .collect()
    };
    let attributions = doc["attributions"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|a| Attribution {
            source: role(a, "source").into_iter().next(),
            cue: role(a, "cue").into_iter().next(),
            contents: role(a, "content"),
            confidence: confidence(&a["confidence"]),
        });
    Tagging {
        names,
        attributions: attributions.collect(),
        parts_of_speech,
    }
}

fn spans(list: &Value) -> impl Iterator<Item = (usize, usize, String)> + '_ {
    list.as_array().into_iter().flatten().filter_map(|x| {
        Some((
            x[0].as_u64()? as usize,
            x[1].as_u64()? as usize,
            x[2].as_str().unwrap_or_default().to_owned(),
        ))
    })
}

/// The tokens that overlap a range of bytes.
fn cover(text: &Text, start: usize, end: usize) -> Option<Range<usize>> {
    let first = text.tokens.partition_point(|t| t.span.end <= start);
    let last = text.tokens.partition_point(|t| t.span.start < end);
    (first < last).then_some(first..last)
}

fn name_kind(kind: &str) -> NameKind {
    match kind {
        "person" => NameKind::Person,
        "organization" => NameKind::Organization,
        "place" => NameKind::Place,
        "group" => NameKind::Group,
        "event" => NameKind::Event,
        "work" => NameKind::Work,
        _ => NameKind::Other,
    }
}

#[rustfmt::skip]
fn part_of_speech(tag: &str) -> PartOfSpeech {
    use PartOfSpeech::*;
    match tag {
        "CC" => Cc, "CD" => Cd, "DT" => Dt, "EX" => Ex, "FW" => Fw, "IN" => In, "JJ" => Jj, "JJR" => Jjr,
        "JJS" => Jjs, "LS" => Ls, "MD" => Md, "NN" => Nn, "NNS" => Nns, "NNP" => Nnp, "NNPS" => Nnps,
        "PDT" => Pdt, "POS" => Pos, "PRP" => Prp, "PRP$" => PrpS, "RB" => Rb, "RBR" => Rbr, "RBS" => Rbs,
        "RP" => Rp, "SYM" => Sym, "TO" => To, "UH" => Uh, "VB" => Vb, "VBD" => Vbd, "VBG" => Vbg,
        "VBN" => Vbn, "VBP" => Vbp, "VBZ" => Vbz, "WDT" => Wdt, "WP" => Wp, "WP$" => WpS, "WRB" => Wrb,
        _ => Punct,
    }
}
