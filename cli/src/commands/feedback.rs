//! What owners say of the clinic.

use crate::{
    args::FeedbackCommand,
    session::{ACTOR, Session},
    shown::{Align, Shown, table},
};
use crm::{
    Result,
    clinic::View,
    feedback::{self, Feedback, FeedbackFilter, FeedbackInput, FeedbackScope, FeedbackStats},
    owners,
    values::{
        Lang,
        words::{look_up, phrase, word},
    },
};

pub fn run(session: &Session, command: FeedbackCommand) -> Result<Shown> {
    match command {
        FeedbackCommand::Record { owner, anonymous, rating, service, comments, source, on } => {
            let clinic = session.write()?;
            let owner_id = match owner.as_deref() {
                Some(owner) => Some(clinic.read(&ACTOR, View::Records, |read| owners::find(read, owner))?),
                None => None,
            };
            let input = FeedbackInput {
                owner_id,
                appointment_id: None,
                is_anonymous: anonymous,
                service_type: service,
                rating,
                comments,
                sentiment: None,
                source,
                on,
            };
            let recorded = feedback::record(&clinic, &ACTOR, &input)?.value;
            let lang = session.lang();
            let mut said =
                phrase(lang, "terminal.feedbackSaved", &[("id", recorded.external_id.to_string())]);
            if recorded.is_follow_up_open {
                said = format!("{said}\n{}", word(lang, "terminal.followUpOpened"));
            }
            Shown::new(said, &recorded)
        }
        FeedbackCommand::List { all, limit } => {
            let clinic = session.read()?;
            let scope = if all { FeedbackScope::All } else { FeedbackScope::Queue };
            let filter = FeedbackFilter { scope, service_type: None, owner_id: None };
            let page =
                clinic.read(&ACTOR, View::Records, |read| feedback::list(read, &filter, None, limit))?;
            list(session.lang(), &page.rows)
        }
        FeedbackCommand::Resolve { id, notes } => {
            let clinic = session.write()?;
            let id = clinic.read(&ACTOR, View::Records, |read| feedback::find(read, &id))?;
            let resolved = feedback::resolve(&clinic, &ACTOR, id, notes.as_deref())?.value;
            let values = [("id", resolved.external_id.to_string())];
            Shown::new(phrase(session.lang(), "terminal.feedbackResolved", &values), &resolved)
        }
        FeedbackCommand::Reopen { id } => {
            let clinic = session.write()?;
            let id = clinic.read(&ACTOR, View::Records, |read| feedback::find(read, &id))?;
            let open = feedback::reopen(&clinic, &ACTOR, id)?.value;
            let values = [("id", open.external_id.to_string())];
            Shown::new(phrase(session.lang(), "terminal.feedbackReopened", &values), &open)
        }
        FeedbackCommand::Thank { id } => {
            let clinic = session.write()?;
            let id = clinic.read(&ACTOR, View::Records, |read| feedback::find(read, &id))?;
            let thanks = feedback::thank(&clinic, &ACTOR, id)?.value;
            let head = word(session.lang(), "terminal.thanksDrafted");
            Shown::new(format!("{head}\n\n{}", thanks.body), &thanks)
        }
        FeedbackCommand::Stats { from, to } => {
            let clinic = session.read()?;
            let stats = clinic.read(&ACTOR, View::Records, |read| feedback::stats(read, from, to))?;
            shown(session.lang(), &stats)
        }
    }
}

fn list(lang: Lang, rows: &[Feedback]) -> Result<Shown> {
    if rows.is_empty() {
        return Shown::new(word(lang, "terminal.noFeedback"), &rows);
    }
    let mut lines = vec![
        ["ownerId", "date", "rating", "service", "owner", "comments"]
            .map(|name| look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned())
            .to_vec(),
    ];
    lines.extend(rows.iter().map(|row| {
        let nobody = || word(lang, "terminal.anonymous").to_owned();
        let day = row.received_on.to_string();
        // Of what nobody said, only the month is known.
        let when = if row.is_anonymous { day.get(..7).unwrap_or(&day) } else { &day };
        vec![
            row.external_id.to_string(),
            when.to_owned(),
            row.rating.map(|rating| rating.to_string()).unwrap_or_default(),
            service(lang, &row.service_type),
            row.owner_name.clone().unwrap_or_else(nobody),
            row.comments.clone().unwrap_or_default(),
        ]
    }));
    let columns = [Align::Start, Align::Start, Align::End, Align::Start, Align::Start, Align::Start];
    Shown::new(table(&columns, &lines), &rows)
}

fn service(lang: Lang, service: &str) -> String {
    look_up(lang, &format!("values.serviceType.{service}")).unwrap_or(service).to_owned()
}

fn mean(hundredths: Option<u32>) -> String {
    hundredths.map_or_else(|| "—".to_owned(), |mean| format!("{}.{:02}", mean / 100, mean % 100))
}

fn shown(lang: Lang, stats: &FeedbackStats) -> Result<Shown> {
    let values = [
        ("count", stats.count.to_string()),
        ("from", stats.from.to_string()),
        ("to", stats.to.to_string()),
        ("mean", mean(stats.mean_hundredths)),
    ];
    let heading = |first: &str| -> Vec<String> {
        [first, "count", "mean", "low"]
            .map(|name| look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned())
            .to_vec()
    };
    let mut services = vec![heading("service")];
    services.extend(stats.services.iter().map(|row| {
        vec![
            service(lang, &row.service_type),
            row.count.to_string(),
            mean(row.mean_hundredths),
            row.low.to_string(),
        ]
    }));
    let mut months = vec![heading("month")];
    months.extend(stats.months.iter().map(|row| {
        let month = row.month.to_string();
        vec![
            month.get(..7).unwrap_or(&month).to_owned(),
            row.count.to_string(),
            mean(row.mean_hundredths),
            row.low.to_string(),
        ]
    }));
    let columns = [Align::Start, Align::End, Align::End, Align::End];
    let said = [
        phrase(lang, "terminal.feedbackStats", &values),
        table(&columns, &services).trim_end().to_owned(),
        table(&columns, &months).trim_end().to_owned(),
    ];
    Shown::new(said.join("\n\n"), stats)
}
