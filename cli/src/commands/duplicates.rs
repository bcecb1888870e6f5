//! Owners who are perhaps one: found, merged, taken apart again.

use crate::{
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table, to_the_minute},
};
use crm::{
    Result,
    clinic::View,
    duplicates::{self, DuplicatePair, DuplicateReason, Hints},
    merges::{self, Merge, MergeInput},
    owners,
    values::{
        Lang, OwnerId,
        words::{counted, look_up, phrase, word},
    },
};
use serde_json::{Value, json};

/// Pairs, the likeliest first; at most so many where a limit is given.
pub fn list(session: &Session, hints: bool, limit: Option<u32>) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let hints = if hints { Hints::With } else { Hints::Without };
    let mut pairs =
        clinic.read(&ACTOR, View::Records, |read| duplicates::radar(read, hints, &session.progress()))?;
    pairs.truncate(limit.map_or(usize::MAX, |limit| limit as usize));
    let json = pairs.iter().map(as_json).collect::<Result<Vec<Value>>>()?;
    if pairs.is_empty() {
        return Shown::new(word(lang, "terminal.noDuplicates"), &json);
    }
    let mut lines = vec![vec![
        word(lang, "terminal.score").to_owned(),
        word(lang, "terminal.ownerId").to_owned(),
        word(lang, "terminal.name").to_owned(),
        word(lang, "terminal.ownerId").to_owned(),
        word(lang, "terminal.name").to_owned(),
        word(lang, "terminal.reasons").to_owned(),
    ]];
    lines.extend(pairs.iter().map(|pair| {
        let [one, other] = &pair.owners;
        let reasons: Vec<String> = pair.reasons.iter().map(|reason| said(lang, reason)).collect();
        vec![
            pair.score.to_string(),
            one.external_id.to_string(),
            one.name.clone(),
            other.external_id.to_string(),
            other.name.clone(),
            reasons.join(", "),
        ]
    }));
    let columns = [Align::End, Align::Start, Align::Start, Align::Start, Align::Start, Align::Start];
    let count = i64::try_from(pairs.len()).unwrap_or(i64::MAX);
    let total = counted(lang, "terminal.duplicates", count, &[("count", count.to_string())]);
    Shown::new(format!("{}{total}", table(&columns, &lines)), &json)
}

/// A pair as a script reads it: score, reasons, exactly its two owner ids.
fn as_json(pair: &DuplicatePair) -> Result<Value> {
    let ids: Vec<&str> = pair.owners.iter().map(|owner| owner.external_id.0.as_str()).collect();
    Ok(json!({
        "score": pair.score,
        "is_hint": pair.is_hint,
        "reasons": snake_case(serde_json::to_value(&pair.reasons)?),
        "owner_ids": ids,
    }))
}

fn said(lang: Lang, reason: &DuplicateReason) -> String {
    let words =
        look_up(lang, &format!("values.duplicateReason.{}", reason.kind)).unwrap_or(reason.kind.as_str());
    if reason.text.is_empty() { words.to_owned() } else { format!("{words} ({})", reason.text) }
}

pub fn merge(session: &Session, survivor: &str, merged: &str, take: Vec<String>) -> Result<Shown> {
    let clinic = session.write()?;
    let (survivor, merged) = clinic.read(&ACTOR, View::Records, |read| {
        Ok((owners::find(read, survivor)?, owners::find(read, merged)?))
    })?;
    let done = merges::merge(&clinic, &ACTOR, &MergeInput { survivor, merged, take })?.value;
    let count: u32 = done.moved.values().sum();
    shown(session.lang(), "terminal.merged", &done, count)
}

pub fn unmerge(session: &Session, id: &str) -> Result<Shown> {
    let clinic = session.write()?;
    let merge = clinic.read(&ACTOR, View::Records, |read| {
        let open = merges::list(read)?.into_iter().filter(|merge| merge.unmerged_at.is_none());
        let by_own_id = open.clone().find(|merge| merge.external_id.0 == id).map(|merge| merge.id);
        match by_own_id {
            Some(merge) => Ok(merge),
            None => merges::of_merged(read, owners::find(read, id)?),
        }
    })?;
    let done = merges::unmerge(&clinic, &ACTOR, merge)?.value;
    shown(session.lang(), "terminal.unmerged", &done, 0)
}

pub fn keep_apart(session: &Session, one: &str, other: &str) -> Result<Shown> {
    let clinic = session.write()?;
    let find = |id: &str| -> Result<(OwnerId, String)> {
        clinic.read(&ACTOR, View::Records, |read| {
            let owner = owners::get(read, owners::find(read, id)?)?;
            Ok((owner.id, owner.name))
        })
    };
    let ((first, one_name), (second, other_name)) = (find(one)?, find(other)?);
    merges::keep_apart(&clinic, &ACTOR, first, second)?;
    let values = [("one", one_name), ("other", other_name)];
    Shown::new(phrase(session.lang(), "terminal.keptApart", &values), &json!({ "owner_ids": [one, other] }))
}

fn shown(lang: Lang, key: &'static str, merge: &Merge, count: u32) -> Result<Shown> {
    let values = [
        ("survivor", merge.survivor.name.clone()),
        ("merged", merge.merged.name.clone()),
        ("count", count.to_string()),
    ];
    let json = json!({
        "merge_id": merge.external_id,
        "survivor_owner_id": merge.survivor.external_id,
        "merged_owner_id": merge.merged.external_id,
        "moved": merge.moved,
    });
    Shown::new(phrase(lang, key, &values), &json)
}

/// Every merge, with whether it was taken back.
pub fn merges(session: &Session) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let found = clinic.read(&ACTOR, View::Records, merges::list)?;
    if found.is_empty() {
        return Shown::new(word(lang, "terminal.noMerges"), &found);
    }
    let zone = clinic.settings().zone();
    let heading = [
        "terminal.when",
        "terminal.ownerId",
        "terminal.stays",
        "terminal.ownerId",
        "terminal.goes",
        "terminal.state",
    ];
    let mut lines = vec![heading.map(|key| word(lang, key).to_owned()).to_vec()];
    lines.extend(found.iter().map(|merge| {
        let undone = merge.unmerged_at.map(|_| word(lang, "terminal.takenBack").to_owned());
        vec![
            to_the_minute(zone, merge.merged_at),
            merge.survivor.external_id.to_string(),
            merge.survivor.name.clone(),
            merge.merged.external_id.to_string(),
            merge.merged.name.clone(),
            undone.unwrap_or_default(),
        ]
    }));
    Shown::new(table(&[Align::Start; 6], &lines), &found)
}
