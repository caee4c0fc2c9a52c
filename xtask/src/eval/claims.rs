//! Scores claims and relations against the articles in `tests/articles`: a directory and a tagger in, counts out.

use super::annotation::{Annotation, Gold, annotation, files, jaccard, label, number, snippet};
use super::mixed;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fmt::{Display, Formatter};
use std::path::Path;
use whosaid::claims::{self, Claim, ClaimKind};
use whosaid::decode::Tagging;
use whosaid::entities::{self, Entity};
use whosaid::quantities::{self, Quantity};
use whosaid::relations::{self, Inputs};
use whosaid::text::{Span, Text};
use whosaid::times::{self, Time};

// The reasons of relations are read by the tests alone.
#[allow(dead_code)]
#[path = "../../../tests/relations/cases.rs"]
pub mod cases;

/// Two spans of text are the same claim from this overlap (Jaccard, in bytes) on.
pub const SAME: f64 = 0.5;

/// Which articles to read: rules are tuned on the odd ones, the even ones are held out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Half {
    /// Odd numbers.
    Tuning,
    /// Even numbers.
    HeldOut,
}

/// Counts over all articles, and a line for each mistake.
#[derive(Default)]
pub struct Report {
    counts: BTreeMap<&'static str, [usize; 2]>,
    /// Found, predicted, gold.
    sets: BTreeMap<&'static str, [usize; 3]>,
    /// One line a mistake.
    pub mistakes: Vec<String>,
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter) -> std::fmt::Result {
        for (name, [found, predicted, gold]) in &self.sets {
            let share = |n: usize| *found as f64 / n.max(1) as f64;
            writeln!(
                f,
                "{name:22} P {:.3}  R {:.3}  ({found} of {predicted} found, {gold} annotated)",
                share(*predicted),
                share(*gold)
            )?;
        }
        for (name, [right, all]) in &self.counts {
            writeln!(
                f,
                "{name:22} {:.3}  ({right} of {all})",
                *right as f64 / (*all).max(1) as f64
            )?;
        }
        Ok(())
    }
}

impl Report {
    fn count(&mut self, name: &'static str, right: bool) {
        let entry = self.counts.entry(name).or_default();
        entry[0] += usize::from(right);
        entry[1] += 1;
    }
}

/// Scores one half of the articles. `tag` gives what the network says; with `gold_attributions` the annotated
/// attributions replace the network's, so that the claim stage is measured by itself.
pub fn run(
    articles: &Path,
    half: Half,
    gold_attributions: bool,
    mut tag: impl FnMut(&Text) -> Tagging,
) -> Result<Report> {
    let mut report = Report::default();
    for path in files(articles, "claims")? {
        let slug = path
            .file_stem()
            .and_then(|s| s.to_str())
            .unwrap_or_default()
            .to_owned();
        if (number(&slug)? % 2 == 1) != (half == Half::Tuning) {
            continue;
        }
        let source = std::fs::read_to_string(path.with_extension("txt"))?;
        let gold =
            annotation(&source, &std::fs::read_to_string(&path)?).with_context(|| slug.clone())?;
        let text = Text::new(&source);
        let mut tagging = tag(&text);
        if gold_attributions {
            tagging.attributions = gold
                .claims
                .iter()
                .filter(|c| c.kind != "narrative")
                .map(|c| c.attribution(&text))
                .collect();
        }
        let found = Found::new(&text, &tagging, &gold.date);
        let relations = relations::find(&found.inputs());
        score(&mut report, &slug, &source, &gold, &found, &relations);
    }
    Ok(report)
}

/// One relation that was weighed, and whether a reader finds it.
#[derive(serde::Serialize)]
pub struct Weighed {
    /// The article, case or document.
    group: String,
    model: String,
    kind: String,
    features: Vec<f32>,
    probability: f32,
    /// None where nobody has read the pair.
    right: Option<bool>,
    /// Which of the two denies the other, if one does.
    denial: Option<usize>,
    /// Where the two claims' contents begin and end, in bytes.
    claims: [[usize; 2]; 2],
}

impl Weighed {
    pub fn new(
        group: &str,
        claims: &[Claim],
        c: relations::Candidate,
        right: Option<bool>,
    ) -> Self {
        Weighed {
            group: group.to_owned(),
            kind: label(&c.kind),
            denial: c.denial.map(|d| usize::from(d == c.claims[1])),
            claims: c
                .claims
                .map(|i| whole(&claims[i]))
                .map(|s| [s.start, s.end]),
            model: format!("{:?}", c.model),
            features: c.features,
            probability: c.probability,
            right,
        }
    }
}

