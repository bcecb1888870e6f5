//! A table set in type: every cell broken into lines, every row with its height.

use super::columns::{self, BAR, BAR_GAP, Draft};
use crate::analysis::reports::{
    layout::{
        flow::{Area, Flow, style},
        setting::{NOTE, Style, whole_hundredths},
    },
    marks::{Anchor, Ink, Weight},
    printable::printable,
    report::{Cell, ColumnKind, Row, RowKind, Table},
    rows::Rows,
};
use crate::values::Lang;

/// How far the first cell of a group's rows stands in.
const INDENT: f32 = 9.0;

/// The part of its size that type is shrunk to at most.
const SMALLEST: f32 = 0.6;
/// What a column may lack of a word's width before the word is broken: less than one sees.
const LEEWAY: f32 = 0.01;

/// How closely a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Density {
    /// To be read.
    Normal,
    /// To look things up in: a long list.
    Compact,
}

/// A table set in type.
pub struct Grid {
    area: Area,
    columns: Vec<Column>,
    rows: Vec<SetRow>,
    head: Vec<Vec<String>>,
    empty: String,
    type_: Type,
}

struct Column {
    area: Area,
    kind: ColumnKind,
}

struct SetRow {
    kind: RowKind,
    cells: Vec<SetCell>,
    height: f32,
    is_inset: bool,
}

struct SetCell {
    style: Style,
    lines: Vec<String>,
    /// The length of the bar, 0 to 1.
    bar: Option<f32>,
    rows: Option<Rows>,
}

/// Sizes of one density and scale.
#[derive(Clone, Copy)]
struct Type {
    head: Style,
    cell: Style,
    line: f32,
    padding: f32,
}

impl Type {
    fn new(density: Density, scale: f32) -> Self {
        let (size, head, line, padding) = match density {
            Density::Normal => (9.0, 8.25, 12.0, 2.25),
            Density::Compact => (7.75, 7.25, 10.0, 2.0),
        };
        Self {
            head: style(whole_hundredths(head * scale), Weight::Medium, Ink::Muted),
            cell: style(whole_hundredths(size * scale), Weight::Regular, Ink::Text).tabular(),
            line: line * scale,
            padding,
        }
    }

    fn of(self, row: RowKind, column: ColumnKind) -> Style {
        let weight = match (row, column) {
            (RowKind::Data, ColumnKind::Strong) => Weight::Medium,
            (RowKind::Data, _) => Weight::Regular,
            _ => Weight::SemiBold,
        };
        Style { weight, ..self.cell }
    }
}

impl Grid {
    /// Sets a table for a column of the page.
    pub fn set(table: &Table, lang: Lang, area: Area, density: Density) -> Self {
        let headings = headings(table, lang);
        let texts = texts(table, lang);
        let draft = |type_: Type| drafts(table, &headings, &texts, type_);
        let mut scale = 1.0;
        let mut type_ = Type::new(density, scale);
        let mut drafts = draft(type_);
        // What a column keeps whatever the size of its type may ask for a second try.
        for _ in 0..3 {
            let more = columns::scale(&drafts, area);
            if more >= 1.0 || scale <= SMALLEST {
                break;
            }
            scale = (scale * more).max(SMALLEST);
            type_ = Type::new(density, scale);
            drafts = draft(type_);
        }
        let areas = columns::spread(&drafts, area);
        let columns: Vec<Column> = areas
            .into_iter()
            .zip(&table.columns)
            .map(|(area, column)| Column { area, kind: column.kind })
            .collect();
        let head = columns
            .iter()
            .zip(&headings)
            .map(|(column, text)| type_.head.wrap(text, column.figures().width() + LEEWAY))
            .collect();
        let mut inset = 0.0;
        let rows = table
            .rows
            .iter()
            .zip(texts)
            .map(|(row, texts)| {
                inset = inset_after(row.kind, inset);
                set_row(type_, area, &columns, row.kind, &row.cells, texts, inset > 0.0)
            })
            .collect();
        Self { area, columns, rows, head, empty: table.empty.read(lang), type_ }
    }

    /// How much of the room that the table would read well in there is: from 1 on, enough.
    pub fn ease(table: &Table, lang: Lang, area: Area, density: Density) -> f32 {
        let type_ = Type::new(density, 1.0);
        columns::ease(&drafts(table, &headings(table, lang), &texts(table, lang), type_), area)
    }

    /// Its height without the section's heading.
    pub fn height(&self) -> f32 {
        let rows =
            if self.is_empty() { self.type_.line + 2.0 * self.type_.padding } else { self.rows_height() };
        self.head_height() + rows
    }

    /// The height of its rows.
    pub fn rows_height(&self) -> f32 {
        self.rows.iter().map(|row| row.height).sum()
    }

