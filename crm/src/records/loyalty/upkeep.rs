//! Keeps the balances beside the ledger, so that the largest and the next to expire are found without a sum over all.

use super::store;
use crate::{
    Result,
    clinic::{Derived, Progress, Read, Scope, Write},
    values::OwnerId,
};

/// Owners between two steps of progress.
const STRIDE: u64 = 1_000;

/// The balances as the write door sees them.
pub(super) struct Upkeep;

impl Derived for Upkeep {
    fn name(&self) -> &'static str {
        "points"
    }

    fn follows_from(&self, table: &str) -> bool {
        matches!(table, "loyalty_entries" | "owners")
    }

    fn refresh(&self, write: &Write, scope: Scope<'_>, progress: &Progress) -> Result<()> {
        let everyone;
        let owners: &[OwnerId] = match scope {
            Scope::Owners(owners, _) => owners,
            Scope::Everyone => {
                everyone = store::everyone(write)?;
                &everyone
            }
        };
        let total = u64::try_from(owners.len()).unwrap_or(u64::MAX);
        for (done, owner) in (1..).zip(owners) {
            let computed = store::computed(write, *owner)?;
            if store::kept(write, *owner)? != computed {
                store::keep(write, *owner, computed)?;
            }
            if done % STRIDE == 0 {
                progress.step("progress.points", done, total)?;
            }
        }
        Ok(())
    }

    fn differing(&self, read: &Read, progress: &Progress) -> Result<u64> {
        let owners = store::everyone(read)?;
        let total = u64::try_from(owners.len()).unwrap_or(u64::MAX);
        let mut differing = 0;
        for (done, owner) in (1..).zip(&owners) {
            if store::kept(read, *owner)? != store::computed(read, *owner)? {
                differing += 1;
            }
            if done % STRIDE == 0 {
                progress.step("progress.points", done, total)?;
            }
        }
        Ok(differing)
    }
}
