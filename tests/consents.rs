//! Consents: entries are added, never changed; the state follows from them.

use crate::support::{
    ACTOR, Place, clinic,
    people::{add, maria},
};
use crm::{
    Code,
    clinic::{self, Actor, Role, View},
    consents::{self, ConsentInput, ConsentState, Purpose},
    owners::ContactChannel,
    values::OwnerId,
};

fn said(channel: Option<ContactChannel>, purpose: Option<Purpose>, is_given: bool) -> ConsentInput {
    ConsentInput { purpose, channel, is_given, source: "phone".into(), wording_version: None }
}

fn cell(place: &Place, owner: OwnerId, channel: ContactChannel, purpose: Purpose) -> (ConsentState, bool) {
    let state = place.read(&ACTOR, View::Records, |r| consents::state(r, owner)).unwrap();
    let cell = state.cells.iter().find(|c| c.channel == channel && c.purpose == purpose).unwrap();
    (cell.state, cell.is_allowed)
}

#[test]
fn what_was_said_last_holds_and_an_undo_unsays_it() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let promotions = || cell(&place, maria, ContactChannel::Whatsapp, Purpose::Promotions);
    assert_eq!(promotions(), (ConsentState::Unknown, false));
    let done =
        consents::record(&place, &ACTOR, maria, &said(Some(ContactChannel::Whatsapp), None, true)).unwrap();
    assert!(done.value.allows(ContactChannel::Whatsapp, Purpose::Promotions));
    assert_eq!(promotions(), (ConsentState::Given, true));
    consents::record(&place, &ACTOR, maria, &said(None, Some(Purpose::Promotions), false)).unwrap();
    assert_eq!(promotions(), (ConsentState::Withdrawn, false));
    assert_eq!(
        cell(&place, maria, ContactChannel::Whatsapp, Purpose::Newsletters),
        (ConsentState::Given, true)
    );
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "María García");
    assert_eq!(promotions(), (ConsentState::Given, true));
}

#[test]
fn an_entry_is_about_something_and_somebody() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let nothing = consents::record(&place, &ACTOR, maria, &said(None, None, true)).unwrap_err();
    assert_eq!(nothing.field.as_deref(), Some("channel"));
    let blank = ConsentInput { source: " ".into(), ..said(Some(ContactChannel::Sms), None, true) };
    assert_eq!(consents::record(&place, &ACTOR, maria, &blank).unwrap_err().field.as_deref(), Some("source"));
    let sms = said(Some(ContactChannel::Sms), None, true);
    assert_eq!(consents::record(&place, &ACTOR, OwnerId(999), &sms).unwrap_err().code, Code::NotFound);
    let assistant = Actor { role: Role::Assistant, ..ACTOR };
    assert_eq!(consents::record(&place, &assistant, maria, &sms).unwrap_err().code, Code::Forbidden);
}
