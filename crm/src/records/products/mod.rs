//! Products: what the clinic sells over the counter.

mod store;

use crate::{
    Code, Error, Result,
    clinic::{Action, Actor, Clinic, Done, Read},
    records::input::{line, required, word},
    values::{Day, ExternalId, Money, ProductId},
};
use serde::{Deserialize, Serialize};

/// A product as stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are the columns of `products`, described in the schema")]
pub struct Product {
    pub id: ProductId,
    pub external_id: ExternalId,
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
    pub category: Option<String>,
    pub species: Option<String>,
    pub price_cents: Option<Money>,
    pub cost_cents: Option<Money>,
    pub is_active: bool,
    pub launched_on: Option<Day>,
}

/// A product's form.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are those of `Product`")]
pub struct ProductInput {
    pub sku: String,
    pub name: String,
    pub brand: Option<String>,
    pub category: Option<String>,
    pub species: Option<String>,
    pub price_cents: Option<Money>,
    pub cost_cents: Option<Money>,
    pub is_active: bool,
    pub launched_on: Option<Day>,
}

impl Default for ProductInput {
    fn default() -> Self {
        Self {
            sku: String::new(),
            name: String::new(),
            brand: None,
            category: None,
            species: None,
            price_cents: None,
            cost_cents: None,
            is_active: true,
            launched_on: None,
        }
    }
}

/// Every product by name; those that are retired last.
///
/// # Errors
/// Only those of the database.
pub fn list(read: &Read) -> Result<Vec<Product>> {
    store::list(read)
}

/// A product by its sku, its id in exports, or its number in the database.
///
/// # Errors
/// `not_found`.
pub fn find(read: &Read, known_as: &str) -> Result<Product> {
    let all = list(read)?;
    let is_it = |product: &&Product| {
        product.sku == known_as || product.external_id.0 == known_as || product.id.0.to_string() == known_as
    };
    all.iter().find(is_it).cloned().ok_or_else(|| Error::not_found("product"))
}

/// Adds a product.
///
/// # Errors
/// `invalid` with the field; `taken` for a `sku` that another has.
pub fn create(clinic: &Clinic, actor: &Actor, input: &ProductInput) -> Result<Done<Product>> {
    clinic.write(actor, Action::CreateProduct, |w| {
        let new = checked(w, input, None)?;
        let id = store::insert(w, &new)?;
        w.about(new.name);
        store::by_id(w, id)
    })
}

/// Changes a product; one that is not active keeps its sales and is not offered any more.
///
/// # Errors
/// As [`create`], and `not_found`.
pub fn update(clinic: &Clinic, actor: &Actor, id: ProductId, input: &ProductInput) -> Result<Done<Product>> {
    clinic.write(actor, Action::UpdateProduct, |w| {
        store::by_id(w, id)?;
        let new = checked(w, input, Some(id))?;
        store::update(w, id, &new)?;
        w.about(new.name);
        store::by_id(w, id)
    })
}

fn checked(read: &Read, input: &ProductInput, id: Option<ProductId>) -> Result<ProductInput> {
    let sku = required("sku", &input.sku)?;
    if store::has_sku(read, &sku, id)? {
        return Err(Error { field: Some("sku".into()), ..Error::new(Code::Taken, "sku") });
    }
    for (field, amount) in [("price_cents", input.price_cents), ("cost_cents", input.cost_cents)] {
        if amount.is_some_and(|amount| amount < Money::ZERO || amount > Money::MOST) {
            return Err(Error::invalid(field, "negative, or too much"));
        }
    }
    Ok(ProductInput {
        sku,
        name: required("name", &input.name)?,
        brand: line("brand", input.brand.as_deref())?,
        category: line("category", input.category.as_deref())?,
        species: input.species.as_deref().map(|species| word("species", species)).transpose()?,
        ..input.clone()
    })
}
