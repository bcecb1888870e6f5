//! Invoices and orders come in whole or not at all, whatever is wrong with a line.

use crate::support::transfer::{file, import_path, place, reasons, text};
use crm::transfer::{Counts, Reason, Summary};

/// An invoice or order has an id, a number or a time, and these amounts.
const INVOICES: &str = "invoice_id,invoice_number,issue_date,status,subtotal,total\n";
const LINES: &str = "invoice_line_id,invoice_id,description,product_id,quantity,unit_price,line_total\n";
const ORDERS: &str = "order_id,ordered_at,payment_status,subtotal,total\n";
const ITEMS: &str = "order_item_id,order_id,product_id,quantity,unit_price,line_total\n";

fn invoice(id: &str) -> String {
    format!("{id},{id},2026-01-02,paid,1.00,1.16\n")
}

fn counts(summary: &Summary, kind: &str) -> (u64, u64, u64) {
    let Counts { rows, new, set_aside, .. } = summary.by_kind[kind];
    (rows, new, set_aside)
}

#[test]
fn an_invoice_stays_out_with_every_line_whatever_is_wrong_with_one() {
    for (case, bad, own) in [
        ("a value that cannot be read", "L3,F2,Baño,,dos,1.00,2.00", ("quantity", Reason::NotANumber)),
        (
            "a product that is not there",
            "L3,F2,Baño,P9,2,1.00,2.00",
            ("product_id", Reason::UnknownReference),
        ),
        ("a value that is missing", "L3,F2,,,2,1.00,2.00", ("description", Reason::Missing)),
        ("a cell too many", "L3,F2,Baño,,2,1.00,2.00,more", ("", Reason::ExtraCells)),
        ("another line's id", "L1,F2,Baño,,2,1.00,2.00", ("invoice_line_id", Reason::RepeatedId)),
        ("no id", ",F2,Baño,,2,1.00,2.00", ("invoice_line_id", Reason::Missing)),
    ] {
        let place = place();
        file(&place, "books/invoices.csv", format!("{INVOICES}{}{}", invoice("F1"), invoice("F2")));
        file(
            &place,
            "books/invoice_lines.csv",
            format!(
                "{LINES}L1,F1,Consulta,,1,1.00,1.00\nL2,F2,Vacuna,,1,1.00,1.00\n{bad}\nL4,F2,Uñas,,1,1.00,1.00\n"
            ),
        );
        let summary = import_path(&place, &place.folder.path().join("books"));
        assert_eq!(counts(&summary, "invoices"), (2, 1, 1), "{case}");
        assert_eq!(counts(&summary, "invoice_lines"), (4, 1, 3), "{case}");
        let mut found: Vec<(u32, &str, Reason)> =
            reasons(&summary).into_iter().map(|(line, column, _, reason)| (line, column, reason)).collect();
        found.sort_by_key(|(line, _, reason)| (*line, *reason != Reason::LineSetAside));
        let whole = Reason::LineSetAside;
        let expected =
            [(3, "invoice_id", whole), (3, "invoice_id", whole), (4, own.0, own.1), (5, "invoice_id", whole)];
        assert_eq!(found, expected, "{case}");
        assert_eq!(text(&place, "SELECT group_concat(external_id) FROM invoices"), "F1", "{case}");
        assert_eq!(text(&place, "SELECT group_concat(external_id) FROM invoice_lines"), "L1", "{case}");
        let sums = summary.sums["invoices.total"];
        assert_eq!((sums.read.cents(), sums.new.cents(), sums.set_aside.cents()), (232, 116, 116), "{case}");
    }
}

#[test]
fn an_order_with_a_bad_item_stays_out_whole() {
    let place = place();
    let order = |id: &str| format!("{id},2026-01-02 10:00,paid,1.00,1.16\n");
    file(&place, "shop/orders.csv", format!("{ORDERS}{}{}", order("O1"), order("O2")));
    file(
        &place,
        "shop/order_items.csv",
        format!("{ITEMS}I1,O1,,1,1.00,1.00\nI2,O2,,1,1.00,1.00\nI3,O2,P9,1,1.00,1.00\n"),
    );
    let summary = import_path(&place, &place.folder.path().join("shop"));
    assert_eq!((summary.counts.new, summary.counts.set_aside), (2, 3));
    assert_eq!(
        reasons(&summary),
        [
            (3, "order_id", "O2", Reason::LineSetAside),
            (3, "order_id", "O2", Reason::LineSetAside),
            (4, "product_id", "P9", Reason::UnknownReference),
        ]
    );
    assert_eq!(text(&place, "SELECT group_concat(external_id) FROM orders"), "O1");
}

#[test]
fn the_lines_of_an_invoice_that_is_set_aside_stay_out_too() {
    let place = place();
    let good = format!("{INVOICES}{}{}", invoice("F1"), invoice("F2"));
    let lines = format!("{LINES}L1,F1,Consulta,,1,1.00,1.00\nL2,F2,Vacuna,,1,1.00,1.00\n");
    file(&place, "books/invoices.csv", &good);
    file(&place, "books/invoice_lines.csv", &lines);
    let books = place.folder.path().join("books");
    import_path(&place, &books);
    // They are there already: what is new of them must still come in together.
    file(
        &place,
        "books/invoices.csv",
        good.replace("F2,F2,2026-01-02,paid,1.00,1.16", "F2,F2,2026-01-02,paid,1.00,x"),
    );
    file(&place, "books/invoice_lines.csv", lines.replace("Consulta", "Revisión").replace("Vacuna", "Rabia"));
    let summary = import_path(&place, &books);
    assert_eq!(
        reasons(&summary),
        [(3, "total", "x", Reason::NotAnAmount), (3, "invoice_id", "F2", Reason::HeadSetAside)]
    );
    assert_eq!(text(&place, "SELECT group_concat(description) FROM invoice_lines"), "Revisión,Vacuna");
}

#[test]
fn what_was_written_beside_a_spoiled_record_goes_with_it() {
    let place = place();
    file(&place, "books/invoices.csv", format!("{INVOICES}{}", invoice("F1")));
    file(
        &place,
        "books/invoice_lines.csv",
        "invoice_line_id,invoice_id,description,service,product_id,quantity,unit_price,line_total\n\
         L1,F1,Consulta,Consulta general,,1,1.00,1.00\nL2,F1,Croqueta,,P9,1,1.00,1.00\n",
    );
    let summary = import_path(&place, &place.folder.path().join("books"));
    assert_eq!((summary.counts.rows, summary.counts.set_aside), (3, 3));
    assert_eq!(text(&place, "SELECT count(*) || '' FROM invoices"), "0");
    assert_eq!(text(&place, "SELECT count(*) || '' FROM import_rows"), "3");
    // Mended, all of it comes in.
    file(&place, "books/products.csv", "product_id,sku,name\nP9,S9,Croqueta\n");
    let summary = import_path(&place, &place.folder.path().join("books"));
    assert_eq!(summary.counts.set_aside, 0);
    assert_eq!(text(&place, "SELECT count(*) || '' FROM invoice_lines"), "2");
}
