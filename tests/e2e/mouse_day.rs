//! The same day's work without a key, but for the words themselves.

use crate::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn a_day_by_the_mouse_alone() {
    let window = Window::open().await;
    start(&window).await;
    bring_the_data(&window).await;
    answer_a_call(&window).await;
    write_a_note(&window).await;
    edit_and_change_ones_mind(&window).await;
    look_through_the_list(&window).await;
    print(&window).await;
    window.close().await;
}

async fn start(window: &Window) {
    window.field("Nombre de la clínica").await.send_keys("Veterinaria Coral").await.unwrap();
    window.click("Crear clínica").await;
    window.sees("Aún no abres ningún registro").await;
}

async fn bring_the_data(window: &Window) {
    window.click("Importar datos").await;
    window.click("Elegir carpeta").await;
    window.sees("La prueba no escribe nada").await;
    window.click_at("//button[normalize-space(.)='Importar']").await;
    window.sees("Las cifras de los dueños ya están al día").await;
    window.go_to("Hoy").await;
}

async fn answer_a_call(window: &Window) {
    window.search("5949").await;
    window.first_hit("Élodie Rousseau").await;
    // The summary beside the list leads on.
    window.click("Registrar llamada").await;
    window.at("//h1[contains(., 'Élodie Rousseau')]").await;
    window.field("¿Qué pasó?").await.send_keys("Pregunta por la vacuna de Mittens").await.unwrap();
    window.at("//input[@placeholder='Seguimiento: lun 10am']").await.send_keys("mañana").await.unwrap();
    window.click_at("//form//button[contains(., 'Guardar')][not(@disabled)]").await;
    window.sees("Interacción guardada").await;
}

async fn write_a_note(window: &Window) {
    window.click_at("//form//label[normalize-space(.)='Nota']").await;
    window.field("¿Qué pasó?").await.send_keys("Prefiere las tardes").await.unwrap();
    window.click_at("//form//button[contains(., 'Guardar')][not(@disabled)]").await;
    window.sees("Nota guardada").await;
    window.click_at("//button[@role='tab'][contains(., 'Notas')]").await;
    window.sees("Prefiere las tardes").await;
}

async fn edit_and_change_ones_mind(window: &Window) {
    window.click_at("//main//button[normalize-space(.)='Editar']").await;
    let last_name = window.field("Apellidos").await;
    last_name.clear().await.unwrap();
    last_name.send_keys("Rousseau Canul").await.unwrap();
    window.click_at("//dialog//button[contains(., 'Guardar')]").await;
    window.at("//h1[normalize-space(.)='Élodie Rousseau Canul']").await;
    window.click_at("//*[@role='status']//button[contains(., 'Deshacer')]").await;
    window.at("//h1[normalize-space(.)='Élodie Rousseau']").await;
    window.click_at("//*[@role='status']//button[contains(., 'Rehacer')]").await;
    window.at("//h1[normalize-space(.)='Élodie Rousseau Canul']").await;
}

async fn look_through_the_list(window: &Window) {
    window.go_to("Dueños").await;
    window.click("Gasto $").await;
    window.click_at("(//*[@role='row'][@aria-rowindex='3'])").await;
    window.click_at("//aside//button[contains(., 'Abrir')]").await;
    window.at("//main//h1").await;
    window.page.back().await.unwrap();
    window.at("//*[@role='columnheader'][@aria-sort='descending'][contains(., 'Gasto')]").await;
}

async fn print(window: &Window) {
    window.go_to("Reportes").await;
    window.click("Guardar PDF").await;
    window.sees(".pdf").await;
    window.click("CSV").await;
    window.sees(".csv").await;
    window.click("Ayuda y teclas").await;
    window.click_at("//dialog//button[@aria-label='Cerrar']").await;
    window.sees_no_more("Registrar una interacción").await;
}
