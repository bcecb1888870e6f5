//! Rows as people write them: each comes in, or is set aside with its line, column and reason.

use crate::support::{
    ACTOR,
    transfer::{OWNERS, file, import, place, reasons, text, try_import},
};
use crm::{
    clinic::{self, Action, View},
    transfer::{self, Reason},
};

#[test]
fn each_bad_value_sets_its_row_aside_with_line_column_and_reason() {
    let place = place();
    import(&place, "owners.csv", format!("{OWNERS}O1,María García,,\n"));
    let summary = import(
        &place,
        "invoices.csv",
        "invoice_id,owner_id,invoice_number,issue_date,status,subtotal,total\n\
         F1,O1,1,2026-01-02,unpaid,\"1,000.00\",\"$1,160.00\"\n\
         F2,O1,2,2026-01-02,paid,abc,1\n\
         F3,O1,3,32/01/2026,paid,1,1\n\
         F4,O9,4,2026-01-02,paid,1,1\n\
         F5,,5,2026-01-02,paid,1,1\n\
         F6,O1,6,2026-01-02,maybe,1,1\n\
         F7,O1,7,2026-01-02,paid,1,(420.81)\n\
         F8,O1,,2026-01-02,paid,1,1\n\
         F9,O1,9,2026-01-02,paid,1,1,surplus\n\
         F1,O1,1,2026-01-02,unpaid,1000,1160\n\
         F1,O1,1,2026-01-02,unpaid,1000,1161\n\
         ,O1,1,2026-01-02,unpaid,1,1\n",
    );
    assert_eq!(
        reasons(&summary),
        [
            (3, "subtotal", "abc", Reason::NotAnAmount),
            (4, "issue_date", "32/01/2026", Reason::NotADay),
            (5, "owner_id", "O9", Reason::UnknownReference),
            (7, "status", "maybe", Reason::NotAChoice),
            (8, "total", "(420.81)", Reason::Negative),
            (9, "invoice_number", "", Reason::Missing),
            (10, "", "surplus", Reason::ExtraCells),
            (12, "invoice_id", "F1", Reason::RepeatedId),
            (13, "invoice_id", "", Reason::Missing),
        ]
    );
    let c = summary.counts;
    assert_eq!((c.rows, c.new, c.same, c.set_aside), (12, 2, 1, 9));
    assert_eq!(
        text(&place, "SELECT status || total_cents FROM invoices WHERE external_id = 'F1'"),
        "issued116000"
    );
}

