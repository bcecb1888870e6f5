//! First start → import → search → open → edit → undo → report.

use crate::window::{Window, keys};
use std::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn a_new_user_imports_finds_edits_undoes_and_prints() {
    let window = Window::open().await;
    window.field("Nombre de la clínica").await.send_keys("Veterinaria Coral").await.unwrap();
    window.click("Crear clínica").await;
    window.sees("Veterinaria Coral").await;

    // A trial run first; nothing is written until the second click.
    window.go_to("Importar y exportar").await;
    window.click("Elegir carpeta").await;
    window.sees("clinic-300").await;
    window.click("Importar").await;
    window.sees("Las cifras de los dueños ya están al día").await;

    // By the last four digits of a phone, by a name without accents, by a pet.
    window.press(keys::F2).await;
    window.search("5949").await;
    window.first_hit("Élodie Rousseau").await;
    window.search("fermin nunez").await;
    window.first_hit("Fermín González Núñez").await;
    window.search("mittens rousseau").await;
    window.first_hit("Élodie Rousseau").await;
    window.press(keys::ENTER).await;
    window.at("//h1[contains(., 'Élodie Rousseau')]").await;
    window.sees("998 240 5949").await;
    window.sees("Mittens Bebé").await;

    // An edit is on the screen once it is saved, and gone once it is undone.
    window.click("Editar").await;
    let last_name = window.field("Apellido").await;
    last_name.clear().await.unwrap();
    last_name.send_keys("Rousseau Canul").await.unwrap();
    window.press(&format!("{}s{}", keys::CONTROL, keys::RELEASE)).await;
    window.at("//h1[contains(., 'Élodie Rousseau Canul')]").await;
    let body = window.at("//body").await;
    body.send_keys(&format!("{}z{}", keys::CONTROL, keys::RELEASE)).await.unwrap();
    window.at("//h1[normalize-space(.)='Élodie Rousseau']").await;

    // The report on paper says what the screen said.
    window.go_to("Reportes").await;
    window.click("Guardar PDF").await;
    window.sees("Se guardó").await;
    let text =
        Command::new("pdftotext").arg("-layout").arg(window.home.saved("pdf")).arg("-").output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("Veterinaria Coral"), "{text}");
    assert!(text.contains("1 de octubre") && text.contains("2026"), "{text}");
    window.click("CSV").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_opens_in_one_click_and_the_page_goes_nowhere_else() {
    let window = Window::open().await;
    window.click("Abrir la clínica de muestra").await;
    window.sees("Clínica Veterinaria Arrecife").await;

    let before = window.page.current_url().await.unwrap();
    let leave = "window.location.href = 'https://example.org/'; return null";
    window.page.execute(leave, Vec::new()).await.unwrap();
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    assert_eq!(window.page.current_url().await.unwrap(), before);

    // Nothing of the host is within reach of a script but what the bindings call.
    let globals = "return typeof window.__TAURI__ + ' ' + Object.isFrozen(Object.prototype)";
    assert_eq!(window.page.execute(globals, Vec::new()).await.unwrap(), "undefined true");
    window.close().await;
}
