//! The desktop host: a window around the core. It opens the clinic, hands each command of the page to an operation of
//! the core off the window's thread, and tells the page what changed. It holds no rule of its own.

mod arguments;
pub mod bridge;
mod care;
pub mod commands;
mod crash;
pub mod desk;
mod dialogs;
pub mod events;
pub mod failure;
#[cfg(target_os = "linux")]
mod renderer;
pub mod sources;
mod watch;
mod window;
mod works;

use arguments::Arguments;
use clap::Parser as _;
use desk::Desk;
use std::{process::ExitCode, sync::Arc};
use tauri::{App, AppHandle, Manager as _, RunEvent};

/// Opens the window and returns when it is closed.
pub fn run() -> ExitCode {
    #[cfg(target_os = "linux")]
    renderer::prefer_the_safe_one();
    let arguments = Arguments::parse();
    tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_writer(std::io::stderr).init();

    let bridge = bridge::builder();
    // First, so that a second start ends before it touches the clinic.
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _arguments, _folder| window::focus(app)));
    // Tests say themselves how large their window is.
    #[cfg(not(feature = "automation"))]
    let builder = builder.plugin(tauri_plugin_window_state::Builder::new().build());
    let app = window::serve_empty(builder)
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .invoke_handler(bridge.invoke_handler())
        .setup(move |app| {
            bridge.mount_events(app);
            set_up(app, arguments)?;
            Ok(())
        })
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|app, event| {
                if let (RunEvent::Exit, Some(desk)) = (event, app.try_state::<Desk>()) {
                    desk.close();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("Huella could not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Opens the window first; the clinic opens while the page loads.
fn set_up(app: &App, arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    crash::keep_log(crm::clinic::data_folder()?);
    let handle = app.handle();
    app.manage(Desk::new(handle.clone(), arguments, dialogs(handle))?);
    window::open(app)?;
    let handle = handle.clone();
    tauri::async_runtime::spawn(async move {
        handle.state::<Desk>().start().await;
        handle.state::<Desk>().warm_up().await;
        watch::begin(handle.clone());
        care::begin(handle.clone());
    });
    Ok(())
}

#[cfg(feature = "automation")]
fn dialogs(_app: &AppHandle) -> Arc<dyn dialogs::Dialogs> {
    Arc::new(dialogs::Prepared)
}

#[cfg(not(feature = "automation"))]
fn dialogs(app: &AppHandle) -> Arc<dyn dialogs::Dialogs> {
    Arc::new(dialogs::System(app.clone()))
}
