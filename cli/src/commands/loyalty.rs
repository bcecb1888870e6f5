//! Points.

use crate::{
    args::LoyaltyCommand,
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table},
};
use crm::{
    Clinic, Result,
    clinic::View,
    loyalty::{self, BalanceOrder, LoyaltyAccount, LoyaltyEntry, LoyaltyStatement},
    owners,
    values::{
        Day, Lang, OwnerId,
        words::{counted, look_up, phrase, word},
    },
};
use serde_json::json;

pub fn run(session: &Session, command: LoyaltyCommand) -> Result<Shown> {
    match command {
        LoyaltyCommand::Show { owner } => {
            let clinic = session.read()?;
            let owner = owner_of(&clinic, &owner)?;
            let account = clinic.read(&ACTOR, View::Records, |read| loyalty::account(read, owner))?;
            shown(session.lang(), &account)
        }
        LoyaltyCommand::List { limit } => list(session, limit),
        LoyaltyCommand::Redeem { owner, points, note } => {
            let clinic = session.write()?;
            let owner = owner_of(&clinic, &owner)?;
            let account = loyalty::redeem(&clinic, &ACTOR, owner, points, note.as_deref())?.value;
            changed(session.lang(), "terminal.redeemed", points, &account)
        }
        LoyaltyCommand::Adjust { owner, points, reason } => {
            let clinic = session.write()?;
            let owner = owner_of(&clinic, &owner)?;
            let account = loyalty::adjust(&clinic, &ACTOR, owner, points, &reason)?.value;
            changed(session.lang(), "terminal.adjusted", points, &account)
        }
        LoyaltyCommand::Expire => {
            let clinic = session.write()?;
            let count = loyalty::bring_up_to_date(&clinic, &ACTOR, &session.progress())?;
            let said = counted(
                session.lang(),
                "terminal.expired",
                i64::from(count),
                &[("count", count.to_string())],
            );
            Shown::new(said, &json!({ "owners": count }))
        }
        LoyaltyCommand::Statement { owner, from, to } => {
            let clinic = session.read()?;
            let owner = owner_of(&clinic, &owner)?;
            let statement =
                clinic.read(&ACTOR, View::Records, |read| loyalty::statement(read, owner, from, to))?;
            stated(session.lang(), &statement)
        }
        LoyaltyCommand::Start { on } => start(session, |today| Some(on.unwrap_or(today))),
        LoyaltyCommand::Stop => start(session, |_| None),
    }
}

fn owner_of(clinic: &Clinic, known_as: &str) -> Result<OwnerId> {
    clinic.read(&ACTOR, View::Records, |read| owners::find(read, known_as))
}

fn start(session: &Session, on: impl FnOnce(Day) -> Option<Day>) -> Result<Shown> {
    let clinic = session.write()?;
    let rules = loyalty::set_start(&clinic, &ACTOR, on(clinic.today()))?.value;
    let said = match rules.started_on {
        Some(on) => phrase(session.lang(), "terminal.loyaltyStarted", &[("date", on.to_string())]),
        None => word(session.lang(), "terminal.loyaltyStopped").to_owned(),
    };
    Shown::new(said, &rules)
}

fn list(session: &Session, limit: u32) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let (rows, overview) = clinic.read(&ACTOR, View::Records, |read| {
        Ok((loyalty::balances(read, BalanceOrder::Points, None, limit)?.rows, loyalty::overview(read)?))
    })?;
    let heading = ["terminal.number", "terminal.points", "terminal.owner", "terminal.tier"];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(rows.iter().map(|row| {
        let id = row.owner_id.0.to_string();
        vec![id, row.points.to_string(), row.owner_name.clone(), tier(lang, row.tier.as_str())]
    }));
    let json = json!({
        "overview": snake_case(serde_json::to_value(&overview)?),
        "rows": snake_case(serde_json::to_value(&rows)?),
    });
    Shown::new(table(&[Align::End, Align::End, Align::Start, Align::Start], &lines), &json)
}

fn tier(lang: Lang, tier: &str) -> String {
    look_up(lang, &format!("values.loyaltyTier.{tier}")).unwrap_or(tier).to_owned()
}

fn changed(lang: Lang, key: &'static str, points: i64, account: &LoyaltyAccount) -> Result<Shown> {
    let values = [
        ("name", account.owner_name.clone()),
        ("points", points.to_string()),
        ("balance", account.balance.to_string()),
    ];
    Shown::new(phrase(lang, key, &values), account)
}

fn shown(lang: Lang, account: &LoyaltyAccount) -> Result<Shown> {
    let values = [
        ("name", account.owner_name.clone()),
        ("balance", account.balance.to_string()),
        ("tier", tier(lang, account.tier.as_str())),
    ];
    let mut lines = vec![phrase(lang, "terminal.loyaltyShown", &values)];
    if !account.is_running {
        lines.push(word(lang, "terminal.loyaltyOff").to_owned());
    }
    if let Some(next) = &account.next_tier {
        let values = [("points", next.missing.to_string()), ("tier", tier(lang, next.tier.as_str()))];
        lines.push(phrase(lang, "terminal.nextTier", &values));
    }
    lines.extend(account.expiries.iter().take(3).map(|expiry| {
        let values = [("points", expiry.points.to_string()), ("date", expiry.on.to_string())];
        phrase(lang, "terminal.expiring", &values)
    }));
    lines.push(entries(lang, &account.entries));
    Shown::new(lines.join("\n"), account)
}

fn entries(lang: Lang, entries: &[LoyaltyEntry]) -> String {
    let mut lines = vec![vec![
        word(lang, "terminal.date").to_owned(),
        word(lang, "terminal.what").to_owned(),
        word(lang, "terminal.reason").to_owned(),
        word(lang, "terminal.points").to_owned(),
        word(lang, "terminal.balance").to_owned(),
    ]];
    lines.extend(entries.iter().map(|entry| {
        let kind = look_up(lang, &format!("values.entryKind.{}", entry.kind)).unwrap_or(entry.kind.as_str());
        let mut detail = entry.description.clone();
        if entry.shortfall > 0 {
            let short = phrase(lang, "terminal.shortfall", &[("points", entry.shortfall.to_string())]);
            detail = format!("{detail} ({short})").trim_start().to_owned();
        }
        vec![
            entry.entered_on.to_string(),
            kind.to_owned(),
            detail,
            format!("{:+}", entry.points),
            entry.balance.to_string(),
        ]
    }));
    table(&[Align::Start, Align::Start, Align::Start, Align::End, Align::End], &lines)
}

fn stated(lang: Lang, statement: &LoyaltyStatement) -> Result<Shown> {
    let values = [
        ("name", statement.owner_name.clone()),
        ("from", statement.from.to_string()),
        ("to", statement.to.to_string()),
    ];
    let said = [
        phrase(lang, "terminal.statement", &values),
        phrase(lang, "terminal.opening", &[("points", statement.opening_balance.to_string())]),
        entries(lang, &statement.entries).trim_end().to_owned(),
        phrase(lang, "terminal.closing", &[("points", statement.closing_balance.to_string())]),
    ];
    Shown::new(said.join("\n"), statement)
}
