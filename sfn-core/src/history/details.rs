//! The details that events carry.
//!
//! Types that AWS keeps apart although they hold the same fields are one type here; the endpoint knows their names.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sfn_expr::Value;

/// How an execution began.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExecutionStarted {
    /// The execution's input.
    pub input: Value,
    /// The role it runs as.
    pub role_arn: Arc<str>,
    /// The alias that it was started through.
    pub state_machine_alias_arn: Option<Arc<str>>,
    /// The version that it was started through.
    pub state_machine_version_arn: Option<Arc<str>>,
}

/// How an execution goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExecutionRedriven {
    /// How often it was redriven, this time included.
    pub redrive_count: u64,
}

/// A state was entered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateEntered {
    /// The state.
    pub name: Arc<str>,
    /// Its raw input.
    pub input: Value,
}

/// A state was left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StateExited {
    /// The state.
    pub name: Arc<str>,
    /// Its output.
    pub output: Value,
    /// The variables it assigned, in the order of its `Assign`; empty if it has none.
    pub assigned: Vec<(Arc<str>, Value)>,
}

/// An end with an output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Succeeded {
    /// What it gave.
    pub output: Value,
}

/// An end with an error. Either text may be absent: a `Fail` state without them, a stop without reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The error's name, at most 256 characters on AWS.
    pub error: Option<Arc<str>>,
    /// What led to it, at most 32,768 characters on AWS.
    pub cause: Option<Arc<str>>,
}

/// A service integration in two words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceRef {
    /// The service: `lambda`, `aws-sdk:s3`.
    pub resource_type: Arc<str>,
    /// The action, with its pattern: `invoke`, `startExecution.sync:2`.
    pub resource: Arc<str>,
}

/// A service call that was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TaskScheduled {
    /// Which service and action.
    pub resource: ResourceRef,
    /// Where.
    pub region: Arc<str>,
    /// The arguments.
    pub parameters: Value,
    /// `TimeoutSeconds`, if the state sets it.
    pub timeout_in_seconds: Option<u64>,
    /// `HeartbeatSeconds`, if the state sets it.
    pub heartbeat_in_seconds: Option<u64>,
    /// The role of `Credentials`, if the state sets it.
    pub credentials_role_arn: Option<Arc<str>>,
}

/// What a service answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ResourceOutput {
    /// Which service and action.
    pub resource: ResourceRef,
    /// The answer.
    pub output: Value,
}

/// What failed at a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceFault {
    /// Which service and action.
    pub resource: ResourceRef,
    /// The failure.
    pub fault: Fault,
}

/// A Lambda function's invocation that was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LambdaFunctionScheduled {
    /// The function's ARN.
    pub resource: Arc<str>,
    /// The payload.
    pub input: Value,
    /// `TimeoutSeconds`, if the state sets it.
    pub timeout_in_seconds: Option<u64>,
    /// The role of `Credentials`, if the state sets it.
    pub credentials_role_arn: Option<Arc<str>>,
}

/// An activity task that waits for a worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActivityScheduled {
    /// The activity's ARN.
    pub resource: Arc<str>,
    /// The task's input.
    pub input: Value,
    /// `TimeoutSeconds`, if the state sets it.
    pub timeout_in_seconds: Option<u64>,
    /// `HeartbeatSeconds`, if the state sets it.
    pub heartbeat_in_seconds: Option<u64>,
}

/// A worker took an activity task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActivityStarted {
    /// What the worker calls itself.
    pub worker_name: Option<Arc<str>>,
}

/// A Map state has its items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapStateStarted {
    /// How many.
    pub length: u64,
}

/// An iteration of an inline Map.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapIteration {
    /// The Map state.
    pub name: Arc<str>,
    /// The item, counted from 0.
    pub index: u64,
}

/// The child executions of a distributed Map begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapRunStarted {
    /// The run's ARN.
    pub map_run_arn: Arc<str>,
}

/// The child executions of a distributed Map go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapRunRedriven {
    /// The run's ARN.
    pub map_run_arn: Arc<str>,
    /// How often it was redriven, this time included.
    pub redrive_count: u64,
}

/// A JSONata expression failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvaluationFailed {
    /// The error's name, `States.QueryEvaluationError`.
    pub error: Arc<str>,
    /// What is wrong with which expression.
    pub cause: Arc<str>,
    /// The field, as `Arguments/FunctionName`; absent where no single field is to blame.
    pub location: Option<Arc<str>>,
    /// The state.
    pub state: Arc<str>,
}
