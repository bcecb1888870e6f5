//! Kept views of the owners' list: whom it shows, in which order, with which columns. They are the clinic's.

mod store;

use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read},
    records::{
        input::required,
        owners::{OwnerColumn, OwnerFilters, OwnerSort},
    },
    values::{ExternalId, SavedViewId, fold},
};
use serde::{Deserialize, Serialize};

/// The longest name.
const LONGEST: usize = 60;

/// A kept view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// The view.
    pub id: SavedViewId,
    /// Its id in exports.
    pub external_id: ExternalId,
    /// Its name, unique.
    pub name: String,
    /// Whom it shows. A tag that is no longer there is left out.
    pub filters: OwnerFilters,
    /// By what it is sorted.
    pub sort: OwnerSort,
    /// From large to small.
    pub is_descending: bool,
    /// The columns, in the order shown; none: the usual ones.
    pub columns: Vec<OwnerColumn>,
    /// The list opens with it.
    pub is_default: bool,
}

/// A view's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `SavedView`")]
pub struct SavedViewInput {
    pub name: String,
    pub filters: OwnerFilters,
    pub sort: OwnerSort,
    pub is_descending: bool,
    pub columns: Vec<OwnerColumn>,
    pub is_default: bool,
}

/// The clinic's kept views, by name.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read) -> Result<Vec<SavedView>> {
    store::list(read)
}

/// The view of a permanent id, of a name however it is written, or of a number in this database.
///
/// # Errors
/// `not_found`.
pub fn find(read: &Read, text: &str) -> Result<SavedView> {
    let (folded, number) = (fold(text), text.trim().parse().ok().map(SavedViewId));
    let views = list(read)?;
    let by = |is: &dyn Fn(&SavedView) -> bool| views.iter().find(|view| is(view)).cloned();
    by(&|view| view.external_id.0 == text)
        .or_else(|| by(&|view| fold(&view.name) == folded))
        .or_else(|| by(&|view| Some(view.id) == number))
        .ok_or_else(|| Error::not_found("view"))
}

/// Keeps a view.
///
/// # Errors
/// `invalid` with the field; `taken` where a view has that name, however it is written.
pub fn create(clinic: &Clinic, actor: &Actor, input: &SavedViewInput) -> Result<Done<SavedView>> {
    clinic.write(actor, Action::CreateSavedView, |w| {
        let new = checked(w, input, None)?;
        if new.is_default {
            store::clear_default(w)?;
        }
        let id = store::insert(w, &new)?;
        w.about(new.name);
        store::by_id(w, id)
    })
}

/// Changes a view. The one with which the list opens is one at most.
///
/// # Errors
/// As [`create`], and `not_found`.
pub fn update(
    clinic: &Clinic,
    actor: &Actor,
    id: SavedViewId,
    input: &SavedViewInput,
) -> Result<Done<SavedView>> {
    clinic.write(actor, Action::UpdateSavedView, |w| {
        let stands = store::by_id(w, id)?;
        let new = checked(w, input, Some(id))?;
        if new.is_default && !stands.is_default {
            store::clear_default(w)?;
        }
        store::update(w, id, &new)?;
        w.about(new.name);
        store::by_id(w, id)
    })
}

/// Deletes a view; an undo brings it back.
///
/// # Errors
/// `not_found`.
pub fn delete(clinic: &Clinic, actor: &Actor, id: SavedViewId) -> Result<Done<()>> {
    clinic.write(actor, Action::DeleteSavedView, |w| {
        w.about(store::by_id(w, id)?.name);
        store::delete(w, id)
    })
}

fn checked(read: &Read, input: &SavedViewInput, id: Option<SavedViewId>) -> Result<SavedViewInput> {
    let name = required("name", &input.name)?;
    if name.chars().count() > LONGEST {
        return Err(Error::invalid("name", format!("longer than {LONGEST} characters")));
    }
    let folded = fold(&name);
    if list(read)?.iter().any(|view| Some(view.id) != id && fold(&view.name) == folded) {
        return Err(Error { field: Some("name".into()), ..Error::new(Code::Taken, "view") });
    }
    let mut columns = input.columns.clone();
    let mut seen = Vec::new();
    columns.retain(|column| {
        !seen.contains(column) && {
            seen.push(*column);
            true
        }
    });
    Ok(SavedViewInput { name, columns, ..input.clone() })
}
