//! Segments: owners who meet criteria, counted, listed and acted on.
//!
//! Criteria are read by [`criteria`], asked of the database as one statement (`sql`), and judged for one owner in
//! plain Rust ([`evaluate`]); a property test holds the two equal.

pub(in crate::analysis) mod agreement;
pub mod criteria;
mod describe;
pub mod evaluate;
mod export;
mod lists;
mod members;
mod moves;
mod shortcuts;
mod size;
mod sql;
mod store;
mod traits;
mod why;

pub use criteria::Criteria;
pub use describe::{rule_phrase, sentence, title};
pub use export::{export, export_owners};
pub use lists::{add_to_list, frozen_lists, keep_list};
pub use members::{
    Effects, Member, MemberOrder, MemberSort, MemberSums, MembersPage, Preview, effects, members, preview,
    sums, tag_members,
};
pub(in crate::analysis) use members::{meeting, members_now};
pub use moves::{Move, Moves, moves};
pub(crate) use shortcuts::derived;
pub use size::RuleEffect;
pub use traits::Traits;
pub use why::{Verdict, Why, why};

use crate::{
    Clinic, Code, Error, Result,
    clinic::{Action, Actor, Done, Read, Write},
    records::input::{LINE, required, text},
    values::{Day, ExternalId, Instant, Lang, OwnerId, SegmentId, fold},
};
use serde::{Deserialize, Serialize};

/// The longest description.
const DESCRIPTION: usize = 1_000;
/// Days of sizes that a list shows.
const SIZES: u32 = 90;

/// A segment as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    /// The segment.
    pub id: SegmentId,
    /// The id that it keeps over exports and imports.
    pub external_id: ExternalId,
    /// Its name.
    pub name: String,
    /// Its name in the terminal and in files, unique.
    pub slug: String,
    /// What it is for.
    pub description: Option<String>,
    /// Whom it holds, as canonical JSON.
    pub criteria: String,
    /// False when it was put away.
    pub is_active: bool,
    /// How many it held when it was last counted.
    pub member_count: Option<u32>,
    /// When that was.
    pub last_calculated_at: Option<Instant>,
    /// When it was made.
    pub created_at: Instant,
}

/// A segment in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SegmentRow {
    /// The segment.
    pub segment: Segment,
    /// Whom it holds, in words; none where the criteria cannot be read (an import's).
    pub sentence: Option<String>,
    /// Its sizes, the earliest first.
    pub sizes: Vec<SegmentSize>,
}

/// How many owners a segment held on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct SegmentSize {
    /// The day.
    pub day: Day,
    /// Its members.
    pub count: u32,
}

/// A segment's form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct SegmentInput {
    /// Its name; proposed from the rules where blank.
    pub name: String,
    /// Its name in the terminal; made from the name where blank.
    pub slug: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Whom it holds, as JSON.
    pub criteria: String,
}

/// What the builder offers: the words that the clinic's records hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Offered {
    /// Cities.
    pub cities: Vec<String>,
    /// Regions.
    pub regions: Vec<String>,
    /// Nationalities.
    pub nationalities: Vec<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// Species.
    pub species: Vec<String>,
    /// Products by name.
    pub products: Vec<String>,
    /// Their categories.
    pub categories: Vec<String>,
}

/// The clinic's segments, those in use first, by name.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read<'_>, lang: Lang) -> Result<Vec<SegmentRow>> {
    let from = read.today.plus(1 - SIZES.cast_signed());
    let mut sizes = store::sizes(read.conn(), None, from)?;
    let rows = store::list(read.conn())?.into_iter().map(|segment| {
        let sizes = sizes.remove(&segment.id).unwrap_or_default();
        SegmentRow::of(segment, sizes, lang)
    });
    Ok(rows.collect())
}

impl SegmentRow {
    /// An imported segment's criteria are shown as they would be kept here.
    fn of(mut segment: Segment, sizes: Vec<SegmentSize>, lang: Lang) -> Self {
        let criteria = Criteria::parse(&segment.criteria).ok();
        if let Some(criteria) = &criteria {
            segment.criteria = criteria.to_json().to_string();
        }
        Self { segment, sentence: criteria.map(|criteria| sentence(&criteria, lang)), sizes }
    }
}

/// A segment with its sizes.
///
/// # Errors
/// `not_found`.
pub fn get(read: &Read<'_>, id: SegmentId, lang: Lang) -> Result<SegmentRow> {
    let segment = store::by_id(read.conn(), id)?;
    let mut sizes = store::sizes(read.conn(), Some(id), Day::from_number(i32::MIN))?;
    Ok(SegmentRow::of(segment, sizes.remove(&id).unwrap_or_default(), lang))
}

