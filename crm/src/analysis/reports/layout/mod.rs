//! Turns a report into pages of marks.
//!
//! The order is the clinic's heading, title and period, key figures, sections, definitions, and then the
//! appendices, each from a new page. A section's heading stays with what follows it, a row is never broken, a
//! total stays with the rows it sums, and a table that goes on repeats its headings.

mod chart;
mod dashboard;
mod definitions;
mod flow;
mod foot;
mod head;
mod heat;
mod kpis;
mod lines;
mod setting;
mod table;

use super::{
    marks::{Page, Paper},
    report::{Body, Report, Section, Span},
};
use crate::values::Lang;
pub use dashboard::lay_out_dashboard;
pub(super) use flow::{Area, Flow, style};
pub(super) use head::letter_head;
pub(super) use setting::Style;

/// Space above a section.
const SECTION_GAP: f32 = 20.0;
/// Space between two sections side by side.
const GUTTER: f32 = 26.0;

/// The pages of a report in a language, on a paper.
pub fn lay_out(report: &Report, lang: Lang, paper: Paper) -> Vec<Page> {
    set(report, lang, paper, paper.size())
}

/// The same lying on its long side: tables with room to write in.
pub fn lay_out_lying(report: &Report, lang: Lang, paper: Paper) -> Vec<Page> {
    set(report, lang, paper, paper.turned())
}

fn set(report: &Report, lang: Lang, paper: Paper, size: (f32, f32)) -> Vec<Page> {
    let mut flow = Flow::new(report, lang, size);
    head::letterhead(&mut flow);
    kpis::strip(&mut flow);
    let is_appendix = |section: &&Section| section.span == Span::Appendix;
    let body: Vec<&Section> = report.sections.iter().filter(|section| !is_appendix(section)).collect();
    let mut rest = body.as_slice();
    while let [first, after @ ..] = rest {
        rest = after;
        if let ([second, after @ ..], Span::Half) = (after, first.span)
            && second.span == Span::Half
            && side_by_side(&mut flow, first, second)
        {
            rest = after;
        } else {
            section(&mut flow, first);
        }
    }
    definitions::definitions(&mut flow);
    for appendix in report.sections.iter().filter(is_appendix) {
        // A long list with many columns lies on its side.
        let is_crowded = table::is_crowded(appendix, lang, Area::of(paper.size()));
        flow.turn_to(if is_crowded { paper.turned() } else { paper.size() });
        section(&mut flow, appendix);
    }
    foot::feet(flow)
}

fn section(flow: &mut Flow<'_>, section: &Section) {
    let area = flow.area();
    match &section.body {
        Body::Table(table) => table::place(flow, section, table),
        Body::Chart(chart) => {
            flow.ensure(SECTION_GAP + chart::HEIGHT);
            flow.gap(SECTION_GAP);
            flow.y = chart::draw(flow, section, chart, area, flow.y);
        }
        Body::Lines(lines) => {
            flow.ensure(SECTION_GAP + chart::HEIGHT);
            flow.gap(SECTION_GAP);
            flow.y = lines::draw(flow, section, lines, area, flow.y);
        }
        Body::Heat(heat) => {
            flow.ensure(SECTION_GAP + heat::height(heat));
            flow.gap(SECTION_GAP);
            flow.y = heat::draw(flow, section, heat, area, flow.y);
        }
    }
}

/// Whether the two could be set beside each other on one page.
fn side_by_side(flow: &mut Flow<'_>, one: &Section, two: &Section) -> bool {
    let (left, right) = flow.area().halves(GUTTER);
    let (Body::Table(first), Body::Table(second)) = (&one.body, &two.body) else { return false };
    let first = table::Grid::set(first, flow.lang, left, table::Density::Normal);
    let second = table::Grid::set(second, flow.lang, right, table::Density::Normal);
    let height = setting::HEADING_HEIGHT + first.height().max(second.height());
    if SECTION_GAP + height > flow.page_room() {
        return false;
    }
    flow.ensure(SECTION_GAP + height);
    flow.gap(SECTION_GAP);
    let top = flow.y;
    for (section, grid, area) in [(one, first, left), (two, second, right)] {
        let top = setting::heading(flow, section, area, top, 0.0);
        grid.draw(flow, top);
    }
    flow.y = top + height;
    true
}

impl Area {
    fn halves(self, gutter: f32) -> (Self, Self) {
        let width = (self.right - self.left - gutter) / 2.0;
        (Self { right: self.left + width, ..self }, Self { left: self.right - width, ..self })
    }
}
