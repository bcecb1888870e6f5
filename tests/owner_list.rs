//! The list of owners: every order, every filter, page by page.

use crate::support::{
    ACTOR, Place, clinic,
    facts::{add_pet, appointment, day, invoice, pet},
    people::{add, carlos, company, maria, person, roberto, sarah, sql},
};
use crm::{
    clinic::{Progress, View},
    owners::{
        self, AcquisitionSource, ActiveFilter, Direction, OwnerFilters, OwnerInput, OwnerRow, OwnerSort,
        OwnersPage, OwnersQuery,
    },
    sample,
    tags::{self, TagChange},
    values::{ChurnRisk, Lifecycle, Money, OwnerId, TagId, Tier},
};
use std::cmp::Ordering;

fn ask(place: &Place, query: &OwnersQuery) -> OwnersPage {
    place.read(&ACTOR, View::Records, |r| owners::page(r, query)).unwrap()
}

fn all(place: &Place, query: &OwnersQuery) -> Vec<OwnerRow> {
    let mut query = query.clone();
    let mut rows = Vec::new();
    loop {
        let page = ask(place, &query);
        assert!(page.rows.len() <= query.limit as usize);
        rows.extend(page.rows);
        query.cursor = page.next;
        if query.cursor.is_none() {
            return rows;
        }
    }
}

fn names(place: &Place, filters: OwnerFilters) -> Vec<String> {
    let query = OwnersQuery { filters, ..OwnersQuery::default() };
    all(place, &query).into_iter().map(|row| row.name).collect()
}

fn any() -> OwnerFilters {
    OwnerFilters::default()
}

/// The people of the worked example, with what they are known by.
fn people() -> (Place, [OwnerId; 4]) {
    let place = clinic();
    let ids = [maria(), carlos(), sarah(), roberto()].map(|input| add(&place, &input).id);
    let [maria, carlos, sarah, roberto] = ids;
    for (owner, on, cents) in [
        (maria, "2025-11-15", 1_245_000),
        (carlos, "2025-07-20", 820_000),
        (sarah, "2025-08-14", 540_000),
        (roberto, "2025-08-17", 1_580_000),
    ] {
        appointment(&place, owner, on, "completed");
        invoice(&place, owner, on, cents);
    }
    add_pet(&place, maria, &pet("Max", "dog"));
    add_pet(&place, carlos, &pet("Buddy", "dog"));
    add_pet(&place, sarah, &pet("Mittens", "cat"));
    add_pet(&place, sarah, &pet("Whiskers", "cat"));
    add_pet(&place, roberto, &pet("Thor", "dog"));
    (place, ids)
}

#[test]
fn a_line_shows_what_the_table_has() {
    let (place, [_, _, sarah, _]) = people();
    let rows = all(&place, &OwnersQuery::default());
    let row = rows.iter().find(|row| row.id == sarah).unwrap();
    let pets: Vec<&str> = row.pets.iter().map(|pet| pet.name.as_str()).collect();
    assert_eq!((row.name.as_str(), pets), ("Sarah Johnson", vec!["Mittens", "Whiskers"]));
    assert_eq!((row.last_visit_on, row.days_since_visit), (Some(day("2025-08-14")), Some(95)));
    assert_eq!((row.spent_cents, row.risk), (Money::from_cents(540_000), ChurnRisk::Medium));
    assert_eq!((row.lifecycle, row.tier), (Lifecycle::AtRisk, Tier::New));
    assert_eq!(row.phone_e164.as_deref(), Some("+529985773005"));
}

#[test]
fn names_sort_as_spanish_reads_them() {
    let place = clinic();
    for name in ["Óscar", "Nuñez", "Nuria", "ñandú", "Zoé", "oscar b", "Élodie", "Nz"] {
        add(&place, &person(name, ""));
    }
    add(&place, &company("Hotel Ángel"));
    let sorted = ["Élodie", "Hotel Ángel", "Nuñez", "Nuria", "Nz", "ñandú", "Óscar", "oscar b", "Zoé"];
    assert_eq!(names(&place, any()), sorted);
}

