//! Drives the real window through its screens and writes a picture of each, in both themes and languages: for looking at
//! and for the README. Run by `cargo xtask screenshots [FOLDER [LOOK…]]`, which gives it a display and a folder.
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

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Duration,
};
use window::{Window, keys};

/// How a screen is shown.
struct Look {
    name: &'static str,
    theme: &'static str,
    language: &'static str,
    text_size: f64,
    /// Whether every place is looked at, or only the sections and an owner.
    is_whole: bool,
}

const LOOKS: [Look; 6] = [
    Look { name: "light", theme: "light", language: "es", text_size: 100.0, is_whole: true },
    Look { name: "dark", theme: "dark", language: "es", text_size: 100.0, is_whole: false },
    Look { name: "english", theme: "light", language: "en", text_size: 100.0, is_whole: false },
    Look { name: "large", theme: "light", language: "es", text_size: 150.0, is_whole: false },
    Look { name: "large-english", theme: "dark", language: "en", text_size: 150.0, is_whole: true },
    Look { name: "small", theme: "light", language: "es", text_size: 87.5, is_whole: false },
];

#[tokio::main]
async fn main() {
    let mut arguments = env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder for the pictures"));
    let wanted: Vec<String> = arguments.collect();
    fs::create_dir_all(&folder).unwrap();
    let window = Window::open().await;
    let mut painter = Painter { window, folder, look: "" };
    painter.write("start").await;
    painter.window.click("Abrir la clínica de muestra").await;
    painter.window.sees("Clínica Veterinaria Arrecife").await;
    for look in LOOKS.iter().filter(|look| wanted.is_empty() || wanted.iter().any(|name| name == look.name)) {
        painter.choose(look).await;
        painter.sections().await;
        painter.owner(look.is_whole).await;
        painter.sale().await;
        if look.is_whole {
            painter.desk().await;
            painter.narrowed().await;
            painter.money().await;
            painter.analysis().await;
        }
    }
    painter.window.close().await;
}

/// Goes to places and writes what stands there.
struct Painter {
    window: Window,
    folder: PathBuf,
    /// Its name is part of each file's.
    look: &'static str,
}

