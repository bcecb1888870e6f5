//! From a field's text to its cell.

use super::{
    batch::{Batch, Cell},
    dates::Dated,
    doubt::{Columns, Doubt, has_decimals},
    moment::{Moment, Moments, is_midnight},
    plan::{Input, Plan},
    rows::Shape,
    text::{choice, mangled, single_line, sound},
    value::{self, Number},
};
use crate::{
    Result,
    analysis::segments::Criteria,
    office::transfer::{
        kinds::{Blank, MANY, Reading},
        options::DecimalMark,
        summary::Reason,
    },
    values::{Email, Instant, Money, Phone, Zone, fold, plain, split_phones},
};
use serde_json::{Map, Value};
use std::{borrow::Cow, sync::Arc};

/// Turns rows into cells.
pub struct Converter<'s> {
    moments: Moments,
    country: String,
    now: Instant,
    columns: Columns<'s>,
}

impl<'s> Converter<'s> {
    /// In the clinic's zone and country; `now` stands for instants that a file does not give.
    pub fn new(zone: Zone, country: &str, now: Instant, mut columns: Columns<'s>, plan: &Plan) -> Self {
        // The column of what has no field is an export's own.
        if plan.extra_at.is_some() {
            let inputs = plan.inputs.iter().filter(|input| has_decimals(input.field.reading));
            columns.are_own(inputs.filter_map(|input| input.at));
        }
        Self { moments: Moments::new(zone), country: country.to_owned(), now, columns }
    }

