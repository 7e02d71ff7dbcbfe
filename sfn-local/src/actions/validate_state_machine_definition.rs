//! `ValidateStateMachineDefinition`.

use serde::Serialize;
use sfn_core::asl::{Definition, Finding, Severity};
use sfn_core::expr::Object;

use super::state_machine_settings as settings;
use crate::protocol::{ApiError, constraint, read};

/// How many diagnostics are answered where the request names no number, or 0 (API reference).
const DEFAULT_RESULTS: usize = 100;

#[derive(Serialize)]
pub(super) struct Reply {
    result: &'static str,
    diagnostics: Vec<Diagnostic>,
    truncated: bool,
}

#[derive(Serialize)]
struct Diagnostic {
    severity: &'static str,
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
}

pub(super) fn run(body: &Object) -> Result<Reply, ApiError> {
    let (definition, execution_type, with_warnings, limit) = read(body, |fields| {
        let definition = fields.required_text("definition", constraint::DEFINITION);
        let execution_type = settings::execution_type(fields);
        let severity = fields.word("severity", &["ERROR", "WARNING"]);
        let limit = fields.integer("maxResults", 0..=100);
        (
            definition.to_owned(),
            execution_type,
            severity == Some("WARNING"),
            limit.and_then(|limit| usize::try_from(limit).ok()),
        )
    })?;
    let (_, findings) = Definition::parse_as(&definition, execution_type);
    let has_errors = findings
        .iter()
        .any(|finding| finding.severity == Severity::Error);
    let told = findings
        .into_iter()
        .filter(|finding| with_warnings || finding.severity == Severity::Error);
    let mut diagnostics: Vec<Diagnostic> = told.map(diagnostic).collect();
    let limit = limit.filter(|limit| *limit > 0).unwrap_or(DEFAULT_RESULTS);
    let truncated = diagnostics.len() > limit;
    diagnostics.truncate(limit);
    Ok(Reply {
        result: if has_errors { "FAIL" } else { "OK" },
        diagnostics,
        truncated,
    })
}

fn diagnostic(finding: Finding) -> Diagnostic {
    Diagnostic {
        severity: finding.severity.as_str(),
        code: finding.code.as_str(),
        message: finding.message,
        location: finding.location,
    }
}
