//! What the list is sorted by, and where a page ended, in SQL.

use super::super::{Cursor, Direction, OwnerFilters, OwnerSort, conditions::Conditions};
use crate::{Error, Result, values::Lifecycle};
use rusqlite::types::Value;

/// What a list is sorted by, in SQL.
pub(super) struct Order {
    /// The column; ties are settled by `id`.
    pub(super) key: &'static str,
    /// The owner's id in the index that holds the key.
    pub(super) id: &'static str,
    /// The table and the index whose order is the list's.
    pub(super) index: &'static str,
    /// Whether it is one of the figures.
    pub(super) is_figure: bool,
    /// Whether the key may be null: those owners stand last.
    pub(super) is_nullable: bool,
    pub(super) is_descending: bool,
    /// The only lifecycle whose owners stand in the index's order.
    only: Option<Lifecycle>,
}

impl Order {
    pub(super) fn of(sort: OwnerSort, direction: Direction, filters: &OwnerFilters) -> Self {
        let is_descending = direction == Direction::Descending;
        let (key, is_nullable, is_descending) = match sort {
            OwnerSort::Name => ("o.sort_name", false, is_descending),
            OwnerSort::Created => ("o.created_at", false, is_descending),
            OwnerSort::Spent => ("f.total_spent_cents", false, is_descending),
            OwnerSort::LastVisit => ("f.last_visit_on", true, is_descending),
            // The longer ago, the more days.
            OwnerSort::Days => ("f.last_visit_on", true, !is_descending),
        };
        let only = match filters.lifecycles.as_slice() {
            [only] if key == "f.last_visit_on" => Some(*only),
            _ => None,
        };
        let (id, index) = match sort {
            OwnerSort::Name => ("o.id", "owners o INDEXED BY owners_by_name"),
            OwnerSort::Created => ("o.id", "owners o INDEXED BY owners_by_creation"),
            OwnerSort::Spent => ("f.owner_id", "owner_figures f INDEXED BY owner_figures_by_spent"),
            OwnerSort::LastVisit | OwnerSort::Days if only.is_some() => {
                ("f.owner_id", "owner_figures f INDEXED BY owner_figures_by_lifecycle")
            }
            OwnerSort::LastVisit | OwnerSort::Days => {
                ("f.owner_id", "owner_figures f INDEXED BY owner_figures_by_last_visit")
            }
        };
        Self { key, id, index, is_figure: id == "f.owner_id", is_nullable, is_descending, only }
    }

    /// The same order among the owners of one stage, where it has an index of its own.
    pub(super) fn of_a_stage(&self) -> Option<Self> {
        (self.key == "o.created_at").then_some(Self {
            key: "f.created_at",
            id: "f.owner_id",
            index: "owner_figures f INDEXED BY owner_figures_by_stage_and_creation",
            is_figure: true,
            ..*self
        })
    }

    /// The condition for what stands behind a cursor, within the part that has a value or that has none.
    pub(super) fn behind(
        &self,
        cursor: Option<&Cursor>,
        has_value: bool,
        conditions: &mut Conditions,
    ) -> Result<()> {
        if let Some(only) = self.only {
            let only = conditions.bind(only.as_str().to_owned());
            conditions.sql.push(format!("f.lifecycle = {only}"));
        }
        if self.is_nullable {
            let part = if has_value { "IS NOT NULL" } else { "IS NULL" };
            conditions.sql.push(format!("{} {part}", self.key));
        }
        let compare = if self.is_descending { "<" } else { ">" };
        self.beside(cursor, compare, has_value, conditions)
    }

    /// The condition for what stands before a place, or on it.
    pub(super) fn up_to(
        &self,
        end: Option<&Cursor>,
        has_value: bool,
        conditions: &mut Conditions,
    ) -> Result<()> {
        self.beside(end, if self.is_descending { ">=" } else { "<=" }, has_value, conditions)
    }

    fn beside(
        &self,
        place: Option<&Cursor>,
        compare: &str,
        has_value: bool,
        conditions: &mut Conditions,
    ) -> Result<()> {
        let Some(Cursor(value, owner)) = place else { return Ok(()) };
        let bound = match value {
            serde_json::Value::String(text) => Value::from(text.clone()),
            serde_json::Value::Number(number) => Value::from(number.as_i64()),
            serde_json::Value::Null => Value::Null,
            _ => return Err(Error::invalid("cursor", "not a cursor of this list")),
        };
        let owner = conditions.bind(owner.0);
        if has_value {
            let value = conditions.bind(bound);
            conditions.sql.push(format!("({}, {}) {compare} ({value}, {owner})", self.key, self.id));
        } else {
            conditions.sql.push(format!("{} {compare} {owner}", self.id));
        }
        Ok(())
    }

    /// Owners with their figures in this order. Those that the filters want are known without their wide rows.
    pub(super) fn from(&self) -> String {
        let others = match self.is_figure {
            true => "CROSS JOIN owners o INDEXED BY owners_in_short ON o.id = f.owner_id",
            false => "LEFT JOIN owner_figures f ON f.owner_id = o.id",
        };
        format!("{} {others}", self.index)
    }

    /// The owners of a JSON list with the order's key, without anything else of them.
    pub(super) fn of_few(&self, ids: &str) -> String {
        let own = match self.is_figure {
            true => "owner_figures f NOT INDEXED ON f.owner_id = few.id",
            false => "owners o INDEXED BY owners_in_short ON o.id = few.id",
        };
        format!("(SELECT value AS id FROM json_each({ids})) few CROSS JOIN {own}")
    }

    pub(super) fn by(&self) -> String {
        let way = if self.is_descending { "DESC" } else { "ASC" };
        format!("{} {way}, {} {way}", self.key, self.id)
    }
}
