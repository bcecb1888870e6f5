//! The sums of the customers' report agree with each other and with the kept figures.

use crate::{
    customers_report::{key, report},
    support::{ACTOR, clinic_on},
};
use crm::{
    clinic::{Progress, View},
    reports::*,
    sample,
    values::Money,
};

fn total(report: &Report, heading: &str) -> Vec<Cell> {
    let section =
        report.sections.iter().find(|section| section.heading == Label::Word(key(heading))).unwrap();
    let Body::Table(table) = &section.body else { panic!("{heading} is a table") };
    table.rows.iter().find(|row| row.kind == RowKind::Total).unwrap().cells.clone()
}

#[test]
fn sums_agree_with_each_other_and_with_the_kept_figures() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 120, 3, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let report = report(&place, &ReportParams { list: LongList::Included, ..ReportParams::default() });

    let (owners, spent) = place
        .read(&ACTOR, View::Reports, |r| {
            let sql = "SELECT count(*), sum(total_spent_cents) FROM owner_figures f JOIN owners o ON o.id = f.owner_id
                       WHERE o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL";
            Ok(r.conn().query_row(sql, [], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?)
        })
        .unwrap();
    let (owners, spent) = (Cell::Count(owners), Cell::Money(Money::from_cents(spent)));
    for heading in ["stages", "tiers", "bands", "sources", "languages"] {
        assert_eq!(total(&report, heading)[1], owners, "{heading}");
    }
    assert_eq!(total(&report, "bands")[3], spent);
    assert_eq!(total(&report, "list")[7], spent);
    assert_eq!(total(&report, "stages")[2], report.kpis[1].value, "new owners");

    let kept: Vec<(String, i64)> = place
        .read(&ACTOR, View::Reports, |r| {
            let sql = "SELECT lifecycle, count(*) FROM owner_figures f JOIN owners o ON o.id = f.owner_id
                       WHERE o.is_active = 1 AND o.blocked_at IS NULL AND o.anonymised_at IS NULL GROUP BY lifecycle";
            let mut statement = r.conn().prepare(sql)?;
            let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap();
    for (stage, count) in kept {
        let word = format!("values.lifecycle.{stage}");
        let section = &report.sections[1];
        let Body::Table(table) = &section.body else { panic!("a table") };
        let row = table
            .rows
            .iter()
            .find(|row| matches!(&row.cells[0], Cell::Label(Label::Word(key)) if **key == word));
        assert_eq!(row.unwrap().cells[1], Cell::Count(count), "{stage}");
    }
}
