//! What can be asked in the terminal.

use clap::{Args, Parser, Subcommand};
use crm::{
    insights::InsightKind,
    model::BuyingModel,
    transfer::{DateOrder, DecimalMark},
    values::Day,
};
use std::path::PathBuf;

/// Huella in the terminal: the CRM of a veterinary clinic.
#[derive(Debug, Parser)]
#[command(name = "huella", version, arg_required_else_help = true)]
pub struct Arguments {
    #[command(flatten)]
    pub session: SessionArguments,
    #[command(subcommand)]
    pub command: Command,
}

/// What every command takes.
#[derive(Debug, Args)]
pub struct SessionArguments {
    /// The clinic's folder; a missing or empty one becomes a new clinic at the first command that writes.
    #[arg(long, value_name = "DIR", env = "HUELLA_CLINIC", global = true)]
    pub clinic: Option<PathBuf>,
    /// The day that the clinic lives in (YYYY-MM-DD), instead of this machine's.
    #[arg(long, value_name = "DATE", value_parser = day, global = true)]
    pub today: Option<Day>,
    /// Print the result as JSON.
    #[arg(long, global = true)]
    pub json: bool,
}

/// An area, or a command without one.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// The clinic itself.
    #[command(subcommand)]
    Clinic(ClinicCommand),
    /// An invented clinic to look around in.
    #[command(subcommand)]
    Sample(SampleCommand),
    /// CSV in and out.
    #[command(subcommand)]
    Transfer(TransferCommand),
    /// Owners.
    #[command(subcommand)]
    Owners(OwnersCommand),
    /// Figures of every owner.
    #[command(subcommand)]
    Metrics(MetricsCommand),
    /// Owners to call, to thank, to write to, each with the reason and what to do.
    Insights(InsightsArguments),
    /// Models of who is still active and what they will spend.
    #[command(subcommand)]
    Model(ModelCommand),
    /// Owners who meet criteria.
    #[command(subcommand)]
    Segments(SegmentsCommand),
    /// Reports on paper, as CSV and as Excel files.
    #[command(subcommand)]
    Reports(ReportsCommand),
    /// Check the database, its references, the search index, the figures and the audit.
    Check,
    /// Take back the last change.
    Undo,
}

