//! The types of JSON values, as findings name them.

/// A type that a field's value must have.
#[derive(Clone, Copy)]
pub(crate) enum JsonType {
    String,
    Boolean,
    Integer,
    Number,
    Array,
    Object,
}

impl JsonType {
    /// The type as AWS's validator names it: `Integer` and `[STRING]` were measured, the others are named by analogy.
    pub(crate) fn in_aws_words(self) -> &'static str {
        match self {
            Self::String => "[STRING]",
            Self::Boolean => "[BOOLEAN]",
            Self::Integer => "Integer",
            Self::Number => "[NUMBER]",
            Self::Array => "[ARRAY]",
            Self::Object => "[OBJECT]",
        }
    }

    pub(crate) fn in_plain_words(self) -> &'static str {
        match self {
            Self::String => "a string",
            Self::Boolean => "`true` or `false`",
            Self::Integer => "a number without fraction",
            Self::Number => "a number",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}
