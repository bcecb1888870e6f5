use super::*;
use crate::Code;
use proptest::prelude::*;
use serde_json::{Value, json};

fn read(value: Value) -> Criteria {
    Criteria::parse(&value.to_string()).unwrap()
}

/// The path that is named, and why.
fn refused(value: Value) -> (String, String) {
    let error = Criteria::parse(&value.to_string()).unwrap_err();
    assert_eq!(error.code, Code::Invalid);
    (error.field.unwrap(), error.detail)
}

#[test]
fn a_flat_object_is_all_of_its_rules_under_their_canonical_names() {
    let seeds = json!({
        "lifetime_value_min": 5000,
        "max_days_since_visit": 90,
        "tags": ["VIP", "Regular"],
        "pet_species": "dog",
    });
    let canonical = json!({ "version": 1, "all": [
        { "min_spent": 5000 },
        { "days_since_visit_max": 90 },
        { "tags_include": ["VIP", "Regular"] },
        { "has_pets_species": "dog" },
    ]});
    assert_eq!(read(seeds).to_json(), canonical);
    assert_eq!(
        read(json!({ "days_since_visit": 120 })).to_json(),
        json!({ "version": 1, "days_since_visit_min": 120 })
    );
    assert_eq!(read(json!({ "version": 1, "min_visits": 3 })), read(json!({ "min_visits": 3.0 })));
}

#[test]
fn values_ignore_case_and_may_be_one_or_many() {
    for (typed, canonical) in [
        (json!({ "contact_type": "Corporate" }), json!({ "contact_type": "corporate" })),
        (
            json!({ "loyalty_status": ["Gold", "VIP", "New"] }),
            json!({ "loyalty_status": ["gold", "vip", "new"] }),
        ),
        (json!({ "lifecycle": "At Risk" }), json!({ "lifecycle": "at_risk" })),
        (json!({ "tier": ["VIP", "vip"] }), json!({ "tier": "vip" })),
        (
            json!({ "opted_in": ["WhatsApp:Promotions", "Email"] }),
            json!({ "opted_in": ["whatsapp:promotions", "email"] }),
        ),
        (json!({ "opted_in": true }), json!({ "opted_in": true })),
        (json!({ "referred": "Yes" }), json!({ "referred": true })),
        (json!({ "birthday_month": 5 }), json!({ "birthday_month": 5 })),
        (json!({ "min_spent": 1234.5 }), json!({ "min_spent": 1234.5 })),
        (json!({ "churn_score_min": 0.123456 }), json!({ "churn_score_min": 0.123456 })),
        (json!({ "bought_since": " 30d " }), json!({ "bought_since": "30d" })),
        (json!({ "city": [" Puerto Morelos "] }), json!({ "city": "Puerto Morelos" })),
    ] {
        let mut canonical = canonical;
        canonical["version"] = 1.into();
        assert_eq!(read(typed).to_json(), canonical);
    }
}

#[test]
fn what_is_said_about_purchases_in_one_object_is_about_the_same_one() {
    let one = read(json!({ "bought_product": "Royal Canin", "bought_since": "2026-01-01" }));
    assert_eq!(one.0.rules(), 1);
    let two = read(json!({ "all": [{ "bought_product": "Royal Canin" }, { "bought_since": "2026-01-01" }] }));
    assert_eq!(two.0.rules(), 2);
    assert_eq!(read(one.to_json()), one);
}

#[test]
fn what_is_not_understood_is_refused_by_its_path() {
    for (value, path) in [
        (json!({ "min_visit": 3 }), "min_visit"),
        (json!({ "min_visits": "3" }), "min_visits"),
        (json!({ "min_visits": -1 }), "min_visits"),
        (json!({ "min_visits": 2.5 }), "min_visits"),
        (json!({ "min_visits": true }), "min_visits"),
        (json!({ "min_visits": null }), "min_visits"),
        (json!({ "min_visits": [3] }), "min_visits"),
        (json!({ "min_spent": 1.234 }), "min_spent"),
        (json!({ "churn_score_min": 1.5 }), "churn_score_min"),
        (json!({ "tier": "gold" }), "tier"),
        (json!({ "tier": ["vip", 3] }), "tier[1]"),
        (json!({ "tags": [] }), "tags"),
        (json!({ "tags": ["VIP", ""] }), "tags[1]"),
        (json!({ "has_pets_species": {} }), "has_pets_species"),
        (json!({ "is_active": 1 }), "is_active"),
        (json!({ "opted_in": "fax" }), "opted_in"),
        (json!({ "opted_in": "sms:marketing" }), "opted_in"),
        (json!({ "birthday_month": 13 }), "birthday_month"),
        (json!({ "bought_since": "2026-02-30" }), "bought_since"),
        (json!({ "bought_since": 30 }), "bought_since"),
        (json!({ "feedback_max_rating": 6 }), "feedback_max_rating"),
        (json!({ "min_spent": 1, "lifetime_value_min": 2 }), "min_spent"),
        (
            json!({ "all": [{ "any": [{ "min_visits": 1 }, { "none": [{ "colour": "red" }] }] }] }),
            "all[0].any[1].none[0].colour",
        ),
        (json!({ "all": [{ "min_visits": 1 }], "min_spent": 2 }), "min_spent"),
        (json!({ "all": {} }), "all"),
        (json!({ "any": [] }), "any"),
        (json!({ "all": [3] }), "all[0]"),
        (json!({ "all": [{}] }), "all[0]"),
        (json!({}), "criteria"),
        (json!([]), "criteria"),
        (json!({ "version": 2, "min_visits": 1 }), "version"),
        (json!({ "version": 1 }), "criteria"),
        (json!({ "everyone": false }), "everyone"),
        (json!({ "everyone": true, "min_visits": 1 }), "min_visits"),
    ] {
        assert_eq!(refused(value.clone()).0, path, "{value}");
    }
    assert_eq!(Criteria::parse("{").unwrap_err().field.as_deref(), Some("criteria"));
}

#[test]
fn everyone_is_said_in_so_many_words() {
    assert_eq!(read(json!({ "everyone": true })).0, Node::Everyone);
    assert!(refused(json!({})).1.contains("everyone"));
}

#[test]
fn every_key_reads_and_every_alias_means_its_key() {
    for key in Key::ALL {
        assert_eq!(Key::find(key.as_str()), Some(*key));
    }
    for (alias, key) in [
        ("lifetime_value_min", Key::MinSpent),
        ("max_days_since_visit", Key::DaysSinceVisitMax),
        ("days_since_visit", Key::DaysSinceVisitMin),
        ("tags", Key::TagsInclude),
        ("pet_species", Key::HasPetsSpecies),
    ] {
        assert_eq!(Key::find(alias), Some(key));
    }
    assert_eq!(Key::find("all"), None);
}

proptest! {
    #[test]
    fn amounts_and_scores_read_back_as_they_were(cents in 0..100_000_000_000_i64, score in 0..=1_000_000_i64) {
        for rule in [Rule::AtLeast(Measure::Spent, cents), Rule::AtLeast(Measure::ChurnScore, score)] {
            let criteria = Criteria(Node::Rule(rule));
            let read = Criteria::parse(&criteria.to_json().to_string()).unwrap();
            prop_assert_eq!(read, criteria);
        }
    }

    #[test]
    fn any_text_is_read_or_refused_but_never_a_fault(text in ".{0,60}") {
        if let Err(error) = Criteria::parse(&text) {
            prop_assert_eq!(error.code, Code::Invalid);
        }
    }
}
