//! The worked example of the formulas, to the figure.

use super::{facts, of_owner};
use crate::support::{Place, clinic};
use crm::{
    metrics::{self, ChurnVoice},
    owners,
    values::{ChurnRisk, Day, Lifecycle, Money, OwnerId, Tier},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// María García: 15 visits since March 2023, 8 purchases of 12,450.00 together.
fn maria(place: &Place) -> OwnerId {
    let maria = facts::owner(place, 1_007, "María García");
    facts::pet(place, maria, "Max", "dog");
    let first = day("2023-03-06");
    for n in 0..14 {
        facts::visit(place, maria, first.plus(n * 70));
    }
    facts::visit(place, maria, day("2025-11-15"));
    for n in 0..7 {
        facts::paid(place, maria, first.plus(n * 120), 150_000);
    }
    facts::order(place, maria, day("2025-11-15"), 195_000, None);
    maria
}

/// An owner whose last visits lie `gap` days apart, the latest `days` ago, and who spent so many cents.
fn lapsing(place: &Place, id: i64, name: &str, days: i32, gap: i32, cents: i64) -> OwnerId {
    let owner = facts::owner(place, id, name);
    let last = day("2025-11-17").plus(-days);
    for n in 0..3 {
        facts::visit(place, owner, last.plus(-n * gap));
    }
    facts::paid(place, owner, last, cents);
    owner
}

#[test]
fn maria_garcia_as_the_formulas_have_her() {
    let place = clinic();
    let maria = of_owner(&place, maria(&place).0);
    assert_eq!((maria.total_visits, maria.total_appointments, maria.no_show_count), (15, 15, 0));
    assert_eq!(maria.first_visit_on.unwrap().first_of_month(), day("2023-03-01"));
    assert_eq!(maria.last_visit_on, Some(day("2025-11-15")));
    assert_eq!(maria.days_since_last_visit, Some(2));
    assert_eq!((maria.order_count, maria.total_spent_cents), (8, Money::from_cents(1_245_000)));
    assert_eq!(maria.average_order_value_cents, Some(Money::from_cents(155_625)));
    assert_eq!(maria.average_per_visit_cents, Some(Money::from_cents(83_000)));
    assert_eq!(maria.last_purchase_on, Some(day("2025-11-15")));
    let parts: Vec<_> = maria.value_score.parts.iter().map(|part| part.points).collect();
    assert_eq!((maria.value_score.points, parts), (100, vec![30, 30, 40]));
    assert_eq!((maria.churn_risk, maria.lifecycle), (ChurnRisk::Low, Lifecycle::Vip));
    assert_eq!(maria.churn.voice, ChurnVoice::Cadence);
    assert_eq!(maria.churn.score.unwrap().to_string(), "0.014085", "2 ÷ (2 + 2 × 70)");
    assert_eq!(maria.response_rate, None);
    assert_eq!(super::differing(&place), 0);
}

#[test]
fn the_at_risk_of_that_day_have_their_days() {
    let place = clinic();
    maria(&place);
    lapsing(&place, 1_008, "Carlos Méndez", 120, 60, 820_000);
    lapsing(&place, 1_009, "Sarah Johnson", 95, 30, 540_000);
    lapsing(&place, 1_010, "Roberto Sánchez", 92, 45, 1_580_000);
    for (id, days) in [(1_008, 120), (1_009, 95), (1_010, 92)] {
        let owner = of_owner(&place, id);
        assert_eq!(owner.days_since_last_visit, Some(days));
        assert_eq!((owner.lifecycle, owner.churn_risk), (Lifecycle::AtRisk, ChurnRisk::Medium));
    }
    assert_eq!(of_owner(&place, 1_008).churn.score.unwrap().to_string(), "0.500000");
    let clinic = super::whole::today(&place);
    assert_eq!((clinic.owners, clinic.at_risk, clinic.high_value), (4, 3, 4));
    facts::appointment(&place, OwnerId(1_008), day("2025-11-18"), "scheduled", "vaccination");
    let booked = of_owner(&place, 1_008);
    assert_eq!((booked.lifecycle, booked.churn.voice), (Lifecycle::Active, ChurnVoice::Booked));
    assert_eq!(booked.churn.score, Some(metrics::Rate::ZERO));
    assert_eq!(booked.churn_risk, ChurnRisk::Medium, "the bare day rule is for everyone");
    assert_eq!(super::whole::today(&place).at_risk, 2);
}

#[test]
fn an_order_that_a_paid_invoice_covers_is_no_second_purchase() {
    let place = clinic();
    let carlos = facts::owner(&place, 1_008, "Carlos Méndez");
    facts::invoice(&place, carlos, day("2025-10-01"), "issued", 50_000, 0);
    let invoice: i64 = 1;
    facts::order(&place, carlos, day("2025-10-02"), 50_000, Some(invoice));
    let bought = |place: &Place| {
        let owner = of_owner(place, 1_008);
        (
            owner.order_count,
            owner.total_spent_cents.cents(),
            owner.last_purchase_on.map(|day| day.to_string()),
        )
    };
    assert_eq!(bought(&place), (1, 50_000, Some("2025-10-02".into())));
    facts::run(&place, "UPDATE invoices SET status = 'paid'", []);
    assert_eq!(bought(&place), (1, 50_000, Some("2025-10-01".into())));
    facts::run(&place, "UPDATE invoices SET refunded_cents = 20000", []);
    assert_eq!(bought(&place), (1, 30_000, Some("2025-10-01".into())));
    facts::run(&place, "UPDATE invoices SET refunded_cents = 50000", []);
    assert_eq!(bought(&place), (0, 0, None));
    facts::run(&place, "UPDATE invoices SET status = 'refunded', refunded_cents = 0", []);
    assert_eq!(bought(&place), (0, 0, None));
    facts::run(&place, "UPDATE invoices SET status = 'void'", []);
    assert_eq!(bought(&place), (1, 50_000, Some("2025-10-02".into())));
}

#[test]
fn an_order_may_be_covered_by_the_invoice_of_somebody_else() {
    let place = clinic();
    let (carlos, sarah) =
        (facts::owner(&place, 1_008, "Carlos Méndez"), facts::owner(&place, 1_009, "Sarah"));
    facts::paid(&place, carlos, day("2025-10-01"), 50_000);
    facts::order(&place, sarah, day("2025-10-02"), 50_000, Some(1));
    assert_eq!(of_owner(&place, 1_009).order_count, 0);
    facts::run(&place, "UPDATE invoices SET status = 'issued'", []);
    assert_eq!((of_owner(&place, 1_008).order_count, of_owner(&place, 1_009).order_count), (0, 1));
}

#[test]
fn what_maria_buys_is_known_by_quantity_and_cadence() {
    let place = clinic();
    let maria = facts::owner(&place, 1_007, "María García");
    let sql = "INSERT INTO products (id, external_id, sku, name, category) VALUES (51, 'P51', 'A', 'Royal Canin', 'Alimento'),
               (52, 'P52', 'B', 'Pelota', 'Juguetes')";
    facts::run(&place, sql, []);
    for (n, on) in ["2025-07-01", "2025-08-01", "2025-09-01"].into_iter().enumerate() {
        facts::order(&place, maria, day(on), 10_000, None);
        let sql = "INSERT INTO order_items (external_id, order_id, product_id, quantity_milli, unit_price_cents, line_total_cents)
                   VALUES (?1, ?2, 51, 2000, 5000, 10000)";
        facts::run(&place, sql, (facts::new_id(), n as i64 + 1));
    }
    facts::paid(&place, maria, day("2025-09-05"), 3_000);
    let sql = "INSERT INTO invoice_lines (external_id, invoice_id, description, product_id, quantity_milli, unit_price_cents, line_total_cents)
               VALUES ('L1', 1, 'Pelota', 52, 1000, 3000, 3000)";
    facts::run(&place, sql, []);
    // Billed by an invoice that names the same goods: they were bought once.
    facts::order(&place, maria, day("2025-09-05"), 3_000, Some(1));
    let sql = "INSERT INTO order_items (external_id, order_id, product_id, quantity_milli, unit_price_cents, line_total_cents)
               VALUES ('I9', 4, 52, 1000, 3000, 3000)";
    facts::run(&place, sql, []);
    let shopping = place
        .read(&crate::support::ACTOR, crm::clinic::View::Records, |r| metrics::shopping(r, maria))
        .unwrap();
    let preferred: Vec<_> = shopping
        .preferred
        .iter()
        .map(|p| (p.name.as_str(), p.quantity_milli, p.amount_cents.cents()))
        .collect();
    assert_eq!(preferred, [("Royal Canin", 6_000, 30_000), ("Pelota", 1_000, 3_000)]);
    assert_eq!(shopping.categories.len(), 1);
    let food = &shopping.categories[0];
    assert_eq!((food.category.as_str(), food.usual_gap.to_string().as_str()), ("Alimento", "31"));
    assert!(food.is_overdue, "77 days are more than 46.5");
}

#[test]
fn when_somebody_became_at_risk_and_came_back_is_known_to_the_day() {
    let place = clinic();
    let carlos = facts::owner(&place, 1_008, "Carlos Méndez");
    let first = day("2024-01-10");
    // 130 days later, 20 days later, then nothing for over a year until a visit this month.
    for days in [0, 130, 150, 670] {
        facts::visit(&place, carlos, first.plus(days));
    }
    facts::message(&place, carlos, first, "sent", Some(first.plus(1)));
    facts::message(&place, carlos, first, "sent", None);
    let habits = place
        .read(&crate::support::ACTOR, crm::clinic::View::Records, |r| metrics::habits(r, carlos))
        .unwrap();
    let stages: Vec<_> =
        habits.stages.iter().rev().map(|stage| (stage.on.since(first), stage.to, stage.is_return)).collect();
    assert_eq!(
        stages,
        [
            (0, Lifecycle::FirstVisit, false),
            (91, Lifecycle::AtRisk, false),
            (130, Lifecycle::Active, true),
            (241, Lifecycle::AtRisk, false),
            (516, Lifecycle::Churned, false),
            (670, Lifecycle::Active, true),
        ]
    );
    let tiers: Vec<_> = habits.tiers.iter().rev().map(|tier| (tier.on.since(first), tier.to)).collect();
    assert_eq!(tiers, [(0, Tier::New), (130, Tier::Regular)]);
    assert_eq!((habits.responses[0].sent, habits.responses[0].answered), (2, 1));
}

#[test]
fn the_history_of_tiers_knows_what_a_person_set_and_took_back() {
    let place = clinic();
    let roberto = facts::owner(&place, 1_009, "Roberto Sánchez");
    for days in [0, 40] {
        facts::visit(&place, roberto, day("2024-01-10").plus(days));
    }
    let histories = || {
        let habits = place
            .read(&crate::support::ACTOR, crm::clinic::View::Records, |r| metrics::habits(r, roberto))
            .unwrap();
        let tiers: Vec<_> =
            habits.tiers.iter().rev().map(|tier| (tier.on.to_string(), tier.to, tier.is_by_hand)).collect();
        let stages: Vec<_> = habits.stages.iter().rev().map(|stage| stage.to).collect();
        (tiers, stages)
    };
    let by_rule =
        [("2024-01-10".to_owned(), Tier::New, false), ("2024-02-19".to_owned(), Tier::Regular, false)];
    assert_eq!(histories().0, by_rule);
    owners::set_tier(&place, &crate::support::ACTOR, roberto, Some(Tier::Vip), "Criador").unwrap();
    let today = place.today().to_string();
    let (tiers, stages) = histories();
    assert_eq!(tiers[..2], by_rule, "the past is not rewritten");
    assert_eq!(tiers[2..], [(today, Tier::Vip, true)]);
    assert_eq!(stages.last(), Some(&Lifecycle::Churned), "VIP or not, he has not come for long");
    crm::clinic::undo_last(&place, &crate::support::ACTOR).unwrap();
    assert_eq!(histories().0, by_rule, "within a day, what stood at its end counts");
    // Noted in an import, without a history of changes.
    let sql = "UPDATE owners SET hand_tier = 'professional', hand_tier_at = ?1 WHERE id = 1009";
    place
        .write_aside(&crate::support::ACTOR, |r| {
            Ok(r.conn().execute(sql, [r.zone.start_of(day("2024-06-01"))])?)
        })
        .unwrap();
    place
        .write_aside(&crate::support::ACTOR, |r| Ok(r.conn().execute("DELETE FROM change_rows", [])?))
        .unwrap();
    assert_eq!(histories().0[2..], [("2024-06-01".to_owned(), Tier::Professional, true)]);
}
