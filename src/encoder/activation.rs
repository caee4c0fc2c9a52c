//! The network's nonlinearity, from additions, products and quotients, so that every machine computes
//! the same.

use super::simd::Lanes;

/// A value as a fraction: several can be multiplied and added up before the one division.
pub struct Ratio<L: Lanes> {
    pub above: L::F,
    pub below: L::F,
}

impl<L: Lanes> Ratio<L> {
    #[inline(always)]
    pub fn value(&self) -> L::F {
        L::div(self.above, self.below)
    }
}

/// x (s² + `above[1]` s + `above[0]`) / (`below[2]` s² + `below[1]` s + `below[0]`), with s = x²; x is
/// cut to `limit` on either side.
struct Fraction {
    limit: f32,
    above: [f32; 2],
    below: [f32; 3],
}

/// tanh by the fraction of this form with the least error, 4.8e-5: a hundredth of a step of the
/// eight-bit states that it feeds. Beyond the limit the largest value, 0.99995, is as near.
const TANH: Fraction = Fraction {
    limit: 5.0,
    above: [1_526.570_9, 155.315_28],
    below: [1_526.860_7, 663.426_6, 19.298_12],
};

/// The same of half of x: each factor is a power of two, so that no bit differs.
const TANH_OF_HALF: Fraction = Fraction {
    limit: 2.0 * TANH.limit,
    above: [16.0 * TANH.above[0], 4.0 * TANH.above[1]],
    below: [
        32.0 * TANH.below[0],
        8.0 * TANH.below[1],
        2.0 * TANH.below[2],
    ],
};

impl Fraction {
    #[inline(always)]
    fn of<L: Lanes>(&self, x: L::F) -> Ratio<L> {
        let x = L::max(L::min(x, L::splat(self.limit)), L::splat(-self.limit));
        let square = L::mul(x, x);
        let plus = |sum, term| L::add(sum, L::splat(term));
        let above = plus(L::mul(plus(square, self.above[1]), square), self.above[0]);
        let below = plus(L::mul(square, L::splat(self.below[2])), self.below[1]);
        Ratio {
            above: L::mul(x, above),
            below: plus(L::mul(below, square), self.below[0]),
        }
    }
}

#[inline(always)]
pub fn tanh<L: Lanes>(x: L::F) -> Ratio<L> {
    TANH.of::<L>(x)
}

/// 1 / (1 + e^-x): half of one more than the tanh of half of x.
#[inline(always)]
pub fn sigmoid<L: Lanes>(x: L::F) -> Ratio<L> {
    let Ratio { above, below } = TANH_OF_HALF.of::<L>(x);
    Ratio {
        above: L::add(below, above),
        below: L::add(below, below),
    }
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
            let [y, ..] = tanh::<Portable>([x; 4]).value();
            assert!((y - x.tanh()).abs() < 1e-4, "tanh {x} {y} {}", x.tanh());
            let [y, ..] = sigmoid::<Portable>([x; 4]).value();
            assert!((y - 1.0 / (1.0 + (-x).exp())).abs() < 1e-4, "sigmoid {x}");
            let mut native = [0.0; 4];
            Native::store(
                sigmoid::<Native>(Native::load(&[x; 4])).value(),
                &mut native,
            );
            assert_eq!(native[0].to_bits(), y.to_bits());
        }
    }
}
