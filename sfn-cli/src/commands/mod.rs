//! The commands, one file each: its options, and what it does.
//!
//! A command gives an [`Exit`](crate::Exit) when it has done its work, and an error when it could not.

pub(crate) mod emit;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod graph;
pub(crate) mod lint;
pub(crate) mod list;
pub(crate) mod run;
#[cfg(feature = "serve")]
pub(crate) mod serve;
