//! The SQL and the reference evaluator agree: on generated clinics, for generated criteria.
#![cfg(test)]

pub(in crate::analysis) mod any_clinic;
mod any_criteria;

use super::{
    Traits,
    criteria::{Criteria, Node},
    evaluate::{self, Setting},
    shortcuts, size,
    sql::{Compiled, Ground},
    store,
};
use crate::{
    Clinic,
    clinic::{Actor, Clock, Create, Opening, Read, View},
    metrics,
    values::{Day, Lang, OwnerId},
};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{Config, TestRunner},
};

const ME: Actor = Actor::BUILT_IN;
const TODAY: &str = "2026-10-31";
const CLINICS: u64 = 10;
const CRITERIA: usize = 1_000;

fn clinic(seed: u64) -> (tempfile::TempDir, Clinic) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::On(Day::parse(TODAY).unwrap());
    let opening = Opening { create: Create::IfMissing, clock, ..Opening::default() };
    let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
    any_clinic::fill(&clinic, seed);
    // With the buyers of categories kept, and without.
    if seed % 2 == 1 {
        assert!(shortcuts::bring_up_to_date(&clinic, &ME).unwrap());
    }
    (folder, clinic)
}

fn everybody(read: &Read<'_>) -> Vec<(OwnerId, Traits)> {
    let mut statement = read.conn().prepare("SELECT id FROM owners ORDER BY id").unwrap();
    let ids = statement.query_map([], |row| row.get(0)).unwrap();
    ids.map(|id| id.unwrap()).map(|id| (id, Traits::of(read, id).unwrap())).collect()
}

/// Asks the database in its three ways and counts where its answer is the evaluator's.
fn compare(read: &Read<'_>, people: &[(OwnerId, Traits)], criteria: &Criteria) -> usize {
    let setting = Setting { today: read.today, loyalty: &read.settings.loyalty };
    let meant: Vec<OwnerId> = people
        .iter()
        .filter(|(_, owner)| evaluate::is_member(criteria, owner, setting))
        .map(|(id, _)| *id)
        .collect();
    let said = criteria.to_json();
    assert_eq!(&Criteria::from_json(&said).unwrap(), criteria, "reads back");
    let compiled = Compiled::of(&Ground::of(read).unwrap(), criteria).unwrap();
    let mut found = store::ids(read.conn(), &compiled.ids(u32::MAX)).unwrap();
    found.sort_unstable();
    found.dedup();
    assert_eq!(found, meant, "{said}\n{}", compiled.ids(9).sql);
    let met = store::meeting(read, &compiled).unwrap();
    assert_eq!(met.ids().collect::<Vec<_>>(), meant.iter().map(|id| id.0).collect::<Vec<_>>(), "{said}");
    assert_eq!(met.count() as usize, meant.len(), "{said}");
    let after = meant.get(meant.len() / 3).map_or(i64::MIN, |id| id.0);
    let page = store::ids(read.conn(), &compiled.page(after, 5)).unwrap();
    let behind: Vec<OwnerId> = meant.iter().copied().filter(|id| id.0 > after).take(5).collect();
    assert_eq!(page, behind, "{said}");
    meant.len()
}

#[test]
fn sql_and_evaluator_agree_on_ten_thousand_criteria() {
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let (mut met, mut unmet) = (0, 0);
    for seed in 0..CLINICS {
        let (_folder, clinic) = clinic(seed);
        clinic
            .read(&ME, View::Records, |read| {
                let people = everybody(read);
                for _ in 0..CRITERIA {
                    let criteria = any_criteria::criteria().new_tree(&mut runner).unwrap().current();
                    let members = compare(read, &people, &criteria);
                    met += members;
                    unmet += people.len() - members;
                }
                Ok(())
            })
            .unwrap();
    }
    // Criteria that everybody or nobody meets would prove nothing.
    let all = met + unmet;
    assert!(met * 10 > all && unmet * 10 > all, "{met} met, {unmet} not");
}

/// Each rule by itself, so that none hides behind another.
#[test]
fn every_rule_is_met_by_some_and_not_by_others() {
    let (_folder, clinic) = clinic(77);
    clinic
        .read(&ME, View::Records, |read| {
            let people = everybody(read);
            let mut runner = TestRunner::deterministic();
            let mut seen = std::collections::BTreeMap::new();
            for _ in 0..3_000 {
                let rule = any_criteria::rule().new_tree(&mut runner).unwrap().current();
                let entry: &mut (usize, usize) = seen.entry(rule.key()).or_default();
                let members = compare(read, &people, &Criteria(Node::Rule(rule)));
                entry.0 += members;
                entry.1 += people.len() - members;
            }
            for (key, (met, unmet)) in &seen {
                assert!(*met > 0 && *unmet > 0, "{key}: {met} met, {unmet} not");
            }
            assert_eq!(seen.len(), super::criteria::Key::ALL.len());
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_each_rule_removes_adds_up_to_the_count() {
    let (_folder, clinic) = clinic(5);
    clinic
        .read(&ME, View::Records, |read| {
            let people = everybody(read);
            let mut runner = TestRunner::deterministic();
            for _ in 0..300 {
                let criteria = any_criteria::criteria().new_tree(&mut runner).unwrap().current();
                let (everyone, effects) = size::effects(read, &criteria, Lang::Es).unwrap();
                let members = compare(read, &people, &criteria);
                assert_eq!(effects[0].left as usize, members, "{}", criteria.to_json());
                assert_eq!(effects[0].without, everyone);
                if let Node::All(parts) = &criteria.0 {
                    let tops: Vec<_> = effects.iter().filter(|effect| effect.path.len() == 1).collect();
                    assert_eq!(tops.len(), parts.len());
                    let removed: i64 = tops.iter().map(|effect| effect.removed).sum();
                    assert_eq!(i64::from(everyone) - removed, members as i64);
                }
            }
            Ok(())
        })
        .unwrap();
}

/// A score that SQL asks for is the one that an owner's screen shows.
#[test]
fn the_churn_score_is_one_rule_for_one_owner_and_for_all() {
    for seed in 100..104 {
        let (_folder, clinic) = clinic(seed);
        clinic
            .read(&ME, View::Records, |read| {
                let sql =
                    format!("SELECT f.owner_id, {} FROM owner_figures f", metrics::offer_churn_score(read)?);
                let mut statement = read.conn().prepare(&sql)?;
                let mut rows = statement.query([])?;
                let mut scores = 0;
                while let Some(row) = rows.next()? {
                    let (id, score): (OwnerId, Option<i64>) = (row.get(0)?, row.get(1)?);
                    let churn = metrics::of_owner(read, id)?.churn;
                    assert_eq!(score, churn.score.map(metrics::Rate::millionths), "{id:?} {churn:?}");
                    scores += usize::from(score.is_some_and(|score| score > 0));
                }
                assert!(scores > 10);
                Ok(())
            })
            .unwrap();
    }
}
