//! Frozen lists: segments whose members are named one by one. Owners picked by hand are kept as one, or join one.

use super::{
    Segment, SegmentInput, checked, count_anew,
    criteria::{Criteria, Node, Rule},
    store,
};
use crate::{
    Clinic, Error, Result,
    clinic::{Action, Actor, Done, Read},
    values::{ExternalId, Lang, OwnerId, SegmentId},
};

/// The segments in use whose members are named one by one, by name.
///
/// # Errors
/// Only those of the database.
pub fn frozen_lists(read: &Read<'_>) -> Result<Vec<Segment>> {
    let mut lists = store::list(read.conn())?;
    lists.retain(|segment| segment.is_active && members_of(segment).is_some());
    Ok(lists)
}

/// Keeps owners as a new frozen list.
///
/// # Errors
/// `invalid` for a blank name, and for nobody.
pub fn keep_list(
    clinic: &Clinic,
    actor: &Actor,
    name: &str,
    owners: &[OwnerId],
    lang: Lang,
) -> Result<Done<Segment>> {
    clinic.write(actor, Action::CreateSegment, |w| {
        if name.trim().is_empty() {
            return Err(Error::invalid("name", "blank"));
        }
        let criteria = criteria_of(store::external_ids(w.conn(), owners)?)?;
        let input = SegmentInput { name: name.to_owned(), criteria, ..SegmentInput::default() };
        let new = checked(w, &input, None, lang)?;
        let id = store::insert(w.conn(), &new, &ExternalId::born(w.now), w.now)?;
        w.about(new.name);
        count_anew(w, id)?;
        store::by_id(w.conn(), id)
    })
}

/// Owners join a frozen list; who is on it already stays on it once.
///
/// # Errors
/// `not_found`; `invalid` for a segment of rules, and for nobody.
pub fn add_to_list(
    clinic: &Clinic,
    actor: &Actor,
    id: SegmentId,
    owners: &[OwnerId],
    lang: Lang,
) -> Result<Done<Segment>> {
    clinic.write(actor, Action::UpdateSegment, |w| {
        let stands = store::by_id(w.conn(), id)?;
        let Some(mut members) = members_of(&stands) else {
            return Err(Error::invalid("segment", "not a frozen list"));
        };
        let more = store::external_ids(w.conn(), owners)?;
        if more.is_empty() {
            return Err(Error::invalid("owners", "nobody"));
        }
        members.extend(more);
        members.sort();
        members.dedup();
        let input = SegmentInput {
            name: stands.name.clone(),
            slug: Some(stands.slug),
            description: stands.description,
            criteria: criteria_of(members)?,
        };
        store::update(w.conn(), id, &checked(w, &input, Some(id), lang)?)?;
        w.about(stands.name);
        count_anew(w, id)?;
        store::by_id(w.conn(), id)
    })
}

fn criteria_of(members: Vec<String>) -> Result<String> {
    if members.is_empty() {
        return Err(Error::invalid("owners", "nobody"));
    }
    Ok(Criteria(Node::Rule(Rule::Owners(members))).to_json().to_string())
}

/// Whom a frozen list names; none of a segment of rules.
fn members_of(segment: &Segment) -> Option<Vec<String>> {
    let one = |node: Node| match node {
        Node::Rule(Rule::Owners(members)) => Some(members),
        _ => None,
    };
    match Criteria::parse(&segment.criteria).ok()?.0 {
        Node::All(mut nodes) if nodes.len() == 1 => nodes.pop().and_then(one),
        node => one(node),
    }
}
