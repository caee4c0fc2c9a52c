//! Products of integer matrices with integer vectors, the encoder's main work.
//!
//! A matrix is packed once, in panels of sixteen rows. A panel's product with a few vectors at a time
//! stays in registers: each weight is loaded once for all of them.

use super::simd::{Lanes, quad};
use crate::model::Matrix;
use crate::turns::turn;

/// Panels that are multiplied in one turn: with two full windows, some thirty million
/// multiply-accumulates, two or three milliseconds in a browser.
const TURN_PANELS: usize = 2;

/// Rows of a panel: four vectors of four lanes.
pub const ROWS: usize = 16;

/// Vectors that are multiplied at the same time: more would need more registers than there are.
pub const COLUMNS: usize = 2;

/// Four columns of a panel: of each of its four vectors four rows, four weights a row. As long as a cache
/// line, so it shall not lie across two.
#[repr(align(64))]
struct Step([[i8; 16]; 4]);

/// The same four elements of each of `B` vectors, each four packed.
pub type Quads<const B: usize> = [i32; B];

/// A matrix in panels.
pub struct Panels {
    /// Steps of the first panel, then of the second, …
    steps: Vec<Step>,
    /// How many steps a panel has: a quarter of the length of the vectors, rounded up.
    pub quads: usize,
    /// Scales of the rows, a panel at a time.
    pub scales: Vec<[f32; ROWS]>,
}

impl Panels {
    /// Packs a matrix for the products of `L`. `rows` says which row stands where in the panels, `columns`
    /// which column belongs to which element of the vectors; `None` is a row or column of zeros.
    pub fn pack<L: Lanes>(
        matrix: &Matrix,
        rows: &[Option<usize>],
        columns: &[Option<usize>],
    ) -> Panels {
        let quads = columns.len().div_ceil(4);
        let panels = rows.len().div_ceil(ROWS);
        let mut steps = Vec::with_capacity(panels * quads);
        let mut scales = vec![[0.0; ROWS]; panels];
        let columns: Vec<Four> = columns.chunks(4).map(Four::new).collect();
        for (rows, scales) in rows.chunks(ROWS).zip(&mut scales) {
            let rows: [Option<usize>; ROWS] =
                std::array::from_fn(|slot| rows.get(slot).copied().flatten());
            for (row, scale) in rows.iter().zip(scales) {
                *scale = row.map_or(0.0, |row| matrix.scales[row]);
            }
            let rows = rows
                .map(|row| row.map(|row| &matrix.bytes[row * matrix.columns..][..matrix.columns]));
            for columns in &columns {
                let step = std::array::from_fn(|vector| {
                    L::pack(std::array::from_fn(|row| {
                        rows[4 * vector + row].map_or([0; 4], |weights| columns.of(weights))
                    }))
                });
                steps.push(Step(step));
            }
        }
        Panels {
            steps,
            quads,
            scales,
        }
    }

    /// How many panels there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// The sums of `P` panels from one on with `B` vectors, whose elements have these totals. Eight sums
    /// at a time do not wait for each other, so `P` times `B` shall be two.
    #[inline(always)]
    pub fn sums<L: Lanes, const P: usize, const B: usize>(
        &self,
        panel: usize,
        inputs: &[Quads<B>],
        totals: [i32; B],
    ) -> [[[L::I; 4]; B]; P] {
        let inputs = &inputs[..self.quads];
        let steps: [&[Step]; P] =
            std::array::from_fn(|p| &self.steps[(panel + p) * self.quads..][..self.quads]);
        let mut sums = [totals.map(|total| [L::splat_integer(-L::OFFSET * total); 4]); P];
        for (index, quads) in inputs.iter().enumerate() {
            for part in 0..L::PARTS {
                let inputs: [L::X; B] = std::array::from_fn(|b| L::inputs(quads[b], part));
                for (sums, steps) in sums.iter_mut().zip(steps) {
                    for (vector, bytes) in steps[index].0.iter().enumerate() {
                        let weights = L::weights(bytes, part);
                        for b in 0..B {
                            sums[b][vector] = L::dot(sums[b][vector], weights, inputs[b]);
                        }
                    }
                }
            }
        }
        sums
    }
}

/// Which four columns of a matrix stand side by side.
enum Four {
    /// As they do in the matrix, from this one on.
    From(usize),
    Any([Option<usize>; 4]),
}

