//! Placeholder while the skeleton grows.
