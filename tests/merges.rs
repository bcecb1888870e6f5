//! Two owners who are one: nothing is lost when they are merged, and nothing when that is taken back, whatever happened
//! in between.

use crate::support::{
    ACTOR, Place,
    people::sql,
    transfer::{import, import_path, place, text},
};
use crm::{
    Code,
    clinic::{self, Progress, View},
    duplicates::{self, Hints},
    merges::{self, Merge, MergeInput},
    notes::{self, NoteInput},
    transfer,
    values::OwnerId,
};
use proptest::prelude::*;

const MARIA: OwnerId = OwnerId(1);
const AGAIN: OwnerId = OwnerId(2);

/// María, María again, and Carlos whom the second María brought.
fn three() -> Place {
    let place = place();
    import(
        &place,
        "owners.csv",
        "owner_id,full_name,email,phone_primary,phone_secondary,street_address,birth_date,notes,loyalty_points,email_opt_in,referred_by_owner_id,created_at,updated_at\n\
         O1,María García,maria@email.com,998 123 4567,,Calle Coral 5,,Le gusta el café,100,true,,2025-01-02 10:00,2025-01-02 10:00\n\
         O2,Maria Garcia López,mgl@email.com,998 765 4321,998 000 0000,,1980-05-05,Llama por la tarde,50,false,,2024-01-02 10:00,2026-01-02 10:00\n\
         O3,Carlos Méndez,,998 555 0001,,,,,0,,O2,2025-06-01 10:00,2025-06-01 10:00\n",
    );
    import(
        &place,
        "pets.csv",
        "pet_id,owner_id,name,species\nN1,O1,Max,dog\nN2,O2,Luna,cat\nN3,O2,Coco,dog\n",
    );
    import(&place, "tags.csv", "tag_id,name\nT1,Rescate\nT2,Criador\n");
    import(&place, "owner_tags.csv", "owner_id,tag_id\nO1,T1\nO2,T1\nO2,T2\n");
    import(&place, "notes.csv", "note_id,owner_id,content\nH1,O2,Alérgica al pollo\n");
    place
}

fn merge(place: &Place, take: &[&str]) -> Merge {
    let take = take.iter().map(|name| (*name).to_owned()).collect();
    merges::merge(place, &ACTOR, &MergeInput { survivor: MARIA, merged: AGAIN, take }).unwrap().value
}

/// Everything but when it was changed, table by table.
fn records(place: &Place) -> String {
    let owners = "SELECT group_concat(json_object('id', external_id, 'n', full_name, 'e', email, 'p', phone, 's', phone_secondary, 'w', whatsapp,
                    'a', street_address, 'b', birth_on, 'o', notes, 'i', internal_notes, 'r', referred_by, 'x', is_active, 'c', created_at))
                  FROM (SELECT * FROM owners ORDER BY id)";
    let of = |table: &str, what: &str| {
        format!(
            "SELECT coalesce(group_concat(owner_id || {what}), '') FROM (SELECT * FROM {table} ORDER BY id)"
        )
    };
    [
        owners.to_owned(),
        of("pets", "name"),
        of("notes", "content"),
        of("consents", "is_given"),
        of("loyalty_entries", "points"),
        "SELECT group_concat(owner_id || '-' || tag_id) FROM (SELECT * FROM owner_tags ORDER BY owner_id, tag_id)".into(),
    ]
    .map(|sql| text(place, &sql))
    .join("\n")
}

