//! The models on a file: one line a customer, in any one unit of time.

use super::{BuyingModel, Customer, Fit, Fitted, History};
use crate::{Code, Error, Result};
use csv::ByteRecord;
use std::io;

/// The columns that the models read; their names in any case.
const FREQUENCY: &str = "frequency";
const RECENCY: &str = "recency";
const OBSERVED: &str = "T";
const MONETARY: &str = "monetary_value";

/// A file of customers.
#[derive(Debug, Clone)]
pub struct CustomerFile {
    headings: ByteRecord,
    lines: Vec<ByteRecord>,
    customers: Vec<Customer>,
}

/// Where the columns stand.
struct Columns {
    frequency: usize,
    recency: usize,
    observed: usize,
    monetary: Option<usize>,
}

impl CustomerFile {
    /// Reads CSV with the columns frequency (repeat purchases), recency (time of the last), T (time observed) and
    /// optionally monetary_value (mean of the repeats); further ones are kept as they are.
    ///
    /// # Errors
    /// `unknown_format` without those columns or without a line; `invalid` with the column, and the line in the
    /// detail, for a value that cannot be; `file_unreadable` for what is no CSV.
    pub fn read(input: impl io::Read) -> Result<Self> {
        let mut reader = csv::ReaderBuilder::new().from_reader(input);
        let mut headings = reader.byte_headers().map_err(unreadable)?.clone();
        if let Some(first) = headings.get(0).and_then(|first| first.strip_prefix(b"\xEF\xBB\xBF")) {
            headings = std::iter::once(first).chain(headings.iter().skip(1)).collect();
        }
        let columns = Columns::of(&headings)?;
        let (mut lines, mut customers) = (Vec::new(), Vec::new());
        for line in reader.byte_records() {
            let line = line.map_err(unreadable)?;
            let number = line.position().map_or(0, csv::Position::line);
            let customer = columns.customer(&line);
            customers.push(
                customer.map_err(|(column, why)| Error::invalid(column, format!("line {number}: {why}")))?,
            );
            lines.push(line);
        }
        if customers.is_empty() {
            return Err(Error::new(Code::UnknownFormat, "no line of a customer"));
        }
        Ok(Self { headings, lines, customers })
    }

    /// The customers, in the order of their lines.
    pub fn customers(&self) -> &[Customer] {
        &self.customers
    }

    /// Writes each line as it was read, followed by the chance of being active and the purchases to expect within
    /// the horizon: by the model that speaks, then by either; and what a purchase and all of them bring.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_scores(
        &self,
        fit: &Fit,
        model: BuyingModel,
        horizon: f64,
        out: impl io::Write,
    ) -> Result<()> {
        let mut writer = csv::WriterBuilder::new().from_writer(out);
        let of = |model| match model {
            BuyingModel::BgNbd => fit.bg_nbd.as_ref(),
            BuyingModel::MbgNbd => fit.mbg_nbd.as_ref(),
        };
        let spending = fit.gamma_gamma.as_ref();
        let mut headings = self.headings.clone();
        ["p_active", "expected_purchases"].iter().for_each(|name| headings.push_field(name.as_bytes()));
        for model in BuyingModel::ALL {
            headings.push_field(format!("{model}_p_active").as_bytes());
            headings.push_field(format!("{model}_expected_purchases").as_bytes());
        }
        if spending.is_some() {
            ["expected_amount", "expected_value"]
                .iter()
                .for_each(|name| headings.push_field(name.as_bytes()));
        }
        writer.write_byte_record(&headings)?;
        for (line, customer) in self.lines.iter().zip(&self.customers) {
            let mut line = line.clone();
            let mut add = |number: Option<f64>| {
                line.push_field(number.map(|number| number.to_string()).unwrap_or_default().as_bytes());
            };
            let history = &customer.history;
            for model in std::iter::once(&model).chain(BuyingModel::ALL) {
                let buying = of(*model).map(|fitted| fitted.parameters);
                add(buying.map(|buying| buying.active(history)));
                add(buying.map(|buying| buying.expected(history, horizon)));
            }
            if let Some(Fitted { parameters: spending, .. }) = spending {
                let amount = spending.amount(history.repeats, customer.mean_amount.unwrap_or(0.0));
                add(amount);
                let purchases = of(model).map(|fitted| fitted.parameters.expected(history, horizon));
                add(amount.zip(purchases).map(|(amount, purchases)| amount * purchases));
            }
            writer.write_byte_record(&line)?;
        }
        Ok(writer.flush()?)
    }
}

