//! The models on a clinic's own owners: what they are fitted on, what they say of each owner, and when they do not
//! speak.

use crate::{
    metrics::{exported, facts},
    support::{ACTOR, Place, clinic, clinic_on},
};
use crm::{
    clinic::{Progress, Settings, View, settings_update},
    metrics::{self, ChurnVoice},
    model::{self, Basis, ClinicFit, FitVerdict, Freshness},
    sample,
    values::{Day, Money, OwnerId},
};
use std::{
    collections::BTreeMap,
    sync::{Arc, mpsc},
    time::Duration,
};

fn refresh(place: &Place, freshness: Freshness) -> bool {
    model::refresh(place, &ACTOR, freshness, &Progress::silent()).unwrap()
}

fn kept(place: &Place) -> ClinicFit {
    place.read(&ACTOR, View::Reports, model::kept).unwrap().unwrap()
}

/// A generated clinic in which enough owners came back.
fn busy() -> Place {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 600, sample::SEED, &Progress::silent()).unwrap();
    place
}

/// Days and amounts of every owner's purchases, read off the tables anew.
fn purchases(place: &Place) -> BTreeMap<String, BTreeMap<i64, i64>> {
    let sql = "SELECT o.external_id, day, net FROM (
                 SELECT owner_id, coalesce(paid_on, issued_on) AS day, total_cents - refunded_cents AS net
                 FROM invoices WHERE status = 'paid'
                 UNION ALL
                 SELECT owner_id, coalesce(paid_on, ordered_on), total_cents - refunded_cents FROM orders
                 WHERE payment_status = 'paid' AND NOT EXISTS (
                   SELECT 1 FROM invoices i WHERE i.id = orders.invoice_id AND i.status IN ('paid', 'refunded')))
               JOIN owners o ON o.id = owner_id WHERE net > 0 AND day <= ?1";
    place
        .read(&ACTOR, View::Records, |r| {
            let mut all: BTreeMap<String, BTreeMap<i64, i64>> = BTreeMap::new();
            let mut statement = r.conn().prepare(sql)?;
            let mut rows = statement.query([r.today])?;
            while let Some(row) = rows.next()? {
                *all.entry(row.get(0)?).or_default().entry(row.get(1)?).or_default() +=
                    row.get::<_, i64>(2)?;
            }
            Ok(all)
        })
        .unwrap()
}

#[test]
fn what_the_export_says_of_an_owner_follows_from_the_parameters_and_the_purchases() {
    let place = busy();
    assert!(refresh(&place, Freshness::Exact));
    let fit = kept(&place);
    assert_eq!(
        (fit.verdict, fit.basis, fit.fitted_on),
        (FitVerdict::Speaks, Basis::Purchases, place.today())
    );
    let buying = fit.fit.likelier().unwrap().parameters;
    let spending = fit.fit.gamma_gamma.unwrap().parameters;
    let purchases = purchases(&place);
    assert_eq!(fit.owners as usize, purchases.len());
    assert_eq!(fit.events as usize, purchases.values().map(BTreeMap::len).sum::<usize>());
    let (mut scored, today) = (0, i64::from(place.today().number()));
    for (owner, line) in exported(&place) {
        let voice = line["churn_voice"].as_str();
        if voice != buying.model.as_str() {
            assert_eq!(
                line["expected_value"].is_empty(),
                voice != "booked" || !purchases.contains_key(&owner),
                "{line:?}"
            );
            continue;
        }
        let days = &purchases[&owner];
        let (first, last) = (days.keys().min().unwrap(), days.keys().max().unwrap());
        let x = days.len() as f64 - 1.0;
        let weeks = |days: i64| days as f64 / 7.0;
        let (t_x, t) = (weeks(last - first), weeks(today - first));
        // As the papers write it, where that keeps its digits.
        let stayed = buying.b + x + if buying.model.as_str() == "mbg_nbd" { 1.0 } else { 0.0 };
        let odds = buying.a / (stayed - 1.0) * ((buying.alpha + t) / (buying.alpha + t_x)).powf(buying.r + x);
        let active = if x == 0.0 && buying.model.as_str() == "bg_nbd" { 1.0 } else { 1.0 / (1.0 + odds) };
        let score: f64 = line["churn_risk_score"].parse().unwrap();
        assert!((score - (1.0 - active)).abs() < 1e-6, "{owner}: {score} {active}");
        let repeats: i64 = days.iter().filter(|(day, _)| *day != first).map(|(_, cents)| cents).sum();
        let mean = if x > 0.0 { repeats as f64 / 100.0 / x } else { 0.0 };
        let amount = spending.p * (spending.gamma + x * mean) / (spending.p * x + spending.q - 1.0);
        let said = |name: &str| line[name].parse::<f64>().unwrap();
        assert!((said("expected_amount") - amount).abs() < 0.006, "{owner}: {amount} {line:?}");
        let value = said("expected_purchases") * amount;
        assert!((said("expected_value") - value).abs() < 0.01 + amount * 1e-6, "{owner}: {value} {line:?}");
        // Who is gone for certain is expected to buy nothing; what that is worth if active cannot be read off it.
        if active > 0.01 {
            let at_stake = value / active * (1.0 - active);
            assert!(
                (said("at_stake") - at_stake).abs() < 0.02 + amount * 1e-4,
                "{owner}: {at_stake} {line:?}"
            );
        }
        scored += 1;
    }
    assert!(scored > 300, "{scored}");
}

