//! Reads the body of a request: every member by its constraint, and every broken constraint told at once, as AWS does.

use std::fmt::Display;
use std::ops::RangeInclusive;

use sfn_core::expr::{Object, Value};

use super::constraint::Text;
use super::{ApiError, ErrorCode};

/// Reads a request with what `members` asks of it.
///
/// # Errors
/// `SerializationException` if a value has a wrong type, `ValidationException` if constraints are broken.
pub(crate) fn read<T>(
    body: &Object,
    members: impl FnOnce(&mut Fields<'_>) -> T,
) -> Result<T, ApiError> {
    let mut fields = Fields {
        object: body,
        path: String::new(),
        faults: Faults::default(),
    };
    let request = members(&mut fields);
    fields.faults.verdict()?;
    Ok(request)
}

/// The members of an object of a request. A faulty one is noted and read as if it were absent.
pub(crate) struct Fields<'a> {
    object: &'a Object,
    path: String,
    faults: Faults,
}

#[derive(Default)]
struct Faults {
    wrong_type: Option<ApiError>,
    violations: Vec<String>,
}

impl<'a> Fields<'a> {
    pub fn text(&mut self, name: &str, constraint: Text) -> Option<&'a str> {
        let value = self.member(name)?;
        let at = self.at(name);
        self.faults.text(value, &at, constraint)
    }

    pub fn required_text(&mut self, name: &str, constraint: Text) -> &'a str {
        self.require(name);
        self.text(name, constraint).unwrap_or_default()
    }

    pub fn flag(&mut self, name: &str) -> Option<bool> {
        let value = self.member(name)?;
        let flag = value.as_bool();
        if flag.is_none() {
            self.faults.expected(value, "Boolean");
        }
        flag
    }

    pub fn integer(&mut self, name: &str, range: RangeInclusive<i64>) -> Option<i64> {
        let value = self.member(name)?;
        let Some(number) = value.as_i64() else {
            self.faults.expected(value, "Integer");
            return None;
        };
        let at = self.at(name);
        self.faults
            .within(number, &at, range.start(), range.end())
            .then_some(number)
    }

    pub fn required_integer(&mut self, name: &str, range: RangeInclusive<i64>) -> i64 {
        self.require(name);
        self.integer(name, range).unwrap_or_default()
    }

    pub fn number(&mut self, name: &str, range: RangeInclusive<f64>) -> Option<f64> {
        let value = self.member(name)?;
        let Some(number) = value.as_f64() else {
            self.faults.expected(value, "Float");
            return None;
        };
        let at = self.at(name);
        self.faults
            .within(number, &at, range.start(), range.end())
            .then_some(number)
    }

    /// One of the words of an enumeration.
    pub fn word(&mut self, name: &str, words: &[&'static str]) -> Option<&'static str> {
        let value = self.member(name)?;
        let Some(text) = value.as_str() else {
            self.faults.expected(value, "String");
            return None;
        };
        let word = words.iter().find(|word| **word == text).copied();
        if word.is_none() {
            let at = self.at(name);
            let rule = format!("Member must satisfy enum value set: [{}]", words.join(", "));
            self.faults.violation(Some(text), &at, &rule);
        }
        word
    }

    pub fn required_word(&mut self, name: &str, words: &[&'static str]) -> &'static str {
        self.require(name);
        self.word(name, words).unwrap_or_default()
    }

    pub fn object<T>(
        &mut self,
        name: &str,
        members: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        let value = self.member(name)?;
        let at = self.at(name);
        self.faults.object(value, at, members)
    }

    /// A list of objects.
    pub fn objects<T>(
        &mut self,
        name: &str,
        members: impl Fn(&mut Fields<'_>) -> T,
    ) -> Option<Vec<T>> {
        self.items(name, |faults, value, at| faults.object(value, at, &members))
    }

    /// A list of texts.
    pub fn texts(&mut self, name: &str, constraint: Text) -> Option<Vec<&'a str>> {
        self.items(name, |faults, value, at| {
            faults.text(value, &at, constraint)
        })
    }

    /// Notes a list that has not as many members as it must have.
    pub fn bound(&mut self, name: &str, length: usize, shown: &str, range: RangeInclusive<usize>) {
        let at = self.at(name);
        self.faults
            .length(length, Some(shown), &at, range.start(), range.end());
    }

    /// Notes a member that must be there and is not.
    pub fn require(&mut self, name: &str) {
        if self.member(name).is_none() {
            let at = self.at(name);
            let violation = format!(
                "Value null at '{at}' failed to satisfy constraint: Member must not be null"
            );
            self.faults.violations.push(violation);
        }
    }

    fn items<T>(
        &mut self,
        name: &str,
        read: impl Fn(&mut Faults, &'a Value, String) -> Option<T>,
    ) -> Option<Vec<T>> {
        let value = self.member(name)?;
        let Some(array) = value.as_array() else {
            self.faults.expected(value, "List");
            return None;
        };
        let at = self.at(name);
        let items = (1..).zip(array.iter());
        Some(
            items
                .filter_map(|(place, item)| {
                    read(&mut self.faults, item, format!("{at}.{place}.member"))
                })
                .collect(),
        )
    }

    /// A member; `null` is none.
    fn member(&self, name: &str) -> Option<&'a Value> {
        self.object.get(name).filter(|value| !value.is_null())
    }

    fn at(&self, name: &str) -> String {
        if self.path.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.path)
        }
    }
}

impl Faults {
    fn text<'a>(&mut self, value: &'a Value, at: &str, constraint: Text) -> Option<&'a str> {
        let Some(text) = value.as_str() else {
            self.expected(value, "String");
            return None;
        };
        let shown = (!constraint.is_secret).then_some(text);
        let length = text.chars().count();
        let fits = self.length(length, shown, at, &constraint.min, &constraint.max);
        let matches = constraint.pattern.is_none_or(|pattern| {
            let matches = (pattern.matches)(text);
            if !matches {
                let rule = format!(
                    "Member must satisfy regular expression pattern: {}",
                    pattern.text
                );
                self.violation(shown, at, &rule);
            }
            matches
        });
        (fits && matches).then_some(text)
    }

    fn object<T>(
        &mut self,
        value: &Value,
        path: String,
        members: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        let Some(object) = value.as_object() else {
            self.expected(value, "Structure");
            return None;
        };
        let mut fields = Fields {
            object,
            path,
            faults: std::mem::take(self),
        };
        let read = members(&mut fields);
        *self = fields.faults;
        Some(read)
    }

    fn length(
        &mut self,
        length: usize,
        shown: Option<&str>,
        at: &str,
        min: &usize,
        max: &usize,
    ) -> bool {
        let rule = if length > *max {
            format!("Member must have length less than or equal to {max}")
        } else if length < *min {
            format!("Member must have length greater than or equal to {min}")
        } else {
            return true;
        };
        self.violation(shown, at, &rule);
        false
    }

    fn within<N: PartialOrd + Display>(&mut self, number: N, at: &str, min: &N, max: &N) -> bool {
        let rule = if number > *max {
            format!("Member must have value less than or equal to {max}")
        } else if number < *min {
            format!("Member must have value greater than or equal to {min}")
        } else {
            return true;
        };
        self.violation(Some(&number.to_string()), at, &rule);
        false
    }

    fn violation(&mut self, shown: Option<&str>, at: &str, rule: &str) {
        let value = shown.map_or_else(String::new, |shown| format!(" '{shown}'"));
        self.violations.push(format!(
            "Value{value} at '{at}' failed to satisfy constraint: {rule}"
        ));
    }

    fn expected(&mut self, value: &Value, type_: &str) {
        let found = match value.kind() {
            "string" => "STRING_VALUE",
            "number" => "NUMBER_VALUE",
            "boolean" if value.as_bool() == Some(true) => "TRUE_VALUE",
            "boolean" => "FALSE_VALUE",
            _ => "",
        };
        let message = if found.is_empty() {
            "Start of structure or map found where not expected.".to_owned()
        } else if ["List", "Structure"].contains(&type_) {
            "Unexpected field type".to_owned()
        } else {
            format!("{found} can not be converted to {} {type_}", article(type_))
        };
        let error = ApiError::new(ErrorCode::SerializationException, message);
        self.wrong_type.get_or_insert(error);
    }

    fn verdict(self) -> Result<(), ApiError> {
        if let Some(error) = self.wrong_type {
            return Err(error);
        }
        match self.violations.len() {
            0 => Ok(()),
            count => {
                let plural = if count == 1 { "" } else { "s" };
                let list = self.violations.join("; ");
                Err(ApiError::validation(format!(
                    "{count} validation error{plural} detected: {list}"
                )))
            }
        }
    }
}

