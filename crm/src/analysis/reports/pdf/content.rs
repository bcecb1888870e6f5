//! A page's marks as PDF operators, written here byte by byte: in whole hundredths of a point, as the marks are, and
//! with glyphs as raw bytes, a third of what hexadecimal strings take.

use super::{WEIGHTS, fonts::Subset, images::Images};
use crate::analysis::reports::marks::{Anchor, Ink, Mark, Page, PathStep, Point, Text, Weight};

/// The page's content. Every glyph it shows is added to the subset of its weight.
pub fn draw(page: &Page, subsets: &mut [Subset; 3], images: &Images) -> Vec<u8> {
    let mut brush = Brush {
        out: Vec::with_capacity(page.marks.len() * 40),
        height: page.height,
        fill: None,
        stroke: None,
        width: None,
        cap: Cap::Butt,
        font: None,
        pen: None,
    };
    brush.out.extend_from_slice(b"0.01 0 0 0.01 0 0 cm\n");
    for mark in &page.marks {
        match mark {
            Mark::Text(text) => brush.text(text, subsets),
            Mark::Line { from, to, width, ink } => {
                brush.stroke(*width, *ink, Cap::Butt);
                brush.point(*from, "m");
                brush.point(*to, "l");
                brush.put([], "S");
            }
            Mark::Rect { at, width, height, ink } => {
                brush.leave_text();
                brush.fill(*ink);
                brush.put([at.x, brush.height - at.y - height, *width, *height], "re");
                brush.put([], "f");
            }
            Mark::Image { at, width, height, source } => {
                let Some(name) = images.name(source) else { continue };
                brush.leave_text();
                brush.put([], "q");
                brush.put([*width, 0, 0, *height, at.x, brush.height - at.y - height], "cm");
                brush.out.extend_from_slice(format!("/{name} Do Q\n").as_bytes());
            }
            Mark::Path { steps, width, ink } => brush.path(steps, *width, *ink),
        }
    }
    brush.leave_text();
    brush.out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cap {
    Butt = 0,
    Round = 1,
}

/// What the reader of the file has set, so that only changes are written.
struct Brush {
    out: Vec<u8>,
    height: i32,
    fill: Option<Ink>,
    stroke: Option<Ink>,
    width: Option<i32>,
    cap: Cap,
    font: Option<(Weight, i32)>,
    /// Where the line of text began, inside a text object.
    pen: Option<(i32, i32)>,
}

impl Brush {
    /// An operator after its operands.
    fn put<const N: usize>(&mut self, operands: [i32; N], operator: &str) {
        for operand in operands {
            self.number(operand);
        }
        self.out.extend_from_slice(operator.as_bytes());
        self.out.push(b'\n');
    }

    fn number(&mut self, number: i32) {
        if number < 0 {
            self.out.push(b'-');
        }
        let start = self.out.len();
        let mut rest = number.unsigned_abs();
        loop {
            let digit = u8::try_from(rest % 10).unwrap_or(0);
            self.out.push(b'0' + digit);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if let Some(digits) = self.out.get_mut(start..) {
            digits.reverse();
        }
        self.out.push(b' ');
    }

    /// An operator on a place, with y growing upwards.
    fn point(&mut self, point: Point, operator: &str) {
        self.put([point.x, self.height - point.y], operator);
    }

    fn colour(&mut self, ink: Ink, operator: &str) {
        let (r, g, b) = ink.rgb();
        // Three decimals are finer than the 256 steps that come in.
        let part = |value: u8| f32::from(value) / 255.0;
        let text = format!("{:.3} {:.3} {:.3} {operator}\n", part(r), part(g), part(b));
        self.out.extend_from_slice(text.as_bytes());
    }

    fn fill(&mut self, ink: Ink) {
        if self.fill.replace(ink) != Some(ink) {
            self.colour(ink, "rg");
        }
    }

    fn stroke(&mut self, width: i32, ink: Ink, cap: Cap) {
        self.leave_text();
        if self.stroke.replace(ink) != Some(ink) {
            self.colour(ink, "RG");
        }
        if self.width.replace(width) != Some(width) {
            self.put([width], "w");
        }
        if self.cap != cap {
            self.cap = cap;
            self.put([cap as i32], "J");
        }
    }

    fn leave_text(&mut self) {
        if self.pen.take().is_some() {
            self.put([], "ET");
        }
    }

    fn text(&mut self, text: &Text, subsets: &mut [Subset; 3]) {
        let Some((subset, (_, name))) =
            subsets.iter_mut().zip(WEIGHTS).find(|(subset, _)| subset.weight() == text.weight)
        else {
            return;
        };
        let x = match text.anchor {
            Anchor::Start => text.at.x,
            Anchor::Middle => text.at.x - text.width() / 2,
            Anchor::End => text.at.x - text.width(),
        };
        let y = self.height - text.at.y;
        let (from_x, from_y) = self.pen.unwrap_or_else(|| {
            self.put([], "BT");
            (0, 0)
        });
        self.fill(text.ink);
        if self.font.replace((text.weight, text.size)) != Some((text.weight, text.size)) {
            self.out.push(b'/');
            self.out.extend_from_slice(name.as_bytes());
            self.out.push(b' ');
            self.put([text.size], "Tf");
        }
        self.put([x - from_x, y - from_y], "Td");
        self.pen = Some((x, y));
        self.out.push(b'(');
        for c in text.text.chars() {
            for byte in subset.glyph(c, text.tabular).to_be_bytes() {
                match byte {
                    b'(' | b')' | b'\\' => self.out.extend_from_slice(&[b'\\', byte]),
                    // A bare carriage return would be read as a line feed.
                    b'\r' => self.out.extend_from_slice(b"\\r"),
                    byte => self.out.push(byte),
                }
            }
        }
        self.out.extend_from_slice(b")Tj\n");
    }

    fn path(&mut self, steps: &[PathStep], width: i32, ink: Ink) {
        self.stroke(width, ink, Cap::Round);
        for step in steps {
            match step {
                PathStep::Move { to } => self.point(*to, "m"),
                PathStep::Line { to } => self.point(*to, "l"),
                PathStep::Curve { one, two, to } => {
                    let up = |point: &Point| self.height - point.y;
                    let [one_y, two_y, to_y] = [one, two, to].map(up);
                    self.put([one.x, one_y, two.x, two_y, to.x, to_y], "c");
                }
            }
        }
        self.put([], "S");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_operators_and_only_changes_are_said() {
        let at = |x, y| Point { x, y };
        let line = |y| Mark::Line { from: at(100, y), to: at(900, y), width: 50, ink: Ink::Line };
        let text = |x, word: &str| {
            Mark::Text(Text {
                at: at(x, 300),
                anchor: Anchor::Start,
                size: 900,
                weight: Weight::Regular,
                ink: Ink::Text,
                tabular: true,
                text: word.into(),
            })
        };
        let page = Page {
            width: 1_000,
            height: 1_000,
            marks: vec![line(100), line(200), text(100, "ab"), text(400, "ba")],
            links: Vec::new(),
        };
        let mut subsets = WEIGHTS.map(|(weight, _)| Subset::new(weight));
        let content = draw(&page, &mut subsets, &Images::of(&[]));
        let expected = b"0.01 0 0 0.01 0 0 cm\n0.890 0.910 0.906 RG\n50 w\n100 900 m\n900 900 l\nS\n\
            100 800 m\n900 800 l\nS\nBT\n0.086 0.125 0.122 rg\n/R 900 Tf\n100 700 Td\n(\0\x01\0\x02)Tj\n\
            300 0 Td\n(\0\x02\0\x01)Tj\nET\n";
        assert_eq!(String::from_utf8_lossy(&content), String::from_utf8_lossy(expected));
    }

    #[test]
    fn bytes_that_mean_something_in_a_string_are_escaped() {
        // Glyphs are numbered by first use: 13 is a carriage return, 40, 41 and 92 end or escape strings.
        let mut subsets = WEIGHTS.map(|(weight, _)| Subset::new(weight));
        let signs: String = (0x100..0x180).filter_map(char::from_u32).collect();
        let mark = Text {
            at: Point { x: 0, y: 0 },
            anchor: Anchor::Start,
            size: 900,
            weight: Weight::Regular,
            ink: Ink::Text,
            tabular: false,
            text: signs,
        };
        let page = Page { width: 10, height: 10, marks: vec![Mark::Text(mark)], links: Vec::new() };
        let content = draw(&page, &mut subsets, &Images::of(&[]));
        for escaped in [&b"\0\\r\0"[..], b"\0\\(\0", b"\0\\)\0", b"\0\\\\\0"] {
            assert!(content.windows(escaped.len()).any(|bytes| bytes == escaped), "{escaped:?}");
        }
    }
}
