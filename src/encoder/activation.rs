//! The network's nonlinearity, from additions, products and one quotient, so that every machine
//! computes the same.

use super::simd::Lanes;

/// Beyond this the fraction below leaves 1 by more than rounding does.
const SATURATED: f32 = 4.97;

/// tanh by its continued fraction to the seventh term: off by at most 5e-5, a hundredth of a step of
/// the eight-bit states that it feeds.
#[inline(always)]
pub fn tanh<L: Lanes>(x: L::F) -> L::F {
    let x = L::max(L::min(x, L::splat(SATURATED)), L::splat(-SATURATED));
    let square = L::mul(x, x);
    let plus = |sum, term| L::add(sum, L::splat(term));
    let above = plus(
        L::mul(plus(L::mul(plus(square, 378.0), square), 17325.0), square),
        135_135.0,
    );
    let below = L::mul(plus(L::mul(square, L::splat(28.0)), 3150.0), square);
    let below = plus(L::mul(plus(below, 62370.0), square), 135_135.0);
    L::div(L::mul(x, above), below)
}

/// 1 / (1 + e^-x), as half a [`tanh`] of half of x.
#[inline(always)]
pub fn sigmoid<L: Lanes>(x: L::F) -> L::F {
    let half = L::splat(0.5);
    L::add(L::mul(tanh::<L>(L::mul(x, half)), half), half)
}

#[cfg(test)]
mod tests {
    use super::super::simd::{Native, Portable};
    use super::*;

    #[test]
    fn follows_the_true_functions_closely_enough() {
        // Miri takes minutes for what the machine does in a second.
        for i in (-2000..=2000).step_by(if cfg!(miri) { 97 } else { 1 }) {
            let x = i as f32 * 0.01;
            let [y, ..] = tanh::<Portable>([x; 4]);
            assert!((y - x.tanh()).abs() < 1e-4, "tanh {x} {y} {}", x.tanh());
            let [y, ..] = sigmoid::<Portable>([x; 4]);
            assert!((y - 1.0 / (1.0 + (-x).exp())).abs() < 1e-4, "sigmoid {x}");
            let mut native = [0.0; 4];
            Native::store(sigmoid::<Native>(Native::load(&[x; 4])), &mut native);
            assert_eq!(native[0].to_bits(), y.to_bits());
        }
    }
}
