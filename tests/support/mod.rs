//! A clinic of one's own for each test, and its people.

pub mod again;
pub mod facts;
pub mod people;
pub mod reconcile;
pub mod shop;
pub mod sought;
pub mod specimen;
pub mod transfer;
pub mod twins;

use crm::{
    Clinic,
    clinic::{Actor, Clock, Create, Opening},
    values::Day,
};
use tempfile::TempDir;

/// The day of the worked example.
pub const TODAY: &str = "2025-11-17";

/// Who acts in tests.
pub const ACTOR: Actor = Actor::BUILT_IN;

/// A new clinic in a folder that goes with it.
pub struct Place {
    pub clinic: Clinic,
    pub folder: TempDir,
}

impl std::ops::Deref for Place {
    type Target = Clinic;
    fn deref(&self) -> &Clinic {
        &self.clinic
    }
}

pub fn opening(today: &str) -> Opening {
    Opening { clock: Clock::On(Day::parse(today).unwrap()), create: Create::IfMissing, ..Opening::default() }
}

/// A new, empty clinic on the day of the worked example.
pub fn clinic() -> Place {
    clinic_on(TODAY)
}

/// A new, empty clinic on another day.
pub fn clinic_on(today: &str) -> Place {
    let folder = tempfile::tempdir().unwrap();
    let clinic = crm::open(&folder.path().join("clinic"), opening(today)).unwrap();
    Place { clinic, folder }
}
