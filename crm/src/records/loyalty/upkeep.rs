//! Keeps the balances beside the ledger, so that the largest and the next to expire are found without a sum over all.

use super::store::kept;
use crate::{
    Result,
    clinic::{Derived, Progress, Read, Scope, Write},
};

/// The balances as the write door sees them.
pub(super) struct Upkeep;

impl Derived for Upkeep {
    fn name(&self) -> &'static str {
        "points"
    }

    fn follows_from(&self, table: &str) -> bool {
        table == "loyalty_entries"
    }

    fn refresh(&self, write: &Write, scope: Scope<'_>, progress: &Progress) -> Result<()> {
        match scope {
            Scope::Everyone => {
                kept::each_differing(write, progress, |owner, balance| kept::keep(write, owner, balance))
            }
            Scope::Owners(owners, _) => owners.iter().try_for_each(|owner| {
                let computed = kept::computed(write, *owner)?;
                if kept::kept(write, *owner)? == computed {
                    Ok(())
                } else {
                    kept::keep(write, *owner, computed)
                }
            }),
        }
    }

    fn differing(&self, read: &Read, progress: &Progress) -> Result<u64> {
        let mut differing = 0;
        kept::each_differing(read, progress, |_, _| {
            differing += 1;
            Ok(())
        })?;
        Ok(differing)
    }
}
