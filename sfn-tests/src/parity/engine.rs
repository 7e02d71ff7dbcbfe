//! The engine, on a definition, in virtual time.

use super::ending::named;
use super::plain::{block_on, quietly};
use super::{Disagreement, Ending, Subject, calls};
use serde_json::Value;
use sfn::__private::Value as EngineValue;
use sfn::Definition;
use sfn::history::Event;
use sfn::runtime::{Outcome, Program, Runtime, Start, Status, TaskFailure};
use std::sync::Arc;

/// Runs a definition; the tasks are found in the process's registry.
pub(super) fn run(
    subject: &Subject,
    definition: &Definition,
    input: &Value,
) -> Result<Ending, Disagreement> {
    let (outcome, _) = execute(subject, definition, input)?;
    ending(subject, &outcome)
}

/// The states that an execution enters, in order.
pub(super) fn path(
    subject: &Subject,
    definition: &Definition,
    input: &Value,
) -> Result<Vec<String>, Disagreement> {
    let (_, history) = execute(subject, definition, input)?;
    let entered = history
        .iter()
        .filter(|event| event.kind.type_name().ends_with("StateEntered"));
    let names = entered.filter_map(|event| event.kind.state_name());
    Ok(names.map(str::to_owned).collect())
}

fn execute(
    subject: &Subject,
    definition: &Definition,
    input: &Value,
) -> Result<(Outcome, Vec<Event>), Disagreement> {
    calls::reset();
    let input = (subject.encode)(input.clone()).map_err(Disagreement::Value)?;
    let program = Program::compile(definition)
        .map_err(|error| refused(format!("{error}\n{}", definition.to_json_pretty())))?;
    let program = Arc::new(program);
    let run = || {
        quietly(|| {
            block_on(async {
                let runtime = Runtime::builder().virtual_time().build();
                let start = Start::new(subject.name, input);
                let handle = runtime.start_program(&program, start).await;
                let handle = handle.map_err(|error| refused(error.to_string()))?;
                let outcome = handle.outcome().await;
                let outcome = outcome.map_err(|error| refused(error.to_string()))?;
                let history = handle.history().await;
                let history = history.map_err(|error| refused(error.to_string()))?;
                Ok((outcome, history))
            })
        })
    };
    #[cfg(feature = "judge")]
    let run = || super::judge::record(subject.name, definition, run);
    run()
}

fn refused(why: String) -> Disagreement {
    Disagreement::Refused(why)
}

fn ending(subject: &Subject, outcome: &Outcome) -> Result<Ending, Disagreement> {
    if outcome.status == Status::Succeeded {
        let output = outcome.output.clone().unwrap_or(EngineValue::Null);
        return (subject.normalise)(&output)
            .map(Ending::Ok)
            .map_err(Disagreement::Value);
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
