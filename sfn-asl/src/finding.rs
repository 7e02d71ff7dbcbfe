//! Findings: what is wrong with a definition, where, and the way out.

use std::fmt;

use crate::keyword::keywords;

/// One thing that is wrong, or doubtful, in a definition.
///
/// `code`, `location` and `message` are AWS's; `help` is ours.
///
/// ```
/// use sfn_asl::{Code, Definition};
///
/// let (_, findings) = Definition::parse(r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed", "Next": "B"}}}"#);
/// assert_eq!(findings[0].code, Code::SchemaValidationFailed);
/// assert_eq!(findings[0].location.as_deref(), Some("/States/A"));
/// assert_eq!(findings[0].message, "Field 'Next' is not supported");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Whether the definition can be used in spite of it.
    pub severity: Severity,
    /// What kind of thing it is.
    pub code: Code,
    /// Where: a path of keys and positions as AWS prints it, `/` for the definition itself. Names are not
    /// escaped. `None` where AWS gives no place.
    pub location: Option<String>,
    /// The fact.
    pub message: String,
    /// The way out.
    pub help: String,
}

keywords! {
    /// Whether a definition can be used in spite of a finding.
    Severity {
        /// It cannot.
        Error = "ERROR",
        /// It can, and its author probably wants to change it.
        Warning = "WARNING",
    }
}

keywords! {
    /// The kinds of findings, with AWS's names (API reference, `ValidateStateMachineDefinitionDiagnostic`;
    /// those of expressions and variables were measured).
    #[non_exhaustive]
    Code {
        /// The definition is not JSON.
        InvalidJsonDescription = "INVALID_JSON_DESCRIPTION",
        /// There is no definition.
        MissingDescription = "MISSING_DESCRIPTION",
        /// A field is missing, unknown, or has a value that it cannot have.
        SchemaValidationFailed = "SCHEMA_VALIDATION_FAILED",
        /// A Task's `Resource` is not one.
        InvalidResource = "INVALID_RESOURCE",
        /// A machine that cannot end.
        MissingEndState = "MISSING_END_STATE",
        /// Two states of one name.
        DuplicateStateName = "DUPLICATE_STATE_NAME",
        /// A name that a state cannot have.
        InvalidStateName = "INVALID_STATE_NAME",
        /// Two Maps of one label.
        DuplicateLabelName = "DUPLICATE_LABEL_NAME",
        /// A label that a Map cannot have.
        InvalidLabelName = "INVALID_LABEL_NAME",
        /// A transition to no state, or a state that no transition leads to.
        MissingTransitionTarget = "MISSING_TRANSITION_TARGET",
        /// Nested too deeply.
        TooDeeplyNested = "TOO_DEEPLY_NESTED",
        /// A JSONata expression that does not parse.
        InvalidJsonataExpression = "INVALID_JSONATA_EXPRESSION",
        /// A JSONata expression that means something that Step Functions does not offer.
        UnsupportedJsonataExpression = "UNSUPPORTED_JSONATA_EXPRESSION",
        /// A variable that `Assign` cannot set.
        ReservedVariableName = "RESERVED_VARIABLE_NAME",
        /// A name that a variable cannot have.
        InvalidVariableName = "INVALID_VARIABLE_NAME",
        /// A variable that a scope around has as well.
        DuplicateVariableName = "DUPLICATE_VARIABLE_NAME",
        /// Warning: a variable is read that nothing assigns.
        PossiblyUndefinedVariable = "POSSIBLY_UNDEFINED_VARIABLE",
        /// Warning: a value looks like a path, and its name lacks `.$`.
        NoDollar = "NO_DOLLAR",
        /// Warning: a value looks like a path, and its field's name does not end in `Path`.
        NoPath = "NO_PATH",
        /// Warning: a path within a Pass state's `Result`, which is never looked up.
        PassResultIsStatic = "PASS_RESULT_IS_STATIC",
    }
}

impl Code {
    /// How bad findings of this kind are.
    pub fn severity(self) -> Severity {
        match self {
            Self::PossiblyUndefinedVariable
            | Self::NoDollar
            | Self::NoPath
            | Self::PassResultIsStatic => Severity::Warning,
            Self::InvalidJsonDescription
            | Self::MissingDescription
            | Self::SchemaValidationFailed
            | Self::InvalidResource
            | Self::MissingEndState
            | Self::DuplicateStateName
            | Self::InvalidStateName
            | Self::DuplicateLabelName
            | Self::InvalidLabelName
            | Self::MissingTransitionTarget
            | Self::TooDeeplyNested
            | Self::InvalidJsonataExpression
            | Self::UnsupportedJsonataExpression
            | Self::ReservedVariableName
            | Self::InvalidVariableName
            | Self::DuplicateVariableName => Severity::Error,
        }
    }
}

impl Finding {
    pub(crate) fn new(
        code: Code,
        location: Option<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            severity: code.severity(),
            code,
            location,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// `CODE: message at location`, as AWS prints a finding within an `InvalidDefinition` error.
impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // AWS prints a location that is absent as `null` (measured).
        let location = self.location.as_deref().unwrap_or("null");
        write!(f, "{}: {} at {location}", self.code, self.message)
    }
}

/// A definition that cannot be used, with all its findings. It prints as AWS's message of the same name.
///
/// ```
/// use sfn_asl::Definition;
///
/// let error = Definition::from_json("{}").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "Invalid State Machine Definition: \
///      'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'"
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidDefinition {
    /// The findings that are errors; at least one.
    pub findings: Vec<Finding>,
}

impl InvalidDefinition {
    /// The error that these findings amount to; `None` if they are warnings only.
    pub fn from_findings(findings: impl IntoIterator<Item = Finding>) -> Option<Self> {
        let findings: Vec<Finding> = findings
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error)
            .collect();
        if findings.is_empty() {
            None
        } else {
            Some(Self { findings })
        }
    }
}

impl fmt::Display for InvalidDefinition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Invalid State Machine Definition: '")?;
        for (position, finding) in self.findings.iter().enumerate() {
            if position > 0 {
                f.write_str(", ")?;
            }
            finding.fmt(f)?;
        }
        f.write_str("'")
    }
}

impl std::error::Error for InvalidDefinition {}
