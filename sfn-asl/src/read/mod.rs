//! Reading: JSON values to definitions, with every fault of shape as a finding.
//!
//! A reader never stops at a fault. It reports it, puts something harmless in its place and goes on, so that
//! one run finds everything; what it returns after a fault is for finding further faults only. What it asks
//! an object for is what the language allows there: a field that nobody asked for is reported as unsupported.

mod field;
mod json_type;
mod machine;
mod scalar;

pub(crate) use field::Field;

use sfn_expr::{Object, Value};

use crate::finding::{Code, Finding};
use crate::language::QueryLanguage;
use json_type::JsonType;

/// Objects of the language may nest this deeply: a state within a machine within a state counts twice, a
/// test within a test once. AWS has such a bound and does not say which (`TOO_DEEPLY_NESTED`); this one keeps
/// a debug build within the 2 MiB stack of a thread.
pub const MAX_NESTING: u32 = 64;

/// What all objects of one definition share while it is read.
pub(crate) struct Reader {
    findings: Vec<Finding>,
    /// The language of the states that name none.
    machine_language: QueryLanguage,
    depth: u32,
}

/// One object of a definition that is being read.
pub(crate) struct Fields<'r, 'v> {
    reader: &'r mut Reader,
    object: &'v Object,
    /// The object's place in the definition; empty for the definition itself.
    location: String,
    language: QueryLanguage,
    asked: Vec<&'v str>,
    missing: Vec<&'static str>,
    ignores_the_rest: bool,
}

impl Reader {
    pub(crate) fn new() -> Self {
        Self {
            findings: Vec::new(),
            machine_language: QueryLanguage::default(),
            depth: 0,
        }
    }

    /// Reads the definition itself. `None` if it is not even an object.
    pub(crate) fn read<T>(
        mut self,
        value: &Value,
        read: impl FnOnce(&mut Fields<'_, '_>) -> T,
    ) -> (Option<T>, Vec<Finding>) {
        let language = self.machine_language;
        let read = self.object(value, String::new(), language, read);
        (read, self.findings)
    }

    fn object<'v, T>(
        &mut self,
        value: &'v Value,
        location: String,
        language: QueryLanguage,
        read: impl FnOnce(&mut Fields<'_, 'v>) -> T,
    ) -> Option<T> {
        let Some(object) = value.as_object() else {
            self.report_type(location, JsonType::Object);
            return None;
        };
        if self.depth == MAX_NESTING {
            self.report(
                Code::TooDeeplyNested,
                location,
                format!("The definition is nested more than {MAX_NESTING} levels deep"),
                "move the inner states to a machine of their own and start it from here",
            );
            return None;
        }
        self.depth += 1;
        let mut fields = Fields {
            reader: self,
            object,
            location,
            language,
            asked: Vec::with_capacity(object.len()),
            missing: Vec::new(),
            ignores_the_rest: false,
        };
        let item = read(&mut fields);
        fields.finish();
        self.depth -= 1;
        Some(item)
    }

    fn report_type(&mut self, location: String, expected: JsonType) {
        self.report(
            Code::SchemaValidationFailed,
            location,
            format!("Expected value of type {}", expected.in_aws_words()),
            format!("write {} here", expected.in_plain_words()),
        );
    }

    fn report(
        &mut self,
        code: Code,
        location: String,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let location = if location.is_empty() {
            "/".to_owned()
        } else {
            location
        };
        self.findings
            .push(Finding::new(code, Some(location), message, help));
    }
}

