//! Of reports.

use super::day;
use clap::{Args, Subcommand};
use crm::values::Day;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum ReportsCommand {
    /// What came in: by day, source, category and service; paid, refunded, outstanding.
    Revenue(ReportArguments),
    /// Appointments: how they ended, when, with whom.
    Appointments(ReportArguments),
    /// Products: units, income, buyers, the best and the idle.
    Products(ReportArguments),
    /// The owners: new, active, stages, tiers, value, where they came from.
    Customers(ReportArguments),
    /// Who comes back: rate, cohorts, who left, who returned.
    Retention(ReportArguments),
    /// How the month goes: income, visits, retention, follow-ups, as one page.
    Dashboard {
        /// Write it on paper.
        #[arg(long, value_name = "FILE")]
        pdf: Option<PathBuf>,
        #[command(flatten)]
        style: StyleArguments,
    },
    /// All reports of a month: one PDF, and each as CSV and Excel file.
    Bundle {
        /// The month.
        #[arg(long, value_name = "YYYY-MM", value_parser = month)]
        month: Day,
        /// The folder; made where it is missing.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        #[command(flatten)]
        style: StyleArguments,
    },
}

/// A report's language and paper.
#[derive(Debug, Args)]
pub struct StyleArguments {
    /// Its language; the clinic's where none is given.
    #[arg(long, value_parser = ["es", "en"])]
    pub language: Option<String>,
    /// The paper.
    #[arg(long, default_value = "a4", value_parser = ["a4", "letter"])]
    pub paper: String,
}

/// A report's period, comparison, filters and files.
#[derive(Debug, Args)]
pub struct ReportArguments {
    /// The first day; the first of the last day's month where none is given.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Day>,
    /// The last day; today where none is given.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<Day>,
    /// What the period is compared with.
    #[arg(long, default_value = "before", value_parser = ["before", "last_year", "nothing"])]
    pub compare: String,
    /// The parts of its chart; by the length of the period where none is given.
    #[arg(long, value_parser = ["day", "week", "month", "quarter", "year"])]
    pub grain: Option<String>,
    /// Only owners in the segment of this slug.
    #[arg(long, value_name = "SLUG")]
    pub segment: Option<String>,
    /// Only owners with the tag of this name.
    #[arg(long, value_name = "NAME")]
    pub tag: Option<String>,
    /// Only owners who came through this source (referral, google …).
    #[arg(long)]
    pub source: Option<String>,
    /// Only appointments with the staff member of this name.
    #[arg(long, value_name = "NAME")]
    pub staff: Option<String>,
    /// Only products or services of this category.
    #[arg(long)]
    pub category: Option<String>,
    /// Write it on paper.
    #[arg(long, value_name = "FILE")]
    pub pdf: Option<PathBuf>,
    /// Write its figures.
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Write its figures for Excel.
    #[arg(long, value_name = "FILE")]
    pub xlsx: Option<PathBuf>,
    /// List every owner, or every product sold, at the end.
    #[arg(long)]
    pub appendix: bool,
    #[command(flatten)]
    pub style: StyleArguments,
}

fn month(text: &str) -> Result<Day, String> {
    Day::parse(&format!("{text}-01")).ok_or_else(|| "not a month of the form YYYY-MM".to_owned())
}
