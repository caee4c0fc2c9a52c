//! Exponentials and logarithms that are the same on every machine: the platform's own may differ in
//! the last bit, and with it a result.

/// e to the power of `x`, with a relative error below 1e-14; 0 below -700, the value at 700 above it.
pub fn exp(x: f64) -> f64 {
    if x < -700.0 {
        return 0.0;
    }
    let x = if x > 700.0 { 700.0 } else { x };
    // x = k ln 2 + r with |r| <= ln 2 / 2; ln 2 in two parts, so that r keeps its last bits.
    let k = (x * std::f64::consts::LOG2_E + if x < 0.0 { -0.5 } else { 0.5 }) as i64;
    let r = (x - k as f64 * 0.693_147_180_369_123_8) - k as f64 * 1.908_214_929_270_587_7e-10;
    // Taylor's series by Horner's rule: the fourteenth term is below 1e-17 of the sum.
    let mut sum = 1.0;
    for n in (1..=13).rev() {
        sum = 1.0 + sum * r / f64::from(n);
    }
    sum * f64::from_bits(((k + 1023) as u64) << 52)
}

/// The natural logarithm of a positive normal number, with an error below 1e-14 of it; minus
/// 700 for anything smaller.
pub fn ln(x: f64) -> f64 {
    if x.is_nan() || x < 1e-300 {
        return -700.0;
    }
    let bits = x.to_bits();
    let mut exponent = (bits >> 52) as i64 - 1023;
    let mut mantissa = f64::from_bits(bits & 0x000f_ffff_ffff_ffff | 0x3ff0_0000_0000_0000);
    if mantissa > std::f64::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    // ln m = 2 artanh(s), s = (m - 1) / (m + 1), |s| < 0.172: the series falls by 34 a term.
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    for n in (0..=11).rev() {
        sum = sum * square + 1.0 / f64::from(2 * n + 1);
    }
    exponent as f64 * std::f64::consts::LN_2 + 2.0 * s * sum
}

/// 1 / (1 + e^-x).
pub fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + exp(-x))
}

/// The inverse of [`sigmoid`]; probabilities are kept a millionth away from 0 and 1.
pub fn logit(p: f64) -> f64 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    ln(p / (1.0 - p))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "Miri varies the platform's last bits")]
    fn agrees_with_the_platform() {
        for i in -6000..=6000 {
            let x = f64::from(i) * 0.1137;
            assert!(
                (exp(x) / x.exp() - 1.0).abs() < 1e-14 || x < -700.0,
                "exp {x}"
            );
            let y = x.exp();
            assert!((ln(y) - y.ln()).abs() <= 1e-12 || y < 1e-300, "ln {y}");
        }
        assert_eq!(
            (exp(-1e9), ln(0.0), ln(1.0), sigmoid(0.0)),
            (0.0, -700.0, 0.0, 0.5)
        );
        assert!((logit(sigmoid(2.5)) - 2.5).abs() < 1e-12);
        assert!(exp(f64::INFINITY).is_finite() && ln(f64::NAN) == -700.0);
    }
}
