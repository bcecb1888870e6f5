//! Small papers: what stands on them, where it stands, and who is left out.

use crate::{
    report_pages::pdf_text,
    support::{
        ACTOR, Place, clinic, clinic_on, facts,
        people::{self, sql},
        shop::start_programme,
    },
};
use crm::{
    clinic::{Progress, View},
    owners::{OwnerFilters, OwnerInput},
    paper_files,
    report_files::ReportStyle,
    reports::*,
    sample,
    values::{Lang, OwnerId},
};

fn set(place: &Place, paper: &SmallPaper, lang: Lang, sheet: Paper) -> SetPaper {
    place.read(&ACTOR, View::Records, |r| small_paper(r, paper, lang, sheet)).unwrap()
}

fn text(place: &Place, paper: &SmallPaper, lang: Lang) -> String {
    let set = set(place, paper, lang, Paper::A4);
    pdf_text(&paint(&set.report, &set.pages, lang).unwrap())
}

fn addressed(street: &str, input: OwnerInput) -> OwnerInput {
    OwnerInput {
        street_address: Some(street.into()),
        city: Some("Puerto Morelos".into()),
        postal_code: Some("77580".into()),
        ..input
    }
}

/// María with a dog and a cat that died, a vaccination, visits and points; Carlos without an address; Sarah abroad.
fn desk() -> (Place, [OwnerId; 3]) {
    let place = clinic();
    let abroad = OwnerInput { country: Some("Canada".into()), ..addressed("12 Maple St", people::sarah()) };
    let [maria, carlos, sarah] = [
        addressed("Calle Coral 45", people::maria()),
        OwnerInput { street_address: None, ..people::carlos() },
        abroad,
    ]
    .map(|input| people::add(&place, &input).id);
    let max = facts::add_pet(&place, maria, &facts::pet("Max", "dog"));
    facts::add_pet(&place, carlos, &facts::pet("Buddy", "dog"));
    facts::appointment_at(&place, maria, Some(max.id), "2025-11-10", (10, 0), "completed");
    facts::appointment_at(&place, maria, Some(max.id), "2025-11-17", (9, 30), "scheduled");
    facts::appointment_at(&place, carlos, None, "2025-11-18", (12, 0), "scheduled");
    let day = facts::day("2025-11-25").number();
    sql(
        &place,
        &format!(
            "INSERT INTO vaccinations (external_id, pet_id, vaccine, given_on, due_on)
             SELECT 'V' || id, id, 'Antirrábica', {day} - 365, {day} FROM pets WHERE name IN ('Buddy', 'Max');
             INSERT INTO notes (external_id, owner_id, content, visibility, created_at, updated_at) VALUES
             ('N1', {0}, 'Puede recoger por la tarde', 'printable', 0, 0), ('N2', {0}, 'Debe dinero', 'internal', 0, 0);
             INSERT INTO loyalty_entries (external_id, owner_id, kind, points, description, entered_at, entered_on) VALUES
             ('E1', {0}, 'earn', 120, 'Compra F-1', 0, {day} - 60), ('E2', {0}, 'redeem', -50, 'Baño', 0, {day} - 30);
             INSERT INTO interactions (external_id, owner_id, kind, channel, direction, subject, happened_at, happened_on,
               follow_up_required, follow_up_on, created_at) VALUES
             ('X1', {1}, 'call', 'phone', 'outbound', 'Preguntar por la pata', 0, 20000, 1, {day} - 10, 0)",
            maria.0, carlos.0
        ),
    );
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    (place, [maria, carlos, sarah])
}

#[test]
fn a_card_holds_what_the_owner_may_read() {
    let (place, [maria, ..]) = desk();
    let card = text(&place, &SmallPaper::Card { owner: maria }, Lang::Es);
    for words in [
        "María García",
        "998 123 4567",
        "Calle Coral 45",
        "77580, Puerto Morelos",
        "Max",
        "Perro",
        "Antirrábica",
        "Revisión",
        "Puede recoger por la tarde",
        "Próxima cita",
    ] {
        assert!(card.contains(words), "{words} in {card}");
    }
    assert!(!card.contains("Debe dinero"), "what is internal stays inside");
    let english = text(&place, &SmallPaper::Card { owner: maria }, Lang::En);
    assert!(english.contains("Owner card") && english.contains("Dog"), "{english}");
}

