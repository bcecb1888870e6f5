//! What a person says about a file that the file itself leaves open.

use crate::values::text_enum;
use serde::Deserialize;

text_enum! {
    /// In which order a date is written.
    DateOrder {
        /// 31/10/2026.
        Dmy = "dmy",
        /// 10/31/2026.
        Mdy = "mdy",
        /// 2026/10/31.
        Ymd = "ymd",
    }
}

text_enum! {
    /// What stands before the cents.
    DecimalMark {
        /// 1,234.56.
        Point = "point",
        /// 1.234,56.
        Comma = "comma",
    }
}

/// Answers to doubts. They decide only where a whole column does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ImportOptions {
    /// The order of dates.
    pub date_order: Option<DateOrder>,
    /// The decimal mark of numbers.
    pub decimal: Option<DecimalMark>,
    /// Whether a folder that is not as its manifest says is refused.
    pub is_strict: bool,
}
