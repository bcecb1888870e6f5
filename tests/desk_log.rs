//! What the desk logs is corrected, deleted, listed and counted.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{at, day},
    people::{add, carlos, maria, sql},
};
use crm::{
    Code,
    clinic::{self, View},
    interactions::{
        self, FollowUpInput, Interaction, InteractionChannel, InteractionDirection, InteractionInput,
        InteractionKind, LogQuery,
    },
    metrics,
    values::{Instant, InteractionId, OwnerId},
};

fn call(owner_id: OwnerId, subject: &str) -> InteractionInput {
    InteractionInput {
        owner_id,
        pet_id: None,
        kind: InteractionKind::Call,
        channel: InteractionChannel::Phone,
        direction: InteractionDirection::Inbound,
        subject: subject.into(),
        notes: None,
        outcome: None,
        duration_minutes: None,
        sentiment: None,
        happened_at: None,
        follow_up: None,
    }
}

fn log(place: &Place, input: &InteractionInput) -> Interaction {
    interactions::create(place, &ACTOR, input).unwrap().value
}

#[test]
fn a_logged_call_is_corrected_and_the_correction_taken_back() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let promised = Some(FollowUpInput { on: day("2025-11-20"), minute: Some(600) });
    let logged = log(&place, &InteractionInput { follow_up: promised, ..call(maria, "Vacuna de Luna") });
    let later = Some(FollowUpInput { on: day("2025-11-24"), minute: None });
    let yesterday = Some(Instant::from_millis(at("2025-11-16", 9, 30)));
    let corrected = InteractionInput {
        kind: InteractionKind::Whatsapp,
        channel: InteractionChannel::Whatsapp,
        direction: InteractionDirection::Outbound,
        happened_at: yesterday,
        follow_up: later,
        ..call(maria, "Vacuna de Max")
    };
    let now = interactions::update(&place, &ACTOR, logged.id, &corrected).unwrap().value;
    assert_eq!(
        (now.subject.as_str(), now.kind, now.happened_on),
        ("Vacuna de Max", InteractionKind::Whatsapp, day("2025-11-16"))
    );
    assert_eq!((now.follow_up_on, now.follow_up_minute), (Some(day("2025-11-24")), None));
    assert_eq!(
        (now.handled_by, &now.external_id, now.created_at),
        (logged.handled_by, &logged.external_id, logged.created_at)
    );
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "María García");
    assert_eq!(place.read(&ACTOR, View::Records, |r| interactions::get(r, logged.id)).unwrap(), logged);
}

#[test]
fn a_correction_leaves_alone_what_it_does_not_touch() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    let promised = Some(FollowUpInput { on: day("2025-11-17"), minute: None });
    let id = log(&place, &InteractionInput { follow_up: promised, ..call(maria, "Receta") }).id;
    // As an import brings it: a call in person; and a promise that is overdue by now.
    sql(&place, "UPDATE interactions SET channel = 'in_person', follow_up_on = follow_up_on - 9");
    let overdue = Some(FollowUpInput { on: day("2025-11-08"), minute: None });
    let as_it_came = |subject: &str| InteractionInput {
        channel: InteractionChannel::InPerson,
        follow_up: overdue,
        ..call(maria, subject)
    };
    let kept = interactions::update(&place, &ACTOR, id, &as_it_came("Receta de Max")).unwrap().value;
    assert_eq!((kept.follow_up_on, kept.channel), (Some(day("2025-11-08")), InteractionChannel::InPerson));
    let refused = |input: InteractionInput| {
        interactions::update(&place, &ACTOR, id, &input).unwrap_err().field.unwrap()
    };
    assert_eq!(refused(InteractionInput { kind: InteractionKind::Email, ..as_it_came("x") }), "channel");
    assert_eq!(
        refused(InteractionInput {
            follow_up: Some(FollowUpInput { on: day("2025-11-09"), minute: None }),
            ..as_it_came("x")
        }),
        "follow_up_on"
    );
    assert_eq!(refused(InteractionInput { owner_id: carlos, ..as_it_came("x") }), "owner_id");
    assert_eq!(refused(as_it_came(" ")), "subject");
    // A settled one is not opened again.
    interactions::complete_follow_up(&place, &ACTOR, id).unwrap();
    let settled =
        interactions::update(&place, &ACTOR, id, &InteractionInput { follow_up: None, ..as_it_came("x") })
            .unwrap()
            .value;
    assert!(settled.follow_up_is_completed && settled.follow_up_required);
    let gone = interactions::update(&place, &ACTOR, InteractionId(99), &as_it_came("x")).unwrap_err();
    assert_eq!(gone.code, Code::NotFound);
}

