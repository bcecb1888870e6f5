//! The clinic's settings.

use crate::{
    desk::{Desk, off_the_window},
    dialogs,
    failure::Answer,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use crm::{
    Code, Error,
    clinic::{self, Done, Settings, View},
};
use std::{fs::File, io::Read as _, path::Path};
use tauri::State;

/// The largest picture for a logo, in bytes.
const LARGEST_LOGO: u64 = 1_400_000;

/// The settings in force.
#[tauri::command]
#[specta::specta]
pub async fn settings_get(desk: State<'_, Desk>) -> Answer<Settings> {
    desk.read(View::Settings, |read| Ok(clinic::settings_get(read))).await
}

/// Replaces the settings that differ.
#[tauri::command]
#[specta::specta]
pub async fn settings_update(desk: State<'_, Desk>, settings: Settings) -> Answer<Done<Settings>> {
    desk.write(move |clinic, actor| clinic::settings_update(clinic, actor, &settings)).await
}

/// Asks for a picture and gives it as a `data:` URL for the settings; nothing when the person cancels.
#[tauri::command]
#[specta::specta]
pub async fn settings_choose_logo(desk: State<'_, Desk>) -> Answer<Option<String>> {
    let Some(path) = desk.ask_for_file(dialogs::PICTURE).await? else { return Ok(None) };
    off_the_window(move || data_url(&path)).await.map(Some)
}

/// A PNG or JPEG, known by its first bytes and not by its name.
fn data_url(path: &Path) -> crm::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST_LOGO + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_LOGO {
        return Err(Error::new(Code::TooLarge, "1.4 MB"));
    }
    let kind = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        "png"
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        "jpeg"
    } else {
        return Err(Error::new(Code::UnknownFormat, "neither PNG nor JPEG"));
    };
    Ok(format!("data:image/{kind};base64,{}", STANDARD.encode(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logo_is_a_picture_whatever_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("logo.txt");
        std::fs::write(&file, b"\x89PNG\r\n\x1a\nrest").unwrap();
        assert_eq!(data_url(&file).unwrap(), "data:image/png;base64,iVBORw0KGgpyZXN0");
        std::fs::write(&file, "<svg onload='alert(1)'/>").unwrap();
        assert_eq!(data_url(&file).unwrap_err().code, Code::UnknownFormat);
        assert_eq!(data_url(&folder.path().join("none")).unwrap_err().code, Code::FileMissing);
    }

    #[test]
    fn a_logo_has_a_limit() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("logo.png");
        std::fs::write(&file, vec![0; LARGEST_LOGO as usize + 1]).unwrap();
        assert_eq!(data_url(&file).unwrap_err().code, Code::TooLarge);
    }
}
