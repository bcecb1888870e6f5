//! A folder with a clinic, and the terminal program at work on it.
#![allow(dead_code, reason = "each program of tests uses what it needs")]

use assert_cmd::Command;
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

/// The day that the clinic lives in.
pub const TODAY: &str = "2026-10-31";

/// The program, on the clinic in a folder, on a day.
pub fn huella_on(folder: &Path, today: &str, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("huella").unwrap();
    command.env_remove("HUELLA_CLINIC").args(arguments).args(["--today", today]);
    command.arg("--clinic").arg(folder.join("clinic"));
    command
}

/// The same today.
pub fn huella(folder: &Path, arguments: &[&str]) -> Command {
    huella_on(folder, TODAY, arguments)
}

/// What it prints as JSON.
pub fn json(folder: &Path, arguments: &[&str]) -> Value {
    let output = huella(folder, arguments).arg("--json").assert().success().get_output().stdout.clone();
    serde_json::from_slice(&output).unwrap()
}

/// A folder for a clinic of its own.
pub struct Desk(TempDir);

impl Desk {
    /// Without a clinic yet.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A clinic with the owners of a CSV.
    pub fn with_owners(csv: &str) -> Self {
        let desk = Self::new();
        let file = desk.folder().join("owners.csv");
        fs::write(&file, csv).unwrap();
        desk.json(&["transfer", "import", file.to_str().unwrap()]);
        desk
    }

    /// A clinic with María García (A1) and Carlos Méndez (A2).
    pub fn of_two() -> Self {
        Self::with_owners(
            "owner_id,full_name,phone_primary\nA1,María García,998-123-4567\nA2,Carlos Méndez,\n",
        )
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn on(&self, today: &str, arguments: &[&str]) -> Command {
        huella_on(self.folder(), today, arguments)
    }

    pub fn huella(&self, arguments: &[&str]) -> Command {
        huella(self.folder(), arguments)
    }

    pub fn json(&self, arguments: &[&str]) -> Value {
        json(self.folder(), arguments)
    }
}
