//! Tokens to model. Parsing knows no rules: what it cannot name becomes a `Refused` node, which `check` reports.

mod body;
mod call;
mod condition;
pub mod duration;
mod expression;
mod format;
pub mod krate;
pub mod literal;
mod machine;
mod mark;
mod method;
mod pattern;
mod scope;
pub mod serde_attributes;
pub mod shape;
mod source;
mod target;
pub mod task;
pub mod task_error;

pub use machine::machine;
pub use method::is_iterator;
pub use pattern::{constructed, is_variant, named as variant_or_struct};
pub use source::text;
