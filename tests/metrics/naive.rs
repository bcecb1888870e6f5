//! The formulas once more, written the slow and plain way, for a comparison of every cell of the export.

use super::Line;
use crate::support::ACTOR;
use crm::{Clinic, clinic::View, values::Day};
use rusqlite::Connection;
use rust_decimal::{Decimal, RoundingStrategy::MidpointNearestEven, prelude::FromPrimitive};
use std::collections::BTreeMap;

const VISITS: &str = "SELECT DISTINCT starts_on FROM appointments WHERE owner_id = ?1 AND status = 'completed' AND starts_on <= ?2 ORDER BY 1";
const PURCHASES: &str = "SELECT * FROM (
    SELECT coalesce(paid_on, issued_on) AS day, total_cents - refunded_cents AS net FROM invoices WHERE owner_id = ?1 AND status = 'paid'
    UNION ALL
    SELECT coalesce(paid_on, ordered_on), total_cents - refunded_cents FROM orders WHERE owner_id = ?1 AND payment_status = 'paid'
      AND (invoice_id IS NULL OR invoice_id NOT IN (SELECT id FROM invoices WHERE status IN ('paid', 'refunded')))
  ) WHERE net > 0 AND day <= ?2 ORDER BY day";
const SENT: &str = "SELECT sent_on, coalesce(answered_on, 1000000) FROM messages WHERE owner_id = ?1 AND sent_on <= ?2
    AND direction = 'outbound' AND status IN ('sent', 'delivered', 'opened', 'clicked', 'answered', 'received')";
const INTERACTIONS: &str =
    "SELECT happened_on FROM interactions WHERE owner_id = ?1 AND happened_on <= ?2 ORDER BY 1";
const EMERGENCIES: &str = "SELECT DISTINCT starts_on FROM appointments WHERE owner_id = ?1 AND status = 'completed' AND kind = 'emergency' AND starts_on <= ?2";

fn pairs(conn: &Connection, sql: &str, id: i64, today: i64) -> Vec<(i64, i64)> {
    let mut statement = conn.prepare(sql).unwrap();
    let rows = statement.query_map([id, today], |row| Ok((row.get(0)?, row.get(1).unwrap_or(0)))).unwrap();
    rows.map(Result::unwrap).collect()
}

fn days(conn: &Connection, sql: &str, id: i64, today: i64) -> Vec<i64> {
    pairs(conn, sql, id, today).into_iter().map(|(day, _)| day).collect()
}

fn count(conn: &Connection, sql: &str, id: i64, today: i64) -> i64 {
    conn.query_row(sql, [id, today], |row| row.get(0)).unwrap()
}

fn iso(day: Option<i64>) -> String {
    day.map_or_else(String::new, |day| Day::from_number(day as i32).to_string())
}

fn median(values: &[f64]) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let n = values.len();
    (n > 0).then(|| (values[(n - 1) / 2] + values[n / 2]) / 2.0)
}

fn median_gap(days: &[i64]) -> Option<f64> {
    let mut days = days.to_vec();
    days.dedup();
    let gaps: Vec<f64> = days.windows(2).map(|pair| (pair[1] - pair[0]) as f64).collect();
    if days.len() < 3 { None } else { median(&gaps) }
}

fn amount(value: Option<Decimal>) -> String {
    value.map_or_else(String::new, |value| {
        format!("{:.2}", value.round_dp_with_strategy(2, MidpointNearestEven))
    })
}

fn rate(value: Option<Decimal>) -> String {
    value.map_or_else(String::new, |value| {
        format!("{:.6}", value.round_dp_with_strategy(6, MidpointNearestEven))
    })
}

fn decimal(value: f64) -> Decimal {
    Decimal::from_f64(value).unwrap()
}

/// What is needed of every owner before the clinic's medians are known.
struct Half {
    id: i64,
    visits: Vec<i64>,
    purchases: Vec<(i64, i64)>,
    visit_gap: Option<f64>,
    purchase_gap: Option<f64>,
}

