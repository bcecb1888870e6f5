//! The core of Huella: the records, figures, import and export of one veterinary clinic.
//!
//! Bands, each importing only those before it: [`values`], [`clinic`], [`records`], [`analysis`], [`office`].

pub mod analysis;
pub mod clinic;
mod error;
pub mod office;
pub mod records;
pub mod values;

pub use analysis::*;
pub use clinic::Clinic;
pub use error::{Code, Error, Result};
pub use office::*;
pub use records::*;

use clinic::{Consequence, Derived, Opening, Write};
use std::path::Path;

/// Opens the clinic in a folder, with everything that is derived from its facts.
///
/// # Errors
/// See [`Clinic::open`].
pub fn open(folder: &Path, opening: Opening) -> Result<Clinic> {
    Clinic::open(folder, opening, derived(), consequences(), found)
}

/// What the write door keeps up to date.
fn derived() -> Vec<Box<dyn Derived>> {
    vec![pets::derived(), metrics::derived(), search::derived(), loyalty::derived(), segments::derived()]
}

/// What the write door lets follow.
fn consequences() -> Vec<Box<dyn Consequence>> {
    vec![loyalty::consequence()]
}

/// What a new clinic begins with.
fn found(w: &mut Write<'_>) -> Result<()> {
    tags::found(w)
}
