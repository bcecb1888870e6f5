//! A row to its record: found by its id, by its natural columns or by the person behind it, or made.

use super::{
    Fate, Writer, finding,
    matching::{self, Match, People},
    no_table,
    siblings::Waiting,
    table::{Inserted, Table},
};
use crate::{
    Result,
    clinic::Role,
    office::transfer::{
        kinds::{Kind, Reading},
        read::batch::{Batch, Cell},
        summary::{Outcome, Reason},
    },
    values::ExternalId,
};
use std::sync::Arc;

impl Writer<'_, '_> {
    /// Finds the row's record, or makes it.
    pub(super) fn place(&mut self, batch: &mut Batch, row: usize) -> Result<Fate> {
        let kind = batch.plan.kind;
        let Some(table) = self.tables.get_mut(&kind) else { return Err(no_table()) };
        // Who may sign in as what is not for a file to say, unless an admin brings it.
        let mut role = None;
        if kind == Kind::Staff
            && self.w.actor.role != Role::Admin
            && let Some(slot) = batch.plan.slot("role")
        {
            role = Some(batch.text_of(batch.cell(row, slot)).to_owned()).filter(|role| !role.is_empty());
            batch.set(row, slot, Cell::Blank);
        }
        let has_id = batch.cell(row, 0) != Cell::Blank;
        let sibling = sibling(batch, row);
        let mut known = None;
        if has_id && (!table.was_empty || kind.adopts()) {
            let id = batch.text_of(batch.cell(row, 0));
            known = table.find_stored(id)?;
        }
        let mut adopts = false;
        if known.is_none() && (kind.adopts() || !has_id) {
            known = table.find_alike(batch, row)?;
            adopts = known.is_some() && has_id;
        }
        if known.is_none() && !has_id && !kind.spec().id.is_empty() {
            if kind == Kind::Owners {
                let people = match &mut self.people {
                    Some(people) => people,
                    none => none.insert(People::load(self.w.conn())?),
                };
                match people.who(batch, row) {
                    Match::Known(id) => known = Some(id),
                    Match::Perhaps => {
                        let name = matching::name(batch, row);
                        let finding = finding(row, "full_name", &name, Reason::PossibleDuplicate);
                        return Ok(Fate::Out(Outcome::Duplicate, finding));
                    }
                    Match::New => {}
                }
            } else if kind.spec().natural.is_empty() {
                return Ok(Fate::Out(Outcome::SetAside, finding(row, kind.spec().id, "", Reason::Missing)));
            }
            if known.is_none() {
                let born = batch.make(&ExternalId::born(self.w.now).0);
                batch.set(row, 0, born);
            }
        }
        // She is out of the lists because she went into another, whatever the source still says.
        if kind == Kind::Owners
            && known.is_some_and(|id| self.merged.contains_key(&id))
            && let Some(slot) = batch.plan.slot("is_active")
        {
            batch.set(row, slot, Cell::Blank);
        }
        let fate = match known {
            Some(id) => existing(table, batch, row, id, adopts)?,
            None => match table.insert(batch, row)? {
                Inserted::Row(id) => Fate::In(Outcome::New, id),
                Inserted::Refused(reason) => {
                    let id = batch.text_of(batch.cell(row, 0));
                    Fate::Out(Outcome::SetAside, finding(row, kind.spec().id, id, reason))
                }
                Inserted::Known => {
                    let text = batch.text_of(batch.cell(row, 0)).to_owned();
                    let id = table.find_stored(&text)?.ok_or_else(no_table)?;
                    table.met.add(id);
                    existing(table, batch, row, id, false)?
                }
            },
        };
        if let Fate::In(outcome, id) = fate {
            if let Some(role) = role {
                let kept: Option<String> = self
                    .w
                    .conn()
                    .prepare_cached("SELECT role FROM staff WHERE id = ?1")?
                    .query_row([id], |row| row.get(0))?;
                if kept.as_ref() != Some(&role) {
                    let line = batch.shapes.get(row).map_or(0, |shape| shape.line);
                    self.tally.flag(self.w, &batch.plan, line, "role", &role, Reason::RoleNotTaken)?;
                }
            }
            let text = batch.text_of(batch.cell(row, 0));
            if let (Some(ids), true) = (&mut table.ids, has_id) {
                ids.insert(text, id);
            }
            if outcome == Outcome::New {
                if let Some(people) = self.people.as_mut().filter(|_| kind == Kind::Owners) {
                    people.add(id, &matching::name(batch, row), matching::contacts(batch, row));
                }
                self.touch(batch, row, id)?;
            }
            if let Some((column, heading, named)) = sibling {
                let line = batch.shapes.get(row).map_or(0, |shape| shape.line);
                let (is_new, is_same) = (outcome == Outcome::New, outcome == Outcome::Same);
                self.waiting.push(Waiting { row: id, line, named, column, heading, is_new, is_same });
            }
        }
        Ok(fate)
    }
}

/// A record that is there: the same, updated, or met before in this import.
pub(super) fn existing(
    table: &mut Table<'_>,
    batch: &Batch,
    row: usize,
    id: i64,
    adopts: bool,
) -> Result<Fate> {
    let was_met = table.met.add(id) || id >= table.first;
    let differing = table.differing(batch, row, id)?;
    if was_met && !differing.is_empty() {
        let text = batch.text_of(batch.cell(row, 0));
        return Ok(Fate::Out(
            Outcome::SetAside,
            finding(row, batch.plan.kind.spec().id, text, Reason::RepeatedId),
        ));
    }
    let adopts = adopts && !was_met;
    if differing.is_empty() && !adopts {
        return Ok(Fate::In(Outcome::Same, id));
    }
    match table.update(batch, row, id, &differing, adopts)? {
        Some(reason) => {
            let text = batch.text_of(batch.cell(row, 0));
            Ok(Fate::Out(Outcome::SetAside, finding(row, batch.plan.kind.spec().id, text, reason)))
        }
        // The source's record was not known here: it is new, though it found its name taken.
        None => Ok(Fate::In(if adopts { Outcome::New } else { Outcome::Updated }, id)),
    }
}

/// Takes the reference to a record of the same kind out of the row: it is set at the end of the file.
fn sibling(batch: &mut Batch, row: usize) -> Option<(&'static str, String, String)> {
    let plan = Arc::clone(&batch.plan);
    let input = plan.inputs.iter().find(|input| input.field.reading == Reading::Sibling)?;
    let cell = batch.cell(row, input.slot);
    if cell == Cell::Blank {
        return None;
    }
    let named = batch.text_of(cell).to_owned();
    batch.set(row, input.slot, Cell::Blank);
    Some((input.field.column, plan.heading_of(input.field).to_owned(), named))
}
