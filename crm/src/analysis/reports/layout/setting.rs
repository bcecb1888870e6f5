//! Typesetting: styles, and texts that keep to a width.

use super::{
    super::{
        face::Face,
        marks::{Anchor, Ink, Weight},
        printable::printable,
        report::Section,
    },
    flow::{Area, Flow, style},
};

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The size of the type in points.
    pub size: f32,
    /// The weight.
    pub weight: Weight,
    /// The colour.
    pub ink: Ink,
    /// Figures of one width.
    pub tabular: bool,
}

/// The clinic's name.
pub const CLINIC: Style = style(10.5, Weight::SemiBold, Ink::Text);
/// The title of the report.
pub const TITLE: Style = style(18.0, Weight::SemiBold, Ink::Text);
/// The period.
pub const PERIOD: Style = style(10.5, Weight::Medium, Ink::Text);
/// What follows the period.
pub const ASIDE: Style = style(10.5, Weight::Regular, Ink::Muted);
/// A section's heading.
pub const HEADING: Style = style(10.5, Weight::SemiBold, Ink::Text);
/// Secondary text of reading size.
pub const NOTE: Style = style(9.0, Weight::Regular, Ink::Muted);
/// Small secondary text.
pub const SMALL: Style = style(8.25, Weight::Regular, Ink::Muted);
/// Small text that names.
pub const SMALL_STRONG: Style = style(8.25, Weight::SemiBold, Ink::Text);

/// The least size that a text is shrunk to.
const LEAST: f32 = 5.0;
/// Lines that a cell or a meaning may take before it is cut with "…".
const MOST_LINES: usize = 12;

impl Style {
    /// How wide a text runs, which is [`printable`] already.
    pub fn width(self, text: &str) -> f32 {
        Face::of(self.weight).width(text, self.size, self.tabular)
    }

    /// The same in another colour.
    #[must_use]
    pub const fn in_ink(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same with figures of one width.
    #[must_use]
    pub const fn tabular(self) -> Self {
        Self { tabular: true, ..self }
    }

    /// The baseline of a line of this style that is centred in a box.
    pub fn baseline(self, top: f32, height: f32) -> f32 {
        // Half of Inter's ascent (0.96875) less its descent (0.24121).
        top + height / 2.0 + 0.3638 * self.size
    }

    /// This style, smaller where the text needs that to keep to a width, and the text, cut where even the least
    /// size is too wide.
    pub fn fit(self, text: &str, width: f32) -> (Self, String) {
        let text = printable(text);
        let natural = self.width(&text);
        if natural <= width {
            return (self, text.into_owned());
        }
        let size = whole_hundredths(self.size * width / natural).max(LEAST);
        let smaller = Self { size, ..self };
        (smaller, smaller.cut(&text, width))
    }

    /// The text, with "…" for what does not fit.
    pub fn cut(self, text: &str, width: f32) -> String {
        if self.width(text) <= width {
            return text.to_owned();
        }
        let mut kept: String = text.to_owned();
        while !kept.is_empty() && self.width(&kept) + self.width("…") > width {
            kept.pop();
        }
        kept.truncate(kept.trim_end().len());
        kept.push('…');
        kept
    }

    /// The lines of a text at this width, broken at blanks, within a word only where it is wider than a line.
    pub fn wrap(self, text: &str, width: f32) -> Vec<String> {
        let text = printable(text);
        if self.width(&text) <= width {
            return vec![text.into_owned()];
        }
        let mut lines = vec![String::new()];
        let blank = self.width(" ");
        let mut used = 0.0;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let wide = self.width(word);
            if used > 0.0 && used + blank + wide > width {
                lines.push(String::new());
                used = 0.0;
            }
            let Some(line) = lines.last_mut() else { break };
            if used > 0.0 {
                line.push(' ');
                used += blank;
            }
            if wide <= width - used {
                line.push_str(word);
                used += wide;
            } else {
                used = self.break_word(word, width, &mut lines);
            }
        }
        if lines.len() > MOST_LINES {
            lines.truncate(MOST_LINES);
            if let Some(last) = lines.last_mut() {
                last.push('…');
                *last = self.cut(last, width);
            }
        }
        lines
    }

    /// Sets a word that is wider than a line, sign by sign. Answers how much of the last line is used.
    fn break_word(self, word: &str, width: f32, lines: &mut Vec<String>) -> f32 {
        let mut used = lines.last().map_or(0.0, |line| self.width(line));
        let mut buffer = [0; 4];
        for c in word.chars() {
            let sign = c.encode_utf8(&mut buffer);
            let wide = self.width(sign);
            if used > 0.0 && used + wide > width {
                lines.push(String::new());
                used = 0.0;
            }
            if let Some(line) = lines.last_mut() {
                line.push_str(sign);
            }
            used += wide;
        }
        used
    }
}

/// A size rounded down to what a mark can hold, so that the mark is no wider than what was measured.
pub fn whole_hundredths(size: f32) -> f32 {
    (size * 100.0).floor() / 100.0
}

/// The height of a section's heading with the space below it.
pub const HEADING_HEIGHT: f32 = 21.0;

/// A section's heading with its note beside it, leaving `reserved` free at the right. Answers where it ends.
pub fn heading(flow: &mut Flow<'_>, section: &Section, area: Area, top: f32, reserved: f32) -> f32 {
    let lang = flow.lang;
    let width = area.width() - reserved;
    let baseline = HEADING.baseline(top, 15.0);
    let (style, text) = HEADING.fit(&section.heading.read(lang), width);
    let used = flow.text(area.left, baseline, Anchor::Start, style, &text) + 7.0;
    if let Some(note) = &section.note {
        let note = NOTE.cut(&printable(&note.read(lang)), width - used);
        if note.chars().count() > 1 {
            flow.text(area.left + used, baseline, Anchor::Start, NOTE, &note);
        }
    }
    top + HEADING_HEIGHT
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_blanks() {
        let lines = NOTE.wrap("Lo cobrado menos lo devuelto, en el día del pago.", 110.0);
        assert_eq!(lines, ["Lo cobrado menos lo", "devuelto, en el día del", "pago."]);
    }

    #[test]
    fn a_text_too_wide_is_set_smaller_and_then_cut() {
        let (style, text) = TITLE.fit("12,345.00", 40.0);
        assert!(style.size < TITLE.size && style.width(&text) <= 40.0);
        assert_eq!(text, "12,345.00");
        let (style, text) = TITLE.fit(&"9".repeat(60), 40.0);
        assert!(style.width(&text) <= 40.0 && text.ends_with('…'));
    }

    proptest! {
        #[test]
        fn wrapped_lines_keep_to_the_width_and_lose_nothing(text in "\\PC{0,80}", width in 20.0_f32..200.0) {
            let lines = NOTE.wrap(&text, width);
            for line in &lines {
                prop_assert!(line.chars().count() <= 1 || NOTE.width(line) <= width + 0.01, "{:?}", line);
            }
            if lines.len() < MOST_LINES {
                let solid = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
                prop_assert_eq!(solid(&lines.concat()), solid(&printable(&text)));
            }
        }
    }
}
