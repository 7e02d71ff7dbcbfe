//! Runs one case three times and compares.

use serde::Deserialize;
use serde_json::Value;
use sfn::Definition;
use sfn::runtime::{Outcome, Program, Runtime, Start, Status, TaskFailure};
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

/// The plain function at work.
pub type PlainRun = Pin<Box<dyn Future<Output = Result<Value, TaskFailure>>>>;

/// A machine under test, with its types hidden behind JSON.
#[derive(Clone, Copy)]
pub struct Subject {
    pub name: &'static str,
    pub definition: fn() -> Definition,
    /// Runs the plain function.
    pub plain: fn(Value) -> PlainRun,
    /// The execution's input, from the plain function's.
    pub encode: fn(Value) -> Result<Value, String>,
    /// An output, through the machine's own type: serde's defaults are filled in.
    pub normalise: fn(Value) -> Result<Value, String>,
    /// An error through the machine's own type; `None` where the type has no such error.
    pub claim: fn(&TaskFailure) -> Option<TaskFailure>,
}

/// Lists machines of a module.
macro_rules! subjects {
    ($($machine:ident),* $(,)?) => {
        /// This module's machines.
        pub fn subjects() -> Vec<$crate::harness::Subject> {
            use sfn::{TaskError, Workflow};
            vec![$($crate::harness::Subject {
                name: stringify!($machine),
                definition: $machine::definition,
                plain: |input| Box::pin(async move {
                    let input: <$machine as Workflow>::Input =
                        serde_json::from_value(input).expect("the case's input fits the machine");
                    match $crate::harness::Call::call($machine, input).await {
                        Ok(output) => Ok(serde_json::to_value(output).expect("an output serialises")),
                        Err(error) => Err(TaskError::to_failure(&error)),
                    }
                }),
                encode: |input| {
                    let input: <$machine as Workflow>::Input =
                        serde_json::from_value(input).map_err(|error| error.to_string())?;
                    let input = <$machine as Workflow>::encode(&input).map_err(|error| error.to_string())?;
                    serde_json::to_value(input).map_err(|error| error.to_string())
                },
                normalise: |output| {
                    let output: <$machine as Workflow>::Output =
                        serde_json::from_value(output).map_err(|error| error.to_string())?;
                    serde_json::to_value(output).map_err(|error| error.to_string())
                },
                claim: |failure| {
                    <$machine as Workflow>::Error::from_failure(failure).map(|error| error.to_failure())
                },
            }),*]
        }
    };
}
pub(crate) use subjects;

/// Calls a machine's function with its input: one argument as it is, several from a tuple.
pub trait Call<Input, Arity> {
    type Output;
    fn call(self, input: Input) -> Self::Output;
}

impl<F: Fn() -> R, R> Call<(), [(); 0]> for F {
    type Output = R;
    fn call(self, (): ()) -> R {
        self()
    }
}

impl<F: Fn(A) -> R, A, R> Call<A, [(); 1]> for F {
    type Output = R;
    fn call(self, input: A) -> R {
        self(input)
    }
}

