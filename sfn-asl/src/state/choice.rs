//! `Choice`: a decision.

use super::comparison::{Comparison, Operator};
use crate::expression::{Jsonata, PathText};
use crate::name::StateName;
use crate::read::{Field, Fields};
use crate::template::Template;
use crate::write::ObjectWriter;

/// A state that goes where the first of its rules that is true says.
///
/// ```
/// use sfn_asl::{Choice, ChoiceRule, Condition, Jsonata};
///
/// let paid = Condition::Jsonata(Jsonata::new(" $states.input.paid "));
/// let choice = Choice { choices: vec![ChoiceRule::new(paid, "Ship")], default: Some("Charge".into()) };
/// assert_eq!(choice.choices.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The rules, in order; at least one.
    pub choices: Vec<ChoiceRule>,
    /// Where the state goes if no rule is true.
    pub default: Option<StateName>,
}

/// One rule of a Choice: a condition, and what happens when it is true.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceRule {
    /// A remark for people.
    pub comment: Option<String>,
    /// When the rule applies.
    pub condition: Condition,
    /// The variables that are assigned when the rule applies, instead of the state's own.
    pub assign: Option<Template>,
    /// JSONata: the state's output when the rule applies.
    pub output: Option<Template>,
    /// The state that follows.
    pub next: StateName,
}

/// When a rule applies.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// JSONata: always or never.
    Literal(bool),
    /// JSONata: when the expression is true. It must be true or false.
    Jsonata(Jsonata),
    /// JSONPath: when the test is true.
    Test(DataTest),
}

/// A test of the data of a JSONPath state.
#[derive(Clone, Debug, PartialEq)]
pub enum DataTest {
    /// One value against another.
    Compare {
        /// Where the value is: in the input, the context (`$$…`) or a variable.
        variable: PathText,
        /// What it is compared with, and how.
        comparison: Comparison,
    },
    /// True if all are; at least one.
    And(Vec<NestedTest>),
    /// True if one is; at least one.
    Or(Vec<NestedTest>),
    /// True if the other is not.
    Not(Box<NestedTest>),
}

/// A test within another one, with its remark.
#[derive(Clone, Debug, PartialEq)]
pub struct NestedTest {
    /// A remark for people.
    pub comment: Option<String>,
    /// The test.
    pub test: DataTest,
}

impl Choice {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            choices: fields.required_list("Choices", ChoiceRule::read),
            default: fields.state_name("Default"),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.list("Choices", &self.choices, ChoiceRule::write);
        object.optional_string("Default", self.default.as_ref().map(StateName::as_str));
    }
}

impl ChoiceRule {
    /// A rule that goes to `next` when `condition` is true.
    pub fn new(condition: Condition, next: impl Into<StateName>) -> Self {
        Self {
            comment: None,
            condition,
            assign: None,
            output: None,
            next: next.into(),
        }
    }

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            condition: Condition::read(fields),
            comment: fields.string("Comment"),
            assign: fields.object_template("Assign"),
            output: fields.template(Field::jsonata("Output")),
            next: fields.required_state_name("Next"),
        }
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.optional_string("Comment", self.comment.as_deref());
        self.condition.write(object);
        object.optional_template("Assign", self.assign.as_ref());
        object.optional_template("Output", self.output.as_ref());
        object.string("Next", self.next.as_str());
    }
}

impl Condition {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        if fields.is_jsonata() {
            fields.refuse(Field::json_path, &COMBINATIONS);
            fields.refuse(Field::json_path, &["Variable"]);
            fields.refuse(Field::json_path, &Operator::spellings());
            fields.required_condition(Field::jsonata("Condition"))
        } else {
            fields.refuse(Field::jsonata, &["Condition"]);
            Self::Test(DataTest::read(fields))
        }
    }

    fn write(&self, object: &mut ObjectWriter) {
        match self {
            Self::Literal(literal) => object.boolean("Condition", *literal),
            Self::Jsonata(expression) => object.string("Condition", &expression.to_string()),
            Self::Test(test) => test.write(object),
        }
    }
}

/// The tests that are made of other tests.
const COMBINATIONS: [&str; 3] = ["And", "Or", "Not"];

/// What a rule that cannot be read is replaced by: a test that is never true.
const UNREADABLE: DataTest = DataTest::Or(Vec::new());

impl DataTest {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let kinds = COMBINATIONS
            .iter()
            .chain(&["Variable"])
            .filter(|name| fields.has(name))
            .count();
        if kinds != 1 {
            // Measured on AWS.
            fields.report_here(
                "The object must have only one of the following fields, [And, Or, Not, Variable, Condition]",
                "make it one comparison, or one combination of tests",
            );
        }
        let comparison = if fields.has("Variable") {
            fields.exactly_one_of(&Operator::spellings());
            Self::read_comparison(fields)
        } else {
            None
        };
        Self::read_combination(fields)
            .or(comparison)
            .unwrap_or(UNREADABLE)
    }

    fn read_combination(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let and = fields
            .list(Field::json_path("And"), NestedTest::read)
            .map(Self::And);
        let or = fields
            .list(Field::json_path("Or"), NestedTest::read)
            .map(Self::Or);
        let not = fields.object(Field::json_path("Not"), NestedTest::read);
        and.or(or).or(not.map(|test| Self::Not(Box::new(test))))
    }

    fn read_comparison(fields: &mut Fields<'_, '_>) -> Option<Self> {
        let variable = fields.required_path("Variable");
        let names = Operator::spellings()
            .into_iter()
            .filter(|name| fields.has(name));
        let names: Vec<&str> = names.collect();
        // Several operators are reported by the caller; the first one stands for all.
        fields.ignore_all(&names);
        let name = *names.first()?;
        let comparison = match Operator::from_spelling(name)? {
            Operator::String(order, form) => Comparison::String(order, fields.operand(name, form)?),
            Operator::Numeric(order, form) => {
                Comparison::Numeric(order, fields.operand(name, form)?)
            }
            Operator::Timestamp(order, form) => {
                Comparison::Timestamp(order, fields.operand(name, form)?)
            }
            Operator::BooleanEquals(form) => Comparison::BooleanEquals(fields.operand(name, form)?),
            Operator::StringMatches => Comparison::StringMatches(fields.literal(name)?),
            Operator::Is(test) => Comparison::Is(test, fields.literal(name)?),
        };
        Some(Self::Compare {
            variable,
            comparison,
        })
    }

    fn write(&self, object: &mut ObjectWriter) {
        match self {
            Self::Compare {
                variable,
                comparison,
            } => {
                object.string("Variable", variable.as_str());
                object.comparison(comparison);
            }
            Self::And(tests) => object.list("And", tests, NestedTest::write),
            Self::Or(tests) => object.list("Or", tests, NestedTest::write),
            Self::Not(test) => object.object("Not", test, |test, object| test.write(object)),
        }
    }
}

impl NestedTest {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            comment: fields.string("Comment"),
            test: DataTest::read(fields),
        }
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.optional_string("Comment", self.comment.as_deref());
        self.test.write(object);
    }
}

impl From<DataTest> for NestedTest {
    fn from(test: DataTest) -> Self {
        Self {
            comment: None,
            test,
        }
    }
}