/// The segment of a slug, of a permanent id, or of a number in this database.
///
/// # Errors
/// `not_found`.
pub fn find(read: &Read<'_>, text: &str) -> Result<Segment> {
    match store::by_name(read.conn(), text)? {
        Some(segment) => Ok(segment),
        None => {
            let id = text.parse().map_err(|_| Error::not_found("segment"))?;
            store::by_id(read.conn(), SegmentId(id))
        }
    }
}

/// What the builder offers.
///
/// # Errors
/// Only those of the database.
pub fn offered(read: &Read<'_>) -> Result<Offered> {
    let names = store::names::Names::of(read.conn());
    let (products, categories) = names.offered_products()?;
    Ok(Offered {
        cities: names.offered(criteria::Quality::City)?,
        regions: names.offered(criteria::Quality::Region)?,
        nationalities: names.offered(criteria::Quality::Nationality)?,
        languages: names.offered(criteria::Quality::Language)?,
        species: names.offered_species()?,
        products,
        categories,
    })
}

/// Keeps a segment and counts it.
///
/// # Errors
/// `invalid` with the field, or with the path in the criteria; `taken` for a slug.
pub fn create(clinic: &Clinic, actor: &Actor, input: &SegmentInput, lang: Lang) -> Result<Done<Segment>> {
    clinic.write(actor, Action::CreateSegment, |w| put_new(w, input, lang))
}

fn put_new(w: &mut Write<'_>, input: &SegmentInput, lang: Lang) -> Result<Segment> {
    let new = checked(w, input, None, lang)?;
    let id = store::insert(w.conn(), &new, &ExternalId::born(w.now), w.now)?;
    w.about(new.name);
    count_anew(w, id)?;
    store::by_id(w.conn(), id)
}

/// Changes a segment and counts it.
///
/// # Errors
/// As [`create`], and `not_found`.
pub fn update(
    clinic: &Clinic,
    actor: &Actor,
    id: SegmentId,
    input: &SegmentInput,
    lang: Lang,
) -> Result<Done<Segment>> {
    clinic.write(actor, Action::UpdateSegment, |w| {
        let stands = store::by_id(w.conn(), id)?;
        let slug = input.slug.clone().or(Some(stands.slug));
        let new = checked(w, &SegmentInput { slug, ..input.clone() }, Some(id), lang)?;
        store::update(w.conn(), id, &new)?;
        w.about(new.name);
        count_anew(w, id)?;
        store::by_id(w.conn(), id)
    })
}

/// Puts a segment away, or takes it out again; its sizes stay.
///
/// # Errors
/// `not_found`.
pub fn archive(clinic: &Clinic, actor: &Actor, id: SegmentId, is_active: bool) -> Result<Done<Segment>> {
    clinic.write(actor, Action::ArchiveSegment, |w| {
        w.about(store::by_id(w.conn(), id)?.name);
        store::set_active(w.conn(), id, is_active)?;
        store::by_id(w.conn(), id)
    })
}

/// Keeps the owners who meet criteria now as a segment of their own, whose members stay.
///
/// # Errors
/// As [`create`].
pub fn freeze(clinic: &Clinic, actor: &Actor, input: &SegmentInput, lang: Lang) -> Result<Done<Segment>> {
    clinic.write(actor, Action::CreateSegment, |w| {
        let criteria = Criteria::parse(&input.criteria)?;
        let ids = members::all(w, &criteria)?;
        let list = criteria::Node::Rule(criteria::Rule::Owners(store::external_ids(w.conn(), &ids)?));
        let frozen = SegmentInput { criteria: Criteria(list).to_json().to_string(), ..input.clone() };
        put_new(w, &frozen, lang)
    })
}

/// Keeps these owners as a segment whose members stay.
///
/// # Errors
/// As [`create`].
pub fn keep(
    clinic: &Clinic,
    actor: &Actor,
    name: &str,
    owners: &[OwnerId],
    lang: Lang,
) -> Result<Done<Segment>> {
    clinic.write(actor, Action::CreateSegment, |w| {
        let list = criteria::Node::Rule(criteria::Rule::Owners(store::external_ids(w.conn(), owners)?));
        let criteria = Criteria(list).to_json().to_string();
        let input = SegmentInput { name: name.to_owned(), criteria, ..SegmentInput::default() };
        put_new(w, &input, lang)
    })
}

