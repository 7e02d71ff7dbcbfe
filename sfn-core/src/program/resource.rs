//! What a Task's `Resource` names.

use std::sync::Arc;

use sfn_asl::ResourceArn;

pub use sfn_asl::Pattern;

/// The work behind a Task state, as far as its `Resource` tells.
///
/// ```
/// use sfn_core::program::{Pattern, Resource};
///
/// let function = Resource::parse("arn:aws:lambda:eu-west-1:123456789012:function:Charge:live");
/// assert!(matches!(&function, Resource::Lambda { function, .. } if &**function == "Charge"));
///
/// let queue = Resource::parse("arn:aws:states:::sqs:sendMessage.waitForTaskToken");
/// assert!(matches!(&queue, Resource::Integration { service, pattern: Pattern::WaitForTaskToken, .. } if &**service == "sqs"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Resource {
    /// A Lambda function's own ARN: the payload goes in and the result comes out as they are.
    Lambda {
        /// The ARN.
        arn: Arc<str>,
        /// The function's name.
        function: Arc<str>,
    },
    /// An activity, whose workers poll for work.
    Activity {
        /// The ARN.
        arn: Arc<str>,
    },
    /// A service integration, `arn:aws:states:::service:action`.
    Integration {
        /// The ARN.
        arn: Arc<str>,
        /// The service as histories call it (`resourceType`): `lambda`, `aws-sdk:s3`.
        service: Arc<str>,
        /// The action with its pattern, as histories call it (`resource`): `invoke.waitForTaskToken`.
        action: Arc<str>,
        /// When the task is done.
        pattern: Pattern,
    },
    /// Anything else: only a task that is registered for exactly this text can serve it.
    Other {
        /// The text.
        text: Arc<str>,
    },
}

impl Resource {
    /// Reads a `Resource`.
    pub fn parse(text: &str) -> Self {
        match ResourceArn::parse(text) {
            ResourceArn::Function { name } => Self::Lambda {
                arn: text.into(),
                function: name.into(),
            },
            ResourceArn::Activity => Self::Activity { arn: text.into() },
            ResourceArn::Integration {
                service,
                action,
                pattern,
            } => Self::Integration {
                arn: text.into(),
                service: service.into(),
                action: format!("{action}{}", suffix(pattern)).into(),
                pattern,
            },
            ResourceArn::Other | ResourceArn::Substitution | ResourceArn::NoArn => {
                Self::Other { text: text.into() }
            }
        }
    }

    /// Whether the task is done when its token is answered (`.waitForTaskToken`).
    pub fn waits_for_token(&self) -> bool {
        matches!(
            self,
            Self::Integration {
                pattern: Pattern::WaitForTaskToken,
                ..
            }
        )
    }

    /// The text of the `Resource`.
    pub fn text(&self) -> &str {
        match self {
            Self::Lambda { arn, .. } | Self::Activity { arn } | Self::Integration { arn, .. } => {
                arn
            }
            Self::Other { text } => text,
        }
    }
}

/// What histories add to the action.
fn suffix(pattern: Pattern) -> &'static str {
    match pattern {
        Pattern::RequestResponse => "",
        Pattern::Sync => ".sync",
        Pattern::Sync2 => ".sync:2",
        Pattern::WaitForTaskToken => ".waitForTaskToken",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_integration(text: &str, expected: (&str, &str, Pattern)) {
        match Resource::parse(text) {
            Resource::Integration {
                service,
                action,
                pattern,
                ..
            } => {
                assert_eq!((&*service, &*action, pattern), expected);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn integrations_are_taken_apart_as_histories_show_them() {
        let arn = "arn:aws:states:::states:startExecution.sync:2";
        check_integration(arn, ("states", "startExecution.sync:2", Pattern::Sync2));
        let arn = "arn:aws:states:::aws-sdk:sfn:sendTaskFailure";
        check_integration(
            arn,
            ("aws-sdk:sfn", "sendTaskFailure", Pattern::RequestResponse),
        );
        let arn = "arn:aws-cn:states:::sqs:sendMessage.waitForTaskToken";
        check_integration(
            arn,
            (
                "sqs",
                "sendMessage.waitForTaskToken",
                Pattern::WaitForTaskToken,
            ),
        );
    }

    #[test]
    fn what_is_nothing_known_is_kept_as_text() {
        for text in [
            "${ChargeFunctionArn}",
            "arn:aws:states:::sqs",
            "arn:aws:lambda:r:1:layer:x",
            "",
            "arn:",
        ] {
            assert_eq!(Resource::parse(text), Resource::Other { text: text.into() });
        }
    }

    #[test]
    fn an_activity_is_recognised() {
        let arn = "arn:aws:states:us-east-1:123456789012:activity:Approve";
        assert_eq!(Resource::parse(arn), Resource::Activity { arn: arn.into() });
    }
}
