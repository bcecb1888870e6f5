//! The owners' list: the first page in every order, under filters that many meet and under those hardly anybody does. A
//! tag put on everybody.
//!
//! The twin is one plain statement with the same conditions, planned by SQLite.

use crate::support::{Bench, ME, clinic, copy, median, shown, timed, today, twin};
use crm::{
    Clinic,
    clinic::View,
    owners::{
        AcquisitionSource, ActiveFilter, Direction, OwnerFilters, OwnerSort, OwnersQuery, page, totals,
    },
    tags::{self, TagChange},
    values::{ChurnRisk, Lifecycle, Money, OwnerId, TagId, Tier},
};
use rusqlite::Connection;
use std::time::Duration;

/// A page that takes longer is told of.
const LONG: Duration = Duration::from_millis(5);

/// A filter, and the twin's condition for it over `o` and `f`.
struct Case {
    name: &'static str,
    filters: OwnerFilters,
    sql: String,
}

fn case(name: &'static str, sql: impl Into<String>, set: impl FnOnce(&mut OwnerFilters)) -> Case {
    let mut filters = OwnerFilters::default();
    set(&mut filters);
    let sql = match filters.active {
        ActiveFilter::Active => format!("o.is_active = 1 AND {}", sql.into()),
        _ => sql.into(),
    };
    Case { name, filters, sql }
}

fn text(conn: &Connection, sql: &str) -> String {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn number(conn: &Connection, sql: &str) -> i64 {
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

fn tag(conn: &Connection, order: &str) -> TagId {
    let sql = format!("SELECT tag_id FROM owner_tags GROUP BY tag_id ORDER BY count(*) {order} LIMIT 1");
    TagId(number(conn, &sql))
}

fn with_tag(id: TagId) -> String {
    format!("EXISTS (SELECT 1 FROM owner_tags t WHERE t.owner_id = o.id AND t.tag_id = {})", id.0)
}

fn with_species(species: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM pets p WHERE p.owner_id = o.id AND p.status = 'active' AND p.species = '{species}')"
    )
}

fn many(conn: &Connection) -> Vec<Case> {
    let city = text(conn, "SELECT city FROM owners GROUP BY city ORDER BY count(*) DESC LIMIT 1");
    let often = tag(conn, "DESC");
    vec![
        case("active", "TRUE", |_| {}),
        case("everybody", "TRUE", |f| f.active = ActiveFilter::All),
        case("the clinic's own city", format!("o.city = '{city}'"), |f| f.cities = vec![city.clone()]),
        case("a frequent tag", with_tag(often), |f| f.tags = vec![often]),
        case("a dog", with_species("dog"), |f| f.species = vec!["dog".into()]),
        case("churned", "f.lifecycle = 'churned'", |f| f.lifecycles = vec![Lifecycle::Churned]),
        case("active stage", "f.lifecycle = 'active'", |f| f.lifecycles = vec![Lifecycle::Active]),
        case("low risk", "f.churn_risk = 'low'", |f| f.risks = vec![ChurnRisk::Low]),
        case("regular", "f.tier = 'regular'", |f| f.tiers = vec![Tier::Regular]),
        case("by Google", "o.acquisition_source = 'google'", |f| f.sources = vec![AcquisitionSource::Google]),
    ]
}

