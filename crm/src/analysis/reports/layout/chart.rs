//! Bars over time with their figures on them, from a zero baseline; the period before as marks across.

use super::{
    super::{
        marks::{Anchor, Ink, Weight},
        report::{Chart, Period, Section},
        wording::{charted, part},
    },
    flow::{Area, Flow, style},
    setting::{self, HEADING_HEIGHT, NOTE, Style},
};

/// The height of a chart with its heading.
pub const HEIGHT: f32 = HEADING_HEIGHT + ABOVE + PLOT + BELOW;
/// Room for a figure above the highest bar.
pub const ABOVE: f32 = 12.0;
/// The height of what is drawn.
pub const PLOT: f32 = 86.0;
/// Room for the names below.
pub const BELOW: f32 = 16.0;
/// The widest a bar gets.
const WIDEST: f32 = 27.0;

const ON_BAR: Style = style(8.25, Weight::Medium, Ink::OnAccent).tabular();
/// A figure over what it belongs to.
pub const OVER_BAR: Style = style(8.25, Weight::Medium, Ink::Text).tabular();
const AXIS: Style = style(8.25, Weight::Regular, Ink::Muted);

/// The chart with its heading. Answers where it ends.
pub fn draw(flow: &mut Flow<'_>, section: &Section, chart: &Chart, area: Area, top: f32) -> f32 {
    let legend = legend(flow, chart, area, top);
    let plot = setting::heading(flow, section, area, top, legend + 16.0) + ABOVE;
    let base = plot + PLOT;
    let highest = chart.bars.iter().map(|bar| bar.value.max(bar.compared.unwrap_or(0))).max().unwrap_or(0);
    if highest <= 0 {
        let (style, text) = NOTE.fit(&chart.empty.read(flow.lang), area.width());
        flow.text(area.left, plot + PLOT / 2.0, Anchor::Start, style, &text);
    } else {
        bars(flow, chart, area, base, highest);
    }
    flow.rule(area, base, 0.75, Ink::Control);
    let periods: Vec<Period> = chart.bars.iter().map(|bar| bar.period).collect();
    axis(flow, &periods, area, base);
    base + BELOW
}

fn legend(flow: &mut Flow<'_>, chart: &Chart, area: Area, top: f32) -> f32 {
    let baseline = NOTE.baseline(top, 15.0);
    let mut right = area.right;
    let compared = chart.compared.as_ref().map(|label| (label, true));
    for (label, is_mark) in compared.into_iter().chain([(&chart.series, false)]) {
        let (style, text) = NOTE.fit(&label.read(flow.lang), area.width() / 4.0);
        right -= flow.text(right, baseline, Anchor::End, style, &text) + 5.0;
        if is_mark {
            flow.line((right - 12.0, baseline - 3.2), (right, baseline - 3.2), 1.5, Ink::Chart2);
            right -= 12.0 + 14.0;
        } else {
            flow.rect((right - 7.5, baseline - 7.0), 7.5, 7.5, Ink::Chart1);
            right -= 7.5;
        }
    }
    area.right - right
}

fn bars(flow: &mut Flow<'_>, chart: &Chart, area: Area, base: f32, highest: i64) {
    let slot = area.width() / chart.bars.len() as f32;
    let width = (slot * 0.6).min(WIDEST);
    let reach = |value: i64| PLOT * value as f32 / highest as f32;
    let figures: Vec<String> = chart.bars.iter().map(|bar| charted(chart.scale, bar.value)).collect();
    let all_fit = figures.iter().all(|figure| OVER_BAR.width(figure) <= slot - 1.5);
    let most = chart.bars.iter().map(|bar| bar.value).max();
    let mut most_named = false;
    for (i, (bar, figure)) in chart.bars.iter().zip(&figures).enumerate() {
        let middle = area.left + slot * (i as f32 + 0.5);
        let height = reach(bar.value);
        if bar.value > 0 {
            flow.rect((middle - width / 2.0, base - height), width, height, Ink::Chart1);
        }
        let crossing = bar.compared.map(reach);
        if let Some(mark) = crossing {
            let half = (width / 2.0 + 3.0).min(slot / 2.0 - 0.5);
            let (from, to) = ((middle - half, base - mark), (middle + half, base - mark));
            flow.line(from, to, 3.0, Ink::Surface);
            flow.line(from, to, 1.5, Ink::Chart2);
        }
        if let Some(rows) = bar.rows.as_ref().filter(|_| bar.value > 0) {
            let what = format!("{}, {}: {figure}", chart.series.read(flow.lang), part(flow.lang, bar.period));
            let tall = height.max(OVER_BAR.size) + OVER_BAR.size;
            flow.link((middle - slot / 2.0, base - tall), (slot, tall), what, rows);
        }
        // Where not every figure fits, the highest bar has one.
        let is_most = !most_named && Some(bar.value) == most;
        if (all_fit || is_most) && (bar.value > 0 || chart.bars.len() <= 14) {
            most_named |= is_most;
            name(flow, figure, (middle, base), (width, height), crossing, area);
        }
    }
}

/// The figure of a bar: on it where it fits and no mark runs through it, else above bar and mark.
fn name(
    flow: &mut Flow<'_>,
    figure: &str,
    (x, base): (f32, f32),
    (width, height): (f32, f32),
    mark: Option<f32>,
    area: Area,
) {
    let wide = ON_BAR.width(figure);
    let line = 11.0;
    // The figure hangs from the top of the bar, or from a mark that crosses near there.
    let hang = mark.filter(|mark| *mark < height && *mark > height - line - 3.0).unwrap_or(height);
    let is_free = mark.is_none_or(|mark| mark >= hang || mark < hang - line - 3.0);
    if wide <= width - 3.0 && hang >= line + 4.0 && is_free {
        flow.text(x, ON_BAR.baseline(base - hang + 2.0, line), Anchor::Middle, ON_BAR, figure);
        return;
    }
    let above = mark
        .filter(|mark| *mark > height - 3.0 && *mark < height + line + 1.0)
        .map_or(height, |mark| mark + 2.0);
    let x = x.clamp(area.left + wide / 2.0, area.right - wide / 2.0);
    flow.text(x, OVER_BAR.baseline(base - above - line, line), Anchor::Middle, OVER_BAR, figure);
}

/// The first day of each bar, or of every second, third … where they would touch.
pub fn axis(flow: &mut Flow<'_>, periods: &[Period], area: Area, base: f32) {
    let slot = area.width() / periods.len().max(1) as f32;
    let names: Vec<String> = periods.iter().map(|period| part(flow.lang, *period)).collect();
    let widest = names.iter().map(|name| AXIS.width(name)).fold(0.0, f32::max);
    let every = ((widest + 5.0) / slot).ceil().max(1.0);
    for (i, name) in names.iter().enumerate() {
        if (i as f32 % every) == 0.0 {
            let x = area.left + slot * (i as f32 + 0.5);
            let half = AXIS.width(name) / 2.0;
            let x = x.clamp(area.left + half, area.right - half);
            flow.text(x, AXIS.baseline(base + 3.0, 12.0), Anchor::Middle, AXIS, name);
        }
    }
}
