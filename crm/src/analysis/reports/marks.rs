//! The drawing list of a page: painted as PDF here and as SVG elements by the window, mark by mark, so that the
//! preview is the print.
//!
//! Lengths are hundredths of a point (1/7200 inch) in whole numbers: exact, the same on every machine, and short
//! on the bridge. The origin is the top left corner; y grows downwards.

use super::{face::Face, rows::Rows};
use serde::Serialize;
use specta::Type;

/// A sheet of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, serde::Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Paper {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 8½ × 11 inches.
    Letter,
}

impl Paper {
    /// Width and height in points.
    pub const fn size(self) -> (f32, f32) {
        match self {
            Self::A4 => (595.28, 841.89),
            Self::Letter => (612.0, 792.0),
        }
    }

    /// The same lying on its long side.
    pub const fn turned(self) -> (f32, f32) {
        let (width, height) = self.size();
        (height, width)
    }
}

/// A page and everything on it, in the order of painting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Page {
    /// Its width.
    pub width: i32,
    /// Its height.
    pub height: i32,
    /// What is painted on it.
    pub marks: Vec<Mark>,
    /// Figures that lead to their rows: on a screen only.
    pub links: Vec<Link>,
}

/// A figure on a page that leads to the rows behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Link {
    /// The top left corner of its ground.
    pub at: Point,
    /// How wide that is.
    pub width: i32,
    /// How high.
    pub height: i32,
    /// What the figure is, in words.
    pub name: String,
    /// Which rows.
    pub rows: Rows,
}

/// Something painted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "mark")]
pub enum Mark {
    /// One line of text.
    Text(Text),
    /// A straight stroke.
    Line {
        /// Start.
        from: Point,
        /// End.
        to: Point,
        /// Thickness.
        width: i32,
        /// Colour.
        ink: Ink,
    },
    /// A filled rectangle.
    Rect {
        /// Its top left corner.
        at: Point,
        /// Its width.
        width: i32,
        /// Its height.
        height: i32,
        /// Colour.
        ink: Ink,
    },
    /// A picture.
    Image {
        /// Its top left corner.
        at: Point,
        /// Its width.
        width: i32,
        /// Its height.
        height: i32,
        /// The file, as a `data:` URL.
        source: String,
    },
    /// A stroked path with round ends.
    Path {
        /// Where it goes.
        steps: Vec<PathStep>,
        /// Thickness.
        width: i32,
        /// Colour.
        ink: Ink,
    },
}

/// One line of text in Inter, without kerning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Text {
    /// A point of its baseline.
    pub at: Point,
    /// Which part of the line stands at that point.
    pub anchor: Anchor,
    /// The size of the type.
    pub size: i32,
    /// The weight.
    pub weight: Weight,
    /// Colour.
    pub ink: Ink,
    /// Whether all figures are of one width (`font-variant-numeric: tabular-nums`).
    pub tabular: bool,
    /// The text; every sign of it is in the font.
    pub text: String,
}

impl Text {
    /// How wide it runs, in hundredths of a point.
    #[allow(clippy::cast_possible_truncation)]
    pub fn width(&self) -> i32 {
        Face::of(self.weight).width(&self.text, self.size as f32, self.tabular).round() as i32
    }
}

/// A place on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase", tag = "step")]
pub enum PathStep {
    /// Lift the pen and go there.
    Move {
        /// Where to.
        to: Point,
    },
    /// A straight stroke.
    Line {
        /// Where to.
        to: Point,
    },
    /// A cubic Bézier curve.
    Curve {
        /// The first control point.
        one: Point,
        /// The second control point.
        two: Point,
        /// Where to.
        to: Point,
    },
}

/// Which part of a line of text stands at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A weight of the typeface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Weight {
    /// 400.
    Regular,
    /// 500.
    Medium,
    /// 600.
    SemiBold,
}

/// A colour by its role, as the window names its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Ink {
    /// Text.
    Text,
    /// Secondary text.
    Muted,
    /// The accent.
    Accent,
    /// On the accent.
    OnAccent,
    /// The paper.
    Surface,
    /// Good news.
    Ok,
    /// Bad news.
    Danger,
    /// A hairline between rows.
    Line,
    /// A hairline between parts; the track of a bar.
    LineStrong,
    /// The baseline of a chart.
    Control,
    /// The first series of a chart.
    Chart1,
    /// The second series of a chart.
    Chart2,
    /// The ground of a figure that is low among others: the faintest of five shades of one hue.
    Heat1,
    /// The next darker.
    Heat2,
    /// The middle one.
    Heat3,
    /// The next darker.
    Heat4,
    /// The darkest; text on it is [`Ink::OnAccent`].
    Heat5,
}

impl Ink {
    /// The colour on paper: the window's light theme. Red, green, blue.
    pub const fn rgb(self) -> (u8, u8, u8) {
        match self {
            Self::Text => (0x16, 0x20, 0x1F),
            Self::Muted => (0x4F, 0x5B, 0x5A),
            Self::Accent | Self::Chart1 | Self::Heat5 => (0x0B, 0x6B, 0x63),
            Self::OnAccent | Self::Surface => (0xFF, 0xFF, 0xFF),
            Self::Ok => (0x1D, 0x6B, 0x36),
            Self::Danger => (0xB3, 0x26, 0x1E),
            Self::Line => (0xE3, 0xE8, 0xE7),
            Self::LineStrong => (0xCE, 0xD6, 0xD4),
            Self::Control => (0x7B, 0x86, 0x86),
            Self::Chart2 => (0x8A, 0x2F, 0x0F),
            Self::Heat1 => (0xE6, 0xF0, 0xEF),
            Self::Heat2 => (0xC2, 0xDA, 0xD8),
            Self::Heat3 => (0x91, 0xBD, 0xB9),
            Self::Heat4 => (0x5F, 0x9F, 0x99),
        }
    }
}