#[test]
fn the_models_are_fitted_anew_when_enough_has_happened() {
    let place = busy();
    assert!(refresh(&place, Freshness::Enough));
    assert!(!refresh(&place, Freshness::Enough) && !refresh(&place, Freshness::Exact));
    let owner = facts::owner(&place, 90_001, "Sarah Johnson");
    facts::paid(&place, owner, place.today(), 5_000);
    assert!(!refresh(&place, Freshness::Enough), "one purchase tells nothing new");
    assert!(refresh(&place, Freshness::Exact));
    assert!(!refresh(&place, Freshness::Exact));
    for n in 0..300 {
        facts::paid(&place, owner, place.today().plus(-n), 5_000);
    }
    assert!(refresh(&place, Freshness::Enough));
}

#[test]
fn while_a_fit_runs_everybody_reads_and_writes_on() {
    let Place { clinic, folder: _kept } = busy();
    let clinic = Arc::new(clinic);
    let (said, heard) = mpsc::channel();
    let others = Arc::clone(&clinic);
    let progress = Progress::new(move |step| {
        // In the middle of the fit: a colleague writes and reads, and waits for nobody.
        let (colleague, done) = mpsc::channel();
        let others = Arc::clone(&others);
        std::thread::spawn(move || {
            let owner = facts::owner(&others, 90_001, "Sarah Johnson");
            facts::paid(&others, owner, others.today(), 5_000);
            let spent = others.read(&ACTOR, View::Records, |r| metrics::of_owner(r, owner)).unwrap();
            colleague.send(spent.total_spent_cents.cents()).unwrap();
        });
        said.send((step.phase, done.recv_timeout(Duration::from_secs(30)))).unwrap();
    });
    assert!(model::refresh(&clinic, &ACTOR, Freshness::Exact, &progress).unwrap());
    assert_eq!(heard.try_recv().unwrap(), ("progress.model", Ok(5_000)));
    let silent = Progress::silent();
    assert!(
        model::refresh(&clinic, &ACTOR, Freshness::Exact, &silent).unwrap(),
        "what came meanwhile counts"
    );
    assert!(!model::refresh(&clinic, &ACTOR, Freshness::Exact, &silent).unwrap());
    progress.cancel();
    facts::owner(&clinic, 90_002, "Carlos Méndez");
    let stopped = model::refresh(&clinic, &ACTOR, Freshness::Exact, &progress).unwrap_err();
    assert_eq!(stopped.code, crm::Code::Cancelled);
}

#[test]
fn half_a_year_ago_the_model_would_have_said_roughly_what_came() {
    let place = busy();
    refresh(&place, Freshness::Exact);
    let check = kept(&place).hold_out.unwrap();
    assert_eq!((check.to, check.from), (place.today(), place.today().plus(-181)));
    let came: i64 = purchases(&place)
        .values()
        .filter(|days| days.keys().any(|day| *day < i64::from(check.from.number())))
        .map(|days| days.keys().filter(|day| **day >= i64::from(check.from.number())).count() as i64)
        .sum();
    assert_eq!(i64::from(check.actual), came);
    assert!(check.predicted > 0.4 * came as f64 && check.predicted < 2.5 * came as f64, "{check:?}");
    assert_eq!(check.bands.iter().map(|band| band.actual).sum::<u32>(), check.actual);
}

