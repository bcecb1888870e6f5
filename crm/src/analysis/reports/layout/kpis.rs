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
/// Lines of what is told of a figure, at most.
const LINES: usize = 3;
/// The height of such a line.
const LINE: f32 = 12.0;
const LABEL: Style = style(9.0, Weight::SemiBold, Ink::Muted);
const FIRST: Style = style(18.0, Weight::SemiBold, Ink::Text).tabular();
const OTHER: Style = style(12.0, Weight::SemiBold, Ink::Text).tabular();
const DETAIL: Style = SMALL.tabular();

/// The strip, five figures a line at most, the first of all set largest.
pub fn strip(flow: &mut Flow<'_>) {
    let kpis = &flow.report.kpis;
    let area = flow.area();
    for (line, kpis) in kpis.chunks(5).enumerate() {
        let widths = widths(flow, kpis, area, line == 0);
        let below: Vec<_> = kpis
            .iter()
            .zip(&widths)
            .enumerate()
            .map(|(i, (kpi, width))| below(flow, kpi, width - PADDING - inset(i)))
            .collect();
        let more = below.iter().map(Vec::len).max().unwrap_or(0).saturating_sub(1);
        let height = HEIGHT + LINE * more as f32;
        flow.ensure(height + 16.0);
        flow.gap(if line == 0 { 16.0 } else { 0.0 });
        let top = flow.y;
        flow.rule(area, top, 0.5, Ink::LineStrong);
        let mut left = area.left;
        for (i, ((kpi, width), below)) in kpis.iter().zip(widths).zip(below).enumerate() {
            if i > 0 {
                flow.line((left, top + 9.0), (left, top + height - 9.0), 0.5, Ink::LineStrong);
            }
            let column = Area { left: left + inset(i), right: left + width - PADDING };
            figure(flow, kpi, column, top, line == 0 && i == 0);
            for (number, parts) in below.into_iter().enumerate() {
                let baseline = DETAIL.baseline(top + 45.0 + LINE * number as f32, LINE);
                let mut left = column.left;
                for (style, text) in parts {
                    left += flow.text(left, baseline, Anchor::Start, style, &text);
                }
            }
            left += width;
        }
        flow.rule(area, top + height, 0.5, Ink::LineStrong);
        flow.y = top + height;
    }
}

/// The space before the figure of this place.
const fn inset(place: usize) -> f32 {
    if place == 0 { 0.0 } else { PADDING }
}

/// What each figure needs, and an equal share of what is left. Where they need more than there is, what stands below
/// them gives way first: it can stand on several lines.
fn widths(flow: &Flow<'_>, kpis: &[Kpi], area: Area, with_first: bool) -> Vec<f32> {
    let lang = flow.lang;
    let (least, natural): (Vec<f32>, Vec<f32>) = kpis
        .iter()
        .enumerate()
        .map(|(i, kpi)| {
            let value = if with_first && i == 0 { FIRST } else { OTHER };
            let change = change(flow, kpi).map_or(0.0, |(text, _)| DETAIL.width(&text));
            let detail = detail(flow, kpi).unwrap_or_default();
            let word = detail.split(' ').map(|word| DETAIL.width(word)).fold(0.0, f32::max);
            let above = LABEL.width(&kpi.label.read(lang)).max(value.width(&kpi.value.read(lang)));
            let space = PADDING + inset(i);
            let wanted = change + DETAIL.width(&detail);
            (above.max(change).max(word) + space, above.max(wanted) + space)
        })
        .unzip();
    let (least_of_all, needed): (f32, f32) = (least.iter().sum(), natural.iter().sum());
    let spare = area.width() - needed;
    if spare >= 0.0 {
        return natural.iter().map(|width| width + spare / kpis.len().max(1) as f32).collect();
    }
    let part = ((area.width() - least_of_all) / (needed - least_of_all).max(1.0)).max(0.0);
    let scale = (area.width() / least_of_all.max(1.0)).min(1.0);
    least.iter().zip(natural).map(|(least, natural)| (least + (natural - least) * part) * scale).collect()
}

/// The change and what is told of it: on one line, or where that is too narrow on as many as it takes.
fn below(flow: &Flow<'_>, kpi: &Kpi, width: f32) -> Vec<Vec<(Style, String)>> {
    let width = width.max(1.0);
    let change = change(flow, kpi).map(|(text, ink)| DETAIL.in_ink(ink).fit(&text, width));
    let Some(detail) = detail(flow, kpi) else { return change.into_iter().map(|part| vec![part]).collect() };
    let Some((style, text)) = change else {
        return wrapped(&detail, width).collect();
    };
    let beside = format!(" · {detail}");
    if style.width(&text) + DETAIL.width(&beside) <= width {
        return vec![vec![(style, text), (DETAIL, beside)]];
    }
    std::iter::once(vec![(style, text)]).chain(wrapped(&detail, width)).collect()
}

/// The first lines of a text, the last of them cut where it goes on.
fn wrapped(text: &str, width: f32) -> impl Iterator<Item = Vec<(Style, String)>> {
    let mut lines = DETAIL.wrap(text, width);
    if lines.len() > LINES {
        let rest = lines.split_off(LINES - 1).join(" ");
        lines.push(DETAIL.cut(&rest, width));
    }
    lines.into_iter().map(|line| vec![(DETAIL, line)])
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
    Some(kpi.detail.as_ref()?.read(flow.lang))
}
