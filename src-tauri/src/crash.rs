//! The crash log: where the program stumbled and in which version. Never what a panic says, since that may quote data.

use std::{
    fs::OpenOptions,
    io::Write as _,
    panic,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

/// The log's file in the data folder.
const FILE: &str = "crash.log";

/// From here on every panic leaves a line in the log. The command in which it happened answers with an error.
pub(crate) fn keep_log(folder: PathBuf) {
    panic::set_hook(Box::new(move |panicked| {
        let line = line(panicked.location().map(|place| (place.file(), place.line(), place.column())));
        eprintln!("{line}");
        // Where the log cannot be written there is nobody left to tell.
        let _ = append(&folder, &line);
    }));
}

fn line(place: Option<(&str, u32, u32)>) -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let place =
        place.map_or_else(|| "unknown".to_owned(), |(file, line, column)| format!("{file}:{line}:{column}"));
    format!("{seconds} {} {} panic at {place}", env!("CARGO_PKG_VERSION"), std::env::consts::OS)
}

fn append(folder: &Path, line: &str) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = OpenOptions::new().create(true).append(true).open(folder.join(FILE))?;
    writeln!(file, "{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_holds_the_place_and_not_the_words() {
        let folder = tempfile::tempdir().unwrap();
        let before = panic::take_hook();
        keep_log(folder.path().to_owned());
        let caught = panic::catch_unwind(|| panic!("María García 998 123 4567"));
        panic::set_hook(before);

        assert!(caught.is_err());
        let log = std::fs::read_to_string(folder.path().join(FILE)).unwrap();
        assert!(log.contains("crash.rs:") && log.contains(env!("CARGO_PKG_VERSION")), "{log}");
        assert!(!log.contains("García"), "{log}");
    }
}