fn is_sound(place: &Place) {
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(place, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn a_merge_keeps_every_value_and_moves_everything_that_hung_on_the_other() {
    let place = three();
    let done = merge(&place, &["name"]);
    assert_eq!(done.moved["pets"], 2);
    let one = |sql: &str| text(&place, sql);
    assert_eq!(one("SELECT full_name FROM owners WHERE id = 1"), "Maria Garcia López");
    assert_eq!(one("SELECT email || ' ' || phone FROM owners WHERE id = 1"), "maria@email.com 998 123 4567");
    // The phones that gave way have places of their own, or a line; so has the e-mail.
    assert_eq!(
        one("SELECT phone_secondary || phone_secondary_e164 FROM owners WHERE id = 1"),
        "998 000 0000+529980000000"
    );
    let notes = one("SELECT internal_notes FROM owners WHERE id = 1");
    for kept in ["Correo: mgl@email.com", "Teléfono: 998 765 4321", "Nombre: María García", "Fusionado con"]
    {
        assert!(notes.contains(kept), "{kept}: {notes}");
    }
    assert_eq!(one("SELECT notes FROM owners WHERE id = 1"), "Le gusta el café\nLlama por la tarde");
    assert_eq!(one("SELECT date(birth_on * 86400, 'unixepoch') FROM owners WHERE id = 1"), "1980-05-05");
    assert_eq!(one("SELECT group_concat(owner_id) FROM pets"), "1,1,1");
    assert_eq!(one("SELECT sum(points) || '' FROM loyalty_entries WHERE owner_id = 1"), "150");
    assert_eq!(
        one(
            "SELECT group_concat(is_given) FROM (SELECT * FROM consents WHERE owner_id = 1 ORDER BY given_at)"
        ),
        "1,0"
    );
    assert_eq!(one("SELECT referred_by || '' FROM owners WHERE id = 3"), "1");
    assert_eq!(one("SELECT group_concat(tag_id) FROM (SELECT tag_id FROM owner_tags WHERE owner_id = 1 AND tag_id IN (SELECT id FROM tags WHERE external_id IN ('T1', 'T2')) ORDER BY 1)").split(',').count(), 2);
    assert_eq!(one("SELECT is_active || '' FROM owners WHERE id = 2"), "0");
    is_sound(&place);
    // The radar does not bring her up again, and the same file once more changes nothing of it.
    let pairs = place
        .read(&ACTOR, View::Records, |r| duplicates::radar(r, Hints::With, &Progress::silent()))
        .unwrap();
    assert!(pairs.iter().all(|pair| pair.owners.iter().all(|owner| owner.id != AGAIN)), "{pairs:?}");
}

/// What is kept as a key is said in words, on the screen and in the notes; a number typed in two ways is no choice.
#[test]
fn two_are_compared_in_words() {
    let place = three();
    sql(
        &place,
        "UPDATE owners SET gender = 'female', preferred_contact_time = 'morning', acquisition_source = 'walk_in',
           acquisition_detail = 'Rótulo', referred_by = 3, phone = '+52 1 998 765 4321', phone_e164 = '+529987654321' WHERE id = 1;
         UPDATE owners SET gender = 'male', contact_preference = 'email', reminder_preference = '48h', hand_tier = 'vip' WHERE id = 2",
    );
    let found = place.read(&ACTOR, View::Records, |r| merges::compare(r, MARIA, AGAIN)).unwrap();
    let pair = |name: &str| {
        let field = found.fields.iter().find(|field| field.name == name).unwrap();
        (field.values.each_ref().map(String::as_str), field.is_choice)
    };
    assert_eq!(pair("phone"), (["998 765 4321", "998 765 4321"], false));
    assert_eq!(pair("gender"), (["Mujer", "Hombre"], true));
    assert_eq!(pair("contact_preference"), (["WhatsApp", "Correo"], true));
    assert_eq!(pair("reminder_preference"), (["Un día antes", "Dos días antes"], true));
    assert_eq!(pair("preferred_contact_time"), (["Por la mañana", ""], false));
    assert_eq!(pair("acquisition_source"), (["Pasó por aquí, Rótulo", ""], false));
    assert_eq!(pair("hand_tier"), (["", "VIP"], false));
    assert_eq!(pair("referred_by"), (["Carlos Méndez", ""], false));
    merge(&place, &[]);
    let notes = text(&place, "SELECT internal_notes FROM owners WHERE id = 1");
    assert!(notes.contains("Género: Hombre"), "{notes}");
}

#[test]
fn the_file_that_they_came_from_takes_nothing_of_a_merge_back() {
    let place = three();
    merge(&place, &[]);
    let after = records(&place);
    let owners = "owner_id,full_name,loyalty_points,is_active,email_opt_in\n\
                  O2,Maria Garcia López,50,true,false\n";
    let again = import(&place, "owners.csv", owners);
    assert_eq!((again.counts.same, again.counts.rows), (1, 1), "{:?}", again.by_kind);
    let pets = import(&place, "pets.csv", "pet_id,owner_id,name,species\nN2,O2,Luna,cat\nN4,O2,Nina,cat\n");
    assert_eq!((pets.counts.same, pets.counts.new), (1, 1));
    assert_eq!(text(&place, "SELECT owner_id || '' FROM pets WHERE name = 'Nina'"), "1");
    sql(&place, "DELETE FROM pets WHERE name = 'Nina'");
    assert_eq!(records(&place), after);
}

#[test]
fn a_merge_travels_with_an_export_and_can_be_taken_back_there() {
    let first = three();
    let before = records(&first);
    merge(&first, &["name"]);
    merges::keep_apart(&first, &ACTOR, MARIA, OwnerId(3)).unwrap();
    let folder = first.folder.path().join("everything");
    transfer::export(&first, &ACTOR, &folder, &Progress::silent()).unwrap();
    let second = place();
    import_path(&second, &folder);
    assert_eq!(records(&second), records(&first));
    let merges = second.read(&ACTOR, View::Records, merges::list).unwrap();
    merges::unmerge(&second, &ACTOR, merges[0].id).unwrap();
    assert_eq!(records(&second), before);
    assert_eq!(text(&second, "SELECT count(*) || '' FROM distinct_owners"), "1");
}

#[test]
fn a_merge_taken_back_at_once_leaves_everything_as_it_was() {
    for take in [&[][..], &["name", "phone", "email", "address", "birth_on", "whatsapp"][..]] {
        let place = three();
        let before = records(&place);
        let done = merge(&place, take);
        assert_ne!(records(&place), before);
        merges::unmerge(&place, &ACTOR, done.id).unwrap();
        assert_eq!(records(&place), before);
        is_sound(&place);
        let again = merges::unmerge(&place, &ACTOR, done.id).unwrap_err();
        assert_eq!(again.code, Code::NotFound);
        // Merged anew, and undone as the last change of the desk.
        merge(&place, take);
        clinic::undo_last(&place, &ACTOR).unwrap();
        assert_eq!(records(&place), before);
    }
}

#[test]
fn what_was_added_since_stays_with_the_survivor() {
    let place = three();
    let done = merge(&place, &[]);
    let note = NoteInput { content: "Vino hoy".into(), ..NoteInput::default() };
    notes::create(&place, &ACTOR, MARIA, &note).unwrap();
    sql(
        &place,
        "UPDATE owners SET email = 'nueva@email.com', internal_notes = internal_notes || char(10) || 'Paga en efectivo' WHERE id = 1",
    );
    sql(&place, "UPDATE pets SET name = 'Lunita' WHERE name = 'Luna'");
    merges::unmerge(&place, &ACTOR, done.id).unwrap();
    let one = |sql: &str| text(&place, sql);
    assert_eq!(
        one("SELECT group_concat(owner_id || name) FROM (SELECT * FROM pets ORDER BY id)"),
        "1Max,2Lunita,2Coco"
    );
    assert_eq!(
        one("SELECT group_concat(owner_id || content) FROM (SELECT * FROM notes ORDER BY id)"),
        "2Alérgica al pollo,1Vino hoy"
    );
    assert_eq!(one("SELECT email FROM owners WHERE id = 1"), "nueva@email.com");
    assert_eq!(one("SELECT internal_notes FROM owners WHERE id = 1"), "Paga en efectivo");
    assert_eq!(one("SELECT email || is_active FROM owners WHERE id = 2"), "mgl@email.com1");
    is_sound(&place);
}

#[test]
fn a_chain_of_merges_comes_apart_in_any_order() {
    let into = |place: &Place, survivor, merged| {
        merges::merge(place, &ACTOR, &MergeInput { survivor, merged, take: Vec::new() }).unwrap().value.id
    };
    for is_first_first in [true, false] {
        let place = three();
        let before = records(&place);
        let first = into(&place, MARIA, AGAIN);
        let second = into(&place, OwnerId(3), MARIA);
        assert_eq!(text(&place, "SELECT group_concat(owner_id) FROM pets"), "3,3,3");
        let order = if is_first_first { [first, second] } else { [second, first] };
        for merge in order {
            merges::unmerge(&place, &ACTOR, merge).unwrap();
        }
        assert_eq!(records(&place), before);
        is_sound(&place);
    }
}

#[test]
fn what_cannot_be_merged_is_refused_by_name() {
    let place = three();
    let refused = |survivor, merged, take: &[&str]| {
        let take = take.iter().map(|name| (*name).to_owned()).collect();
        let error = merges::merge(&place, &ACTOR, &MergeInput { survivor, merged, take }).unwrap_err();
        (error.code, error.field.unwrap_or_default())
    };
    assert_eq!(refused(MARIA, MARIA, &[]), (Code::Invalid, "merged".into()));
    assert_eq!(refused(MARIA, OwnerId(99), &[]).0, Code::NotFound);
    assert_eq!(refused(MARIA, AGAIN, &["shoe_size"]), (Code::Invalid, "take".into()));
    merge(&place, &[]);
    assert_eq!(refused(OwnerId(3), AGAIN, &[]), (Code::Invalid, "merged".into()));
    assert_eq!(refused(AGAIN, OwnerId(3), &[]), (Code::Invalid, "survivor".into()));
}

#[test]
fn a_pair_that_is_two_is_passed_over_from_then_on() {
    let place = place();
    import(
        &place,
        "owners.csv",
        "owner_id,full_name,phone_primary\nO1,María García López,998 123 4567\nO2,Maria Garcia Lopez,998 123 4567\n",
    );
    let radar = || {
        place
            .read(&ACTOR, View::Records, |r| duplicates::radar(r, Hints::With, &Progress::silent()))
            .unwrap()
            .len()
    };
    assert_eq!(radar(), 1);
    merges::keep_apart(&place, &ACTOR, AGAIN, MARIA).unwrap();
    assert_eq!(radar(), 0);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(radar(), 1);
}

/// What a desk may do between a merge and its undoing.
#[derive(Debug, Clone)]
enum Edit {
    Note(String),
    Rename(usize, String),
    Phone(String),
    Remark(String),
    Pet(String),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        "[a-z]{3,9}".prop_map(Edit::Note),
        (0..3_usize, "[A-Z][a-z]{2,6}").prop_map(|(pet, name)| Edit::Rename(pet, name)),
        "998[0-9]{7}".prop_map(Edit::Phone),
        "[a-z]{3,9}".prop_map(Edit::Remark),
        "[A-Z][a-z]{2,6}".prop_map(Edit::Pet),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn merge_edit_undo_loses_nothing_on_either_side(edits in prop::collection::vec(edit(), 0..6), takes in prop::sample::subsequence(vec!["name", "phone", "email", "address", "birth_on"], 0..=5)) {
        let place = three();
        let done = merge(&place, &takes);
        let mut pets: Vec<(String, i64)> = vec![("Max".into(), 1), ("Luna".into(), 2), ("Coco".into(), 2)];
        let mut added: Vec<String> = Vec::new();
        let (mut phone, mut remark) = (None, None);
        for (at, edit) in edits.iter().enumerate() {
            match edit {
                Edit::Note(content) => {
                    let note = NoteInput { content: content.clone(), ..NoteInput::default() };
                    notes::create(&place, &ACTOR, MARIA, &note).unwrap();
                    added.push(content.clone());
                }
                Edit::Rename(pet, name) => {
                    sql(&place, &format!("UPDATE pets SET name = '{name}' WHERE id = {}", pet + 1));
                    pets[*pet].0.clone_from(name);
                }
                Edit::Phone(number) => {
                    sql(&place, &format!("UPDATE owners SET phone = '{number}', phone_e164 = '+52{number}' WHERE id = 1"));
                    phone = Some(number.clone());
                }
                Edit::Remark(words) => {
                    sql(&place, &format!("UPDATE owners SET notes = notes || '; {words}' WHERE id = 1"));
                    remark = Some(words.clone());
                }
                Edit::Pet(name) => {
                    let number = 100 + at;
                    sql(&place, &format!("INSERT INTO pets (id, external_id, owner_id, name, created_at, updated_at) VALUES ({number}, 'P{number}', 1, '{name}', 0, 0)"));
                    pets.push((name.clone(), 1));
                }
            }
        }
        merges::unmerge(&place, &ACTOR, done.id).unwrap();
        let stand = text(&place, "SELECT json_group_array(json_array(name, owner_id)) FROM (SELECT * FROM pets ORDER BY id)");
        prop_assert_eq!(serde_json::from_str::<Vec<(String, i64)>>(&stand).unwrap(), pets);
        for content in &added {
            let count = format!("SELECT count(*) || '' FROM notes WHERE owner_id = 1 AND content = '{content}'");
            prop_assert_ne!(text(&place, &count), "0");
        }
        prop_assert_eq!(text(&place, "SELECT owner_id || content FROM notes WHERE external_id = 'H1'"), "2Alérgica al pollo");
        prop_assert_eq!(text(&place, "SELECT phone FROM owners WHERE id = 1"), phone.unwrap_or("998 123 4567".into()));
        if let Some(words) = remark {
            let kept = text(&place, "SELECT notes FROM owners WHERE id = 1");
            prop_assert!(kept.contains(&words) && kept.contains("Le gusta el café"), "{}", kept);
        }
        prop_assert_eq!(
            text(&place, "SELECT full_name || email || phone || phone_secondary || notes || is_active FROM owners WHERE id = 2"),
            "Maria Garcia Lópezmgl@email.com998 765 4321998 000 0000Llama por la tarde1"
        );
        prop_assert_eq!(text(&place, "SELECT (SELECT sum(points) FROM loyalty_entries WHERE owner_id = 1) || '/' || (SELECT sum(points) FROM loyalty_entries WHERE owner_id = 2)"), "100/50");
        is_sound(&place);
    }
}
