//! A manager's morning: the dashboard, the rows behind a figure, an owner, and what is printed.

use crate::{
    home::Home,
    window::{Window, keys},
};
use std::process::Command;

fn printed(home: &Home) -> String {
    let text = Command::new("pdftotext").arg("-layout").arg(home.saved("pdf")).arg("-").output().unwrap();
    String::from_utf8(text.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tile_leads_to_its_rows_and_a_row_to_its_owner() {
    let window = Window::open().await;
    window.click("Abrir la clínica de muestra").await;
    window.sees("Clínica Veterinaria Arrecife").await;
    window.go_to("Tablero").await;
    window.sees("Ingreso del mes").await;
    let tile = window.at("//article[contains(@aria-label, 'Ingreso del mes')]//button").await;
    let income = tile.text().await.unwrap();
    tile.click().await.unwrap();
    window.at("//section[starts-with(@aria-label, 'Filas de')]").await;
    // What the rows sum to is what the tile says.
    window.sees(&format!("${income} en total")).await;
    // The keyboard stands on the first row as soon as it is drawn.
    window.stands_in_a_row_of("Filas de").await;
    window.press(keys::ENTER).await;
    window.sees("Última visita").await;
    window.at("//h1").await;

    window.go_to("Tablero").await;
    window.click("Guardar PDF").await;
    window.sees("Se guardó tablero").await;
    assert!(printed(&window.home).contains("Tablero"), "the page of the dashboard");
    assert!(printed(&window.home).contains(&income), "with the same figure");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_of_the_preview_opens_its_rows_and_plan_b_is_printed() {
    let window = Window::open().await;
    window.click("Abrir la clínica de muestra").await;
    window.sees("Clínica Veterinaria Arrecife").await;
    window.go_to("Reportes").await;
    let figure = "//*[@role='button' and starts-with(@aria-label, 'Ingreso neto')]";
    window.press_on(figure, keys::ENTER).await;
    window.at("//section[starts-with(@aria-label, 'Filas de Ingreso neto')]").await;
    // The preview is what is printed: a text ends where the next one on its line was laid.
    let fits = "const all = [...document.querySelectorAll('main svg text')];
        const beside = all.findIndex((one) => one.textContent.startsWith(' · comparado'));
        const [before, after] = [all[beside - 1], all[beside]];
        const room = after.getAttribute('x') - before.getAttribute('x');
        return Math.abs(before.getComputedTextLength() - room) < 20";
    assert_eq!(window.page.execute(fits, Vec::new()).await.unwrap(), true);

    window.go_to("Hoy").await;
    window.click("Plan B del día").await;
    window.sees("hoja").await;
    window.click("Guardar PDF").await;
    window.sees("Se guardó plan-b").await;
    assert!(printed(&window.home).contains("Citas de hoy"), "the day on paper");
    window.close().await;
}
