//! Undo.

use crate::{
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Result, clinic,
    values::words::{look_up, phrase},
};

/// Takes back the last change.
pub fn run(session: &Session) -> Result<Shown> {
    let undone = clinic::undo_last(&session.read()?, &ACTOR)?.value;
    let action =
        look_up(session.lang(), &format!("values.action.{}", undone.action)).unwrap_or(&undone.action);
    let what =
        if undone.subject.is_empty() { action.to_owned() } else { format!("{action}, {}", undone.subject) };
    Shown::new(phrase(session.lang(), "terminal.undone", &[("what", what)]), &undone)
}
