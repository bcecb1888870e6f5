//! Where things are, and how the project's programs are called.

use std::{
    env,
    error::Error,
    path::{Path, PathBuf},
    process::Command,
};

/// The folders of this checkout.
pub(crate) struct Project {
    /// The folder of the root Cargo.toml.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the configuration puts it.
    pub target: PathBuf,
}

impl Project {
    /// Asks cargo, which knows its configuration.
    pub fn find() -> Result<Self, Box<dyn Error>> {
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()?;
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
        }
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)?;
        let folder = |key: &str| {
            let path = metadata.get(key).and_then(|value| value.as_str());
            path.map(PathBuf::from).ok_or_else(|| format!("cargo metadata has no {key}"))
        };
        Ok(Self { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    /// The page's folder.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A cargo command in the root.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(cargo());
        command.args(arguments).current_dir(&self.root);
        command
    }

    /// An npm command in the page's folder.
    pub fn npm(&self, arguments: &[&str]) -> Command {
        // On Windows npm is a script, which only its full name finds.
        let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
        command.args(arguments).current_dir(self.ui());
        command
    }

    /// A program that cargo built, by profile and name.
    pub fn built(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

/// The cargo that runs this task.
fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| Path::new("cargo").to_owned(), PathBuf::from)
}
