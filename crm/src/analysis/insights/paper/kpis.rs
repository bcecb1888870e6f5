//! The row of key figures.

use super::{signed, with};
use crate::{
    analysis::{
        insights::Overview,
        reports::{Better, Cell, Kpi, Label},
    },
    values::Money,
};

/// The row of key figures, as the screen has it.
pub(super) fn kpis(view: &Overview, sign: &str) -> Vec<Kpi> {
    let Overview { retention, retention_before, spent, .. } = view;
    let share = |part, whole| Cell::Share { part, whole };
    let retained = share(retention.returned, retention.before);
    let points = retained
        .number()
        .zip(share(retention_before.returned, retention_before.before).number())
        .map(|(now, before)| (Cell::Points(now - before), Better::More));
    let busiest = view.responses.iter().max_by_key(|one| one.sent);
    let mut kpis = vec![
        Kpi {
            label: Label::Word("insights.retention"),
            value: retained,
            change: points,
            detail: Some(with(
                "insights.retentionOf",
                vec![
                    ("returned", Cell::Count(retention.returned)),
                    ("before", Cell::Count(retention.before)),
                ],
            )),
        },
        Kpi {
            label: signed("insights.spent", sign),
            value: Cell::Money(spent.cents),
            change: (spent.before_cents > Money::ZERO).then_some((
                Cell::Change { now: spent.cents.cents(), before: spent.before_cents.cents() },
                Better::More,
            )),
            detail: Some(with("insights.purchasesCount", vec![("count", Cell::Count(spent.purchases))])),
        },
        Kpi {
            label: Label::Word("insights.new"),
            value: Cell::Count(view.new_this_month),
            change: None,
            detail: Some(with("insights.newBefore", vec![("count", Cell::Count(view.new_last_month))])),
        },
        Kpi {
            label: Label::Word("insights.atRisk"),
            value: Cell::Count(view.at_risk),
            change: (view.at_risk_before > 0)
                .then_some((Cell::Change { now: view.at_risk, before: view.at_risk_before }, Better::Less)),
            detail: Some(with("insights.atStake", vec![("amount", Cell::Money(view.at_stake_cents))])),
        },
    ];
    kpis.extend(busiest.map(|one| Kpi {
        label: with("insights.response", vec![("channel", Cell::Label(channel(&one.channel)))]),
        value: share(one.answered, one.sent),
        change: None,
        detail: Some(with(
            "insights.responseOf",
            vec![("answered", Cell::Count(one.answered)), ("sent", Cell::Count(one.sent))],
        )),
    }));
    kpis
}

fn channel(stored: &str) -> Label {
    match stored {
        "email" => Label::Word("values.channel.email"),
        "sms" => Label::Word("values.channel.sms"),
        "whatsapp" => Label::Word("values.channel.whatsapp"),
        "phone" => Label::Word("values.channel.phone"),
        other => Label::Text(other.to_owned()),
    }
}
