//! Conditions of Choice states as one line for people: what diagrams write on an edge.
//!
//! It is no language: nothing reads it back.

use std::fmt::Display;

use sfn_core::asl::{Comparison, Condition, DataTest, NestedTest, Operand, Order, TypeTest};

/// A condition in one line.
pub(crate) fn text(condition: &Condition) -> String {
    match condition {
        Condition::Literal(literal) => literal.to_string(),
        Condition::Jsonata(expression) => expression.source().trim().to_owned(),
        Condition::Test(test) => of_test(test),
    }
}

fn of_test(test: &DataTest) -> String {
    match test {
        DataTest::Compare {
            variable,
            comparison,
        } => of_comparison(variable.as_str(), comparison),
        DataTest::And(tests) => joined(tests, " and "),
        DataTest::Or(tests) => joined(tests, " or "),
        DataTest::Not(test) => format!("not ({})", of_test(&test.test)),
    }
}

fn joined(tests: &[NestedTest], word: &str) -> String {
    let part = |nested: &NestedTest| match &nested.test {
        test @ (DataTest::And(_) | DataTest::Or(_)) => format!("({})", of_test(test)),
        test @ (DataTest::Compare { .. } | DataTest::Not(_)) => of_test(test),
    };
    tests.iter().map(part).collect::<Vec<_>>().join(word)
}

fn of_comparison(variable: &str, comparison: &Comparison) -> String {
    match comparison {
        Comparison::String(order, operand) => {
            format!("{variable} {} {}", sign(*order), quoted(operand))
        }
        Comparison::Timestamp(order, operand) => {
            format!("{variable} {} {}", sign(*order), plain(operand))
        }
        Comparison::Numeric(order, Operand::Literal(number)) => {
            format!("{variable} {} {}", sign(*order), number.as_f64())
        }
        Comparison::Numeric(order, Operand::Path(path)) => {
            format!("{variable} {} {path}", sign(*order))
        }
        Comparison::BooleanEquals(operand) => format!("{variable} = {}", plain(operand)),
        Comparison::StringMatches(pattern) => format!("{variable} matches \"{pattern}\""),
        Comparison::Is(test, wanted) => {
            let verb = if *wanted { "is" } else { "is not" };
            format!("{variable} {verb} {}", noun(*test))
        }
    }
}

fn quoted(operand: &Operand<String>) -> String {
    match operand {
        Operand::Literal(text) => format!("\"{text}\""),
        Operand::Path(path) => path.to_string(),
    }
}

fn plain(operand: &Operand<impl Display>) -> String {
    match operand {
        Operand::Literal(value) => value.to_string(),
        Operand::Path(path) => path.to_string(),
    }
}

fn sign(order: Order) -> &'static str {
    match order {
        Order::Equals => "=",
        Order::LessThan => "<",
        Order::GreaterThan => ">",
        Order::LessThanEquals => "<=",
        Order::GreaterThanEquals => ">=",
    }
}

fn noun(test: TypeTest) -> &'static str {
    match test {
        TypeTest::Null => "null",
        TypeTest::Present => "present",
        TypeTest::Numeric => "a number",
        TypeTest::String => "a string",
        TypeTest::Boolean => "a boolean",
        TypeTest::Timestamp => "a timestamp",
    }
}
