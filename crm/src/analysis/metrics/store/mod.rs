//! What the figures read and keep.

mod clinic;
mod facts;
mod gaps;
mod kept;

pub(super) use clinic::{
    counted_owners, each_external_id, follow_ups_due, interactions_by_channel, interactions_by_day,
    interactions_by_staff, items, responses, retention, top_customers, top_referrers,
};
pub(super) use facts::{each_owner, of_owner};
pub(super) use gaps::{change_gaps, gaps, recount_gaps, set_gaps};
pub(super) use kept::{State, each_kept, kept_of, owner_count, put, set_state, stale_owners, state};
