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
    put_a_tag_on(&window).await;
    book_and_complete(&window).await;
    sell_and_reward(&window).await;
    a_new_pet(&window).await;
    nobody_answers(&window).await;
    settle_what_is_owed(&window).await;
    // What was taken back yesterday is done again today.
    let window = Window::open_in(window.close().await).await;
    do_it_again(&window).await;
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
    window.peek("Élodie Rousseau").await;
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

async fn put_a_tag_on(window: &Window) {
    window.click_at("//header//button[@aria-label='Etiquetas']").await;
    window.click_at("//*[@role='dialog']//*[@role='checkbox'][contains(., 'Breeder')]").await;
    window.sees("Etiqueta puesta: Breeder").await;
    window.click_at("//main//h1").await;
}

/// Booked from her screen, completed in the agenda; the visit logs itself.
async fn book_and_complete(window: &Window) {
    window.click("Más acciones").await;
    window.click_at("//*[@role='menuitem'][contains(., 'Agendar cita')]").await;
    window.field("Hora").await.send_keys("9:00").await.unwrap();
    window.click_at("//dialog//button[contains(., 'Agendar')]").await;
    window.sees("Cita agendada").await;
    window.go_to("Agenda").await;
    window.click_at("//main//*[@role='row'][contains(., 'Élodie Rousseau Canul')]").await;
    window.click_at("//main//button[contains(normalize-space(.), 'Vino')]").await;
    window.sees("Vino: Mittens Bebé").await;
}

async fn choose_elodie(window: &Window) {
    window.at("//dialog//input[@role='combobox']").await.send_keys("5949").await.unwrap();
    window.click_at("//dialog//*[@role='option'][contains(., 'Élodie Rousseau Canul')]").await;
}

/// A sale is written, paid later, and some points are used.
async fn sell_and_reward(window: &Window) {
    window.go_to("Lealtad").await;
    window.sees("Puntos por usar").await;
    if window.text().await.contains("Empezar hoy") {
        window.click("Empezar hoy").await;
        window.sees("El programa de puntos empezó").await;
    }
    window.go_to("Ventas").await;
    window.click("Nueva venta").await;
    choose_elodie(window).await;
    window.at("//dialog//input[@list='sale-offers']").await.send_keys("Consulta de repaso").await.unwrap();
    window.at("(//dialog//input[@inputmode='decimal'])[2]").await.send_keys("500").await.unwrap();
    window.choose("Pago", "Todavía no").await;
    window.click_at("//dialog//button[@type='submit']").await;
    window.sees("Factura guardada").await;
    window.click_at("//*[@role='row'][contains(., 'Consulta de repaso')]").await;
    window.click_at("//aside//button[normalize-space(.)='Cobrar']").await;
    window.click_at("//dialog//button[@type='submit']").await;
    window.sees("Cobrado: $500.00").await;
    window.at("//*[@role='row'][contains(., 'Consulta de repaso')][contains(., 'Pagada')]").await;
    window.go_to("Lealtad").await;
    window.click("Canjear").await;
    let points = window.at("//dialog//input[@inputmode='numeric']").await;
    points.clear().await.unwrap();
    points.send_keys("100").await.unwrap();
    window.click_at("//dialog//button[@type='submit']").await;
    window.sees("Canje de 100 puntos").await;
}

async fn a_new_pet(window: &Window) {
    window.search("5949").await;
    window.click_at("(//*[@role='option'])[1][contains(., 'Élodie')]").await;
    window.at("//h1[contains(., 'Élodie Rousseau Canul')]").await;
    window.click("Nueva mascota").await;
    window.field("Nombre").await.send_keys("Nube").await.unwrap();
    window.click_at("//dialog//button[@type='submit']").await;
    window.at("//main//button[@title='Ficha de Nube']").await;
}

async fn nobody_answers(window: &Window) {
    window.go_to("Seguimientos").await;
    window.click("No contestó").await;
    window.sees("Se movió al lunes 2 de noviembre").await;
}

async fn settle_what_is_owed(window: &Window) {
    window.go_to("Seguimientos").await;
    window.click("Hecho y siguiente").await;
    window.sees("Seguimiento hecho").await;
    window.click_at("//*[@role='status']//button[contains(., 'Deshacer')]").await;
    window.sees("Se deshizo: Cambiar interacción").await;
}

/// The history undoes and tells; what was undone last is done again from the toast of an undo.
async fn do_it_again(window: &Window) {
    window.sees("Citas de hoy").await;
    window.go_to("Historial").await;
    window
        .click_at("//main//*[@role='row'][contains(., 'Cambiar interacción')][contains(., 'deshecho')]")
        .await;
    window.sees("Se deshizo:").await;
    window.click_at("//main//*[@role='row'][contains(., 'Agendar cita')]").await;
    window.sees("No se puede deshacer: después cambió algo de lo mismo").await;
    window.click_at("//main//*[@role='row'][contains(., 'Cambiar etiquetas')]").await;
    window.click("Deshacer esto").await;
    window.sees("Se deshizo: Cambiar etiquetas").await;
    window.click_at("//*[@role='status']//button[contains(., 'Rehacer')]").await;
    window.sees("Se rehízo: Cambiar etiquetas").await;
}

async fn look_through_the_list(window: &Window) {
    window.go_to("Dueños").await;
    window.click("Gasto $").await;
    window.click_at("(//*[@role='row'][@aria-rowindex='3'])").await;
    window.click_at("//aside//button[contains(., 'Abrir')]").await;
    window.at("//main//button[contains(., 'Interacción')]").await;
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
