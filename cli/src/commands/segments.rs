//! Segments: counted, kept, listed, explained.

use crate::{
    args::SegmentsCommand,
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table},
};
use crm::{
    Clinic, Error, Result,
    clinic::View,
    owners,
    segments::{self, Member, Segment, SegmentInput, Verdict, Why},
    values::{
        Lang,
        words::{counted, look_up, phrase, word},
    },
};
use serde::Serialize;
use serde_json::{Value, json};
use std::{
    fs,
    io::{Read as _, stdin},
    path::Path,
};

/// Members that are asked for at once.
const PAGE: u32 = 1_000;
/// Members that a person is shown of a preview.
const SHOWN: usize = 20;

pub fn run(session: &Session, command: SegmentsCommand) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    match command {
        SegmentsCommand::List => list(lang, &clinic),
        SegmentsCommand::Create { name, slug, description, criteria } => {
            let input = SegmentInput { name, slug, description, criteria: read_criteria(&criteria)? };
            create(lang, &clinic, &input)
        }
        SegmentsCommand::Preview { criteria, limit } => {
            preview(lang, &clinic, &read_criteria(&criteria)?, limit)
        }
        SegmentsCommand::Members { segment } => members(lang, &clinic, &find(&clinic, &segment)?),
        SegmentsCommand::Recalculate { segment } => recalculate(lang, &clinic, segment.as_deref()),
        SegmentsCommand::Why { segment, owner } => why(lang, &clinic, &find(&clinic, &segment)?, &owner),
        SegmentsCommand::Export { segment, file } => export(lang, &clinic, &find(&clinic, &segment)?, &file),
    }
}

fn find(clinic: &Clinic, segment: &str) -> Result<Segment> {
    clinic.read(&ACTOR, View::Records, |read| segments::find(read, segment))
}

