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

#[cfg(test)]
mod tests {
    use sfn_core::expr::Value;

    use super::*;

    #[track_caller]
    fn check(request: &str, expected: &str) {
        let request = Value::from_json(request).unwrap();
        let reply = run(request.as_object().unwrap()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(serde_json::to_string(&reply).unwrap(), expected);
    }

    #[test]
    fn diagnostics_are_those_of_the_rules() {
        check(
            r#"{"definition": "{}"}"#,
            r#"{"result":"FAIL","diagnostics":[{"severity":"ERROR","code":"SCHEMA_VALIDATION_FAILED","message":"These fields are required: [States, StartAt]","location":"/"}],"truncated":false}"#,
        );
    }

    #[test]
    fn warnings_are_told_where_they_are_asked_for_and_fail_nothing() {
        let definition = r#"{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":\"$.a\",\"End\":true}}}"#;
        check(
            &format!(r#"{{"definition": "{definition}"}}"#),
            r#"{"result":"OK","diagnostics":[],"truncated":false}"#,
        );
        check(
            &format!(r#"{{"definition": "{definition}", "severity": "WARNING"}}"#),
            r#"{"result":"OK","diagnostics":[{"severity":"WARNING","code":"PASS_RESULT_IS_STATIC","message":"The result of a Pass state is static: paths within it are texts","location":"/States/A/Result"}],"truncated":false}"#,
        );
    }

    #[test]
    fn more_diagnostics_than_wanted_are_cut_off() {
        let definition =
            r#"{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Next\":\"B\"}}}"#;
        check(
            &format!(r#"{{"definition": "{definition}", "maxResults": 1}}"#),
            r#"{"result":"FAIL","diagnostics":[{"severity":"ERROR","code":"MISSING_TRANSITION_TARGET","message":"Missing 'Next' target: B","location":"/States/A/Next"}],"truncated":true}"#,
        );
    }
}
