//! Criteria in words: a phrase a rule, a sentence, a title; and what an owner has, for "why in or out".

use super::{
    criteria::{Bought, Criteria, Key, Measure, Node, OptIn, Permission, Quality, Quantity, Rule, Since},
    evaluate::{Setting, loyalty_step, measured, word_of},
    traits::Traits,
};
use crate::{
    analysis::reports::{grouped, money, short_day},
    records::consents::ConsentState,
    values::{
        Lang, Money,
        words::{counted, look_up, phrase, word},
    },
};

/// Words of a list that are written out; the others are counted.
const WORDS: usize = 4;
/// Parts of a title, and its letters.
const PARTS: usize = 3;
const LETTERS: usize = 80;

/// A sentence about whom the criteria mean.
pub fn sentence(criteria: &Criteria, lang: Lang) -> String {
    let parts = match &criteria.0 {
        Node::All(parts) => parts.iter().map(|part| node(part, lang)).collect::<Vec<_>>().join(", "),
        other => node(other, lang),
    };
    capital(&parts)
}

/// A title for a segment of these criteria.
pub fn title(criteria: &Criteria, lang: Lang) -> String {
    let parts: Vec<String> = match &criteria.0 {
        Node::All(parts) => parts.iter().take(PARTS).map(|part| node(part, lang)).collect(),
        other => vec![node(other, lang)],
    };
    let mut title = String::new();
    for part in parts {
        let longer = if title.is_empty() { part } else { format!("{title}, {part}") };
        if !title.is_empty() && longer.chars().count() > LETTERS {
            break;
        }
        title = longer;
    }
    capital(&title.chars().take(LETTERS).collect::<String>())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A part of the tree in words.
pub(super) fn node(part: &Node, lang: Lang) -> String {
    let joined = |parts: &[Node], by: &'static str| {
        let parts: Vec<String> = parts.iter().map(|part| node(part, lang)).collect();
        enumerated(&parts, word(lang, by))
    };
    match part {
        Node::Everyone => word(lang, "segments.everyone").to_owned(),
        Node::Rule(rule) => rule_phrase(rule, lang),
        Node::All(parts) => joined(parts, "segments.and"),
        Node::Any(parts) => joined(parts, "segments.or"),
        Node::None(parts) => phrase(lang, "segments.none", &[("rules", joined(parts, "segments.or"))]),
    }
}

/// `a, b y c`.
fn enumerated(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// A list of words; a long one ends in a count.
fn words(lang: Lang, words: &[String], by: &'static str) -> String {
    let more = words.len().saturating_sub(WORDS);
    if more == 0 {
        return enumerated(words, word(lang, by));
    }
    let first: Vec<String> = words.iter().take(WORDS).cloned().collect();
    let count = i64::try_from(more).unwrap_or(i64::MAX);
    format!("{} {}", first.join(", "), counted(lang, "segments.more", count, &[("count", grouped(count))]))
}

/// The name of a stored word; the word itself where it is the clinic's own.
fn named(lang: Lang, list: &str, stored: &str) -> String {
    look_up(lang, &format!("{list}.{stored}")).map_or_else(|| stored.to_owned(), str::to_owned)
}

const fn names_of(quality: Quality) -> &'static str {
    match quality {
        Quality::Tier => "values.tier",
        Quality::ChurnRisk => "values.risk",
        Quality::Lifecycle => "values.lifecycle",
        Quality::VisitPattern => "segments.pattern",
        Quality::ContactType => "values.kind",
        Quality::ContactMethod => "values.channel",
        Quality::AcquisitionSource => "values.source",
        Quality::Language => "values.language",
        Quality::Nationality | Quality::Region | Quality::City => "segments.place",
    }
}

fn chosen(lang: Lang, list: &str, stored: &[String], by: &'static str) -> String {
    let names: Vec<String> = stored.iter().map(|stored| named(lang, list, stored)).collect();
    words(lang, &names, by)
}

fn amount(cents: i64) -> String {
    let text = money(Money::from_cents(cents));
    format!("${}", text.strip_suffix(".00").unwrap_or(&text))
}

fn figure(measure: Measure, number: i64) -> String {
    match measure {
        Measure::Spent => amount(number),
        Measure::ChurnScore => share(number),
        _ => grouped(number),
    }
}

/// Millionths as a percentage: `62 %`, `62.5 %`.
fn share(millionths: i64) -> String {
    let (whole, rest) = (millionths / 10_000, millionths % 10_000);
    if rest == 0 {
        return format!("{whole} %");
    }
    format!("{whole}.{} %", format!("{rest:04}").trim_end_matches('0'))
}

