//! Everything about one owner that criteria may ask for.

use super::store;
use crate::{
    Error, Result,
    analysis::metrics::{self, OwnerFigures},
    clinic::Read,
    records::{
        consents::{self, Consents},
        owners::{self, Owner},
    },
    values::{Day, OwnerId},
};

/// One owner, as the rules see her.
#[derive(Debug, Clone, PartialEq)]
pub struct Traits {
    /// The record.
    pub owner: Owner,
    /// The figures of today.
    pub figures: OwnerFigures,
    /// The names of the tags.
    pub tags: Vec<String>,
    /// The pets on record.
    pub pets: Vec<PetTraits>,
    /// The entries of the ledger.
    pub points: Vec<PointsTraits>,
    /// What was agreed to.
    pub consents: Consents,
    /// What was bought up to today.
    pub bought: Vec<ItemTraits>,
    /// The ratings given, with their days.
    pub ratings: Vec<(i64, Day)>,
}

/// A pet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PetTraits {
    /// Its species.
    pub species: String,
    /// Whether it lives and is still here.
    pub is_here: bool,
    /// Its vaccinations.
    pub vaccinations: Vec<VaccinationTraits>,
}

/// A vaccination that was given, or is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VaccinationTraits {
    /// Against what.
    pub vaccine: String,
    /// The day it was given.
    pub given_on: Option<Day>,
    /// The day it falls due.
    pub due_on: Option<Day>,
}

/// An entry of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointsTraits {
    /// `earn`, `redeem` …
    pub kind: String,
    /// More or fewer.
    pub points: i64,
    /// Its day.
    pub day: Day,
}

/// Something bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemTraits {
    /// The product's name.
    pub name: String,
    /// Its number in stock.
    pub sku: String,
    /// Its category.
    pub category: Option<String>,
    /// The day of the purchase.
    pub day: Day,
}

impl Traits {
    /// Of an owner.
    ///
    /// # Errors
    /// `not_found` without the owner.
    pub fn of(read: &Read<'_>, id: OwnerId) -> Result<Self> {
        let owner = owners::get(read, id)?;
        let skus = store::traits::skus(read.conn())?;
        let bought = metrics::bought(read, id)?.into_iter().map(|item| {
            let sku = skus.get(&item.product_id).cloned();
            let sku = sku.ok_or_else(|| Error::not_found("product"))?;
            Ok(ItemTraits { name: item.name, sku, category: item.category, day: item.bought_on })
        });
        Ok(Self {
            figures: metrics::of_owner(read, id)?,
            tags: store::traits::tags(read.conn(), id)?,
            pets: store::traits::pets(read.conn(), id)?,
            points: store::traits::points(read.conn(), id)?,
            consents: consents::state(read, id)?,
            bought: bought.collect::<Result<_>>()?,
            ratings: store::traits::ratings(read.conn(), id)?,
            owner,
        })
    }

    /// Whether she stays out of lists that lead to a contact.
    pub fn is_out(&self) -> bool {
        !self.owner.is_active || self.owner.blocked_at.is_some() || self.owner.anonymised_at.is_some()
    }
}
