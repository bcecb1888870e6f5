//! The list of owners: filters, an order, and one page after the other.

mod conditions;
mod export;
mod store;
mod text;

pub use export::{OwnerColumn, OwnersExport, export};
pub(in crate::records) use store::Name;

use super::{AcquisitionSource, OwnerKind};
use crate::{
    Error, Result,
    clinic::Read,
    values::{ChurnRisk, Day, ExternalId, Instant, Lifecycle, Money, OwnerId, TagId, Tier, text_enum},
};
use serde::{Deserialize, Serialize};

/// The longest page.
const MAX_PAGE: u32 = 1_000;

text_enum! {
    /// Which owners a list holds.
    ActiveFilter {
        /// Those that are not deactivated.
        Active = "active",
        /// The deactivated ones.
        Inactive = "inactive",
        /// Both.
        All = "all",
    }
}

text_enum! {
    /// What a list is sorted by. Owners without a value stand last, whichever way it runs.
    OwnerSort {
        /// The name on the screen, accents ignored.
        Name = "name",
        /// The day of the last visit.
        LastVisit = "last_visit",
        /// Days without a visit.
        Days = "days",
        /// Money spent.
        Spent = "spent",
        /// When the owner was added.
        Created = "created",
    }
}

text_enum! {
    /// Which way a list runs.
    Direction {
        /// From small to large.
        Ascending = "ascending",
        /// From large to small.
        Descending = "descending",
    }
}

/// What an owner must meet to be listed; everything given must hold, and of a list any one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OwnerFilters {
    /// Deactivated or not.
    pub active: ActiveFilter,
    /// Words that each are part of what the search finds an owner by: a name (a contact's and a pet's too), a phone, the
    /// e-mail, a chip. Accents are ignored, and what is no letter or digit counts in an address only.
    pub text: Option<String>,
    /// In any of these cities.
    pub cities: Vec<String>,
    /// With any of these tags.
    pub tags: Vec<TagId>,
    /// With a living pet of any of these species.
    pub species: Vec<String>,
    /// Of any of these tiers.
    pub tiers: Vec<Tier>,
    /// In any of these stages.
    pub lifecycles: Vec<Lifecycle>,
    /// Of any of these risks.
    pub risks: Vec<ChurnRisk>,
    /// Having come by any of these ways.
    pub sources: Vec<AcquisitionSource>,
    /// Having spent this or more.
    pub spent_min: Option<Money>,
    /// Having spent this or less.
    pub spent_max: Option<Money>,
    /// This many days without a visit, or more. Who never came is in neither.
    pub days_min: Option<i32>,
    /// This many days without a visit, or fewer.
    pub days_max: Option<i32>,
}

impl Default for OwnerFilters {
    fn default() -> Self {
        Self {
            active: ActiveFilter::Active,
            text: None,
            cities: Vec::new(),
            tags: Vec::new(),
            species: Vec::new(),
            tiers: Vec::new(),
            lifecycles: Vec::new(),
            risks: Vec::new(),
            sources: Vec::new(),
            spent_min: None,
            spent_max: None,
            days_min: None,
            days_max: None,
        }
    }
}

impl OwnerFilters {
    const fn has_spent(&self) -> bool {
        self.spent_min.is_some() || self.spent_max.is_some()
    }

    const fn has_days(&self) -> bool {
        self.days_min.is_some() || self.days_max.is_some()
    }
}

/// A page that is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct OwnersQuery {
    /// Who is listed.
    pub filters: OwnerFilters,
    /// By what it is sorted.
    pub sort: OwnerSort,
    /// Which way.
    pub direction: Direction,
    /// Where the page before ended; none for the first.
    pub cursor: Option<String>,
    /// How many lines, at most 1,000.
    pub limit: u32,
}

impl Default for OwnersQuery {
    fn default() -> Self {
        Self {
            filters: OwnerFilters::default(),
            sort: OwnerSort::Name,
            direction: Direction::Ascending,
            cursor: None,
            limit: 100,
        }
    }
}

/// A page of owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnersPage {
    /// The lines.
    pub rows: Vec<OwnerRow>,
    /// Where the next page begins; none after the last.
    pub next: Option<String>,
}

