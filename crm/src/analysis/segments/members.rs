//! Who is in: counted, listed page by page, and acted on.

use super::{
    criteria::{Criteria, Node, Quantity, Rule},
    describe,
    size::{self, RuleEffect},
    sql::{Compiled, Ground},
    store,
};
use crate::{
    Clinic, Error, Result,
    analysis::metrics,
    clinic::{Action, Actor, Done, Read},
    records::{owners::OwnerKind, tags},
    values::{
        ChurnRisk, Day, ExternalId, Lang, Lifecycle, Money, OwnerId, SegmentId, TagId, Tier, text_enum,
    },
};
use serde::{Deserialize, Serialize};

/// The longest page.
const MAX_PAGE: u32 = 1_000;
/// Up to so many members are found by their rules and sorted; more are met by a walk in the order of ids.
const FEW: u32 = 1_000;

/// A member as one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// The owner.
    pub id: OwnerId,
    /// The id that the owner keeps over exports and imports.
    pub external_id: ExternalId,
    /// The name on the screen.
    pub name: String,
    /// A person or a company.
    pub kind: OwnerKind,
    /// The names of the pets that live and are still here.
    pub pets: Vec<String>,
    /// The telephone as typed.
    pub phone: Option<String>,
    /// The e-mail.
    pub email: Option<String>,
    /// The city.
    pub city: Option<String>,
    /// The day of the last visit.
    pub last_visit_on: Option<Day>,
    /// Days since then.
    pub days_since_visit: Option<i32>,
    /// Money spent to date.
    pub spent_cents: Money,
    /// The risk of leaving.
    pub risk: ChurnRisk,
    /// The stage.
    pub lifecycle: Lifecycle,
    /// The tier.
    pub tier: Tier,
    /// What 12 months would bring × the chance that the owner is gone.
    pub at_stake_cents: Option<Money>,
}

text_enum! {
    /// What members are sorted by.
    MemberSort {
        /// The name on the screen.
        Name = "name",
        /// Money spent to date.
        Spent = "spent",
        /// The day of the last visit; who never came stands last.
        LastVisit = "last_visit",
        /// What is at stake with them.
        AtStake = "at_stake",
    }
}

/// An order of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MemberOrder {
    /// By what.
    pub by: MemberSort,
    /// The most, the latest, or Z first.
    pub is_descending: bool,
}

/// A page of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MembersPage {
    /// The members.
    pub members: Vec<Member>,
    /// Whom the next page begins behind; none after the last.
    pub next: Option<OwnerId>,
}

/// What criteria give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Preview {
    /// How many owners.
    pub count: u32,
    /// The first of them.
    pub members: Vec<Member>,
    /// Whom the next page begins behind; none where these are all.
    pub next: Option<OwnerId>,
    /// A title for a segment of them.
    pub title: String,
    /// The criteria in words.
    pub sentence: String,
    /// The criteria as they would be kept.
    pub criteria: String,
}

/// What each rule does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Effects {
    /// How many owners the rules begin with.
    pub everyone: u32,
    /// Each rule and group, in the order of reading; the first is the whole.
    pub rules: Vec<RuleEffect>,
}

/// Counts the owners who meet criteria and gives the first of them.
///
/// # Errors
/// `invalid` with the path of what is not understood.
pub fn preview(read: &Read<'_>, criteria: &str, limit: u32, lang: Lang) -> Result<Preview> {
    let criteria = Criteria::parse(criteria)?;
    check_names(read, &criteria)?;
    let (count, ids) = first(read, &criteria, limit.clamp(1, MAX_PAGE))?;
    Ok(Preview {
        count,
        next: ids.last().copied().filter(|_| u32::try_from(ids.len()).is_ok_and(|shown| shown < count)),
        members: store::members(read, &ids)?,
        title: describe::title(&criteria, lang),
        sentence: describe::sentence(&criteria, lang),
        criteria: criteria.to_json().to_string(),
    })
}

