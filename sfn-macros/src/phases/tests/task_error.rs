//! `derive(TaskError)`.

use super::{check_parts, check_refusals, squeezed, tokens};

#[track_caller]
fn refused(source: &str, expected: &[u16]) {
    check_refusals(crate::phases::task_error(tokens(source)), expected);
}

#[track_caller]
fn expands(source: &str, parts: &[&str]) {
    check_parts(crate::phases::task_error(tokens(source)), parts);
}

#[test]
fn only_enums_without_parameters() {
    refused("struct E;", &[32]);
    refused("union E { a: u32 }", &[32]);
    refused("enum E<T> { A(T) }", &[33]);
}

#[test]
fn names() {
    refused("enum E { #[error(name = \"\")] A }", &[34]);
    refused("enum E { #[error(name = \"States.Timeout\")] A }", &[34]);
    refused("enum E { #[error(name = \"States.Mine\")] A }", &[34]);
    let longest = "n".repeat(256);
    expands(
        &format!("enum E {{ #[error(name = \"{longest}\")] A }}"),
        &[&format!("own: &[\"{longest}\"]")],
    );
    refused(
        &format!("enum E {{ #[error(name = \"{longest}n\")] A }}"),
        &[34],
    );
    refused(&format!("enum E {{ {longest}n }}"), &[34]);
}

#[test]
fn errors_of_aws() {
    expands(
        "enum E { #[error(states = \"States.Timeout\")] A }",
        &["own: &[\"States.Timeout\"]"],
    );
    expands(
        "enum E { #[error(states = \"States.Http.StatusCode.404\")] A }",
        &[],
    );
    for name in [
        "States.ALL",
        "States.TaskFailed",
        "States.Runtime",
        "States.QueryEvaluationError",
        "States.Mine",
        "Timeout",
        "",
    ] {
        refused(
            &format!("enum E {{ #[error(states = \"{name}\")] A }}"),
            &[35],
        );
    }
    refused(
        "enum E { #[error(states = \"States.Timeout\")] A(String) }",
        &[36],
    );
    refused(
        "enum E { #[error(states = \"States.Timeout\")] A { cause: String } }",
        &[36],
    );
}

#[test]
fn from_variants() {
    refused("enum E { #[from] A }", &[37]);
    refused("enum E { A(#[from] B, C) }", &[37]);
    refused("enum E { A { #[from] b: B } }", &[37]);
    refused("enum E { #[error(name = \"X\")] A(#[from] B) }", &[37]);
    let parts = [
        "inner: &[<B as ::sfn::__private::errors::TaskError>::NAMES]",
        "transparent: true",
        "impl ::core::convert::From<B> for E",
    ];
    expands("enum E { A(#[from] B) }", &parts);
    expands("enum E { #[from] A(B) }", &parts);
}

#[test]
fn a_payload_is_no_envelope() {
    refused(
        "enum E { A { #[serde(rename = \"errorType\")] a: u32 } }",
        &[38],
    );
    refused(
        "enum E { #[serde(rename_all = \"camelCase\")] A { error_type: u32 } }",
        &[38],
    );
    refused(
        "#[serde(rename_all_fields = \"camelCase\")] enum E { A { error_type: u32 } }",
        &[38],
    );
    expands(
        "enum E { A { error_type: u32 } }",
        &["Place::Member(\"error_type\")"],
    );
}

#[test]
fn attributes() {
    refused("enum E { #[error(title = \"x\")] A }", &[39]);
    refused("enum E { #[error] A }", &[39]);
    refused("enum E { #[error(name)] A }", &[39]);
    refused("enum E { #[error(name = 5)] A }", &[39]);
    refused("enum E { #[error(name = \"X\", name = \"Y\")] A }", &[39]);
    refused(
        "enum E { #[error(name = \"X\", states = \"States.Timeout\")] A }",
        &[39],
    );
}

#[test]
fn messages_of_thiserror_are_passed_over() {
    expands(
        "enum E { #[error(\"no {0}\")] A(u32), #[error(transparent)] B(u32) }",
        &["own: &[\"A\", \"B\"]"],
    );
}

#[test]
fn members_are_checked_as_those_of_a_shape() {
    refused(
        "enum E { A { #[serde(with = \"m\")] a: u32, #[serde(alias = \"c\")] b: u32 } }",
        &[23, 25],
    );
    refused(
        "#[serde(rename_all_fields(serialize = \"camelCase\"))] enum E { A { a: u32 } }",
        &[25],
    );
}

#[test]
fn what_serde_is_told_about_variants_does_not_matter() {
    expands(
        "#[serde(untagged, rename_all = \"lowercase\")] enum E { #[serde(rename = \"x\")] A }",
        &["own: &[\"A\"]"],
    );
}

#[test]
fn all_mistakes_at_once() {
    refused(
        "enum E<T> { #[error(name = \"\")] A, #[error(states = \"States.ALL\")] B, #[from] C, #[error(x)] D(T) }",
        &[33, 34, 35, 37, 39],
    );
}

#[test]
fn a_missed_heartbeat_is_a_timeout_unless_a_variant_claims_it() {
    let source = "enum E { #[error(states = \"States.Timeout\")] A }";
    expands(source, &["if failure.error == \"States.HeartbeatTimeout\""]);
    let source = "enum E { #[error(states = \"States.Timeout\")] A, #[error(states = \"States.HeartbeatTimeout\")] B }";
    let expansion = squeezed(&crate::phases::task_error(tokens(source)));
    assert!(!expansion.contains("iffailure.error"));
}

#[test]
fn an_enum_without_variants_is_an_error_that_does_not_happen() {
    expands("enum Never {}", &["match *self {}", "own: &[]"]);
}
