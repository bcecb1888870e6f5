//! Undo and redo.

use crate::{
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Result,
    clinic::{self, Kept, Undone},
    values::{
        ChangeId, Lang,
        words::{counted, look_up, phrase},
    },
};

/// Takes back the last change, or one of the history.
pub fn undo(session: &Session, change: Option<i64>) -> Result<Shown> {
    let clinic = session.read()?;
    let undone = match change {
        Some(id) => clinic::undo_change(&clinic, &ACTOR, ChangeId(id))?,
        None => clinic::undo_last(&clinic, &ACTOR)?,
    };
    said(session.lang(), "terminal.undone", &undone.value)
}

/// Does again what was taken back last.
pub fn redo(session: &Session) -> Result<Shown> {
    let redone = clinic::redo_last(&session.read()?, &ACTOR)?;
    said(session.lang(), "terminal.redone", &redone.value)
}

fn said(lang: Lang, key: &'static str, undone: &Undone) -> Result<Shown> {
    let action = look_up(lang, &format!("values.action.{}", undone.action)).unwrap_or(&undone.action);
    let what =
        if undone.subject.is_empty() { action.to_owned() } else { format!("{action}, {}", undone.subject) };
    let mut said = phrase(lang, key, &[("what", what)]);
    if undone.kept.count > 0 {
        said.push('\n');
        said.push_str(&stayed(lang, &undone.kept));
    }
    Shown::new(said, undone)
}

/// What an import's undo left, a line each.
fn stayed(lang: Lang, kept: &Kept) -> String {
    let count = i64::from(kept.count);
    let mut lines = vec![counted(lang, "terminal.kept", count, &[("count", count.to_string())])];
    for row in &kept.rows {
        let kind = look_up(lang, &format!("values.recordKind.{}", row.table)).unwrap_or(&row.table);
        let reason = look_up(lang, &format!("values.keptFor.{}", row.reason)).unwrap_or(row.reason.as_str());
        let named: Vec<&str> =
            [Some(kind), row.id.as_deref(), row.name.as_deref()].into_iter().flatten().collect();
        lines.push(format!("  {}: {reason}", named.join(" ")));
    }
    if kept.rows.len() < usize::try_from(kept.count).unwrap_or(usize::MAX) {
        let more = usize::try_from(kept.count).unwrap_or(usize::MAX) - kept.rows.len();
        lines.push(phrase(lang, "terminal.moreSetAside", &[("count", more.to_string())]));
    }
    lines.join("\n")
}
