//! Drives the real window through its screens and writes a picture of each, in both themes and languages: for looking at
//! and for the README. Run by `cargo xtask screenshots`, which gives it a display and a folder.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "as in tests"
)]
#![allow(dead_code, reason = "the tests use more of the window")]

mod home;
mod window;

use std::{env, fs, path::PathBuf, time::Duration};
use window::{Window, keys};

/// How a screen is shown.
struct Look {
    name: &'static str,
    theme: &'static str,
    language: &'static str,
    text_size: f64,
}

const LOOKS: [Look; 6] = [
    Look { name: "light", theme: "light", language: "es", text_size: 100.0 },
    Look { name: "dark", theme: "dark", language: "es", text_size: 100.0 },
    Look { name: "english", theme: "light", language: "en", text_size: 100.0 },
    Look { name: "large", theme: "light", language: "es", text_size: 150.0 },
    Look { name: "large-english", theme: "dark", language: "en", text_size: 150.0 },
    Look { name: "small", theme: "light", language: "es", text_size: 87.5 },
];

#[tokio::main]
async fn main() {
    let folder = PathBuf::from(env::args_os().nth(1).expect("a folder for the pictures"));
    fs::create_dir_all(&folder).unwrap();
    let window = Window::open().await;
    write(&window, &folder, "start").await;
    window.click("Abrir la clínica de muestra").await;
    window.sees("Clínica Veterinaria Arrecife").await;

    for Look { name, theme, language, text_size } in LOOKS {
        window.click_at("//nav//a[contains(@href, '/settings')]").await;
        let text_size = text_size.to_string();
        for value in [language, theme, text_size.as_str()] {
            let list = format!("//select[option[@value='{value}']]");
            window.at(&list).await.select_by_value(value).await.unwrap();
            // Each is kept at once; the next begins from what was kept.
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        let paths = "return [...document.querySelectorAll('nav li a')].map((link) => link.hash)";
        let paths = window.page.execute(paths, Vec::new()).await.unwrap();
        for path in paths.as_array().unwrap() {
            let path = path.as_str().unwrap();
            window.click_at(&format!("//nav//li/a[@href='{path}' or substring-after(@href, '#')=substring-after('{path}', '#')]")).await;
            let section = path.trim_start_matches("#/");
            let section = if section.is_empty() { "today" } else { section };
            write(&window, &folder, &format!("{section}-{name}")).await;
        }
        window.click_at("(//nav//li/a)[1]").await;
        window.search("garcia").await;
        window.at("(//*[@role='option'])[1]").await;
        write(&window, &folder, &format!("search-{name}")).await;
        window.press(keys::ENTER).await;
        write(&window, &folder, &format!("owner-{name}")).await;
        // Places that the rail does not lead to, and what opens over a screen.
        for place in ["tags", "duplicates"] {
            let go = format!("window.location.hash = '#/{place}'; return null");
            window.page.execute(&go, Vec::new()).await.unwrap();
            write(&window, &folder, &format!("{place}-{name}")).await;
        }
        window.click_at("//nav//a[contains(@href, '/follow-ups')]").await;
        window.click_at("(//main//*[@role='tab'])[4]").await;
        write(&window, &folder, &format!("statistics-{name}")).await;
        window.ctrl("i").await;
        window.press("garcia").await;
        window.at("(//dialog//*[@role='option'])[1]").await;
        window.press(keys::ENTER).await;
        write(&window, &folder, &format!("log-{name}")).await;
        window.press(keys::ESCAPE).await;
        window.click_at("//nav//a[contains(@href, '/owners')]").await;
        window.at("//*[@role='row'][@aria-rowindex='4']").await;
        window.ctrl("a").await;
        write(&window, &folder, &format!("marked-{name}")).await;
    }
    window.close().await;
}

/// A picture of the window, once nothing moves any more.
async fn write(window: &Window, folder: &std::path::Path, name: &str) {
    tokio::time::sleep(Duration::from_millis(900)).await;
    fs::write(folder.join(format!("{name}.png")), window.page.screenshot().await.unwrap()).unwrap();
}