impl Columns {
    fn of(headings: &ByteRecord) -> Result<Self> {
        let place = |name: &str| {
            headings.iter().position(|heading| heading.trim_ascii().eq_ignore_ascii_case(name.as_bytes()))
        };
        let needed = |name: &str| {
            place(name).ok_or_else(|| Error::new(Code::UnknownFormat, format!("line 1: no column {name}")))
        };
        Ok(Self {
            frequency: needed(FREQUENCY)?,
            recency: needed(RECENCY)?,
            observed: needed(OBSERVED)?,
            monetary: place(MONETARY),
        })
    }

    /// The customer of a line, or the column that cannot be and why.
    fn customer(&self, line: &ByteRecord) -> std::result::Result<Customer, (&'static str, &'static str)> {
        let number = |name, column: usize| {
            let text = line.get(column).and_then(|field| std::str::from_utf8(field).ok()).unwrap_or_default();
            match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() && number >= 0.0 => Ok(number),
                Ok(number) if number < 0.0 => Err((name, "below 0")),
                _ => Err((name, "not a number")),
            }
        };
        let frequency = number(FREQUENCY, self.frequency)?;
        let (last, observed) = (number(RECENCY, self.recency)?, number(OBSERVED, self.observed)?);
        if frequency.fract() != 0.0 || frequency > f64::from(u32::MAX) {
            return Err((FREQUENCY, "not a whole number of purchases"));
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number in its bounds"
        )]
        let repeats = frequency as u32;
        if last > observed {
            return Err((RECENCY, "after the end of what was observed (T)"));
        }
        if repeats == 0 && last > 0.0 {
            return Err((RECENCY, "above 0 without a repeat purchase"));
        }
        let is_blank = |column: &usize| line.get(*column).is_none_or(|field| field.trim_ascii().is_empty());
        let mean_amount = match self.monetary.filter(|column| !is_blank(column)) {
            Some(column) => Some(number(MONETARY, column)?).filter(|amount| *amount > 0.0 && repeats > 0),
            None => None,
        };
        Ok(Customer { history: History { repeats, last, observed }, mean_amount })
    }
}

fn unreadable(error: csv::Error) -> Error {
    let at = error.position().map(|position| format!("line {}: ", position.line())).unwrap_or_default();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            Error::new(Code::FileUnreadable, format!("{at}{len} columns instead of {expected_len}"))
        }
        _ => Error::new(Code::FileUnreadable, format!("{at}not CSV")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CustomerFile> {
        CustomerFile::read(text.as_bytes())
    }

    #[test]
    fn columns_are_found_by_name_and_further_ones_passed_through() {
        let file =
            read("\u{feff}id,T,Frequency,recency,monetary_value\nñ,38.86,2,30.43,22.35\n7,38.86,0,0,0\n")
                .unwrap();
        let history = History { repeats: 2, last: 30.43, observed: 38.86 };
        let [first, second] = file.customers() else { panic!() };
        assert_eq!((first.history, first.mean_amount, second.mean_amount), (history, Some(22.35), None));
        let mut out = Vec::new();
        file.write_scores(&Fit::default(), BuyingModel::BgNbd, 52.0, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.starts_with("id,T,Frequency,recency,monetary_value,p_active,expected_purchases,"),
            "{text}"
        );
        assert!(text.contains("ñ,38.86,2,30.43,22.35,"), "{text}");
    }

    #[test]
    fn what_cannot_be_is_said_with_its_line_and_column() {
        for (lines, field, detail) in [
            ("2,5,x\n", Some("T"), "line 2: not a number"),
            ("1,5,9\n-1,5,9\n", Some("frequency"), "line 3: below 0"),
            ("1.5,5,9\n", Some("frequency"), "line 2: not a whole number of purchases"),
            ("1,12,9\n", Some("recency"), "line 2: after the end of what was observed (T)"),
            ("0,3,9\n", Some("recency"), "line 2: above 0 without a repeat purchase"),
            ("1,inf,9\n", Some("recency"), "line 2: not a number"),
            ("1,NaN,9\n", Some("recency"), "line 2: not a number"),
            ("1,,9\n", Some("recency"), "line 2: not a number"),
            ("1,5\n", None, "line 2: 2 columns instead of 3"),
            ("", None, "no line of a customer"),
        ] {
            let error = read(&format!("frequency,recency,T\n{lines}")).unwrap_err();
            assert_eq!((error.field.as_deref(), error.detail.as_str()), (field, detail), "{lines:?}");
        }
        let error = read("frequency,recency\n1,2\n").unwrap_err();
        assert_eq!((error.code, error.detail.as_str()), (Code::UnknownFormat, "line 1: no column T"));
        assert_eq!(read("").unwrap_err().code, Code::UnknownFormat);
    }
}
