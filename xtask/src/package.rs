//! `cargo xtask package`: the installer of this system (.deb, .msi, .dmg).

use std::process::Command;

use crate::{Outcome, project::Project, setup};

/// Builds the release and bundles it. The Tauri CLI builds the page first.
pub(crate) fn package(project: &Project) -> Outcome {
    setup::for_the_window(project)?;
    let bundle = if cfg!(windows) {
        "msi"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb"
    };
    let script = project.ui().join("node_modules/@tauri-apps/cli/tauri.js");
    let mut build = Command::new("node");
    // What follows `--` is cargo's: plain `cargo build` leaves the desktop package out.
    build
        .arg(script)
        .args(["build", "--bundles", bundle, "--", "--package", "huella-desktop"])
        .current_dir(&project.root);
    setup::must_succeed(&mut build)?;
    println!("The package is in {}", project.target.join("release/bundle").join(bundle).display());
    Ok(())
}