/// One rule in words, as it goes on after "who": `gasto de $5,000 o más`.
pub fn rule_phrase(rule: &Rule, lang: Lang) -> String {
    let or = "segments.or";
    let said = |key: &'static str, words: String| phrase(lang, key, &[("words", words)]);
    match rule {
        Rule::AtLeast(measure, number) | Rule::AtMost(measure, number) => {
            let key = match rule.key() {
                Key::MinVisits => "segments.rule.min_visits",
                Key::MaxVisits => "segments.rule.max_visits",
                Key::MinSpent => "segments.rule.min_spent",
                Key::LifetimeValueMax => "segments.rule.lifetime_value_max",
                Key::DaysSinceVisitMax => "segments.rule.days_since_visit_max",
                Key::DaysSinceVisitMin => "segments.rule.days_since_visit_min",
                Key::ChurnScoreMin => "segments.rule.churn_score_min",
                Key::ReferralsMin => "segments.rule.referrals_min",
                Key::ValueScoreMin => "segments.rule.value_score_min",
                _ => "segments.rule.engagement_score_min",
            };
            counted(lang, key, *number, &[("count", figure(*measure, *number))])
        }
        Rule::OneOf(quality, stored) => {
            let key = match quality {
                Quality::Tier => "segments.rule.tier",
                Quality::ChurnRisk => "segments.rule.churn_risk",
                Quality::Lifecycle => "segments.rule.lifecycle",
                Quality::VisitPattern => "segments.rule.visit_pattern",
                Quality::ContactType => "segments.rule.contact_type",
                Quality::ContactMethod => "segments.rule.preferred_contact_method",
                Quality::AcquisitionSource => "segments.rule.acquisition_source",
                Quality::Nationality => "segments.rule.nationality",
                Quality::Region => "segments.rule.region",
                Quality::City => "segments.rule.city",
                Quality::Language => "segments.rule.preferred_language",
            };
            said(key, chosen(lang, names_of(*quality), stored, or))
        }
        Rule::Tags(Quantity::All, names) => {
            said("segments.rule.tags_include", words(lang, names, "segments.and"))
        }
        Rule::Tags(Quantity::Any, names) => said("segments.rule.tags_any", words(lang, names, or)),
        Rule::Tags(Quantity::None, names) => said("segments.rule.tags_exclude", words(lang, names, or)),
        Rule::Species(stored) => {
            said("segments.rule.has_pets_species", chosen(lang, "values.species", stored, or).to_lowercase())
        }
        Rule::Loyalty(statuses) => {
            let stored: Vec<String> = statuses.iter().map(ToString::to_string).collect();
            said("segments.rule.loyalty_status", chosen(lang, "segments.loyalty", &stored, or))
        }
        Rule::OptedIn(OptIn::Marketing(true)) => word(lang, "segments.rule.opted_in.yes").to_owned(),
        Rule::OptedIn(OptIn::Marketing(false)) => word(lang, "segments.rule.opted_in.no").to_owned(),
        Rule::OptedIn(OptIn::Any(permissions)) => {
            let names: Vec<String> =
                permissions.iter().map(|permission| permitted(*permission, lang)).collect();
            said("segments.rule.opted_in", words(lang, &names, or))
        }
        Rule::EmailOptIn(yes) => {
            either(lang, *yes, "segments.rule.email_opt_in.yes", "segments.rule.email_opt_in.no")
        }
        Rule::BirthdayMonth(months) => {
            let months: Vec<String> =
                months.iter().map(|month| named(lang, "segments.month", &month.to_string())).collect();
            said("segments.rule.birthday_month", words(lang, &months, or))
        }
        Rule::Bought(bought) => bought_phrase(bought, lang),
        Rule::Referred(yes) => either(lang, *yes, "segments.rule.referred.yes", "segments.rule.referred.no"),
        Rule::FutureAppointment(yes) => either(
            lang,
            *yes,
            "segments.rule.has_future_appointment.yes",
            "segments.rule.has_future_appointment.no",
        ),
        Rule::IsActive(yes) => {
            either(lang, *yes, "segments.rule.is_active.yes", "segments.rule.is_active.no")
        }
        Rule::VaccinationDueWithin(days) => {
            let count = [("count", days.to_string())];
            counted(lang, "segments.rule.vaccination_due_within", i64::from(*days), &count)
        }
        Rule::FeedbackMaxRating(rating) => {
            counted(lang, "segments.rule.feedback_max_rating", *rating, &[("count", rating.to_string())])
        }
        Rule::FirstVisitSince(since) => {
            phrase(lang, "segments.rule.first_visit_since", &[("since", since_phrase(*since, lang))])
        }
        Rule::Owners(ids) => {
            let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
            counted(lang, "segments.rule.owners", count, &[("count", grouped(count))])
        }
    }
}

