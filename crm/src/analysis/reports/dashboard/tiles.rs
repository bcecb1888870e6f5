//! The tiles and panels of the dashboard, from its figures.

use super::{
    Course, Panel, Point, Tile,
    figures::{Figures, Of, Series},
};
use crate::{
    analysis::reports::{
        building::{Unit, moved},
        customers::labels::stage_word,
        params::Frame,
        report::{Better, Cell, Label, Period},
        rows::{AppointmentEnd, AppointmentsOf, OwnersOf, Rows, RowsOf, SalePart, SalesOf, StayPart},
    },
    clinic::Read,
    values::{Lifecycle, Money},
};

type RowsIn<'f> = &'f dyn Fn(Period) -> Rows;

/// A tile of a figure that is compared with the month before, with its course month by month.
fn monthly<T: Copy>(
    frame: &Frame,
    (name, label, meaning): (&'static str, Label, Label),
    series: &Series<T>,
    cell: impl Fn(T) -> Cell,
    better: Better,
    rows: RowsIn<'_>,
) -> Tile {
    let kpi = moved(label.clone(), cell(series.now), Some(cell(series.before)), better);
    let before = frame.compared.unwrap_or_else(|| frame.period.before());
    let beside = Label::Phrase(
        "reports.tile_before",
        vec![("figure", cell(series.before)), ("days", Cell::Label(Label::Span(before)))],
    );
    Tile {
        name,
        label,
        value: cell(series.now).opens(rows(frame.now())),
        change: kpi.change,
        beside: vec![beside],
        course: course(series, &cell, rows),
        meaning,
    }
}

fn course<T: Copy>(series: &Series<T>, cell: &impl Fn(T) -> Cell, rows: RowsIn<'_>) -> Course {
    let point = |(month, value): &(Period, T)| {
        let name = Label::Span(Period { to: whole_month(*month).to, ..*month });
        Point::new(name, cell(*value), rows(*month))
    };
    Course {
        name: Label::Word("reports.tile_months"),
        points: series.months.iter().map(point).collect(),
        is_to_now: true,
    }
}

fn whole_month(span: Period) -> Period {
    Period { from: span.from, to: span.from.plus(31).first_of_month().plus(-1) }
}

const fn share(of: Of) -> Cell {
    Cell::Share { part: of.part, whole: of.whole }
}

/// The mean of ratings, to a tenth.
fn mean(of: Of) -> Cell {
    match (of.part * 10_000).checked_div(of.whole * 10) {
        Some(milli) => Cell::Quantity((milli + 50) / 100 * 100),
        None => Cell::Blank,
    }
}

fn word(key: &'static str) -> Label {
    Label::Word(key)
}

fn of_all(key: &'static str, of: Of) -> Label {
    Label::Phrase(key, vec![("part", Cell::Count(of.part)), ("count", Cell::Count(of.whole))])
}

/// All tiles, the most asked for first.
pub(super) fn tiles(r: &Read<'_>, frame: &Frame, figures: &Figures) -> Vec<Tile> {
    let unit = Unit(&r.settings.currency);
    let sold = |span: Period| SalesOf::default().rows(SalePart::All).within(span);
    let came = |span: Period| AppointmentsOf::default().ended(AppointmentEnd::Completed).within(span);
    let new = |span: Period| RowsOf::Owners { who: OwnersOf::Known, is_new: true }.within(span);
    let sent = |span: Period| RowsOf::Messages { channels: None, is_answered: false }.within(span);
    let promised = |span: Period| RowsOf::FollowUps { state: None }.within(span);
    let said = |span: Period| RowsOf::Feedback { ratings: None }.within(span);
    let talked = |span: Period| RowsOf::Interactions { channels: None, staff: None }.within(span);
    let points = |span: Period| RowsOf::Points.within(span);
    let mut responses = monthly(
        frame,
        ("responses", word("reports.tile_responses"), word("reports.tile_responses_is")),
        &figures.responses,
        share,
        Better::More,
        &sent,
    );
    responses.beside.push(of_all("reports.tile_of_messages", figures.responses.now));
    let mut kept = monthly(
        frame,
        ("follow_ups", word("reports.tile_follow_ups"), word("reports.tile_follow_ups_is")),
        &figures.follow_ups,
        share,
        Better::More,
        &promised,
    );
    kept.beside.push(of_all("reports.tile_of_follow_ups", figures.follow_ups.now));
    let mut feedback = monthly(
        frame,
        ("feedback", word("reports.tile_feedback"), word("reports.tile_feedback_is")),
        &figures.feedback,
        mean,
        Better::More,
        &said,
    );
    feedback.beside.push(of_all("reports.tile_of_feedback", figures.feedback.now));
    vec![
        monthly(
            frame,
            ("income", unit.heading("reports.tile_income"), word("reports.tile_income_is")),
            &figures.income,
            Cell::Money,
            Better::More,
            &sold,
        ),
        monthly(
            frame,
            ("visits", word("reports.visits"), word("reports.visits_are")),
            &figures.visits,
            Cell::Count,
            Better::More,
            &came,
        ),
        monthly(
            frame,
            ("new_owners", word("reports.new_owners"), word("reports.tile_new_is")),
            &figures.new,
            Cell::Count,
            Better::More,
            &new,
        ),
        retention(figures),
        at_risk(r, frame, figures, unit),
        responses,
        kept,
        feedback,
        monthly(
            frame,
            ("interactions", word("reports.tile_interactions"), word("reports.tile_interactions_is")),
            &figures.interactions,
            Cell::Count,
            Better::Neither,
            &talked,
        ),
        monthly(
            frame,
            ("points", word("reports.tile_points"), word("reports.tile_points_is")),
            &figures.points,
            Cell::Count,
            Better::Neither,
            &points,
        ),
    ]
}

fn retention(figures: &Figures) -> Tile {
    let stays = |span: Period| RowsOf::Stays { part: StayPart::Base }.within(span);
    let Series { now, before, .. } = figures.retention;
    let kpi = moved(word("reports.tile_retention"), share(now), Some(share(before)), Better::More);
    Tile {
        name: "retention",
        label: kpi.label,
        value: kpi.value.opens(stays(figures.year)),
        change: kpi.change,
        beside: vec![
            Label::Phrase("reports.tile_before_year", vec![("figure", share(before))]),
            of_all("reports.tile_of_owners", now),
        ],
        course: Course {
            name: word("reports.tile_months_retention"),
            ..course(&figures.retention, &share, &stays)
        },
        meaning: word("reports.tile_retention_is"),
    }
}

fn at_risk(r: &Read<'_>, frame: &Frame, figures: &Figures, unit: Unit<'_>) -> Tile {
    let now = figures.stages.get(&Lifecycle::AtRisk).copied().unwrap_or(0);
    let days = Period { from: frame.as_of, to: frame.as_of };
    let stages = figures.stages.iter().map(|(stage, owners)| {
        let who = OwnersOf::Stages { stages: vec![*stage] };
        let rows = RowsOf::Owners { who, is_new: false }.within(days);
        Point::new(word(stage_word(*stage)), Cell::Count(*owners), rows)
    });
    let [at_risk, _] = r.settings.thresholds.lifecycle_days;
    let change = Cell::Change { now, before: figures.at_risk_before };
    // What was at stake then is not on record; how many there were is.
    let value =
        if figures.at_stake == Money::ZERO && now > 0 { Cell::Blank } else { Cell::Money(figures.at_stake) };
    Tile {
        name: "at_risk",
        label: unit.heading("reports.tile_at_risk"),
        value: value.opens(RowsOf::AtStake.within(days)),
        change: (figures.at_risk_before > 0).then_some((change, Better::Less)),
        beside: vec![Label::Phrase(
            "reports.tile_at_risk_owners",
            vec![("count", Cell::Count(now)), ("before", Cell::Count(figures.at_risk_before))],
        )],
        course: Course { name: word("reports.stages"), points: stages.collect(), is_to_now: false },
        meaning: Label::Phrase("reports.tile_at_risk_is", vec![("at_risk", Cell::Count(i64::from(at_risk)))]),
    }
}

/// Interactions of the last days by channel, by staff and per day.
pub(super) fn panels(r: &Read<'_>, figures: &Figures) -> Vec<Panel> {
    let days = Period {
        from: figures.per_day.first().map_or(r.today, |(day, _)| *day),
        to: figures.per_day.last().map_or(r.today, |(day, _)| *day),
    };
    let note = || Label::Phrase("reports.panel_note", vec![("days", Cell::Count(i64::from(days.days())))]);
    let channels = figures.channels.iter().map(|(channel, count)| {
        let rows = RowsOf::Interactions { channels: Some(vec![channel.clone()]), staff: None };
        Point::new(Label::Value("channel", channel.clone()), Cell::Count(*count), rows.within(days))
    });
    let staff = figures.staff.iter().map(|(staff, count)| {
        let rows = RowsOf::Interactions { channels: None, staff: Some(vec![*staff]) };
        let name = staff.and_then(|staff| figures.staff_names.get(&staff));
        let name = name.map_or(word("reports.nobody_noted"), |name| Label::Text(name.clone()));
        Point::new(name, Cell::Count(*count), rows.within(days))
    });
    let per_day = figures.per_day.iter().map(|(day, count)| {
        let span = Period { from: *day, to: *day };
        let rows = RowsOf::Interactions { channels: None, staff: None };
        Point::new(Label::Span(span), Cell::Count(*count), rows.within(span))
    });
    let panel = |name, heading, points, is_over_time| Panel {
        name,
        heading: word(heading),
        note: note(),
        points,
        is_over_time,
    };
    vec![
        panel("per_day", "reports.panel_per_day", per_day.collect(), true),
        panel("channels", "reports.panel_channels", channels.collect(), false),
        panel("staff", "reports.panel_staff", staff.collect(), false),
    ]
}
