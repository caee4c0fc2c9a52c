//! Products of integer matrices with integer vectors, the encoder's main work.
//!
//! A matrix is packed once, in panels of sixteen rows. A panel's product with a few vectors at a time
//! stays in registers: each weight is loaded once for all of them.

use super::simd::{Lanes, pack};
use crate::model::Matrix;
use crate::turns::turn;

/// Panels that are multiplied in one turn: with two full windows, some thirty million
/// multiply-accumulates, two or three milliseconds in a browser.
const TURN_PANELS: usize = 2;

/// Rows of a panel: four vectors of four lanes.
pub const ROWS: usize = 16;

/// Vectors that are multiplied at the same time: more would need more registers than there are.
pub const COLUMNS: usize = 2;

/// Two columns of a panel: of each of its four vectors four rows, two weights a row.
type Step = [[i8; 8]; 4];

/// The same two elements of each of `B` vectors, packed.
pub type Pairs<const B: usize> = [i32; B];

/// A matrix in panels.
pub struct Panels {
    /// Steps of the first panel, then of the second, …
    steps: Vec<Step>,
    /// How many steps a panel has: half of the (even) length of the vectors.
    pub pairs: usize,
    /// Scales of the rows, a panel at a time.
    pub scales: Vec<[f32; ROWS]>,
}

impl Panels {
    /// Packs a matrix. `rows` says which row stands where in the panels, `columns` which column belongs
    /// to which element of the vectors; `None` is a row or column of zeros.
    pub fn pack(matrix: &Matrix, rows: &[Option<usize>], columns: &[Option<usize>]) -> Panels {
        let weight =
            |row: Option<&Option<usize>>, column: Option<&Option<usize>>| match (row, column) {
                (Some(&Some(row)), Some(&Some(column))) => {
                    matrix.bytes[row * matrix.columns + column]
                }
                _ => 0,
            };
        let pairs = columns.len().div_ceil(2);
        let mut steps = Vec::with_capacity(rows.len().div_ceil(ROWS) * pairs);
        let mut scales = Vec::new();
        for panel in rows.chunks(ROWS) {
            for pair in 0..pairs {
                steps.push(std::array::from_fn(|vector| {
                    std::array::from_fn(|i| {
                        weight(panel.get(4 * vector + i / 2), columns.get(2 * pair + i % 2))
                    })
                }));
            }
            scales.push(std::array::from_fn(|slot| match panel.get(slot) {
                Some(&Some(row)) => matrix.scales[row],
                _ => 0.0,
            }));
        }
        Panels {
            steps,
            pairs,
            scales,
        }
    }

    /// How many panels there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// The sums of one panel with `B` vectors.
    #[inline(always)]
    pub fn sums<L: Lanes, const B: usize>(
        &self,
        panel: usize,
        inputs: &[Pairs<B>],
    ) -> [[L::I; 4]; B] {
        let steps = &self.steps[panel * self.pairs..][..self.pairs];
        let mut sums = [[L::zero(); 4]; B];
        for (step, pairs) in steps.iter().zip(inputs) {
            let inputs: [L::S; B] = std::array::from_fn(|b| L::pair(pairs[b]));
            for vector in 0..4 {
                let weights = L::weights(&step[vector]);
                for b in 0..B {
                    sums[b][vector] = L::dot(sums[b][vector], weights, inputs[b]);
                }
            }
        }
        sums
    }
}

/// Vectors in groups of [`COLUMNS`], as products read them.
#[derive(Default)]
pub struct Grouped {
    pairs: Vec<Pairs<COLUMNS>>,
    /// What an integer of each vector stands for.
    scales: Vec<f32>,
    length: usize,
}

impl Grouped {
    /// Room for `count` vectors of `length` elements, all zero.
    pub fn reset(&mut self, count: usize, length: usize) {
        self.length = length.div_ceil(2);
        self.pairs.clear();
        self.pairs
            .resize(count.div_ceil(COLUMNS) * self.length, [0; COLUMNS]);
        self.scales.clear();
        self.scales.resize(count, 0.0);
    }