fn few(conn: &Connection) -> Vec<Case> {
    let city = text(conn, "SELECT city FROM owners GROUP BY city ORDER BY count(*) LIMIT 1");
    let species = text(conn, "SELECT species FROM pets GROUP BY species ORDER BY count(*) LIMIT 1");
    let most = number(conn, "SELECT max(total_spent_cents) FROM owner_figures") * 9 / 10;
    let longest = number(conn, "SELECT min(last_visit_on) FROM owner_figures") + 30;
    let days = today().number() - i32::try_from(longest).unwrap();
    let rare = tag(conn, "ASC");
    vec![
        case("deactivated", "o.is_active = 0", |f| f.active = ActiveFilter::Inactive),
        case("the smallest town", format!("o.city = '{city}'"), |f| f.cities = vec![city.clone()]),
        case("a rare tag", with_tag(rare), |f| f.tags = vec![rare]),
        case("a rare species", with_species(&species), |f| f.species = vec![species.clone()]),
        case("lead", "f.lifecycle = 'lead'", |f| f.lifecycles = vec![Lifecycle::Lead]),
        case("closed", "f.lifecycle = 'closed'", |f| f.lifecycles = vec![Lifecycle::Closed]),
        case("VIP", "f.tier = 'vip'", |f| f.tiers = vec![Tier::Vip]),
        case("professional", "f.tier = 'professional'", |f| f.tiers = vec![Tier::Professional]),
        case("the best customers", format!("f.total_spent_cents >= {most}"), |f| {
            f.spent_min = Some(Money::from_cents(most));
        }),
        case("longest away", format!("f.last_visit_on <= {longest}"), |f| f.days_min = Some(days)),
        case("here today", format!("f.last_visit_on >= {}", today().number()), |f| f.days_max = Some(0)),
        case(
            "VIP at high risk who came by an event",
            "f.tier = 'vip' AND f.churn_risk = 'high' AND o.acquisition_source = 'event'",
            |f| {
                f.tiers = vec![Tier::Vip];
                f.risks = vec![ChurnRisk::High];
                f.sources = vec![AcquisitionSource::Event];
            },
        ),
        case(
            "new, low risk, much spent: nobody",
            "f.lifecycle = 'lead' AND f.churn_risk = 'low' AND f.total_spent_cents >= 500000",
            |f| {
                f.lifecycles = vec![Lifecycle::Lead];
                f.risks = vec![ChurnRisk::Low];
                f.spent_min = Some(Money::from_cents(500_000));
            },
        ),
        case(
            "a dog and a frequent tag in the smallest town",
            format!("o.city = '{city}' AND {} AND {}", with_tag(tag(conn, "DESC")), with_species("dog")),
            |f| {
                f.cities = vec![city.clone()];
                f.tags = vec![tag(conn, "DESC")];
                f.species = vec!["dog".into()];
            },
        ),
    ]
}

/// A text, which no index of the list answers.
fn texts() -> Vec<Case> {
    vec![case(
        "a text",
        "o.id IN (SELECT id FROM owners WHERE sort_name LIKE '%xochitl%' OR email LIKE '%xochitl%'
               UNION ALL SELECT owner_id FROM pets WHERE name LIKE '%xochitl%')
             AND o.id IN (SELECT id FROM owners WHERE sort_name LIKE '%zamora%' OR email LIKE '%zamora%'
               UNION ALL SELECT owner_id FROM pets WHERE name LIKE '%zamora%')",
        |f| f.text = Some("xochitl zamora".into()),
    )]
}

/// Runs each filter in every order beside the twin, and tells of the slowest.
fn measure(bench: &mut Bench, name: &str, cases: &[Case], clinic: &Clinic, twin: &Connection) {
    let mut slowest = (Duration::ZERO, Duration::ZERO, String::new());
    let mut all = Vec::new();
    for Case { name, filters, sql } in cases {
        for sort in OwnerSort::ALL {
            for direction in Direction::ALL {
                let query = OwnersQuery {
                    filters: filters.clone(),
                    sort: *sort,
                    direction: *direction,
                    ..OwnersQuery::default()
                };
                let plain = plain(*sort, *direction, sql);
                let read = || clinic.read(&ME, View::Records, |r| page(r, &query)).unwrap();
                let (found, rows) = (read().rows.len(), twin_page(twin, &plain));
                assert_eq!(found, rows.min(100), "{name} by {sort}");
                let ours = median(&mut [(); 7].map(|()| timed(read).1));
                let theirs = median(&mut [(); 7].map(|()| timed(|| twin_page(twin, &plain)).1));
                if ours > LONG {
                    eprintln!("{}: {name}, by {sort} {direction}", shown(ours));
                }
                all.push(ours);
                if ours > slowest.0 {
                    slowest = (ours, theirs, format!("{name}, by {sort} {direction}"));
                }
            }
        }
    }
    let (ours, theirs, which) = slowest;
    let ratio =
        |ours: Duration, theirs: Duration| format!("{:.2}", ours.as_secs_f64() / theirs.as_secs_f64());
    bench.row(&format!("{name}: median of {}", all.len()), &shown(median(&mut all)), "", "");
    eprintln!("slowest: {which}");
    bench.row(&format!("{name}: slowest"), &shown(ours), &shown(theirs), &ratio(ours, theirs));
}

