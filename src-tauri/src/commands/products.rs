//! Products that the clinic offers.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    products::{self, Product, ProductInput},
    values::ProductId,
};
use tauri::State;

/// Every product; those that are retired last.
#[tauri::command]
#[specta::specta]
pub async fn products_list(desk: State<'_, Desk>) -> Answer<Vec<Product>> {
    desk.read(View::Records, products::list).await
}

/// Adds a product.
#[tauri::command]
#[specta::specta]
pub async fn products_create(desk: State<'_, Desk>, input: ProductInput) -> Answer<Done<Product>> {
    desk.write(move |clinic, actor| products::create(clinic, actor, &input)).await
}

/// Changes a product, or retires it.
#[tauri::command]
#[specta::specta]
pub async fn products_update(
    desk: State<'_, Desk>,
    id: ProductId,
    input: ProductInput,
) -> Answer<Done<Product>> {
    desk.write(move |clinic, actor| products::update(clinic, actor, id, &input)).await
}
