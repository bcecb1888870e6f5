//! Owners: added, changed, deactivated and restored; what a form may not say.

use crate::support::{
    ACTOR, Place, clinic,
    people::{self, add, carlos, company, form, maria, person, roberto, sarah},
    transfer::import,
};
use crm::{
    Code,
    clinic::{self, Actor, Done, Role, Topic, View},
    owners::{self, ContactChannel, Owner, OwnerChange, OwnerInput, Reminder},
    pets::{self, PetChange, PetInput},
    values::{Day, OwnerId, Tier},
};

fn get(place: &Place, id: OwnerId) -> Owner {
    place.read(&ACTOR, View::Records, |r| owners::get(r, id)).unwrap()
}

fn edit(place: &Place, owner: &Owner, change: impl FnOnce(&mut OwnerInput)) -> crm::Result<Done<Owner>> {
    let mut input = form(owner);
    change(&mut input);
    owners::update(place, &ACTOR, owner.id, &OwnerChange { owner: input, read_at: owner.updated_at })
}

fn refused(input: &OwnerInput) -> String {
    let error = owners::create(&clinic(), &ACTOR, input).unwrap_err();
    assert_eq!(error.code, Code::Invalid);
    error.field.unwrap()
}

#[test]
fn maria_is_added_with_the_clinics_town_and_one_number_however_typed() {
    let place = clinic();
    let done = owners::create(&place, &ACTOR, &maria()).unwrap();
    assert!(done.changed.contains(&Topic::Owners));
    let owner = done.value;
    assert_eq!(owner.name, "María García");
    assert_eq!((owner.city.as_deref(), owner.country.as_deref()), (Some("Puerto Morelos"), Some("MX")));
    assert_eq!(
        (owner.phone.as_deref(), owner.phone_e164.as_deref()),
        (Some("998-123-4567"), Some("+529981234567"))
    );
    assert_eq!(
        (owner.contact_preference, owner.reminder_preference),
        (ContactChannel::Whatsapp, Reminder::Day)
    );
    assert!(owner.is_active && owner.created_at == owner.updated_at);
    assert_eq!(get(&place, owner.id), owner);
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "María García");
    let gone = place.read(&ACTOR, View::Records, |r| owners::get(r, owner.id)).unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
    clinic::redo_last(&place, &ACTOR).unwrap();
    assert_eq!(get(&place, owner.id), owner);
}

#[test]
fn a_blank_town_stays_blank_and_blanks_around_words_go() {
    let place = clinic();
    let owner = add(&place, &OwnerInput { city: Some("  ".into()), ..person("  Lucía ", " Peña ") });
    assert_eq!(owner.city, None);
    assert_eq!(owner.full_name, "Lucía Peña");
}

#[test]
fn a_company_has_its_own_name_and_a_contact() {
    let place = clinic();
    let mut hotel = company("Hotel Brisas del Caribe");
    let owner = add(&place, &hotel);
    assert_eq!(
        (owner.name.as_str(), owner.full_name.as_str()),
        ("Hotel Brisas del Caribe", "Hotel Brisas del Caribe")
    );
    hotel.first_name = "Iván".into();
    hotel.last_name = "Solís".into();
    let owner = add(&place, &hotel);
    assert_eq!((owner.name.as_str(), owner.full_name.as_str()), ("Hotel Brisas del Caribe", "Iván Solís"));
}

#[test]
fn a_form_that_cannot_be_accepted_names_its_field() {
    let with = |change: fn(&mut OwnerInput)| {
        let mut input = maria();
        change(&mut input);
        refused(&input)
    };
    assert_eq!(refused(&OwnerInput::default()), "first_name");
    assert_eq!(refused(&company("  ")), "company_name");
    assert_eq!(with(|o| o.first_name = "M".repeat(201)), "first_name");
    assert_eq!(with(|o| o.last_name = "Gar\ncía".into()), "last_name");
    assert_eq!(with(|o| o.email = Some("maria@".into())), "email");
    assert_eq!(with(|o| o.phone = Some("llamar al vecino".into())), "phone");
    assert_eq!(with(|o| o.phone_secondary = Some("12".into())), "phone_secondary");
    assert_eq!(with(|o| o.whatsapp = Some("x".into())), "whatsapp");
    assert_eq!(with(|o| o.second_contact_phone = Some("0".into())), "second_contact_phone");
    assert_eq!(with(|o| o.birth_on = Day::parse("2025-11-18")), "birth_on");
    assert_eq!(with(|o| o.birth_on = Day::parse("1800-01-01")), "birth_on");
    assert_eq!(with(|o| o.preferred_language = "es mx".into()), "preferred_language");
    assert_eq!(with(|o| o.preferred_language = String::new()), "preferred_language");
    assert_eq!(with(|o| o.referred_by = Some(OwnerId(999))), "referred_by");
    assert_eq!(with(|o| o.notes = Some("n".repeat(20_001))), "notes");
    assert_eq!(with(|o| o.notes = Some("a\0b".into())), "notes");
}