fn plain(sort: OwnerSort, direction: Direction, condition: &str) -> String {
    let (key, up) = match sort {
        OwnerSort::Name => ("o.sort_name", true),
        OwnerSort::Created => ("o.created_at", true),
        OwnerSort::Spent => ("f.total_spent_cents", true),
        OwnerSort::LastVisit => ("f.last_visit_on", true),
        OwnerSort::Days => ("f.last_visit_on", false),
    };
    let way = if up == (direction == Direction::Ascending) { "ASC" } else { "DESC" };
    let last = if key == "f.last_visit_on" { "NULLS LAST" } else { "" };
    format!(
        "SELECT o.id, o.external_id, o.full_name, o.kind, f.last_visit_on, f.total_spent_cents, f.churn_risk,
           f.lifecycle, f.tier, o.phone, o.phone_e164, o.city, o.is_active, o.created_at,
           (SELECT group_concat(name || ' ' || species) FROM pets WHERE owner_id = o.id AND status = 'active'),
           (SELECT group_concat(name) FROM owner_tags t JOIN tags ON tags.id = t.tag_id WHERE t.owner_id = o.id)
         FROM owners o JOIN owner_figures f ON f.owner_id = o.id
         WHERE {condition} ORDER BY {key} {way} {last}, o.id {way} LIMIT 101"
    )
}

fn twin_page(twin: &Connection, sql: &str) -> usize {
    let mut statement = twin.prepare_cached(sql).unwrap();
    let mut rows = statement.query([]).unwrap();
    let mut count = 0;
    while let Some(row) = rows.next().unwrap() {
        std::hint::black_box(row.get_ref(15).unwrap());
        count += 1;
    }
    count
}

/// Everybody is marked and tagged in one step, and that step is taken back.
fn tag_everybody(bench: &mut Bench) {
    let (clinic, file, _folder) = copy();
    let owners: Vec<OwnerId> = {
        let conn = twin(&file);
        let mut statement = conn.prepare("SELECT id FROM owners").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let tag = clinic.read(&ME, View::Records, |r| tags::find(r, "Rescue")).unwrap().id;
    let change = TagChange { owners, add: vec![tag], remove: Vec::new() };
    let (_, time) = timed(|| tags::assign(&clinic, &ME, &change).unwrap());
    bench.row("a tag put on everybody in one step", &shown(time), "", "");
    let (_, time) = timed(|| crm::clinic::undo_last(&clinic, &ME).unwrap());
    bench.row("and taken back", &shown(time), "", "");
}

pub fn run(bench: &mut Bench) {
    let (clinic, file) = clinic();
    let twin = twin(&file);
    measure(bench, "owners' list, a page of 100, filters that many meet", &many(&twin), &clinic, &twin);
    measure(bench, "owners' list, a page of 100, filters that few meet", &few(&twin), &clinic, &twin);
    measure(bench, "owners' list, a page of 100, filtered by a text", &texts(), &clinic, &twin);
    let filters = OwnerFilters::default();
    let sums = "SELECT count(*), sum(f.total_spent_cents), min(f.last_visit_on), max(f.last_visit_on)
                FROM owners o JOIN owner_figures f ON f.owner_id = o.id WHERE o.is_active = 1";
    let mut sums = twin.prepare(sums).unwrap();
    bench.pair(
        "owners' list, the sums in its footer",
        || timed(|| clinic.read(&ME, View::Records, |r| totals(r, &filters)).unwrap()).1,
        || timed(|| sums.query_row([], |row| row.get::<_, i64>(0)).unwrap()).1,
    );
    tag_everybody(bench);
}
