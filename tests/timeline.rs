//! The timeline: everything that happened, once, newest first.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{add_pet, appointment_at, at, day, invoice, message, next_id, pet},
    people::{add, maria, sarah, sql},
};
use crm::{
    clinic::{Actor, Progress, Role, View},
    interactions::{self, InteractionChannel, InteractionDirection, InteractionInput, InteractionKind},
    notes::{self, NoteInput, Visibility},
    profile, sample,
    timeline::{self, TimelineEntry, TimelineKind, TimelinePage, TimelineQuery, TimelineRow},
    vaccinations::{self, VaccinationInput},
    values::{Instant, OwnerId, StaffId},
};

fn ask(place: &Place, actor: &Actor, query: &TimelineQuery) -> TimelinePage {
    place.read(actor, View::Records, |r| timeline::page(r, query)).unwrap()
}

fn query(owner: OwnerId, limit: u32) -> TimelineQuery {
    TimelineQuery { owner_id: owner, kinds: vec![], cursor: None, limit }
}

fn all(place: &Place, query: &TimelineQuery) -> Vec<TimelineRow> {
    let mut query = query.clone();
    let mut rows = Vec::new();
    loop {
        let page = ask(place, &ACTOR, &query);
        assert!(page.rows.len() <= query.limit as usize);
        rows.extend(page.rows);
        query.cursor = page.next;
        if query.cursor.is_none() {
            return rows;
        }
    }
}

/// María's week, with one entry of each part.
fn week() -> (Place, OwnerId) {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let max = add_pet(&place, maria, &pet("Max", "dog")).id;
    appointment_at(&place, maria, Some(max), "2025-11-15", (10, 0), "completed");
    let billed = invoice(&place, maria, "2025-11-15", 193_800);
    sql(
        &place,
        &format!(
            "INSERT INTO invoice_lines (external_id, invoice_id, description, quantity_milli, unit_price_cents, line_total_cents) VALUES ('L1', {billed}, 'Royal Canin Mini Adult, 4 kg', 2000, 96900, 193800)"
        ),
    );
    message(&place, maria, "outbound", "2025-11-13", 9, "Recordatorio");
    let call = InteractionInput {
        owner_id: maria,
        pet_id: Some(max),
        kind: InteractionKind::Call,
        channel: InteractionChannel::Phone,
        direction: InteractionDirection::Inbound,
        subject: "Preguntó por la limpieza".into(),
        notes: None,
        outcome: None,
        duration_minutes: Some(4),
        sentiment: None,
        happened_at: Some(Instant::from_millis(at("2025-11-12", 11, 0))),
        follow_up: None,
    };
    interactions::create(&place, &ACTOR, &call).unwrap();
    let rabies = VaccinationInput {
        vaccine: "Antirrábica".into(),
        given_on: Some(day("2025-11-11")),
        due_on: Some(day("2026-11-11")),
        staff_id: Some(ACTOR.staff),
    };
    vaccinations::record(&place, &ACTOR, max, &rabies).unwrap();
    for (id, invoice, on) in [(1, "NULL".to_owned(), "2025-11-10"), (2, billed.to_string(), "2025-11-15")] {
        let on = day(on).number();
        sql(
            &place,
            &format!(
                "INSERT INTO orders (id, external_id, number, owner_id, ordered_at, ordered_on, payment_status, subtotal_cents, total_cents, paid_on, invoice_id)
                 VALUES ({id}, 'R{id}', 'R-{id}', {}, 0, {on}, 'paid', 100, 100, {on}, {invoice})",
                maria.0
            ),
        );
    }
    sql(
        &place,
        "INSERT INTO order_items (external_id, order_id, description, quantity_milli, unit_price_cents, line_total_cents) VALUES ('I1', 1, 'NexGard', 3000, 30, 90)",
    );
    let id = next_id(&place, "feedback", 8_000);
    sql(
        &place,
        &format!(
            "INSERT INTO feedback (id, external_id, owner_id, rating, received_at, received_on) VALUES ({id}, 'B1', {}, 5, {}, {})",
            maria.0,
            at("2025-11-09", 12, 0),
            day("2025-11-09").number()
        ),
    );
    notes::create(
        &place,
        &ACTOR,
        maria,
        &NoteInput { content: "Se altera con otros perros".into(), ..NoteInput::default() },
    )
    .unwrap();
    (place, maria)
}

fn what(row: &TimelineRow) -> String {
    match &row.entry {
        TimelineEntry::Appointment { pet_name, .. } => {
            format!("visit {}", pet_name.as_deref().unwrap_or_default())
        }
        TimelineEntry::Invoice { number, items, .. } => {
            format!("invoice {number} {} × {}", items[0].name, items[0].quantity_milli)
        }
        TimelineEntry::Order { number, items, .. } => {
            format!("order {} {}", number.as_deref().unwrap_or_default(), items[0].name)
        }
        TimelineEntry::Interaction { subject, staff_name, .. } => {
            format!("call {subject} {}", staff_name.as_deref().unwrap_or_default())
        }
        TimelineEntry::Message { body, .. } => format!("message {}", body.as_deref().unwrap_or_default()),
        TimelineEntry::Note { content, .. } => format!("note {content}"),
        TimelineEntry::Vaccination { vaccine, pet_name, .. } => format!("vaccine {vaccine} {pet_name}"),
        TimelineEntry::Feedback { rating, .. } => format!("feedback {}", rating.unwrap_or_default()),
    }
}

