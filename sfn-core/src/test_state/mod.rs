//! Tests of one state, as AWS's `TestState` runs them.
//!
//! A test runs its state on the engine, in a machine where everything that the state leads to ends at once. What the
//! world would do is mocked: the result or the error of a task, of branches, of iterations. Nothing here does I/O: a
//! task without a mock is handed to the caller, who answers for it. Waits end at once.
//!
//! ```
//! use sfn_core::engine::Identity;
//! use sfn_core::test_state::{StateTest, TestRequest, TestSetting, TestStatus, Turn};
//!
//! let request = TestRequest {
//!     definition: r#"{"Type": "Choice", "Default": "Small",
//!         "Choices": [{"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Large"}]}"#.into(),
//!     input: Some(r#"{"total": 120}"#.into()),
//!     ..TestRequest::default()
//! };
//! let mut test = StateTest::new(&request, TestSetting::new(Identity::local("Test", "first")))?;
//! let Turn::Done(report) = test.turn() else { panic!("nothing here waits") };
//! assert_eq!(report.status, TestStatus::Succeeded);
//! assert_eq!(report.next_state.as_deref(), Some("Large"));
//! # Ok::<(), sfn_core::test_state::Refusal>(())
//! ```

mod context;
mod mock;
mod refusal;
mod report;
mod request;

pub use crate::engine::probe::{DataStage, Inspection};
pub use refusal::{InvalidContext, Refusal, RefusalCode};
pub use report::{Report, TestStatus};
pub use request::{
    FieldValidation, MockInput, MockedError, StateConfiguration, TestRequest, TestSetting,
};

use sfn_asl::{QueryLanguage, StateType};
use sfn_expr::Value;

use crate::clock::Timestamp;
use crate::engine::probe::{self, Given, Probe, Seen};
use crate::engine::{Command, Execution, Stimulus, TaskId, TaskStart, TimerReason};
use crate::history::Fault;
use crate::program::{Pattern, Program, Resource};
use request::Subject;

/// A test under way.
#[derive(Debug)]
pub struct StateTest {
    program: Program,
    execution: Execution,
    probe: Probe,
    now: Timestamp,
    state: StateType,
    language: QueryLanguage,
    input: Value,
    mock: Option<Result<Value, Fault>>,
    mocked_call: Option<MockedCall>,
    waiting: Option<TaskId>,
    next: Option<Stimulus>,
}

/// What a test comes to, as far as it gets.
#[derive(Debug)]
pub enum Turn {
    /// The state is done.
    Done(Box<Report>),
    /// The test makes no sense, as shows only now.
    Refused(Refusal),
    /// The state is a task without a mock: [`StateTest::answer`] goes on.
    Task(Box<TaskStart>),
}

/// A mocked answer of a service, to be held against the service's own schema.
///
/// ```
/// use sfn_core::engine::Identity;
/// use sfn_core::test_state::{MockInput, StateTest, TestRequest, TestSetting};
///
/// let request = TestRequest {
///     definition: r#"{"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}"#.into(),
///     mock: Some(MockInput { result: Some(r#"{"MessageId": "1"}"#.into()), ..MockInput::default() }),
///     ..TestRequest::default()
/// };
/// let test = StateTest::new(&request, TestSetting::new(Identity::local("T", "t")))?;
/// let call = test.mocked_call().expect("a service is mocked");
/// assert_eq!((&*call.service, &*call.action), ("sns", "publish"));
/// # Ok::<(), sfn_core::test_state::Refusal>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MockedCall {
    /// The service as histories call it: `dynamodb`, `aws-sdk:s3`.
    pub service: String,
    /// The action, without its pattern: `putItem`.
    pub action: String,
    /// How the task ends: with the answer itself, or with that of the service's polling for the end of a job.
    pub pattern: Pattern,
    /// The mocked answer.
    pub answer: Value,
    /// What is asked of it; never [`FieldValidation::None`].
    pub validation: FieldValidation,
}

