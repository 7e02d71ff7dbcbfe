//! Definitions as ASL JSON: what AWS Step Functions takes and what is committed beside the source.
//!
//! Equal definitions give equal bytes, and every text ends with a line break.

use sfn_core::asl::Definition;
use sfn_core::expr::Value;

use crate::Artifact;

/// The ending of a file that holds a definition.
pub const FILE_SUFFIX: &str = ".asl.json";

/// One definition, for people: indented by two blanks.
///
/// ```
/// use sfn_codegen::asl;
/// use sfn_core::asl::{Definition, Machine, Succeed};
///
/// let done = Definition::from(Machine::new("Done").with_state("Done", Succeed));
/// let text = asl::document(&done);
/// assert_eq!(Definition::from_json(&text), Ok(done));
/// assert!(text.ends_with("}\n"));
/// ```
pub fn document(definition: &Definition) -> String {
    definition.to_json_pretty() + "\n"
}

/// Several definitions as one object by name, in the order given.
///
/// ```
/// use sfn_codegen::asl;
/// use sfn_core::asl::{Definition, Machine, Succeed};
///
/// let done = Definition::from(Machine::new("Done").with_state("Done", Succeed));
/// let text = asl::object([("a", &done), ("b", &done)]);
/// assert!(text.starts_with("{\n  \"a\": {\n"));
/// ```
pub fn object<'a>(definitions: impl IntoIterator<Item = (&'a str, &'a Definition)>) -> String {
    let members: Vec<String> = definitions
        .into_iter()
        .map(|(name, definition)| member(name, definition))
        .collect();
    if members.is_empty() {
        return "{}\n".to_owned();
    }
    format!("{{\n{}\n}}\n", members.join(",\n"))
}

/// The file `NAME.asl.json` of a definition.
pub fn artifact(name: &str, definition: &Definition) -> Artifact {
    Artifact::new(format!("{name}{FILE_SUFFIX}"), document(definition))
}

/// A member of the object, one level deeper than the document itself. JSON text has line breaks between tokens only.
fn member(name: &str, definition: &Definition) -> String {
    let name = Value::from(name).to_json();
    let document = definition.to_json_pretty().replace('\n', "\n  ");
    format!("  {name}: {document}")
}
