//! Reports.

use crate::{
    args::{ReportArguments, ReportsCommand, StyleArguments},
    session::{ACTOR, Session},
    shown::Shown,
};
use crm::{
    Clinic, Error, Result,
    clinic::View,
    report_files::{self, ReportFiles, ReportStyle},
    reports::{self, Compare, Grain, LongList, Paper, ReportFilter, ReportKind, ReportParams},
    segments,
    values::{
        Day, Lang, fold,
        words::{phrase, word},
    },
};
use serde::Serialize;
use std::path::Path;

pub fn run(session: &Session, command: ReportsCommand) -> Result<Shown> {
    match command {
        ReportsCommand::Revenue(arguments) => one(session, ReportKind::Revenue, arguments),
        ReportsCommand::Appointments(arguments) => one(session, ReportKind::Appointments, arguments),
        ReportsCommand::Products(arguments) => one(session, ReportKind::Products, arguments),
        ReportsCommand::Customers(arguments) => one(session, ReportKind::Customers, arguments),
        ReportsCommand::Retention(arguments) => one(session, ReportKind::Retention, arguments),
        ReportsCommand::Dashboard { pdf, style } => dashboard(session, pdf.as_deref(), &style),
        ReportsCommand::Bundle { month, out, style } => bundle(session, month, &out, &style),
    }
}

pub(super) fn style(session: &Session, arguments: &StyleArguments) -> ReportStyle {
    let language = arguments.language.as_deref().and_then(Lang::parse).unwrap_or(session.lang());
    let paper = if arguments.paper == "letter" { Paper::Letter } else { Paper::A4 };
    ReportStyle { language, paper }
}

fn one(session: &Session, kind: ReportKind, arguments: ReportArguments) -> Result<Shown> {
    let clinic = session.read()?;
    let style = style(session, &arguments.style);
    let lang = style.language;
    let params = ReportParams {
        from: arguments.from,
        to: arguments.to,
        compare: Compare::parse(&arguments.compare).unwrap_or_default(),
        grain: arguments.grain.as_deref().and_then(Grain::parse),
        only: filter(&clinic, &arguments)?,
        list: if arguments.appendix { LongList::Included } else { LongList::LeftOut },
    };
    let ReportArguments { pdf, csv, xlsx, .. } = arguments;
    let files = ReportFiles { pdf: pdf.as_deref(), csv: csv.as_deref(), xlsx: xlsx.as_deref() };
    let saved = report_files::save(&clinic, &ACTOR, kind, &params, style, files, &session.progress())?;

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
    lines.extend([&pdf, &csv, &xlsx].into_iter().flatten().map(|path| file(lang, path)));
    Shown::new(lines.join("\n"), &saved)
}

/// The filters, tags and staff by their names.
fn filter(clinic: &Clinic, arguments: &ReportArguments) -> Result<ReportFilter> {
    let mut only = ReportFilter {
        source: arguments.source.clone(),
        category: arguments.category.clone(),
        ..ReportFilter::default()
    };
    if let Some(slug) = &arguments.segment {
        only.segment = Some(clinic.read(&ACTOR, View::Reports, |read| segments::find(read, slug))?.id);
    }
    if arguments.tag.is_none() && arguments.staff.is_none() {
        return Ok(only);
    }
    let choices = clinic.read(&ACTOR, View::Reports, reports::choices)?;
    if let Some(name) = &arguments.tag {
        let tag = choices.tags.iter().find(|tag| fold(&tag.name) == fold(name));
        only.tag = Some(tag.ok_or_else(|| Error::invalid("tag", "there is none of this name"))?.id);
    }
    if let Some(name) = &arguments.staff {
        let staff = choices.staff.iter().find(|staff| fold(&staff.name) == fold(name));
        only.staff = Some(staff.ok_or_else(|| Error::invalid("staff", "nobody has this name"))?.id);
    }
    Ok(only)
}

/// The tiles, a line each.
fn dashboard(session: &Session, pdf: Option<&Path>, arguments: &StyleArguments) -> Result<Shown> {
    let clinic = session.foresee()?;
    let style = style(session, arguments);
    let lang = style.language;
    let shown = clinic
        .read(&ACTOR, View::Reports, |read| Ok(reports::dashboard_shown(&reports::dashboard(read)?, lang)))?;
    if let Some(pdf) = pdf {
        report_files::save_dashboard(&clinic, &ACTOR, style, pdf)?;
    }
    let mut lines = vec![format!("{} · {}", word(lang, "reports.dashboard"), shown.days)];
    lines.extend(shown.tiles.iter().map(|tile| {
        let change = tile.change.as_ref().map(|change| format!(" ({})", change.text)).unwrap_or_default();
        format!("  {}: {}{change} · {}", tile.label, tile.value, tile.beside.join(" · "))
    }));
    lines.extend(pdf.map(|path| file(lang, path)));
    Shown::new(lines.join("\n"), &shown)
}

fn bundle(session: &Session, month: Day, out: &Path, arguments: &StyleArguments) -> Result<Shown> {
    #[derive(Serialize)]
    struct Bundle {
        files: Vec<String>,
    }
    let clinic = session.read()?;
    let style = style(session, arguments);
    let files = report_files::bundle(&clinic, &ACTOR, month, style, out, &session.progress())?;
    let lines: Vec<String> = files.iter().map(|path| file(style.language, path)).collect();
    Shown::new(
        lines.join("\n"),
        &Bundle { files: files.iter().map(|path| path.display().to_string()).collect() },
    )
}

pub(super) fn file(lang: Lang, path: &Path) -> String {
    phrase(lang, "terminal.file", &[("file", path.display().to_string())])
}
