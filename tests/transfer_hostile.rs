//! Files as they come: broken, foreign, hostile. Each is refused by name or comes in with every row accounted for.

use crate::support::{ACTOR, Place, clinic_on};
use crm::{
    Code, Result,
    clinic::{self, Action, DryRun, Progress, View},
    transfer::{self, Reason, Summary},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

fn place() -> Place {
    clinic_on("2026-10-31")
}

fn file(place: &Place, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = place.folder.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

fn try_import(place: &Place, path: &Path) -> Result<Summary> {
    Ok(transfer::import(place, &ACTOR, path, DryRun::No, &Progress::silent())?.value)
}

fn import(place: &Place, name: &str, bytes: impl AsRef<[u8]>) -> Summary {
    let summary = try_import(place, &file(place, name, bytes)).unwrap();
    let c = summary.counts;
    assert_eq!(c.rows, c.new + c.updated + c.same + c.duplicate + c.set_aside);
    assert!(summary.sums.values().all(|sums| sums.reconcile()));
    summary
}

fn text(place: &Place, sql: &str) -> String {
    place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap()
}

fn reasons(summary: &Summary) -> Vec<(u32, &str, &str, Reason)> {
    summary.set_aside_rows.iter().map(|r| (r.line, r.column.as_str(), r.value.as_str(), r.reason)).collect()
}

const OWNERS: &str = "owner_id,full_name,email,phone_primary\n";

#[test]
fn what_cannot_be_read_is_said_by_name_and_changes_nothing() {
    let place = place();
    let code = |path: &Path| {
        let error = try_import(&place, path).unwrap_err();
        (error.code, error.detail)
    };
    assert_eq!(code(&place.folder.path().join("gone.csv")), (Code::FileMissing, "gone.csv".into()));
    std::fs::create_dir_all(place.folder.path().join("empty")).unwrap();
    assert_eq!(code(&place.folder.path().join("empty")), (Code::UnknownFormat, "empty".into()));
    file(&place, "foreign/readme.txt", "hello\nworld\n");
    file(&place, "foreign/other.csv", "a,b\n1,2\n");
    assert_eq!(code(&place.folder.path().join("foreign")).0, Code::UnknownFormat);
    assert_eq!(
        code(&file(&place, "owners.csv", "owner_id,phone_primary\nO1,998\n")),
        (Code::UnknownFormat, "owners.csv: no column full_name".into())
    );
    assert_eq!(code(&file(&place, "pets.csv", "")).0, Code::UnknownFormat);
    let broken =
        [OWNERS.as_bytes(), "O1,José,,\nO2,Mar".as_bytes(), b"\xff\xfe", "a,,\n".as_bytes()].concat();
    assert_eq!(
        code(&file(&place, "owners.csv", broken)),
        (Code::FileUnreadable, "owners.csv: line 3: not valid UTF-8".into())
    );
    let cut =
        [OWNERS.as_bytes(), "O1,José\u{e9},,\nO2,Mar".as_bytes(), b"\xc3,\xa9", ",\n".as_bytes()].concat();
    assert_eq!(code(&file(&place, "owners.csv", cut)).0, Code::FileUnreadable);
    let long = format!("{OWNERS}O1,{},,\n", "x".repeat(70_000));
    assert_eq!(code(&file(&place, "owners.csv", long)), (Code::TooLarge, "owners.csv: line 2: field".into()));
    assert_eq!(code(&place.folder.path().join("clinic")).0, Code::UnknownFormat);
    assert_eq!(text(&place, "SELECT count(*) || '' FROM owners"), "0");
    assert_eq!(text(&place, "SELECT count(*) || '' FROM import_batches"), "0");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_and_a_read_only_target_are_said_so() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    let path = file(&place, "owners.csv", format!("{OWNERS}O1,María,,\n"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything: then there is nothing to refuse.
    if std::fs::File::open(&path).is_err() {
        assert_eq!(try_import(&place, &path).unwrap_err().code, Code::FileUnreadable);
    }
    let file_instead = file(&place, "target", "I am a file");
    let error = transfer::export(&place, &ACTOR, &file_instead, &Progress::silent()).unwrap_err();
    assert_eq!(error.code, Code::FileUnreadable);
    assert_eq!(std::fs::read(&file_instead).unwrap(), b"I am a file");
}

#[test]
fn every_encoding_and_shape_gives_the_same_owner() {
    let rows = "owner_id,full_name,city\r\nO1,José Núñez,Cancún\r\n";
    let latin: Vec<u8> = rows.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let mac: Vec<u8> = latin
        .iter()
        .map(|byte| match byte {
            0xe9 => 0x8e,
            0xfa => 0x9c,
            0xf1 => 0x96,
            other => *other,
        })
        .collect();
    let wide = |bytes: fn(u16) -> [u8; 2], mark: bool| -> Vec<u8> {
        let mark = mark.then_some('\u{feff}');
        mark.into_iter()
            .chain(rows.chars())
            .flat_map(|c| bytes(u16::try_from(u32::from(c)).unwrap()))
            .collect()
    };
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("utf-8", rows.into()),
        ("utf-8 with its mark", format!("\u{feff}{rows}").into()),
        ("utf-16 le", wide(u16::to_le_bytes, true)),
        ("utf-16 be", wide(u16::to_be_bytes, true)),
        ("utf-16 le without its mark", wide(u16::to_le_bytes, false)),
        ("windows-1252", latin),
        ("mac roman", mac),
        ("line feeds", rows.replace("\r\n", "\n").into()),
        ("carriage returns", rows.replace("\r\n", "\r").into()),
        ("semicolons", rows.replace(',', ";").into()),
        ("tabs", rows.replace(',', "\t").into()),
        ("bars", rows.replace(',', "|").into()),
        ("tildes", rows.replace(',', "~").into()),
        ("a line that says it", format!("sep=;\r\n{}", rows.replace(',', ";")).into()),
        (
            "other headings and quotes",
            "\"Owner ID\",\"Full Name\",CITY\n\"O1\",\"José Núñez\",\"Cancún\"\n\n,,\n".into(),
        ),
        ("blank cells beyond the heading", "owner_id,full_name,city\nO1,José Núñez,Cancún,,\n".into()),
        ("the heading again", format!("{rows}owner_id,full_name,city\r\n").into()),
    ];
    for (case, bytes) in cases {
        let place = place();
        let summary = import(&place, "owners.csv", bytes);
        assert_eq!((summary.counts.rows, summary.counts.new), (1, 1), "{case}: {summary:?}");
        assert_eq!(
            text(&place, "SELECT external_id || full_name || city FROM owners"),
            "O1José NúñezCancún",
            "{case}"
        );
    }
}

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
         F3,O1,3,02/01/2026,paid,1,1\n\
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
            (4, "issue_date", "02/01/2026", Reason::NotADay),
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
fn an_invoice_with_a_bad_line_stays_out_whole() {
    let place = place();
    let invoice = |id: &str| format!("{id},{id},2026-01-02,paid,1.00,1.16\n");
    let invoices = "invoice_id,invoice_number,issue_date,status,subtotal,total\n";
    file(&place, "books/invoices.csv", format!("{invoices}{}{}", invoice("F1"), invoice("F2")));
    file(
        &place,
        "books/invoice_lines.csv",
        "invoice_line_id,invoice_id,description,quantity,unit_price,line_total\n\
         L1,F1,Consulta,1,1.00,1.00\nL2,F2,Vacuna,1,1.00,1.00\nL3,F2,Baño,dos,1.00,2.00\n",
    );
    let summary = try_import(&place, &place.folder.path().join("books")).unwrap();
    assert_eq!((summary.counts.new, summary.counts.set_aside), (2, 3));
    assert_eq!(text(&place, "SELECT group_concat(external_id) FROM invoices"), "F1");
    assert_eq!(text(&place, "SELECT group_concat(external_id) FROM invoice_lines"), "L1");
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
    assert_eq!(summary.set_aside_rows[0].reason, Reason::PossibleDuplicate);
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
    let import = place.read(&ACTOR, View::Records, |r| clinic::history(r, None, 1)).unwrap()[0].id;
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
fn a_cancelled_import_leaves_no_trace() {
    let place = place();
    let rows: String = (0..20_000).map(|n| format!("O{n:06},Owner {n},,\n")).collect();
    let path = file(&place, "owners.csv", format!("{OWNERS}{rows}"));
    let asked = Arc::new(OnceLock::<Progress>::new());
    let canceller = Arc::clone(&asked);
    let progress = Progress::new(move |step| {
        if step.done > 5_000 {
            canceller.get().unwrap().cancel();
        }
    });
    asked.set(progress.clone()).ok().unwrap();
    let error = transfer::import(&place, &ACTOR, &path, DryRun::No, &progress).unwrap_err();
    assert_eq!(error.code, Code::Cancelled);
    for table in ["owners", "changes", "change_ranges", "import_batches"] {
        assert_eq!(text(&place, &format!("SELECT count(*) || '' FROM {table}")), "0", "{table}");
    }
    assert_eq!(import(&place, "owners.csv", format!("{OWNERS}{rows}")).counts.new, 20_000);
}

#[test]
fn a_large_import_into_an_empty_clinic_builds_its_indexes_again() {
    let place = place();
    let indexes = "SELECT group_concat(name || coalesce(sql, '')) FROM (SELECT * FROM sqlite_schema WHERE type = 'index' ORDER BY name)";
    let before = text(&place, indexes);
    let filler = "x".repeat(2_000);
    let rows: String = (0..5_000).map(|n| format!("O{n:06},Owner {n},,998{n:07},{filler}\n")).collect();
    import(&place, "owners.csv", format!("owner_id,full_name,email,phone_primary,notes\n{rows}"));
    assert_eq!(text(&place, indexes), before);
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(&place, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn a_hostile_folder_never_panics_and_always_adds_up() {
    let place = place();
    let cells = [
        "",
        "'",
        "\"",
        "=cmd|' /C calc'!A0",
        "\0",
        "9999999999999999999999",
        "-0",
        "1e308",
        "\u{202e}evil",
        "O1",
        "true",
        "2026-13-45",
        "null",
        "🐶",
    ];
    let headings = "owner_id,full_name,birth_date,is_active,loyalty_points,created_at\n";
    let mut rows = String::from(headings);
    for (n, cell) in cells.iter().enumerate() {
        for column in 0..6 {
            let row: Vec<String> = (0..6)
                .map(|at| match at {
                    _ if at == column => format!("\"{}\"", cell.replace('"', "\"\"")),
                    0 => format!("X{n}-{column}"),
                    1 => "María".into(),
                    _ => String::new(),
                })
                .collect();
            rows += &(row.join(",") + "\n");
        }
    }
    let summary = import(&place, "owners.csv", rows);
    assert!(summary.counts.new > 0 && summary.counts.set_aside > 0);
    assert_eq!(text(&place, "SELECT count(*) || '' FROM owners WHERE instr(full_name, char(0)) > 0"), "0");
}
