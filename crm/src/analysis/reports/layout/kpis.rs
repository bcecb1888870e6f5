//! The strip of key figures under the title.

use super::{
    super::{
        dashboard::{Tone, tone},
        marks::{Anchor, Ink, Weight},
        report::Kpi,
    },
    flow::{Area, Flow, style},
    setting::{SMALL, Style},
};

const HEIGHT: f32 = 66.0;
const PADDING: f32 = 10.0;
const LABEL: Style = style(9.0, Weight::SemiBold, Ink::Muted);
const FIRST: Style = style(18.0, Weight::SemiBold, Ink::Text).tabular();
const OTHER: Style = style(12.0, Weight::SemiBold, Ink::Text).tabular();
const DETAIL: Style = SMALL.tabular();

/// The strip, five figures a line at most, the first of all set largest.
pub fn strip(flow: &mut Flow<'_>) {
    let kpis = &flow.report.kpis;
    let area = flow.area();
    for (line, kpis) in kpis.chunks(5).enumerate() {
        flow.ensure(HEIGHT + 16.0);
        flow.gap(if line == 0 { 16.0 } else { 0.0 });
        let top = flow.y;
        flow.rule(area, top, 0.5, Ink::LineStrong);
        let mut left = area.left;
        for (i, (kpi, width)) in kpis.iter().zip(widths(flow, kpis, area, line == 0)).enumerate() {
            let inset = if i == 0 { 0.0 } else { PADDING };
            if i > 0 {
                flow.line((left, top + 9.0), (left, top + HEIGHT - 9.0), 0.5, Ink::LineStrong);
            }
            let column = Area { left: left + inset, right: left + width - PADDING };
            figure(flow, kpi, column, top, line == 0 && i == 0);
            left += width;
        }
        flow.rule(area, top + HEIGHT, 0.5, Ink::LineStrong);
        flow.y = top + HEIGHT;
    }
}

/// What each figure needs, and an equal share of what is left; all scaled where they need more than there is.
fn widths(flow: &Flow<'_>, kpis: &[Kpi], area: Area, with_first: bool) -> Vec<f32> {
    let lang = flow.lang;
    let natural: Vec<f32> = kpis
        .iter()
        .enumerate()
        .map(|(i, kpi)| {
            let value = if with_first && i == 0 { FIRST } else { OTHER };
            let below = [change(flow, kpi).map(|(text, _)| text), detail(flow, kpi)];
            let below: f32 = below.iter().flatten().map(|text| DETAIL.width(text)).sum();
            let widest =
                LABEL.width(&kpi.label.read(lang)).max(value.width(&kpi.value.read(lang))).max(below);
            widest + PADDING + if i == 0 { 0.0 } else { PADDING }
        })
        .collect();
    let needed: f32 = natural.iter().sum();
    let scale = (area.width() / needed.max(1.0)).min(1.0);
    let spare = (area.width() - needed * scale) / kpis.len().max(1) as f32;
    natural.iter().map(|width| width * scale + spare).collect()
}

fn figure(flow: &mut Flow<'_>, kpi: &Kpi, column: Area, top: f32, is_first: bool) {
    let lang = flow.lang;
    let (style, label) = LABEL.fit(&kpi.label.read(lang), column.width());
    flow.text(column.left, LABEL.baseline(top + 9.0, 12.0), Anchor::Start, style, &label);
    let value = if is_first { FIRST } else { OTHER };
    let (style, text) = value.fit(&kpi.value.read(lang), column.width());
    if let Some(rows) = kpi.value.rows() {
        let what = format!("{}: {}", kpi.label.read(lang), kpi.value.read(lang));
        flow.link((column.left - 3.0, top + 21.0), (style.width(&text) + 6.0, 24.0), what, rows);
    }
    let baseline = if is_first { FIRST.baseline(top + 21.0, 24.0) } else { OTHER.baseline(top + 23.5, 24.0) };
    flow.text(column.left, baseline, Anchor::Start, style, &text);

    let baseline = DETAIL.baseline(top + 45.0, 12.0);
    let mut left = column.left;
    if let Some((text, ink)) = change(flow, kpi) {
        let (style, text) = DETAIL.in_ink(ink).fit(&text, column.width());
        left += flow.text(left, baseline, Anchor::Start, style, &text);
    }
    if let Some(text) = detail(flow, kpi) {
        let room = column.right - left;
        let (style, text) = DETAIL.fit(&text, room.max(0.0));
        if style.width(&text) <= room {
            flow.text(left, baseline, Anchor::Start, style, &text);
        }
    }
}

/// The change in words and in the colour of good or bad news.
fn change(flow: &Flow<'_>, kpi: &Kpi) -> Option<(String, Ink)> {
    let (cell, better) = kpi.change.as_ref()?;
    let ink = match tone(cell, *better)? {
        Tone::Good => Ink::Ok,
        Tone::Bad => Ink::Danger,
        Tone::Neutral => Ink::Muted,
    };
    Some((cell.read(flow.lang), ink))
}

fn detail(flow: &Flow<'_>, kpi: &Kpi) -> Option<String> {
    let text = kpi.detail.as_ref()?.read(flow.lang);
    Some(if change(flow, kpi).is_some() { format!(" · {text}") } else { text })
}
