//! What outlives a crash, a restart and an impatient second start.

use crate::{
    home::{Home, TODAY},
    window::{Window, program},
};
use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_was_half_typed_is_there_after_the_power_went() {
    let window = Window::open_in(Home::imported()).await;
    window.open_owner("5949", "Élodie Rousseau").await;
    window.ctrl("i").await;
    window.press("Pregunta si puede traer a Mittens").await;
    // A draft is kept a moment after the last key.
    tokio::time::sleep(Duration::from_secs(1)).await;
    window.sees("Borrador guardado").await;

    let window = Window::open_in(window.kill()).await;
    window.open_owner("5949", "Élodie Rousseau").await;
    window.ctrl("i").await;
    window.stands_on("Pregunta si puede traer a Mittens").await;
    window.ctrl("s").await;
    window.sees("Interacción guardada").await;
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn how_it_looks_is_kept_at_once_and_over_a_restart() {
    let window = Window::open_in(Home::imported()).await;
    window.go_to("Ajustes").await;
    window.choose("Idioma", "English").await;
    window.sees("Text size").await;
    window.choose("Theme", "Dark").await;
    window.choose("Text size", "125 %").await;
    window.sees("Settings saved").await;

    let window = Window::open_in(window.close().await).await;
    window.sees("Follow-ups").await;
    let look = "const { dataset, style, lang } = document.documentElement; return [dataset.theme, style.fontSize, lang].join(' ')";
    assert_eq!(window.page.execute(look, Vec::new()).await.unwrap(), "dark 125% en");
    window.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn logo_currency_and_zone_are_the_clinics() {
    let home = Home::imported();
    home.answer("file", &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/icons/32x32.png"));
    let window = Window::open_in(home).await;
    window.go_to("Ajustes").await;
    window.click("Elegir imagen").await;
    window.at("//main//img[starts-with(@src, 'data:image/png')]").await;
    window.choose("Moneda", "USD · dólar estadounidense").await;
    window.choose("Zona horaria", "America/Tijuana").await;
    window.ctrl("s").await;
    window.sees("Ajustes guardados").await;

    let window = Window::open_in(window.close().await).await;
    window.at("//nav//img[starts-with(@src, 'data:image/png')]").await;
    window.go_to("Ajustes").await;
    window.at("//select/option[@value='America/Tijuana']").await;
    let chosen = "return [...document.querySelectorAll('select')].map((list) => list.value).join(' ')";
    let chosen = window.page.execute(chosen, Vec::new()).await.unwrap();
    assert!(chosen.as_str().unwrap().contains("USD America/Tijuana"), "{chosen}");
    window.close().await;
}

/// A bus of its own, over which a second start finds the first.
struct Bus(Child, String);

impl Bus {
    fn new() -> Self {
        let mut bus = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self(bus, address.trim().to_owned())
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_start_ends_by_itself_and_leaves_the_first_at_work() {
    let bus = Bus::new();
    let mut home = Home::imported();
    home.bus = Some(bus.1.clone());
    let window = Window::open_in(home).await;
    window.sees("Seguimientos").await;

    let mut second =
        Command::new(program()).args(["--today", TODAY]).envs(window.home.environment()).spawn().unwrap();
    let began = Instant::now();
    let ended = loop {
        if let Some(ended) = second.try_wait().unwrap() {
            break ended;
        }
        if began.elapsed() > Duration::from_secs(20) {
            second.kill().unwrap();
            panic!("the second start goes on");
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    assert!(ended.success(), "{ended}");
    window.open_owner("5949", "Élodie Rousseau").await;
    window.close().await;
}
