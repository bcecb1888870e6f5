//! What can be asked of invoices and orders.

use super::{day, money};
use clap::{Args, Subcommand};
use crm::{
    sales::SaleStatus,
    values::{Day, Money},
};

#[derive(Debug, Subcommand)]
pub enum SalesCommand {
    /// The newest first, with their sums.
    List(SalesListArguments),
    /// One of them, with lines and payments.
    Show {
        /// Its number, its id from the file of the import, or its number in this database.
        id: String,
    },
    /// Write one.
    Create(Box<SaleArguments>),
    /// Pay it, or a part of it.
    Pay {
        /// Which.
        id: String,
        #[command(flatten)]
        payment: PaymentArguments,
    },
    /// Give back what was paid, or a part of it.
    Refund {
        /// Which.
        id: String,
        #[command(flatten)]
        payment: PaymentArguments,
        /// Why.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Write one anew that nothing is paid of, a draft or not: everything is said again.
    Update {
        /// Its number or id.
        id: String,
        #[command(flatten)]
        sale: Box<SaleArguments>,
    },
    /// Say where an order is: pending, delivered, returned or cancelled.
    Deliver {
        /// Its number or id.
        id: String,
        /// Where it is.
        #[arg(default_value = "delivered")]
        status: String,
    },
    /// Call one off that nothing is paid of.
    #[command(visible_alias = "cancel")]
    Void {
        /// Which.
        id: String,
    },
}

#[derive(Debug, Args)]
pub struct SalesListArguments {
    /// draft, open, paid, refunded or void.
    #[arg(long, value_parser = status)]
    pub status: Option<SaleStatus>,
    /// From this day on.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Day>,
    /// Up to this day.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<Day>,
    /// With this in the number or the owner's name.
    #[arg(long, default_value = "")]
    pub text: String,
    /// How many at most.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub limit: u32,
}

#[derive(Debug, Args)]
pub struct SaleArguments {
    /// Whose: the id from the file of the import, or the number; none for a counter sale.
    #[arg(long)]
    pub owner: Option<String>,
    /// Its number; the next one where none is given.
    #[arg(long)]
    pub number: Option<String>,
    /// Its day; today where none is given.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
    /// The day it falls due.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub due: Option<Day>,
    /// A line: `WHAT[:QUANTITY[:PRICE[:DISCOUNT]]]`. WHAT is a product's sku, a service's name or free words; the price of
    /// the list where none is given. May be repeated.
    #[arg(long = "line", value_name = "LINE", required = true)]
    pub lines: Vec<String>,
    /// Off the whole invoice.
    #[arg(long, value_parser = money, default_value = "0")]
    pub discount: Money,
    /// An order's shipping.
    #[arg(long, value_parser = money, default_value = "0")]
    pub shipping: Money,
    /// Tax in percent.
    #[arg(long, value_parser = percent, default_value = "0")]
    pub tax: u32,
    /// An invoice that is not issued yet.
    #[arg(long)]
    pub draft: bool,
    /// The order that an invoice bills.
    #[arg(long, value_name = "ORDER")]
    pub order: Option<String>,
    /// How an order came: store, web, whatsapp, phone.
    #[arg(long)]
    pub channel: Option<String>,
    /// Pay it at once, this way: cash, card, transfer, other.
    #[arg(long, value_name = "METHOD")]
    pub paid: Option<String>,
}

#[derive(Debug, Args)]
pub struct PaymentArguments {
    /// How much; all of it where nothing is said.
    #[arg(long, value_parser = money)]
    pub amount: Option<Money>,
    /// cash, card, transfer, other.
    #[arg(long, default_value = "cash")]
    pub method: String,
    /// The day; today where none is given.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub on: Option<Day>,
}

fn percent(text: &str) -> Result<u32, String> {
    let hundredths = Money::parse(text).and_then(|percent| u32::try_from(percent.cents()).ok());
    hundredths.filter(|rate| *rate <= 10_000).ok_or_else(|| "not a percentage like 16 or 8.5".to_owned())
}

fn status(text: &str) -> Result<SaleStatus, String> {
    SaleStatus::parse(text).ok_or_else(|| "draft, open, paid, refunded or void".to_owned())
}
