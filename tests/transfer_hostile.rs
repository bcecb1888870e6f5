//! Files as they come: broken, foreign, hostile. Each is refused by name or comes in with every row accounted for.

use crate::support::{
    ACTOR,
    again::again_by,
    transfer::{OWNERS, file, import, import_path, place, text, try_import},
};
use crm::{
    Code,
    clinic::{self, DryRun, Progress, View},
    transfer,
};
use std::{
    collections::BTreeSet,
    path::Path,
    process::Command,
    sync::{Arc, Mutex, OnceLock},
    time::{Duration, Instant},
};

const CLOSED: &str = "HUELLA_TEST_CLOSED_FILE";

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
        (Code::MissingColumns, "owners.csv: full_name".into())
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
    let open = format!("{OWNERS}O1,María,,\nO2,\"Carlos,,\nO3,Sarah,,\n");
    assert_eq!(code(&file(&place, "owners.csv", open)), (Code::UnclosedQuote, "owners.csv: line 3".into()));
    assert_eq!(code(&place.folder.path().join("clinic")).0, Code::UnknownFormat);
    assert_eq!(text(&place, "SELECT count(*) || '' FROM owners"), "0");
    assert_eq!(text(&place, "SELECT count(*) || '' FROM import_batches"), "0");
}

#[test]
fn a_file_that_cannot_be_read_and_a_target_that_is_none_are_said_so() {
    let place = place();
    let code = |path: &Path| try_import(&place, path).unwrap_err().code;
    // A folder in the file's place cannot be read, whoever asks.
    std::fs::create_dir_all(place.folder.path().join("books/owners.csv")).unwrap();
    assert_eq!(code(&place.folder.path().join("books")), Code::FileUnreadable);
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        let gone = place.folder.path().join("links/owners.csv");
        std::fs::create_dir_all(gone.parent().unwrap()).unwrap();
        symlink(place.folder.path().join("nowhere.csv"), &gone).unwrap();
        assert_eq!(code(&place.folder.path().join("links")), Code::FileMissing);
    }
    let file_instead = file(&place, "target", "I am a file");
    let error = transfer::export(&place, &ACTOR, &file_instead, &Progress::silent()).unwrap_err();
    assert_eq!(error.code, Code::ReadOnly);
    assert_eq!(std::fs::read(&file_instead).unwrap(), b"I am a file");
}

