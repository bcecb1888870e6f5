//! An invented clinic of any size, to look around in and to measure with: the same seed and day give the
//! same clinic, on every machine. Its history ends today; some of it is due now.

mod catalog;
mod chance;
mod doubles;
mod names;
mod patients;
mod people;
mod points;
mod shop;
mod store;
mod talk;
mod visits;
mod words;

use crate::{
    Clinic, Error, Result,
    clinic::{Action, Actor, Done, DryRun, Progress, Settings},
};
use chance::Chance;
use serde::Serialize;
use std::collections::BTreeMap;
use store::Sample;

/// Owners of the clinic that a new user looks around in.
pub const OWNERS: u32 = 300;
/// Its seed.
pub const SEED: u64 = 1;

/// What was generated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// The seed.
    pub seed: u64,
    /// Rows in all.
    pub rows: u64,
    /// Rows of each table.
    pub tables: BTreeMap<String, u64>,
}

/// The settings of a sample clinic: its name and address, everything else as in a new one.
pub fn settings(language: &str) -> Settings {
    Settings {
        clinic_name: "Clínica Veterinaria Arrecife".into(),
        clinic_address: "Av. Javier Rojo Gómez 120, Puerto Morelos, Quintana Roo".into(),
        clinic_contact: "998 555 0134 · hola@arrecife.example".into(),
        language: language.into(),
        ..Settings::default()
    }
}

/// Fills a clinic without owners with about 70 rows for each of `owners` invented ones, in one change.
///
/// # Errors
/// `invalid` when the clinic has owners already; `cancelled`, and then it is as empty as before.
pub fn create(
    clinic: &Clinic,
    actor: &Actor,
    owners: u32,
    seed: u64,
    progress: &Progress,
) -> Result<Done<Summary>> {
    clinic.write_bulk(actor, Action::CreateSample, DryRun::No, progress, |w| {
        if store::has_owners(w.conn())? {
            return Err(Error::invalid("clinic", "has owners already"));
        }
        // Millions of entries go into indexes out of order: with more pages at hand fewer are written twice.
        w.conn().pragma_update(None, "cache_size", -131_072)?;
        let mut sample = Sample::begin(w, owners, seed)?;
        for number in 1..=u64::from(owners) {
            if number % 256 == 1 {
                progress.step("progress.creating", number - 1, owners.into())?;
            }
            let mut chance = Chance::of(seed, number);
            let (mut person, entry) = people::add(&mut sample, &mut chance, number)?;
            patients::add(&mut sample, &mut chance, &mut person)?;
            sample.doubles.remember(number, entry, &person);
            visits::add(&mut sample, &mut chance, &mut person)?;
            shop::add(&mut sample, &mut chance, &mut person)?;
            talk::add(&mut sample, &mut chance, &person)?;
            people::finish(&mut sample, &mut chance, &person)?;
        }
        let tables = sample.end(w)?;
        w.about(settings("es").clinic_name);
        w.touch_everyone();
        Ok(Summary { seed, rows: tables.values().sum(), tables })
    })
}
