//! Of lists of owners.

use clap::Args;
use crm::insights::InsightKind;

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

fn insight(text: &str) -> Result<InsightKind, String> {
    let names = || InsightKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
    InsightKind::parse(text).ok_or_else(|| format!("none of {}", names()))
}
