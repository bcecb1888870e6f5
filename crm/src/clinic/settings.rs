//! The clinic's settings. A setting without a row has its default.

use super::{Action, Actor, Clinic, Done, Read, Write};
use crate::{
    Error, Result,
    values::{Day, Money, Zone},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// All settings of a clinic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Settings {
    /// The clinic's name, on every page.
    pub clinic_name: String,
    /// Street and town, on reports.
    pub clinic_address: String,
    /// Telephone and e-mail, on reports.
    pub clinic_contact: String,
    /// The logo as a `data:` URL of a PNG or JPEG.
    pub clinic_logo: Option<String>,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// IANA name of the zone that days are in.
    pub zone: String,
    /// `es` or `en`.
    pub language: String,
    /// `light`, `dark` or `system`.
    pub theme: String,
    /// Size of text in percent of the design's: 87.5 to 150.
    pub text_size: f64,
    /// `today` or `dashboard`: what the window opens with.
    pub start_screen: String,
    /// ISO 3166 code of phones without one.
    pub country: String,
    /// City of a new owner.
    pub city: String,
    /// `,` or `;` between the columns of a CSV.
    pub csv_separator: String,
    /// `purchases` or `visits`: what the models of who is still active are fitted on.
    pub model_basis: String,
    /// Limits of the figures.
    pub thresholds: Thresholds,
    /// Rules of the points.
    pub loyalty: LoyaltyRules,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            clinic_name: String::new(),
            clinic_address: String::new(),
            clinic_contact: String::new(),
            clinic_logo: None,
            currency: "MXN".into(),
            zone: Zone::default().name().into(),
            language: "es".into(),
            theme: "system".into(),
            text_size: 100.0,
            start_screen: "today".into(),
            country: "MX".into(),
            city: "Puerto Morelos".into(),
            csv_separator: ",".into(),
            model_basis: "purchases".into(),
            thresholds: Thresholds::default(),
            loyalty: LoyaltyRules::default(),
        }
    }
}

impl Settings {
    /// The clinic's zone.
    pub fn zone(&self) -> Zone {
        Zone::parse(&self.zone).unwrap_or_default()
    }

    /// Whether every value can be accepted.
    ///
    /// # Errors
    /// `invalid` with the field.
    pub fn check(&self) -> Result<()> {
        let known = |field: &str, value: &str, allowed: &[&str]| {
            if allowed.contains(&value) {
                Ok(())
            } else {
                Err(Error::invalid(field, "not one of the choices"))
            }
        };
        known("language", &self.language, &["es", "en"])?;
        known("theme", &self.theme, &["light", "dark", "system"])?;
        known("start_screen", &self.start_screen, &["today", "dashboard"])?;
        known("csv_separator", &self.csv_separator, &[",", ";"])?;
        known("model_basis", &self.model_basis, &["purchases", "visits"])?;
        let lines = [
            ("clinic_name", &self.clinic_name, 120),
            ("clinic_address", &self.clinic_address, 200),
            ("clinic_contact", &self.clinic_contact, 200),
            ("city", &self.city, 120),
        ];
        for (field, value, longest) in lines {
            if value.chars().count() > longest {
                return Err(Error::invalid(field, format!("longer than {longest} characters")));
            }
        }
        if self.clinic_name.trim().is_empty() {
            return Err(Error::invalid("clinic_name", "blank"));
        }
        if Zone::parse(&self.zone).is_none() {
            return Err(Error::invalid("zone", "not a time zone"));
        }
        if self.currency.len() != 3 || !self.currency.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(Error::invalid("currency", "not an ISO 4217 code"));
        }
        if !(87.5..=150.0).contains(&self.text_size) {
            return Err(Error::invalid("text_size", "not between 87.5 and 150"));
        }
        if self.clinic_logo.as_ref().is_some_and(|logo| logo.len() > 2_000_000) {
            return Err(Error::invalid("clinic_logo", "larger than 1.5 MB"));
        }
        self.thresholds.check()?;
        self.loyalty.check()
    }
}

/// A limit in days is at most a century, and one in visits a million.
const MOST_DAYS: i32 = 36_500;
const MOST_VISITS: i64 = 1_000_000;

/// Limits behind the scores and stages; the defaults are those of the formulas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct Thresholds {
    /// Days up to which recency earns the most, a middle and the least (both scores).
    pub recency_days: [i32; 3],
    /// Visits from which frequency earns the least, a middle and the most (value score).
    pub frequency_visits: [i64; 3],
    /// Spending from which the value score earns 10, 20, 30 and 40.
    pub value_spent: [Money; 4],
    /// Spending above which the engagement score earns 10, 15 and 20.
    pub engagement_spent: [Money; 3],
    /// Days after which the churn risk is medium, and high.
    pub churn_days: [i32; 2],
    /// Days after which an owner is at risk, and churned.
    pub lifecycle_days: [i32; 2],
    /// Visits that a VIP has at least.
    pub vip_visits: i64,
    /// Spending that a VIP has at least; also what "high value" means.
    pub vip_spent: Money,
}

impl Default for Thresholds {
    fn default() -> Self {
        let pesos = |amount: i64| Money::from_cents(amount * 100);
        Self {
            recency_days: [30, 90, 180],
            frequency_visits: [3, 6, 12],
            value_spent: [pesos(500), pesos(1_000), pesos(5_000), pesos(10_000)],
            engagement_spent: [pesos(1_000), pesos(5_000), pesos(10_000)],
            churn_days: [90, 180],
            lifecycle_days: [90, 365],
            vip_visits: 10,
            vip_spent: pesos(5_000),
        }
    }
}

