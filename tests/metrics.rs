//! The figures: the worked example, an independent count, and that a kept figure is always what a rebuild gives.

mod example;
pub mod facts;
mod kept;
mod naive;
mod whole;

use crate::support::ACTOR;
use crm::{
    Clinic,
    clinic::{self, Progress, View},
    metrics::{self, OwnerFigures},
    values::OwnerId,
};
use std::collections::BTreeMap;

/// A line of the export, by the names of its columns.
pub type Line = BTreeMap<String, String>;

/// How many owners' kept figures differ from a rebuild.
pub fn differing(place: &Clinic) -> u64 {
    let check = |r: &clinic::Read<'_>| clinic::check(place, r, &Progress::silent());
    place.read(&ACTOR, View::Audit, check).unwrap().differing["figures"]
}

pub fn of_owner(place: &Clinic, id: i64) -> OwnerFigures {
    place.read(&ACTOR, View::Records, |r| metrics::of_owner(r, OwnerId(id))).unwrap()
}

/// The export, by owner.
pub fn exported(place: &Clinic) -> BTreeMap<String, Line> {
    let mut file = Vec::new();
    place.read(&ACTOR, View::Export, |r| metrics::export(r, &mut file)).unwrap();
    let text = std::str::from_utf8(&file).unwrap().strip_prefix('\u{feff}').unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let lines = reader.deserialize::<Line>().map(|line| line.unwrap());
    lines.map(|line| (line["owner_id"].clone(), line)).collect()
}
