//! What a test is asked for: the texts of a request, and the state that they are about.

use std::sync::Arc;

use sfn_asl::{Definition, InvalidDefinition, QueryLanguage, State, StateType};
use sfn_expr::{Object, Value};

use super::{Refusal, resource};
use crate::clock::Timestamp;
use crate::engine::Identity;
use crate::program::{Pattern, Resource};

/// The name of a state that has none, as AWS gives it (recorded).
const NAMELESS: &str = "StateName";

/// A test, as `TestState` takes it. The texts are JSON.
///
/// ```
/// use sfn_core::test_state::{FieldValidation, TestRequest};
///
/// let request = TestRequest { definition: r#"{"Type": "Succeed"}"#.into(), ..TestRequest::default() };
/// assert!(request.mock.is_none());
/// assert_eq!(FieldValidation::default(), FieldValidation::Strict);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TestRequest {
    /// A state; or a state machine, if there is a [`state_name`](Self::state_name).
    pub definition: String,
    /// The state of the machine to test, at any depth.
    pub state_name: Option<String>,
    /// The role of the test; a Task without a mock needs one.
    pub role_arn: Option<String>,
    /// The state's input, `{}` if there is none.
    pub input: Option<String>,
    /// The variables that the state finds.
    pub variables: Option<String>,
    /// The whole context object. It takes a mock.
    pub context: Option<String>,
    /// What stands in for the work of a Task, Map or Parallel.
    pub mock: Option<MockInput>,
    /// What came before.
    pub configuration: StateConfiguration,
    /// Whether secrets of HTTP tasks are to be shown.
    pub reveal_secrets: bool,
}

/// What stands in for a state's work: a result or an error.
///
/// ```
/// use sfn_core::engine::Identity;
/// use sfn_core::test_state::{MockInput, MockedError, StateTest, TestRequest, TestSetting, TestStatus, Turn};
///
/// let busy = MockedError { error: Some("Busy".into()), cause: None };
/// let request = TestRequest {
///     definition: r#"{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
///         "Retry": [{"ErrorEquals": ["Busy"]}]}"#.into(),
///     mock: Some(MockInput { error: Some(busy), ..MockInput::default() }),
///     ..TestRequest::default()
/// };
/// let mut test = StateTest::new(&request, TestSetting::new(Identity::local("T", "t")))?;
/// let Turn::Done(report) = test.turn() else { panic!("the mock answers") };
/// assert_eq!(report.status, TestStatus::Retriable);
/// # Ok::<(), sfn_core::test_state::Refusal>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MockInput {
    /// The result.
    pub result: Option<String>,
    /// The error.
    pub error: Option<MockedError>,
    /// What is asked of the result.
    pub validation: FieldValidation,
}

/// An error that stands in for a state's work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MockedError {
    /// Its name.
    pub error: Option<String>,
    /// Its cause.
    pub cause: Option<String>,
}

/// What is asked of a mocked answer of a service.
///
/// ```
/// use sfn_core::test_state::FieldValidation;
///
/// assert_eq!(FieldValidation::from_keyword("PRESENT"), Some(FieldValidation::Present));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldValidation {
    /// All required fields are there, and the fields that are there keep the service's schema.
    #[default]
    Strict,
    /// The fields that are there keep the service's schema.
    Present,
    /// Nothing.
    None,
}

/// What came before the moment that a test is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateConfiguration {
    /// How often the retrier that is for the error has fired.
    pub retrier_retry_count: Option<u32>,
    /// The state within a Map or Parallel that a mocked error comes from.
    pub error_caused_by_state: Option<String>,
    /// How many iterations of a Map have failed.
    pub map_iteration_failure_count: Option<u64>,
    /// What the `ItemReader` of a Map has read, as it stands at its source.
    pub map_item_reader_data: Option<String>,
}

/// When, and under which names, a test is run.
///
/// ```
/// use sfn_core::engine::Identity;
/// use sfn_core::test_state::TestSetting;
///
/// let setting = TestSetting::new(Identity::local("Test", "first"));
/// assert_eq!(setting.now.to_string(), "1970-01-01T00:00:00.000Z");
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct TestSetting {
    /// The names in the context object.
    pub identity: Identity,
    /// The time of the test.
    pub now: Timestamp,
    /// What random numbers depend on.
    pub seed: u64,
}

