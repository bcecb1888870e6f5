//! What the fields of a row say together: names in pieces, anonymous feedback, odd combinations.

use super::{
    batch::{Batch, Cell},
    public::{is_public, is_tax_id},
};
use crate::{
    office::transfer::{kinds::Kind, summary::Reason},
    values::{Day, LabelledPhone, fold, plain, split_phones},
};
use std::sync::Arc;

/// Completes a row that was read.
pub fn complete(batch: &mut Batch, row: usize, country: &str) {
    match batch.plan.kind {
        Kind::Owners => owner(batch, row, country),
        Kind::Staff => staff(batch, row),
        Kind::Pets => pet(batch, row),
        Kind::Invoices | Kind::Orders => subtotal(batch, row),
        Kind::Notes => note(batch, row),
        Kind::Consents => consent(batch, row),
        Kind::Interactions => interaction(batch, row),
        Kind::Feedback => feedback(batch, row),
        _ => {}
    }
}

fn get(batch: &Batch, row: usize, name: &str) -> Cell {
    batch.plan.slot(name).map_or(Cell::Blank, |slot| batch.cell(row, slot))
}

fn text<'b>(batch: &'b Batch, row: usize, name: &str) -> &'b str {
    batch.text_of(get(batch, row, name))
}

fn put(batch: &mut Batch, row: usize, name: &str, cell: Cell) {
    if let Some(slot) = batch.plan.slot(name) {
        batch.set(row, slot, cell);
    }
}

fn flag(batch: &mut Batch, row: usize, name: &str, reason: Reason) {
    let plan = Arc::clone(&batch.plan);
    let field = plan.slot(name).and_then(|slot| plan.slots.get(slot)).and_then(|slot| slot.field);
    let value = text(batch, row, name).to_owned();
    batch.find(row, field.map_or(name, |field| plan.heading_of(field)), &value, reason, false);
}

fn owner(batch: &mut Batch, row: usize, country: &str) {
    if get(batch, row, "full_name") == Cell::Blank {
        let pieces = [text(batch, row, "first_name"), text(batch, row, "last_name")];
        let name = pieces.iter().filter(|piece| !piece.is_empty()).copied().collect::<Vec<_>>().join(" ");
        let name = if name.is_empty() { text(batch, row, "company_name").to_owned() } else { name };
        if name.is_empty() {
            batch.find(row, "full_name", "", Reason::Missing, true);
        } else {
            let made = batch.make(&name);
            put(batch, row, "full_name", made);
        }
    }
    if is_the_public(batch, row) {
        let plan = Arc::clone(&batch.plan);
        let id = batch.text_of(batch.cell(row, 0)).to_owned();
        batch.find(row, plan.kind.spec().id, &id, Reason::PublicSale, false);
        return;
    }
    if text(batch, row, "kind") == "corporate" && get(batch, row, "company_name") == Cell::Blank {
        batch.find(row, "company_name", "", Reason::Missing, true);
    }
    two_phones(batch, row, country);
    // Only this tier is a person's word; the others follow from the rule.
    if batch.plan.column_of("hand_tier").is_none() && text(batch, row, "tier") == "professional" {
        put(batch, row, "hand_tier", Cell::Word("professional"));
    }
}

/// By its name or id; by its tax id where no contact says that this is somebody invoiced under it.
fn is_the_public(batch: &Batch, row: usize) -> bool {
    let names = ["external_id", "full_name", "company_name"];
    if names.iter().any(|name| is_public(text(batch, row, name))) {
        return true;
    }
    let has_contact = ["email", "phone", "phone_secondary", "whatsapp"]
        .iter()
        .any(|name| get(batch, row, name) != Cell::Blank);
    let shape = batch.shapes.get(row);
    !has_contact && shape.is_some_and(|shape| batch.fields(*shape).any(|field| is_tax_id(plain(field))))
}

/// The second of two numbers in the first cell goes to the second phone, where that is blank.
fn two_phones(batch: &mut Batch, row: usize, country: &str) {
    let cell = text(batch, row, "phone");
    if cell.len() < 17 || get(batch, row, "phone_secondary") != Cell::Blank {
        return;
    }
    let [first, second] = split_phones(cell, country)
        .try_into()
        .unwrap_or_else(|_| [LabelledPhone::default(), LabelledPhone::default()]);
    let (Some(one), Some(other)) = (first.phone, second.phone) else { return };
    let labelled = |typed: String, label: Option<String>| match label {
        Some(label) => format!("{typed} ({label})"),
        None => typed,
    };
    for (name, value) in [
        ("phone", labelled(first.typed, first.label)),
        ("phone_e164", one.as_str().to_owned()),
        ("phone_secondary", labelled(second.typed, second.label)),
        ("phone_secondary_e164", other.as_str().to_owned()),
    ] {
        let made = batch.make(&value);
        put(batch, row, name, made);
    }
}