impl<F: Fn(A, B) -> R, A, B, R> Call<(A, B), [(); 2]> for F {
    type Output = R;
    fn call(self, (a, b): (A, B)) -> R {
        self(a, b)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    input: Value,
    #[serde(default, deserialize_with = "given")]
    ok: Option<Value>,
    err: Option<NamedError>,
    uncaught: Option<String>,
}

/// A member that is there, be it `null`.
fn given<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(value).map(Some)
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedError {
    name: String,
    #[serde(default)]
    payload: Value,
}

/// How a run ended.
#[derive(Debug, PartialEq)]
enum Ending {
    Ok(Value),
    Err(NamedError),
    /// With something that no enum claims; the text differs between the runs.
    Uncaught(String),
}

/// One run at a time: tasks that fail a few times first count their calls.
static TURN: Mutex<()> = Mutex::new(());

/// Checks a case.
pub fn check(subject: &Subject, file: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let case: Case = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let definition = (subject.definition)();
    let reread = Definition::from_json(&definition.to_json()).map_err(|error| error.to_string())?;
    if reread != definition {
        return Err("the emitted JSON does not read back as the definition".to_owned());
    }
    let plain = run_plain(subject, case.input.clone());
    expect(&plain, &case)?;
    for (name, definition) in [("const graph", definition), ("emitted JSON", reread)] {
        let engine = run_engine(subject, &definition, case.input.clone())?;
        let same = match (&plain, &engine) {
            (Ending::Uncaught(_), Ending::Uncaught(_)) => true,
            (plain, engine) => plain == engine,
        };
        if !same {
            return Err(format!(
                "plain Rust: {plain:?}\nengine on the {name}: {engine:?}\n{}",
                definition.to_json_pretty()
            ));
        }
    }
    Ok(())
}

fn expect(plain: &Ending, case: &Case) -> Result<(), String> {
    let expected = match (&case.ok, &case.err, &case.uncaught) {
        (Some(ok), None, None) => matches!(plain, Ending::Ok(output) if output == ok),
        (None, Some(err), None) => matches!(plain, Ending::Err(error) if error == err),
        (None, None, Some(part)) => {
            matches!(plain, Ending::Uncaught(message) if message.contains(part.as_str()))
        }
        _ => return Err("a case says one of `ok`, `err` and `uncaught`".to_owned()),
    };
    if expected {
        Ok(())
    } else {
        Err(format!("plain Rust gave something else: {plain:?}"))
    }
}

fn run_plain(subject: &Subject, input: Value) -> Ending {
    crate::machines::reset();
    let run = AssertUnwindSafe(|| {
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(
                sfn::clock::Clock::virtual_from(sfn::Timestamp::from_unix_millis(0))
                    .scope((subject.plain)(input)),
            )
    });
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = std::panic::catch_unwind(run);
    std::panic::set_hook(hook);
    match result {
        Ok(Ok(output)) => Ending::Ok(output),
        Ok(Err(failure)) => named(&failure),
        Err(panic) => Ending::Uncaught(
            match (
                panic.downcast_ref::<sfn::Uncaught>(),
                panic.downcast_ref::<String>(),
            ) {
                (Some(uncaught), _) => uncaught.to_string(),
                (_, Some(message)) => message.clone(),
                _ => panic
                    .downcast_ref::<&str>()
                    .copied()
                    .unwrap_or_default()
                    .to_owned(),
            },
        ),
    }
}

fn run_engine(subject: &Subject, definition: &Definition, input: Value) -> Result<Ending, String> {
    crate::machines::reset();
    let input = (subject.encode)(input)?;
    let program = Arc::new(
        Program::compile(definition)
            .map_err(|error| format!("{error}\n{}", definition.to_json_pretty()))?,
    );
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(async {
            let runtime = Runtime::builder().virtual_time().build();
            let handle = runtime
                .start_program(&program, Start::new(subject.name, input))
                .await
                .map_err(|error| error.to_string())?;
            handle.outcome().await.map_err(|error| error.to_string())
        });
    std::panic::set_hook(hook);
    ending(subject, outcome?)
}

fn ending(subject: &Subject, outcome: Outcome) -> Result<Ending, String> {
    if outcome.status == Status::Succeeded {
        let output = serde_json::to_value(&outcome.output).map_err(|error| error.to_string())?;
        return (subject.normalise)(output).map(Ending::Ok);
    }
    let failure = TaskFailure::new(
        outcome.error.as_deref().unwrap_or_default(),
        outcome.cause.as_deref().unwrap_or_default(),
    );
    Ok(match (subject.claim)(&failure) {
        Some(failure) => named(&failure),
        None => Ending::Uncaught(failure.to_string()),
    })
}

fn named(failure: &TaskFailure) -> Ending {
    Ending::Err(NamedError {
        name: failure.error.clone(),
        payload: serde_json::from_str(&failure.cause).unwrap_or_default(),
    })
}
