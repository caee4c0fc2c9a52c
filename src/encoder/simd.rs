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
    /// Eight `i16`.
    type S: Copy;

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
    fn zero() -> Self::I;
    fn integers(a: Self::I) -> [i32; 4];
    /// Eight weights, widened.
    fn weights(bytes: &[i8; 8]) -> Self::S;
    /// Two inputs, packed by [`pack`], four times over.
    fn pair(inputs: i32) -> Self::S;
    /// Adds to each lane of `sum` the two products of `a` and `b` that belong to it.
    fn dot(sum: Self::I, a: Self::S, b: Self::S) -> Self::I;
}

/// Added and subtracted it leaves a number below 2^22 rounded to an integer, which then stands in the
/// low bits of the sum.
const ROUNDER: f32 = 12_582_912.0;

/// The nearest integer, ties to even, of a number below 2^22.
pub fn round(x: f32) -> i32 {
    (x + ROUNDER).to_bits().wrapping_sub(ROUNDER.to_bits()) as i32
}

/// Two inputs of 16 bits in one lane, the first in the low half.
pub fn pack(a: i16, b: i16) -> i32 {
    i32::from(a) & 0xffff | i32::from(b) << 16
}

/// The portable twin.
pub struct Portable;

impl Lanes for Portable {
    type F = [f32; 4];
    type I = [i32; 4];
    type S = [i16; 8];

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

    fn zero() -> [i32; 4] {
        [0; 4]
    }

    fn integers(a: [i32; 4]) -> [i32; 4] {
        a
    }

    fn weights(bytes: &[i8; 8]) -> [i16; 8] {
        bytes.map(i16::from)
    }

    fn pair(inputs: i32) -> [i16; 8] {
        let (a, b) = (inputs as i16, (inputs >> 16) as i16);
        [a, b, a, b, a, b, a, b]
    }

    fn dot(sum: [i32; 4], a: [i16; 8], b: [i16; 8]) -> [i32; 4] {
        let product = |i: usize| i32::from(a[i]) * i32::from(b[i]);
        std::array::from_fn(|i| sum[i] + product(2 * i) + product(2 * i + 1))
    }
}

/// WebAssembly's 128-bit instructions.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod native {
    use super::{Lanes, ROUNDER};
    use std::arch::wasm32::*;

    pub struct Native;

    impl Lanes for Native {
        type F = v128;
        type I = v128;
        type S = v128;

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
        fn zero() -> v128 {
            i32x4_splat(0)
        }

        #[inline(always)]
        fn integers(a: v128) -> [i32; 4] {
            [
                i32x4_extract_lane::<0>(a),
                i32x4_extract_lane::<1>(a),
                i32x4_extract_lane::<2>(a),
                i32x4_extract_lane::<3>(a),
            ]
        }

        #[inline(always)]
        fn weights(bytes: &[i8; 8]) -> v128 {
            // SAFETY: the array holds the eight bytes that are read.
            unsafe { i16x8_load_extend_i8x8(bytes.as_ptr()) }
        }

        #[inline(always)]
        fn pair(inputs: i32) -> v128 {
            i32x4_splat(inputs)
        }

        #[inline(always)]
        fn dot(sum: v128, a: v128, b: v128) -> v128 {
            i32x4_add(sum, i32x4_dot_i16x8(a, b))
        }
    }
}

/// SSE2, which every x86-64 machine has.
#[cfg(target_arch = "x86_64")]
mod native {
    use super::{Lanes, ROUNDER};
    use std::arch::x86_64::*;

    pub struct Native;

    // SAFETY, for the whole implementation: SSE2 is part of x86-64; loads and stores are of array
    // references of the width that is read or written, by instructions that need no alignment.
    impl Lanes for Native {
        type F = __m128;
        type I = __m128i;
        type S = __m128i;

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
        fn zero() -> __m128i {
            unsafe { _mm_setzero_si128() }
        }

        #[inline(always)]
        fn integers(a: __m128i) -> [i32; 4] {
            let mut lanes = [0; 4];
            unsafe { _mm_storeu_si128(lanes.as_mut_ptr().cast(), a) };
            lanes
        }

        #[inline(always)]
        fn weights(bytes: &[i8; 8]) -> __m128i {
            unsafe {
                let narrow = _mm_loadl_epi64(bytes.as_ptr().cast());
                _mm_srai_epi16::<8>(_mm_unpacklo_epi8(narrow, narrow))
            }
        }

        #[inline(always)]
        fn pair(inputs: i32) -> __m128i {
            unsafe { _mm_set1_epi32(inputs) }
        }

        #[inline(always)]
        fn dot(sum: __m128i, a: __m128i, b: __m128i) -> __m128i {
            unsafe { _mm_add_epi32(sum, _mm_madd_epi16(a, b)) }
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
