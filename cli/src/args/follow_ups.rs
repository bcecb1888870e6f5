//! Of follow-ups.

use super::scope;
use clap::Subcommand;
use crm::{
    interactions::FollowUpScope,
    values::{Day, natural},
};

/// The days of a year and some: what means a day on none of them never does.
const ANY_DAYS: std::ops::Range<i32> = 20_000..20_400;

/// `mañana`, `lun 10am`, `next monday`, `2026-11-30 10:00`: which day that is depends on today, and is read by the command.
pub(super) fn moment(text: &str) -> Result<String, String> {
    let is_read = ANY_DAYS.into_iter().any(|day| natural::moment(text, Day::from_number(day)).is_some());
    if is_read { Ok(text.to_owned()) } else { Err("no day that is understood".to_owned()) }
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
        /// A day, or a day and an hour ("mañana", "lun 10am", "2026-11-30 10:00").
        #[arg(value_parser = moment)]
        to: String,
    },
    /// Nobody answered: the attempt is logged, and the follow-up moves.
    NoAnswer {
        /// Its number in the list.
        id: i64,
        /// When it is tried again; the next working day at the same hour where nothing is said.
        #[arg(value_parser = moment)]
        to: Option<String>,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_means_a_day_is_refused_before_anything_is_opened() {
        for right in ["2026-11-30", " 2026-11-30 9:05", "30/11/2026", "mañana", "lun 24", "el 31"] {
            assert!(moment(right).is_ok(), "{right}");
        }
        for wrong in ["2026-11-30 24:00", "2026-11-30 10", "pronto", ""] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }
}