    /// Appends the cells of a row, and what was found in it.
    ///
    /// # Errors
    /// `ambiguous_dates`, `ambiguous_decimals` where a whole column does not tell how it is written.
    pub fn row(&mut self, batch: &mut Batch, row: usize, shape: Shape) -> Result<()> {
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
            self.input(batch, row, shape, input)?;
        }
        extra(batch, &plan, row, shape);
        Ok(())
    }

    fn input(&mut self, batch: &mut Batch, row: usize, shape: Shape, input: &Input) -> Result<()> {
        let range = input.at.and_then(|at| batch.range(shape, at)).unwrap_or((0, 0));
        let raw = batch.text.get(range.0 as usize..range.1 as usize).unwrap_or("");
        if raw.trim().is_empty() {
            self.blank(batch, row, input);
            return Ok(());
        }
        let renamed = if input.values.is_empty() { None } else { input.values.get(&fold(raw)).cloned() };
        let (range, is_raw) = match renamed {
            Some(value) => {
                let Cell::Made(from, to) = batch.make(&value) else { return Ok(()) };
                ((from, to), false)
            }
            None => (range, true),
        };
        let source = if is_raw { &batch.text } else { &batch.made };
        let text = source.get(range.0 as usize..range.1 as usize).unwrap_or("");
        let mut read = self.value(text, input);
        if let Err(Trouble::Doubt(doubt)) = read {
            self.columns.settle(input.at.unwrap_or_default(), doubt)?;
            read = self.value(text, input);
        }
        match read {
            Ok(Read::Nothing) => self.blank(batch, row, input),
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
            Err(trouble) => {
                let value = match &trouble {
                    Trouble::Criteria(path) => path.clone(),
                    _ => input.at.map(|at| batch.field(shape, at).to_owned()).unwrap_or_default(),
                };
                batch.find(row, batch.plan.clone().heading_of(input.field), &value, trouble.reason(), true);
            }
        }
        Ok(())
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

    /// A day, and its instant where one is asked for; nothing for `0/0/00`.
    fn day(&mut self, text: &str, input: &Input) -> Result<Option<Moment>, Trouble> {
        let is_day = input.field.reading == Reading::Day;
        let reason = if is_day { Reason::NotADay } else { Reason::NotATime };
        let at = input.at.unwrap_or_default();
        let moment = match self.columns.dated(text, at, input.field.column == "birth_on")? {
            None => None,
            Some(Dated::Nothing) => return Ok(None),
            Some(Dated::Serial(_, millis)) if is_day && millis > 0 => None,
            Some(Dated::Serial(on, millis)) => Some(self.moments.after(on, millis)),
            Some(Dated::Day(_, time)) if is_day && !is_midnight(time) => None,
            Some(Dated::Day(on, time)) => self.moments.timed(on, if is_day { "" } else { time }),
            Some(Dated::Orders(..)) => return Err(Trouble::Doubt(Doubt::Dates)),
        };
        moment.map(Some).ok_or(Trouble::Reason(reason))
    }

    /// A number with the column's decimal mark.
    fn number(
        &self,
        text: &str,
        input: &Input,
        read: fn(&str, Option<DecimalMark>) -> Number,
        reason: Reason,
    ) -> Result<i64, Trouble> {
        match read(text, self.columns.mark(input.at.unwrap_or_default())) {
            Number::Is(number) => Ok(number),
            Number::Doubtful => Err(Trouble::Doubt(Doubt::Decimals)),
            Number::None => Err(Trouble::Reason(reason)),
        }
    }

    fn value(&mut self, text: &str, input: &Input) -> Result<Read, Trouble> {
        let part = |kept: &str| -> Read {
            // Both lie in one text: the difference is where the part begins.
            let from = kept.as_ptr() as usize - text.as_ptr() as usize;
            Read::Part(u32::try_from(from).unwrap_or(0), u32::try_from(from + kept.len()).unwrap_or(0))
        };
        let trimmed = plain(text.trim());
        Ok(match input.field.reading {
            Reading::Name(most) => {
                if trimmed.len() > most && trimmed.chars().count() > most {
                    return Err(Reason::TooLong.into());
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
                    return Err(Reason::TooLong.into());
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
                    return Err(Reason::OutOfRange.into());
                }
                Read::Number(number)
            }
            Reading::Points => match value::whole(trimmed).ok_or(Reason::NotANumber)? {
                points if points < 0 => return Err(Reason::Negative.into()),
                points => within(points, MANY)?,
            },
            Reading::Money | Reading::Amount => {
                let cents = self.number(trimmed, input, value::amount, Reason::NotAnAmount)?;
                if cents < 0 && input.field.reading == Reading::Amount {
                    return Err(Reason::Negative.into());
                }
                within(cents, Money::MOST.cents())?
            }
            Reading::Quantity => {
                within(self.number(trimmed, input, value::thousandths, Reason::NotANumber)?, MANY * 1_000)?
            }
            Reading::Kilograms => {
                match self.number(trimmed, input, value::thousandths, Reason::NotANumber)? {
                    grams if grams <= 0 => return Err(Reason::OutOfRange.into()),
                    grams => within(grams, MANY)?,
                }
            }
            Reading::Day => match Moments::day(trimmed) {
                Some(day) => Read::Number(day.number().into()),
                None => {
                    self.day(trimmed, input)?.map_or(Read::Nothing, |m| Read::Number(m.on.number().into()))
                }
            },
            Reading::Instant | Reading::InstantAndDay => {
                let moment = match self.moments.instant(trimmed) {
                    Some(moment) => Some(moment),
                    None => self.day(trimmed, input)?,
                };
                match (moment, input.field.reading) {
                    (None, _) => Read::Nothing,
                    (Some(moment), Reading::Instant) => Read::Number(moment.at.millis()),
                    (Some(moment), _) => Read::Two(moment.at.millis(), moment.on.number().into()),
                }
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
                    return Err(Reason::NotAColour.into());
                }
                Read::Made(format!("#{digits}"), None, None)
            }
            Reading::Json => match serde_json::from_str::<serde::de::IgnoredAny>(trimmed) {
                Ok(_) => part(trimmed),
                Err(_) => return Err(Reason::NotJson.into()),
            },
            // Kept as they are written: what they mean is read when they are asked.
            Reading::Criteria => match Criteria::parse(trimmed) {
                Ok(_) => part(trimmed),
                Err(error) => return Err(Trouble::Criteria(error.field.unwrap_or_default())),
            },
            Reading::Reference(_) | Reading::Sibling => part(trimmed),
            Reading::StaffName | Reading::ServiceName => match single_line(trimmed) {
                _ if trimmed.len() > 400 => return Err(Reason::TooLong.into()),
                Cow::Borrowed(_) => part(trimmed),
                Cow::Owned(clean) => Read::Made(clean, None, None),
            },
        })
    }
}

/// A number that can be added to millions of its like.
fn within(number: i64, most: i64) -> Result<Read, Trouble> {
    if number.unsigned_abs() > most.unsigned_abs() {
        return Err(Reason::OutOfRange.into());
    }
    Ok(Read::Number(number))
}

/// Why a value is none yet.
enum Trouble {
    Reason(Reason),
    Doubt(Doubt),
    /// Criteria that are not understood, and where.
    Criteria(String),
}

impl Trouble {
    fn reason(self) -> Reason {
        match self {
            Self::Reason(reason) => reason,
            Self::Criteria(_) => Reason::NotCriteria,
            // Unreachable after a column was settled.
            Self::Doubt(Doubt::Dates) => Reason::NotADay,
            Self::Doubt(Doubt::Decimals) => Reason::NotAnAmount,
        }
    }
}

impl From<Reason> for Trouble {
    fn from(reason: Reason) -> Self {
        Self::Reason(reason)
    }
}

impl From<Doubt> for Trouble {
    fn from(doubt: Doubt) -> Self {
        Self::Doubt(doubt)
    }
}

/// What a text was read as.
enum Read {
    /// Nothing: as a blank.
    Nothing,
    Number(i64),
    Two(i64, i64),
    Word(&'static str),
    /// A part of the text itself.
    Part(u32, u32),
    /// Another text, a second one for the next slot, and what to flag.
    Made(String, Option<String>, Option<Reason>),
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
