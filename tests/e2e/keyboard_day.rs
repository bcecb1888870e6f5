//! A day's work without a mouse.

use crate::{
    home::Home,
    window::{Window, keys},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_day_by_keys_alone() {
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
    a_new_customer(&window).await;
    walk_the_sections(&window).await;
    look_through_the_list(&window).await;
    print(&window).await;
    window.close().await;
}

/// The promise of the desk: a call is logged in at most twelve keys plus the note, found by the last four digits or asked
/// from anywhere.
#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_logged_in_twelve_keys_plus_the_note() {
    let window = Window::open_in(Home::imported()).await;
    window.sees("Citas de hoy").await;
    let note = "pregunta por la vacuna";

    // The telephone rings: search, open, log.
    count_keys(&window).await;
    window.open_owner("5949", "Élodie Rousseau").await;
    window.ctrl("i").await;
    window.stands_on("¿Qué pasó?").await;
    window.press(note).await;
    window.ctrl("s").await;
    window.sees("Interacción guardada").await;
    assert_keys(&window, note, 10).await;

    // In the middle of something else: with whom, then what.
    window.go_to("Reportes").await;
    window.sees("Guardar PDF").await;
    count_keys(&window).await;
    window.ctrl("i").await;
    window.stands_on("¿Con quién?").await;
    window.press("5949").await;
    window.at("//dialog//*[@role='option'][1][contains(., 'Élodie')]").await;
    window.press(keys::ENTER).await;
    window.stands_on("¿Qué pasó?").await;
    window.press(note).await;
    window.ctrl("s").await;
    window.sees_no_more("¿Con quién?").await;
    assert_keys(&window, note, 9).await;

    window.close().await;
}

/// From now on every key that goes down is counted, those that are held too.
async fn count_keys(window: &Window) {
    let script = "document.documentElement.dataset.keys = '0'; document.documentElement.dataset.pressed = '';
        window.countsKeys ??= (window.addEventListener('keydown', (event) => {
          // The driver lets held keys go with one that no keyboard has.
          if (event.key === 'Unidentified') return;
          const { dataset } = document.documentElement;
          dataset.keys = String(Number(dataset.keys) + 1);
          dataset.pressed += ` ${event.key}`;
        }, true), true); return null";
    window.page.execute(script, Vec::new()).await.unwrap();
}

/// So many keys went down beside those of the note, and no more than the desk promises.
async fn assert_keys(window: &Window, note: &str, expected: usize) {
    let keys = window.page.execute("return Number(document.documentElement.dataset.keys)", Vec::new()).await;
    let beside = usize::try_from(keys.unwrap().as_u64().unwrap()).unwrap() - note.chars().count();
    let pressed = window.page.execute("return document.documentElement.dataset.pressed", Vec::new()).await;
    assert_eq!(beside, expected, "keys beside the note: {}", pressed.unwrap());
    assert!(beside <= 12);
}

async fn start(window: &Window) {
    window.stands_on("Nombre de la clínica").await;
    window.press("Veterinaria Coral").await;
    window.press(keys::ENTER).await;
    window.sees("Aún no abres ningún registro").await;
}

async fn bring_the_data(window: &Window) {
    window.command("importar").await;
    window.sees("Suelta aquí una carpeta").await;
    // From pane to pane to the first button of the screen.
    for _ in 0..8 {
        window.press(keys::F6).await;
        if focused(window).await.contains("Elegir carpeta") {
            break;
        }
    }
    window.stands_on("Elegir carpeta").await;
    window.press(keys::ENTER).await;
    window.sees("La prueba no escribe nada").await;
    window.stands_on("Importar").await;
    window.press(keys::ENTER).await;
    window.sees("Las cifras de los dueños ya están al día").await;
    window.ctrl("1").await;
    window.sees("Citas de hoy").await;
}

async fn answer_a_call(window: &Window) {
    // One and two letters find, too.
    window.press(keys::F2).await;
    window.press("él").await;
    window.at("//*[@role='option'][contains(., 'Élodie')]").await;
    window.open_owner("5949", "Élodie Rousseau").await;

    window.ctrl("i").await;
    window.stands_on("¿Qué pasó?").await;
    window.press("Pregunta por la vacuna de Mittens").await;
    for _ in 0..4 {
        window.press(keys::TAB).await;
    }
    window.press("lun 10am").await;
    window.sees("lunes 2 de noviembre, 10:00").await;
    window.ctrl("s").await;
    window.sees("Interacción guardada").await;
    window.at("//main//*[contains(., 'Pregunta por la vacuna de Mittens')]").await;
}

