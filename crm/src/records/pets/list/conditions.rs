//! The list's filters as conditions with bound values.

use super::{DueFilter, PetFilters};
use crate::{
    records::{owners::OUT_OF_LISTS, pets::PetStatus},
    values::{Day, fold},
};
use chrono::Months;
use rusqlite::types::Value;

/// Days ahead in which a vaccination falls due soon.
const SOON: i32 = 30;

/// Conditions joined by AND over `p` (pets), and what is bound to them.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    pub(super) sql: Vec<String>,
    pub(super) values: Vec<Value>,
}

impl Conditions {
    /// All that the filters ask but for the text.
    pub(super) fn of(filters: &PetFilters, today: Day) -> Self {
        let mut all = Self::default();
        all.statuses(filters);
        all.species(filters);
        all.due(filters, today);
        all.age(filters, today);
        all
    }

    /// Binds a value and gives its mark.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn any<T: Into<Value>>(&mut self, column: &str, values: impl Iterator<Item = T>) {
        let marks: Vec<String> = values.map(|value| self.bind(value)).collect();
        if !marks.is_empty() {
            self.sql.push(format!("{column} IN ({})", marks.join(", ")));
        }
    }

    pub(super) fn statuses(&mut self, filters: &PetFilters) {
        self.any("p.status", statuses(filters).into_iter().map(|status| status.as_str().to_owned()));
    }

    pub(super) fn species(&mut self, filters: &PetFilters) {
        self.any("p.species", filters.species.iter().cloned());
    }

    pub(super) fn due(&mut self, filters: &PetFilters, today: Day) {
        let Some(due) = filters.due else { return };
        let (compare, day) = match due {
            DueFilter::Overdue => ("<", today),
            DueFilter::Soon => ("<=", today.plus(SOON)),
            DueFilter::None => {
                self.sql.push("p.next_due_on IS NULL".into());
                return self.reachable();
            }
        };
        let day = self.bind(i64::from(day.number()));
        self.sql.push(format!("p.next_due_on {compare} {day}"));
        self.reachable();
    }

    /// Who is called about a vaccination may be called.
    fn reachable(&mut self) {
        self.sql.push(format!("p.owner_id NOT IN ({OUT_OF_LISTS})"));
    }

    pub(super) fn age(&mut self, filters: &PetFilters, today: Day) {
        let months_ago = |months: i32| -> i64 {
            let months = Months::new(u32::try_from(months).unwrap_or_default());
            today
                .date()
                .checked_sub_months(months)
                .map_or(i64::from(i32::MIN), |date| Day::from(date).number().into())
        };
        if let Some(months) = filters.months_min {
            let day = self.bind(months_ago(months));
            self.sql.push(format!("p.birth_on <= {day}"));
        }
        if let Some(months) = filters.months_max {
            let day = self.bind(months_ago(months.saturating_add(1)));
            self.sql.push(format!("p.birth_on > {day}"));
        }
    }

    /// Each word occurs in the name, the breed or the chip.
    pub(super) fn text(&mut self, text: &str) {
        for word in fold(text).split_whitespace() {
            let word = word.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            let like = self.bind(format!("%{word}%"));
            self.sql.push(format!(
                "(folded(p.name) LIKE {like} ESCAPE '\\' OR folded(p.breed) LIKE {like} ESCAPE '\\'
                  OR p.microchip LIKE {like} ESCAPE '\\')"
            ));
        }
    }

    /// All of them, after a WHERE.
    pub(super) fn joined(&self) -> String {
        if self.sql.is_empty() { "TRUE".into() } else { self.sql.join(" AND ") }
    }
}

/// The states asked for: those that live here where none is named.
pub(super) fn statuses(filters: &PetFilters) -> Vec<PetStatus> {
    if filters.statuses.is_empty() { vec![PetStatus::Active] } else { filters.statuses.clone() }
}
