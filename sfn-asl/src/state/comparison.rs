//! The comparisons of a JSONPath Choice: 39 operators, typed.
//!
//! An operator's name is its parts put together (`NumericLessThanEqualsPath`), and so is its type here.

use crate::expression::PathText;
use crate::keyword::keywords;
use crate::number::Number;

/// What a rule compares its `Variable` with, and how.
///
/// A value of another type than the operator's compares as false.
///
/// ```
/// use sfn_asl::{Comparison, Operand, Order, TypeTest};
///
/// let less = Comparison::Numeric(Order::LessThan, Operand::Literal(10.into()));
/// assert_eq!(less.operator(), "NumericLessThan");
/// assert_eq!(Comparison::Is(TypeTest::Present, true).operator(), "IsPresent");
/// ```
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// `StringEquals` and its kin; by code unit.
    String(Order, Operand<String>),
    /// `NumericEquals` and its kin.
    Numeric(Order, Operand<Number>),
    /// `TimestampEquals` and its kin; moments in RFC 3339.
    Timestamp(Order, Operand<String>),
    /// `BooleanEquals`, `BooleanEqualsPath`.
    BooleanEquals(Operand<bool>),
    /// `StringMatches`: a pattern in which `*` stands for any text and `\` takes a character's meaning away.
    StringMatches(String),
    /// `IsPresent` and its kin: whether the variable is of a type, or is not.
    Is(TypeTest, bool),
}

keywords! {
    /// How two values of a type are to stand to one another.
    Order {
        /// Both are the same.
        Equals = "Equals",
        /// The variable comes first.
        LessThan = "LessThan",
        /// The variable comes last.
        GreaterThan = "GreaterThan",
        /// The variable does not come last.
        LessThanEquals = "LessThanEquals",
        /// The variable does not come first.
        GreaterThanEquals = "GreaterThanEquals",
    }
}

keywords! {
    /// What a variable can be tested for.
    TypeTest {
        /// It is `null`.
        Null = "IsNull",
        /// It exists; the one test that a missing variable does not fail the state in.
        Present = "IsPresent",
        /// It is a number.
        Numeric = "IsNumeric",
        /// It is a string.
        String = "IsString",
        /// It is `true` or `false`.
        Boolean = "IsBoolean",
        /// It is a string that is a moment in RFC 3339.
        Timestamp = "IsTimestamp",
    }
}

/// What a variable is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand<T> {
    /// The value itself.
    Literal(T),
    /// The operator's `…Path` form: a value in the input, the context or a variable.
    Path(PathText),
}

/// The operator of a comparison, without what it compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    String(Order, OperandForm),
    Numeric(Order, OperandForm),
    Timestamp(Order, OperandForm),
    BooleanEquals(OperandForm),
    StringMatches,
    Is(TypeTest),
}

/// Which of its two forms an operand has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OperandForm {
    Literal,
    Path,
}

