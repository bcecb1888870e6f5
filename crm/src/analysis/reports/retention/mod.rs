//! The retention report: who comes back, who leaves, who returns, and how each month's newcomers stay.

mod flow;
mod model;
mod store;
mod tables;

use super::{
    Report,
    building::{begin, compared_is, define, moved},
    params::{Frame, Grain, ReportParams},
    report::{Better, Cell, Definition, Kpi, Label},
    rows::{RowsOf, StayPart},
    scope,
};
use crate::{Result, clinic::Read};
use flow::Counts;
pub(super) use flow::Flow;
pub(super) use store::{each, left_out};

/// The retention report of a period. Its spans are calendar months, or the quarters or years asked for.
///
/// # Errors
/// `invalid` for a period that cannot be, and what the database says.
pub fn build(r: &Read<'_>, params: &ReportParams) -> Result<Report> {
    let frame = params.frame(r.today)?;
    let conn = r.conn();
    let who = scope::who(r, &params.only)?;
    let left_out = store::left_out(conn)?;
    let grain = match params.grain {
        Some(grain @ (Grain::Quarter | Grain::Year)) => grain,
        _ => Grain::Month,
    };
    let [_, limit] = r.settings.thresholds.lifecycle_days;
    let mut counts = Counts::new(frame.now(), frame.compared, grain, limit);
    store::each(conn, frame.as_of, |owner, visits| {
        if !left_out.contains(&owner) && scope::counts(who.as_ref(), Some(owner)) {
            counts.add(visits);
        }
    })?;

    let mut report = begin(r, "retention", "reports.retention", &frame)?;
    report.scope = scope::words(conn, &params.only, scope::OWNERS)?;
    report.kpis = kpis(&frame, &counts);
    report.sections = vec![
        tables::rates(&counts, grain),
        tables::cohorts(&counts, frame.as_of),
        tables::leaving(&counts, grain),
        tables::flows(&counts),
    ];
    let model = model::section(r)?;
    report.definitions = definitions(&frame, limit);
    if let Some(model) = model {
        report.sections.push(model);
        report.definitions.push(define("reports.model", "reports.model_is", vec![]));
    }
    Ok(report)
}

fn kpis(frame: &Frame, counts: &Counts) -> Vec<Kpi> {
    let now = counts.now.1;
    let before = counts.before.map(|(_, flow)| flow);
    let rate = |flow: Flow| Cell::Share { part: flow.returned, whole: flow.base };
    let stays = |part| RowsOf::Stays { part }.within(frame.now());
    let kpi = |label, of: fn(Flow) -> i64, part, better| {
        let before = frame.compared.and(before).map(|flow| Cell::Count(of(flow)));
        moved(Label::Word(label), Cell::Count(of(now)).opens(stays(part)), before, better)
    };
    vec![
        moved(
            Label::Word("reports.retention_rate"),
            rate(now).opens(stays(StayPart::Base)),
            before.map(rate),
            Better::More,
        ),
        kpi("reports.returned", |flow| flow.returned, StayPart::Returned, Better::More),
        kpi("reports.fresh", |flow| flow.fresh, StayPart::Fresh, Better::More),
        kpi("reports.reactivated", |flow| flow.reactivated, StayPart::Reactivated, Better::More),
        kpi("reports.lapsed", |flow| flow.lapsed, StayPart::Lapsed, Better::Less),
    ]
}

fn definitions(frame: &Frame, limit: i32) -> Vec<Definition> {
    let days = || vec![("days", Cell::Count(i64::from(limit)))];
    [
        define("reports.retention_rate", "reports.retention_is", vec![]),
        define("reports.visits", "reports.visits_are", vec![]),
        define("reports.lapsed", "reports.lapsed_are", days()),
        define("reports.reactivated", "reports.reactivated_are", days()),
        define("reports.active_at_end", "reports.active_at_end_are", days()),
        define("reports.cohorts", "reports.cohorts_are", vec![]),
        define("reports.who_counts", "reports.who_counts_is", vec![("day", Cell::Day(frame.as_of))]),
    ]
    .into_iter()
    .chain(compared_is(frame))
    .collect()
}
