//! Who sent an owner and whom she sent; where she is found; what she said of being written to, and when.

use crate::support::{
    ACTOR, clinic,
    facts::invoice,
    people::{add, carlos, form, maria, person, roberto, sarah},
};
use crm::{
    clinic::View,
    consents::{self, ConsentInput, Purpose},
    owners::{self, ContactChannel, Kin, Network, OwnerChange, OwnerInput},
    values::OwnerId,
};

#[test]
fn a_family_is_who_sent_her_and_whom_she_sent_with_what_they_spent() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let sent_by =
        |by: OwnerId, input: OwnerInput| add(&place, &OwnerInput { referred_by: Some(by), ..input }).id;
    let carlos = sent_by(maria, carlos());
    let sarah = sent_by(carlos, sarah());
    let roberto = sent_by(carlos, roberto());
    let ana = sent_by(sarah, person("Ana", "Ruiz"));
    invoice(&place, sarah, "2025-10-01", 50_000);
    invoice(&place, ana, "2025-10-02", 25_000);
    invoice(&place, maria, "2025-10-03", 1_000);
    let family = |id| place.read(&ACTOR, View::Records, |r| owners::family(r, id)).unwrap();
    let names =
        |kin: &[Kin]| kin.iter().map(|one| (one.name.clone(), one.depth, one.sent)).collect::<Vec<_>>();

    let carlos_family = family(carlos);
    assert_eq!(names(&carlos_family.above), [("María García".to_owned(), 1, 1)]);
    // Each is followed by whom that one sent.
    let below = names(&carlos_family.below);
    let at = |name: &str| below.iter().position(|(known, ..)| known == name).unwrap();
    assert_eq!(below.len(), 3);
    assert_eq!(at("Ana Ruiz"), at("Sarah Johnson") + 1);
    assert_eq!(below[at("Ana Ruiz")].1, 2);
    assert_eq!((carlos_family.direct, carlos_family.all), (2, 3));
    assert_eq!(carlos_family.spent_cents.cents(), 75_000);
    assert_eq!(names(&family(ana).above).len(), 3);
    assert_eq!(family(roberto).below, []);
    assert_eq!(family(maria).all, 4);
}

#[test]
fn pages_on_networks_are_kept_in_one_form_and_nothing_else_is_opened() {
    let place = clinic();
    let input = OwnerInput {
        facebook_url: Some("m.facebook.com/maria.garcia/".into()),
        instagram_handle: Some("@Maria.Garcia".into()),
        ..maria()
    };
    let maria = add(&place, &input);
    assert_eq!(maria.facebook_url.as_deref(), Some("https://www.facebook.com/maria.garcia"));
    assert_eq!(maria.instagram_handle.as_deref(), Some("maria.garcia"));
    let page = |network| owners::page_of(&maria, network).unwrap();
    assert_eq!(page(Network::Facebook), "https://www.facebook.com/maria.garcia");
    assert_eq!(page(Network::Instagram), "https://www.instagram.com/maria.garcia/");
    for (field, change) in [
        ("facebook_url", OwnerInput { facebook_url: Some("https://evil.example/x".into()), ..form(&maria) }),
        ("instagram_handle", OwnerInput { instagram_handle: Some("no es uno".into()), ..form(&maria) }),
    ] {
        let change = OwnerChange { owner: change, read_at: maria.updated_at };
        let error = owners::update(&place, &ACTOR, maria.id, &change).unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field));
    }
}

#[test]
fn what_she_said_is_known_with_when_how_and_to_whom() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let say = |is_given, source: &str| {
        let said = ConsentInput {
            purpose: Some(Purpose::Promotions),
            channel: Some(ContactChannel::Whatsapp),
            is_given,
            source: source.into(),
            wording_version: Some("2026-11".into()),
        };
        consents::record(&place, &ACTOR, maria, &said).unwrap();
    };
    say(true, "in_person");
    say(false, "phone");
    let history = place.read(&ACTOR, View::Records, |r| consents::history(r, maria)).unwrap();
    let seen: Vec<_> = history.iter().map(|said| (said.is_given, said.source.as_str())).collect();
    assert_eq!(seen, [(false, "phone"), (true, "in_person")]);
    assert_eq!(history[0].wording_version.as_deref(), Some("2026-11"));
    assert!(history[0].staff_name.is_some());
}
