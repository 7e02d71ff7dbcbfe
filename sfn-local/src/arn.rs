//! ARNs of Step Functions: taken apart, and refused in AWS's words.

use crate::protocol::{ApiError, ErrorCode};

/// An ARN of something that Step Functions has.
///
/// Whether there is such a thing is not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arn<'t> {
    /// `stateMachine:NAME`, with a label of a distributed Map behind the name, or a version or an alias.
    StateMachine {
        name: &'t str,
        qualifier: Option<&'t str>,
        /// Which answers of a mock file to use: Step Functions Local's `#NAME`.
        test_case: Option<&'t str>,
    },
    /// `execution:MACHINE:NAME`.
    Execution,
    /// `express:MACHINE:NAME:ID`.
    Express,
    /// `activity:NAME`.
    Activity { name: &'t str },
    /// `mapRun:MACHINE/LABEL:ID`.
    MapRun,
}

impl<'t> Arn<'t> {
    /// Takes an ARN apart.
    ///
    /// # Errors
    /// `InvalidArn`.
    pub fn parse(text: &'t str) -> Result<Self, ApiError> {
        // Recorded from AWS.
        let Some(rest) = text.strip_prefix("arn:") else {
            return Err(invalid(&format!("Invalid ARN prefix: {text}")));
        };
        let malformed = || invalid(&format!("Invalid ARN: {text}"));
        let mut parts = rest.splitn(5, ':');
        let partition = parts.next().unwrap_or_default();
        let (Some("states"), Some(region), Some(account), Some(resource)) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(malformed());
        };
        let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        if !partition.starts_with("aws") || region.is_empty() || !is_account {
            return Err(malformed());
        }
        let (kind, names) = resource.split_once(':').ok_or_else(malformed)?;
        let parts: Vec<&str> = names.split(':').collect();
        if parts.iter().any(|part| part.is_empty()) {
            return Err(malformed());
        }
        match (kind, parts.as_slice()) {
            ("stateMachine", [name] | [name, _]) => {
                let (last, test_case) = split_test_case(parts[parts.len() - 1]);
                let is_qualified = parts.len() == 2;
                Ok(Self::StateMachine {
                    name: if is_qualified { name } else { last },
                    qualifier: is_qualified.then_some(last),
                    test_case,
                })
            }
            ("execution", [_, _]) => Ok(Self::Execution),
            ("express", [_, _] | [_, _, _]) => Ok(Self::Express),
            ("activity", [name]) => Ok(Self::Activity { name }),
            ("mapRun", [_, _]) => Ok(Self::MapRun),
            _ => Err(malformed()),
        }
    }

    /// The error for an ARN of this kind where another is wanted.
    pub fn not_valid_here(self) -> ApiError {
        let kind = match self {
            Self::StateMachine { .. } => "statemachine",
            Self::Execution => "execution",
            Self::Express => "express",
            Self::Activity { .. } => "activity",
            Self::MapRun => "maprun",
        };
        invalid(&format!("Resource type not valid in this context: {kind}"))
    }
}

fn split_test_case(text: &str) -> (&str, Option<&str>) {
    match text.split_once('#') {
        Some((name, test_case)) => (name, Some(test_case)),
        None => (text, None),
    }
}

pub(crate) fn invalid(reason: &str) -> ApiError {
    ApiError::new(ErrorCode::InvalidArn, format!("Invalid Arn: '{reason}'"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn machine<'t>(name: &'t str, qualifier: Option<&'t str>, test: Option<&'t str>) -> Arn<'t> {
        Arn::StateMachine {
            name,
            qualifier,
            test_case: test,
        }
    }

    #[test]
    fn arns_are_taken_apart() {
        let base = "arn:aws:states:us-east-1:123456789012";
        let check = |rest: &str, expected: Arn<'_>| {
            assert_eq!(Arn::parse(&format!("{base}:{rest}")).unwrap(), expected);
        };
        check("stateMachine:a", machine("a", None, None));
        check("stateMachine:a:7", machine("a", Some("7"), None));
        check("stateMachine:a#Happy", machine("a", None, Some("Happy")));
        check(
            "stateMachine:a:live#x",
            machine("a", Some("live"), Some("x")),
        );
        check("execution:a:b", Arn::Execution);
        check("express:a:b:c", Arn::Express);
        check("activity:a", Arn::Activity { name: "a" });
        check("mapRun:a/Map:b", Arn::MapRun);
    }

    #[test]
    fn what_is_no_arn_is_told() {
        let message = |text: &str| Arn::parse(text).unwrap_err().message().to_owned();
        assert_eq!(message("x"), "Invalid Arn: 'Invalid ARN prefix: x'");
        assert_eq!(
            message("arn:aws:s3:::x"),
            "Invalid Arn: 'Invalid ARN: arn:aws:s3:::x'"
        );
    }
}
