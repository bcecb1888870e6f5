//! From a field's text to its cell.

use super::{
    batch::{Batch, Cell},
    moment::Moments,
    plan::{Input, Plan},
    rows::Shape,
    value,
};
use crate::{
    office::transfer::{
        kinds::{Blank, Reading},
        summary::Reason,
    },
    values::{Email, Instant, Phone, Zone, fold, plain, split_phones},
};
use serde_json::{Map, Value};
use std::{borrow::Cow, sync::Arc};

/// Turns rows into cells.
pub struct Converter {
    moments: Moments,
    country: String,
    now: Instant,
}

impl Converter {
    /// In the clinic's zone and country; `now` stands for instants that a file does not give.
    pub fn new(zone: Zone, country: &str, now: Instant) -> Self {
        Self { moments: Moments::new(zone), country: country.to_owned(), now }
    }

    /// Appends the cells of a row, and what was found in it.
    pub fn row(&mut self, batch: &mut Batch, row: usize, shape: Shape) {
        let plan = Arc::clone(&batch.plan);
        batch.cells.resize((row + 1) * plan.slots.len(), Cell::Blank);
        for at in plan.headings.len()..shape.fields as usize {
            let value = batch.field(shape, at).to_owned();
            if !value.trim().is_empty() {
                batch.find(row, "", &value, Reason::ExtraCells, true);
            }
        }
        if let Some(range) = plan.id_at.and_then(|at| batch.range(shape, at)) {
            let id = trimmed(batch, range);
            batch.set(row, 0, id);
        }
        for input in &plan.inputs {
            self.input(batch, row, shape, input);
        }
        extra(batch, &plan, row, shape);
    }

    fn input(&mut self, batch: &mut Batch, row: usize, shape: Shape, input: &Input) {
        let range = input.at.and_then(|at| batch.range(shape, at)).unwrap_or((0, 0));
        let raw = batch.text.get(range.0 as usize..range.1 as usize).unwrap_or("");
        if raw.trim().is_empty() {
            return self.blank(batch, row, input);
        }
        let renamed = if input.values.is_empty() { None } else { input.values.get(&fold(raw)).cloned() };
        let (range, is_raw) = match renamed {
            Some(value) => {
                let Cell::Made(from, to) = batch.make(&value) else { return };
                ((from, to), false)
            }
            None => (range, true),
        };
        let source = if is_raw { &batch.text } else { &batch.made };
        let text = source.get(range.0 as usize..range.1 as usize).unwrap_or("");
        match self.value(text, input.field.reading) {
            Ok(Read::Number(number)) => batch.set(row, input.slot, Cell::Number(number)),
            Ok(Read::Two(number, second)) => {
                batch.set(row, input.slot, Cell::Number(number));
                batch.set(row, input.slot + 1, Cell::Number(second));
            }
            Ok(Read::Word(word)) => batch.set(row, input.slot, Cell::Word(word)),
            Ok(Read::Part(from, to)) if is_raw => {
                batch.set(row, input.slot, Cell::Raw(range.0 + from, range.0 + to));
            }
            Ok(Read::Part(from, to)) => batch.set(row, input.slot, Cell::Made(range.0 + from, range.0 + to)),
            Ok(Read::Made(text, second, reason)) => {
                let made = batch.make(&text);
                batch.set(row, input.slot, made);
                if input.field.reading == Reading::Phone {
                    let made = second.map_or(Cell::Nothing, |second| batch.make(&second));
                    batch.set(row, input.slot + 1, made);
                }
                if let Some(reason) = reason {
                    batch.find(row, batch.plan.clone().heading_of(input.field), &text, reason, false);
                }
            }
            Err(reason) => {
                let value = raw_of(batch, shape, input);
                batch.find(row, batch.plan.clone().heading_of(input.field), &value, reason, true);
            }
        }
    }

    fn blank(&self, batch: &mut Batch, row: usize, input: &Input) {
        match input.field.blank {
            Blank::Nothing => {}
            Blank::Missing => {
                let plan = Arc::clone(&batch.plan);
                batch.find(row, plan.heading_of(input.field), "", Reason::Missing, true);
            }
            Blank::Text(text) => batch.set(row, input.slot, Cell::ElseWord(text)),
            Blank::Number(number) => batch.set(row, input.slot, Cell::ElseNumber(number)),
            Blank::Of(column) => {
                let other = batch.plan.slot(column).map(|slot| batch.cell(row, slot));
                let instant = match other {
                    Some(Cell::Number(millis) | Cell::ElseNumber(millis)) => millis,
                    _ => self.now.millis(),
                };
                batch.set(row, input.slot, Cell::ElseNumber(instant));
            }
        }
    }

