//! A pet dies in one click: what waits for it is gone from the day, and one undo brings all of it back.

use crate::{home::Home, window::Window};

/// What Today shows of vaccinations that fall due: each with the name of its pet.
const DUE: &str = "//section[@aria-labelledby='vaccinations']//li";

#[tokio::test(flavor = "multi_thread")]
async fn a_pet_dies_in_one_click_and_an_undo_brings_its_reminders_back() {
    let window = Window::open_in(Home::imported()).await;
    let first = format!("({DUE})[1]");
    let pet = window.at(&format!("{first}//span[contains(@class, 'pet')]")).await.text().await.unwrap();
    let owner = window.at(&format!("{first}//a/span[2]")).await.text().await.unwrap();
    let its_row = format!("{DUE}[contains(., '{pet}')][contains(., '{owner}')]");
    let its_rows = async || {
        let found = window.page.find_all(fantoccini::Locator::XPath(&its_row)).await.unwrap();
        found.len()
    };
    assert!(its_rows().await > 0);

    window.click_at(&format!("{first}//a")).await;
    window.at(&format!("//h1[normalize-space(.)='{owner}']")).await;
    window.click_at(&format!("//main//button[@title='Ficha de {pet}']")).await;
    window.click_at("//dialog//button[normalize-space(.)='Falleció']").await;
    window.sees("Nada se envía solo").await;
    let words = window.field("Unas palabras para").await.prop("value").await.unwrap().unwrap();
    assert!(words.contains(&pet), "{words}");
    window.click_at("(//dialog[.//textarea]//footer//button[normalize-space(.)='Cerrar'])").await;
    window.click_at("//dialog//footer//button[normalize-space(.)='Cerrar']").await;

    window.go_to("Hoy").await;
    window.sees("Hoy").await;
    // The rows are read anew when the screen opens, and those of others stand there.
    window.at(DUE).await;
    for _ in 0..50 {
        if its_rows().await == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(its_rows().await, 0);

    window.ctrl("z").await;
    window.at(&its_row).await;
    window.close().await;
}
