//! The desktop host: a window around the core. It opens the clinic, hands each command of the page to an operation of
//! the core off the window's thread, and tells the page what changed. It holds no rule of its own.

pub mod bridge;
pub mod commands;
#[cfg(target_os = "linux")]
mod renderer;
mod window;

use std::process::ExitCode;

/// Opens the window and returns when it is closed.
pub fn run() -> ExitCode {
    #[cfg(target_os = "linux")]
    renderer::prefer_the_safe_one();

    let bridge = bridge::builder();
    let app = tauri::Builder::default()
        // First, so that a second start ends before it touches the clinic.
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::focus(app)))
        .plugin(tauri_plugin_window_state::Builder::new().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(bridge.invoke_handler())
        .setup(move |app| {
            bridge.mount_events(app);
            window::open(app)?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|_, _| {});
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Huella could not start: {error}");
            ExitCode::FAILURE
        }
    }
}
