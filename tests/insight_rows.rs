//! Every number of the customers' screen opens the owners behind it, and they add up to it.

use crate::{
    metrics::facts,
    report_pages,
    support::{ACTOR, Place, clinic, clinic_on},
};
use crm::{
    clinic::{Progress, Role, View},
    insights::{self, Figure, FigureRows, FigureUnit, InsightKind, Overview},
    reports::{self, Cell},
    sample,
    segments::{self, Criteria},
    values::{Day, Lang, Lifecycle},
};

fn rows(place: &Place, figure: &Figure) -> FigureRows {
    place.read(&ACTOR, View::Reports, |r| insights::rows(r, figure, 1_000)).unwrap()
}

fn overview(place: &Place) -> Overview {
    place.read(&ACTOR, View::Reports, insights::overview).unwrap()
}

/// Every figure of the screen, with the number that stands there.
fn shown(view: &Overview) -> Vec<(Figure, i64)> {
    let mut all = vec![
        (Figure::Everyone, view.owners),
        (Figure::Retention { returned: None }, view.retention.before),
        (Figure::Retention { returned: Some(true) }, view.retention.returned),
        (Figure::Retention { returned: Some(false) }, view.retention.before - view.retention.returned),
        (Figure::Spent, view.spent.cents.cents()),
        (Figure::Purchases, view.spent.purchases),
        (Figure::New { last_month: false }, view.new_this_month),
        (Figure::New { last_month: true }, view.new_last_month),
    ];
    for one in &view.responses {
        let of = |answered| Figure::Response { channel: one.channel.clone(), answered };
        all.extend([(of(false), one.sent), (of(true), one.answered)]);
    }
    all.extend(view.stages.iter().map(|one| (Figure::Stage { stage: one.lifecycle }, one.owners)));
    all.extend(
        view.flow.iter().map(|one| (Figure::Moved { from: vec![one.from], to: vec![one.to] }, one.owners)),
    );
    for cohort in &view.cohorts {
        let of = |later| Figure::Cohort { year: cohort.year, quarter: cohort.quarter, later };
        all.push((of(None), cohort.owners));
        all.extend((1..).zip(&cohort.later).map(|(later, cell)| (of(Some(later)), cell.came)));
    }
    all.extend(view.values.iter().map(|bar| (Figure::Value { from: bar.from, to: bar.to }, bar.owners)));
    all.extend(view.visits.iter().map(|bar| (Figure::Visits { from: bar.from, to: bar.to }, bar.owners)));
    all.extend(view.sources.iter().map(|bar| (Figure::Source { source: bar.source.clone() }, bar.owners)));
    all.extend(
        (0..).zip(&view.lifetime).map(|(which, one)| (Figure::Lifetime { which }, one.total_cents.cents())),
    );
    all.extend(view.referrers.iter().map(|one| (Figure::Brought { by: one.owner_id }, one.brought)));
    all
}

#[test]
fn the_owners_behind_every_number_add_up_to_it() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 500, sample::SEED, &Progress::silent()).unwrap();
    facts::run(&place, "UPDATE owners SET blocked_at = 1 WHERE id % 50 = 0", []);
    let view = overview(&place);
    let all = shown(&view);
    assert!(all.len() > 60 && all.iter().filter(|(_, number)| *number > 0).count() > 50, "{all:?}");
    for (figure, number) in all {
        let found = rows(&place, &figure);
        assert_eq!(found.total, number, "{figure:?}");
        assert!(found.rows.is_sorted_by(|a, b| a.part >= b.part), "{figure:?}");
        if found.unit == FigureUnit::Owners {
            assert_eq!(i64::from(found.owners), number, "{figure:?}");
        }
        let Some(criteria) = &found.criteria else { continue };
        // The rules mean the same owners, whom a segment then follows.
        Criteria::parse(criteria).unwrap();
        let preview =
            place.read(&ACTOR, View::Records, |r| segments::preview(r, criteria, 1_000, Lang::Es)).unwrap();
        let mut meant: Vec<_> = preview.members.iter().map(|member| member.id).collect();
        let mut behind: Vec<_> = found.rows.iter().map(|row| row.member.id).collect();
        meant.sort_unstable();
        behind.sort_unstable();
        assert_eq!(meant, behind, "{figure:?}: {criteria}");
    }
    let lifetimes: Vec<u32> = (0..3).map(|which| rows(&place, &Figure::Lifetime { which }).owners).collect();
    let known: Vec<i64> = view.lifetime.iter().map(|one| one.owners).collect();
    // Who spent nothing has a value to date of nothing.
    assert_eq!(lifetimes.iter().map(|owners| i64::from(*owners)).collect::<Vec<_>>(), known);
}

