//! Invoices and orders.

use crate::{
    args::{PaymentArguments, SaleArguments, SalesCommand, SalesListArguments},
    session::{ACTOR, Session},
    shown::{Align, Shown, snake_case, table},
};
use crm::{
    Error, Result,
    clinic::{Read, View},
    owners, products,
    sales::{self, LineInput, PaymentInput, Sale, SaleFilter, SaleInput, SaleKind, SaleRow, SalesQuery},
    services,
    values::{
        Lang, Money, OrderId,
        words::{counted, look_up, phrase, word},
    },
};
use serde_json::{Value, json};

pub fn run(session: &Session, kind: SaleKind, command: SalesCommand) -> Result<Shown> {
    let write = || session.write();
    match command {
        SalesCommand::List(arguments) => list(session, kind, arguments),
        SalesCommand::Show { id } => {
            let clinic = session.read()?;
            let sale =
                clinic.read(&ACTOR, View::Records, |read| sales::get(read, sales::find(read, kind, &id)?))?;
            shown(session.lang(), &sale)
        }
        SalesCommand::Create(arguments) => {
            let clinic = write()?;
            let input = clinic.read(&ACTOR, View::Records, |read| input(read, kind, *arguments))?;
            shown(session.lang(), &sales::create(&clinic, &ACTOR, &input)?.value)
        }
        SalesCommand::Pay { id, payment } => {
            let clinic = write()?;
            let sale = clinic.read(&ACTOR, View::Records, |read| sales::find(read, kind, &id))?;
            shown(session.lang(), &sales::pay(&clinic, &ACTOR, sale, &payment_of(payment))?.value)
        }
        SalesCommand::Refund { id, payment, reason } => {
            let clinic = write()?;
            let sale = clinic.read(&ACTOR, View::Records, |read| sales::find(read, kind, &id))?;
            let done = sales::refund(&clinic, &ACTOR, sale, &payment_of(payment), reason.as_deref())?;
            shown(session.lang(), &done.value)
        }
        SalesCommand::Update { id, sale: arguments } => {
            let clinic = write()?;
            let (sale, input) = clinic.read(&ACTOR, View::Records, |read| {
                Ok((sales::find(read, kind, &id)?, input(read, kind, *arguments)?))
            })?;
            shown(session.lang(), &sales::update(&clinic, &ACTOR, sale, &input)?.value)
        }
        SalesCommand::Deliver { id, status } => {
            let clinic = write()?;
            let sale = clinic.read(&ACTOR, View::Records, |read| sales::find(read, kind, &id))?;
            shown(session.lang(), &sales::deliver(&clinic, &ACTOR, sale, &status)?.value)
        }
        SalesCommand::Void { id } => {
            let clinic = write()?;
            let sale = clinic.read(&ACTOR, View::Records, |read| sales::find(read, kind, &id))?;
            shown(session.lang(), &sales::cancel(&clinic, &ACTOR, sale)?.value)
        }
    }
}

fn payment_of(arguments: PaymentArguments) -> PaymentInput {
    PaymentInput { amount_cents: arguments.amount, method: arguments.method, on: arguments.on }
}

