//! The dashboard as one page: tiles in two columns, below them the interactions.

use super::{
    super::{
        dashboard::{self, Course, Dashboard, Panel, Tile, Tone},
        marks::{Anchor, Ink, Page, Paper, Weight},
        report::Label,
    },
    flow::{Area, Flow, style},
    foot, head,
    setting::{HEADING, NOTE, SMALL, SMALL_STRONG, Style},
};
use crate::values::Lang;

const VALUE: Style = style(16.0, Weight::SemiBold, Ink::Text).tabular();
const CHANGE: Style = style(9.0, Weight::Medium, Ink::Muted).tabular();
const FIGURE: Style = style(8.25, Weight::Medium, Ink::Text).tabular();
const GUTTER: f32 = 24.0;
/// The height of a tile, and the width of its chart.
const TILE: f32 = 78.0;
const CHART: (f32, f32) = (92.0, 34.0);
/// The height of a line of a panel, and of the chart per day.
const LINE: f32 = 13.0;
const DAYS: f32 = 56.0;
/// Lines of a panel.
const MOST: usize = 7;

/// The page of the dashboard.
pub fn lay_out_dashboard(dashboard: &Dashboard, lang: Lang, paper: Paper) -> Vec<Page> {
    let mut flow = Flow::new(&dashboard.report, lang, paper.size());
    head::letterhead(&mut flow);
    flow.y += 8.0;
    let area = flow.area();
    let width = (area.width() - GUTTER) / 2.0;
    let columns =
        [Area { right: area.left + width, ..area }, Area { left: area.right - width, right: area.right }];
    for pair in dashboard.tiles.chunks(2) {
        flow.rule(area, flow.y, 0.5, Ink::LineStrong);
        let top = flow.y;
        for (one, column) in pair.iter().zip(columns) {
            tile(&mut flow, one, column, top);
        }
        flow.y = top + TILE;
    }
    flow.rule(area, flow.y, 0.5, Ink::LineStrong);
    flow.y += 10.0;
    let (over_time, by): (Vec<&Panel>, Vec<&Panel>) =
        dashboard.panels.iter().partition(|panel| panel.is_over_time);
    for panel in over_time {
        flow.y = per_day(&mut flow, panel, area);
    }
    let top = flow.y + 8.0;
    for (panel, column) in by.iter().zip(columns) {
        lines(&mut flow, panel, column, top);
    }
    foot::feet(flow)
}

fn tile(flow: &mut Flow<'_>, tile: &Tile, column: Area, top: f32) {
    let lang = flow.lang;
    let chart = Area { left: column.right - CHART.0, ..column };
    let words = Area { right: chart.left - 10.0, ..column };
    let (label_style, label) = SMALL_STRONG.in_ink(Ink::Muted).fit(&tile.label.read(lang), words.width());
    flow.text(column.left, SMALL.baseline(top + 6.0, 12.0), Anchor::Start, label_style, &label);
    let (style, value) = VALUE.fit(&tile.value.read(lang), words.width());
    let wide = flow.text(column.left, VALUE.baseline(top + 19.0, 22.0), Anchor::Start, style, &value);
    if let Some((cell, tone)) =
        tile.change.as_ref().and_then(|(cell, better)| Some((cell, dashboard::tone(cell, *better)?)))
    {
        let ink = match tone {
            Tone::Good => Ink::Ok,
            Tone::Bad => Ink::Danger,
            Tone::Neutral => Ink::Muted,
        };
        let (style, text) = CHANGE.in_ink(ink).fit(&cell.read(lang), (words.width() - wide - 6.0).max(20.0));
        flow.text(column.left + wide + 6.0, VALUE.baseline(top + 19.0, 22.0), Anchor::Start, style, &text);
    }
    let beside: Vec<String> = tile.beside.iter().map(|label| label.read(lang)).collect();
    let (style, beside) = SMALL.tabular().fit(&beside.join(" · "), words.width());
    flow.text(column.left, SMALL.baseline(top + 41.0, 11.0), Anchor::Start, style, &beside);
    let mut y = top + 53.0;
    let mut meaning = SMALL.wrap(&tile.meaning.read(lang), column.width());
    if meaning.len() > 2 {
        // Nothing is left out in silence.
        let rest = meaning.split_off(1).join(" ");
        meaning.push(SMALL.cut(&rest, column.width()));
    }
    for line in &meaning {
        flow.text(column.left, SMALL.baseline(y, 10.5), Anchor::Start, SMALL, line);
        y += 10.5;
    }
    course(flow, &tile.course, chart, top + 8.0 + CHART.1);
}

