//! Dates and numbers that can be read in two ways: their whole column tells how, or a person does.

use crate::support::{
    ACTOR, Place,
    transfer::{file, import, place, reasons, text},
};
use crm::{
    Code, Result,
    clinic::{DryRun, Progress},
    transfer::{self, DateOrder, DecimalMark, ImportOptions, Reason, Summary},
};

const OWNERS: &str = "owner_id,full_name,birth_date,created_at\n";

fn with(place: &Place, name: &str, bytes: &str, options: ImportOptions) -> Result<Summary> {
    let path = file(place, name, bytes);
    Ok(transfer::import_with(place, &ACTOR, &path, options, DryRun::No, &Progress::silent())?.value)
}

fn births(place: &Place) -> String {
    text(
        place,
        "SELECT coalesce(group_concat(coalesce(date(birth_on * 86400, 'unixepoch'), '-')), '') FROM (SELECT * FROM owners ORDER BY external_id)",
    )
}

#[test]
fn a_column_tells_its_own_order_even_from_its_last_line() {
    for (case, column, expected) in [
        ("day first", ["02/01/1980", "03/04/1981", "31/10/1982"], "1980-01-02,1981-04-03,1982-10-31"),
        ("month first", ["02/01/1980", "03/04/1981", "10/31/1982"], "1980-02-01,1981-03-04,1982-10-31"),
        ("short years", ["2/1/80", "3-4-26", "31.10.45"], "1980-01-02,2026-04-03,1945-10-31"),
        ("no day", ["0/0/00", "", "31/10/1982"], "-,-,1982-10-31"),
        (
            "names and numbers",
            ["31 de octubre de 1982", "Oct 31, 1982", "30255"],
            "1982-10-31,1982-10-31,1982-10-31",
        ),
        (
            "the same both ways",
            ["05/05/1980", "06/06/1981", "1982-10-31"],
            "1980-05-05,1981-06-06,1982-10-31",
        ),
    ] {
        let place = place();
        let [a, b, c] = column;
        let summary = import(
            &place,
            "owners.csv",
            format!("{OWNERS}O1,María,\"{a}\",\nO2,Carlos,\"{b}\",\nO3,Sarah,\"{c}\",\n"),
        );
        assert_eq!(summary.counts.set_aside, 0, "{case}");
        assert_eq!(births(&place), expected, "{case}");
    }
}

#[test]
fn each_column_has_an_order_of_its_own_and_times_come_along() {
    let place = place();
    import(
        &place,
        "owners.csv",
        format!("{OWNERS}O1,María,02/01/1980,02/01/2026 9:45 p.m.\nO2,Carlos,31/10/1982,10/31/2025 09:45\n"),
    );
    assert_eq!(births(&place), "1980-01-02,1982-10-31");
    let created = "SELECT group_concat(datetime(created_at / 1000 - 18000, 'unixepoch')) FROM (SELECT * FROM owners ORDER BY external_id)";
    assert_eq!(text(&place, created), "2026-02-01 21:45:00,2025-10-31 09:45:00");
}

#[test]
fn doubt_that_a_column_leaves_is_an_error_with_column_and_line_until_a_person_decides() {
    let doubtful = format!("{OWNERS}O1,María,1980-12-24,\nO2,Carlos,02/01/1980,\n");
    let place = place();
    let error = with(&place, "owners.csv", &doubtful, ImportOptions::default()).unwrap_err();
    assert_eq!(error.code, Code::AmbiguousDates);
    assert_eq!((error.field.as_deref(), error.detail.as_str()), (Some("birth_date"), "owners.csv: line 3"));
    assert_eq!(text(&place, "SELECT count(*) || '' FROM owners"), "0");
    let order = |order| ImportOptions { date_order: Some(order), ..ImportOptions::default() };
    with(&place, "owners.csv", &doubtful, order(DateOrder::Mdy)).unwrap();
    assert_eq!(births(&place), "1980-12-24,1980-02-01");
    with(&place, "owners.csv", &doubtful, order(DateOrder::Dmy)).unwrap();
    assert_eq!(births(&place), "1980-12-24,1980-01-02");
    // A column that contradicts itself is in doubt as well; with an order, what does not fit is set aside.
    let mixed = format!("{OWNERS}O1,María,31/12/1980,\nO2,Carlos,02/01/1980,\nO3,Sarah,12/31/1980,\n");
    assert_eq!(
        with(&place, "owners.csv", &mixed, ImportOptions::default()).unwrap_err().code,
        Code::AmbiguousDates
    );
    let summary = with(&place, "owners.csv", &mixed, order(DateOrder::Dmy)).unwrap();
    assert_eq!(summary.counts.set_aside, 0, "12/31 is a day in one order alone");
    // What is no day in any order sets only its row aside.
    let summary =
        import(&place, "owners.csv", format!("{OWNERS}O1,María,32/10/1980,\nO2,Carlos,31/10/1980,\n"));
    assert_eq!(reasons(&summary), [(2, "birth_date", "32/10/1980", Reason::NotADay)]);
}

#[test]
fn decimals_are_read_as_their_column_has_them() {
    const PRODUCTS: &str = "product_id;sku;name;unit_price;unit_cost\n";
    let prices = "SELECT group_concat(price_cents || '/' || cost_cents) FROM products";
    let place = place();
    import(
        &place,
        "products.csv",
        format!(
            "{PRODUCTS}P1;S1;Croqueta;1.500;1,500\nP2;S2;Collar;$420,81;12.50\nP3;S3;Correa;1.234,56;(0.00)\n"
        ),
    );
    assert_eq!(text(&place, prices), "150000/150000,42081/1250,123456/0");
    let doubtful = format!("{PRODUCTS}P4;S4;Cama;1,500;8\nP5;S5;Arena;2,000;9\n");
    let error = with(&place, "products.csv", &doubtful, ImportOptions::default()).unwrap_err();
    assert_eq!((error.code, error.field.as_deref()), (Code::AmbiguousDecimals, Some("unit_price")));
    assert_eq!(error.detail, "products.csv: line 2");
    let mark = |mark| ImportOptions { decimal: Some(mark), ..ImportOptions::default() };
    with(&place, "products.csv", &doubtful, mark(DecimalMark::Comma)).unwrap();
    assert_eq!(text(&place, "SELECT price_cents || '' FROM products WHERE sku = 'S4'"), "150");
    with(&place, "products.csv", &doubtful, mark(DecimalMark::Point)).unwrap();
    assert_eq!(text(&place, "SELECT price_cents || '' FROM products WHERE sku = 'S4'"), "150000");
}

#[test]
fn an_exports_own_numbers_are_never_in_doubt() {
    let place = place();
    let header = "pet_id,owner_id,name,weight_kg,extra_json\n";
    import(&place, "owners.csv", "owner_id,full_name\nO1,María García\n");
    let summary = import(&place, "pets.csv", format!("{header}N1,O1,Max,12.345,\n"));
    assert_eq!(summary.counts.new, 1);
    assert_eq!(text(&place, "SELECT weight_g || '' FROM pets"), "12345");
}
