//! Feedback: with a name and without one, low ratings that want an answer, and how it develops.

use crate::support::{
    ACTOR, Place, clinic,
    facts::day,
    people::{add, maria, sarah},
    transfer::{import_path, text},
};
use crm::{
    Code,
    clinic::{self, Progress, View},
    feedback::{self, Feedback, FeedbackFilter, FeedbackInput, FeedbackScope, FeedbackSource},
    interactions::{self, FollowUpScope, InteractionKind, Sentiment},
    transfer,
    values::OwnerId,
};

fn said(owner: Option<OwnerId>, rating: Option<u8>) -> FeedbackInput {
    FeedbackInput {
        owner_id: owner,
        appointment_id: None,
        is_anonymous: false,
        service_type: "consultation".into(),
        rating,
        comments: None,
        sentiment: None,
        source: FeedbackSource::InPerson,
        on: None,
    }
}

fn record(place: &Place, input: &FeedbackInput) -> Feedback {
    feedback::record(place, &ACTOR, input).unwrap().value
}

fn queue(place: &Place) -> Vec<Feedback> {
    let filter = FeedbackFilter { scope: FeedbackScope::Queue, service_type: None, owner_id: None };
    place.read(&ACTOR, View::Records, |r| feedback::list(r, &filter, None, 50)).unwrap().rows
}

fn owed(place: &Place) -> usize {
    place
        .read(&ACTOR, View::Records, |r| interactions::follow_ups(r, FollowUpScope::Later, None, 50))
        .unwrap()
        .rows
        .len()
}

#[test]
fn one_star_opens_a_follow_up_for_tomorrow_and_its_resolution_settles_it() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    let low = FeedbackInput { comments: Some("Esperamos dos horas".into()), ..said(Some(owner), Some(1)) };
    let low = record(&place, &low);
    assert_eq!((low.sentiment, low.is_follow_up_open), (Some(Sentiment::Negative), true));
    let interaction =
        place.read(&ACTOR, View::Records, |r| interactions::get(r, low.interaction_id.unwrap())).unwrap();
    assert_eq!(
        (interaction.kind, interaction.follow_up_on),
        (InteractionKind::Feedback, Some(day("2025-11-18")))
    );
    assert_eq!(interaction.subject, "Opinión de 1 de 5: Consulta");
    assert_eq!((queue(&place).len(), owed(&place)), (1, 1));

    let done = feedback::resolve(&place, &ACTOR, low.id, Some("Se le ofreció una disculpa")).unwrap().value;
    assert_eq!(
        (done.is_resolved, done.is_follow_up_open, done.resolved_on),
        (true, false, Some(day("2025-11-17")))
    );
    assert_eq!((queue(&place).len(), owed(&place)), (0, 0));
    assert_eq!(
        feedback::resolve(&place, &ACTOR, low.id, None).unwrap_err().field.as_deref(),
        Some("is_resolved")
    );
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!((queue(&place).len(), owed(&place)), (1, 1));
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!((queue(&place).len(), owed(&place)), (0, 0));
    clinic::redo_last(&place, &ACTOR).unwrap();
    assert_eq!((queue(&place).len(), owed(&place)), (1, 1));
}

#[test]
fn what_went_well_opens_nothing_and_one_of_an_earlier_day_is_dated_by_it() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    for (rating, sentiment) in [(5, Sentiment::Positive), (4, Sentiment::Positive), (3, Sentiment::Neutral)] {
        let recorded = record(&place, &said(Some(owner), Some(rating)));
        assert_eq!((recorded.sentiment, recorded.interaction_id), (Some(sentiment), None));
    }
    let before = FeedbackInput { on: Some(day("2025-11-10")), ..said(Some(owner), Some(2)) };
    let before = record(&place, &before);
    let interaction =
        place.read(&ACTOR, View::Records, |r| interactions::get(r, before.interaction_id.unwrap())).unwrap();
    assert_eq!(
        (interaction.happened_on, interaction.follow_up_on),
        (day("2025-11-10"), Some(day("2025-11-11")))
    );
    // A comment alone means what a person says it does.
    let comment = FeedbackInput { comments: Some("Pésimo".into()), ..said(Some(owner), None) };
    assert_eq!(record(&place, &comment).sentiment, None);
    let meant = FeedbackInput { sentiment: Some(Sentiment::Negative), ..comment };
    assert_eq!(record(&place, &meant).sentiment, Some(Sentiment::Negative));
    assert_eq!(queue(&place).len(), 2);
}

#[test]
fn anonymous_feedback_leaves_its_month_and_no_trace() {
    let place = clinic();
    add(&place, &maria());
    let traces = |place: &Place| {
        text(
            place,
            "SELECT (SELECT count(*) FROM audit) || ' ' || (SELECT count(*) FROM changes) || ' ' || (SELECT count(*) FROM change_rows)
               || ' ' || (SELECT count(*) FROM interactions)",
        )
    };
    let before = traces(&place);
    let nameless =
        FeedbackInput { is_anonymous: true, comments: Some("Olía mal".into()), ..said(None, Some(1)) };
    let done = feedback::record(&place, &ACTOR, &nameless).unwrap();
    assert_eq!((done.change, done.changed.as_slice()), (None, [clinic::Topic::Feedback].as_slice()));
    assert_eq!(traces(&place), before);
    let row = text(
        &place,
        "SELECT coalesce(owner_id, '-') || coalesce(appointment_id, '-') || coalesce(received_at, '-') || coalesce(resolved_by, '-')
           || coalesce(interaction_id, '-') || ' ' || date(received_on * 86400, 'unixepoch') FROM feedback",
    );
    assert_eq!(row, "----- 2025-11-01");
    // Its ids are drawn by lot: they tell no order, and those of others go on beside them.
    assert!(done.value.id.0 < 0 && done.value.external_id.0.starts_with('A'));
    let others = [5, 4].map(|rating| record(&place, &said(None, Some(rating))).id.0);
    assert_eq!(others, [1, 2]);
    assert_eq!(queue(&place).iter().map(|one| one.is_anonymous).collect::<Vec<_>>(), [true]);
    feedback::resolve(&place, &ACTOR, done.value.id, Some("Se limpió")).unwrap();
    assert!(queue(&place).is_empty());
    let error = feedback::thank(&place, &ACTOR, done.value.id).unwrap_err();
    assert_eq!(error.field.as_deref(), Some("owner_id"));
}

