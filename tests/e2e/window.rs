//! A window of its own for each test: its own home, its own clinic, its own driver.

use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command},
    time::Duration,
};
use tempfile::TempDir;

/// The day of the sample extract.
pub const TODAY: &str = "2026-10-31";

/// How long something may take to appear. Tests run beside builds on small machines.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keys that have no letter, as WebDriver names them.
pub mod keys {
    /// Held until [`RELEASE`].
    pub const CONTROL: &str = "\u{E009}";
    /// Lets the held keys go.
    pub const RELEASE: &str = "\u{E000}";
    /// Enter.
    pub const ENTER: &str = "\u{E007}";
    /// F2.
    pub const F2: &str = "\u{E032}";
}

/// An open window.
pub struct Window {
    /// The way to it.
    pub page: Client,
    home: TempDir,
    driver: Driver,
}

struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended with its session already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Window {
    /// Starts the program on a clinic that is not there yet.
    pub async fn open() -> Self {
        Self::open_at(1366, 768).await
    }

    /// As [`Window::open`], in another size.
    pub async fn open_at(width: u32, height: u32) -> Self {
        let home = tempfile::tempdir().unwrap();
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
        std::fs::create_dir(home.path().join("saved")).unwrap();
        // Let go of it at once: the driver takes the port that was free a moment ago.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .envs([("TAURI_AUTOMATION", "true"), ("TAURI_WEBVIEW_AUTOMATION", "true")])
            .env("HOME", home.path())
            .env("XDG_DATA_HOME", home.path().join("data"))
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("XDG_CACHE_HOME", home.path().join("cache"))
            .env("HUELLA_CLINIC", home.path().join("clinic"))
            .env("HUELLA_ANSWER_FOLDER", fixtures.join("clinic-300"))
            .env("HUELLA_ANSWER_SAVE", home.path().join("saved"))
            .spawn()
            .expect("WebKitWebDriver is installed");
        let driver = Driver(driver);

        let options = json!({ "binary": env!("CARGO_BIN_EXE_huella-desktop"), "args": ["--today", TODAY] });
        let capabilities = json!({ "webkitgtk:browserOptions": options }).as_object().unwrap().clone();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let mut tries = 0;
        let page = loop {
            match builder.connect(&address).await {
                Ok(page) => break page,
                Err(error) if tries > 50 => panic!("no session with the driver: {error}"),
                Err(_) => tokio::time::sleep(Duration::from_millis(100)).await,
            }
            tries += 1;
        };
        page.set_window_size(width, height).await.unwrap();
        Self { page, home, driver }
    }

    /// Closes the window, and the driver with it.
    pub async fn close(self) {
        self.page.close().await.unwrap();
        drop(self.driver);
    }

    /// A file that was saved through a dialog.
    pub fn saved(&self, ending: &str) -> PathBuf {
        let files = std::fs::read_dir(self.home.path().join("saved")).unwrap();
        let mut files = files.map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|is| is == ending)).expect("a saved file")
    }

    /// What this XPath finds, once it is there.
    pub async fn at(&self, xpath: &str) -> Element {
        let found = self.page.wait().at_most(PATIENCE).for_element(Locator::XPath(xpath)).await;
        match found {
            Ok(element) => element,
            Err(error) => panic!("{xpath}: {error}\non the page: {}", self.text().await),
        }
    }

    /// Waits until the page shows this text.
    pub async fn sees(&self, text: &str) {
        for _ in 0..PATIENCE.as_millis() / 50 {
            if self.text().await.contains(text) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{text:?} does not appear on the page: {}", self.text().await);
    }

    /// What the page shows as text.
    pub async fn text(&self) -> String {
        let text = self.page.execute("return document.body.innerText", Vec::new()).await.unwrap();
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks the button with this text, once it can be clicked.
    pub async fn click(&self, text: &str) {
        let button = format!("//button[contains(normalize-space(.), '{text}') and not(@disabled)]");
        self.at(&button).await.click().await.unwrap();
    }

    /// Goes to a section of the rail.
    pub async fn go_to(&self, section: &str) {
        self.at(&format!("//nav//a[contains(normalize-space(.), '{section}') or @aria-label='{section}']"))
            .await
            .click()
            .await
            .unwrap();
    }

    /// The field with this label.
    pub async fn field(&self, label: &str) -> Element {
        self.at(&format!("//label[contains(normalize-space(.), '{label}')]//*[self::input or self::textarea] | //*[(self::input or self::textarea) and @id=//label[contains(normalize-space(.), '{label}')]/@for]")).await
    }

    /// Types into whatever has the focus.
    pub async fn press(&self, keys: &str) {
        self.page.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Types a text into the one box, in place of what stands there.
    pub async fn search(&self, text: &str) {
        let search = self.at("//input[@role='combobox']").await;
        search.clear().await.unwrap();
        search.send_keys(text).await.unwrap();
    }

    /// The first hit under the box, once it shows this text.
    pub async fn first_hit(&self, text: &str) -> Element {
        self.at(&format!("(//*[@role='option'])[1][contains(normalize-space(.), '{text}')]")).await
    }

    /// A picture of the page, after two frames.
    pub async fn picture(&self) -> Vec<u8> {
        let two_frames =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        self.page.execute_async(two_frames, Vec::new()).await.unwrap();
        self.page.screenshot().await.unwrap()
    }
}
