//! The clinic's own figures, and the export beside an independent count.

use super::{differing, exported, facts, naive};
use crate::support::{ACTOR, Place, clinic_on};
use crm::{
    Clinic,
    clinic::{Progress, View},
    metrics::{self, ClinicFigures},
    sample,
    values::{Day, Lifecycle, OwnerId},
};

fn sampled(today: &str, owners: u32) -> Place {
    let place = clinic_on(today);
    sample::create(&place, &ACTOR, owners, 3, &Progress::silent()).unwrap();
    place
}

pub fn today(place: &Clinic) -> ClinicFigures {
    place.read(&ACTOR, View::Reports, metrics::clinic).unwrap()
}

fn on(place: &Place, day: &str) -> Clinic {
    crm::open(place.folder(), crate::support::opening(day)).unwrap()
}

#[test]
fn every_cell_of_the_export_is_what_a_plain_count_gives() {
    let place = sampled("2026-10-31", 300);
    // Deactivated, without a living pet, with an id that a spreadsheet would run, answered later, seen today.
    facts::run(&place, "UPDATE owners SET is_active = 0 WHERE id % 17 = 3", []);
    facts::run(
        &place,
        "UPDATE pets SET status = 'deceased', deceased_on = 20750 WHERE owner_id % 13 = 4",
        [],
    );
    facts::run(&place, "UPDATE owners SET external_id = '=' || external_id WHERE id % 50 = 1", []);
    facts::run(&place, "UPDATE messages SET answered_on = answered_on + 400 WHERE id % 11 = 1", []);
    facts::visit(&place, OwnerId(5), place.today());
    for day in ["2026-10-31", "2025-06-15", "2026-12-24"] {
        let place = on(&place, day);
        let (export, mut naive) = (exported(&place), naive::figures(&place));
        assert_eq!(export.len(), 300);
        for (id, line) in &export {
            let expected = naive.remove(id.trim_start_matches('\'')).unwrap();
            for (name, value) in line.iter().filter(|(name, _)| *name != "owner_id") {
                assert_eq!(value, &expected[name], "{name} of {id} on {day}");
            }
            assert_eq!(line.len(), expected.len(), "columns");
        }
        // The same from the kept figures as from the facts.
        metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
        assert_eq!(exported(&place), export, "{day}");
        assert_eq!(differing(&place), 0, "{day}");
    }
}

#[test]
fn the_clinics_figures_add_up() {
    let place = sampled("2026-10-31", 200);
    facts::run(&place, "UPDATE owners SET blocked_at = 1 WHERE id % 9 = 2", []);
    facts::run(&place, "UPDATE owners SET is_active = 0 WHERE id % 17 = 3", []);
    let figures = today(&place);
    let lines: Vec<_> = place
        .read(&ACTOR, View::Records, |r| {
            let sql = "SELECT external_id FROM owners WHERE is_active = 1 AND blocked_at IS NULL";
            let mut statement = r.conn().prepare(sql)?;
            Ok(statement
                .query_map([], |row| row.get::<_, String>(0))?
                .map(Result::unwrap)
                .collect::<Vec<_>>())
        })
        .unwrap()
        .into_iter()
        .map(|id| exported(&place)[&id].clone())
        .collect();
    let count = |keep: &dyn Fn(&super::Line) -> bool| lines.iter().filter(|line| keep(line)).count() as i64;
    let cents = |text: &str| text.replace('.', "").parse::<i64>().unwrap();
    assert_eq!(figures.owners, lines.len() as i64);
    assert_eq!(figures.high_value, count(&|line| cents(&line["total_spent"]) >= 500_000));
    assert_eq!(figures.new_this_month, count(&|line| line["first_visit_on"].starts_with("2026-10")));
    assert_eq!(figures.at_risk, count(&|line| ["at_risk", "churned"].contains(&&*line["lifecycle"])));
    assert_eq!(
        figures.lapsed,
        count(
            &|line| line["lifecycle"] != "closed" && line["days_since_last_visit"].parse().unwrap_or(0) > 365
        )
    );
    let total: i64 = lines.iter().map(|line| cents(&line["total_spent"])).sum();
    assert_eq!(figures.total_spent_cents.cents(), total);
    let estimates: Vec<i64> = lines
        .iter()
        .filter(|l| !l["first_visit_on"].is_empty())
        .map(|l| cents(&l["lifetime_value_estimate"]))
        .collect();
    assert_eq!(figures.total_estimate_cents.cents(), estimates.iter().sum::<i64>());
    for stage in &figures.by_lifecycle {
        assert_eq!(stage.owners, count(&|line| line["lifecycle"] == stage.lifecycle.as_str()));
    }
    for band in &figures.visit_frequency {
        let within = |line: &super::Line| {
            let visits = line["total_visits"].parse::<i64>().unwrap();
            visits >= band.from && band.to.is_none_or(|to| visits <= to)
        };
        assert_eq!(band.owners, count(&within), "{band:?}");
    }
    assert_eq!(figures.interactions.per_day.len(), 30);
    let in_30_days: i64 = figures.interactions.per_day.iter().map(|day| day.count).sum();
    assert!(in_30_days > 0);
    assert_eq!(figures.interactions.by_channel.iter().map(|c| c.count).sum::<i64>(), in_30_days);
    assert_eq!(figures.interactions.by_staff.iter().map(|s| s.count).sum::<i64>(), in_30_days);
    assert_eq!(figures.interactions.per_day[29].count, figures.interactions.today);
    let sent: i64 = figures.responses.iter().map(|response| response.sent).sum();
    assert_eq!(
        sent,
        exported(&place).values().map(|l| l["messages_sent"].parse::<i64>().unwrap()).sum::<i64>()
    );
    assert!(figures.follow_ups_due > 0);
    let due = |place: &Place| place.read(&ACTOR, View::Records, metrics::clinic).unwrap().follow_ups_due;
    facts::run(&place, "UPDATE owners SET is_active = 0", []);
    assert_eq!(due(&place), 0, "nobody is called who is in no list to contact");
}

