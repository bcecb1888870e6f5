//! Settings: checked, undone like anything else, and followed by what they decide.

use crate::support::{ACTOR, clinic, transfer::import};
use crm::{
    Code,
    clinic::{self, Action, Settings, View},
    figure_files,
    report_files::{self, ReportFiles, ReportStyle},
    reports::{ReportKind, ReportParams},
    segments, transfer,
    values::{BatchId, Day, Money},
};

fn named() -> Settings {
    Settings { clinic_name: "Veterinaria Arrecife".into(), ..Settings::default() }
}

fn vip_from(cents: i64) -> clinic::Thresholds {
    clinic::Thresholds { vip_spent: Money::from_cents(cents), ..clinic::Thresholds::default() }
}

#[test]
fn a_value_that_cannot_be_is_named() {
    let place = clinic();
    let wrong: [(&str, Settings); 12] = [
        ("clinic_name", Settings { clinic_name: "x".repeat(121), ..named() }),
        ("clinic_address", Settings { clinic_address: "x".repeat(201), ..named() }),
        ("city", Settings { city: "x".repeat(121), ..named() }),
        ("thresholds", Settings { thresholds: vip_from(i64::MAX), ..named() }),
        ("clinic_name", Settings { clinic_name: "  ".into(), ..named() }),
        ("zone", Settings { zone: "America/Atlantis".into(), ..named() }),
        ("currency", Settings { currency: "pesos".into(), ..named() }),
        ("language", Settings { language: "fr".into(), ..named() }),
        ("theme", Settings { theme: "pink".into(), ..named() }),
        ("text_size", Settings { text_size: 400.0, ..named() }),
        ("start_screen", Settings { start_screen: "owners".into(), ..named() }),
        ("csv_separator", Settings { csv_separator: "\t".into(), ..named() }),
    ];
    for (field, settings) in wrong {
        let error = clinic::settings_update(&place, &ACTOR, &settings).unwrap_err();
        assert_eq!((error.code, error.field.as_deref()), (Code::Invalid, Some(field)));
    }
    let mut falling = named();
    falling.thresholds.churn_days = [180, 90];
    assert_eq!(
        clinic::settings_update(&place, &ACTOR, &falling).unwrap_err().field.as_deref(),
        Some("thresholds")
    );
    let mut absurd = named();
    absurd.loyalty.expiry_days = -1;
    assert_eq!(
        clinic::settings_update(&place, &ACTOR, &absurd).unwrap_err().field.as_deref(),
        Some("loyalty")
    );
    assert_eq!(place.settings().clinic_name, "Clínica veterinaria");
}

#[test]
fn settings_are_in_force_at_once_and_undone_alike() {
    let place = clinic();
    let done =
        clinic::settings_update(&place, &ACTOR, &Settings { language: "en".into(), ..named() }).unwrap();
    assert_eq!(done.changed, [clinic::Topic::Settings]);
    assert_eq!(place.settings().language, "en");
    assert_eq!(
        place.read(&ACTOR, View::Settings, |r| Ok(clinic::settings_get(r))).unwrap().clinic_name,
        "Veterinaria Arrecife"
    );
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(place.settings().language, "es");
    assert_eq!(place.settings().clinic_name, "Clínica veterinaria");
}

#[test]
fn another_zone_moves_the_days_that_stand_beside_instants_and_back() {
    let place = clinic();
    let late = place.settings().zone().instant("2025-11-10T23:30:00".parse().unwrap());
    place
        .write(&ACTOR, Action::CreateOwner, |w| {
            w.conn().execute_batch(
                "INSERT INTO owners (id, external_id, full_name, created_at, updated_at) VALUES (7, 'O7', 'María García', 0, 0)",
            )?;
            let sql = "INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status)
                       VALUES ('A1', 7, ?1, ?2, 'completed')";
            w.conn().execute(sql, (late, Day::parse("2025-11-10")))?;
            Ok(())
        })
        .unwrap();
    let day = || {
        place.read(&ACTOR, View::Records, |r| {
            Ok(r.conn()
                .query_row("SELECT starts_on FROM appointments", [], |row| row.get::<_, Day>(0))?
                .to_string())
        })
    };
    clinic::settings_update(&place, &ACTOR, &Settings { zone: "Europe/Madrid".into(), ..named() }).unwrap();
    assert_eq!(day().unwrap(), "2025-11-11");
    clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(day().unwrap(), "2025-11-10");
}