#[test]
fn a_letter_of_another_language_sorts_beside_its_own() {
    let place = clinic();
    let abroad = ["Zamora", "Øster", "Ærø", "Œuvre", "Łukasz", "Đoković", "Ñandú", "Šarić", "Çelik", "Öz"];
    for name in abroad {
        add(&place, &person(name, ""));
    }
    add(&place, &company("Weiß"));
    let sorted =
        ["Ærø", "Çelik", "Đoković", "Łukasz", "Ñandú", "Œuvre", "Øster", "Öz", "Šarić", "Weiß", "Zamora"];
    assert_eq!(names(&place, any()), sorted);
}

#[test]
fn each_filter_lets_through_whom_it_names() {
    let (place, [maria, carlos, sarah, _]) = people();
    let tag = |name: &str| {
        let tags = place.read(&ACTOR, View::Records, tags::list).unwrap();
        tags.into_iter().find(|tag| tag.name == name).unwrap().id
    };
    let put = |owner, name| {
        let change = TagChange { owners: vec![owner], add: vec![tag(name)], remove: vec![] };
        tags::assign(&place, &ACTOR, &change).unwrap();
    };
    put(maria, "VIP");
    put(sarah, "Cat Owner");
    sql(&place, &format!("UPDATE owners SET acquisition_source = 'google' WHERE id = {}", carlos.0));
    let filter = |change: fn(&mut OwnerFilters)| {
        let mut filters = any();
        change(&mut filters);
        names(&place, filters)
    };
    assert_eq!(filter(|f| f.cities = vec!["Cancún".into()]), ["Roberto Sánchez"]);
    assert_eq!(filter(|f| f.sources = vec![AcquisitionSource::Google]), ["Carlos Méndez"]);
    assert_eq!(filter(|f| f.species = vec!["cat".into(), "horse".into()]), ["Sarah Johnson"]);
    assert_eq!(filter(|f| f.risks = vec![ChurnRisk::Low]), ["María García"]);
    assert_eq!(filter(|f| f.lifecycles = vec![Lifecycle::FirstVisit]), ["María García"]);
    assert_eq!(filter(|f| f.tiers = vec![Tier::Vip]), [""; 0]);
    assert_eq!(
        filter(|f| f.spent_min = Some(Money::from_cents(820_000))),
        ["Carlos Méndez", "María García", "Roberto Sánchez"]
    );
    assert_eq!(
        filter(|f| f.spent_max = Some(Money::from_cents(820_000))),
        ["Carlos Méndez", "Sarah Johnson"]
    );
    assert_eq!(filter(|f| f.days_min = Some(95)), ["Carlos Méndez", "Sarah Johnson"]);
    assert_eq!(
        filter(|f| (f.days_min, f.days_max) = (Some(92), Some(95))),
        ["Roberto Sánchez", "Sarah Johnson"]
    );
    let tagged = |tags: Vec<TagId>| names(&place, OwnerFilters { tags, ..any() });
    assert_eq!(tagged(vec![tag("VIP")]), ["María García"]);
    assert_eq!(tagged(vec![tag("VIP"), tag("Cat Owner")]), ["María García", "Sarah Johnson"]);
    assert_eq!(
        filter(|f| (f.risks, f.species) = (vec![ChurnRisk::Medium], vec!["dog".into()])),
        ["Carlos Méndez", "Roberto Sánchez"]
    );
}

