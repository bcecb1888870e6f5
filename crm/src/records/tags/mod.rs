//! Tags: the clinic's list, and who carries them.

mod merge;
mod store;

pub use merge::merge;

use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, Write},
    records::{
        input::{line, required},
        owners,
    },
    values::{ExternalId, Instant, OwnerId, TagId, fold},
};
use serde::{Deserialize, Serialize};

/// The longest name.
const LONGEST: usize = 50;
/// Living pets from which an owner carries [`MULTIPLE_PETS`].
const MULTIPLE: u32 = 3;
/// The tag that follows the number of living pets.
const MULTIPLE_PETS: &str = "Multiple Pets";

/// What a new clinic begins with: the permanent id, the name, the colour. The names are stored, not shown
/// text: an import knows its tags by them.
const STARTERS: &[(&str, &str, &str)] = &[
    ("tag-vip", "VIP", "#ffc107"),
    ("tag-new-customer", "New Customer", "#28a745"),
    ("tag-breeder", "Breeder", "#17a2b8"),
    ("tag-rescue", "Rescue", "#6f42c1"),
    ("tag-multiple-pets", MULTIPLE_PETS, "#fd7e14"),
    ("tag-senior-discount", "Senior Discount", "#6c757d"),
    ("tag-regular", "Regular", "#198754"),
    ("tag-dog-owner", "Dog Owner", "#5b7fb4"),
    ("tag-cat-owner", "Cat Owner", "#9b6fb0"),
    ("tag-repeat-customer", "Repeat Customer", "#20c997"),
    ("tag-high-volume", "High Volume", "#a0522d"),
    ("tag-inactive", "Inactive", "#adb5bd"),
];

/// A tag as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    /// The tag.
    pub id: TagId,
    /// Its id in exports.
    pub external_id: ExternalId,
    /// Its name, unique.
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
    /// What it is for.
    pub description: Option<String>,
    /// False when it is not offered any more.
    pub is_active: bool,
    /// How many owners carry it.
    pub owners: u32,
}

/// A tag on an owner, with who put it on and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CarriedTag {
    /// The tag.
    pub id: TagId,
    /// Its name.
    pub name: String,
    /// `#rrggbb`.
    pub colour: String,
    /// Who put it on.
    pub added_by: Option<String>,
    /// When.
    pub added_at: Instant,
}

/// A tag's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Tag`")]
pub struct TagInput {
    pub name: String,
    pub colour: String,
    pub description: Option<String>,
    pub is_active: bool,
}

impl Default for TagInput {
    fn default() -> Self {
        Self { name: String::new(), colour: "#6c757d".into(), description: None, is_active: true }
    }
}

/// Tags to put on owners, and to take off.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct TagChange {
    /// On whom.
    pub owners: Vec<OwnerId>,
    /// Put on.
    pub add: Vec<TagId>,
    /// Taken off.
    pub remove: Vec<TagId>,
}

/// The clinic's tags by name.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read) -> Result<Vec<Tag>> {
    store::list(read)
}

/// The tags that an owner carries, by name, with who put them on and when.
///
/// # Errors
/// Only those of the database.
pub fn carried(read: &Read, owner: OwnerId) -> Result<Vec<CarriedTag>> {
    store::carried(read, owner)
}

/// The tag of a permanent id, of a name however it is written, or of a number in this database.
///
/// # Errors
/// `not_found`.
pub fn find(read: &Read, text: &str) -> Result<Tag> {
    let (folded, number) = (fold(text.trim()), text.trim().parse().ok().map(TagId));
    let tags = list(read)?;
    let by = |is: &dyn Fn(&Tag) -> bool| tags.iter().find(|tag| is(tag)).cloned();
    by(&|tag| tag.external_id.0 == text)
        .or_else(|| by(&|tag| fold(&tag.name) == folded))
        .or_else(|| by(&|tag| Some(tag.id) == number))
        .ok_or_else(|| Error::not_found("tag"))
}

/// Adds a tag to the clinic's list.
///
/// # Errors
/// `invalid` with the field; `taken` where a tag has that name, however it is written.
pub fn create(clinic: &Clinic, actor: &Actor, input: &TagInput) -> Result<Done<Tag>> {
    clinic.write(actor, Action::CreateTag, |w| {
        let new = checked(w, input, None)?;
        let id = store::insert(w, &ExternalId::born(w.now), &new)?;
        w.about(new.name);
        store::by_id(w, id)
    })
}

