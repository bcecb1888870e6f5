//! The core's bands import only those before them; SQL is spoken in stores only.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Each may import only those before it.
const BANDS: &[&str] = &["values", "clinic", "records", "analysis", "outreach", "office"];
/// What the crate's root offers to all of them.
const ROOT: &[&str] = &["Code", "Error", "Result", "error"];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The code of a file: without comments and the tests at its end, which may use everything.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    if text.contains("#![cfg(test)]") {
        return String::new();
    }
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The first words behind each `crate::`, those in braces included.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::") {
        let rest = &code[at + start.len()..];
        let Some(braced) = rest.strip_prefix('{') else {
            found.push(word(rest));
            continue;
        };
        let (mut depth, mut begin) = (0, 0);
        for (at, sign) in braced.char_indices() {
            match sign {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    found.push(word(braced[begin..at].trim_start()));
                    begin = at + 1;
                    if sign == '}' {
                        break;
                    }
                }
                _ => {}
            }
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn the_reader_of_imports_sees_them_all() {
    let code = "use crate::values::Day;\nuse crate::{\n  Result, clinic::{Read, Write},\n  records::owners,\n};\nfn f() { crate::office::x() }";
    assert_eq!(imports(code), ["values", "Result", "clinic", "records", "office"]);
}

#[test]
fn a_band_imports_only_those_before_it() {
    let mut seen = 0;
    for (place, band) in BANDS.iter().enumerate() {
        let folder = source().join(band);
        if !folder.exists() {
            continue;
        }
        for file in files(&folder) {
            for import in imports(&code(&file)) {
                let file = file.strip_prefix(source()).unwrap().display().to_string();
                seen += 1;
                if ROOT.contains(&import.as_str()) {
                    continue;
                }
                // The handle of an open clinic is offered at the root too.
                let import = if import == "Clinic" { "clinic" } else { &import };
                let at = BANDS.iter().position(|band| *band == import);
                let at = at.unwrap_or_else(|| panic!("{file} imports crate::{import} past its band"));
                assert!(at <= place, "{file} of the band {band} imports the later {import}");
            }
        }
    }
    assert!(seen > 100, "the imports were not found");
}

#[test]
fn an_areas_sql_is_in_its_store() {
    let speaks = ["prepare(", "prepare_cached(", ".execute(", ".execute_batch(", ".query_row("];
    for band in ["records", "outreach"] {
        let folder = source().join(band);
        if !folder.exists() {
            continue;
        }
        for file in files(&folder) {
            let is_store =
                file.components().any(|part| part.as_os_str().to_string_lossy().starts_with("store"));
            let code = code(&file);
            let spoken = speaks.iter().find(|words| code.contains(**words));
            assert!(is_store || spoken.is_none(), "{}: {}", file.display(), spoken.unwrap_or(&""));
        }
    }
}

#[test]
fn a_files_name_says_what_is_in_it() {
    let vague = ["utils", "util", "helpers", "helper", "manager", "service", "common", "misc"];
    for file in files(&source()) {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(!vague.contains(&name.as_str()), "{}", file.display());
    }
}
