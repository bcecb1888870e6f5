//! The list's filters as conditions with bound values.

use super::{
    ActiveFilter, OwnerFilters,
    text::{self, Word},
};
use crate::values::{Day, Money};
use rusqlite::types::Value;

/// Conditions joined by AND, and what is bound to them.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub(super) sql: Vec<String>,
    pub(super) values: Vec<Value>,
}

impl Conditions {
    /// The conditions of the filters, over `o` (owners) and `f` (their figures).
    pub(super) fn of(filters: &OwnerFilters, today: Day) -> Self {
        let mut all = Self::default();
        match filters.active {
            ActiveFilter::Active => all.sql.push("o.is_active = 1".into()),
            ActiveFilter::Inactive => all.sql.push("o.is_active = 0".into()),
            ActiveFilter::All => {}
        }
        all.any("o.city", filters.cities.iter().cloned());
        all.sources("o.acquisition_source", filters);
        all.any("f.tier", filters.tiers.iter().map(|t| t.as_str().to_owned()));
        all.any("f.lifecycle", filters.lifecycles.iter().map(|l| l.as_str().to_owned()));
        all.any("f.churn_risk", filters.risks.iter().map(|r| r.as_str().to_owned()));
        if let Some(tags) = all.bind_any(filters.tags.iter().map(|tag| tag.0)) {
            all.sql.push(format!(
                "EXISTS (SELECT 1 FROM owner_tags t WHERE t.owner_id = o.id AND t.tag_id IN ({tags}))"
            ));
        }
        if let Some(species) = all.bind_any(filters.species.iter().cloned()) {
            all.sql.push(format!(
                "EXISTS (SELECT 1 FROM pets p INDEXED BY pets_by_owner
                         WHERE p.owner_id = o.id AND p.status = 'active' AND p.species IN ({species}))"
            ));
        }
        all.spent("f.total_spent_cents", filters);
        all.visited("f.last_visit_on", filters, today);
        all.text("o.id", filters);
        all
    }

    /// Binds a value and gives its mark.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn bind_any<T: Into<Value>>(&mut self, values: impl Iterator<Item = T>) -> Option<String> {
        let marks: Vec<String> = values.map(|value| self.bind(value)).collect();
        (!marks.is_empty()).then(|| marks.join(", "))
    }

    /// One of these values, where there are any.
    pub(super) fn any<T: Into<Value>>(&mut self, column: &str, values: impl Iterator<Item = T>) {
        if let Some(marks) = self.bind_any(values) {
            self.sql.push(format!("{column} IN ({marks})"));
        }
    }

    /// Came by one of the filters' ways.
    pub(super) fn sources(&mut self, column: &str, filters: &OwnerFilters) {
        self.any(column, filters.sources.iter().map(|source| source.as_str().to_owned()));
    }

    /// Spent what the filters say.
    pub(super) fn spent(&mut self, column: &str, filters: &OwnerFilters) {
        self.limit(column, ">=", filters.spent_min.map(Money::cents));
        self.limit(column, "<=", filters.spent_max.map(Money::cents));
    }

    /// Came last when the filters say.
    pub(super) fn visited(&mut self, column: &str, filters: &OwnerFilters, today: Day) {
        let day = |days: i32| i64::from(today.plus(-days).number());
        self.limit(column, "<=", filters.days_min.map(day));
        self.limit(column, ">=", filters.days_max.map(day));
    }

    fn limit(&mut self, column: &str, compare: &str, value: Option<i64>) {
        if let Some(value) = value {
            let mark = self.bind(value);
            self.sql.push(format!("{column} {compare} {mark}"));
        }
    }

    /// Each word of the filters' text stands on the search's card of the owner in a column.
    pub(super) fn text(&mut self, owner: &str, filters: &OwnerFilters) {
        let words = text::words(filters.text.as_deref().unwrap_or_default());
        let words: Vec<String> = words.iter().map(|word| self.on_card(word)).collect();
        if !words.is_empty() {
            self.sql.push(format!(
                "EXISTS (SELECT 1 FROM search_owners s WHERE s.owner_id = {owner} AND {})",
                words.join(" AND ")
            ));
        }
    }

    fn on_card(&mut self, word: &Word) -> String {
        let forms: Vec<String> =
            word.forms().map(|form| format!("instr(s.card, {}) > 0", self.bind(form.to_owned()))).collect();
        format!("({})", forms.join(" OR "))
    }

    /// All of them, after an AND or a WHERE.
    pub(super) fn joined(&self) -> String {
        if self.sql.is_empty() { "TRUE".into() } else { self.sql.join(" AND ") }
    }
}
