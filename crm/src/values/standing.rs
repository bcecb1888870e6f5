//! How an owner stands with the clinic: the words of the figures, used by records and lists before them.

use super::text_enum;

text_enum! {
    /// The commercial tier, computed or set by hand.
    Tier {
        /// Fewer than two visits.
        New = "new",
        /// Comes back.
        Regular = "regular",
        /// Comes often and spends well.
        Vip = "vip",
        /// A breeder, a rescue, a company: only by hand or from an import.
        Professional = "professional",
    }
}

text_enum! {
    /// The stage of an owner's life with the clinic.
    Lifecycle {
        /// No completed visit yet.
        Lead = "lead",
        /// Exactly one visit.
        FirstVisit = "first_visit",
        /// Comes.
        Active = "active",
        /// Comes often and spends well.
        Vip = "vip",
        /// Has not come for a while.
        AtRisk = "at_risk",
        /// Has not come for long.
        Churned = "churned",
        /// Deactivated, or no pet of theirs lives or is still here.
        Closed = "closed",
    }
}

text_enum! {
    /// The bare rule of days since the last visit.
    ChurnRisk {
        /// No visit yet.
        None = "none",
        /// Came lately.
        Low = "low",
        /// Has not come for a while.
        Medium = "medium",
        /// Has not come for long.
        High = "high",
    }
}