pub fn figures(place: &Clinic) -> BTreeMap<String, Line> {
    let today = i64::from(place.today().number());
    place
        .read(&ACTOR, View::Records, |r| {
            let conn = r.conn();
            let mut statement = conn.prepare("SELECT external_id, id FROM owners")?;
            let ids: Vec<(String, i64)> =
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.map(Result::unwrap).collect();
            let halves: Vec<(String, Half)> = ids
                .into_iter()
                .map(|(external_id, id)| {
                    let visits = days(conn, VISITS, id, today);
                    let purchases = pairs(conn, PURCHASES, id, today);
                    let bought: Vec<i64> = purchases.iter().map(|(day, _)| *day).collect();
                    let (visit_gap, purchase_gap) = (median_gap(&visits), median_gap(&bought));
                    (external_id, Half { id, visits, purchases, visit_gap, purchase_gap })
                })
                .collect();
            let all = |gap: fn(&Half) -> Option<f64>| {
                median(&halves.iter().filter_map(|(_, half)| gap(half)).collect::<Vec<_>>())
            };
            let (clinic_visits, clinic_purchases) =
                (all(|half| half.visit_gap), all(|half| half.purchase_gap));
            Ok(halves
                .iter()
                .map(|(external_id, half)| {
                    let mut line = line(conn, half, today, clinic_visits, clinic_purchases);
                    line.insert("owner_id".into(), external_id.clone());
                    (external_id.clone(), line)
                })
                .collect())
        })
        .unwrap()
}

