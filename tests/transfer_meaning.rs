//! What rows mean beyond their cells: who is no owner, who has died, what a file leaves out and still says.

use crate::support::{
    ACTOR,
    transfer::{OWNERS, file, import, import_path, place, reasons, text, try_import},
};
use crm::{
    Code,
    clinic::{Actor, Role, View},
    transfer::{self, Reason},
};

const INVOICES: &str = "invoice_id,owner_id,invoice_number,issue_date,status,subtotal,total\n";

#[test]
fn the_public_is_no_owner_and_what_it_buys_is_a_sale_to_the_public() {
    let place = place();
    file(
        &place,
        "books/owners.csv",
        "owner_id,full_name,phone_primary,rfc\n\
         O1,María García,998 123 4567,XAXX010101000\n\
         P1,PUBLICO EN GENERAL,,\n\
         P2,Mostrador,,XAXX010101000\n",
    );
    file(
        &place,
        "books/invoices.csv",
        format!(
            "{INVOICES}F1,O1,1,2026-01-02,paid,1,1\nF2,P1,2,2026-01-02,paid,1,1\n\
             F3,P2,3,2026-01-02,paid,1,1\nF4,XAXX010101000,4,2026-01-02,paid,1,1\nF5,P9,5,2026-01-02,paid,1,1\n"
        ),
    );
    file(
        &place,
        "books/orders.csv",
        "order_id,owner_id,ordered_at,subtotal,total\nB1,P1,2026-01-02 10:00,1,1\n",
    );
    let summary = import_path(&place, &place.folder.path().join("books"));
    assert_eq!(reasons(&summary), [(6, "owner_id", "P9", Reason::UnknownReference)]);
    let flags: Vec<_> =
        summary.flagged_rows.iter().map(|row| (row.line, row.value.as_str(), row.reason)).collect();
    assert_eq!(flags, [(3, "P1", Reason::PublicSale), (4, "P2", Reason::PublicSale)]);
    assert_eq!((summary.by_kind["owners"].new, summary.by_kind["owners"].same), (1, 2));
    assert_eq!(text(&place, "SELECT group_concat(external_id) FROM owners"), "O1");
    let owners = "SELECT group_concat(number || coalesce(owner_id, '-'), ' ') FROM (SELECT * FROM invoices ORDER BY number)";
    assert_eq!(text(&place, owners), "11 2- 3- 4-");
    assert_eq!(text(&place, "SELECT coalesce(owner_id, '-') FROM orders"), "-");

    // A later file knows the id only.
    let later = import(&place, "invoices.csv", format!("{INVOICES}F6,P2,6,2026-01-02,paid,1,1\n"));
    assert_eq!((later.counts.new, later.counts.set_aside), (1, 0));
    let again = import_path(&place, &place.folder.path().join("books"));
    assert_eq!((again.counts.new, again.counts.updated), (0, 0));
}

#[test]
fn a_day_of_death_tells_what_the_status_leaves_open() {
    let place = place();
    import(&place, "owners.csv", format!("{OWNERS}O1,María García,,\n"));
    let summary = import(
        &place,
        "pets.csv",
        "pet_id,owner_id,name,status,deceased_date\n\
         N1,O1,Max,,2026-01-02\nN2,O1,Luna,active,2026-01-02\nN3,O1,Kira,deceased,2026-01-02\nN4,O1,Toby,,\n",
    );
    let states =
        "SELECT group_concat(external_id || status, ' ') FROM (SELECT * FROM pets ORDER BY external_id)";
    assert_eq!(text(&place, states), "N1deceased N2active N3deceased N4active");
    let flags: Vec<_> =
        summary.flagged_rows.iter().map(|row| (row.line, row.column.as_str(), row.reason)).collect();
    assert_eq!(flags, [(3, "status", Reason::DeathProposed)]);
}

#[test]
fn a_kind_may_tell_direction_and_channel() {
    let place = place();
    import(&place, "owners.csv", format!("{OWNERS}O1,María García,,\n"));
    let summary = import(
        &place,
        "interactions.csv",
        "interaction_id,owner_id,occurred_at,interaction_type\n\
         I1,O1,2026-01-02 10:00,call_in\nI2,O1,2026-01-02 10:00,Email Out\n\
         I3,O1,2026-01-02 10:00,call\nI4,O1,2026-01-02 10:00,review\n",
    );
    let read = "SELECT group_concat(kind || ' ' || channel || ' ' || direction, ', ') FROM interactions";
    assert_eq!(text(&place, read), "call phone inbound, email email outbound");
    let missing = |line, column| (line, column, "", Reason::Missing);
    assert_eq!(reasons(&summary)[..2], [missing(4, "direction"), missing(5, "direction")]);
    assert_eq!(summary.counts.set_aside, 2);
}

