//! Of appointments.

use super::{day, follow_ups::moment, one_of};
use clap::{Args, Subcommand};
use crm::{appointments::AppointmentKind, values::Day};

#[derive(Debug, Subcommand)]
pub enum AppointmentsCommand {
    /// The agenda of a day, or of days.
    List {
        /// From this day on; today where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        from: Option<Day>,
        /// Up to this day; the same day where none is given.
        #[arg(long, value_name = "DATE", value_parser = day)]
        to: Option<Day>,
    },
    /// Book one. What the same person has at that time is said, and it is booked all the same.
    Book(BookingArguments),
    /// Move one to another day and hour.
    Move {
        /// Its number in the list.
        id: i64,
        /// The day and the hour ("lun 10am", "2026-11-30 10:00").
        #[arg(value_parser = moment)]
        to: String,
    },
    /// They came: the visit is logged, once.
    Complete {
        /// Its number in the list.
        id: i64,
    },
    /// It was called off.
    Cancel {
        /// Its number in the list.
        id: i64,
    },
    /// They did not come.
    NoShow {
        /// Its number in the list.
        id: i64,
    },
    /// It is to come after all: what was said of it is taken back.
    Reopen {
        /// Its number in the list.
        id: i64,
    },
}

/// What is booked.
#[derive(Debug, Args)]
pub struct BookingArguments {
    /// The owner's id or number.
    pub owner: String,
    /// The day and the hour ("mañana 10am", "2026-11-30 10:00").
    #[arg(value_parser = moment)]
    pub when: String,
    /// The pet's id or number.
    #[arg(long)]
    pub pet: Option<String>,
    /// The service's name, id or number: it says what kind it is and how long it takes.
    #[arg(long)]
    pub service: Option<String>,
    /// routine, emergency, surgery, grooming, boarding, vaccination or other; the service's where none is given.
    #[arg(long, value_parser = kind)]
    pub kind: Option<AppointmentKind>,
    /// How long it takes.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_440))]
    pub minutes: Option<u32>,
    /// With whom, by name.
    #[arg(long, value_name = "NAME")]
    pub staff: Option<String>,
    /// Why they come.
    #[arg(long)]
    pub reason: Option<String>,
}

fn kind(text: &str) -> Result<AppointmentKind, String> {
    AppointmentKind::parse(text).ok_or_else(|| one_of(AppointmentKind::ALL.iter().map(|one| one.as_str())))
}
