//! JSONata payload templates: JSON in which some strings are expressions.

use sfn_expr::{Str, Value};

use super::expression::Jsonata;

/// A template, split so that what is constant is never looked at again.
#[derive(Debug)]
pub(crate) enum Template {
    Constant(Value),
    Expression(Box<Jsonata>),
    Object(Vec<(Str, Template)>),
    Array(Vec<Template>),
}
