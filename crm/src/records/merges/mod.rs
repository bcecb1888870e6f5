//! Two owners who are one: merged field by field, taken apart again at any later time, or known to be two.
//!
//! The merged owner stays as a row of her own, deactivated, with every field as it was; what hung on her hangs on the
//! survivor, and the merge knows which rows those were. So taking it back needs no picture of the past: what was added
//! since stays where it was added.

mod fields;
mod store;

pub use fields::{FIELDS, FieldPair};

use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, Write},
    records::{owners, pets},
    values::{ExternalId, Instant, Lang, MergeId, OwnerId},
};
use fields::{Row, Wording};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::references::{self, Moved};

/// Which two, and what the survivor takes from the other.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MergeInput {
    /// The owner who stays.
    pub survivor: OwnerId,
    /// The owner who goes into the other.
    pub merged: OwnerId,
    /// Fields (of [`FIELDS`]) that the survivor takes from the merged one; of the others blank ones are filled.
    #[serde(default)]
    pub take: Vec<String>,
}

/// A merge as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Merge {
    /// The merge.
    pub id: MergeId,
    /// Its id in exports.
    pub external_id: ExternalId,
    /// The owner who stayed.
    pub survivor: MergedOwner,
    /// The owner who went into the other.
    pub merged: MergedOwner,
    /// When.
    pub merged_at: Instant,
    /// When it was taken back.
    pub unmerged_at: Option<Instant>,
    /// How many records were moved, by their table.
    pub moved: BTreeMap<String, u32>,
}

/// An owner of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MergedOwner {
    /// The owner.
    pub id: OwnerId,
    /// The id in exports.
    pub external_id: ExternalId,
    /// The name on the screen.
    pub name: String,
}

/// Two owners side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The two.
    pub owners: [MergedOwner; 2],
    /// Fields that either has.
    pub fields: Vec<FieldPair>,
    /// How many records hang on each, by their table.
    pub records: BTreeMap<String, [u32; 2]>,
}

/// Two owners field by field, with what hangs on them.
///
/// # Errors
/// `not_found`.
pub fn compare(read: &Read<'_>, one: OwnerId, other: OwnerId) -> Result<Comparison> {
    let rows = [store::row(read, one)?, store::row(read, other)?];
    let references = references::all(read)?;
    let referrer = |row: &Row| -> Result<String> {
        match row.get("referred_by").and_then(serde_json::Value::as_i64) {
            Some(id) => Ok(store::brief(read, OwnerId(id))?.name),
            None => Ok(String::new()),
        }
    };
    let wording = Wording {
        lang: Lang::parse(&read.settings.language).unwrap_or_default(),
        country: &read.settings.country,
        referrers: [referrer(&rows[0])?, referrer(&rows[1])?],
    };
    Ok(Comparison {
        owners: [store::brief(read, one)?, store::brief(read, other)?],
        fields: fields::side_by_side(&rows[0], &rows[1], &wording),
        records: references::count(read, &references, [one, other])?,
    })
}

