//! One clinic's database: opened safely, read through [`Clinic::read`], changed only through [`Clinic::write`].

mod access;
mod aside;
mod audit;
mod bits;
mod bulk_undo;
mod changes;
mod check;
mod clock;
mod connect;
mod days;
mod derived;
mod door;
mod header;
mod health;
mod history;
mod images;
mod kept;
mod limits;
mod log;
mod migrate;
mod open;
mod outgoing;
mod place;
mod progress;
pub mod ranges;
mod read;
mod readers;
mod references;
mod settings;
mod temporary;
mod topics;
mod wait;

pub use access::{Action, Actor, Role, View};
pub use audit::{AuditReport, note as audit_note};
pub(crate) use bits::IdSet;
pub use changes::{UndoState, Undoable, Undone, redo_last, undo_change, undo_last, undo_state};
pub use check::{CheckReport, check};
pub use clock::Clock;
pub use derived::{Consequence, Derived, Scope};
pub use door::{Done, DryRun, Write};
pub use health::{Health, Look};
pub use history::{
    Added, FieldChange, FieldKind, HistoryDetail, HistoryQuery, HistoryRow, RowChange, RowFate, Standing,
    change, history,
};
pub(crate) use images::{parent_of, recorded_tables};
pub use kept::{Kept, KeptFor, KeptRow};
pub(crate) use limits::was_met as file_limit_was_met;
pub use migrate::SCHEMA_VERSION;
pub use open::{Clinic, Create, Opening};
pub use outgoing::{place_of, write_file};
pub use place::{DATABASE, data_folder};
pub use progress::{Progress, Step};
pub use read::Read;
pub use settings::{
    LoyaltyRules, Settings, Thresholds, get as settings_get, store as settings_store,
    update as settings_update, with as settings_with,
};
pub use topics::Topic;
pub use wait::Patience;