    /// The height of its headings.
    pub fn head_height(&self) -> f32 {
        let lines = self.head.iter().map(Vec::len).max().unwrap_or(1);
        lines as f32 * (self.type_.line - 1.5) + 6.0
    }

    /// The number of its rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What stands together with a row: the first row of the group it names, the total that sums it.
    pub fn kept(&self, row: usize) -> f32 {
        let mut height = 0.0;
        for (i, set) in self.rows.iter().enumerate().skip(row) {
            height += set.height;
            let next = self.rows.get(i + 1).map(|next| next.kind);
            let goes_on =
                set.kind == RowKind::Group || matches!(next, Some(RowKind::Subtotal | RowKind::Total));
            if !goes_on {
                break;
            }
        }
        height
    }

    /// The rows without which a table does not begin on a page: its first two with what they keep.
    pub fn start(&self) -> f32 {
        let first = self.rows.first().map_or(0.0, |row| row.height);
        (first + self.kept(1)).max(self.kept(0))
    }

    /// Headings and rows at this height, on one page.
    pub fn draw(&self, flow: &mut Flow<'_>, top: f32) {
        let mut y = self.draw_head(flow, top);
        if self.is_empty() {
            self.draw_empty(flow, y);
        }
        for row in 0..self.len() {
            y = self.draw_row(flow, row, y);
        }
    }

    /// The headings, standing on their line. Answers where the rows begin.
    pub fn draw_head(&self, flow: &mut Flow<'_>, top: f32) -> f32 {
        let bottom = top + self.head_height();
        let line = self.type_.line - 1.5;
        for (column, lines) in self.columns.iter().zip(&self.head) {
            let mut y = bottom - 5.0 - lines.len() as f32 * line;
            let (x, anchor) = column.stand(column.figures());
            for text in lines {
                flow.text(x, self.type_.head.baseline(y, line), anchor, self.type_.head, text);
                y += line;
            }
        }
        flow.rule(self.area, bottom, 0.75, Ink::Text);
        bottom
    }

    /// What is said where there is nothing. Answers where it ends.
    pub fn draw_empty(&self, flow: &mut Flow<'_>, top: f32) -> f32 {
        let height = self.type_.line + 2.0 * self.type_.padding;
        let (style, text) = NOTE.fit(&self.empty, self.area.width());
        flow.text(self.area.left, NOTE.baseline(top, height), Anchor::Start, style, &text);
        top + height
    }

    /// One row. Answers where it ends.
    pub fn draw_row(&self, flow: &mut Flow<'_>, row: usize, top: f32) -> f32 {
        let Some(row) = self.rows.get(row) else { return top };
        let bottom = top + row.height;
        match row.kind {
            RowKind::Data => flow.rule(self.area, bottom, 0.5, Ink::Line),
            RowKind::Subtotal => flow.rule(self.area, top, 0.5, Ink::Control),
            RowKind::Total => {
                flow.rule(self.area, top, 0.75, Ink::Text);
                flow.rule(self.area, bottom, 1.5, Ink::Text);
            }
            RowKind::Group => {}
        }
        for (i, (column, cell)) in self.columns.iter().zip(&row.cells).enumerate() {
            let inset = if i == 0 && row.is_inset && column.kind == ColumnKind::Text { INDENT } else { 0.0 };
            let (x, anchor) = if row.kind == RowKind::Group {
                (self.area.left, Anchor::Start)
            } else {
                column.stand(column.figures())
            };
            let block = cell.lines.len() as f32 * self.type_.line;
            // Figures stand on the first line of a text that wraps; a single line is centred in its row.
            let mut y = if row.kind == RowKind::Group {
                bottom - self.type_.line - 1.0
            } else {
                top + self.type_.padding
            };
            if row.kind == RowKind::Total {
                y = top + (row.height - block).max(0.0) / 2.0;
            }
            for line in &cell.lines {
                flow.text(x + inset, cell.style.baseline(y, self.type_.line), anchor, cell.style, line);
                y += self.type_.line;
            }
            if let Some(rows) = &cell.rows {
                let figure = cell.lines.join(" ");
                let of =
                    row.cells.first().filter(|_| i > 0).map_or(String::new(), |name| name.lines.join(" "));
                let head = self.head.get(i).map_or(String::new(), |lines| lines.join(" "));
                let name = if of.is_empty() { figure } else { format!("{of}, {head}: {figure}") };
                let wide = cell.lines.iter().map(|line| cell.style.width(line)).fold(0.0, f32::max);
                let left = if anchor == Anchor::End { x - wide } else { x + inset };
                flow.link((left - 2.0, top + 1.0), (wide + 4.0, row.height - 2.0), name, rows);
            }
            if let Some(bar) = cell.bar {
                let (thick, middle) = (5.0, top + self.type_.padding + self.type_.line / 2.0);
                let (left, full) = (column.area.right - column.bar(), column.bar());
                flow.rect((left, middle - thick / 2.0), full, thick, Ink::Line);
                if bar > 0.0 {
                    flow.rect((left, middle - thick / 2.0), (full * bar).max(0.75), thick, Ink::Chart1);
                }
            }
        }
        bottom
    }
}