/// Changes a tag; one that is not active keeps its owners and is not offered any more.
///
/// # Errors
/// As [`create`], and `not_found`.
pub fn update(clinic: &Clinic, actor: &Actor, id: TagId, input: &TagInput) -> Result<Done<Tag>> {
    clinic.write(actor, Action::UpdateTag, |w| {
        let new = checked(w, input, Some(id))?;
        store::by_id(w, id)?;
        store::update(w, id, &new)?;
        w.about(new.name);
        store::by_id(w, id)
    })
}

/// Puts tags on owners and takes others off. A tag that is there already, or is not there, is no error.
///
/// # Errors
/// `not_found` for an owner or a tag; `invalid` for a tag that is both put on and taken off.
pub fn assign(clinic: &Clinic, actor: &Actor, change: &TagChange) -> Result<Done<()>> {
    clinic.write(actor, Action::TagOwner, |w| {
        if change.add.iter().any(|tag| change.remove.contains(tag)) {
            return Err(Error::invalid("add", "put on and taken off at once"));
        }
        let tags = change.add.iter().chain(&change.remove);
        let names = tags.map(|tag| Ok(store::by_id(w, *tag)?.name)).collect::<Result<Vec<_>>>()?;
        // One owner is named; of many it is said which tags, and how many owners.
        w.about(match change.owners.as_slice() {
            [one] => owners::get(w, *one)?.name,
            many => format!("{} × {}", names.join(", "), many.len()),
        });
        for owner in &change.owners {
            store::check_owner(w, *owner)?;
            change.add.iter().try_for_each(|tag| store::put_on(w, *owner, *tag))?;
            change.remove.iter().try_for_each(|tag| store::take_off(w, *owner, *tag))?;
        }
        Ok(())
    })
}

/// Puts a tag on many owners within another write, and gives the tag.
///
/// # Errors
/// `not_found` for the tag.
pub(crate) fn put_on_all(w: &mut Write<'_>, tag: TagId, owners: &[OwnerId]) -> Result<Tag> {
    let known = store::by_id(w, tag)?;
    owners.iter().try_for_each(|owner| store::put_on(w, *owner, tag))?;
    Ok(known)
}

/// Keeps the tag Multiple Pets in step with the number of living pets.
pub(super) fn follow_pets(w: &mut Write<'_>, owner: OwnerId, living: u32) -> Result<()> {
    match store::by_name(w, MULTIPLE_PETS)? {
        Some(tag) if living >= MULTIPLE => store::put_on(w, owner, tag),
        Some(tag) => store::take_off(w, owner, tag),
        None => Ok(()),
    }
}

/// Gives a new clinic its starter set.
pub(crate) fn found(w: &mut Write<'_>) -> Result<()> {
    STARTERS.iter().try_for_each(|(external_id, name, colour)| {
        let new =
            TagInput { name: (*name).into(), colour: (*colour).into(), description: None, is_active: true };
        store::insert(w, &ExternalId((*external_id).into()), &new).map(|_| ())
    })
}

fn checked(read: &Read, input: &TagInput, id: Option<TagId>) -> Result<TagInput> {
    let name = required("name", &input.name)?;
    if name.chars().count() > LONGEST {
        return Err(Error::invalid("name", format!("longer than {LONGEST} characters")));
    }
    let colour = input.colour.trim().to_lowercase();
    let is_colour = colour
        .strip_prefix('#')
        .is_some_and(|hex| hex.len() == 6 && hex.chars().all(|c| c.is_ascii_hexdigit()));
    if !is_colour {
        return Err(Error::invalid("colour", "not a colour like #28a745"));
    }
    let folded = fold(&name);
    if list(read)?.iter().any(|tag| Some(tag.id) != id && fold(&tag.name) == folded) {
        return Err(Error { field: Some("name".into()), ..Error::new(Code::Taken, "tag") });
    }
    let description = line("description", input.description.as_deref())?;
    Ok(TagInput { name, colour, description, is_active: input.is_active })
}
