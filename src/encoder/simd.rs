//! Four-lane arithmetic: one trait, implemented with the machine's vector instructions and, as its
//! portable twin, with arrays. Both give the same bits for the same input; tests compare them.
//!
//! The only file with `unsafe`: loads and stores through pointers, each of an array reference that
//! proves the length.

#![allow(unsafe_code)]

/// Four lanes of `f32` or `i32`.
///
/// Every operation is one that IEEE 754 or two's complement defines exactly, so that no platform can
/// differ; nothing is fused.
pub trait Lanes {
    /// Four `f32`.
    type F: Copy;
    /// Four `i32`.
    type I: Copy;
    /// Weights of four rows.
    type W: Copy;
    /// Inputs, once for each of four rows.
    type X: Copy;

    /// In how many parts sixteen weights and four inputs are multiplied.
    const PARTS: usize;

    /// What is added to every weight when it is packed. Products are then too large by this times the sum
    /// of the inputs, which is known beforehand.
    const OFFSET: i32;

    fn splat(value: f32) -> Self::F;
    fn load(values: &[f32; 4]) -> Self::F;
    fn store(values: Self::F, to: &mut [f32; 4]);
    fn add(a: Self::F, b: Self::F) -> Self::F;
    fn mul(a: Self::F, b: Self::F) -> Self::F;
    fn div(a: Self::F, b: Self::F) -> Self::F;
    /// The smaller; `b` where either is NaN.
    fn min(a: Self::F, b: Self::F) -> Self::F;
    /// The larger; `b` where either is NaN.
    fn max(a: Self::F, b: Self::F) -> Self::F;
    /// To the nearest integer, ties to even, of values below 2^22.
    fn round(a: Self::F) -> Self::I;
    /// Exact below 2^24, nearest beyond.
    fn float(a: Self::I) -> Self::F;
    fn splat_integer(value: i32) -> Self::I;
    fn add_integers(a: Self::I, b: Self::I) -> Self::I;
    /// The sum of the lanes.
    fn sum(a: Self::I) -> i32;
    /// Four integers of -127 to 127, as a [`quad`].
    fn narrow(a: Self::I) -> i32;
    /// Packs four weights of each of four rows.
    fn pack(weights: [[i8; 4]; 4]) -> [i8; 16];
    /// A part of sixteen packed weights.
    fn weights(bytes: &[i8; 16], part: usize) -> Self::W;
    /// The inputs of a [`quad`] that belong to the weights of that part.
    fn inputs(quad: i32, part: usize) -> Self::X;
    /// Adds to each lane of `sum` the products of its row's weights with the inputs.
    fn dot(sum: Self::I, weights: Self::W, inputs: Self::X) -> Self::I;
}

/// Added and subtracted it leaves a number below 2^22 rounded to an integer, which then stands in the
/// low bits of the sum.
const ROUNDER: f32 = 12_582_912.0;

/// The nearest integer, ties to even, of a number below 2^22.
pub fn round(x: f32) -> i32 {
    (x + ROUNDER).to_bits().wrapping_sub(ROUNDER.to_bits()) as i32
}

/// Four inputs in one lane, the first in the lowest byte.
#[inline(always)]
pub fn quad(inputs: [i8; 4]) -> i32 {
    let [a, b, c, d] = inputs;
    i32::from_le_bytes([a as u8, b as u8, c as u8, d as u8])
}

/// The inputs of a [`quad`].
#[inline(always)]
pub fn inputs_of(quad: i32) -> [i8; 4] {
    let [a, b, c, d] = quad.to_le_bytes();
    [a as i8, b as i8, c as i8, d as i8]
}

/// Weights as products of bytes want them, four columns of a row side by side, the weights not negative:
/// one of the two factors must be of seven bits without a sign.
mod of_bytes {
    pub const OFFSET: i32 = 64;

    pub fn pack(weights: [[i8; 4]; 4]) -> [i8; 16] {
        std::array::from_fn(|i| weights.as_flattened()[i].wrapping_add(OFFSET as i8))
    }
}

