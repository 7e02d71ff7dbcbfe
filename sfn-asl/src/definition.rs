//! Definitions: the documents that Step Functions runs.

use sfn_expr::Value;

use crate::finding::{Code, Finding, InvalidDefinition};
use crate::language::QueryLanguage;
use crate::machine::Machine;
use crate::read::{Fields, Reader};
use crate::state::ExecutionType;
use crate::write::ObjectWriter;

/// A definition has at most this many characters (AWS's quota of 1 MB).
pub const MAX_DEFINITION_CHARS: usize = 1_048_576;

/// A state machine, as a document of the Amazon States Language.
///
/// ```
/// use sfn_asl::{Definition, Machine, Pass};
///
/// let written = Definition::from(Machine::new("Hello").with_state("Hello", Pass::default()));
/// let read = Definition::from_json(r#"{"StartAt":"Hello","States":{"Hello":{"Type":"Pass","End":true}}}"#)?;
/// assert_eq!(read, written);
/// assert_eq!(read.to_json(), r#"{"StartAt":"Hello","States":{"Hello":{"Type":"Pass","End":true}}}"#);
/// # Ok::<(), sfn_asl::InvalidDefinition>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Definition {
    /// The version of the language; there is only `1.0`.
    pub version: Option<String>,
    /// The time an execution may take, in seconds, up to 99,999,999.
    pub timeout_seconds: Option<i64>,
    /// The language of the states that name none.
    pub query_language: Option<QueryLanguage>,
    /// The states, where to start, and the remark for people.
    pub machine: Machine,
}

impl Definition {
    /// Reads a definition. It keeps everything the document says: [`Definition::to_value`] is an equal
    /// document.
    ///
    /// Only the shape is checked here: that the text is JSON, that each object has the fields it must have
    /// and no others, and that their values have the right types. [`Definition::validate`] and
    /// [`Definition::parse`] apply all rules.
    ///
    /// # Errors
    /// [`InvalidDefinition`] with every fault of shape.
    pub fn from_json(text: &str) -> Result<Self, InvalidDefinition> {
        let value = json(text).map_err(|finding| InvalidDefinition {
            findings: vec![finding],
        })?;
        Self::from_value(&value)
    }

    /// Reads a definition from a JSON value, as [`Definition::from_json`] does from a text.
    ///
    /// # Errors
    /// [`InvalidDefinition`] with every fault of shape.
    pub fn from_value(value: &Value) -> Result<Self, InvalidDefinition> {
        let (definition, findings) = Self::read_value(value);
        match definition {
            Some(definition) if findings.is_empty() => Ok(definition),
            _ => Err(InvalidDefinition { findings }),
        }
    }

    /// The definition as a JSON value, with fields in their customary order.
    pub fn to_value(&self) -> Value {
        let mut object = ObjectWriter::default();
        object.optional_string("Comment", self.machine.comment.as_deref());
        object.optional_string("Version", self.version.as_deref());
        object.optional_string(
            "QueryLanguage",
            self.query_language.map(QueryLanguage::as_str),
        );
        object.optional_integer("TimeoutSeconds", self.timeout_seconds);
        self.machine.write_states(&mut object);
        object.finish()
    }

    /// The definition as JSON text without white space.
    pub fn to_json(&self) -> String {
        self.to_value().to_json()
    }

    /// The definition as JSON text for people: two blanks of indentation, one field per line. Equal
    /// definitions are equal byte by byte.
    pub fn to_json_pretty(&self) -> String {
        self.to_value().to_json_pretty()
    }

    /// Reads a definition and tells everything that is wrong with it, warnings included.
    ///
    /// The definition is there whenever it says what the document says, even if rules are broken: only one
    /// without findings of [`Severity::Error`](crate::Severity::Error) may be run. Its executions are taken to be of the standard type.
    pub fn parse(text: &str) -> (Option<Self>, Vec<Finding>) {
        Self::parse_as(text, ExecutionType::Standard)
    }

    /// As [`Definition::parse`], for executions of this type: Express ones can do less.
    pub fn parse_as(text: &str, execution_type: ExecutionType) -> (Option<Self>, Vec<Finding>) {
        match json(text) {
            Ok(value) => Self::parse_value(&value, execution_type),
            Err(finding) => (None, vec![finding]),
        }
    }

    /// Tells everything that is wrong with the definition, warnings included, as [`Definition::parse`] would
    /// of its document.
    pub fn validate(&self) -> Vec<Finding> {
        self.validate_as(ExecutionType::Standard)
    }

    /// As [`Definition::validate`], for executions of this type: Express ones can do less.
    pub fn validate_as(&self, execution_type: ExecutionType) -> Vec<Finding> {
        Self::parse_value(&self.to_value(), execution_type).1
    }

    fn parse_value(value: &Value, execution_type: ExecutionType) -> (Option<Self>, Vec<Finding>) {
        Self::check(value, |definition| {
            crate::rules::findings(definition, execution_type)
        })
    }

    /// Reads a value and applies rules; the definition is there if its shape has no fault.
    pub(crate) fn check(
        value: &Value,
        rules: impl FnOnce(&Self) -> Vec<Finding>,
    ) -> (Option<Self>, Vec<Finding>) {
        let (definition, mut findings) = Self::read_value(value);
        let is_faithful = findings.is_empty();
        if let Some(definition) = &definition {
            findings.extend(rules(definition));
        }
        (definition.filter(|_| is_faithful), findings)
    }

    /// Reads a value with all faults of shape; where there are some, the definition is good only for finding
    /// further faults.
    fn read_value(value: &Value) -> (Option<Self>, Vec<Finding>) {
        if value.as_object().is_none() {
            return (None, vec![not_an_object()]);
        }
        Reader::new().read(value, Self::read)
    }

    fn read(fields: &mut Fields<'_, '_>) -> Self {
        let query_language = fields.machine_query_language();
        let version = fields.string("Version");
        let timeout_seconds = fields.integer("TimeoutSeconds");
        Self {
            version,
            timeout_seconds,
            query_language,
            machine: Machine::read(fields),
        }
    }
}

/// Reads the JSON of a definition.
pub(crate) fn json(text: &str) -> Result<Value, Finding> {
    if text.trim().is_empty() {
        return Err(not_an_object());
    }
    if text.chars().count() > MAX_DEFINITION_CHARS {
        return Err(Finding::new(
            Code::SchemaValidationFailed,
            None,
            format!("Definition must have at most {MAX_DEFINITION_CHARS} characters"),
            "split the machine and start one from the other",
        ));
    }
    let value = Value::from_json(text).map_err(|error| crate::json_text::not_json(text, &error))?;
    match crate::json_text::repeated_key(text) {
        Some(finding) => Err(finding),
        None => Ok(value),
    }
}

/// Recorded from AWS for an empty text.
fn not_an_object() -> Finding {
    Finding::new(
        Code::SchemaValidationFailed,
        None,
        "Definition must be a valid JSON object",
        "write an object with `StartAt` and `States`",
    )
}

impl From<Machine> for Definition {
    fn from(machine: Machine) -> Self {
        Self {
            machine,
            ..Self::default()
        }
    }
}
