//! Intrinsic functions: the 18 `States.*` calls of JSONPath states.
//!
//! A call is compiled once; its paths are compiled with it. One file per family of functions; this one knows the
//! calls and how their arguments are evaluated.

mod array;
mod encode;
mod java;
mod json;
mod math;
mod parse;
mod text;

use std::fmt;

use sfn_expr::Value;

use crate::error_name::ErrorName;
use crate::failure::Failure;
use crate::keyword::keywords;
use crate::path::{Path, PathError};
use crate::scope::Scope;

/// Calls nest this deeply in one another (AWS's documentation of intrinsic functions).
pub const MAX_INTRINSIC_DEPTH: u32 = 10;

keywords! {
    /// The intrinsic functions.
    IntrinsicFunction {
        /// `States.Format(template, …)`: a text with the arguments in the places of `{}`.
        Format = "States.Format",
        /// `States.StringToJson(text)`: the JSON value that a text is.
        StringToJson = "States.StringToJson",
        /// `States.JsonToString(value)`: a value as JSON text.
        JsonToString = "States.JsonToString",
        /// `States.Array(…)`: the arguments as an array.
        Array = "States.Array",
        /// `States.ArrayPartition(array, size)`: an array in pieces.
        ArrayPartition = "States.ArrayPartition",
        /// `States.ArrayContains(array, value)`: whether a value is an element.
        ArrayContains = "States.ArrayContains",
        /// `States.ArrayRange(first, last, step)`: numbers.
        ArrayRange = "States.ArrayRange",
        /// `States.ArrayGetItem(array, index)`: an element.
        ArrayGetItem = "States.ArrayGetItem",
        /// `States.ArrayLength(array)`: how many elements there are.
        ArrayLength = "States.ArrayLength",
        /// `States.ArrayUnique(array)`: each element once.
        ArrayUnique = "States.ArrayUnique",
        /// `States.Base64Encode(text)`: a text in Base64.
        Base64Encode = "States.Base64Encode",
        /// `States.Base64Decode(text)`: the text that is in Base64.
        Base64Decode = "States.Base64Decode",
        /// `States.Hash(data, algorithm)`: a digest in hexadecimal digits.
        Hash = "States.Hash",
        /// `States.JsonMerge(first, second, false)`: the members of two objects.
        JsonMerge = "States.JsonMerge",
        /// `States.MathRandom(start, end, seed?)`: a number from a range.
        MathRandom = "States.MathRandom",
        /// `States.MathAdd(first, second)`: the sum.
        MathAdd = "States.MathAdd",
        /// `States.StringSplit(text, separators)`: the pieces of a text.
        StringSplit = "States.StringSplit",
        /// `States.UUID()`: a random identifier.
        Uuid = "States.UUID",
    }
}

impl IntrinsicFunction {
    /// How many arguments a call has, at least and at most.
    fn arity(self) -> (usize, usize) {
        match self {
            Self::Uuid => (0, 0),
            Self::Array => (0, usize::MAX),
            Self::Format => (1, usize::MAX),
            Self::StringToJson
            | Self::JsonToString
            | Self::ArrayLength
            | Self::ArrayUnique
            | Self::Base64Encode
            | Self::Base64Decode => (1, 1),
            Self::ArrayPartition
            | Self::ArrayContains
            | Self::ArrayGetItem
            | Self::Hash
            | Self::MathAdd
            | Self::StringSplit => (2, 2),
            Self::ArrayRange | Self::JsonMerge => (3, 3),
            Self::MathRandom => (2, 3),
        }
    }
}

/// A compiled call of an intrinsic function.
///
/// ```
/// use sfn_asl::{Intrinsic, Scope};
/// use sfn_expr::Value;
///
/// let call = Intrinsic::compile("States.Format('Hello, {}!', $.name)")?;
/// let input = Value::from_json(r#"{"name": "Ada"}"#)?;
/// assert_eq!(call.evaluate(&Scope::new(&input), "greeting.$")?, Value::from("Hello, Ada!"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Intrinsic {
    text: Box<str>,
    function: IntrinsicFunction,
    arguments: Box<[Argument]>,
}

/// What a function is called with.
#[derive(Clone, Debug)]
enum Argument {
    /// A text as it stands between quotes, escapes included: `States.Format` has its own use for them.
    Text(parse::Quoted),
    Literal(Value),
    Path(Path),
    Call(Intrinsic),
}

/// A text that is not a call of an intrinsic function.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct IntrinsicSyntaxError {
    /// The text.
    pub call: String,
    /// What is wrong.
    pub message: String,
    /// Where, in characters from 0.
    pub position: usize,
}

impl fmt::Display for IntrinsicSyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at character {} of `{}`",
            self.message,
            self.position + 1,
            self.call
        )
    }
}

impl std::error::Error for IntrinsicSyntaxError {}

impl Intrinsic {
    /// Compiles a call.
    ///
    /// # Errors
    /// [`IntrinsicSyntaxError`] if the text is no call, names an unknown function, has too few or too many
    /// arguments, or nests deeper than [`MAX_INTRINSIC_DEPTH`].
    pub fn compile(text: &str) -> Result<Self, IntrinsicSyntaxError> {
        parse::call(text)
    }

    /// The call as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The function that is called.
    pub fn function(&self) -> IntrinsicFunction {
        self.function
    }

    /// The paths among the arguments, those of nested calls included.
    pub fn paths(&self) -> Vec<&Path> {
        let paths = self.arguments.iter().flat_map(|argument| match argument {
            Argument::Path(path) => vec![path],
            Argument::Call(call) => call.paths(),
            Argument::Text(_) | Argument::Literal(_) => Vec::new(),
        });
        paths.collect()
    }