fn list(session: &Session, kind: SaleKind, arguments: SalesListArguments) -> Result<Shown> {
    let clinic = session.read()?;
    let lang = session.lang();
    let SalesListArguments { status, from, to, text, limit } = arguments;
    let filter = SaleFilter { kind: Some(kind), status, from, to, text };
    let (page, sums) = clinic.read(&ACTOR, View::Records, |read| {
        let query = SalesQuery { filter: filter.clone(), cursor: None, limit };
        Ok((sales::page(read, &query)?, sales::sums(read, &filter)?))
    })?;
    let rows = page.rows.iter().map(row_json).collect::<Result<Vec<Value>>>()?;
    let json = json!({
        "rows": rows,
        "count": sums.count,
        "paid": sums.paid_cents.to_string(),
        "refunded": sums.refunded_cents.to_string(),
        "outstanding": sums.outstanding_cents.to_string(),
    });
    if page.rows.is_empty() {
        return Shown::new(word(lang, "terminal.noSales"), &json);
    }
    let mut lines = vec![
        ["number", "date", "status", "owner", "amount", "outstanding"]
            .map(|name| look_up(lang, &format!("terminal.{name}")).unwrap_or(name).to_owned())
            .to_vec(),
    ];
    lines.extend(page.rows.iter().map(|row| {
        vec![
            row.number.clone().unwrap_or_else(|| row.external_id.clone()),
            row.on.to_string(),
            status_word(lang, row.status.as_str()),
            row.owner_name.clone().unwrap_or_else(|| word(lang, "terminal.counterSale").to_owned()),
            row.total_cents.to_string(),
            row.outstanding_cents.to_string(),
        ]
    }));
    let columns = [Align::Start, Align::Start, Align::Start, Align::Start, Align::End, Align::End];
    let values = [
        ("count", sums.count.to_string()),
        ("paid", sums.paid_cents.to_string()),
        ("refunded", sums.refunded_cents.to_string()),
        ("outstanding", sums.outstanding_cents.to_string()),
    ];
    let total = counted(lang, "terminal.sales", i64::from(sums.count), &values);
    Shown::new(format!("{}{total}", table(&columns, &lines)), &json)
}

fn status_word(lang: Lang, status: &str) -> String {
    look_up(lang, &format!("values.saleStatus.{status}")).unwrap_or(status).to_owned()
}

fn row_json(row: &SaleRow) -> Result<Value> {
    Ok(amounts(snake_case(serde_json::to_value(row)?)))
}

/// Amounts as files write them, `"1234.56"` under the name without the unit; quantities likewise.
fn amounts(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .map(|(name, value)| match (name.strip_suffix("_cents"), value.as_i64()) {
                    (Some(plain), Some(cents)) => {
                        (plain.to_owned(), Money::from_cents(cents).to_string().into())
                    }
                    _ => match (name.strip_suffix("_milli"), value.as_i64()) {
                        (Some(plain), Some(milli)) => (plain.to_owned(), quantity(milli).into()),
                        _ => (name, amounts(value)),
                    },
                })
                .collect(),
        ),
        Value::Array(values) => Value::Array(values.into_iter().map(amounts).collect()),
        other => other,
    }
}