/// The bytes from the beginning of a claim's content to its end.
pub fn whole(claim: &Claim) -> Span {
    let first = claim.content.first().map_or(0, |s| s.start);
    let last = claim.content.last().map_or(0, |s| s.end);
    Span {
        start: first,
        end: last,
    }
}

/// Every relation that is weighed in the odd articles and in the cases of `tests/relations`, long ones mixed with each other as well,
/// with the annotated attributions: what training/relations/fit.py reads.
pub fn weighed(
    articles: &Path,
    cases: &Path,
    mut tag: impl FnMut(&Text) -> Tagging,
) -> Result<Vec<Weighed>> {
    let mut all = Vec::new();
    for path in files(articles, "claims")? {
        let slug = path.file_stem().unwrap_or_default().to_string_lossy();
        if number(&slug)? % 2 == 0 {
            continue;
        }
        let source = std::fs::read_to_string(path.with_extension("txt"))?;
        let gold = annotation(&source, &std::fs::read_to_string(&path)?)?;
        let text = Text::new(&source);
        let mut tagging = tag(&text);
        let attributed = gold.claims.iter().filter(|c| c.kind != "narrative");
        tagging.attributions = attributed.map(|c| c.attribution(&text)).collect();
        let (claims, candidates) = weigh(&text, &tagging, &gold.date);
        let matched = align(&gold.claims, &claims);
        let of = |p: usize| matched.iter().position(|m| *m == Some(p));
        let mut wanted: Wanted = BTreeMap::new();
        for (a, b, kind, _) in &gold.relations {
            wanted.entry([*a, *b]).or_default().push(kind.clone());
        }
        all.extend(compared(&slug, &claims, candidates, wanted, of));
    }
    let paths = files(cases, "txt")?;
    let texts: Vec<String> = paths
        .iter()
        .map(std::fs::read_to_string)
        .collect::<Result<_, _>>()?;
    let mixed = mixed::mixed(&texts)?;
    for file in texts.iter().chain([&mixed]) {
        for case in cases::read(file) {
            let text = Text::new(&case.source);
            let mut tagging = tag(&text);
            tagging.attributions = case.attributions(&text);
            let (claims, candidates) = weigh(&text, &tagging, cases::DATE);
            let of = |p: usize| case.line(&claims[p]);
            let wanted = case.relations.iter();
            let wanted = wanted.map(|r| (r.lines, r.kinds.clone())).collect();
            all.extend(compared(&case.name, &claims, candidates, wanted, of));
        }
    }
    Ok(all)
}

/// Annotated relations: two claims, and the kinds of which each is right.
type Wanted = BTreeMap<[usize; 2], Vec<String>>;

/// The candidates of one article with whether they are wanted, and a row without a model for each wanted relation that is not among them.
/// `of` gives the number of a claim in the annotation.
fn compared(
    group: &str,
    claims: &[Claim],
    candidates: Vec<relations::Candidate>,
    wanted: Wanted,
    of: impl Fn(usize) -> Option<usize>,
) -> Vec<Weighed> {
    let mut missed = wanted.clone();
    let mut all = Vec::new();
    for c in candidates {
        let kind = label(&c.kind);
        let pair = match c.claims.map(&of) {
            [Some(a), Some(b)] => Some([a.min(b), a.max(b)]),
            _ => None,
        };
        let kinds = pair.and_then(|pair| wanted.get(&pair));
        let right = kinds.is_some_and(|kinds| kinds.contains(&kind));
        if let Some(pair) = pair.filter(|_| right) {
            missed.remove(&pair);
        }
        all.push(Weighed::new(group, claims, c, Some(right)));
    }
    let span = |wanted: usize| {
        let found = (0..claims.len()).find(|&i| of(i) == Some(wanted));
        found.map_or([0, 0], |i| {
            let span = whole(&claims[i]);
            [span.start, span.end]
        })
    };
    all.extend(missed.into_iter().map(|(pair, kinds)| Weighed {
        group: group.to_owned(),
        model: String::new(),
        kind: kinds.join("|"),
        features: Vec::new(),
        denial: None,
        probability: 0.0,
        right: Some(true),
        claims: pair.map(span),
    }));
    all
}

/// What the stages before the relations find in an article.
pub struct Found<'a> {
    text: &'a Text<'a>,
    tagging: &'a Tagging,
    entities: Vec<Entity>,
    times: Vec<Time>,
    quantities: Vec<Quantity>,
    pub claims: Vec<Claim>,
}

