//! How often customers buy and when they stop: BG/NBD and MBG/NBD.
//!
//! Both see a customer buy at random at a rate of their own, Gamma(r, α) over all customers, and leave for good
//! after a purchase with a chance of their own, Beta(a, b) over all customers. In BG/NBD (Fader, Hardie & Lee
//! 2005, "Counting Your Customers" the Easy Way: An Alternative to the Pareto/NBD Model, Marketing Science 24:2)
//! one can leave after a repeat purchase; in MBG/NBD (Batislam, Denizel & Filiztekin 2007, Empirical validation
//! and comparison of models for customer base analysis, IJRM 24:3) after the first one too. That is one more
//! chance to have stayed, so with β = b + x in the one and β = b + x + 1 in the other both are one formula:
//!
//! L = Γ(r+x) αʳ ⁄ Γ(r) · B(a, β) ⁄ B(a, b) · \[ (α+T)^−(r+x) + δ · a ⁄ (β−1) · (α+t_x)^−(r+x) \]
//!
//! (2005: equation 6, δ = 1 for x > 0; 2007: equation 4, δ = 1 always).

use super::{
    History, expected,
    gamma::{Curve, Rising},
    history::Histories,
    newton::{Place, lowest},
};
use crate::values::text_enum;
use serde::{Deserialize, Serialize};

text_enum! {
    /// Which of the two.
    BuyingModel {
        /// Nobody leaves before the first repeat purchase.
        BgNbd = "bg_nbd",
        /// One can leave after the first purchase.
        MbgNbd = "mbg_nbd",
    }
}

/// A model with its parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Buying {
    /// Which model.
    pub model: BuyingModel,
    /// Shape of the rates: the smaller, the more they differ.
    pub r: f64,
    /// Scale of the rates, in units of time: r ÷ α is the mean rate.
    pub alpha: f64,
    /// The chances to leave: a ÷ (a + b) is their mean.
    pub a: f64,
    /// See `a`.
    pub b: f64,
}

impl Buying {
    fn of(model: BuyingModel, [r, alpha, a, b]: [f64; 4]) -> Self {
        Self { model, r, alpha, a, b }
    }

    /// β: b and how often the customer stayed.
    fn stayed(&self, repeats: u32) -> f64 {
        self.b + f64::from(repeats) + if self.model == BuyingModel::MbgNbd { 1.0 } else { 0.0 }
    }

    /// Whether a customer with so many repeats had a chance to leave.
    fn can_have_left(&self, repeats: u32) -> bool {
        repeats > 0 || self.model == BuyingModel::MbgNbd
    }

    /// The chance that the customer is still active: 1 ÷ (1 + δ · a ⁄ (β−1) · ((α+T) ⁄ (α+t_x))^(r+x)); 2005: the
    /// denominator of equation 10; 2007: equation 9.
    pub fn active(&self, history: &History) -> f64 {
        if !self.can_have_left(history.repeats) {
            return 1.0;
        }
        let silent = (history.observed - history.last).max(0.0) / (self.alpha + history.last);
        let odds = (self.a / (self.stayed(history.repeats) - 1.0)).ln()
            + (self.r + f64::from(history.repeats)) * silent.ln_1p();
        if odds > 0.0 { (-odds).exp() / (1.0 + (-odds).exp()) } else { 1.0 / (1.0 + odds.exp()) }
    }

    /// The purchases to expect in the next `time` of a customer who is active; 2005: the numerator of equation 10.
    pub fn expected_if_active(&self, history: &History, time: f64) -> f64 {
        let shape = self.r + f64::from(history.repeats);
        expected::purchases(
            shape,
            time / (self.alpha + history.observed),
            self.a,
            self.stayed(history.repeats),
        )
    }

    /// Never fewer than [`Self::expected_if_active`]: the purchases of one who does not leave.
    pub fn at_most_if_active(&self, history: &History, time: f64) -> f64 {
        (self.r + f64::from(history.repeats)) * time / (self.alpha + history.observed)
    }

    /// The purchases to expect in the next `time`; 2005: equation 10; 2007: equation 10.
    pub fn expected(&self, history: &History, time: f64) -> f64 {
        self.active(history) * self.expected_if_active(history, time)
    }

    /// The chance of having left ÷ the chance of being active, but for the times, in logarithms; and 1 ÷ (β−1).
    fn odds(&self, repeats: u32) -> (f64, f64) {
        if self.can_have_left(repeats) {
            let stayed = self.stayed(repeats) - 1.0;
            ((self.a / stayed).ln(), stayed.recip())
        } else {
            (f64::NEG_INFINITY, 0.0)
        }
    }
}

