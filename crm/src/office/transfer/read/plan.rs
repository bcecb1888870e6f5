//! What each column of a file becomes.

use crate::{
    Result,
    office::transfer::{
        kinds::{EXTRA, Field, Kind, Reading},
        recipe::{ColumnRecipe, FileRecipe, heading},
    },
};
use std::collections::BTreeMap;

/// A place in a row's cells: what a column of the table, or a step beside it, gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// The field it comes from; none for the external id and the extra columns.
    pub field: Option<&'static Field>,
    /// The column of the table; empty for a step beside it.
    pub column: String,
}

/// Where a field is read, and where it goes.
#[derive(Debug, Clone)]
pub struct Input {
    /// The field.
    pub field: &'static Field,
    /// Its column in the file.
    pub at: Option<usize>,
    /// Its first slot.
    pub slot: usize,
    /// Values of the source and what they are here.
    pub values: BTreeMap<String, String>,
}

/// A file, opened: what its rows are and how they are read.
#[derive(Debug)]
pub struct Plan {
    /// The kind of its records.
    pub kind: Kind,
    /// Its name.
    pub file: String,
    /// Its headings, as they stand.
    pub headings: Vec<String>,
    /// The external id's column.
    pub id_at: Option<usize>,
    /// All fields of the kind.
    pub inputs: Vec<Input>,
    /// Those of them that name other records.
    referring: Vec<usize>,
    /// The slots: the external id first, then the fields', the extra columns last.
    pub slots: Vec<Slot>,
    /// Columns that have no field, with the name they are kept under.
    pub extras: Vec<(usize, String)>,
    /// The column that holds such values of an earlier import.
    pub extra_at: Option<usize>,
    /// Amounts: their slot and their name in the sums.
    pub amounts: Vec<(usize, String)>,
}

/// The slots of a kind.
pub fn slots(kind: Kind) -> Vec<Slot> {
    let mut slots = vec![Slot { field: None, column: "external_id".into() }];
    if kind == Kind::Settings {
        slots = vec![Slot { field: None, column: "key".into() }];
    } else if kind.spec().id.is_empty() {
        slots = vec![Slot { field: None, column: String::new() }];
    }
    for field in kind.spec().fields {
        let slot = |column: String| Slot { field: Some(field), column };
        slots.push(slot(field.column.to_owned()));
        match field.reading {
            Reading::Phone => slots.push(slot(format!("{}_e164", field.column))),
            Reading::InstantAndDay => slots.push(slot(field.column.replace("_at", "_on"))),
            Reading::Name(_) if kind == Kind::Staff && field.column == "name" => {
                slots.push(slot("name_folded".into()))
            }
            _ => {}
        }
    }
    let extra = if kind == Kind::Settings { "" } else { EXTRA };
    slots.push(Slot { field: None, column: extra.into() });
    slots
}

impl Plan {
    /// Fits a file's headings to its recipe.
    ///
    /// # Errors
    /// `missing_columns` with the file's name and the headings that it lacks.
    pub fn new(recipe: &FileRecipe, file: &str, headings: Vec<String>) -> Result<Self> {
        let folded: Vec<String> = headings.iter().map(|text| heading(text)).collect();
        recipe.complete(file, &folded)?;
        let spec = recipe.kind.spec();
        let slots = slots(recipe.kind);
        let mut at: BTreeMap<&str, (usize, &ColumnRecipe)> = BTreeMap::new();
        let mut extras = Vec::new();
        for (index, name) in folded.iter().enumerate() {
            if crate::office::transfer::batches::REMARKS.contains(&name.as_str()) {
                continue;
            }
            match recipe.column(name) {
                Some(column) if !at.contains_key(column.field.as_str()) => {
                    at.insert(&column.field, (index, column));
                }
                _ => extras.push((index, extra_name(&headings, &folded, index))),
            }
        }
        let inputs: Vec<Input> = spec
            .fields
            .iter()
            .map(|field| Input {
                field,
                at: at.get(field.heading).map(|(index, _)| *index),
                slot: slots.iter().position(|slot| slot.field == Some(field)).unwrap_or(0),
                values: at.get(field.heading).map(|(_, column)| column.values.clone()).unwrap_or_default(),
            })
            .collect();
        let refers = |input: &Input| {
            matches!(input.field.reading, Reading::Reference(_) | Reading::StaffName | Reading::ServiceName)
        };
        let referring = (0..).zip(&inputs).filter(|(_, input)| refers(input)).map(|(at, _)| at).collect();
        let is_amount = |field: &Field| matches!(field.reading, Reading::Money | Reading::Amount);
        let amounts = inputs
            .iter()
            .filter(|input| is_amount(input.field) && input.at.is_some())
            .map(|input| (input.slot, format!("{}.{}", recipe.kind, input.field.heading)))
            .collect();
        Ok(Self {
            kind: recipe.kind,
            file: file.to_owned(),
            id_at: at.get(spec.id).map(|(index, _)| *index).filter(|_| !spec.id.is_empty()),
            extra_at: at.get(EXTRA).map(|(index, _)| *index),
            headings,
            inputs,
            referring,
            slots,
            extras,
            amounts,
        })
    }

    /// The fields that name other records.
    pub fn referring(&self) -> impl Iterator<Item = &Input> {
        self.referring.iter().filter_map(|at| self.inputs.get(*at))
    }

    /// The slot of a column or, where a field fills none, of its heading.
    pub fn slot(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|slot| {
            slot.column == name
                || (slot.column.is_empty() && slot.field.is_some_and(|field| field.heading == name))
        })
    }

    /// The column in the file of a field, by its heading.
    pub fn column_of(&self, heading: &str) -> Option<usize> {
        self.inputs.iter().find(|input| input.field.heading == heading).and_then(|input| input.at)
    }

    /// A heading as it stands; the canonical one where the file has no such column.
    pub fn heading_of(&self, field: &Field) -> &str {
        self.column_of(field.heading)
            .and_then(|at| self.headings.get(at))
            .map_or(field.heading, String::as_str)
    }
}

/// What a column without a field is kept under: its heading, numbered where it stands twice or is blank.
fn extra_name(headings: &[String], folded: &[String], index: usize) -> String {
    let name = headings.get(index).map(|text| text.trim()).filter(|text| !text.is_empty());
    let earlier = folded.iter().take(index).filter(|other| folded.get(index) == Some(other)).count();
    match name {
        None => format!("column {}", index + 1),
        Some(name) if earlier > 0 => format!("{name} {}", earlier + 1),
        Some(name) => name.to_owned(),
    }
}
