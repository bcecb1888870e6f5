//! The hold-out check: fitted on all but the last half year, what would the models have said of it?

use super::{
    BuyingModel, Customer, History,
    clinic::{REPEATERS, repeaters},
    fit_all,
};
use crate::values::Day;
use serde::{Deserialize, Serialize};

/// The last 26 weeks are held out.
pub(super) const HOLD_OUT_DAYS: i32 = 26 * 7;

/// Repeats from which each band of the check begins.
const BANDS: [u32; 6] = [0, 1, 2, 3, 5, 10];

/// Predicted beside what came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HoldOut {
    /// The model that was likelier then.
    pub model: BuyingModel,
    /// The first day held out.
    pub from: Day,
    /// The last.
    pub to: Day,
    /// Owners who had bought before.
    pub customers: u32,
    /// Purchases of theirs that it would have predicted.
    pub predicted: f64,
    /// Those that came, a day once.
    pub actual: u32,
    /// The same by the repeats that the owners had.
    pub bands: Vec<HoldOutBand>,
}

/// Owners with so many repeats.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct HoldOutBand {
    /// From this many.
    pub from: u32,
    /// To this many; open in the last band.
    pub to: Option<u32>,
    /// Owners.
    pub customers: u32,
    /// Purchases predicted.
    pub predicted: f64,
    /// Purchases that came.
    pub actual: u32,
}

/// Of customers as they stood when the period began, with their purchases in it. `None` where the model did not speak
/// then.
pub(super) fn check(earlier: &[(Customer, u32)], cut: Day, today: Day) -> Option<HoldOut> {
    if repeaters(earlier.iter().map(|(customer, _)| customer)) < REPEATERS {
        return None;
    }
    let histories: Vec<History> = earlier.iter().map(|(customer, _)| customer.history).collect();
    let alone: Vec<Customer> =
        histories.iter().map(|&history| Customer { history, mean_amount: None }).collect();
    let buying = fit_all(&alone).likelier()?.parameters;
    let weeks = f64::from(HOLD_OUT_DAYS) / 7.0;
    let ends = BANDS.iter().skip(1).map(|next| Some(next - 1)).chain([None]);
    let band = |(&from, to)| HoldOutBand { from, to, customers: 0, predicted: 0.0, actual: 0 };
    let mut bands: Vec<HoldOutBand> = BANDS.iter().zip(ends).map(band).collect();
    for (history, (_, came)) in histories.iter().zip(earlier) {
        let place = BANDS.partition_point(|from| *from <= history.repeats).saturating_sub(1);
        if let Some(band) = bands.get_mut(place) {
            band.customers += 1;
            band.predicted += buying.expected(history, weeks);
            band.actual += came;
        }
    }
    Some(HoldOut {
        model: buying.model,
        from: cut.plus(1),
        to: today,
        customers: bands.iter().map(|band| band.customers).sum(),
        predicted: bands.iter().map(|band| band.predicted).sum(),
        actual: bands.iter().map(|band| band.actual).sum(),
        bands,
    })
}
