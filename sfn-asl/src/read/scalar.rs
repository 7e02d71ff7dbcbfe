//! Reading fields that hold one value: texts, numbers, words, paths, templates and lists of them.

use sfn_expr::Value;

use super::json_type::JsonType;
use super::{Field, Fields};
use crate::error_name::ErrorName;
use crate::expression::{Dynamic, Jsonata, NullablePath, PathText};
use crate::keyword::Keyword;
use crate::name::StateName;
use crate::number::Number;
use crate::state::{Condition, Operand, OperandForm};
use crate::template::Template;

/// A type of literal values in fields.
pub(crate) trait Scalar: Sized {
    const TYPE: JsonType;

    fn from_value(value: &Value) -> Option<Self>;
}

impl Scalar for String {
    const TYPE: JsonType = JsonType::String;

    fn from_value(value: &Value) -> Option<Self> {
        value.as_str().map(String::from)
    }
}

impl Scalar for bool {
    const TYPE: JsonType = JsonType::Boolean;

    fn from_value(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Scalar for i64 {
    const TYPE: JsonType = JsonType::Integer;

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(integer) => Some(*integer),
            _ => None,
        }
    }
}

impl Scalar for Number {
    const TYPE: JsonType = JsonType::Number;

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(integer) => Some(Number::Integer(*integer)),
            Value::Float(float) => Some(Number::Float(*float)),
            _ => None,
        }
    }
}

