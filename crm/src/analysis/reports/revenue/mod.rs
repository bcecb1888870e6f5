//! The revenue report: what came in, day by day, from whom, for what, and what is still to come.

mod ledger;
mod store;
mod tables;

use super::{
    Report,
    building::{Unit, amount, begin, compared_is, define, money_chart, moved, plain},
    params::{Frame, ReportParams},
    report::{Better, Cell, Definition, Kpi, Label},
    rows::{RowsOf, SalePart, SalesOf},
    sales, scope,
    scope::Concern,
};
use crate::{Result, clinic::Read};
use ledger::{Ledger, Tally};
use store::Outstanding;
pub(super) use store::{Sources, age_of};

/// The revenue report of a period.
///
/// # Errors
/// `invalid` for a period that cannot be, and what the database says.
pub fn build(r: &Read<'_>, params: &ReportParams) -> Result<Report> {
    let frame = params.frame(r.today)?;
    let conn = r.conn();
    let who = scope::who(r, &params.only)?;
    let catalogue = sales::catalogue(conn)?;
    let ledger = |r: &Read<'_>, period, sources: &Sources| -> Result<Ledger> {
        let mut ledger = Ledger::default();
        sales::each(r.conn(), period, &catalogue, who.as_ref(), &params.only, |sale| {
            ledger.add(sale, sources.of(sale.owner));
        })?;
        Ok(ledger)
    };
    // What is still to be paid has no lines that were paid for: of one category nothing can be said.
    let outstanding = |r: &Read<'_>| match params.only.category {
        Some(_) => Ok(None),
        None => store::outstanding(r.conn(), frame.now(), who.as_ref()).map(Some),
    };
    let ((before, outstanding), (now, sources)) = r.both(
        |r| {
            // By source, the days compared with are shown nowhere.
            let before = frame.compared.map(|period| ledger(r, period, &Sources::default())).transpose()?;
            Ok((before.unwrap_or_default(), outstanding(r)?))
        },
        |r| {
            let sources = Sources::read(r.conn())?;
            Ok((ledger(r, frame.now(), &sources)?, sources))
        },
    )?;

    let unit = Unit(&r.settings.currency);
    let mut report = begin(r, "revenue", "reports.revenue", &frame)?;
    report.scope = scope::words(conn, &params.only, Concern { staff: false, category: true })?;
    report.kpis = kpis(&frame, &now, &before, outstanding.as_ref(), unit);
    report.sections = vec![money_chart(
        "reports.net_income_chart",
        &frame,
        |part| now.between(part).net(),
        |part| before.between(part).net(),
        |part| SalesOf::default().rows(SalePart::All).within(part),
        "reports.no_income",
    )];
    report.sections.push(tables::by_thing(&frame, &now, &before, &catalogue, unit));
    report.sections.extend(tables::halves(frame.now(), &now, &sources, unit));
    report.sections.push(tables::by_part(&frame, &now, &before, unit));
    report.sections.extend(outstanding.map(|outstanding| tables::unpaid(frame.now(), &outstanding, unit)));
    report.definitions = definitions(&frame);
    Ok(report)
}

fn kpis(
    frame: &Frame,
    now: &Ledger,
    before: &Ledger,
    outstanding: Option<&Outstanding>,
    unit: Unit<'_>,
) -> Vec<Kpi> {
    let then = |cell: Cell| frame.compared.map(|_| cell);
    let sold = |part| SalesOf::default().rows(part).within(frame.now());
    let counted = |key, count| Some(Label::Phrase(key, vec![("count", Cell::Count(count))]));
    let average = |tally: Tally| amount(tally.net().ratio(1.into(), tally.count.into()));
    let returned = Cell::Share { part: now.all.refunded.cents(), whole: now.all.charged.cents() };
    let due = outstanding.map(|outstanding| {
        let (documents, due) = outstanding.all();
        let documents = counted("reports.documents_counted", documents);
        let due = Cell::Money(due).opens(RowsOf::Unpaid { age: None }.within(frame.now()));
        plain(unit.heading("reports.outstanding"), due, documents)
    });
    let mut kpis = vec![
        moved(
            unit.heading("reports.net_income"),
            Cell::Money(now.all.net()).opens(sold(SalePart::All)),
            then(Cell::Money(before.all.net())),
            Better::More,
        ),
        plain(
            unit.heading("reports.charged"),
            Cell::Money(now.all.charged).opens(sold(SalePart::All)),
            counted("reports.purchases_counted", now.all.count),
        ),
        plain(
            unit.heading("reports.refunded"),
            Cell::Money(now.all.refunded).opens(sold(SalePart::Refunded)),
            Some(Label::Phrase("reports.of_charged", vec![("share", returned)])),
        ),
    ];
    kpis.extend(due);
    kpis.push(moved(
        unit.heading("reports.per_purchase"),
        average(now.all).opens(sold(SalePart::Purchases)),
        then(average(before.all)),
        Better::More,
    ));
    kpis
}

fn definitions(frame: &Frame) -> Vec<Definition> {
    let day = || ("day", Cell::Day(frame.as_of));
    [
        define("reports.net_income_term", "reports.net_income_is", vec![]),
        define("reports.purchase_term", "reports.purchase_is", vec![]),
        define("reports.refunded_term", "reports.refunded_is", vec![]),
        define("reports.by_thing", "reports.by_thing_is", vec![]),
        define("reports.outstanding_term", "reports.outstanding_is", vec![day()]),
        define("reports.by_source", "reports.by_source_is", vec![]),
    ]
    .into_iter()
    .chain(compared_is(frame))
    .collect()
}