/// What each rule of criteria does to the count.
///
/// # Errors
/// As [`preview`].
pub fn effects(read: &Read<'_>, criteria: &str, lang: Lang) -> Result<Effects> {
    let criteria = Criteria::parse(criteria)?;
    check_names(read, &criteria)?;
    let (everyone, rules) = size::effects(read, &criteria, lang)?;
    Ok(Effects { everyone, rules })
}

/// What those who meet criteria are together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct MemberSums {
    /// Money spent to date.
    pub spent_cents: Money,
    /// Pets that live and are still here.
    pub pets: i64,
}

/// What the owners who meet criteria are together.
///
/// # Errors
/// As [`preview`].
pub fn sums(read: &Read<'_>, criteria: &str) -> Result<MemberSums> {
    let criteria = Criteria::parse(criteria)?;
    check_names(read, &criteria)?;
    let [spent, pets] = Compiled::of(&Ground::of(read)?, &criteria)?.sums();
    let spent_cents = Money::from_cents(store::sum(read.conn(), &spent)?);
    Ok(MemberSums { spent_cents, pets: store::sum(read.conn(), &pets)? })
}

/// A page of the owners who meet criteria, behind one: in the order of their ids where none is chosen.
///
/// # Errors
/// As [`preview`]; `invalid` for a limit that is none.
pub fn members(
    read: &Read<'_>,
    criteria: &str,
    order: Option<MemberOrder>,
    after: Option<OwnerId>,
    limit: u32,
) -> Result<MembersPage> {
    if limit == 0 || limit > MAX_PAGE {
        return Err(Error::invalid("limit", format!("not between 1 and {MAX_PAGE}")));
    }
    let compiled = Compiled::of(&Ground::of(read)?, &Criteria::parse(criteria)?)?;
    let ids = match order {
        None => by_id(read, &compiled, after, limit)?,
        Some(order) => by_order(read, &compiled, order, after, limit as usize)?,
    };
    let is_full = ids.len() == limit as usize;
    Ok(MembersPage { next: ids.last().copied().filter(|_| is_full), members: store::members(read, &ids)? })
}

fn by_id(read: &Read<'_>, compiled: &Compiled, after: Option<OwnerId>, limit: u32) -> Result<Vec<OwnerId>> {
    let after = after.map_or(i64::MIN, |owner| owner.0);
    Ok(match few(read, compiled)? {
        Some(ids) => ids.into_iter().filter(|id| id.0 > after).take(limit as usize).collect(),
        None => store::ids(read.conn(), &compiled.page(after, limit))?,
    })
}

/// Few are sorted whole; of many, the index of the order is walked.
fn by_order(
    read: &Read<'_>,
    compiled: &Compiled,
    MemberOrder { by, is_descending }: MemberOrder,
    after: Option<OwnerId>,
    limit: usize,
) -> Result<Vec<OwnerId>> {
    let behind = |sorted: Vec<OwnerId>| {
        let place = after.and_then(|owner| sorted.iter().position(|id| *id == owner)).map_or(0, |at| at + 1);
        sorted.into_iter().skip(place).take(limit).collect()
    };
    let Some(order) = store::order::Order::of(by, is_descending) else {
        return Ok(behind(by_stake(read, compiled, is_descending)?));
    };
    match few(read, compiled)? {
        Some(ids) => Ok(behind(order.sorted(read, &ids)?)),
        None => order.walked(read, compiled, after, limit),
    }
}

/// What is at stake is kept nowhere, for it moves every day.
fn by_stake(read: &Read<'_>, compiled: &Compiled, is_descending: bool) -> Result<Vec<OwnerId>> {
    let members = store::meeting(read, compiled)?;
    let mut stakes = metrics::all_stakes(read)?;
    stakes.retain(|stake| members.has(stake.owner_id.0));
    stakes.sort_by_key(|stake| {
        let way = if is_descending { -1 } else { 1 };
        let cents = stake.at_stake_cents.map(|stake| way * stake.cents());
        (cents.is_none(), cents, stake.owner_id)
    });
    Ok(stakes.into_iter().map(|stake| stake.owner_id).collect())
}