#[test]
fn set_aside_rows_come_back_as_a_file_that_imports_once_mended() {
    let place = place();
    let header = "owner_id,full_name,is_active,created_at,shoe size\n";
    let summary =
        import(&place, "owners.csv", format!("{header}O1,María,quizá,2026-01-01 10:00,38\nO2,Carlos,sí,,\n"));
    assert_eq!(reasons(&summary), [(2, "is_active", "quizá", Reason::NotYesOrNo)]);
    let batch = summary.batch.unwrap();
    let mut csv = Vec::new();
    place.read(&ACTOR, View::Records, |r| transfer::set_aside_csv(r, batch, "owners.csv", &mut csv)).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("O1,María,quizá,2026-01-01 10:00,38,2,is_active,not_yes_or_no"), "{csv}");
    let mended = import(&place, "owners.csv", csv.replace("quizá", "no"));
    assert_eq!((mended.counts.new, mended.counts.set_aside), (1, 0));
    assert_eq!(
        text(&place, "SELECT extra_json FROM owners WHERE external_id = 'O1'"),
        r#"{"shoe size":"38"}"#
    );
    let listed = place.read(&ACTOR, View::Records, transfer::batches).unwrap();
    assert_eq!(listed.iter().map(|b| b.set_aside).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_cell_beyond_the_headings_is_in_the_file_of_what_was_set_aside() {
    let place = place();
    let summary = import(&place, "owners.csv", "owner_id,full_name,city\nO1,Ana Uno,Cancún,Otra cosa\n");
    let batch = summary.batch.unwrap();
    let mut csv = Vec::new();
    place.read(&ACTOR, View::Records, |r| transfer::set_aside_csv(r, batch, "owners.csv", &mut csv)).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert!(csv.contains("O1,Ana Uno,Cancún,2,,extra_cells,Otra cosa\r\n"), "{csv}");
    let again = import(&place, "owners.csv", &csv);
    assert_eq!(reasons(&again), [(2, "", "Otra cosa", Reason::ExtraCells)]);
    let mended = import(&place, "owners.csv", csv.replace(",Otra cosa", ""));
    assert_eq!((mended.counts.new, mended.counts.set_aside), (1, 0));
}

#[test]
fn what_is_odd_but_true_comes_in_flagged() {
    let place = place();
    let summary = import(
        &place,
        "owners.csv",
        "owner_id,full_name,email,phone_primary,referred_by_owner_id,notes\n\
         O1,María García,nobody,9.98E+11,O2,=1+1\n\
         O2,Carlos Méndez,carlos@email.com,998-123-4567,O1,'=1+1\n\
         O3,Sarah Johnson,,,O3,\n\
         O4,Roberto Sánchez,,,O99,MarÃ\u{ad}a\n",
    );
    assert_eq!((summary.counts.new, summary.counts.set_aside), (4, 0));
    let mut flags: Vec<(u32, Reason)> = summary.flagged_rows.iter().map(|r| (r.line, r.reason)).collect();
    flags.sort();
    assert_eq!(
        flags,
        [
            (2, Reason::NoPhone),
            (2, Reason::NoEmail),
            (3, Reason::CyclicReferrer),
            (4, Reason::OwnReferrer),
            (5, Reason::MangledText),
            (5, Reason::UnknownReferrer),
        ]
    );
    assert_eq!(text(&place, "SELECT group_concat(coalesce(referred_by, '-')) FROM owners"), "2,-,-,-");
    assert_eq!(text(&place, "SELECT notes FROM owners WHERE external_id = 'O2'"), "=1+1");
    assert_eq!(text(&place, "SELECT phone FROM owners WHERE external_id = 'O1'"), "9.98E+11");
    let pets = import(&place, "pets.csv", "pet_id,owner_id,name\nN1,O1,Daisy DECEASED\nN2,O1,Max (+)\n");
    assert_eq!((pets.counts.new, pets.flagged), (2, 2));
}

#[test]
fn two_phones_in_a_cell_are_two() {
    let place = place();
    import(&place, "owners.csv", format!("{OWNERS}O1,María,,998 123 4567 / 998 765 4321 (esposo)\n"));
    assert_eq!(
        text(&place, "SELECT phone || phone_e164 || phone_secondary || phone_secondary_e164 FROM owners"),
        "998 123 4567+529981234567998 765 4321 (esposo)+529987654321"
    );
}

#[test]
fn people_without_an_id_are_matched_by_a_contact_and_a_similar_name() {
    let place = place();
    let header = "full_name,phone_primary,email\n";
    import(&place, "owners.csv", format!("{OWNERS}O1,María García López,maria@email.com,998-123-4567\n"));
    let summary = import(
        &place,
        "owners.csv",
        format!(
            "{header}Maria Garcia,+52 1 998 123 4567,\nPedro García,998 123 4567,\nMaría García López,,\nCarlos Méndez,998 555 0000,\n"
        ),
    );
    let c = summary.counts;
    assert_eq!((c.updated, c.new, c.duplicate), (1, 2, 1));
    assert_eq!(summary.duplicate_rows[0].reason, Reason::PossibleDuplicate);
    assert_eq!(text(&place, "SELECT full_name FROM owners WHERE external_id = 'O1'"), "Maria Garcia");
}

#[test]
fn an_update_changes_what_differs_and_a_blank_erases_nothing() {
    let place = place();
    let header = "owner_id,full_name,email,city,email_opt_in,loyalty_points,updated_at\n";
    import(
        &place,
        "owners.csv",
        format!("{header}O1,María,maria@email.com,Cancún,true,100,2026-01-01 10:00:00\n"),
    );
    let again = import(&place, "owners.csv", format!("{header}O1,María García,,,,,2026-02-01 10:00:00\n"));
    assert_eq!((again.counts.updated, again.by_kind["owners"].updated), (1, 1));
    assert_eq!(
        text(&place, "SELECT full_name || email || city FROM owners"),
        "María Garcíamaria@email.comCancún"
    );
    // The flag as before is nothing new, another word is; the ledger takes the difference.
    let flags = import(
        &place,
        "owners.csv",
        format!("{header}O1,,,,true,100,\n").replace("O1,,", "O1,María García,"),
    );
    assert_eq!(flags.counts.same, 1);
    let other =
        import(&place, "owners.csv", format!("{header}O1,María García,,,no,150,2026-03-01 10:00:00\n"));
    assert_eq!(other.by_kind["consents"].new, 1);
    assert_eq!(text(&place, "SELECT group_concat(is_given, '') FROM consents"), "10");
    assert_eq!(
        text(&place, "SELECT group_concat(kind || points) FROM loyalty_entries"),
        "opening100,adjust50"
    );
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(text(&place, "SELECT group_concat(kind || points) FROM loyalty_entries"), "opening100");
}

#[test]
fn an_undo_leaves_what_was_edited_since() {
    let place = place();
    let pets = "pet_id,owner_id,name\nN1,O1,Max\nN2,O2,Buddy\n";
    file(
        &place,
        "both/owners.csv",
        format!("{OWNERS}O1,María García,,\nO2,Carlos Méndez,,\nO3,Sarah Johnson,,\n"),
    );
    file(&place, "both/pets.csv", pets);
    try_import(&place, &place.folder.path().join("both")).unwrap();
    let import = place
        .read(&ACTOR, View::Records, |r| {
            clinic::history(r, &clinic::HistoryQuery { limit: 1, ..Default::default() })
        })
        .unwrap()[0]
        .id;
    place
        .write(&ACTOR, Action::UpdatePet, |w| {
            Ok(w.conn().execute("UPDATE pets SET name = 'Maxi' WHERE name = 'Max'", [])?)
        })
        .unwrap();
    clinic::undo_change(&place, &ACTOR, import).unwrap();
    assert_eq!(text(&place, "SELECT group_concat(full_name) FROM owners"), "María García");
    assert_eq!(text(&place, "SELECT group_concat(name) FROM pets"), "Maxi");
}

#[test]
fn of_many_rows_only_those_are_set_aside_that_repeat_an_id_or_break_a_rule() {
    let place = place();
    import(&place, "owners.csv", format!("{OWNERS}O1,María García,,\n"));
    import(
        &place,
        "invoices.csv",
        "invoice_id,owner_id,invoice_number,issue_date,status,subtotal,total\nF1,O1,1,2026-01-02,unpaid,600,600\n",
    );
    // Two statements' worth: line n holds payment n.
    let mut rows: Vec<String> = (2..=302).map(|n| format!("P{n:03},F1,2026-01-02,1.00")).collect();
    let mut say = |line: usize, row: &str| rows[line - 2] = row.to_owned();
    say(40, "P005,F1,2026-01-02,1.00");
    say(50, "P006,F1,2026-01-02,2.00");
    say(100, "P100,,2026-01-02,1.00");
    say(101, "P100,F1,2026-01-02,1.00");
    say(250, "P007,F1,2026-01-02,1.00");
    say(260, "P008,F1,2026-01-02,2.00");
    let summary = import(
        &place,
        "payments.csv",
        format!("payment_id,invoice_id,paid_date,amount\n{}\n", rows.join("\n")),
    );
    assert_eq!(
        reasons(&summary),
        [
            (50, "payment_id", "P006", Reason::RepeatedId),
            (100, "payment_id", "P100", Reason::Refused),
            (260, "payment_id", "P008", Reason::RepeatedId),
        ]
    );
    let c = summary.counts;
    assert_eq!((c.rows, c.new, c.same, c.set_aside), (301, 296, 2, 3));
    assert_eq!(text(&place, "SELECT count(*) || ' ' || sum(amount_cents) FROM payments"), "296 29600");
}
