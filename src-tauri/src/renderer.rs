//! The webview's renderer on Linux: with some NVIDIA and Wayland drivers WebKitGTK's DMABUF path shows a blank window.

use std::{env, os::unix::process::CommandExt, process::Command};

const DMABUF_OFF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts this program again in the same process with the renderer's switch set, unless somebody decided already.
/// Setting a variable of the own environment would be unsafe once threads run. Not under WebDriver: it cannot take
/// pictures without DMABUF.
pub(crate) fn prefer_the_safe_one() {
    if env::var_os(DMABUF_OFF).is_some() || env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
        return;
    }
    let Ok(program) = env::current_exe() else { return };
    let error = Command::new(program).args(env::args_os().skip(1)).env(DMABUF_OFF, "1").exec();
    tracing::warn!(%error, "the program could not be restarted with the safer renderer");
}
