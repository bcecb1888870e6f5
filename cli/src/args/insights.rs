//! Of lists of owners.

use clap::Args;
use crm::insights::InsightKind;

/// A list, and how much of it.
#[derive(Debug, Args)]
pub struct InsightsArguments {
    /// call_list, top_customers, at_risk, new_customers, lapsed, high_value, follow_ups_due, birthdays, vaccinations_due,
    /// overdue_purchases, unhappy or duplicates.
    #[arg(value_parser = insight)]
    pub list: InsightsList,
    /// How many at most.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=500))]
    pub limit: u32,
}

/// Which list.
#[derive(Debug, Clone, Copy)]
pub enum InsightsList {
    /// Of owners, each with a reason and something to do.
    Owners(InsightKind),
    /// Of pairs of owners who are perhaps one.
    Duplicates,
}

const DUPLICATES: &str = "duplicates";

fn insight(text: &str) -> Result<InsightsList, String> {
    if text == DUPLICATES {
        return Ok(InsightsList::Duplicates);
    }
    let names = || InsightKind::ALL.iter().map(|kind| kind.as_str()).chain([DUPLICATES]).collect::<Vec<_>>();
    InsightKind::parse(text)
        .map(InsightsList::Owners)
        .ok_or_else(|| format!("none of {}", names().join(", ")))
}
