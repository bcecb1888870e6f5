//! The clinic's own figures.

use super::{
    ClinicMedians, Figures, Gap, Rate, YEAR_DAYS, each_owner_as_of, everyone, figures, is_current,
    lifetime_value_estimate, profile::average, store,
};
use crate::{
    Result,
    clinic::Read,
    values::{Day, Lifecycle, Money, OwnerId, StaffId},
};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// Days of the interactions' chart, and of its shares.
const MONTH_DAYS: i32 = 30;

/// Visits from which each band of the distribution begins.
const VISIT_BANDS: [i64; 6] = [0, 1, 2, 3, 6, 12];

/// The clinic's figures on a day. Deactivated, blocked and anonymised owners count in none of the owners' figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ClinicFigures {
    /// The day they hold for.
    pub as_of: Day,
    /// Owners counted.
    pub owners: i64,
    /// Spent as much as a VIP does, or more.
    pub high_value: i64,
    /// Last visit longer ago than the at-risk limit, none booked, not closed.
    pub at_risk: i64,
    /// First visit on or after the 1st of the month.
    pub new_this_month: i64,
    /// Last visit longer ago than the churn limit, not closed.
    pub lapsed: i64,
    /// Owners in each stage.
    pub by_lifecycle: Vec<StageCount>,
    /// Lifetime value to date of all together.
    pub total_spent_cents: Money,
    /// Lifetime value to date per owner.
    pub average_spent_cents: Option<Money>,
    /// Lifetime value estimate of all together.
    pub total_estimate_cents: Money,
    /// Lifetime value estimate per owner that has one.
    pub average_estimate_cents: Option<Money>,
    /// The clinic's median days between visits.
    pub visit_gap: Option<Gap>,
    /// The clinic's median days between purchases.
    pub purchase_gap: Option<Gap>,
    /// How many owners have how many visits.
    pub visit_frequency: Vec<VisitBand>,
    /// Follow-ups that are required, not completed and due.
    pub follow_ups_due: i64,
    /// The log of interactions.
    pub interactions: InteractionFigures,
    /// Messages sent and answered, by channel.
    pub responses: Vec<ChannelResponse>,
    /// Owners who came in the last 12 months, of those who came in the 12 months before.
    pub retention: Retention,
}

/// Owners in a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StageCount {
    /// The stage.
    pub lifecycle: Lifecycle,
    /// Owners.
    pub owners: i64,
}

/// Owners with so many visits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct VisitBand {
    /// From this many visits.
    pub from: i64,
    /// To this many; open in the last band.
    pub to: Option<i64>,
    /// Owners.
    pub owners: i64,
}

/// The log of interactions.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct InteractionFigures {
    /// Those of today.
    pub today: i64,
    /// By channel over the last 30 days, today included.
    pub by_channel: Vec<ChannelCount>,
    /// By who handled them over the last 30 days.
    pub by_staff: Vec<StaffCount>,
    /// For each of the last 30 days, earliest first; days without one too.
    pub per_day: Vec<DayCount>,
}

/// Interactions by a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChannelCount {
    /// The channel, as interactions have it.
    pub channel: String,
    /// Interactions.
    pub count: i64,
}

/// Interactions handled by a staff member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StaffCount {
    /// Who; none where it was not noted.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub name: Option<String>,
    /// Interactions.
    pub count: i64,
}

/// Interactions of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DayCount {
    /// The day.
    pub day: Day,
    /// Interactions.
    pub count: i64,
}

/// Messages sent and answered by a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChannelResponse {
    /// The channel, as messages have it.
    pub channel: String,
    /// Sent up to today.
    pub sent: i64,
    /// Of those, answered up to today.
    pub answered: i64,
    /// Answered of sent.
    pub rate: Option<Rate>,
}

/// Of the owners with a visit in the 12 months before a period, those with one in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Retention {
    /// Owners with a visit in the 365 days before the period.
    pub before: i64,
    /// Of those, with a visit in the period.
    pub returned: i64,
    /// The share; none where nobody came before.
    pub rate: Option<Rate>,
}