/// The bars of a course, the last one darkest.
fn course(flow: &mut Flow<'_>, course: &Course, area: Area, base: f32) {
    let size = (super::flow::hundredths(area.width()), super::flow::hundredths(CHART.1));
    let last = course.points.len().saturating_sub(1);
    for (i, [x, y, wide, tall]) in dashboard::bars(&course.points, size).into_iter().enumerate() {
        let part = |hundredths: i32| hundredths as f32 / 100.0;
        let ink = if course.is_to_now && i != last { Ink::Heat3 } else { Ink::Chart1 };
        if tall > 0 {
            flow.rect((area.left + part(x), base - CHART.1 + part(y)), part(wide), part(tall), ink);
        }
    }
    flow.rule(area, base, 0.75, Ink::Control);
}

fn heading(flow: &mut Flow<'_>, panel: &Panel, area: Area, top: f32) -> f32 {
    let lang = flow.lang;
    let (style, text) = HEADING.fit(&panel.heading.read(lang), area.width());
    let baseline = HEADING.baseline(top, 15.0);
    let used = flow.text(area.left, baseline, Anchor::Start, style, &text) + 7.0;
    let note = NOTE.cut(&panel.note.read(lang), (area.width() - used).max(0.0));
    flow.text(area.left + used, baseline, Anchor::Start, NOTE, &note);
    top + 20.0
}

fn per_day(flow: &mut Flow<'_>, panel: &Panel, area: Area) -> f32 {
    let top = heading(flow, panel, area, flow.y);
    let base = top + 12.0 + DAYS;
    let size = (super::flow::hundredths(area.width()), super::flow::hundredths(DAYS));
    let highest = panel.points.iter().filter_map(|point| point.value.number()).max().unwrap_or(0);
    let slot = area.width() / panel.points.len().max(1) as f32;
    let all_fit = panel.points.iter().all(|point| FIGURE.width(&point.value.read(flow.lang)) < slot - 1.0);
    for ([x, y, wide, tall], point) in dashboard::bars(&panel.points, size).into_iter().zip(&panel.points) {
        let part = |hundredths: i32| hundredths as f32 / 100.0;
        let (left, top) = (area.left + part(x), base - DAYS + part(y));
        if tall > 0 {
            flow.rect((left, top), part(wide), part(tall), Ink::Chart1);
        }
        let number = point.value.number().unwrap_or(0);
        if number > 0 && (all_fit || number == highest) {
            let text = point.value.read(flow.lang);
            flow.text(left + part(wide) / 2.0, top - 2.5, Anchor::Middle, FIGURE, &text);
        }
    }
    flow.rule(area, base, 0.75, Ink::Control);
    let spans: Vec<_> = panel
        .points
        .iter()
        .filter_map(|point| if let Label::Span(days) = &point.name { Some(*days) } else { None })
        .collect();
    super::chart::axis(flow, &spans, area, base);
    base + 18.0
}

fn lines(flow: &mut Flow<'_>, panel: &Panel, area: Area, top: f32) {
    let lang = flow.lang;
    let mut y = heading(flow, panel, area, top);
    let highest = panel.points.iter().filter_map(|point| point.value.number()).max().unwrap_or(0).max(1);
    let bar = Area { left: area.left + 96.0, right: area.right - 34.0 };
    for point in panel.points.iter().take(MOST) {
        let (style, name) = SMALL.in_ink(Ink::Text).fit(&point.name.read(lang), 90.0);
        flow.text(area.left, SMALL.baseline(y, LINE), Anchor::Start, style, &name);
        let number = point.value.number().unwrap_or(0);
        let wide = bar.width() * number as f32 / highest as f32;
        if number > 0 {
            flow.rect((bar.left, y + 3.5), wide.max(0.75), LINE - 7.0, Ink::Chart1);
        }
        flow.text(area.right, SMALL.baseline(y, LINE), Anchor::End, FIGURE, &point.value.read(lang));
        y += LINE;
    }
}
