//! How feedback develops: by service, and month by month.

use super::store::{self, list::Counted};
use crate::{Error, Result, clinic::Read, values::Day};
use chrono::Datelike;
use serde::Serialize;
use std::collections::BTreeMap;

/// The longest period, in days.
const MOST_DAYS: i32 = 3_660;

/// Ratings of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackService {
    /// The service.
    pub service_type: String,
    /// All feedback of it, with a rating or without.
    pub count: u32,
    /// With a rating.
    pub rated: u32,
    /// The mean rating in hundredths, rounded half-even; none without a rating.
    pub mean_hundredths: Option<u32>,
    /// Of one or two stars.
    pub low: u32,
}

/// Ratings of a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackMonth {
    /// Its first day.
    pub month: Day,
    /// All feedback of it.
    pub count: u32,
    /// With a rating.
    pub rated: u32,
    /// The mean rating in hundredths; none without a rating.
    pub mean_hundredths: Option<u32>,
    /// Of one or two stars.
    pub low: u32,
}

/// Feedback of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FeedbackStats {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// All feedback.
    pub count: u32,
    /// With a rating.
    pub rated: u32,
    /// The mean rating in hundredths; none without a rating.
    pub mean_hundredths: Option<u32>,
    /// How many of each rating, from one star to five.
    pub ratings: [u32; 5],
    /// Anonymous among them.
    pub anonymous: u32,
    /// By service, the most first.
    pub services: Vec<FeedbackService>,
    /// Month by month, the first first; those without any among them.
    pub months: Vec<FeedbackMonth>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    count: u32,
    rated: u32,
    sum: u32,
    low: u32,
}

impl Tally {
    fn add(&mut self, rating: Option<u8>, times: u32) {
        self.count += times;
        if let Some(rating) = rating {
            self.rated += times;
            self.sum += u32::from(rating) * times;
            if rating <= super::LOW {
                self.low += times;
            }
        }
    }

    fn mean(self) -> Option<u32> {
        let (sum, rated) = (u64::from(self.sum) * 100, u64::from(self.rated));
        let (whole, rest) = (sum.checked_div(rated)?, sum.checked_rem(rated)?);
        let up = match (rest * 2).cmp(&rated) {
            std::cmp::Ordering::Greater => 1,
            std::cmp::Ordering::Equal => whole % 2,
            std::cmp::Ordering::Less => 0,
        };
        u32::try_from(whole + up).ok()
    }
}

/// Feedback of a period, both days included; without them, of the last twelve months to today. Anonymous feedback counts
/// in a period that holds the first of its month.
///
/// # Errors
/// `invalid` for a period that ends before it begins, or is longer than ten years.
pub fn stats(read: &Read, from: Option<Day>, to: Option<Day>) -> Result<FeedbackStats> {
    let to = to.unwrap_or(read.today);
    let from = from.unwrap_or_else(|| months_before(to, 11));
    if from > to || to.since(from) > MOST_DAYS {
        return Err(Error::invalid("from", "after the last day, or too long"));
    }
    let mut all = Tally::default();
    let mut ratings = [0_u32; 5];
    let mut anonymous = 0;
    let mut services: BTreeMap<String, Tally> = BTreeMap::new();
    let mut months: BTreeMap<Day, Tally> = BTreeMap::new();
    let mut month = from.first_of_month();
    while month <= to {
        months.insert(month, Tally::default());
        month = month.plus(31).first_of_month();
    }
    for Counted { on, service, rating, times, anonymous: nameless } in store::list::counted(read, from, to)? {
        anonymous += nameless;
        all.add(rating, times);
        services.entry(service).or_default().add(rating, times);
        months.entry(on.first_of_month()).or_default().add(rating, times);
        let at = rating.and_then(|rating| usize::from(rating).checked_sub(1));
        if let Some(of) = at.and_then(|at| ratings.get_mut(at)) {
            *of += times;
        }
    }
    let mut services: Vec<FeedbackService> = services
        .into_iter()
        .map(|(service_type, tally)| FeedbackService {
            service_type,
            count: tally.count,
            rated: tally.rated,
            mean_hundredths: tally.mean(),
            low: tally.low,
        })
        .collect();
    services.sort_by(|one, other| {
        other.count.cmp(&one.count).then_with(|| one.service_type.cmp(&other.service_type))
    });
    let months = months.into_iter().map(|(month, tally)| FeedbackMonth {
        month,
        count: tally.count,
        rated: tally.rated,
        mean_hundredths: tally.mean(),
        low: tally.low,
    });
    Ok(FeedbackStats {
        from,
        to,
        count: all.count,
        rated: all.rated,
        mean_hundredths: all.mean(),
        ratings,
        anonymous,
        services,
        months: months.collect(),
    })
}

/// The first of the month so many months before a day's.
fn months_before(day: Day, months: i32) -> Day {
    let date = day.date();
    let month = date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0) - months;
    let (year, month0) = (month.div_euclid(12), month.rem_euclid(12));
    Day::from_ymd(year, u32::try_from(month0).unwrap_or(0) + 1, 1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_rounds_half_even() {
        let mean = |ratings: &[u8]| {
            let mut tally = Tally::default();
            ratings.iter().for_each(|rating| tally.add(Some(*rating), 1));
            tally.mean()
        };
        assert_eq!(mean(&[]), None);
        assert_eq!(mean(&[4, 5]), Some(450));
        assert_eq!(mean(&[5, 5, 4]), Some(467));
        // 4.125 and 4.375 lie in the middle.
        assert_eq!(mean(&[5, 4, 4, 4, 4, 4, 4, 4]), Some(412));
        assert_eq!(mean(&[5, 5, 5, 4, 4, 4, 4, 4]), Some(438));
    }

    #[test]
    fn twelve_months_end_with_the_days_own() {
        let first = |day: &str| months_before(Day::parse(day).unwrap(), 11).to_string();
        assert_eq!(first("2026-10-31"), "2025-11-01");
        assert_eq!(first("2026-12-01"), "2026-01-01");
    }
}