/// Thousandths as a person writes them: `2`, `0.5`.
fn quantity(milli: i64) -> String {
    let text = format!("{}.{:03}", milli / 1_000, milli % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn input(read: &Read<'_>, kind: SaleKind, arguments: SaleArguments) -> Result<SaleInput> {
    let lines = arguments.lines.iter().map(|line| line_of(read, line)).collect::<Result<Vec<_>>>()?;
    let order_id = match arguments.order.as_deref() {
        Some(order) => Some(OrderId(sales::find(read, SaleKind::Order, order)?.id)),
        None => None,
    };
    Ok(SaleInput {
        kind,
        number: arguments.number,
        owner_id: arguments.owner.as_deref().map(|owner| owners::find(read, owner)).transpose()?,
        appointment_id: None,
        on: arguments.on,
        due_on: arguments.due,
        is_draft: arguments.draft,
        order_id,
        channel: arguments.channel,
        delivery_status: None,
        lines,
        discount_cents: arguments.discount,
        shipping_cents: arguments.shipping,
        tax_rate: arguments.tax,
        payment: arguments.paid.map(|method| PaymentInput { amount_cents: None, method, on: arguments.on }),
    })
}

/// A line as it is typed: `WHAT[:QUANTITY[:PRICE[:DISCOUNT]]]`.
fn line_of(read: &Read<'_>, typed: &str) -> Result<LineInput> {
    let mut parts = typed.split(':').map(str::trim);
    let what = parts.next().unwrap_or_default();
    let wrong = || Error::invalid("line", "WHAT:QUANTITY:PRICE:DISCOUNT");
    let quantity_milli = match parts.next().filter(|part| !part.is_empty()) {
        Some(part) => milli(part).ok_or_else(wrong)?,
        None => 1_000,
    };
    let price = parts
        .next()
        .filter(|part| !part.is_empty())
        .map(|part| Money::parse(part).ok_or_else(wrong))
        .transpose()?;
    let discount = parts
        .next()
        .filter(|part| !part.is_empty())
        .map(|part| Money::parse(part).ok_or_else(wrong))
        .transpose()?;
    let mut line =
        LineInput { quantity_milli, discount_cents: discount.unwrap_or(Money::ZERO), ..LineInput::default() };
    let listed = match (products::find(read, what), services::find(read, what)) {
        (Ok(product), _) => {
            line.product_id = Some(product.id);
            product.price_cents
        }
        (Err(_), Ok(service)) => {
            line.service_id = Some(service.id);
            service.price_cents
        }
        (Err(_), Err(_)) => {
            line.description = Some(what.to_owned());
            None
        }
    };
    line.unit_price_cents = price.or(listed).ok_or_else(|| Error::invalid("line", "no price"))?;
    Ok(line)
}

fn milli(text: &str) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || part.len() > 3 || !is_number(whole) || !is_number(part) {
        return None;
    }
    whole.parse::<i64>().ok()?.checked_mul(1_000)?.checked_add(format!("{part:0<3}").parse().ok()?)
}

fn method(lang: Lang, method: &str) -> String {
    look_up(lang, &format!("values.payment.{method}")).unwrap_or(method).to_owned()
}

fn shown(lang: Lang, sale: &Sale) -> Result<Shown> {
    let mut json = amounts(snake_case(serde_json::to_value(sale)?));
    if let Some(json) = json.as_object_mut() {
        json.insert("id".into(), sale.sale.id.into());
        json.insert("kind".into(), sale.sale.kind.as_str().into());
        json.insert(format!("{}_id", sale.sale.kind), sale.external_id.clone().into());
        json.remove("sale");
    }
    let number = sale.number.clone().unwrap_or_else(|| sale.external_id.clone());
    let kind = look_up(lang, &format!("values.saleKind.{}", sale.sale.kind)).unwrap_or_default();
    let mut lines = vec![
        phrase(
            lang,
            "terminal.saleShown",
            &[
                ("kind", kind.to_owned()),
                ("number", number),
                ("date", sale.on.to_string()),
                ("status", status_word(lang, sale.status.as_str())),
            ],
        ),
        sale.owner_name.clone().unwrap_or_else(|| word(lang, "terminal.counterSale").to_owned()),
    ];
    let cells: Vec<Vec<String>> = sale
        .lines
        .iter()
        .map(|line| {
            let values =
                [("quantity", quantity(line.quantity_milli)), ("description", line.description.clone())];
            vec![
                format!("  {}", phrase(lang, "terminal.saleLine", &values)),
                line.line_total_cents.to_string(),
            ]
        })
        .collect();
    lines.push(table(&[Align::Start, Align::End], &cells).trim_end().to_owned());
    let totals = [
        ("subtotal", sale.subtotal_cents.to_string()),
        ("discount", sale.discount_cents.to_string()),
        ("shipping", sale.shipping_cents.to_string()),
        ("tax", sale.tax_cents.to_string()),
        ("total", sale.total_cents.to_string()),
    ];
    lines.push(phrase(lang, "terminal.saleTotals", &totals));
    lines.extend(sale.payments.iter().map(|payment| {
        let values = [
            ("date", payment.paid_on.to_string()),
            ("amount", payment.amount_cents.to_string()),
            ("method", method(lang, payment.method.as_deref().unwrap_or_default())),
        ];
        format!("  {}", phrase(lang, "terminal.payment", &values))
    }));
    let stands = [
        ("received", sale.received_cents.to_string()),
        ("refunded", sale.refunded_cents.to_string()),
        ("outstanding", sale.outstanding_cents.to_string()),
        ("points", sale.points.to_string()),
    ];
    lines.push(phrase(lang, "terminal.saleStands", &stands));
    Shown::new(lines.join("\n"), &json)
}