#[test]
fn files_for_a_spreadsheet_are_as_the_settings_say_and_come_back() {
    let place = crate::support::transfer::place();
    clinic::settings_update(&place, &ACTOR, &Settings { csv_separator: ";".into(), ..named() }).unwrap();
    let summary = import(
        &place,
        "invoices.csv",
        "invoice_id;invoice_number;issue_date;total\n1;A-1;2025-10-02;1.116,50\n2;A-2;mañana;20,00\n",
    );
    assert_eq!((summary.counts.new, summary.counts.set_aside), (1, 1));
    import(&place, "owners.csv", "owner_id;full_name\nO1;María García\nO2;Carlos; \"Beto\"\n");
    let file = place.folder.path().join("out.csv");
    let saved = |write: &dyn Fn(&std::path::Path)| {
        write(&file);
        std::fs::read_to_string(&file).unwrap()
    };

    let members = saved(&|file| {
        segments::export(&place, &ACTOR, r#"{"everyone": true}"#, file).unwrap();
    });
    assert!(members.starts_with("\u{feff}owner_id;name;") && members.contains(";0,00;"), "{members}");
    let figures = saved(&|file| {
        figure_files::figures(&place, &ACTOR, file).unwrap();
    });
    assert!(figures.contains("\r\nO1;;;0;0;0;0;0,00;"), "{figures}");
    let report = saved(&|file| {
        let files = ReportFiles { csv: Some(file), ..ReportFiles::default() };
        let params = ReportParams {
            from: Day::parse("2025-10-01"),
            to: Day::parse("2025-10-31"),
            ..ReportParams::default()
        };
        report_files::save(
            &place,
            &ACTOR,
            ReportKind::Revenue,
            &params,
            ReportStyle::default(),
            files,
            &crm::clinic::Progress::silent(),
        )
        .unwrap();
    });
    assert!(report.contains(";1116,50"), "{report}");
    let batch = BatchId(1);
    let aside = saved(&|file| {
        transfer::save_set_aside(&place, &ACTOR, batch, "invoices.csv", file).unwrap();
    });
    assert!(aside.contains("\r\n2;A-2;mañana;20,00;3;issue_date;"), "{aside}");
    let mended = import(&place, "invoices.csv", aside.replace("mañana", "2025-10-03"));
    assert_eq!((mended.counts.new, mended.counts.rows), (1, 1), "{mended:?}");
    assert_eq!(mended.sums["invoices.total"].new.to_string(), "20.00");

    // What everything is exported as is for a program.
    let folder = place.folder.path().join("all");
    transfer::export(&place, &ACTOR, &folder, &clinic::Progress::silent()).unwrap();
    let invoices = std::fs::read_to_string(folder.join("invoices.csv")).unwrap();
    assert!(invoices.contains(",1116.50"), "{invoices}");
}

#[test]
fn what_was_changed_before_another_zone_is_undone_and_redone_in_it() {
    let place = clinic();
    let late = place.settings().zone().instant("2025-11-10T23:30:00".parse().unwrap());
    let write = |sql: &str, at: crm::values::Instant, day: &str| {
        let done = place.write(&ACTOR, Action::BookAppointment, |w| {
            w.conn().execute(sql, (at, Day::parse(day)))?;
            Ok(())
        });
        done.unwrap().change.unwrap()
    };
    place
        .write(&ACTOR, Action::CreateOwner, |w| {
            w.conn().execute_batch("INSERT INTO owners (id, external_id, full_name, created_at, updated_at) VALUES (7, 'O7', 'María García', 0, 0)")?;
            Ok(())
        })
        .unwrap();
    let booked = write(
        "INSERT INTO appointments (external_id, owner_id, starts_at, starts_on, status) VALUES ('A1', 7, ?1, ?2, 'scheduled')",
        late,
        "2025-11-10",
    );
    let earlier = place.settings().zone().instant("2025-11-08T23:30:00".parse().unwrap());
    let moved = write("UPDATE appointments SET starts_at = ?1, starts_on = ?2", earlier, "2025-11-08");
    clinic::settings_update(&place, &ACTOR, &Settings { zone: "Europe/Madrid".into(), ..named() }).unwrap();

    let day = || {
        let sql = "SELECT starts_on FROM appointments";
        place
            .read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get::<_, Day>(0))?))
            .map(|day| day.to_string())
    };
    assert_eq!(day().unwrap(), "2025-11-09");
    let undo = clinic::undo_change(&place, &ACTOR, moved).unwrap();
    assert_eq!((day().unwrap().as_str(), undo.value.action.as_str()), ("2025-11-11", "appointments_book"));
    clinic::undo_change(&place, &ACTOR, booked).unwrap();
    assert_eq!(day().unwrap_err().code, Code::NotFound);
    clinic::redo_last(&place, &ACTOR).unwrap();
    assert_eq!(day().unwrap(), "2025-11-11");
}

#[test]
fn an_image_of_an_earlier_version_is_put_back_without_the_columns_it_lacks() {
    let place = clinic();
    let rename = |name: &str| {
        place
            .write(&ACTOR, Action::UpdateOwner, |w| {
                w.conn().execute(
                    "INSERT INTO owners (id, external_id, full_name, created_at, updated_at) VALUES (7, 'O7', ?1, 0, 0)
                     ON CONFLICT (id) DO UPDATE SET full_name = ?1",
                    [name],
                )?;
                Ok(())
            })
            .unwrap()
    };
    rename("María García");
    rename("María Garza");
    place
        .write_aside(&ACTOR, |r| {
            // As if `city` had come with a later version, and a column `fax` had gone.
            let sql = "UPDATE change_rows SET before_json = json_set(json_remove(before_json, '$.city'), '$.fax', 1),
                         after_json = json_set(json_remove(after_json, '$.city'), '$.fax', 1) WHERE before_json IS NOT NULL";
            r.conn().execute(sql, [])?;
            Ok(r.conn().execute("UPDATE owners SET city = 'Cancún'", [])?)
        })
        .unwrap();
    clinic::undo_last(&place, &ACTOR).unwrap();
    let sql = "SELECT full_name || ', ' || city FROM owners";
    let is = place
        .read(&ACTOR, View::Records, |r| Ok(r.conn().query_row(sql, [], |row| row.get::<_, String>(0))?));
    assert_eq!(is.unwrap(), "María García, Cancún");
}

#[test]
fn a_setting_that_this_version_cannot_read_has_its_default() {
    let place = clinic();
    place
        .write(&ACTOR, Action::UpdateSettings, |w| {
            w.conn().execute_batch(
                r#"INSERT INTO settings (key, value_json) VALUES ('fromTheFuture', '1'), ('textSize', '"large"'), ('city', '"Cancún"')"#,
            )?;
            Ok(())
        })
        .unwrap();
    let settings = place.settings();
    assert_eq!((settings.text_size, settings.city.as_str()), (100.0, "Cancún"));
}
