//! Whom to call, and why: the worked example as it is said in both languages, and who is left alone.

use crate::{
    metrics::facts,
    support::{ACTOR, Place, clinic, people},
};
use crm::{
    clinic::View,
    insights::{self, InsightAction, InsightKind, InsightReason, Insights},
    metrics, owners, profile,
    values::{Day, Lang, OwnerId},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn list(place: &Place, kind: InsightKind, lang: Lang) -> Insights {
    place.read(&ACTOR, View::Records, |r| insights::list(r, kind, 20, lang)).unwrap()
}

fn names(place: &Place, kind: InsightKind) -> Vec<String> {
    list(place, kind, Lang::En).rows.into_iter().map(|row| row.name).collect()
}

fn said(place: &Place, kind: InsightKind, lang: Lang) -> String {
    insights::read_aloud(lang, "MXN", &list(place, kind, lang))
}

fn pet(place: &Place, owner: OwnerId, name: &str, species: &str, breed: Option<&str>, born: Option<&str>) {
    let sql =
        "INSERT INTO pets (external_id, owner_id, name, species, breed, birth_on, created_at, updated_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, 0)";
    facts::run(place, sql, (facts::new_id(), owner, name, species, breed, born.map(day)));
}

fn product(place: &Place, id: i64, name: &str, category: &str) {
    let sql = "INSERT INTO products (id, external_id, sku, name, category) VALUES (?1, ?2, ?2, ?3, ?4)";
    facts::run(place, sql, (id, format!("P{id}"), name, category));
}

/// An order of one product.
fn bought(place: &Place, owner: OwnerId, on: Day, cents: i64, product: i64) {
    facts::order(place, owner, on, cents, None);
    let sql = "INSERT INTO order_items (external_id, order_id, product_id, quantity_milli, unit_price_cents, line_total_cents)
               SELECT ?1, max(id), ?2, 1000, ?3, ?3 FROM orders";
    facts::run(place, sql, (facts::new_id(), product, cents));
}

fn lapsing(place: &Place, id: i64, name: &str, days: i32, gap: i32, cents: i64) -> OwnerId {
    let owner = facts::owner(place, id, name);
    facts::run(
        place,
        "UPDATE owners SET phone = '998 000 0000', phone_e164 = '+529980000000' WHERE id = ?1",
        [owner],
    );
    let last = place.today().plus(-days);
    for n in 0..3 {
        facts::visit(place, owner, last.plus(-n * gap));
    }
    facts::paid(place, owner, last, cents);
    owner
}

/// The worked example's clinic but for María.
fn lapsed_clinic() -> Place {
    let place = clinic();
    product(&place, 51, "Croquetas", "Alimento");
    let carlos = lapsing(&place, 1_008, "Carlos Méndez", 120, 60, 820_000);
    pet(&place, carlos, "Buddy", "dog", Some("Labrador"), None);
    let sql = "INSERT INTO vaccinations (external_id, pet_id, vaccine, given_on, due_on)
               SELECT 'V1', id, 'Rabia', ?1, ?2 FROM pets WHERE name = 'Buddy'";
    facts::run(&place, sql, (place.today().plus(-351), place.today().plus(14)));
    let sarah = lapsing(&place, 1_009, "Sarah Johnson", 95, 30, 400_000);
    pet(&place, sarah, "Mittens", "cat", None, None);
    pet(&place, sarah, "Whiskers", "cat", None, None);
    for n in 0..4 {
        bought(&place, sarah, place.today().plus(-45 - 30 * n), 35_000, 51);
    }
    let roberto = lapsing(&place, 1_010, "Roberto Sánchez", 92, 45, 1_580_000);
    pet(&place, roberto, "Thor", "dog", Some("German Shepherd"), None);
    facts::run(&place, "UPDATE owners SET hand_tier = 'vip' WHERE id = 1010", []);
    place
}

#[test]
fn who_is_at_risk_is_said_as_in_the_worked_example() {
    let place = lapsed_clinic();
    let english = "\
1. Carlos Méndez · 120 days · Buddy (Labrador) · $8,200
   Comes every 60 days; it has been 120; spends about $8,200; Buddy's vaccination is due in 2 weeks → Offer an appointment
2. Sarah Johnson · 95 days · Mittens (cat), Whiskers (cat) · $5,400
   Comes every month; it has been 95; spends about $1,100; usually buys alimento monthly, no order in 45 days → Call
3. Roberto Sánchez · 92 days · Thor (German Shepherd) · $15,800
   Comes every 45 days; it has been 92; VIP customer, should follow up; spends about $16,000 → Call
";
    assert_eq!(said(&place, InsightKind::AtRisk, Lang::En), english);
    let spanish = "\
1. Carlos Méndez · 120 días · Buddy (Labrador) · $8,200
   Viene cada 60 días; lleva 120; gasta unos $8,200; la vacuna de Buddy vence en 2 semanas → Ofrecer cita
2. Sarah Johnson · 95 días · Mittens (gato), Whiskers (gato) · $5,400
   Viene cada mes; lleva 95; gasta unos $1,100; suele comprar alimento cada mes, lleva 45 días sin pedir → Llamar
3. Roberto Sánchez · 92 días · Thor (German Shepherd) · $15,800
   Viene cada 45 días; lleva 92; cliente VIP, hay que darle seguimiento; gasta unos $16,000 → Llamar
";
    assert_eq!(said(&place, InsightKind::AtRisk, Lang::Es), spanish);
}

#[test]
fn the_call_list_begins_with_the_most_at_stake() {
    let place = lapsed_clinic();
    let rows = list(&place, InsightKind::CallList, Lang::Es).rows;
    let stakes: Vec<_> = rows.iter().map(|row| row.at_stake_cents).collect();
    assert!(stakes.len() == 3 && stakes.windows(2).all(|pair| pair[0] >= pair[1]), "{stakes:?}");
    assert_eq!(rows[0].name, "Roberto Sánchez");

    // Whoever is expected today is not called in the morning; whoever did not come may be.
    facts::appointment(&place, OwnerId(1_010), place.today(), "scheduled", "routine");
    assert_eq!(names(&place, InsightKind::CallList), ["Carlos Méndez", "Sarah Johnson"]);
    facts::run(&place, "UPDATE appointments SET status = 'no_show' WHERE status = 'scheduled'", []);
    assert_eq!(list(&place, InsightKind::CallList, Lang::Es).rows[0].name, "Roberto Sánchez");
}

#[test]
fn maria_is_said_in_a_few_lines() {
    let place = clinic();
    let maria = people::add(&place, &people::maria());
    let id = maria.id;
    pet(&place, id, "Max", "dog", Some("Poodle"), Some("2020-09-01"));
    let first = day("2023-03-06");
    for n in 0..14 {
        facts::visit(&place, id, first.plus(n * 70));
    }
    let sql = "INSERT INTO services (id, external_id, name) VALUES (9, 'S9', 'Revisión anual')";
    facts::run(&place, sql, []);
    let sql =
        "INSERT INTO appointments (external_id, owner_id, pet_id, service_id, starts_at, starts_on, status)
               SELECT 'A99', owner_id, id, 9, 0, ?1, 'completed' FROM pets";
    facts::run(&place, sql, [day("2025-11-15")]);
    product(&place, 51, "Royal Canin", "Alimento");
    for n in 0..7 {
        facts::paid(&place, id, first.plus(n * 120), 150_000);
    }
    bought(&place, id, day("2025-11-15"), 195_000, 51);
    let sql = "INSERT OR IGNORE INTO tags (external_id, name) VALUES ('T1', 'VIP'), ('T2', 'Regular'), ('T3', 'Dog Owner')";
    facts::run(&place, sql, []);
    let sql = "INSERT INTO owner_tags (owner_id, tag_id, added_at)
               SELECT ?1, id, 0 FROM tags WHERE name IN ('VIP', 'Regular', 'Dog Owner')";
    facts::run(&place, sql, [id]);
    let portrait = |lang| {
        place
            .read(&ACTOR, View::Records, |r| {
                Ok(insights::portrait(lang, &profile::get(r, id)?, &metrics::shopping(r, id)?))
            })
            .unwrap()
    };
    let english = "\
María García · 998-123-4567 · prefers WhatsApp · maria.garcia@email.com · Calle Coral 45, Puerto Morelos
Max, Poodle, 5 years
15 visits, 0 no-shows; since March 2023; last 2025-11-15 (Max, Revisión anual)
8 purchases, $12,450.00 in total, $1,556.25 on average; last 2025-11-15 (Royal Canin)
Tags: Dog Owner, Regular, VIP
Value 100 of 100 · risk low · VIP";
    assert_eq!(portrait(Lang::En), english);
    let spanish = "\
María García · 998-123-4567 · prefiere WhatsApp · maria.garcia@email.com · Calle Coral 45, Puerto Morelos
Max, Poodle, 5 años
15 visitas, 0 faltas; viene desde marzo de 2023; última 2025-11-15 (Max, Revisión anual)
8 compras, $12,450.00 en total, $1,556.25 en promedio; última 2025-11-15 (Royal Canin)
Etiquetas: Dog Owner, Regular, VIP
Valor 100 de 100 · riesgo bajo · VIP";
    assert_eq!(portrait(Lang::Es), spanish);
}

#[test]
fn the_bereaved_the_booked_the_blocked_and_the_closed_are_not_called() {
    let place = lapsed_clinic();
    // Buddy dies; Carlos has another dog, so his home is not closed.
    pet(&place, OwnerId(1_008), "Luna", "dog", None, None);
    facts::run(
        &place,
        "UPDATE pets SET status = 'deceased', deceased_on = ?1 WHERE name = 'Buddy'",
        [place.today().plus(-5)],
    );
    facts::appointment(&place, OwnerId(1_009), place.today().plus(2), "scheduled", "routine");
    facts::run(&place, "UPDATE owners SET blocked_at = 1 WHERE id = 1010", []);
    let gone = lapsing(&place, 1_011, "Elena Tun", 100, 30, 90_000);
    owners::archive(&place, &ACTOR, gone).unwrap();
    for kind in
        [InsightKind::AtRisk, InsightKind::CallList, InsightKind::Lapsed, InsightKind::OverduePurchases]
    {
        assert_eq!(names(&place, kind), [""; 0], "{kind}");
    }
    for kind in InsightKind::ALL {
        for row in list(&place, *kind, Lang::En).rows {
            assert!(!matches!(row.action, InsightAction::Call | InsightAction::Book), "{kind}: {row:?}");
        }
    }
    // A month later he may be called again.
    facts::run(&place, "UPDATE pets SET deceased_on = ?1 WHERE name = 'Buddy'", [place.today().plus(-31)]);
    assert_eq!(names(&place, InsightKind::AtRisk), ["Carlos Méndez"]);
}

#[test]
fn each_list_has_those_it_is_about() {
    let place = lapsed_clinic();
    let maria = facts::owner(&place, 1_007, "María García");
    pet(&place, maria, "Max", "dog", None, Some("2020-11-19"));
    facts::visit(&place, maria, day("2025-11-10"));
    facts::paid(&place, maria, day("2025-11-10"), 90_000);
    let lapsed = lapsing(&place, 1_012, "Norma Góngora", 400, 50, 70_000);
    let sql = "INSERT INTO feedback (external_id, owner_id, rating, received_at, received_on) VALUES ('F1', ?1, 2, 0, ?2)";
    facts::run(&place, sql, (maria, day("2025-11-12")));
    let sql = "INSERT INTO interactions (external_id, owner_id, kind, channel, direction, subject, happened_at, happened_on, follow_up_required, follow_up_on, created_at)
               VALUES ('I1', ?1, 'call', 'phone', 'outbound', 'Resultado', 0, ?2, 1, ?3, 0)";
    facts::run(&place, sql, (lapsed, day("2025-11-01"), day("2025-11-14")));
    for (kind, expected) in [
        (
            InsightKind::TopCustomers,
            vec!["Roberto Sánchez", "Carlos Méndez", "Sarah Johnson", "María García"],
        ),
        (InsightKind::AtRisk, vec!["Norma Góngora", "Carlos Méndez", "Sarah Johnson", "Roberto Sánchez"]),
        (InsightKind::NewCustomers, vec!["María García"]),
        (InsightKind::Lapsed, vec!["Norma Góngora"]),
        (InsightKind::HighValue, vec!["Roberto Sánchez", "Carlos Méndez", "Sarah Johnson"]),
        (InsightKind::FollowUpsDue, vec!["Norma Góngora"]),
        (InsightKind::Birthdays, vec!["María García"]),
        (InsightKind::VaccinationsDue, vec!["Carlos Méndez"]),
        (InsightKind::OverduePurchases, vec!["Sarah Johnson"]),
        (InsightKind::Unhappy, vec!["María García"]),
    ] {
        assert_eq!(names(&place, kind), expected, "{kind}");
        for row in list(&place, kind, Lang::Es).rows {
            assert!(!row.reason.is_empty() && !row.reasons.is_empty(), "{kind}: {row:?}");
            assert!(
                !row.reason.contains(['{', '}']) && !row.reason.contains("insights."),
                "{kind}: {}",
                row.reason
            );
        }
    }
    let max = &list(&place, InsightKind::Birthdays, Lang::Es).rows[0];
    assert_eq!(max.reasons[0], InsightReason::Birthday { pet: Some("Max".into()), turns: 5, days_left: 2 });
    assert_eq!(max.reason, "Max cumple 5 en 2 días");
}

#[test]
fn the_overview_adds_up() {
    let place = lapsed_clinic();
    let elena = facts::owner(&place, 1_013, "Elena Tun");
    facts::visit(&place, elena, day("2025-05-02"));
    facts::visit(&place, elena, day("2025-08-20"));
    facts::visit(&place, elena, day("2025-11-03"));
    facts::owner(&place, 1_014, "Luis Canché");
    facts::run(
        &place,
        "UPDATE owners SET referred_by = 1013, acquisition_source = 'referral' WHERE id = 1014",
        [],
    );
    let blocked = facts::owner(&place, 1_015, "Nadie");
    facts::paid(&place, blocked, day("2025-11-01"), 999_999);
    facts::run(&place, "UPDATE owners SET blocked_at = 1 WHERE id = 1015", []);
    let view = place.read(&ACTOR, View::Reports, insights::overview).unwrap();
    assert_eq!((view.owners, view.at_risk, view.at_risk_before), (5, 3, 0));
    assert_eq!(view.stages.iter().map(|stage| stage.owners).sum::<i64>(), view.owners);
    assert_eq!(view.values.iter().map(|bar| bar.owners).sum::<i64>(), view.owners);
    assert_eq!(view.visits.iter().map(|bar| bar.owners).sum::<i64>(), view.owners);
    assert_eq!(
        view.values.iter().map(|bar| (bar.from, bar.owners)).collect::<Vec<_>>(),
        [(0, 2), (100, 0), (50_000, 0), (100_000, 0), (500_000, 2), (1_000_000, 1)]
    );
    assert_eq!((view.spent.cents.cents(), view.spent.purchases), (2_940_000, 7));
    // Three came first in the second quarter, all of them in the third, Elena in this one too.
    let cohort = view.cohorts.iter().find(|cohort| (cohort.year, cohort.quarter) == (2025, 2)).unwrap();
    assert_eq!(
        (cohort.owners, cohort.later.iter().map(|cell| cell.came).collect::<Vec<_>>()),
        (3, vec![3, 1])
    );
    assert_eq!(
        view.referrers.iter().map(|one| (one.name.as_str(), one.brought)).collect::<Vec<_>>(),
        [("Elena Tun", 1)]
    );
    assert_eq!(view.lifetime[0].total_cents.cents(), 2_940_000);
    assert_eq!((view.lifetime[2].owners, view.model), (0, None));
}
