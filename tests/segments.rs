//! Segments: kept, counted, frozen, explained and acted on.

use crate::{
    metrics::facts::{self, paid, visit},
    support::{
        ACTOR, Place, clinic, clinic_on,
        people::{add, carlos, maria, roberto, sarah},
    },
};
use crm::{
    Code,
    clinic::{self, Actor, Role, View},
    owners,
    segments::{self, Segment, SegmentInput},
    tags,
    values::{Day, Lang, OwnerId, SegmentId},
};

const LANG: Lang = Lang::Es;

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// María spent 12,000 and came yesterday; Carlos 8,000 and 120 days ago; Sarah 500 and 95 days ago.
fn people() -> (Place, [OwnerId; 3]) {
    let place = clinic();
    let ids = [maria(), carlos(), sarah()].map(|input| add(&place, &input).id);
    for (id, cents, on) in
        [(ids[0], 1_200_000, "2025-11-16"), (ids[1], 800_000, "2025-07-20"), (ids[2], 50_000, "2025-08-14")]
    {
        visit(&place, id, day(on));
        paid(&place, id, day(on), cents);
    }
    facts::pet(&place, ids[1], "Buddy", "dog");
    (place, ids)
}

fn input(name: &str, criteria: &str) -> SegmentInput {
    SegmentInput { name: name.into(), criteria: criteria.into(), ..SegmentInput::default() }
}

fn create(place: &Place, name: &str, criteria: &str) -> Segment {
    segments::create(place, &ACTOR, &input(name, criteria), LANG).unwrap().value
}

fn members(place: &Place, criteria: &str) -> Vec<OwnerId> {
    let page =
        place.read(&ACTOR, View::Records, |r| segments::members(r, criteria, None, None, 100)).unwrap();
    page.members.into_iter().map(|member| member.id).collect()
}

fn get(place: &Place, id: SegmentId) -> segments::SegmentRow {
    place.read(&ACTOR, View::Records, |r| segments::get(r, id, LANG)).unwrap()
}