#[test]
fn everything_that_happened_stands_once_newest_first() {
    let (place, maria) = week();
    let rows = all(&place, &query(maria, 50));
    let told: Vec<String> = rows.iter().map(what).collect();
    assert_eq!(
        told,
        [
            "note Se altera con otros perros",
            "visit Max",
            "invoice F-5001 Royal Canin Mini Adult, 4 kg × 2000",
            "message Recordatorio",
            "call Preguntó por la limpieza Huella",
            "vaccine Antirrábica Max",
            "order R-1 NexGard",
            "feedback 5",
        ]
    );
    assert_eq!((rows[1].on, rows[1].minute), (day("2025-11-15"), Some(600)));
    assert_eq!((rows[2].on, rows[2].minute), (day("2025-11-15"), None));
    let screen = place.read(&ACTOR, View::Records, |r| profile::get(r, maria)).unwrap();
    assert_eq!(screen.counts.history as usize, rows.len());
    assert_eq!((screen.counts.purchases, screen.counts.vaccinations, screen.counts.feedback), (2, 1, 1));
}

#[test]
fn pages_make_the_whole_and_parts_make_it_too() {
    let (place, maria) = week();
    let whole = all(&place, &query(maria, 200));
    for limit in [1, 2, 3, 7] {
        assert_eq!(all(&place, &query(maria, limit)), whole, "{limit}");
    }
    let mut parts = 0;
    for kind in TimelineKind::ALL {
        let part = all(&place, &TimelineQuery { kinds: vec![*kind], ..query(maria, 2) });
        assert!(part.iter().all(|row| whole.contains(row)));
        assert!(!part.is_empty(), "{kind}");
        parts += part.len();
    }
    assert_eq!(parts, whole.len());
    let purchases = all(&place, &TimelineQuery { kinds: vec![TimelineKind::Purchases], ..query(maria, 1) });
    assert_eq!(purchases.len(), 2);
}

#[test]
fn long_histories_are_paged_without_a_gap() {
    let place = clinic();
    sample::create(&place, &ACTOR, 20, 3, &Progress::silent()).unwrap();
    for owner in (1..=20).map(OwnerId) {
        let whole = all(&place, &query(owner, 200));
        assert!(whole.is_sorted_by(|a, b| a.on >= b.on), "{owner:?}");
        assert_eq!(all(&place, &query(owner, 9)), whole);
        let screen = place.read(&ACTOR, View::Records, |r| profile::get(r, owner)).unwrap();
        assert_eq!(screen.counts.history as usize, whole.len(), "{owner:?}");
    }
}

#[test]
fn entries_of_one_moment_are_neither_lost_nor_doubled() {
    let place = clinic();
    let sarah = add(&place, &sarah()).id;
    for _ in 0..5 {
        appointment_at(&place, sarah, None, "2025-11-10", (9, 0), "completed");
        message(&place, sarah, "outbound", "2025-11-10", 9, "x");
        invoice(&place, sarah, "2025-11-10", 100);
    }
    let whole = all(&place, &query(sarah, 50));
    assert_eq!(whole.len(), 15);
    for limit in 1..=6 {
        assert_eq!(all(&place, &query(sarah, limit)), whole, "{limit}");
    }
}

#[test]
fn a_private_note_is_told_to_its_author_and_managers_only() {
    let (place, maria) = week();
    let private =
        NoteInput { content: "Debe dinero".into(), visibility: Visibility::Private, ..NoteInput::default() };
    notes::create(&place, &ACTOR, maria, &private).unwrap();
    sql(
        &place,
        "INSERT INTO staff (id, external_id, name, name_folded, role, created_at) VALUES (21, 'S', 'Karla', 'karla', 'front_desk', 0)",
    );
    let karla = Actor { staff: StaffId(21), role: Role::FrontDesk };
    let notes = TimelineQuery { kinds: vec![TimelineKind::Notes], ..query(maria, 50) };
    assert_eq!(ask(&place, &ACTOR, &notes).rows.len(), 2);
    assert_eq!(ask(&place, &karla, &notes).rows.len(), 1);
}

#[test]
fn a_page_has_a_size_and_a_cursor_of_its_own() {
    let place = clinic();
    let field = |query: TimelineQuery| {
        place.read(&ACTOR, View::Records, |r| timeline::page(r, &query)).unwrap_err().field.unwrap()
    };
    assert_eq!(field(query(OwnerId(1), 0)), "limit");
    assert_eq!(field(query(OwnerId(1), 201)), "limit");
    assert_eq!(field(TimelineQuery { cursor: Some("7".into()), ..query(OwnerId(1), 5) }), "cursor");
}
