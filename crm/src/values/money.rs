//! Amounts of money.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize, Serializer};
use std::{fmt, iter::Sum, ops};

/// An exact amount in the clinic's currency, in minor units (cents).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, specta::Type,
)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// No invoice, price or payment is larger: millions of them still add up.
    pub const MOST: Self = Self(1_000_000_000_000);

    /// An amount of this many cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// The sum; `None` beyond what an amount can hold.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// The amount as a decimal number.
    pub fn decimal(self) -> Decimal {
        Decimal::new(self.0, 2)
    }

    /// A decimal number rounded half-even to the cent; `None` beyond what an amount can hold.
    pub fn round(amount: Decimal) -> Option<Self> {
        let cents = amount.checked_mul(Decimal::ONE_HUNDRED)?;
        cents.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven).to_i64().map(Self)
    }

    /// This amount × `times` ÷ `by`, exact and rounded half-even to the cent once; `None` for a division by zero.
    pub fn ratio(self, times: Decimal, by: Decimal) -> Option<Self> {
        self.decimal().checked_mul(times)?.checked_div(by).and_then(Self::round)
    }

    /// Reads `1234.56`, `1234.5`, `1234` and their negatives: digits and one point, at most two decimals.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || cents.len() > 2 || !all_digits(whole) || !all_digits(cents) {
            return None;
        }
        let scaled: i64 = match cents.len() {
            0 => 0,
            1 => cents.parse::<i64>().ok()? * 10,
            _ => cents.parse().ok()?,
        };
        let amount = whole.parse::<i64>().ok()?.checked_mul(100)?.checked_add(scaled)?;
        Some(Self(if negative { -amount } else { amount }))
    }
}

/// Writes an amount as files do, `"1234.56"`: for readers who should not have to know the unit.
///
/// # Errors
/// The serializer's.
pub fn as_decimal<S: Serializer>(amount: &Money, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(amount)
}

impl fmt::Display for Money {
    /// `1234.56`: as files and the terminal write it; screens and reports group it in the reader's way.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        write!(f, "{sign}{}.{:02}", cents / 100, cents % 100)
    }
}

impl ops::Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl ops::AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl ops::Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, ops::Add::add)
    }
}

impl ToSql for Money {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.into())
    }
}

impl FromSql for Money {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_amounts() {
        for (text, cents) in
            [("12450.00", 1_245_000), ("0.5", 50), ("7", 700), ("-420.81", -42_081), ("0.00", 0)]
        {
            assert_eq!(Money::parse(text).map(Money::cents), Some(cents), "{text}");
        }
        for wrong in ["", ".5", "1,234.00", "1.234", "$5", "1e3", "--1", "1.-5", "99999999999999999999"] {
            assert_eq!(Money::parse(wrong), None, "{wrong}");
        }
        assert_eq!(Money::from_cents(-5).to_string(), "-0.05");
        assert_eq!(Money::from_cents(1_245_000).to_string(), "12450.00");
    }

    #[test]
    fn quotients_round_half_even_once() {
        let spent = Money::from_cents(1_245_000);
        assert_eq!(spent.ratio(Decimal::ONE, 8.into()), Some(Money::from_cents(155_625)));
        assert_eq!(Money::from_cents(1).ratio(Decimal::ONE, 2.into()), Some(Money::from_cents(0)));
        assert_eq!(Money::from_cents(3).ratio(Decimal::ONE, 2.into()), Some(Money::from_cents(2)));
        assert_eq!(spent.ratio(Decimal::ONE, Decimal::ZERO), None);
    }
}