#[test]
fn all_columns_that_are_missing_are_named_at_once_and_a_subtotal_follows_from_the_total() {
    let place = place();
    let invoices = file(&place, "invoices.csv", "invoice_id,total\nF1,116.00\n");
    let error = try_import(&place, &invoices).unwrap_err();
    assert_eq!(error.code, Code::MissingColumns);
    assert_eq!(error.detail, "invoices.csv: invoice_number, issue_date");
    let summary = import(
        &place,
        "invoices.csv",
        "invoice_id,invoice_number,issue_date,discount,tax,total\nF1,1,2026-01-02,10.00,16.00,116.00\nF2,2,2026-01-02,,,50.00\n",
    );
    assert_eq!(summary.counts.new, 2, "{:?}", summary.set_aside_rows);
    let subtotals = "SELECT group_concat(subtotal_cents, ' ') FROM (SELECT * FROM invoices ORDER BY number)";
    assert_eq!(text(&place, subtotals), "11000 5000");
}

#[test]
fn an_amount_that_could_not_be_added_up_is_set_aside() {
    let place = place();
    let row = |id: &str, total: &str| format!("{id},,{id},2026-01-02,paid,1,{total}\n");
    let rows = ["90000000000000000.00", "10000000000.01", "10000000000.00"];
    let rows: String = rows.iter().zip(["F1", "F2", "F3"]).map(|(total, id)| row(id, total)).collect();
    let summary = import(&place, "invoices.csv", format!("{INVOICES}{rows}"));
    let out = |line, value| (line, "total", value, Reason::OutOfRange);
    assert_eq!(reasons(&summary), [out(2, "90000000000000000.00"), out(3, "10000000000.01")]);
    assert_eq!(summary.sums["invoices.total"].new.to_string(), "10000000000.00");
}

#[test]
fn a_file_of_set_aside_rows_opens_in_a_spreadsheet_and_harms_none() {
    let place = place();
    let header = "owner_id,full_name,is_active,=shoes\n";
    let rows = "O1,=cmd|' /C calc'!A0,quizá,\nO2,'=1+1,quizá,-5\n";
    let summary = import(&place, "owners.csv", format!("{header}{rows}"));
    let batch = summary.batch.unwrap();
    let mut csv = Vec::new();
    place.read(&ACTOR, View::Records, |r| transfer::set_aside_csv(r, batch, "owners.csv", &mut csv)).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let expected = "\u{feff}owner_id,full_name,is_active,'=shoes,set_aside_line,set_aside_column,set_aside_reason\r\n\
                    O1,'=cmd|' /C calc'!A0,quizá,,2,is_active,not_yes_or_no\r\n\
                    O2,'=1+1,quizá,'-5,3,is_active,not_yes_or_no\r\n";
    assert_eq!(csv, expected);
    let saved = place.folder.path().join("saved.csv");
    assert_eq!(transfer::save_set_aside(&place, &ACTOR, batch, "owners.csv", &saved).unwrap(), 2);
    assert_eq!(std::fs::read_to_string(&saved).unwrap(), expected);
    let desk = Actor { role: Role::FrontDesk, ..ACTOR };
    let refused = transfer::save_set_aside(&place, &desk, batch, "owners.csv", &saved).unwrap_err();
    assert_eq!(refused.code, Code::Forbidden);
    assert_eq!(
        text(&place, "SELECT group_concat(details_json) FROM audit WHERE action = 'transfer_export'"),
        r#"{"batch":1,"set_aside":2}"#
    );
    import(&place, "owners.csv", csv.replace("quizá", "no"));
    let names = "SELECT group_concat(full_name, ' ') FROM (SELECT * FROM owners ORDER BY external_id)";
    assert_eq!(text(&place, names), "=cmd|' /C calc'!A0 =1+1");
}

#[test]
fn an_opinion_that_became_anonymous_at_its_source_loses_its_owner_here() {
    let place = place();
    import(&place, "owners.csv", format!("{OWNERS}O1,María García,,\n"));
    let heading = "feedback_id,owner_id,rating,is_anonymous,received_at\n";
    let kept = "SELECT coalesce(owner_id, 0) || ' ' || is_anonymous || ' ' || (received_at IS NULL) || ' '
                  || date(received_on * 86400, 'unixepoch') FROM feedback";
    import(&place, "feedback.csv", format!("{heading}B1,O1,2,false,2026-07-21 12:00\n"));
    assert!(text(&place, kept).ends_with(" 0 0 2026-07-21"));
    let anonymous = format!("{heading}B1,,2,true,2026-07-21 12:00\n");
    assert_eq!(import(&place, "feedback.csv", &anonymous).counts.updated, 1);
    assert_eq!(text(&place, kept), "0 1 1 2026-07-01");
    assert_eq!(import(&place, "feedback.csv", &anonymous).counts.same, 1);
}
