//! Answers in place of services, from a file in the format of AWS's Step Functions Local.
//!
//! ```json
//! {
//!   "StateMachines": {"Order": {"TestCases": {"Happy": {"Charge": "ChargeSucceeds"}}}},
//!   "MockedResponses": {"ChargeSucceeds": {"0": {"Throw": {"Error": "Busy", "Cause": "later"}}, "1-3": {"Return": {"id": 7}}}}
//! }
//! ```
//!
//! An execution that is started with the ARN `…:stateMachine:Order#Happy` has its state `Charge` answered by
//! `ChargeSucceeds`: the first attempt fails, the next three give a result. States that a test case does not name are
//! done as ever.

use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use sfn_core::expr::{Object, Value};
use sfn_core::program::{Pattern, Resource};
use sfn_core::runtime::{IntegrationProvider, TaskContext, TaskFailure, TaskFuture};

use crate::Endpoint;
use crate::endpoint::Shared;

/// How many executions with a test case are remembered; the oldest are forgotten.
const MAX_EXECUTIONS: usize = 100_000;

/// The answers of a mock file.
///
/// ```
/// use sfn_local::Mocks;
///
/// let file = r#"{"StateMachines": {"Order": {"TestCases": {"Happy": {"Charge": "Paid"}}}}, "MockedResponses": {}}"#;
/// let error = Mocks::from_json(file).unwrap_err();
/// assert_eq!(error.to_string(), "`Order`, `Happy`, `Charge`: there is no mocked response `Paid`");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Mocks {
    /// By machine and test case: the answers of each state.
    cases: HashMap<(String, String), Arc<Case>>,
}

/// What is wrong with a mock file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MockError {
    at: Vec<String>,
    what: String,
}

/// A test case: the answers of its states, by name.
#[derive(Debug)]
struct Case(HashMap<String, Vec<Answer>>);

/// What some attempts are answered with.
#[derive(Clone, Debug, PartialEq)]
struct Answer {
    first: u64,
    last: u64,
    result: Result<Value, TaskFailure>,
}

impl Mocks {
    /// Reads a mock file.
    ///
    /// # Errors
    /// [`MockError`] if it is not JSON, or does not say what such a file says.
    pub fn from_json(text: &str) -> Result<Self, MockError> {
        let file = Value::from_json(text).map_err(|error| fault(&[], error.to_string()))?;
        let responses = object(file.get("MockedResponses"), &["MockedResponses"])?;
        let mut answers = HashMap::new();
        for (name, response) in responses.iter() {
            let at = ["MockedResponses", name.as_str()];
            let mut list = Vec::new();
            for (attempts, answer) in object(Some(response), &at)?.iter() {
                list.push(answer_of(attempts, answer, &at)?);
            }
            answers.insert(name.as_str(), list);
        }
        let mut cases = HashMap::new();
        let machines = object(file.get("StateMachines"), &["StateMachines"])?;
        for (machine, described) in machines.iter() {
            let at = ["StateMachines", machine.as_str(), "TestCases"];
            for (case, states) in object(described.get("TestCases"), &at)?.iter() {
                let mut mocked = HashMap::new();
                let at = [machine.as_str(), case.as_str()];
                for (state, response) in object(Some(states), &at)?.iter() {
                    let name = response.as_str().unwrap_or_default();
                    let found = answers.get(name).ok_or_else(|| {
                        let at = [machine.as_str(), case.as_str(), state.as_str()];
                        fault(&at, format!("there is no mocked response `{name}`"))
                    })?;
                    mocked.insert(state.as_str().to_owned(), found.clone());
                }
                let key = (machine.as_str().to_owned(), case.as_str().to_owned());
                cases.insert(key, Arc::new(Case(mocked)));
            }
        }
        Ok(Self { cases })
    }

    fn case(&self, machine: &str, case: &str) -> Option<&Arc<Case>> {
        self.cases.get(&(machine.to_owned(), case.to_owned()))
    }
}

fn answer_of(attempts: &str, answer: &Value, at: &[&str]) -> Result<Answer, MockError> {
    let (first, last) = attempts.split_once('-').unwrap_or((attempts, attempts));
    let (Ok(first), Ok(last)) = (first.parse(), last.parse()) else {
        let what = format!("`{attempts}` is neither a number nor a range such as `1-2`");
        return Err(fault(at, what));
    };
    let result = match (answer.get("Return"), answer.get("Throw")) {
        (Some(result), None) => Ok(result.clone()),
        (None, Some(failure)) => {
            let text = |name| {
                failure
                    .get(name)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
            };
            Err(TaskFailure::new(text("Error"), text("Cause")))
        }
        _ => {
            let what = format!("`{attempts}` needs either `Return` or `Throw`");
            return Err(fault(at, what));
        }
    };
    Ok(Answer {
        first,
        last,
        result,
    })
}

