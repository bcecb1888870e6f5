//! Figures in rows and columns on grounds of one hue, the darker the more; each figure is printed, so that nothing
//! hangs on the colour.

use super::{
    super::{
        marks::{Anchor, Ink, Weight},
        report::{Cell, Heat, Section},
    },
    flow::{Area, Flow, style},
    setting::{self, HEADING_HEIGHT, NOTE, Style},
};

const ROW: f32 = 14.25;
const HEAD: f32 = 15.5;
/// Space between the grounds.
const SEAM: f32 = 1.0;
/// The widest a ground gets.
const WIDEST: f32 = 44.0;

const NAME: Style = style(8.25, Weight::Medium, Ink::Muted);
const LABEL: Style = style(8.75, Weight::Regular, Ink::Text).tabular();
const LEAD: Style = style(8.75, Weight::Medium, Ink::Text).tabular();
const FIGURE: Style = style(8.25, Weight::Regular, Ink::Text).tabular();

const GROUNDS: [Ink; 5] = [Ink::Heat1, Ink::Heat2, Ink::Heat3, Ink::Heat4, Ink::Heat5];

/// Its height with its heading.
pub fn height(heat: &Heat) -> f32 {
    HEADING_HEIGHT + HEAD + ROW * heat.rows.len().max(1) as f32 + 2.0
}

/// The figures with their heading. Answers where they end.
pub fn draw(flow: &mut Flow<'_>, section: &Section, heat: &Heat, area: Area, top: f32) -> f32 {
    let lang = flow.lang;
    let mut y = setting::heading(flow, section, area, top, 0.0);
    if heat.rows.is_empty() {
        let (style, text) = NOTE.fit(&heat.empty.read(lang), area.width());
        flow.text(area.left, NOTE.baseline(y, HEAD), Anchor::Start, style, &text);
        return y + HEAD + ROW;
    }
    let labels: Vec<String> = heat.rows.iter().map(|row| row.label.read(lang)).collect();
    let widest = |style: Style, texts: &mut dyn Iterator<Item = String>| {
        texts.map(|text| style.width(&text)).fold(0.0, f32::max)
    };
    let name_width =
        widest(LABEL, &mut labels.iter().cloned()).max(NAME.width(&heat.corner.read(lang))) + 10.0;
    let lead_name = heat.lead.as_ref().map(|lead| lead.read(lang));
    let mut leads = heat.rows.iter().filter_map(|row| row.lead.as_ref()).map(|lead| lead.read(lang));
    let lead_width =
        lead_name.as_ref().map_or(0.0, |name| widest(LEAD, &mut leads).max(NAME.width(name)) + 12.0);
    let first = area.left + name_width + lead_width;
    let wide = ((area.right - first) / heat.columns.len().max(1) as f32).min(WIDEST);

    let baseline = NAME.baseline(y, HEAD - 3.0);
    flow.text(area.left, baseline, Anchor::Start, NAME, &heat.corner.read(lang));
    if let Some(name) = &lead_name {
        flow.text(first - 12.0, baseline, Anchor::End, NAME, name);
    }
    for (i, column) in heat.columns.iter().enumerate() {
        let middle = first + wide * (i as f32 + 0.5);
        let (style, text) = NAME.fit(&column.read(lang), wide - 2.0);
        flow.text(middle, baseline, Anchor::Middle, style, &text);
    }
    y += HEAD;
    flow.rule(area, y - 1.5, 0.75, Ink::Text);
    let highest = heat.rows.iter().flat_map(|row| &row.cells).filter_map(Cell::number).max().unwrap_or(0);
    for (row, label) in heat.rows.iter().zip(&labels) {
        flow.text(area.left, LABEL.baseline(y, ROW), Anchor::Start, LABEL, label);
        if let Some(lead) = &row.lead {
            let text = lead.read(lang);
            flow.text(first - 12.0, LEAD.baseline(y, ROW), Anchor::End, LEAD, &text);
            if let Some(rows) = lead.rows() {
                let wide = LEAD.width(&text) + 6.0;
                let what = format!("{label}, {}: {text}", lead_name.as_deref().unwrap_or_default());
                flow.link((first - 9.0 - wide, y), (wide, ROW - SEAM), what, rows);
            }
        }
        for (i, cell) in row.cells.iter().enumerate() {
            let left = first + wide * i as f32;
            figure(flow, cell, (left, y), wide, highest);
            if let (Some(rows), Some(column)) = (cell.rows(), heat.columns.get(i)) {
                let what = format!("{label}, {}: {}", column.read(lang), cell.read(lang));
                flow.link((left, y), (wide - SEAM, ROW - SEAM), what, rows);
            }
        }
        y += ROW;
    }
    y + 2.0
}

fn figure(flow: &mut Flow<'_>, cell: &Cell, (left, top): (f32, f32), wide: f32, highest: i64) {
    let Some(number) = cell.number() else { return };
    let ground = ground(number, highest);
    if let Some(ground) = ground {
        flow.rect((left, top), wide - SEAM, ROW - SEAM, ground);
    }
    let ink = match ground {
        Some(Ink::Heat5) => Ink::OnAccent,
        Some(_) => Ink::Text,
        None => Ink::Muted,
    };
    let (style, text) = FIGURE.in_ink(ink).fit(&cell.read(flow.lang), wide - 3.0);
    flow.text(left + (wide - SEAM) / 2.0, style.baseline(top, ROW - SEAM), Anchor::Middle, style, &text);
}

/// The ground of a figure: none for nothing, else a fifth of the way to the highest for each shade.
fn ground(number: i64, highest: i64) -> Option<Ink> {
    if number <= 0 || highest <= 0 {
        return None;
    }
    let fifth = (i128::from(number) * 5 - 1) / i128::from(highest);
    usize::try_from(fifth).ok().and_then(|fifth| GROUNDS.get(fifth.min(4))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_is_darkest_and_nothing_has_no_ground() {
        assert_eq!(ground(0, 10), None);
        assert_eq!(
            [1, 2, 3, 5, 7, 8, 9, 10].map(|number| ground(number, 10)),
            [
                Some(Ink::Heat1),
                Some(Ink::Heat1),
                Some(Ink::Heat2),
                Some(Ink::Heat3),
                Some(Ink::Heat4),
                Some(Ink::Heat4),
                Some(Ink::Heat5),
                Some(Ink::Heat5),
            ]
        );
        assert_eq!(ground(1, 1), Some(Ink::Heat5));
    }
}
