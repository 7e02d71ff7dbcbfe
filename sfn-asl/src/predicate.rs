//! The tests of a JSONPath Choice, compiled and decided.

use std::cmp::Ordering;

use sfn_expr::Value;

use crate::error_name::ErrorName;
use crate::expression::PathText;
use crate::failure::Failure;
use crate::path::{Path, PathError, PathSyntaxError};
use crate::scope::Scope;
use crate::state::{Comparison, DataTest, Operand, Order, TypeTest};
use crate::timestamp::Timestamp;

/// A test of a JSONPath Choice, compiled.
///
/// ```
/// use sfn_asl::{Comparison, DataTest, Operand, Order, PathText, Predicate, Scope};
/// use sfn_expr::Value;
///
/// let is_large = Predicate::compile(&DataTest::Compare {
///     variable: PathText::new("$.total"),
///     comparison: Comparison::Numeric(Order::GreaterThan, Operand::Literal(100.into())),
/// })?;
/// let order = Value::from_json(r#"{"total": 250}"#)?;
/// assert!(is_large.holds(&Scope::new(&order))?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Predicate(Node);

#[derive(Clone, Debug)]
enum Node {
    And(Box<[Node]>),
    Or(Box<[Node]>),
    Not(Box<Node>),
    Compare { variable: Path, test: Test },
}

/// What a variable is tested for.
#[derive(Clone, Debug)]
enum Test {
    String(Order, Right),
    Numeric(Order, Right),
    Timestamp(Order, Right),
    Boolean(Right),
    Matches(Box<str>),
    Is(TypeTest, bool),
}

/// What a variable is compared with.
#[derive(Clone, Debug)]
enum Right {
    Literal(Value),
    Path(Path),
}

impl Predicate {
    /// Compiles a test.
    ///
    /// # Errors
    /// [`PathSyntaxError`] for the first path within that is none.
    pub fn compile(test: &DataTest) -> Result<Self, PathSyntaxError> {
        Node::compile(test).map(Self)
    }

    /// Whether the test is true. `And` and `Or` look no further than they need to.
    ///
    /// # Errors
    /// `States.Runtime` if a path leads nowhere, but for `IsPresent`, or if a pattern ends with a backslash.
    pub fn holds(&self, scope: &Scope<'_>) -> Result<bool, Failure> {
        self.0.holds(scope)
    }
}

impl Node {
    /// It recurses as deep as tests nest, which the reader of definitions bounds.
    fn compile(test: &DataTest) -> Result<Self, PathSyntaxError> {
        Ok(match test {
            DataTest::And(tests) => {
                let nodes: Result<_, _> = tests
                    .iter()
                    .map(|nested| Self::compile(&nested.test))
                    .collect();
                Self::And(nodes?)
            }
            DataTest::Or(tests) => {
                let nodes: Result<_, _> = tests
                    .iter()
                    .map(|nested| Self::compile(&nested.test))
                    .collect();
                Self::Or(nodes?)
            }
            DataTest::Not(nested) => Self::Not(Box::new(Self::compile(&nested.test)?)),
            DataTest::Compare {
                variable,
                comparison,
            } => Self::Compare {
                variable: path(variable)?,
                test: Test::compile(comparison)?,
            },
        })
    }

