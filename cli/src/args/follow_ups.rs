//! Of follow-ups.

use super::{day, scope};
use clap::Subcommand;
use crm::interactions::{FollowUpInput, FollowUpScope};

/// `2026-11-30` or `2026-11-30 10:00`.
pub(super) fn moment(text: &str) -> Result<FollowUpInput, String> {
    let (on, hour) = text.trim().split_once(' ').map_or((text.trim(), None), |(on, hour)| (on, Some(hour)));
    let minute = hour
        .map(|hour| {
            let (hours, minutes) = hour.split_once(':')?;
            let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
        })
        .map(|minute| minute.ok_or_else(|| "not an hour of the form HH:MM".to_owned()))
        .transpose()?;
    Ok(FollowUpInput { on: day(on)?, minute })
}

#[derive(Debug, Subcommand)]
pub enum FollowUpsCommand {
    /// What is owed, the longest due first.
    List {
        /// due (overdue and today's), overdue, today or later.
        #[arg(long, default_value = "due", value_parser = scope)]
        scope: FollowUpScope,
        /// How many at most.
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
        limit: u32,
    },
    /// Settle one.
    Done {
        /// Its number in the list.
        id: i64,
    },
    /// Move one to another day.
    Postpone {
        /// Its number in the list.
        id: i64,
        /// A day, or a day and an hour (2026-11-30 10:00).
        #[arg(value_parser = moment)]
        to: FollowUpInput,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_a_day_and_perhaps_an_hour() {
        let read = |text| moment(text).ok().map(|to| (to.on.to_string(), to.minute));
        assert_eq!(read("2026-11-30"), Some(("2026-11-30".into(), None)));
        assert_eq!(read(" 2026-11-30 9:05"), Some(("2026-11-30".into(), Some(545))));
        for wrong in ["30/11/2026", "2026-11-30 24:00", "2026-11-30 10", "mañana"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
