//! A window of its own for each test: its own home, its own clinic, its own driver.

use crate::home::{Home, TODAY};
use fantoccini::{Client, ClientBuilder, Locator, elements::Element};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::{
    fs,
    net::TcpListener,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

/// How long something may take to appear. Tests run beside builds on small machines.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked at.
const A_MOMENT: Duration = Duration::from_millis(50);

/// Keys that have no letter, as WebDriver names them.
pub mod keys {
    /// Held until [`RELEASE`].
    pub const CONTROL: &str = "\u{E009}";
    /// Held until [`RELEASE`].
    pub const SHIFT: &str = "\u{E008}";
    /// Lets the held keys go.
    pub const RELEASE: &str = "\u{E000}";
    /// Enter.
    pub const ENTER: &str = "\u{E007}";
    /// Tab.
    pub const TAB: &str = "\u{E004}";
    /// The group of fields after this one, with Ctrl.
    pub const PAGE_DOWN: &str = "\u{E00F}";
    /// Escape.
    pub const ESCAPE: &str = "\u{E00C}";
    /// Up.
    pub const UP: &str = "\u{E013}";
    /// Down.
    pub const DOWN: &str = "\u{E015}";
    /// The key of help.
    pub const F1: &str = "\u{E031}";
    /// The key of the one box.
    pub const F2: &str = "\u{E032}";
    /// The key of the record before.
    pub const F4: &str = "\u{E034}";
    /// The key of the next pane.
    pub const F6: &str = "\u{E036}";
}

/// An open window.
pub struct Window {
    /// The way to it.
    pub page: Client,
    /// What it lives in.
    pub home: Home,
    driver: Driver,
}

/// The driver, and the window with it.
struct Driver(Child);

impl Driver {
    /// The program that the driver started.
    fn program(&self) -> u32 {
        let parent = format!(" {} ", self.0.id());
        let processes =
            fs::read_dir("/proc").unwrap().filter_map(|entry| entry.unwrap().file_name().into_string().ok());
        let is_child = |process: &u32| {
            // After the name in brackets come the state and the parent.
            let status = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
            status
                .rsplit_once(')')
                .is_some_and(|(_, rest)| rest.get(2..).is_some_and(|rest| rest.starts_with(&parent)))
        };
        processes.filter_map(|name| name.parse().ok()).find(is_child).expect("the driver's program")
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended with its session already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The program: that of the tests, or the one beside this example.
pub fn program() -> PathBuf {
    option_env!("CARGO_BIN_EXE_huella-desktop").map_or_else(
        || std::env::current_exe().unwrap().parent().unwrap().with_file_name("huella-desktop"),
        PathBuf::from,
    )
}

impl Window {
    /// Starts the program on a clinic that is not there yet.
    pub async fn open() -> Self {
        Self::open_in(Home::new()).await
    }

    /// Starts the program in this home.
    pub async fn open_in(home: Home) -> Self {
        // Let go of it at once: the driver takes the port that was free a moment ago.
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let driver = Command::new("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .envs([("TAURI_AUTOMATION", "true"), ("TAURI_WEBVIEW_AUTOMATION", "true")])
            .envs(home.environment())
            .spawn()
            .expect("WebKitWebDriver is installed");
        let driver = Driver(driver);

        let options = json!({ "binary": program(), "args": ["--today", TODAY] });
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
        page.set_window_size(1366, 768).await.unwrap();
        let window = Self { page, home, driver };
        // A person presses no key before there is something to see; the driver would.
        window.at("//main").await;
        window
    }

    /// Closes the window, and the driver with it; returns once the program has ended and let go of the clinic.
    pub async fn close(self) -> Home {
        let program = self.driver.program().to_string();
        self.page.close().await.unwrap();
        drop(self.driver);
        // The driver may be gone before it has told the program to end. Where it did, there is nobody left to tell.
        let _ = Command::new("kill").arg(&program).stderr(Stdio::null()).status();
        // Nobody may have asked yet how it ended: what has no command line any more is over.
        let program = format!("/proc/{program}/cmdline");
        for _ in 0..PATIENCE.as_millis() / A_MOMENT.as_millis() {
            if fs::read(&program).map_or(true, |line| line.is_empty()) {
                break;
            }
            tokio::time::sleep(A_MOMENT).await;
        }
        self.home
    }

    /// Ends the program as a power cut would.
    pub fn kill(self) -> Home {
        let program = self.driver.program().to_string();
        assert!(Command::new("kill").args(["-9", &program]).status().unwrap().success());
        drop(self.driver);
        self.home
    }

    /// What this XPath finds, once it is there.
    pub async fn at(&self, xpath: &str) -> Element {
        let found = self.page.wait().at_most(PATIENCE).for_element(Locator::XPath(xpath)).await;
        match found {
            Ok(element) => element,
            Err(error) => {
                panic!("{xpath}: {error}\non the page: {}\nfocus: {}", self.text().await, self.focus().await)
            }
        }
    }

    /// Waits until the page shows this text.
    pub async fn sees(&self, text: &str) {
        let script = "return document.body.innerText.includes(arguments[0])";
        self.until(script, text).await;
    }

    /// Waits until the page no longer shows this text.
    pub async fn sees_no_more(&self, text: &str) {
        let script = "return !document.body.innerText.includes(arguments[0])";
        self.until(script, text).await;
    }

    /// Waits until what has the focus is called or shows this.
    pub async fn stands_on(&self, name: &str) {
        let script = "const at = document.activeElement;
            const labels = [...(at.labels ?? [])].map((label) => label.innerText);
            const own = at.matches('button, a, [role=row], [role=tab]') ? at.innerText : '';
            return [at.ariaLabel, own, at.value, ...labels].some((text) => text?.includes(arguments[0]))";
        self.until(script, name).await;
    }

    /// Tabs on until what has the focus, a control and no whole part of the page, is called this.
    pub async fn tab_to(&self, name: &str) {
        let is_there = "const at = document.activeElement;
            const labels = [...(at.labels ?? [])].map((label) => label.innerText);
            const own = at.matches('button, a, [role=row], [role=tab], [role=button]') ? at.innerText : '';
            return [at.ariaLabel, own, ...labels].some((text) => text?.includes(arguments[0]))";
        for _ in 0..90 {
            if self.page.execute(is_there, vec![json!(name)]).await.unwrap() == json!(true) {
                return;
            }
            self.press(keys::TAB).await;
        }
        panic!("no {name} on the way: {}", self.text().await);
    }

    /// Opens the owner whom a text in the one box finds first, by keys.
    pub async fn open_owner(&self, text: &str, name: &str) {
        self.press(keys::F2).await;
        self.press(text).await;
        self.first_hit(name).await;
        self.press(keys::ENTER).await;
        self.at(&format!("//h1[normalize-space(.)='{name}']")).await;
    }

    /// Does something by its name in the one box.
    pub async fn command(&self, name: &str) {
        self.press(keys::F2).await;
        self.press(&format!(">{name}")).await;
        self.first_hit("").await;
        self.press(keys::ENTER).await;
    }

    /// Waits until a row of the part with this label has the focus.
    pub async fn stands_in_a_row_of(&self, part: &str) {
        let script = "return document.activeElement.matches('[role=row]')
            && document.activeElement.closest(`[aria-label^=\"${arguments[0]}\"]`) !== null";
        self.until(script, part).await;
    }

    /// Waits until nothing is found by this XPath any more.
    pub async fn gone(&self, xpath: &str) {
        let script = "return document.evaluate(arguments[0], document, null, XPathResult.BOOLEAN_TYPE).booleanValue === false";
        self.until(script, xpath).await;
    }

    /// Which row of a list has the focus.
    pub async fn row(&self) -> u64 {
        let script = "return Number(document.activeElement.closest('[role=row]').ariaRowIndex)";
        self.page.execute(script, Vec::new()).await.unwrap().as_u64().unwrap()
    }

    /// The part of the window that has the focus.
    pub async fn pane(&self) -> String {
        let script = "return document.activeElement.closest('nav, [role=search], [role=group], section, aside')?.outerHTML.slice(0, 200)";
        self.page.execute(script, Vec::new()).await.unwrap().to_string()
    }

    /// Waits until a script says true of a text.
    async fn until(&self, script: &str, text: &str) {
        for _ in 0..PATIENCE.as_millis() / A_MOMENT.as_millis() {
            if self.page.execute(script, vec![json!(text)]).await.unwrap() == json!(true) {
                return;
            }
            tokio::time::sleep(A_MOMENT).await;
        }
        let (page, focus) = (self.text().await, self.focus().await);
        panic!("{script}\n{text:?}: not so on the page: {page}\nfocus: {focus}");
    }

    /// What has the focus, and where.
    async fn focus(&self) -> String {
        let script = "return `${location.hash} ${document.activeElement.outerHTML.slice(0, 300)}`";
        self.page.execute(script, Vec::new()).await.unwrap().to_string()
    }

    /// What the page shows as text.
    pub async fn text(&self) -> String {
        let text = self.page.execute("return document.body.innerText", Vec::new()).await.unwrap();
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks the button with this text, once it can be clicked.
    pub async fn click(&self, text: &str) {
        self.click_at(&format!(
            "//button[contains(normalize-space(.), '{text}') or @aria-label='{text}'][not(@disabled)]"
        ))
        .await;
    }

    /// Clicks what this XPath finds, once it is there.
    pub async fn click_at(&self, xpath: &str) {
        // What is drawn anew between the look and the click is looked for again.
        for _ in 0..20 {
            if self.at(xpath).await.click().await.is_ok() {
                return;
            }
            tokio::time::sleep(A_MOMENT).await;
        }
        self.at(xpath).await.click().await.unwrap();
    }

    /// Presses a key on what this XPath finds, once it is there.
    pub async fn press_on(&self, xpath: &str, key: &str) {
        // As with a click: a preview is drawn anew when the figures are brought to the day.
        for _ in 0..20 {
            if self.at(xpath).await.send_keys(key).await.is_ok() {
                return;
            }
            tokio::time::sleep(A_MOMENT).await;
        }
        self.at(xpath).await.send_keys(key).await.unwrap();
    }

    /// Waits until the system was asked to open this.
    pub async fn asked_to_open(&self, what: &str) {
        for _ in 0..PATIENCE.as_millis() / A_MOMENT.as_millis() {
            if self.home.opened().lines().any(|line| line == what) {
                return;
            }
            tokio::time::sleep(A_MOMENT).await;
        }
        panic!("{what} was not opened: {:?}", self.home.opened());
    }

    /// Goes to a section of the rail.
    pub async fn go_to(&self, section: &str) {
        self.click_at(&format!("//nav//a[contains(normalize-space(.), '{section}')]")).await;
    }

    /// The field with this label.
    pub async fn field(&self, label: &str) -> Element {
        self.at(&format!("//label[contains(normalize-space(.), '{label}')]//*[self::input or self::textarea] | //*[(self::input or self::textarea) and @id=//label[contains(normalize-space(.), '{label}')]/@for] | //textarea[contains(@aria-label, '{label}')]")).await
    }

    /// Chooses an option of the list with this label.
    pub async fn choose(&self, label: &str, option: &str) {
        let list = format!(
            "//select[@aria-label='{label}' or @id=//label[contains(normalize-space(.), '{label}')]/@for]"
        );
        self.at(&list).await.select_by_label(option).await.unwrap();
    }

    /// Types into whatever has the focus.
    ///
    /// What had it a moment ago may be drawn anew meanwhile, or have given the focus to a panel that keeps it: then
    /// nothing was typed yet, and it is asked for again.
    pub async fn press(&self, keys: &str) {
        for _ in 0..20 {
            match self.page.active_element().await.unwrap().send_keys(keys).await {
                Err(error) if error.is_stale_element_reference() || error.is_element_not_interactable() => {
                    tokio::time::sleep(A_MOMENT).await;
                }
                typed => return typed.unwrap(),
            }
        }
        panic!("what has the focus takes no keys");
    }

    /// Presses a key with Ctrl.
    pub async fn ctrl(&self, key: &str) {
        self.press(&format!("{}{key}{}", keys::CONTROL, keys::RELEASE)).await;
    }

    /// Presses a key with Ctrl and Shift.
    pub async fn ctrl_shift(&self, key: &str) {
        self.press(&format!("{}{}{key}{}", keys::CONTROL, keys::SHIFT, keys::RELEASE)).await;
    }

    /// Types a text into the one box, in place of what stands there, and waits for its own answer: those to the
    /// letters before it show the same people elsewhere.
    pub async fn search(&self, text: &str) {
        let search = self.at("//input[@role='combobox']").await;
        search.clear().await.unwrap();
        search.send_keys(text).await.unwrap();
        // The last line creates whoever is not there: in any language it holds the very text.
        self.at(&format!("(//*[@role='option'])[last()][contains(., '{text}')]")).await;
    }

    /// Waits until the summary beside the hits is that of the chosen one: it would move under the pointer.
    pub async fn peek(&self, name: &str) {
        self.at(&format!("//section[@aria-busy='false'][contains(@aria-label, '{name}')]")).await;
    }

    /// The first hit under the box, once it shows this text.
    pub async fn first_hit(&self, text: &str) -> Element {
        self.at(&format!("(//*[@role='option'])[1][contains(normalize-space(.), '{text}')]")).await
    }
}
