//! The foot of every page, once it is known how many there are.

use super::{
    super::{
        marks::{Anchor, Ink, Mark, Page},
        printable::{is_transcribed, printable},
        wording::{clock, long_day, page_of},
    },
    flow::{Area, FOOT, Flow, SIDE, hundredths, point},
    setting::SMALL,
};
use crate::values::{
    Lang,
    words::{phrase, word},
};

/// The pages, each with the day of the data, who made it and its number; and, where a text was transcribed, with
/// a line that says so.
pub fn feet(flow: Flow<'_>) -> Vec<Page> {
    let (report, lang) = (flow.report, flow.lang);
    let day = long_day(lang, report.data_on);
    let data = match report.data_time {
        Some(time) => phrase(lang, "reports.data_on_at", &[("day", day), ("time", clock(time))]),
        None => phrase(lang, "reports.data_on", &[("day", day)]),
    };
    let maker = if report.made_by.trim().is_empty() {
        word(lang, "reports.made_alone").to_owned()
    } else {
        phrase(lang, "reports.made_by", &[("name", report.made_by.clone())])
    };
    let mut pages = flow.finish();
    let numbers: Vec<String> = (1..=pages.len()).map(|number| page_of(lang, number, &pages)).collect();
    for (page, number) in pages.iter_mut().zip(&numbers) {
        let size = (page.width as f32 / 100.0, page.height as f32 / 100.0);
        let (area, rule) = (Area::of(size), size.1 - FOOT);
        note(page, lang, rule);
        foot(page, area, rule, [&data, &maker, number]);
    }
    pages
}

fn foot(page: &mut Page, area: Area, rule: f32, [data, maker, number]: [&String; 3]) {
    let (from, to) = (point(area.left, rule), point(area.right, rule));
    page.marks.push(Mark::Line { from, to, width: hundredths(0.75), ink: Ink::Text });
    let baseline = SMALL.baseline(rule + 7.0, 12.0);
    let third = area.width() / 3.0;
    let middle = (area.left + area.right) / 2.0;
    for (x, anchor, text) in
        [(area.left, Anchor::Start, data), (middle, Anchor::Middle, maker), (area.right, Anchor::End, number)]
    {
        push(page, x, baseline, anchor, text, third - 8.0);
    }
}

fn note(page: &mut Page, lang: Lang, rule: f32) {
    let transcribed =
        page.marks.iter().any(|mark| matches!(mark, Mark::Text(text) if is_transcribed(&text.text)));
    if transcribed {
        let width = page.width as f32 / 100.0 - 2.0 * SIDE;
        push(page, SIDE, rule - 6.0, Anchor::Start, word(lang, "reports.transcribed"), width);
    }
}

fn push(page: &mut Page, x: f32, baseline: f32, anchor: Anchor, text: &str, width: f32) {
    let (style, text) = SMALL.fit(&printable(text), width);
    page.marks.push(Mark::Text(super::super::marks::Text {
        at: point(x, baseline),
        anchor,
        size: hundredths(style.size),
        weight: style.weight,
        ink: style.ink,
        tabular: style.tabular,
        text,
    }));
}