impl Thresholds {
    fn check(&self) -> Result<()> {
        let rising = self.recency_days.is_sorted()
            && self.frequency_visits.is_sorted()
            && self.value_spent.is_sorted()
            && self.engagement_spent.is_sorted()
            && self.churn_days.is_sorted()
            && self.lifecycle_days.is_sorted();
        let days = self.recency_days.iter().chain(&self.churn_days).chain(&self.lifecycle_days);
        let mut amounts = self.value_spent.iter().chain(&self.engagement_spent).chain([&self.vip_spent]);
        let in_bounds = days.copied().all(|days| (1..=MOST_DAYS).contains(&days))
            && amounts.all(|amount| (Money::ZERO..=Money::MOST).contains(amount))
            && self
                .frequency_visits
                .iter()
                .chain([&self.vip_visits])
                .all(|visits| (0..=MOST_VISITS).contains(visits));
        if rising && in_bounds {
            Ok(())
        } else {
            Err(Error::invalid("thresholds", "limits must rise, days be positive, and none be absurd"))
        }
    }
}

/// A limit in points.
const MOST_POINTS: i64 = 1_000_000_000;

/// Rules of the loyalty programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct LoyaltyRules {
    /// The first day whose payments earn points; none while the clinic has no programme.
    pub started_on: Option<Day>,
    /// Net spending that earns one point.
    pub amount_per_point: Money,
    /// Days after which points expire, the oldest first; 0 is never. Those of before the programme count from its start.
    pub expiry_days: i32,
    /// Points earned in 365 days from which silver, gold and platinum begin.
    pub tier_points: [i64; 3],
}

impl LoyaltyRules {
    fn check(&self) -> Result<()> {
        let is_sane = (Money::from_cents(1)..=Money::MOST).contains(&self.amount_per_point)
            && (0..=MOST_DAYS).contains(&self.expiry_days)
            && self.tier_points.is_sorted()
            && self.tier_points.iter().all(|points| (0..=MOST_POINTS).contains(points));
        if is_sane { Ok(()) } else { Err(Error::invalid("loyalty", "points must rise, and none be absurd")) }
    }
}

impl Default for LoyaltyRules {
    fn default() -> Self {
        Self {
            started_on: None,
            amount_per_point: Money::from_cents(1_000),
            expiry_days: 365,
            tier_points: [500, 1_500, 5_000],
        }
    }
}

impl LoyaltyRules {
    /// Whether a payment of that day earns points.
    pub fn runs_on(&self, day: Day) -> bool {
        self.started_on.is_some_and(|start| start <= day)
    }
}

/// The settings in force.
pub fn get(read: &Read) -> Settings {
    (*read.settings).clone()
}

/// Replaces the settings that differ.
///
/// # Errors
/// `invalid` with the field when a value cannot be accepted.
pub fn update(clinic: &Clinic, actor: &Actor, new: &Settings) -> Result<Done<Settings>> {
    new.check()?;
    clinic.write(actor, Action::UpdateSettings, |w| {
        store(w, new)?;
        Ok(new.clone())
    })
}

/// The settings with one of them changed; `None` where there is no such setting, or it cannot have this value.
pub fn with(settings: &Settings, key: &str, value: Value) -> Option<Settings> {
    let mut values = values(settings).ok()?;
    *values.get_mut(key)? = value;
    let changed: Settings = serde_json::from_value(Value::Object(values)).ok()?;
    changed.check().is_ok().then_some(changed)
}

/// Keeps the settings that differ from those in force.
pub fn store(w: &Write, new: &Settings) -> Result<()> {
    let (old, new, defaults) = (values(&w.settings)?, values(new)?, values(&Settings::default())?);
    for (key, value) in &new {
        if old.get(key) == Some(value) {
            continue;
        }
        if defaults.get(key) == Some(value) {
            w.conn().execute("DELETE FROM settings WHERE key = ?1", [key])?;
        } else {
            let sql = "INSERT INTO settings (key, value_json) VALUES (?1, ?2)
                       ON CONFLICT (key) DO UPDATE SET value_json = excluded.value_json";
            w.conn().execute(sql, (key, value.to_string()))?;
        }
    }
    Ok(())
}

fn values(settings: &Settings) -> Result<Map<String, Value>> {
    match serde_json::to_value(settings)? {
        Value::Object(map) => Ok(map),
        _ => Ok(Map::new()),
    }
}

/// The settings of a database. One that this version does not know, or cannot read, has its default.
pub(super) fn load(conn: &rusqlite::Connection) -> Result<Settings> {
    let mut known = values(&Settings::default())?;
    let mut statement = conn.prepare_cached("SELECT key, value_json FROM settings")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (key, text) =
            (row.get_ref(0)?.as_str().unwrap_or_default(), row.get_ref(1)?.as_str().unwrap_or_default());
        if let (Some(slot), Ok(value)) = (known.get_mut(key), serde_json::from_str(text)) {
            let default = std::mem::replace(slot, value);
            if serde_json::from_value::<Settings>(Value::Object(known.clone())).is_err() {
                known.insert(key.to_owned(), default);
            }
        }
    }
    Ok(serde_json::from_value(Value::Object(known))?)
}
