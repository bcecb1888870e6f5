//! Products, invoices, orders and points.

use super::{Blank, Kind, MANY, Reading, Spec, field, required, same};
use Reading::{
    Amount, Choice, Day, Instant, InstantAndDay, Money, Name, Quantity, Reference, ServiceName, Sibling,
    StaffName, Text, Whole, Word, YesNo,
};

pub(super) const PRODUCTS: Spec = Spec {
    table: "products",
    id: "product_id",
    fields: &[
        required("sku", "sku", Name(100)),
        required("name", "name", Name(300)),
        same("brand", Name(200)),
        same("category", Name(200)),
        same("species", Word),
        field("unit_price", "price_cents", Amount),
        field("unit_cost", "cost_cents", Amount),
        same("is_active", YesNo).or(Blank::Number(1)),
        field("launched_date", "launched_on", Day).appended(),
    ],
    natural: &["sku"],
};

pub(super) const INVOICES: Spec = Spec {
    table: "invoices",
    id: "invoice_id",
    fields: &[
        same("owner_id", Reference(Kind::Owners)),
        same("appointment_id", Reference(Kind::Appointments)),
        required("invoice_number", "number", Name(100)),
        required("issue_date", "issued_on", Day),
        field("due_date", "due_on", Day),
        same("status", Choice(INVOICE_STATES)).or(Blank::Text("issued")),
        field("paid_date", "paid_on", Day),
        same("payment_method", Word),
        same("currency", Name(3)).or(Blank::Text("MXN")),
        field("subtotal", "subtotal_cents", Money),
        field("discount", "discount_cents", Money).or(Blank::Number(0)),
        field("tax", "tax_cents", Money).or(Blank::Number(0)),
        required("total", "total_cents", Amount),
        field("refunded_amount", "refunded_cents", Amount).or(Blank::Number(0)),
    ],
    natural: &[],
};

pub(super) const INVOICE_LINES: Spec = Spec {
    table: "invoice_lines",
    id: "invoice_line_id",
    fields: &[
        required("invoice_id", "invoice_id", Reference(Kind::Invoices)),
        required("description", "description", Text),
        same("product_id", Reference(Kind::Products)),
        field("service", "service_id", ServiceName),
        required("quantity", "quantity_milli", Quantity),
        required("unit_price", "unit_price_cents", Money),
        required("line_total", "line_total_cents", Money),
    ],
    natural: &[],
};

pub(super) const ORDERS: Spec = Spec {
    table: "orders",
    id: "order_id",
    fields: &[
        same("owner_id", Reference(Kind::Owners)),
        required("ordered_at", "ordered_at", InstantAndDay),
        same("channel", Word),
        field("status", "delivery_status", Word).or(Blank::Text("pending")),
        same("payment_status", Choice(PAYMENT_STATES)).or(Blank::Text("pending")),
        same("payment_method", Word),
        same("currency", Name(3)).or(Blank::Text("MXN")),
        field("subtotal", "subtotal_cents", Money),
        field("shipping", "shipping_cents", Money).or(Blank::Number(0)),
        field("tax", "tax_cents", Money).or(Blank::Number(0)),
        required("total", "total_cents", Amount),
        field("paid_date", "paid_on", Day),
        same("invoice_id", Reference(Kind::Invoices)),
        field("order_number", "number", Name(100)).appended(),
        field("refunded_amount", "refunded_cents", Amount).or(Blank::Number(0)).appended(),
    ],
    natural: &[],
};

pub(super) const ORDER_ITEMS: Spec = Spec {
    table: "order_items",
    id: "order_item_id",
    fields: &[
        required("order_id", "order_id", Reference(Kind::Orders)),
        same("product_id", Reference(Kind::Products)),
        required("quantity", "quantity_milli", Quantity),
        required("unit_price", "unit_price_cents", Money),
        required("line_total", "line_total_cents", Money),
        same("description", Text).appended(),
    ],
    natural: &[],
};

pub(super) const PAYMENTS: Spec = Spec {
    table: "payments",
    id: "payment_id",
    fields: &[
        same("invoice_id", Reference(Kind::Invoices)),
        same("order_id", Reference(Kind::Orders)),
        required("paid_date", "paid_on", Day),
        required("amount", "amount_cents", Money),
        field("payment_method", "method", Word),
        same("reason", Text),
        field("recorded_by", "staff_id", StaffName),
        same("created_at", Instant).or(Blank::Of("created_at")),
    ],
    natural: &[],
};

pub(super) const LOYALTY: Spec = Spec {
    table: "loyalty_entries",
    id: "loyalty_entry_id",
    fields: &[
        required("owner_id", "owner_id", Reference(Kind::Owners)),
        required("kind", "kind", Choice(ENTRY_KINDS)),
        required("points", "points", Whole(-MANY, MANY)),
        same("description", Text).or(Blank::Text("")),
        same("order_id", Reference(Kind::Orders)),
        same("invoice_id", Reference(Kind::Invoices)),
        field("reverses_entry_id", "reverses_id", Sibling),
        field("recorded_by", "staff_id", StaffName),
        required("entered_at", "entered_at", InstantAndDay),
        same("purchase", Name(200)).appended(),
        same("due_points", Whole(0, MANY)).appended(),
        field("amount_per_point", "point_cents", Amount).appended(),
        same("shortfall", Whole(0, MANY)).or(Blank::Number(0)).appended(),
    ],
    natural: &[],
};

const INVOICE_STATES: &[(&str, &str)] = &[
    ("draft", "draft"),
    ("issued", "issued"),
    ("paid", "paid"),
    ("void", "void"),
    ("refunded", "refunded"),
    ("unpaid", "issued"),
    ("open", "issued"),
    ("pending", "issued"),
    ("overdue", "issued"),
    ("cancelled", "void"),
    ("canceled", "void"),
    ("voided", "void"),
];
const PAYMENT_STATES: &[(&str, &str)] = &[
    ("pending", "pending"),
    ("paid", "paid"),
    ("refunded", "refunded"),
    ("cancelled", "cancelled"),
    ("failed", "failed"),
    ("unpaid", "pending"),
    ("canceled", "cancelled"),
    ("void", "cancelled"),
    ("declined", "failed"),
];
const ENTRY_KINDS: &[(&str, &str)] = &[
    ("earn", "earn"),
    ("redeem", "redeem"),
    ("expire", "expire"),
    ("adjust", "adjust"),
    ("reverse", "reverse"),
    ("opening", "opening"),
];
