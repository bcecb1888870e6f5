//! A company's second contact is typed by keys alone, is there after a restart and goes with an undo; its pages on
//! networks open in the system's browser.

use crate::{
    home::Home,
    window::{Window, keys},
};

const SECOND: &str =
    "//main//*[contains(., 'Segundo contacto')]/following::*[contains(., 'Lucía Pech · 998 111 2233')]";

#[tokio::test(flavor = "multi_thread")]
async fn a_second_contact_is_typed_by_keys_and_a_page_is_opened() {
    let window = Window::open_in(Home::imported()).await;
    window.open_owner("rancho flores", "Rancho Flores").await;
    window.command("editar").await;
    window.stands_on("Persona de contacto").await;
    window.tab_to("Segundo contacto").await;
    window.press("Lucía Pech").await;
    window.press(keys::TAB).await;
    window.stands_on("Teléfono del segundo contacto").await;
    window.press("(998) 111-2233").await;
    window.ctrl("s").await;
    window.at(SECOND).await;

    let window = Window::open_in(window.close().await).await;
    window.open_owner("rancho flores", "Rancho Flores").await;
    window.at(SECOND).await;
    // Found by that number, too.
    window.open_owner("1112233", "Rancho Flores").await;
    window.ctrl("z").await;
    window.sees("Se deshizo").await;
    window.sees_no_more("Lucía Pech").await;
    window.ctrl_shift("z").await;
    window.at(SECOND).await;

    open_its_pages(&window).await;
    window.close().await;
}

/// Typed as people say them; opened as nothing but an address of the network.
async fn open_its_pages(window: &Window) {
    window.command("editar").await;
    window.stands_on("Persona de contacto").await;
    for _ in 0..2 {
        window.ctrl(keys::PAGE_DOWN).await;
    }
    window.tab_to("Facebook").await;
    window.press("m.facebook.com/ranchoflores").await;
    window.press(keys::TAB).await;
    window.stands_on("Instagram").await;
    window.press("@Rancho.Flores").await;
    window.ctrl("s").await;
    for (network, address) in [
        ("Facebook", "https://www.facebook.com/ranchoflores"),
        ("Instagram", "https://www.instagram.com/rancho.flores/"),
    ] {
        let page = format!("//main//button[@title='Abrir {network} en el navegador']");
        if network == "Facebook" {
            window.click_at(&page).await;
        } else {
            window.press_on(&page, keys::ENTER).await;
        }
        window.asked_to_open(address).await;
    }
    assert_eq!(window.home.opened().lines().count(), 2, "{}", window.home.opened());
}