/// Parameters are looked for between these factors (of 1; of the mean time observed for α): beyond them the
/// data do not tell, and the search has run away.
const WITHIN: f64 = 1e5;

/// Where the search begins: r, α in mean times observed, a, b.
const STARTS: [[f64; 4]; 5] = [
    [0.5, 0.3, 0.8, 2.0],
    [1.5, 0.3, 0.5, 3.0],
    [0.2, 0.05, 0.5, 1.0],
    [5.0, 1.0, 0.2, 4.0],
    [0.8, 1.5, 2.0, 2.0],
];

/// The parameters under which what was seen is likeliest, and its log-likelihood. `None` without a repeat, or
/// where no parameters are.
pub(super) fn fit(model: BuyingModel, histories: &Histories) -> Option<(Buying, f64)> {
    let span = histories.mean_observed();
    if histories.repeaters() < 1.0 || !span.is_finite() || span <= 0.0 {
        return None;
    }
    let (mut evaluation, few) = (Evaluation::new(model, histories), histories.few());
    let mut roughly = Evaluation::new(model, &few);
    let within = WITHIN.ln();
    let bounds =
        [(-within, within), (span.ln() - within, span.ln() + within), (-within, within), (-within, within)];
    let mut starts: Vec<([f64; 4], f64)> = STARTS
        .iter()
        .map(|&[r, alpha, a, b]| [r, alpha * span, a, b].map(f64::ln))
        .map(|start| (start, roughly.at(&start).value))
        .filter(|(_, value)| value.is_finite())
        .collect();
    starts.sort_by(|one, other| one.1.total_cmp(&other.1));
    let found = starts.iter().find_map(|(start, _)| lowest(*start, &bounds, |at| evaluation.at(at)));
    found.map(|(at, place)| (Buying::of(model, at.map(f64::exp)), -place.value * histories.customers))
}

/// A product is taken for its logarithm when it comes near the largest number.
const LARGE: f64 = 1e300;

/// The terms of a history that depend on its repeats alone.
#[derive(Debug, Clone, Copy)]
struct Term {
    shape: f64,
    odds: f64,
    inverse: f64,
}

/// Minus the log-likelihood of a customer on average, with its derivatives by the parameters' logarithms. Keeps
/// its memory between the places it is asked for.
pub(super) struct Evaluation<'h> {
    model: BuyingModel,
    histories: &'h Histories,
    /// ln(α + time) and 1 ÷ (α + time), by time.
    times: Vec<(f64, f64)>,
    terms: Vec<Term>,
}

impl<'h> Evaluation<'h> {
    pub(super) fn new(model: BuyingModel, histories: &'h Histories) -> Self {
        Self { model, histories, times: Vec::new(), terms: Vec::new() }
    }

    pub(super) fn at(&mut self, logs: &[f64; 4]) -> Place<4> {
        let buying = Buying::of(self.model, logs.map(f64::exp));
        let mut sum = self.by_repeats(&buying);
        self.by_times(&buying, &mut sum);
        sum.of_logs(&buying, -1.0 / self.histories.customers)
    }

    /// What depends on the numbers of repeats alone, each taken once; and the terms that the times meet.
    fn by_repeats(&mut self, buying: &Buying) -> Sum {
        let Buying { r, alpha, a, b, .. } = *buying;
        let mut sum = Sum::default();
        let (mut rates, mut stays, mut chances) = (Rising::from(r), Rising::from(b), Rising::from(a + b));
        // B(a, β) ⁄ B(a, b) = Γ(a+b) Γ(β) ⁄ (Γ(b) Γ(a+β)).
        let more = if buying.model == BuyingModel::MbgNbd { 1 } else { 0 };
        let scale = Curve { value: r * alpha.ln(), slope: alpha.ln(), bend: 0.0 };
        self.terms.clear();
        for (&repeats, &customers) in self.histories.repeats.iter().zip(&self.histories.with_repeats) {
            let x = u64::from(repeats);
            let (rate, stay, chance) = (rates.to(x), stays.to(x + more), chances.to(x + more));
            sum.value += customers * (rate.value + scale.value + stay.value - chance.value);
            sum.gradient(
                customers,
                [rate.slope + scale.slope, r / alpha, -chance.slope, stay.slope - chance.slope],
            );
            sum.bend(
                customers,
                [
                    [rate.bend, 1.0 / alpha, 0.0, 0.0],
                    [0.0, -r / (alpha * alpha), 0.0, 0.0],
                    [0.0, 0.0, -chance.bend, -chance.bend],
                    [0.0, 0.0, 0.0, stay.bend - chance.bend],
                ],
            );
            let (odds, inverse) = buying.odds(repeats);
            self.terms.push(Term { shape: r + f64::from(repeats), odds, inverse });
        }
        self.times.clear();
        let of_time = |time: &f64| ((alpha + time).ln(), (alpha + time).recip());
        self.times.extend(self.histories.times.iter().map(of_time));
        sum
    }