#[test]
fn a_thank_you_is_a_draft_in_the_owners_language_and_sends_nothing() {
    let place = clinic();
    let owner = add(&place, &sarah()).id;
    let good = record(&place, &said(Some(owner), Some(5)));
    let thanks = feedback::thank(&place, &ACTOR, good.id).unwrap().value;
    assert!(thanks.body.starts_with("Hello, Sarah.") && thanks.channel == "whatsapp", "{thanks:?}");
    let states = "SELECT group_concat(status || coalesce(sent_at, '')) FROM messages";
    assert_eq!(text(&place, states), "draft");
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(text(&place, "SELECT count(*) || '' FROM messages"), "0");
}

#[test]
fn what_cannot_be_is_refused_by_its_field() {
    let place = clinic();
    let owner = add(&place, &maria()).id;
    for (input, field) in [
        (said(Some(owner), Some(0)), "rating"),
        (said(Some(owner), Some(6)), "rating"),
        (said(Some(owner), None), "rating"),
        (FeedbackInput { on: Some(day("2025-11-18")), ..said(Some(owner), Some(5)) }, "on"),
        (FeedbackInput { is_anonymous: true, ..said(Some(owner), Some(5)) }, "is_anonymous"),
        (FeedbackInput { service_type: "  ".into(), ..said(Some(owner), Some(5)) }, "service_type"),
    ] {
        let error = feedback::record(&place, &ACTOR, &input).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
    assert_eq!(
        feedback::record(&place, &ACTOR, &said(Some(OwnerId(99)), Some(5))).unwrap_err().code,
        Code::NotFound
    );
}

#[test]
fn it_is_counted_by_service_and_month() {
    let place = clinic();
    for (service, rating, on) in [
        ("consultation", Some(5), "2025-11-03"),
        ("consultation", Some(4), "2025-11-04"),
        ("consultation", None, "2025-10-30"),
        ("grooming", Some(1), "2025-09-02"),
    ] {
        let input = FeedbackInput {
            service_type: service.into(),
            comments: Some("…".into()),
            on: Some(day(on)),
            ..said(None, rating)
        };
        record(&place, &input);
    }
    let stats = place.read(&ACTOR, View::Records, |r| feedback::stats(r, None, None)).unwrap();
    assert_eq!((stats.from, stats.months.len(), stats.count, stats.rated), (day("2024-12-01"), 12, 4, 3));
    assert_eq!((stats.mean_hundredths, stats.ratings), (Some(333), [1, 0, 0, 1, 1]));
    let services: Vec<_> = stats
        .services
        .iter()
        .map(|row| (row.service_type.as_str(), row.count, row.mean_hundredths, row.low))
        .collect();
    assert_eq!(services, [("consultation", 3, Some(450), 0), ("grooming", 1, Some(100), 1)]);
    let months: Vec<_> =
        stats.months.iter().rev().take(3).map(|row| (row.month, row.count, row.mean_hundredths)).collect();
    assert_eq!(
        months,
        [(day("2025-11-01"), 2, Some(450)), (day("2025-10-01"), 1, None), (day("2025-09-01"), 1, Some(100))]
    );
}

#[test]
fn sales_points_and_feedback_travel_byte_for_byte() {
    use crate::support::shop::{cash, invoice, order, pay, refund, sale, start_programme};
    use crm::sales::{self, SaleInput, SaleKind};
    let place = clinic();
    start_programme(&place, "2025-01-01");
    let owner = add(&place, &maria()).id;
    let bill = invoice(&place, owner, 123_450);
    pay(&place, bill);
    refund(&place, bill, Some(20_050));
    sales::pay(&place, &ACTOR, order(&place, owner, 9_990), &cash(Some(5_000))).unwrap();
    let counter = SaleInput { payment: Some(cash(None)), ..sale(SaleKind::Invoice, None, 777) };
    sales::create(&place, &ACTOR, &counter).unwrap();
    crm::loyalty::redeem(&place, &ACTOR, owner, 40, Some("Baño")).unwrap();
    clinic::undo_last(&place, &ACTOR).unwrap();
    record(&place, &said(Some(owner), Some(1)));
    record(&place, &FeedbackInput { is_anonymous: true, ..said(None, Some(2)) });
    let folder = place.folder.path().join("out");
    transfer::export(&place, &ACTOR, &folder, &Progress::silent()).unwrap();

    let copy = clinic();
    import_path(&copy, &folder);
    let again = copy.folder.path().join("out");
    transfer::export(&copy, &ACTOR, &again, &Progress::silent()).unwrap();
    for file in std::fs::read_dir(&folder).unwrap() {
        let name = file.unwrap().file_name();
        let (one, other) =
            (std::fs::read(folder.join(&name)).unwrap(), std::fs::read(again.join(&name)).unwrap());
        assert!(
            one == other,
            "{name:?}:\n{}\n{}",
            String::from_utf8_lossy(&one),
            String::from_utf8_lossy(&other)
        );
    }
    let report = copy.read(&ACTOR, View::Audit, |r| clinic::check(&copy, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(crate::support::shop::balance(&copy, OwnerId(1)), 103);
}
