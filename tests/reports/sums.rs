//! Sums that agree with each other and with the owners' figures, on generated clinics.

use super::{day, october_2026, report, section};
use crate::support::{ACTOR, clinic_on};
use crm::{
    clinic::{Progress, View},
    reports::*,
    sample,
    values::{Day, Money},
};

/// Of every table with a total: each column of counts or amounts sums to it.
fn sums_reconcile(report: &Report) {
    let average = |label: &Label| matches!(label, Label::Phrase("reports.average_column", _));
    for section in &report.sections {
        let Body::Table(table) = &section.body else { continue };
        let Some(total) = table.rows.iter().find(|row| row.kind == RowKind::Total) else { continue };
        for (i, column) in table.columns.iter().enumerate() {
            if !matches!(total.cells[i].figure(), Cell::Count(_) | Cell::Money(_) | Cell::Quantity(_))
                || average(&column.heading)
            {
                continue;
            }
            let data = table.rows.iter().filter(|row| row.kind == RowKind::Data);
            let sum: i64 = data.filter_map(|row| row.cells[i].number()).sum();
            assert_eq!(
                Some(sum),
                total.cells[i].number(),
                "{} {:?} {:?}",
                report.name,
                section.heading,
                column.heading
            );
        }
    }
}

#[test]
fn sums_agree_with_each_other_and_with_the_owners_figures() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 150, 5, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let ever = ReportParams { from: Some(day("1990-01-01")), ..october_2026() };
    for params in [october_2026(), ever.clone()] {
        for kind in ReportKind::ALL {
            sums_reconcile(&report(&place, *kind, &params));
        }
    }

    // All income there ever was: what the owners spent, and the sales without an owner.
    let revenue = report(&place, ReportKind::Revenue, &ever);
    let (spent, purchases): (i64, i64) = place
        .read(&ACTOR, View::Reports, |r| {
            let sql = "SELECT sum(total_spent_cents), sum(order_count) FROM owner_figures";
            Ok(r.conn().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .unwrap();
    let Body::Table(sources) = &section(&revenue, "reports.by_source").body else { panic!("a table") };
    let of = |is_owned: bool, column: usize| -> i64 {
        let rows = sources.rows.iter().filter(|row| row.kind == RowKind::Data);
        let rows = rows.filter(|row| (row.cells[0] != Cell::word("reports.no_owner")) == is_owned);
        rows.filter_map(|row| row.cells[column].number()).sum()
    };
    assert_eq!((of(true, 2), of(true, 1)), (spent, purchases));
    assert_eq!(*revenue.kpis[0].value.figure(), Cell::Money(Money::from_cents(spent + of(false, 2))));

    // The products' report is the subtotal of products in the revenue report.
    let products = report(&place, ReportKind::Products, &ever);
    let Body::Table(things) = &section(&revenue, "reports.by_thing").body else { panic!("a table") };
    let subtotal =
        things.rows.iter().find(|row| row.cells[0] == Cell::word("reports.products_total")).unwrap();
    assert_eq!(products.kpis[0].value.figure(), subtotal.cells[4].figure());

    // Months add up to their year.
    let months = |kind: ReportKind| -> i64 {
        let month = |month: i32| {
            let from = Day::from_ymd(2026, u32::try_from(month).unwrap(), 1).unwrap();
            let params = ReportParams {
                from: Some(from),
                to: Some(from.plus(31).first_of_month().plus(-1)),
                ..ReportParams::default()
            };
            report(&place, kind, &params).kpis[0].value.number().unwrap()
        };
        (1..=10).map(month).sum()
    };
    let year = ReportParams { from: Some(day("2026-01-01")), ..october_2026() };
    for kind in [ReportKind::Revenue, ReportKind::Appointments, ReportKind::Products] {
        assert_eq!(months(kind), report(&place, kind, &year).kpis[0].value.number().unwrap(), "{kind}");
    }
}