fn either(lang: Lang, yes: bool, then: &'static str, other: &'static str) -> String {
    word(lang, if yes { then } else { other }).to_owned()
}

fn permitted(permission: Permission, lang: Lang) -> String {
    let channel = |stored: &str| named(lang, "values.channel", stored);
    let purpose = |stored: &str| named(lang, "values.purpose", stored).to_lowercase();
    match permission {
        Permission::Channel(on) => channel(on.as_str()),
        Permission::Purpose(about) => purpose(about.as_str()),
        Permission::Pair(on, about) => phrase(
            lang,
            "segments.pair",
            &[("purpose", purpose(about.as_str())), ("channel", channel(on.as_str()))],
        ),
    }
}

fn since_phrase(since: Since, lang: Lang) -> String {
    match since {
        Since::Day(day) => phrase(lang, "segments.since.day", &[("day", short_day(lang, day))]),
        Since::LastDays(days) => {
            counted(lang, "segments.since.last", i64::from(days), &[("count", days.to_string())])
        }
    }
}

fn bought_phrase(bought: &Bought, lang: Lang) -> String {
    let mut things = Vec::new();
    if !bought.products.is_empty() {
        things.push(words(lang, &bought.products, "segments.or"));
    }
    if !bought.categories.is_empty() {
        let names = words(lang, &bought.categories, "segments.or");
        things.push(phrase(lang, "segments.of_category", &[("words", names)]));
    }
    if things.is_empty() {
        things.push(word(lang, "segments.anything").to_owned());
    }
    things.extend(bought.since.map(|since| since_phrase(since, lang)));
    phrase(lang, "segments.rule.bought", &[("words", things.join(" "))])
}

/// What an owner has that a rule asks for, in short: `$22,315`, `227`, `En riesgo`; nothing where the rule says
/// it all.
pub(super) fn actual(rule: &Rule, owner: &Traits, setting: Setting<'_>, lang: Lang) -> Option<String> {
    let nothing = || word(lang, "segments.nothing").to_owned();
    let list = |names: Vec<String>| if names.is_empty() { nothing() } else { names.join(", ") };
    let day = |day: Option<_>| day.map_or_else(nothing, |day| short_day(lang, day));
    Some(match rule {
        Rule::AtLeast(measure, _) | Rule::AtMost(measure, _) => match measured(*measure, owner) {
            Some(number) => figure(*measure, number),
            None if *measure == Measure::Days => word(lang, "segments.never_came").to_owned(),
            None => nothing(),
        },
        Rule::OneOf(quality, _) => {
            word_of(*quality, owner).map_or_else(nothing, |stored| named(lang, names_of(*quality), stored))
        }
        Rule::Tags(..) => list(owner.tags.clone()),
        Rule::Species(_) => {
            let here = owner.pets.iter().filter(|pet| pet.is_here);
            list(here.map(|pet| named(lang, "values.species", &pet.species)).collect())
        }
        Rule::Loyalty(_) => named(lang, "segments.loyalty", loyalty_step(owner, setting).as_str()),
        Rule::OptedIn(_) | Rule::EmailOptIn(_) => {
            let given = owner.consents.channels.iter().filter(|flag| flag.state == ConsentState::Given);
            let names = given.map(|flag| named(lang, "values.channel", flag.channel.as_str())).collect();
            phrase(lang, "segments.agreed", &[("words", list(names))])
        }
        Rule::BirthdayMonth(_) => day(owner.owner.birth_on),
        Rule::Bought(bought) if bought.products.is_empty() && bought.categories.is_empty() => {
            day(owner.figures.last_purchase_on)
        }
        Rule::FutureAppointment(_) => day(owner.figures.next_appointment_on),
        Rule::FirstVisitSince(_) => day(owner.figures.first_visit_on),
        Rule::FeedbackMaxRating(_) => {
            list(owner.ratings.iter().map(|(rating, _)| rating.to_string()).collect())
        }
        Rule::Bought(_)
        | Rule::Referred(_)
        | Rule::IsActive(_)
        | Rule::VaccinationDueWithin(_)
        | Rule::Owners(_) => {
            return None;
        }
    })
}
