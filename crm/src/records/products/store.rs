//! SQL of products.

use super::{Product, ProductInput};
use crate::{
    Error, Result,
    clinic::{Read, Write},
    records::columns::Columns,
    values::{ExternalId, ProductId},
};
use rusqlite::{OptionalExtension, Row, params};

const PRODUCTS: &str =
    "SELECT id, external_id, sku, name, brand, category, species, price_cents, cost_cents, is_active,
    launched_on FROM products";

fn product_of(row: &Row<'_>) -> rusqlite::Result<Product> {
    let mut columns = Columns::of(row);
    Ok(Product {
        id: columns.next()?,
        external_id: columns.next()?,
        sku: columns.next()?,
        name: columns.next()?,
        brand: columns.next()?,
        category: columns.next()?,
        species: columns.next()?,
        price_cents: columns.next()?,
        cost_cents: columns.next()?,
        is_active: columns.next()?,
        launched_on: columns.next()?,
    })
}

pub(super) fn list(read: &Read) -> Result<Vec<Product>> {
    let sql = format!("{PRODUCTS} ORDER BY is_active DESC, name COLLATE NOCASE, id");
    let mut statement = read.conn().prepare_cached(&sql)?;
    Ok(statement.query_map([], product_of)?.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn by_id(read: &Read, id: ProductId) -> Result<Product> {
    let sql = format!("{PRODUCTS} WHERE id = ?1");
    let found = read.conn().prepare_cached(&sql)?.query_row([id], product_of).optional()?;
    found.ok_or_else(|| Error::not_found("product"))
}

pub(super) fn has_sku(read: &Read, sku: &str, except: Option<ProductId>) -> Result<bool> {
    let sql = "SELECT 1 FROM products WHERE sku = ?1 AND id IS NOT ?2";
    Ok(read.conn().prepare_cached(sql)?.exists(params![sku, except])?)
}

pub(super) fn insert(w: &mut Write<'_>, new: &ProductInput) -> Result<ProductId> {
    let sql =
        "INSERT INTO products (external_id, sku, name, brand, category, species, price_cents, cost_cents,
                 is_active, launched_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    w.conn().prepare_cached(sql)?.execute(params![
        ExternalId::born(w.now),
        new.sku,
        new.name,
        new.brand,
        new.category,
        new.species,
        new.price_cents,
        new.cost_cents,
        new.is_active,
        new.launched_on
    ])?;
    Ok(ProductId(w.conn().last_insert_rowid()))
}

pub(super) fn update(w: &mut Write<'_>, id: ProductId, new: &ProductInput) -> Result<()> {
    let sql =
        "UPDATE products SET sku = ?2, name = ?3, brand = ?4, category = ?5, species = ?6, price_cents = ?7,
                 cost_cents = ?8, is_active = ?9, launched_on = ?10 WHERE id = ?1";
    w.conn().prepare_cached(sql)?.execute(params![
        id,
        new.sku,
        new.name,
        new.brand,
        new.category,
        new.species,
        new.price_cents,
        new.cost_cents,
        new.is_active,
        new.launched_on
    ])?;
    Ok(())
}