/// Criteria from a file; some editors put a mark before the text.
fn read_criteria(file: &Path) -> Result<String> {
    let mut text = String::new();
    if file == Path::new("-") {
        stdin().read_to_string(&mut text)?;
    } else {
        let bytes = fs::read(file)?;
        text = String::from_utf8(bytes).map_err(|_| Error::invalid("criteria", "not UTF-8"))?;
    }
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn count_of(lang: Lang, count: usize) -> String {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    counted(lang, "terminal.members", count, &[("count", count.to_string())])
}

/// A segment as a program reads it: its criteria as JSON, not as text.
fn as_json(segment: &Segment) -> Result<Value> {
    let criteria = serde_json::from_str(&segment.criteria)?;
    let more = [
        ("criteria", criteria),
        ("segment_id", json!(segment.external_id)),
        ("count", json!(segment.member_count)),
    ];
    with(segment, more)
}

/// A record under the names of the domain, with fields of its own.
fn with<const N: usize>(record: &impl Serialize, more: [(&str, Value); N]) -> Result<Value> {
    let mut json = snake_case(serde_json::to_value(record)?);
    if let Some(json) = json.as_object_mut() {
        json.extend(more.map(|(name, value)| (name.to_owned(), value)));
    }
    Ok(json)
}

fn list(lang: Lang, clinic: &Clinic) -> Result<Shown> {
    let rows = clinic.read(&ACTOR, View::Records, |read| segments::list(read, lang))?;
    let json: Vec<Value> = rows.iter().map(|row| as_json(&row.segment)).collect::<Result<_>>()?;
    if rows.is_empty() {
        return Shown::new(word(lang, "terminal.noSegments"), &json);
    }
    let mut lines = vec![["slug", "size", "name"].map(|name| heading(lang, name)).to_vec()];
    lines.extend(rows.iter().map(|row| {
        let count = row.segment.member_count.map(|count| count.to_string()).unwrap_or_default();
        vec![row.segment.slug.clone(), count, row.segment.name.clone()]
    }));
    Shown::new(table(&[Align::Start, Align::End, Align::Start], &lines), &json)
}

fn heading(lang: Lang, name: &str) -> String {
    look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned()
}

fn create(lang: Lang, clinic: &Clinic, input: &SegmentInput) -> Result<Shown> {
    let segment = segments::create(clinic, &ACTOR, input, lang)?.value;
    let values = [("slug", segment.slug.clone()), ("name", segment.name.clone())];
    let count = count_of(lang, segment.member_count.unwrap_or(0) as usize);
    Shown::new(format!("{}\n{count}", phrase(lang, "terminal.segmentCreated", &values)), &as_json(&segment)?)
}

fn member_json(member: &Member) -> Result<Value> {
    with(member, [("owner_id", json!(member.external_id))])
}

fn member_lines(lang: Lang, members: &[Member]) -> String {
    let mut lines = vec![
        ["ownerId", "name", "phone", "lastVisit", "days", "spent"].map(|name| heading(lang, name)).to_vec(),
    ];
    lines.extend(members.iter().map(|member| {
        vec![
            member.external_id.to_string(),
            member.name.clone(),
            member.phone.clone().unwrap_or_default(),
            member.last_visit_on.map(|day| day.to_string()).unwrap_or_default(),
            member.days_since_visit.map(|days| days.to_string()).unwrap_or_default(),
            member.spent_cents.to_string(),
        ]
    }));
    let columns = [Align::Start, Align::Start, Align::Start, Align::Start, Align::End, Align::End];
    table(&columns, &lines)
}

fn preview(lang: Lang, clinic: &Clinic, criteria: &str, limit: u32) -> Result<Shown> {
    let preview =
        clinic.read(&ACTOR, View::Records, |read| segments::preview(read, criteria, limit, lang))?;
    let first: Vec<Member> = preview.members.iter().take(SHOWN).cloned().collect();
    let said = format!(
        "{}\n{}{}",
        preview.sentence,
        member_lines(lang, &first),
        count_of(lang, preview.count as usize)
    );
    let json = json!({
        "count": preview.count,
        "members": preview.members.iter().map(member_json).collect::<Result<Vec<_>>>()?,
        "title": preview.title,
        "sentence": preview.sentence,
        "criteria": serde_json::from_str::<Value>(&preview.criteria)?,
    });
    Shown::new(said, &json)
}

fn members(lang: Lang, clinic: &Clinic, segment: &Segment) -> Result<Shown> {
    let members = clinic.read(&ACTOR, View::Records, |read| {
        let mut members: Vec<Member> = Vec::new();
        let mut after = None;
        loop {
            let page = segments::members(read, &segment.criteria, None, after, PAGE)?;
            members.extend(page.members);
            match page.next {
                Some(next) => after = Some(next),
                None => return Ok(members),
            }
        }
    })?;
    let json: Vec<Value> = members.iter().map(member_json).collect::<Result<_>>()?;
    let said = format!("{}{}", member_lines(lang, &members), count_of(lang, members.len()));
    Shown::new(said, &json!({ "slug": segment.slug, "count": members.len(), "members": json }))
}

fn recalculate(lang: Lang, clinic: &Clinic, segment: Option<&str>) -> Result<Shown> {
    let one = segment.map(|segment| find(clinic, segment)).transpose()?.map(|segment| segment.id);
    let count = segments::recalculate(clinic, &ACTOR, one)?;
    let rows = clinic.read(&ACTOR, View::Records, |read| segments::list(read, lang))?;
    let counted_now = rows.iter().filter(|row| one.is_none_or(|id| id == row.segment.id));
    let json: Vec<Value> = counted_now.map(|row| as_json(&row.segment)).collect::<Result<_>>()?;
    let said = counted(lang, "terminal.recalculated", i64::from(count), &[("count", count.to_string())]);
    Shown::new(said, &json!({ "recalculated": count, "segments": json }))
}

fn why(lang: Lang, clinic: &Clinic, segment: &Segment, owner: &str) -> Result<Shown> {
    let (why, id) = clinic.read(&ACTOR, View::Records, |read| {
        let owner = owners::get(read, owners::find(read, owner)?)?;
        Ok((segments::why(read, &segment.criteria, owner.id, lang)?, owner.external_id))
    })?;
    let json = with(&why, [("owner_id", json!(id)), ("slug", json!(segment.slug))])?;
    Shown::new(said(lang, &why), &json)
}

fn said(lang: Lang, why: &Why) -> String {
    let key = match (why.is_member, why.is_kept_out) {
        (true, _) => "terminal.isIn",
        (false, true) => "terminal.isKeptOut",
        (false, false) => "terminal.isOut",
    };
    let mut lines = vec![phrase(lang, key, &[("name", why.name.clone())])];
    lines.extend(why.rules.iter().map(rule_line));
    lines.join("\n")
}

/// `+` where the rule speaks for her, `-` where it speaks against her.
fn rule_line(rule: &Verdict) -> String {
    let sign = if rule.holds == rule.is_negated { '-' } else { '+' };
    let actual = rule.actual.as_ref().map(|actual| format!(" ({actual})")).unwrap_or_default();
    format!("{}{sign} {}{actual}", "  ".repeat(rule.path.len() + 1), rule.phrase)
}

fn export(lang: Lang, clinic: &Clinic, segment: &Segment, file: &Path) -> Result<Shown> {
    let count = segments::export(clinic, &ACTOR, &segment.criteria, file)?;
    let file = file.display().to_string();
    let said = phrase(lang, "terminal.file", &[("file", file.clone())]);
    Shown::new(
        format!("{}\n{said}", count_of(lang, count)),
        &json!({ "slug": segment.slug, "owners": count, "file": file }),
    )
}