#[test]
fn a_deleted_call_counts_no_more_until_it_is_brought_back() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let promised = Some(FollowUpInput { on: day("2025-11-17"), minute: None });
    let logged = log(&place, &InteractionInput { follow_up: promised, ..call(maria, "Doble") });
    let figures =
        || place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, maria)).unwrap().interaction_count;
    let owed = || place.read(&ACTOR, View::Records, interactions::counts).unwrap().today;
    interactions::delete(&place, &ACTOR, logged.id).unwrap();
    assert_eq!((figures(), owed()), (0, 0));
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!((figures(), owed()), (1, 1));
    assert_eq!(interactions::delete(&place, &ACTOR, InteractionId(99)).unwrap_err().code, Code::NotFound);
}

#[test]
fn the_log_is_read_newest_first_by_owner_and_by_days() {
    let place = clinic();
    let (maria, carlos) = (add(&place, &maria()).id, add(&place, &carlos()).id);
    for (owner, on, subject) in
        [(maria, "2025-11-10", "uno"), (carlos, "2025-11-12", "dos"), (maria, "2025-11-17", "tres")]
    {
        log(
            &place,
            &InteractionInput {
                happened_at: Some(Instant::from_millis(at(on, 0, 5))),
                ..call(owner, subject)
            },
        );
    }
    let ask = |owner, from, to, limit| {
        let query = LogQuery { owner, from: day(from), to: day(to), limit };
        place
            .read(&ACTOR, View::Records, |r| interactions::list(r, &query))
            .map(|rows| rows.into_iter().map(|row| row.interaction.subject).collect::<Vec<_>>())
    };
    assert_eq!(ask(None, "2025-11-01", "2025-11-17", 9).unwrap(), ["tres", "dos", "uno"]);
    assert_eq!(ask(Some(maria), "2025-11-01", "2025-11-17", 9).unwrap(), ["tres", "uno"]);
    assert_eq!(ask(None, "2025-11-11", "2025-11-16", 9).unwrap(), ["dos"]);
    assert_eq!(ask(None, "2025-11-01", "2025-11-17", 1).unwrap(), ["tres"]);
    assert_eq!(ask(None, "2025-11-01", "2025-11-17", 0).unwrap_err().field.as_deref(), Some("limit"));
}

#[test]
fn the_last_thirty_days_are_counted_by_day_way_and_person() {
    let place = clinic();
    let maria = add(&place, &maria()).id;
    let whatsapp = |subject: &str| InteractionInput {
        kind: InteractionKind::Whatsapp,
        channel: InteractionChannel::Whatsapp,
        direction: InteractionDirection::Outbound,
        ..call(maria, subject)
    };
    let on = |day: &str, input: InteractionInput| InteractionInput {
        happened_at: Some(Instant::from_millis(at(day, 0, 5))),
        ..input
    };
    log(&place, &call(maria, "hoy"));
    log(&place, &call(maria, "hoy también"));
    log(&place, &on("2025-11-16", whatsapp("ayer")));
    log(&place, &on("2025-10-19", call(maria, "el primer día")));
    log(&place, &on("2025-10-18", call(maria, "un día antes")));
    sql(&place, "UPDATE interactions SET handled_by = NULL WHERE subject = 'ayer'");
    let found = place.read(&ACTOR, View::Records, interactions::statistics).unwrap();
    assert_eq!((found.from, found.to, found.days.len()), (day("2025-10-19"), day("2025-11-17"), 30));
    assert_eq!((found.all.today, found.all.period, found.all.inbound), (2, 4, 3));
    let channels: Vec<_> =
        found.channels.iter().map(|one| (one.channel.as_str(), one.tally.today, one.tally.period)).collect();
    assert_eq!(channels, [("phone", 2, 3), ("whatsapp", 0, 1)]);
    let staff: Vec<_> = found.staff.iter().map(|one| (one.staff_id, one.tally.period)).collect();
    assert_eq!(staff, [(Some(ACTOR.staff), 3), (None, 1)]);
    assert!(found.staff[0].name.is_some() && found.staff[1].name.is_none());
    let busy: Vec<_> = found
        .days
        .iter()
        .filter(|one| one.inbound + one.outbound > 0)
        .map(|one| (one.on.to_string(), one.inbound, one.outbound))
        .collect();
    assert_eq!(busy, [("2025-10-19".into(), 1, 0), ("2025-11-16".into(), 0, 1), ("2025-11-17".into(), 2, 0)]);
}