    fn value(&mut self, text: &str, reading: Reading) -> Result<Read, Reason> {
        let part = |kept: &str| -> Read {
            // Both lie in one text: the difference is where the part begins.
            let from = kept.as_ptr() as usize - text.as_ptr() as usize;
            Read::Part(u32::try_from(from).unwrap_or(0), u32::try_from(from + kept.len()).unwrap_or(0))
        };
        let trimmed = plain(text.trim());
        Ok(match reading {
            Reading::Name(most) => {
                if trimmed.len() > most && trimmed.chars().count() > most {
                    return Err(Reason::TooLong);
                }
                match single_line(trimmed) {
                    Cow::Borrowed(_) => mangled(trimmed).map_or_else(
                        || part(trimmed),
                        |reason| Read::Made(trimmed.to_owned(), None, Some(reason)),
                    ),
                    Cow::Owned(clean) => Read::Made(clean, None, None),
                }
            }
            Reading::Text => {
                let written = plain(text);
                match sound(written) {
                    Cow::Borrowed(_) => mangled(written).map_or_else(
                        || part(written),
                        |reason| Read::Made(written.to_owned(), None, Some(reason)),
                    ),
                    Cow::Owned(clean) => Read::Made(clean, None, None),
                }
            }
            Reading::Word => {
                if trimmed.len() > 400 {
                    return Err(Reason::TooLong);
                }
                if trimmed.bytes().any(|b| b.is_ascii_uppercase() || !(0x20..0x80).contains(&b)) {
                    Read::Made(single_line(&trimmed.to_lowercase()).into_owned(), None, None)
                } else {
                    part(trimmed)
                }
            }
            Reading::Choice(choices) => Read::Word(choice(trimmed, choices).ok_or(Reason::NotAChoice)?),
            Reading::YesNo | Reading::Consent(..) => {
                Read::Number(value::yes_no(trimmed).ok_or(Reason::NotYesOrNo)?.into())
            }
            Reading::Whole(least, most) => {
                let number = value::whole(trimmed).ok_or(Reason::NotANumber)?;
                if !(least..=most).contains(&number) {
                    return Err(Reason::OutOfRange);
                }
                Read::Number(number)
            }
            Reading::Points => match value::whole(trimmed).ok_or(Reason::NotANumber)? {
                points if points < 0 => return Err(Reason::Negative),
                points => Read::Number(points),
            },
            Reading::Money => Read::Number(value::amount(trimmed).ok_or(Reason::NotAnAmount)?.cents()),
            Reading::Amount => match value::amount(trimmed).ok_or(Reason::NotAnAmount)?.cents() {
                cents if cents < 0 => return Err(Reason::Negative),
                cents => Read::Number(cents),
            },
            Reading::Quantity => Read::Number(value::thousandths(trimmed).ok_or(Reason::NotANumber)?),
            Reading::Kilograms => match value::thousandths(trimmed).ok_or(Reason::NotANumber)? {
                grams if grams <= 0 => return Err(Reason::OutOfRange),
                grams => Read::Number(grams),
            },
            Reading::Day => Read::Number(Moments::day(trimmed).ok_or(Reason::NotADay)?.number().into()),
            Reading::Instant => {
                Read::Number(self.moments.instant(trimmed).ok_or(Reason::NotATime)?.at.millis())
            }
            Reading::InstantAndDay => {
                let moment = self.moments.instant(trimmed).ok_or(Reason::NotATime)?;
                Read::Two(moment.at.millis(), moment.on.number().into())
            }
            Reading::Email => {
                let clean = single_line(trimmed);
                match Email::parse(&clean) {
                    Some(_) if matches!(clean, Cow::Borrowed(_)) => part(trimmed),
                    Some(_) => Read::Made(clean.into_owned(), None, None),
                    None => Read::Made(clean.into_owned(), None, Some(Reason::NoEmail)),
                }
            }
            Reading::Phone => {
                let clean = single_line(trimmed).into_owned();
                let phone = Phone::parse(&clean, &self.country).or_else(|| {
                    // The first of several is this one's number; all stay as typed.
                    split_phones(&clean, &self.country).into_iter().find_map(|part| part.phone)
                });
                let reason = phone.is_none().then_some(Reason::NoPhone);
                Read::Made(clean, phone.map(|phone| phone.as_str().to_owned()), reason)
            }
            Reading::Colour => {
                let colour = trimmed.to_ascii_lowercase();
                let digits = colour.strip_prefix('#').unwrap_or(&colour);
                if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
                    return Err(Reason::NotAColour);
                }
                Read::Made(format!("#{digits}"), None, None)
            }
            Reading::Json => match serde_json::from_str::<serde::de::IgnoredAny>(trimmed) {
                Ok(_) => part(trimmed),
                Err(_) => return Err(Reason::NotJson),
            },
            Reading::Reference(_) | Reading::Sibling => part(trimmed),
            Reading::StaffName | Reading::ServiceName => match single_line(trimmed) {
                _ if trimmed.len() > 400 => return Err(Reason::TooLong),
                Cow::Borrowed(_) => part(trimmed),
                Cow::Owned(clean) => Read::Made(clean, None, None),
            },
        })
    }
}

