//! Tables: where they break, and how a page begins when they go on.

mod columns;
mod grid;

use super::{
    SECTION_GAP,
    flow::{Area, Flow},
    setting::{self, HEADING_HEIGHT},
};
use crate::analysis::reports::{
    marks::Anchor,
    report::{Body, Section, Span, Table},
};
use crate::values::{Lang, words::word};
pub use grid::{Density, Grid};

/// With less than this part of the room that a table would read well in, the paper is turned.
const CROWDED: f32 = 0.8;

/// Places a table over the whole width, over as many pages as it takes.
pub fn place(flow: &mut Flow<'_>, section: &Section, table: &Table) {
    let grid = Grid::set(table, flow.lang, flow.area(), density(section));
    let whole = SECTION_GAP + HEADING_HEIGHT + grid.height();
    // A table of up to half a page stays in one piece; a longer one begins where at least its first rows fit.
    let together =
        if whole <= flow.page_room() / 2.0 { whole } else { whole - grid.rows_height() + grid.start() };
    flow.ensure(together);
    flow.gap(SECTION_GAP);
    flow.y = setting::heading(flow, section, flow.area(), flow.y, 0.0);
    flow.y = grid.draw_head(flow, flow.y);
    if grid.is_empty() {
        flow.y = grid.draw_empty(flow, flow.y);
        return;
    }
    for row in 0..grid.len() {
        if grid.kept(row) > flow.room()
            && grid.kept(row) <= flow.page_room() - HEADING_HEIGHT - grid.head_height()
        {
            flow.turn();
            continued(flow, section);
            flow.y = grid.draw_head(flow, flow.y);
        }
        flow.y = grid.draw_row(flow, row, flow.y);
    }
}

/// Whether a table would be hard to read on a page this wide.
pub fn is_crowded(section: &Section, lang: Lang, area: Area) -> bool {
    match &section.body {
        Body::Table(table) => Grid::ease(table, lang, area, density(section)) < CROWDED,
        Body::Chart(_) | Body::Lines(_) | Body::Heat(_) => false,
    }
}

fn density(section: &Section) -> Density {
    if section.span == Span::Appendix { Density::Compact } else { Density::Normal }
}

/// The heading again, with a word that says so.
fn continued(flow: &mut Flow<'_>, section: &Section) {
    let area = flow.area();
    let top = flow.y;
    let text = word(flow.lang, "reports.continued");
    let reserved = setting::NOTE.width(text) + 12.0;
    flow.text(area.right, setting::NOTE.baseline(top, 15.0), Anchor::End, setting::NOTE, text);
    flow.y = setting::heading(flow, section, area, top, reserved);
}
