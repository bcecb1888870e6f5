//! What an import did, row for row and amount for amount.

use crate::values::{BatchId, Money, as_decimal, text_enum};
use serde::Serialize;
use std::collections::BTreeMap;

/// More rows than this are counted but not listed in a summary; all of them are in the batch.
pub const LISTED: usize = 10_000;

text_enum! {
    /// What became of a row; of several records in it the strongest speaks.
    Outcome {
        /// Everything is there already.
        Same = "same",
        /// A record got other values.
        Updated = "updated",
        /// A record is new to this clinic.
        New = "new",
        /// Perhaps there already: held until a person decides.
        Duplicate = "duplicate",
        /// Not brought in, with the reason.
        SetAside = "set_aside",
    }
}

text_enum! {
    /// Why a row was set aside or held, or what was noticed in one that came in.
    Reason {
        /// A required value is blank.
        Missing = "missing",
        /// There are more values than headings.
        ExtraCells = "extra_cells",
        /// Not a number.
        NotANumber = "not_a_number",
        /// Not an amount of money.
        NotAnAmount = "not_an_amount",
        /// An amount below zero where none may be.
        Negative = "negative",
        /// Not a day.
        NotADay = "not_a_day",
        /// Not a day with a time.
        NotATime = "not_a_time",
        /// Neither a yes nor a no.
        NotYesOrNo = "not_yes_or_no",
        /// Not one of the choices.
        NotAChoice = "not_a_choice",
        /// Not a colour.
        NotAColour = "not_a_colour",
        /// Not JSON.
        NotJson = "not_json",
        /// A segment's criteria that are not understood; the value says where.
        NotCriteria = "not_criteria",
        /// Too many characters.
        TooLong = "too_long",
        /// Too small or too large.
        OutOfRange = "out_of_range",
        /// No record has this id.
        UnknownReference = "unknown_reference",
        /// The id stood in this file before, with other values.
        RepeatedId = "repeated_id",
        /// Another record has this name or number.
        Taken = "taken",
        /// A line of this invoice or order is set aside, so all of it is.
        LineSetAside = "line_set_aside",
        /// The invoice or order itself is set aside, so this line is.
        HeadSetAside = "head_set_aside",
        /// The database's own rules refuse it.
        Refused = "refused",
        /// The setting is unknown, or cannot have this value.
        NotASetting = "not_a_setting",
        /// The role may not change this.
        Forbidden = "forbidden",
        /// Came in without the role it names: only an admin may give one.
        RoleNotTaken = "role_not_taken",
        /// The same name, and nothing else in common.
        PossibleDuplicate = "possible_duplicate",
        /// Kept, but no telephone number.
        NoPhone = "no_phone",
        /// Kept, but no e-mail address.
        NoEmail = "no_email",
        /// Kept, but this kind does not go by this channel.
        OddCombination = "odd_combination",
        /// Kept, but the text was mangled before it came here.
        MangledText = "mangled_text",
        /// Kept; the name or a date says that the pet has died.
        DeathProposed = "death_proposed",
        /// "Público en general" is no owner: what was sold in that name is a sale to the public.
        PublicSale = "public_sale",
        /// Came in without the record it names.
        UnknownReferrer = "unknown_referrer",
        /// Came in without naming itself.
        OwnReferrer = "own_referrer",
        /// Came in without closing a circle.
        CyclicReferrer = "cyclic_referrer",
        /// The balance was kept as this clinic's ledger has it.
        LedgerSpeaks = "ledger_speaks",
    }
}

/// How many rows or records came to which outcome.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Read.
    pub rows: u64,
    /// New.
    pub new: u64,
    /// Updated.
    pub updated: u64,
    /// There already.
    pub same: u64,
    /// Held for a decision.
    pub duplicate: u64,
    /// Set aside.
    pub set_aside: u64,
}

impl Counts {
    /// Counts one.
    pub fn add(&mut self, outcome: Outcome) {
        self.rows += 1;
        *self.of(outcome) += 1;
    }

    /// One that was counted as the same was updated after all.
    pub fn was_updated(&mut self) {
        self.same = self.same.saturating_sub(1);
        self.updated += 1;
    }

    fn of(&mut self, outcome: Outcome) -> &mut u64 {
        match outcome {
            Outcome::New => &mut self.new,
            Outcome::Updated => &mut self.updated,
            Outcome::Same => &mut self.same,
            Outcome::Duplicate => &mut self.duplicate,
            Outcome::SetAside => &mut self.set_aside,
        }
    }

    /// Whether every row came to an outcome.
    pub fn add_up(&self) -> bool {
        self.rows == self.new + self.updated + self.same + self.duplicate + self.set_aside
    }
}

