//! Owners who are perhaps one: found where it is known, and only there.

use crate::support::{
    ACTOR, Place,
    transfer::{import, import_path, place},
    twins,
};
use crm::{
    clinic::{Progress, View},
    duplicates::{self, DuplicatePair, Hints, ReasonKind, Typed},
};
use std::collections::BTreeSet;

fn radar(place: &Place, hints: Hints) -> Vec<DuplicatePair> {
    place.read(&ACTOR, View::Records, |r| duplicates::radar(r, hints, &Progress::silent())).unwrap()
}

fn ids(pair: &DuplicatePair) -> (String, String) {
    let [one, other] = &pair.owners;
    (one.external_id.0.clone(), other.external_id.0.clone())
}

#[test]
fn of_two_in_a_hundred_entered_twice_nearly_all_are_found_and_hardly_anybody_else() {
    let place = place();
    let known = twins::write(&place, 10_000);
    import_path(&place, &place.folder.path().join("twins"));
    let found: BTreeSet<(String, String)> = radar(&place, Hints::Without).iter().map(ids).collect();
    let right = found.intersection(&known).count() as f64;
    let (recall, precision) = (right / known.len() as f64, right / found.len() as f64);
    println!("recall {recall:.3}, precision {precision:.3} of {} known", known.len());
    let missed: Vec<_> = known.difference(&found).take(5).collect();
    let wrong: Vec<_> = found.difference(&known).take(5).collect();
    assert!(
        recall >= 0.90 && precision >= 0.95,
        "recall {recall}, precision {precision}, missed {missed:?}, wrong {wrong:?}"
    );
}

const OWNERS: &str = "owner_id,full_name,email,phone_primary,street_address\n";

/// Six owners: one entered twice, a couple that shares a phone, two strangers of one name.
fn six(place: &Place) {
    import(
        place,
        "owners.csv",
        format!(
            "{OWNERS}O1,María García López,maria@email.com,998 123 4567,Calle Coral 5\n\
             O2,Maria Garcia,MARIA@email.com,,\n\
             O3,Carlos Méndez Ruiz,,998 555 0001,Av. Tulum 12\n\
             O4,Sofía Núñez,,998 555 0001,Av. Tulum 12\n\
             O5,Roberto Sánchez,rs@email.com,998 555 0002,\n\
             O6,Roberto Sánchez,otro@email.com,998 555 0003,\n"
        ),
    );
}

#[test]
fn a_shared_phone_and_a_name_are_hints_and_never_proof() {
    let place = place();
    six(&place);
    let sure = radar(&place, Hints::Without);
    assert_eq!(sure.iter().map(ids).collect::<Vec<_>>(), [("O1".to_owned(), "O2".to_owned())]);
    assert!(sure[0].score >= duplicates::WORKING && !sure[0].is_hint);
    let kinds: Vec<ReasonKind> = sure[0].reasons.iter().map(|reason| reason.kind).collect();
    assert_eq!(kinds, [ReasonKind::ShorterName, ReasonKind::SameEmail]);
    let all = radar(&place, Hints::With);
    let hints: BTreeSet<(String, String)> = all.iter().filter(|pair| pair.is_hint).map(ids).collect();
    assert!(hints.contains(&("O3".into(), "O4".into())), "{hints:?}");
    assert!(hints.contains(&("O5".into(), "O6".into())), "{hints:?}");
}

#[test]
fn who_is_being_entered_is_perhaps_here_already() {
    let place = place();
    six(&place);
    let typing = |name: &str, phone: &str, email: &str| -> Vec<(String, bool)> {
        let typed = Typed { owner: None, name: name.into(), phone: phone.into(), email: email.into() };
        let found = place.read(&ACTOR, View::Records, |r| duplicates::while_typing(r, &typed)).unwrap();
        found.into_iter().map(|like| (like.owner.external_id.0, like.is_likely)).collect()
    };
    assert_eq!(typing("Maria Garcia Lopes", "9981234567", ""), [("O1".into(), true), ("O2".into(), false)]);
    assert_eq!(typing("Pedro Pérez", "998 123 4567", ""), [("O1".into(), false)]);
    assert_eq!(typing("", "", "rs@email.com"), [("O5".into(), false)]);
    assert_eq!(typing("Xóchitl Balam", "998 999 9999", ""), []);
    let own = Typed { owner: Some(crm::values::OwnerId(1)), phone: "9981234567".into(), ..Typed::default() };
    assert_eq!(place.read(&ACTOR, View::Records, |r| duplicates::while_typing(r, &own)).unwrap(), []);
}
