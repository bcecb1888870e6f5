//! What of an owner wants attention today.

use super::Alert;
use crate::{
    analysis::birthdays::next_birthday,
    records::{
        owners::Owner,
        pets::{Pet, PetStatus},
        vaccinations::VaccinationDue,
    },
    values::Day,
};

/// Days ahead in which a birthday is mentioned.
const BIRTHDAY_DAYS: i32 = 7;
/// Days after which a death is no longer mentioned.
const MOURNING_DAYS: i32 = 30;

/// The alerts, the most urgent first. `urgent` is what the owner waits for.
pub(super) fn alerts(
    owner: &Owner,
    pets: &[Pet],
    due: Vec<VaccinationDue>,
    urgent: Vec<Alert>,
    today: Day,
) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if !owner.is_active {
        alerts.push(Alert::Deactivated);
    }
    if owner.blocked_at.is_some() {
        alerts.push(Alert::Blocked);
    }
    alerts.extend(pets.iter().filter_map(|pet| {
        let on = pet
            .deceased_on
            .filter(|on| pet.status == PetStatus::Deceased && today.since(*on) <= MOURNING_DAYS)?;
        Some(Alert::Deceased { pet_id: pet.id, name: pet.name.clone(), on })
    }));
    alerts.extend(urgent);
    alerts.extend(due.into_iter().map(|due| Alert::Vaccination { due }));
    alerts.extend(birthdays(owner, pets, today));
    alerts
}

fn birthdays(owner: &Owner, pets: &[Pet], today: Day) -> Vec<Alert> {
    let soon = |born: Day| {
        next_birthday(born, today).filter(|next| next.days_left <= BIRTHDAY_DAYS && next.turns > 0)
    };
    let own = owner.birth_on.and_then(soon).map(|next| Alert::Birthday {
        pet_id: None,
        name: owner.name.clone(),
        days_left: next.days_left,
        turns: next.turns,
    });
    let theirs = pets.iter().filter(|pet| pet.status == PetStatus::Active && !pet.is_birth_estimated);
    let theirs = theirs.filter_map(|pet| {
        let next = pet.birth_on.and_then(soon)?;
        let (days_left, turns) = (next.days_left, next.turns);
        Some(Alert::Birthday { pet_id: Some(pet.id), name: pet.name.clone(), days_left, turns })
    });
    let mut birthdays: Vec<Alert> = own.into_iter().chain(theirs).collect();
    birthdays.sort_by_key(|alert| match alert {
        Alert::Birthday { days_left, .. } => *days_left,
        _ => 0,
    });
    birthdays
}
