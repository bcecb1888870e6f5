//! The purchases to expect of an active customer, for all arguments.
//!
//! Equation 10 of Fader, Hardie & Lee (2005) has, with ρ = r+x, u = t ÷ (α+T) and z = u ÷ (1+u),
//!
//! (a+β−1) ⁄ (a−1) · \[ 1 − (1−z)^ρ ₂F₁(ρ, β; a+β−1; z) \],
//!
//! which is 0 ÷ 0 at a = 1, loses its digits near it, and overflows for large ρ. Its series
//! ₂F₁ = Σ (ρ)ₙ (β)ₙ ⁄ ((a+β−1)ₙ n!) zⁿ, taken into the bracket by 1 = (1−z)^ρ Σ (ρ)ₙ ⁄ n! zⁿ, becomes
//!
//! Σₙ wₙ Σ_{k<n} sₖ, with wₙ = (1−z)^ρ (ρ)ₙ zⁿ ⁄ n! and sₖ = (β)ₖ ⁄ (a+β)ₖ,
//!
//! of positive terms alone: wₙ is the chance of n purchases by one who never leaves (a negative binomial), sₖ that
//! of having stayed through k of them. It takes as many terms as purchases are possible; where those are too many,
//! the integral that it is the series of is added up instead.

/// Terms of the series, beyond which the integral is quicker.
const TERMS: f64 = 20_000.0;

/// A sum is scaled down when it comes near the largest number.
const LARGE: f64 = 1e250;

/// Relative to what is summed, what a further term may add unseen.
const UNSEEN: f64 = 1e-17;

/// Expected purchases for ρ, u, a and β.
pub(super) fn purchases(rho: f64, u: f64, a: f64, stayed: f64) -> f64 {
    if u <= 0.0 {
        return 0.0;
    }
    // The mean of the negative binomial, many of its deviations, and its tail.
    let mean = rho * u;
    if mean + 10.0 * (mean * (1.0 + u)).sqrt() + 40.0 * (1.0 + u) < TERMS {
        series(rho, u, a, stayed)
    } else {
        integral(rho, u, a, stayed)
    }
}

fn series(rho: f64, u: f64, a: f64, stayed: f64) -> f64 {
    let z = u / (1.0 + u);
    // wₙ but for its constant factor, their sum, sₖ, Σ sₖ, and Σ wₙ Σ sₖ.
    let (mut weight, mut weights, mut stays, mut purchases, mut sum) = (1.0, 1.0, 1.0, 0.0, 0.0);
    let mut n = 0.0;
    loop {
        let ratio = z * (rho + n) / (n + 1.0);
        weight *= ratio;
        purchases += stays;
        stays *= (stayed + n) / (a + stayed + n);
        n += 1.0;
        weights += weight;
        sum += weight * purchases;
        // The ratio tends to z, so the rest is below a geometric series; purchases grow by one at most.
        let worst = f64::max(ratio, z);
        if ratio < 1.0 && weight * (purchases + 1.0 / (1.0 - worst)) < UNSEEN * sum * (1.0 - worst) {
            return sum / weights;
        }
        if weights > LARGE {
            (weight, weights, sum) = (weight / LARGE, weights / LARGE, sum / LARGE);
        }
    }
}