    /// ln \[ (α+T)^−(r+x) + odds · (α+t_x)^−(r+x) \] for each row, the greater power outside the logarithm.
    fn by_times(&self, buying: &Buying, sum: &mut Sum) {
        let by_a = buying.a.recip();
        // Σ ln(1 + ratio) as the logarithm of a product, which is taken before it outgrows a number.
        let mut product = 1.0;
        for row in &self.histories.rows {
            let (Some(term), Some(&(ln_last, last)), Some(&(ln_observed, observed))) =
                (self.terms.get(row.repeats), self.times.get(row.last), self.times.get(row.observed))
            else {
                continue;
            };
            let shape = term.shape;
            // How much likelier gone than active, in logarithms, and its derivatives.
            let gone = term.odds + shape * (ln_observed - ln_last);
            let ratio = (-gone.abs()).exp();
            let share = if gone > 0.0 { 1.0 / (1.0 + ratio) } else { ratio / (1.0 + ratio) };
            sum.value += row.customers * (gone.max(0.0) - shape * ln_observed);
            if row.customers > 1.0 {
                sum.value += row.customers * ratio.ln_1p();
            } else {
                product *= 1.0 + ratio;
                if product > LARGE {
                    sum.value += f64::ln(product);
                    product = 1.0;
                }
            }
            let by = [ln_observed - ln_last, shape * (observed - last), by_a, -term.inverse];
            sum.gradient(
                row.customers,
                [by[0] * share - ln_observed, by[1] * share - shape * observed, by[2] * share, by[3] * share],
            );
            let mixed = share * (1.0 - share);
            let [d_r, d_alpha, d_a, d_b] = by;
            sum.bend(
                row.customers,
                [
                    [
                        mixed * d_r * d_r,
                        mixed * d_r * d_alpha + share * (observed - last) - observed,
                        mixed * d_r * d_a,
                        mixed * d_r * d_b,
                    ],
                    [
                        0.0,
                        mixed * d_alpha * d_alpha
                            + shape * (observed * observed - share * (observed * observed - last * last)),
                        mixed * d_alpha * d_a,
                        mixed * d_alpha * d_b,
                    ],
                    [0.0, 0.0, mixed * d_a * d_a - share * d_a * d_a, mixed * d_a * d_b],
                    [0.0, 0.0, 0.0, mixed * d_b * d_b + share * d_b * d_b],
                ],
            );
        }
        sum.value += product.ln();
    }
}

/// A sum over customers, with its derivatives by r, α, a and b (the matrix above its diagonal).
#[derive(Debug, Default)]
struct Sum {
    value: f64,
    gradient: [f64; 4],
    bend: [[f64; 4]; 4],
}

impl Sum {
    fn gradient(&mut self, customers: f64, by: [f64; 4]) {
        self.gradient.iter_mut().zip(by).for_each(|(sum, by)| *sum += customers * by);
    }

    fn bend(&mut self, customers: f64, by: [[f64; 4]; 4]) {
        self.bend.iter_mut().flatten().zip(by.iter().flatten()).for_each(|(sum, by)| *sum += customers * by);
    }

    fn of_logs(&self, buying: &Buying, weight: f64) -> Place<4> {
        of_logs(self.value, self.gradient, self.bend, [buying.r, buying.alpha, buying.a, buying.b], weight)
    }
}

/// The same function of the parameters' logarithms, weighed: ∂f ⁄ ∂ln θ = θ ∂f ⁄ ∂θ. `bend` is above its diagonal.
#[allow(
    clippy::indexing_slicing,
    clippy::needless_range_loop,
    reason = "written as in the books; every index runs to N"
)]
pub(super) fn of_logs<const N: usize>(
    value: f64,
    gradient: [f64; N],
    bend: [[f64; N]; N],
    parameters: [f64; N],
    weight: f64,
) -> Place<N> {
    let mut place = Place { value: value * weight, gradient: [0.0; N], bend: [[0.0; N]; N] };
    for i in 0..N {
        place.gradient[i] = weight * gradient[i] * parameters[i];
        for j in i..N {
            let both = weight * bend[i][j] * parameters[i] * parameters[j];
            place.bend[i][j] = both;
            place.bend[j][i] = both;
        }
        place.bend[i][i] += place.gradient[i];
    }
    place
}

#[cfg(test)]
mod tests;
