//! What can be asked of products.

use super::money;
use clap::{Args, Subcommand};
use crm::values::Money;

#[derive(Debug, Subcommand)]
pub enum ProductsCommand {
    /// All of them.
    List,
    /// Add one.
    Create(ProductArguments),
    /// Change what is given.
    Update {
        /// Its sku, its id from the file of the import, or its number.
        id: String,
        #[command(flatten)]
        product: ProductArguments,
        /// Take it off the lists; its sales stay.
        #[arg(long, conflicts_with = "restore")]
        retire: bool,
        /// Offer it again.
        #[arg(long)]
        restore: bool,
    },
}

#[derive(Debug, Args)]
pub struct ProductArguments {
    #[arg(long)]
    pub sku: Option<String>,
    #[arg(long)]
    pub name: Option<String>,
    #[arg(long)]
    pub brand: Option<String>,
    #[arg(long)]
    pub category: Option<String>,
    #[arg(long)]
    pub species: Option<String>,
    #[arg(long, value_parser = money)]
    pub price: Option<Money>,
    #[arg(long, value_parser = money)]
    pub cost: Option<Money>,
}
