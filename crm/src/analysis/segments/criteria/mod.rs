//! What an owner must meet to be in a segment: a tree of rules, read strictly from JSON and written back in one
//! canonical way.

mod keys;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use keys::{Key, Shape};

use crate::{
    records::{consents::Purpose, owners::ContactChannel},
    values::{Day, text_enum},
};

/// The version that is written.
pub const VERSION: i64 = 1;
/// Rules in one tree; far beyond what a person reads, and within what one statement binds.
pub const MOST_RULES: usize = 200;

/// Whom a segment holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criteria(pub Node);

/// A part of the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// Everybody: said in so many words, never by leaving all rules away.
    Everyone,
    /// All of these hold.
    All(Vec<Node>),
    /// One of these holds.
    Any(Vec<Node>),
    /// None of these holds.
    None(Vec<Node>),
    /// One rule.
    Rule(Rule),
}

/// One thing that holds for an owner, or does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A figure is this or more. Who has none is not meant.
    AtLeast(Measure, i64),
    /// A figure is this or less. Who has none is not meant.
    AtMost(Measure, i64),
    /// A quality is one of these words.
    OneOf(Quality, Vec<String>),
    /// Tags by their names.
    Tags(Quantity, Vec<String>),
    /// A living pet that is still here is of one of these species.
    Species(Vec<String>),
    /// The standing in the loyalty programme is one of these.
    Loyalty(Vec<LoyaltyStatus>),
    /// What the owner agreed to.
    OptedIn(OptIn),
    /// The flag for e-mail: given, or withdrawn.
    EmailOptIn(bool),
    /// Born in one of these months.
    BirthdayMonth(Vec<u32>),
    /// Bought something.
    Bought(Bought),
    /// Whether another owner brought this one.
    Referred(bool),
    /// Whether an appointment is scheduled on a later day.
    FutureAppointment(bool),
    /// True: neither deactivated, blocked nor anonymised. False: deactivated. Only where it is asked are those
    /// owners looked at at all.
    IsActive(bool),
    /// A living pet has a vaccination due from today on within so many days.
    VaccinationDueWithin(i32),
    /// Gave a rating of this or less.
    FeedbackMaxRating(i64),
    /// First came on this day or later.
    FirstVisitSince(Since),
    /// One of these owners, by their permanent ids: a list as it was once.
    Owners(Vec<String>),
}

/// A figure that is compared: money in cents, the churn score in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Completed visits.
    Visits,
    /// Net spending to date, in cents.
    Spent,
    /// Days since the last visit.
    Days,
    /// The churn score, in millionths.
    ChurnScore,
    /// Owners brought.
    Referrals,
    /// The value score.
    ValueScore,
    /// The engagement score.
    EngagementScore,
}

/// A word that an owner has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quality {
    /// The commercial tier.
    Tier,
    /// The bare rule of days.
    ChurnRisk,
    /// The stage.
    Lifecycle,
    /// What the visits look like.
    VisitPattern,
    /// A person or a company.
    ContactType,
    /// The way that the owner likes to be reached.
    ContactMethod,
    /// How the owner came.
    AcquisitionSource,
    /// The nationality.
    Nationality,
    /// The region.
    Region,
    /// The city.
    City,
    /// The language.
    Language,
}

/// How many of the tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantity {
    /// Each one.
    All,
    /// One or more.
    Any,
    /// Not one.
    None,
}

text_enum! {
    /// The standing in the loyalty programme.
    LoyaltyStatus {
        /// Never earned a point.
        New = "new",
        /// The lowest step.
        Bronze = "bronze",
        /// The second step.
        Silver = "silver",
        /// The third step.
        Gold = "gold",
        /// The highest step.
        Platinum = "platinum",
        /// Of the commercial tier VIP, whatever the points.
        Vip = "vip",
    }
}

/// What an owner agreed to, or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptIn {
    /// The word on marketing as a whole: given, or withdrawn.
    Marketing(bool),
    /// One of these is given.
    Any(Vec<Permission>),
}

/// Something that can be agreed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// The flag of a channel, for all purposes.
    Channel(ContactChannel),
    /// The flag of a purpose, on all channels.
    Purpose(Purpose),
    /// A message for this purpose may go out over this channel.
    Pair(ContactChannel, Purpose),
}

/// A purchase that is looked for; what is left blank may be anything. Said in one object, all of it is about
/// the same item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bought {
    /// Products by name or SKU.
    pub products: Vec<String>,
    /// Categories.
    pub categories: Vec<String>,
    /// On this day or later.
    pub since: Option<Since>,
}

/// A day from which on something counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// A fixed day.
    Day(Day),
    /// The last so many days, today among them.
    LastDays(i32),
}

impl Since {
    /// The first day that counts.
    pub fn day(self, today: Day) -> Day {
        match self {
            Self::Day(day) => day,
            Self::LastDays(days) => today.plus(1 - days),
        }
    }
}

impl Node {
    /// The parts of a group; none of a rule.
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::None(parts) => parts,
            Self::Everyone | Self::Rule(_) => &[],
        }
    }

    /// Whether a rule in it is met by `f`.
    pub fn holds_any(&self, f: &impl Fn(&Rule) -> bool) -> bool {
        match self {
            Self::Rule(rule) => f(rule),
            other => other.parts().iter().any(|part| part.holds_any(f)),
        }
    }

    /// How many rules it holds.
    pub fn rules(&self) -> usize {
        match self {
            Self::Rule(_) => 1,
            other => other.parts().iter().map(Self::rules).sum(),
        }
    }
}

impl Criteria {
    /// Whether deactivated, blocked and anonymised owners are looked at: only where it is asked who is active.
    pub fn asks_for_inactive(&self) -> bool {
        self.0.holds_any(&|rule| matches!(rule, Rule::IsActive(_)))
    }
}
