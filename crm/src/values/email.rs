//! E-mail addresses.

use email_address::{EmailAddress, Options};
use rusqlite::types::{ToSql, ToSqlOutput};
use serde::Serialize;
use std::fmt;

/// An e-mail address in the form it is compared in: lower case, no blanks around it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, specta::Type)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Reads an address; `None` where mail could not be sent to it.
    pub fn parse(text: &str) -> Option<Self> {
        let options = Options::default().with_required_tld().without_display_text().without_domain_literal();
        let address = text.trim().to_lowercase();
        EmailAddress::parse_with_options(&address, options).ok()?;
        Some(Self(address))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl ToSql for Email {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses_and_refuses_what_is_none() {
        assert_eq!(Email::parse(" Maria.Garcia@Email.COM ").unwrap().as_str(), "maria.garcia@email.com");
        assert!(Email::parse("josé+huella@correo.com.mx").is_some());
        for wrong in [
            "",
            "maria",
            "maria@",
            "@email.com",
            "maria@email",
            "maria garcia@email.com",
            "a@b@c.com",
            "a@b..com",
        ] {
            assert_eq!(Email::parse(wrong), None, "{wrong}");
        }
    }
}