/// An owner at the head of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TopOwner {
    /// Who.
    pub owner_id: OwnerId,
    /// What the list is ordered by: cents, or owners brought.
    pub value: i64,
}

/// How many owners went from one stage to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StageFlow {
    /// The stage on the earlier day.
    pub from: Lifecycle,
    /// The stage on the later day.
    pub to: Lifecycle,
    /// Owners.
    pub owners: i64,
}

/// The clinic's figures today.
///
/// # Errors
/// What the database says.
pub fn clinic(r: &Read) -> Result<ClinicFigures> {
    let counted = store::counted_owners(r.conn())?;
    let mut sums = Sums::default();
    let yardsticks = everyone::each_today(r, |owner, figures| {
        if counted.binary_search(&owner).is_ok() {
            sums.add(figures, r);
        }
        Ok(())
    })?;
    sums.finish(r, &yardsticks.medians)
}

/// Sums over the owners.
#[derive(Default)]
struct Sums {
    owners: i64,
    high_value: i64,
    at_risk: i64,
    new_this_month: i64,
    lapsed: i64,
    spent: Money,
    estimate: Money,
    estimated: i64,
    stages: BTreeMap<Lifecycle, i64>,
    visit_bands: [i64; VISIT_BANDS.len()],
}

impl Sums {
    fn add(&mut self, figures: &Figures, r: &Read) {
        let limits = &r.settings.thresholds;
        let [at_risk, churned] = limits.lifecycle_days;
        let days = figures.last_visit_on.filter(|_| !figures.is_closed()).map(|day| r.today.since(day));
        self.owners += 1;
        self.high_value += i64::from(figures.total_spent >= limits.vip_spent);
        self.at_risk += i64::from(days.is_some_and(|days| days > at_risk) && !figures.is_booked());
        self.lapsed += i64::from(days.is_some_and(|days| days > churned));
        self.new_this_month +=
            i64::from(figures.first_visit_on.is_some_and(|day| day >= r.today.first_of_month()));
        self.spent += figures.total_spent;
        if let Some(estimate) = lifetime_value_estimate(figures, r.today) {
            self.estimate += estimate;
            self.estimated += 1;
        }
        *self.stages.entry(figures.lifecycle).or_default() += 1;
        let band = VISIT_BANDS.partition_point(|from| *from <= figures.total_visits);
        if let Some(owners) = self.visit_bands.get_mut(band.saturating_sub(1)) {
            *owners += 1;
        }
    }

    fn finish(self, r: &Read, medians: &ClinicMedians) -> Result<ClinicFigures> {
        let ends = VISIT_BANDS.iter().skip(1).map(|next| Some(next - 1)).chain([None]);
        let bands = VISIT_BANDS.iter().zip(ends).zip(self.visit_bands);
        Ok(ClinicFigures {
            as_of: r.today,
            owners: self.owners,
            high_value: self.high_value,
            at_risk: self.at_risk,
            new_this_month: self.new_this_month,
            lapsed: self.lapsed,
            by_lifecycle: Lifecycle::ALL
                .iter()
                .map(|&lifecycle| StageCount {
                    lifecycle,
                    owners: self.stages.get(&lifecycle).copied().unwrap_or(0),
                })
                .collect(),
            total_spent_cents: self.spent,
            average_spent_cents: average(self.spent, self.owners),
            total_estimate_cents: self.estimate,
            average_estimate_cents: average(self.estimate, self.estimated),
            visit_gap: medians.visit_gap,
            purchase_gap: medians.purchase_gap,
            visit_frequency: bands.map(|((&from, to), owners)| VisitBand { from, to, owners }).collect(),
            follow_ups_due: store::follow_ups_due(r.conn(), r.today)?,
            interactions: interactions(r)?,
            responses: store::responses(r.conn(), r.today)?,
            retention: retention(r, r.today.plus(1 - YEAR_DAYS), r.today)?,
        })
    }
}