/// What a text was read as.
enum Read {
    Number(i64),
    Two(i64, i64),
    Word(&'static str),
    /// A part of the text itself.
    Part(u32, u32),
    /// Another text, a second one for the next slot, and what to flag.
    Made(String, Option<String>, Option<Reason>),
}

fn choice(text: &str, choices: &'static [(&'static str, &'static str)]) -> Option<&'static str> {
    let find = |text: &str| choices.iter().find(|(read, _)| *read == text).map(|(_, kept)| *kept);
    find(text).or_else(|| {
        let folded = fold(text);
        find(&folded).or_else(|| find(&folded.replace([' ', '-'], "_")))
    })
}

/// Without control characters; a line break or tab is a blank.
fn single_line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(char::is_control) {
        return Cow::Borrowed(text);
    }
    let clean: String = text
        .chars()
        .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    Cow::Owned(clean.trim().to_owned())
}

/// Without control characters but tabs and line breaks, and those all `\n`.
fn sound(text: &str) -> Cow<'_, str> {
    let is_sound = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    if text.chars().all(is_sound) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| is_sound(*c)).collect())
}

/// UTF-8 that was once read as Windows-1252 shows an Ã before a sign that no word has there.
fn mangled(text: &str) -> Option<Reason> {
    if text.is_ascii() {
        return None;
    }
    let after = text
        .split('Ã')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| ('\u{80}'..='\u{bf}').contains(&c) || "‰“”‘’šŸ".contains(c)));
    (after || text.contains('\u{fffd}')).then_some(Reason::MangledText)
}

fn raw_of(batch: &Batch, shape: Shape, input: &Input) -> String {
    input.at.map(|at| batch.field(shape, at).to_owned()).unwrap_or_default()
}

/// The range without blanks around it.
fn trimmed(batch: &mut Batch, (from, to): (u32, u32)) -> Cell {
    let raw = batch.text.get(from as usize..to as usize).unwrap_or("");
    let text = plain(raw.trim());
    if text.is_empty() {
        return Cell::Blank;
    }
    if text.chars().any(char::is_control) {
        let clean = single_line(text).into_owned();
        return batch.make(&clean);
    }
    let start = from + u32::try_from(text.as_ptr() as usize - raw.as_ptr() as usize).unwrap_or(0);
    Cell::Raw(start, start + u32::try_from(text.len()).unwrap_or(0))
}

/// Columns without a field are kept with the row.
fn extra(batch: &mut Batch, plan: &Plan, row: usize, shape: Shape) {
    if plan.extras.is_empty() && plan.extra_at.is_none() {
        return;
    }
    let mut kept = Map::new();
    if let Some(at) = plan.extra_at {
        let text = plain(batch.field(shape, at).trim()).to_owned();
        match serde_json::from_str(if text.is_empty() { "{}" } else { &text }) {
            Ok(Value::Object(map)) => kept = map,
            _ => batch.find(row, crate::office::transfer::kinds::EXTRA, &text, Reason::NotJson, true),
        }
    }
    for (at, name) in &plan.extras {
        let value = sound(plain(batch.field(shape, *at)));
        if !value.trim().is_empty() {
            kept.insert(name.clone(), Value::String(value.into_owned()));
        }
    }
    if !kept.is_empty() {
        let made = batch.make(&Value::Object(kept).to_string());
        batch.set(row, plan.slots.len() - 1, made);
    }
}