async fn write_a_note(window: &Window) {
    window.command("nueva nota").await;
    window.at("//dialog").await;
    window.press("Prefiere las tardes").await;
    window.ctrl("s").await;
    window.sees("Nota guardada").await;
}

async fn edit_and_change_ones_mind(window: &Window) {
    window.command("editar").await;
    window.stands_on("Nombre").await;
    window.press(keys::TAB).await;
    window.stands_on("Apellidos").await;
    window.ctrl("a").await;
    window.press("Rousseau Canul").await;
    window.ctrl("s").await;
    window.at("//h1[normalize-space(.)='Élodie Rousseau Canul']").await;
    window.ctrl("z").await;
    window.at("//h1[normalize-space(.)='Élodie Rousseau']").await;
    window.ctrl_shift("z").await;
    window.at("//h1[normalize-space(.)='Élodie Rousseau Canul']").await;
}

async fn put_a_tag_on(window: &Window) {
    window.command("etiquetas").await;
    window.at("//*[@role='dialog'][@aria-label='Etiquetas']").await;
    // The keyboard is on the first of them.
    window.stands_on("boarder").await;
    window.tab_to("Breeder").await;
    window.press(" ").await;
    window.sees("Etiqueta puesta: Breeder").await;
    window.press(keys::ESCAPE).await;
    window.at("//header//*[contains(., 'Breeder')]").await;
}

/// Booked from her screen, completed in the agenda; the visit logs itself.
async fn book_and_complete(window: &Window) {
    window.command("agendar cita").await;
    window.stands_on("Día").await;
    window.press(keys::TAB).await;
    window.stands_on("Hora").await;
    window.press("9:00").await;
    window.ctrl("s").await;
    window.sees("Cita agendada").await;
    window.ctrl("4").await;
    window.stands_on("Élodie Rousseau Canul").await;
    window.ctrl(keys::ENTER).await;
    window.sees("Vino: Mittens Bebé").await;
}

/// A sale is written and paid, and some of the points it earned are used.
async fn sell_and_reward(window: &Window) {
    window.ctrl("7").await;
    window.sees("Puntos por usar").await;
    if window.text().await.contains("Empezar hoy") {
        window.tab_to("Empezar hoy").await;
        window.press(keys::ENTER).await;
        window.sees("El programa de puntos empezó").await;
    }
    window.ctrl("6").await;
    window.at("//*[@role='row'][@aria-rowindex='2']").await;
    window.ctrl("s").await;
    window.stands_on("Dueño").await;
    window.press("5949").await;
    window.at("//dialog//*[@role='option'][1][contains(., 'Élodie')]").await;
    window.press(keys::ENTER).await;
    window.stands_on("Producto o servicio").await;
    window.press("Consulta de repaso").await;
    window.press(keys::TAB).await;
    window.press(keys::TAB).await;
    window.stands_on("Precio").await;
    window.press("500").await;
    window.ctrl("s").await;
    window.sees("Factura guardada").await;
    window.at("//*[@role='row'][contains(., 'Consulta de repaso')][contains(., 'Pagada')]").await;
    window.ctrl("z").await;
    window.sees("Se deshizo").await;
    window.ctrl_shift("z").await;
    window.sees("Se rehízo").await;
    window.ctrl("7").await;
    window.at("//*[@role='row'][@aria-rowindex='2']").await;
    focused_row(window, 0).await;
    window.ctrl("s").await;
    window.stands_on("Puntos").await;
    window.press("100").await;
    window.ctrl("s").await;
    window.sees("Canje de 100 puntos").await;
}

/// From her screen, with nothing but its name.
async fn a_new_pet(window: &Window) {
    window.open_owner("5949", "Élodie Rousseau Canul").await;
    window.ctrl_shift("m").await;
    window.stands_on("Nombre").await;
    window.press("Nube").await;
    window.ctrl("s").await;
    window.at("//main//button[@title='Ficha de Nube']").await;
}

/// Whom nobody answered at is tried again the next working day, and the attempt stands in the history.
async fn nobody_answers(window: &Window) {
    window.ctrl("5").await;
    window.at("//*[@role='row'][@tabindex='0']").await;
    focused_row(window, 0).await;
    window.command("no contestó").await;
    window.sees("Se movió al lunes 2 de noviembre").await;
    focused_row(window, 0).await;
}