impl TestSetting {
    /// A test in 1970, with seed 0.
    pub fn new(identity: Identity) -> Self {
        Self {
            identity,
            now: Timestamp::UNIX_EPOCH,
            seed: 0,
        }
    }
}

impl FieldValidation {
    /// Reads AWS's word for it: `STRICT`, `PRESENT` or `NONE`.
    pub fn from_keyword(keyword: &str) -> Option<Self> {
        match keyword {
            "STRICT" => Some(Self::Strict),
            "PRESENT" => Some(Self::Present),
            "NONE" => Some(Self::None),
            _ => None,
        }
    }
}

/// The state that is tested.
#[derive(Debug)]
pub(super) struct Subject {
    pub name: String,
    pub state: State,
    /// The language of states that name none.
    pub language: QueryLanguage,
}

impl Subject {
    pub fn of(request: &TestRequest) -> Result<Self, Refusal> {
        let Some(name) = &request.state_name else {
            let (state, findings) = State::parse(&request.definition);
            return match (InvalidDefinition::from_findings(findings), state) {
                (None, Some(state)) => Ok(Self {
                    name: NAMELESS.to_owned(),
                    state,
                    language: QueryLanguage::default(),
                }),
                (Some(invalid), _) => Err(Refusal::InvalidDefinition(invalid)),
                (None, None) => Err(Refusal::StateNotFound),
            };
        };
        let (definition, findings) = Definition::parse(&request.definition);
        if let Some(invalid) = InvalidDefinition::from_findings(findings) {
            return Err(Refusal::InvalidDefinition(invalid));
        }
        let definition = definition.ok_or(Refusal::StateNotFound)?;
        let state = definition.find_state(name).ok_or(Refusal::StateNotFound)?;
        Ok(Self {
            name: name.clone(),
            state: state.clone(),
            language: definition.query_language.unwrap_or_default(),
        })
    }
}

impl TestRequest {
    pub(super) fn input(&self) -> Result<Value, Refusal> {
        match &self.input {
            None => Ok(Object::new().into()),
            Some(text) => Value::from_json(text).map_err(|_| Refusal::InvalidInput),
        }
    }

    pub(super) fn variables(&self) -> Result<Vec<(Arc<str>, Value)>, Refusal> {
        let Some(text) = &self.variables else {
            return Ok(Vec::new());
        };
        match Value::from_json(text) {
            Ok(Value::Object(variables)) => Ok(variables
                .iter()
                .map(|(name, value)| (Arc::from(name.as_str()), value.clone()))
                .collect()),
            _ => Err(Refusal::InvalidVariables),
        }
    }

    /// What a test without a mock cannot have.
    pub(super) fn check_without_mock(&self, subject: &Subject) -> Result<(), Refusal> {
        if self.mock.is_some() {
            return Ok(());
        }
        if self.configuration.map_iteration_failure_count.is_some() {
            return Err(Refusal::FailureCountWithoutMock);
        }
        match subject.state.state_type() {
            StateType::Map | StateType::Parallel => return Err(Refusal::ForkWithoutMock),
            StateType::Task => {}
            _ => return self.check_context_without_mock(),
        }
        match resource(&subject.state) {
            Some(Resource::Activity { .. }) => return Err(Refusal::ActivityWithoutMock),
            Some(Resource::Integration { pattern, .. }) if pattern != Pattern::RequestResponse => {
                return Err(Refusal::PatternWithoutMock);
            }
            _ => {}
        }
        self.check_context_without_mock()?;
        match self.role_arn {
            Some(_) => Ok(()),
            None => Err(Refusal::RoleMissing),
        }
    }

    fn check_context_without_mock(&self) -> Result<(), Refusal> {
        match self.context {
            Some(_) => Err(Refusal::ContextWithoutMock),
            None => Ok(()),
        }
    }
}
