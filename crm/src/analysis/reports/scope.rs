//! Whom and what a report counts: the filters as a set of owners, and as words under the title.

use super::{
    customers::labels::SOURCES,
    params::ReportFilter,
    report::{Cell, Label},
};
use crate::{Result, analysis::segments, clinic::Read, values::OwnerId};
use rusqlite::{Connection, OptionalExtension, ToSql};
use std::collections::HashSet;

/// The owners that a report counts.
pub type Who = HashSet<OwnerId>;

/// What of the filters concerns a report.
#[derive(Debug, Clone, Copy)]
pub struct Concern {
    /// The staff member of an appointment.
    pub staff: bool,
    /// The category of a product or service.
    pub category: bool,
}

/// Only filters of owners.
pub const OWNERS: Concern = Concern { staff: false, category: false };

/// The owners of the segment, with the tag and source asked for; nothing where everybody counts. A segment is what it
/// holds today, as a tag is.
pub fn who(r: &Read<'_>, only: &ReportFilter) -> Result<Option<Who>> {
    let members: Option<Who> = match only.segment {
        Some(segment) => Some(segments::members_now(r, segment)?.into_iter().collect()),
        None => None,
    };
    if only.tag.is_none() && only.source.is_none() {
        return Ok(members);
    }
    let mut statement = r.conn().prepare_cached(
        "SELECT id FROM owners
         WHERE (?1 IS NULL OR id IN (SELECT owner_id FROM owner_tags WHERE tag_id = ?1))
           AND (?2 IS NULL OR coalesce(acquisition_source, '') = ?2)",
    )?;
    let owners = statement.query_map((only.tag, &only.source), |row| row.get(0))?;
    let mut owners = owners.collect::<rusqlite::Result<Who>>()?;
    if let Some(members) = members {
        owners.retain(|owner| members.contains(owner));
    }
    Ok(Some(owners))
}

/// Whether this owner counts; a sale without an owner only where everybody does.
pub fn counts(who: Option<&Who>, owner: Option<OwnerId>) -> bool {
    who.is_none_or(|who| owner.is_some_and(|owner| who.contains(&owner)))
}

/// The filters in words.
pub fn words(conn: &Connection, only: &ReportFilter, concern: Concern) -> Result<Vec<Label>> {
    let name = |sql: &str, id: &dyn ToSql| -> Result<Cell> {
        let name = conn.prepare_cached(sql)?.query_row([id], |row| row.get::<_, String>(0)).optional()?;
        Ok(name.map_or(Cell::Blank, Cell::text))
    };
    let mut words = Vec::new();
    if let Some(segment) = &only.segment {
        let name = name("SELECT name FROM segments WHERE id = ?1", segment)?;
        words.push(Label::Phrase("reports.only_segment", vec![("name", name)]));
    }
    if let Some(tag) = &only.tag {
        let name = name("SELECT name FROM tags WHERE id = ?1", tag)?;
        words.push(Label::Phrase("reports.only_tag", vec![("name", name)]));
    }
    if let Some(source) = &only.source {
        let known = SOURCES.iter().find(|(kept, _)| kept == source);
        let name = known.map_or_else(|| Cell::text(source.clone()), |(_, word)| Cell::word(word));
        words.push(Label::Phrase("reports.only_source", vec![("name", name)]));
    }
    if let Some(staff) = only.staff.filter(|_| concern.staff) {
        let name = name("SELECT name FROM staff WHERE id = ?1", &staff)?;
        words.push(Label::Phrase("reports.only_staff", vec![("name", name)]));
    }
    if let Some(category) = only.category.as_ref().filter(|_| concern.category) {
        words.push(Label::Phrase("reports.only_category", vec![("name", Cell::text(category.clone()))]));
    }
    Ok(words)
}
