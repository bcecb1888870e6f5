#![cfg(test)]

use super::*;
use crate::{
    Clinic,
    analysis::segments::{shortcuts, store},
    clinic::{Action, Actor, Clock, Create, Opening, View},
};
use rusqlite::params_from_iter;
use std::fmt::Write as _;

const DAY: &str = "2026-10-31";

/// A clinic with a word of each kind to look up.
fn clinic() -> (tempfile::TempDir, Clinic) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::On(Day::parse(DAY).unwrap());
    let opening = Opening { create: Create::IfMissing, clock, ..Opening::default() };
    let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
    let sql =
        "INSERT INTO owners (id, external_id, full_name, city, region, nationality, created_at, updated_at)
                 VALUES (7, 'O7', 'María García', 'Cancún', 'Quintana Roo', 'mexicana', 0, 0);
               INSERT INTO pets (external_id, owner_id, name, species, created_at, updated_at)
                 VALUES ('P1', 7, 'Max', 'dog', 0, 0);
               INSERT INTO products (id, external_id, sku, name, category)
                 VALUES (31, 'A', 'RC-1', 'Royal Canin', 'Alimento');";
    clinic.write(&Actor::BUILT_IN, Action::Import, |w| Ok(w.conn().execute_batch(sql)?)).unwrap();
    shortcuts::bring_up_to_date(&clinic, &Actor::BUILT_IN).unwrap();
    (folder, clinic)
}

