//! Whom to reach, by keys: a segment is built and kept, somebody's reasons are read, its members are sorted, a row's
//! action is done and taken back, and a number opens its rows.

use crate::{
    home::Home,
    window::{Window, keys},
};

#[tokio::test(flavor = "multi_thread")]
async fn whom_to_reach_by_keys_alone() {
    let window = Window::open_in(Home::imported()).await;
    window.sees("Citas de hoy").await;
    build_a_segment(&window).await;
    ask_why(&window).await;
    sort_the_members(&window).await;
    call_somebody(&window).await;
    open_a_number(&window).await;
    window.close().await;
}

async fn build_a_segment(window: &Window) {
    window.command("segmentos").await;
    window.sees("Todavía no hay segmentos").await;
    window.tab_to("Nuevo segmento").await;
    window.press(keys::ENTER).await;
    window.tab_to("Condición").await;
    window.press(keys::ENTER).await;
    window.stands_on("Buscar una condición").await;
    window.press("gasto total").await;
    window.press(keys::ENTER).await;
    window.stands_on("Gasto total").await;
    window.ctrl("a").await;
    window.press("5000").await;
    // A second rule, and its opposite from the menu.
    window.tab_to("Condición").await;
    window.press(keys::ENTER).await;
    window.stands_on("Buscar una condición").await;
    window.press("cita futura").await;
    window.press(keys::ENTER).await;
    window.tab_to("Más acciones: Cita futura").await;
    window.press(keys::ENTER).await;
    window.at("//*[@role='menuitem'][@data-highlighted][contains(., 'Negar')]").await;
    window.press(keys::ENTER).await;
    window.sees("de estas puede cumplirse").await;
    window.ctrl("s").await;
    window.sees("Segmento guardado").await;
    window.sees("Entradas y salidas").await;
}

async fn ask_why(window: &Window) {
    window.tab_to("¿Por qué está o no está?").await;
    window.press("Élodie").await;
    window.at("//*[@role='option'][contains(., 'Élodie Rousseau')]").await;
    window.press(keys::ENTER).await;
    window.at("//section[@aria-label='¿Por qué está o no está?']//*[contains(., 'Está en el segmento') or contains(., 'Fuera')]").await;
}

async fn sort_the_members(window: &Window) {
    window.click_at("//*[@role='tab'][contains(., 'Miembros')]").await;
    window.at("//*[@role='row'][@aria-rowindex='3']").await;
    let spent = "return [...document.querySelectorAll('[role=row] [aria-colindex=\"6\"], [role=row] > :nth-child(6)')]
        .map((cell) => cell.innerText).filter((text) => /^[\\d,.]+$/.test(text)).map((text) => Number(text.replaceAll(',', '')))";
    // Figures are first wanted from the highest down.
    window.click_at("//button[starts-with(normalize-space(.), 'Gasto')]").await;
    for _ in 0..100 {
        let numbers = window.page.execute(spent, Vec::new()).await.unwrap();
        let numbers: Vec<f64> = numbers.as_array().unwrap().iter().filter_map(|one| one.as_f64()).collect();
        if numbers.len() > 3 && numbers.is_sorted_by(|one, other| one >= other) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the members are not sorted: {}", window.text().await);
}

async fn call_somebody(window: &Window) {
    window.command("indicadores").await;
    window.sees("Ciclo de vida").await;
    let first = "//button[starts-with(@aria-label, 'Llamar: ')]";
    let name = window.at(first).await.attr("aria-label").await.unwrap().unwrap();
    let name = name.trim_start_matches("Llamar: ").to_owned();
    // Past the charts, to the list.
    window.ctrl("f").await;
    window.tab_to(&format!("Llamar: {name}")).await;
    window.press(keys::ENTER).await;
    // Some names have an apostrophe.
    window.at(&format!("//dialog[contains(., \"Llamar a {name}\")]")).await;
    window.stands_on("Qué se dijo").await;
    window.press("Quedó de venir el lunes").await;
    window.ctrl("s").await;
    window.sees(&format!("Contacto con {name} registrado")).await;
    window.at(&format!("//li[contains(., \"{name}\")][contains(., 'contacto hoy')]")).await;
    window.ctrl("z").await;
    window.sees("Se deshizo").await;
    window.sees_no_more("contacto hoy").await;
}

async fn open_a_number(window: &Window) {
    // From part to part of the screen, to the stages.
    let is_there = "return document.activeElement.closest('section[aria-label=\"Ciclo de vida\"]') !== null";
    for _ in 0..20 {
        window.press(keys::F6).await;
        if window.page.execute(is_there, Vec::new()).await.unwrap() == true {
            break;
        }
    }
    window.tab_to("VIP: ").await;
    window.press(keys::ENTER).await;
    window.at("//dialog//*[@role='row'][@aria-rowindex='2']").await;
    window.press(keys::ESCAPE).await;
    window.ctrl("p").await;
    window.sees(".pdf").await;
    assert!(window.home.saved("pdf").is_file());
}
