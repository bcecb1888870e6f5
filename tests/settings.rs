//! Settings: checked, undone like anything else, and followed by what they decide.

use crate::support::{ACTOR, clinic};
use crm::{
    Code,
    clinic::{self, Action, Settings, View},
    values::Day,
};

fn named() -> Settings {
    Settings { clinic_name: "Veterinaria Arrecife".into(), ..Settings::default() }
}

#[test]
fn a_value_that_cannot_be_is_named() {
    let place = clinic();
    let wrong: [(&str, Settings); 7] = [
        ("clinic_name", Settings { clinic_name: "  ".into(), ..named() }),
        ("zone", Settings { zone: "America/Atlantis".into(), ..named() }),
        ("currency", Settings { currency: "pesos".into(), ..named() }),
        ("language", Settings { language: "fr".into(), ..named() }),
        ("theme", Settings { theme: "pink".into(), ..named() }),
        ("text_size", Settings { text_size: 400.0, ..named() }),
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
