//! Rules on literal moments: they are RFC 3339 as the States Language narrows it.

use super::report::Findings;
use crate::expression::Dynamic;
use crate::finding::Code;
use crate::state::{Comparison, DataTest, NestedTest, Operand, StateKind, WaitUntil};
use crate::survey::site::StateSite;
use crate::timestamp::Timestamp;

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    match &site.state.kind {
        StateKind::Wait(wait) => {
            if let WaitUntil::Timestamp(Dynamic::Literal(text)) = &wait.until {
                timestamp(text, || site.place("Timestamp"), findings);
            }
        }
        StateKind::Choice(choice) => {
            for (position, rule) in choice.choices.iter().enumerate() {
                if let crate::state::Condition::Test(test) = &rule.condition {
                    data_test(test, &site.place(&format!("Choices[{position}]")), findings);
                }
            }
        }
        _ => {}
    }
}

fn data_test(test: &DataTest, location: &str, findings: &mut Findings) {
    let mut nested = |tests: &[NestedTest], field: &str| {
        for (position, nested) in tests.iter().enumerate() {
            data_test(
                &nested.test,
                &format!("{location}/{field}[{position}]"),
                findings,
            );
        }
    };
    match test {
        DataTest::And(tests) => nested(tests, "And"),
        DataTest::Or(tests) => nested(tests, "Or"),
        DataTest::Not(test) => data_test(&test.test, &format!("{location}/Not"), findings),
        DataTest::Compare { comparison, .. } => {
            if let Comparison::Timestamp(_, Operand::Literal(text)) = comparison {
                timestamp(
                    text,
                    || format!("{location}/{}", comparison.operator()),
                    findings,
                );
            }
        }
    }
}

/// Recorded from AWS for a Wait; for comparisons by analogy.
fn timestamp(text: &str, location: impl Fn() -> String, findings: &mut Findings) {
    if Timestamp::parse(text).is_none() {
        findings.report(
            Code::SchemaValidationFailed,
            location(),
            "String does not match RFC3339 timestamp",
            "write a moment like `2026-01-31T12:00:00Z`: an upper-case `T`, and `Z` or an offset",
        );
    }
}