#[test]
fn an_edit_is_kept_and_taken_back() {
    let place = clinic();
    let before = add(&place, &maria());
    let done = edit(&place, &before, |o| {
        o.phone = Some("+33 6 12 34 56 78".into());
        o.reminder_preference = Reminder::TwoDays;
    })
    .unwrap();
    let after = done.value;
    assert_eq!(after.phone_e164.as_deref(), Some("+33612345678"));
    assert!(after.updated_at > before.updated_at);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(get(&place, before.id), before);
}

#[test]
fn an_edit_of_what_somebody_changed_meanwhile_is_refused() {
    let place = clinic();
    let read = add(&place, &maria());
    edit(&place, &read, |o| o.city = Some("Cancún".into())).unwrap();
    let error = edit(&place, &read, |o| o.city = Some("Tulum".into())).unwrap_err();
    assert_eq!(error.code, Code::ChangedSince);
    assert_eq!(get(&place, read.id).city.as_deref(), Some("Cancún"));
}

#[test]
fn an_edit_that_changes_nothing_leaves_nothing_to_undo() {
    let place = clinic();
    let owner = add(&place, &maria());
    let done = edit(&place, &owner, |_| ()).unwrap();
    assert_eq!((done.value, done.change), (owner, None));
}

#[test]
fn what_an_old_system_left_may_stay_but_not_come_anew() {
    let place = clinic();
    let owner = add(&place, &maria());
    people::sql(
        &place,
        "UPDATE owners SET email = 'maria@', phone = 'vecina', phone_e164 = NULL, full_name = 'Sra. García', first_name = '', last_name = ''",
    );
    let odd = get(&place, owner.id);
    let kept = edit(&place, &odd, |o| o.city = Some("Tulum".into())).unwrap().value;
    assert_eq!(
        (kept.email.as_deref(), kept.phone.as_deref(), kept.full_name.as_str()),
        (Some("maria@"), Some("vecina"), "Sra. García")
    );
    assert_eq!(
        edit(&place, &kept, |o| o.email = Some("maria@x".into())).unwrap_err().field.as_deref(),
        Some("email")
    );
    assert_eq!(
        edit(&place, &kept, |o| o.phone = Some("prima".into())).unwrap_err().field.as_deref(),
        Some("phone")
    );
}

#[test]
fn referrals_have_no_circles() {
    let place = clinic();
    let (maria, carlos, sarah) = (add(&place, &maria()), add(&place, &carlos()), add(&place, &sarah()));
    owners::set_referrer(&place, &ACTOR, carlos.id, Some(maria.id)).unwrap();
    let done = owners::set_referrer(&place, &ACTOR, sarah.id, Some(carlos.id)).unwrap();
    assert_eq!(done.value.referred_by, Some(carlos.id));
    for referrer in [maria.id, carlos.id, sarah.id] {
        let error = owners::set_referrer(&place, &ACTOR, maria.id, Some(referrer)).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("referred_by"));
    }
    let now = get(&place, maria.id);
    assert_eq!(
        edit(&place, &now, |o| o.referred_by = Some(sarah.id)).unwrap_err().field.as_deref(),
        Some("referred_by")
    );
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(get(&place, sarah.id).referred_by, None);
    owners::set_referrer(&place, &ACTOR, carlos.id, None).unwrap();
    owners::set_referrer(&place, &ACTOR, maria.id, Some(carlos.id)).unwrap();
}

