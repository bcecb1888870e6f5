//! Notes on an owner. A private one is read by its author and by managers, and leaves no trace for others.

mod store;

use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, Role, View},
    records::{
        input::{TEXT, text},
        owners,
    },
    values::{ExternalId, Instant, NoteId, OwnerId, StaffId, text_enum},
};
use serde::{Deserialize, Serialize};

text_enum! {
    /// Who sees a note.
    Visibility {
        /// Everybody, on paper too.
        Printable = "printable",
        /// The staff.
        Internal = "internal",
        /// Its author and managers.
        Private = "private",
    }
}

/// A note as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// The note.
    pub id: NoteId,
    /// Its id in exports.
    pub external_id: ExternalId,
    /// On whom.
    pub owner_id: OwnerId,
    /// By whom.
    pub author_id: Option<StaffId>,
    /// The author's name.
    pub author: Option<String>,
    /// What it says.
    pub content: String,
    /// Pinned notes stand first.
    pub is_pinned: bool,
    /// Who sees it.
    pub visibility: Visibility,
    /// When it was written.
    pub created_at: Instant,
    /// When it was changed last.
    pub updated_at: Instant,
}

/// A note's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Note`")]
pub struct NoteInput {
    pub content: String,
    pub is_pinned: bool,
    pub visibility: Visibility,
}

impl Default for NoteInput {
    fn default() -> Self {
        Self { content: String::new(), is_pinned: false, visibility: Visibility::Internal }
    }
}

/// An edited note, and when the screen had read it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoteChange {
    /// The whole editable note.
    pub note: NoteInput,
    /// The `updatedAt` of the note that was edited.
    pub read_at: Instant,
}

/// An owner's notes that this reader may see: pinned first, then the newest.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read, owner: OwnerId) -> Result<Vec<Note>> {
    store::of_owner(read, owner, &Reader::of(&read.actor))
}

/// An owner's pinned notes that this reader may see.
///
/// # Errors
/// Only those of the database.
pub fn pinned(read: &Read, owner: OwnerId) -> Result<Vec<Note>> {
    store::pinned(read, owner, &Reader::of(&read.actor))
}

/// How many of an owner's notes this reader may see.
///
/// # Errors
/// Only those of the database.
pub fn count(read: &Read, owner: OwnerId) -> Result<u32> {
    store::count(read, owner, &Reader::of(&read.actor))
}

/// A note, where this reader may see it.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read, id: NoteId) -> Result<Note> {
    store::by_id(read, id, &Reader::of(&read.actor))?.ok_or_else(|| Error::not_found("note"))
}

/// Writes a note.
///
/// # Errors
/// `invalid` with the field; `not_found` without the owner.
pub fn create(clinic: &Clinic, actor: &Actor, owner: OwnerId, input: &NoteInput) -> Result<Done<Note>> {
    clinic.write(actor, Action::CreateNote, |w| {
        let note = checked(input)?;
        w.about(owners::get(w, owner)?.name);
        if note.visibility == Visibility::Private && !Reader::of(actor).may_be_author {
            return Err(Error::new(Code::Forbidden, "a private note"));
        }
        let id = store::insert(w, owner, &note)?;
        get(w, id)
    })
}

/// Changes a note.
///
/// # Errors
/// `invalid` with the field; `not_found`, also for one that is private to another; `changed_since`.
pub fn update(clinic: &Clinic, actor: &Actor, id: NoteId, change: &NoteChange) -> Result<Done<Note>> {
    clinic.write(actor, Action::UpdateNote, |w| {
        let old = get(w, id)?;
        if old.updated_at != change.read_at {
            return Err(Error::new(Code::ChangedSince, "note"));
        }
        let note = checked(&change.note)?;
        w.about(owners::get(w, old.owner_id)?.name);
        // A private note of somebody else's stays readable to its author: it is nobody's to hide.
        if note.visibility == Visibility::Private
            && old.author_id != Some(actor.staff)
            && old.visibility != note.visibility
        {
            return Err(Error::new(Code::Forbidden, "another's note"));
        }
        store::update(w, &old, &note)?;
        get(w, id)
    })
}

/// Deletes a note; an undo brings it back.
///
/// # Errors
/// `not_found`, also for one that is private to another.
pub fn delete(clinic: &Clinic, actor: &Actor, id: NoteId) -> Result<Done<()>> {
    clinic.write(actor, Action::DeleteNote, |w| {
        let old = get(w, id)?;
        w.about(owners::get(w, old.owner_id)?.name);
        store::delete(w, id)
    })
}

/// Whose private notes a reader may see.
pub(super) struct Reader {
    staff: StaffId,
    /// An assistant reads no private note, not even of its own name.
    may_be_author: bool,
    sees_all: bool,
}

impl Reader {
    fn of(actor: &Actor) -> Self {
        Self {
            staff: actor.staff,
            may_be_author: actor.role != Role::Assistant,
            sees_all: View::PrivateNotes.is_allowed(actor.role),
        }
    }
}

fn checked(input: &NoteInput) -> Result<NoteInput> {
    let content = text("content", Some(&input.content), TEXT)?;
    let content = content.ok_or_else(|| Error::invalid("content", "blank"))?;
    Ok(NoteInput { content, ..input.clone() })
}
