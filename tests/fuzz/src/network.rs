//! The model file, the encoder in both arithmetics, decoding, and all stages together with a small model.

use crate::common::promises;
use crate::input::Input;
use std::cell::RefCell;
use whosaid::decode::{Decoder, Tagging};
use whosaid::encoder::{Encoder, Table, Window};
use whosaid::features::Features;
use whosaid::model::Model;
use whosaid::model::fixture::{self, Sizes};
use whosaid::text::Text;
use whosaid::{Extractor, Options};

const SIZES: [Sizes; 4] = [
    sizes(0, 1, 1, 4),
    sizes(1, 1, 2, 6),
    sizes(0, 2, 1, 8),
    sizes(2, 0, 0, 3),
];

/// Scores beyond these don't occur: a model's numbers end there.
const EXTREME: f32 = 1e6;

const fn sizes(shared: usize, names: usize, attribution: usize, hidden: usize) -> Sizes {
    Sizes {
        shared,
        names,
        attribution,
        hidden,
    }
}

thread_local! {
    static FILES: [Vec<u8>; 4] = SIZES.map(|sizes| fixture::model(sizes, 3));
}

/// Any file is refused with one line, or is a model that runs.
pub fn model(data: &[u8]) {
    let [choices, edits @ ..] = data else { return };
    let file = if choices & 1 > 0 {
        edits.to_vec()
    } else {
        let mut file = FILES.with(|files| files[usize::from(choices >> 1 & 3)].clone());
        edits
            .chunks_exact(4)
            .for_each(|edit| apply(edit, &mut file));
        file
    };
    match Model::read(&file) {
        Err(error) => {
            let message = error.to_string();
            assert!(
                message.starts_with(char::is_lowercase) && !message.contains('\n'),
                "{message:?}"
            );
        }
        Ok(model) => {
            let text = Text::new("“It’s over,” Ann Okoye said.\n\nHe 2 İ 🙂.");
            let all = 0..text.tokens.len();
            let windows = [Window {
                tokens: all.clone(),
                core: all,
            }];
            let mut encoder = in_both(&model, &text, &windows);
            let mut tagging = Tagging::default();
            Decoder::new(&model).decode(&text, &mut encoder, &windows, &mut tagging);
            promises::tagging(&text, &tagging);
        }
    }
}

/// One change to a file: what, where, by what.
fn apply(edit: &[u8], file: &mut Vec<u8>) {
    let at = usize::from(edit[1]) << 8 | usize::from(edit[2]);
    let (at, value) = (at % file.len().max(1), edit[3]);
    match edit[0] % 8 {
        0..4 if !file.is_empty() => file[at] = value,
        4 | 5 if !file.is_empty() => file[at] ^= 1 << (value & 7),
        6 => file.insert(at, value),
        7 if value < 16 => file.truncate(at),
        _ => drop(file.drain(at..(at + 1).min(file.len()))),
    }
}

/// Runs a network in both arithmetics, compares every bit, and gives back the first.
fn in_both(model: &Model, text: &Text, windows: &[Window]) -> Encoder {
    let (mut native, mut portable) = (Encoder::new(model), Encoder::new_portable(model));
    compare(&mut native, &mut portable, text, windows);
    native
}

fn compare(native: &mut Encoder, portable: &mut Encoder, text: &Text, windows: &[Window]) {
    let features = Features::new(text);
    native.run(text, &features, windows);
    portable.run_portable(text, &features, windows);
    let bits = |table: &Table, row: usize| -> Vec<u32> {
        table.row(row).iter().map(|score| score.to_bits()).collect()
    };
    let (one, two) = (native.scores(), portable.scores());
    for row in 0..windows.iter().map(|w| w.tokens.len()).sum() {
        assert_eq!(bits(&one.names, row), bits(&two.names, row));
        assert_eq!(bits(&one.attribution, row), bits(&two.attribution, row));
        assert_eq!(one.states.at(row), two.states.at(row));
    }
    assert_eq!(one.speech, two.speech);
}

/// Windows of a text, side by side and each with some context, cut as the bytes say.
fn windows(count: usize, bytes: &[u8]) -> Vec<Window> {
    let mut bytes = bytes.iter().cycle();
    let mut next = || bytes.next().copied().map_or(255, usize::from);
    let mut windows = Vec::new();
    let mut start = 0;
    while start < count {
        let (length, context) = (next() + 1, next() & 7);
        let end = (start + length).min(count);
        windows.push(Window {
            tokens: start.saturating_sub(context)..(end + context).min(count),
            core: start..end,
        });
        start = end;
    }
    windows
}

thread_local! {
    /// For each of the sizes one network to run in each arithmetic.
    static NETWORKS: RefCell<Vec<(Encoder, Encoder, Decoder)>> =
        RefCell::new(SIZES.iter().map(|&sizes| {
            let model = Model::read(&fixture::model(sizes, 7)).expect("the fixture is whole");
            (Encoder::new(&model), Encoder::new_portable(&model), Decoder::new(&model))
        }).collect());
}

/// Vector instructions and the portable twin give the same bits.
pub fn encoder(data: &[u8]) {
    let input = Input::read(data);
    let text = Text::new(&input.text);
    let windows = windows(text.tokens.len(), input.bytes);
    NETWORKS.with_borrow_mut(|networks| {
        let (native, portable, _) = &mut networks[usize::from(input.choices & 3)];
        for windows in windows.chunks(1 + usize::from(input.choices >> 2 & 3)) {
            compare(native, portable, &text, windows);
        }
    });
}

/// Whatever the scores, decoding gives a tagging.
pub fn decode(data: &[u8]) {
    let input = Input::read(data);
    let text = Text::new(&input.text);
    let features = Features::new(&text);
    let windows = windows(text.tokens.len(), input.bytes);
    let mut bytes = input.bytes.iter().rev().cycle();
    NETWORKS.with_borrow_mut(|networks| {
        let (encoder, _, decoder) = &mut networks[usize::from(input.choices & 3)];
        let mut tagging = Tagging::default();
        for windows in windows.chunks(1 + usize::from(input.choices >> 2 & 3)) {
            encoder.run(&text, &features, windows);
            let scores = encoder.scores_mut();
            for row in 0..windows.iter().map(|w| w.tokens.len()).sum() {
                for table in [&mut scores.names, &mut scores.attribution] {
                    for score in table.row_mut(row) {
                        *score = match bytes.next() {
                            None => *score,
                            Some(0) => -EXTREME,
                            Some(255) => EXTREME,
                            Some(&byte) => (f32::from(byte) - 128.0) / 4.0,
                        };
                    }
                }
            }
            decoder.decode(&text, encoder, windows, &mut tagging);
        }
        promises::tagging(&text, &tagging);
    });
}

thread_local! {
    /// Kept from text to text, as in a page: what one leaves behind must not show in the next.
    static EXTRACTORS: RefCell<[Extractor; 2]> = RefCell::new([3, 3].map(|seed| {
        Extractor::new(&fixture::model(SIZES[0], seed)).expect("the fixture is whole")
    }));
}

/// A whole result keeps every promise, and is the same after other texts.
pub fn extract(data: &[u8]) {
    let input = Input::read(data);
    let options = Options {
        reference_date: input.reference_date().map(str::to_owned),
    };
    EXTRACTORS.with_borrow_mut(|[often, seldom]| {
        let found = often.extract(&input.text, &options);
        promises::extraction(&input.text, &found);
        if input.choices & 8 > 0 {
            assert_eq!(found, seldom.extract(&input.text, &options));
        }
    });
}
