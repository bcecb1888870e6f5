//! What customers spend on a purchase: Gamma-Gamma (Fader & Hardie 2013, The Gamma-Gamma Model of Monetary Value,
//! brucehardie.com/notes/025).
//!
//! Each purchase of a customer is Gamma(p, ν), ν over all customers Gamma(q, γ). Of a customer with x purchases of
//! m̄ on average (equation 1a)
//!
//! L = Γ(px+q) ⁄ (Γ(px) Γ(q)) · γ^q m̄^(px−1) x^(px) ⁄ (γ + x m̄)^(px+q).

use super::{
    buying::of_logs,
    gamma::ln_gamma,
    newton::{Place, lowest},
};
use serde::{Deserialize, Serialize};

/// The model's parameters.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Spending {
    /// Shape of a customer's amounts: the larger, the more they are alike.
    pub p: f64,
    /// Shape over the customers.
    pub q: f64,
    /// Scale over the customers, in units of money.
    pub gamma: f64,
}

impl Spending {
    /// The amount to expect of a purchase after `repeats` of `mean`: p (γ + x m̄) ÷ (px + q − 1), equation 5. `None`
    /// where the customers differ so much that there is no mean.
    pub fn amount(&self, repeats: u32, mean: f64) -> Option<f64> {
        let x = f64::from(repeats);
        let by = self.p * x + self.q - 1.0;
        (by > 0.0).then(|| self.p * (self.gamma + x * mean) / by).filter(|amount| amount.is_finite())
    }
}

/// What customers spent: their number of repeats and the mean amount of one.
#[derive(Debug, Clone, Default)]
pub(super) struct Amounts {
    /// By repeats: how many, how many customers, Σ ln m̄ of theirs, and the x m̄ of each.
    groups: Vec<Group>,
    pub(super) customers: f64,
    mean: f64,
}

#[derive(Debug, Clone, Default)]
struct Group {
    repeats: u32,
    customers: f64,
    logs: f64,
    /// x m̄ and how many customers have it.
    sums: Vec<(f64, f64)>,
}

impl Amounts {
    /// Of repeats and means; those without a repeat or an amount are left out.
    #[allow(clippy::cast_precision_loss, reason = "a count of customers is far below 2^53")]
    pub(super) fn of(spent: impl IntoIterator<Item = (u32, f64)>) -> Self {
        let counts = |(repeats, mean): &(u32, f64)| *repeats > 0 && *mean > 0.0 && mean.is_finite();
        let mut sorted: Vec<(u32, u64)> =
            spent.into_iter().filter(counts).map(|(repeats, mean)| (repeats, mean.to_bits())).collect();
        sorted.sort_unstable();
        let mut all = Self { customers: sorted.len() as f64, ..Self::default() };
        for same in sorted.chunk_by(|a, b| a.0 == b.0) {
            let mut group = Group::default();
            for alike in same.chunk_by(|a, b| a == b) {
                let Some(&(repeats, bits)) = alike.first() else { continue };
                let (mean, customers) = (f64::from_bits(bits), alike.len() as f64);
                group.repeats = repeats;
                group.customers += customers;
                group.logs += customers * mean.ln();
                group.sums.push((f64::from(repeats) * mean, customers));
                all.mean += mean * customers / sorted.len() as f64;
            }
            all.groups.push(group);
        }
        all
    }
}

/// Parameters are looked for between these factors (of 1; of the mean amount for γ).
const WITHIN: f64 = 1e5;

/// Where the search begins: p, q, and γ in mean amounts.
const STARTS: [[f64; 3]; 4] = [[5.0, 4.0, 0.5], [1.0, 3.0, 2.0], [20.0, 6.0, 0.2], [0.5, 1.5, 1.0]];

/// The parameters under which what was spent is likeliest, and its log-likelihood.
pub(super) fn fit(amounts: &Amounts) -> Option<(Spending, f64)> {
    if amounts.customers < 2.0 || !amounts.mean.is_finite() {
        return None;
    }
    let within = WITHIN.ln();
    let scale = amounts.mean.ln();
    let bounds = [(-within, within), (-within, within), (scale - within, scale + within)];
    let mut starts: Vec<([f64; 3], f64)> = STARTS
        .iter()
        .map(|&[p, q, gamma]| [p, q, gamma * amounts.mean].map(f64::ln))
        .map(|start| (start, at(amounts, &start).value))
        .filter(|(_, value)| value.is_finite())
        .collect();
    starts.sort_by(|one, other| one.1.total_cmp(&other.1));
    let found = starts.iter().find_map(|(start, _)| lowest(*start, &bounds, |logs| at(amounts, logs)));
    found.map(|(logs, place)| {
        let [p, q, gamma] = logs.map(f64::exp);
        (Spending { p, q, gamma }, -place.value * amounts.customers)
    })
}

/// Minus the log-likelihood of a customer on average, with its derivatives by the parameters' logarithms.
pub(super) fn at(amounts: &Amounts, logs: &[f64; 3]) -> Place<3> {
    let parameters @ [p, q, gamma] = logs.map(f64::exp);
    let whole = ln_gamma(q);
    let mut value = 0.0;
    let mut gradient = [0.0; 3];
    let mut bend = [[0.0; 3]; 3];
    for group in &amounts.groups {
        let x = f64::from(group.repeats);
        let (both, own) = (ln_gamma(p * x + q), ln_gamma(p * x));
        // Σ ln(γ + x m̄), Σ 1 ÷ (γ + x m̄) and Σ 1 ÷ (γ + x m̄)² over the group.
        let (mut ln, mut inverse, mut square) = (0.0, 0.0, 0.0);
        for &(spent, customers) in &group.sums {
            let by = (gamma + spent).recip();
            ln += customers * (gamma + spent).ln();
            inverse += customers * by;
            square += customers * by * by;
        }
        let n = group.customers;
        let shape = p * x + q;
        value += n * (both.value - own.value - whole.value + q * gamma.ln() + p * x * x.ln())
            + (p * x - 1.0) * group.logs
            - shape * ln;
        let by = [
            x * (n * (both.slope - own.slope + x.ln()) + group.logs - ln),
            n * (both.slope - whole.slope + gamma.ln()) - ln,
            n * q / gamma - shape * inverse,
        ];
        gradient.iter_mut().zip(by).for_each(|(sum, by)| *sum += by);
        let by = [
            [n * x * x * (both.bend - own.bend), n * x * both.bend, -x * inverse],
            [0.0, n * (both.bend - whole.bend), n / gamma - inverse],
            [0.0, 0.0, shape * square - n * q / (gamma * gamma)],
        ];
        bend.iter_mut().flatten().zip(by.iter().flatten()).for_each(|(sum, by)| *sum += by);
    }
    of_logs(value, gradient, bend, parameters, -1.0 / amounts.customers)
}
