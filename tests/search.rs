//! The one box: finds people as they are remembered, says why, and is never wrong about who is there.

use crate::support::{ACTOR, Place, clinic, sought::sought};
use crm::{
    clinic::{Action, Progress, View},
    recents, sample,
    search::{self, Answer, Field, Hit},
    values::OwnerId,
};

fn find(place: &crm::Clinic, text: &str) -> Answer {
    place.read(&ACTOR, View::Records, |r| search::find(r, text, 20)).unwrap()
}

fn names(place: &crm::Clinic, text: &str) -> Vec<String> {
    find(place, text).hits.into_iter().map(|hit| hit.name).collect()
}

fn write(place: &crm::Clinic, sql: &str) {
    place
        .write(&ACTOR, Action::UpdateOwner, |w| {
            w.conn().execute_batch(sql)?;
            Ok(())
        })
        .unwrap();
}

fn owner(place: &crm::Clinic, id: i64, name: &str, phone: &str, email: &str) {
    let e164 = crm::values::Phone::parse(phone, "MX").map(|phone| phone.as_str().to_owned());
    place
        .write(&ACTOR, Action::CreateOwner, |w| {
            let sql = "INSERT INTO owners (id, external_id, full_name, phone, phone_e164, email, created_at, updated_at)
                       VALUES (?1, 'X' || ?1, ?2, ?3, ?4, nullif(?5, ''), 0, 0)";
            w.conn().execute(sql, (id, name, phone, e164, email))?;
            Ok(())
        })
        .unwrap();
}

fn pet(place: &crm::Clinic, owner: i64, name: &str, status: &str, chip: Option<&str>) {
    place
        .write(&ACTOR, Action::CreatePet, |w| {
            let sql = "INSERT INTO pets (external_id, owner_id, name, species, status, microchip, created_at, updated_at)
                       VALUES (hex(randomblob(8)), ?1, ?2, 'dog', ?3, ?4, 0, 0)";
            w.conn().execute(sql, (owner, name, status, chip))?;
            Ok(())
        })
        .unwrap();
}

/// The people of the worked example, and some whose names are often misspelt.
fn people() -> Place {
    let place = clinic();
    owner(&place, 11, "María García", "998-123-4567", "maria.garcia@email.com");
    owner(&place, 12, "Carlos Méndez", "+52 1 998 222 3344", "");
    owner(&place, 13, "Sarah Johnson", "+1 305 555 0142", "sarah_j@correo.example");
    owner(&place, 14, "Roberto Sánchez", "044 984 456 7120", "");
    owner(&place, 15, "Hernán Vázquez Núñez", "55 1234 5678", "hvn@empresa.mx");
    owner(&place, 16, "أحمد بناني", "(998) 777 8899", "");
    owner(&place, 17, "Amanda O'Neill Saint-James", "999 000 1111", "");
    owner(&place, 18, "Guadalupe Llanes Ek", "998 314 1592", "");
    pet(&place, 11, "Max", "active", Some("991-050 947-123456"));
    pet(&place, 12, "Buddy", "active", None);
    pet(&place, 13, "Mittens", "active", None);
    pet(&place, 13, "Whiskers", "active", None);
    pet(&place, 14, "Thor", "active", None);
    pet(&place, 15, "Ñoño Bebé", "active", None);
    place
}

