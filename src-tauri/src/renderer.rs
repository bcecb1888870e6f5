//! The webview's renderer on Linux: with some NVIDIA and Wayland drivers WebKitGTK's DMABUF path shows a blank window.

use std::env;

const DMABUF_OFF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Sets the renderer's switch, unless somebody decided already. Called before the program has a second thread, for others
/// may not read the environment meanwhile. Not under WebDriver: it cannot take pictures without DMABUF.
pub(crate) fn prefer_the_safe_one() {
    if env::var_os(DMABUF_OFF).is_some() || env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
        return;
    }
    if let Err(error) = glib::setenv(DMABUF_OFF, "1", true) {
        tracing::warn!(%error, "the safer renderer could not be chosen");
    }
}
