//! A page's marks as PDF operators.

use super::{WEIGHTS, fonts::Subset};
use crate::analysis::reports::marks::{Anchor, Ink, Mark, Page, PathStep, Point, Text, Weight};
use pdf_writer::{Content, Str, types::LineCapStyle};

/// The page's content. Every glyph it shows is added to the subset of its weight.
pub fn draw(page: &Page, subsets: &mut [Subset; 3]) -> Vec<u8> {
    let mut brush = Brush {
        out: Content::with_capacity(page.marks.len() * 48),
        height: page.height,
        fill: None,
        stroke: None,
        width: None,
        font: None,
        pen: None,
        string: Vec::new(),
    };
    brush.out.set_line_cap(LineCapStyle::ButtCap);
    for mark in &page.marks {
        match mark {
            Mark::Text(text) => brush.text(text, subsets),
            Mark::Line { from, to, width, ink } => {
                brush.stroke(*width, *ink);
                let (from, to) = (brush.at(*from), brush.at(*to));
                brush.out.move_to(from.0, from.1).line_to(to.0, to.1).stroke();
            }
            Mark::Rect { at, width, height, ink } => {
                brush.leave_text();
                brush.fill(*ink);
                let (x, y) = brush.at(Point { x: at.x, y: at.y + height });
                brush.out.rect(x, y, points(*width), points(*height)).fill_nonzero();
            }
            Mark::Path { steps, width, ink } => brush.path(steps, *width, *ink),
        }
    }
    brush.leave_text();
    brush.out.finish().into_vec()
}

/// What the reader of the file has set, so that only changes are written.
struct Brush {
    out: Content,
    height: i32,
    fill: Option<Ink>,
    stroke: Option<Ink>,
    width: Option<i32>,
    font: Option<(Weight, i32)>,
    /// Where the line of text began, inside a text object.
    pen: Option<(i32, i32)>,
    string: Vec<u8>,
}

impl Brush {
    /// A place with y growing upwards.
    fn at(&self, point: Point) -> (f32, f32) {
        (points(point.x), points(self.height - point.y))
    }

    fn fill(&mut self, ink: Ink) {
        if self.fill.replace(ink) != Some(ink) {
            let (r, g, b) = rgb(ink);
            self.out.set_fill_rgb(r, g, b);
        }
    }

    fn stroke(&mut self, width: i32, ink: Ink) {
        self.leave_text();
        if self.stroke.replace(ink) != Some(ink) {
            let (r, g, b) = rgb(ink);
            self.out.set_stroke_rgb(r, g, b);
        }
        if self.width.replace(width) != Some(width) {
            self.out.set_line_width(points(width));
        }
    }

    fn leave_text(&mut self) {
        if self.pen.take().is_some() {
            self.out.end_text();
        }
    }

    fn text(&mut self, text: &Text, subsets: &mut [Subset; 3]) {
        let Some((subset, (_, name))) =
            subsets.iter_mut().zip(WEIGHTS).find(|(subset, _)| subset.weight() == text.weight)
        else {
            return;
        };
        self.string.clear();
        for c in text.text.chars() {
            self.string.extend(subset.glyph(c, text.tabular).to_be_bytes());
        }
        let x = match text.anchor {
            Anchor::Start => text.at.x,
            Anchor::Middle => text.at.x - text.width() / 2,
            Anchor::End => text.at.x - text.width(),
        };
        let y = self.height - text.at.y;
        let (from_x, from_y) = self.pen.unwrap_or_else(|| {
            self.out.begin_text();
            (0, 0)
        });
        self.fill(text.ink);
        if self.font.replace((text.weight, text.size)) != Some((text.weight, text.size)) {
            self.out.set_font(name, points(text.size));
        }
        self.out.next_line(points(x - from_x), points(y - from_y));
        self.pen = Some((x, y));
        self.out.show(Str(&self.string));
    }

    fn path(&mut self, steps: &[PathStep], width: i32, ink: Ink) {
        self.stroke(width, ink);
        for step in steps {
            match step {
                PathStep::Move { to } => {
                    let to = self.at(*to);
                    self.out.move_to(to.0, to.1);
                }
                PathStep::Line { to } => {
                    let to = self.at(*to);
                    self.out.line_to(to.0, to.1);
                }
                PathStep::Curve { one, two, to } => {
                    let (one, two, to) = (self.at(*one), self.at(*two), self.at(*to));
                    self.out.cubic_to(one.0, one.1, two.0, two.1, to.0, to.1);
                }
            }
        }
        self.out.stroke();
    }
}

fn points(hundredths: i32) -> f32 {
    hundredths as f32 / 100.0
}

fn rgb(ink: Ink) -> (f32, f32, f32) {
    let (r, g, b) = ink.rgb();
    // Three decimals are finer than the 256 steps that come in.
    let part = |value: u8| (f32::from(value) / 255.0 * 1000.0).round() / 1000.0;
    (part(r), part(g), part(b))
}
