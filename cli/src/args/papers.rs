//! Of small papers.

use super::{day, reports::StyleArguments};
use clap::{Args, Subcommand};
use crm::values::Day;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum PapersCommand {
    /// An owner's card.
    Card(OfOwner),
    /// The vaccinations of an owner's pets, or what falls due at the clinic.
    Vaccinations {
        /// Whose: a number, or the id of exports.
        owner: Option<String>,
        #[command(flatten)]
        file: PaperFile,
    },
    /// What was promised: overdue, today's and the coming week's.
    FollowUps(PaperFile),
    /// Address labels for a segment, or for some owners.
    Labels {
        #[command(flatten)]
        to: To,
        /// The sheet of labels.
        #[arg(long, default_value = "l7160", value_parser = ["l7160", "a4_24", "l7163", "avery_5160", "avery_5163"])]
        sheet: String,
        /// Labels of the first sheet that are gone already.
        #[arg(long, default_value_t = 0)]
        used: u32,
        #[command(flatten)]
        file: PaperFile,
    },
    /// A letter to a segment, or to some owners.
    Letters {
        #[command(flatten)]
        to: To,
        /// Its heading; the usual one where none is given.
        #[arg(long, default_value = "")]
        subject: String,
        /// A text file with what it says; the usual text where none is given.
        #[arg(long, value_name = "FILE")]
        body: Option<PathBuf>,
        #[command(flatten)]
        file: PaperFile,
    },
    /// The day on paper, for a day without the PC.
    Plan(PaperFile),
    /// The agenda of a day, or of days.
    Agenda {
        /// From this day on; today where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// Up to this day; the same day where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        to: Option<Day>,
        #[command(flatten)]
        file: PaperFile,
    },
    /// An owner's points.
    Statement(OfOwner),
}

/// An owner, and where to.
#[derive(Debug, Args)]
pub struct OfOwner {
    /// Whose: a number, or the id of exports.
    pub owner: String,
    #[command(flatten)]
    pub file: PaperFile,
}

/// To whom.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct To {
    /// Those in the segment of this slug.
    #[arg(long, value_name = "SLUG")]
    pub segment: Option<String>,
    /// These owners, by number or id of exports.
    #[arg(long, value_name = "OWNER", num_args = 1..)]
    pub owners: Vec<String>,
}

/// Where it is written.
#[derive(Debug, Args)]
pub struct PaperFile {
    /// The file.
    #[arg(long, value_name = "FILE")]
    pub pdf: PathBuf,
    #[command(flatten)]
    pub style: StyleArguments,
}