/// Messages sent and answered up to today, by channel.
///
/// # Errors
/// What the database says.
pub fn responses(r: &Read) -> Result<Vec<ChannelResponse>> {
    store::responses(r.conn(), r.today)
}

fn interactions(r: &Read) -> Result<InteractionFigures> {
    let from = r.today.plus(1 - MONTH_DAYS);
    let (mut by_day, mut by_channel, mut by_staff) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for talk in store::talks(r.conn(), from, r.today)? {
        *by_day.entry(talk.day).or_default() += talk.count;
        *by_channel.entry(talk.channel).or_default() += talk.count;
        *by_staff.entry(talk.staff_id).or_default() += talk.count;
    }
    let names = store::staff_names(r.conn())?;
    let name = |id: Option<StaffId>| id.and_then(|id| names.get(&id).cloned());
    let count = |day: Day| by_day.get(&day).copied().unwrap_or(0);
    let channels = by_channel.into_iter().map(|(channel, count)| ChannelCount { channel, count });
    let staff =
        by_staff.into_iter().map(|(staff_id, count)| StaffCount { staff_id, name: name(staff_id), count });
    Ok(InteractionFigures {
        today: count(r.today),
        by_channel: busiest_first(channels, |channel| channel.count),
        by_staff: busiest_first(staff, |staff| staff.count),
        per_day: (0..MONTH_DAYS)
            .map(|n| from.plus(n))
            .map(|day| DayCount { day, count: count(day) })
            .collect(),
    })
}

fn busiest_first<T>(counts: impl Iterator<Item = T>, count: fn(&T) -> i64) -> Vec<T> {
    let mut counts: Vec<T> = counts.collect();
    counts.sort_by_key(|one| Reverse(count(one)));
    counts
}

/// Of the owners with a visit in the 365 days before `from`, the share with one from `from` to `to`, both
/// included. All owners count, deactivated ones too: they were there.
///
/// # Errors
/// What the database says.
pub fn retention(r: &Read, from: Day, to: Day) -> Result<Retention> {
    let (before, returned) = store::retention(r.conn(), from.plus(-YEAR_DAYS), from, to)?;
    Ok(Retention { before, returned, rate: Rate::of(returned, before) })
}

/// The owners of [`retention`]: all who came before, or those of them who returned or did not.
///
/// # Errors
/// What the database says.
pub fn retained(r: &Read, from: Day, to: Day, returned: Option<bool>) -> Result<Vec<OwnerId>> {
    store::retained(r.conn(), from.plus(-YEAR_DAYS), from, to, returned)
}

/// The owners who spent the most (net) in the last 365 days, today included; ties by id.
///
/// # Errors
/// What the database says.
pub fn top_customers(r: &Read, limit: u32) -> Result<Vec<TopOwner>> {
    match is_current(r)? {
        true => store::kept_top_customers(r.conn(), limit),
        // A new day has begun and nothing was rolled over yet.
        false => store::top_customers(r.conn(), r.today.plus(1 - YEAR_DAYS), r.today, limit),
    }
}

/// The ten owners who brought the most others; ties by id.
///
/// # Errors
/// What the database says.
pub fn top_referrers(r: &Read) -> Result<Vec<TopOwner>> {
    store::top_referrers(r.conn())
}

/// How owners moved between stages from the end of one day to the end of another, from the facts: also for
/// the past. Deactivated owners count as closed on both days: the day of it is not on record.
///
/// # Errors
/// What the database says.
pub fn stage_flow(r: &Read, from: Day, to: Day) -> Result<Vec<StageFlow>> {
    let mut flow: BTreeMap<(Lifecycle, Lifecycle), i64> = BTreeMap::new();
    each_owner_as_of(r, to, |_, facts, now| {
        let before = figures(facts, &r.settings.thresholds, from);
        *flow.entry((before.lifecycle, now.lifecycle)).or_default() += 1;
        Ok(())
    })?;
    Ok(flow.into_iter().map(|((from, to), owners)| StageFlow { from, to, owners }).collect())
}
