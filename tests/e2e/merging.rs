//! Two records of one person: the radar finds them, they are compared and merged field by field, worked with, and taken
//! apart again after a restart; nothing is lost on either side.

use crate::window::Window;

const STAYS: &str = "Sofía Cecilia León Lara";
const GOES: &str = "Sofía Cecilia León";

#[tokio::test(flavor = "multi_thread")]
async fn a_merge_is_made_worked_with_and_taken_apart_later() {
    let window = Window::open().await;
    open_the_radar(&window).await;
    let before = compare(&window).await;
    let phone = |side: usize| cells(&before, "Teléfono")[side].clone();
    let (hers, other) = (phone(0), phone(1));
    assert_ne!(hers, other);

    // Her name stays, the phone is the newer entry's.
    window.click_at("//table//tr[th[normalize-space(.)='Teléfono']]/td[2]//input").await;
    window.click_at("//main//button[normalize-space(.)='Fusionar']").await;
    window.sees(&format!("{GOES} quedó en {STAYS}")).await;
    window.open_owner(&other, STAYS).await;
    window.at("(//main//button[starts-with(@title, 'Ficha de Bambi')])[2]").await;
    window.command("nueva nota").await;
    window.at("//dialog").await;
    window.press("Vive ahora en la colonia Pescadores").await;
    window.ctrl("s").await;
    window.sees("Nota guardada").await;
    window.command("editar").await;
    window.stands_on("Nombre").await;
    window.tab_to("Teléfono 2").await;
    window.press("998 700 1122").await;
    window.ctrl("s").await;
    window.sees("998 700 1122").await;

    let window = Window::open_in(window.close().await).await;
    open_the_radar(&window).await;
    window
        .click_at(&format!("//li[contains(., '{GOES} en {STAYS}')]//button[normalize-space(.)='Deshacer']"))
        .await;
    window.sees(&format!("{GOES} vuelve a estar aparte")).await;
    // Each has what she had, and the survivor what was added since.
    let after = compare(&window).await;
    for (field, cells) in &before {
        let now = self::cells(&after, field);
        match field.as_str() {
            "Notas" => assert_eq!((count(now, 0), count(now, 1)), (count(cells, 0) + 1, count(cells, 1))),
            "Teléfono 2" => assert_eq!((now[0].as_str(), &now[1]), ("998 700 1122", &cells[1])),
            _ => assert_eq!(now, cells, "{field}"),
        }
    }
    window.open_owner(&other, GOES).await;
    window.open_owner(&hers, STAYS).await;
    window.sees("998 700 1122").await;
    window.click_at("//button[@role='tab'][contains(., 'Notas')]").await;
    window.sees("Vive ahora en la colonia Pescadores").await;
    window.close().await;
}

/// From the sample's first screen, by the list of owners.
async fn open_the_radar(window: &Window) {
    window.click("Abrir la clínica de muestra").await;
    window.sees("Clínica Veterinaria Arrecife").await;
    window.go_to("Dueños").await;
    window.click_at("//header//button[normalize-space(.)='Duplicados']").await;
    window.at("//section[@aria-label='Parejas']//li").await;
}

/// The two beside each other: of each field, what the one and the other have.
async fn compare(window: &Window) -> Vec<(String, [String; 2])> {
    window.click_at(&format!("//section[@aria-label='Parejas']//button[contains(., '{STAYS}')]")).await;
    window.at(&format!("//table//th[contains(., '{STAYS}')]")).await;
    let script = "return [...document.querySelectorAll('main table tbody tr')]
        .map((row) => [...row.children].map((cell) => cell.innerText.trim()))";
    let rows = window.page.execute(script, Vec::new()).await.unwrap();
    serde_json::from_value::<Vec<(String, String, String)>>(rows)
        .unwrap()
        .into_iter()
        .map(|(field, one, other)| (field, [one, other]))
        .collect()
}

fn cells<'r>(rows: &'r [(String, [String; 2])], field: &str) -> &'r [String; 2] {
    &rows.iter().find(|(name, _)| name == field).unwrap_or_else(|| panic!("no {field} in {rows:?}")).1
}

fn count(cells: &[String; 2], side: usize) -> u32 {
    cells[side].parse().unwrap()
}