#[test]
fn text_finds_names_pets_phones_and_addresses_without_accents() {
    let (place, [_, carlos, ..]) = people();
    add(&place, &person("Núria", "Peña_100%"));
    let text = |text: &str| names(&place, OwnerFilters { text: Some(text.into()), ..any() });
    assert_eq!(text("garcia"), ["María García"]);
    assert_eq!(text("nuri"), ["Núria Peña_100%"]);
    assert_eq!(text("pena"), ["Núria Peña_100%"]);
    assert_eq!(text("thor"), ["Roberto Sánchez"]);
    assert_eq!(text("carlos buddy"), ["Carlos Méndez"]);
    assert_eq!(text("998-123"), ["María García"]);
    assert_eq!(text("garcia@email"), ["María García"]);
    assert_eq!(text("100%"), ["Núria Peña_100%"]);
    assert_eq!(text("a_g"), [""; 0]);
    assert_eq!(text("zzz"), [""; 0]);
    // However the records spell it: letters that no list of ours names, and pets too.
    add_pet(&place, carlos, &pet("Ñandú", "bird"));
    let far = add(&place, &person("Jørgen", "Ødegaard")).id;
    add_pet(&place, far, &pet("Éowyn", "cat"));
    for (typed, found) in [
        ("Ñandú", "Carlos Méndez"),
        ("nandu", "Carlos Méndez"),
        ("Éowyn", "Jørgen Ødegaard"),
        ("ODEGAARD", "Jørgen Ødegaard"),
    ] {
        assert_eq!(text(typed), [found], "{typed}");
    }
    assert_eq!(text("  ").len(), 6);
}

#[test]
fn deactivated_owners_are_listed_when_asked_for() {
    let (place, [maria, ..]) = people();
    owners::archive(&place, &ACTOR, maria).unwrap();
    let with = |active| names(&place, OwnerFilters { active, ..any() }).len();
    assert_eq!(
        [with(ActiveFilter::Active), with(ActiveFilter::Inactive), with(ActiveFilter::All)],
        [3, 1, 4]
    );
}

#[test]
fn the_footer_sums_the_list_and_a_selection() {
    let (place, [_, carlos, sarah, roberto]) = people();
    let totals =
        |filters: OwnerFilters| place.read(&ACTOR, View::Records, |r| owners::totals(r, &filters)).unwrap();
    let every = totals(any());
    assert_eq!((every.count, every.spent_cents), (4, Money::from_cents(4_185_000)));
    assert_eq!((every.days_min, every.days_max), (Some(2), Some(120)));
    let nobody = totals(OwnerFilters { text: Some("zzz".into()), ..any() });
    assert_eq!((nobody.count, nobody.average_spent_cents, nobody.days_min), (0, None, None));
    let three = place
        .read(&ACTOR, View::Records, |r| owners::selection(r, &[carlos, sarah, roberto, OwnerId(999)]))
        .unwrap();
    assert_eq!((three.count, three.spent_cents), (3, Money::from_cents(2_940_000)));
    assert_eq!(three.average_spent_cents, Some(Money::from_cents(980_000)));
    assert_eq!((three.days_min, three.days_max), (Some(92), Some(120)));
}

#[test]
fn the_menus_offer_what_occurs() {
    let (place, [maria, ..]) = people();
    sql(&place, "UPDATE owners SET acquisition_source = 'walk_in' WHERE city = 'Cancún'");
    let facets = place.read(&ACTOR, View::Records, owners::facets).unwrap();
    let cities: Vec<(&str, u32)> = facets.cities.iter().map(|c| (c.city.as_str(), c.owners)).collect();
    assert_eq!(cities, [("Puerto Morelos", 3), ("Cancún", 1)]);
    assert_eq!(
        (facets.species, facets.sources),
        (vec!["cat".to_owned(), "dog".into()], vec![AcquisitionSource::WalkIn])
    );
    assert_eq!((facets.active_owners, facets.tags.len()), (4, 0));
    owners::archive(&place, &ACTOR, maria).unwrap();
    let facets = place.read(&ACTOR, View::Records, owners::facets).unwrap();
    assert_eq!((facets.cities[0].owners, facets.active_owners), (2, 3));
}

