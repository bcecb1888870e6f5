//! Keeps the figures true: after a write for the owners it touched, on a new day for those whose figures
//! change by the calendar, and all of them when the rules changed. All three compute an owner by the same
//! function from the same facts, so they cannot disagree.

use super::{ClinicGaps, Figures, Rebuilt, rules, store};
use crate::{
    Result,
    clinic::{Derived, Progress, Read, Scope, Thresholds, Write},
    values::{Day, OwnerId},
};
use rusqlite::Connection;
use sha2::{Digest as _, Sha256};

/// The name of this derivation in a check's report.
pub(super) const NAME: &str = "figures";

/// More stale owners than this are brought up to date by a pass over all.
const PASS_FROM: usize = 5_000;

/// Owners between two steps of progress.
const STRIDE: u64 = 1_000;

/// The figures as the write door sees them.
pub(super) struct Upkeep;

impl Derived for Upkeep {
    fn name(&self) -> &'static str {
        NAME
    }

    fn follows_from(&self, table: &str) -> bool {
        matches!(
            table,
            "appointments" | "interactions" | "invoices" | "messages" | "orders" | "owners" | "pets"
        )
    }

    fn refresh(&self, write: &Write, scope: Scope<'_>, progress: &Progress) -> Result<()> {
        match scope {
            Scope::Everyone => rebuild(write, progress).map(drop),
            Scope::Owners(owners, _)
                if bring_up_to_date(write, progress)? == Brought::Rebuilt || owners.is_empty() =>
            {
                Ok(())
            }
            Scope::Owners(owners, tables) => {
                let is_of_owners =
                    tables.iter().filter(|table| self.follows_from(table)).all(|table| table == "owners");
                if is_of_owners && store::only_described(write, owners.len())? {
                    return Ok(());
                }
                update(write, owners)
            }
        }
    }

    fn is_outdated(&self, read: &Read) -> Result<bool> {
        let state = store::state(read.conn())?;
        Ok(state.is_some_and(|state| state.rules_hash != rules_hash(&read.settings.thresholds)))
    }

    fn differing(&self, read: &Read, progress: &Progress) -> Result<u64> {
        let limits = &read.settings.thresholds;
        let state = store::state(read.conn())?;
        let current = state.filter(|state| state.rules_hash == rules_hash(limits));
        let day = current.as_ref().map_or(read.today, |state| state.computed_for);
        let mut differing = 0;
        let (owners, gaps) = compare(read, day, progress, |_, _, _| {
            differing += 1;
            Ok(())
        })?;
        let follows = |state: store::State| state.standing == gaps.standing();
        if store::gaps(read.conn())? != gaps || !current.map_or(owners == 0, follows) {
            differing = differing.max(1);
        }
        Ok(differing)
    }
}

/// What it took to bring the figures up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brought {
    /// Nothing: they hold for today.
    Current,
    /// The owners whose figures change by the calendar.
    RolledOver,
    /// A pass over all owners.
    Rebuilt,
}

/// Brings the kept figures to today: nothing, a roll-over or a rebuild, as needed.
pub(super) fn bring_up_to_date(read: &Read, progress: &Progress) -> Result<Brought> {
    let hash = rules_hash(&read.settings.thresholds);
    let state = store::state(read.conn())?;
    // Back in time, facts that counted no longer do: nothing kept tells which.
    let Some(state) = state.filter(|s| s.rules_hash == hash && s.computed_for <= read.today) else {
        rebuild(read, progress)?;
        return Ok(Brought::Rebuilt);
    };
    if state.computed_for == read.today {
        return Ok(Brought::Current);
    }
    let stale = store::stale_owners(read.conn(), read.today)?;
    if stale.len() > PASS_FROM {
        rebuild(read, progress)?;
        return Ok(Brought::Rebuilt);
    }
    store::set_state(read.conn(), &store::State { computed_for: read.today, ..state })?;
    update(read, &stale)?;
    Ok(Brought::RolledOver)
}

