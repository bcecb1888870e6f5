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
/// Space above them, a rule in it.
const ABOVE: f32 = 34.0;
const BELOW_RULE: f32 = 10.0;
/// Space between two lines of them.
const BETWEEN: f32 = 8.0;

/// The definitions, on one page where they fit on one; a term is never parted from its meaning.
pub fn definitions(flow: &mut Flow<'_>) {
    let report = flow.report;
    let area = flow.area();
    let width = (area.width() - GUTTER * (COLUMNS - 1) as f32) / COLUMNS as f32;
    let set: Vec<_> = report.definitions.iter().map(|definition| lines(flow, definition, width)).collect();
    let height = |line: &[(String, Vec<String>)]| {
        LINE * line.iter().map(|(_, meaning)| meaning.len() + 1).max().unwrap_or(0) as f32
    };
    let all: f32 = set.chunks(COLUMNS).map(|line| BETWEEN + height(line)).sum::<f32>() - BETWEEN;
    if ABOVE + all <= flow.page_room() {
        flow.ensure(ABOVE + all);
    }
    for (number, line) in set.chunks(COLUMNS).enumerate() {
        let height = height(line);
        flow.ensure(if number == 0 { ABOVE } else { BETWEEN } + height);
        flow.gap(if number == 0 { ABOVE - BELOW_RULE } else { BETWEEN });
        if number == 0 {
            flow.rule(area, flow.y, 0.5, Ink::LineStrong);
            flow.y += BELOW_RULE;
        }
        for (column, (term, meaning)) in line.iter().enumerate() {
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
