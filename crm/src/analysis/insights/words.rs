//! Reasons in the reader's language.

use super::{InsightPet, InsightReason};
use crate::{
    analysis::{metrics::Gap, reports::grouped},
    values::{
        Lang, Money,
        words::{counted, look_up, phrase, word},
    },
};

/// The parts as a sentence: "Viene cada 62 días; lleva 140; gasta unos $900".
pub fn sentence(lang: Lang, currency: &str, reasons: &[InsightReason]) -> String {
    let parts: Vec<String> = reasons.iter().map(|reason| reason.said(lang, currency)).collect();
    let text = parts.join("; ");
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

impl InsightReason {
    /// The part in words.
    fn said(&self, lang: Lang, currency: &str) -> String {
        let days = |key: &'static str, count: i32, values: &[(&str, String)]| {
            let count_said = ("count", count.to_string());
            counted(lang, key, count.into(), &[values, &[count_said]].concat())
        };
        match self {
            Self::Cadence { usual, days } => {
                let values = [("every", every(lang, *usual)), ("days", days.to_string())];
                phrase(lang, "insights.cadence", &values)
            }
            Self::LastVisit { days: 0 } => word(lang, "insights.cameToday").to_owned(),
            Self::LastVisit { days: count } => days("insights.lastVisit", *count, &[]),
            Self::Vip => word(lang, "insights.vip").to_owned(),
            Self::Spends { about_cents } => {
                phrase(lang, "insights.spends", &[("amount", about(*about_cents, currency))])
            }
            Self::Vaccination { pet, days_left, .. } => match *days_left {
                ..0 => days("insights.vaccinationLate", -days_left, &[("pet", pet.clone())]),
                _ => phrase(
                    lang,
                    "insights.vaccination",
                    &[("pet", pet.clone()), ("when", ahead(lang, *days_left))],
                ),
            },
            Self::Shopping { category, usual, days } => {
                let category = category.to_lowercase();
                let values =
                    [("category", category), ("often", often(lang, *usual)), ("days", days.to_string())];
                phrase(lang, "insights.shopping", &values)
            }
            Self::Purchases { usual, days } => {
                let values = [("every", every(lang, *usual)), ("days", days.to_string())];
                phrase(lang, "insights.purchases", &values)
            }
            Self::SpentYear { cents } => {
                phrase(lang, "insights.spentYear", &[("amount", price(*cents, currency))])
            }
            Self::SpentTotal { cents, purchases } => {
                let values = [("amount", price(*cents, currency)), ("count", grouped(*purchases))];
                counted(lang, "insights.spentTotal", *purchases, &values)
            }
            Self::FirstVisit { days: 0, .. } => word(lang, "insights.firstVisitToday").to_owned(),
            Self::FirstVisit { days: count, .. } => days("insights.firstVisit", *count, &[]),
            Self::FollowUp { subject, days_late } => {
                let subject =
                    if subject.is_empty() { word(lang, "insights.call").to_owned() } else { subject.clone() };
                match *days_late {
                    ..=0 => phrase(lang, "insights.followUp", &[("subject", subject)]),
                    late => days("insights.followUpLate", late, &[("subject", subject)]),
                }
            }
            Self::Birthday { pet, turns, days_left } => {
                let values = [("turns", turns.to_string()), ("when", ahead(lang, *days_left))];
                match pet {
                    Some(pet) => {
                        let pet = [("pet", pet.clone())];
                        phrase(lang, "insights.birthdayPet", &[&values[..], &pet[..]].concat())
                    }
                    None => phrase(lang, "insights.birthday", &values),
                }
            }
            Self::LowRating { rating, days } => {
                let values = [("count", rating.to_string()), ("when", ago(lang, *days))];
                counted(lang, "insights.lowRating", i64::from(*rating), &values)
            }
            Self::Booked { days_left, .. } => {
                phrase(lang, "insights.booked", &[("when", ahead(lang, *days_left))])
            }
        }
    }
}

/// "cada 62 días", "cada mes".
fn every(lang: Lang, usual: Gap) -> String {
    match usual.quarters() {
        26..=30 => word(lang, "insights.everyWeek").to_owned(),
        112..=124 => word(lang, "insights.everyMonth").to_owned(),
        1_440..=1_480 => word(lang, "insights.everyYear").to_owned(),
        _ => {
            let days = rounded(usual);
            counted(lang, "insights.every", days, &[("count", days.to_string())])
        }
    }
}

/// "monthly", where a language has such a word.
fn often(lang: Lang, usual: Gap) -> String {
    match usual.quarters() {
        112..=124 => word(lang, "insights.monthly").to_owned(),
        _ => every(lang, usual),
    }
}

/// Whole days, at least one.
fn rounded(usual: Gap) -> i64 {
    ((usual.quarters() + 2) / 4).max(1)
}

/// "hoy", "mañana", "en 12 días", "en 2 semanas".
fn ahead(lang: Lang, days: i32) -> String {
    match days {
        ..=0 => word(lang, "insights.today").to_owned(),
        1 => word(lang, "insights.tomorrow").to_owned(),
        14 | 21 | 28 => phrase(lang, "insights.inWeeks", &[("count", (days / 7).to_string())]),
        _ => phrase(lang, "insights.inDays", &[("count", days.to_string())]),
    }
}

/// "hoy", "hace 3 días".
fn ago(lang: Lang, days: i32) -> String {
    match days {
        ..=0 => word(lang, "insights.today").to_owned(),
        _ => counted(lang, "insights.ago", days.into(), &[("count", days.to_string())]),
    }
}

/// The sign before amounts of a currency.
fn sign(currency: &str) -> &'static str {
    match currency {
        "EUR" => "€",
        "GBP" => "£",
        _ => "$",
    }
}

/// `$12,450`: whole units.
pub(super) fn price(amount: Money, currency: &str) -> String {
    format!("{}{}", sign(currency), grouped((amount.cents() + 50).div_euclid(100)))
}

/// As one says it: two digits that count.
fn about(amount: Money, currency: &str) -> String {
    let units = (amount.cents() + 50).div_euclid(100);
    let mut step = 1;
    while units / step >= 100 {
        step *= 10;
    }
    format!("{}{}", sign(currency), grouped((units + step / 2) / step * step))
}

/// Pets with their breed or species: "Max (Poodle)", "Mittens (gato), Whiskers (gato)".
pub(super) fn list_of(lang: Lang, pets: &[InsightPet]) -> String {
    let kind = |pet: &InsightPet| {
        pet.breed.clone().unwrap_or_else(|| {
            look_up(lang, &format!("values.species.{}", pet.species)).unwrap_or(&pet.species).to_lowercase()
        })
    };
    let said: Vec<String> = pets.iter().map(|pet| format!("{} ({})", pet.name, kind(pet))).collect();
    said.join(", ")
}
