//! Which variables a state reads, and where.

use std::collections::BTreeSet;

use sfn_expr::{Dialect, Expression};

use super::expressions::{Text, candidates};
use super::path_fields::{PathValue, path_fields};
use super::site::StateSite;
use crate::expression::Jsonata;
use crate::language::QueryLanguage;
use crate::path::{Path, Root};
use crate::payload::{PathOrIntrinsic, PayloadTemplate};

/// The variables that one field reads.
pub(crate) struct Reads {
    pub(crate) location: String,
    pub(crate) variables: BTreeSet<String>,
}

/// The variables that the state itself reads, field by field. What does not compile reads nothing.
pub(crate) fn reads(site: &StateSite<'_, '_>) -> Vec<Reads> {
    let fields: Vec<Reads> = match site.language {
        QueryLanguage::Jsonata => candidates(site)
            .into_iter()
            .map(|candidate| Reads {
                variables: in_text(&candidate.text),
                location: candidate.location,
            })
            .collect(),
        QueryLanguage::JsonPath => path_fields(site)
            .into_iter()
            .map(|field| Reads {
                variables: in_paths(field.value),
                location: field.location,
            })
            .collect(),
    };
    fields
        .into_iter()
        .filter(|reads| !reads.variables.is_empty())
        .collect()
}

fn in_text(text: &Text<'_>) -> BTreeSet<String> {
    let compile =
        |expression: &Jsonata| Expression::compile(expression.source(), Dialect::Aws).ok();
    let compiled = match text {
        Text::Jsonata(expression) => compile(expression),
        Text::Raw(text) => {
            Jsonata::from_delimited(text).and_then(|expression| compile(&expression))
        }
    };
    let Some(compiled) = compiled else {
        return BTreeSet::new();
    };
    let variables = compiled.variables().iter().map(|name| name.to_string());
    variables.filter(|name| name != "states").collect()
}

fn in_paths(value: PathValue<'_>) -> BTreeSet<String> {
    match value {
        PathValue::Path(text) | PathValue::Reference(text) => Path::compile(text)
            .map(|path| variables(&[&path]))
            .unwrap_or_default(),
        PathValue::Result(_) => BTreeSet::new(),
        PathValue::PathOrIntrinsic(text) => PathOrIntrinsic::compile(text)
            .map(|value| variables(&value.paths()))
            .unwrap_or_default(),
        PathValue::Template(template) => {
            variables(&PayloadTemplate::compile_all(&template.0).0.paths())
        }
    }
}

fn variables(paths: &[&Path]) -> BTreeSet<String> {
    let roots = paths.iter().flat_map(|path| path.roots());
    let names = roots.filter_map(|root| match root {
        Root::Variable(name) => Some(name.to_string()),
        Root::Document | Root::Context | Root::Current => None,
    });
    names.collect()
}
