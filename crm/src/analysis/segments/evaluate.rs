//! Whether an owner meets criteria, in plain Rust over her own facts: the reference that the SQL must agree with,
//! and the answer to "why is she in, or out?".

use super::{
    criteria::{Bought, Criteria, LoyaltyStatus, Measure, Node, OptIn, Permission, Quality, Quantity, Rule},
    traits::{PetTraits, Traits},
};
use crate::{
    clinic::LoyaltyRules,
    records::{
        consents::{ConsentState, Purpose},
        owners::ContactChannel,
    },
    values::{Day, Tier, fold},
};
use chrono::Datelike as _;

/// What rules depend on beyond the owner.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'s> {
    /// Today in the clinic's zone.
    pub today: Day,
    /// The steps of the loyalty programme.
    pub loyalty: &'s LoyaltyRules,
}

/// Whether the owner is in.
pub fn is_member(criteria: &Criteria, owner: &Traits, setting: Setting<'_>) -> bool {
    (criteria.asks_for_inactive() || !owner.is_out()) && holds(&criteria.0, owner, setting)
}

/// Whether a part of a tree holds.
pub fn holds(node: &Node, owner: &Traits, setting: Setting<'_>) -> bool {
    let held = |part: &Node| holds(part, owner, setting);
    match node {
        Node::Everyone => true,
        Node::All(parts) => parts.iter().all(held),
        Node::Any(parts) => parts.iter().any(held),
        Node::None(parts) => !parts.iter().any(held),
        Node::Rule(rule) => rule_holds(rule, owner, setting),
    }
}

/// Whether a rule holds.
pub fn rule_holds(rule: &Rule, owner: &Traits, setting: Setting<'_>) -> bool {
    let today = setting.today;
    match rule {
        Rule::AtLeast(measure, number) => measured(*measure, owner).is_some_and(|has| has >= *number),
        Rule::AtMost(measure, number) => measured(*measure, owner).is_some_and(|has| has <= *number),
        Rule::OneOf(quality, words) => has_word(*quality, words, owner),
        Rule::Tags(quantity, names) => {
            let mut wanted = names.iter().map(|name| owner.tags.iter().any(|tag| same(tag, name)));
            match quantity {
                Quantity::All => wanted.all(|has| has),
                Quantity::Any => wanted.any(|has| has),
                Quantity::None => !wanted.any(|has| has),
            }
        }
        Rule::Species(words) => {
            owner.pets.iter().any(|pet| pet.is_here && words.iter().any(|word| same(word, &pet.species)))
        }
        Rule::Loyalty(statuses) => {
            let (step, is_vip) = (loyalty_step(owner, setting), owner.figures.tier == Tier::Vip);
            statuses.iter().any(|status| *status == step || (*status == LoyaltyStatus::Vip && is_vip))
        }
        Rule::OptedIn(OptIn::Marketing(yes)) => flag_of_purpose(owner, Purpose::Marketing) == said(*yes),
        Rule::OptedIn(OptIn::Any(permissions)) => permissions.iter().any(|permission| match permission {
            Permission::Channel(channel) => flag_of_channel(owner, *channel) == ConsentState::Given,
            Permission::Purpose(purpose) => flag_of_purpose(owner, *purpose) == ConsentState::Given,
            Permission::Pair(channel, purpose) => owner.consents.allows(*channel, *purpose),
        }),
        Rule::EmailOptIn(yes) => flag_of_channel(owner, ContactChannel::Email) == said(*yes),
        Rule::BirthdayMonth(months) => {
            owner.owner.birth_on.is_some_and(|day| months.contains(&day.date().month()))
        }
        Rule::Bought(bought) => has_bought(bought, owner, today),
        Rule::Referred(yes) => owner.owner.referred_by.is_some() == *yes,
        Rule::FutureAppointment(yes) => owner.figures.next_appointment_on.is_some() == *yes,
        Rule::IsActive(true) => !owner.is_out(),
        Rule::IsActive(false) => !owner.owner.is_active,
        Rule::VaccinationDueWithin(days) => {
            owner.pets.iter().filter(|pet| pet.is_here).any(|pet| is_vaccination_due(pet, today, *days))
        }
        Rule::FeedbackMaxRating(most) => {
            owner.ratings.iter().any(|(rating, day)| rating <= most && *day <= today)
        }
        Rule::FirstVisitSince(since) => {
            owner.figures.first_visit_on.is_some_and(|day| day >= since.day(today))
        }
        Rule::Owners(ids) => ids.contains(&owner.owner.external_id.0),
    }
}

