//! The models on the clinic's own owners: fitted beside all other work, kept with their day, and asked for every
//! owner's outlook.

use super::{
    Buying, Customer, Fit, HoldOut, Spending, fit_all,
    hold_out::{self, HOLD_OUT_DAYS},
    store,
};
use crate::{
    Clinic, Result,
    analysis::metrics::{Facts, Outcome, each_owner_buying},
    clinic::{Actor, Progress, Read, View},
    values::{Day, Instant, Money, text_enum},
};
use serde::{Deserialize, Serialize};

text_enum! {
    /// What the models of the clinic are fitted on.
    Basis {
        /// Days with a purchase.
        Purchases = "purchases",
        /// Days with a completed visit.
        Visits = "visits",
    }
}

text_enum! {
    /// Whether the models speak.
    FitVerdict {
        /// They do.
        Speaks = "speaks",
        /// Too few owners came back for a model: the cadence rule speaks.
        TooFew = "too_few",
        /// No parameters are the likeliest: the cadence rule speaks.
        NotConverged = "not_converged",
    }
}

/// Owners with a repeat, from which on a model speaks.
pub(super) const REPEATERS: u32 = 200;

/// Days after which the models are fitted anew whatever happened.
const FRESH_DAYS: i32 = 7;

/// Purchases since are many when they are this share of all; a few never are.
const MANY: (i64, i64) = (50, 20);

/// The models as they were fitted on the clinic's owners.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ClinicFit {
    /// On what.
    pub basis: Basis,
    /// The day that it holds for.
    pub fitted_on: Day,
    /// When.
    pub fitted_at: Instant,
    /// Whether they speak.
    pub verdict: FitVerdict,
    /// Owners with a purchase (or visit).
    pub owners: u32,
    /// Of those, with a repeat.
    pub repeaters: u32,
    /// Repeaters from which on a model speaks.
    pub needed: u32,
    /// Purchases (or visits) of all of them, a day once.
    pub events: u32,
    /// The models.
    pub fit: Fit,
    /// What they would have said half a year ago, and what came of it.
    pub hold_out: Option<HoldOut>,
}

/// The models that speak of the clinic's owners.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speaker {
    /// What they were fitted on.
    pub basis: Basis,
    /// The likelier model of buying.
    pub buying: Buying,
    /// What a purchase brings.
    pub spending: Option<Spending>,
}

impl Speaker {
    /// What a purchase of this customer is expected to bring.
    pub fn amount(&self, customer: &Customer) -> Option<f64> {
        let repeats = if customer.mean_amount.is_some() { customer.history.repeats } else { 0 };
        self.spending?.amount(repeats, customer.mean_amount.unwrap_or(0.0))
    }
}

/// How fresh the kept models have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// As of today and of the last change.
    Exact,
    /// A week old, or missing some purchases, will do.
    Enough,
}

/// The days on which an owner bought (or came), rising, with what was spent on each.
type Events = Vec<(Day, Money)>;

fn events(facts: &Facts, basis: Basis, today: Day) -> (Events, Money) {
    let mut events: Events = Vec::new();
    let mut add = |day: Day, net: Money| match events.last_mut() {
        _ if day > today => {}
        Some(last) if last.0 == day => last.1 += net,
        _ => events.push((day, net)),
    };
    let purchases = facts.purchases.iter();
    match basis {
        Basis::Purchases => purchases.clone().for_each(|purchase| add(purchase.day, purchase.net)),
        Basis::Visits => {
            let completed = facts.appointments.iter().filter(|a| a.outcome == Outcome::Completed);
            completed.for_each(|appointment| add(appointment.day, Money::ZERO));
        }
    }
    (events, purchases.filter(|purchase| purchase.day <= today).map(|purchase| purchase.net).sum())
}

/// An owner on a day, as [`crate::metrics::Figures::customer`] has them today.
fn customer(events: &[(Day, Money)], spent: Money, basis: Basis, day: Day) -> Option<Customer> {
    let (&(first, first_spent), &(last, _)) = (events.first()?, events.last()?);
    let days = i64::try_from(events.len()).unwrap_or(i64::MAX);
    let later = match basis {
        Basis::Purchases => (events.iter().map(|(_, net)| *net).sum::<Money>() - first_spent, days - 1),
        Basis::Visits => (spent, days),
    };
    Some(Customer::of_days(first, last, days, later, day))
}

