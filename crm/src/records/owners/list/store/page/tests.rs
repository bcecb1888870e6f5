#![cfg(test)]

use super::{
    super::super::{ActiveFilter, Direction, OwnerFilters, OwnerSort},
    *,
};
use crate::{
    clinic::{Action, Actor, Clock, Create, Opening, View},
    records::plan::plan,
    values::{Money, OwnerId, TagId},
};

/// The plan of a page in an order, behind a cursor.
fn page_plan(sort: OwnerSort, direction: Direction, filters: &OwnerFilters) -> String {
    let order = Order::of(sort, direction, filters);
    let mut conditions = Conditions::of(filters, Day::from_number(20_000));
    order.behind(Some(&Cursor(1.into(), OwnerId(1))), true, &mut conditions).unwrap();
    let limit = conditions.bind(100);
    plan(&walk_sql(&order, &conditions, &limit))
}

#[test]
fn every_order_walks_its_index_from_the_cursor_on() {
    for (sort, index) in [
        (OwnerSort::Name, "owners_by_name"),
        (OwnerSort::Created, "owners_by_creation"),
        (OwnerSort::Spent, "owner_figures_by_spent"),
        (OwnerSort::LastVisit, "owner_figures_by_last_visit"),
        (OwnerSort::Days, "owner_figures_by_last_visit"),
    ] {
        let of_a_lifecycle = OwnerFilters { lifecycles: vec![Lifecycle::Lead], ..OwnerFilters::default() };
        for direction in Direction::ALL {
            let plan = page_plan(sort, *direction, &of_a_lifecycle);
            let has_index = plan.contains("COVERING INDEX owner_figures_by_lifecycle (lifecycle=? AND");
            assert_eq!(has_index, index == "owner_figures_by_last_visit", "{plan}");
            assert!(!plan.contains("TEMP B-TREE"), "{sort} {direction}: {plan}");
            let plan = page_plan(sort, *direction, &OwnerFilters::default());
            assert!(plan.contains("SEARCH") && plan.contains(index), "{sort} {direction}: {plan}");
            assert!(!plan.contains("SCAN") && !plan.contains("TEMP B-TREE"), "{sort} {direction}: {plan}");
        }
    }
}

#[test]
fn filters_look_things_up() {
    let filters = OwnerFilters {
        tags: vec![crate::values::TagId(1)],
        species: vec!["cat".into()],
        text: Some("garcia".into()),
        ..OwnerFilters::default()
    };
    let plan = page_plan(OwnerSort::Spent, Direction::Descending, &filters);
    assert!(plan.contains("USING COVERING INDEX pets_by_owner"), "{plan}");
    assert!(plan.contains("USING COVERING INDEX sqlite_autoindex_owner_tags"), "{plan}");
    assert!(plan.contains("SEARCH s EXISTS USING INTEGER PRIMARY KEY"), "{plan}");
}

/// Owners of every kind, with figures that follow from visits and invoices.
const PEOPLE: &str = "
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
    INSERT INTO owners (external_id, full_name, city, acquisition_source, is_active, created_at, updated_at)
    SELECT 'O' || i, 'Nombre ' || (i * 7 % 100), iif(i % 9, 'Puerto', 'Isla'), iif(i % 11, 'google', 'event'),
      i % 13 <> 0, i % 17, 0 FROM n;
    INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
    SELECT 'A' || id, id, 0, 20000 - id * 37 % 500, 'completed' FROM owners WHERE id % 5;
    INSERT INTO invoices (external_id, number, owner_id, issued_on, status, subtotal_cents, total_cents, paid_on)
    SELECT 'I' || id, id, id, 20000, 'paid', 1, id * 31 % 90 * 10000, 20000 FROM owners WHERE id % 3;
    INSERT INTO pets (external_id, owner_id, name, species, created_at, updated_at)
    SELECT 'P' || id, id, 'Luna', iif(id % 4, 'dog', 'cat'), 0, 0 FROM owners;
    INSERT INTO owner_tags (owner_id, tag_id, added_at) SELECT id, 1 + id % 3, 0 FROM owners WHERE id % 2;";

