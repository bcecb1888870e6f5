//! CSV in and out: every row accounted for, nothing twice, byte for byte back.

use crate::support::{ACTOR, Place, clinic_on};
use crm::{
    Code,
    clinic::{self, Actor, DATABASE, DryRun, Progress, Role, View},
    transfer::{self, ImportOptions, Reason, Summary},
};
use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

const SAMPLE_DAY: &str = "2026-10-31";

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures/clinic-300")
}

fn import(place: &Place, path: &Path) -> Summary {
    transfer::import(place, &ACTOR, path, DryRun::No, &Progress::silent()).unwrap().value
}

fn count(place: &Place, sql: &str) -> i64 {
    place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get(0))?)).unwrap()
}

#[test]
fn every_row_of_the_sample_comes_in_and_the_sums_reconcile() {
    let place = clinic_on(SAMPLE_DAY);
    let summary = import(&place, &sample());
    let counts = summary.counts;
    assert_eq!((counts.rows, counts.new), (18_248, 18_248), "{:?}", summary.set_aside_rows.first());
    assert_eq!((counts.updated, counts.same, counts.duplicate, counts.set_aside), (0, 0, 0, 0));
    assert_eq!(summary.by_kind["owners"].new, 300);
    assert_eq!(summary.by_kind["appointments"].new, 3_403);
    for (name, sums) in &summary.sums {
        assert!(sums.reconcile(), "{name}");
        assert_eq!(sums.read, sums.new, "{name}");
    }
    let total = count(&place, "SELECT sum(total_cents) FROM invoices");
    assert_eq!(summary.sums["invoices.total"].new.cents(), total);
    assert_eq!(count(&place, "SELECT count(*) FROM consents"), 300 * 8);
    // A bulk write's references are not checked by the database one by one: here they all are.
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(&place, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
    assert_eq!(count(&place, "SELECT count(*) FROM staff WHERE role IS NULL"), 7);
    assert_eq!(count(&place, "SELECT count(*) FROM owners WHERE phone_e164 IS NULL"), 0);
    assert_eq!(
        count(&place, "SELECT count(*) FROM feedback WHERE is_anonymous = 1 AND received_at IS NULL"),
        8
    );
}

#[test]
fn importing_the_same_again_changes_nothing() {
    let place = clinic_on(SAMPLE_DAY);
    import(&place, &sample());
    let again = transfer::import(&place, &ACTOR, &sample(), DryRun::No, &Progress::silent()).unwrap();
    let counts = again.value.counts;
    assert_eq!((counts.rows, counts.same), (18_248, 18_248), "{:?}", again.value.by_kind);
    assert_eq!((again.change, again.value.batch), (None, None));
    assert!(again.changed.is_empty());
}

#[test]
fn what_came_in_goes_from_the_log_into_the_database_by_itself() {
    let place = clinic_on(SAMPLE_DAY);
    let file = place.folder().join(DATABASE);
    import(&place, &sample());
    let is_there = || fs::metadata(&file).unwrap().len() > 2_000_000;
    let end = Instant::now() + Duration::from_secs(30);
    while !is_there() && Instant::now() < end {
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(is_there());
    let report = place.read(&ACTOR, View::Audit, |r| clinic::check(&place, r, &Progress::silent())).unwrap();
    assert!(report.is_sound(), "{report:?}");
}

#[test]
fn a_dry_run_counts_alike_and_leaves_nothing() {
    let place = clinic_on(SAMPLE_DAY);
    let dry = transfer::import(&place, &ACTOR, &sample(), DryRun::Yes, &Progress::silent()).unwrap().value;
    assert!(dry.is_dry_run);
    assert_eq!(count(&place, "SELECT count(*) FROM owners"), 0);
    assert_eq!(count(&place, "SELECT count(*) FROM import_batches"), 0);
    let real = import(&place, &sample());
    assert_eq!((dry.counts, dry.by_kind, dry.sums), (real.counts, real.by_kind, real.sums));
}

#[test]
fn an_import_is_one_undo_step() {
    let place = clinic_on(SAMPLE_DAY);
    let staff = count(&place, "SELECT count(*) FROM staff");
    import(&place, &sample());
    clinic::undo_last(&place, &ACTOR).unwrap();
    for table in
        ["owners", "pets", "appointments", "invoices", "orders", "consents", "loyalty_entries", "products"]
    {
        assert_eq!(count(&place, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    assert_eq!(count(&place, "SELECT count(*) FROM staff"), staff);
    let again = import(&place, &sample());
    assert_eq!(again.counts.new, 18_248);
}

fn export(place: &Place, name: &str) -> PathBuf {
    let folder = place.folder.path().join(name);
    transfer::export(place, &ACTOR, &folder, &Progress::silent()).unwrap();
    folder
}

/// The files of two folders that differ, by name.
fn differing(one: &Path, other: &Path) -> Vec<String> {
    let names = |folder: &Path| -> Vec<String> {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|f| f.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(one), names(other));
    let read = |folder: &Path, name: &str| std::fs::read(folder.join(name)).unwrap();
    names(one).into_iter().filter(|name| read(one, name) != read(other, name)).collect()
}

#[test]
fn an_export_comes_back_byte_for_byte_with_the_same_figures() {
    let first = clinic_on(SAMPLE_DAY);
    import(&first, &sample());
    let everything = export(&first, "everything");
    let second = clinic_on(SAMPLE_DAY);
    let summary = import(&second, &everything);
    assert_eq!(summary.counts.set_aside + summary.counts.duplicate, 0, "{:?}", summary.set_aside_rows);
    let again = export(&second, "everything");
    assert_eq!(differing(&everything, &again), Vec::<String>::new());
    let figures = "SELECT group_concat(o.external_id || f.total_visits || '/' || f.total_spent_cents || f.lifecycle || f.tier || f.value_score, ';')
                   FROM (SELECT * FROM owners ORDER BY external_id) o JOIN owner_figures f ON f.owner_id = o.id";
    let text = |place: &Place| -> String {
        place.read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(figures, [], |row| row.get(0))?)).unwrap()
    };
    assert_eq!(text(&first), text(&second));
    let same = import(&second, &again);
    assert_eq!(same.counts.same, same.counts.rows, "{:?}", same.by_kind);
}

#[test]
fn settings_and_what_the_clinic_made_itself_come_back_too() {
    let first = clinic_on(SAMPLE_DAY);
    import(&first, &sample());
    let mut settings = (*first.settings()).clone();
    settings.clinic_name = "Clínica Arrecife".into();
    settings.clinic_logo = Some(format!("data:image/png;base64,{}", "QUJD".repeat(50_000)));
    clinic::settings_update(&first, &ACTOR, &settings).unwrap();
    first
        .write(&ACTOR, clinic::Action::CreateNote, |w| {
            let sql = "INSERT INTO notes (external_id, owner_id, author_id, content, visibility, created_at, updated_at)
                       VALUES ('H1', 1, 1, ?1, 'printable', 1767225600123, 1767225600123)";
            w.conn().execute(sql, ["=1+1\n'=2\t\"quoted\", and more "])?;
            let sql = "INSERT INTO segments (external_id, name, slug, criteria_json, created_at)
                       VALUES ('H2', 'VIP', 'vip', '{\"tier\": \"vip\"}', 5)";
            w.conn().execute(sql, [])?;
            let sql = "INSERT INTO segment_sizes (segment_id, measured_on, member_count) VALUES (1, 20757, 12), (1, 20756, 11)";
            Ok(w.conn().execute(sql, [])?)
        })
        .unwrap();
    let everything = export(&first, "everything");
    let second = clinic_on(SAMPLE_DAY);
    let summary = import(&second, &everything);
    assert_eq!(summary.counts.set_aside, 0, "{:?}", summary.set_aside_rows);
    assert_eq!(second.settings(), first.settings());
    assert_eq!(count(&second, "SELECT sum(member_count) FROM segment_sizes"), 23);
    assert_eq!(differing(&everything, &export(&second, "everything")), Vec::<String>::new());
    assert_eq!(count(&second, "SELECT count(*) FROM audit WHERE action = 'transfer_export'"), 1);
}

#[test]
fn a_folder_that_is_not_as_its_manifest_says_is_noticed_by_file() {
    let first = clinic_on(SAMPLE_DAY);
    import(&first, &sample());
    let everything = export(&first, "everything");
    let manifest = |summary: &Summary| {
        let notices = summary.manifest_notices.iter();
        notices.map(|notice| format!("{} {}", notice.file, notice.fault)).collect::<Vec<_>>()
    };
    assert_eq!(manifest(&import(&clinic_on(SAMPLE_DAY), &everything)), [""; 0]);
    std::fs::remove_file(everything.join("feedback.csv")).unwrap();
    let tags = std::fs::read_to_string(everything.join("tags.csv")).unwrap();
    std::fs::write(everything.join("tags.csv"), tags.replace("VIP", "Vip")).unwrap();
    let second = clinic_on(SAMPLE_DAY);
    let strict = ImportOptions { is_strict: true, ..ImportOptions::default() };
    let error = transfer::import_with(&second, &ACTOR, &everything, strict, DryRun::No, &Progress::silent())
        .unwrap_err();
    assert_eq!(
        (error.code, error.detail.as_str()),
        (Code::ManifestMismatch, "feedback.csv: missing, tags.csv: changed")
    );
    assert_eq!(count(&second, "SELECT count(*) FROM owners"), 0);
    let noticed = import(&second, &everything);
    assert_eq!(manifest(&noticed), ["feedback.csv missing", "tags.csv changed"]);
    assert_eq!(noticed.counts.set_aside, 0);
}

#[test]
fn a_role_that_only_an_admin_gives_is_left_out_and_said_so() {
    let place = clinic_on(SAMPLE_DAY);
    let path = place.folder.path().join("staff.csv");
    std::fs::write(&path, "staff_id,name,role\nS1,Dra. Ruiz,veterinarian\nS2,Ana,\n").unwrap();
    let manager = Actor { role: Role::Manager, ..ACTOR };
    let summary = transfer::import(&place, &manager, &path, DryRun::No, &Progress::silent()).unwrap().value;
    let flags: Vec<(u32, &str, Reason)> =
        summary.flagged_rows.iter().map(|row| (row.line, row.value.as_str(), row.reason)).collect();
    assert_eq!((summary.counts.new, flags), (2, vec![(2, "veterinarian", Reason::RoleNotTaken)]));
    let admin = transfer::import(&place, &ACTOR, &path, DryRun::No, &Progress::silent()).unwrap().value;
    assert_eq!((admin.counts.updated, admin.flagged), (1, 0));
    let again = transfer::import(&place, &manager, &path, DryRun::No, &Progress::silent()).unwrap().value;
    assert_eq!((again.counts.same, again.flagged), (2, 0));
}
