//! Rules of the code base itself.

mod layers;
mod permissions;
mod schema;