fn same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// A figure as the rules compare it.
pub(super) fn measured(measure: Measure, owner: &Traits) -> Option<i64> {
    let figures = &owner.figures;
    match measure {
        Measure::Visits => Some(figures.total_visits),
        Measure::Spent => Some(figures.total_spent_cents.cents()),
        Measure::Days => figures.days_since_last_visit.map(i64::from),
        Measure::ChurnScore => figures.churn.score.map(|score| score.millionths()),
        Measure::Referrals => Some(figures.referral_count),
        Measure::ValueScore => Some(figures.value_score.points),
        Measure::EngagementScore => Some(figures.engagement_score.points),
    }
}

/// The word that an owner has for a quality.
pub(super) fn word_of(quality: Quality, owner: &Traits) -> Option<&str> {
    let (record, figures) = (&owner.owner, &owner.figures);
    match quality {
        Quality::Tier => Some(figures.tier.as_str()),
        Quality::ChurnRisk => Some(figures.churn_risk.as_str()),
        Quality::Lifecycle => Some(figures.lifecycle.as_str()),
        Quality::VisitPattern => figures.visit_pattern.map(|pattern| pattern.as_str()),
        Quality::ContactType => Some(record.kind.as_str()),
        Quality::ContactMethod => Some(record.contact_preference.as_str()),
        Quality::AcquisitionSource => record.acquisition_source.map(|source| source.as_str()),
        Quality::Nationality => record.nationality.as_deref(),
        Quality::Region => record.region.as_deref(),
        Quality::City => record.city.as_deref(),
        Quality::Language => Some(&record.preferred_language),
    }
}

fn has_word(quality: Quality, words: &[String], owner: &Traits) -> bool {
    word_of(quality, owner).is_some_and(|has| words.iter().any(|word| same(word, has)))
}

/// The step that points earned in the last 365 days make; an opening balance counts as earned on its day, and
/// what a refund takes back counts against it.
pub(super) fn loyalty_step(owner: &Traits, Setting { today, loyalty }: Setting<'_>) -> LoyaltyStatus {
    let past = || owner.points.iter().filter(|entry| entry.day <= today);
    let earns = |kind: &str| matches!(kind, "earn" | "opening");
    if !past().any(|entry| earns(&entry.kind) && entry.points > 0) {
        return LoyaltyStatus::New;
    }
    let earned: i64 = past()
        .filter(|entry| today.since(entry.day) < 365)
        .filter(|entry| earns(&entry.kind) || (entry.kind == "reverse" && entry.points < 0))
        .map(|entry| entry.points)
        .sum();
    let steps = [LoyaltyStatus::Bronze, LoyaltyStatus::Silver, LoyaltyStatus::Gold, LoyaltyStatus::Platinum];
    let reached = loyalty.tier_points.iter().filter(|least| earned >= **least).count();
    steps.get(reached).copied().unwrap_or(LoyaltyStatus::Platinum)
}

fn said(yes: bool) -> ConsentState {
    if yes { ConsentState::Given } else { ConsentState::Withdrawn }
}

fn flag_of_channel(owner: &Traits, channel: ContactChannel) -> ConsentState {
    let flags = owner.consents.channels.iter();
    flags
        .filter(|flag| flag.channel == channel)
        .map(|flag| flag.state)
        .next()
        .unwrap_or(ConsentState::Unknown)
}

fn flag_of_purpose(owner: &Traits, purpose: Purpose) -> ConsentState {
    let flags = owner.consents.purposes.iter();
    flags
        .filter(|flag| flag.purpose == purpose)
        .map(|flag| flag.state)
        .next()
        .unwrap_or(ConsentState::Unknown)
}

fn has_bought(bought: &Bought, owner: &Traits, today: Day) -> bool {
    let is_since = |day: Day| bought.since.is_none_or(|since| day >= since.day(today));
    if bought.products.is_empty() && bought.categories.is_empty() {
        return owner.figures.last_purchase_on.is_some_and(is_since);
    }
    owner.bought.iter().any(|item| {
        let is_product = bought.products.is_empty()
            || bought.products.iter().any(|word| same(word, &item.name) || same(word, &item.sku));
        let is_category = bought.categories.is_empty()
            || item
                .category
                .as_ref()
                .is_some_and(|category| bought.categories.iter().any(|word| same(word, category)));
        is_product && is_category && is_since(item.day)
    })
}

/// A later one of the same vaccine stands for one that is due.
fn is_vaccination_due(pet: &PetTraits, today: Day, days: i32) -> bool {
    pet.vaccinations.iter().enumerate().any(|(place, due)| {
        let Some(due_on) = due.due_on.filter(|day| (today..=today.plus(days)).contains(day)) else {
            return false;
        };
        let given = due.given_on.unwrap_or(due_on.plus(-90));
        !pet.vaccinations.iter().enumerate().any(|(other, later)| {
            other != place
                && later.vaccine == due.vaccine
                && (later.given_on.is_some_and(|day| day > given)
                    || later.due_on.is_some_and(|day| day > due_on))
        })
    })
}
