//! Scores of windows in, their names, attributions and parts of speech out.

use super::field::{Field, Found};
use super::link::Spans;
use super::{Attribution, Name, NameKind, PartOfSpeech, Role, Tagging};
use crate::encoder::{Encoder, Scores, Table, Window};
use crate::math::{logit, sigmoid};
use crate::model::{Calibration, Linker, Model, Platt};
use crate::text::Text;
use std::ops::Range;

/// Turns scores into tags, with the memory that it works in.
pub struct Decoder {
    names: Field<NameKind>,
    attribution: Field<Role>,
    speech: Vec<PartOfSpeech>,
    linker: Linker,
    calibration: Calibration,
    span_scores: Table,
}

impl Platt {
    fn calibrate(&self, probability: f64) -> f32 {
        sigmoid(f64::from(self.slope) * logit(probability) + f64::from(self.intercept)) as f32
    }
}

impl Decoder {
    /// Takes from a model what decoding needs.
    pub fn new(model: &Model) -> Decoder {
        Decoder {
            names: Field::new(&model.names),
            attribution: Field::new(&model.attribution),
            speech: model.speech.labels.clone(),
            linker: model.linker.clone(),
            calibration: model.calibration,
            span_scores: Table::default(),
        }
    }

    /// Adds to `tagging` what was found in `windows` of `text`, which `encoder` read last. Windows come
    /// in order; each answers for its core and uses the rest as context.
    pub fn decode(
        &mut self,
        text: &Text,
        encoder: &mut Encoder,
        windows: &[Window],
        tagging: &mut Tagging,
    ) {
        self.close_paragraphs(text, encoder.scores_mut(), windows);
        let mut row = 0;
        for window in windows {
            let rows = row..row + window.tokens.len();
            row = rows.end;
            if rows.is_empty() {
                continue;
            }
            let core =
                window.core.start - window.tokens.start..window.core.end - window.tokens.start;
            let speech = &encoder.scores().speech[rows.clone()][core.clone()];
            let labels = speech.iter().map(|&label| self.speech[usize::from(label)]);
            tagging.parts_of_speech.extend(labels);
            self.add_names(encoder, rows.clone(), &core, window.tokens.start, tagging);
            self.add_attributions(encoder, rows, &core, window.tokens.start, tagging);
        }
    }

    /// No span runs on from one paragraph into the next: of the 61,492 that PolNeAR's annotators marked,
    /// one does. A headline without a full stop would otherwise run into the first sentence.
    fn close_paragraphs(&self, text: &Text, scores: &mut Scores, windows: &[Window]) {
        let mut row = 0;
        for window in windows {
            let after = text
                .paragraphs
                .partition_point(|p| p.tokens.start < window.tokens.start);
            for paragraph in &text.paragraphs[after..] {
                if paragraph.tokens.start >= window.tokens.end {
                    break;
                }
                let first = row + paragraph.tokens.start - window.tokens.start;
                self.names.cut(&mut scores.names, first);
                self.attribution.cut(&mut scores.attribution, first);
            }
            row += window.tokens.len();
        }
    }

    fn add_names(
        &mut self,
        encoder: &Encoder,
        rows: Range<usize>,
        core: &Range<usize>,
        first: usize,
        tagging: &mut Tagging,
    ) {
        for found in self.names.decode(&encoder.scores().names, rows) {
            let tokens = found.tokens.start + first..found.tokens.end + first;
            // A name of the window before may reach into this one.
            let free = tagging
                .names
                .last()
                .is_none_or(|name| name.tokens.end <= tokens.start);
            if core.contains(&found.tokens.start) && free {
                let confidence = self.calibration.names.calibrate(found.probability);
                tagging.names.push(Name {
                    tokens,
                    kind: found.kind,
                    confidence,
                });
            }
        }
    }

    fn add_attributions(
        &mut self,
        encoder: &mut Encoder,
        rows: Range<usize>,
        core: &Range<usize>,
        first: usize,
        tagging: &mut Tagging,
    ) {
        let found = self
            .attribution
            .decode(&encoder.scores().attribution, rows.clone());
        let [sources, cues, contents] = self.vectors(encoder, rows.start, &found);
        let source_of = self.linker.source.of_cues(&cues, &sources);
        let cue_of = self.linker.content.of_others(&cues, &contents);
        let probabilities = |role| -> Vec<f64> {
            found
                .iter()
                .filter(|f| f.kind == role)
                .map(|f| f.probability)
                .collect()
        };
        let [source_sure, cue_sure, content_sure] =
            [Role::Source, Role::Cue, Role::Content].map(probabilities);
        let shift = |tokens: &Range<usize>| tokens.start + first..tokens.end + first;
        let before = tagging.attributions.len();
        for (cue, tokens) in cues.tokens.iter().enumerate() {
            let own: Vec<usize> = (0..cue_of.len())
                .filter(|&c| cue_of[c].other == Some(cue))
                .collect();
            let source = source_of[cue].other;
            let mut sure = cue_sure[cue] * source_of[cue].probability;
            sure *= source.map_or(1.0, |s| source_sure[s]);
            for &content in &own {
                sure *= content_sure[content] * cue_of[content].probability;
            }
            if core.contains(&tokens.start) {
                tagging.attributions.push(Attribution {
                    source: source.map(|s| shift(&sources.tokens[s])),
                    cue: Some(shift(tokens)),
                    contents: own.iter().map(|&c| shift(&contents.tokens[c])).collect(),
                    confidence: self.calibration.attributions.calibrate(sure),
                });
            }
        }
        for (content, tokens) in contents.tokens.iter().enumerate() {
            if cue_of[content].other.is_none() && core.contains(&tokens.start) {
                let sure = content_sure[content] * cue_of[content].probability;
                tagging.attributions.push(Attribution {
                    source: None,
                    cue: None,
                    contents: vec![shift(tokens)],
                    confidence: self.calibration.attributions.calibrate(sure),
                });
            }
        }
        tagging.attributions[before..].sort_by_key(Attribution::start);
    }

    /// Spans by role, each with the vector by which it is linked.
    fn vectors(&mut self, encoder: &mut Encoder, row: usize, found: &[Found<Role>]) -> [Spans; 3] {
        let ends: Vec<_> = found
            .iter()
            .map(|f| (row + f.tokens.start, row + f.tokens.end - 1))
            .collect();
        encoder.spans(&ends, &mut self.span_scores);
        [Role::Source, Role::Cue, Role::Content].map(|role| {
            let mut spans = Spans::default();
            for (index, span) in found.iter().enumerate().filter(|(_, f)| f.kind == role) {
                spans.tokens.push(span.tokens.clone());
                spans.vectors.extend(
                    self.span_scores
                        .row(index)
                        .iter()
                        .map(|&x| crate::encoder::tanh(x)),
                );
            }
            spans
        })
    }
}

impl Attribution {
    /// Its first token.
    fn start(&self) -> usize {
        let starts = self
            .contents
            .iter()
            .chain(&self.source)
            .chain(&self.cue)
            .map(|r| r.start);
        starts.min().unwrap_or(0)
    }
}
