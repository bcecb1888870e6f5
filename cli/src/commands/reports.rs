//! Reports.

use crate::{
    args::{ReportArguments, ReportsCommand},
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Result,
    report_files::{self, ReportFiles},
    reports::{CustomersParams, OwnersList},
    values::{Lang, words::phrase},
};

pub fn run(session: &Session, command: ReportsCommand) -> Result<Shown> {
    match command {
        ReportsCommand::Customers(arguments) => customers(session, arguments),
    }
}

fn customers(session: &Session, arguments: ReportArguments) -> Result<Shown> {
    let ReportArguments { from, to, pdf, csv, appendix, language } = arguments;
    let clinic = session.read()?;
    let lang = language.and_then(|language| Lang::parse(&language)).unwrap_or(session.lang());
    let list = if appendix { OwnersList::Included } else { OwnersList::LeftOut };
    let params = CustomersParams { from, to, list };
    let files = ReportFiles { pdf: pdf.as_deref(), csv: csv.as_deref() };
    let saved = report_files::customers(&clinic, &ACTOR, &params, lang, files)?;

    let mut lines = vec![phrase(
        lang,
        "terminal.reportSummary",
        &[
            ("title", saved.title.clone()),
            ("period", format!("{}–{}", saved.from, saved.to)),
            ("pages", saved.pages.to_string()),
        ],
    )];
    lines.extend(saved.figures.iter().map(|figure| format!("  {}: {}", figure.name, figure.value)));
    for file in [&pdf, &csv].into_iter().flatten() {
        lines.push(phrase(lang, "terminal.file", &[("file", file.display().to_string())]));
    }
    Shown::new(lines.join("\n"), &saved)
}
