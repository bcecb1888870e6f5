//! What an owner buys, and how often.

use super::{Gap, profile::is_overdue, rules::median_gap, store};
use crate::{
    Result,
    clinic::Read,
    values::{Day, Money, OwnerId, ProductId},
};
use serde::Serialize;
use std::{cmp::Reverse, collections::BTreeMap};

/// Products shown as preferred.
const PREFERRED: usize = 5;

/// What an owner buys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Shopping {
    /// The five products bought most, by quantity.
    pub preferred: Vec<PreferredProduct>,
    /// Categories bought on three days or more, the most overdue first.
    pub categories: Vec<CategoryCadence>,
}

/// A product that the owner buys.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PreferredProduct {
    /// Which.
    pub product_id: ProductId,
    /// Its name.
    pub name: String,
    /// Thousandths of a unit bought in all.
    pub quantity_milli: i64,
    /// Paid for them, as the lines say.
    pub amount_cents: Money,
    /// Last bought.
    pub last_on: Day,
}

/// How often an owner buys from a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct CategoryCadence {
    /// The category.
    pub category: String,
    /// Days with a purchase of it.
    pub times: i64,
    /// Median days between them.
    pub usual_gap: Gap,
    /// Last bought.
    pub last_on: Day,
    /// Whether the days since are 1.5 × the median or more.
    pub is_overdue: bool,
}

/// A product on a purchase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoughtItem {
    /// Which.
    pub product_id: ProductId,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: Option<String>,
    /// Thousandths of a unit.
    pub quantity_milli: i64,
    /// Paid for it, as the line says.
    pub amount: Money,
    /// The day of the purchase.
    pub bought_on: Day,
}

/// Everything that an owner bought up to today, earliest first.
///
/// # Errors
/// What the database says.
pub fn bought(r: &Read, owner: OwnerId) -> Result<Vec<BoughtItem>> {
    store::items(r.conn(), owner, r.today)
}

/// What an owner buys, and how often, up to today.
///
/// # Errors
/// What the database says.
pub fn shopping(r: &Read, owner: OwnerId) -> Result<Shopping> {
    Ok(of_items(store::items(r.conn(), owner, r.today)?, r.today))
}

/// `items` earliest first.
fn of_items(items: Vec<BoughtItem>, today: Day) -> Shopping {
    let mut products: BTreeMap<ProductId, PreferredProduct> = BTreeMap::new();
    let mut categories: BTreeMap<String, Vec<Day>> = BTreeMap::new();
    for item in items {
        if let Some(category) = item.category {
            categories.entry(category).or_default().push(item.bought_on);
        }
        let product = products.entry(item.product_id).or_insert_with(|| PreferredProduct {
            product_id: item.product_id,
            name: item.name,
            quantity_milli: 0,
            amount_cents: Money::ZERO,
            last_on: item.bought_on,
        });
        product.quantity_milli += item.quantity_milli;
        product.amount_cents += item.amount;
        product.last_on = product.last_on.max(item.bought_on);
    }
    let mut preferred: Vec<_> = products.into_values().collect();
    preferred.sort_by_key(|product| (Reverse(product.quantity_milli), Reverse(product.amount_cents)));
    preferred.truncate(PREFERRED);
    let mut categories: Vec<_> =
        categories.into_iter().filter_map(|(category, days)| cadence(category, days, today)).collect();
    categories
        .sort_by_key(|c| Reverse(i64::from(today.since(c.last_on)) * 1_000_000 / c.usual_gap.quarters()));
    Shopping { preferred, categories }
}

fn cadence(category: String, mut days: Vec<Day>, today: Day) -> Option<CategoryCadence> {
    days.dedup();
    let last_on = *days.last()?;
    let usual_gap = median_gap(days.iter().copied())?;
    Some(CategoryCadence {
        category,
        times: i64::try_from(days.len()).unwrap_or(i64::MAX),
        usual_gap,
        last_on,
        is_overdue: is_overdue(Some(last_on), Some(usual_gap), today),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(product: i64, category: &str, quantity: i64, day: i32) -> BoughtItem {
        BoughtItem {
            product_id: ProductId(product),
            name: format!("P{product}"),
            category: Some(category.into()),
            quantity_milli: quantity,
            amount: Money::from_cents(quantity),
            bought_on: Day::from_number(day),
        }
    }

    #[test]
    fn the_five_bought_most_come_first_and_categories_have_a_cadence_from_three_days_on() {
        let items = vec![
            item(1, "Alimento", 1_000, 0),
            item(1, "Alimento", 1_000, 0),
            item(2, "Alimento", 3_000, 30),
            item(1, "Alimento", 1_500, 60),
            item(3, "Juguetes", 500, 60),
            item(4, "Juguetes", 400, 61),
            item(5, "Juguetes", 300, 61),
            item(6, "Juguetes", 200, 61),
        ];
        let shopping = of_items(items, Day::from_number(105));
        let preferred: Vec<_> =
            shopping.preferred.iter().map(|p| (p.product_id.0, p.quantity_milli)).collect();
        assert_eq!(preferred, [(1, 3_500), (2, 3_000), (3, 500), (4, 400), (5, 300)]);
        assert_eq!(shopping.preferred[0].last_on, Day::from_number(60));
        assert_eq!(shopping.categories.len(), 1);
        let food = &shopping.categories[0];
        assert_eq!((food.times, food.usual_gap, food.is_overdue), (3, Gap::from_halves(60), true));
    }
}
