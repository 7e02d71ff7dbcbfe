//! The wire: what requests and replies look like, and how AWS words what is wrong with them.
//!
//! Nothing here knows what an operation does.

pub(crate) mod constraint;
mod error;
pub(crate) mod history;
pub(crate) mod input;
pub(crate) mod page;
mod request;
mod spaced;
mod time;

pub use error::{ApiError, ErrorCode};
pub(crate) use request::{Fields, read};
pub(crate) use spaced::spaced;
pub(crate) use time::Epoch;