fn headings(table: &Table, lang: Lang) -> Vec<String> {
    table.columns.iter().map(|column| column.heading.read(lang)).collect()
}

fn texts(table: &Table, lang: Lang) -> Vec<Vec<String>> {
    let of_row = |row: &Row| row.cells.iter().map(|cell| printable(&cell.read(lang)).into_owned()).collect();
    table.rows.iter().map(of_row).collect()
}

/// The columns of a table in this type, as wide as their cells.
fn drafts(table: &Table, headings: &[String], texts: &[Vec<String>], type_: Type) -> Vec<Draft> {
    let columns = table.columns.iter().zip(headings);
    let mut drafts: Vec<Draft> =
        columns.map(|(column, heading)| Draft::new(column.kind, &printable(heading), type_.head)).collect();
    let mut inset = 0.0;
    for (row, texts) in table.rows.iter().zip(texts) {
        inset = inset_after(row.kind, inset);
        // The name of a group may run over the columns beside it.
        let cells = if row.kind == RowKind::Group { &[] } else { texts.as_slice() };
        for (i, (text, draft)) in cells.iter().zip(&mut drafts).enumerate() {
            let extra = if i == 0 && row.kind == RowKind::Data { inset } else { 0.0 };
            let style = type_.of(row.kind, draft.kind);
            let word = text.split(' ').map(|word| style.width(word)).fold(0.0, f32::max);
            draft.widen(style.width(text) + extra, word + extra);
        }
    }
    drafts
}

impl Column {
    /// The length of a full bar; where the columns had to shrink, so does it.
    fn bar(&self) -> f32 {
        BAR.min(self.area.width() * 0.4)
    }

    /// The part of the column that figures stand in.
    fn figures(&self) -> Area {
        let bar = if self.kind == ColumnKind::Bar { self.bar() + BAR_GAP } else { 0.0 };
        Area { right: (self.area.right - bar).max(self.area.left), ..self.area }
    }

    /// Where a text of this column stands: texts to the left, figures to the right.
    fn stand(&self, area: Area) -> (f32, Anchor) {
        if self.kind == ColumnKind::Text { (area.left, Anchor::Start) } else { (area.right, Anchor::End) }
    }
}

fn inset_after(kind: RowKind, inset: f32) -> f32 {
    match kind {
        RowKind::Group => INDENT,
        RowKind::Data => inset,
        RowKind::Subtotal | RowKind::Total => 0.0,
    }
}

fn set_row(
    type_: Type,
    area: Area,
    columns: &[Column],
    kind: RowKind,
    cells: &[Cell],
    texts: Vec<String>,
    inset: bool,
) -> SetRow {
    let is_inset = inset && kind == RowKind::Data;
    let mut lines = 1;
    let set = columns
        .iter()
        .zip(cells)
        .zip(texts)
        .enumerate()
        .take(if kind == RowKind::Group { 1 } else { columns.len() })
        .map(|(i, ((column, cell), text))| {
            let style = type_.of(kind, column.kind);
            let width = if kind == RowKind::Group { area.width() } else { column.figures().width() };
            let width = if i == 0 && is_inset { width - INDENT } else { width };
            let (style, text) = if column.kind == ColumnKind::Text || kind == RowKind::Group {
                (style, style.wrap(&text, width + LEEWAY))
            } else {
                let (style, text) = style.fit(&text, width);
                (style, vec![text])
            };
            lines = lines.max(text.len());
            SetCell { style, lines: text, bar: bar(column.kind, kind, cell), rows: cell.rows().cloned() }
        })
        .collect();
    let height = lines as f32 * type_.line
        + match kind {
            RowKind::Data | RowKind::Subtotal => 2.0 * type_.padding,
            RowKind::Group => 2.0 * type_.padding + 4.0,
            RowKind::Total => 2.0 * type_.padding + 4.0,
        };
    SetRow { kind, cells: set, height, is_inset }
}

fn bar(column: ColumnKind, row: RowKind, cell: &Cell) -> Option<f32> {
    match cell.figure() {
        Cell::Share { part, whole } if column == ColumnKind::Bar && row == RowKind::Data && *whole > 0 => {
            Some((*part as f32 / *whole as f32).clamp(0.0, 1.0))
        }
        _ => None,
    }
}
