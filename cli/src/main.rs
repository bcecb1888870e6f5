//! Huella in the terminal: the same operations as in the window, for scripts and the clinic's task scheduler.
//!
//! Exit status: 0, 1 for a failure, 2 for a wrong call. Results on standard output, errors on standard error.

mod args;
mod commands;
mod given;
mod pace;
mod session;
mod shown;

use args::{Arguments, Command};
use clap::Parser as _;
use crm::sales::SaleKind;
use session::Session;
use shown::{Shown, Verdict};
use std::{
    io::{self, Write as _},
    process::ExitCode,
};

fn main() -> ExitCode {
    let Arguments { session, command } = Arguments::parse();
    let is_json = session.json;
    let session = Session::new(session);
    match run(&session, command) {
        Ok(shown) => match print(&shown, is_json) {
            Ok(()) => shown.verdict.into(),
            // Somebody who stops reading (`| head`) has read enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => shown.verdict.into(),
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            match is_json {
                true => eprintln!("{}", shown::error_json(&error)),
                false => eprintln!("{}", shown::error(session.lang(), &error)),
            }
            ExitCode::FAILURE
        }
    }
}

fn run(session: &Session, command: Command) -> crm::Result<Shown> {
    match command {
        Command::Clinic(command) => commands::clinic::run(session, command),
        Command::Sample(command) => commands::sample::run(session, command),
        Command::Transfer(command) => commands::transfer::run(session, command),
        Command::Owners(command) => commands::owners::run(session, command),
        Command::Views(command) => commands::views::run(session, command),
        Command::Drafts(command) => commands::drafts::run(session, command),
        Command::Today => commands::today::run(session),
        Command::Recents { limit } => commands::drafts::recents(session, limit),
        Command::Pets(command) => commands::pets::run(session, command),
        Command::Vaccinations(command) => commands::vaccinations::run(session, command),
        Command::Invoices(command) => commands::sales::run(session, SaleKind::Invoice, command),
        Command::Orders(command) => commands::sales::run(session, SaleKind::Order, command),
        Command::Products(command) => commands::products::run(session, command),
        Command::Services(command) => commands::services::run(session, command),
        Command::Loyalty(command) => commands::loyalty::run(session, command),
        Command::Feedback(command) => commands::feedback::run(session, command),
        Command::Metrics(command) => commands::metrics::run(session, command),
        Command::Insights(arguments) => commands::insights::run(session, &arguments),
        Command::Model(command) => commands::model::run(session, command),
        Command::Segments(command) => commands::segments::run(session, command),
        Command::Papers(command) => commands::papers::run(session, command),
        Command::Reports(command) => commands::reports::run(session, command),
        Command::Check => commands::check::run(session),
        Command::Notes(command) => commands::notes::run(session, command),
        Command::Tags(command) => commands::tags::run(session, command),
        Command::Interactions(command) => commands::interactions::run(session, command),
        Command::Appointments(command) => commands::appointments::run(session, command),
        Command::Consents(command) => commands::consents::run(session, command),
        Command::FollowUps(command) => commands::follow_ups::run(session, &command),
        Command::Undo { change } => commands::undo::undo(session, change),
        Command::Redo => commands::undo::redo(session),
        Command::History(command) => commands::history::run(session, command),
    }
}

fn print(shown: &Shown, is_json: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if is_json {
        serde_json::to_writer_pretty(&mut out, &shown.json)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{}", shown.text.trim_end())?;
    }
    out.flush()
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Good => Self::SUCCESS,
            Verdict::Bad => Self::FAILURE,
        }
    }
}
