//! Task states: the integration, its arguments and its retriers.

use super::super::{Expr, TaskState};
use super::expression::json;
use crate::task::{RetrySpec, TaskSpec};
use sfn_asl::{Dynamic, ErrorName, JitterStrategy, Number, Retrier, Task, Template};
use sfn_expr::{Object, Value};

/// The optimized integration that a task uses unless it names a resource.
const LAMBDA_INVOKE: &str = "arn:aws:states:::lambda:invoke";

/// The faults of the Lambda service that AWS recommends to retry.
/// <https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#bp-lambda-serviceexception>
const SERVICE_FAULTS: [&str; 4] = [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
];

/// A Task state, without what all states have.
pub fn task(found: &TaskState) -> Task {
    let spec = &found.spec;
    let payload = payload(spec, &found.arguments);
    let mut task = Task::new(spec.resource.unwrap_or(LAMBDA_INVOKE));
    task.arguments = Some(Template(match spec.resource {
        Some(_) => payload,
        None => {
            let mut invoke = Object::new();
            invoke.insert("FunctionName", format!("${{{}}}", spec.name));
            invoke.insert("Payload", payload);
            Value::Object(invoke)
        }
    }));
    task.timeout_seconds = seconds(found.call.timeout_seconds.or(spec.timeout_seconds));
    task.heartbeat_seconds = seconds(spec.heartbeat_seconds);
    task.retry = retriers(found);
    task.catch = super::catchers(&found.catch);
    task
}

/// One argument is the payload; several are an object by parameter name.
fn payload(spec: &TaskSpec, arguments: &[Expr]) -> Value {
    if let [argument] = arguments {
        return json(argument);
    }
    let mut object = Object::new();
    for (name, argument) in spec.parameters.iter().zip(arguments) {
        object.insert(*name, json(argument));
    }
    Value::Object(object)
}

fn seconds(seconds: Option<u64>) -> Option<Dynamic<i64>> {
    integer(seconds).map(Dynamic::Literal)
}

fn integer(number: Option<u64>) -> Option<i64> {
    number.and_then(|number| i64::try_from(number).ok())
}

fn retriers(found: &TaskState) -> Option<Vec<Retrier>> {
    let spec = &found.spec;
    let at_the_call = found.call.retry.iter();
    let mut retriers: Vec<Retrier> = at_the_call
        .chain(spec.retry)
        .map(RetrySpec::retrier)
        .collect();
    if spec.service_retry && spec.resource.is_none() {
        retriers.push(Retrier {
            interval_seconds: Some(1),
            max_attempts: Some(3),
            backoff_rate: Some(Number::Integer(2)),
            jitter_strategy: Some(JitterStrategy::Full),
            ..Retrier::new(SERVICE_FAULTS.map(ErrorName::from))
        });
    }
    (!retriers.is_empty()).then_some(retriers)
}
