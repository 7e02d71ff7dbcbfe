//! Warnings: definitions that AWS accepts and that most likely do not mean what they say.
//!
//! AWS documents the three codes and not their words. A text *looks like a path* when it compiles as one and goes
//! beyond a lone `$`: prices like `$5` and words like `$name` are left alone.

use super::report::Findings;
use crate::expression::Dynamic;
use crate::finding::Code;
use crate::intrinsic::Intrinsic;
use crate::language::QueryLanguage;
use crate::path::Path;
use crate::state::{Comparison, Condition, DataTest, Operand, StateKind, WaitUntil};
use crate::survey::path_fields::{PathValue, path_fields};
use crate::survey::site::StateSite;
use crate::template::Template;

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    if site.language != QueryLanguage::JsonPath {
        return;
    }
    for field in path_fields(site) {
        if let PathValue::Template(template) = field.value {
            no_dollar(template, &field.location, findings);
        }
    }
    no_path(site, findings);
    pass_result_is_static(site, findings);
}

/// A member of a template is a literal unless its name ends in `.$`.
fn no_dollar(template: &Template, location: &str, findings: &mut Findings) {
    for (path, value) in template.leaves() {
        let Some((owner, key)) = path.rsplit_once('/') else {
            continue;
        };
        let Some(text) = value.as_str() else { continue };
        let is_literal_member = !key.ends_with(".$") && !key.ends_with(']');
        if is_literal_member && (looks_like_a_path(text) || Intrinsic::compile(text).is_ok()) {
            findings.report(
                Code::NoDollar,
                format!("{location}{owner}/{key}"),
                format!("The value of '{key}' looks like a JSONPath or an intrinsic function and is a text"),
                format!("name the member `{key}.$`, so that it is computed"),
            );
        }
    }
}

/// A field of two names takes a path under the one that ends in `Path` only.
fn no_path(site: &StateSite<'_, '_>, findings: &mut Findings) {
    let mut check = |field: String, text: &str| {
        if looks_like_a_path(text) {
            let name = field.rsplit('/').next().unwrap_or_default();
            findings.report(
                Code::NoPath,
                site.place(&field),
                format!("The value of '{name}' looks like a path and is a text"),
                format!("name the field `{name}Path`"),
            );
        }
    };
    match &site.state.kind {
        StateKind::Fail(fail) => {
            for (field, value) in [("Error", &fail.error), ("Cause", &fail.cause)] {
                if let Some(Dynamic::Literal(text)) = value {
                    check(field.to_owned(), text);
                }
            }
        }
        StateKind::Wait(wait) => {
            if let WaitUntil::Timestamp(Dynamic::Literal(text)) = &wait.until {
                check("Timestamp".to_owned(), text);
            }
        }
        StateKind::Choice(choice) => {
            for (position, rule) in choice.choices.iter().enumerate() {
                if let Condition::Test(test) = &rule.condition {
                    literals(test, format!("Choices[{position}]"), &mut check);
                }
            }
        }
        StateKind::Task(_)
        | StateKind::Pass(_)
        | StateKind::Succeed(_)
        | StateKind::Parallel(_)
        | StateKind::Map(_) => {}
    }
}

/// Visits the texts that a test compares with. It recurses as deep as tests nest, which the reader bounds.
fn literals(test: &DataTest, place: String, visit: &mut impl FnMut(String, &str)) {
    match test {
        DataTest::And(tests) | DataTest::Or(tests) => {
            let field = if matches!(test, DataTest::And(_)) {
                "And"
            } else {
                "Or"
            };
            for (position, nested) in tests.iter().enumerate() {
                literals(&nested.test, format!("{place}/{field}[{position}]"), visit);
            }
        }
        DataTest::Not(nested) => literals(&nested.test, format!("{place}/Not"), visit),
        DataTest::Compare { comparison, .. } => {
            if let Comparison::String(_, Operand::Literal(text)) = comparison {
                visit(format!("{place}/{}", comparison.operator()), text);
            }
        }
    }
}

/// A Pass state's `Result` is its result as it stands.
fn pass_result_is_static(site: &StateSite<'_, '_>, findings: &mut Findings) {
    let StateKind::Pass(pass) = &site.state.kind else {
        return;
    };
    let Some(result) = &pass.result else { return };
    let has_path = Template(result.clone())
        .leaves()
        .iter()
        .any(|(path, value)| path.ends_with(".$") || value.as_str().is_some_and(looks_like_a_path));
    if has_path {
        findings.report(
            Code::PassResultIsStatic,
            site.place("Result"),
            "The result of a Pass state is static: paths within it are texts",
            "write it as `Parameters`",
        );
    }
}

fn looks_like_a_path(text: &str) -> bool {
    let goes_on = ["$.", "$[", "$$."]
        .iter()
        .any(|start| text.starts_with(start));
    goes_on && Path::compile(text).is_ok()
}