#[test]
fn in_a_small_clinic_the_cadence_speaks_and_it_is_said() {
    let place = clinic();
    let carlos = facts::owner(&place, 1_008, "Carlos Méndez");
    for n in 1..4 {
        facts::visit(&place, carlos, place.today().plus(-60 * n));
        facts::paid(&place, carlos, place.today().plus(-60 * n), 10_000);
    }
    assert!(refresh(&place, Freshness::Exact));
    let fit = kept(&place);
    assert_eq!(
        (fit.verdict, fit.repeaters, fit.needed, fit.fit.likelier()),
        (FitVerdict::TooFew, 1, 200, None)
    );
    let carlos = crate::metrics::of_owner(&place, 1_008);
    assert_eq!((carlos.churn.voice, carlos.expected_value_cents), (ChurnVoice::Cadence, None));
}

#[test]
fn the_booked_and_the_closed_overrule_the_model() {
    let place = busy();
    let (booked, closed) =
        (facts::owner(&place, 90_001, "Carlos Méndez"), facts::owner(&place, 90_002, "Roberto Sánchez"));
    for owner in [booked, closed] {
        for n in 1..5 {
            facts::visit(&place, owner, place.today().plus(-100 * n));
            facts::paid(&place, owner, place.today().plus(-100 * n), 90_000);
        }
    }
    facts::appointment(&place, booked, place.today().plus(3), "scheduled", "routine");
    facts::run(&place, "UPDATE owners SET is_active = 0 WHERE id = 90002", []);
    refresh(&place, Freshness::Exact);
    let booked = crate::metrics::of_owner(&place, 90_001);
    assert_eq!((booked.churn.voice, booked.churn.score), (ChurnVoice::Booked, Some(metrics::Rate::ZERO)));
    assert!(booked.expected_value_cents.unwrap() > Money::ZERO);
    assert_eq!(booked.at_stake_cents, Some(Money::ZERO));
    let closed = crate::metrics::of_owner(&place, 90_002);
    assert_eq!(
        (closed.churn.voice, closed.churn.score, closed.expected_value_cents),
        (ChurnVoice::Closed, None, None)
    );
}

#[test]
fn visits_can_be_what_the_models_are_fitted_on() {
    let place = busy();
    refresh(&place, Freshness::Exact);
    let by_purchases = kept(&place);
    let settings = Settings { model_basis: "visits".into(), ..(*place.settings()).clone() };
    settings_update(&place, &ACTOR, &settings).unwrap();
    assert!(refresh(&place, Freshness::Enough), "another basis, another fit");
    let by_visits = kept(&place);
    assert_eq!(by_visits.basis, Basis::Visits);
    assert_ne!(by_visits.events, by_purchases.events);
    let visits: i64 =
        exported(&place).values().map(|line| line["total_visits"].parse::<i64>().unwrap()).sum();
    assert_eq!(i64::from(by_visits.events), visits);
}

#[test]
fn an_owner_is_the_same_to_the_fit_and_to_the_figures() {
    let place = clinic();
    let maria = facts::owner(&place, 1_007, "María García");
    for (day, cents) in [
        ("2025-01-01", 100),
        ("2025-01-01", 50),
        ("2025-03-05", 300),
        ("2025-05-14", 500),
        ("2026-01-01", 900),
    ] {
        facts::paid(&place, maria, Day::parse(day).unwrap(), cents);
    }
    place
        .read(&ACTOR, View::Records, |r| {
            metrics::each_owner_as_of(r, r.today, |owner, _, figures| {
                assert_eq!(owner, OwnerId(1_007));
                let customer = figures.customer(Basis::Purchases, r.today).unwrap();
                assert_eq!((customer.history.repeats, customer.mean_amount), (2, Some(4.0)));
                assert_eq!((customer.history.last, customer.history.observed), (19.0, 320.0 / 7.0));
                Ok(())
            })
        })
        .unwrap();
}