/// Weights as products of widened pairs want them: the first and third column of all rows, then the
/// second and fourth, which is how shifts widen the inputs.
#[cfg(any(
    target_arch = "x86_64",
    all(
        target_arch = "wasm32",
        target_feature = "simd128",
        not(target_feature = "relaxed-simd")
    )
))]
mod of_pairs {
    pub const OFFSET: i32 = 0;

    pub fn pack(weights: [[i8; 4]; 4]) -> [i8; 16] {
        std::array::from_fn(|i| weights[i % 8 / 2][i % 2 * 2 + i / 8])
    }
}

/// The portable twin.
pub struct Portable;

impl Lanes for Portable {
    type F = [f32; 4];
    type I = [i32; 4];
    type W = [i8; 16];
    type X = [i8; 4];

    const PARTS: usize = 1;
    const OFFSET: i32 = of_bytes::OFFSET;

    fn splat(value: f32) -> [f32; 4] {
        [value; 4]
    }

    fn load(values: &[f32; 4]) -> [f32; 4] {
        *values
    }

    fn store(values: [f32; 4], to: &mut [f32; 4]) {
        *to = values;
    }

    fn add(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|i| a[i] + b[i])
    }

    fn mul(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|i| a[i] * b[i])
    }

    fn div(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|i| a[i] / b[i])
    }

    fn min(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|i| if a[i] < b[i] { a[i] } else { b[i] })
    }

    fn max(a: [f32; 4], b: [f32; 4]) -> [f32; 4] {
        std::array::from_fn(|i| if b[i] < a[i] { a[i] } else { b[i] })
    }

    fn round(a: [f32; 4]) -> [i32; 4] {
        a.map(round)
    }

    fn float(a: [i32; 4]) -> [f32; 4] {
        a.map(|x| x as f32)
    }

    fn splat_integer(value: i32) -> [i32; 4] {
        [value; 4]
    }

    fn add_integers(a: [i32; 4], b: [i32; 4]) -> [i32; 4] {
        std::array::from_fn(|i| a[i] + b[i])
    }

    fn sum(a: [i32; 4]) -> i32 {
        a.into_iter().fold(0, i32::wrapping_add)
    }

    fn narrow(a: [i32; 4]) -> i32 {
        quad(a.map(|x| x as i8))
    }

    fn pack(weights: [[i8; 4]; 4]) -> [i8; 16] {
        of_bytes::pack(weights)
    }

    fn weights(bytes: &[i8; 16], _: usize) -> [i8; 16] {
        *bytes
    }

    fn inputs(quad: i32, _: usize) -> [i8; 4] {
        inputs_of(quad)
    }

    fn dot(sum: [i32; 4], weights: [i8; 16], inputs: [i8; 4]) -> [i32; 4] {
        let product = |row: usize, i: usize| i32::from(weights[4 * row + i]) * i32::from(inputs[i]);
        std::array::from_fn(|row| {
            let (first, second) = (product(row, 0), product(row, 1));
            sum[row] + first + second + product(row, 2) + product(row, 3)
        })
    }
}

