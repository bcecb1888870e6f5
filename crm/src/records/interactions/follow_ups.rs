//! Follow-ups: what was promised and is still owed.

use super::{
    FollowUpInput, InteractionChannel, InteractionDirection, InteractionId, InteractionInput,
    InteractionKind, SUBJECT, check_follow_up, get, rules, store,
};
use crate::{
    Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read, Write},
    records::owners,
    values::{Day, Lang, OwnerId, PetId, text_enum, words::word},
};
use serde::{Deserialize, Serialize};

/// The longest page.
const MAX_PAGE: u32 = 500;

text_enum! {
    /// Which follow-ups are listed.
    FollowUpScope {
        /// Those of days before today.
        Overdue = "overdue",
        /// Today's.
        Today = "today",
        /// Overdue and today's.
        Due = "due",
        /// Those of days to come.
        Later = "later",
    }
}

/// A follow-up that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FollowUp {
    /// The interaction that promised it.
    pub id: InteractionId,
    /// To whom.
    pub owner_id: OwnerId,
    /// The owner's name on the screen.
    pub owner_name: String,
    /// The owner's telephone as typed.
    pub phone: Option<String>,
    /// About which pet.
    pub pet_name: Option<String>,
    /// Its species.
    pub species: Option<String>,
    /// Its breed.
    pub breed: Option<String>,
    /// What kind of interaction promised it.
    pub kind: InteractionKind,
    /// What it is about; where the interaction had no subject, the beginning of its notes.
    pub subject: String,
    /// The day.
    pub on: Day,
    /// The minute of the day, when an hour was agreed.
    pub minute: Option<u16>,
    /// Days it is overdue; 0 today, negative when it is to come.
    pub days_late: i32,
}

/// A page of follow-ups.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FollowUps {
    /// The longest due first; of one day those without an hour first.
    pub rows: Vec<FollowUp>,
    /// Where the next page begins; none after the last.
    pub next: Option<String>,
}

/// How many follow-ups are owed to owners who may be contacted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FollowUpCounts {
    /// Of days before today.
    pub overdue: u32,
    /// Today's.
    pub today: u32,
    /// Of days to come.
    pub later: u32,
}

/// Where a page ended: the day, the minute (-1 for none), the interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Place(pub(super) i32, pub(super) i32, pub(super) InteractionId);

/// Follow-ups that are owed, a page at a time. Owners who are deactivated, blocked or anonymised are left out.
///
/// # Errors
/// `invalid` for a cursor that is none, or a limit that is not between 1 and 500.
pub fn follow_ups(read: &Read, scope: FollowUpScope, cursor: Option<&str>, limit: u32) -> Result<FollowUps> {
    if limit == 0 || limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let today = read.today.number();
    let (from, to) = match scope {
        FollowUpScope::Overdue => (i32::MIN, today - 1),
        FollowUpScope::Today => (today, today),
        FollowUpScope::Due => (i32::MIN, today),
        FollowUpScope::Later => (today + 1, i32::MAX),
    };
    let begin = Place(from, i32::MIN, InteractionId(0));
    let behind = match cursor {
        Some(text) => {
            let place: Place = serde_json::from_str(text)
                .map_err(|_| Error::invalid("cursor", "not a cursor of this list"))?;
            place.max(begin)
        }
        None => begin,
    };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut rows = store::follow_ups(read, behind, to, limit + 1)?;
    let has_more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| has_more);
    let place = last.map(|row| Place(row.on.number(), row.minute.map_or(-1, i32::from), row.id));
    Ok(FollowUps { next: place.map(|place| serde_json::to_string(&place)).transpose()?, rows })
}

/// How many follow-ups are owed.
///
/// # Errors
/// Only those of the database.
pub fn counts(read: &Read) -> Result<FollowUpCounts> {
    store::follow_up_counts(read)
}

/// Settles a follow-up.
///
/// # Errors
/// `not_found`; `invalid` where nothing is owed.
pub fn complete_follow_up(clinic: &Clinic, actor: &Actor, id: InteractionId) -> Result<Done<()>> {
    clinic.write(actor, Action::UpdateInteraction, |w| {
        let owner = owing(w, id)?;
        w.about(owners::get(w, owner)?.name);
        store::complete(w, id)
    })
}

/// Moves a follow-up to another day.
///
/// # Errors
/// `not_found`; `invalid` where nothing is owed, and for a day in the past.
pub fn postpone(clinic: &Clinic, actor: &Actor, id: InteractionId, to: FollowUpInput) -> Result<Done<()>> {
    clinic.write(actor, Action::UpdateInteraction, |w| {
        let owner = owing(w, id)?;
        check_follow_up(&to, w.today)?;
        w.about(owners::get(w, owner)?.name);
        store::postpone(w, id, to)
    })
}

/// Nobody answered: the call that was tried is logged with what it was about, and the follow-up moves to another day, which
/// it gives; where none is said to the next working day at the same hour. One undo takes both back.
///
/// # Errors
/// `not_found`; `invalid` where nothing is owed, and for a day in the past.
pub fn no_answer(
    clinic: &Clinic,
    actor: &Actor,
    id: InteractionId,
    to: Option<FollowUpInput>,
) -> Result<Done<FollowUpInput>> {
    clinic.write(actor, Action::UpdateInteraction, |w| {
        let owner = owing(w, id)?;
        let owed = get(w, id)?;
        let to = to.unwrap_or_else(|| rules::next_try(owed.follow_up_minute, w.today));
        check_follow_up(&to, w.today)?;
        w.about(owners::get(w, owner)?.name);
        let about = if owed.subject.is_empty() { owed.notes.unwrap_or_default() } else { owed.subject };
        let lang = Lang::parse(&w.settings.language).unwrap_or_default();
        let tried = InteractionInput {
            owner_id: owner,
            pet_id: owed.pet_id,
            kind: InteractionKind::Call,
            channel: InteractionChannel::Phone,
            direction: InteractionDirection::Outbound,
            subject: about.chars().take(SUBJECT).collect(),
            notes: None,
            outcome: Some(word(lang, "insights.outcome.noAnswer").to_owned()),
            duration_minutes: None,
            sentiment: None,
            happened_at: None,
            follow_up: None,
        };
        store::insert(w, &tried, w.now)?;
        store::postpone(w, id, to)?;
        Ok(to)
    })
}

/// Settles what is owed about a pet, within another write, and says why where no outcome is noted.
pub(in super::super) fn settle_of_pet(w: &mut Write<'_>, pet: PetId, why: &str) -> Result<u32> {
    let owed = store::owed_about_pet(w, pet)?;
    for id in &owed {
        store::complete(w, *id)?;
        store::say_outcome(w, *id, why)?;
    }
    Ok(u32::try_from(owed.len()).unwrap_or(u32::MAX))
}

fn owing(read: &Read, id: InteractionId) -> Result<OwnerId> {
    let interaction = get(read, id)?;
    if interaction.follow_up_required && !interaction.follow_up_is_completed {
        Ok(interaction.owner_id)
    } else {
        Err(Error::invalid("follow_up_required", "nothing is owed"))
    }
}