fn filters() -> Vec<OwnerFilters> {
    let any = OwnerFilters::default;
    let source = crate::records::owners::AcquisitionSource::Event;
    vec![
        any(),
        OwnerFilters { active: ActiveFilter::Inactive, ..any() },
        OwnerFilters { cities: vec!["Isla".into()], sources: vec![source], ..any() },
        OwnerFilters { sources: vec![source], active: ActiveFilter::All, ..any() },
        OwnerFilters { tags: vec![TagId(1), TagId(2)], species: vec!["cat".into(), "dog".into()], ..any() },
        OwnerFilters { lifecycles: vec![Lifecycle::AtRisk, Lifecycle::Lead], ..any() },
        OwnerFilters { lifecycles: vec![Lifecycle::Lead], cities: vec!["Puerto".into()], ..any() },
        OwnerFilters { lifecycles: vec![Lifecycle::Active], species: vec!["dog".into()], ..any() },
        OwnerFilters { tiers: vec![Tier::New], days_min: Some(100), days_max: Some(400), ..any() },
        OwnerFilters { risks: vec![ChurnRisk::Low], spent_min: Some(Money::from_cents(300_000)), ..any() },
        OwnerFilters { days_max: Some(50), spent_max: Some(Money::from_cents(200_000)), ..any() },
        OwnerFilters { cities: vec!["Nowhere".into()], ..any() },
        OwnerFilters {
            cities: vec!["Isla".into()],
            tags: vec![TagId(2)],
            species: vec!["cat".into()],
            ..any()
        },
        OwnerFilters {
            species: vec!["dog".into()],
            risks: vec![ChurnRisk::High],
            days_min: Some(9),
            ..any()
        },
        OwnerFilters { tiers: vec![Tier::New, Tier::Regular], active: ActiveFilter::All, ..any() },
        OwnerFilters { lifecycles: vec![Lifecycle::Closed, Lifecycle::Churned], ..any() },
        OwnerFilters { text: Some("bre 1".into()), ..any() },
        OwnerFilters { text: Some("ombre 42".into()), ..any() },
        OwnerFilters { text: Some("luna".into()), cities: vec!["Isla".into()], ..any() },
    ]
}

#[test]
fn walked_or_gathered_the_lines_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::On(Day::from_number(20_000));
    let opening = Opening { clock, create: Create::IfMissing, ..Opening::default() };
    let clinic = crate::open(&folder.path().join("clinic"), opening).unwrap();
    let me = Actor::BUILT_IN;
    clinic.write(&me, Action::Import, |w| Ok(w.conn().execute_batch(PEOPLE)?)).unwrap();
    let mut seen = 0;
    for filters in filters() {
        for (sort, direction) in
            OwnerSort::ALL.iter().flat_map(|sort| Direction::ALL.iter().map(move |d| (*sort, *d)))
        {
            let query = OwnersQuery { filters: filters.clone(), sort, direction, ..OwnersQuery::default() };
            let order = Order::of(sort, direction, &query.filters);
            clinic
                .read(&me, View::Records, |r| {
                    let lines = |has_value, cursor: Option<&Cursor>, patience| {
                        let filters = &Filters::of(r, &query.filters, patience)?;
                        let part = Part { read: r, filters, order: &order, cursor, has_value, limit: 20 };
                        let walked = part.walked(None)?;
                        assert_eq!(
                            part.lines()?,
                            walked,
                            "{sort} {direction} {patience:?} {:?}",
                            query.filters
                        );
                        Ok::<_, crate::Error>(walked)
                    };
                    for has_value in [true, false].into_iter().filter(|has| *has || order.is_nullable) {
                        let first = lines(has_value, None, PATIENCE)?;
                        let cursor = first.last().map(|(row, key)| Cursor(key.clone(), row.id));
                        for (named, sorted) in [(0, 0), (40, 0), (40, 40), (300, 0), (300, 300)] {
                            let patience = Patience { named, sorted, walk: 8 };
                            seen += first.len() + lines(has_value, cursor.as_ref(), patience)?.len();
                        }
                    }
                    Ok(())
                })
                .unwrap();
        }
    }
    assert!(seen > 1_000, "{seen}");
}
