//! Ages.

use crate::values::Day;
use chrono::Datelike;
use serde::Serialize;

/// A pet's age as people say it: in months until two, then in years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Age {
    /// How many.
    pub count: i32,
    /// Of what.
    pub unit: AgeUnit,
}

/// What an age is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum AgeUnit {
    /// Full months.
    Months,
    /// Full years.
    Years,
}

/// The age on a day of who was born on another; none before the birth.
pub fn age(born: Day, on: Day) -> Option<Age> {
    let (born, on) = (born.date(), on.date());
    if on < born {
        return None;
    }
    let month = |date: chrono::NaiveDate| date.year() * 12 + date.month0().cast_signed();
    let months = month(on) - month(born) - i32::from(on.day() < born.day());
    Some(if months < 24 {
        Age { count: months, unit: AgeUnit::Months }
    } else {
        Age { count: months / 12, unit: AgeUnit::Years }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_months_until_two() {
        let day = |text| Day::parse(text).unwrap();
        let months = |count| Some(Age { count, unit: AgeUnit::Months });
        let years = |count| Some(Age { count, unit: AgeUnit::Years });
        for (born, on, expected) in [
            ("2025-11-17", "2025-11-17", months(0)),
            ("2025-10-18", "2025-11-17", months(0)),
            ("2025-10-17", "2025-11-17", months(1)),
            ("2023-11-18", "2025-11-17", months(23)),
            ("2023-11-17", "2025-11-17", years(2)),
            ("2020-11-18", "2025-11-17", years(4)),
            ("2020-11-17", "2025-11-17", years(5)),
            ("2024-02-29", "2025-02-28", months(11)),
            ("2025-11-18", "2025-11-17", None),
        ] {
            assert_eq!(age(day(born), day(on)), expected, "{born} {on}");
        }
    }
}
