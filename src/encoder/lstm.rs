//! A bidirectional LSTM layer: inputs of all tokens in, states of all tokens out.
//!
//! What depends on the input alone is computed for all tokens at once; only the product with the state
//! goes token by token, for several stretches of text side by side.

use super::activation::{sigmoid, tanh};
use super::product::{COLUMNS, Grouped, Panels, Quads, ROWS};
use super::simd::{Lanes, inputs_of};
use crate::model;
#[cfg(target_arch = "wasm32")]
use crate::turns::finish;
use crate::turns::turn;
use std::ops::Range;

/// States lie in -1 to 1; an integer of this size stands for 1.
pub const ONE: f32 = 127.0;

/// Units of a panel: one lane each, with a vector for each of the four gates.
const UNITS: usize = 4;

/// Tokens of each stretch that pass in one turn: some forty million multiply-accumulates, three or four
/// milliseconds in a browser.
const TURN_TOKENS: usize = 128;

/// One direction of a layer, packed: panels hold four units, their input gates first, then their forget
/// gates, cell candidates and output gates.
pub struct Direction {
    /// Weights of the input.
    pub input: Panels,
    /// Biases in the order of the panels.
    pub bias: Vec<[f32; ROWS]>,
    hidden: Panels,
}

/// Which row of a matrix of four gates stands where in the panels.
pub fn gate_rows(units: usize) -> Vec<Option<usize>> {
    let slots = (0..padded(units) / UNITS * ROWS).map(|slot| {
        let (gate, unit) = (slot % ROWS / UNITS, slot / ROWS * UNITS + slot % UNITS);
        (unit < units).then_some(gate * units + unit)
    });
    slots.collect()
}

/// Which column of a matrix belongs to which element of the states of a layer: each direction is
/// [`padded`].
pub fn state_columns(units: usize) -> Vec<Option<usize>> {
    let padded = padded(units);
    let slots = (0..2 * padded).map(|slot| {
        let (direction, unit) = (slot / padded, slot % padded);
        (unit < units).then_some(direction * units + unit)
    });
    slots.collect()
}

/// Units of one direction, padded to an even number of panels: two are multiplied together.
pub fn padded(units: usize) -> usize {
    units.next_multiple_of(2 * UNITS)
}

impl Direction {
    /// Packs one direction, whose input has `columns` (see [`Panels::pack`]).
    pub fn pack<L: Lanes>(weights: &model::Direction, columns: &[Option<usize>]) -> Direction {
        let units = weights.hidden.columns;
        let rows = gate_rows(units);
        let own: Vec<_> = (0..padded(units))
            .map(|unit| (unit < units).then_some(unit))
            .collect();
        let mut hidden = Panels::pack::<L>(&weights.hidden, &rows, &own);
        for scale in hidden.scales.as_flattened_mut() {
            *scale /= ONE;
        }
        let bias = rows.chunks(ROWS).map(|panel| {
            std::array::from_fn(|slot| panel[slot].map_or(0.0, |row| weights.bias[row]))
        });
        Direction {
            input: Panels::pack::<L>(&weights.input, &rows, columns),
            bias: bias.collect(),
            hidden,
        }
    }

    /// Units, padded.
    fn units(&self) -> usize {
        self.hidden.len() * UNITS
    }

    /// Runs over `stretches` of the text, two at a time, in turns. `inputs` are the products of all tokens
    /// with the input weights, bias included; `states` gets the states of all tokens.
    async fn run<L: Lanes>(
        &self,
        inputs: &[[f32; ROWS]],
        stretches: &[Range<usize>],
        backward: bool,
        states: &mut States,
    ) {
        for pair in stretches.chunks(COLUMNS) {
            match pair {
                [a, b] => {
                    self.run_together::<L, 1, 2>(inputs, [a, b], backward, states)
                        .await
                }
                [a] => {
                    self.run_together::<L, 2, 1>(inputs, [a], backward, states)
                        .await
                }
                _ => {}
            }
        }
    }

