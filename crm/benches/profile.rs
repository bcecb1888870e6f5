//! Everything about an owner on one screen, and what the day's screen shows.

use crate::support::{Bench, ME, clinic, owners, timed, today, twin};
use crm::{
    clinic::{Read, View},
    insights::{self, InsightKind},
    profile, today as day,
    values::{Lang, OwnerId},
};

/// The same rows as plain statements, one a part of the screen. ?1 is the owner, ?2 today where it is asked for.
const PARTS: [&str; 11] = [
    "SELECT * FROM owners WHERE id = ?1",
    "SELECT * FROM owner_figures WHERE owner_id = ?1",
    "SELECT * FROM pets WHERE owner_id = ?1 ORDER BY status <> 'active', id",
    "SELECT t.id, t.name, t.colour FROM owner_tags ot JOIN tags t ON t.id = ot.tag_id WHERE ot.owner_id = ?1 ORDER BY t.name",
    "SELECT * FROM notes WHERE owner_id = ?1 AND is_pinned = 1 ORDER BY created_at DESC",
    "SELECT * FROM consents WHERE owner_id = ?1 ORDER BY given_at",
    "SELECT id, full_name FROM owners WHERE referred_by = ?1 ORDER BY sort_name LIMIT 50",
    "SELECT a.starts_on, s.name, p.name, m.name, a.reason FROM appointments a LEFT JOIN services s ON s.id = a.service_id
       LEFT JOIN pets p ON p.id = a.pet_id LEFT JOIN staff m ON m.id = a.staff_id
     WHERE a.owner_id = ?1 AND a.status = 'completed' AND a.starts_on <= ?2 ORDER BY a.starts_on DESC LIMIT 1",
    "SELECT id, starts_at FROM appointments WHERE owner_id = ?1 AND starts_on >= ?2 AND status = 'scheduled' ORDER BY starts_on LIMIT 1",
    "SELECT id, subject, follow_up_on FROM interactions WHERE owner_id = ?1 AND follow_up_required = 1
       AND follow_up_is_completed = 0 AND follow_up_on <= ?2 ORDER BY follow_up_on LIMIT 10",
    "SELECT (SELECT count(*) FROM appointments WHERE owner_id = ?1), (SELECT count(*) FROM invoices WHERE owner_id = ?1),
       (SELECT count(*) FROM orders WHERE owner_id = ?1), (SELECT count(*) FROM interactions WHERE owner_id = ?1),
       (SELECT count(*) FROM messages WHERE owner_id = ?1), (SELECT count(*) FROM notes WHERE owner_id = ?1),
       (SELECT coalesce(sum(points), 0) FROM loyalty_entries WHERE owner_id = ?1)",
];

pub fn run(bench: &mut Bench) {
    let (clinic, file) = clinic();
    let twin = twin(&file);
    let mut parts: Vec<_> = PARTS.iter().map(|sql| twin.prepare(sql).unwrap()).collect();
    // A walk over the clinic that never meets the same neighbours twice in a row.
    let next = |id: &mut i64| {
        *id = (*id + 7_919) % i64::from(owners());
        *id + 1
    };
    let (mut ours, mut theirs) = (0, 0);
    bench.pair(
        "owner 360: everything about an owner",
        || {
            let id = OwnerId(next(&mut ours));
            timed(|| clinic.read(&ME, View::Records, |r| profile::get(r, id)).unwrap()).1
        },
        || {
            let id = next(&mut theirs);
            timed(|| {
                for part in &mut parts {
                    part.raw_bind_parameter(1, id).unwrap();
                    if part.parameter_count() == 2 {
                        part.raw_bind_parameter(2, today()).unwrap();
                    }
                    let mut rows = part.raw_query();
                    while let Some(row) = rows.next().unwrap() {
                        std::hint::black_box(row.get_ref(0).unwrap());
                    }
                }
            })
            .1
        },
    );
    bench.alone("the day's screen", || {
        timed(|| clinic.read(&ME, View::Records, |r| day::get(r, day::SHOWN)).unwrap()).1
    });
    bench.alone("the day's five whom to call", || {
        let list = |r: &Read<'_>| insights::list(r, InsightKind::CallList, 5, Lang::Es);
        timed(|| clinic.read(&ME, View::Records, list).unwrap()).1
    });
}