impl<'v> Fields<'_, 'v> {
    fn scalar<T: Scalar>(&mut self, field: Field, value: &Value) -> Option<T> {
        let scalar = T::from_value(value);
        if scalar.is_none() {
            self.report_scalar_type::<T>(field.name);
        }
        scalar
    }

    fn report_scalar_type<T: Scalar>(&mut self, name: &str) {
        let place = self.place(name);
        self.reader.report_type(place, T::TYPE);
    }

    /// A string.
    pub(crate) fn string(&mut self, field: impl Into<Field>) -> Option<String> {
        let field = field.into();
        let value = self.get(field)?;
        self.scalar(field, value)
    }

    /// A string that must be there and must not be empty. An empty one that is returned has been reported.
    pub(crate) fn required_string(&mut self, name: &'static str) -> String {
        let field = Field::from(name);
        let text: Option<String> = self
            .require(field)
            .and_then(|value| self.scalar(field, value));
        if text.as_deref() == Some("") {
            self.report_empty(name);
        }
        text.unwrap_or_default()
    }

    /// A number without fraction.
    pub(crate) fn integer(&mut self, name: &'static str) -> Option<i64> {
        let field = Field::from(name);
        let value = self.get(field)?;
        self.scalar(field, value)
    }

    /// A number.
    pub(crate) fn number(&mut self, name: &'static str) -> Option<Number> {
        let field = Field::from(name);
        let value = self.get(field)?;
        self.scalar(field, value)
    }

    /// A list of strings.
    pub(crate) fn strings(&mut self, name: &'static str) -> Option<Vec<String>> {
        let value = self.get(Field::from(name))?;
        self.string_items(name, value)
    }

    fn string_items(&mut self, name: &'static str, value: &Value) -> Option<Vec<String>> {
        let Some(items) = value.as_array() else {
            let place = self.place(name);
            self.reader.report_type(place, JsonType::Array);
            return None;
        };
        let mut texts = Vec::with_capacity(items.len());
        for (position, item) in items.iter().enumerate() {
            match item.as_str() {
                Some(text) => texts.push(text.to_owned()),
                None => {
                    let place = format!("{}[{position}]", self.place(name));
                    self.reader.report_type(place, JsonType::String);
                }
            }
        }
        Some(texts)
    }

    /// The errors of a retrier or a catcher; at least one.
    pub(crate) fn error_equals(&mut self) -> Vec<ErrorName> {
        let name = "ErrorEquals";
        let Some(value) = self.require(Field::from(name)) else {
            return Vec::new();
        };
        if value.as_array().is_some_and(|items| items.is_empty()) {
            self.report_empty(name);
        }
        let names = self.string_items(name, value).unwrap_or_default();
        names.into_iter().map(ErrorName::from).collect()
    }

    /// Reports a list or a text that must not be empty (recorded from AWS for a list).
    pub(super) fn report_empty(&mut self, name: &str) {
        self.report_at(
            name,
            "Value cannot be empty",
            format!("write something into `{name}`"),
        );
    }

    /// One of a set of words.
    pub(crate) fn keyword<T: Keyword>(&mut self, name: &'static str) -> Option<T> {
        let value = self.get(Field::from(name))?;
        let word = value.as_str().and_then(T::from_spelling);
        if word.is_none() {
            let words = spellings::<T>();
            // Measured on AWS.
            self.report_at(
                name,
                format!("Value should be one of the following: [{words}]"),
                format!("write one of {words}; letter case counts"),
            );
        }
        word
    }

    /// One of a set of words that must be there; it says what the object is.
    pub(crate) fn required_keyword<T: Keyword>(&mut self, name: &'static str) -> Option<T> {
        let value = self.require(Field::from(name))?;
        let word = value.as_str().and_then(T::from_spelling);
        if word.is_none() {
            let words = spellings::<T>();
            // Recorded from AWS, for `Type`.
            self.report_at(
                name,
                format!("The field '{name}' should have one of these values: [{words}]"),
                format!("write one of {words}; letter case counts"),
            );
        }
        word
    }

    /// The name of a state.
    pub(crate) fn state_name(&mut self, name: &'static str) -> Option<StateName> {
        self.string(name).map(StateName::from)
    }

    /// The name of a state that must be there.
    pub(crate) fn required_state_name(&mut self, name: &'static str) -> StateName {
        StateName::from(self.required_string(name))
    }

    /// Any JSON value.
    pub(crate) fn json(&mut self, field: Field) -> Option<Value> {
        self.get(field).cloned()
    }

    /// A payload template.
    pub(crate) fn template(&mut self, field: impl Into<Field>) -> Option<Template> {
        self.get(field.into()).cloned().map(Template)
    }

    /// A payload template that must be an object.
    pub(crate) fn object_template(&mut self, name: &'static str) -> Option<Template> {
        let value = self.get(Field::from(name))?;
        if value.as_object().is_none() {
            let place = self.place(name);
            self.reader.report_type(place, JsonType::Object);
        }
        Some(Template(value.clone()))
    }

    /// A path.
    pub(crate) fn path(&mut self, name: &'static str) -> Option<PathText> {
        self.string(Field::json_path(name)).map(PathText::new)
    }

    /// A path that must be there.
    pub(crate) fn required_path(&mut self, name: &'static str) -> PathText {
        let field = Field::json_path(name);
        let text = self
            .require(field)
            .and_then(|value| self.scalar::<String>(field, value));
        PathText::new(text.unwrap_or_default())
    }

    /// A path, or `null`.
    pub(crate) fn nullable_path(&mut self, name: &'static str) -> Option<NullablePath> {
        let field = Field::json_path(name);
        match self.get(field)? {
            Value::Null => Some(NullablePath::Null),
            value => self
                .scalar::<String>(field, value)
                .map(|text| NullablePath::Path(PathText::new(text))),
        }
    }

    /// A field of three forms: a literal, a JSONata expression, or the path of another field. At most one
    /// of the two fields may be there.
    pub(crate) fn dynamic<T: Scalar>(
        &mut self,
        name: &'static str,
        path_name: &'static str,
    ) -> Option<Dynamic<T>> {
        self.at_most_one_of(&[name, path_name]);
        self.any_form(name, path_name)
    }

    /// As [`Fields::dynamic`], for a caller that counts the fields itself.
    pub(crate) fn any_form<T: Scalar>(
        &mut self,
        name: &'static str,
        path_name: &'static str,
    ) -> Option<Dynamic<T>> {
        let value = self.get(Field::from(name));
        let value = value.and_then(|value| self.literal_or_jsonata(name, value));
        let path = self.path(path_name).map(Dynamic::Path);
        value.or(path)
    }

    fn literal_or_jsonata<T: Scalar>(&mut self, name: &str, value: &Value) -> Option<Dynamic<T>> {
        if self.is_jsonata()
            && let Some(expression) = value.as_str().and_then(Jsonata::from_delimited)
        {
            return Some(Dynamic::Jsonata(expression));
        }
        let literal = T::from_value(value).map(Dynamic::Literal);
        if literal.is_none() {
            self.report_scalar_type::<T>(name);
        }
        literal
    }

    /// The condition of a JSONata rule.
    pub(crate) fn required_condition(&mut self, field: Field) -> Condition {
        let value = self.require(field);
        match value.and_then(|value| self.literal_or_jsonata::<bool>(field.name, value)) {
            Some(Dynamic::Jsonata(expression)) => Condition::Jsonata(expression),
            Some(Dynamic::Literal(literal)) => Condition::Literal(literal),
            Some(Dynamic::Path(_)) | None => Condition::Literal(false),
        }
    }

    /// A literal that is there.
    pub(crate) fn literal<T: Scalar>(&mut self, name: &'static str) -> Option<T> {
        let field = Field::from(name);
        let value = self.get(field)?;
        self.scalar(field, value)
    }

    /// What an operator compares with.
    pub(crate) fn operand<T: Scalar>(
        &mut self,
        name: &str,
        form: OperandForm,
    ) -> Option<Operand<T>> {
        let value = self.object.get(name)?;
        self.ignore(name);
        let operand = match form {
            OperandForm::Literal => T::from_value(value).map(Operand::Literal),
            OperandForm::Path => value
                .as_str()
                .map(|text| Operand::Path(PathText::new(text))),
        };
        if operand.is_none() {
            let expected = match form {
                OperandForm::Literal => T::TYPE,
                OperandForm::Path => JsonType::String,
            };
            let place = self.place(name);
            self.reader.report_type(place, expected);
        }
        operand
    }
}

fn spellings<T: Keyword>() -> String {
    T::ALL
        .iter()
        .map(|word| word.spelling())
        .collect::<Vec<_>>()
        .join(", ")
}
