//! Rules on paths and payload templates: they compile, and are of the kind that their field needs.

use super::report::Findings;
use crate::finding::Code;
use crate::language::QueryLanguage;
use crate::path::{Path, PathSyntaxError, ReferencePath, Root};
use crate::payload::{PathOrIntrinsic, PayloadTemplate, TemplateError};
use crate::survey::path_fields::{PathValue, path_fields};
use crate::survey::site::StateSite;
use crate::template::Template;

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    if site.language != QueryLanguage::JsonPath {
        return;
    }
    for field in path_fields(site) {
        let location = field.location.as_str();
        match field.value {
            PathValue::Path(text) => path(text, location, findings),
            PathValue::Reference(text) => reference(text, location, findings),
            PathValue::Result(text) => result(text, location, findings),
            PathValue::PathOrIntrinsic(text) => path_or_intrinsic(text, location, findings),
            PathValue::Template(value) => template(value, location, findings),
        }
    }
}

/// The words are measured.
fn path(text: &str, location: &str, findings: &mut Findings) {
    if let Err(error) = Path::compile(text) {
        report(
            location,
            "Value must be a valid JSONPath.",
            help(&error),
            findings,
        );
    }
}

/// A field of one value, or a comparison, needs a path that leads to one (spec, "Reference Paths"; the words are
/// measured).
fn reference(text: &str, location: &str, findings: &mut Findings) {
    // An empty one is missing, which the reader has reported.
    if text.is_empty() {
        return;
    }
    if !text.starts_with('$') {
        let message = "Value is not a Reference Path: Reference path didn't start with '$'";
        report(
            location,
            message,
            format!("write `$.{text}`, if that is meant"),
            findings,
        );
    } else if let Err(error) = ReferencePath::compile(text) {
        report(
            location,
            "Value is not a Reference Path",
            help(&error),
            findings,
        );
    }
}

/// A result can go into the state's input, and nowhere else (spec, "ResultPath"; the words are measured for paths
/// to several places).
fn result(text: &str, location: &str, findings: &mut Findings) {
    match ReferencePath::compile(text) {
        Ok(path) if *path.root() == Root::Document => {}
        Ok(_) => {
            let help = "start it with `$.`: neither the context nor a variable takes a result";
            report(location, "Value is not a Reference Path", help, findings);
        }
        Err(_) => reference(text, location, findings),
    }
}

fn path_or_intrinsic(text: &str, location: &str, findings: &mut Findings) {
    if let Err(error) = PathOrIntrinsic::compile(text) {
        let (owner, field) = location.rsplit_once('/').unwrap_or_default();
        not_computable(field, owner, &error, findings);
    }
}

fn template(template: &Template, location: &str, findings: &mut Findings) {
    for error in PayloadTemplate::compile_all(&template.0).1 {
        let place = match &error {
            TemplateError::TooDeep => {
                findings.report(
                    Code::TooDeeplyNested,
                    location,
                    "The template is nested too deeply",
                    "nest it less deeply",
                );
                continue;
            }
            TemplateError::Path { place, .. }
            | TemplateError::Intrinsic { place, .. }
            | TemplateError::NoText { place }
            | TemplateError::DuplicateName { place } => format!("{location}{place}"),
        };
        let (owner, field) = place.rsplit_once('/').unwrap_or_default();
        match &error {
            TemplateError::DuplicateName { .. } => {
                // The words are not known.
                let message = format!("Duplicate field '{}'", field.trim_end_matches(".$"));
                report(
                    owner,
                    &message,
                    "keep the member that is computed or the one that is not",
                    findings,
                );
            }
            _ => not_computable(field, owner, &error, findings),
        }
    }
}

/// Recorded from AWS, at the object that has the field.
fn not_computable(field: &str, owner: &str, error: &TemplateError, findings: &mut Findings) {
    let message = format!(
        "The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call"
    );
    let help = match std::error::Error::source(error) {
        Some(source) => source.to_string(),
        None => "write a path, or a call of an intrinsic function, between quotes".to_owned(),
    };
    report(owner, &message, help, findings);
}

fn help(error: &PathSyntaxError) -> String {
    error.to_string()
}

fn report(location: &str, message: &str, help: impl Into<String>, findings: &mut Findings) {
    findings.report(Code::SchemaValidationFailed, location, message, help);
}
