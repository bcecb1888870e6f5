//! What the figures read and keep.

mod churn;
mod clinic;
mod facts;
mod gaps;
mod habits;
mod kept;

pub(super) use churn::{each_outlook_of, each_outlook_of_stage, offer_churn_score};
pub(super) use clinic::{
    counted_owners, each_external_id, follow_ups_due, items, kept_top_customers, responses, responses_of,
    retained, retention, staff_names, talks, top_customers, top_referrers,
};
pub(super) use facts::{
    Span, each_owner, each_owner_buying, each_owner_coming, each_owner_standing, each_owner_standing_of,
    halves, of_owner, only_described,
};
pub(super) use gaps::{change_gaps, gaps, recount_gaps, set_gaps};
pub(super) use habits::{HandTier, hand_tiers};
pub(super) use kept::{
    State, each_kept, each_kept_of_stage, kept_of, owner_count, put, set_state, stale_owners, state,
};

/// The tables of what the figures keep.
pub(super) const TABLES: &[&str] = &["owner_figures", "figures_state", "figure_gaps"];