#[derive(Debug, Subcommand)]
pub enum ClinicCommand {
    /// Create a clinic.
    Create {
        /// Its name, on every page.
        #[arg(long)]
        name: String,
        /// The language of its texts.
        #[arg(long, default_value = "es", value_parser = ["es", "en"])]
        language: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum SampleCommand {
    /// Fill a new clinic with invented owners and their history. The same seed and day give the same clinic.
    Create {
        /// How many owners.
        #[arg(long, default_value_t = crm::sample::OWNERS)]
        owners: u32,
        /// What the invention begins with.
        #[arg(long, default_value_t = crm::sample::SEED)]
        seed: u64,
    },
}

#[derive(Debug, Subcommand)]
pub enum TransferCommand {
    /// Import a folder of canonical CSV files, or one of them.
    Import {
        /// The folder or file.
        path: PathBuf,
        /// Do everything, count it, and roll it back.
        #[arg(long)]
        dry_run: bool,
        /// Exit with 1 where a row was set aside; refuse a folder that is not as its manifest says.
        #[arg(long)]
        strict: bool,
        /// The order of dates where a whole column leaves it open.
        #[arg(long, value_parser = date_order)]
        date_order: Option<DateOrder>,
        /// The decimal mark where a whole column leaves it open.
        #[arg(long, value_parser = decimal)]
        decimal: Option<DecimalMark>,
        /// Write the rows set aside or held, with their reasons, so that they import again once mended; where several
        /// files have such rows, a folder with one of each name.
        #[arg(long, value_name = "FILE", conflicts_with = "dry_run")]
        set_aside: Option<PathBuf>,
    },
    /// Export everything as a folder of canonical CSV files and a manifest.
    Export {
        /// The folder; made where it is missing.
        folder: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum OwnersCommand {
    /// Every active owner, by name.
    List,
    /// Owners by any fragment of a phone, name, pet, microchip or e-mail.
    Search {
        /// What is known.
        text: String,
        /// How many hits at most.
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100))]
        limit: u32,
    },
    /// Everything about one owner.
    Show {
        /// The id from the file that the owner was imported from, or the number in this database.
        id: String,
    },
    /// Pairs of owners who are perhaps one: score, reasons, and the two.
    Duplicates {
        /// The weaker pairs too: families that share a phone, namesakes.
        #[arg(long)]
        hints: bool,
    },
    /// Merge one owner into another; it can be taken back at any later time.
    Merge {
        /// The owner who stays.
        survivor: String,
        /// The owner who goes into the other.
        merged: String,
        /// A field that the survivor takes from the other (name, phone, email, address …); may be repeated.
        #[arg(long, value_name = "FIELD")]
        take: Vec<String>,
    },
    /// Take a merge back; what was added since stays.
    Unmerge {
        /// The merged owner, or the merge.
        id: String,
    },
    /// Say that two owners who look alike are two.
    KeepApart {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
}

#[derive(Debug, Subcommand)]
pub enum MetricsCommand {
    /// Compute every figure anew from the facts.
    Rebuild,
    /// Write every figure of every owner as CSV.
    Export {
        /// The file.
        file: PathBuf,
    },
}

/// A list, and how much of it.
#[derive(Debug, Args)]
pub struct InsightsArguments {
    /// call_list, top_customers, at_risk, new_customers, lapsed, high_value, follow_ups_due, birthdays, vaccinations_due,
    /// overdue_purchases or unhappy.
    #[arg(value_parser = insight)]
    pub list: InsightKind,
    /// How many owners at most.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub limit: u32,
}

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

#[derive(Debug, Subcommand)]
pub enum SegmentsCommand {
    /// The segments, with their sizes.
    List,
    /// Keep a segment and count it.
    Create {
        /// Its name; proposed from the rules where none is given.
        #[arg(long, default_value = "")]
        name: String,
        /// Its name in this terminal; made from the name where none is given.
        #[arg(long)]
        slug: Option<String>,
        /// What it is for.
        #[arg(long)]
        description: Option<String>,
        /// Whom it holds: a JSON file, or - for standard input.
        #[arg(long, value_name = "FILE")]
        criteria: PathBuf,
    },
    /// Count the owners who meet criteria, and list the first, without keeping anything.
    Preview {
        /// Whom to count: a JSON file, or - for standard input.
        #[arg(long, value_name = "FILE")]
        criteria: PathBuf,
        /// How many to list at most.
        #[arg(long, default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=1_000))]
        limit: u32,
    },
    /// Everybody in a segment, in the order of their numbers.
    Members {
        /// Its slug, its permanent id, or its number.
        segment: String,
    },
    /// Count a segment, or all of them, and note the size for the day.
    Recalculate {
        /// Its slug, its permanent id, or its number; all where none is given.
        segment: Option<String>,
    },
    /// Why an owner is in a segment or out of it, rule by rule.
    Why {
        /// The segment's slug, permanent id or number.
        segment: String,
        /// The owner's id from the file of the import, or number.
        owner: String,
    },
    /// Write everybody in a segment into a CSV file.
    Export {
        /// Its slug, its permanent id, or its number.
        segment: String,
        /// The file.
        file: PathBuf,
    },
}

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

fn date_order(text: &str) -> Result<DateOrder, String> {
    DateOrder::parse(text).ok_or_else(|| "dmy, mdy or ymd".to_owned())
}

fn decimal(text: &str) -> Result<DecimalMark, String> {
    DecimalMark::parse(text).ok_or_else(|| "point or comma".to_owned())
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "not a day of the form YYYY-MM-DD".to_owned())
}

fn horizon(text: &str) -> Result<f64, String> {
    let horizon = text.parse().ok().filter(|time: &f64| time.is_finite() && *time > 0.0);
    horizon.ok_or_else(|| "not a time above 0".to_owned())
}

fn insight(text: &str) -> Result<InsightKind, String> {
    let names = || InsightKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    InsightKind::parse(text).ok_or_else(|| format!("none of {}", names()))
}

fn model(text: &str) -> Result<BuyingModel, String> {
    BuyingModel::parse(text).ok_or_else(|| "bg_nbd or mbg_nbd".to_owned())
}
