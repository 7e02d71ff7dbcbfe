//! What is wrong with a mocked answer, in AWS's words.

use std::fmt;

/// A field of a mocked answer that breaks its service's schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    field: String,
    rule: Rule,
}

/// What a field breaks. The words for an object, a boolean, a length too great and a value too small were not recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    Text,
    Number,
    Boolean,
    Array,
    Object,
    Word,
    Required,
    MinimumLength,
    MaximumLength,
    MinimumValue,
    MaximumValue,
}

impl Fault {
    pub fn new(field: &str, rule: Rule) -> Self {
        Self {
            field: field.to_owned(),
            rule,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { field, rule } = self;
        let what = match rule {
            Rule::Required => return write!(f, "Required field '{field}' is missing"),
            Rule::Text => "must be a string",
            Rule::Number => "must be a number",
            Rule::Boolean => "must be a boolean",
            Rule::Array => "must be an array",
            Rule::Object => "must be an object",
            Rule::Word => "is not an expected value",
            Rule::MinimumLength => "is smaller than the minimum length",
            Rule::MaximumLength => "exceeds the maximum length",
            Rule::MinimumValue => "is smaller than the minimum value",
            Rule::MaximumValue => "exceeds the maximum value",
        };
        write!(f, "Field '{field}' {what}")
    }
}