impl<'a> Found<'a> {
    pub fn new(text: &'a Text, tagging: &'a Tagging, date: &str) -> Self {
        let entities = entities::resolve(text, tagging);
        let times = times::find(text, tagging, Some(date));
        let quantities = quantities::find(text, tagging, &times);
        let claims = claims::build(text, tagging, &entities, &times, &quantities);
        Found {
            text,
            tagging,
            entities,
            times,
            quantities,
            claims,
        }
    }

    pub fn inputs(&self) -> Inputs<'_> {
        Inputs {
            text: self.text,
            tagging: self.tagging,
            claims: &self.claims,
            entities: &self.entities,
            times: &self.times,
            quantities: &self.quantities,
        }
    }
}

pub fn weigh(
    text: &Text,
    tagging: &Tagging,
    date: &str,
) -> (Vec<Claim>, Vec<relations::Candidate>) {
    let found = Found::new(text, tagging, date);
    let candidates = relations::candidates(&found.inputs());
    (found.claims, candidates)
}

/// For each annotated claim the predicted one that overlaps it most, each once.
fn align(gold: &[Gold], claims: &[Claim]) -> Vec<Option<usize>> {
    let mut pairs = Vec::new();
    for (g, a) in gold.iter().enumerate() {
        for (p, b) in claims.iter().enumerate() {
            let overlap = jaccard(&a.content, &b.content);
            if overlap >= SAME && (a.kind == "narrative") == (b.kind == ClaimKind::Narrative) {
                // Where contents tie, the source and cue tell.
                let cue = a.cue.zip(b.cue).map_or(0.0, |(x, y)| jaccard(&[x], &[y]));
                pairs.push((overlap + cue / 1000.0, g, p));
            }
        }
    }
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut matched = vec![None; gold.len()];
    let mut used = vec![false; claims.len()];
    for (_, g, p) in pairs {
        if matched[g].is_none() && !used[p] {
            matched[g] = Some(p);
            used[p] = true;
        }
    }
    matched
}

fn score(
    report: &mut Report,
    slug: &str,
    source: &str,
    gold: &Annotation,
    found: &Found,
    relations: &[relations::Relation],
) {
    let (claims, entities) = (&found.claims, &found.entities);
    let matched = align(&gold.claims, claims);
    for (g, found) in gold.claims.iter().zip(&matched) {
        let narrative = g.kind == "narrative";
        let set = if narrative {
            "narrative claims"
        } else {
            "attributed claims"
        };
        let entry = report.sets.entry(set).or_default();
        entry[2] += 1;
        let Some(c) = found.map(|p| &claims[p]) else {
            report.mistakes.push(format!(
                "{slug} missed {set}: {}",
                snippet(source, &g.content)
            ));
            continue;
        };
        entry[0] += 1;
        if narrative {
            continue;
        }
        let same_source = match (g.source, c.source) {
            (Some(a), Some(b)) => jaccard(&[a], &[b]) >= SAME,
            (a, b) => a.is_none() == b.is_none(),
        };
        report.count("source", same_source);
        if !same_source {
            report.mistakes.push(format!(
                "{slug} source: {:?} for {:?}",
                c.source.map(|s| &source[s.start..s.end]),
                g.source.map(|s| &source[s.start..s.end])
            ));
            continue;
        }
        let at = format!(
            "{:?} {:?} {:.50}",
            snippet(source, &g.source.into_iter().collect::<Vec<_>>()),
            snippet(source, &g.cue.into_iter().collect::<Vec<_>>()),
            snippet(source, &g.content)
        );
        let mut check = |name: &'static str, want: String, got: String| {
            report.count(name, want == got);
            if want != got {
                report
                    .mistakes
                    .push(format!("{slug} {name}: {got} for {want}: {at}"));
            }
        };
        let says = |i: usize| g.says.get(i).cloned().unwrap_or_default();
        check("kind", g.kind.clone(), label(&c.kind));
        check("source type", says(0), label(&c.source_type));
        check("act", says(1), label(&c.act));
        check(
            "negated",
            g.says.contains(&"negated".into()).to_string(),
            c.negated.to_string(),
        );
        check(
            "hedged",
            g.says.contains(&"hedged".into()).to_string(),
            c.hedged.to_string(),
        );
        let speaker = c.speaker.and_then(|e| entities.get(e));
        let right = match (&g.speaker, speaker) {
            (Some(name), Some(e)) => named(e, name),
            (Some(_), None) => false,
            // Nobody is named: an entity known by descriptions only, or the document or body itself.
            (None, Some(e)) => c.source.is_some_and(|s| {
                e.mentions
                    .iter()
                    .any(|m| m.span.start >= s.start && m.span.end <= s.end)
            }),
            (None, None) => true,
        };
        check(
            "speaker",
            "right".into(),
            if right {
                "right".into()
            } else {
                format!("{:?} (wanted {:?})", speaker.map(|e| &e.name), g.speaker)
            },
        );
    }
    for (p, c) in claims.iter().enumerate() {
        let set = if c.kind == ClaimKind::Narrative {
            "narrative claims"
        } else {
            "attributed claims"
        };
        report.sets.entry(set).or_default()[1] += 1;
        if !matched.contains(&Some(p)) {
            report.mistakes.push(format!(
                "{slug} made up {set}: {}",
                snippet(source, &c.content)
            ));
        }
    }
    score_relations(report, slug, source, gold, claims, relations, &matched);
}

