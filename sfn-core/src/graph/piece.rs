//! What types decide in a graph.

use super::{Literal, Operator};
use crate::errors::{ErrorInfo, ErrorNames};
use crate::shape::{Digits, FieldInfo, IsArray, VariantInfo};
use crate::task::{CallSpec, TaskSpec};

/// One decision of the compiler's, which the outline of a [`Graph`](super::Graph) names by its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Piece {
    /// A task's attribute.
    Task(TaskSpec),
    /// What one call of a task says besides.
    Call(CallSpec),
    /// The names of a catcher, or of a pattern.
    Errors(ErrorNames),
    /// A member.
    Field(FieldInfo),
    /// A variant of an enum.
    Variant(VariantInfo),
    /// A variant of an error.
    Error(ErrorInfo),
    /// An operator or function.
    Operator(Operator),
    /// A constant of the user's.
    Literal(Literal),
    /// Whether an element is an array.
    IsArray(IsArray),
    /// How many digits a member of an error may need.
    Digits(Digits),
}
