//! How data goes through a state, in either query language.
//!
//! Each stage is one type with one variant per language, so that the kinds of states need not know which language
//! they are written in.

use std::sync::Arc;

use sfn_asl::{Path, PathOrIntrinsic, PayloadTemplate, ReferencePath};
use sfn_expr::Value;

use super::expression::Jsonata;
use super::template::Template;

/// How a state's raw input becomes what it works on.
#[derive(Debug)]
pub(crate) enum Entry {
    /// `Arguments`, or the input itself.
    Jsonata { arguments: Option<Template> },
    /// `InputPath`, then `Parameters`.
    JsonPath {
        input_path: Selection,
        parameters: Option<PayloadTemplate>,
    },
}

/// How a result becomes a state's output, and which variables are assigned on the way.
#[derive(Debug)]
pub(crate) enum Exit {
    /// `Output`, or the result itself; and `Assign`, which sees the same values.
    Jsonata {
        output: Option<Template>,
        assign: Vec<Assignment>,
    },
    /// See [`JsonPathExit`].
    JsonPath(Box<JsonPathExit>),
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

/// The stages behind a JSONPath state's work, in their order.
#[derive(Debug)]
pub(crate) struct JsonPathExit {
    pub result_selector: Option<PayloadTemplate>,
    pub result_path: Placement,
    pub output_path: Selection,
    /// `Assign`, and the slots of its names.
    pub assign: Option<PayloadTemplate>,
    pub slots: Vec<(Arc<str>, u32)>,
}

/// What `InputPath` and `OutputPath` select.
#[derive(Debug)]
pub(crate) enum Selection {
    /// `$`
    Whole,
    /// `null`: an empty object.
    Nothing,
    Path(Path),
}

/// Where `ResultPath` puts the result.
#[derive(Debug)]
pub(crate) enum Placement {
    /// `$`: in the place of the raw input.
    Whole,
    /// `null`: nowhere.
    Nothing,
    At(ReferencePath),
}

/// A field that is given, or computed when the state runs.
#[derive(Debug)]
pub(crate) enum Computed<T> {
    Literal(T),
    Jsonata(Box<Jsonata>),
    Path(Box<Lookup>),
}

/// The value of a `…Path` field.
#[derive(Debug)]
pub(crate) struct Lookup {
    pub value: PathOrIntrinsic,
    /// The field, as causes name it.
    pub field: Arc<str>,
}
