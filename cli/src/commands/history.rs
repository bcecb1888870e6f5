//! What was done, by whom and when.

use crate::{
    args::HistoryCommand,
    session::{ACTOR, Session},
    shown::{Align, Shown, table, to_the_minute},
};
use crm::{
    Clinic, Result,
    clinic::{self, FieldChange, FieldKind, HistoryDetail, HistoryQuery, HistoryRow, RowChange, View},
    values::{
        ChangeId, Instant, Lang, Money,
        words::{look_up, phrase, word},
    },
};

pub fn run(session: &Session, command: HistoryCommand) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    match command {
        HistoryCommand::List { area, from, to, limit } => {
            let query = HistoryQuery { area, from, to, limit, ..HistoryQuery::default() };
            list(lang, &clinic, &query)
        }
        HistoryCommand::Show { change } => {
            let detail = clinic.read(&ACTOR, View::Records, |read| clinic::change(read, ChangeId(change)))?;
            Shown::new(told(lang, &clinic, &detail), &detail)
        }
    }
}

fn list(lang: Lang, clinic: &Clinic, query: &HistoryQuery) -> Result<Shown> {
    let rows = clinic.read(&ACTOR, View::Records, |read| clinic::history(read, query))?;
    if rows.is_empty() {
        return Shown::new(word(lang, "terminal.noHistory"), &rows);
    }
    let heading = [
        "terminal.number",
        "terminal.when",
        "terminal.who",
        "terminal.what",
        "terminal.name",
        "terminal.state",
    ];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(rows.iter().map(|row| {
        let state = if row.undone_at.is_some() { word(lang, "terminal.takenBack") } else { "" };
        vec![
            row.id.0.to_string(),
            to_the_minute(clinic.settings().zone(), row.made_at),
            row.staff_name.clone().unwrap_or_default(),
            action(lang, row),
            row.subject.clone(),
            state.to_owned(),
        ]
    }));
    let columns = [Align::End, Align::Start, Align::Start, Align::Start, Align::Start, Align::Start];
    Shown::new(table(&columns, &lines), &rows)
}

fn action(lang: Lang, row: &HistoryRow) -> String {
    look_up(lang, &format!("values.action.{}", row.action)).unwrap_or(&row.action).to_owned()
}

fn told(lang: Lang, clinic: &Clinic, detail: &HistoryDetail) -> String {
    let change = &detail.change;
    let who = change.staff_name.clone().unwrap_or_default();
    let head = [
        to_the_minute(clinic.settings().zone(), change.made_at),
        who,
        action(lang, change),
        change.subject.clone(),
    ];
    let mut lines = vec![head.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")];
    for row in &detail.rows {
        lines.push(format!("  {}", title(lang, row)));
        lines.extend(row.fields.iter().map(|field| format!("    {}", said(lang, clinic, field))));
    }
    lines.extend(detail.added.iter().map(|added| {
        let kind = look_up(lang, &format!("values.recordKind.{}", added.table)).unwrap_or(&added.table);
        format!("  + {} {kind}", added.count)
    }));
    if detail.more > 0 {
        lines.push(phrase(lang, "terminal.moreSetAside", &[("count", detail.more.to_string())]));
    }
    let standing = format!("values.standing.{}", detail.standing);
    lines.push(look_up(lang, &standing).unwrap_or_default().to_owned());
    lines.extend(detail.later.iter().map(|row| {
        format!(
            "  {} {} · {}",
            row.id.0,
            to_the_minute(clinic.settings().zone(), row.made_at),
            action(lang, row)
        )
    }));
    lines.join("\n")
}

fn title(lang: Lang, row: &RowChange) -> String {
    let kind = look_up(lang, &format!("values.record.{}", row.table)).unwrap_or(&row.table);
    let fate = look_up(lang, &format!("values.rowFate.{}", row.fate)).unwrap_or_default();
    let hidden = row.is_hidden.then(|| word(lang, "terminal.hidden"));
    let parts = [Some(kind), row.name.as_deref().or(hidden), Some(fate)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn said(lang: Lang, clinic: &Clinic, field: &FieldChange) -> String {
    let name = look_up(lang, &format!("values.column.{}", field.field)).unwrap_or(&field.field);
    if field.kind == FieldKind::Untold {
        return name.to_owned();
    }
    let value = |text: &Option<String>| {
        text.as_deref().map_or_else(|| "—".to_owned(), |text| worded(lang, clinic, field, text))
    };
    match (&field.before, &field.after) {
        (None, after) => format!("{name}: {}", value(after)),
        (before, after) => format!("{name}: {} → {}", value(before), value(after)),
    }
}

fn worded(lang: Lang, clinic: &Clinic, field: &FieldChange, text: &str) -> String {
    let number = text.parse::<i64>().ok();
    match (field.kind, number, &field.list) {
        (FieldKind::Word, _, Some(list)) => {
            look_up(lang, &format!("values.{list}.{text}")).unwrap_or(text).to_owned()
        }
        (FieldKind::YesNo, Some(yes), _) => {
            word(lang, if yes == 1 { "terminal.yes" } else { "terminal.no" }).to_owned()
        }
        (FieldKind::Moment, Some(millis), _) => {
            to_the_minute(clinic.settings().zone(), Instant::from_millis(millis))
        }
        (FieldKind::Minute, Some(minute), _) => format!("{:02}:{:02}", minute / 60, minute % 60),
        (FieldKind::Money, Some(cents), _) => Money::from_cents(cents).to_string(),
        (FieldKind::Grams, Some(grams), _) => format!("{}.{:03} kg", grams / 1_000, grams % 1_000),
        _ => text.to_owned(),
    }
}
