//! A sale is paid and earns its points, a part is given back and takes them, and all of it is undone; one star opens a
//! follow-up.

use crate::window::Window;

#[tokio::test(flavor = "multi_thread")]
async fn a_sale_earns_points_and_one_star_opens_a_follow_up() {
    let window = Window::open().await;
    window.field("Nombre de la clínica").await.send_keys("Veterinaria Coral").await.unwrap();
    window.click("Crear clínica").await;
    window.sees("Aún no abres ningún registro").await;
    add_maria(&window).await;
    earn(&window).await;
    give_back(&window).await;
    one_star(&window).await;
    window.close().await;
}

async fn add_maria(window: &Window) {
    window.go_to("Dueños").await;
    // Today offers a new owner too.
    window.sees("Todavía no hay dueños").await;
    window.click("Nuevo dueño").await;
    window.field("Nombre").await.send_keys("María").await.unwrap();
    window.field("Apellidos").await.send_keys("García").await.unwrap();
    window.click_at("//dialog//button[contains(., 'Guardar')][@type='submit']").await;
    window.sees("María García").await;
}

async fn choose_maria(window: &Window) {
    window.at("//dialog//input[@role='combobox']").await.send_keys("María").await.unwrap();
    window.click_at("//dialog//*[@role='option'][contains(., 'María García')]").await;
}

async fn earn(window: &Window) {
    window.go_to("Lealtad").await;
    window.click("Empezar hoy").await;
    window.sees("El programa de puntos empezó").await;
    window.go_to("Ventas").await;
    window.click_at("//header//button[contains(., 'Nueva venta')]").await;
    choose_maria(window).await;
    window.at("//dialog//input[@list='sale-offers']").await.send_keys("Consulta").await.unwrap();
    window.at("(//dialog//input[@inputmode='decimal'])[2]").await.send_keys("500").await.unwrap();
    window.click_at("//dialog//button[@type='submit']").await;
    window.sees("Factura guardada").await;
    window.at("//*[@role='row'][contains(., 'F-0001')][contains(., 'Pagada')]").await;
    window.go_to("Lealtad").await;
    window.at("//*[@role='row'][contains(., 'María García')][contains(., '50')]").await;
}

async fn give_back(window: &Window) {
    window.go_to("Ventas").await;
    window.click_at("//aside//button[normalize-space(.)='Devolver']").await;
    let amount = window.at("//dialog//input[@inputmode='decimal']").await;
    amount.clear().await.unwrap();
    amount.send_keys("200").await.unwrap();
    window.click_at("//dialog//button[@type='submit']").await;
    window.sees("Devuelto: $200.00").await;
    window
        .at("//aside//dt[normalize-space(.)='Puntos']/following-sibling::dd[normalize-space(.)='30']")
        .await;
    window.click_at("//*[@role='status']//button[contains(., 'Deshacer')]").await;
    window
        .at("//aside//dt[normalize-space(.)='Puntos']/following-sibling::dd[normalize-space(.)='50']")
        .await;
}

async fn one_star(window: &Window) {
    window.go_to("Opiniones").await;
    window.click_at("//header//button[contains(., 'Anotar opinión')]").await;
    choose_maria(window).await;
    window.click_at("//dialog//label[input[@type='radio'][@value='1']]").await;
    window.click_at("//dialog//button[@type='submit']").await;
    window.sees("con seguimiento para mañana").await;
    window.go_to("Seguimientos").await;
    window.click_at("//button[@role='tab'][contains(., 'Próximos')]").await;
    window.sees("Opinión de 1 de 5").await;
}
