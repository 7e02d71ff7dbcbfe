//! The documentation does what it says: every program on a page is compiled, and what a page says of it is looked at.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]

mod book;
mod catalogue;
mod crates;
mod markdown;
mod programs;
mod refusals;

use std::path::Path;

/// The workspace.
fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