#[test]
fn a_segment_is_kept_under_its_canonical_rules_and_counted_at_once() {
    let (place, [_, carlos, _]) = people();
    let segment = create(
        &place,
        "Buenos clientes que se alejan",
        r#"{"lifetime_value_min": 5000, "days_since_visit": 90}"#,
    );
    assert_eq!(segment.slug, "buenos-clientes-que-se-alejan");
    assert_eq!(segment.criteria, r#"{"all":[{"min_spent":5000},{"days_since_visit_min":90}],"version":1}"#);
    assert_eq!(segment.member_count, Some(1));
    assert_eq!(members(&place, &segment.criteria), [carlos]);
    let row = get(&place, segment.id);
    assert_eq!(row.sentence.as_deref(), Some("Gasto de $5,000 o más, 90 días o más sin venir"));
    assert_eq!(row.sizes, [segments::SegmentSize { day: day("2025-11-17"), count: 1 }]);
}

#[test]
fn a_blank_name_is_proposed_and_a_slug_is_never_given_twice() {
    let (place, _) = people();
    let one = create(&place, "", r#"{"tier": "vip", "has_pets_species": ["dog", "cat"]}"#);
    assert_eq!(one.name, "Tienen perro o gato, nivel VIP");
    let two = create(&place, &one.name, r#"{"everyone": true}"#);
    assert_eq!(two.slug, format!("{}-2", one.slug));
    let taken = SegmentInput { slug: Some(one.slug.clone()), ..input("Otra", r#"{"everyone": true}"#) };
    let error = segments::create(&place, &ACTOR, &taken, LANG).unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (Code::Taken, Some("slug")));
    let odd = SegmentInput { slug: Some("Buenos Clientes".into()), ..taken };
    assert_eq!(segments::create(&place, &ACTOR, &odd, LANG).unwrap_err().code, Code::Invalid);
}

#[test]
fn a_rule_or_a_tag_that_is_not_there_is_named() {
    let (place, _) = people();
    for (criteria, path) in [
        (r#"{"min_visit": 3}"#, "min_visit"),
        (r#"{"any": [{"min_visits": 3}, {"tags_any": ["VIP", "Vipp"]}]}"#, "any[1].tags_any[1]"),
        ("{}", "criteria"),
    ] {
        let error = segments::create(&place, &ACTOR, &input("x", criteria), LANG).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(path)));
        let error =
            place.read(&ACTOR, View::Records, |r| segments::preview(r, criteria, 5, LANG)).unwrap_err();
        assert_eq!(error.field.as_deref(), Some(path));
    }
}

#[test]
fn who_is_deactivated_or_blocked_stays_out_unless_it_is_asked() {
    let (place, [maria, carlos, sarah]) = people();
    owners::archive(&place, &ACTOR, carlos).unwrap();
    facts::run(&place, "UPDATE owners SET blocked_at = 0 WHERE id = ?1", [sarah]);
    assert_eq!(members(&place, r#"{"everyone": true}"#), [maria]);
    assert_eq!(members(&place, r#"{"min_visits": 1}"#), [maria]);
    assert_eq!(members(&place, r#"{"is_active": false}"#), [carlos]);
    assert_eq!(members(&place, r#"{"is_active": true}"#), [maria]);
    assert_eq!(members(&place, r#"{"none": [{"is_active": true}]}"#), [carlos, sarah]);
}

#[test]
fn an_owner_seen_today_is_zero_days_away_and_who_never_came_in_no_number_of_days() {
    let place = clinic();
    let [today, never] = [maria(), carlos()].map(|input| add(&place, &input).id);
    visit(&place, today, place.today());
    assert_eq!(members(&place, r#"{"days_since_visit_max": 0}"#), [today]);
    assert_eq!(members(&place, r#"{"days_since_visit_min": 0}"#), [today]);
    assert_eq!(members(&place, r#"{"none": [{"days_since_visit_min": 0}]}"#), [never]);
}

#[test]
fn counting_anew_is_no_change_that_an_undo_trips_over() {
    let (place, [_, carlos, _]) = people();
    let segment = create(&place, "Lejanos", r#"{"days_since_visit_min": 90}"#);
    assert_eq!(segment.member_count, Some(2));
    let changed = input("Lejos", r#"{"days_since_visit_min": 100}"#);
    let changed = segments::update(&place, &ACTOR, segment.id, &changed, LANG).unwrap().value;
    assert_eq!((changed.member_count, changed.slug.as_str()), (Some(1), "lejanos"));
    visit(&place, carlos, place.today());
    assert_eq!(segments::recalculate(&place, &ACTOR, None).unwrap(), 1);
    assert_eq!(get(&place, segment.id).segment.member_count, Some(0));

    clinic::undo_last(&place, &ACTOR).unwrap(); // the visit
    clinic::undo_last(&place, &ACTOR).unwrap(); // the change
    assert_eq!(get(&place, segment.id).segment.name, "Lejanos");
    clinic::undo_last(&place, &ACTOR).unwrap(); // the segment
    let left = place.read(&ACTOR, View::Records, |r| segments::list(r, LANG)).unwrap();
    assert!(left.is_empty());
    clinic::redo_last(&place, &ACTOR).unwrap();
    assert_eq!(segments::recalculate(&place, &ACTOR, Some(segment.id)).unwrap(), 1);
    assert_eq!(get(&place, segment.id).segment.member_count, Some(2));
}

#[test]
fn sizes_are_kept_day_by_day() {
    let (place, [maria, ..]) = people();
    let segment = create(&place, "Recientes", r#"{"days_since_visit_max": 1}"#);
    assert_eq!(segments::bring_up_to_date(&place, &ACTOR).unwrap(), 0);
    let Place { clinic, folder } = place;
    drop(clinic);
    let clinic = crm::open(&folder.path().join("clinic"), crate::support::opening("2025-11-19")).unwrap();
    let place = Place { clinic, folder };
    assert_eq!(segments::bring_up_to_date(&place, &ACTOR).unwrap(), 1);
    let sizes: Vec<u32> = get(&place, segment.id).sizes.iter().map(|size| size.count).collect();
    assert_eq!(sizes, [1, 0]);
    visit(&place, maria, place.today());
    segments::recalculate(&place, &ACTOR, Some(segment.id)).unwrap();
    let sizes: Vec<u32> = get(&place, segment.id).sizes.iter().map(|size| size.count).collect();
    assert_eq!(sizes, [1, 1]);
}

#[test]
fn a_frozen_copy_keeps_its_members_while_the_rules_move_on() {
    let (place, [_, carlos, sarah]) = people();
    let rules = r#"{"days_since_visit_min": 90}"#;
    let frozen = segments::freeze(&place, &ACTOR, &input("En noviembre", rules), LANG).unwrap().value;
    visit(&place, sarah, place.today());
    assert_eq!(members(&place, rules), [carlos]);
    assert_eq!(members(&place, &frozen.criteria), [carlos, sarah]);
    assert_eq!(get(&place, frozen.id).sentence.as_deref(), Some("Lista fija de 2 dueños"));
    clinic::undo_last(&place, &ACTOR).unwrap();
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(place.read(&ACTOR, View::Records, |r| segments::list(r, LANG)).unwrap(), []);
}

#[test]
fn why_says_rule_by_rule_what_she_has() {
    let (place, [_, carlos, sarah]) = people();
    let criteria = r#"{"all": [{"min_spent": 5000}, {"any": [{"tier": "vip"}, {"has_pets_species": "dog"}]}, {"none": [{"days_since_visit_max": 30}]}]}"#;
    let why = |owner| place.read(&ACTOR, View::Records, |r| segments::why(r, criteria, owner, LANG)).unwrap();
    let carlos = why(carlos);
    assert!(carlos.is_member && !carlos.is_kept_out);
    let said: Vec<_> = carlos
        .rules
        .iter()
        .map(|rule| (rule.path.as_slice(), rule.holds, rule.is_negated, rule.actual.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (&[][..], true, false, None),
            (&[0], true, false, Some("$8,000")),
            (&[1], true, false, None),
            (&[1, 0], false, false, Some("Nuevo")),
            (&[1, 1], true, false, Some("Perro")),
            (&[2], true, false, None),
            (&[2, 0], false, true, Some("120")),
        ]
    );
    let sarah = why(sarah);
    assert!(!sarah.is_member);
    assert_eq!(sarah.rules[1].actual.as_deref(), Some("$500"));
}

#[test]
fn members_are_tagged_in_one_step_and_untagged_in_one() {
    let (place, [maria, carlos, sarah]) = people();
    let vip =
        place.read(&ACTOR, View::Records, tags::list).unwrap().into_iter().find(|t| t.name == "VIP").unwrap();
    let all = r#"{"everyone": true}"#;
    let done = segments::tag_members(&place, &ACTOR, all, vip.id).unwrap();
    assert_eq!(done.value, 3);
    assert_eq!(members(&place, r#"{"tags": "vip"}"#), [maria, carlos, sarah]);
    assert_eq!(clinic::undo_last(&place, &ACTOR).unwrap().value.subject, "VIP");
    assert_eq!(members(&place, r#"{"tags": "vip"}"#), []);
}

#[test]
fn members_come_page_by_page_in_the_order_of_their_numbers() {
    let place = clinic_on("2026-10-31");
    crm::sample::create(&place, &ACTOR, 1_300, 7, &clinic::Progress::silent()).unwrap();
    let criteria = r#"{"min_visits": 1}"#;
    let preview = place.read(&ACTOR, View::Records, |r| segments::preview(r, criteria, 20, LANG)).unwrap();
    assert!(preview.count > 1_000, "more than are found at once: {}", preview.count);
    let mut found: Vec<OwnerId> = preview.members.iter().map(|member| member.id).collect();
    let mut after = preview.next;
    while after.is_some() {
        let page =
            place.read(&ACTOR, View::Records, |r| segments::members(r, criteria, None, after, 300)).unwrap();
        found.extend(page.members.iter().map(|member| member.id));
        after = page.next;
    }
    assert_eq!(found.len(), preview.count as usize);
    assert!(found.is_sorted_by(|a, b| a < b));
}

#[test]
fn what_members_are_together_is_said_of_those_in_lists_alone() {
    let (place, [_, carlos, sarah]) = people();
    facts::pet(&place, sarah, "Mittens", "cat");
    let sums = |criteria: &str| {
        let sums = place.read(&ACTOR, View::Records, |r| segments::sums(r, criteria)).unwrap();
        (sums.spent_cents.cents(), sums.pets)
    };
    assert_eq!(sums(r#"{"days_since_visit_min": 90}"#), (850_000, 2));
    assert_eq!(sums(r#"{"has_pets_species": "dog"}"#), (800_000, 1));
    owners::archive(&place, &ACTOR, carlos).unwrap();
    assert_eq!(sums(r#"{"days_since_visit_min": 90}"#), (50_000, 1));
    assert_eq!(sums(r#"{"has_pets_species": "dragon"}"#), (0, 0));
}

#[test]
fn an_export_is_a_line_a_member_and_stands_in_the_audit() {
    let (place, _) = people();
    let file = place.folder.path().join("lejanos.csv");
    let count = segments::export(&place, &ACTOR, r#"{"days_since_visit_min": 90}"#, &file).unwrap();
    assert_eq!(count, 2);
    let csv = std::fs::read_to_string(&file).unwrap();
    let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "owner_id,name,phone,email,city,pets,last_visit_on,days_since_visit,total_spent,churn_risk,lifecycle,tier"
    );
    assert!(
        lines[1].contains("Carlos Méndez") && lines[1].contains("Buddy,2025-07-20,120,8000.00"),
        "{}",
        lines[1]
    );
    assert_eq!(lines.len(), 3);
    let sql = "SELECT details_json FROM audit WHERE action = 'segments_export'";
    let noted: String =
        place.read(&ACTOR, View::Audit, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap();
    assert!(noted.contains(r#""rows":2"#) && !noted.contains("Carlos"), "{noted}");
    let front = Actor { role: Role::FrontDesk, ..ACTOR };
    let refused = segments::export(&place, &front, r#"{"everyone": true}"#, &file).unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
}

#[test]
fn an_archived_segment_is_counted_no_more_and_found_by_its_names() {
    let (place, _) = people();
    let segment = create(&place, "Todos", r#"{"everyone": true}"#);
    let find = |text: &str| place.read(&ACTOR, View::Records, |r| segments::find(r, text));
    for text in [segment.slug.as_str(), &segment.external_id.0, &segment.id.0.to_string()] {
        assert_eq!(find(text).unwrap().id, segment.id);
    }
    assert_eq!(find("nope").unwrap_err().code, Code::NotFound);
    segments::archive(&place, &ACTOR, segment.id, false).unwrap();
    assert_eq!(segments::recalculate(&place, &ACTOR, None).unwrap(), 0);
    add(&place, &roberto());
    assert_eq!(get(&place, segment.id).segment.member_count, Some(3));
    segments::archive(&place, &ACTOR, segment.id, true).unwrap();
    assert_eq!(segments::recalculate(&place, &ACTOR, None).unwrap(), 1);
    assert_eq!(get(&place, segment.id).segment.member_count, Some(4));
}

#[test]
fn an_imported_segment_is_shown_as_it_would_be_kept_and_one_that_cannot_be_read_is_passed_over() {
    let (place, _) = people();
    let sql = "INSERT INTO segments (external_id, name, slug, criteria_json, created_at) VALUES (?1, ?1, ?1, ?2, 0)";
    facts::run(&place, sql, ("seed", r#"{"lifetime_value_min": 5000, "tags": ["VIP"]}"#));
    facts::run(&place, sql, ("odd", r#"{"colour": "red"}"#));
    assert_eq!(segments::recalculate(&place, &ACTOR, None).unwrap(), 1);
    let rows = place.read(&ACTOR, View::Records, |r| segments::list(r, LANG)).unwrap();
    let row = |slug: &str| rows.iter().find(|row| row.segment.slug == slug).unwrap();
    assert_eq!(
        row("seed").segment.criteria,
        r#"{"all":[{"min_spent":5000},{"tags_include":"VIP"}],"version":1}"#
    );
    assert_eq!(row("seed").segment.member_count, Some(0));
    assert_eq!((row("odd").sentence.as_deref(), row("odd").segment.member_count), (None, None));
}