#[test]
fn a_cursor_of_elsewhere_and_a_page_without_a_size_are_refused() {
    let place = clinic();
    let field = |query: OwnersQuery| {
        place.read(&ACTOR, View::Records, |r| owners::page(r, &query)).unwrap_err().field.unwrap()
    };
    assert_eq!(field(OwnersQuery { limit: 0, ..OwnersQuery::default() }), "limit");
    assert_eq!(field(OwnersQuery { limit: 1_001, ..OwnersQuery::default() }), "limit");
    for cursor in ["", "x", "[1]", "[true,1]", "[[],1]"] {
        assert_eq!(field(OwnersQuery { cursor: Some(cursor.into()), ..OwnersQuery::default() }), "cursor");
    }
}

/// What a list must be sorted by, read off its lines; lines without a value stand last both ways.
fn order(sort: OwnerSort, direction: Direction, a: &OwnerRow, b: &OwnerRow) -> Ordering {
    let way = |ordering: Ordering| match direction {
        Direction::Ascending => ordering,
        Direction::Descending => ordering.reverse(),
    };
    let nothing_last = |a: Option<i32>, b: Option<i32>| match (a, b) {
        (Some(a), Some(b)) => way(a.cmp(&b)),
        (a, b) => b.is_some().cmp(&a.is_some()),
    };
    match sort {
        // The database sorts names; their own test says how.
        OwnerSort::Name => Ordering::Equal,
        OwnerSort::LastVisit => {
            nothing_last(a.last_visit_on.map(|d| d.number()), b.last_visit_on.map(|d| d.number()))
        }
        OwnerSort::Days => nothing_last(a.days_since_visit, b.days_since_visit),
        OwnerSort::Spent => way(a.spent_cents.cmp(&b.spent_cents)),
        OwnerSort::Created => way(a.created_at.cmp(&b.created_at)),
    }
}

#[test]
fn pages_make_the_whole_list_in_every_order_under_every_filter() {
    let place = clinic();
    sample::create(&place, &ACTOR, 150, 7, &Progress::silent()).unwrap();
    // Ties and gaps: two of the same name and moment, several who never came.
    let twin = OwnerInput { city: Some("Cancún".into()), ..person("Ana", "Pech") };
    let twins = [add(&place, &twin).id, add(&place, &twin).id];
    sql(&place, &format!("UPDATE owners SET created_at = 5 WHERE id IN ({}, {})", twins[0].0, twins[1].0));
    let filters = [
        any(),
        OwnerFilters { active: ActiveFilter::All, ..any() },
        OwnerFilters { cities: vec!["Cancún".into(), "Puerto Morelos".into()], ..any() },
        OwnerFilters { species: vec!["cat".into()], ..any() },
        OwnerFilters { risks: vec![ChurnRisk::None, ChurnRisk::High], ..any() },
        OwnerFilters { spent_min: Some(Money::from_cents(100_000)), days_max: Some(400), ..any() },
        OwnerFilters { text: Some("an".into()), ..any() },
    ];
    for filters in filters {
        for sort in OwnerSort::ALL {
            for direction in Direction::ALL {
                let query = OwnersQuery {
                    filters: filters.clone(),
                    sort: *sort,
                    direction: *direction,
                    limit: 1_000,
                    cursor: None,
                };
                let whole = ask(&place, &query);
                assert_eq!(whole.next, None);
                assert!(whole.rows.len() > 3, "{query:?}");
                let totals = place.read(&ACTOR, View::Records, |r| owners::totals(r, &filters)).unwrap();
                assert_eq!(whole.rows.len(), totals.count as usize);
                assert!(
                    whole.rows.is_sorted_by(|a, b| order(*sort, *direction, a, b) != Ordering::Greater),
                    "{query:?}"
                );
                for limit in [1, 7, 50] {
                    assert_eq!(all(&place, &OwnersQuery { limit, ..query.clone() }), whole.rows);
                }
            }
        }
    }
}
