//! Computed from the records, never editing them.