    /// Sets one vector, and what its integers stand for.
    pub fn set(&mut self, index: usize, vector: &[i16], scale: f32) {
        let group = &mut self.pairs[index / COLUMNS * self.length..][..self.length];
        for (pairs, values) in group.iter_mut().zip(vector.chunks(2)) {
            let after = values.get(1).copied().unwrap_or(0);
            pairs[index % COLUMNS] = pack(values[0], after);
        }
        self.scales[index] = scale;
    }

    /// Multiplies all vectors with a matrix, in turns: `out` gets, of each vector, `panels.len()` times
    /// [`ROWS`] values, with `bias` added.
    pub async fn multiply<L: Lanes>(
        &self,
        panels: &Panels,
        bias: &[[f32; ROWS]],
        out: &mut Vec<[f32; ROWS]>,
    ) {
        out.clear();
        out.resize(self.scales.len() * panels.len(), [0.0; ROWS]);
        // Panel by panel, so that one stays in the first-level cache while all vectors pass.
        for (panel, bias) in bias.iter().enumerate().take(panels.len()) {
            self.multiply_panel::<L>(panels, panel, bias, out);
            if panel % TURN_PANELS == TURN_PANELS - 1 {
                turn().await;
            }
        }
    }

    fn multiply_panel<L: Lanes>(
        &self,
        panels: &Panels,
        panel: usize,
        bias: &[f32; ROWS],
        out: &mut [[f32; ROWS]],
    ) {
        let weight_scales = &panels.scales[panel];
        let groups = self.pairs.chunks_exact(self.length.max(1));
        for (group, (inputs, scales)) in groups.zip(self.scales.chunks(COLUMNS)).enumerate() {
            let sums = panels.sums::<L, COLUMNS>(panel, inputs);
            for (column, (&scale, sums)) in scales.iter().zip(sums).enumerate() {
                let to = &mut out[(group * COLUMNS + column) * panels.len() + panel];
                let lanes = to.as_chunks_mut::<4>().0.iter_mut();
                let scaled = weight_scales
                    .as_chunks::<4>()
                    .0
                    .iter()
                    .zip(bias.as_chunks::<4>().0);
                for ((to, sum), (weight_scale, bias)) in lanes.zip(sums).zip(scaled) {
                    let factor = L::mul(L::load(weight_scale), L::splat(scale));
                    L::store(L::add(L::mul(L::float(sum), factor), L::load(bias)), to);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::simd::{Native, Portable};
    use super::*;
    use crate::turns::finish;

    #[test]
    fn multiplies_like_the_definition_on_both_machines() {
        let (rows, columns, count) = (21, 13, 5);
        let mut seed = 1_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8 as i8
        };
        let matrix = Matrix {
            rows,
            columns,
            bytes: (0..rows * columns).map(|_| random()).collect(),
            scales: (0..rows).map(|r| 0.25 + r as f32).collect(),
        };
        let order: Vec<_> = (0..rows).map(Some).collect();
        let panels = Panels::pack(&matrix, &order, &(0..columns).map(Some).collect::<Vec<_>>());
        let bias: Vec<[f32; ROWS]> = (0..panels.len()).map(|p| [p as f32; ROWS]).collect();
        let mut vectors = Grouped::default();
        vectors.reset(count, columns);
        let inputs: Vec<Vec<i16>> = (0..count)
            .map(|_| (0..columns).map(|_| i16::from(random())).collect())
            .collect();
        for (index, input) in inputs.iter().enumerate() {
            vectors.set(index, input, 0.5);
        }
        let (mut native, mut portable) = (Vec::new(), Vec::new());
        finish(vectors.multiply::<Native>(&panels, &bias, &mut native));
        finish(vectors.multiply::<Portable>(&panels, &bias, &mut portable));
        assert_eq!(native, portable);
        for (index, input) in inputs.iter().enumerate() {
            let out = native[index * panels.len()..][..panels.len()].as_flattened();
            for (row, &value) in out.iter().enumerate().take(rows) {
                let weights = &matrix.bytes[row * columns..][..columns];
                let sum: i32 = weights
                    .iter()
                    .zip(input)
                    .map(|(&w, &x)| i32::from(w) * i32::from(x))
                    .sum();
                let expected = sum as f32 * (matrix.scales[row] * 0.5) + (row / ROWS) as f32;
                assert_eq!(value, expected);
            }
        }
    }
}
