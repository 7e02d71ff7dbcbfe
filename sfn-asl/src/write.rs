//! Writing: definitions to JSON values, in ASL's customary order of fields.
//!
//! The order of the calls is the order of the fields. Nothing is checked here: what a definition built
//! in code says is written as it stands, and `Definition::validate` reads it back with all rules.

use sfn_expr::{Array, Object, Value};

use crate::expression::{Dynamic, NullablePath, PathText};
use crate::machine::States;
use crate::number::Number;
use crate::state::{Comparison, Operand};
use crate::template::Template;

/// A JSON object that is being written.
#[derive(Default)]
pub(crate) struct ObjectWriter(Object);

impl ObjectWriter {
    pub(crate) fn finish(self) -> Value {
        Value::Object(self.0)
    }

    pub(crate) fn json(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name, value);
    }

    pub(crate) fn optional_json(&mut self, name: &str, value: Option<&Value>) {
        if let Some(value) = value {
            self.json(name, value.clone());
        }
    }

    pub(crate) fn string(&mut self, name: &str, text: &str) {
        self.json(name, text);
    }

    pub(crate) fn optional_string(&mut self, name: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.string(name, text);
        }
    }

    pub(crate) fn boolean(&mut self, name: &str, flag: bool) {
        self.json(name, flag);
    }

    pub(crate) fn optional_integer(&mut self, name: &str, integer: Option<i64>) {
        if let Some(integer) = integer {
            self.json(name, integer);
        }
    }

    pub(crate) fn optional_number(&mut self, name: &str, number: Option<Number>) {
        if let Some(number) = number {
            self.json(name, number);
        }
    }

    pub(crate) fn strings<'t>(&mut self, name: &str, texts: impl Iterator<Item = &'t str>) {
        self.json(name, texts.collect::<Array>());
    }

    pub(crate) fn optional_strings(&mut self, name: &str, texts: Option<&[String]>) {
        if let Some(texts) = texts {
            self.strings(name, texts.iter().map(String::as_str));
        }
    }

    pub(crate) fn optional_template(&mut self, name: &str, template: Option<&Template>) {
        self.optional_json(name, template.map(|template| &template.0));
    }

    pub(crate) fn optional_path(&mut self, name: &str, path: Option<&PathText>) {
        self.optional_string(name, path.map(PathText::as_str));
    }

    pub(crate) fn optional_nullable_path(&mut self, name: &str, path: Option<&NullablePath>) {
        match path {
            None => {}
            Some(NullablePath::Null) => self.json(name, Value::Null),
            Some(NullablePath::Path(path)) => self.string(name, path.as_str()),
        }
    }

    pub(crate) fn dynamic<T: Clone + Into<Value>>(
        &mut self,
        name: &str,
        path_name: &str,
        field: &Dynamic<T>,
    ) {
        match field {
            Dynamic::Literal(value) => self.json(name, value.clone()),
            Dynamic::Jsonata(expression) => self.json(name, expression.to_string()),
            Dynamic::Path(path) => self.string(path_name, path.as_str()),
        }
    }

    pub(crate) fn optional_dynamic<T: Clone + Into<Value>>(
        &mut self,
        name: &str,
        path_name: &str,
        field: Option<&Dynamic<T>>,
    ) {
        if let Some(field) = field {
            self.dynamic(name, path_name, field);
        }
    }

    pub(crate) fn comparison(&mut self, comparison: &Comparison) {
        let name = comparison.operator();
        match comparison {
            Comparison::String(_, operand) | Comparison::Timestamp(_, operand) => {
                self.operand(name, operand)
            }
            Comparison::Numeric(_, operand) => self.operand(name, operand),
            Comparison::BooleanEquals(operand) => self.operand(name, operand),
            Comparison::StringMatches(pattern) => self.string(name, pattern),
            Comparison::Is(_, expected) => self.boolean(name, *expected),
        }
    }

    fn operand<T: Clone + Into<Value>>(&mut self, name: &str, operand: &Operand<T>) {
        match operand {
            Operand::Literal(value) => self.json(name, value.clone()),
            Operand::Path(path) => self.string(name, path.as_str()),
        }
    }

    pub(crate) fn object<T>(
        &mut self,
        name: &str,
        item: &T,
        write: impl Fn(&T, &mut ObjectWriter),
    ) {
        self.json(name, written(item, write));
    }

    pub(crate) fn optional_object<T>(
        &mut self,
        name: &str,
        item: Option<&T>,
        write: impl Fn(&T, &mut ObjectWriter),
    ) {
        if let Some(item) = item {
            self.object(name, item, write);
        }
    }

    pub(crate) fn list<T>(
        &mut self,
        name: &str,
        items: &[T],
        write: impl Fn(&T, &mut ObjectWriter),
    ) {
        self.json(
            name,
            items
                .iter()
                .map(|item| written(item, &write))
                .collect::<Array>(),
        );
    }

    pub(crate) fn optional_list<T>(
        &mut self,
        name: &str,
        items: Option<&[T]>,
        write: impl Fn(&T, &mut ObjectWriter),
    ) {
        if let Some(items) = items {
            self.list(name, items, write);
        }
    }

    pub(crate) fn states(&mut self, name: &str, states: &States) {
        let mut object = Object::with_capacity(states.len());
        for (state_name, state) in states.iter() {
            object.insert(
                state_name.as_str(),
                written(state, |state, object| state.write(object)),
            );
        }
        self.json(name, object);
    }
}

fn written<T>(item: &T, write: impl Fn(&T, &mut ObjectWriter)) -> Value {
    let mut object = ObjectWriter::default();
    write(item, &mut object);
    object.finish()
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        match number {
            Number::Integer(integer) => Value::Integer(integer),
            Number::Float(float) => Value::Float(float),
        }
    }
}