/// The sum of an amount column, read and by outcome; a value that cannot be read is in none of
/// them. In JSON decimals, as in the files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Sums {
    /// Over all rows read.
    #[serde(serialize_with = "as_decimal")]
    #[specta(type = String)]
    pub read: Money,
    /// Over new rows.
    #[serde(serialize_with = "as_decimal")]
    #[specta(type = String)]
    pub new: Money,
    /// Over updated rows.
    #[serde(serialize_with = "as_decimal")]
    #[specta(type = String)]
    pub updated: Money,
    /// Over rows that were there already.
    #[serde(serialize_with = "as_decimal")]
    #[specta(type = String)]
    pub same: Money,
    /// Over rows held.
    #[serde(serialize_with = "as_decimal")]
    #[specta(type = String)]
    pub duplicate: Money,
    /// Over rows set aside.
    #[serde(serialize_with = "as_decimal")]
    #[specta(type = String)]
    pub set_aside: Money,
}

impl Sums {
    /// Adds an amount that was read, of a row with this outcome; `None` beyond what an amount can hold.
    #[must_use]
    pub fn add(&mut self, outcome: Outcome, amount: Money) -> Option<()> {
        self.read = self.read.checked_add(amount)?;
        let sum = match outcome {
            Outcome::New => &mut self.new,
            Outcome::Updated => &mut self.updated,
            Outcome::Same => &mut self.same,
            Outcome::Duplicate => &mut self.duplicate,
            Outcome::SetAside => &mut self.set_aside,
        };
        *sum = sum.checked_add(amount)?;
        Some(())
    }

    /// These sums and others; `None` beyond what an amount can hold.
    #[must_use]
    pub fn and(&self, other: &Self) -> Option<Self> {
        Some(Self {
            read: self.read.checked_add(other.read)?,
            new: self.new.checked_add(other.new)?,
            updated: self.updated.checked_add(other.updated)?,
            same: self.same.checked_add(other.same)?,
            duplicate: self.duplicate.checked_add(other.duplicate)?,
            set_aside: self.set_aside.checked_add(other.set_aside)?,
        })
    }

    /// Whether what was read is all accounted for.
    pub fn reconcile(&self) -> bool {
        self.read == self.new + self.updated + self.same + self.duplicate + self.set_aside
    }
}

/// A row that did not come in as it stands, or a value that was noticed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct RowRemark {
    /// The file.
    pub file: String,
    /// The line where the record begins.
    pub line: u32,
    /// The column's heading.
    pub column: String,
    /// What stands there.
    pub value: String,
    /// Why.
    pub reason: Reason,
}

/// What was seen of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct FileSeen {
    /// Its name.
    pub file: String,
    /// The kind of its records.
    pub kind: String,
    /// Its rows.
    pub rows: u64,
    /// Its encoding.
    pub encoding: String,
    /// What stands between its columns.
    pub separator: String,
    /// Its headings.
    pub headings: Vec<String>,
    /// Headings without a field: kept with their rows.
    pub extra_columns: Vec<String>,
    /// Lines below the heading that are no rows: the heading again.
    pub skipped_lines: Vec<u32>,
}

text_enum! {
    /// What is not as an exported folder's manifest says.
    ManifestFault {
        /// The file is there, with other content.
        Changed = "changed",
        /// The file is not there.
        Missing = "missing",
        /// As many rows as the manifest says were not read.
        Rows = "rows",
    }
}

/// A file that is not as the manifest beside it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ManifestNotice {
    /// The file.
    pub file: String,
    /// What is wrong with it.
    pub fault: ManifestFault,
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Whether it was only tried.
    pub is_dry_run: bool,
    /// Rows by outcome.
    #[serde(flatten)]
    pub counts: Counts,
    /// Rows set aside, the first `LISTED` of them.
    pub set_aside_rows: Vec<RowRemark>,
    /// Rows held for a decision, the first `LISTED` of them.
    pub duplicate_rows: Vec<RowRemark>,
    /// Values that came in but want a look, counted.
    pub flagged: u64,
    /// The first `LISTED` of them.
    pub flagged_rows: Vec<RowRemark>,
    /// Records by kind.
    pub by_kind: BTreeMap<String, Counts>,
    /// Amounts by `kind.column`.
    pub sums: BTreeMap<String, Sums>,
    /// The files.
    pub files: Vec<FileSeen>,
    /// Files in the folder that hold nothing this program knows.
    pub ignored_files: Vec<String>,
    /// Files that are not as the folder's manifest says.
    pub manifest_notices: Vec<ManifestNotice>,
    /// The batch, where one was kept.
    pub batch: Option<BatchId>,
}
