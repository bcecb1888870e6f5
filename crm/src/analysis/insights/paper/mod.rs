//! The customers' screen on paper: the same figures under the same words.

mod kpis;
mod sections;

use super::{InsightKind, overview::Overview};
use crate::{
    Result,
    analysis::{
        metrics::YEAR_DAYS,
        reports::{Cell, Definition, Label, Letterhead, Period, Report},
    },
    clinic::{Actor, Read},
    records::staff,
    values::{Day, Lang, Money},
};

/// Rows of the list on paper.
const ROWS: u32 = 15;

/// The screen's figures and a list as a report; the reasons of its rows are in this language.
///
/// # Errors
/// What the database says.
pub fn paper(r: &Read<'_>, kind: InsightKind, lang: Lang) -> Result<Report> {
    let view = super::overview(r)?;
    let list = super::list(r, kind, ROWS, lang)?;
    let settings = &r.settings;
    let lines = [&settings.clinic_address, &settings.clinic_contact];
    let is_named = r.actor.staff != Actor::BUILT_IN.staff;
    Ok(Report {
        name: "insights",
        title: Label::Word("insights.title"),
        letterhead: Letterhead {
            clinic: settings.clinic_name.clone(),
            lines: lines.into_iter().filter(|line| !line.trim().is_empty()).cloned().collect(),
            logo: settings.clinic_logo.clone(),
        },
        period: Period { from: r.today.plus(1 - YEAR_DAYS), to: r.today },
        compared: None,
        scope: Vec::new(),
        kpis: kpis::kpis(&view, sign(&settings.currency)),
        sections: sections::sections(r, &view, &list, sign(&settings.currency)),
        definitions: definitions(&view),
        data_on: r.today,
        data_time: None,
        made_by: if is_named { maker(r)? } else { String::new() },
    })
}

/// Who makes it; nothing where they are not on record.
fn maker(r: &Read<'_>) -> Result<String> {
    let mut staff = staff::list(r)?.into_iter();
    Ok(staff.find(|member| member.id == r.actor.staff).map(|member| member.name).unwrap_or_default())
}

fn sign(currency: &str) -> &str {
    match currency {
        "MXN" | "USD" | "CAD" | "ARS" | "CLP" | "COP" => "$",
        "EUR" => "€",
        code => code,
    }
}

fn with(key: &'static str, values: Vec<(&'static str, Cell)>) -> Label {
    Label::Phrase(key, values)
}

fn signed(key: &'static str, sign: &str) -> Label {
    with(key, vec![("sign", Cell::text(sign))])
}

fn definitions(view: &Overview) -> Vec<Definition> {
    let define = |term, meaning: Label| Definition { term: Label::Word(term), meaning };
    let model = view.model.as_ref().map(|model| {
        let values = vec![
            ("day", Cell::Day(model.fitted_on)),
            ("owners", Cell::Count(model.owners.into())),
            ("repeaters", Cell::Count(model.repeaters.into())),
        ];
        define("insights.model", with("insights.modelOnPaper", values))
    });
    let fixed = [
        define("insights.retention", Label::Word("insights.retentionMeans")),
        define("insights.atRisk", Label::Word("insights.atRiskMeans")),
        define("insights.stake", Label::Word("insights.stakeMeans")),
        define("insights.lifetime", Label::Word("insights.lifetimeMeans")),
    ];
    fixed.into_iter().chain(model).collect()
}

impl Overview {
    /// What all have spent to date.
    fn lifetime_to_date(&self) -> Money {
        let [to_date, ..] = &self.lifetime;
        to_date.total_cents
    }
}

/// The name that the file is proposed under, without its ending.
pub fn file_name(today: Day, lang: Lang) -> String {
    let title = crate::values::fold(crate::values::words::word(lang, "insights.title"));
    format!("{}-{today}", title.replace(' ', "-"))
}
