//! Of the models.

use clap::{Args, Subcommand};
use crm::model::BuyingModel;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ModelCommand {
    /// Fit BG/NBD, MBG/NBD and Gamma-Gamma: to a file of customers, which needs no clinic, or to the clinic's owners.
    Fit(ModelFitArguments),
    /// The models of the clinic as they were fitted last, with their hold-out check.
    Show,
}

/// What to fit: without a file, the clinic's owners.
#[derive(Debug, Args)]
pub struct ModelFitArguments {
    /// One line a customer: frequency (repeat purchases), recency (time of the last), T (time observed), and optionally
    /// monetary_value (mean of the repeats), in any one unit of time.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Write the lines with the chance of being active and the purchases to expect.
    #[arg(long, value_name = "FILE", requires = "csv")]
    pub scores: Option<PathBuf>,
    /// How far to look ahead, in the file's unit of time.
    #[arg(long, default_value_t = 52.0, value_parser = horizon, requires = "csv")]
    pub horizon: f64,
    /// The model whose scores are written; the likelier one where none is given.
    #[arg(long, value_parser = model, requires = "csv")]
    pub model: Option<BuyingModel>,
}

fn horizon(text: &str) -> Result<f64, String> {
    let horizon = text.parse().ok().filter(|time: &f64| time.is_finite() && *time > 0.0);
    horizon.ok_or_else(|| "not a time above 0".to_owned())
}

fn model(text: &str) -> Result<BuyingModel, String> {
    BuyingModel::parse(text).ok_or_else(|| "bg_nbd or mbg_nbd".to_owned())
}
