//! What a Task's `Resource` says: the ARN taken apart.

/// The kind of work that a Task's `Resource` names.
///
/// ```
/// use sfn_asl::{Pattern, ResourceArn};
///
/// assert_eq!(
///     ResourceArn::parse("arn:aws:states:::sqs:sendMessage.waitForTaskToken"),
///     ResourceArn::Integration {
///         service: "sqs",
///         action: "sendMessage",
///         pattern: Pattern::WaitForTaskToken,
///     }
/// );
/// assert_eq!(
///     ResourceArn::parse("arn:aws:states:eu-west-1:123456789012:activity:approve"),
///     ResourceArn::Activity
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResourceArn<'t> {
    /// A Lambda function.
    Function {
        /// The function's name, without its version or alias.
        name: &'t str,
    },
    /// An activity.
    Activity,
    /// A service, called by Step Functions itself.
    Integration {
        /// The service, as histories name it: `sqs`, `aws-sdk:s3`.
        service: &'t str,
        /// What it does, without the suffix that says how Step Functions waits.
        action: &'t str,
        /// How Step Functions waits for it.
        pattern: Pattern,
    },
    /// Another ARN.
    Other,
    /// A text with a `${substitution}` in it, which deployment replaces.
    Substitution,
    /// Not an ARN.
    NoArn,
}

/// How Step Functions waits for a service that it has called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// For the service's answer.
    RequestResponse,
    /// `.sync`: for the end of the job.
    Sync,
    /// `.sync:2`: for the end of the job, whose output is parsed as JSON.
    Sync2,
    /// `.waitForTaskToken`: until somebody sends the token back.
    WaitForTaskToken,
}

impl<'t> ResourceArn<'t> {
    /// Takes the text of a `Resource` apart. Whether the service and its action exist is a rule's question.
    pub fn parse(text: &'t str) -> Self {
        if text.contains("${") {
            return Self::Substitution;
        }
        let mut parts = text.splitn(6, ':');
        let (Some("arn"), Some(partition)) = (parts.next(), parts.next()) else {
            return Self::NoArn;
        };
        let (Some(service), Some(region), Some(account)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Self::NoArn;
        };
        let Some(resource) = parts.next() else {
            return Self::NoArn;
        };
        if partition.is_empty() || service.is_empty() || resource.is_empty() {
            return Self::NoArn;
        }
        match service {
            "lambda" if resource.starts_with("function:") => Self::Function {
                name: resource.split(':').nth(1).unwrap_or_default(),
            },
            "states" if resource.starts_with("activity:") => Self::Activity,
            "states" if region.is_empty() && account.is_empty() => Self::integration(resource),
            _ => Self::Other,
        }
    }

    fn integration(resource: &'t str) -> Self {
        let (path, suffix) = resource.split_once('.').unwrap_or((resource, ""));
        let Some((service, action)) = path.rsplit_once(':') else {
            return Self::NoArn;
        };
        let pattern = match suffix {
            "" => Pattern::RequestResponse,
            "sync" => Pattern::Sync,
            "sync:2" => Pattern::Sync2,
            "waitForTaskToken" => Pattern::WaitForTaskToken,
            _ => return Self::Other,
        };
        Self::Integration {
            service,
            action,
            pattern,
        }
    }
}
