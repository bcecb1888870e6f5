//! Edits, committed, with the figures and the search index that follow from them; in memory, so that the one flush of
//! each is out of it, and that flush apart.
//!
//! The twin is the same row written by a plain statement in a transaction of its own. What an edit takes beyond it is
//! checking, figures, search index, undo and audit.

use crate::support::{Bench, ME, copy, folder, owners, timed, today, twin};
use crm::{
    Clinic,
    clinic::Action,
    notes::{self, NoteInput},
    values::OwnerId,
};
use rusqlite::{Connection, Params};
use std::time::Duration;

/// A walk over the clinic that never meets the same neighbours twice in a row.
fn next(id: &mut i64) -> i64 {
    *id = (*id + 7_919) % i64::from(owners());
    *id + 1
}

/// The time of one change through the door.
fn through(clinic: &Clinic, action: Action, sql: &str, values: impl Params) -> Duration {
    timed(|| clinic.write(&ME, action, |w| Ok(w.conn().prepare_cached(sql)?.execute(values)?)).unwrap()).1
}

/// The time of the same on the twin's connection.
fn plain(twin: &Connection, sql: &str, values: impl Params) -> Duration {
    timed(|| {
        twin.execute_batch("BEGIN IMMEDIATE").unwrap();
        twin.prepare_cached(sql).unwrap().execute(values).unwrap();
        twin.execute_batch("COMMIT").unwrap();
    })
    .1
}

const PHONE: &str =
    "UPDATE owners SET phone = '998 ' || abs(random() % 10000000), phone_e164 = NULL WHERE id = ?1";
const NAME: &str = "UPDATE owners SET full_name = 'María Solano ' || substr(full_name, -7) WHERE id = ?1";
const NOTES: &str = "UPDATE owners SET notes = 'Paga en efectivo ' || abs(random() % 1000) WHERE id = ?1";
const VISIT: &str = "INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
    VALUES (hex(randomblob(12)), ?1, 0, ?2, 'completed')";
const INVOICE: &str = "INSERT INTO invoices (external_id, number, owner_id, issued_on, status, subtotal_cents, total_cents, paid_on)
    VALUES (hex(randomblob(12)), 'F-1', ?1, ?2, 'paid', 50000, 50000, ?2)";
const NOTE: &str = "INSERT INTO notes (external_id, owner_id, author_id, content, created_at, updated_at)
    VALUES (hex(randomblob(12)), ?1, 1, 'Llamar el lunes', 0, 0)";

pub fn run(bench: &mut Bench) {
    // Each its own file: what the other commits would empty its cache of pages.
    let ((clinic, _, _kept), (other, file, _kept_too)) = (copy(), copy());
    drop(other);
    // As a window leaves it: what it builds beside the work is kept by every edit.
    crm::segments::bring_up_to_date(&clinic, &ME).unwrap();
    let twin = twin(&file);
    let (mut ours, mut theirs) = (0, 0);
    bench.beyond(
        "an edit: a visit entered, with figures and search",
        || through(&clinic, Action::BookAppointment, VISIT, (next(&mut ours), today())),
        || plain(&twin, VISIT, (next(&mut theirs), today())),
    );
    bench.beyond(
        "an edit: a paid invoice, with figures",
        || through(&clinic, Action::UpdateOwner, INVOICE, (next(&mut ours), today())),
        || plain(&twin, INVOICE, (next(&mut theirs), today())),
    );
    let note = NoteInput { content: "Llamar el lunes".into(), ..NoteInput::default() };
    bench.beyond(
        "an edit: a note added",
        || {
            let owner = OwnerId(next(&mut ours));
            timed(|| notes::create(&clinic, &ME, owner, &note).unwrap()).1
        },
        || plain(&twin, NOTE, [next(&mut theirs)]),
    );
    for (name, sql) in [
        ("an edit: an owner's remark, which nobody is found by", NOTES),
        ("an edit: a phone, with search", PHONE),
        ("an edit: a name, with search", NAME),
    ] {
        bench.beyond(
            name,
            || through(&clinic, Action::UpdateOwner, sql, [next(&mut ours)]),
            || plain(&twin, sql, [next(&mut theirs)]),
        );
    }

    let disk = tempfile::tempdir_in(folder("clinic")).unwrap();
    let small = crate::support::twin(&disk.path().join("small.db"));
    small.pragma_update(None, "journal_mode", "wal").unwrap();
    small
        .execute_batch("CREATE TABLE numbers (id INTEGER PRIMARY KEY, n); INSERT INTO numbers VALUES (1, 0)")
        .unwrap();
    bench.alone("one flush to this disk: the smallest commit", || {
        plain(&small, "UPDATE numbers SET n = n + ?1 WHERE id = 1", [1])
    });
}
