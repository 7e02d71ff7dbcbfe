//! What a Task's `Resource` names.

use std::sync::Arc;

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

/// When a service integration is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// When the service has answered.
    RequestResponse,
    /// When the job that it began is done; the result is the service's own, for some JSON text (`.sync`).
    Sync,
    /// When the job that it began is done; the result is JSON (`.sync:2`).
    Sync2,
    /// When somebody returns the task's token (`.waitForTaskToken`).
    WaitForTaskToken,
}

impl Resource {
    /// Reads a `Resource`.
    pub fn parse(text: &str) -> Self {
        Self::recognise(text).unwrap_or_else(|| Self::Other { text: text.into() })
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

    fn recognise(text: &str) -> Option<Self> {
        let arn: Arc<str> = text.into();
        // arn:partition:service:region:account:resource
        let mut parts = text.splitn(6, ':');
        if parts.next() != Some("arn") {
            return None;
        }
        let (_partition, service) = (parts.next()?, parts.next()?);
        let (region, account, rest) = (parts.next()?, parts.next()?, parts.next()?);
        match service {
            "lambda" => {
                let function = rest.strip_prefix("function:")?.split(':').next()?.into();
                Some(Self::Lambda { arn, function })
            }
            "states" if rest.starts_with("activity:") => Some(Self::Activity { arn }),
            "states" if region.is_empty() && account.is_empty() => {
                // The pattern may hold a colon itself: `startExecution.sync:2`.
                let (path, pattern) = match rest.split_once('.') {
                    Some((path, pattern)) => (path, Some(pattern)),
                    None => (rest, None),
                };
                let (service, _) = path.rsplit_once(':')?;
                let action = rest.get(service.len() + 1..)?.into();
                let pattern = Pattern::parse(pattern)?;
                Some(Self::Integration {
                    arn,
                    service: service.into(),
                    action,
                    pattern,
                })
            }
            _ => None,
        }
    }
}

impl Pattern {
    fn parse(suffix: Option<&str>) -> Option<Self> {
        match suffix {
            None => Some(Self::RequestResponse),
            Some("sync") => Some(Self::Sync),
            Some("sync:2") => Some(Self::Sync2),
            Some("waitForTaskToken") => Some(Self::WaitForTaskToken),
            Some(_) => None,
        }
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
