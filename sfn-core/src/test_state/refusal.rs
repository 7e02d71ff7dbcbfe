//! Why a test is not run, in AWS's words.

use std::fmt;

use sfn_asl::{InvalidDefinition, StateType};

/// Why a test is not run. It prints as AWS's message; those of the API reference alone, which nobody recorded, are
/// marked.
///
/// ```
/// use sfn_core::engine::Identity;
/// use sfn_core::test_state::{RefusalCode, StateTest, TestRequest, TestSetting};
///
/// let request = TestRequest {
///     definition: r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}"#.into(),
///     ..TestRequest::default()
/// };
/// let refusal = StateTest::new(&request, TestSetting::new(Identity::local("T", "t"))).unwrap_err();
/// assert_eq!(refusal.code(), RefusalCode::ValidationException);
/// assert_eq!(refusal.to_string(), "RoleArn must be specified when testing a Task state");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Refusal {
    /// The definition breaks rules.
    InvalidDefinition(InvalidDefinition),
    /// No state of the machine has the name.
    StateNotFound,
    /// The input is no JSON.
    InvalidInput,
    /// The variables are no JSON object (words not recorded).
    InvalidVariables,
    /// A Task without a mock takes a role.
    RoleMissing,
    /// A Map or a Parallel takes a mock.
    ForkWithoutMock,
    /// An activity takes a mock (words not recorded).
    ActivityWithoutMock,
    /// A task that waits for a job or a token takes a mock (words not recorded).
    PatternWithoutMock,
    /// A count of failed iterations takes a mock.
    FailureCountWithoutMock,
    /// A context object takes a mock (words not recorded).
    ContextWithoutMock,
    /// Secrets are not revealed where there is a mock.
    SecretsWithMock,
    /// States of this type take no mock.
    MockOfType(StateType),
    /// The mock has a result and an error, or neither.
    MockOfTwoKinds,
    /// The mocked result is no JSON.
    ResultIsNotJson,
    /// The mocked result must be a list.
    ResultIsNoArray,
    /// The mocked result must be an object.
    ResultIsNoObject,
    /// The mocked result has another length than the state has branches.
    ResultOfOtherLength,
    /// More iterations shall have failed than there are.
    TooManyFailures,
    /// The context object is not one.
    InvalidContext(InvalidContext),
    /// The mocked answer breaks the service's schema.
    Schema(String),
}

/// What is wrong with a context object.
///
/// ```
/// use sfn_core::test_state::InvalidContext;
///
/// assert_eq!(InvalidContext::Field("Job".into()).to_string(), "Field 'Job' is not allowed");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum InvalidContext {
    /// It is no JSON object (words not recorded).
    NoObject,
    /// It has a field that context objects do not have.
    Field(String),
    /// `Map` cannot be mocked.
    Map,
    /// A field has the wrong type: which one, and the right type with its article.
    Type(String, &'static str),
    /// `Task` is for tasks that wait.
    Task,
}

/// AWS's names of the errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RefusalCode {
    /// `InvalidDefinition`
    InvalidDefinition,
    /// `InvalidExecutionInput`
    InvalidExecutionInput,
    /// `ValidationException`
    ValidationException,
}

impl Refusal {
    /// The name of AWS's error.
    pub fn code(&self) -> RefusalCode {
        match self {
            Self::InvalidDefinition(_) | Self::ForkWithoutMock => RefusalCode::InvalidDefinition,
            Self::InvalidInput => RefusalCode::InvalidExecutionInput,
            _ => RefusalCode::ValidationException,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidDefinition(invalid) => invalid.fmt(f),
            Self::MockOfType(state) => write!(
                f,
                "State type '{state}' is not supported when a mock is specified"
            ),
            Self::InvalidContext(invalid) => {
                write!(f, "Invalid Context object provided: {invalid}")
            }
            Self::Schema(what) => write!(f, "Mock result schema validation error: {what}"),
            other => f.write_str(other.text()),
        }
    }
}

impl Refusal {
    fn text(&self) -> &'static str {
        match self {
            Self::StateNotFound => "State not found in definition",
            Self::InvalidInput => {
                "Invalid State Machine Execution Input: 'Invalid execution input.'"
            }
            Self::InvalidVariables => "Variables must be a valid JSON object",
            Self::RoleMissing => "RoleArn must be specified when testing a Task state",
            Self::ForkWithoutMock => {
                "TestState API does not support Map or Parallel states. \
                 Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]"
            }
            Self::ActivityWithoutMock => {
                "TestState does not support Activity tasks when a mock is not specified."
            }
            Self::PatternWithoutMock => {
                "TestState does not support '.sync' or '.waitForTaskToken' service integration patterns \
                 when a mock is not specified."
            }
            Self::FailureCountWithoutMock => {
                "TestState does not support MapIterationFailureCount when a mock is not specified."
            }
            Self::ContextWithoutMock => {
                "TestState does not support Context when a mock is not specified."
            }
            Self::SecretsWithMock => {
                "TestState does not support RevealSecrets when a mock is specified."
            }
            Self::MockOfTwoKinds => {
                "A test mock should have only one of the following fields: [result, errorOutput]."
            }
            Self::ResultIsNotJson => "Mocked result must be valid JSON",
            Self::ResultIsNoArray => "Mocked result must be an array.",
            Self::ResultIsNoObject => "Mocked result must be a JSON object.",
            Self::ResultOfOtherLength => {
                "Mocked result must contain the same number of items as number of Parallel branches."
            }
            Self::TooManyFailures => {
                "Map iteration failure count must be less than or equal to the number of Map iterations"
            }
            Self::InvalidDefinition(_)
            | Self::MockOfType(_)
            | Self::InvalidContext(_)
            | Self::Schema(_) => "",
        }
    }
}

impl std::error::Error for Refusal {}

impl fmt::Display for InvalidContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoObject => f.write_str("must be a JSON object"),
            Self::Field(name) => write!(f, "Field '{name}' is not allowed"),
            Self::Map => {
                f.write_str("'Map' field is not supported when mocking a Context object")
            }
            Self::Type(name, expected) => write!(f, "{name} must be {expected}"),
            Self::Task => f.write_str(
                "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' \
                 service integration pattern",
            ),
        }
    }
}
