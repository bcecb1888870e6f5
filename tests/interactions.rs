//! Interactions and follow-ups.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{add_pet, at, day, message, pet},
    people::{add, carlos, maria, roberto, sarah},
};
use crm::{
    Code, Error,
    clinic::{self, Actor, Role, View},
    interactions::{
        self, FollowUpCounts, FollowUpInput, FollowUpScope, InteractionChannel, InteractionDirection,
        InteractionInput, InteractionKind, LogQuery,
    },
    metrics, owners,
    values::{Instant, InteractionId, OwnerId},
};

fn call(owner: OwnerId, subject: &str) -> InteractionInput {
    InteractionInput {
        owner_id: owner,
        pet_id: None,
        kind: InteractionKind::Call,
        channel: InteractionChannel::Phone,
        direction: InteractionDirection::Inbound,
        subject: subject.into(),
        notes: None,
        outcome: None,
        duration_minutes: Some(4),
        sentiment: None,
        happened_at: None,
        follow_up: None,
    }
}

fn promise(place: &Place, owner: OwnerId, subject: &str, on: &str, minute: Option<u16>) -> InteractionId {
    let follow_up = Some(FollowUpInput { on: day(on), minute });
    interactions::create(place, &ACTOR, &InteractionInput { follow_up, ..call(owner, subject) })
        .unwrap()
        .value
        .id
}

fn counts(place: &Place) -> (u32, u32, u32) {
    let FollowUpCounts { overdue, today, later } =
        place.read(&ACTOR, View::Records, interactions::counts).unwrap();
    (overdue, today, later)
}

/// The subjects of a scope, read page by page.
fn subjects(place: &Place, scope: FollowUpScope, limit: u32) -> Vec<String> {
    let (mut found, mut cursor) = (Vec::new(), None::<String>);
    loop {
        let page = place
            .read(&ACTOR, View::Records, |r| interactions::follow_ups(r, scope, cursor.as_deref(), limit))
            .unwrap();
        assert!(page.rows.len() <= limit as usize);
        found.extend(page.rows.into_iter().map(|row| row.subject));
        cursor = page.next;
        if cursor.is_none() {
            return found;
        }
    }
}

#[test]
fn a_call_is_logged_and_taken_back() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let max = add_pet(&place, maria, &pet("Max", "dog"));
    let input = InteractionInput { pet_id: Some(max.id), ..call(maria, " Preguntó por los resultados ") };
    let logged = interactions::create(&place, &ACTOR, &input).unwrap().value;
    assert_eq!(
        (logged.subject.as_str(), logged.handled_by),
        ("Preguntó por los resultados", Some(ACTOR.staff))
    );
    assert_eq!(logged.happened_on, day("2025-11-17"));
    let figures = || place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, maria)).unwrap();
    assert_eq!(figures().interaction_count, 1);
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(figures().interaction_count, 0);
    let gone = place.read(&ACTOR, View::Records, |r| interactions::get(r, logged.id)).unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
}

#[test]
fn each_kind_comes_over_its_own_channel() {
    for kind in InteractionKind::ALL {
        for channel in InteractionChannel::ALL {
            let fits = match kind.as_str() {
                "call" => channel.as_str() == "phone",
                "visit" => channel.as_str() == "in_person",
                "email" | "chat" | "sms" | "whatsapp" => channel.as_str() == kind.as_str(),
                _ => true,
            };
            assert_eq!(kind.fits(*channel), fits, "{kind} {channel}");
        }
    }
}