impl Four {
    fn new(columns: &[Option<usize>]) -> Four {
        let columns: [_; 4] = std::array::from_fn(|i| columns.get(i).copied().flatten());
        match columns {
            [Some(first), ..] if (1..4).all(|i| columns[i] == Some(first + i)) => Four::From(first),
            _ => Four::Any(columns),
        }
    }

    /// These columns of a row.
    fn of(&self, weights: &[i8]) -> [i8; 4] {
        match self {
            Four::From(first) => std::array::from_fn(|i| weights[first + i]),
            Four::Any(columns) => columns.map(|column| column.map_or(0, |column| weights[column])),
        }
    }
}

/// Vectors in groups of [`COLUMNS`], as products read them.
#[derive(Default)]
pub struct Grouped {
    quads: Vec<Quads<COLUMNS>>,
    /// Sums of the elements of each group's vectors.
    totals: Vec<[i32; COLUMNS]>,
    /// What an integer of each vector stands for.
    scales: Vec<f32>,
    length: usize,
}

impl Grouped {
    /// Room for `count` vectors of `length` elements, all zero.
    pub fn reset(&mut self, count: usize, length: usize) {
        let groups = count.div_ceil(COLUMNS);
        self.length = length.div_ceil(4);
        self.quads.clear();
        self.quads.resize(groups * self.length, [0; COLUMNS]);
        self.totals.clear();
        self.totals.resize(groups, [0; COLUMNS]);
        self.scales.clear();
        self.scales.resize(count, 0.0);
    }

    /// Sets one vector, and what its integers stand for.
    pub fn set(&mut self, index: usize, vector: &[i8], scale: f32) {
        let (group, column) = (index / COLUMNS, index % COLUMNS);
        let quads = &mut self.quads[group * self.length..][..self.length];
        let (whole, rest) = vector.as_chunks::<4>();
        for (quads, values) in quads.iter_mut().zip(whole) {
            quads[column] = quad(*values);
        }
        if let (Some(quads), false) = (quads.get_mut(whole.len()), rest.is_empty()) {
            quads[column] = quad(std::array::from_fn(|i| rest.get(i).copied().unwrap_or(0)));
        }
        self.totals[group][column] = vector.iter().map(|&x| i32::from(x)).sum();
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
        // What is left from before is overwritten.
        out.resize(self.scales.len() * panels.len(), [0.0; ROWS]);
        // Panel by panel, so that one stays in the first-level cache while all vectors pass.
        for (panel, bias) in bias.iter().enumerate().take(panels.len()) {
            self.multiply_panel::<L>(panels, panel, bias, out);
            if panel % TURN_PANELS == TURN_PANELS - 1 {
                turn().await;
            }
        }
    }

    // A function of its own: small as it is, a browser soon has an optimised one.
    #[inline(never)]
    fn multiply_panel<L: Lanes>(
        &self,
        panels: &Panels,
        panel: usize,
        bias: &[f32; ROWS],
        out: &mut [[f32; ROWS]],
    ) {
        let weight_scales = &panels.scales[panel];
        let groups = self.quads.chunks_exact(self.length.max(1));
        for (group, (inputs, scales)) in groups.zip(self.scales.chunks(COLUMNS)).enumerate() {
            let [sums] = panels.sums::<L, 1, COLUMNS>(panel, inputs, self.totals[group]);
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
            bytes: (0..rows * columns).map(|_| random() / 2).collect(),
            scales: (0..rows).map(|r| 0.25 + r as f32).collect(),
        };
        let order: Vec<_> = (0..rows).map(Some).collect();
        let order_of_columns: Vec<_> = (0..columns).map(Some).collect();
        let panels = Panels::pack::<Native>(&matrix, &order, &order_of_columns);
        let twin = Panels::pack::<Portable>(&matrix, &order, &order_of_columns);
        let bias: Vec<[f32; ROWS]> = (0..panels.len()).map(|p| [p as f32; ROWS]).collect();
        let mut vectors = Grouped::default();
        vectors.reset(count, columns);
        let inputs: Vec<Vec<i8>> = (0..count)
            .map(|_| (0..columns).map(|_| random().max(-127)).collect())
            .collect();
        for (index, input) in inputs.iter().enumerate() {
            vectors.set(index, input, 0.5);
        }
        let (mut native, mut portable) = (Vec::new(), Vec::new());
        finish(vectors.multiply::<Native>(&panels, &bias, &mut native));
        finish(vectors.multiply::<Portable>(&twin, &bias, &mut portable));
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
