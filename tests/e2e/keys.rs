//! Every key of the table that the help shows, each where it is needed first.

use crate::{
    home::Home,
    window::{Window, keys},
};

const PLACES: [&str; 9] =
    ["Hoy", "Dueños", "Mascotas", "Agenda", "Seguimientos", "Ventas", "Lealtad", "Opiniones", "Tablero"];

#[tokio::test(flavor = "multi_thread")]
async fn every_key_of_the_table_does_what_the_help_says() {
    let window = Window::open_in(Home::imported()).await;
    help_and_box(&window).await;
    places(&window).await;
    the_list(&window).await;
    an_owner(&window).await;
    new_ones(&window).await;
    back_and_forth(&window).await;
    papers(&window).await;
    window.close().await;
}

/// F1, F2, Ctrl+K and Escape.
async fn help_and_box(window: &Window) {
    window.press(keys::F1).await;
    window.at("//dialog[.//h2[normalize-space(.)='Teclas']]").await;
    window.press(keys::ESCAPE).await;
    window.gone("//dialog").await;
    window.press(keys::F2).await;
    window.stands_on("Buscar").await;
    window.press(keys::F6).await;
    window.ctrl("k").await;
    window.stands_on("Buscar").await;
    window.press("zzz").await;
    window.press(keys::ESCAPE).await;
    window.at("//input[@role='combobox']").await;
    window.sees_no_more("zzz").await;
}

/// Ctrl+1 to Ctrl+9.
async fn places(window: &Window) {
    for (at, place) in PLACES.into_iter().enumerate().rev() {
        window.ctrl(&(at + 1).to_string()).await;
        window.at(&format!("//nav//a[@aria-current='page'][contains(., '{place}')]")).await;
    }
}

/// The arrows, Space, Enter, Escape, Ctrl+F and Ctrl+E.
async fn the_list(window: &Window) {
    window.ctrl("2").await;
    window.stands_in_a_row_of("Dueños").await;
    let (first, peek) = (window.row().await, "//aside[@aria-label='Vista rápida']");
    window.press(keys::DOWN).await;
    assert_eq!(window.row().await, first + 1);
    window.press(keys::UP).await;
    assert_eq!(window.row().await, first);
    window.at(peek).await;
    window.press(" ").await;
    window.gone(peek).await;
    window.press(" ").await;
    window.at(peek).await;
    window.ctrl("f").await;
    window.at("//*[@role='dialog'][@aria-label='Condición']").await;
    window.press(keys::ESCAPE).await;
    window.gone("//*[@role='dialog']").await;
    window.ctrl("e").await;
    window.sees(".csv").await;
    let csv = std::fs::read_to_string(window.home.saved("csv")).unwrap();
    assert!(csv.lines().count() > 290, "{} lines", csv.lines().count());
    // From a row; the popover gave the keyboard back to what opened it.
    window.ctrl("2").await;
    window.press_on("//*[@role='row'][@tabindex='0']", keys::ENTER).await;
    window.at("//main//h1[not(contains(@class, 'only-read-aloud'))]").await;
    window.at("//main//*[@aria-label='Interacción']").await;
    window.press(keys::ESCAPE).await;
    window.stands_in_a_row_of("Dueños").await;
}

/// Ctrl+I, Ctrl+S and Ctrl+Enter over an owner, F6 and Shift+F6 from pane to pane.
async fn an_owner(window: &Window) {
    window.open_owner("5949", "Élodie Rousseau").await;
    window.ctrl("i").await;
    window.stands_on("¿Qué pasó?").await;
    window.press("Pide su cartilla").await;
    window.ctrl(keys::ENTER).await;
    window.sees("Interacción guardada").await;
    window.press(keys::F6).await;
    let next = window.pane().await;
    window.press(keys::F6).await;
    assert_ne!(window.pane().await, next);
    window.press(&format!("{}{}{}", keys::SHIFT, keys::F6, keys::RELEASE)).await;
    assert_eq!(window.pane().await, next);
}

/// Ctrl+N, Ctrl+Enter, Ctrl+S, Ctrl+Shift+M.
async fn new_ones(window: &Window) {
    window.ctrl("n").await;
    window.stands_on("Nombre").await;
    window.press("Renata").await;
    window.ctrl(keys::ENTER).await;
    window.sees("Se agregó a Renata").await;
    window.stands_on("Nombre").await;
    window.press("Tadeo").await;
    window.ctrl("s").await;
    window.at("//h1[normalize-space(.)='Tadeo']").await;
    window.ctrl_shift("m").await;
    window.stands_on("Nombre").await;
    window.press("Kika").await;
    window.ctrl("s").await;
    window.at("//main//button[@title='Ficha de Kika']").await;
}

/// Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y and F4.
async fn back_and_forth(window: &Window) {
    let kika = "//main//button[@title='Ficha de Kika']";
    window.ctrl("z").await;
    window.sees("Se deshizo").await;
    window.gone(kika).await;
    window.ctrl_shift("z").await;
    window.sees("Se rehízo").await;
    window.at(kika).await;
    window.ctrl("z").await;
    window.gone(kika).await;
    window.ctrl("y").await;
    window.at(kika).await;
    window.press(keys::F4).await;
    window.at("//h1[normalize-space(.)='Élodie Rousseau']").await;
    window.press(keys::F4).await;
    window.at("//h1[normalize-space(.)='Tadeo']").await;
}

/// Ctrl+P of an owner, of the day and of the agenda.
async fn papers(window: &Window) {
    window.ctrl("p").await;
    window.at("//dialog[.//h2[contains(., 'Ficha del dueño')]]").await;
    window.press(keys::ESCAPE).await;
    window.gone("//dialog").await;
    window.ctrl("1").await;
    window.at("//main//h2[contains(., 'Citas de hoy')]").await;
    window.ctrl("p").await;
    window.at("//dialog[.//h2[contains(., 'Plan B')]]").await;
    window.press(keys::ESCAPE).await;
    window.gone("//dialog").await;
    window.ctrl("4").await;
    window.at("//button[starts-with(normalize-space(.), 'Imprimir')]").await;
    window.ctrl("p").await;
    window.at("//dialog[.//h2[contains(., 'Agenda')]]").await;
    window.press(keys::ESCAPE).await;
    window.gone("//dialog").await;
}
