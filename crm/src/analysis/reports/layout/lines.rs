//! Shares over time as lines from a zero baseline, the figure at every point.

use super::{
    super::{
        marks::{Anchor, Ink, PathStep},
        report::{Cell, Lines, Period, Section, Series},
        wording::part,
    },
    chart::{ABOVE, BELOW, OVER_BAR, PLOT, axis},
    flow::{Area, Flow, point},
    setting::{self, NOTE},
};

/// What the highest point may be, in millionths: the plot reaches to the first of these that holds it.
const TOPS: [i64; 9] = [50_000, 100_000, 150_000, 200_000, 250_000, 350_000, 500_000, 700_000, 1_000_000];
/// The side of the square that marks a point.
const DOT: f32 = 4.0;

/// The lines with their heading. Answers where they end.
pub fn draw(flow: &mut Flow<'_>, section: &Section, lines: &Lines, area: Area, top: f32) -> f32 {
    let plot = setting::heading(flow, section, area, top, 0.0) + ABOVE;
    let base = plot + PLOT;
    let highest = lines.series.iter().flat_map(|series| &series.values).filter_map(Cell::number).max();
    match highest {
        Some(highest) => {
            let reach = TOPS.into_iter().find(|top| *top >= highest).unwrap_or(highest.max(1));
            for part in [0.5, 1.0] {
                flow.rule(area, base - PLOT * part, 0.5, Ink::Line);
            }
            for (number, series) in lines.series.iter().enumerate().rev() {
                line(flow, (series, &lines.periods), number == 0, area, base, reach);
            }
        }
        None => {
            let (style, text) = NOTE.fit(&lines.empty.read(flow.lang), area.width());
            flow.text(area.left, plot + PLOT / 2.0, Anchor::Start, style, &text);
        }
    }
    flow.rule(area, base, 0.75, Ink::Control);
    axis(flow, &lines.periods, area, base);
    base + BELOW
}

/// One line; a span without a figure leaves a gap.
fn line(
    flow: &mut Flow<'_>,
    (series, periods): (&Series, &[Period]),
    is_first: bool,
    area: Area,
    base: f32,
    reach: i64,
) {
    let (values, name) = (&series.values, series.name.read(flow.lang));
    let slot = area.width() / values.len().max(1) as f32;
    let ink = if is_first { Ink::Chart1 } else { Ink::Chart2 };
    let mut steps = Vec::new();
    let mut dots = Vec::new();
    let mut is_down = false;
    for (i, value) in values.iter().enumerate() {
        let Some(number) = value.number() else {
            is_down = false;
            continue;
        };
        let (x, y) = (area.left + slot * (i as f32 + 0.5), base - PLOT * number as f32 / reach as f32);
        let to = point(x, y);
        steps.push(if is_down { PathStep::Line { to } } else { PathStep::Move { to } });
        is_down = true;
        dots.push((x, y, value.read(flow.lang)));
        if let (Some(rows), Some(period)) = (value.rows(), periods.get(i)) {
            let what = format!("{name}, {}: {}", part(flow.lang, *period), value.read(flow.lang));
            flow.link((x - slot / 2.0, y - 16.0), (slot, 24.0), what, rows);
        }
    }
    if dots.len() > 1 {
        flow.path(steps, if is_first { 1.75 } else { 1.0 }, ink);
    }
    let all_fit = dots.iter().all(|(_, _, figure)| OVER_BAR.width(figure) <= slot - 3.0);
    for (x, y, figure) in dots {
        flow.rect((x - DOT / 2.0 - 1.0, y - DOT / 2.0 - 1.0), DOT + 2.0, DOT + 2.0, Ink::Surface);
        flow.rect((x - DOT / 2.0, y - DOT / 2.0), DOT, DOT, ink);
        if is_first && all_fit {
            flow.text(x, y - 5.5, Anchor::Middle, OVER_BAR, &figure);
        }
    }
}
