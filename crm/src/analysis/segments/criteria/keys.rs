//! The keys that criteria know, their aliases, and what each takes.

use super::{Measure, Quality, Quantity};
use crate::values::text_enum;

text_enum! {
    /// A key, by the name that is written.
    Key {
        /// Completed visits, at least.
        MinVisits = "min_visits",
        /// Completed visits, at most.
        MaxVisits = "max_visits",
        /// Net spending, at least.
        MinSpent = "min_spent",
        /// Net spending, at most.
        LifetimeValueMax = "lifetime_value_max",
        /// Days since the last visit, at most.
        DaysSinceVisitMax = "days_since_visit_max",
        /// Days since the last visit, at least.
        DaysSinceVisitMin = "days_since_visit_min",
        /// All of these tags.
        TagsInclude = "tags_include",
        /// Any of these tags.
        TagsAny = "tags_any",
        /// None of these tags.
        TagsExclude = "tags_exclude",
        /// A living pet of any of these species.
        HasPetsSpecies = "has_pets_species",
        /// The commercial tier.
        Tier = "tier",
        /// The standing in the loyalty programme.
        LoyaltyStatus = "loyalty_status",
        /// The bare rule of days.
        ChurnRisk = "churn_risk",
        /// The churn score, at least.
        ChurnScoreMin = "churn_score_min",
        /// The stage.
        Lifecycle = "lifecycle",
        /// A person or a company.
        ContactType = "contact_type",
        /// The nationality.
        Nationality = "nationality",
        /// The region.
        Region = "region",
        /// The city.
        City = "city",
        /// The language.
        PreferredLanguage = "preferred_language",
        /// The way that the owner likes to be reached.
        PreferredContactMethod = "preferred_contact_method",
        /// What the owner agreed to.
        OptedIn = "opted_in",
        /// The flag for e-mail.
        EmailOptIn = "email_opt_in",
        /// Born in these months.
        BirthdayMonth = "birthday_month",
        /// Bought these products.
        BoughtProduct = "bought_product",
        /// Bought from these categories.
        BoughtCategory = "bought_category",
        /// Bought since a day.
        BoughtSince = "bought_since",
        /// Brought by another owner.
        Referred = "referred",
        /// Owners brought, at least.
        ReferralsMin = "referrals_min",
        /// How the owner came.
        AcquisitionSource = "acquisition_source",
        /// Whether an appointment is scheduled on a later day.
        HasFutureAppointment = "has_future_appointment",
        /// Deactivated or not.
        IsActive = "is_active",
        /// A vaccination is due within so many days.
        VaccinationDueWithin = "vaccination_due_within",
        /// Gave a rating of this or less.
        FeedbackMaxRating = "feedback_max_rating",
        /// What the visits look like.
        VisitPattern = "visit_pattern",
        /// The value score, at least.
        ValueScoreMin = "value_score_min",
        /// The engagement score, at least.
        EngagementScoreMin = "engagement_score_min",
        /// First came on this day or later.
        FirstVisitSince = "first_visit_since",
        /// One of these owners.
        Owners = "owners",
    }
}

/// What a key takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A figure of this or more, from 0 up to the limit.
    AtLeast(Measure, i64),
    /// A figure of this or less.
    AtMost(Measure, i64),
    /// Words of a closed list.
    Choice(Quality, &'static [&'static str]),
    /// Words of an open list.
    Word(Quality),
    /// Names of tags.
    Tags(Quantity),
    /// Species.
    Species,
    /// Steps of the loyalty programme.
    Loyalty,
    /// Channels, purposes, pairs of them, or yes or no to marketing.
    OptIn,
    /// Yes or no.
    YesNo,
    /// Months from 1 to 12.
    Months,
    /// A part of what was bought.
    Bought,
    /// A number of days.
    Days,
    /// A rating from 1 to 5.
    Rating,
    /// A day, or the last so many days.
    Since,
    /// Permanent ids of owners.
    Owners,
}

/// No count of one clinic is beyond it.
const MANY: i64 = 1_000_000_000;
/// A century in days.
const CENTURY: i64 = 36_525;
/// 1 in millionths.
const WHOLE: i64 = 1_000_000;

impl Key {
    /// The key of a name or alias.
    pub fn find(name: &str) -> Option<Self> {
        match name {
            "lifetime_value_min" => Some(Self::MinSpent),
            "max_days_since_visit" => Some(Self::DaysSinceVisitMax),
            "days_since_visit" => Some(Self::DaysSinceVisitMin),
            "tags" => Some(Self::TagsInclude),
            "pet_species" => Some(Self::HasPetsSpecies),
            name => Self::parse(name),
        }
    }

    /// What it takes.
    pub const fn shape(self) -> Shape {
        use Shape::{AtLeast, AtMost, Choice, Word};
        match self {
            Self::MinVisits => AtLeast(Measure::Visits, MANY),
            Self::MaxVisits => AtMost(Measure::Visits, MANY),
            Self::MinSpent => AtLeast(Measure::Spent, MANY * 100),
            Self::LifetimeValueMax => AtMost(Measure::Spent, MANY * 100),
            Self::DaysSinceVisitMax => AtMost(Measure::Days, CENTURY),
            Self::DaysSinceVisitMin => AtLeast(Measure::Days, CENTURY),
            Self::ChurnScoreMin => AtLeast(Measure::ChurnScore, WHOLE),
            Self::ReferralsMin => AtLeast(Measure::Referrals, MANY),
            Self::ValueScoreMin => AtLeast(Measure::ValueScore, 100),
            Self::EngagementScoreMin => AtLeast(Measure::EngagementScore, 100),
            Self::TagsInclude => Shape::Tags(Quantity::All),
            Self::TagsAny => Shape::Tags(Quantity::Any),
            Self::TagsExclude => Shape::Tags(Quantity::None),
            Self::HasPetsSpecies => Shape::Species,
            Self::Tier => Choice(Quality::Tier, &["new", "regular", "vip", "professional"]),
            Self::LoyaltyStatus => Shape::Loyalty,
            Self::ChurnRisk => Choice(Quality::ChurnRisk, &["none", "low", "medium", "high"]),
            Self::Lifecycle => Choice(
                Quality::Lifecycle,
                &["lead", "first_visit", "active", "vip", "at_risk", "churned", "closed"],
            ),
            Self::ContactType => Choice(Quality::ContactType, &["individual", "corporate"]),
            Self::Nationality => Word(Quality::Nationality),
            Self::Region => Word(Quality::Region),
            Self::City => Word(Quality::City),
            Self::PreferredLanguage => Word(Quality::Language),
            Self::PreferredContactMethod => {
                Choice(Quality::ContactMethod, &["email", "sms", "whatsapp", "phone"])
            }
            Self::OptedIn => Shape::OptIn,
            Self::EmailOptIn | Self::Referred | Self::HasFutureAppointment | Self::IsActive => Shape::YesNo,
            Self::BirthdayMonth => Shape::Months,
            Self::BoughtProduct | Self::BoughtCategory | Self::BoughtSince => Shape::Bought,
            Self::AcquisitionSource => Choice(
                Quality::AcquisitionSource,
                &["referral", "google", "facebook", "instagram", "walk_in", "event", "other"],
            ),
            Self::VaccinationDueWithin => Shape::Days,
            Self::FeedbackMaxRating => Shape::Rating,
            Self::VisitPattern => {
                Choice(Quality::VisitPattern, &["emergency", "seasonal", "regular", "occasional"])
            }
            Self::FirstVisitSince => Shape::Since,
            Self::Owners => Shape::Owners,
        }
    }
}