/// Fits the models on what the owners did up to today: one pass over their purchases. Keeps nothing.
///
/// # Errors
/// What the database says.
pub fn fit(r: &Read, basis: Basis) -> Result<ClinicFit> {
    let cut = r.today.plus(-HOLD_OUT_DAYS);
    let (mut customers, mut earlier, mut all) = (Vec::new(), Vec::new(), 0_usize);
    each_owner_buying(r, |_, facts| {
        let (events, spent) = events(facts, basis, r.today);
        all += events.len();
        customers.extend(customer(&events, spent, basis, r.today));
        let before = events.partition_point(|(day, _)| *day <= cut);
        let (before, after) = events.split_at(before);
        if let Some(customer) = customer(before, spent, basis, cut) {
            earlier.push((customer, u32::try_from(after.len()).unwrap_or(u32::MAX)));
        }
        Ok(())
    })?;
    let repeaters = repeaters(customers.iter());
    let fit = if repeaters < REPEATERS { Fit::default() } else { fit_all(&customers) };
    let verdict = match fit.likelier() {
        _ if repeaters < REPEATERS => FitVerdict::TooFew,
        None => FitVerdict::NotConverged,
        Some(_) => FitVerdict::Speaks,
    };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(ClinicFit {
        basis,
        fitted_on: r.today,
        fitted_at: r.now,
        verdict,
        owners: count(customers.len()),
        repeaters,
        needed: REPEATERS,
        events: count(all),
        fit,
        hold_out: hold_out::check(&earlier, cut, r.today),
    })
}

/// Customers with a repeat.
pub(super) fn repeaters<'c>(customers: impl Iterator<Item = &'c Customer>) -> u32 {
    u32::try_from(customers.filter(|customer| customer.history.repeats > 0).count()).unwrap_or(u32::MAX)
}

/// The basis that the settings choose.
fn chosen(r: &Read) -> Basis {
    Basis::parse(&r.settings.model_basis).unwrap_or(Basis::Purchases)
}

/// The models as they were fitted last, on what the settings choose.
///
/// # Errors
/// What the database says.
pub fn kept(r: &Read) -> Result<Option<ClinicFit>> {
    store::fit(r.conn(), chosen(r))
}

/// The models that speak, if they do.
///
/// # Errors
/// What the database says.
pub fn speaker(r: &Read) -> Result<Option<Speaker>> {
    let Some(kept) = kept(r)?.filter(|kept| kept.verdict == FitVerdict::Speaks) else { return Ok(None) };
    let buying = kept.fit.likelier().map(|fitted| fitted.parameters);
    let spending = kept.fit.gamma_gamma.map(|fitted| fitted.parameters);
    Ok(buying.map(|buying| Speaker { basis: kept.basis, buying, spending }))
}

/// Fits the models anew where the kept ones are not fresh enough, and keeps them. Returns whether it did. The fit reads
/// beside all other work; only keeping it waits for other writes. Run it off the screen's thread.
///
/// # Errors
/// `cancelled`, and what the database says.
pub fn refresh(clinic: &Clinic, actor: &Actor, freshness: Freshness, progress: &Progress) -> Result<bool> {
    let Some((fitted, change)) = fitted_anew(clinic, actor, freshness, progress)? else { return Ok(false) };
    clinic.write_aside(actor, |r| store::keep(r.conn(), &fitted, change))?;
    Ok(true)
}

/// As [`refresh`] to the day and the last change, for a clinic that only reads: the fit is for this process alone.
///
/// # Errors
/// `cancelled`, and what the database says.
pub fn look_fresh(clinic: &Clinic, actor: &Actor, progress: &Progress) -> Result<bool> {
    let fitted = fitted_anew(clinic, actor, Freshness::Exact, progress)?;
    let Some((fitted, change)) = fitted else { return Ok(false) };
    clinic.put_apart(&["model_fits"], move |r| store::keep(r.conn(), &fitted, change));
    Ok(true)
}

/// A fit, where the kept one is not fresh enough, with the change that it is of.
fn fitted_anew(
    clinic: &Clinic,
    actor: &Actor,
    freshness: Freshness,
    progress: &Progress,
) -> Result<Option<(ClinicFit, i64)>> {
    clinic.read(actor, View::Records, |r| {
        let basis = chosen(r);
        let state = store::state(r.conn(), basis)?;
        let is_fresh = |state: &store::State| match freshness {
            Freshness::Exact => state.fitted_on == r.today && state.last_change == state.change_now,
            Freshness::Enough => {
                let age = r.today.since(state.fitted_on);
                let since = (state.events_now - state.events).abs();
                (0..FRESH_DAYS).contains(&age) && since <= (state.events / MANY.0).max(MANY.1)
            }
        };
        if state.as_ref().is_some_and(is_fresh) {
            return Ok(None);
        }
        progress.step("progress.model", 0, 0)?;
        let change = store::last_change(r.conn())?;
        Ok(Some((fit(r, basis)?, change)))
    })
}
