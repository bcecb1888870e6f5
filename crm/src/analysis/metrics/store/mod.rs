//! What the figures read and keep.

mod clinic;
mod facts;
mod kept;

pub(super) use clinic::{
    counted_owners, each_external_id, follow_ups_due, interactions_by_channel, interactions_by_day,
    interactions_by_staff, items, responses, retention, top_customers, top_referrers,
};
pub(super) use facts::{each_owner, of_owner};
pub(super) use kept::{
    State, each_kept, gaps, kept_of, owner_count, put, recount_gaps, set_gaps, set_state, stale_owners, state,
};