fn article(type_: &str) -> &'static str {
    if type_.starts_with('I') { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use super::super::constraint;
    use super::*;

    #[track_caller]
    fn check(body: &str, expected: &str) {
        let body = Value::from_json(body).unwrap();
        let error = read(body.as_object().unwrap(), |fields| {
            fields.required_text("name", constraint::NAME);
            fields.integer("maxResults", 0..=1000);
            fields.word("type", &["STANDARD", "EXPRESS"]);
            fields.text("definition", constraint::DEFINITION);
            fields.objects("tags", |tag| {
                tag.text("key", constraint::TAG_KEY).map(str::to_owned)
            })
        })
        .unwrap_err();
        assert_eq!(error.message(), expected);
    }

    #[test]
    fn what_is_missing_is_told() {
        check(
            "{}",
            "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null",
        );
    }

    #[test]
    fn all_broken_constraints_are_told_at_once() {
        check(
            r#"{"name": "", "maxResults": 1001, "type": "FAST"}"#,
            "3 validation errors detected: Value '' at 'name' failed to satisfy constraint: Member must have length \
             greater than or equal to 1; Value '1001' at 'maxResults' failed to satisfy constraint: Member must have \
             value less than or equal to 1000; Value 'FAST' at 'type' failed to satisfy constraint: Member must satisfy \
             enum value set: [STANDARD, EXPRESS]",
        );
    }

    #[test]
    fn members_of_lists_are_numbered_from_one() {
        check(
            r#"{"name": "a", "tags": [{"key": "a"}, {"key": ""}]}"#,
            "1 validation error detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must \
             have length greater than or equal to 1",
        );
    }

    #[test]
    fn a_secret_is_not_shown() {
        check(
            r#"{"name": "a", "definition": ""}"#,
            "1 validation error detected: Value at 'definition' failed to satisfy constraint: Member must have length \
             greater than or equal to 1",
        );
    }

    #[test]
    fn a_wrong_type_comes_before_everything_else() {
        check(
            r#"{"maxResults": "7"}"#,
            "STRING_VALUE can not be converted to an Integer",
        );
        check(
            r#"{"name": []}"#,
            "Start of structure or map found where not expected.",
        );
    }
}
