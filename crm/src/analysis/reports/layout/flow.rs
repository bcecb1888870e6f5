//! The pen: pages being filled from top to bottom.

use super::{
    super::{
        marks::{Anchor, Ink, Link, Mark, Page, PathStep, Point, Text, Weight},
        printable::printable,
        report::Report,
        rows::Rows,
    },
    head,
    setting::Style,
};
use crate::values::Lang;

/// The margins of the page, in points.
pub const SIDE: f32 = 45.0;
/// The top of the first page's content.
pub const TOP: f32 = 42.0;
/// The line above the foot, from the bottom of the page.
pub const FOOT: f32 = 51.0;
/// The least distance of content from the foot's line; the note on transcribed text stands in it.
const ABOVE_FOOT: f32 = 24.0;

/// A column of the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f32,
    /// Its right edge.
    pub right: f32,
}

impl Area {
    /// The whole width between the margins of a sheet this large.
    pub fn of((width, _): (f32, f32)) -> Self {
        Self { left: SIDE, right: width - SIDE }
    }

    /// How wide it is.
    pub fn width(self) -> f32 {
        self.right - self.left
    }
}

/// The pages so far and the height reached on the last one.
pub struct Flow<'a> {
    /// What is being set.
    pub report: &'a Report,
    /// In which language.
    pub lang: Lang,
    /// The height reached.
    pub y: f32,
    /// Where the content of the page began.
    top: f32,
    size: (f32, f32),
    full: Vec<Page>,
    current: Page,
}

impl<'a> Flow<'a> {
    /// A first, empty page of this size.
    pub fn new(report: &'a Report, lang: Lang, size: (f32, f32)) -> Self {
        Self { report, lang, y: TOP, top: TOP, size, full: Vec::new(), current: blank(size) }
    }

    /// A first page of this size whose margins are its own affair.
    pub fn bare(report: &'a Report, lang: Lang, size: (f32, f32)) -> Self {
        Self { y: 0.0, top: 0.0, ..Self::new(report, lang, size) }
    }

    /// Begins a new page without a line on top.
    pub fn turn_bare(&mut self) {
        self.full.push(std::mem::replace(&mut self.current, blank(self.size)));
        (self.y, self.top) = (0.0, 0.0);
    }

    /// How high the page is.
    pub fn height(&self) -> f32 {
        self.size.1
    }

    /// The whole width between the margins.
    pub fn area(&self) -> Area {
        Area::of(self.size)
    }

    /// The lowest point of content.
    pub fn bottom(&self) -> f32 {
        self.size.1 - FOOT - ABOVE_FOOT
    }

    /// Room left on the page.
    pub fn room(&self) -> f32 {
        self.bottom() - self.y
    }

    /// Room on a new page.
    pub fn page_room(&self) -> f32 {
        self.bottom() - head::RUNNING_BOTTOM
    }

    /// Space, but none at the top of a page.
    pub fn gap(&mut self, height: f32) {
        if self.y > self.top {
            self.y += height;
        }
    }

    /// Begins a new page unless this height fits on the one at hand, or nothing stands there yet.
    pub fn ensure(&mut self, height: f32) {
        if height > self.room() && self.y > self.top {
            self.turn();
        }
    }

    /// Begins a new page of this size, which the pages after it have too.
    pub fn turn_to(&mut self, size: (f32, f32)) {
        self.size = size;
        self.turn();
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.full.push(std::mem::replace(&mut self.current, blank(self.size)));
        head::running(self);
        self.y = head::RUNNING_BOTTOM;
        self.top = self.y;
    }

    /// A line of text; what the font lacks is made visible. Answers how wide it runs.
    pub fn text(&mut self, x: f32, baseline: f32, anchor: Anchor, style: Style, text: &str) -> f32 {
        let text = printable(text);
        if text.is_empty() {
            return 0.0;
        }
        let width = style.width(&text);
        self.current.marks.push(Mark::Text(Text {
            at: point(x, baseline),
            anchor,
            size: hundredths(style.size),
            weight: style.weight,
            ink: style.ink,
            tabular: style.tabular,
            text: text.into_owned(),
        }));
        width
    }

    /// A horizontal rule.
    pub fn rule(&mut self, area: Area, y: f32, width: f32, ink: Ink) {
        let (from, to) = (point(area.left, y), point(area.right, y));
        self.current.marks.push(Mark::Line { from, to, width: hundredths(width), ink });
    }

    /// A straight stroke.
    pub fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        let (from, to) = (point(from.0, from.1), point(to.0, to.1));
        self.current.marks.push(Mark::Line { from, to, width: hundredths(width), ink });
    }

    /// A filled rectangle.
    pub fn rect(&mut self, at: (f32, f32), width: f32, height: f32, ink: Ink) {
        let (width, height) = (hundredths(width), hundredths(height));
        self.current.marks.push(Mark::Rect { at: point(at.0, at.1), width, height, ink });
    }

    /// A picture.
    pub fn image(&mut self, at: (f32, f32), (width, height): (f32, f32), source: &str) {
        let (width, height) = (hundredths(width), hundredths(height));
        let source = source.to_owned();
        self.current.marks.push(Mark::Image { at: point(at.0, at.1), width, height, source });
    }

    /// A stroked path.
    pub fn path(&mut self, steps: Vec<PathStep>, width: f32, ink: Ink) {
        self.current.marks.push(Mark::Path { steps, width: hundredths(width), ink });
    }

    /// Lets a figure on this ground lead to its rows.
    pub fn link(&mut self, at: (f32, f32), (width, height): (f32, f32), name: String, rows: &Rows) {
        self.current.links.push(Link {
            at: point(at.0, at.1),
            width: hundredths(width),
            height: hundredths(height),
            name,
            rows: rows.clone(),
        });
    }

    /// All pages, the last one too.
    pub fn finish(mut self) -> Vec<Page> {
        self.full.push(self.current);
        self.full
    }
}

/// A page with nothing on it.
fn blank((width, height): (f32, f32)) -> Page {
    Page { width: hundredths(width), height: hundredths(height), marks: Vec::new(), links: Vec::new() }
}

/// A place given in points.
pub fn point(x: f32, y: f32) -> Point {
    Point { x: hundredths(x), y: hundredths(y) }
}

/// Points to the whole hundredths that marks are in. Pages are far smaller than what an `i32` holds.
#[allow(clippy::cast_possible_truncation)]
pub fn hundredths(points: f32) -> i32 {
    (points * 100.0).round() as i32
}

/// The weight of a text, as a shorthand for styles.
pub const fn style(size: f32, weight: Weight, ink: Ink) -> Style {
    Style { size, weight, ink, tabular: false }
}
