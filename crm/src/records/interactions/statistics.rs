//! How much the desk talks with whom: today and over the last days, by way, by staff member and by day.

use super::{InteractionChannel, InteractionDirection, store};
use crate::{
    Result,
    clinic::Read,
    values::{Day, StaffId},
};
use serde::Serialize;
use std::collections::BTreeMap;

/// Days looked at, today among them.
const DAYS: i32 = 30;

/// What was logged over the last thirty days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct InteractionStatistics {
    /// The first day.
    pub from: Day,
    /// Today, the last.
    pub to: Day,
    /// Everything together.
    pub all: Tally,
    /// By way, the busiest first.
    pub channels: Vec<ChannelTally>,
    /// By staff member, the busiest first.
    pub staff: Vec<StaffTally>,
    /// Every day, the earliest first, also those on which nothing was logged.
    pub days: Vec<DayTally>,
}

/// How many interactions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Tally {
    /// Today.
    pub today: u32,
    /// In all days looked at.
    pub period: u32,
    /// Of these, begun by owners.
    pub inbound: u32,
}

/// How many over one way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChannelTally {
    /// The way.
    pub channel: InteractionChannel,
    /// How many.
    pub tally: Tally,
}

/// How many by one staff member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct StaffTally {
    /// The staff member; none where it is not known.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub name: Option<String>,
    /// How many.
    pub tally: Tally,
}

/// How many on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DayTally {
    /// The day.
    pub on: Day,
    /// Begun by owners.
    pub inbound: u32,
    /// Begun by the clinic.
    pub outbound: u32,
}

/// How many of a day, a way, a direction and a staff member.
pub(super) struct Group {
    pub(super) on: Day,
    pub(super) channel: InteractionChannel,
    pub(super) direction: InteractionDirection,
    pub(super) staff: Option<StaffId>,
    pub(super) count: u32,
}

impl Tally {
    fn add(&mut self, group: &Group, today: Day) {
        self.period += group.count;
        self.today += if group.on == today { group.count } else { 0 };
        self.inbound += if group.direction == InteractionDirection::Inbound { group.count } else { 0 };
    }
}

/// What was logged over the last thirty days.
///
/// # Errors
/// Only those of the database.
pub fn statistics(read: &Read) -> Result<InteractionStatistics> {
    let (from, to) = (read.today.plus(1 - DAYS), read.today);
    let (mut all, mut channels, mut staff) = (Tally::default(), BTreeMap::new(), BTreeMap::new());
    let mut days: BTreeMap<Day, DayTally> = (0..DAYS)
        .map(|ahead| from.plus(ahead))
        .map(|on| (on, DayTally { on, inbound: 0, outbound: 0 }))
        .collect();
    for group in store::groups(read, from, to)? {
        all.add(&group, to);
        channels.entry(group.channel).or_insert_with(Tally::default).add(&group, to);
        staff.entry(group.staff).or_insert_with(Tally::default).add(&group, to);
        if let Some(day) = days.get_mut(&group.on) {
            match group.direction {
                InteractionDirection::Inbound => day.inbound += group.count,
                InteractionDirection::Outbound => day.outbound += group.count,
            }
        }
    }
    let mut channels: Vec<ChannelTally> =
        channels.into_iter().map(|(channel, tally)| ChannelTally { channel, tally }).collect();
    channels.sort_by_key(|one| std::cmp::Reverse(one.tally.period));
    let mut staff = staff
        .into_iter()
        .map(|(staff_id, tally)| {
            let name = staff_id.map_or(Ok(None), |id| store::staff_name(read, id))?;
            Ok(StaffTally { staff_id, name, tally })
        })
        .collect::<Result<Vec<_>>>()?;
    staff.sort_by_key(|one| std::cmp::Reverse(one.tally.period));
    Ok(InteractionStatistics { from, to, all, channels, staff, days: days.into_values().collect() })
}
