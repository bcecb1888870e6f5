//! Pages of every list but the owners' (which are in `list`): each walked twenty pages deep, under its filters.

use crate::support::{Bench, ME, clinic, copy, median, shown, timed, today, twin};
use crm::{
    Clinic, appointments,
    clinic::{HistoryQuery, Progress, Read, View, history},
    feedback::{self, FeedbackFilter, FeedbackScope},
    interactions::{self, FollowUpScope},
    loyalty::{self, BalanceOrder},
    owners::Direction,
    pets::{self, DueFilter, PetFilters, PetSort, PetStatus, PetsQuery},
    sales::{self, SaleFilter, SaleStatus, SalesQuery},
    timeline::{self, TimelineQuery},
    values::{ChangeId, OwnerId, StaffId},
};
use rusqlite::Connection;
use std::time::Duration;

/// Lines of a page.
const PAGE: u32 = 100;

/// The median of pages, one after the other from the first, and the slowest of them; each is read three times.
fn pages(bench: &mut Bench, name: &str, mut read: impl FnMut(Option<String>) -> Option<String>) -> Duration {
    let mut all = Vec::new();
    let mut cursor = None;
    for _ in 0..20 {
        let mut times = Vec::new();
        let mut next = None;
        for _ in 0..3 {
            let (found, time) = timed(|| read(cursor.clone()));
            times.push(time);
            next = found;
        }
        all.push(median(&mut times));
        cursor = next;
        if cursor.is_none() {
            break;
        }
    }
    let slowest = all.iter().copied().max().unwrap_or_default();
    eprintln!("{name}: median {} of {}, slowest {}", shown(median(&mut all)), all.len(), shown(slowest));
    bench.row(name, &shown(slowest), "", "");
    slowest
}

/// The pages of pets in every order, each way, and under filters.
fn pets(bench: &mut Bench, clinic: &Clinic) {
    let all = PetFilters::default();
    let filters = [
        ("all that live", all.clone()),
        ("an overdue vaccination", PetFilters { due: Some(DueFilter::Overdue), ..all.clone() }),
        ("none due", PetFilters { due: Some(DueFilter::None), ..all.clone() }),
        (
            "cats under a year",
            PetFilters { species: vec!["cat".into()], months_max: Some(11), ..all.clone() },
        ),
        ("those that died", PetFilters { statuses: vec![PetStatus::Deceased], ..all.clone() }),
        ("a text", PetFilters { text: Some("luna".into()), ..all }),
    ];
    let mut slowest = Duration::ZERO;
    for (name, filters) in filters {
        for sort in PetSort::ALL {
            for direction in Direction::ALL {
                let name = format!("pets' list, pages of 100: {name}, by {sort} {direction}");
                let time = pages(bench, &name, |cursor| {
                    let query = PetsQuery {
                        filters: filters.clone(),
                        sort: *sort,
                        direction: *direction,
                        cursor,
                        limit: 100,
                    };
                    clinic.read(&ME, View::Records, |r| pets::page(r, &query)).unwrap().next
                });
                slowest = slowest.max(time);
            }
        }
    }
    bench.row("pets' list, a page of 100: slowest", &shown(slowest), "", "");
}

fn sale_pages(bench: &mut Bench, clinic: &Clinic) {
    let statuses = [None, Some(SaleStatus::Open), Some(SaleStatus::Paid), Some(SaleStatus::Refunded)];
    let mut filters: Vec<SaleFilter> =
        statuses.into_iter().map(|status| SaleFilter { status, ..SaleFilter::default() }).collect();
    filters.extend(
        ["ga", "garcia", "reyes", "karla", "xochitl", "xochitl zamora", "2026-", "0017564", "564"]
            .map(|text| SaleFilter { text: text.into(), ..SaleFilter::default() }),
    );
    for filter in filters {
        pages(bench, &format!("sales' list, pages of 100: {:?} {}", filter.status, filter.text), |cursor| {
            let query = SalesQuery { filter: filter.clone(), cursor, limit: 100 };
            clinic.read(&ME, View::Records, |r| sales::page(r, &query)).unwrap().next
        });
    }
}

/// The queue of promises, and what is asked beside it.
fn follow_ups(bench: &mut Bench, clinic: &Clinic) {
    for scope in FollowUpScope::ALL {
        pages(bench, &format!("follow-ups, pages of 100: {scope}"), |cursor| {
            let read = |r: &Read| interactions::follow_ups(r, *scope, cursor.as_deref(), PAGE);
            clinic.read(&ME, View::Records, read).unwrap().next
        });
    }
    let log = interactions::LogQuery { owner: None, from: today().plus(-3_650), to: today(), limit: PAGE };
    one(bench, "interactions, the latest 100", || {
        clinic.read(&ME, View::Records, |r| interactions::list(r, &log))
    });
}

