//! The clinic's heading, the title, and the line on top of later pages.

use super::{
    super::{
        marks::{Anchor, Ink, PathStep},
        picture::Picture,
        printable::printable,
        wording::{long_period, short_period},
    },
    flow::{Flow, TOP, point},
    setting::{ASIDE, CLINIC, NOTE, PERIOD, SMALL, SMALL_STRONG, TITLE},
};
use crate::values::words::phrase;

/// Where the content of later pages begins.
pub const RUNNING_BOTTOM: f32 = 66.0;
/// The side of the square that Huella's paw print stands in.
const LOGO: f32 = 24.0;
/// The box that a clinic's own logo stands in.
const LOGO_BOX: (f32, f32) = (130.0, 39.0);

/// Whose paper it is: name, address and logo over a line. Answers where that line is.
pub fn letter_head(flow: &mut Flow<'_>) -> f32 {
    let (report, area) = (flow.report, flow.area());
    let logo = report.letterhead.logo.as_deref().and_then(|url| Some((url, Picture::read(url)?)));
    let logo = logo.map(|(url, picture)| (url, picture.within(LOGO_BOX.0, LOGO_BOX.1)));
    let logo_size = logo.map_or((LOGO, LOGO), |(_, size)| size);
    let text_width = area.width() - logo_size.0 - 20.0;
    let (style, name) = CLINIC.fit(&report.letterhead.clinic, text_width);
    flow.text(area.left, CLINIC.baseline(TOP, 15.0), Anchor::Start, style, &name);
    let mut y = TOP + 16.0;
    for line in report.letterhead.lines.iter().flat_map(|line| NOTE.wrap(line, text_width)) {
        flow.text(area.left, NOTE.baseline(y, 12.0), Anchor::Start, NOTE, &line);
        y += 12.0;
    }
    match logo {
        Some((url, size)) => flow.image((area.right - size.0, TOP), size, url),
        None => paw(flow, area.right - LOGO, TOP),
    }
    y = y.max(TOP + logo_size.1) + 12.0;
    flow.rule(area, y, 0.75, Ink::Text);
    y
}

/// The heading of the first page, down to the period.
pub fn letterhead(flow: &mut Flow<'_>) {
    let (report, lang, area) = (flow.report, flow.lang, flow.area());
    let mut y = letter_head(flow);

    y += 17.0;
    let (style, title) = TITLE.fit(&report.title.read(lang), area.width());
    flow.text(area.left, TITLE.baseline(y, 24.0), Anchor::Start, style, &title);
    y += 24.0;
    let period = long_period(lang, report.period);
    let baseline = PERIOD.baseline(y, 15.0);
    let used = flow.text(area.left, baseline, Anchor::Start, PERIOD, &period);
    if let Some(before) = report.compared {
        let before = phrase(lang, "reports.compared_with", &[("period", short_period(lang, before))]);
        let (style, before) = ASIDE.fit(&format!(" · {before}"), area.width() - used);
        flow.text(area.left + used, baseline, Anchor::Start, style, &before);
    }
    y += 15.0;
    if !report.scope.is_empty() {
        let words: Vec<String> = report.scope.iter().map(|label| label.read(lang)).collect();
        let (style, words) = ASIDE.fit(&words.join(" · "), area.width());
        flow.text(area.left, ASIDE.baseline(y, 15.0), Anchor::Start, style, &words);
        y += 15.0;
    }
    flow.y = y;
}

/// The line on top of later pages: whose report, which, and of when.
pub fn running(flow: &mut Flow<'_>) {
    let (report, lang, area) = (flow.report, flow.lang, flow.area());
    let baseline = TOP + 2.0;
    let title = format!("{} · {}", report.title.read(lang), long_period(lang, report.period));
    let (style, title) = SMALL.fit(&title, area.width() * 0.62);
    let used = flow.text(area.right, baseline, Anchor::End, style, &title);
    let clinic = SMALL_STRONG.cut(&printable(&report.letterhead.clinic), area.width() - used - 12.0);
    flow.text(area.left, baseline, Anchor::Start, SMALL_STRONG, &clinic);
    flow.rule(area, baseline + 7.0, 0.5, Ink::LineStrong);
}

/// Huella's paw print, where the clinic has no logo of its own: three toes and a pad on a grid of 24.
fn paw(flow: &mut Flow<'_>, left: f32, top: f32) {
    let at = |x: f32, y: f32| point(left + x * LOGO / 24.0, top + y * LOGO / 24.0);
    let mut steps = Vec::new();
    for (x, y) in [(11.0, 4.0), (18.0, 8.0), (20.0, 16.0)] {
        let (r, k) = (2.0, 2.0 * 0.5523);
        steps.push(PathStep::Move { to: at(x + r, y) });
        for [one, two, to] in [
            [(x + r, y + k), (x + k, y + r), (x, y + r)],
            [(x - k, y + r), (x - r, y + k), (x - r, y)],
            [(x - r, y - k), (x - k, y - r), (x, y - r)],
            [(x + k, y - r), (x + r, y - k), (x + r, y)],
        ] {
            steps.push(PathStep::Curve { one: at(one.0, one.1), two: at(two.0, two.1), to: at(to.0, to.1) });
        }
    }
    steps.push(PathStep::Move { to: at(9.0, 10.0) });
    let curves = [
        [(11.76, 10.0), (14.0, 12.24), (14.0, 15.0)],
        [(14.0, 16.2), (14.0, 17.3), (14.0, 18.5)],
        [(14.0, 20.23), (12.74, 21.71), (11.02, 21.96)],
        [(9.31, 22.21), (7.67, 21.20), (7.16, 19.55)],
        [(6.73, 18.17), (5.83, 17.27), (4.46, 16.84)],
        [(2.80, 16.33), (1.78, 14.68), (2.04, 12.97)],
        [(2.29, 11.26), (3.77, 10.0), (5.5, 10.0)],
    ];
    for [one, two, to] in curves {
        steps.push(PathStep::Curve { one: at(one.0, one.1), two: at(two.0, two.1), to: at(to.0, to.1) });
    }
    steps.push(PathStep::Line { to: at(9.0, 10.0) });
    flow.path(steps, 1.4, Ink::Accent);
}