fn compiled<T>(criteria: &str, f: impl FnOnce(&Read<'_>, &Compiled) -> T) -> T {
    let (_folder, clinic) = clinic();
    let criteria = Criteria::parse(criteria).unwrap();
    clinic
        .read(&Actor::BUILT_IN, View::Records, |read| {
            let compiled = Compiled::of(&Ground::of(read)?, &criteria)?;
            Ok(f(read, &compiled))
        })
        .unwrap()
}

fn plan(read: &Read<'_>, statement: &Statement) -> String {
    let mut prepared = read.conn().prepare(&format!("EXPLAIN QUERY PLAN {}", statement.sql)).unwrap();
    let bound = statement.values.iter().take(prepared.parameter_count()).cloned().collect::<Vec<_>>();
    let steps = prepared.query_map(params_from_iter(bound), |row| row.get::<_, String>("detail"));
    steps.unwrap().map(Result::unwrap).collect::<Vec<_>>().join("\n")
}

/// The statements of all sets, those who stay out last.
fn sets(compiled: &Compiled) -> Vec<Statement> {
    let Sets { first, others, out } = compiled.sets();
    std::iter::once(first).chain(others).chain(out).collect()
}

/// The plans of all sets.
fn plans(read: &Read<'_>, compiled: &Compiled) -> String {
    sets(compiled).iter().map(|set| plan(read, set)).collect::<Vec<_>>().join("\n")
}

/// What every rule becomes: the texts hold keywords, columns and marks, and no value.
#[test]
fn the_statements_of_every_rule_are_the_golden_ones() {
    let all = [
        r#"{"everyone": true}"#,
        r#"{"min_spent": 5000, "days_since_visit_min": 90}"#,
        r#"{"min_spent": 5000, "max_visits": 9, "has_pets_species": "Dog", "tags": ["vip", "Regular"]}"#,
        r#"{"has_pets_species": ["dog", "dragon"]}"#,
        r#"{"tags_any": ["VIP", "Rescue"], "tags_exclude": "Inactive"}"#,
        r#"{"city": "CANCUN", "preferred_language": "es", "region": "quintana roo", "nationality": "Atlantis"}"#,
        r#"{"contact_type": "corporate", "acquisition_source": ["google", "event"], "preferred_contact_method": "sms"}"#,
        r#"{"tier": "vip", "churn_risk": ["medium", "high"], "lifecycle": "at_risk", "visit_pattern": "regular"}"#,
        r#"{"churn_score_min": 0.5, "value_score_min": 60, "engagement_score_min": 40, "referrals_min": 1}"#,
        r#"{"loyalty_status": ["new", "gold", "vip"]}"#,
        r#"{"opted_in": ["email", "newsletters", "whatsapp:promotions", "sms:vaccination_reminders"]}"#,
        r#"{"opted_in": false, "email_opt_in": true}"#,
        r#"{"birthday_month": [1, 12]}"#,
        r#"{"bought_product": "rc-1", "bought_since": "90d"}"#,
        r#"{"bought_category": "alimento", "min_visits": 2}"#,
        r#"{"bought_category": ["Alimento", "juguetes"], "bought_since": "90d"}"#,
        r#"{"bought_since": "2026-01-01"}"#,
        r#"{"referred": true, "has_future_appointment": false, "first_visit_since": "30d"}"#,
        r#"{"is_active": false}"#,
        r#"{"any": [{"is_active": true}, {"referred": false}]}"#,
        r#"{"vaccination_due_within": 30}"#,
        r#"{"feedback_max_rating": 2}"#,
        r#"{"owners": ["O7", "O8"]}"#,
        r#"{"all": [{"min_spent": 1}, {"any": [{"tier": "vip"}, {"tags": "VIP"}]}, {"none": [{"days_since_visit_max": 30}]}]}"#,
    ];
    let mut golden = String::new();
    for criteria in all {
        compiled(criteria, |read, compiled| {
            writeln!(golden, "{criteria}").unwrap();
            let sets = sets(compiled).into_iter().map(|set| ("set", set));
            for (name, statement) in
                sets.chain([("ids", compiled.ids(1_001)), ("page", compiled.page(0, 50))])
            {
                writeln!(golden, "  {name}: {}", statement.sql).unwrap();
                let prepared = read.conn().prepare(&statement.sql).unwrap();
                let bound = statement.values.iter().take(prepared.parameter_count());
                let values: Vec<String> = bound.map(|value| format!("{value:?}")).collect();
                writeln!(golden, "    with {}", values.join(", ")).unwrap();
            }
        });
    }
    assert!(
        !golden
            .lines()
            .any(|line| !line.starts_with('{') && !line.contains("with ") && line.contains("Cancún"))
    );
    insta::with_settings!({ snapshot_path => "../../../../../tests/golden", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("segments", golden);
    });
}

#[test]
fn figures_are_read_off_the_narrowest_index_and_a_range_of_it() {
    compiled(
        r#"{"min_spent": 5000, "days_since_visit_min": 90, "lifecycle": "at_risk"}"#,
        |read, compiled| {
            let plans = plans(read, compiled);
            assert!(
                plans.contains("SEARCH f USING COVERING INDEX owner_figures_by_spent (total_spent_cents>?)"),
                "{plans}"
            );
            assert!(plans.contains("owners_out_of_lists"), "{plans}");
        },
    );
    compiled(r#"{"churn_risk": "high"}"#, |read, compiled| {
        let plans = plans(read, compiled);
        assert!(plans.contains("SCAN f USING COVERING INDEX owner_figures_by_spent"), "{plans}");
    });
    compiled(r#"{"min_visits": 3, "has_pets_species": ["dog", "cat"]}"#, |read, compiled| {
        let plans = plans(read, compiled);
        assert!(
            plans.contains("SEARCH f USING COVERING INDEX owner_figures_by_visits (total_visits>?)"),
            "{plans}"
        );
    });
}