    /// Runs over `B` stretches, `P` panels at a time.
    async fn run_together<L: Lanes, const P: usize, const B: usize>(
        &self,
        inputs: &[[f32; ROWS]],
        stretches: [&Range<usize>; B],
        backward: bool,
        states: &mut States,
    ) {
        let mut memory = Memory::new(self);
        let longest = stretches.iter().map(|s| s.len()).max().unwrap_or(0);
        for from in (0..longest).step_by(TURN_TOKENS) {
            let steps = from..(from + TURN_TOKENS).min(longest);
            self.advance::<L, P, B>(inputs, stretches, steps, backward, &mut memory, states);
            turn().await;
        }
    }

    // A function of its own: small as it is, a browser soon has an optimised one.
    #[inline(never)]
    fn advance<L: Lanes, const P: usize, const B: usize>(
        &self,
        inputs: &[[f32; ROWS]],
        stretches: [&Range<usize>; B],
        steps: Range<usize>,
        backward: bool,
        memory: &mut Memory<B>,
        states: &mut States,
    ) {
        let panels = self.hidden.len();
        let offset = if backward { self.units() } else { 0 };
        let Memory {
            before,
            now,
            totals,
            cells,
        } = memory;
        for step in steps {
            // A stretch that has ended idles on its last token; nothing reads what comes of it.
            let tokens = stretches.map(|stretch| {
                let step = step.min(stretch.len() - 1);
                if backward {
                    stretch.end - 1 - step
                } else {
                    stretch.start + step
                }
            });
            let rows = tokens.map(|token| &inputs[token * panels..][..panels]);
            let mut new_totals = [L::splat_integer(0); B];
            for first in (0..panels).step_by(P) {
                let sums = self.hidden.sums::<L, P, B>(first, before, *totals);
                for (panel, sums) in (first..).zip(sums) {
                    let scales = &self.hidden.scales[panel];
                    for b in 0..B {
                        let cell = &mut cells[panel][b];
                        let state = unit::<L>(sums[b], scales, &rows[b][panel], cell);
                        new_totals[b] = L::add_integers(new_totals[b], state);
                        now[panel][b] = L::narrow(state);
                    }
                }
            }
            for b in 0..B {
                totals[b] = L::sum(new_totals[b]);
                if step < stretches[b].len() {
                    let at = tokens[b] * states.width + offset;
                    let to = states.values[at..at + self.units()].as_chunks_mut().0;
                    for (to, quads) in to.iter_mut().zip(&*now) {
                        *to = inputs_of(quads[b]);
                    }
                }
            }
            std::mem::swap(before, now);
        }
    }
}

/// What `B` stretches hand on from token to token.
struct Memory<const B: usize> {
    before: Vec<Quads<B>>,
    now: Vec<Quads<B>>,
    /// Sums of the states in `before`.
    totals: [i32; B],
    cells: Vec<[[f32; UNITS]; B]>,
}

impl<const B: usize> Memory<B> {
    fn new(direction: &Direction) -> Memory<B> {
        Memory {
            before: vec![[0; B]; direction.hidden.quads],
            now: vec![[0; B]; direction.hidden.quads],
            totals: [0; B],
            cells: vec![[[0.0; UNITS]; B]; direction.hidden.len()],
        }
    }
}

/// Four units of one token: their new cells, and their states as integers.
#[inline(always)]
fn unit<L: Lanes>(
    sums: [L::I; 4],
    scales: &[f32; ROWS],
    input: &[f32; ROWS],
    cell: &mut [f32; UNITS],
) -> L::I {
    let (scales, input) = (scales.as_chunks::<4>().0, input.as_chunks::<4>().0);
    let gate = |g: usize| {
        L::add(
            L::mul(L::float(sums[g]), L::load(&scales[g])),
            L::load(&input[g]),
        )
    };
    let (entered, kept) = (sigmoid::<L>(gate(0)), sigmoid::<L>(gate(1)));
    let (candidate, shown) = (tanh::<L>(gate(2)), sigmoid::<L>(gate(3)));
    // The cell is the sum of two fractions and the state a product of two: one division each.
    let below = L::mul(entered.below, candidate.below);
    let old = L::mul(L::mul(kept.above, L::load(cell)), below);
    let added = L::mul(L::mul(entered.above, candidate.above), kept.below);
    let new = L::div(L::add(old, added), L::mul(kept.below, below));
    L::store(new, cell);
    let new = tanh::<L>(new);
    let above = L::mul(L::mul(shown.above, new.above), L::splat(ONE));
    L::round(L::div(above, L::mul(shown.below, new.below)))
}

