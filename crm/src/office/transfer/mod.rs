//! CSV in and out. An import never loses a row and never guesses silently: every row ends in exactly one outcome,
//! and the sums of every amount column reconcile. An export of everything comes back byte for byte.

mod batches;
mod export;
mod folder;
mod import;
mod indexes;
mod kinds;
mod manifest;
mod options;
mod read;
mod recipe;
mod settings_file;
mod summary;
mod undo;
mod write;

pub use batches::{Batch, batches, save_all_set_aside, save_set_aside, set_aside_csv};
pub use export::{Exported, ExportedFile, export};
pub use import::{import, import_with, recognise};
pub use kinds::Kind;
pub use options::{DateOrder, DecimalMark, ImportOptions};
pub use recipe::{ColumnRecipe, FileRecipe, Recipe};
pub use summary::{
    Counts, FileSeen, ManifestFault, ManifestNotice, Outcome, Reason, RowRemark, Summary, Sums,
};
pub use undo::undo;