impl Painter {
    async fn choose(&mut self, look: &Look) {
        self.section("/settings").await;
        let text_size = look.text_size.to_string();
        for value in [look.language, look.theme, text_size.as_str()] {
            let list = format!("//select[option[@value='{value}']]");
            self.window.at(&list).await.select_by_value(value).await.unwrap();
            // Each is kept at once; the next begins from what was kept.
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        self.look = look.name;
        let quiet = "document.querySelectorAll('.toasts button:last-child').forEach((one) => one.click()); return null";
        self.window.page.execute(quiet, Vec::new()).await.unwrap();
    }

    /// Every place of the rail, and what lies below its first page.
    async fn sections(&self) {
        let paths = "return [...document.querySelectorAll('nav li a')].map((link) => link.hash)";
        let paths = self.window.page.execute(paths, Vec::new()).await.unwrap();
        for path in paths.as_array().unwrap() {
            let path = path.as_str().unwrap().trim_start_matches('#');
            self.section(path).await;
            let section = path.trim_start_matches('/');
            let section = if section.is_empty() { "today" } else { section };
            self.write(section).await;
            self.below(section).await;
        }
    }

    async fn owner(&self, is_whole: bool) {
        self.section("/").await;
        self.window.search("garcia").await;
        self.window.at("(//*[@role='option'])[1]").await;
        self.write("search").await;
        self.window.press(keys::ENTER).await;
        self.write("owner").await;
        if !is_whole {
            return;
        }
        for (place, name) in ["pets", "notes", "owed", "points", "referrals"].into_iter().enumerate() {
            self.click(&format!("(//main//section//*[@role='tab'])[{}]", place + 2)).await;
            self.write(&format!("owner-{name}")).await;
        }
        self.click("//main//header//button[@aria-haspopup='menu']").await;
        self.write("owner-menu").await;
        self.window.press(keys::ESCAPE).await;
        self.click("(//main//header//button[@aria-haspopup='menu']/preceding-sibling::button)[last()]").await;
        self.write("owner-edit").await;
        self.away().await;
        self.click("(//main//section//*[@role='tab'])[1]").await;
        self.click("(//main//button[contains(@title, ' de ') or contains(@title, 's card') or contains(@title, 'Card')])[1]").await;
        self.write("pet-card").await;
        self.away().await;
    }

    /// What the front desk opens over its screens.
    async fn desk(&self) {
        for place in ["tags", "duplicates"] {
            self.go(place).await;
            self.write(place).await;
        }
        self.section("/agenda").await;
        self.window.at("//main//select[option[@value='week']]").await.select_by_value("week").await.unwrap();
        self.write("agenda-week").await;
        self.window.at("//main//select[option[@value='day']]").await.select_by_value("day").await.unwrap();
        self.click("(//div[@class='actions' or contains(@class, 'actions')]//button[contains(@class, 'primary')])[1]").await;
        self.write("agenda-new").await;
        self.away().await;
        self.section("/follow-ups").await;
        self.click("(//main//*[@role='tab'])[4]").await;
        self.write("statistics").await;
        self.window.ctrl("i").await;
        self.window.press("garcia").await;
        self.window.at("(//dialog//*[@role='option'])[1]").await;
        self.window.press(keys::ENTER).await;
        self.write("log").await;
        self.away().await;
        self.section("/owners").await;
        self.window.at("//*[@role='row'][@aria-rowindex='4']").await;
        self.window.ctrl("a").await;
        self.write("marked").await;
        self.window.ctrl("n").await;
        self.write("owner-new").await;
        self.away().await;
        self.window.press(keys::F2).await;
        self.window.press(">").await;
        self.write("palette").await;
        self.window.press(keys::ESCAPE).await;
        self.window.press(keys::F1).await;
        self.write("help").await;
        self.away().await;
        self.section("/").await;
        self.window.ctrl("p").await;
        self.write("plan").await;
        self.away().await;
    }

    /// The list of owners as a sentence narrows it, and as it was again.
    async fn narrowed(&self) {
        self.section("/owners").await;
        for (condition, kind, value) in [("spent", "decimal", "5000"), ("away", "numeric", "90")] {
            let place = if condition == "spent" { "last() - 1" } else { "last()" };
            self.window.ctrl("f").await;
            self.click(&format!("(//ul[contains(@class, 'choices')]/li)[{place}]/button")).await;
            let field = self.window.at(&format!("(//form//input[@inputmode='{kind}'])[1]")).await;
            field.send_keys(&format!("{value}{}", keys::ENTER)).await.unwrap();
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
        self.write("owners-narrowed").await;
        for _ in 0..2 {
            self.click("(//main//button[contains(@class, 'remove')])[1]").await;
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// A sale of several lines while it is written: what it comes to is in sight.
    async fn sale(&self) {
        self.section("/sales").await;
        self.window.ctrl("s").await;
        self.window.press("garcia").await;
        self.window.at("(//dialog//*[@role='option'])[1]").await;
        self.window.press(keys::ENTER).await;
        let lines = [("Consulta de repaso", "500"), ("Gotas óticas", "240.50"), ("Vendaje", "85")];
        for (at, (what, price)) in lines.into_iter().enumerate() {
            if at > 0 {
                // Over the discount, and over what takes a line away where there are several, to the next line.
                for _ in 0..at.min(2) + 1 {
                    self.window.press(keys::TAB).await;
                }
                self.window.press(keys::ENTER).await;
            }
            self.window.press(what).await;
            self.window.press(keys::TAB).await;
            self.window.press(keys::TAB).await;
            self.window.press(price).await;
        }
        self.write("sales-new").await;
        self.away().await;
    }

    async fn money(&self) {
        self.section("/sales").await;
        self.window.at("//main//select[option[@value='open']]").await.select_by_value("open").await.unwrap();
        self.write("sales-open").await;
        if self.is_there("//aside//button[contains(@class, 'primary')]").await {
            self.click("//aside//button[contains(@class, 'primary')]").await;
            self.write("sales-pay").await;
            self.away().await;
        }
        self.window.at("//main//select[option[@value='open']]").await.select_by_value("").await.unwrap();
        self.click("(//div[contains(@class, 'actions')]//button[not(contains(@class, 'primary'))])[1]").await;
        self.write("sales-catalog").await;
        self.away().await;
        self.section("/loyalty").await;
        self.window.at("//main//*[@role='row'][@aria-rowindex='2']").await;
        self.window.ctrl("s").await;
        self.write("loyalty-redeem").await;
        self.away().await;
        self.section("/feedback").await;
        self.click("(//main//*[@role='tab'])[2]").await;
        self.write("feedback-all").await;
        self.window.ctrl("s").await;
        self.write("feedback-new").await;
        self.away().await;
    }

    async fn analysis(&self) {
        self.section("/segments").await;
        if self.is_there("(//main//*[@role='row']//a | //main//li//a)[1]").await {
            self.click("(//main//*[@role='row']//a | //main//li//a)[1]").await;
            self.write("segment").await;
            self.below("segment").await;
        }
        self.section("/dashboard").await;
        self.click("(//main//article//button)[1]").await;
        self.write("dashboard-rows").await;
        self.section("/reports").await;
        self.window.at("(//main//*[@role='button'][starts-with(@aria-label, 'Ingreso') or starts-with(@aria-label, 'Net')])[1]").await.send_keys(keys::ENTER).await.unwrap();
        self.write("reports-rows").await;
        self.window.press(keys::ESCAPE).await;
        self.section("/import").await;
        // What was tried once stays.
        if self.is_there("//main//button[contains(@class, 'primary')]").await {
            self.click("(//main//button[contains(@class, 'primary')])[1]").await;
        }
        self.window.at("//main//*[contains(., 'filas leídas') or contains(., 'rows read')]").await;
        self.write("import-tried").await;
    }

    async fn section(&self, path: &str) {
        let link = format!("//nav//li/a[substring-after(@href, '#')='{path}' or @href='{path}']");
        self.window.click_at(&link).await;
    }

    /// A place that the rail does not lead to.
    async fn go(&self, place: &str) {
        let go = format!("window.location.hash = '#/{place}'; return null");
        self.window.page.execute(&go, Vec::new()).await.unwrap();
    }

    async fn click(&self, xpath: &str) {
        self.window.click_at(xpath).await;
    }

    async fn is_there(&self, xpath: &str) -> bool {
        tokio::time::sleep(Duration::from_millis(500)).await;
        !self.window.page.find_all(fantoccini::Locator::XPath(xpath)).await.unwrap().is_empty()
    }

    /// Closes whatever is open over the screen, however many times Escape takes.
    async fn away(&self) {
        for _ in 0..4 {
            self.window.press(keys::ESCAPE).await;
            tokio::time::sleep(Duration::from_millis(150)).await;
            if self.window.page.find_all(fantoccini::Locator::Css("dialog[open]")).await.unwrap().is_empty() {
                return;
            }
        }
        panic!("a dialog stays: {}", self.window.text().await);
    }

    /// What a long screen shows further down.
    async fn below(&self, name: &str) {
        let script = "const long = [...document.querySelectorAll('main, main *')].filter((one) =>
              one.scrollHeight > one.clientHeight * 1.15 && one.clientHeight > 300 && !one.closest('[role=grid]')
              && /auto|scroll/.test(getComputedStyle(one).overflowY));
            long.forEach((one) => one.scrollBy(0, one.clientHeight * 0.9)); return long.length";
        if self.window.page.execute(script, Vec::new()).await.unwrap() != 0 {
            self.write(&format!("{name}-below")).await;
        }
    }

    /// A picture of the window, once nothing moves any more.
    async fn write(&self, name: &str) {
        tokio::time::sleep(Duration::from_millis(800)).await;
        let fonts = "return document.fonts.status";
        while self.window.page.execute(fonts, Vec::new()).await.unwrap() != "loaded" {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        let name = if self.look.is_empty() { name.to_owned() } else { format!("{name}-{}", self.look) };
        write(&self.folder, &name, &self.window.page.screenshot().await.unwrap());
    }
}

fn write(folder: &Path, name: &str, picture: &[u8]) {
    fs::write(folder.join(format!("{name}.png")), picture).unwrap();
}