#[test]
fn what_cannot_be_logged_names_its_field() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    let buddy = add_pet(&place, carlos, &pet("Buddy", "dog")).id;
    let refused =
        |input: InteractionInput| -> Error { interactions::create(&place, &ACTOR, &input).unwrap_err() };
    let field = |input| refused(input).field.unwrap();
    let base = || call(maria, "Llamada");
    assert_eq!(field(InteractionInput { channel: InteractionChannel::Email, ..base() }), "channel");
    assert_eq!(field(InteractionInput { subject: " ".into(), ..base() }), "subject");
    assert_eq!(field(InteractionInput { subject: "s".repeat(501), ..base() }), "subject");
    assert_eq!(field(InteractionInput { outcome: Some("o".repeat(201)), ..base() }), "outcome");
    assert_eq!(field(InteractionInput { duration_minutes: Some(1_441), ..base() }), "duration_minutes");
    assert_eq!(field(InteractionInput { pet_id: Some(buddy), ..base() }), "pet_id");
    let tomorrow = Some(Instant::from_millis(at("2025-11-18", 9, 0)));
    assert_eq!(field(InteractionInput { happened_at: tomorrow, ..base() }), "happened_at");
    let yesterday = Some(FollowUpInput { on: day("2025-11-16"), minute: None });
    assert_eq!(field(InteractionInput { follow_up: yesterday, ..base() }), "follow_up_on");
    let midnight = Some(FollowUpInput { on: day("2025-11-18"), minute: Some(1_440) });
    assert_eq!(field(InteractionInput { follow_up: midnight, ..base() }), "follow_up_minute");
    assert_eq!(refused(call(OwnerId(999), "x")).code, Code::NotFound);
    let assistant = Actor { role: Role::Assistant, ..ACTOR };
    assert_eq!(interactions::create(&place, &assistant, &base()).unwrap_err().code, Code::Forbidden);
}

#[test]
fn an_owner_who_calls_has_answered_the_last_message_of_the_week() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    for (on, body) in [("2025-11-09", "viejo"), ("2025-11-12", "uno"), ("2025-11-14", "dos")] {
        message(&place, maria, "outbound", on, 10, body);
    }
    let answered = || {
        place
            .read(&ACTOR, View::Records, |r| {
                let sql = "SELECT group_concat(body, ' ') FROM (SELECT body FROM messages WHERE answered_at IS NOT NULL AND status = 'answered' ORDER BY id)";
                Ok(r.conn().query_row(sql, [], |row| row.get::<_, Option<String>>(0))?)
            })
            .unwrap()
            .unwrap_or_default()
    };
    let outbound =
        InteractionInput { direction: InteractionDirection::Outbound, ..call(maria, "Recordatorio") };
    interactions::create(&place, &ACTOR, &outbound).unwrap();
    assert_eq!(answered(), "");
    interactions::create(&place, &ACTOR, &call(maria, "Confirma")).unwrap();
    assert_eq!(answered(), "dos");
    let rate = place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, maria)).unwrap();
    assert_eq!((rate.messages_sent, rate.messages_responded), (3, 1));
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(answered(), "");
    for _ in 0..3 {
        interactions::create(&place, &ACTOR, &call(maria, "Confirma")).unwrap();
    }
    // The one of eight days ago is out of reach.
    assert_eq!(answered(), "uno dos");
}

#[test]
fn what_is_owed_is_listed_the_longest_due_first() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    let (sarah, roberto) = (add(&place, &sarah()).id, add(&place, &roberto()).id);
    promise(&place, maria, "A las cuatro", "2025-11-17", Some(16 * 60));
    promise(&place, carlos, "Sin hora", "2025-11-17", None);
    promise(&place, sarah, "A las diez", "2025-11-17", Some(600));
    promise(&place, roberto, "Mañana", "2025-11-18", None);
    let late = promise(&place, maria, "Tarde", "2025-11-17", None);
    crate::support::people::sql(
        &place,
        &format!("UPDATE interactions SET follow_up_on = follow_up_on - 3 WHERE id = {}", late.0),
    );
    assert_eq!(counts(&place), (1, 3, 1));
    for limit in [1, 2, 50] {
        assert_eq!(
            subjects(&place, FollowUpScope::Due, limit),
            ["Tarde", "Sin hora", "A las diez", "A las cuatro"]
        );
        assert_eq!(subjects(&place, FollowUpScope::Overdue, limit), ["Tarde"]);
        assert_eq!(subjects(&place, FollowUpScope::Today, limit), ["Sin hora", "A las diez", "A las cuatro"]);
        assert_eq!(subjects(&place, FollowUpScope::Later, limit), ["Mañana"]);
    }
    let page = place
        .read(&ACTOR, View::Records, |r| interactions::follow_ups(r, FollowUpScope::Due, None, 1))
        .unwrap();
    assert_eq!((page.rows[0].owner_name.as_str(), page.rows[0].days_late), ("María García", 3));
    owners::archive(&place, &ACTOR, maria).unwrap();
    assert_eq!(counts(&place), (0, 2, 1));
    assert_eq!(subjects(&place, FollowUpScope::Due, 50), ["Sin hora", "A las diez"]);
}