/// States of all tokens of a layer, as integers in units of 1 / [`ONE`].
#[derive(Clone, Default)]
pub struct States {
    /// Width of a token's state, both directions, padding included.
    pub width: usize,
    /// Token after token.
    pub values: Vec<i8>,
}

impl States {
    /// The state at a token.
    pub fn at(&self, token: usize) -> &[i8] {
        &self.values[token * self.width..][..self.width]
    }

    /// How many tokens there are.
    pub fn count(&self) -> usize {
        self.values.len() / self.width.max(1)
    }

    fn reset(&mut self, count: usize, width: usize) {
        self.width = width;
        self.values.clear();
        self.values.resize(count * width, 0);
    }
}

/// A bidirectional layer, packed.
pub struct Layer(pub [Direction; 2]);

/// Runs a made-up layer: a few milliseconds of what the network spends its time on, so that a browser has
/// optimised it by the time it is needed.
#[cfg(target_arch = "wasm32")]
pub fn rehearse<L: Lanes>() {
    const UNITS: usize = 64;
    let matrix = |columns| model::Matrix {
        rows: 4 * UNITS,
        columns,
        bytes: vec![1; 4 * UNITS * columns],
        scales: vec![1.0; 4 * UNITS],
    };
    let direction = || model::Direction {
        input: matrix(2 * UNITS),
        hidden: matrix(UNITS),
        bias: vec![0.0; 4 * UNITS],
    };
    let layer = Layer::pack::<L>(&[direction(), direction()], &state_columns(UNITS));
    let mut below = States::default();
    below.reset(TURN_TOKENS, 2 * UNITS);
    let mut states = States::default();
    let all = 0..TURN_TOKENS;
    finish(layer.run::<L>(
        &below,
        std::slice::from_ref(&all),
        &mut Scratch::default(),
        &mut states,
    ));
}

/// Memory that layers use in turn.
#[derive(Default)]
pub struct Scratch {
    grouped: Grouped,
    products: Vec<[f32; ROWS]>,
}

impl Layer {
    /// Packs a layer whose input has `columns` (see [`Panels::pack`]).
    pub fn pack<L: Lanes>(layer: &model::Layer, columns: &[Option<usize>]) -> Layer {
        Layer([0, 1].map(|d| Direction::pack::<L>(&layer[d], columns)))
    }

    /// Runs over the states of the layer below, in turns.
    pub async fn run<L: Lanes>(
        &self,
        below: &States,
        stretches: &[Range<usize>],
        scratch: &mut Scratch,
        states: &mut States,
    ) {
        scratch.grouped.reset(below.count(), below.width);
        for token in 0..below.count() {
            scratch.grouped.set(token, below.at(token), 1.0 / ONE);
        }
        states.reset(below.count(), self.0.iter().map(Direction::units).sum());
        for (direction, backward) in self.0.iter().zip([false, true]) {
            scratch
                .grouped
                .multiply::<L>(&direction.input, &direction.bias, &mut scratch.products)
                .await;
            direction
                .run::<L>(&scratch.products, stretches, backward, states)
                .await;
        }
    }

    /// Runs over inputs that `products` multiplies with the weights of one direction (0 forward, 1
    /// backward), bias included; in turns.
    pub async fn run_first<L: Lanes>(
        &self,
        count: usize,
        stretches: &[Range<usize>],
        mut products: impl AsyncFnMut(usize, &Direction, &mut Vec<[f32; ROWS]>),
        scratch: &mut Scratch,
        states: &mut States,
    ) {
        states.reset(count, self.0.iter().map(Direction::units).sum());
        for (index, direction) in self.0.iter().enumerate() {
            products(index, direction, &mut scratch.products).await;
            turn().await;
            direction
                .run::<L>(&scratch.products, stretches, index == 1, states)
                .await;
        }
    }
}