#[test]
fn people_are_found_as_they_are_remembered() {
    let place = people();
    for (text, expected) in [
        ("maria garcia", "María García"),
        ("GARCÍA", "María García"),
        ("gar mar", "María García"),
        ("arcí", "María García"),
        ("4567", "María García"),
        ("998 123", "María García"),
        ("+52 998-123", "María García"),
        ("+52 1 998 123 4567", "María García"),
        ("(998) 123.45", "María García"),
        ("٤٥٦٧", "María García"),
        ("garcia@em", "María García"),
        ("maria.gar", "María García"),
        ("max garcia", "María García"),
        ("garcia max", "María García"),
        ("max 4567", "María García"),
        ("94712", "María García"),
        ("991050947123456", "María García"),
        ("mria garcia", "María García"),
        ("garzia maria", "María García"),
        ("mariagarcia", "María García"),
        ("maxgarcia", "María García"),
        ("mar ia garcia", "María García"),
        ("mendes", "Carlos Méndez"),
        ("carlso medez", "Carlos Méndez"),
        ("5219982223344", "Carlos Méndez"),
        ("jonson", "Sarah Johnson"),
        ("sara jhonson", "Sarah Johnson"),
        ("305 555", "Sarah Johnson"),
        ("whiskers", "Sarah Johnson"),
        ("wiskers", "Sarah Johnson"),
        ("sarah_j", "Sarah Johnson"),
        ("984 456", "Roberto Sánchez"),
        ("044 984 456 7120", "Roberto Sánchez"),
        ("tor sanches", "Roberto Sánchez"),
        ("basques", "Hernán Vázquez Núñez"),
        ("ernan nunes", "Hernán Vázquez Núñez"),
        ("nono bebe", "Hernán Vázquez Núñez"),
        ("ñoño", "Hernán Vázquez Núñez"),
        ("empresa.mx", "Hernán Vázquez Núñez"),
        ("احمد", "أحمد بناني"),
        ("أحمد بنانى", "أحمد بناني"),
        ("oneill", "Amanda O'Neill Saint-James"),
        ("o'neill", "Amanda O'Neill Saint-James"),
        ("saint james", "Amanda O'Neill Saint-James"),
        ("saintjames", "Amanda O'Neill Saint-James"),
        ("yanes", "Guadalupe Llanes Ek"),
        ("guada lupe", "Guadalupe Llanes Ek"),
        ("guadlpe yanez", "Guadalupe Llanes Ek"),
        ("guadalupe k", "Guadalupe Llanes Ek"),
    ] {
        assert_eq!(names(&place, text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn one_and_two_characters_are_beginnings() {
    let place = people();
    assert_eq!(names(&place, "m"), ["María García", "Sarah Johnson", "Carlos Méndez"]);
    assert_eq!(names(&place, "ek"), ["Guadalupe Llanes Ek"]);
    assert_eq!(names(&place, "13"), ["Sarah Johnson"]);
    assert_eq!(names(&place, "98"), ["Roberto Sánchez"]);
    assert_eq!(names(&place, "ñ").len(), 1);
    assert_eq!(names(&place, "م").len(), 0);
    assert_eq!(names(&place, "ب"), ["أحمد بناني"]);
}

#[test]
fn nobody_is_found_who_does_not_fit() {
    let place = people();
    for text in
        ["zzyzx", "maria sanchez", "max johnson", "00000", "otra@email.com", "maria 9999", "🐶", "---"]
    {
        assert_eq!(names(&place, text), [""; 0], "{text}");
    }
}

#[test]
fn no_text_is_an_error() {
    let place = people();
    let long = "ab ".repeat(5_000);
    let one = "x".repeat(100_000);
    for text in [
        "\"",
        "'",
        "\"\"\"",
        "*",
        "mar*",
        "a OR b",
        "NEAR(maria garcia, 2)",
        "maria AND",
        "NOT maria",
        "-maria",
        "words:maria",
        "^maria",
        "{words} : maria",
        "(",
        "maria + garcia",
        "\\",
        "%",
        "_",
        "a\0b",
        "\u{202e}maria",
        "'; DROP TABLE owners; --",
        "\"maria\" *",
        "garcia\"@x",
        "\u{1f600}@",
        "@",
        "@@@",
        "+",
        "%@%",
        &long,
        &one,
    ] {
        find(&place, text);
    }
    assert_eq!(names(&place, "\"maria\" -garcia*"), ["María García"]);
}

#[test]
fn a_hit_says_why() {
    let place = people();
    let why = |text: &str| -> Vec<(Field, String, Vec<String>)> {
        let hit: Hit = find(&place, text).hits.into_iter().next().unwrap();
        let lit = |text: &str, (start, end): (u32, u32)| {
            let units: Vec<u16> = text.encode_utf16().collect();
            String::from_utf16(&units[start as usize..end as usize]).unwrap()
        };
        let found = hit.matches.into_iter();
        found
            .map(|m| (m.field, m.text.clone(), m.ranges.iter().map(|range| lit(&m.text, *range)).collect()))
            .collect()
    };
    let one = |field, text: &str, lit: &[&str]| {
        (field, text.to_owned(), lit.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>())
    };
    assert_eq!(why("4567"), [one(Field::Phone, "998 123 4567", &["4567"])]);
    assert_eq!(why("234567"), [one(Field::Phone, "998 123 4567", &["23 4567"])]);
    assert_eq!(why("+52 998 1"), [one(Field::Phone, "998 123 4567", &["998 1"])]);
    assert_eq!(why("ñez"), [one(Field::OwnerName, "Hernán Vázquez Núñez", &["ñez"])]);
    assert_eq!(why("maria gar"), [one(Field::OwnerName, "María García", &["María", "Gar"])]);
    assert_eq!(why("garcai"), [one(Field::OwnerName, "María García", &["García"])]);
    assert_eq!(
        why("max garcia"),
        [one(Field::Pet, "Max", &["Max"]), one(Field::OwnerName, "María García", &["García"])]
    );
    assert_eq!(why("947123"), [one(Field::Microchip, "991-050 947-123456", &["947-123"])]);
    assert_eq!(why("garcia@EMAIL"), [one(Field::Email, "maria.garcia@email.com", &["garcia@email"])]);
    assert_eq!(
        why("maxgarcia"),
        [one(Field::Pet, "Max", &["Max"]), one(Field::OwnerName, "María García", &["García"])]
    );
    assert_eq!(why("305 555"), [one(Field::Phone, "+1 305-555-0142", &["305-555"])]);
}

#[test]
fn a_letter_behind_a_name_goes_on_with_it_and_a_third_may_name_a_pet() {
    let place = people();
    owner(&place, 31, "María Pat", "998 300 0000", "");
    pet(&place, 31, "Goofy", "active", None);
    assert_eq!(names(&place, "maria g")[..2], ["María García", "María Pat"]);
    assert_eq!(names(&place, "maria goo")[0], "María Pat");
}

#[test]
fn whole_words_come_first_then_who_is_active_then_who_came_last() {
    let place = clinic();
    owner(&place, 21, "Ana Mariana Luna", "", "");
    owner(&place, 22, "Lunara Paz", "", "");
    owner(&place, 23, "Luna Baja", "", "");
    owner(&place, 24, "Pedro Soto", "", "");
    owner(&place, 25, "Luna Nueva", "", "");
    owner(&place, 26, "Iván Muerto", "", "");
    owner(&place, 27, "Luma Paz", "", "");
    pet(&place, 24, "Luna", "active", None);
    pet(&place, 26, "Luna", "deceased", None);
    write(
        &place,
        "UPDATE owners SET is_active = 0 WHERE id = 23;
         INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
         VALUES ('A1', 25, 0, 20000, 'completed'), ('A2', 24, 0, 19000, 'completed');",
    );
    let hits = find(&place, "luna").hits;
    let order: Vec<i64> = hits.iter().map(|hit| hit.owner_id.0).collect();
    assert_eq!(order, [25, 24, 21, 22, 26, 23, 27]);
    assert!(!hits[5].is_active && hits[0].is_active);
    assert_eq!(hits[4].pets[0].status, "deceased");
}

#[test]
fn who_was_only_perhaps_meant_is_told_apart_and_counted() {
    let place = people();
    owner(&place, 31, "Marta Garcés", "", "");
    let answer = find(&place, "garcia");
    let near: Vec<(&str, bool)> = answer.hits.iter().map(|hit| (hit.name.as_str(), hit.is_near)).collect();
    assert_eq!(near, [("María García", false), ("Marta Garcés", true)]);
    assert_eq!((answer.total, answer.near), (2, 1));

    // Sounding alike and parts of a word are no slips; a slip is one, however good.
    for (text, is_near) in [("garzia", false), ("arcí", false), ("garcai", true), ("mariagarcia", true)] {
        let answer = find(&place, text);
        assert_eq!(answer.hits[0].is_near, is_near, "{text}");
        assert_eq!(answer.near > 0, answer.hits.iter().any(|hit| hit.is_near), "{text}");
    }
}

#[test]
fn what_was_opened_last_stands_in_the_empty_box() {
    let place = people();
    for id in [11, 12, 13, 11, 99] {
        recents::note(&place, &ACTOR, OwnerId(id)).unwrap();
    }
    let recents: Vec<i64> = find(&place, "  ").hits.iter().map(|hit| hit.owner_id.0).collect();
    assert_eq!(recents, [11, 13, 12]);
    for id in 11..=18 {
        recents::note(&place, &ACTOR, OwnerId(id)).unwrap();
    }
    for id in 31..40 {
        owner(&place, id, "Otra Persona", "", "");
        recents::note(&place, &ACTOR, OwnerId(id)).unwrap();
    }
    let recents = place.read(&ACTOR, View::Records, search::recents).unwrap();
    assert_eq!(recents.len(), 10);
    assert!(recents.iter().all(|hit| hit.matches.is_empty()));
}

#[test]
fn a_hundred_people_looked_for_are_found() {
    let place = clinic();
    sample::create(&place, &ACTOR, 2_000, 7, &Progress::silent()).unwrap();
    let missed: Vec<String> = place
        .read(&ACTOR, View::Records, |r| {
            let sought = sought(r, 100);
            Ok(sought
                .into_iter()
                .filter(|one| {
                    !search::find(r, &one.text, 20).unwrap().hits.iter().any(|hit| hit.owner_id == one.owner)
                })
                .map(|one| one.text)
                .collect())
        })
        .unwrap();
    assert_eq!(missed, [""; 0]);
}

#[test]
fn last_digits_find_their_few_among_the_many_who_have_them_elsewhere() {
    let place = clinic();
    owner(&place, 1, "Ana Primera", "998 300 9997", "");
    let many = "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < 900)
        INSERT INTO owners (id, external_id, full_name, phone, phone_e164, created_at, updated_at)
        SELECT i, 'X' || i, 'Nombre ' || i, '999 7' || (100000 + i), '+529997' || (100000 + i), 0, 0 FROM n";
    write(&place, many);
    owner(&place, 901, "Zoe Última", "984 120 9997", "");
    for text in ["9997", "99 97", "3009997", "1209997"] {
        let found = names(&place, text);
        let ends: &[&str] = match text {
            "3009997" => &["Ana Primera"],
            "1209997" => &["Zoe Última"],
            _ => &["Ana Primera", "Zoe Última"],
        };
        assert!(
            ends.iter().all(|name| found[..ends.len()].contains(&(*name).to_owned())),
            "{text}: {found:?}"
        );
    }
}