/// True where the entity bears the annotated name, or the longest part of it.
fn named(entity: &Entity, name: &str) -> bool {
    let names = || std::iter::once(&entity.name).chain(&entity.aliases);
    let bare = |s: &str| {
        s.trim_start_matches("the ")
            .trim_start_matches("The ")
            .to_lowercase()
    };
    names().any(|n| bare(n) == bare(name))
        || names().any(|n| {
            let (a, b) = (bare(n), bare(name));
            let last = b.split_whitespace().next_back().unwrap_or("");
            a.contains(&b) || b.contains(&a) && a.split_whitespace().any(|w| w == last)
        })
}

fn score_relations(
    report: &mut Report,
    slug: &str,
    source: &str,
    gold: &Annotation,
    claims: &[Claim],
    relations: &[relations::Relation],
    matched: &[Option<usize>],
) {
    let mut open: Vec<(usize, usize, Vec<&str>)> = Vec::new();
    for (a, b, kind, _) in &gold.relations {
        match open.iter_mut().find(|o| (o.0, o.1) == (*a, *b)) {
            Some(pair) => pair.2.push(kind),
            None => open.push((*a, *b, vec![kind])),
        }
    }
    let entry = report.sets.entry("relations").or_default();
    entry[1] += relations.len();
    entry[2] += open.len();
    let of = |p: usize| matched.iter().position(|m| *m == Some(p));
    for r in relations {
        let (a, b) = (of(r.claims[0]), of(r.claims[1]));
        let kind = label(&r.kind);
        let hit = open.iter().position(|(x, y, kinds)| {
            (Some(*x), Some(*y)) == (a, b) && kinds.contains(&kind.as_str())
                || (Some(*y), Some(*x)) == (a, b) && kinds.contains(&kind.as_str())
        });
        let text = |p: usize| snippet(source, &claims[p].content);
        match hit {
            Some(at) => {
                open.remove(at);
                entry[0] += 1;
            }
            None => report.mistakes.push(format!(
                "{slug} made up relation {kind} {}: {:?} / {:?}",
                label(&r.reason),
                text(r.claims[0]),
                text(r.claims[1])
            )),
        }
    }
    for (a, b, kinds) in open {
        let text = |g: usize| snippet(source, &gold.claims[g].content);
        report.mistakes.push(format!(
            "{slug} missed relation {}: {:?} / {:?}",
            kinds.join(" or "),
            text(a),
            text(b)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::{Half, run};

    /// The figures of the shipped model, with a small margin.
    #[test]
    fn the_articles_are_read_as_well_as_before() {
        let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
        let model = std::fs::read(format!("{root}/www/model/en.safetensors")).unwrap();
        let mut extractor = whosaid::Extractor::new(&model).unwrap();
        let articles = std::path::Path::new(root).join("tests/articles");
        // Found: precision and recall of attributed and narrative claims; shares of act, source type, speaker.
        for (half, least) in [
            (Half::Tuning, [0.90, 0.94, 0.87, 0.82, 0.90, 0.94, 0.95]),
            (Half::HeldOut, [0.86, 0.91, 0.86, 0.81, 0.82, 0.91, 0.92]),
        ] {
            let report = run(&articles, half, false, |text| extractor.tag(text)).unwrap();
            let set = |name| {
                let [found, predicted, gold] = report.sets[name];
                [found as f64 / predicted as f64, found as f64 / gold as f64]
            };
            let share = |name| report.counts[name][0] as f64 / report.counts[name][1] as f64;
            let [p, r] = set("attributed claims");
            let [np, nr] = set("narrative claims");
            let now = [
                p,
                r,
                np,
                nr,
                share("act"),
                share("source type"),
                share("speaker"),
            ];
            assert!(
                now.iter().zip(least).all(|(n, l)| *n >= l),
                "{now:?}\n{report}"
            );
            assert!(
                share("negated") >= 0.98 && share("hedged") >= 0.96,
                "{report}"
            );
        }
    }
}
