//! The one window: it shows the page inside the program and goes nowhere else.

use crate::{
    commands::session::{self, SessionStatus},
    desk::Desk,
    events::tell,
    sources::SourceDropped,
};
use crm::search::Answer as Found;
use serde::Serialize;
use std::{borrow::Cow, path::PathBuf};
use tauri::{
    App, AppHandle, Builder, DragDropEvent, Manager, Runtime, Url, WebviewUrl, WebviewWindowBuilder,
    WindowEvent,
    http::{HeaderValue, Response},
    webview::NewWindowResponse,
};

/// Where the page is asked for.
const PAGE: &str = "/";
/// Where it keeps what it is told.
const TOLD: &str = "id=\"told\">";

/// Where the empty page is that speed is compared with.
const EMPTY: &str = "empty";
/// It shows by its colour that it was read: the window has one of its own long before.
const DYED: &[u8] = b"<!doctype html><body style='background: #808080'>";

/// The label of the window in tauri.conf.json.
pub(crate) const MAIN: &str = "main";

/// Opens the window described in tauri.conf.json.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    for config in app.config().app.windows.iter().filter(|config| config.label == MAIN) {
        let mut config = config.clone();
        if let Some(page) = empty_page() {
            config.url = WebviewUrl::CustomProtocol(page);
        }
        WebviewWindowBuilder::from_config(app, &config)?
            .on_navigation(|url| is_own_page(url) || empty_page().as_ref() == Some(url))
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .on_web_resource_request({
                let app = app.handle().clone();
                move |request, response| {
                    let desk = app.state::<Desk>();
                    if request.uri().path() == PAGE
                        && let Some(known) = session::known_status(&desk)
                    {
                        say_first(response.body_mut(), &Told { known, recents: desk.recents() });
                    }
                }
            })
            .build()?
            .on_window_event({
                let app = app.handle().clone();
                move |event| {
                    if let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event {
                        take_in(&app, paths);
                    }
                }
            });
    }
    Ok(())
}

/// What the page is told with itself, so that it need not ask.
#[derive(Serialize)]
struct Told {
    known: SessionStatus,
    recents: Option<Found>,
}

/// Writes it into the page, where nothing that somebody typed can end the place it stands in.
fn say_first(page: &mut Cow<'static, [u8]>, told: &Told) {
    let text = str::from_utf8(page).ok().and_then(|page| page.split_once(TOLD));
    if let (Some((before, after)), Ok(told)) = (text, serde_json::to_string(told)) {
        *page = [before, TOLD, &told.replace('<', "\\u003c"), after].concat().into_bytes().into();
    }
}

/// The page that stands in the own one's place where speed is measured; in no release.
fn empty_page() -> Option<Url> {
    let is_asked = cfg!(feature = "automation") && std::env::var_os("HUELLA_EMPTY_PAGE").is_some();
    is_asked.then(|| format!("{EMPTY}://localhost/").parse().ok()).flatten()
}

/// Lets the program serve that page.
pub(crate) fn serve_empty<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    if empty_page().is_none() {
        return builder;
    }
    builder.register_uri_scheme_protocol(EMPTY, |_, _| {
        let mut page = Response::new(DYED);
        page.headers_mut().insert("Content-Type", HeaderValue::from_static("text/html"));
        page
    })
}

/// What was dropped onto the window is offered to the page as a source: of several files the first.
fn take_in(app: &AppHandle, paths: &[PathBuf]) {
    let Some(path) = paths.first() else { return };
    match app.state::<Desk>().sources.add(path.clone()) {
        Ok(source) => tell(app, SourceDropped { source }),
        Err(error) => tracing::warn!(%error, "what was dropped cannot be read"),
    }
}

/// Brings the window forward when the program is started a second time.
pub(crate) fn focus(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let shown = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = shown {
            tracing::warn!(%error, "the window could not be brought forward");
        }
    }
}

/// The page inside the program, or Vite's server while developing.
fn is_own_page(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    match url.scheme() {
        "tauri" => host == "localhost",
        // WebView2 serves custom protocols as http.
        "http" => host == "tauri.localhost" || (tauri::is_dev() && host == "localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_knows_which_clinic_is_open() {
        let known = SessionStatus { version: "</script>".into(), clinic: None, trouble: None, has_own: true };
        let mut page = Cow::Borrowed(b"<script id=\"told\"></script>".as_slice());
        say_first(&mut page, &Told { known, recents: None });
        assert_eq!(
            String::from_utf8_lossy(&page),
            "<script id=\"told\">{\"known\":{\"version\":\"\\u003c/script>\",\"clinic\":null,\"trouble\":null,\
             \"hasOwn\":true},\"recents\":null}</script>"
        );
    }

    #[test]
    fn the_page_has_the_place_for_it() {
        assert_eq!(include_str!("../../ui/index.html").matches(TOLD).count(), 1);
    }

    #[test]
    fn only_the_own_page_is_shown() {
        for (url, own) in [
            ("tauri://localhost/index.html#/owners", true),
            ("http://tauri.localhost/", true),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("tauri://elsewhere/", false),
        ] {
            assert_eq!(is_own_page(&url.parse().unwrap()), own, "{url}");
        }
    }
}