/// Puts a tag on everybody who meets criteria, as one step.
///
/// # Errors
/// As [`preview`]; `not_found` for the tag.
pub fn tag_members(clinic: &Clinic, actor: &Actor, criteria: &str, tag: TagId) -> Result<Done<u32>> {
    clinic.write(actor, Action::TagSegment, |w| {
        let ids = all(w, &Criteria::parse(criteria)?)?;
        let tag = tags::put_on_all(w, tag, &ids)?;
        w.about(tag.name);
        Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
    })
}

/// The count and the first page, out of one and the same set.
fn first(read: &Read<'_>, criteria: &Criteria, limit: u32) -> Result<(u32, Vec<OwnerId>)> {
    let met = store::meeting(read, &Compiled::of(&Ground::of(read)?, criteria)?)?;
    Ok((met.count(), met.ids().map(OwnerId).take(limit as usize).collect()))
}

/// All members where they are few, sorted.
fn few(read: &Read<'_>, compiled: &Compiled) -> Result<Option<Vec<OwnerId>>> {
    let mut ids = store::ids(read.conn(), &compiled.ids(FEW + 1))?;
    if ids.len() > FEW as usize {
        return Ok(None);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(Some(ids))
}

/// Everybody in a segment today, in the order of their ids.
///
/// # Errors
/// `not_found`, and `invalid` for criteria that cannot be read (an import's).
pub(in crate::analysis) fn members_now(read: &Read<'_>, id: SegmentId) -> Result<Vec<OwnerId>> {
    all(read, &Criteria::parse(&store::by_id(read.conn(), id)?.criteria)?)
}

/// Everybody who meets criteria in JSON, in the order of their ids.
pub(in crate::analysis) fn meeting(read: &Read<'_>, criteria: &str) -> Result<Vec<OwnerId>> {
    all(read, &Criteria::parse(criteria)?)
}

/// Everybody who meets criteria, in the order of their ids.
pub(super) fn all(read: &Read<'_>, criteria: &Criteria) -> Result<Vec<OwnerId>> {
    let compiled = Compiled::of(&Ground::of(read)?, criteria)?;
    Ok(store::meeting(read, &compiled)?.ids().map(OwnerId).collect())
}

/// A tag that the clinic does not have is a slip, not a segment without members.
pub(super) fn check_names(read: &Read<'_>, criteria: &Criteria) -> Result<()> {
    check_tags(read, "", &criteria.0)
}

fn check_tags(read: &Read<'_>, path: &str, node: &Node) -> Result<()> {
    let group = match node {
        Node::All(_) => "all",
        Node::Any(_) => "any",
        Node::None(_) => "none",
        Node::Everyone => return Ok(()),
        Node::Rule(Rule::Tags(quantity, names)) => return check_tag_names(read, path, *quantity, names),
        Node::Rule(_) => return Ok(()),
    };
    let dot = if path.is_empty() { "" } else { "." };
    node.parts()
        .iter()
        .enumerate()
        .try_for_each(|(place, part)| check_tags(read, &format!("{path}{dot}{group}[{place}]"), part))
}

fn check_tag_names(read: &Read<'_>, path: &str, quantity: Quantity, names: &[String]) -> Result<()> {
    let known = store::names::Names::of(read.conn()).tags(names)?;
    let Some(place) = known.iter().position(Vec::is_empty) else { return Ok(()) };
    let key = Rule::Tags(quantity, Vec::new()).key();
    let dot = if path.is_empty() { "" } else { "." };
    Err(Error::invalid(&format!("{path}{dot}{key}[{place}]"), "no such tag"))
}
