//! Who is still active, and what will they spend: models of buying and of spending, fitted by maximum likelihood,
//! on any file of customers and on the clinic's own owners.

mod buying;
mod clinic;
mod expected;
mod file;
mod gamma;
mod history;
mod hold_out;
mod newton;
mod spending;
mod store;

pub use buying::{Buying, BuyingModel};
pub use clinic::{Basis, ClinicFit, FitVerdict, Freshness, Speaker, fit, kept, look_fresh, refresh, speaker};
pub use file::CustomerFile;
pub use history::History;
pub use hold_out::{HoldOut, HoldOutBand};
pub use spending::Spending;

use crate::values::{Day, Money};
use history::Histories;
use serde::{Deserialize, Serialize};
use spending::Amounts;

/// A model that was fitted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Fitted<M> {
    /// The model with its parameters.
    #[serde(flatten)]
    pub parameters: M,
    /// The log-likelihood of everything it was fitted on.
    pub log_likelihood: f64,
    /// Customers it was fitted on.
    pub customers: u32,
}

/// All models fitted on the same customers. One that did not converge is not there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Fit {
    /// Nobody leaves before the first repeat purchase.
    pub bg_nbd: Option<Fitted<Buying>>,
    /// One can leave after the first purchase.
    pub mbg_nbd: Option<Fitted<Buying>>,
    /// What a purchase brings.
    pub gamma_gamma: Option<Fitted<Spending>>,
}

impl Fit {
    /// The likelier of the two models of buying: the one that speaks.
    pub fn likelier(&self) -> Option<&Fitted<Buying>> {
        let both = self.bg_nbd.iter().chain(&self.mbg_nbd);
        both.max_by(|one, other| one.log_likelihood.total_cmp(&other.log_likelihood))
    }
}

/// A customer as the models see them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Customer {
    /// When they bought.
    pub history: History,
    /// The mean amount of a repeat purchase, where it is known.
    pub mean_amount: Option<f64>,
}

/// Days in a week: the clinic's models count in weeks.
const WEEK: f64 = 7.0;

/// Twelve months in weeks.
pub const YEAR: f64 = 365.0 / WEEK;

impl Customer {
    /// An owner who bought on so many days, in weeks. `spent` is what the repeats cost and how many they are.
    #[allow(clippy::cast_precision_loss, reason = "days and purchases are far below 2^53")]
    pub fn of_days(first: Day, last: Day, days: i64, (spent, times): (Money, i64), today: Day) -> Self {
        let weeks = |until: Day| f64::from(until.since(first)) / WEEK;
        let repeats = u32::try_from(days - 1).unwrap_or(0);
        let mean = (repeats > 0 && times > 0).then(|| spent.cents() as f64 / 100.0 / times as f64);
        Self {
            history: History { repeats, last: weeks(last), observed: weeks(today) },
            mean_amount: mean.filter(|mean| *mean > 0.0),
        }
    }
}

/// Fits all models. The two of buying are fitted at the same time.
pub fn fit_all(customers: &[Customer]) -> Fit {
    let histories = Histories::of(customers.iter().map(|customer| customer.history));
    let spent = |customer: &Customer| Some((customer.history.repeats, customer.mean_amount?));
    let fitted = |model| {
        let (parameters, log_likelihood) = buying::fit(model, &histories)?;
        Some(Fitted { parameters, log_likelihood, customers: count(histories.customers) })
    };
    let (bg_nbd, mbg_nbd, gamma_gamma) = std::thread::scope(|scope| {
        let aside = scope.spawn(|| {
            let amounts = Amounts::of(customers.iter().filter_map(spent));
            let spending = spending::fit(&amounts).map(|(parameters, log_likelihood)| Fitted {
                parameters,
                log_likelihood,
                customers: count(amounts.customers),
            });
            (fitted(BuyingModel::MbgNbd), spending)
        });
        let bg_nbd = fitted(BuyingModel::BgNbd);
        let (mbg_nbd, spending) = aside.join().unwrap_or((None, None));
        (bg_nbd, mbg_nbd, spending)
    });
    Fit { bg_nbd, mbg_nbd, gamma_gamma }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of customers")]
fn count(customers: f64) -> u32 {
    customers as u32
}

#[cfg(test)]
mod tests;