    /// Calls the function. `field` is the field that holds the call, for the cause of a failure.
    ///
    /// # Errors
    /// `States.Runtime` if a path among the arguments leads nowhere, `States.IntrinsicFailure` if the function
    /// cannot do its work with its arguments.
    pub fn evaluate(&self, scope: &Scope<'_>, field: &str) -> Result<Value, Failure> {
        let mut arguments = Vec::with_capacity(self.arguments.len());
        for argument in &self.arguments {
            arguments.push(match argument {
                Argument::Text(quoted) if self.function == IntrinsicFunction::Format => {
                    quoted.raw().into()
                }
                Argument::Text(quoted) => quoted.text().into(),
                Argument::Literal(literal) => literal.clone(),
                Argument::Path(path) => selected(path, scope, field)?,
                Argument::Call(call) => call.evaluate(scope, field)?,
            });
        }
        self.compute(&arguments, scope).map_err(|fault| {
            Failure::new(
                ErrorName::INTRINSIC_FAILURE,
                format!(
                    "The function '{}' had the following error: {fault}",
                    self.text
                ),
            )
        })
    }

    fn compute(&self, arguments: &[Value], scope: &Scope<'_>) -> Result<Value, Fault> {
        let argument = |position: usize| arguments.get(position).unwrap_or(&Value::Null);
        let (first, second, third) = (argument(0), argument(1), argument(2));
        match self.function {
            IntrinsicFunction::Format => {
                let is_written = matches!(self.arguments.first(), Some(Argument::Text(_)));
                text::format(first, is_written, arguments.get(1..).unwrap_or_default())
            }
            IntrinsicFunction::StringToJson => json::string_to_json(first),
            IntrinsicFunction::JsonToString => Ok(first.to_json().into()),
            IntrinsicFunction::Array => Ok(Value::from(arguments.to_vec())),
            IntrinsicFunction::ArrayPartition => array::partition(first, second),
            IntrinsicFunction::ArrayContains => array::contains(first, second),
            IntrinsicFunction::ArrayRange => array::range(first, second, third),
            IntrinsicFunction::ArrayGetItem => array::get_item(first, second),
            IntrinsicFunction::ArrayLength => array::length(first),
            IntrinsicFunction::ArrayUnique => array::unique(first),
            IntrinsicFunction::Base64Encode => encode::base64_encode(first),
            IntrinsicFunction::Base64Decode => encode::base64_decode(first),
            IntrinsicFunction::Hash => encode::hash(first, second),
            IntrinsicFunction::JsonMerge => json::merge(first, second, third),
            IntrinsicFunction::MathRandom => math::random(first, second, arguments.get(2), scope),
            IntrinsicFunction::MathAdd => math::add(first, second),
            IntrinsicFunction::StringSplit => text::split(first, second),
            IntrinsicFunction::Uuid => Ok(math::uuid(scope)),
        }
    }
}

/// Why a function cannot do its work. AWS's own words are known for none of these.
#[derive(Debug)]
enum Fault {
    /// An argument of another type than the function takes.
    Type {
        argument: usize,
        expected: &'static str,
        actual: Value,
    },
    /// Anything else.
    Other(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type {
                argument,
                expected,
                actual,
            } => {
                write!(
                    f,
                    "Argument {argument} must be {expected}, but was {actual}"
                )
            }
            Self::Other(message) => f.write_str(message),
        }
    }
}

/// Reads an argument as a text.
fn text_of(value: &Value, argument: usize) -> Result<&str, Fault> {
    value.as_str().ok_or_else(|| Fault::Type {
        argument,
        expected: "a string",
        actual: value.clone(),
    })
}

/// Reads an argument as an array.
fn array_of(value: &Value, argument: usize) -> Result<&[Value], Fault> {
    match value {
        Value::Array(items) => Ok(items),
        _ => Err(Fault::Type {
            argument,
            expected: "an array",
            actual: value.clone(),
        }),
    }
}

/// Reads an argument as a number, rounded to an integer as Java rounds.
fn integer_of(value: &Value, argument: usize) -> Result<i64, Fault> {
    match value {
        Value::Integer(integer) => Ok(*integer),
        Value::Float(float) => Ok(java::round(*float)),
        _ => Err(Fault::Type {
            argument,
            expected: "a number",
            actual: value.clone(),
        }),
    }
}

/// The value that a path in a template or among arguments leads to. There a path that finds several values gives an
/// empty array where it finds none, and an element that an array does not have is `null` (recorded and measured);
/// anything else that is missing is an error in AWS's words (recorded).
pub(crate) fn selected(path: &Path, scope: &Scope<'_>, field: &str) -> Result<Value, Failure> {
    match path.evaluate(scope) {
        Ok(value) => Ok(value),
        Err(PathError::NotFound { .. }) if !path.is_definite() => {
            Ok(Value::from(Vec::<Value>::new()))
        }
        Err(PathError::NotFound { .. }) if path.leads_past_an_array(scope) => Ok(Value::Null),
        Err(PathError::NotFound { .. }) => Err(Failure::new(
            ErrorName::RUNTIME,
            format!(
                "The JSONPath '{}' specified for the field '{field}' could not be found in the input '{}'",
                path.as_str(),
                scope.document(),
            ),
        )),
        Err(error) => Err(Failure::new(ErrorName::RUNTIME, error.to_string())),
    }
}