fn opinions(bench: &mut Bench, clinic: &Clinic, twin: &Connection) {
    let services = "SELECT service_type FROM feedback GROUP BY 1 ORDER BY count(*)";
    let mut statement = twin.prepare(services).unwrap();
    let mut services: Vec<Option<String>> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    services.push(None);
    services.push(Some("nothing of the kind".into()));
    for scope in FeedbackScope::ALL {
        for service_type in &services {
            let filter = FeedbackFilter { scope: *scope, service_type: service_type.clone(), owner_id: None };
            pages(bench, &format!("feedback, pages of 100: {scope} {service_type:?}"), |cursor| {
                let read = |r: &Read| feedback::list(r, &filter, cursor.as_deref(), PAGE);
                clinic.read(&ME, View::Records, read).unwrap().next
            });
        }
    }
}

fn points(bench: &mut Bench, clinic: &Clinic) {
    for order in BalanceOrder::ALL {
        pages(bench, &format!("points, pages of 100 by {order}"), |cursor| {
            let read = |r: &Read| loyalty::balances(r, *order, cursor.as_deref(), PAGE);
            clinic.read(&ME, View::Records, read).unwrap().next
        });
    }
    one(bench, "points in a few figures", || clinic.read(&ME, View::Records, loyalty::overview));
}

/// A long history: a million changes of three people.
fn changes(bench: &mut Bench, clinic: &Clinic, twin: &Connection) {
    twin.execute_batch(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)
         INSERT INTO changes (staff_id, action, subject, made_at)
         SELECT (SELECT min(id) FROM staff), CASE i % 1000 WHEN 0 THEN 'tags_merge' WHEN 1 THEN 'owners_create'
             ELSE 'appointments_update' END, 'Ana', 1700000000000 + i * 60000 FROM n;",
    )
    .unwrap();
    let rare = Some("tags".to_owned());
    let last_year = today().plus(-365);
    let cases = [
        ("all", HistoryQuery::default()),
        ("one person's", HistoryQuery { staff: Some(StaffId(1)), ..HistoryQuery::default() }),
        ("a rare area", HistoryQuery { area: rare, ..HistoryQuery::default() }),
        ("an area that has none", HistoryQuery { area: Some("loyalty".into()), ..HistoryQuery::default() }),
        (
            "a day of last year",
            HistoryQuery { from: Some(last_year), to: Some(last_year), ..HistoryQuery::default() },
        ),
    ];
    for (name, query) in cases {
        pages(bench, &format!("history, pages of 100: {name}"), |cursor| {
            let before = cursor.map(|id| ChangeId(id.parse().unwrap()));
            let query = HistoryQuery { before, limit: PAGE, ..query.clone() };
            let rows = clinic.read(&ME, View::Records, |r| history(r, &query)).unwrap();
            rows.last().map(|row| row.id.0.to_string())
        });
    }
}

/// The agenda's week, and the owner with most to tell.
fn days(bench: &mut Bench, clinic: &Clinic, twin: &Connection) {
    let (from, to) = (today().plus(-7), today().plus(-1));
    one(bench, "the agenda's week", || {
        clinic.read(&ME, View::Records, |r| appointments::between(r, from, to))
    });
    let most = "SELECT owner_id FROM appointments GROUP BY 1 ORDER BY count(*) DESC LIMIT 1";
    let owner_id = OwnerId(twin.query_row(most, [], |row| row.get(0)).unwrap());
    pages(bench, "an owner's timeline, pages of 100", |cursor| {
        let query = TimelineQuery { owner_id, kinds: Vec::new(), cursor, limit: PAGE };
        clinic.read(&ME, View::Records, |r| timeline::page(r, &query)).unwrap().next
    });
}

/// The median of what is no page.
fn one<T>(bench: &mut Bench, name: &str, mut read: impl FnMut() -> crm::Result<T>) {
    let mut times: Vec<Duration> = (0..20).map(|_| timed(|| read().unwrap()).1).collect();
    bench.row(name, &shown(median(&mut times)), "", "");
}

pub fn run(bench: &mut Bench) {
    let (clinic, file) = clinic();
    let plain = twin(&file);
    pets(bench, &clinic);
    sale_pages(bench, &clinic);
    follow_ups(bench, &clinic);
    opinions(bench, &clinic, &plain);
    days(bench, &clinic, &plain);
    drop((clinic, plain));
    let (clinic, file, _folder) = copy();
    loyalty::set_start(&clinic, &ME, Some(today().plus(-730))).unwrap();
    let (owners, time) = timed(|| loyalty::bring_up_to_date(&clinic, &ME, &Progress::silent()).unwrap());
    bench.row("two years of points", &shown(time), &owners.to_string(), "");
    points(bench, &clinic);
    changes(bench, &clinic, &twin(&file));
}