#[test]
fn the_owners_behind_a_number_are_kept_as_a_list_or_written_to_a_file() {
    let place = clinic();
    let day = |text: &str| Day::parse(text).unwrap();
    for (id, name) in [(1_008, "Carlos Méndez"), (1_009, "Sarah Johnson"), (1_010, "Roberto Sánchez")] {
        let owner = facts::owner(&place, id, name);
        facts::visit(&place, owner, day("2024-08-01"));
        if id != 1_010 {
            facts::visit(&place, owner, day("2025-10-20").plus(if id == 1_009 { -400 } else { 0 }));
        }
    }
    let away = Figure::Retention { returned: Some(false) };
    let kept = insights::keep_rows(&place, &ACTOR, &away, "No volvieron", Lang::Es).unwrap().value;
    assert_eq!((kept.name.as_str(), kept.member_count), ("No volvieron", Some(2)));
    crm::clinic::undo_last(&place, &ACTOR).unwrap();
    assert_eq!(place.read(&ACTOR, View::Records, |r| segments::list(r, Lang::Es)).unwrap(), []);

    let file = place.folder.path().join("volvieron.csv");
    let again = Figure::Retention { returned: Some(true) };
    assert_eq!(insights::export_rows(&place, &ACTOR, &again, &file).unwrap(), 1);
    assert!(std::fs::read_to_string(&file).unwrap().contains("Carlos Méndez"));
    let front = crm::clinic::Actor { role: Role::FrontDesk, ..ACTOR };
    assert!(insights::export_rows(&place, &front, &again, &file).is_err());
    let stage = Figure::Stage { stage: Lifecycle::Churned };
    assert_eq!(rows(&place, &stage).criteria.as_deref(), Some(r#"{"lifecycle":"churned"}"#));
}

/// The screen on paper says what the screen says: the same figures under the same words, searchable.
#[test]
fn the_screens_paper_holds_its_figures_its_list_and_its_rules() {
    let place = clinic_on("2026-10-31");
    sample::create(&place, &ACTOR, 260, 7, &Progress::silent()).unwrap();
    crm::metrics::bring_up_to_date(&place, &ACTOR, &Progress::silent()).unwrap();
    let view = overview(&place);
    let list =
        place.read(&ACTOR, View::Records, |r| insights::list(r, InsightKind::AtRisk, 15, Lang::Es)).unwrap();
    assert!(list.rows.len() > 5 && view.cohorts.len() > 4);
    let text = |lang| {
        let report =
            place.read(&ACTOR, View::Reports, |r| insights::paper(r, InsightKind::AtRisk, lang)).unwrap();
        let pages = reports::lay_out(&report, lang, reports::Paper::A4);
        report_pages::stays_inside(&pages);
        report_pages::pdf_text(&reports::paint(&report, &pages, lang).unwrap())
    };
    let spanish = text(Lang::Es);
    let grouped = |count: i64| Cell::Count(count).read(Lang::Es);
    for words in [
        "Indicadores".to_owned(),
        "Retención a 12 meses".into(),
        Cell::Money(view.spent.cents).read(Lang::Es),
        format!("{} de {}", grouped(view.retention.returned), grouped(view.retention.before)),
        "Ciclo de vida".into(),
        "En riesgo".into(),
        "Vuelven después de su primera visita".into(),
        "Valor a la fecha".into(),
        "Cómo llegaron".into(),
        "Página 1 de".into(),
    ] {
        assert!(spanish.contains(&words), "{words} is not in\n{spanish}");
    }
    for row in &list.rows {
        assert!(spanish.contains(row.name.split(' ').next().unwrap()), "{} is not in\n{spanish}", row.name);
    }
    for stage in view.stages.iter().filter(|stage| stage.owners > 0) {
        let line = |line: &str| line.split_whitespace().any(|word| word == grouped(stage.owners));
        assert!(spanish.lines().any(line), "{stage:?} is not in\n{spanish}");
    }
    let english = text(Lang::En);
    for paper in [&spanish, &english] {
        let key = paper.split_whitespace().find(|word| {
            ["insights.", "reports.", "values."]
                .iter()
                .any(|area| word.starts_with(area) && word.len() > area.len())
        });
        assert_eq!(key, None, "a text that is not there");
    }
    assert!(english.contains("Retention") && english.contains("At risk"), "{english}");
}
