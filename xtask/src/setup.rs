//! What a fresh machine lacks: system packages, the page's packages, cargo's own tools.

use std::{
    env,
    error::Error,
    fs,
    io::ErrorKind,
    process::{Command, Stdio},
};

use crate::{Outcome, project::Project};

/// What the window needs to be built and started.
const WINDOW: [&str; 2] = ["build-essential", "libwebkit2gtk-4.1-dev"];
/// What the tests need beside it: a driver, a display, a reader of PDFs, a browser for the page's components.
const TESTS: [&str; 5] = ["webkit2gtk-driver", "xvfb", "xauth", "poppler-utils", "chromium"];

/// Installs what the window needs.
pub(crate) fn for_the_window(project: &Project) -> Outcome {
    system_packages(&WINDOW)?;
    page_packages(project)
}

/// Installs what the window and its tests need.
pub(crate) fn for_the_tests(project: &Project) -> Outcome {
    let packages: Vec<&str> = WINDOW.into_iter().chain(TESTS).collect();
    system_packages(&packages)?;
    page_packages(project)
}

/// On Debian and its relatives, installs those packages that are missing. Elsewhere WebView2 or WKWebView is part of the
/// system, and other Linux distributions name their packages differently.
fn system_packages(packages: &[&str]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let mut missing = Vec::new();
    for package in packages {
        match is_installed(package) {
            Ok(true) => {}
            Ok(false) => missing.push(*package),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                println!(
                    "No dpkg here: these packages, or your system's like them, are needed: {packages:?}"
                );
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    println!("Installing system packages: {}", missing.join(" "));
    must_succeed(as_root("apt-get").args(["update", "-qq"]))?;
    let mut install = as_root("apt-get");
    install.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&missing);
    must_succeed(&mut install)
}

fn is_installed(package: &str) -> std::io::Result<bool> {
    let output = Command::new("dpkg-query").args(["-W", "-f=${Status}", package]).output()?;
    Ok(output.stdout.starts_with(b"install ok"))
}

/// A program run as root: through sudo only where we are not.
fn as_root(program: &str) -> Command {
    let id = Command::new("id").arg("-u").output();
    let mut command = if id.is_ok_and(|output| output.stdout.trim_ascii() == b"0") {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    command
}

/// `npm ci`, where the lock file is newer than what is installed.
fn page_packages(project: &Project) -> Outcome {
    let lock = fs::metadata(project.ui().join("package-lock.json"))?.modified()?;
    let installed = fs::metadata(project.ui().join("node_modules/.package-lock.json"));
    if installed.and_then(|installed| installed.modified()).is_ok_and(|installed| installed >= lock) {
        return Ok(());
    }
    println!("Installing the page's packages");
    let mut install = project.npm(&["ci", "--no-fund", "--no-audit"]);
    // The browser for component tests is the system's; a test tool's own download is not wanted.
    install.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    must_succeed(&mut install)
        .map_err(|error| format!("{error}\nNode.js 20.19 or newer with npm is needed.").into())
}

/// A program that cargo can install, where it is missing.
pub(crate) fn cargo_tool(project: &Project, name: &str) -> Outcome {
    let found = project
        .cargo(&[name.trim_start_matches("cargo-"), "--version"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    if found.is_ok_and(|status| status.success()) {
        return Ok(());
    }
    println!("Installing {name}");
    must_succeed(&mut project.cargo(&["install", "--locked", name]))
}

/// Whether there is a screen to open a window on.
pub(crate) fn has_display() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

/// Runs a program with our own output, and makes its failure an error.
pub(crate) fn must_succeed(command: &mut Command) -> Result<(), Box<dyn Error>> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command.status().map_err(|error| format!("{program} could not be started: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{program} failed: {status}").into()) }
}