    fn holds(&self, scope: &Scope<'_>) -> Result<bool, Failure> {
        match self {
            Self::And(nodes) => {
                for node in nodes {
                    if !node.holds(scope)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Self::Or(nodes) => {
                for node in nodes {
                    if node.holds(scope)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::Not(node) => Ok(!node.holds(scope)?),
            Self::Compare {
                variable,
                test: Test::Is(TypeTest::Present, expected),
            } => match variable.evaluate(scope) {
                Ok(_) => Ok(*expected),
                Err(PathError::NotFound { .. }) => Ok(!*expected),
                Err(error) => Err(Failure::new(ErrorName::RUNTIME, error.to_string())),
            },
            Self::Compare { variable, test } => test.holds(&referenced(variable, scope)?, scope),
        }
    }
}

impl Test {
    fn compile(comparison: &Comparison) -> Result<Self, PathSyntaxError> {
        Ok(match comparison {
            Comparison::String(order, operand) => Self::String(*order, Right::compile(operand)?),
            Comparison::Numeric(order, operand) => Self::Numeric(*order, Right::compile(operand)?),
            Comparison::Timestamp(order, operand) => {
                Self::Timestamp(*order, Right::compile(operand)?)
            }
            Comparison::BooleanEquals(operand) => Self::Boolean(Right::compile(operand)?),
            Comparison::StringMatches(pattern) => Self::Matches(pattern.as_str().into()),
            Comparison::Is(test, expected) => Self::Is(*test, *expected),
        })
    }

    /// Values of other types than the test's are in no relation (spec, "Choice state").
    fn holds(&self, value: &Value, scope: &Scope<'_>) -> Result<bool, Failure> {
        Ok(match self {
            Self::String(order, right) => {
                let right = right.value(scope)?;
                let strings = value.as_str().zip(right.as_str());
                strings.is_some_and(|(left, right)| order.allows(by_code_unit(left, right)))
            }
            Self::Numeric(order, right) => {
                let right = right.value(scope)?;
                numbers(value, &right).is_some_and(|ordering| order.allows(ordering))
            }
            Self::Timestamp(order, right) => {
                let right = right.value(scope)?;
                let moments = moment(value).zip(moment(&right));
                moments.is_some_and(|(left, right)| order.allows(left.cmp(&right)))
            }
            Self::Boolean(right) => {
                let right = right.value(scope)?;
                value
                    .as_bool()
                    .zip(right.as_bool())
                    .is_some_and(|(left, right)| left == right)
            }
            Self::Matches(pattern) => match value.as_str() {
                Some(text) => matches(pattern, text)?,
                None => false,
            },
            Self::Is(test, expected) => is(*test, value) == *expected,
        })
    }
}

impl Right {
    fn compile<T: Clone + Into<Value>>(operand: &Operand<T>) -> Result<Self, PathSyntaxError> {
        Ok(match operand {
            Operand::Literal(literal) => Self::Literal(literal.clone().into()),
            Operand::Path(text) => Self::Path(path(text)?),
        })
    }

    fn value(&self, scope: &Scope<'_>) -> Result<Value, Failure> {
        match self {
            Self::Literal(literal) => Ok(literal.clone()),
            Self::Path(path) => referenced(path, scope),
        }
    }
}

impl Order {
    fn allows(self, ordering: Ordering) -> bool {
        match self {
            Self::Equals => ordering == Ordering::Equal,
            Self::LessThan => ordering == Ordering::Less,
            Self::GreaterThan => ordering == Ordering::Greater,
            Self::LessThanEquals => ordering != Ordering::Greater,
            Self::GreaterThanEquals => ordering != Ordering::Less,
        }
    }
}

fn path(text: &PathText) -> Result<Path, PathSyntaxError> {
    Path::compile(text.as_str())
}

/// What a path leads to; it fails the state where that is nothing. That it does was measured, the words are not known.
fn referenced(path: &Path, scope: &Scope<'_>) -> Result<Value, Failure> {
    path.evaluate(scope).map_err(|error| {
        let cause = match error {
            PathError::NotFound { path, .. } => {
                format!("Invalid path '{path}': The choice state's condition path references an invalid value.")
            }
            other => other.to_string(),
        };
        Failure::new(ErrorName::RUNTIME, cause)
    })
}

/// The order of strings in Java, by UTF-16 code unit.
fn by_code_unit(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}

fn numbers(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => Some(left.cmp(right)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}

fn moment(value: &Value) -> Option<Timestamp> {
    value.as_str().and_then(Timestamp::parse)
}

fn is(test: TypeTest, value: &Value) -> bool {
    match test {
        TypeTest::Null => value.is_null(),
        TypeTest::Present => true,
        TypeTest::Numeric => value.as_f64().is_some(),
        TypeTest::String => value.as_str().is_some(),
        TypeTest::Boolean => value.as_bool().is_some(),
        TypeTest::Timestamp => moment(value).is_some(),
    }
}

/// One piece of a pattern: any text, or a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Any,
    Character(char),
}

/// Whether a text is one that a pattern describes: `*` stands for any text, `\*` and `\\` for the characters.
fn matches(pattern: &str, text: &str) -> Result<bool, Failure> {
    let mut pieces = Vec::new();
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        pieces.push(match character {
            '*' => Piece::Any,
            '\\' => Piece::Character(characters.next().ok_or_else(|| {
                Failure::new(
                    ErrorName::RUNTIME,
                    format!("The pattern '{pattern}' ends with a backslash"),
                )
            })?),
            other => Piece::Character(other),
        });
    }
    Ok(is_described(&pieces, &text.chars().collect::<Vec<_>>()))
}

/// Takes the shortest text for each `*`, and a longer one for the last only: an earlier one need not be tried again.
fn is_described(pieces: &[Piece], text: &[char]) -> bool {
    let (mut piece, mut at) = (0, 0);
    let mut last_any: Option<(usize, usize)> = None;
    while at < text.len() {
        match pieces.get(piece) {
            Some(Piece::Any) => {
                last_any = Some((piece, at));
                piece += 1;
            }
            Some(Piece::Character(character)) if *character == text[at] => {
                piece += 1;
                at += 1;
            }
            _ => match &mut last_any {
                Some((any, from)) => {
                    *from += 1;
                    (piece, at) = (*any + 1, *from);
                }
                None => return false,
            },
        }
    }
    pieces[piece..].iter().all(|piece| *piece == Piece::Any)
}
