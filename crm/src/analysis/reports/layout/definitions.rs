//! What the words of the report mean, in three columns below its sections.

use super::{
    super::{
        marks::{Anchor, Ink},
        printable::printable,
        report::Definition,
    },
    flow::{Area, Flow},
    setting::{SMALL, SMALL_STRONG},
};

const COLUMNS: usize = 3;
const GUTTER: f32 = 18.0;
const LINE: f32 = 11.5;

/// The definitions; a term is never parted from its meaning.
pub fn definitions(flow: &mut Flow<'_>) {
    let report = flow.report;
    let area = flow.area();
    let width = (area.width() - GUTTER * (COLUMNS - 1) as f32) / COLUMNS as f32;
    for (line, definitions) in report.definitions.chunks(COLUMNS).enumerate() {
        let set: Vec<_> = definitions.iter().map(|definition| lines(flow, definition, width)).collect();
        let height = LINE * set.iter().map(|(_, meaning)| meaning.len() + 1).max().unwrap_or(0) as f32;
        let above = if line == 0 { 34.0 } else { 8.0 };
        flow.ensure(above + height);
        flow.gap(if line == 0 { 24.0 } else { 8.0 });
        if line == 0 {
            flow.rule(area, flow.y, 0.5, Ink::LineStrong);
            flow.y += 10.0;
        }
        for (column, (term, meaning)) in set.iter().enumerate() {
            let left = area.left + (width + GUTTER) * column as f32;
            one(flow, Area { left, right: left + width }, term, meaning);
        }
        flow.y += height;
    }
}

fn lines(flow: &Flow<'_>, definition: &Definition, width: f32) -> (String, Vec<String>) {
    let term = SMALL_STRONG.cut(&printable(&definition.term.read(flow.lang)), width);
    (term, SMALL.wrap(&definition.meaning.read(flow.lang), width))
}

fn one(flow: &mut Flow<'_>, column: Area, term: &str, meaning: &[String]) {
    let mut top = flow.y;
    flow.text(column.left, SMALL_STRONG.baseline(top, LINE), Anchor::Start, SMALL_STRONG, term);
    for line in meaning {
        top += LINE;
        flow.text(column.left, SMALL.baseline(top, LINE), Anchor::Start, SMALL, line);
    }
}