#[test]
fn a_tier_by_hand_has_a_reason_and_goes_back_to_the_rule() {
    let place = clinic();
    let owner = add(&place, &roberto());
    let blank = owners::set_tier(&place, &ACTOR, owner.id, Some(Tier::Professional), " ").unwrap_err();
    assert_eq!(blank.field.as_deref(), Some("hand_tier_reason"));
    let set = owners::set_tier(&place, &ACTOR, owner.id, Some(Tier::Professional), "Criadero").unwrap().value;
    assert_eq!(
        (set.hand_tier, set.hand_tier_by, set.hand_tier_reason.as_deref()),
        (Some(Tier::Professional), Some(ACTOR.staff), Some("Criadero"))
    );
    let ruled = owners::set_tier(&place, &ACTOR, owner.id, None, "").unwrap().value;
    assert_eq!(
        (ruled.hand_tier, ruled.hand_tier_by, ruled.hand_tier_at, ruled.hand_tier_reason),
        (None, None, None, None)
    );
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(get(&place, owner.id), set);
}

#[test]
fn what_an_import_brought_and_nobody_touched_never_stands_in_an_edits_way() {
    let place = clinic();
    let street = "Calle Coral ".repeat(30);
    import(
        &place,
        "owners.csv",
        format!(
            "owner_id,full_name,contact_type,company_name,preferred_language,street_address,birth_date,email,phone_primary,notes\n\
             O1,María García,corporate,{},español (mx),{street},2090-01-01,nobody,{},{}\n",
            "Coral ".repeat(50),
            "998 ".repeat(60),
            "nota ".repeat(5_000),
        ),
    );
    import(
        &place,
        "pets.csv",
        "pet_id,owner_id,name,species,birth_date,weight_kg\nN1,O1,Max,perro (grande),2090-01-01,9000\n",
    );
    let id = place.read(&ACTOR, View::Records, |r| owners::find(r, "O1")).unwrap();
    let owner = get(&place, id);
    let edited = edit(&place, &owner, |input| input.city = Some("Cancún".into())).unwrap().value;
    let expected = Owner { city: Some("Cancún".into()), updated_at: edited.updated_at, ..owner };
    assert_eq!(edited, expected);
    let refused = edit(&place, &edited, |input| input.birth_on = Day::parse("2091-01-01")).unwrap_err();
    assert_eq!(refused.field.as_deref(), Some("birth_on"));

    let pet = place.read(&ACTOR, View::Records, |r| pets::list(r, id)).unwrap().remove(0);
    let input = PetInput {
        name: pet.name,
        species: pet.species.clone(),
        breed: Some("Labrador".into()),
        birth_on: pet.birth_on,
        weight_g: pet.weight_g,
        ..PetInput::default()
    };
    let done = pets::update(&place, &ACTOR, pet.id, &PetChange { pet: input, read_at: pet.updated_at });
    assert_eq!(done.unwrap().value.species, pet.species);
}

#[test]
fn an_owner_is_deactivated_and_restored_never_deleted() {
    let place = clinic();
    let owner = add(&place, &carlos());
    assert!(!owners::archive(&place, &ACTOR, owner.id).unwrap().value.is_active);
    assert_eq!(owners::archive(&place, &ACTOR, owner.id).unwrap().change, None);
    assert!(owners::restore(&place, &ACTOR, owner.id).unwrap().value.is_active);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert!(!get(&place, owner.id).is_active);
    assert_eq!(owners::archive(&place, &ACTOR, OwnerId(999)).unwrap_err().code, Code::NotFound);
}

#[test]
fn an_assistant_changes_no_owner_and_the_desk_sets_no_tier() {
    let place = clinic();
    let owner = add(&place, &maria());
    let assistant = Actor { role: Role::Assistant, ..ACTOR };
    let desk = Actor { role: Role::FrontDesk, ..ACTOR };
    let forbidden = [
        owners::create(&place, &assistant, &carlos()),
        owners::archive(&place, &assistant, owner.id),
        owners::restore(&place, &assistant, owner.id),
        owners::set_referrer(&place, &assistant, owner.id, None),
        owners::set_tier(&place, &desk, owner.id, Some(Tier::Vip), "x"),
        owners::update(
            &place,
            &assistant,
            owner.id,
            &OwnerChange { owner: maria(), read_at: owner.updated_at },
        ),
    ];
    for result in forbidden {
        assert_eq!(result.unwrap_err().code, Code::Forbidden);
    }
    assert!(owners::create(&place, &desk, &carlos()).is_ok());
}
