//! Pictures of the screens, in both themes and languages, for looking at and for the README.

use crate::window::Window;
use serde_json::json;
use std::{env, fs, path::PathBuf};

/// How a screen is shown.
struct Look {
    name: &'static str,
    theme: &'static str,
    language: &'static str,
    text_size: f64,
}

const LOOKS: [Look; 4] = [
    Look { name: "light", theme: "light", language: "es", text_size: 100.0 },
    Look { name: "dark", theme: "dark", language: "es", text_size: 100.0 },
    Look { name: "english", theme: "light", language: "en", text_size: 100.0 },
    Look { name: "large", theme: "light", language: "es", text_size: 150.0 },
];

/// Sections by their place in the rail.
const SECTIONS: [(&str, usize); 5] =
    [("today", 1), ("owners", 2), ("reports", 3), ("import", 4), ("settings", 5)];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes pictures: run by `cargo xtask screenshots`"]
async fn screenshots() {
    let folder = PathBuf::from(env::var_os("HUELLA_SCREENSHOTS").expect("the folder is given by the task"));
    fs::create_dir_all(&folder).unwrap();
    let window = Window::open().await;
    fs::write(folder.join("start.png"), window.picture().await).unwrap();
    window.click("Abrir la clínica de muestra").await;
    window.sees("Clínica Veterinaria Arrecife").await;

    for Look { name, theme, language, text_size } in LOOKS {
        let appearance = json!({ "theme": theme, "language": language, "textSize": text_size });
        let keep = "localStorage.setItem('huella.appearance', JSON.stringify(arguments[0]))";
        window.page.execute(keep, vec![appearance]).await.unwrap();
        window.page.refresh().await.unwrap();
        for (section, place) in SECTIONS {
            window.at(&format!("(//nav//li/a)[{place}]")).await.click().await.unwrap();
            settle().await;
            fs::write(folder.join(format!("{section}-{name}.png")), window.picture().await).unwrap();
        }
        window.at("(//nav//li/a)[1]").await.click().await.unwrap();
        window.search("garcia").await;
        window.at("(//*[@role='option'])[1]").await;
        settle().await;
        fs::write(folder.join(format!("search-{name}.png")), window.picture().await).unwrap();
        window.press(crate::window::keys::ENTER).await;
        settle().await;
        fs::write(folder.join(format!("owner-{name}.png")), window.picture().await).unwrap();
    }
    window.close().await;
}

/// Until what was asked for is there and nothing moves any more.
async fn settle() {
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
}
