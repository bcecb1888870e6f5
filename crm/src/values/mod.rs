//! Values that cannot hold bad data: days, instants, money, phones, e-mails, ids, folded text. No database, no clinic.

mod cell;
mod day;
mod email;
mod external_id;
mod fold;
mod id;
mod instant;
mod money;
pub mod natural;
mod phone;
mod sheet;
mod standing;
pub mod words;

pub use cell::{neutral, plain};
pub use day::Day;
pub use email::Email;
pub use external_id::ExternalId;
pub use fold::{fold, fold_into};
pub use id::*;
pub use instant::{Instant, Zone};
pub use money::{Money, as_decimal};
pub use phone::{LabelledPhone, Phone, split_phones};
pub use sheet::Sheet;
pub use standing::{ChurnRisk, Lifecycle, Tier};
pub use words::Lang;

/// Declares an enum kept as text: its names in the database, in CSV and on the bridge are one list.
macro_rules! text_enum {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize, specta::Type)]
        pub enum $name {
            $($(#[$vmeta])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// Every value, in the order declared.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name it is kept under.
            pub const fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The value kept under this name.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str(self.as_str()) }
        }

        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> { Ok(self.as_str().into()) }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                Self::parse(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
            }
        }
    };
}
pub(crate) use text_enum;