fn object(value: Option<&Value>, at: &[&str]) -> Result<Object, MockError> {
    let object = value.and_then(Value::as_object);
    object
        .cloned()
        .ok_or_else(|| fault(at, "an object is missing here".to_owned()))
}

fn fault(at: &[&str], what: String) -> MockError {
    let at = at.iter().map(ToString::to_string).collect();
    MockError { at, what }
}

/// Serves the states of executions that were started with a test case.
#[derive(Clone)]
pub(crate) struct MockProvider {
    mocks: Mocks,
    /// Whose callbacks to answer; it keeps this, and not the other way round.
    endpoint: Weak<Shared>,
    running: Arc<Mutex<Running>>,
}

/// The executions with a test case, by machine and name.
#[derive(Default)]
struct Running {
    by_name: HashMap<String, Mocked>,
    order: VecDeque<String>,
}

struct Mocked {
    case: Arc<Case>,
    /// How often each state was attempted.
    attempts: HashMap<Arc<str>, u64>,
}

impl MockProvider {
    pub fn new(mocks: Mocks) -> Self {
        Self {
            mocks,
            endpoint: Weak::new(),
            running: Arc::default(),
        }
    }

    /// The same, which answers the callbacks of that endpoint.
    pub fn answering(&self, endpoint: Weak<Shared>) -> Self {
        Self {
            endpoint,
            ..self.clone()
        }
    }

    /// Answers the states of an execution, which is about to start, by a test case; `false` if there is no such case.
    pub fn expect(&self, machine: &str, execution: &str, case: &str) -> bool {
        let Some(case) = self.mocks.case(machine, case) else {
            return false;
        };
        let key = format!("{machine}:{execution}");
        let mocked = Mocked {
            case: Arc::clone(case),
            attempts: HashMap::new(),
        };
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        if running.order.len() >= MAX_EXECUTIONS {
            let oldest = running.order.pop_front().unwrap_or_default();
            running.by_name.remove(&oldest);
        }
        running.order.push_back(key.clone());
        running.by_name.insert(key, mocked);
        true
    }

    /// The answer to the next attempt at a state; `None` if it is not mocked.
    fn next(&self, context: &TaskContext) -> Option<Result<Value, TaskFailure>> {
        let machine = context.execution_arn.split(':').nth(6)?;
        let key = format!("{machine}:{}", context.execution);
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        let mocked = running.by_name.get_mut(&key)?;
        let answers = mocked.case.0.get(&*context.state)?;
        let attempt = mocked.attempts.entry(context.state.clone()).or_default();
        let number = *attempt;
        *attempt += 1;
        let answer = answers
            .iter()
            .find(|answer| (answer.first..=answer.last).contains(&number));
        Some(answer.map_or_else(
            || {
                let cause = format!(
                    "the mocked response of the state '{}' has no answer number {number}: add one to the mock file",
                    context.state
                );
                Err(TaskFailure::new("States.TaskFailed", cause))
            },
            |answer| answer.result.clone(),
        ))
    }
}

impl IntegrationProvider for MockProvider {
    fn attempt(
        &self,
        resource: &Resource,
        _arguments: &Value,
        context: &TaskContext,
    ) -> Option<TaskFuture> {
        let answer = self.next(context)?;
        let pattern = match resource {
            Resource::Integration { pattern, .. } => *pattern,
            _ => Pattern::RequestResponse,
        };
        let endpoint = Endpoint::from_shared(self.endpoint.upgrade()?);
        let context = context.clone();
        Some(Box::pin(async move {
            match (pattern, &context.task_token) {
                (Pattern::Sync | Pattern::Sync2, _) => {
                    context.submitted(Value::from(Object::new()));
                    answer
                }
                // The callback comes at once.
                (Pattern::WaitForTaskToken, Some(token)) => {
                    let tasks = endpoint.runtime().tasks();
                    // The execution may be over: then nobody waits for the answer either.
                    let _ = match answer {
                        Ok(output) => tasks.succeed(token, output).await,
                        Err(failure) => {
                            let (error, cause) = (&failure.error, &failure.cause);
                            tasks.fail(token, Some(error), Some(cause)).await
                        }
                    };
                    Ok(Value::from(Object::new()))
                }
                _ => answer,
            }
        }))
    }
}

impl fmt::Debug for MockProvider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockProvider")
            .field("mocks", &self.mocks)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for MockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, name) in self.at.iter().enumerate() {
            let separator = if place > 0 { ", " } else { "" };
            write!(f, "{separator}`{name}`")?;
        }
        let separator = if self.at.is_empty() { "" } else { ": " };
        write!(f, "{separator}{}", self.what)
    }
}

impl std::error::Error for MockError {}
