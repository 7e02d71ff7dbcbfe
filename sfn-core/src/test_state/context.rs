//! The context object of a test.

use sfn_asl::{State, StateType};
use sfn_expr::{Object, Value};

use super::refusal::{InvalidContext, Refusal};
use super::request::{Subject, TestRequest, TestSetting};
use super::resource;
use crate::program::{Pattern, Resource};

/// The token of a task that waits for one, in a test whose context object is not given.
const TOKEN: &str = "TestState";

/// What a field of a context object must be.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    Number,
    Anything,
}

/// The fields of each part of a context object.
fn fields(part: &str) -> Option<&'static [(&'static str, Kind)]> {
    use Kind::{Anything, Number, Text};
    match part {
        "Execution" => Some(&[
            ("Id", Text),
            ("Input", Anything),
            ("Name", Text),
            ("RoleArn", Text),
            ("StartTime", Text),
            ("RedriveCount", Number),
            ("RedriveTime", Text),
        ]),
        "State" => Some(&[
            ("EnteredTime", Text),
            ("Name", Text),
            ("RetryCount", Number),
        ]),
        "StateMachine" => Some(&[("Id", Text), ("Name", Text)]),
        "Task" => Some(&[("Token", Text)]),
        _ => None,
    }
}

/// A context object that a test brings. It is the whole one: nothing is added to it (recorded).
pub(super) fn given(text: &str, state: &State) -> Result<Value, Refusal> {
    let refuse = |invalid| Err(Refusal::InvalidContext(invalid));
    let Ok(Value::Object(context)) = Value::from_json(text) else {
        return refuse(InvalidContext::NoObject);
    };
    for (part, members) in context.iter() {
        let part = part.as_str();
        if part == "Map" {
            return refuse(InvalidContext::Map);
        }
        let Some(known) = fields(part) else {
            return refuse(InvalidContext::Field(part.to_owned()));
        };
        let Value::Object(members) = members else {
            return refuse(InvalidContext::Type(part.to_owned(), "an object"));
        };
        for (name, value) in members.iter() {
            let name = name.as_str();
            let Some((_, kind)) = known.iter().find(|(field, _)| *field == name) else {
                return refuse(InvalidContext::Field(name.to_owned()));
            };
            let expected = match kind {
                Kind::Text if value.as_str().is_none() => "a string",
                Kind::Number if value.as_f64().is_none() => "a number",
                Kind::Text | Kind::Number | Kind::Anything => continue,
            };
            return refuse(InvalidContext::Type(format!("{part}.{name}"), expected));
        }
        if part == "Task" && !waits(state) {
            return refuse(InvalidContext::Task);
        }
    }
    Ok(context.into())
}

/// The context object of a test that brings none. It has no `RedriveCount`, as AWS's has none (recorded).
pub(super) fn default(
    request: &TestRequest,
    setting: &TestSetting,
    subject: &Subject,
    input: &Value,
) -> Value {
    let identity = &setting.identity;
    let now = setting.now.to_string();
    let mut execution = Object::with_capacity(5);
    execution.insert("Id", &*identity.execution_arn);
    execution.insert("Input", input.clone());
    execution.insert("Name", &*identity.execution_name);
    if let Some(role) = &request.role_arn {
        execution.insert("RoleArn", role.as_str());
    }
    execution.insert("StartTime", now.as_str());

    let mut machine = Object::with_capacity(2);
    machine.insert("Id", &*identity.machine_arn);
    machine.insert("Name", &*identity.machine_name);

    let mut state = Object::with_capacity(3);
    state.insert("Name", subject.name.as_str());
    state.insert("EnteredTime", now.as_str());
    if let StateType::Task | StateType::Map | StateType::Parallel = subject.state.state_type() {
        let retries = request.configuration.retrier_retry_count.unwrap_or(0);
        state.insert("RetryCount", retries);
    }

    let mut context = Object::with_capacity(4);
    context.insert("Execution", execution);
    context.insert("StateMachine", machine);
    context.insert("State", state);
    if waits(&subject.state) {
        context.insert("Task", Object::from_iter([("Token", TOKEN)]));
    }
    context.into()
}

/// Whether a state is a task that waits for a job or for a token.
fn waits(state: &State) -> bool {
    matches!(
        resource(state),
        Some(Resource::Integration { pattern, .. }) if pattern != Pattern::RequestResponse
    )
}
