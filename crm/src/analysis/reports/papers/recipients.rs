//! To whom labels and letters go.

use super::store::{self, Addressee};
use crate::{
    Error, Result,
    analysis::segments,
    clinic::Read,
    records::owners::{self, OwnerFilters, OwnersQuery},
    values::{OwnerId, SegmentId},
};
use serde::Deserialize;
use std::collections::HashSet;

/// Letters or labels of one printing.
const MOST: usize = 5_000;
/// Owners of the list that are read at once.
const PAGE: u32 = 500;

/// To whom.
#[derive(Debug, Clone, PartialEq, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "kind")]
pub enum Recipients {
    /// These, in the order of their names.
    Owners {
        /// Who.
        ids: Vec<OwnerId>,
    },
    /// Those in a segment today.
    Segment {
        /// Which.
        id: SegmentId,
    },
    /// Those who meet criteria today, kept as a segment or not.
    Criteria {
        /// The criteria, as JSON.
        criteria: String,
    },
    /// Those of the owners' list with these filters.
    Filtered {
        /// The filters.
        filters: Box<OwnerFilters>,
    },
}

/// Those with an address, by name, and how many have none.
pub(super) fn addressees(r: &Read<'_>, to: &Recipients) -> Result<(Vec<Addressee>, u32)> {
    let wanted: HashSet<OwnerId> = match to {
        Recipients::Owners { ids } => ids.iter().copied().collect(),
        Recipients::Segment { id } => segments::members_now(r, *id)?.into_iter().collect(),
        Recipients::Criteria { criteria } => segments::meeting(r, criteria)?.into_iter().collect(),
        Recipients::Filtered { filters } => filtered(r, filters)?,
    };
    if wanted.len() > MOST {
        return Err(Error::invalid("to", format!("more than {MOST}")));
    }
    let (mut found, mut without) = (Vec::new(), 0);
    for id in store::by_name(r.conn())?.into_iter().filter(|id| wanted.contains(id)) {
        match store::addressee(r.conn(), id)? {
            Some(addressee) if addressee.has_address() => found.push(addressee),
            Some(_) => without += 1,
            None => {}
        }
    }
    Ok((found, without))
}

fn filtered(r: &Read<'_>, filters: &OwnerFilters) -> Result<HashSet<OwnerId>> {
    let mut query = OwnersQuery { filters: filters.clone(), limit: PAGE, ..OwnersQuery::default() };
    let mut found = HashSet::new();
    loop {
        let page = owners::page(r, &query)?;
        found.extend(page.rows.iter().map(|row| row.id));
        match page.next {
            Some(next) if found.len() <= MOST => query.cursor = Some(next),
            _ => return Ok(found),
        }
    }
}

fn said(part: Option<&String>) -> Option<&str> {
    part.map(|part| part.trim()).filter(|part| !part.is_empty())
}

impl Addressee {
    /// Whether a letter would arrive: a street, and a place.
    fn has_address(&self) -> bool {
        said(self.street.as_ref()).is_some()
            && (said(self.city.as_ref()).is_some() || said(self.postal_code.as_ref()).is_some())
    }

    /// The lines of the address, the name first; the clinic's own country is not said.
    pub(super) fn lines(&self, home: &str) -> Vec<String> {
        let joined = |parts: [Option<&String>; 2], separator: &str| {
            let parts: Vec<&str> = parts.into_iter().filter_map(said).collect();
            parts.join(separator)
        };
        let country =
            said(self.country.as_ref()).filter(|country| !is_home(country, home)).unwrap_or_default();
        [
            self.name.clone(),
            said(self.person.as_ref()).unwrap_or_default().to_owned(),
            said(self.street.as_ref()).unwrap_or_default().to_owned(),
            said(self.neighborhood.as_ref()).unwrap_or_default().to_owned(),
            joined([self.postal_code.as_ref(), self.city.as_ref()], " "),
            said(self.region.as_ref()).unwrap_or_default().to_owned(),
            country.to_uppercase(),
        ]
        .into_iter()
        .filter(|line| !line.trim().is_empty())
        .collect()
    }
}

/// Whether a country is written as the clinic's own code or name.
fn is_home(country: &str, home: &str) -> bool {
    let folded = crate::values::fold(country);
    folded == crate::values::fold(home) || (home == "MX" && matches!(folded.as_str(), "mexico" | "mex"))
}
