//! What can be asked in the terminal.

mod appointments;
mod clinic;
mod consents;
mod drafts;
mod feedback;
mod follow_ups;
mod history;
mod insights;
mod interactions;
mod loyalty;
mod metrics;
mod model;
mod notes;
mod owners;
mod papers;
mod pets;
mod products;
mod reports;
mod sales;
mod sample;
mod segments;
mod services;
mod tags;
mod transfer;
mod vaccinations;
mod views;

pub use appointments::{AppointmentsCommand, BookingArguments};
pub use clinic::ClinicCommand;
pub use consents::{ConsentArguments, ConsentsCommand};
pub use drafts::DraftsCommand;
pub use feedback::FeedbackCommand;
pub use follow_ups::FollowUpsCommand;
pub use history::HistoryCommand;
pub use insights::{InsightsArguments, InsightsList};
pub use interactions::{InteractionFields, InteractionsCommand, LogArguments};
pub use loyalty::LoyaltyCommand;
pub use metrics::MetricsCommand;
pub use model::{ModelCommand, ModelFitArguments};
pub use notes::NotesCommand;
pub use owners::{OwnerFields, OwnersCommand};
pub use papers::{OfOwner, PaperFile, PapersCommand, To};
pub use pets::{PetFields, PetListArguments, PetsCommand};
pub use products::{ProductArguments, ProductsCommand};
pub use reports::{ReportArguments, ReportsCommand, StyleArguments};
pub use sales::{PaymentArguments, SaleArguments, SalesCommand, SalesListArguments};
pub use sample::SampleCommand;
pub use segments::SegmentsCommand;
pub use services::{ServiceArguments, ServicesCommand};
pub use tags::{TagArguments, TagsCommand};
pub use transfer::TransferCommand;
pub use vaccinations::VaccinationsCommand;
pub use views::{OwnerFilterArguments, OwnerOrderArguments, OwnerPartArguments, ViewsCommand};

use clap::{Args, Parser, Subcommand};
use crm::{
    interactions::{FollowUpScope, InteractionChannel, InteractionDirection, InteractionKind, Sentiment},
    notes::Visibility,
    owners::{AcquisitionSource, ActiveFilter, OwnerColumn, OwnerSort},
    values::{ChurnRisk, Day, Lifecycle, Money, Tier},
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
    /// Kept views of the owners' list.
    #[command(subcommand)]
    Views(ViewsCommand),
    /// What was typed in the window and not saved.
    #[command(subcommand)]
    Drafts(DraftsCommand),
    /// The day: what is owed, who comes, what falls due, who has a birthday.
    Today,
    /// The owners that were opened last in the window, the latest first.
    Recents {
        /// How many at most.
        #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=50))]
        limit: u32,
    },
    /// Pets.
    #[command(subcommand)]
    Pets(PetsCommand),
    /// What owners agreed to.
    #[command(subcommand)]
    Consents(ConsentsCommand),
    /// Vaccinations.
    #[command(subcommand)]
    Vaccinations(VaccinationsCommand),
    /// Notes on an owner.
    #[command(subcommand)]
    Notes(NotesCommand),
    /// The clinic's tags.
    #[command(subcommand)]
    Tags(TagsCommand),
    /// The agenda.
    #[command(subcommand)]
    Appointments(AppointmentsCommand),
    /// What was said with owners.
    #[command(subcommand)]
    Interactions(InteractionsCommand),
    /// What was promised and is still owed.
    #[command(subcommand)]
    FollowUps(FollowUpsCommand),
    /// Invoices.
    #[command(subcommand)]
    Invoices(SalesCommand),
    /// Orders.
    #[command(subcommand)]
    Orders(SalesCommand),
    /// What the clinic sells.
    #[command(subcommand)]
    Products(ProductsCommand),
    /// What the clinic does.
    #[command(subcommand)]
    Services(ServicesCommand),
    /// Points.
    #[command(subcommand)]
    Loyalty(LoyaltyCommand),
    /// What owners say of the clinic.
    #[command(subcommand)]
    Feedback(FeedbackCommand),
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
    /// Small papers: card, vaccinations, follow-ups, plan B of the day, labels, letters, points.
    #[command(subcommand)]
    Papers(PapersCommand),
    /// Reports on paper, as CSV and as Excel files.
    #[command(subcommand)]
    Reports(ReportsCommand),
    /// Check the database, its references, the search index, the figures and the audit.
    Check,
    /// Take back the last change, or one of the history.
    Undo {
        /// The change, by its number in the history.
        change: Option<i64>,
    },
    /// Do again what was taken back last.
    Redo,
    /// What was done, by whom and when.
    #[command(subcommand)]
    History(HistoryCommand),
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "not a day of the form YYYY-MM-DD".to_owned())
}

/// The words of a list, for what is none of them.
fn one_of(words: impl Iterator<Item = &'static str>) -> String {
    format!("none of {}", words.collect::<Vec<_>>().join(", "))
}

macro_rules! word_of {
    ($($name:ident: $list:ty),+ $(,)?) => {
        $(fn $name(text: &str) -> Result<$list, String> {
            <$list>::parse(text).ok_or_else(|| one_of(<$list>::ALL.iter().map(|one| one.as_str())))
        })+
    };
}

word_of! {
    kind: InteractionKind,
    channel: InteractionChannel,
    direction: InteractionDirection,
    sentiment: Sentiment,
    scope: FollowUpScope,
    visibility: Visibility,
    active: ActiveFilter,
    owner_sort: OwnerSort,
    column: OwnerColumn,
    tier: Tier,
    lifecycle: Lifecycle,
    risk: ChurnRisk,
    source: AcquisitionSource,
}

fn money(text: &str) -> Result<Money, String> {
    Money::parse(text).ok_or_else(|| "not an amount like 123.45".to_owned())
}