/// The operators and their names, in the order of the specification.
#[rustfmt::skip]
const OPERATORS: [(&str, Operator); 39] = {
    use OperandForm::{Literal, Path};
    use Operator::{BooleanEquals, Is, Numeric, String, StringMatches, Timestamp};
    use Order::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
    [
        ("StringEquals", String(Equals, Literal)),
        ("StringEqualsPath", String(Equals, Path)),
        ("StringLessThan", String(LessThan, Literal)),
        ("StringLessThanPath", String(LessThan, Path)),
        ("StringGreaterThan", String(GreaterThan, Literal)),
        ("StringGreaterThanPath", String(GreaterThan, Path)),
        ("StringLessThanEquals", String(LessThanEquals, Literal)),
        ("StringLessThanEqualsPath", String(LessThanEquals, Path)),
        ("StringGreaterThanEquals", String(GreaterThanEquals, Literal)),
        ("StringGreaterThanEqualsPath", String(GreaterThanEquals, Path)),
        ("StringMatches", StringMatches),
        ("NumericEquals", Numeric(Equals, Literal)),
        ("NumericEqualsPath", Numeric(Equals, Path)),
        ("NumericLessThan", Numeric(LessThan, Literal)),
        ("NumericLessThanPath", Numeric(LessThan, Path)),
        ("NumericGreaterThan", Numeric(GreaterThan, Literal)),
        ("NumericGreaterThanPath", Numeric(GreaterThan, Path)),
        ("NumericLessThanEquals", Numeric(LessThanEquals, Literal)),
        ("NumericLessThanEqualsPath", Numeric(LessThanEquals, Path)),
        ("NumericGreaterThanEquals", Numeric(GreaterThanEquals, Literal)),
        ("NumericGreaterThanEqualsPath", Numeric(GreaterThanEquals, Path)),
        ("BooleanEquals", BooleanEquals(Literal)),
        ("BooleanEqualsPath", BooleanEquals(Path)),
        ("TimestampEquals", Timestamp(Equals, Literal)),
        ("TimestampEqualsPath", Timestamp(Equals, Path)),
        ("TimestampLessThan", Timestamp(LessThan, Literal)),
        ("TimestampLessThanPath", Timestamp(LessThan, Path)),
        ("TimestampGreaterThan", Timestamp(GreaterThan, Literal)),
        ("TimestampGreaterThanPath", Timestamp(GreaterThan, Path)),
        ("TimestampLessThanEquals", Timestamp(LessThanEquals, Literal)),
        ("TimestampLessThanEqualsPath", Timestamp(LessThanEquals, Path)),
        ("TimestampGreaterThanEquals", Timestamp(GreaterThanEquals, Literal)),
        ("TimestampGreaterThanEqualsPath", Timestamp(GreaterThanEquals, Path)),
        ("IsNull", Is(TypeTest::Null)),
        ("IsPresent", Is(TypeTest::Present)),
        ("IsNumeric", Is(TypeTest::Numeric)),
        ("IsString", Is(TypeTest::String)),
        ("IsBoolean", Is(TypeTest::Boolean)),
        ("IsTimestamp", Is(TypeTest::Timestamp)),
    ]
};

impl Operator {
    /// The operator that a field's name spells.
    pub(crate) fn from_spelling(name: &str) -> Option<Self> {
        OPERATORS
            .iter()
            .find(|(spelling, _)| *spelling == name)
            .map(|(_, operator)| *operator)
    }

    /// The names of all operators.
    pub(crate) fn spellings() -> [&'static str; 39] {
        OPERATORS.map(|(spelling, _)| spelling)
    }
}

impl Comparison {
    /// The operator as the field that states it is named.
    pub fn operator(&self) -> &'static str {
        let operator = match self {
            Self::String(order, operand) => Operator::String(*order, operand.form()),
            Self::Numeric(order, operand) => Operator::Numeric(*order, operand.form()),
            Self::Timestamp(order, operand) => Operator::Timestamp(*order, operand.form()),
            Self::BooleanEquals(operand) => Operator::BooleanEquals(operand.form()),
            Self::StringMatches(_) => Operator::StringMatches,
            Self::Is(test, _) => Operator::Is(*test),
        };
        OPERATORS
            .iter()
            .find(|(_, known)| *known == operator)
            .map_or("", |(spelling, _)| spelling)
    }
}

impl<T> Operand<T> {
    fn form(&self) -> OperandForm {
        match self {
            Self::Literal(_) => OperandForm::Literal,
            Self::Path(_) => OperandForm::Path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operator_has_a_name_of_its_parts() {
        for (name, operator) in OPERATORS {
            let (kind, rest, form) = match operator {
                Operator::String(order, form) => ("String", order.as_str(), form),
                Operator::Numeric(order, form) => ("Numeric", order.as_str(), form),
                Operator::Timestamp(order, form) => ("Timestamp", order.as_str(), form),
                Operator::BooleanEquals(form) => ("Boolean", "Equals", form),
                Operator::StringMatches => ("String", "Matches", OperandForm::Literal),
                Operator::Is(test) => (test.as_str(), "", OperandForm::Literal),
            };
            let suffix = match form {
                OperandForm::Literal => "",
                OperandForm::Path => "Path",
            };
            assert_eq!(name, format!("{kind}{rest}{suffix}"));
            assert_eq!(Operator::from_spelling(name), Some(operator));
        }
    }

    #[test]
    fn names_that_are_not_operators_are_refused() {
        for name in [
            "StringMatchesPath",
            "IsPresentPath",
            "BooleanLessThan",
            "Numeric",
            "Next",
        ] {
            assert_eq!(Operator::from_spelling(name), None, "{name}");
        }
    }
}
