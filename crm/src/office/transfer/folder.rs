//! Which files an import reads, and what each of them holds.

use super::{
    batches::REMARKS,
    read::{self, Source},
    recipe::{FileRecipe, Recipe, heading},
};
use crate::{Code, Error, Result};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// The files of an import.
#[derive(Debug)]
pub struct Found {
    /// Those to read, in the order of what refers to what.
    pub sources: Vec<Source>,
    /// Those that hold nothing this recipe knows.
    pub ignored: Vec<String>,
    /// The name of the file or folder.
    pub name: String,
}

/// Looks at a file, or at the files of a folder.
///
/// # Errors
/// `file_missing`, `file_unreadable`, `unknown_format` where nothing is known, and `missing_columns` where a known
/// file's headings are not its own.
pub fn find(path: &Path, recipe: &Recipe) -> Result<Found> {
    let name = file_name(path);
    let unreadable = |error: io::Error| {
        let code =
            if error.kind() == io::ErrorKind::NotFound { Code::FileMissing } else { Code::FileUnreadable };
        Error::new(code, file_name(path)).because(error)
    };
    let about = fs::metadata(path).map_err(unreadable)?;
    if !about.is_dir() {
        let source = source(path, recipe)?.ok_or_else(|| Error::new(Code::UnknownFormat, name.clone()))?;
        return Ok(Found { sources: vec![source], ignored: Vec::new(), name });
    }
    let mut files: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
        if matches!(ending.as_str(), "csv" | "tsv" | "txt") {
            files.push(file);
        }
    }
    files.sort();
    let (mut sources, mut ignored) = (Vec::new(), Vec::new());
    for file in files {
        match source(&file, recipe)? {
            Some(source) => sources.push(source),
            None => ignored.push(file_name(&file)),
        }
    }
    if sources.is_empty() {
        return Err(Error::new(Code::UnknownFormat, name));
    }
    sources.sort_by_key(|source| source.recipe.kind);
    Ok(Found { sources, ignored, name })
}

/// What a file holds: by its name, else by its headings.
fn source(path: &Path, recipe: &Recipe) -> Result<Option<Source>> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let named = recipe.by_name(&stem);
    let opened = match read::open(path) {
        Ok(opened) => opened,
        // A file of no known name may be anything.
        Err(error) if named.is_none() && error.code == Code::UnknownFormat => return Ok(None),
        Err(error) => return Err(error),
    };
    // What an earlier import wrote behind set-aside rows says nothing about what the file is.
    let headings: Vec<String> = opened
        .headings
        .iter()
        .map(|text| heading(text))
        .filter(|heading| !REMARKS.contains(&heading.as_str()))
        .collect();
    let fitting =
        named.filter(|file| file.missing(&headings).is_empty()).or_else(|| recipe.by_headings(&headings));
    let recipe: &FileRecipe = match (fitting, named) {
        (Some(file), _) => file,
        (None, None) => return Ok(None),
        (None, Some(file)) => {
            file.complete(&file_name(path), &headings)?;
            return Ok(None);
        }
    };
    Ok(Some(Source {
        path: path.to_path_buf(),
        name: file_name(path),
        recipe: recipe.clone(),
        headings: opened.headings,
        survey: opened.survey,
    }))
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
