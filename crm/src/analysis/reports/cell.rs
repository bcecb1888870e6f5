//! One value of a report.

use super::{report::Label, rows::Rows};
use crate::values::{Day, Money};
use serde::Serialize;

/// One value of a report, typed so that paper formats it and CSV keeps it exact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Cell {
    /// Nothing to show: "—" on paper, an empty cell in CSV.
    Blank,
    /// A text.
    Label(Label),
    /// A number of things.
    Count(i64),
    /// An amount in the clinic's currency.
    Money(Money),
    /// `part` of `whole` as a percentage; nothing where the whole is 0.
    Share {
        /// The part.
        part: i64,
        /// The whole.
        whole: i64,
    },
    /// The change from `before` to `now` as a signed percentage; nothing where there was nothing before.
    Change {
        /// The figure of the period.
        now: i64,
        /// The figure it is compared with.
        before: i64,
    },
    /// The change of a share, in millionths of the whole: percentage points.
    Points(i64),
    /// A calendar day.
    Day(Day),
    /// Thousandths of a unit: quantities that may be broken.
    Quantity(i64),
    /// A figure, and which rows stand behind it.
    Opens(Box<Self>, Box<Rows>),
}

impl Cell {
    /// The same figure, leading to its rows. Nothing leads to none.
    #[must_use]
    pub fn opens(self, rows: Rows) -> Self {
        match self {
            Self::Blank | Self::Count(0) | Self::Quantity(0) | Self::Share { part: 0, .. } => self,
            Self::Money(Money::ZERO) => self,
            figure => Self::Opens(Box::new(figure), Box::new(rows)),
        }
    }

    /// The figure alone.
    pub fn figure(&self) -> &Self {
        if let Self::Opens(figure, _) = self { figure } else { self }
    }

    /// Which rows stand behind it.
    pub fn rows(&self) -> Option<&Rows> {
        if let Self::Opens(_, rows) = self { Some(rows) } else { None }
    }

    /// The number that a change is computed from; of a share the part of a million.
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Opens(figure, _) => figure.number(),
            Self::Count(count) | Self::Quantity(count) => Some(*count),
            Self::Money(amount) => Some(amount.cents()),
            Self::Share { part, whole } => part.checked_mul(1_000_000)?.checked_div(*whole),
            Self::Blank | Self::Label(_) | Self::Change { .. } | Self::Points(_) | Self::Day(_) => None,
        }
    }

    /// A text of the product.
    pub const fn word(key: &'static str) -> Self {
        Self::Label(Label::Word(key))
    }

    /// A text of the clinic.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Label(Label::Text(text.into()))
    }

    /// A day, or nothing.
    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Blank, Self::Day)
    }
}
