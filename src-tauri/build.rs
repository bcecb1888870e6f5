//! Declares every command that the page may call, so that an undeclared one is refused.

use std::{error::Error, fs};

const CAPABILITY: &str = "src-tauri/capabilities/main.json";

fn main() -> Result<(), Box<dyn Error>> {
    // A custom capabilities path is not watched by tauri-build.
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    // The page is embedded at compile time; without one (clippy, tests) an empty folder will do.
    fs::create_dir_all("ui/dist")?;

    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(granted_commands()?.leak()));
    tauri_build::try_build(attributes)?;
    Ok(())
}

/// The commands granted in the capability: `allow-owners-list` grants `owners_list`.
/// A test compares them with the commands that the program registers.
fn granted_commands() -> Result<Vec<&'static str>, Box<dyn Error>> {
    let capability: serde_json::Value = serde_json::from_str(&fs::read_to_string(CAPABILITY)?)?;
    let permissions = capability
        .get("permissions")
        .and_then(|list| list.as_array())
        .ok_or("the capability lists no permissions")?;
    Ok(permissions
        .iter()
        .filter_map(|permission| permission.as_str()?.strip_prefix("allow-"))
        .map(|name| &*name.replace('-', "_").leak())
        .collect())
}
