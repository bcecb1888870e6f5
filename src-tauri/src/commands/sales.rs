//! Sales: invoices and orders.

use crate::{desk::Desk, failure::Answer};
use crm::{
    clinic::{Done, View},
    sales::{
        self, PaymentInput, Sale, SaleFilter, SaleInput, SaleKind, SaleRef, SaleRow, SaleSums, SalesPage,
        SalesQuery,
    },
    values::OwnerId,
};
use tauri::State;

/// A page of sales.
#[tauri::command]
#[specta::specta]
pub async fn sales_page(desk: State<'_, Desk>, query: SalesQuery) -> Answer<SalesPage> {
    desk.read(View::Records, move |read| sales::page(read, &query)).await
}

/// The sums of all sales of a filter.
#[tauri::command]
#[specta::specta]
pub async fn sales_sums(desk: State<'_, Desk>, filter: SaleFilter) -> Answer<SaleSums> {
    desk.read(View::Records, move |read| sales::sums(read, &filter)).await
}

/// A sale with its lines and payments.
#[tauri::command]
#[specta::specta]
pub async fn sales_get(desk: State<'_, Desk>, sale: SaleRef) -> Answer<Sale> {
    desk.read(View::Records, move |read| sales::get(read, sale)).await
}

/// What an owner still has to pay.
#[tauri::command]
#[specta::specta]
pub async fn sales_owed(desk: State<'_, Desk>, owner: OwnerId) -> Answer<Vec<SaleRow>> {
    desk.read(View::Records, move |read| sales::owed(read, owner)).await
}

/// The number that the next sale of a kind gets.
#[tauri::command]
#[specta::specta]
pub async fn sales_next_number(desk: State<'_, Desk>, kind: SaleKind) -> Answer<String> {
    desk.read(View::Records, move |read| sales::next_number(read, kind)).await
}

/// Writes an invoice or an order, and pays it where that is asked for.
#[tauri::command]
#[specta::specta]
pub async fn sales_create(desk: State<'_, Desk>, input: SaleInput) -> Answer<Done<Sale>> {
    desk.write(move |clinic, actor| sales::create(clinic, actor, &input)).await
}

/// Changes a sale that nothing was paid of yet.
#[tauri::command]
#[specta::specta]
pub async fn sales_update(desk: State<'_, Desk>, sale: SaleRef, input: SaleInput) -> Answer<Done<Sale>> {
    desk.write(move |clinic, actor| sales::update(clinic, actor, sale, &input)).await
}

/// Pays a sale, or a part of it.
#[tauri::command]
#[specta::specta]
pub async fn sales_pay(desk: State<'_, Desk>, sale: SaleRef, payment: PaymentInput) -> Answer<Done<Sale>> {
    desk.write(move |clinic, actor| sales::pay(clinic, actor, sale, &payment)).await
}

/// Gives back what was paid, or a part of it.
#[tauri::command]
#[specta::specta]
pub async fn sales_refund(
    desk: State<'_, Desk>,
    sale: SaleRef,
    payment: PaymentInput,
    reason: Option<String>,
) -> Answer<Done<Sale>> {
    desk.write(move |clinic, actor| sales::refund(clinic, actor, sale, &payment, reason.as_deref())).await
}

/// Calls a sale off that nothing is paid of.
#[tauri::command]
#[specta::specta]
pub async fn sales_cancel(desk: State<'_, Desk>, sale: SaleRef) -> Answer<Done<Sale>> {
    desk.write(move |clinic, actor| sales::cancel(clinic, actor, sale)).await
}

/// Says how an order's delivery stands.
#[tauri::command]
#[specta::specta]
pub async fn sales_deliver(desk: State<'_, Desk>, sale: SaleRef, status: String) -> Answer<Done<Sale>> {
    desk.write(move |clinic, actor| sales::deliver(clinic, actor, sale, &status)).await
}
