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

/// Whole numbers for the bands, each as near as it gets while together they are the whole: those that lose most of their
/// fraction are rounded up first.
#[allow(clippy::cast_possible_truncation)]
fn whole(bands: &[f64], all: f64) -> (Vec<i64>, i64) {
    let all = all.round() as i64;
    let mut numbers: Vec<i64> = bands.iter().map(|band| band.floor() as i64).collect();
    let missing = usize::try_from(all - numbers.iter().sum::<i64>()).unwrap_or_default();
    let mut places: Vec<(f64, &mut i64)> = bands.iter().map(|band| band.fract()).zip(&mut numbers).collect();
    places.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    places.into_iter().take(missing).for_each(|(_, number)| *number += 1);
    (numbers, all)
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
    let line = |name: Cell, owners: u32, predicted: i64, actual: u32| {
        let actual = i64::from(actual);
        vec![
            name,
            Cell::Count(i64::from(owners)),
            Cell::Count(predicted),
            Cell::Count(actual),
            Cell::Change { now: predicted, before: actual },
        ]
    };
    let bands: Vec<f64> = check.bands.iter().map(|band| band.predicted).collect();
    let (predicted, all) = whole(&bands, check.predicted);
    let mut rows: Vec<_> = check
        .bands
        .iter()
        .zip(predicted)
        .map(|(band, predicted)| {
            let from = ("from", Cell::Count(i64::from(band.from)));
            let name = match band.to {
                Some(to) if to == band.from => Label::Phrase("reports.model_repeats", vec![from]),
                Some(to) => {
                    Label::Phrase("reports.model_between", vec![from, ("to", Cell::Count(i64::from(to)))])
                }
                None => Label::Phrase("reports.model_from", vec![from]),
            };
            data(line(Cell::Label(name), band.customers, predicted, band.actual))
        })
        .collect();
    rows.push(total(line(Cell::word("reports.total"), check.customers, all, check.actual)));
    rows
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn rounded_bands_are_the_rounded_whole_together() {
        for (bands, shown, all) in [
            (vec![1.45, 2.4, 3.4], vec![2, 2, 3], 7),
            (vec![1.5, 2.6, 3.7], vec![1, 3, 4], 8),
            (vec![0.2, 5.0, 0.3], vec![0, 5, 1], 6),
            (vec![], vec![], 0),
        ] {
            assert_eq!(whole(&bands, bands.iter().sum()), (shown, all), "{bands:?}");
        }
    }
}