/// WebAssembly's 128-bit instructions, with the relaxed product of bytes where the module may use it: of
/// factors within -127..=127 and 0..=127 its result is the same on every machine.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod native {
    #[cfg(target_feature = "relaxed-simd")]
    use super::of_bytes as layout;
    #[cfg(not(target_feature = "relaxed-simd"))]
    use super::of_pairs as layout;
    use super::{Lanes, ROUNDER};
    use std::arch::wasm32::*;

    pub struct Native;

    impl Lanes for Native {
        type F = v128;
        type I = v128;
        type W = v128;
        type X = v128;

        const PARTS: usize = if cfg!(target_feature = "relaxed-simd") {
            1
        } else {
            2
        };
        const OFFSET: i32 = layout::OFFSET;

        #[inline(always)]
        fn splat(value: f32) -> v128 {
            f32x4_splat(value)
        }

        #[inline(always)]
        fn load(values: &[f32; 4]) -> v128 {
            // SAFETY: the array holds the sixteen bytes that are read; no alignment is needed.
            unsafe { v128_load(values.as_ptr().cast()) }
        }

        #[inline(always)]
        fn store(values: v128, to: &mut [f32; 4]) {
            // SAFETY: the array holds the sixteen bytes that are written.
            unsafe { v128_store(to.as_mut_ptr().cast(), values) }
        }

        #[inline(always)]
        fn add(a: v128, b: v128) -> v128 {
            f32x4_add(a, b)
        }

        #[inline(always)]
        fn mul(a: v128, b: v128) -> v128 {
            f32x4_mul(a, b)
        }

        #[inline(always)]
        fn div(a: v128, b: v128) -> v128 {
            f32x4_div(a, b)
        }

        #[inline(always)]
        fn min(a: v128, b: v128) -> v128 {
            f32x4_pmin(b, a)
        }

        #[inline(always)]
        fn max(a: v128, b: v128) -> v128 {
            f32x4_pmax(b, a)
        }

        #[inline(always)]
        fn round(a: v128) -> v128 {
            i32x4_sub(
                f32x4_add(a, f32x4_splat(ROUNDER)),
                i32x4_splat(ROUNDER.to_bits() as i32),
            )
        }

        #[inline(always)]
        fn float(a: v128) -> v128 {
            f32x4_convert_i32x4(a)
        }

        #[inline(always)]
        fn splat_integer(value: i32) -> v128 {
            i32x4_splat(value)
        }

        #[inline(always)]
        fn add_integers(a: v128, b: v128) -> v128 {
            i32x4_add(a, b)
        }

        #[inline(always)]
        fn sum(a: v128) -> i32 {
            let pairs = i32x4_add(a, i32x4_shuffle::<2, 3, 0, 1>(a, a));
            i32x4_extract_lane::<0>(pairs).wrapping_add(i32x4_extract_lane::<1>(pairs))
        }

        #[inline(always)]
        fn narrow(a: v128) -> i32 {
            let words = i16x8_narrow_i32x4(a, a);
            i32x4_extract_lane::<0>(i8x16_narrow_i16x8(words, words))
        }

        fn pack(weights: [[i8; 4]; 4]) -> [i8; 16] {
            layout::pack(weights)
        }

        #[cfg(target_feature = "relaxed-simd")]
        #[inline(always)]
        fn weights(bytes: &[i8; 16], _: usize) -> v128 {
            // SAFETY: the array holds the sixteen bytes that are read.
            unsafe { v128_load(bytes.as_ptr().cast()) }
        }

        #[cfg(target_feature = "relaxed-simd")]
        #[inline(always)]
        fn inputs(quad: i32, _: usize) -> v128 {
            i32x4_splat(quad)
        }

        #[cfg(target_feature = "relaxed-simd")]
        #[inline(always)]
        fn dot(sum: v128, weights: v128, inputs: v128) -> v128 {
            i32x4_relaxed_dot_i8x16_i7x16_add(inputs, weights, sum)
        }

        #[cfg(not(target_feature = "relaxed-simd"))]
        #[inline(always)]
        fn weights(bytes: &[i8; 16], part: usize) -> v128 {
            let half = &bytes[8 * part..][..8];
            // SAFETY: the slice holds the eight bytes that are read.
            unsafe { i16x8_load_extend_i8x8(half.as_ptr()) }
        }

        #[cfg(not(target_feature = "relaxed-simd"))]
        #[inline(always)]
        fn inputs(quad: i32, part: usize) -> v128 {
            let four = i32x4_splat(quad);
            i16x8_shr(if part == 0 { i16x8_shl(four, 8) } else { four }, 8)
        }

        #[cfg(not(target_feature = "relaxed-simd"))]
        #[inline(always)]
        fn dot(sum: v128, weights: v128, inputs: v128) -> v128 {
            i32x4_add(sum, i32x4_dot_i16x8(weights, inputs))
        }
    }
}

/// SSE2, which every x86-64 machine has.
#[cfg(target_arch = "x86_64")]
mod native {
    use super::{Lanes, ROUNDER, of_pairs};
    use std::arch::x86_64::*;

    pub struct Native;

    // SAFETY, for the whole implementation: SSE2 is part of x86-64; loads and stores are of array
    // references of the width that is read or written, by instructions that need no alignment.
    impl Lanes for Native {
        type F = __m128;
        type I = __m128i;
        type W = __m128i;
        type X = __m128i;

