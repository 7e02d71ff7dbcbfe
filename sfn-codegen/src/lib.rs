//! What leaves a workflow program: ASL JSON and diagrams.
//!
//! A generator turns a definition into text or an [`Artifact`]; [`directory`] takes artifacts to disk or tells which
//! committed ones are stale. Nothing here decides what a workflow means: that is the definition's.

mod artifact;
pub mod asl;
mod build_script;
mod condition;
pub mod directory;
mod error;
pub mod mermaid;

pub use artifact::Artifact;
pub use build_script::BuildScript;
pub use error::DirectoryError;
