//! What the figures read and keep.

mod facts;
mod kept;

pub(super) use facts::{each_owner, of_owner};
pub(super) use kept::{
    State, each_kept, gaps, kept_of, owner_count, put, recount_gaps, set_gaps, set_state, stale_owners, state,
};