impl<'v> Fields<'_, 'v> {
    /// Whether the expressions of this object are JSONata.
    pub(crate) fn is_jsonata(&self) -> bool {
        self.language == QueryLanguage::Jsonata
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.object.contains_key(name)
    }

    /// Takes a field for read: it is not reported as unsupported.
    pub(crate) fn ignore(&mut self, name: &str) {
        if let Some(key) = self.object.keys().find(|key| key.as_str() == name) {
            self.asked.push(key.as_str());
        }
    }

    /// Takes several fields for read.
    pub(crate) fn ignore_all(&mut self, names: &[&str]) {
        for name in names {
            self.ignore(name);
        }
    }

    /// Reports those of `names` that are there: the object's language has not such fields.
    pub(crate) fn refuse(
        &mut self,
        of_language: fn(&'static str) -> Field,
        names: &[&'static str],
    ) {
        for name in names {
            self.get(of_language(name));
        }
    }

    /// Takes all fields for read.
    pub(crate) fn ignore_the_rest(&mut self) {
        self.ignores_the_rest = true;
    }

    /// The value of a field, if it is there and the object's language has it.
    fn get(&mut self, field: Field) -> Option<&'v Value> {
        let value = self.object.get(field.name)?;
        self.ignore(field.name);
        match field.language {
            Some(language) if language != self.language => {
                self.report_language(field.name, language);
                None
            }
            _ => Some(value),
        }
    }

    fn require(&mut self, field: Field) -> Option<&'v Value> {
        if !self.has(field.name) {
            self.missing.push(field.name);
        }
        self.get(field)
    }

    fn place(&self, name: &str) -> String {
        format!("{}/{name}", self.location)
    }

    /// Reports a fault of the whole object.
    pub(crate) fn report_here(&mut self, message: impl Into<String>, help: impl Into<String>) {
        self.reader.report(
            Code::SchemaValidationFailed,
            self.location.clone(),
            message,
            help,
        );
    }

    /// Reports a fault of one field.
    pub(crate) fn report_at(
        &mut self,
        name: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.reader.report(
            Code::SchemaValidationFailed,
            self.place(name),
            message,
            help,
        );
    }

    /// Reports that a state of one language has a field of the other (measured on AWS).
    fn report_language(&mut self, name: &str, needed: QueryLanguage) {
        let language = self.language;
        self.report_here(
            format!(
                "The QueryLanguage is set to '{language}', but field '{name}' is only supported for the \
                 '{needed}' QueryLanguage"
            ),
            format!("remove `{name}`, or set the state's `QueryLanguage` to `{needed}`"),
        );
    }

    /// Reports all but one of `names` that are there, if there are several (measured on AWS).
    pub(crate) fn at_most_one_of(&mut self, names: &[&str]) {
        let present = names.iter().filter(|name| self.has(name)).count();
        if present > 1 {
            self.report_here(
                format!(
                    "There should only be one of the following fields: [{}]",
                    names.join(", ")
                ),
                "keep one of them and remove the others",
            );
        }
    }

    /// Reports that there are several of `names`, or none.
    pub(crate) fn exactly_one_of(&mut self, names: &[&str]) {
        self.at_most_one_of(names);
        if !names.iter().any(|name| self.has(name)) {
            self.report_here(
                format!(
                    "This object should have only one of the following fields: [{}]",
                    names.join(", ")
                ),
                format!("add `{}`", names.first().copied().unwrap_or_default()),
            );
        }
    }

    /// Reports what can only be known when everything has been asked for: fields that are missing, and
    /// fields that are not of the language.
    fn finish(mut self) {
        if !self.missing.is_empty() {
            let missing = self.missing.join(", ");
            self.report_here(
                format!("These fields are required: [{missing}]"),
                format!("add `{}`", self.missing.join("` and `")),
            );
        }
        if self.ignores_the_rest {
            return;
        }
        let unsupported: Vec<&str> = self
            .object
            .keys()
            .map(|key| key.as_str())
            .filter(|name| !self.asked.contains(name))
            .collect();
        for name in unsupported {
            // At the owner of the field, as AWS reports it (measured).
            self.report_here(
                format!("Field '{name}' is not supported"),
                format!("remove `{name}`, or check its spelling: letter case counts"),
            );
        }
    }
}
