//! `Task`: work outside the machine.

use super::Transition;
use crate::catch::Catcher;
use crate::expression::{Dynamic, NullablePath};
use crate::read::{Field, Fields};
use crate::retry::Retrier;
use crate::template::Template;
use crate::write::ObjectWriter;

/// A state that has work done: by a function, an activity worker or a service.
///
/// ```
/// use sfn_asl::{Dynamic, Task};
///
/// let task = Task {
///     timeout_seconds: Some(Dynamic::Literal(30)),
///     ..Task::new("arn:aws:states:::lambda:invoke")
/// };
/// assert_eq!(task.resource, "arn:aws:states:::lambda:invoke");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Task {
    /// What does the work: an ARN, or a `${substitution}` that deployment replaces by one.
    pub resource: String,
    /// The role that the task assumes.
    pub credentials: Option<Credentials>,
    /// JSONata: what the resource is called with.
    pub arguments: Option<Template>,
    /// JSONPath: the payload template for what the resource is called with.
    pub parameters: Option<Template>,
    /// JSONPath: the payload template that makes the result of what the resource returned.
    pub result_selector: Option<Template>,
    /// JSONPath: where in the raw input the result goes.
    pub result_path: Option<NullablePath>,
    /// The time the work may take, in seconds, 1 to 99,999,999. AWS's default is the largest.
    pub timeout_seconds: Option<Dynamic<i64>>,
    /// The time that may pass between two heartbeats, in seconds; less than `timeout_seconds`.
    pub heartbeat_seconds: Option<Dynamic<i64>>,
    /// Where the state goes.
    pub transition: Transition,
    /// What is retried. `Some` of an empty list and `None` mean the same and are rendered differently.
    pub retry: Option<Vec<Retrier>>,
    /// What is caught. `Some` of an empty list and `None` mean the same and are rendered differently.
    pub catch: Option<Vec<Catcher>>,
}

/// The role that a task assumes.
#[derive(Clone, Debug, PartialEq)]
pub struct Credentials {
    /// The role's ARN (`RoleArn`; as a path `RoleArn.$`, which may also call an intrinsic function).
    pub role_arn: Dynamic<String>,
}

impl Task {
    /// A task that does its work with `resource` and ends its machine.
    pub fn new(resource: impl Into<String>) -> Self {
        Self {
            resource: resource.into(),
            ..Self::default()
        }
    }

    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            resource: fields.required_string("Resource"),
            credentials: fields.object("Credentials", Credentials::read),
            arguments: fields.template(Field::jsonata("Arguments")),
            parameters: fields.template(Field::json_path("Parameters")),
            result_selector: fields.template(Field::json_path("ResultSelector")),
            result_path: fields.nullable_path("ResultPath"),
            timeout_seconds: fields.dynamic("TimeoutSeconds", "TimeoutSecondsPath"),
            heartbeat_seconds: fields.dynamic("HeartbeatSeconds", "HeartbeatSecondsPath"),
            transition: Transition::read(fields),
            retry: fields.list("Retry", Retrier::read),
            catch: fields.list("Catch", Catcher::read),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.string("Resource", &self.resource);
        object.optional_object("Credentials", self.credentials.as_ref(), Credentials::write);
        object.optional_template("Arguments", self.arguments.as_ref());
        object.optional_template("Parameters", self.parameters.as_ref());
        object.optional_template("ResultSelector", self.result_selector.as_ref());
        object.optional_nullable_path("ResultPath", self.result_path.as_ref());
        object.optional_dynamic(
            "TimeoutSeconds",
            "TimeoutSecondsPath",
            self.timeout_seconds.as_ref(),
        );
        object.optional_dynamic(
            "HeartbeatSeconds",
            "HeartbeatSecondsPath",
            self.heartbeat_seconds.as_ref(),
        );
    }
}

impl Credentials {
    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let role_arn = fields.dynamic("RoleArn", "RoleArn.$");
        if role_arn.is_none() {
            // Recorded from AWS, which reports nothing else of such an object.
            fields.ignore_the_rest();
            fields.report_here(
                "The field 'RoleArn' is required but was missing",
                "add `RoleArn`, the role that the task assumes",
            );
        }
        Self {
            role_arn: role_arn.unwrap_or(Dynamic::Literal(String::new())),
        }
    }

    fn write(&self, object: &mut ObjectWriter) {
        object.dynamic("RoleArn", "RoleArn.$", &self.role_arn);
    }
}
