//! Imports: dropped, tried, cancelled, done, taken back.

use crate::{
    home::{Home, sample},
    window::{Window, keys},
};
use std::{fmt::Write as _, fs, path::PathBuf};

/// Long enough that a person can change her mind.
const MANY: usize = 60_000;

/// A window on an empty clinic, on the screen of imports.
async fn importing() -> Window {
    let window = Window::open().await;
    window.field("Nombre de la clínica").await.send_keys("Veterinaria Coral").await.unwrap();
    window.click("Crear clínica").await;
    window.go_to("Importar y exportar").await;
    window
}

fn many_owners(home: &Home) -> PathBuf {
    let mut rows = "owner_id,first_name,last_name,phone_primary\n".to_owned();
    for number in 0..MANY {
        writeln!(rows, "M{number:06},Ana {number},Pech,998{number:07}").unwrap();
    }
    let folder = home.path("many");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("owners.csv"), rows).unwrap();
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn cancelled_it_leaves_no_trace_be_it_the_trial_or_the_import() {
    let window = importing().await;
    window.home.answer("folder", &many_owners(&window.home));

    // The trial, with Escape.
    window.click("Elegir carpeta").await;
    window.at("//*[@role='progressbar']").await;
    window.press(keys::ESCAPE).await;
    window.sees("Se canceló; no quedó rastro").await;
    window.sees("Suelta aquí una carpeta").await;
    window.click("Cerrar").await;
    window.sees_no_more("Se canceló").await;

    // The import, with the mouse, once rows are being written.
    window.click("Elegir carpeta").await;
    window.sees("Nuevas").await;
    window.click_at("//button[normalize-space(.)='Importar']").await;
    window.at("//*[@role='progressbar']").await;
    window.click("Cancelar").await;
    window.sees("Se canceló; no quedó rastro").await;

    window.go_to("Dueños").await;
    window.sees("Todavía no hay dueños").await;
    window.go_to("Importar y exportar").await;
    window.press(keys::ESCAPE).await;
    window.sees("Aún no se importa nada").await;
    window.close().await;
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_folder_dropped_on_any_screen_is_tried_and_imported() {
    let window = importing().await;
    window.go_to("Hoy").await;
    tokio::task::spawn_blocking(|| crate::drag::drop_onto_the_window(&sample())).await.unwrap();
    window.sees("clinic-300").await;
    window.sees("La prueba no escribe nada").await;
    // The next step has the focus.
    window.stands_on("Importar").await;
    window.press(keys::ENTER).await;
    window.sees("Las cifras de los dueños ya están al día").await;

    // One file, dropped where imports are, is the same again.
    window.click("Importar otro").await;
    let file = sample().join("notes.csv");
    tokio::task::spawn_blocking(move || crate::drag::drop_onto_the_window(&file)).await.unwrap();
    window.sees("notes.csv").await;
    window.sees("Ninguna fila apartada").await;

    // And an import is taken back from the history, with everything it brought.
    window.press(keys::ESCAPE).await;
    window.click_at("//section[.//h2[contains(., 'Historial')]]//button[contains(., 'Deshacer')]").await;
    // Nothing but its file brings it back, so it is asked first.
    window.sees("Para tenerlo otra vez hay que importarlo de nuevo").await;
    window.click_at("//dialog//button[contains(., 'Deshacer')]").await;
    window.sees("Se deshizo la importación").await;
    window.go_to("Dueños").await;
    window.sees("Todavía no hay dueños").await;
    window.close().await;
}