#[test]
fn retention_is_of_those_who_came_in_the_year_before() {
    let place = clinic_on("2026-10-31");
    let day = |text| Day::parse(text).unwrap();
    for (id, days) in [
        (1, &["2025-10-30", "2026-10-01"][..]),
        (2, &["2025-10-01"]),
        (3, &["2026-10-02"]),
        (4, &["2025-09-30", "2026-10-31"]),
        (5, &["2026-09-30", "2026-10-01"]),
    ] {
        let owner = facts::owner(&place, id, "Sarah Johnson");
        days.iter().for_each(|on| facts::visit(&place, owner, day(on)));
    }
    let october = place
        .read(&ACTOR, View::Reports, |r| metrics::retention(r, day("2026-10-01"), day("2026-10-31")))
        .unwrap();
    assert_eq!((october.before, october.returned), (3, 2));
    assert_eq!(october.rate.unwrap().to_string(), "0.666667");
}

#[test]
fn the_top_lists_and_the_flow_between_stages() {
    let place = clinic_on("2026-10-31");
    let day = |text| Day::parse(text).unwrap();
    let [carlos, sarah, roberto] =
        [(11, "Carlos"), (12, "Sarah"), (13, "Roberto")].map(|(id, name)| facts::owner(&place, id, name));
    facts::paid(&place, carlos, day("2025-10-31"), 90_000);
    facts::paid(&place, carlos, day("2025-11-01"), 10_000);
    facts::order(&place, sarah, day("2026-10-31"), 20_000, None);
    facts::paid(&place, roberto, day("2026-11-01"), 70_000);
    facts::run(&place, "UPDATE owners SET referred_by = 12 WHERE id <> 12", []);
    facts::visit(&place, sarah, day("2026-10-15"));
    facts::visit(&place, roberto, day("2026-07-20"));
    let (customers, referrers, flow) = place
        .read(&ACTOR, View::Reports, |r| {
            Ok((
                metrics::top_customers(r, 5)?,
                metrics::top_referrers(r)?,
                metrics::stage_flow(r, r.today.plus(-30), r.today)?,
            ))
        })
        .unwrap();
    let pairs = |list: Vec<metrics::TopOwner>| {
        list.into_iter().map(|top| (top.owner_id.0, top.value)).collect::<Vec<_>>()
    };
    assert_eq!(pairs(customers), [(12, 20_000), (11, 10_000)]);
    assert_eq!(pairs(referrers), [(12, 2)]);
    let flow: Vec<_> = flow.into_iter().map(|f| (f.from, f.to, f.owners)).collect();
    assert_eq!(
        flow,
        [
            (Lifecycle::Lead, Lifecycle::Lead, 1),
            (Lifecycle::Lead, Lifecycle::FirstVisit, 1),
            (Lifecycle::FirstVisit, Lifecycle::AtRisk, 1)
        ]
    );
}
