//! The same questions as one writes them by hand, a count and a page each.

use rusqlite::Connection;

/// A question: its criteria, and what follows `WHERE` by hand. The day is 2026-10-31, 20757.
pub struct Case {
    pub criteria: &'static str,
    pub by_hand: &'static str,
}

pub const CASES: &[Case] = &[
    Case {
        criteria: r#"{"min_spent": 5000, "days_since_visit": 90}"#,
        by_hand: "f.total_spent_cents >= 500000 AND f.last_visit_on <= 20757 - 90",
    },
    Case {
        criteria: r#"{"min_spent": 5000, "days_since_visit": 90, "pet_species": "cat"}"#,
        by_hand: "f.total_spent_cents >= 500000 AND f.last_visit_on <= 20757 - 90
          AND EXISTS (SELECT 1 FROM pets p WHERE p.owner_id = f.owner_id AND p.status = 'active' AND p.species = 'cat')",
    },
    Case {
        criteria: r#"{"min_spent": 5000, "days_since_visit": 90, "tags": ["VIP"], "pet_species": "dog"}"#,
        by_hand: "f.total_spent_cents >= 500000 AND f.last_visit_on <= 20757 - 90
          AND f.owner_id IN (SELECT owner_id FROM owner_tags WHERE tag_id = (SELECT id FROM tags WHERE name = 'VIP'))
          AND EXISTS (SELECT 1 FROM pets p WHERE p.owner_id = f.owner_id AND p.status = 'active' AND p.species = 'dog')",
    },
    Case { criteria: r#"{"pet_species": "cat"}"#, by_hand: "f.owner_id IN (SELECT owner_id FROM pets WHERE species = 'cat' AND status = 'active')" },
    Case {
        criteria: r#"{"lifecycle": ["at_risk", "churned"], "tier": "vip"}"#,
        by_hand: "f.lifecycle IN ('at_risk', 'churned') AND f.tier = 'vip'",
    },
    Case {
        criteria: r#"{"city": "Cancún", "min_visits": 6}"#,
        by_hand: "f.owner_id IN (SELECT id FROM owners WHERE city = 'Cancún') AND f.total_visits >= 6",
    },
    Case {
        criteria: r#"{"birthday_month": 11, "min_spent": 1000}"#,
        by_hand: "f.owner_id IN (SELECT id FROM owners WHERE birth_on IS NOT NULL
            AND strftime('%m%d', birth_on * 86400, 'unixepoch') BETWEEN '1100' AND '1199') AND f.total_spent_cents >= 100000",
    },
    Case {
        criteria: r#"{"vaccination_due_within": 30, "has_future_appointment": false}"#,
        by_hand: "f.next_appointment_on IS NULL AND f.owner_id IN (
            SELECT p.owner_id FROM vaccinations v JOIN pets p ON p.id = v.pet_id
            WHERE v.due_on BETWEEN 20757 AND 20787 AND p.status = 'active' AND NOT EXISTS (
              SELECT 1 FROM vaccinations n WHERE n.pet_id = v.pet_id AND n.vaccine = v.vaccine AND n.id <> v.id
                AND (n.given_on > coalesce(v.given_on, v.due_on - 90) OR n.due_on > v.due_on)))",
    },
    Case {
        criteria: r#"{"bought_category": "Alimento"}"#,
        by_hand: "f.owner_id IN (SELECT owner_id FROM category_buyers WHERE category = 'alimento' AND first_on <= 20757)",
    },
    Case {
        criteria: r#"{"bought_category": "Alimento", "bought_since": "90d", "min_spent": 5000}"#,
        by_hand: "f.total_spent_cents >= 500000 AND f.owner_id IN (
            SELECT owner_id FROM category_buyers WHERE category = 'alimento' AND first_on <= 20757 AND last_on BETWEEN 20757 - 89 AND 20757)",
    },
    Case { criteria: r#"{"everyone": true}"#, by_hand: "TRUE" },
    Case { criteria: r#"{"lifecycle": "at_risk"}"#, by_hand: "f.lifecycle = 'at_risk'" },
    Case {
        criteria: r#"{"preferred_language": "es", "min_visits": 3, "pet_species": ["dog", "cat"]}"#,
        by_hand: "f.total_visits >= 3 AND f.owner_id IN (SELECT id FROM owners WHERE preferred_language = 'es')
          AND EXISTS (SELECT 1 FROM pets p WHERE p.owner_id = f.owner_id AND p.status = 'active' AND p.species IN ('dog', 'cat'))",
    },
    Case {
        criteria: r#"{"all": [{"min_spent": 5000}, {"any": [{"tier": "vip"}, {"value_score_min": 80}]}, {"none": [{"days_since_visit_max": 90}]}]}"#,
        by_hand: "f.total_spent_cents >= 500000 AND (f.tier = 'vip' OR f.value_score >= 80)
          AND (f.last_visit_on < 20757 - 90 OR f.last_visit_on IS NULL)",
    },
];

const FROM: &str = "FROM owner_figures f JOIN owners o ON o.id = f.owner_id WHERE o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL AND ";
const OUT: &str = "f.owner_id NOT IN (SELECT id FROM owners INDEXED BY owners_out_of_lists WHERE is_active = 0 OR blocked_at IS NOT NULL OR anonymised_at IS NOT NULL)";

/// The count and the first 50 with what a line shows; gives the count and the first id.
pub fn ask(conn: &Connection, case: &Case) -> (u32, Option<i64>) {
    let sql = format!("SELECT count(*) FROM owner_figures f WHERE {} AND {OUT}", case.by_hand);
    let count = conn.prepare_cached(&sql).unwrap().query_row([], |row| row.get(0)).unwrap();
    let sql = format!(
        "SELECT f.owner_id, CASE o.kind WHEN 'corporate' THEN o.company_name ELSE o.full_name END, o.phone, o.email, o.city,
           f.last_visit_on, f.total_spent_cents, f.churn_risk, f.lifecycle, f.tier,
           (SELECT group_concat(p.name) FROM pets p WHERE p.owner_id = f.owner_id AND p.status = 'active')
         {FROM} {} ORDER BY f.owner_id LIMIT 50",
        case.by_hand
    );
    let mut statement = conn.prepare_cached(&sql).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let lines: Vec<(i64, String)> = rows.collect::<rusqlite::Result<_>>().unwrap();
    (count, lines.first().map(|(id, _)| *id))
}
