//! The desktop host: a window around the core. It opens the clinic, hands each command of the page to an operation of
//! the core off the window's thread, and tells the page what changed. It holds no rule of its own.

mod arguments;
mod begin;
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
use begin::Beginning;
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

    // The clinic opens while the window's toolkit does. A second start waits there for the first one's lock before it
    // reads or writes a record.
    let beginning = match Beginning::new(arguments) {
        Ok(beginning) => beginning,
        Err(error) => return could_not_start(&error),
    };
    let bridge = bridge::builder();
    // First, so that a second start ends before there is anything of a window.
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
            set_up(app, beginning)?;
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
        Err(error) => could_not_start(&error),
    }
}

fn could_not_start(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("Huella could not start: {error}");
    ExitCode::FAILURE
}

/// The page loads while the clinic opens.
fn set_up(app: &App, beginning: Beginning) -> Result<(), Box<dyn std::error::Error>> {
    crash::keep_log(crm::clinic::data_folder()?);
    let handle = app.handle();
    app.manage(Desk::new(handle.clone(), beginning, dialogs(handle)));
    let opening = handle.clone();
    tauri::async_runtime::spawn(async move {
        opening.state::<Desk>().start().await;
    });
    window::open(app)?;
    watch::begin(handle.clone());
    care::begin(handle.clone());
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
