//! Addresses on sheets of labels.

use super::{
    LabelSheet, SetPaper, of_today,
    recipients::{Recipients, addressees},
};
use crate::{
    Result,
    analysis::reports::{
        layout::{Area, Flow, Style, style},
        marks::{Anchor, Ink, Weight},
        report::Label,
    },
    clinic::Read,
    values::Lang,
};

/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;
/// What a printer may shift a sheet by: nothing stands nearer to a label's edge.
const INSET: f32 = 4.0 * MM;
const NAME: Style = style(10.0, Weight::SemiBold, Ink::Text);
const LINE: Style = style(9.0, Weight::Regular, Ink::Text);

/// Where labels are on their sheet, in millimetres.
struct Grid {
    page: (f32, f32),
    columns: u32,
    rows: u32,
    size: (f32, f32),
    first: (f32, f32),
    step: (f32, f32),
}

impl LabelSheet {
    const fn grid(self) -> Grid {
        const A4: (f32, f32) = (210.0, 297.0);
        const LETTER: (f32, f32) = (215.9, 279.4);
        match self {
            Self::L7160 => Grid {
                page: A4,
                columns: 3,
                rows: 7,
                size: (63.5, 38.1),
                first: (7.25, 15.15),
                step: (66.0, 38.1),
            },
            Self::A4By24 => Grid {
                page: A4,
                columns: 3,
                rows: 8,
                size: (70.0, 37.0),
                first: (0.0, 0.5),
                step: (70.0, 37.0),
            },
            Self::L7163 => Grid {
                page: A4,
                columns: 2,
                rows: 7,
                size: (99.1, 38.1),
                first: (4.65, 15.15),
                step: (101.6, 38.1),
            },
            Self::Avery5160 => Grid {
                page: LETTER,
                columns: 3,
                rows: 10,
                size: (66.675, 25.4),
                first: (4.76, 12.7),
                step: (69.85, 25.4),
            },
            Self::Avery5163 => Grid {
                page: LETTER,
                columns: 2,
                rows: 5,
                size: (101.6, 50.8),
                first: (3.97, 12.7),
                step: (106.36, 50.8),
            },
        }
    }
}

/// A label for each, from the first that is left on the sheet.
pub(super) fn labels(r: &Read<'_>, to: &Recipients, sheet: LabelSheet, used: u32) -> Result<SetPaper> {
    let (addressees, left_out) = addressees(r, to)?;
    let report = of_today(r, "labels", Label::Word("papers.labels"))?;
    let grid = sheet.grid();
    let on_sheet = grid.columns * grid.rows;
    let size = (grid.page.0 * MM, grid.page.1 * MM);
    // Labels hold names and places alone: no language is spoken on them.
    let mut flow = Flow::bare(&report, Lang::default(), size);
    for (place, addressee) in (used % on_sheet..).zip(&addressees) {
        if place > 0 && place % on_sheet == 0 {
            flow.turn_bare();
        }
        let place = place % on_sheet;
        let (column, row) = (place % grid.columns, place / grid.columns);
        let left = (grid.first.0 + grid.step.0 * column as f32) * MM;
        let top = (grid.first.1 + grid.step.1 * row as f32) * MM;
        let area = Area { left: left + INSET, right: left + grid.size.0 * MM - INSET };
        one(&mut flow, &addressee.lines(&r.settings.country), area, (top, grid.size.1 * MM));
    }
    let pages = flow.finish();
    Ok(SetPaper { report, pages, left_out })
}

/// An address in the middle of its label, set smaller where it has many lines.
fn one(flow: &mut Flow<'_>, lines: &[String], area: Area, (top, height): (f32, f32)) {
    let room = height - 2.0 * INSET.min(height * 0.12);
    let leading = (room / lines.len().max(1) as f32).min(13.0);
    let mut y = top + (height - leading * lines.len() as f32) / 2.0;
    for (i, line) in lines.iter().enumerate() {
        let kind = if i == 0 { NAME } else { LINE };
        let kind = Style { size: kind.size.min(leading * 0.82), ..kind };
        let (kind, text) = kind.fit(line, area.width());
        flow.text(area.left, kind.baseline(y, leading), Anchor::Start, kind, &text);
        y += leading;
    }
}