#[test]
fn a_follow_up_is_settled_or_moved_and_both_are_taken_back() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let id = promise(&place, maria, "Química de Max", "2025-11-17", Some(600));
    let to = FollowUpInput { on: day("2025-11-24"), minute: None };
    interactions::postpone(&place, &ACTOR, id, to).unwrap();
    assert_eq!(counts(&place), (0, 0, 1));
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(counts(&place), (0, 1, 0));
    interactions::complete_follow_up(&place, &ACTOR, id).unwrap();
    assert_eq!(counts(&place), (0, 0, 0));
    let again = interactions::complete_follow_up(&place, &ACTOR, id).unwrap_err();
    assert_eq!(again.field.as_deref(), Some("follow_up_required"));
    assert!(interactions::postpone(&place, &ACTOR, id, to).is_err());
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "María García");
    assert_eq!(counts(&place), (0, 1, 0));
    let past = FollowUpInput { on: day("2025-11-16"), minute: None };
    assert_eq!(
        interactions::postpone(&place, &ACTOR, id, past).unwrap_err().field.as_deref(),
        Some("follow_up_on")
    );
    assert_eq!(
        interactions::complete_follow_up(&place, &ACTOR, InteractionId(9)).unwrap_err().code,
        Code::NotFound
    );
    let unpromised = interactions::create(&place, &ACTOR, &call(maria, "x")).unwrap().value.id;
    assert!(interactions::complete_follow_up(&place, &ACTOR, unpromised).is_err());
}

#[test]
fn a_call_that_nobody_answers_is_logged_and_its_follow_up_moves_in_one_step() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    promise(&place, carlos, "Otra cosa", "2025-11-17", None);
    let id = promise(&place, maria, "Química de Max", "2025-11-17", Some(600));
    let log = || {
        let query =
            LogQuery { owner: Some(maria), from: day("2025-11-01"), to: day("2025-11-30"), limit: 10 };
        place.read(&ACTOR, View::Records, |r| interactions::list(r, &query)).unwrap()
    };
    let to = FollowUpInput { on: day("2025-11-18"), minute: Some(600) };
    assert_eq!(interactions::no_answer(&place, &ACTOR, id, None).unwrap().value, to, "as the rule has it");
    assert_eq!(counts(&place), (0, 1, 1));
    let tried = log().into_iter().map(|row| row.interaction).find(|one| one.id != id).unwrap();
    assert_eq!((tried.kind, tried.direction), (InteractionKind::Call, InteractionDirection::Outbound));
    assert_eq!((tried.subject.as_str(), tried.outcome.as_deref()), ("Química de Max", Some("No contestó")));
    assert_eq!((tried.happened_on, tried.follow_up_required), (day("2025-11-17"), false));
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!((counts(&place), log().len()), ((0, 2, 0), 1));
    let past = FollowUpInput { on: day("2025-11-16"), minute: None };
    assert!(interactions::no_answer(&place, &ACTOR, id, Some(past)).is_err());
    interactions::complete_follow_up(&place, &ACTOR, id).unwrap();
    assert!(interactions::no_answer(&place, &ACTOR, id, None).is_err());
    assert_eq!(log().len(), 1, "what is refused leaves no attempt");
}

#[test]
fn a_page_has_a_size_and_a_cursor_of_its_own() {
    let place = clinic();
    let ask = |cursor: Option<&str>, limit| {
        let asked = place
            .read(&ACTOR, View::Records, |r| interactions::follow_ups(r, FollowUpScope::Due, cursor, limit));
        asked.unwrap_err().field.unwrap()
    };
    assert_eq!(ask(None, 0), "limit");
    assert_eq!(ask(None, 501), "limit");
    assert_eq!(ask(Some("x"), 5), "cursor");
}
