//! The names by which a reader asks for fields.

use crate::language::QueryLanguage;

/// A field of an object, and in which query language the object may have it.
#[derive(Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    /// `None` for both.
    pub(crate) language: Option<QueryLanguage>,
}

impl Field {
    /// A field that only JSONPath states have.
    pub(crate) fn json_path(name: &'static str) -> Self {
        Self {
            name,
            language: Some(QueryLanguage::JsonPath),
        }
    }

    /// A field that only JSONata states have.
    pub(crate) fn jsonata(name: &'static str) -> Self {
        Self {
            name,
            language: Some(QueryLanguage::Jsonata),
        }
    }
}

impl From<&'static str> for Field {
    fn from(name: &'static str) -> Self {
        Self {
            name,
            language: None,
        }
    }
}
