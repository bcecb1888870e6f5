//! What an owner's visits look like over the last 36 months.

use super::{super::VisitPattern, YEAR_DAYS, turn::Turn};
use crate::values::Day;
use chrono::Datelike;

/// 36 months.
const WINDOW_DAYS: i32 = 3 * YEAR_DAYS;

/// A day with a completed visit.
#[derive(Debug, Clone, Copy)]
pub(super) struct VisitDay {
    pub(super) day: Day,
    pub(super) is_emergency: bool,
}

/// The first pattern that fits, from three visits in the window on. `visits` are distinct days, rising.
pub(super) fn of(visits: &[VisitDay], today: Day, turn: &mut Turn) -> Option<VisitPattern> {
    let before = visits.partition_point(|visit| visit.day <= today.plus(-WINDOW_DAYS));
    let visits = visits.get(before..)?;
    if let Some(earliest) = visits.first() {
        turn.at(earliest.day.plus(WINDOW_DAYS));
    }
    if visits.len() < 3 {
        return None;
    }
    let emergencies = visits.iter().filter(|visit| visit.is_emergency).count();
    Some(if emergencies * 2 >= visits.len() {
        VisitPattern::Emergency
    } else if is_seasonal(visits) {
        VisitPattern::Seasonal
    } else if is_regular(visits) {
        VisitPattern::Regular
    } else {
        VisitPattern::Occasional
    })
}

/// Four or more visits, 60 % or more of them in one quarter of the year, and that in two years or more.
fn is_seasonal(visits: &[VisitDay]) -> bool {
    if visits.len() < 4 {
        return false;
    }
    (0..4).any(|quarter| {
        let mut years = visits.iter().filter_map(|visit| {
            let date = visit.day.date();
            (date.month0() / 3 == quarter).then(|| date.year())
        });
        let Some(first) = years.next() else { return false };
        let (count, is_repeated) =
            years.fold((1, false), |(count, repeated), year| (count + 1, repeated || year != first));
        is_repeated && count * 10 >= visits.len() * 6
    })
}

/// The population standard deviation of the gaps ÷ their mean is under 0.5, in whole numbers:
/// 4 (n Σg² − (Σg)²) < (Σg)².
fn is_regular(visits: &[VisitDay]) -> bool {
    let gaps = visits.iter().zip(visits.iter().skip(1)).map(|(a, b)| i128::from(b.day.since(a.day)));
    let (n, sum, squares) =
        gaps.fold((0, 0, 0), |(n, sum, squares), gap| (n + 1, sum + gap, squares + gap * gap));
    4 * (n * squares - sum * sum) < sum * sum
}
