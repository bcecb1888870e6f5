//! Criteria as JSON, in one canonical way: `{"version": 1, "all": [{"min_spent": 5000}, …]}`.

use super::{Criteria, Key, Measure, Node, OptIn, Permission, Quality, Quantity, Rule, Since, VERSION};
use serde_json::{Map, Value, json};

impl Criteria {
    /// The canonical form, which reads back as the same criteria.
    pub fn to_json(&self) -> Value {
        let mut map = object(&self.0);
        map.insert("version".into(), VERSION.into());
        Value::Object(map)
    }
}

fn object(node: &Node) -> Map<String, Value> {
    let group = |parts: &[Node]| parts.iter().map(|part| Value::Object(object(part))).collect::<Vec<_>>();
    let entries = match node {
        Node::Everyone => vec![("everyone".to_owned(), true.into())],
        Node::All(parts) => vec![("all".to_owned(), group(parts).into())],
        Node::Any(parts) => vec![("any".to_owned(), group(parts).into())],
        Node::None(parts) => vec![("none".to_owned(), group(parts).into())],
        Node::Rule(rule) => {
            rule.entries().into_iter().map(|(key, value)| (key.as_str().to_owned(), value)).collect()
        }
    };
    entries.into_iter().collect()
}

impl Rule {
    /// The keys and values that say this rule: one, or up to three about a purchase.
    pub fn entries(&self) -> Vec<(Key, Value)> {
        let value = match self {
            Self::AtLeast(measure, number) | Self::AtMost(measure, number) => figure(*measure, *number),
            Self::OneOf(_, words) | Self::Tags(_, words) | Self::Species(words) => listed(words),
            Self::Loyalty(statuses) => listed(&statuses.iter().map(|s| s.as_str()).collect::<Vec<_>>()),
            Self::OptedIn(OptIn::Marketing(yes)) => (*yes).into(),
            Self::OptedIn(OptIn::Any(permissions)) => {
                listed(&permissions.iter().map(|p| p.text()).collect::<Vec<_>>())
            }
            Self::EmailOptIn(yes)
            | Self::Referred(yes)
            | Self::FutureAppointment(yes)
            | Self::IsActive(yes) => (*yes).into(),
            Self::BirthdayMonth(months) => listed(months),
            Self::VaccinationDueWithin(days) => (*days).into(),
            Self::FeedbackMaxRating(rating) => (*rating).into(),
            Self::FirstVisitSince(since) => since.text().into(),
            Self::Owners(ids) => listed(ids),
            Self::Bought(bought) => {
                let mut entries = Vec::new();
                if !bought.products.is_empty() {
                    entries.push((Key::BoughtProduct, listed(&bought.products)));
                }
                if !bought.categories.is_empty() {
                    entries.push((Key::BoughtCategory, listed(&bought.categories)));
                }
                entries.extend(bought.since.map(|since| (Key::BoughtSince, since.text().into())));
                return entries;
            }
        };
        vec![(self.key(), value)]
    }

    /// The key that it is written under; of a purchase the first.
    pub fn key(&self) -> Key {
        match self {
            Self::AtMost(Measure::Visits, _) => Key::MaxVisits,
            Self::AtMost(Measure::Days, _) => Key::DaysSinceVisitMax,
            Self::AtMost(..) => Key::LifetimeValueMax,
            Self::AtLeast(measure, _) => match measure {
                Measure::Visits => Key::MinVisits,
                Measure::Spent => Key::MinSpent,
                Measure::Days => Key::DaysSinceVisitMin,
                Measure::ChurnScore => Key::ChurnScoreMin,
                Measure::Referrals => Key::ReferralsMin,
                Measure::ValueScore => Key::ValueScoreMin,
                Measure::EngagementScore => Key::EngagementScoreMin,
            },
            Self::OneOf(quality, _) => match quality {
                Quality::Tier => Key::Tier,
                Quality::ChurnRisk => Key::ChurnRisk,
                Quality::Lifecycle => Key::Lifecycle,
                Quality::VisitPattern => Key::VisitPattern,
                Quality::ContactType => Key::ContactType,
                Quality::ContactMethod => Key::PreferredContactMethod,
                Quality::AcquisitionSource => Key::AcquisitionSource,
                Quality::Nationality => Key::Nationality,
                Quality::Region => Key::Region,
                Quality::City => Key::City,
                Quality::Language => Key::PreferredLanguage,
            },
            Self::Tags(Quantity::All, _) => Key::TagsInclude,
            Self::Tags(Quantity::Any, _) => Key::TagsAny,
            Self::Tags(Quantity::None, _) => Key::TagsExclude,
            Self::Species(_) => Key::HasPetsSpecies,
            Self::Loyalty(_) => Key::LoyaltyStatus,
            Self::OptedIn(_) => Key::OptedIn,
            Self::EmailOptIn(_) => Key::EmailOptIn,
            Self::BirthdayMonth(_) => Key::BirthdayMonth,
            Self::Bought(bought) if !bought.products.is_empty() => Key::BoughtProduct,
            Self::Bought(bought) if !bought.categories.is_empty() => Key::BoughtCategory,
            Self::Bought(_) => Key::BoughtSince,
            Self::Referred(_) => Key::Referred,
            Self::FutureAppointment(_) => Key::HasFutureAppointment,
            Self::IsActive(_) => Key::IsActive,
            Self::VaccinationDueWithin(_) => Key::VaccinationDueWithin,
            Self::FeedbackMaxRating(_) => Key::FeedbackMaxRating,
            Self::FirstVisitSince(_) => Key::FirstVisitSince,
            Self::Owners(_) => Key::Owners,
        }
    }
}

impl Permission {
    /// `email`, `promotions`, `whatsapp:promotions`.
    pub fn text(self) -> String {
        match self {
            Self::Channel(channel) => channel.to_string(),
            Self::Purpose(purpose) => purpose.to_string(),
            Self::Pair(channel, purpose) => format!("{channel}:{purpose}"),
        }
    }
}

impl Since {
    /// `2026-10-31` or `30d`.
    pub fn text(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::LastDays(days) => format!("{days}d"),
        }
    }
}

/// A single value stands without a list around it.
fn listed<T: serde::Serialize>(values: &[T]) -> Value {
    match values {
        [only] => json!(only),
        values => json!(values),
    }
}

fn figure(measure: Measure, number: i64) -> Value {
    match measure {
        Measure::Spent => decimal(number, 100),
        Measure::ChurnScore => decimal(number, 1_000_000),
        _ => number.into(),
    }
}

/// A number of hundredths or millionths; whole ones without a point. A double holds each exactly enough to be
/// read back as it was: at most 17 digits are written.
#[allow(clippy::cast_precision_loss, reason = "checked by the reader: below 10^11")]
fn decimal(number: i64, parts: i64) -> Value {
    if number % parts == 0 { (number / parts).into() } else { json!(number as f64 / parts as f64) }
}