/// Runs as somebody who may not read the file of the test below.
#[test]
fn import_what_is_closed() {
    let Ok(closed) = std::env::var(CLOSED) else { return };
    let place = place();
    let error = try_import(&place, Path::new(&closed)).unwrap_err();
    assert_eq!((error.code, error.detail.as_str()), (Code::FileUnreadable, "closed.csv"));
    println!("it is closed");
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_one_may_not_read_is_said_so() {
    use std::{fs, os::unix::fs::PermissionsExt as _};
    let folder = tempfile::tempdir().unwrap();
    let closed = folder.path().join("closed.csv");
    fs::write(&closed, format!("{OWNERS}O1,María,,\n")).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    // Root reads everything; in a namespace of users without anybody, root is nobody.
    let mut nobody = Command::new("unshare");
    nobody.arg("--user");
    let output = again_by(nobody, "transfer_hostile::import_what_is_closed").env(CLOSED, &closed).output();
    let output = output.expect("unshare, of util-linux");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("it is closed"), "{output:?}");
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
fn an_import_stops_within_a_second_whenever_it_is_asked() {
    let filler = "x".repeat(2_000);
    let rows: String = (0..6_000).map(|n| format!("O{n:06},Owner {n},,998{n:07},{filler}\n")).collect();
    let text_of = format!("owner_id,full_name,email,phone_primary,notes\n{rows}");
    let phases = Arc::new(Mutex::new(BTreeSet::<&str>::new()));
    for wanted in
        ["progress.reading", "progress.writing", "progress.indexing", "progress.figures", "progress.search"]
    {
        let place = place();
        let path = file(&place, "owners.csv", &text_of);
        let (asked, at) = (Arc::new(OnceLock::<Progress>::new()), Arc::new(OnceLock::new()));
        let progress = {
            let (canceller, at, phases) = (Arc::clone(&asked), Arc::clone(&at), Arc::clone(&phases));
            Progress::new(move |step| {
                phases.lock().unwrap().insert(step.phase);
                if step.phase == wanted {
                    at.get_or_init(Instant::now);
                    canceller.get().unwrap().cancel();
                }
            })
        };
        asked.set(progress.clone()).ok().unwrap();
        let done = transfer::import(&place, &ACTOR, &path, DryRun::No, &progress);
        let Some(at) = at.get() else {
            assert!(done.is_ok(), "{wanted}");
            continue;
        };
        assert!(at.elapsed() < Duration::from_secs(1), "{wanted}: {:?}", at.elapsed());
        assert_eq!(done.unwrap_err().code, Code::Cancelled, "{wanted}");
        for table in ["owners", "changes", "change_ranges", "import_batches"] {
            assert_eq!(
                text(&place, &format!("SELECT count(*) || '' FROM {table}")),
                "0",
                "{wanted}: {table}"
            );
        }
        let report =
            place.read(&ACTOR, View::Audit, |r| clinic::check(&place, r, &Progress::silent())).unwrap();
        assert!(report.is_sound(), "{wanted}: {report:?}");
    }
    let phases = phases.lock().unwrap();
    assert!(phases.contains("progress.writing") && phases.contains("progress.indexing"), "{phases:?}");
}

#[test]
fn a_large_import_into_an_empty_clinic_builds_its_indexes_again() {
    let place = place();
    let indexes = "SELECT group_concat(name || coalesce(sql, '')) FROM (SELECT * FROM sqlite_schema WHERE type = 'index' ORDER BY name)";
    let before = text(&place, indexes);
    let filler = "x".repeat(2_000);
    let owners: String = (0..5_000).map(|n| format!("O{n:06},Owner {n},,998{n:07},{filler}\n")).collect();
    let pets: String = (0..5_000).map(|n| format!("N{n:06},O{n:06},Luna,dog\n")).collect();
    let due: String = (0..5_000).map(|n| format!("V{n:06},N{n:06},Rabia,2026-01-15,2027-01-15\n")).collect();
    file(&place, "all/owners.csv", format!("owner_id,full_name,email,phone_primary,notes\n{owners}"));
    file(&place, "all/pets.csv", format!("pet_id,owner_id,name,species\n{pets}"));
    file(&place, "all/vaccinations.csv", format!("vaccination_id,pet_id,vaccine,given_date,due_date\n{due}"));
    let look_over = || {
        let report =
            place.read(&ACTOR, View::Audit, |r| clinic::check(&place, r, &Progress::silent())).unwrap();
        assert!(report.is_sound(), "{report:?}");
    };
    import_path(&place, &place.folder.path().join("all"));
    assert_eq!(text(&place, indexes), before);
    // Kept with a pet before its indexes are there, and no change of its own: the undo takes it along.
    assert_eq!(text(&place, "SELECT count(next_due_on) || '' FROM pets"), "5000");
    look_over();
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(text(&place, "SELECT count(*) || '' FROM pets"), "0");
    look_over();
}

#[test]
fn a_first_large_file_of_messages_leaves_the_indexes_of_owners_alone() {
    let place = place();
    import(&place, "owners.csv", format!("{OWNERS}O000001,María,,9981234567\n"));
    let built = |name| text(&place, &format!("SELECT rowid || '' FROM sqlite_schema WHERE name = '{name}'"));
    let before = (built("owners_by_name"), built("messages_by_owner"));
    let filler = "x".repeat(2_000);
    let rows: String =
        (0..5_000).map(|n| format!("M{n:06},O000001,whatsapp,inbound,read,{filler}\n")).collect();
    let summary =
        import(&place, "messages.csv", format!("message_id,owner_id,channel,direction,status,body\n{rows}"));
    assert_eq!(summary.counts.new, 5_000, "{:?}", summary.set_aside_rows.first());
    assert_eq!(built("owners_by_name"), before.0);
    assert_ne!(built("messages_by_owner"), before.1);
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
