//! The points of the sample: a programme that began most of a year ago, and its ledger by the rules of every payment.

use super::{
    chance::Chance,
    people::{Person, Purchase},
    store::Sample,
};
use crate::{
    Result,
    clinic::{self, LoyaltyRules, Write},
    records::loyalty::{self, EntryKind, Happened},
    values::Money,
};

/// The programme began so many days ago.
const BEGAN: i32 = 330;
/// Its points last so many days: some have expired by now.
const LASTS: i32 = 300;

/// The rules: those of the clinic where it has a programme, else a programme begins.
pub(super) fn rules(w: &Write<'_>) -> Result<LoyaltyRules> {
    let mut settings = (*w.settings).clone();
    if settings.loyalty.started_on.is_none() {
        settings.loyalty.started_on = Some(w.today.plus(-BEGAN));
        settings.loyalty.expiry_days = LASTS;
        clinic::settings_store(w, &settings)?;
    }
    Ok(settings.loyalty)
}

/// Adds an owner's ledger.
pub(super) fn add(sample: &mut Sample<'_>, chance: &mut Chance, person: &Person) -> Result<()> {
    let mut happened = Vec::new();
    let since = person.purchases.iter().map(|purchase| purchase.total_cents - purchase.refunded_cents);
    let before = (person.spent_cents - since.sum::<i64>()).max(0) / 1_000;
    let start = sample.loyalty_rules.started_on.unwrap_or(sample.today);
    if before > 20 && chance.happens(0.06) {
        happened.push((start, Happened::Opening(chance.between(before / 20, before / 8))));
    }
    let mut earned = 0;
    for purchase in &person.purchases {
        let key = purchase.key();
        happened
            .push((purchase.paid_on, Happened::Paid(key.clone(), Money::from_cents(purchase.total_cents))));
        earned += purchase.total_cents / 1_000;
        if purchase.refunded_cents > 0 {
            let on = purchase.paid_on.plus(chance.days(0, 12)).min(sample.today);
            let left = purchase.total_cents - purchase.refunded_cents;
            happened.push((on, Happened::Returned(key, Money::from_cents(left))));
        } else if earned > 100 && chance.happens(0.09) {
            let on = purchase.paid_on.plus(chance.days(0, 20)).min(sample.today);
            happened.push((on, Happened::Redeemed(chance.between(4, earned / 25 + 4) * 10)));
        }
    }
    let first = sample.loyalty.next_id();
    for entry in loyalty::ledger(happened, &sample.loyalty_rules, sample.today) {
        let purchase = person.purchases.iter().find(|one| entry.purchase.as_ref() == Some(&one.key()));
        let row = |is_order| purchase.filter(|one| one.is_order == is_order).map(|one| one.row);
        let description = match (entry.kind, purchase) {
            (EntryKind::Earn | EntryKind::Reverse, Some(purchase)) => purchase.number.as_str(),
            (EntryKind::Opening, _) => "Saldo inicial",
            (EntryKind::Redeem, _) => {
                chance.pick(&["Descuento en consulta", "Bolsa de premios", "Baño de regalo"])
            }
            _ => "",
        };
        let at = match entry.kind {
            EntryKind::Expire => sample.at(entry.on, 0),
            _ if entry.on == sample.today => sample.morning,
            _ => sample.at(entry.on, 12 * 60),
        };
        let is_of_staff = entry.kind != EntryKind::Expire;
        let staff = is_of_staff.then(|| chance.pick(&sample.catalog.staff));
        let reverses = entry.reverses.and_then(|place| i64::try_from(place).ok()).map(|place| first + place);
        sample.loyalty.add(&[
            &person.id,
            &entry.kind.as_str(),
            &entry.points,
            &description,
            &row(true),
            &row(false),
            &reverses,
            &staff,
            &at,
            &entry.on,
            &entry.purchase,
            &entry.due,
            &entry.due.map(|_| sample.loyalty_rules.amount_per_point),
            &entry.shortfall,
        ])?;
    }
    Ok(())
}

impl super::people::Purchase {
    /// What the ledger knows it by.
    fn key(&self) -> String {
        let kind = if self.is_order { "order" } else { "invoice" };
        format!("{kind}/{}", self.external_id)
    }
}

/// Notes what was paid, where the programme counts it.
pub(super) fn note(sample: &Sample<'_>, person: &mut Person, paid: Purchase) {
    if sample.loyalty_rules.runs_on(paid.paid_on) {
        person.purchases.push(paid);
    }
}