fn line(
    conn: &Connection,
    half: &Half,
    today: i64,
    clinic_visits: Option<f64>,
    clinic_purchases: Option<f64>,
) -> Line {
    let Half { id, visits, purchases, visit_gap, purchase_gap } = half;
    let n = visits.len() as i64;
    let since = visits.last().map(|last| today - last);
    let spent_cents: i64 = purchases.iter().map(|(_, net)| net).sum();
    let spent = Decimal::new(spent_cents, 2);
    let sent = pairs(conn, SENT, *id, today);
    let answers: Vec<i64> = sent.iter().map(|(_, answered)| *answered).filter(|day| *day <= today).collect();
    let interactions = days(conn, INTERACTIONS, *id, today);
    let appointments = |condition: &str| {
        let sql = format!(
            "SELECT count(*) FROM appointments WHERE owner_id = ?1 AND starts_on <= ?2 AND {condition}"
        );
        count(conn, &sql, *id, today)
    };
    let is_booked = count(
        conn,
        "SELECT count(*) FROM appointments WHERE owner_id = ?1 AND starts_on > ?2 AND status = 'scheduled'",
        *id,
        today,
    ) > 0;
    let gone = "SELECT count(*) FROM pets WHERE owner_id = ?1
                AND (status = 'transferred' OR (status = 'deceased' AND coalesce(deceased_on, 0) <= ?2))";
    let pets = count(conn, "SELECT count(*) FROM pets WHERE owner_id = ?1 AND ?2 > 0", *id, today);
    let (is_active, by_hand): (bool, Option<String>) = conn
        .query_row("SELECT is_active, hand_tier FROM owners WHERE id = ?1", [*id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let is_closed = !is_active || (pets > 0 && pets == count(conn, gone, *id, today));
    let is_vip = n >= 10 && spent_cents >= 500_000;
    let tier = by_hand.unwrap_or(
        if is_vip {
            "vip"
        } else if n < 2 {
            "new"
        } else {
            "regular"
        }
        .into(),
    );
    let lifecycle = match since {
        _ if is_closed => "closed",
        None => "lead",
        Some(days) if days > 365 && !is_booked => "churned",
        Some(days) if days > 90 && !is_booked => "at_risk",
        _ if tier == "vip" || is_vip => "vip",
        _ if n == 1 => "first_visit",
        _ => "active",
    };
    let days = since.unwrap_or(9_999);
    let step = |value: i64, steps: &[(i64, i64)]| {
        steps.iter().find(|(least, _)| value >= *least).map_or(0, |(_, points)| *points)
    };
    let value_score = step(-days, &[(-30, 30), (-90, 20), (-180, 10)])
        + step(n, &[(12, 30), (6, 20), (3, 10)])
        + step(spent_cents, &[(1_000_000, 40), (500_000, 30), (100_000, 20), (50_000, 10)]);
    let engagement_score = (3 * n).min(30)
        + step(-days, &[(-29, 30), (-89, 20), (-179, 10)])
        + step(spent_cents, &[(1_000_001, 20), (500_001, 15), (100_001, 10)])
        + (interactions.len() as i64).min(20);
    let churn_score = if is_closed {
        None
    } else if is_booked {
        Some(Decimal::ZERO)
    } else {
        since
            .zip(visit_gap.or(clinic_visits))
            .map(|(days, gap)| Decimal::from(days) / (Decimal::from(days) + decimal(gap) * Decimal::TWO))
    };
    let per_order = (!purchases.is_empty()).then(|| spent / Decimal::from(purchases.len()));
    let at_stake = match (churn_score, per_order, purchase_gap.or(clinic_purchases)) {
        (Some(score), Some(per_order), Some(gap)) => {
            Some(per_order * Decimal::from(365) / decimal(gap) * score)
        }
        _ => None,
    };
    let estimate = visits.first().map(|first| {
        // Divided once: what lies in the middle between two cents is not moved off it by years of 28 digits.
        let days = Decimal::from(today - first).max(Decimal::new(36_525, 2));
        spent * Decimal::from(3) * Decimal::new(36_525, 2) / days
    });
    let last = |days: &[i64]| days.iter().max().copied();
    let last_purchase = purchases.iter().map(|(day, _)| *day).max();
    let engaged = last(visits).max(last_purchase).max(last(&interactions)).max(last(&answers));
    let text = |value: Option<String>| value.unwrap_or_default();
    [
        ("first_visit_on", iso(visits.first().copied())),
        ("last_visit_on", iso(last(visits))),
        ("total_visits", n.to_string()),
        ("total_appointments", appointments("1").to_string()),
        ("cancelled_appointments", appointments("status = 'cancelled'").to_string()),
        ("no_show_count", appointments("status = 'no_show'").to_string()),
        ("total_spent", amount(Some(spent))),
        ("order_count", purchases.len().to_string()),
        ("average_order_value", amount(per_order)),
        ("average_per_visit", amount((n > 0).then(|| spent / Decimal::from(n)))),
        ("last_purchase_on", iso(last_purchase)),
        ("days_since_last_visit", text(since.map(|days| days.to_string()))),
        ("days_between_visits", text(visit_gap.map(|gap| gap.to_string()))),
        ("days_between_purchases", text(purchase_gap.map(|gap| gap.to_string()))),
        ("messages_sent", sent.len().to_string()),
        ("messages_responded", answers.len().to_string()),
        (
            "response_rate",
            rate((!sent.is_empty()).then(|| Decimal::from(answers.len()) / Decimal::from(sent.len()))),
        ),
        ("last_engagement_on", iso(engaged)),
        ("last_interaction_on", iso(last(&interactions))),
        (
            "referral_count",
            count(conn, "SELECT count(*) FROM owners WHERE referred_by = ?1 AND ?2 > 0", *id, today)
                .to_string(),
        ),
        ("value_score", value_score.to_string()),
        ("engagement_score", engagement_score.to_string()),
        (
            "churn_risk",
            match since {
                None => "none",
                Some(d) if d > 180 => "high",
                Some(d) if d > 90 => "medium",
                _ => "low",
            }
            .into(),
        ),
        ("churn_risk_score", rate(churn_score)),
        (
            "churn_voice",
            match (is_closed, is_booked, since, visit_gap, clinic_visits) {
                (true, ..) => "closed",
                (_, true, ..) => "booked",
                (_, _, Some(_), Some(_), _) => "cadence",
                (_, _, Some(_), None, Some(_)) => "clinic_cadence",
                _ => "silent",
            }
            .into(),
        ),
        // No model was fitted here.
        ("expected_purchases", String::new()),
        ("expected_amount", String::new()),
        ("expected_value", String::new()),
        ("lifetime_value_estimate", amount(estimate)),
        ("at_stake", amount(at_stake)),
        ("lifecycle", lifecycle.into()),
        ("tier", tier),
        ("visit_pattern", text(pattern(conn, *id, visits, today))),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into()
}

fn pattern(conn: &Connection, id: i64, visits: &[i64], today: i64) -> Option<String> {
    use chrono::Datelike;
    let window: Vec<i64> = visits.iter().copied().filter(|day| today - day < 1_095).collect();
    if window.len() < 3 {
        return None;
    }
    let emergencies =
        days(conn, EMERGENCIES, id, today).iter().filter(|day| window.contains(day)).count() as f64;
    let total = window.len() as f64;
    let mut quarters: BTreeMap<u32, Vec<i32>> = BTreeMap::new();
    for day in &window {
        let date = Day::from_number(*day as i32).date();
        quarters.entry(date.month0() / 3).or_default().push(date.year());
    }
    let is_seasonal = quarters.values().any(|years| {
        total >= 4.0 && years.len() as f64 / total >= 0.6 && years.iter().min() != years.iter().max()
    });
    let gaps: Vec<f64> = window.windows(2).map(|pair| (pair[1] - pair[0]) as f64).collect();
    let mean = gaps.iter().sum::<f64>() / gaps.len() as f64;
    let deviation = (gaps.iter().map(|gap| (gap - mean).powi(2)).sum::<f64>() / gaps.len() as f64).sqrt();
    let name = if emergencies / total >= 0.5 {
        "emergency"
    } else if is_seasonal {
        "seasonal"
    } else if deviation / mean < 0.5 {
        "regular"
    } else {
        "occasional"
    };
    Some(name.into())
}