/// Merges one owner into another. The survivor keeps her fields, takes those that are asked for and those she has not;
/// a value that gives way is written into her notes or becomes her second phone. All that hung on the other hangs on
/// her.
///
/// # Errors
/// `invalid` for one and the same owner, one that is merged already, blocked or anonymised, or an unknown field.
pub fn merge(clinic: &Clinic, actor: &Actor, input: &MergeInput) -> Result<Done<Merge>> {
    clinic.write(actor, Action::MergeOwners, |w| {
        let MergeInput { survivor, merged, take } = input;
        let (stays, goes) = (owners::get(w, *survivor)?, owners::get(w, *merged)?);
        if survivor == merged {
            return Err(Error::invalid("merged", "one and the same owner"));
        }
        for (owner, field) in [(&stays, "survivor"), (&goes, "merged")] {
            let is_out = owner.blocked_at.is_some() || owner.anonymised_at.is_some();
            if is_out || store::open_merge_of(w, owner.id)?.is_some() {
                return Err(Error::invalid(field, "merged already, blocked or anonymised"));
            }
        }
        if let Some(unknown) = take.iter().find(|name| FIELDS.iter().all(|field| field.name != name.as_str()))
        {
            return Err(Error::invalid("take", unknown.clone()));
        }
        w.about(&stays.name);
        let lang = Lang::parse(&w.settings.language).unwrap_or_default();
        let (survivors, others) = (store::row(w, *survivor)?, store::row(w, *merged)?);
        let referrers = store::referrers(w, *survivor)?;
        let may_follow = match goes.referred_by {
            Some(by) => by != *survivor && !store::referrers(w, by)?.contains(&survivor.0),
            None => true,
        };
        let new = fields::merged(&survivors, &others, take, may_follow, lang, w.today);
        let changed: BTreeMap<String, [serde_json::Value; 2]> = new
            .into_iter()
            .filter(|(column, value)| survivors.get(column) != Some(value))
            .map(|(column, value)| {
                let before = survivors.get(&column).cloned().unwrap_or_default();
                (column, [before, value])
            })
            .collect();
        let after: Row = changed.iter().map(|(column, [_, after])| (column.clone(), after.clone())).collect();
        store::set(w, &stays, &after)?;
        let mut moved = Moved::default();
        for reference in references::all(w)? {
            references::move_all(w, &reference, *merged, *survivor, &referrers, &mut moved)?;
        }
        if goes.is_active {
            owners::deactivate(w, &goes)?;
        }
        let id = store::insert(w, input, goes.is_active, &changed, &moved)?;
        both(w, *survivor, *merged)?;
        store::by_id(w, id)
    })
}

/// Takes a merge back, at any later time: the merged owner is herself again, with everything of hers that still stands
/// with the survivor; what was added or changed since stays as it is.
///
/// # Errors
/// `not_found` where there is no such merge or it was taken back.
pub fn unmerge(clinic: &Clinic, actor: &Actor, id: MergeId) -> Result<Done<Merge>> {
    clinic.write(actor, Action::UnmergeOwners, |w| {
        let record = store::record(w, id)?;
        let (stays, goes) = (owners::get(w, record.survivor)?, owners::get(w, record.merged)?);
        w.about(&goes.name);
        let is_now = store::row(w, record.survivor)?;
        let mut back = fields::unmerged(&is_now, &record.changed);
        if let Some(by) = back.get("referred_by").and_then(serde_json::Value::as_i64) {
            // Whoever brought her may be apart by now from the owner she had gone into.
            let own = store::referrer_apart(w, by, &stays.external_id)?.unwrap_or(by);
            back.insert("referred_by".into(), own.into());
        }
        store::set(w, &stays, &back)?;
        // She may have been merged further: what was moved stands with whoever stayed in the end.
        let holders = store::holders(w, record.survivor)?;
        for reference in references::all(w)? {
            references::move_back(w, &reference, &record.moved, &holders, record.merged)?;
        }
        if record.was_active && !goes.is_active {
            owners::reactivate(w, &goes)?;
        }
        store::close(w, id)?;
        for owner in holders {
            both(w, owner, record.merged)?;
        }
        store::by_id(w, id)
    })
}

/// Says that two owners who look alike are two: the radar passes over them.
///
/// # Errors
/// `not_found`, `invalid` for one and the same owner.
pub fn keep_apart(clinic: &Clinic, actor: &Actor, one: OwnerId, other: OwnerId) -> Result<Done<()>> {
    clinic.write(actor, Action::KeepOwnersApart, |w| {
        let (first, second) = (owners::get(w, one)?, owners::get(w, other)?);
        if first.id == second.id {
            return Err(Error::invalid("other", "one and the same owner"));
        }
        w.about(format!("{} · {}", first.name, second.name));
        store::keep_apart(w, one, other)
    })
}

/// The merges, newest first; those that were taken back as well.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read<'_>) -> Result<Vec<Merge>> {
    store::list(read)
}

/// The merge that an owner went into another by, where it holds.
///
/// # Errors
/// `not_found` where there is none.
pub fn of_merged(read: &Read<'_>, merged: OwnerId) -> Result<MergeId> {
    store::open_merge_of(read, merged)?.ok_or_else(|| Error::new(Code::NotFound, "merge"))
}

/// The tag that follows the number of pets.
fn both(w: &mut Write<'_>, one: OwnerId, other: OwnerId) -> Result<()> {
    pets::follow(w, one)?;
    pets::follow(w, other)
}
