//! The core of Huella: the records, figures, import and export of one veterinary clinic.
//!
//! Bands, each importing only those before it: [`values`], [`clinic`], [`records`], [`analysis`],
//! [`outreach`], [`office`].

mod error;
pub mod values;

pub use error::{Code, Error, Result};
