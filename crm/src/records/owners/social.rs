//! Where an owner is found on social networks: kept in one form, and opened as nothing but that.

use super::Owner;
use crate::{
    Error, Result,
    records::input::{left_alone, line},
    values::text_enum,
};

/// The longest handle that Instagram gives out.
const LONGEST_HANDLE: usize = 30;
/// The hosts that are Facebook.
const FACEBOOK: &[&str] = &["facebook.com", "fb.com", "fb.me"];
/// Before each host may stand one of these.
const FRONTS: &[&str] = &["", "www.", "m.", "web.", "es-la."];

text_enum! {
    /// A network on which an owner has a page.
    Network {
        /// Facebook.
        Facebook = "facebook",
        /// Instagram.
        Instagram = "instagram",
    }
}

/// The address of an owner's page, put together from what is kept; none where that is no page of the network.
pub fn page_of(owner: &Owner, network: Network) -> Option<String> {
    match network {
        Network::Facebook => facebook(owner.facebook_url.as_deref()?),
        Network::Instagram => {
            Some(format!("https://www.instagram.com/{}/", instagram(owner.instagram_handle.as_deref()?)?))
        }
    }
}

/// A page's whole address; what stands on record may stay.
pub(super) fn facebook_over(typed: Option<&str>, stands: Option<&str>) -> Result<Option<String>> {
    if let Some(kept) = left_alone(typed, stands) {
        return Ok(Some(kept));
    }
    let Some(typed) = line("facebook_url", typed)? else { return Ok(None) };
    facebook(&typed).map(Some).ok_or_else(|| Error::invalid("facebook_url", "no page on Facebook"))
}

/// A handle without its @; what stands on record may stay.
pub(super) fn instagram_over(typed: Option<&str>, stands: Option<&str>) -> Result<Option<String>> {
    if let Some(kept) = left_alone(typed, stands) {
        return Ok(Some(kept));
    }
    let Some(typed) = line("instagram_handle", typed)? else { return Ok(None) };
    instagram(&typed).map(Some).ok_or_else(|| Error::invalid("instagram_handle", "no handle on Instagram"))
}

/// `@Maria.Garcia`, `instagram.com/maria.garcia/?hl=es` → `maria.garcia`.
fn instagram(typed: &str) -> Option<String> {
    let path = behind_host(typed, &["instagram.com", "instagr.am"]);
    let handle = path.as_deref().unwrap_or(typed.trim()).trim_start_matches('@');
    let handle = handle.split(['/', '?', '#']).next().unwrap_or_default().to_lowercase();
    let is_handle = (1..=LONGEST_HANDLE).contains(&handle.len())
        && handle.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    is_handle.then_some(handle)
}

/// `facebook.com/maria`, `@maria`, `maria` → `https://www.facebook.com/maria`.
fn facebook(typed: &str) -> Option<String> {
    let path = match behind_host(typed, FACEBOOK) {
        Some(path) => path,
        // A name of another host is none of Facebook's.
        None if typed.contains(['/', ':']) => return None,
        None => typed.trim().trim_start_matches('@').to_owned(),
    };
    let path = path.trim_end_matches('/');
    let is_path = !path.is_empty()
        && path.chars().all(|c| c.is_ascii_alphanumeric() || "._-/?=&%".contains(c))
        && !path.contains("//");
    is_path.then(|| format!("https://www.facebook.com/{path}"))
}

/// What stands behind one of these hosts in an address, with or without the scheme.
fn behind_host(typed: &str, hosts: &[&str]) -> Option<String> {
    let typed = typed.trim();
    let lower = typed.to_ascii_lowercase();
    let scheme =
        ["https://", "http://"].iter().find(|scheme| lower.starts_with(**scheme)).map_or(0, |s| s.len());
    let rest = typed.get(scheme..)?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.to_ascii_lowercase();
    let is_one = hosts.iter().any(|known| FRONTS.iter().any(|front| host == format!("{front}{known}")));
    is_one.then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handle_is_one_however_it_is_typed() {
        for typed in [
            "maria.garcia",
            "@Maria.Garcia",
            "https://www.instagram.com/maria.garcia/",
            "instagram.com/maria.garcia?hl=es",
            "http://m.instagram.com/maria.garcia/reels",
        ] {
            assert_eq!(instagram(typed).as_deref(), Some("maria.garcia"), "{typed}");
        }
        for typed in ["maria garcia", "https://evil.example/maria", "", "@", "maría", "javascript:alert(1)"]
        {
            assert_eq!(instagram(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_page_is_one_of_facebook_alone() {
        for typed in [
            "maria.garcia",
            "@maria.garcia",
            "facebook.com/maria.garcia",
            "https://m.facebook.com/maria.garcia/",
        ] {
            assert_eq!(facebook(typed).as_deref(), Some("https://www.facebook.com/maria.garcia"), "{typed}");
        }
        assert_eq!(
            facebook("https://www.facebook.com/profile.php?id=100").as_deref(),
            Some("https://www.facebook.com/profile.php?id=100")
        );
        for typed in [
            "https://evil.example/facebook.com/maria",
            "javascript:alert(1)",
            "https://facebook.com.evil.example/maria",
            "https://user@facebook.com/maria",
            "file:///etc/passwd",
            "facebook.com/",
            "facebook.com/a//b",
            "",
        ] {
            assert_eq!(facebook(typed), None, "{typed}");
        }
    }
}
