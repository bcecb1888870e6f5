//! An owner in a few lines, as one would say it to a colleague.

use super::words::list_of;
use crate::{
    analysis::{
        metrics::Shopping,
        profile::OwnerProfile,
        reports::{grouped, money},
    },
    records::pets::{AgeUnit, Pet, PetStatus},
    values::{
        Day, Lang,
        words::{counted, look_up, phrase, word},
    },
};
use chrono::Datelike as _;

/// Who the owner is, which pets they have, how often they come, what they buy, and how they stand.
pub fn portrait(lang: Lang, profile: &OwnerProfile, shopping: &Shopping) -> String {
    let OwnerProfile { owner, figures, .. } = profile;
    let label = |list: &str, value: &str| {
        look_up(lang, &format!("values.{list}.{value}")).unwrap_or(value).to_owned()
    };
    let preferred = label("channel", owner.contact_preference.as_str());
    let preferred = phrase(lang, "insights.prefers", &[("channel", preferred)]);
    let address =
        [&owner.street_address, &owner.city].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
    let contact =
        [Some(owner.name.clone()), owner.phone.clone(), Some(preferred), owner.email.clone(), Some(address)];
    let contact: Vec<String> = contact.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    let mut lines = vec![contact.join(" · ")];

    let here = profile.pets.iter().filter(|pet| pet.status == PetStatus::Active);
    let pets: Vec<String> = here.map(|pet| pet_said(lang, pet)).collect();
    if !pets.is_empty() {
        lines.push(pets.join("; "));
    }

    let mut visits =
        counted(lang, "insights.visits", figures.total_visits, &[("count", grouped(figures.total_visits))]);
    visits += &counted(
        lang,
        "insights.noShows",
        figures.no_show_count,
        &[("count", figures.no_show_count.to_string())],
    );
    if let Some(first) = figures.first_visit_on {
        visits += &phrase(lang, "insights.since", &[("month", month_said(lang, first))]);
    }
    if let Some(last) = &profile.last_visit {
        let about = [&last.pet_name, &last.service, &last.reason].into_iter().flatten().take(2).cloned();
        visits += &last_said(lang, last.on.to_string(), about.collect());
    }
    lines.push(visits);

    if let (Some(last), Some(average)) = (figures.last_purchase_on, figures.average_order_value_cents) {
        let values = [
            ("count", grouped(figures.order_count)),
            ("total", money(figures.total_spent_cents)),
            ("average", money(average)),
        ];
        let product = shopping.preferred.iter().filter(|product| product.last_on == last).take(1);
        let bought = product.map(|product| product.name.clone()).collect();
        lines.push(
            counted(lang, "insights.bought", figures.order_count, &values)
                + &last_said(lang, last.to_string(), bought),
        );
    }
    if !profile.tags.is_empty() {
        let names: Vec<String> = profile.tags.iter().map(|tag| tag.name.clone()).collect();
        lines.push(phrase(lang, "insights.tags", &[("tags", names.join(", "))]));
    }
    let values = [
        ("value", figures.value_score.points.to_string()),
        ("risk", label("risk", figures.churn_risk.as_str()).to_lowercase()),
        ("stage", label("lifecycle", figures.lifecycle.as_str())),
    ];
    lines.push(phrase(lang, "insights.standing", &values));
    lines.join("\n")
}

/// "marzo de 2023".
fn month_said(lang: Lang, day: Day) -> String {
    let date = day.date();
    let month = look_up(lang, &format!("reports.month_{}", date.month())).unwrap_or_default();
    let values = [("month", month.to_owned()), ("year", date.year().to_string())];
    phrase(lang, "insights.monthYear", &values)
}

fn last_said(lang: Lang, day: String, about: Vec<String>) -> String {
    let about = if about.is_empty() { String::new() } else { format!(" ({})", about.join(", ")) };
    phrase(lang, "insights.last", &[("day", day), ("about", about)])
}

fn pet_said(lang: Lang, pet: &Pet) -> String {
    let kind = pet.breed.clone().or_else(|| {
        Some(look_up(lang, &format!("values.species.{}", pet.species)).unwrap_or(&pet.species).to_owned())
    });
    let age = pet.age.as_ref().map(|age| {
        let key = match age.unit {
            AgeUnit::Months => "insights.months",
            AgeUnit::Years => "insights.years",
        };
        counted(lang, key, age.count.into(), &[("count", age.count.to_string())])
    });
    let about: Vec<String> = kind.into_iter().chain(age).collect();
    format!("{}, {}", pet.name, about.join(", "))
}

/// A list of owners in lines: name, days, pets, spending, and the reason under it.
pub fn read_aloud(lang: Lang, currency: &str, insights: &super::Insights) -> String {
    let mut text = String::new();
    for (n, row) in insights.rows.iter().enumerate() {
        let mut parts = vec![row.name.clone()];
        if let Some(days) = row.days_since_last_visit {
            parts.push(counted(lang, "insights.days", days.into(), &[("count", days.to_string())]));
        }
        if !row.pets.is_empty() {
            parts.push(list_of(lang, &row.pets));
        }
        parts.push(super::words::price(row.total_spent_cents, currency));
        let action = look_up(lang, &format!("values.insightAction.{}", row.action)).unwrap_or_default();
        text += &format!("{}. {}\n   {} → {action}\n", n + 1, parts.join(" · "), row.reason);
    }
    if text.is_empty() { word(lang, "insights.nobody").to_owned() } else { text }
}
