//! The keys of the texts for what is kept as a word.

use crate::values::{Lifecycle, Tier};

/// Where owners heard of the clinic: kept as, and the key of its text.
pub const SOURCES: &[(&str, &str)] = &[
    ("referral", "values.source.referral"),
    ("google", "values.source.google"),
    ("facebook", "values.source.facebook"),
    ("instagram", "values.source.instagram"),
    ("walk_in", "values.source.walk_in"),
    ("event", "values.source.event"),
    ("other", "values.source.other"),
    ("", "reports.source_unknown"),
];

/// The languages that have a text; another is shown as it is kept.
pub const LANGUAGES: &[(&str, &str)] = &[
    ("es", "values.language.es"),
    ("en", "values.language.en"),
    ("fr", "values.language.fr"),
    ("ar", "values.language.ar"),
];

/// The text of a stage.
pub const fn stage_word(stage: Lifecycle) -> &'static str {
    match stage {
        Lifecycle::Lead => "values.lifecycle.lead",
        Lifecycle::FirstVisit => "values.lifecycle.first_visit",
        Lifecycle::Active => "values.lifecycle.active",
        Lifecycle::Vip => "values.lifecycle.vip",
        Lifecycle::AtRisk => "values.lifecycle.at_risk",
        Lifecycle::Churned => "values.lifecycle.churned",
        Lifecycle::Closed => "values.lifecycle.closed",
    }
}

/// The text of a tier.
pub const fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::New => "values.tier.new",
        Tier::Regular => "values.tier.regular",
        Tier::Vip => "values.tier.vip",
        Tier::Professional => "values.tier.professional",
    }
}