/// ∫ p^(a−2) q^(β−1) \[ 1 − (1+pu)^−ρ \] dp ÷ B(a, β) over the chance p = 1 − q to leave, by the trapezoidal rule in
/// ln(p ÷ q), where the integrand is smooth and falls off on both sides: its error vanishes with the step
/// faster than any power. B(a, β) is added up in the same way.
fn integral(rho: f64, u: f64, a: f64, stayed: f64) -> f64 {
    let whole = |v: f64| {
        let (ln_p, ln_q) = logistic(v);
        (a * ln_p + stayed * ln_q, a * ln_q.exp() - stayed * ln_p.exp())
    };
    let bought = |v: f64| {
        let (value, slope) = whole(v);
        let (ln_p, ln_q) = logistic(v);
        let (q, pu) = (ln_q.exp(), (ln_p + u.ln()).exp());
        let buys = -(-rho * pu.ln_1p()).exp_m1();
        // Where 1 − (1+pu)^−ρ is below the smallest number, it is ρpu.
        let (ln_buys, rises) = if buys > 0.0 {
            (buys.ln(), rho * pu * q / (1.0 + pu) * (1.0 - buys) / buys)
        } else {
            (rho.ln() + ln_p + u.ln(), q)
        };
        (value - ln_p + ln_buys, slope - q + rises)
    };
    // Further out both fall off as p^a and q^β do, to the last digit.
    let far = 45.0 + (rho * u).ln_1p() + rho.ln_1p() + a.ln_1p() + stayed.ln_1p();
    let (above, below) = (Hill::of(bought, far, a, stayed), Hill::of(whole, far, a, stayed));
    above.area * (above.top - below.top).exp() / below.area
}

/// ln p and ln q for v = ln(p ÷ q).
fn logistic(v: f64) -> (f64, f64) {
    let rest = (-v.abs()).exp().ln_1p();
    (v.min(0.0) - rest, -v.max(0.0) - rest)
}

/// The area under e^f, for f that rises to one top and falls after it.
struct Hill {
    /// f at its top.
    top: f64,
    /// The area ÷ e^top.
    area: f64,
}

impl Hill {
    /// `f` gives its value and slope. Beyond `far` on either side it falls by `left` and `right` a unit.
    fn of(f: impl Fn(f64) -> (f64, f64), far: f64, left: f64, right: f64) -> Self {
        let (mut low, mut high) = (-far, far);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if f(middle).1 > 0.0 { low = middle } else { high = middle }
        }
        let at = f64::midpoint(low, high);
        let top = f(at).0;
        // The width of the top, from its bend.
        let near = 1e-4;
        let bend = ((f(at - near).1 - f(at + near).1) / (2.0 * near)).max(1e-12);
        let step = f64::min(0.2, 0.5 / bend.sqrt());
        let side = |step: f64, falls: f64| {
            let (mut sum, mut v) = (0.0, at + step);
            loop {
                let term = (f(v).0 - top).exp();
                if term < UNSEEN || v.abs() > far {
                    return sum + term / -(-falls * step.abs()).exp_m1();
                }
                sum += term;
                v += step;
            }
        };
        Self { top, area: (1.0 + side(-step, left) + side(step, right)) * step }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_series_and_the_integral_agree(
            rho in 0.01..900.0_f64, u in 1e-3..12.0_f64, a in 0.02..40.0_f64, stayed in 0.05..900.0_f64,
        ) {
            let (one, other) = (series(rho, u, a, stayed), integral(rho, u, a, stayed));
            prop_assert!((one - other).abs() < 1e-10 * one, "{one} {other}");
            prop_assert!(one > 0.0 && one <= rho * u * (1.0 + 1e-12));
        }

        #[test]
        fn whatever_is_asked_the_answer_is_a_number(
            rho in -9.0..9.0_f64, u in -12.0..12.0_f64, a in -7.0..7.0_f64, stayed in -7.0..9.0_f64,
        ) {
            let [rho, u, a, stayed] = [rho, u, a, stayed].map(|power| 10_f64.powf(power));
            let expected = purchases(rho, u, a, stayed);
            prop_assert!(expected.is_finite() && expected >= 0.0, "{expected} of {rho} {u} {a} {stayed}");
            prop_assert!(expected <= rho * u * (1.0 + 1e-9), "{expected} of {rho} {u} {a} {stayed}");
        }
    }

    #[test]
    fn nothing_is_bought_in_no_time() {
        assert_eq!(purchases(0.243, 0.0, 0.793, 2.426), 0.0);
    }
}