impl StateTest {
    /// Sets up a test.
    ///
    /// # Errors
    /// A [`Refusal`] with AWS's words for what is wrong with the request.
    pub fn new(request: &TestRequest, setting: TestSetting) -> Result<Self, Refusal> {
        let subject = Subject::of(request)?;
        let state = subject.state.state_type();
        let input = request.input()?;
        let variables = request.variables()?;
        let mock = mock::mock(request, &subject)?;
        request.check_without_mock(&subject)?;
        let context = match &request.context {
            Some(text) => context::given(text, &subject.state)?,
            None => context::default(request, &setting, &subject, &input),
        };
        let is_fork = matches!(state, StateType::Map | StateType::Parallel);
        let configuration = &request.configuration;
        let given = Given {
            context,
            variables,
            fork: mock.clone().filter(|_| is_fork),
            reader_data: configuration.map_item_reader_data.clone(),
            failed_iterations: configuration.map_iteration_failure_count,
            retries: configuration.retrier_retry_count,
        };
        let program = Program::compile_state(
            &subject.name,
            &subject.state,
            subject.language,
            &given.variables,
        );
        let mocked_call = mock::call(request, &subject.state, mock.as_ref());
        Ok(Self {
            program,
            execution: Execution::new(setting.identity, input.clone(), setting.seed),
            probe: Probe {
                given,
                seen: Seen::default(),
            },
            now: setting.now,
            state,
            language: subject.state.query_language.unwrap_or(subject.language),
            input,
            mock,
            mocked_call,
            waiting: None,
            next: Some(Stimulus::Start),
        })
    }

    /// The mocked answer of a service, if there is one and the request does not say that it may be anything.
    pub fn mocked_call(&self) -> Option<&MockedCall> {
        self.mocked_call.as_ref()
    }

    /// Goes on until the state is done or a task without a mock is to be run.
    ///
    /// Called again after [`Turn::Task`] without an [`answer`](Self::answer), it reports a failure.
    pub fn turn(&mut self) -> Turn {
        while let Some(stimulus) = self.next.take() {
            let commands = probe::step(
                &self.program,
                &mut self.execution,
                self.now,
                stimulus,
                &mut self.probe,
            );
            if self.probe.seen.end.is_some() {
                break;
            }
            if commands.more {
                self.next = Some(Stimulus::Continue);
            }
            for command in commands.list {
                match command {
                    Command::StartTask(start) => match self.mock.clone() {
                        Some(answer) => self.next = Some(stimulus_of(start.task, answer)),
                        None => {
                            self.waiting = Some(start.task);
                            return Turn::Task(start);
                        }
                    },
                    Command::SetTimer {
                        timer,
                        at,
                        reason: TimerReason::Wait { .. },
                    } => {
                        self.now = at;
                        self.next = Some(Stimulus::TimerFired { timer });
                    }
                    _ => {}
                }
            }
        }
        if self.probe.seen.too_many_failures {
            return Turn::Refused(Refusal::TooManyFailures);
        }
        Turn::Done(Box::new(self.report()))
    }

    /// Says what the task of [`Turn::Task`] came to.
    pub fn answer(&mut self, answer: Result<Value, Fault>) {
        if let Some(task) = self.waiting.take() {
            self.next = Some(stimulus_of(task, answer));
        }
    }
}

fn stimulus_of(task: TaskId, answer: Result<Value, Fault>) -> Stimulus {
    match answer {
        Ok(result) => Stimulus::TaskSucceeded { task, result },
        Err(fault) => Stimulus::TaskFailed { task, fault },
    }
}

/// What the `Resource` of a Task names.
fn resource(state: &sfn_asl::State) -> Option<Resource> {
    match &state.kind {
        sfn_asl::StateKind::Task(task) => Some(Resource::parse(&task.resource)),
        _ => None,
    }
}