#[test]
fn lists_hold_phones_and_room_to_write() {
    let (place, [maria, ..]) = desk();
    let due = text(&place, &SmallPaper::Vaccinations { owner: None }, Lang::Es);
    assert!(due.contains("Buddy") && due.contains("998 310 7742"), "{due}");
    assert!(!due.contains("Max"), "who is booked is not on the list");
    assert!(due.contains("Anotaciones"));
    let card = text(&place, &SmallPaper::Vaccinations { owner: Some(maria) }, Lang::Es);
    assert!(
        card.contains("Cartilla de vacunación")
            && card.contains("25 nov 2024")
            && card.contains("25 nov 2025"),
        "{card}"
    );
    let owed = text(&place, &SmallPaper::FollowUps, Lang::Es);
    assert!(owed.contains("Preguntar por la pata") && owed.contains("Vencidos"), "{owed}");
    let plan = text(&place, &SmallPaper::Plan, Lang::Es);
    for words in [
        "Plan B del día",
        "9:30",
        "María García",
        "998 123 4567",
        "Citas de mañana",
        "12:00",
        "Preguntar por la pata",
    ] {
        assert!(plan.contains(words), "{words} in {plan}");
    }
    let days = |from: &str, to: &str| SmallPaper::Agenda { from: facts::day(from), to: facts::day(to) };
    let agenda = text(&place, &days("2025-11-17", "2025-11-23"), Lang::Es);
    for words in [
        "Agenda",
        "Lunes, 17 nov 2025",
        "9:30",
        "María García",
        "Martes, 18 nov 2025",
        "12:00",
        "998 123 4567",
    ] {
        assert!(agenda.contains(words), "{words} in {agenda}");
    }
    assert!(!agenda.contains("Miércoles") && !agenda.contains("Sin citas."), "{agenda}");
    let free = text(&place, &days("2025-11-19", "2025-11-19"), Lang::En);
    assert!(free.contains("No appointments."), "{free}");
    start_programme(&place, "2025-09-01");
    let points = text(&place, &SmallPaper::Statement { owner: maria }, Lang::Es);
    // Earned on the 26th of September and used in part: the rest expires a year later. Bronze, from the first point.
    for words in [
        "Canje",
        "Compra F-1",
        "70 caducan el 26 sep 2026",
        "Bronce",
        "Próximos a caducar",
        "Del 26 de septiembre al 17 de noviembre de 2025",
    ] {
        assert!(points.contains(words), "{words} in {points}");
    }
}

#[test]
fn labels_stand_on_their_places_and_say_who_is_left_out() {
    let (place, [maria, carlos, sarah]) = desk();
    let to = Recipients::Owners { ids: vec![maria, carlos, sarah] };
    for (sheet, size) in [
        (LabelSheet::L7160, (59_528, 84_189)),
        (LabelSheet::A4By24, (59_528, 84_189)),
        (LabelSheet::L7163, (59_528, 84_189)),
        (LabelSheet::Avery5160, (61_200, 79_200)),
        (LabelSheet::Avery5163, (61_200, 79_200)),
    ] {
        let labels = SmallPaper::Labels { to: to.clone(), sheet, used: 0 };
        let set = set(&place, &labels, Lang::Es, Paper::A4);
        assert_eq!((set.pages.len(), set.left_out), (1, 1), "{sheet}");
        assert_eq!((set.pages[0].width, set.pages[0].height), size, "{sheet}");
    }
    let of = |used| {
        let labels = SmallPaper::Labels { to: to.clone(), sheet: LabelSheet::L7160, used };
        set(&place, &labels, Lang::Es, Paper::A4).pages
    };
    let at = |page: &Page, words: &str| {
        let found = page.marks.iter().find_map(|mark| match mark {
            Mark::Text(text) if text.text == words => Some(text.at),
            _ => None,
        });
        found.unwrap()
    };
    // The first label begins 7.25 mm from the left and 15.15 mm from the top; the second one 66 mm on.
    let first = at(&of(0)[0], "María García");
    assert!((first.x - 3_189).abs() < 3 && first.y > 4_294 && first.y < 4_294 + 10_800, "{first:?}");
    let second = at(&of(1)[0], "María García");
    assert!((second.x - first.x - 18_709).abs() < 3 && second.y == first.y);
    let last = of(20);
    assert_eq!(last.len(), 2, "one is left on the first sheet");
    assert_eq!(at(&last[1], "Sarah Johnson").x, first.x);
    let text = pdf_text(&{
        let labels = SmallPaper::Labels { to, sheet: LabelSheet::L7160, used: 0 };
        let set = set(&place, &labels, Lang::Es, Paper::A4);
        paint(&set.report, &set.pages, Lang::Es).unwrap()
    });
    assert!(text.contains("CANADA") && text.contains("77580 Puerto Morelos"), "{text}");
    assert!(!text.contains("Carlos"));
}

