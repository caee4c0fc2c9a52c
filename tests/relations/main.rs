//! Relations between the claims of short texts, as a reader finds them: `cases/*.txt`, format in `cases.rs`.

mod cases;

use cases::{Case, DATE};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use whosaid::relations::Relation;
use whosaid::text::Text;
use whosaid::{Extractor, claims, entities, quantities, relations, times};

/// What holds, with a small margin: of 164 found 153 are right, of 387 that a reader finds.
const PRECISION: f64 = 0.91;
const RECALL: f64 = 0.38;

/// What is found in a case with the marked attributions.
fn found(extractor: &mut Extractor, case: &Case) -> (Vec<claims::Claim>, Vec<Relation>) {
    let text = Text::new(&case.source);
    let mut tagging = extractor.tag(&text);
    tagging.attributions = case.attributions(&text);
    let entities = entities::resolve(&text, &tagging);
    let times = times::find(&text, &tagging, Some(DATE));
    let quantities = quantities::find(&text, &tagging, &times);
    let claims = claims::build(&text, &tagging, &entities, &times, &quantities);
    let relations = relations::find(&relations::Inputs {
        text: &text,
        tagging: &tagging,
        claims: &claims,
        entities: &entities,
        times: &times,
        quantities: &quantities,
    });
    (claims, relations)
}

/// The lower-case name that serde writes.
fn label<T: serde::Serialize>(value: &T) -> String {
    let value = serde_json::to_value(value).expect("a label");
    value.as_str().unwrap_or_default().to_owned()
}

/// Counts of relations, and a line for each that differs from what a reader finds.
#[derive(Default)]
struct Report {
    right: usize,
    found: usize,
    wanted: usize,
    differences: String,
}

impl Report {
    fn add(&mut self, case: &Case, claims: &[claims::Claim], relations: &[Relation]) {
        let mut open: Vec<&cases::Expected> = case.relations.iter().collect();
        let mut out = String::new();
        for r in relations {
            let mut lines = r
                .claims
                .map(|c| case.line(&claims[c]).unwrap_or(usize::MAX));
            lines.sort_unstable();
            let (kind, reason) = (label(&r.kind), label(&r.reason));
            let right = open.iter().position(|e| {
                e.lines == lines
                    && e.kinds.contains(&kind)
                    && (e.reasons.is_empty() || e.reasons.contains(&reason))
            });
            if let Some(at) = right {
                open.remove(at);
                self.right += 1;
            } else {
                let [a, b] = lines.map(|l| l.wrapping_add(1));
                writeln!(out, "  made up: {a} {b} {kind} {reason}").unwrap();
            }
        }
        for e in &open {
            let [a, b] = e.lines.map(|l| l + 1);
            let (kinds, reasons) = (e.kinds.join("|"), e.reasons.join("|"));
            writeln!(out, "  missed: {a} {b} {kinds} {reasons}").unwrap();
        }
        self.found += relations.len();
        self.wanted += case.relations.len();
        if !out.is_empty() {
            writeln!(self.differences, "{}\n{out}", case.name).unwrap();
        }
    }
}

#[test]
fn relations_are_as_a_reader_finds_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let model = fs::read(root.join("www/model/en.safetensors")).expect("the shipped model");
    let mut extractor = Extractor::new(&model).expect("the shipped model is whole");
    let mut paths: Vec<_> = fs::read_dir(root.join("tests/relations/cases"))
        .expect("the folder of cases")
        .map(|f| f.expect("a file").path())
        .collect();
    paths.sort();
    let mut report = Report::default();
    for path in paths {
        for case in cases::read(&fs::read_to_string(&path).expect("a text")) {
            let (claims, relations) = found(&mut extractor, &case);
            report.add(&case, &claims, &relations);
        }
    }
    let Report {
        right,
        found,
        wanted,
        differences,
    } = report;
    let share = |of: usize| right as f64 / of.max(1) as f64;
    println!("{differences}\n{right} right of {found} found, {wanted} wanted");
    assert!(
        share(found) >= PRECISION,
        "{right} right of {found}\n{differences}"
    );
    assert!(
        share(wanted) >= RECALL,
        "{right} right of {wanted} wanted\n{differences}"
    );
}
