//! Which rows stand behind a figure: a typed criterion that travels with the figure to the screen and back.

use crate::{
    analysis::reports::report::Period,
    values::{Lifecycle, OwnerId, ProductId, ServiceId, StaffId, Tier, text_enum},
};
use serde::{Deserialize, Serialize};

/// The rows of some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase")]
pub struct Rows {
    /// The days; what stands is as of the last.
    pub period: Period,
    /// Which rows.
    pub of: RowsOf,
}

/// Which rows. A list in a criterion means "one of these", `null` in it "none is on record"; without a list, any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "kind")]
pub enum RowsOf {
    /// Sales, each with the part of it that the figure counts.
    Sales {
        /// Which.
        sales: SalesOf,
    },
    /// The owners who bought.
    Buyers {
        /// What.
        sales: SalesOf,
    },
    /// Invoices and orders of the days that are not paid on the last.
    Unpaid {
        /// How long they have been due: 0 not yet, 1 up to 30 days, 2 up to 90, 3 longer.
        age: Option<u8>,
    },
    /// Appointments.
    Appointments {
        /// Which.
        appointments: AppointmentsOf,
    },
    /// Products.
    Products {
        /// Sold in the days, or on offer and not sold.
        state: ProductState,
        /// Of these categories.
        categories: Option<Vec<Option<String>>>,
    },
    /// Owners as they stood on the last day.
    Owners {
        /// Who.
        who: OwnersOf,
        /// Only those whose first visit lies in the days.
        is_new: bool,
    },
    /// Owners by whether they come back.
    Stays {
        /// Who.
        part: StayPart,
    },
    /// Owners whose first visit lies in the days.
    Cohort {
        /// Only those who came again in these.
        again: Option<Period>,
    },
    /// Interactions.
    Interactions {
        /// By these channels.
        channels: Option<Vec<String>>,
        /// Handled by these.
        staff: Option<Vec<Option<StaffId>>>,
    },
    /// Messages that went out.
    Messages {
        /// By these channels.
        channels: Option<Vec<String>>,
        /// Only those that were answered.
        is_answered: bool,
    },
    /// Follow-ups that fell due.
    FollowUps {
        /// How they stand.
        state: Option<FollowUpState>,
    },
    /// What owners said.
    Feedback {
        /// With these ratings.
        ratings: Option<Vec<u8>>,
    },
    /// Owners at risk today, by what is at stake.
    AtStake,
    /// Owners with points, and how many.
    Points,
}

/// Which sales.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct SalesOf {
    /// Where the owner came from, empty where that is not known; `null` for a sale without an owner.
    pub sources: Option<Vec<Option<String>>>,
    /// How they were paid.
    pub methods: Option<Vec<String>>,
    /// What was sold.
    pub things: Option<Things>,
    /// Which part of them.
    pub part: SalePart,
}

/// What was sold; a list without an entry means all of its kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "kind")]
pub enum Things {
    /// Services by name.
    Services {
        /// Their names.
        names: Vec<Option<String>>,
    },
    /// Products by category.
    Categories {
        /// Their names.
        names: Vec<Option<String>>,
    },
    /// Products.
    Products {
        /// Which.
        ids: Vec<ProductId>,
    },
    /// What is on record as neither.
    Unknown,
}

text_enum! {
    /// Which part of sales.
    #[derive(Default)]
    SalePart {
        /// All.
        #[default]
        All = "all",
        /// Those of which something was given back.
        Refunded = "refunded",
        /// Those of which something is left: purchases.
        Purchases = "purchases",
    }
}

/// Which appointments.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "camelCase", default)]
pub struct AppointmentsOf {
    /// How they ended.
    pub statuses: Option<Vec<AppointmentEnd>>,
    /// Of these kinds.
    pub kinds: Option<Vec<String>>,
    /// With these.
    pub staff: Option<Vec<Option<StaffId>>>,
    /// For these.
    pub services: Option<Vec<Option<ServiceId>>>,
    /// On this weekday, 0 for Monday.
    pub weekday: Option<u32>,
    /// Beginning in this hour.
    pub hour: Option<u32>,
}

text_enum! {
    /// How an appointment ended.
    AppointmentEnd {
        /// It took place.
        Completed = "completed",
        /// It was called off.
        Cancelled = "cancelled",
        /// Nobody came.
        NoShow = "no_show",
        /// It is planned, or was never closed.
        Open = "open",
    }
}

text_enum! {
    /// How products did.
    ProductState {
        /// Something was sold.
        Sold = "sold",
        /// On offer, and nothing was sold.
        Idle = "idle",
    }
}

text_enum! {
    /// How a follow-up stands.
    FollowUpState {
        /// Done.
        Kept = "kept",
        /// Still owed.
        Owed = "owed",
    }
}

/// Which owners.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase", tag = "kind")]
pub enum OwnersOf {
    /// All who count.
    Known,
    /// With a visit or purchase in the 12 months to the last day.
    Active,
    /// With a visit or purchase in the days.
    Seen,
    /// With a purchase in the 12 months to the last day.
    Buying,
    /// In one of these stages.
    Stages {
        /// Which.
        stages: Vec<Lifecycle>,
    },
    /// Of this tier.
    Tier {
        /// Which.
        tier: Tier,
    },
    /// In this band of value.
    Band {
        /// Its number.
        band: u8,
    },
    /// From this source; empty where that is not known.
    Source {
        /// Which.
        name: String,
    },
    /// Who prefer this language.
    Language {
        /// Which.
        name: String,
    },
    /// Whom somebody brought.
    Referred {
        /// These; anybody where none is named.
        by: Option<Vec<OwnerId>>,
    },
    /// This one.
    One {
        /// Who.
        id: OwnerId,
    },
}

text_enum! {
    /// Owners by whether they come back.
    StayPart {
        /// With a visit in the 12 months before.
        Base = "base",
        /// Of those, with one in the days.
        Returned = "returned",
        /// Of those, without one in the days.
        Missing = "missing",
        /// With a visit in the days.
        Seen = "seen",
        /// With their first.
        Fresh = "fresh",
        /// With one after they had left.
        Reactivated = "reactivated",
        /// Who left in the days.
        Lapsed = "lapsed",
        /// Who had not left on the last day.
        Active = "active",
    }
}

impl SalesOf {
    /// Whether a value is one of those asked for.
    pub(super) fn any_of<T: PartialEq>(wanted: Option<&Vec<T>>, value: &T) -> bool {
        wanted.is_none_or(|wanted| wanted.contains(value))
    }

    /// Sales of these things.
    pub(in crate::analysis) fn things(things: Things) -> Self {
        Self { things: Some(things), ..Self::default() }
    }

    /// The rows of one part of them.
    pub(in crate::analysis) fn rows(&self, part: SalePart) -> RowsOf {
        RowsOf::Sales { sales: Self { part, ..self.clone() } }
    }
}

impl AppointmentsOf {
    /// The rows of these.
    pub(in crate::analysis) fn rows(&self) -> RowsOf {
        RowsOf::Appointments { appointments: self.clone() }
    }

    /// The rows of those that ended so.
    pub(in crate::analysis) fn ended(&self, end: AppointmentEnd) -> RowsOf {
        RowsOf::Appointments { appointments: Self { statuses: Some(vec![end]), ..self.clone() } }
    }
}

impl RowsOf {
    /// These rows in some days.
    pub(in crate::analysis) const fn within(self, period: Period) -> Rows {
        Rows { period, of: self }
    }
}
