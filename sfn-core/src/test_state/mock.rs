//! What stands in for a state's work, and whether it can.

use sfn_asl::{StateKind, StateType};
use sfn_expr::Value;

use super::request::{FieldValidation, Subject, TestRequest};
use super::{MockedCall, Refusal, resource};
use crate::history::Fault;
use crate::program::{Pattern, Resource};

/// The mock of a request, if it has one that its state can take.
pub(super) fn mock(
    request: &TestRequest,
    subject: &Subject,
) -> Result<Option<Result<Value, Fault>>, Refusal> {
    let Some(mock) = &request.mock else {
        return Ok(None);
    };
    if request.reveal_secrets {
        return Err(Refusal::SecretsWithMock);
    }
    let state = subject.state.state_type();
    if !matches!(
        state,
        StateType::Task | StateType::Map | StateType::Parallel
    ) {
        return Err(Refusal::MockOfType(state));
    }
    match (&mock.result, &mock.error) {
        (Some(result), None) => {
            let result = Value::from_json(result).map_err(|_| Refusal::ResultIsNotJson)?;
            check_result(subject, &result, mock.validation)?;
            Ok(Some(Ok(result)))
        }
        (None, Some(error)) => Ok(Some(Err(Fault {
            error: error.error.as_deref().map(Into::into),
            cause: error.cause.as_deref().map(Into::into),
        }))),
        (Some(_), Some(_)) | (None, None) => Err(Refusal::MockOfTwoKinds),
    }
}

fn check_result(
    subject: &Subject,
    result: &Value,
    validation: FieldValidation,
) -> Result<(), Refusal> {
    match &subject.state.kind {
        StateKind::Map(map) if map.result_writer.is_some() => object(result),
        StateKind::Map(_) => array(result).map(|_| ()),
        StateKind::Parallel(parallel) if array(result)? == parallel.branches.len() => Ok(()),
        StateKind::Parallel(_) => Err(Refusal::ResultOfOtherLength),
        _ => match resource(&subject.state) {
            // What is sent for a token is the worker's business.
            Some(Resource::Integration { pattern, .. })
                if pattern != Pattern::WaitForTaskToken && validation != FieldValidation::None =>
            {
                object(result)
            }
            _ => Ok(()),
        },
    }
}

fn array(result: &Value) -> Result<usize, Refusal> {
    match result {
        Value::Array(items) => Ok(items.len()),
        _ => Err(Refusal::ResultIsNoArray),
    }
}

fn object(result: &Value) -> Result<(), Refusal> {
    match result {
        Value::Object(_) => Ok(()),
        _ => Err(Refusal::ResultIsNoObject),
    }
}

/// The mocked answer of a service, if its schema is to be kept.
pub(super) fn call(
    request: &TestRequest,
    state: &sfn_asl::State,
    mock: Option<&Result<Value, Fault>>,
) -> Option<MockedCall> {
    let validation = request.mock.as_ref()?.validation;
    let answer = mock?.as_ref().ok()?;
    match resource(state)? {
        Resource::Integration {
            service,
            action,
            pattern,
            ..
        } if pattern != Pattern::WaitForTaskToken && validation != FieldValidation::None => {
            let action = action.split('.').next().unwrap_or_default();
            Some(MockedCall {
                service: service.to_string(),
                action: action.to_owned(),
                pattern,
                answer: answer.clone(),
                validation,
            })
        }
        _ => None,
    }
}