        const PARTS: usize = 2;
        const OFFSET: i32 = of_pairs::OFFSET;

        #[inline(always)]
        fn splat(value: f32) -> __m128 {
            unsafe { _mm_set1_ps(value) }
        }

        #[inline(always)]
        fn load(values: &[f32; 4]) -> __m128 {
            unsafe { _mm_loadu_ps(values.as_ptr()) }
        }

        #[inline(always)]
        fn store(values: __m128, to: &mut [f32; 4]) {
            unsafe { _mm_storeu_ps(to.as_mut_ptr(), values) }
        }

        #[inline(always)]
        fn add(a: __m128, b: __m128) -> __m128 {
            unsafe { _mm_add_ps(a, b) }
        }

        #[inline(always)]
        fn mul(a: __m128, b: __m128) -> __m128 {
            unsafe { _mm_mul_ps(a, b) }
        }

        #[inline(always)]
        fn div(a: __m128, b: __m128) -> __m128 {
            unsafe { _mm_div_ps(a, b) }
        }

        #[inline(always)]
        fn min(a: __m128, b: __m128) -> __m128 {
            unsafe { _mm_min_ps(a, b) }
        }

        #[inline(always)]
        fn max(a: __m128, b: __m128) -> __m128 {
            unsafe { _mm_max_ps(a, b) }
        }

        #[inline(always)]
        fn round(a: __m128) -> __m128i {
            unsafe {
                let sum = _mm_add_ps(a, _mm_set1_ps(ROUNDER));
                _mm_sub_epi32(
                    _mm_castps_si128(sum),
                    _mm_set1_epi32(ROUNDER.to_bits() as i32),
                )
            }
        }

        #[inline(always)]
        fn float(a: __m128i) -> __m128 {
            unsafe { _mm_cvtepi32_ps(a) }
        }

        #[inline(always)]
        fn splat_integer(value: i32) -> __m128i {
            unsafe { _mm_set1_epi32(value) }
        }

        #[inline(always)]
        fn add_integers(a: __m128i, b: __m128i) -> __m128i {
            unsafe { _mm_add_epi32(a, b) }
        }

        #[inline(always)]
        fn sum(a: __m128i) -> i32 {
            unsafe {
                let pairs = _mm_add_epi32(a, _mm_shuffle_epi32::<0b01_00_11_10>(a));
                let all = _mm_add_epi32(pairs, _mm_shuffle_epi32::<0b10_11_00_01>(pairs));
                _mm_cvtsi128_si32(all)
            }
        }

        #[inline(always)]
        fn narrow(a: __m128i) -> i32 {
            unsafe {
                let words = _mm_packs_epi32(a, a);
                _mm_cvtsi128_si32(_mm_packs_epi16(words, words))
            }
        }

        fn pack(weights: [[i8; 4]; 4]) -> [i8; 16] {
            of_pairs::pack(weights)
        }

        #[inline(always)]
        fn weights(bytes: &[i8; 16], part: usize) -> __m128i {
            let half = &bytes[8 * part..][..8];
            unsafe {
                let narrow = _mm_loadl_epi64(half.as_ptr().cast());
                _mm_srai_epi16::<8>(_mm_unpacklo_epi8(narrow, narrow))
            }
        }

        #[inline(always)]
        fn inputs(quad: i32, part: usize) -> __m128i {
            unsafe {
                let four = _mm_set1_epi32(quad);
                _mm_srai_epi16::<8>(if part == 0 {
                    _mm_slli_epi16::<8>(four)
                } else {
                    four
                })
            }
        }

        #[inline(always)]
        fn dot(sum: __m128i, weights: __m128i, inputs: __m128i) -> __m128i {
            unsafe { _mm_add_epi32(sum, _mm_madd_epi16(weights, inputs)) }
        }
    }
}

/// Machines without an implementation of their own use the portable twin.
#[cfg(not(any(
    target_arch = "x86_64",
    all(target_arch = "wasm32", target_feature = "simd128")
)))]
mod native {
    pub use super::Portable as Native;
}

pub use native::Native;
