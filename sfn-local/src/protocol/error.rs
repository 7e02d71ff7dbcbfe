//! Errors of the API: a code, a message, and the status that goes with them.

use std::fmt;

use serde::Serialize;

macro_rules! error_codes {
    ($($(#[$attribute:meta])* $code:ident,)+) => {
        /// The errors that operations of Step Functions answer with (botocore's service model), and those that every
        /// service of AWS has.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            $($(#[$attribute])* $code,)+
        }

        impl ErrorCode {
            /// The name, as clients see it.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$code => stringify!($code),)+
                }
            }
        }
    };
}

error_codes! {
    /// There is an activity of that name, which is not the same.
    ActivityAlreadyExists,
    /// There is no such activity.
    ActivityDoesNotExist,
    /// Too many activities.
    ActivityLimitExceeded,
    /// Too many workers poll one activity.
    ActivityWorkerLimitExceeded,
    /// The resource is used, or not in the state that the request expects.
    ConflictException,
    /// There is, or was, an execution of that name.
    ExecutionAlreadyExists,
    /// There is no such execution.
    ExecutionDoesNotExist,
    /// Too many executions run.
    ExecutionLimitExceeded,
    /// The execution cannot be redriven.
    ExecutionNotRedrivable,
    /// The signature is none.
    IncompleteSignatureException,
    /// The signature is not that of the request.
    InvalidSignatureException,
    /// An ARN that is none, or names something else than the operation wants.
    InvalidArn,
    /// A definition that breaks rules.
    InvalidDefinition,
    /// An encryption that does not work.
    InvalidEncryptionConfiguration,
    /// An execution's input is not JSON.
    InvalidExecutionInput,
    /// Logging that does not work.
    InvalidLoggingConfiguration,
    /// A name that nothing can have.
    InvalidName,
    /// A task's output is not JSON.
    InvalidOutput,
    /// A page or task token that nobody has given out.
    InvalidToken,
    /// Tracing that does not work.
    InvalidTracingConfiguration,
    /// The server is at fault.
    InternalFailure,
    /// The request is not signed.
    MissingAuthenticationTokenException,
    /// A parameter is missing that only sometimes may be.
    MissingRequiredParameter,
    /// The request is too large.
    RequestEntityTooLargeException,
    /// There is no such resource.
    ResourceNotFound,
    /// The request is not JSON, or a value has a wrong type.
    SerializationException,
    /// A quota is used up.
    ServiceQuotaExceededException,
    /// There is a machine of that name, which is not the same.
    StateMachineAlreadyExists,
    /// The machine is being deleted.
    StateMachineDeleting,
    /// There is no such machine.
    StateMachineDoesNotExist,
    /// Too many machines.
    StateMachineLimitExceeded,
    /// The operation is not for machines of this type.
    StateMachineTypeNotSupported,
    /// The task has ended.
    TaskDoesNotExist,
    /// The task took too long, or the execution is over.
    TaskTimedOut,
    /// A resource has too many tags.
    TooManyTags,
    /// The access key is not known.
    UnrecognizedClientException,
    /// There is no such operation.
    UnknownOperationException,
    /// A parameter breaks a constraint.
    ValidationException,
}

/// What is wrong with a request.
///
/// ```
/// use sfn_local::{ApiError, ErrorCode};
///
/// let error = ApiError::new(ErrorCode::InvalidName, "Invalid Name: 'a b'");
/// assert_eq!(error.status(), 400);
/// assert_eq!(
///     error.to_json(),
///     r#"{"__type":"com.amazonaws.swf.service.v2.model#InvalidName","message":"Invalid Name: 'a b'"}"#
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    code: ErrorCode,
    message: String,
}

impl ApiError {
    /// An error of that code.
    pub fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// A parameter that breaks a rule.
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(ErrorCode::ValidationException, message)
    }

    /// The code.
    pub fn code(&self) -> ErrorCode {
        self.code
    }

    /// The message for people.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The HTTP status. All errors of the service itself have 400 (recorded), also where AWS's pages say otherwise.
    pub fn status(&self) -> u16 {
        match self.code {
            ErrorCode::InternalFailure => 500,
            ErrorCode::IncompleteSignatureException
            | ErrorCode::InvalidSignatureException
            | ErrorCode::MissingAuthenticationTokenException
            | ErrorCode::UnrecognizedClientException => 403,
            ErrorCode::RequestEntityTooLargeException => 413,
            _ => 400,
        }
    }

    /// The body that tells it.
    pub fn to_json(&self) -> String {
        let type_ = format!("{}#{}", self.namespace(), self.code.as_str());
        let body = Body {
            type_: &type_,
            message: &self.message,
        };
        // Two texts: nothing that could fail to serialise.
        serde_json::to_string(&body).unwrap_or_default()
    }

    /// Clients read what stands behind the `#`.
    fn namespace(&self) -> &'static str {
        match self.code {
            ErrorCode::IncompleteSignatureException
            | ErrorCode::InternalFailure
            | ErrorCode::InvalidSignatureException
            | ErrorCode::MissingAuthenticationTokenException
            | ErrorCode::RequestEntityTooLargeException
            | ErrorCode::SerializationException
            | ErrorCode::UnknownOperationException
            | ErrorCode::UnrecognizedClientException => "com.amazon.coral.service",
            ErrorCode::ValidationException => "com.amazon.coral.validate",
            _ => "com.amazonaws.swf.service.v2.model",
        }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "__type")]
    type_: &'a str,
    message: &'a str,
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.message)
    }
}

impl std::error::Error for ApiError {}
