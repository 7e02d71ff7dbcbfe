//! `TestState`.

use sfn_core::engine::{Identity, TaskStart};
use sfn_core::expr::{Object, Value};
use sfn_core::history::Fault;
use sfn_core::program::Program;
use sfn_core::runtime::Start;
use sfn_core::test_state::{
    FieldValidation, MockInput, MockedError, Refusal, RefusalCode, Report, StateConfiguration,
    StateTest, TestRequest, TestSetting, Turn,
};
use std::sync::Arc;

use super::{internal, state_machine_settings as settings};
use crate::Endpoint;
use crate::protocol::{ApiError, ErrorCode, Fields, constraint, input, read, spaced};
use crate::service_schema;

/// A test takes at most five minutes (API reference).
const MAX_SECONDS: i64 = 300;

/// How much of the state's inner life is told.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Info,
    Debug,
}

pub(super) async fn run(endpoint: &Endpoint, body: &Object) -> Result<Vec<u8>, ApiError> {
    let (request, level) = read(body, request)?;
    if let Some(role) = &request.role_arn {
        settings::check_role(role)?;
    }
    let refuse = |refusal: Refusal| refused(&request, &refusal);
    let mut test = StateTest::new(&request, setting(endpoint)).map_err(refuse)?;
    if let Some(call) = test.mocked_call() {
        let checked = service_schema::check(call);
        checked.map_err(|fault| refuse(Refusal::Schema(fault.to_string())))?;
    }
    loop {
        match test.turn() {
            Turn::Done(report) => return Ok(reply(&report, level).to_json().into_bytes()),
            Turn::Refused(refusal) => return Err(refuse(refusal)),
            Turn::Task(task) => {
                let answer = attempt(endpoint, &task).await?;
                test.answer(answer);
            }
        }
    }
}

fn request(fields: &mut Fields<'_>) -> (TestRequest, Level) {
    let definition = fields.required_text("definition", constraint::DEFINITION);
    let text = |text: Option<&str>| text.map(str::to_owned);
    let level = fields.word("inspectionLevel", &["INFO", "DEBUG", "TRACE"]);
    let request = TestRequest {
        definition: definition.to_owned(),
        state_name: text(fields.text("stateName", constraint::STATE_NAME)),
        role_arn: text(fields.text("roleArn", constraint::ARN)),
        input: text(fields.text("input", constraint::PAYLOAD)),
        variables: text(fields.text("variables", constraint::PAYLOAD)),
        context: text(fields.text("context", constraint::PAYLOAD)),
        mock: fields.object("mock", mock),
        configuration: fields
            .object("stateConfiguration", configuration)
            .unwrap_or_default(),
        reveal_secrets: fields.flag("revealSecrets").unwrap_or(false),
    };
    // TRACE adds the requests and responses of HTTP tasks, which nothing here makes.
    let level = match level {
        Some("DEBUG" | "TRACE") => Level::Debug,
        _ => Level::Info,
    };
    (request, level)
}

fn mock(fields: &mut Fields<'_>) -> MockInput {
    let error = fields.object("errorOutput", |fields| MockedError {
        error: fields.text("error", constraint::ERROR).map(str::to_owned),
        cause: fields.text("cause", constraint::CAUSE).map(str::to_owned),
    });
    let validation = fields.word("fieldValidationMode", &["STRICT", "PRESENT", "NONE"]);
    MockInput {
        result: fields
            .text("result", constraint::PAYLOAD)
            .map(str::to_owned),
        error,
        validation: validation
            .and_then(FieldValidation::from_keyword)
            .unwrap_or_default(),
    }
}

fn configuration(fields: &mut Fields<'_>) -> StateConfiguration {
    let retries = fields.integer("retrierRetryCount", 0..=i64::from(u32::MAX));
    let failures = fields.integer("mapIterationFailureCount", 0..=i64::MAX);
    let text = |text: Option<&str>| text.map(str::to_owned);
    StateConfiguration {
        retrier_retry_count: retries.and_then(|count| count.try_into().ok()),
        map_iteration_failure_count: failures.and_then(|count| count.try_into().ok()),
        error_caused_by_state: text(fields.text("errorCausedByState", constraint::STATE_NAME)),
        map_item_reader_data: text(fields.text("mapItemReaderData", constraint::PAYLOAD)),
    }
}

