//! The dashboard as a screen shows it: in words, and with the marks of its charts.

use super::{Course, Dashboard, Panel, Point, Tile, scale_of};
use crate::{
    analysis::reports::{
        marks::{Ink, Mark, Point as Place},
        report::{Better, Cell, Label, Scale},
        rows::Rows,
        wording::{charted, short_period},
    },
    values::{Day, Lang},
};
use serde::Serialize;
use std::cmp::Ordering;

/// The box that a tile's chart is drawn in, in hundredths of a point, and the one of a panel.
const SMALL: (i32, i32) = (12_000, 3_200);
const WIDE: (i32, i32) = (42_000, 7_200);

/// The dashboard in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct DashboardShown {
    /// The day that it holds for.
    pub as_of: Day,
    /// The days of the month that have come.
    pub days: String,
    /// What they are compared with.
    pub compared: String,
    /// The figures.
    pub tiles: Vec<TileShown>,
    /// Interactions per day, by channel and by staff.
    pub panels: Vec<PanelShown>,
    /// Whether the clinic has no owner yet.
    pub is_empty: bool,
}

/// A figure in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct TileShown {
    /// Its name (`income`).
    pub name: String,
    /// What it is.
    pub label: String,
    /// The figure.
    pub value: String,
    /// Which rows stand behind it.
    pub rows: Option<Rows>,
    /// How it moved.
    pub change: Option<ChangeShown>,
    /// What it is compared with or part of, a line each.
    pub beside: Vec<String>,
    /// Its course.
    pub chart: ChartShown,
    /// Its rule.
    pub meaning: String,
}

/// How a figure moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangeShown {
    /// With its sign.
    pub text: String,
    /// Whether that is good.
    pub tone: Tone,
}

/// Whether news is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub enum Tone {
    /// It is.
    Good,
    /// It is not.
    Bad,
    /// Neither.
    Neutral,
}

/// A chart, and its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct ChartShown {
    /// What it shows.
    pub name: String,
    /// The box that it is drawn in.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// What is drawn.
    pub marks: Vec<Mark>,
    /// The figures, one for each bar.
    pub points: Vec<PointShown>,
}

/// A figure of a chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PointShown {
    /// Its name.
    pub name: String,
    /// The figure.
    pub value: String,
    /// The length of its bar in thousandths of the longest.
    pub length: i64,
    /// Which rows stand behind it.
    pub rows: Option<Rows>,
}

/// Interactions by something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct PanelShown {
    /// Its name (`channels`).
    pub name: String,
    /// Its heading.
    pub heading: String,
    /// What is counted.
    pub note: String,
    /// The figures; drawn as columns where they follow each other in time.
    pub chart: ChartShown,
    /// Whether they do.
    pub is_over_time: bool,
}

/// The dashboard in a language.
pub fn shown(dashboard: &Dashboard, lang: Lang) -> DashboardShown {
    let report = &dashboard.report;
    let before = report.compared.unwrap_or_else(|| report.period.before());
    DashboardShown {
        as_of: report.data_on,
        days: short_period(lang, report.period),
        compared: short_period(lang, before),
        tiles: dashboard.tiles.iter().map(|tile| tile.shown(lang)).collect(),
        panels: dashboard.panels.iter().map(|panel| panel.shown(lang)).collect(),
        is_empty: dashboard.is_empty,
    }
}

impl Tile {
    fn shown(&self, lang: Lang) -> TileShown {
        let change = self.change.as_ref().and_then(|(cell, better)| {
            Some(ChangeShown { text: cell.read(lang), tone: tone(cell, *better)? })
        });
        TileShown {
            name: self.name.to_owned(),
            label: self.label.read(lang),
            value: self.value.read(lang),
            rows: self.value.rows().cloned(),
            change,
            beside: self.beside.iter().map(|label| label.read(lang)).collect(),
            chart: self.course.shown(lang, SMALL),
            meaning: self.meaning.read(lang),
        }
    }
}

impl Course {
    fn shown(&self, lang: Lang, (width, height): (i32, i32)) -> ChartShown {
        let last = if self.is_to_now { self.points.len().checked_sub(1) } else { None };
        let mut marks: Vec<Mark> = bars(&self.points, (width, height - 60))
            .into_iter()
            .enumerate()
            .map(|(i, [x, y, wide, tall])| Mark::Rect {
                at: Place { x, y },
                width: wide,
                height: tall,
                ink: if last.is_none_or(|last| last == i) { Ink::Chart1 } else { Ink::Heat3 },
            })
            .collect();
        let (from, to) = (Place { x: 0, y: height - 30 }, Place { x: width, y: height - 30 });
        marks.push(Mark::Line { from, to, width: 60, ink: Ink::LineStrong });
        let points = points(&self.points, lang);
        ChartShown { name: self.name.read(lang), width, height, marks, points }
    }
}

impl Panel {
    fn shown(&self, lang: Lang) -> PanelShown {
        let course = Course { name: self.heading.clone(), points: self.points.clone(), is_to_now: true };
        PanelShown {
            name: self.name.to_owned(),
            heading: self.heading.read(lang),
            note: self.note.read(lang),
            chart: course.shown(lang, WIDE),
            is_over_time: self.is_over_time,
        }
    }
}

fn points(points: &[Point], lang: Lang) -> Vec<PointShown> {
    let scale = scale_of(points);
    let highest = points.iter().filter_map(|point| point.value.number()).max().unwrap_or(0).max(1);
    let shown = |point: &Point| PointShown {
        name: match &point.name {
            Label::Span(days) if days.from == days.to => {
                crate::analysis::reports::wording::day_of_year(lang, days.from)
            }
            name => name.read(lang),
        },
        value: match point.value.figure() {
            Cell::Money(amount) if scale != Scale::Count => charted(Scale::Units, amount.cents()),
            _ => point.value.read(lang),
        },
        length: point.value.number().map_or(0, |number| number.max(0) * 1_000 / highest),
        rows: point.value.rows().cloned(),
    };
    points.iter().map(shown).collect()
}

/// The bars of figures from a zero baseline at the foot of a box this large: left, top, width, height. One for each
/// figure; a figure above nothing is never less than a hair.
#[allow(clippy::cast_possible_truncation)]
pub(in crate::analysis::reports) fn bars(points: &[Point], (width, height): (i32, i32)) -> Vec<[i32; 4]> {
    let highest = points.iter().filter_map(|point| point.value.number()).max().unwrap_or(0).max(1);
    let count = i32::try_from(points.len().max(1)).unwrap_or(i32::MAX);
    let slot = width / count;
    let gap = (slot / 5).max(20);
    points
        .iter()
        .zip(0..)
        .map(|(point, i)| {
            let number = point.value.number().unwrap_or(0).max(0);
            let tall = (i128::from(height) * i128::from(number) / i128::from(highest)) as i32;
            let tall = if number > 0 { tall.max(60) } else { 0 };
            [i * slot + gap / 2, height - tall, slot - gap, tall]
        })
        .collect()
}

/// Whether a change is good news; nothing where there is none to tell.
pub(in crate::analysis::reports) fn tone(change: &Cell, better: Better) -> Option<Tone> {
    let direction = match change {
        Cell::Change { now, before } if *before != 0 => now.cmp(before),
        Cell::Points(points) => points.cmp(&0),
        _ => return None,
    };
    Some(match (direction, better) {
        (Ordering::Greater, Better::More) | (Ordering::Less, Better::Less) => Tone::Good,
        (Ordering::Greater, Better::Less) | (Ordering::Less, Better::More) => Tone::Bad,
        _ => Tone::Neutral,
    })
}
