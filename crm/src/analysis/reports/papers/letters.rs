//! Letters: a page each, with the address where an envelope's window shows it.

use super::{
    SetPaper, of_today,
    recipients::{Recipients, addressees},
    store::Addressee,
};
use crate::{
    Result,
    analysis::reports::{
        layout::{Area, Flow, Style, letter_head, style},
        marks::{Anchor, Ink, Paper as Sheet, Weight},
        report::Label,
        wording::long_day,
    },
    clinic::Read,
    values::{Lang, words::word},
};

/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;
/// The window of a long envelope, folded in three: from the left and the top, its width, its lines.
const WINDOW: (f32, f32, f32) = (20.0 * MM, 50.0 * MM, 85.0 * MM);
const BODY: Style = style(10.5, Weight::Regular, Ink::Text);
const SUBJECT: Style = style(11.5, Weight::SemiBold, Ink::Text);
const ADDRESS: Style = style(10.5, Weight::Regular, Ink::Text);
const LEADING: f32 = 15.5;
const TOP: f32 = 100.0 * MM;

/// A letter to each in their own language, where the product speaks it.
pub(super) fn letters(
    r: &Read<'_>,
    to: &Recipients,
    (subject, body): (&str, &str),
    (lang, sheet): (Lang, Sheet),
) -> Result<SetPaper> {
    let (addressees, left_out) = addressees(r, to)?;
    let report = of_today(r, "letters", Label::Word("papers.letters"))?;
    let mut flow = Flow::bare(&report, lang, sheet.size());
    for (i, addressee) in addressees.iter().enumerate() {
        if i > 0 {
            flow.turn_bare();
        }
        // A text of one's own is in the language it was written in.
        let own =
            if body.trim().is_empty() { Lang::parse(&addressee.language).unwrap_or(lang) } else { lang };
        letter(r, &mut flow, addressee, (subject, body), own);
    }
    let pages = flow.finish();
    Ok(SetPaper { report, pages, left_out })
}

fn letter(r: &Read<'_>, flow: &mut Flow<'_>, to: &Addressee, (subject, body): (&str, &str), lang: Lang) {
    letter_head(flow);
    let (left, mut y, width) = WINDOW;
    for line in to.lines(&r.settings.country) {
        let (style, text) = ADDRESS.fit(&line, width);
        flow.text(left, ADDRESS.baseline(y, 14.0), Anchor::Start, style, &text);
        y += 14.0;
    }
    let area = flow.area();
    let place: Vec<String> = [r.settings.city.clone(), long_day(lang, r.today)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    flow.text(area.right, BODY.baseline(WINDOW.1, 14.0), Anchor::End, BODY, &place.join(", "));
    marks(flow);

    let filled = |text: &str| fill(text, to, &r.settings.clinic_name, lang);
    let or = |own: &str, key| if own.trim().is_empty() { word(lang, key).to_owned() } else { own.to_owned() };
    let mut y = TOP;
    for line in SUBJECT.wrap(&filled(&or(subject, "papers.letter_subject")), area.width()) {
        flow.text(area.left, SUBJECT.baseline(y, LEADING), Anchor::Start, SUBJECT, &line);
        y += LEADING;
    }
    y += LEADING * 0.7;
    for paragraph in filled(&or(body, "papers.letter_body")).split('\n') {
        for line in paragraph_lines(paragraph, area) {
            if y + LEADING > flow.bottom() {
                flow.turn_bare();
                y = 60.0;
            }
            flow.text(area.left, BODY.baseline(y, LEADING), Anchor::Start, BODY, &line);
            y += LEADING;
        }
    }
}

/// Lines of a paragraph; an empty one keeps its line. Letters are not cut short.
fn paragraph_lines(paragraph: &str, area: Area) -> Vec<String> {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    if words.is_empty() {
        return vec![String::new()];
    }
    // What one wraps at once has a limit of lines.
    words.chunks(60).flat_map(|words| BODY.wrap(&words.join(" "), area.width())).collect()
}

fn fill(text: &str, to: &Addressee, clinic: &str, lang: Lang) -> String {
    let pets = to.pets.clone().unwrap_or_else(|| word(lang, "papers.your_pet").to_owned());
    let name = to.person.as_ref().unwrap_or(&to.name);
    // One pass, so that a name that holds braces is not filled again.
    let mut rest = text;
    let mut out = String::with_capacity(text.len() + 32);
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = [("name}", name.as_str()), ("pets}", &pets), ("clinic}", clinic)];
        match known.iter().find_map(|(key, value)| Some((value, after.strip_prefix(key)?))) {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Where the sheet is folded in three.
fn marks(flow: &mut Flow<'_>) {
    let height = flow.height();
    for part in [1.0, 2.0] {
        let y = height * part / 3.0;
        flow.line((10.0, y), (20.0, y), 0.5, Ink::Control);
    }
}
