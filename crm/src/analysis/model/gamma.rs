//! ln Γ and its first two derivatives, and their growth by whole steps.

/// From here on Stirling's series is exact to the last digit.
const STIRLING_FROM: f64 = 15.0;

/// Steps that are added one by one; further ones are a difference of the functions themselves.
const STEPPED: u64 = 512;

/// ½ ln 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_8;

/// The coefficients of Stirling's series: B₂ₖ ÷ (2k (2k − 1)).
const STIRLING: [f64; 7] =
    [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1_260.0, -1.0 / 1_680.0, 1.0 / 1_188.0, -691.0 / 360_360.0, 1.0 / 156.0];

/// A function and its first two derivatives at one place.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Curve {
    pub(super) value: f64,
    pub(super) slope: f64,
    pub(super) bend: f64,
}

impl Curve {
    pub(super) fn less(self, other: Self) -> Self {
        Self {
            value: self.value - other.value,
            slope: self.slope - other.slope,
            bend: self.bend - other.bend,
        }
    }

    /// One factor more: ln z and its derivatives are added.
    fn times(self, z: f64) -> Self {
        let inverse = z.recip();
        Self { value: self.value + z.ln(), slope: self.slope + inverse, bend: self.bend - inverse * inverse }
    }
}

/// ln Γ(z), ψ(z) and ψ′(z) for z > 0.
pub(super) fn ln_gamma(z: f64) -> Curve {
    let mut shift = Curve::default();
    let mut far = z;
    while far < STIRLING_FROM {
        shift = shift.times(far);
        far += 1.0;
    }
    let inverse = far.recip();
    let square = inverse * inverse;
    let (mut power, mut sums) = (inverse, [0.0; 3]);
    let mut exponent = 1.0;
    for coefficient in STIRLING {
        let term = coefficient * power;
        let [value, slope, bend] = &mut sums;
        *value += term;
        *slope -= term * exponent * inverse;
        *bend += term * exponent * (exponent + 1.0) * square;
        power *= square;
        exponent += 2.0;
    }
    let [value, slope, bend] = sums;
    let ln = far.ln();
    Curve {
        value: (far - 0.5) * ln - far + HALF_LN_TAU + value,
        slope: ln - 0.5 * inverse + slope,
        bend: inverse + 0.5 * square + bend,
    }
    .less(shift)
}

/// ln Γ(z + n) − ln Γ(z) and its derivatives by z, for rising n asked for one after the other.
pub(super) struct Rising {
    z: f64,
    at: u64,
    sum: Curve,
}

impl Rising {
    pub(super) fn from(z: f64) -> Self {
        Self { z, at: 0, sum: Curve::default() }
    }

    /// To `n`, which is no less than the one before.
    #[allow(clippy::cast_precision_loss, reason = "a count of purchases is far below 2^53")]
    pub(super) fn to(&mut self, n: u64) -> Curve {
        if n.saturating_sub(self.at) > STEPPED {
            self.sum = ln_gamma(self.z + n as f64).less(ln_gamma(self.z));
            self.at = n;
        }
        while self.at < n {
            self.sum = self.sum.times(self.z + self.at as f64);
            self.at += 1;
        }
        self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_values_are_met() {
        // z, ln Γ, ψ, ψ′ to 17 digits (mpmath).
        for (z, value, slope, bend) in [
            (1e-3, 6.907_178_885_383_853, -1_000.575_571_931_810_3, 1_000_001.642_533_195_9),
            (0.243, 1.318_043_584_699_669_9, -4.351_093_864_423_211, 18.141_779_787_095_83),
            (1.0, 0.0, -0.577_215_664_901_532_9, 1.644_934_066_848_226_4),
            (2.5, 0.284_682_870_472_919_2, 0.703_156_640_645_243_2, 0.490_357_756_100_234_9),
            (14.9, 24.924_132_002_217_277, 2.667_428_976_216_042_3, 0.069_416_583_207_095_79),
            (12_345.678, 103_959.919_905_546_06, 9.421_020_820_741_76, 8.100_328_723_111_207e-5),
        ] {
            let is = ln_gamma(z);
            for (is, should) in [(is.value, value), (is.slope, slope), (is.bend, bend)] {
                assert!((is - should).abs() <= 1e-14 * should.abs().max(1.0), "{z}: {is} for {should}");
            }
        }
    }

    #[test]
    fn a_difference_by_steps_is_the_difference_of_the_functions() {
        for z in [0.01, 0.243, 3.5, 80.0] {
            let mut rising = Rising::from(z);
            for n in [0_u64, 1, 7, 400, 5_000, 5_001] {
                let (is, should) = (rising.to(n), ln_gamma(z + n as f64).less(ln_gamma(z)));
                for (is, should) in
                    [(is.value, should.value), (is.slope, should.slope), (is.bend, should.bend)]
                {
                    assert!(
                        (is - should).abs() <= 1e-11 * should.abs().max(1.0),
                        "{z} + {n}: {is} for {should}"
                    );
                }
            }
        }
    }
}