async fn settle_what_is_owed(window: &Window) {
    window.ctrl("5").await;
    window.at("//*[@role='row'][@tabindex='0']").await;
    focused_row(window, 0).await;
    window.ctrl(keys::ENTER).await;
    window.sees("Seguimiento hecho").await;
    focused_row(window, 0).await;
    window.ctrl("z").await;
    window.sees("Se deshizo: Cambiar interacción").await;
}

async fn do_it_again(window: &Window) {
    window.sees("Citas de hoy").await;
    window.ctrl_shift("z").await;
    window.sees("Se rehízo: Cambiar interacción").await;
    // What was done is read in words, and the last of it is on top.
    window.command("historial").await;
    window.sees("Qué se hizo").await;
    window.at("//*[@role='row'][@aria-rowindex='2'][contains(., 'Cambiar interacción')]").await;
    window.sees("Seguimiento hecho").await;
    // Back to her, for what comes next.
    window.open_owner("5949", "Élodie Rousseau Canul").await;
}

/// Nobody has that name: Enter begins the record with what was typed.
async fn a_new_customer(window: &Window) {
    window.press(keys::F2).await;
    window.press("Xquenda Zyanya").await;
    window.sees("Sin coincidencias").await;
    window.press(keys::ENTER).await;
    window.at("//dialog[.//h2[contains(., 'Nuevo dueño')]]").await;
    window.ctrl("s").await;
    window.at("//h1[contains(., 'Xquenda Zyanya')]").await;
    // Back to the record before.
    window.press(keys::F4).await;
    window.at("//h1[contains(., 'Élodie Rousseau Canul')]").await;
    // The empty box shows who was opened last.
    window.ctrl("1").await;
    window.first_hit("Élodie Rousseau Canul").await;
    window.at("(//*[@role='option'])[2][contains(., 'Xquenda Zyanya')]").await;
}

async fn walk_the_sections(window: &Window) {
    let count = "return document.querySelectorAll('nav li a').length";
    let count = window.page.execute(count, Vec::new()).await.unwrap().as_u64().unwrap().min(9);
    for place in (1..=count).rev() {
        window.ctrl(&place.to_string()).await;
        window.at(&format!("(//nav//li/a)[{place}][@aria-current='page']")).await;
    }
}

async fn look_through_the_list(window: &Window) {
    window.ctrl("2").await;
    window.at("//*[@role='row'][@aria-rowindex='4']").await;
    focused_row(window, 0).await;
    window.press(keys::DOWN).await;
    focused_row(window, 1).await;
    window.press(keys::DOWN).await;
    focused_row(window, 2).await;
    let name = focused(window).await;
    let name = name.lines().find(|line| !line.trim().is_empty()).unwrap().trim().to_owned();

    // Space puts the summary away and brings it back.
    window.at("//aside[@aria-label='Vista rápida']").await;
    window.press(" ").await;
    window.sees_no_more("Registrar llamada").await;
    window.press(" ").await;
    window.sees("Registrar llamada").await;

    window.press(keys::ENTER).await;
    window.at(&format!("//h1[contains(., '{name}')]")).await;
    window.press(keys::ESCAPE).await;
    window.at("//*[@role='grid']").await;
    focused_row(window, 2).await;
}

async fn print(window: &Window) {
    window.command("reportes").await;
    window.sees("Guardar PDF").await;
    window.ctrl("p").await;
    window.sees(".pdf").await;
    window.ctrl("e").await;
    window.sees(".csv").await;
    assert!(window.home.saved("pdf").is_file() && window.home.saved("csv").is_file());
    window.press(keys::F1).await;
    window.at("//dialog[contains(., 'Registrar una interacción')]").await;
    window.press(keys::ESCAPE).await;
    window.sees_no_more("Registrar una interacción").await;
}

async fn focused(window: &Window) -> String {
    let text = "return document.activeElement.innerText";
    window.page.execute(text, Vec::new()).await.unwrap().as_str().unwrap_or_default().to_owned()
}

/// Waits until the row at this place of the list has the focus.
async fn focused_row(window: &Window, at: usize) {
    let row = (at + 2).to_string();
    for _ in 0..200 {
        let script = "return document.activeElement.ariaRowIndex ?? ''";
        if window.page.execute(script, Vec::new()).await.unwrap() == row {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("row {at} does not have the focus but {:?}", focused(window).await);
}
