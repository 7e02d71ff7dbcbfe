//! Rules on a Task's `Resource`: it names work that Step Functions can have done.

use super::report::Findings;
use crate::finding::Code;
use crate::resource::{Pattern, ResourceArn};
use crate::state::{StateKind, Task};
use crate::survey::site::StateSite;

/// The service integrations that AWS has optimized, and what each can do (AWS's documentation, "Integrating
/// optimized services"; that these combinations and no others are refused was measured).
const INTEGRATIONS: &[Integration] = &[
    Integration::of("apigateway")
        .actions(&["invoke"])
        .without_sync(),
    Integration::of("athena").without_token(),
    Integration::of("aws-sdk").without_sync(),
    Integration::of("batch").without_token(),
    Integration::of("bedrock"),
    Integration::of("bedrock-agentcore")
        .without_sync()
        .without_token(),
    Integration::of("codebuild").without_token(),
    Integration::of("databrew").without_token(),
    Integration::of("dynamodb")
        .actions(&["getItem", "putItem", "updateItem", "deleteItem"])
        .without_sync()
        .without_token(),
    Integration::of("ecs").actions(&["runTask"]),
    Integration::of("eks"),
    Integration::of("elasticmapreduce").without_token(),
    Integration::of("emr-containers").without_token(),
    Integration::of("emr-serverless").without_token(),
    Integration::of("events")
        .actions(&["putEvents"])
        .without_sync(),
    Integration::of("glue").without_token(),
    Integration::of("http")
        .actions(&["invoke"])
        .without_sync()
        .without_token(),
    Integration::of("lambda")
        .actions(&["invoke"])
        .without_sync(),
    Integration::of("mediaconvert").without_token(),
    Integration::of("sagemaker").without_token(),
    Integration::of("sns").actions(&["publish"]).without_sync(),
    Integration::of("sqs")
        .actions(&["sendMessage"])
        .without_sync(),
    Integration::of("states").actions(&["startExecution"]),
];

/// What an integrated service can do.
struct Integration {
    service: &'static str,
    /// Empty where the list is long and AWS extends it: any action is accepted then.
    actions: &'static [&'static str],
    sync: bool,
    token: bool,
}

pub(super) fn state(site: &StateSite<'_, '_>, findings: &mut Findings) {
    let StateKind::Task(task) = &site.state.kind else {
        return;
    };
    match ResourceArn::parse(&task.resource) {
        ResourceArn::Substitution => {}
        ResourceArn::Activity => credentials_of_an_activity(site, task, findings),
        ResourceArn::Integration {
            service,
            action,
            pattern,
        } => {
            let service = if service.starts_with("aws-sdk:") {
                "aws-sdk"
            } else {
                service
            };
            let known = INTEGRATIONS.iter().find(|known| known.service == service);
            if !known.is_some_and(|known| known.can(action, pattern)) {
                unknown(site, &task.resource, findings);
            }
        }
        ResourceArn::Function { .. } | ResourceArn::Other => {}
        // An empty one has been reported by the reader.
        ResourceArn::NoArn if task.resource.is_empty() => {}
        ResourceArn::NoArn => not_an_arn(site, findings),
    }
}

/// The place of the work is an ARN (measured).
fn not_an_arn(site: &StateSite<'_, '_>, findings: &mut Findings) {
    findings.report(
        Code::SchemaValidationFailed,
        site.place("Resource"),
        "Value is not a valid resource ARN",
        "write the ARN of a function, an activity or a service integration, or a `${substitution}` that \
         deployment replaces by one",
    );
}

/// An integration that AWS does not have (recorded).
fn unknown(site: &StateSite<'_, '_>, resource: &str, findings: &mut Findings) {
    findings.report(
        Code::SchemaValidationFailed,
        site.place("Resource"),
        format!(
            "The resource provided {resource} is not recognized. The value is not a valid resource ARN, or the \
             resource is not available in this region."
        ),
        "check service, action and suffix; every API action is available as \
         `arn:aws:states:::aws-sdk:<service>:<action>`",
    );
}

/// An activity's workers have credentials of their own (measured).
fn credentials_of_an_activity(site: &StateSite<'_, '_>, task: &Task, findings: &mut Findings) {
    if task.credentials.is_some() {
        findings.report(
            Code::SchemaValidationFailed,
            site.place("Credentials"),
            "The field 'Credentials' is not supported for activities",
            "remove `Credentials`; the activity's workers use their own",
        );
    }
}

impl Integration {
    const fn of(service: &'static str) -> Self {
        Self {
            service,
            actions: &[],
            sync: true,
            token: true,
        }
    }

    const fn actions(self, actions: &'static [&'static str]) -> Self {
        Self { actions, ..self }
    }

    const fn without_sync(self) -> Self {
        Self {
            sync: false,
            ..self
        }
    }

    const fn without_token(self) -> Self {
        Self {
            token: false,
            ..self
        }
    }

    fn can(&self, action: &str, pattern: Pattern) -> bool {
        let knows_action = self.actions.is_empty() || self.actions.contains(&action);
        let knows_pattern = match pattern {
            Pattern::RequestResponse => true,
            Pattern::Sync => self.sync,
            // Only a nested execution can give its output as JSON rather than as a text.
            Pattern::Sync2 => self.service == "states",
            Pattern::WaitForTaskToken => self.token,
        };
        knows_action && knows_pattern
    }
}