#[test]
fn a_letter_speaks_its_readers_language_and_stands_in_the_window() {
    let (place, [maria, carlos, sarah]) = desk();
    let to = Recipients::Owners { ids: vec![maria, carlos, sarah] };
    let usual = SmallPaper::Letters { to: to.clone(), subject: String::new(), body: String::new() };
    let letters = set(&place, &usual, Lang::Es, Paper::Letter);
    assert_eq!((letters.pages.len(), letters.left_out), (2, 1));
    let words = |page: &Page| {
        let texts = page
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text(text) = mark { Some(text.text.clone()) } else { None });
        texts.collect::<Vec<_>>().join(" ")
    };
    assert!(
        words(&letters.pages[0]).contains("Hola, María García: Hace tiempo que no vemos a Max"),
        "{}",
        words(&letters.pages[0])
    );
    assert!(words(&letters.pages[1]).contains("Dear Sarah Johnson"));
    let own = SmallPaper::Letters {
        to,
        subject: "Para {pets}".into(),
        body: "Hola {name} {nobody}\n\nAdiós".into(),
    };
    let own = set(&place, &own, Lang::Es, Paper::A4);
    assert!(words(&own.pages[0]).contains("Para Max Hola María García {nobody}"), "{}", words(&own.pages[0]));
    let window = own.pages[0].marks.iter().any(|mark| {
        matches!(mark, Mark::Text(text) if text.text == "Calle Coral 45"
            && (5_600..6_000).contains(&text.at.x) && (14_000..22_000).contains(&text.at.y))
    });
    assert!(window, "20 mm from the left, between 50 and 78 mm from the top");
}

#[test]
fn whoever_is_out_of_lists_gets_no_letter() {
    let (place, [maria, ..]) = desk();
    let everyone = Recipients::Filtered { filters: Box::new(OwnerFilters::default()) };
    let count = || {
        let labels = SmallPaper::Labels { to: everyone.clone(), sheet: LabelSheet::L7160, used: 0 };
        let marks = &set(&place, &labels, Lang::Es, Paper::A4).pages[0].marks;
        marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Text(text) if text.weight == Weight::SemiBold))
            .count()
    };
    assert_eq!(count(), 2);
    sql(&place, &format!("UPDATE owners SET blocked_at = 1 WHERE id = {}", maria.0));
    assert_eq!(count(), 1);
    let rules = Recipients::Criteria { criteria: r#"{"everyone": true}"#.into() };
    let labels = SmallPaper::Labels { to: rules, sheet: LabelSheet::L7160, used: 0 };
    assert_eq!(set(&place, &labels, Lang::Es, Paper::A4).left_out, 1, "Carlos");
}

#[test]
fn every_paper_of_a_generated_clinic_is_sound_and_the_same_each_time() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 80, 5, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let owner = OwnerId(3);
    let everyone = || Recipients::Filtered { filters: Box::new(OwnerFilters::default()) };
    for paper in [
        SmallPaper::Card { owner },
        SmallPaper::Vaccinations { owner: None },
        SmallPaper::Vaccinations { owner: Some(owner) },
        SmallPaper::FollowUps,
        SmallPaper::Plan,
        SmallPaper::Agenda { from: facts::day("2026-10-26"), to: facts::day("2026-11-01") },
        SmallPaper::Statement { owner },
        SmallPaper::Labels { to: everyone(), sheet: LabelSheet::Avery5160, used: 2 },
        SmallPaper::Letters { to: everyone(), subject: String::new(), body: String::new() },
    ] {
        let once = || {
            let set = set(&place, &paper, Lang::Es, Paper::Letter);
            paint(&set.report, &set.pages, Lang::Es).unwrap()
        };
        let bytes = once();
        assert_eq!(bytes, once(), "{paper:?}");
        assert!(!pdf_text(&bytes).contains("papers."), "every word has a text: {paper:?}");
    }
}

#[test]
fn what_is_printed_is_in_the_audit() {
    let (place, [maria, ..]) = desk();
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("card.pdf");
    let saved =
        paper_files::save(&place, &ACTOR, &SmallPaper::Card { owner: maria }, ReportStyle::default(), &pdf)
            .unwrap();
    assert_eq!((saved.title.as_str(), saved.pages), ("María García", 1));
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    let noted: String = place
        .read(&ACTOR, View::Audit, |r| {
            let sql = "SELECT action || ' ' || details_json FROM audit ORDER BY id DESC LIMIT 1";
            Ok(r.conn().query_row(sql, [], |row| row.get(0))?)
        })
        .unwrap();
    assert!(noted.starts_with("papers_print") && !noted.contains("García"), "{noted}");
}