/// Whether the kept figures hold for today.
pub(super) fn current(read: &Read) -> Result<Option<store::State>> {
    let hash = rules_hash(&read.settings.thresholds);
    Ok(store::state(read.conn())?.filter(|s| s.rules_hash == hash && s.computed_for == read.today))
}

/// Computes all owners anew and writes what differs.
pub(super) fn rebuild(read: &Read, progress: &Progress) -> Result<Rebuilt> {
    let conn = read.conn();
    let mut written = 0;
    let (owners, gaps) = compare(read, read.today, progress, |owner, kept, figures| {
        written += 1;
        store::put(conn, owner, kept, figures)
    })?;
    keep_gaps(conn, &store::gaps(conn)?, &gaps)?;
    let rules_hash = rules_hash(&read.settings.thresholds);
    let state = store::State { computed_for: read.today, rules_hash, standing: gaps.standing() };
    if store::state(conn)?.as_ref() != Some(&state) {
        store::set_state(conn, &state)?;
    }
    Ok(Rebuilt { owners, written })
}

/// Computes these owners anew; the kept figures hold for today.
fn update(read: &Read, owners: &[OwnerId]) -> Result<()> {
    let conn = read.conn();
    let (mut left, mut came) = (ClinicGaps::default(), ClinicGaps::default());
    let mut is_somebody_gone = false;
    for &owner in owners {
        let Some(facts) = store::of_owner(conn, owner)? else {
            is_somebody_gone = true;
            continue;
        };
        let figures = rules::figures(&facts, &read.settings.thresholds, read.today);
        let kept = store::kept_of(conn, owner)?;
        if kept.as_ref() == Some(&figures) {
            continue;
        }
        store::put(conn, owner, kept.as_ref(), &figures)?;
        if let Some(kept) = &kept {
            left.add(kept);
        }
        came.add(&figures);
    }
    let Some(state) = store::state(conn)? else { return Ok(()) };
    let standing = if is_somebody_gone {
        // The kept row of an owner who is gone went too, and with it the gaps it was counted under.
        let counted = store::recount_gaps(conn)?;
        keep_gaps(conn, &store::gaps(conn)?, &counted)?;
        counted.standing()
    } else {
        store::change_gaps(conn, state.standing, &came.less(&left))?
    };
    if standing == state.standing {
        Ok(())
    } else {
        store::set_state(conn, &store::State { standing, ..state })
    }
}

fn keep_gaps(conn: &Connection, old: &ClinicGaps, new: &ClinicGaps) -> Result<()> {
    if old == new { Ok(()) } else { store::set_gaps(conn, old, new) }
}

/// Computes all owners as of a day and hands out those whose kept figures differ, with these. Returns how many owners
/// there are, and their gaps.
fn compare(
    read: &Read,
    day: Day,
    progress: &Progress,
    mut differs: impl FnMut(OwnerId, Option<&Figures>, &Figures) -> Result<()>,
) -> Result<(u64, ClinicGaps)> {
    let conn = read.conn();
    let total = store::owner_count(conn)?;
    let mut owners = 0;
    let mut gaps = ClinicGaps::default();
    store::each_kept(conn, |next| {
        let mut kept = next()?;
        store::each_owner(conn, |owner, facts| {
            let figures = rules::figures(facts, &read.settings.thresholds, day);
            while kept.as_ref().is_some_and(|(id, _)| *id < owner) {
                kept = next()?;
            }
            let before = kept.as_ref().filter(|(id, _)| *id == owner).map(|(_, kept)| kept);
            if before != Some(&figures) {
                differs(owner, before, &figures)?;
            }
            gaps.add(&figures);
            owners += 1;
            if owners % STRIDE == 0 { progress.step("progress.figures", owners, total) } else { Ok(()) }
        })
    })?;
    Ok((owners, gaps))
}

/// Tells figures computed by other limits or other rules.
fn rules_hash(limits: &Thresholds) -> String {
    let digest = Sha256::digest(format!("{} {limits:?}", rules::VERSION));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
