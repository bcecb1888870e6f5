//! Members in an order that a person chose, page by page.

use super::json_of;
use crate::{
    Result,
    analysis::segments::{members::MemberSort, sql::Compiled},
    clinic::Read,
    values::OwnerId,
};
use rusqlite::params_from_iter;

/// What a list is sorted by, in SQL. Ties are settled by the owner's id.
pub(in super::super) struct Order {
    key: &'static str,
    id: &'static str,
    /// Where both stand, the index that has this order, and what else a condition may ask for.
    table: &'static str,
    index: &'static str,
    joined: &'static str,
    is_nullable: bool,
    is_descending: bool,
}

impl Order {
    /// Nothing for an order that SQL does not know.
    pub(in super::super) fn of(by: MemberSort, is_descending: bool) -> Option<Self> {
        let figure = |key, index, is_nullable| Self {
            key,
            id: "f.owner_id",
            table: "owner_figures f",
            index,
            joined: "",
            is_nullable,
            is_descending,
        };
        Some(match by {
            MemberSort::Name => Self {
                key: "o.sort_name",
                id: "o.id",
                table: "owners o",
                index: "owners_by_name",
                joined: " CROSS JOIN owner_figures f ON f.owner_id = o.id",
                is_nullable: false,
                is_descending,
            },
            MemberSort::Spent => figure("f.total_spent_cents", "owner_figures_by_spent", false),
            MemberSort::LastVisit => figure("f.last_visit_on", "owner_figures_by_last_visit", true),
            MemberSort::AtStake => return None,
        })
    }

    fn by(&self) -> String {
        let way = if self.is_descending { " DESC" } else { "" };
        format!("{}{way}, {}{way}", self.key, self.id)
    }

    /// A page behind an owner, from a walk along the order's index. Owners without a value stand last both ways.
    pub(in super::super) fn walked(
        &self,
        read: &Read<'_>,
        compiled: &Compiled,
        after: Option<OwnerId>,
        limit: usize,
    ) -> Result<Vec<OwnerId>> {
        let is_past = match after {
            Some(owner) if self.is_nullable => !self.has_value(read, owner)?,
            _ => false,
        };
        let mut found = Vec::new();
        if !is_past {
            found = self.part(read, compiled, after, true, limit)?;
        }
        if self.is_nullable && found.len() < limit {
            let after = after.filter(|_| is_past);
            found.extend(self.part(read, compiled, after, false, limit - found.len())?);
        }
        Ok(found)
    }

    fn has_value(&self, read: &Read<'_>, owner: OwnerId) -> Result<bool> {
        let sql = format!("SELECT {} IS NOT NULL FROM {} WHERE {} = ?1", self.key, self.table, self.id);
        Ok(read.conn().prepare_cached(&sql)?.query_row([owner], |row| row.get(0))?)
    }

    /// Of those that have a value, or of those that have none.
    fn part(
        &self,
        read: &Read<'_>,
        compiled: &Compiled,
        after: Option<OwnerId>,
        has_value: bool,
        limit: usize,
    ) -> Result<Vec<OwnerId>> {
        let Self { key, id, table, index, joined, .. } = *self;
        let (mut conditions, mut values) = compiled.conditions(id);
        if self.is_nullable {
            conditions += &format!(" AND {key} IS {}NULL", if has_value { "NOT " } else { "" });
        }
        if let Some(owner) = after {
            values.push(owner.0.into());
            let (mark, way) = (values.len(), if self.is_descending { '<' } else { '>' });
            conditions += &match has_value {
                true => {
                    let place = format!("SELECT {key}, {id} FROM {table} WHERE {id} = ?{mark}");
                    format!(" AND ({key}, {id}) {way} ({place})")
                }
                false => format!(" AND {id} {way} ?{mark}"),
            };
        }
        values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
        let sql = format!(
            "SELECT {id} FROM {table} INDEXED BY {index}{joined} WHERE {conditions} ORDER BY {} LIMIT ?{}",
            self.by(),
            values.len()
        );
        let mut statement = read.conn().prepare_cached(&sql)?;
        let rows = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// These few owners in this order.
    pub(in super::super) fn sorted(&self, read: &Read<'_>, owners: &[OwnerId]) -> Result<Vec<OwnerId>> {
        let sql = format!(
            "SELECT o.id FROM json_each(?1) j CROSS JOIN owners o ON o.id = j.value
             CROSS JOIN owner_figures f ON f.owner_id = o.id ORDER BY {} IS NULL, {}",
            self.key,
            self.by()
        );
        let mut statement = read.conn().prepare_cached(&sql)?;
        let rows = statement.query_map([json_of(owners)], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
