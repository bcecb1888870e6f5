//! The model of who is still active, beside its check: what it would have said half a year ago, and what came.

use crate::{
    Result,
    analysis::{
        model::{self, ClinicFit, FitVerdict, HoldOut},
        reports::{
            building::{column, data, table, total},
            report::{Cell, ColumnKind, Label, Section, Span},
        },
    },
    clinic::Read,
};

/// The section of the model; none before it was fitted for the first time.
pub fn section(r: &Read<'_>) -> Result<Option<Section>> {
    Ok(model::kept(r)?.map(|fit| of(&fit)))
}

/// A whole number of purchases, as near as it gets.
#[allow(clippy::cast_possible_truncation)]
fn whole(predicted: f64) -> Cell {
    Cell::Count(predicted.round() as i64)
}

fn difference(predicted: f64, actual: u32) -> Cell {
    match whole(predicted) {
        Cell::Count(predicted) => Cell::Change { now: predicted, before: i64::from(actual) },
        cell => cell,
    }
}

fn of(fit: &ClinicFit) -> Section {
    use ColumnKind::{Number, Strong, Text};
    let count = |number: u32| Cell::Count(i64::from(number));
    let note = match (fit.verdict, fit.fit.likelier()) {
        (FitVerdict::Speaks, Some(likelier)) => Label::Phrase(
            "reports.model_speaks",
            vec![
                ("model", Cell::Label(Label::Value("model", likelier.parameters.model.as_str().to_owned()))),
                ("repeaters", count(fit.repeaters)),
                ("day", Cell::Day(fit.fitted_on)),
            ],
        ),
        (FitVerdict::TooFew, _) => Label::Phrase(
            "reports.model_too_few",
            vec![("repeaters", count(fit.repeaters)), ("needed", count(fit.needed))],
        ),
        _ => Label::Word("reports.model_not_converged"),
    };
    let rows = fit.hold_out.as_ref().map(rows).unwrap_or_default();
    let columns = vec![
        column("reports.model_band", Text),
        column("reports.owners_column", Number),
        column("reports.model_predicted", Strong),
        column("reports.model_actual", Number),
        column("reports.model_difference", Number),
    ];
    table("reports.model", Some(note), Span::Full, columns, rows, "reports.model_unchecked")
}

fn rows(check: &HoldOut) -> Vec<crate::analysis::reports::report::Row> {
    let line = |name: Cell, owners: u32, predicted: f64, actual: u32| {
        vec![
            name,
            Cell::Count(i64::from(owners)),
            whole(predicted),
            Cell::Count(i64::from(actual)),
            difference(predicted, actual),
        ]
    };
    let mut rows: Vec<_> = check
        .bands
        .iter()
        .map(|band| {
            let from = ("from", Cell::Count(i64::from(band.from)));
            let name = match band.to {
                Some(to) if to == band.from => Label::Phrase("reports.model_repeats", vec![from]),
                Some(to) => {
                    Label::Phrase("reports.model_between", vec![from, ("to", Cell::Count(i64::from(to)))])
                }
                None => Label::Phrase("reports.model_from", vec![from]),
            };
            data(line(Cell::Label(name), band.customers, band.predicted, band.actual))
        })
        .collect();
    rows.push(total(line(Cell::word("reports.total"), check.customers, check.predicted, check.actual)));
    rows
}
