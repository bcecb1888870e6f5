//! How wide the columns of a table are.

use crate::analysis::reports::{
    layout::{flow::Area, setting::Style},
    report::ColumnKind,
};

/// Space between columns.
pub const GAP: f32 = 10.0;
/// The length of a bar beside a share, and the space before it.
pub const BAR: f32 = 44.0;
/// Space between a share and its bar.
pub const BAR_GAP: f32 = 6.0;
/// A word up to this long is not broken, unless all type has shrunk.
const LONGEST_WORD: f32 = 96.0;
/// What a column keeps however little room there is: a sign of shrunken type, which else would stand beyond the margin.
const SIGN: f32 = 10.0;
/// The same with a bar beside it.
const SIGN_AND_BAR: f32 = 24.0;
/// A column of texts this wide reads well without many breaks.
const WELL: f32 = 150.0;

/// A column before it has its width.
pub struct Draft {
    /// What it holds.
    pub kind: ColumnKind,
    /// The widest of its cells and of the words of its heading.
    pub natural: f32,
    /// The widest of its words.
    word: f32,
}

impl Draft {
    /// A column of this heading; its cells widen it.
    pub fn new(kind: ColumnKind, heading: &str, style: Style) -> Self {
        let word = heading.split(' ').map(|word| style.width(word)).fold(0.0, f32::max);
        // A heading of two short words stays on one line.
        Self { kind, natural: style.width(heading).min(58.0).max(word), word }
    }

    /// Makes room for a cell this wide, with its widest word.
    pub fn widen(&mut self, width: f32, word: f32) {
        self.natural = self.natural.max(width);
        self.word = self.word.max(word);
    }

    /// The least width: figures are never broken, and words only where they are very long.
    fn least(&self) -> f32 {
        if self.is_text() { self.word.min(LONGEST_WORD) } else { self.needs() }
    }

    fn needs(&self) -> f32 {
        self.natural + self.bar()
    }

    fn bar(&self) -> f32 {
        if self.kind == ColumnKind::Bar { BAR + BAR_GAP } else { 0.0 }
    }

    /// What is left to it of a width when all must shrink.
    fn floor(&self, width: f32) -> f32 {
        width.min(if self.kind == ColumnKind::Bar { SIGN_AND_BAR } else { SIGN })
    }

    fn is_text(&self) -> bool {
        self.kind == ColumnKind::Text
    }
}

/// How far the type must shrink for the columns to fit: figures are never broken, texts wrap. Gaps and bars keep their
/// width.
pub fn scale(drafts: &[Draft], area: Area) -> f32 {
    let gaps = GAP * drafts.len().saturating_sub(1) as f32;
    let bars: f32 = drafts.iter().map(Draft::bar).sum();
    let least: f32 = drafts.iter().map(Draft::least).sum();
    ((area.width() - gaps - bars) / (least - bars).max(1.0)).clamp(0.1, 1.0)
}

/// How much of the room that the columns would read well in there is.
pub fn ease(drafts: &[Draft], area: Area) -> f32 {
    let gaps = GAP * drafts.len().saturating_sub(1) as f32;
    let wanted: f32 = drafts.iter().map(|d| if d.is_text() { d.natural.min(WELL) } else { d.needs() }).sum();
    (area.width() - gaps) / wanted.max(1.0)
}

/// The columns from left to right. Spare width goes to all, twice to texts; missing width is taken from texts,
/// the widest first, and only then from all.
pub fn spread(drafts: &[Draft], area: Area) -> Vec<Area> {
    let gaps = GAP * drafts.len().saturating_sub(1) as f32;
    let available = (area.width() - gaps).max(1.0);
    let mut widths: Vec<f32> = drafts.iter().map(Draft::needs).collect();
    let needed: f32 = widths.iter().sum();
    if needed <= available {
        let weight = |draft: &Draft| if draft.is_text() { 2.0 } else { 1.0 };
        let all: f32 = drafts.iter().map(weight).sum();
        for (width, draft) in widths.iter_mut().zip(drafts) {
            *width += (available - needed) * weight(draft) / all;
        }
    } else {
        let figures: f32 = drafts.iter().filter(|d| !d.is_text()).map(Draft::needs).sum();
        let limit = text_limit(drafts, available - figures);
        for (width, draft) in widths.iter_mut().zip(drafts) {
            if draft.is_text() {
                *width = width.min(limit.max(draft.least()));
            }
        }
        let over = widths.iter().sum::<f32>() - available;
        let spare: f32 =
            widths.iter().zip(drafts).map(|(width, draft)| (width - draft.least()).max(0.0)).sum();
        if over > 0.0 && spare > 0.0 {
            let part = (over / spare).min(1.0);
            for (width, draft) in widths.iter_mut().zip(drafts) {
                *width -= (*width - draft.least()).max(0.0) * part;
            }
        }
        shrink(&mut widths, drafts, available);
    }
    let mut left = area.left;
    widths
        .iter()
        .map(|width| {
            let column = Area { left, right: left + width };
            left += width + GAP;
            column
        })
        .collect()
}

/// Shrinks all columns alike to what there is, but none below what a sign needs.
fn shrink(widths: &mut [f32], drafts: &[Draft], available: f32) {
    let taken: f32 = widths.iter().sum();
    if taken <= available {
        return;
    }
    let floors: Vec<f32> = widths.iter().zip(drafts).map(|(width, draft)| draft.floor(*width)).collect();
    let kept: f32 = floors.iter().sum();
    let part = ((available - kept) / (taken - kept).max(1.0)).max(0.0);
    let whole = (available / kept.max(1.0)).min(1.0);
    for (width, floor) in widths.iter_mut().zip(floors) {
        *width = (floor + (*width - floor).max(0.0) * part) * whole;
    }
}

/// The width that no column of texts may pass, so that together they take `room`: narrow ones keep their own.
fn text_limit(drafts: &[Draft], room: f32) -> f32 {
    let mut texts: Vec<f32> = drafts.iter().filter(|d| d.is_text()).map(|d| d.natural).collect();
    texts.sort_by(f32::total_cmp);
    let mut room = room;
    let mut left = texts.len();
    for width in texts {
        let share = room / left as f32;
        if width > share {
            return share.max(0.0);
        }
        room -= width;
        left -= 1;
    }
    f32::INFINITY
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(kind: ColumnKind, natural: f32) -> Draft {
        Draft { kind, natural, word: natural }
    }

    /// A text of one sign beside eight amounts that are far too wide: it had a width of less than a point, and stood
    /// beyond the margin.
    #[test]
    fn a_narrow_column_beside_wide_ones_keeps_room_for_a_sign() {
        let area = Area { left: 45.0, right: 290.0 };
        let mut drafts: Vec<Draft> = (0..8).map(|_| draft(ColumnKind::Number, 140.0)).collect();
        drafts.push(draft(ColumnKind::Text, 6.0));
        let columns = spread(&drafts, area);
        let last = columns.last().unwrap();
        assert!((last.width() - 6.0).abs() < 0.01 && last.right <= area.right + 0.01, "{}", last.width());
        assert!(columns.iter().all(|column| column.width() > 5.9));
        // As many as there is no room for even then.
        let crowd: Vec<Draft> = (0..20).map(|_| draft(ColumnKind::Bar, 140.0)).collect();
        let columns = spread(&crowd, area);
        assert!(columns.iter().all(|column| column.width() >= 0.0));
    }
}