#[test]
fn a_narrow_rule_leads_to_its_owners_and_the_others_are_looked_up() {
    for (criteria, index) in [
        (r#"{"tags": "VIP", "min_spent": 1}"#, "SEARCH t USING COVERING INDEX owner_tags_by_tag (tag_id=?)"),
        (r#"{"city": "cancún", "tier": "vip"}"#, "SEARCH o USING COVERING INDEX owners_by_city (city=?)"),
        (r#"{"birthday_month": 5, "tier": "vip"}"#, "SEARCH o USING INDEX owners_by_birthday"),
        (
            r#"{"vaccination_due_within": 30, "tier": "vip"}"#,
            "SEARCH w USING COVERING INDEX vaccinations_awaited_by_day (due_on>? AND due_on<?)",
        ),
        (
            r#"{"bought_product": "rc-1", "tier": "vip"}"#,
            "SEARCH i USING COVERING INDEX order_items_by_product",
        ),
        (
            r#"{"bought_category": "alimento"}"#,
            "SEARCH g USING COVERING INDEX category_buyers_by_last (category=?)",
        ),
        (
            r#"{"bought_category": "alimento", "bought_since": "90d"}"#,
            "SEARCH g USING COVERING INDEX category_buyers_by_last (category=? AND last_on>?)",
        ),
        (
            r#"{"has_pets_species": "dog"}"#,
            "SEARCH p USING COVERING INDEX pets_by_species (species=? AND status=?)",
        ),
        (r#"{"preferred_language": "es"}"#, "SEARCH o USING COVERING INDEX owners_by_language"),
        (r#"{"owners": ["O7"]}"#, "SEARCH o USING COVERING INDEX sqlite_autoindex_owners_1 (external_id=?)"),
        (r#"{"referred": true, "tier": "vip"}"#, "SEARCH owners USING COVERING INDEX owners_by_referrer"),
        (r#"{"is_active": false}"#, "owners_out_of_lists"),
    ] {
        compiled(criteria, |read, compiled| {
            let (sets, few) = (plans(read, compiled), plan(read, &compiled.ids(10)));
            assert!(sets.contains(index) && few.contains(index), "{criteria}: {sets}\n{few}");
            assert!(!few.contains("SCAN f"), "{criteria}: {few}");
        });
    }
}

#[test]
fn species_are_looked_up_in_the_pets_until_they_are_kept() {
    let (_folder, clinic) = clinic();
    let criteria = Criteria::parse(r#"{"has_pets_species": "dog", "min_visits": 0}"#).unwrap();
    let asked = || {
        let counted = |read: &Read<'_>| {
            let compiled = Compiled::of(&Ground::of(read)?, &criteria)?;
            Ok((plans(read, &compiled).contains("pets_by_species"), store::meeting(read, &compiled)?.count()))
        };
        clinic.read(&Actor::BUILT_IN, View::Records, counted).unwrap()
    };
    assert_eq!(asked(), (false, 1));
    for gone in ["UPDATE owner_figures SET species = NULL", "DELETE FROM shortcuts_state"] {
        clinic.write_aside(&Actor::BUILT_IN, |r| Ok(r.conn().execute(gone, [])?)).unwrap();
        assert_eq!(asked(), (true, 1), "{gone}");
    }
}

#[test]
fn a_page_walks_on_from_where_the_last_one_ended_and_sorts_nothing() {
    let criteria = r#"{"min_spent": 5000, "has_pets_species": "dog", "tags": "VIP", "city": "Cancún"}"#;
    compiled(criteria, |read, compiled| {
        let plan = plan(read, &compiled.page(70, 50));
        assert!(plan.contains("SEARCH f USING INTEGER PRIMARY KEY (rowid>?)"), "{plan}");
        assert!(!plan.contains("TEMP B-TREE FOR ORDER BY"), "{plan}");
        let others = plan.replace("SCAN owners USING COVERING INDEX owners_out_of_lists", "");
        assert!(!others.contains("SCAN"), "{plan}");
    });
}

#[test]
fn tests_owner_by_owner_use_the_owners_own_index() {
    for (criteria, index) in [
        (r#"{"none": [{"has_pets_species": "dog"}]}"#, "SCAN f USING COVERING INDEX owner_figures_by_visits"),
        (r#"{"none": [{"opted_in": "sms:promotions"}]}"#, "SEARCH c USING INDEX consents_by_owner"),
        (
            r#"{"none": [{"loyalty_status": "gold"}]}"#,
            "SEARCH e USING COVERING INDEX loyalty_entries_by_owner",
        ),
        (r#"{"none": [{"feedback_max_rating": 2}]}"#, "SEARCH b USING INDEX feedback_by_owner"),
        (
            r#"{"none": [{"bought_category": "alimento"}]}"#,
            "SEARCH g USING PRIMARY KEY (owner_id=? AND category=?)",
        ),
        (
            r#"{"none": [{"vaccination_due_within": 9}]}"#,
            "SEARCH w USING PRIMARY KEY (owner_id=? AND due_on>? AND due_on<?)",
        ),
        (r#"{"none": [{"tags": "VIP"}]}"#, "SEARCH t USING COVERING INDEX sqlite_autoindex_owner_tags"),
    ] {
        compiled(criteria, |read, compiled| {
            let plans = plans(read, compiled);
            assert!(plans.contains(index), "{criteria}: {plans}");
        });
    }
}
