//! A ledger is put right by entries: what an undo takes back, what a merge brings together or takes apart.

use super::{
    EntryKind,
    store::{
        self, NewEntry,
        corrections::{entered_by, follow_parents, undone},
    },
};
use crate::{Result, clinic::Write, values::OwnerId};

/// Takes back what a person entered and an undo (or the undo of that) now takes back: a redemption is given back, a
/// correction corrected. Points of purchases follow from the purchases, and what the calendar let expire stays so.
pub(super) fn after_undo(w: &mut Write<'_>) -> Result<()> {
    let Some(undone) = undone(w)? else { return Ok(()) };
    let mut entries = entered_by(w, undone)?;
    // What comes back first, so that there is enough for what goes.
    entries.sort_by_key(|entry| entry.points > 0);
    for entry in entries {
        let kind = match entry.kind {
            EntryKind::Redeem => EntryKind::Reverse,
            EntryKind::Reverse if entry.points > 0 => EntryKind::Redeem,
            EntryKind::Reverse => EntryKind::Reverse,
            _ => EntryKind::Adjust,
        };
        let wanted = -entry.points;
        let points = wanted.max(-store::balance(w, entry.owner)?.max(0));
        let counter = NewEntry {
            description: entry.description,
            reverses: Some(entry.id),
            shortfall: points - wanted,
            ..NewEntry::new(entry.owner, kind, points, w.now)
        };
        store::insert(w, &counter)?;
    }
    Ok(())
}

/// After a merge or its taking back: an entry about a purchase or about another entry stands with that one's owner.
pub(super) fn follow_merge(w: &mut Write<'_>) -> Result<()> {
    // What takes back an entry may be taken back itself: as many rounds as something follows.
    for _ in 0..ROUNDS {
        let mut moved = 0;
        for owner in w.touched()? {
            moved += follow_parents(w, owner)?;
        }
        if moved == 0 {
            break;
        }
    }
    Ok(())
}

/// Entries that take back entries that take back entries: no chain of a person's undoing is longer.
const ROUNDS: usize = 64;

/// Nobody's balance is negative: after a merge was taken apart, one of the two may have used what was the other's, and
/// then the other pays; after an import was taken back, what had been used of it is written off.
pub(super) fn deficits(w: &mut Write<'_>, is_merge: bool) -> Result<()> {
    let mut balances = Vec::new();
    for owner in w.touched()? {
        balances.push((owner, store::balance(w, owner)?));
    }
    for at in 0..balances.len() {
        let Some((owner, balance)) = balances.get(at).copied().filter(|(_, balance)| *balance < 0) else {
            continue;
        };
        if !store::exists(w, owner)? {
            continue;
        }
        let mut missing = -balance;
        for (other, others) in balances.iter_mut().filter(|_| is_merge) {
            let points = missing.min((*others).max(0));
            if points > 0 {
                *others -= points;
                missing -= points;
                correction(w, *other, -points)?;
            }
        }
        correction(w, owner, -balance)?;
    }
    Ok(())
}

fn correction(w: &Write<'_>, owner: OwnerId, points: i64) -> Result<()> {
    store::insert(w, &NewEntry::new(owner, EntryKind::Adjust, points, w.now))?;
    Ok(())
}
