//! When somebody is tried again.

use super::FollowUpInput;
use crate::values::Day;
use chrono::{Datelike as _, Weekday};

/// When who does not answer is called again: the next day at the hour that was agreed, but not on a Sunday, when the clinic
/// rests.
pub(super) fn next_try(minute: Option<u16>, today: Day) -> FollowUpInput {
    let tomorrow = today.plus(1);
    let is_rest = tomorrow.date().weekday() == Weekday::Sun;
    FollowUpInput { on: if is_rest { tomorrow.plus(1) } else { tomorrow }, minute }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_does_not_answer_is_tried_on_the_next_working_day_at_the_same_hour() {
        let table = [
            ("monday", "2025-11-17", "2025-11-18", Some(600)),
            ("friday", "2025-11-21", "2025-11-22", Some(0)),
            ("saturday leads over sunday", "2025-11-22", "2025-11-24", Some(1_439)),
            ("saturday without an hour", "2025-11-22", "2025-11-24", None),
            ("sunday", "2025-11-23", "2025-11-24", Some(600)),
            ("over the end of a month on a sunday", "2026-01-31", "2026-02-02", None),
            ("over the end of a year", "2025-12-31", "2026-01-01", None),
            ("into a leap day", "2028-02-28", "2028-02-29", Some(540)),
        ];
        for (name, today, on, minute) in table {
            let day = |text| Day::parse(text).unwrap();
            assert_eq!(next_try(minute, day(today)), FollowUpInput { on: day(on), minute }, "{name}");
        }
    }
}
