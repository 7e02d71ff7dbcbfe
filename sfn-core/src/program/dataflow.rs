//! How data goes through a state, in either query language.
//!
//! Each stage is one type with one variant per language, so that the kinds of states need not know which language
//! they are written in.

use std::sync::Arc;

use sfn_expr::Value;

use super::expression::Jsonata;
use super::template::Template;

/// How a state's raw input becomes what it works on.
#[derive(Debug)]
pub(crate) enum Entry {
    /// `Arguments`, or the input itself.
    Jsonata { arguments: Option<Template> },
    /// `InputPath`.
    JsonPath { input_path: Selection },
}

/// How a result becomes a state's output, and which variables are assigned on the way.
#[derive(Debug)]
pub(crate) enum Exit {
    /// `Output`, or the result itself; and `Assign`, which sees the same values.
    Jsonata {
        output: Option<Template>,
        assign: Vec<Assignment>,
    },
    /// `ResultPath`, then `OutputPath`.
    JsonPath {
        result_path: Selection,
        output_path: Selection,
    },
}

/// One variable of an `Assign`.
#[derive(Debug)]
pub(crate) struct Assignment {
    pub name: Arc<str>,
    /// Its slot in the block of the state.
    pub slot: u32,
    pub value: Template,
}

/// A variable's new value.
#[derive(Debug)]
pub(crate) struct Assigned {
    pub name: Arc<str>,
    pub slot: u32,
    pub value: Value,
}

/// The paths that need no evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    /// `$`
    Whole,
    /// `null`
    Nothing,
}

/// A field that is given, or computed when the state runs.
#[derive(Debug)]
pub(crate) enum Computed<T> {
    Literal(T),
    Jsonata(Box<Jsonata>),
}
