//! Is everything in order?

use crate::{
    session::{ACTOR, Session},
    shown::{Shown, Verdict},
};
use crm::{
    Result,
    clinic::{self, View},
    values::{
        Lang,
        words::{counted, look_up, phrase, word},
    },
};

/// Checks the database, its references, what follows from the facts, and the audit, as they stand: nothing is changed.
/// Exit status 1 where something is not in order.
pub fn run(session: &Session) -> Result<Shown> {
    let clinic = session.look()?;
    let report =
        clinic.read(&ACTOR, View::Audit, |read| clinic::check(&clinic, read, &session.progress()))?;
    let lang = session.lang();
    let mut lines = Vec::new();
    let structure = if report.integrity.is_empty() { "ok".to_owned() } else { report.integrity.join("; ") };
    lines.push(phrase(lang, "terminal.checkIntegrity", &[("text", structure)]));
    lines.push(phrase(lang, "terminal.checkReferences", &[("count", report.broken_references.to_string())]));
    for (what, owners) in &report.differing {
        let values = [("what", shown_name(lang, what)), ("count", owners.to_string())];
        lines.push(counted(lang, "terminal.checkDiffering", number(*owners), &values));
    }
    for what in &report.outdated {
        lines.push(phrase(lang, "terminal.checkOutdated", &[("what", shown_name(lang, what))]));
    }
    if clinic.schema() < clinic::SCHEMA_VERSION {
        let values = [("version", clinic.schema().to_string())];
        lines.push(phrase(lang, "terminal.checkOlder", &values));
    }
    lines.push(match report.audit.broken_at {
        None => {
            let rows = report.audit.rows;
            counted(lang, "terminal.checkAudit", number(rows), &[("rows", rows.to_string())])
        }
        Some(row) => phrase(lang, "terminal.checkAuditBroken", &[("row", row.to_string())]),
    });
    let is_sound = report.is_sound();
    lines.push(word(lang, if is_sound { "terminal.checkSound" } else { "terminal.checkUnsound" }).to_owned());

    let mut shown = Shown::new(lines.join("\n"), &report)?;
    if let Some(json) = shown.json.as_object_mut() {
        json.insert("is_sound".into(), is_sound.into());
        json.insert("schema".into(), clinic.schema().into());
    }
    shown.verdict = if is_sound { Verdict::Good } else { Verdict::Bad };
    Ok(shown)
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What is kept beside the facts, as the reader calls it.
fn shown_name(lang: Lang, what: &str) -> String {
    look_up(lang, &format!("terminal.checked.{what}")).unwrap_or(what).to_owned()
}