fn staff(batch: &mut Batch, row: usize) {
    let folded = fold(text(batch, row, "name"));
    let made = batch.make(&folded);
    put(batch, row, "name_folded", made);
}

fn pet(batch: &mut Batch, row: usize) {
    let name = text(batch, row, "name");
    let looks_dead = name.contains("(+)") || name.contains('†') || {
        let folded = if name.is_ascii() { name.to_ascii_lowercase() } else { fold(name) };
        ["deceased", "qepd", "q.e.p.d", "fallecid"].iter().any(|word| folded.contains(word))
    };
    let has_day = matches!(get(batch, row, "deceased_on"), Cell::Number(_));
    match get(batch, row, "status") {
        Cell::Word("deceased") => {}
        Cell::Word(_) if has_day => flag(batch, row, "status", Reason::DeathProposed),
        // A day of death says what the file's status leaves open.
        _ if has_day => put(batch, row, "status", Cell::Word("deceased")),
        _ if looks_dead => flag(batch, row, "name", Reason::DeathProposed),
        _ => {}
    }
}

/// Where a file knows the total alone, what it is made of follows from it.
fn subtotal(batch: &mut Batch, row: usize) {
    let cents = |name| match get(batch, row, name) {
        Cell::Number(cents) | Cell::ElseNumber(cents) => cents,
        _ => 0,
    };
    if get(batch, row, "subtotal_cents") == Cell::Blank {
        let others = cents("tax_cents") + cents("shipping_cents") - cents("discount_cents");
        let subtotal = Cell::ElseNumber(cents("total_cents") - others);
        put(batch, row, "subtotal_cents", subtotal);
    }
}

fn note(batch: &mut Batch, row: usize) {
    let is_given = matches!(get(batch, row, "visibility"), Cell::Word(_));
    if !is_given && let Cell::Number(is_private) = get(batch, row, "is_private") {
        let word = if is_private == 1 { Cell::Word("private") } else { Cell::ElseWord("internal") };
        put(batch, row, "visibility", word);
    }
}

fn consent(batch: &mut Batch, row: usize) {
    if get(batch, row, "purpose") == Cell::Blank && get(batch, row, "channel") == Cell::Blank {
        batch.find(row, "purpose", "", Reason::Missing, true);
    }
}

fn interaction(batch: &mut Batch, row: usize) {
    if get(batch, row, "direction") == Cell::Blank {
        match direction(batch, row) {
            Some(word) => put(batch, row, "direction", Cell::Word(word)),
            None => batch.find(row, "direction", "", Reason::Missing, true),
        }
    }
    let expected: &[&str] = match text(batch, row, "kind") {
        "call" => &["phone"],
        "visit" => &["in_person"],
        "email" => &["email"],
        "chat" | "ai_chat" => &["chat", "whatsapp"],
        "sms" => &["sms"],
        "whatsapp" => &["whatsapp"],
        _ => &[],
    };
    match (text(batch, row, "channel"), expected) {
        ("", [only]) => put(batch, row, "channel", Cell::ElseWord(only)),
        ("", _) => batch.find(row, "channel", "", Reason::Missing, true),
        (_, []) => {}
        (channel, _) if expected.contains(&channel) => {}
        _ => flag(batch, row, "channel", Reason::OddCombination),
    }
}

/// A kind may tell it: `call_in`, `email_out`.
fn direction(batch: &Batch, row: usize) -> Option<&'static str> {
    let at = batch.plan.column_of("interaction_type")?;
    let kind = fold(plain(batch.field(*batch.shapes.get(row)?, at)));
    match kind.rsplit(['_', '-', ' ']).next()? {
        "in" => Some("inbound"),
        "out" => Some("outbound"),
        _ => None,
    }
}

/// Anonymous feedback has no owner, no appointment, and of its time only the month.
fn feedback(batch: &mut Batch, row: usize) {
    if matches!(get(batch, row, "sentiment"), Cell::Blank)
        && let Cell::Number(rating) = get(batch, row, "rating")
    {
        let word = match rating {
            4.. => "positive",
            3 => "neutral",
            _ => "negative",
        };
        put(batch, row, "sentiment", Cell::ElseWord(word));
    }
    if get(batch, row, "is_anonymous") != Cell::Number(1) {
        return;
    }
    // Also of one that was kept with a name: the source has it without.
    for name in ["owner_id", "appointment_id", "received_at", "resolved_by"] {
        put(batch, row, name, Cell::Nothing);
    }
    if let Cell::Number(day) = get(batch, row, "received_on") {
        let month =
            i32::try_from(day).map(Day::from_number).map_or(day, |day| day.first_of_month().number().into());
        put(batch, row, "received_on", Cell::Number(month));
    }
}