/// These owners as members are shown, in their order.
///
/// # Errors
/// What the database says.
pub(crate) fn lines(read: &Read<'_>, owners: &[OwnerId]) -> Result<Vec<Member>> {
    store::members(read, owners)
}

/// Counts a segment, or all that are in use, and notes the size for today. Criteria that cannot be read (an
/// import's) are passed over. Returns how many were counted.
///
/// # Errors
/// `not_found`, and what the database says.
pub fn recalculate(clinic: &Clinic, actor: &Actor, one: Option<SegmentId>) -> Result<u32> {
    shortcuts::bring_up_to_date(clinic, actor)?;
    clinic.write_aside(actor, |read| {
        if let Some(id) = one {
            count_anew(read, id)?;
            return Ok(1);
        }
        let mut counted = 0;
        for segment in store::list(read.conn())?.iter().filter(|segment| segment.is_active) {
            match count_anew(read, segment.id) {
                Ok(()) => counted += 1,
                Err(error) if error.code == Code::Invalid => {}
                Err(error) => return Err(error),
            }
        }
        Ok(counted)
    })
}

/// Builds what an import left unbuilt, and counts the segments in use that were not counted today: at start and at
/// midnight, and after an import.
///
/// # Errors
/// What the database says.
pub fn bring_up_to_date(clinic: &Clinic, actor: &Actor) -> Result<u32> {
    shortcuts::bring_up_to_date(clinic, actor)?;
    let is_behind = clinic
        .read(actor, crate::clinic::View::Records, |read| store::is_any_uncounted(read.conn(), read.today))?;
    if is_behind { recalculate(clinic, actor, None) } else { Ok(0) }
}

fn count_anew(read: &Read<'_>, id: SegmentId) -> Result<()> {
    let criteria = Criteria::parse(&store::by_id(read.conn(), id)?.criteria)?;
    let count = moves::note(read, id, &criteria)?;
    store::set_size(read.conn(), id, count, read.today, read.now)
}

/// A checked form.
struct NewSegment {
    name: String,
    slug: String,
    description: Option<String>,
    criteria: String,
}

fn checked(w: &Write<'_>, input: &SegmentInput, id: Option<SegmentId>, lang: Lang) -> Result<NewSegment> {
    let criteria = Criteria::parse(&input.criteria)?;
    members::check_names(w, &criteria)?;
    let name = if input.name.trim().is_empty() { title(&criteria, lang) } else { input.name.clone() };
    let name = required("name", &name)?;
    let wanted = input.slug.as_deref().map(str::trim).filter(|slug| !slug.is_empty());
    let taken = |slug: &str| -> Result<bool> {
        Ok(store::by_slug(w.conn(), slug)?.is_some_and(|segment| Some(segment.id) != id))
    };
    let slug = match wanted {
        Some(slug) if slug_of(slug) != slug => {
            return Err(Error::invalid("slug", "not of a-z, 0-9 and single hyphens"));
        }
        Some(slug) if taken(slug)? => {
            return Err(Error { field: Some("slug".into()), ..Error::new(Code::Taken, "segment") });
        }
        Some(slug) => slug.to_owned(),
        None => free_slug(&slug_of(&name), taken)?,
    };
    let description = text("description", input.description.as_deref(), DESCRIPTION)?;
    Ok(NewSegment { name, slug, description, criteria: criteria.to_json().to_string() })
}

/// `Buenos clientes (2026)` → `buenos-clientes-2026`.
fn slug_of(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut slug = words.collect::<Vec<_>>().join("-");
    slug.truncate(LINE.min(80));
    slug.trim_matches('-').to_owned()
}

/// The slug, or the first of `slug-2`, `slug-3` … that is free.
fn free_slug(slug: &str, taken: impl Fn(&str) -> Result<bool>) -> Result<String> {
    let slug = if slug.is_empty() { "segment" } else { slug };
    let mut free = slug.to_owned();
    let mut number = 1;
    while taken(&free)? {
        number += 1;
        free = format!("{slug}-{number}");
    }
    Ok(free)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_the_name_without_what_a_terminal_trips_over() {
        for (name, slug) in [
            ("Buenos clientes (2026)", "buenos-clientes-2026"),
            ("  Ñandú & Cía. ", "nandu-cia"),
            ("مريم", ""),
        ] {
            assert_eq!(slug_of(name), slug);
        }
        assert_eq!(free_slug("", |_| Ok(false)).unwrap(), "segment");
        assert_eq!(free_slug("vip", |slug| Ok(slug != "vip-3")).unwrap(), "vip-3");
    }
}
