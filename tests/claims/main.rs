//! Claims of single sentences, as a reader labels them: `cases.txt`, in the format of `cases.rs`.

mod cases;

use cases::Case;
use std::fs;
use std::path::Path;
use whosaid::claims::{Claim, ClaimKind};
use whosaid::text::Text;
use whosaid::{Extractor, claims, entities, quantities, times};

fn found(extractor: &mut Extractor, case: &Case) -> (Vec<Claim>, Vec<entities::Entity>) {
    let text = Text::new(&case.source);
    let mut tagging = extractor.tag(&text);
    tagging.attributions = case.attributions(&text);
    let entities = entities::resolve(&text, &tagging);
    let times = times::find(&text, &tagging, Some("2023-06-14"));
    let quantities = quantities::find(&text, &tagging, &times);
    let claims = claims::build(&text, &tagging, &entities, &times, &quantities);
    (claims, entities)
}

/// The lower-case name that serde writes.
fn label<T: serde::Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).expect("a label");
    value.as_str().unwrap_or_default().to_owned()
}

/// What differs from what is expected, in words; nothing where it is as expected.
fn difference(case: &Case, claims: &[Claim], entities: &[entities::Entity]) -> Option<String> {
    let words = |c: &Claim| {
        let parts = c.content.iter().map(|s| &case.source[s.start..s.end]);
        parts.collect::<Vec<_>>().join(" … ")
    };
    if let Some(expected) = &case.narrative {
        let narrative = claims.iter().filter(|c| c.kind == ClaimKind::Narrative);
        let got = narrative.map(words).collect::<Vec<_>>().join(" | ");
        return (got != *expected).then(|| format!("narrative {got:?} for {expected:?}"));
    }
    let expected = case.expected.as_deref().expect("what is expected");
    let claim = claims.iter().find(|c| c.kind != ClaimKind::Narrative);
    if expected == "none" {
        return claim.map(|c| format!("a claim: {:?}", words(c)));
    }
    let Some(claim) = claim else {
        return Some("no claim".to_owned());
    };
    let (labels, content) = expected.split_once(" content=").unwrap_or((expected, ""));
    let (labels, speaker) = labels.split_once(" speaker=").unwrap_or((labels, ""));
    let wanted: Vec<&str> = labels.split(' ').collect();
    let name = claim.speaker.map_or("", |e| entities[e].name.as_str());
    let got = [label(&claim.source_type), label(&claim.act)];
    let same = wanted[..2]
        .iter()
        .zip(&got)
        .all(|(w, g)| *w == "*" || w == g)
        && wanted.contains(&"negated") == claim.negated
        && wanted.contains(&"hedged") == claim.hedged
        && (speaker.is_empty() || speaker == name)
        && (content.is_empty() || content == words(claim));
    (!same).then(|| {
        format!(
            "{got:?} negated {} hedged {} speaker {name:?} content {:?} for {expected:?}",
            claim.negated,
            claim.hedged,
            words(claim)
        )
    })
}

#[test]
fn claims_are_labelled_as_a_reader_labels_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = fs::read(root.join("www/model/en.safetensors")).expect("the shipped model");
    let mut extractor = Extractor::new(&model).expect("the shipped model is whole");
    let cases =
        cases::read(&fs::read_to_string(root.join("tests/claims/cases.txt")).expect("the cases"));
    assert!(cases.len() > 30);
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| {
            let (claims, entities) = found(&mut extractor, case);
            let difference = difference(case, &claims, &entities)?;
            Some(format!("{}: {difference}", case.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
