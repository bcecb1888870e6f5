//! When a pet's next vaccination falls due: kept with the pet, so that lists sort and filter by it.

use super::store;
use crate::{
    Result,
    clinic::{Derived, Progress, Read, Scope, Write},
};

/// The days on which vaccinations fall due, for the write door.
pub fn derived() -> Box<dyn Derived> {
    Box::new(Upkeep)
}

struct Upkeep;

impl Derived for Upkeep {
    fn name(&self) -> &'static str {
        "vaccinations"
    }

    fn follows_from(&self, table: &str) -> bool {
        matches!(table, "pets" | "vaccinations")
    }

    fn refresh(&self, write: &Write, scope: Scope<'_>, _progress: &Progress) -> Result<()> {
        match scope {
            Scope::Owners(owners, _) => owners.iter().try_for_each(|owner| store::keep_due(write, *owner)),
            Scope::Everyone => store::keep_all_due(write),
        }
    }

    fn differing(&self, read: &Read, _progress: &Progress) -> Result<u64> {
        store::differing_due(read)
    }
}