/// Names that nothing else has: AWS's tests are Express executions of machines of their own (recorded).
fn setting(endpoint: &Endpoint) -> TestSetting {
    let runtime = endpoint.runtime();
    let (machine, execution) = (runtime.unique_name(), runtime.unique_name());
    let place = endpoint.place();
    let mut identity = Identity::in_account(&place.region, &place.account, &machine, &execution);
    identity.execution_arn = endpoint.arn(&format!("express:{machine}:{execution}"));
    let mut setting = TestSetting::new(identity);
    setting.now = endpoint.now();
    setting.seed = setting.now.unix_millis().unsigned_abs();
    setting
}

/// Has a task without a mock done by who does it in executions: in one of a machine that has nothing else.
async fn attempt(endpoint: &Endpoint, task: &TaskStart) -> Result<Result<Value, Fault>, ApiError> {
    let mut state = Object::new();
    state.insert("Type", "Task");
    state.insert("QueryLanguage", "JSONata");
    state.insert("Resource", task.resource.text());
    state.insert("Arguments", "{% $states.input %}");
    state.insert("TimeoutSeconds", MAX_SECONDS);
    state.insert("End", true);
    let states = Object::from_iter([(&*task.state, state)]);
    let mut machine = Object::new();
    machine.insert("StartAt", &*task.state);
    machine.insert("States", states);
    let definition = sfn_core::asl::Definition::from_value(&machine.into()).map_err(internal)?;
    let program = Arc::new(Program::compile(&definition).map_err(internal)?);
    // No machine has this name, so no list shows the execution.
    let machine = endpoint.runtime().unique_name();
    let mut start = Start::new(machine, task.arguments.clone());
    start.place = Some(endpoint.place().clone());
    let handle = endpoint.runtime().start_program(&program, start).await;
    let outcome = handle
        .map_err(internal)?
        .outcome()
        .await
        .map_err(internal)?;
    Ok(outcome.output.ok_or(Fault {
        error: outcome.error,
        cause: outcome.cause,
    }))
}

fn refused(request: &TestRequest, refusal: &Refusal) -> ApiError {
    let code = match refusal.code() {
        RefusalCode::InvalidDefinition => ErrorCode::InvalidDefinition,
        RefusalCode::InvalidExecutionInput => {
            let words = request.input.as_deref().map(input::json);
            if let Some(Err(words)) = words {
                let message = format!("Invalid State Machine Execution Input: '{words}'");
                return ApiError::new(ErrorCode::InvalidExecutionInput, message);
            }
            ErrorCode::InvalidExecutionInput
        }
        _ => ErrorCode::ValidationException,
    };
    ApiError::new(code, refusal.to_string())
}

fn reply(report: &Report, level: Level) -> Value {
    let mut reply = Object::new();
    if let Some(output) = &report.output {
        reply.insert("output", spaced(output));
    }
    let texts = [
        ("error", &report.error),
        ("cause", &report.cause),
        ("nextState", &report.next_state),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            reply.insert(name, &**text);
        }
    }
    reply.insert("status", report.status.as_str());
    if level == Level::Debug {
        reply.insert("inspectionData", inspection(report));
    }
    reply.into()
}

fn inspection(report: &Report) -> Object {
    let inspection = &report.inspection;
    let mut data = Object::new();
    for (stage, value) in &inspection.stages {
        data.insert(stage.as_str(), spaced(value));
    }
    if let Some(variables) = &inspection.variables {
        data.insert("variables", spaced(variables));
    }
    let counts = [
        ("maxConcurrency", inspection.max_concurrency),
        ("toleratedFailureCount", inspection.tolerated_failure_count),
    ];
    for (name, count) in counts {
        if let Some(count) = count {
            data.insert(name, count);
        }
    }
    if let Some(percentage) = inspection.tolerated_failure_percentage {
        data.insert("toleratedFailurePercentage", percentage);
    }
    let mut error = Object::new();
    let places = [
        ("catchIndex", inspection.catch_index),
        ("retryIndex", inspection.retry_index),
    ];
    for (name, place) in places {
        if let Some(place) = place.and_then(|place| i64::try_from(place).ok()) {
            error.insert(name, place);
        }
    }
    if let Some(backoff) = inspection.retry_backoff {
        let seconds = i64::try_from(backoff.as_secs()).unwrap_or(i64::MAX);
        error.insert("retryBackoffIntervalSeconds", seconds);
    }
    if !error.is_empty() {
        data.insert("errorDetails", error);
    }
    data
}

