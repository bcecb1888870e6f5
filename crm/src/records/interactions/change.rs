//! An interaction that was logged is corrected or deleted; both can be undone.

use super::{
    FollowUpInput, Interaction, InteractionId, InteractionInput, check_follow_up, checked_but_for_its_kind,
    get, store,
};
use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read},
    records::owners,
};

/// Changes an interaction. Whose it is stays; what an import brought and the form leaves alone may stay too, and a
/// follow-up that was settled is not opened again by it.
///
/// # Errors
/// `invalid` with the field; `not_found`.
pub fn update(
    clinic: &Clinic,
    actor: &Actor,
    id: InteractionId,
    input: &InteractionInput,
) -> Result<Done<Interaction>> {
    clinic.write(actor, Action::UpdateInteraction, |w| {
        let stands = get(w, id)?;
        w.about(owners::get(w, stands.owner_id)?.name);
        let new = checked(w, &stands, input)?;
        store::update(w, id, &new, new.happened_at.unwrap_or(stands.happened_at))?;
        if !stands.follow_up_is_completed {
            store::promise(w, id, new.follow_up)?;
        }
        get(w, id)
    })
}

/// Deletes an interaction, and what it promised with it.
///
/// # Errors
/// `not_found`.
pub fn delete(clinic: &Clinic, actor: &Actor, id: InteractionId) -> Result<Done<()>> {
    clinic.write(actor, Action::DeleteInteraction, |w| {
        let stands = get(w, id)?;
        w.about(owners::get(w, stands.owner_id)?.name);
        store::delete(w, id)
    })
}

fn checked(read: &Read, stands: &Interaction, input: &InteractionInput) -> Result<InteractionInput> {
    if input.owner_id != stands.owner_id {
        return Err(Error::invalid("owner_id", "another owner's interaction"));
    }
    let is_as_it_came = (input.kind, input.channel) == (stands.kind, stands.channel);
    if !is_as_it_came && !input.kind.fits(input.channel) {
        return Err(Error::invalid("channel", "not a channel of this kind"));
    }
    let promised = stands.follow_up_on.map(|on| FollowUpInput { on, minute: stands.follow_up_minute });
    // One that is overdue already may stay as it is.
    if let Some(follow_up) = input.follow_up.filter(|new| Some(*new) != promised) {
        check_follow_up(&follow_up, read.today)?;
    }
    checked_but_for_its_kind(input, read)
}