/// An owner as one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerRow {
    /// The owner.
    pub id: OwnerId,
    /// The id that the owner keeps over exports and imports.
    pub external_id: ExternalId,
    /// The name on the screen.
    pub name: String,
    /// A person or a company.
    pub kind: OwnerKind,
    /// Pets that live and are still here.
    pub pets: Vec<OwnerPet>,
    /// Tags.
    pub tags: Vec<OwnerTag>,
    /// The day of the last visit.
    pub last_visit_on: Option<Day>,
    /// Days since then.
    pub days_since_visit: Option<i32>,
    /// Money spent to date.
    pub spent_cents: Money,
    /// The risk of leaving.
    pub risk: ChurnRisk,
    /// The stage.
    pub lifecycle: Lifecycle,
    /// The tier.
    pub tier: Tier,
    /// The telephone as typed.
    pub phone: Option<String>,
    /// The same in E.164.
    pub phone_e164: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// False when deactivated.
    pub is_active: bool,
    /// When added.
    pub created_at: Instant,
}

/// A pet in an owner's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerPet {
    /// Its name.
    pub name: String,
    /// Its species.
    pub species: String,
}

/// A tag on an owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerTag {
    /// The tag.
    pub id: TagId,
    /// Its name.
    pub name: String,
    /// Its colour, `#rrggbb`.
    pub colour: String,
}

/// Sums over a list, or over a selection of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerTotals {
    /// How many owners.
    pub count: u32,
    /// What they spent together.
    pub spent_cents: Money,
    /// What each of them spent on average; none of nobody.
    pub average_spent_cents: Option<Money>,
    /// Fewest days without a visit among those who came.
    pub days_min: Option<i32>,
    /// Most days.
    pub days_max: Option<i32>,
}

/// What the filter menus offer: what occurs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Facets {
    /// Cities by name, with their owners.
    pub cities: Vec<CityFacet>,
    /// Tags by name.
    pub tags: Vec<OwnerTag>,
    /// Species by name.
    pub species: Vec<String>,
    /// Ways by which owners came.
    pub sources: Vec<AcquisitionSource>,
    /// All owners who are not deactivated.
    pub active_owners: u32,
}

/// A city with owners in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CityFacet {
    /// Its name.
    pub city: String,
    /// Owners there who are not deactivated.
    pub owners: u32,
}

/// Where a page ended: the value sorted by (none in the part that has none) and the owner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Cursor(pub(super) serde_json::Value, pub(super) OwnerId);

/// One page of the list.
///
/// # Errors
/// `invalid` for a cursor that is none, or a limit of 0.
pub fn page(read: &Read, query: &OwnersQuery) -> Result<OwnersPage> {
    if query.limit == 0 || query.limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let cursor = query.cursor.as_deref().map(read_cursor).transpose()?;
    let (mut rows, next) = store::page(read, query, cursor.as_ref())?;
    store::add_pets(read, &mut rows)?;
    store::add_tags(read, &mut rows)?;
    let next = next.map(|cursor| serde_json::to_string(&cursor)).transpose()?;
    Ok(OwnersPage { rows, next })
}

fn read_cursor(text: &str) -> Result<Cursor> {
    serde_json::from_str(text).map_err(|_| Error::invalid("cursor", "not a cursor of this list"))
}

/// Sums over all owners that the filters let through.
///
/// # Errors
/// Only those of the database.
pub fn totals(read: &Read, filters: &OwnerFilters) -> Result<OwnerTotals> {
    store::totals(read, filters)
}

/// Everybody whom the filters let through, also those on pages that nobody turned to.
///
/// # Errors
/// Only those of the database.
pub fn ids(read: &Read, filters: &OwnerFilters) -> Result<Vec<OwnerId>> {
    store::ids(read, filters)
}

/// Sums over selected owners.
///
/// # Errors
/// Only those of the database.
pub fn selection(read: &Read, owners: &[OwnerId]) -> Result<OwnerTotals> {
    store::selection(read, owners)
}

/// What the filter menus offer.
///
/// # Errors
/// Only those of the database.
pub fn facets(read: &Read) -> Result<Facets> {
    store::facets(read)
}

/// An owner's tags by name.
///
/// # Errors
/// Only those of the database.
pub fn tags_of(read: &Read, owner: OwnerId) -> Result<Vec<OwnerTag>> {
    store::tags_of(read, owner)
}