#[cfg(test)]
mod tests {
    use sfn_core::runtime::{Place, Runtime};

    use super::*;

    #[track_caller]
    fn check(request: &str, expected: &str) {
        let runtime = Runtime::builder()
            .function("Double", async |n: Value| {
                Ok(Value::from(n.as_i64().unwrap_or(0) * 2))
            })
            .virtual_time()
            .build();
        let endpoint = Endpoint::new(runtime, Place::default());
        let request = Value::from_json(request).unwrap();
        let tokio = tokio::runtime::Builder::new_current_thread().build();
        let answer = tokio
            .unwrap()
            .block_on(run(&endpoint, request.as_object().unwrap()));
        let told = match answer {
            Ok(reply) => String::from_utf8(reply).unwrap(),
            Err(error) => error.to_string(),
        };
        assert_eq!(told, expected);
    }

    const PASS: &str = r#""definition": "{\"Type\": \"Pass\", \"End\": true}", "input": "[1,2]""#;
    const DOUBLE: &str = r#""definition": "{\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:us-east-1:123456789012:function:Double\", \"End\": true}""#;

    #[test]
    fn the_level_says_how_much_is_told() {
        check(
            &format!("{{{PASS}}}"),
            r#"{"output":"[1, 2]","status":"SUCCEEDED"}"#,
        );
        check(
            &format!(r#"{{{PASS}, "inspectionLevel": "DEBUG"}}"#),
            r#"{"output":"[1, 2]","status":"SUCCEEDED","inspectionData":{"input":"[1, 2]","afterInputPath":"[1, 2]","afterParameters":"[1, 2]","afterResultSelector":"[1, 2]","afterResultPath":"[1, 2]"}}"#,
        );
    }

    #[test]
    fn a_task_without_a_mock_is_done_by_who_does_it_in_executions() {
        let role = r#""roleArn": "arn:aws:iam::123456789012:role/r""#;
        check(
            &format!(r#"{{{DOUBLE}, {role}, "input": "21"}}"#),
            r#"{"output":"42","status":"SUCCEEDED"}"#,
        );
        check(
            &format!(r#"{{{DOUBLE}, "input": "21"}}"#),
            "ValidationException: RoleArn must be specified when testing a Task state",
        );
    }

    #[test]
    fn an_error_says_which_retrier_and_which_catcher_are_for_it() {
        let definition = r#"{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::lambda:invoke\", \"Retry\": [{\"ErrorEquals\": [\"Busy\"], \"MaxAttempts\": 1}], \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"B\"}], \"End\": true}"#;
        check(
            &format!(
                r#"{{"definition": "{definition}", "inspectionLevel": "DEBUG", "mock": {{"errorOutput": {{"error": "Busy"}}}}, "stateConfiguration": {{"retrierRetryCount": 1}}}}"#
            ),
            r#"{"output":"{\"Error\": \"Busy\", \"Cause\": null}","error":"Busy","nextState":"B","status":"CAUGHT_ERROR","inspectionData":{"input":"{}","afterInputPath":"{}","afterParameters":"{}","errorDetails":{"catchIndex":0,"retryIndex":0}}}"#,
        );
    }

    #[test]
    fn an_input_that_is_no_json_is_told_in_the_words_of_executions() {
        check(
            r#"{"definition": "{\"Type\": \"Succeed\"}", "input": "oops"}"#,
            "InvalidExecutionInput: Invalid State Machine Execution Input: 'Unrecognized token 'oops': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'",
        );
    }

    #[test]
    fn a_mocked_answer_breaks_its_services_schema() {
        check(
            r#"{"definition": "{\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::sns:publish\", \"End\": true}", "mock": {"result": "{\"MessageId\": 1}"}}"#,
            "ValidationException: Mock result schema validation error: Field 'MessageId' must be a string",
        );
    }
}
