//! Small models with random weights, for tests.

use crate::features::{ALPHABET, SHAPES};

/// Writes model files tensor by tensor.
pub struct Fixture {
    seed: u32,
    header: serde_json::Map<String, serde_json::Value>,
    data: Vec<u8>,
}

/// How many layers each stack has, and how wide they are.
#[derive(Clone, Copy)]
#[allow(missing_docs)]
pub struct Sizes {
    pub shared: usize,
    pub names: usize,
    pub attribution: usize,
    pub hidden: usize,
}

const WORDS: [&str; 12] = [
    "'s", ",", ".", "\"", "he", "minister", "on", "said", "talks", "that", "the", "tuesday",
];
const LEARNED: usize = 4;
const KINDS: [&str; 7] = [
    "person",
    "organization",
    "place",
    "group",
    "event",
    "work",
    "other",
];

/// The bytes of a model of such sizes; the same seed gives the same model.
pub fn model(sizes: Sizes, seed: u32) -> Vec<u8> {
    let mut file = Fixture {
        seed,
        header: serde_json::Map::new(),
        data: Vec::new(),
    };
    let mut vocabulary = b"\0\x05<unk>".to_vec();
    for word in WORDS {
        vocabulary.extend([0, word.len() as u8]);
        vocabulary.extend(word.bytes());
    }
    file.tensor("vocabulary", "U8", &[vocabulary.len()], vocabulary);
    file.matrix("word.learned", "word.learned.scale", LEARNED, 12);
    let codes = (0..(WORDS.len() + 1 - LEARNED) * 3)
        .map(|i| (i % 5) as u8)
        .collect();
    file.tensor("word.codes", "U8", &[WORDS.len() + 1 - LEARNED, 3], codes);
    file.halves("word.codebooks", &[3, 5, 4]);
    file.halves("char.embedding", &[ALPHABET, 6]);
    file.halves("char.conv.weight", &[9, 18]);
    file.halves("char.conv.bias", &[9]);
    file.halves("shape.embedding", &[SHAPES, 3]);
    file.halves("sentence.embedding", &[2, 2]);
    file.halves("paragraph.embedding", &[2, 2]);
    file.halves("quote.embedding", &[4, 4]);
    let mut top = 12 + 9 + 3 + 2 + 2 + 4;
    for (name, count) in [
        ("shared", sizes.shared),
        ("names", sizes.names),
        ("attribution", sizes.attribution),
    ] {
        let mut width = top;
        for layer in 0..count {
            for direction in ["forward", "backward"] {
                let name = format!("{name}.{layer}.{direction}");
                let rows = 4 * sizes.hidden;
                file.matrix(
                    &format!("{name}.input"),
                    &format!("{name}.input.scale"),
                    rows,
                    width,
                );
                file.matrix(
                    &format!("{name}.hidden"),
                    &format!("{name}.hidden.scale"),
                    rows,
                    sizes.hidden,
                );
                file.floats(&format!("{name}.bias"), &[rows], 0.3);
            }
            width = 2 * sizes.hidden;
        }
        if name == "shared" {
            top = width;
        }
    }
    let states = 2 * sizes.hidden;
    for (name, labels) in [("names", 15), ("attribution", 7), ("pos", 3)] {
        file.matrix(
            &format!("{name}.emission.weight"),
            &format!("{name}.emission.scale"),
            labels,
            states,
        );
        file.floats(&format!("{name}.emission.bias"), &[labels], 1.0);
        if name != "pos" {
            file.floats(&format!("{name}.transitions"), &[labels, labels], 1.0);
            file.floats(&format!("{name}.start"), &[labels], 1.0);
            file.floats(&format!("{name}.end"), &[labels], 1.0);
        }
    }
    file.matrix("link.span.weight", "link.span.scale", 8, 2 * states);
    file.floats("link.span.bias", &[8], 0.3);
    for name in ["source", "content"] {
        file.floats(&format!("link.{name}.bilinear"), &[8, 8], 1.0);
        file.floats(&format!("link.{name}.distance"), &[18], 1.0);
        file.floats(&format!("link.{name}.between"), &[4], 1.0);
        file.floats(&format!("link.{name}.none"), &[1], 1.0);
    }
    let tags = |kinds: &[&str]| {
        let tags = kinds
            .iter()
            .flat_map(|kind| [format!("B-{kind}"), format!("I-{kind}")]);
        serde_json::json!(
            std::iter::once("O".to_owned())
                .chain(tags)
                .collect::<Vec<_>>()
        )
        .to_string()
    };
    file.header.insert(
        "__metadata__".to_owned(),
        serde_json::json!({
            "format": "whosaid-1",
            "name": "random",
            "learned_rows": LEARNED.to_string(),
            "layers": format!(
                r#"{{"shared":{},"names":{},"attribution":{}}}"#,
                sizes.shared, sizes.names, sizes.attribution
            ),
            "name_labels": tags(&KINDS),
            "attribution_labels": tags(&["source", "cue", "content"]),
            "pos_labels": r#"["NN","VBD","PUNCT"]"#,
            "pos_layer": if sizes.shared > 0 { "shared.0" } else { "attribution.0" },
            "calibration": r#"{"names":{"slope":1.1,"intercept":-0.2}}"#,
        }),
    );
    let header = serde_json::Value::Object(file.header).to_string();
    [
        &(header.len() as u64).to_le_bytes(),
        header.as_bytes(),
        &file.data,
    ]
    .concat()
}

impl Fixture {
    /// A number between -1 and 1.
    fn random(&mut self) -> f32 {
        self.seed = self
            .seed
            .wrapping_mul(1_664_525)
            .wrapping_add(1_013_904_223);
        (self.seed >> 8) as f32 / 8_388_608.0 - 1.0
    }

    fn tensor(&mut self, name: &str, dtype: &str, shape: &[usize], bytes: Vec<u8>) {
        let start = self.data.len();
        self.data.extend(bytes);
        let offsets = [start, self.data.len()];
        let entry = serde_json::json!({"dtype": dtype, "shape": shape, "data_offsets": offsets});
        self.header.insert(name.to_owned(), entry);
    }

    fn floats(&mut self, name: &str, shape: &[usize], size: f32) {
        let count = shape.iter().product();
        let bytes = (0..count)
            .flat_map(|_| (self.random() * size).to_le_bytes())
            .collect();
        self.tensor(name, "F32", shape, bytes);
    }

    /// Halves with a random sign and fraction, between 1/4 and 1 in size.
    fn halves(&mut self, name: &str, shape: &[usize]) {
        let count: usize = shape.iter().product();
        let bytes = (0..count).flat_map(|_| {
            let bits = (self.random() * 32767.0) as i16 as u16;
            (bits & 0x83ff | 0x3400 | bits & 0x0400).to_le_bytes()
        });
        let bytes = bytes.collect();
        self.tensor(name, "F16", shape, bytes);
    }

    fn matrix(&mut self, name: &str, scale: &str, rows: usize, columns: usize) {
        let bytes = (0..rows * columns)
            .map(|_| (self.random() * 63.0) as i8 as u8)
            .collect();
        self.tensor(name, "I8", &[rows, columns], bytes);
        let scales = (0..rows)
            .flat_map(|_| ((2.0 + self.random()) * 0.006).to_le_bytes())
            .collect();
        self.tensor(scale, "F32", &[rows], scales);
    }
}
