//! Reports: of a small clinic whose answers were worked out by hand, on paper in both languages and as files; sums that
//! agree with each other and with the owners' figures; and the rows behind every figure.

mod by_hand;
mod customers;
mod dashboard;
mod files;
mod filters;
mod hostile;
mod october;
mod rows;
mod sums;
mod ten_people;

use crate::support::{ACTOR, Place};
use crm::{
    clinic::View,
    reports::*,
    values::{Day, Lang},
};

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// October of 2025, compared with September.
fn october() -> ReportParams {
    ReportParams {
        from: Some(day("2025-10-01")),
        to: Some(day("2025-10-31")),
        list: LongList::Included,
        ..ReportParams::default()
    }
}

fn october_2026() -> ReportParams {
    ReportParams { from: Some(day("2026-10-01")), to: Some(day("2026-10-31")), ..ReportParams::default() }
}

fn report(place: &Place, kind: ReportKind, params: &ReportParams) -> Report {
    place.read(&ACTOR, View::Reports, |r| build(r, kind, params)).unwrap()
}

fn section<'r>(report: &'r Report, key: &'static str) -> &'r Section {
    report.sections.iter().find(|section| section.heading == Label::Word(key)).unwrap()
}

/// The table under a heading, a line each, as one reads it in Spanish.
fn table(report: &Report, key: &'static str) -> Vec<String> {
    let Body::Table(table) = &section(report, key).body else { panic!("{key} is a table") };
    let line = |row: &Row| row.cells.iter().map(|cell| cell.read(Lang::Es)).collect::<Vec<_>>().join(" | ");
    table.rows.iter().map(line).collect()
}

/// The key figures with how they moved.
fn figures(report: &Report) -> Vec<String> {
    let change = |kpi: &Kpi| kpi.change.as_ref().map_or(String::new(), |(cell, _)| cell.read(Lang::Es));
    report
        .kpis
        .iter()
        .map(|kpi| format!("{} {}", kpi.value.read(Lang::Es), change(kpi)).trim().to_owned())
        .collect()
}

/// Every line of text as it stands on the pages.
pub fn lines(pages: &[Page]) -> String {
    let mut out = String::new();
    for (number, page) in pages.iter().enumerate() {
        out += &format!("== page {} ==\n", number + 1);
        let mut texts: Vec<&Text> = page
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Text(text) = mark { Some(text) } else { None })
            .collect();
        texts.sort_by_key(|text| (text.at.y, text.at.x));
        let mut last = None;
        for text in texts {
            let separator = if last == Some(text.at.y) {
                " | "
            } else if last.is_some() {
                "\n"
            } else {
                ""
            };
            out += separator;
            out += &text.text;
            last = Some(text.at.y);
        }
        out.push('\n');
    }
    out
}
