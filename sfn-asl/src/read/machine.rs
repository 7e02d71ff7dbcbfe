//! Reading what machines are made of: languages, states, objects within objects and lists of them.

use sfn_expr::Value;

use super::json_type::JsonType;
use super::{Field, Fields};
use crate::language::QueryLanguage;
use crate::machine::States;
use crate::name::StateName;
use crate::state::{Pass, State};

impl<'v> Fields<'_, 'v> {
    /// The machine's own language, which holds for every state within it that names none.
    pub(crate) fn machine_query_language(&mut self) -> Option<QueryLanguage> {
        let language = self.keyword("QueryLanguage");
        self.reader.machine_language = language.unwrap_or_default();
        language
    }

    /// The state's own language. From here on, fields of the other one are reported.
    pub(crate) fn state_query_language(&mut self) -> Option<QueryLanguage> {
        let language = self.keyword("QueryLanguage");
        if language == Some(QueryLanguage::JsonPath)
            && self.reader.machine_language == QueryLanguage::Jsonata
        {
            // A machine can be moved to JSONata state by state, and not back (recorded from AWS).
            self.report_here(
                "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
                "remove the machine's `QueryLanguage` and set it in the states that use JSONata",
            );
            self.language = QueryLanguage::JsonPath;
            return language;
        }
        // Not the language of the state around: a Map's own language says nothing about its processor
        // (spec, "Query language"; measured on AWS).
        self.language = language.unwrap_or(self.reader.machine_language);
        language
    }

    /// The states of a machine.
    pub(crate) fn required_states(&mut self) -> States {
        let field = Field::from("States");
        let place = self.place(field.name);
        let Some(value) = self.require(field) else {
            return States::new();
        };
        let Some(states) = value.as_object() else {
            self.reader.report_type(place, JsonType::Object);
            return States::new();
        };
        if states.is_empty() {
            self.report_empty(field.name);
        }
        let language = self.reader.machine_language;
        states
            .iter()
            .map(|(name, state)| {
                let state =
                    self.reader
                        .object(state, format!("{place}/{name}"), language, State::read);
                // A state that is no object ends its machine, so that its fault is reported once.
                (
                    name.as_str(),
                    state.unwrap_or_else(|| Pass::default().into()),
                )
            })
            .collect()
    }

    /// The state that a state of an unknown kind goes to, without any report.
    pub(crate) fn lenient_next(&self) -> Option<StateName> {
        self.object
            .get("Next")
            .and_then(Value::as_str)
            .map(StateName::from)
    }

    /// An object.
    pub(crate) fn object<T>(
        &mut self,
        field: impl Into<Field>,
        read: impl FnOnce(&mut Fields<'_, 'v>) -> T,
    ) -> Option<T> {
        let field = field.into();
        let value = self.get(field)?;
        let (place, language) = (self.place(field.name), self.language);
        self.reader.object(value, place, language, read)
    }

    /// A list of objects.
    pub(crate) fn list<T>(
        &mut self,
        field: impl Into<Field>,
        read: impl Fn(&mut Fields<'_, 'v>) -> T,
    ) -> Option<Vec<T>> {
        let field = field.into();
        let value = self.get(field)?;
        Some(self.items(field, value, read))
    }

    /// A list of objects that must be there and must not be empty.
    pub(crate) fn required_list<T>(
        &mut self,
        name: &'static str,
        read: impl Fn(&mut Fields<'_, 'v>) -> T,
    ) -> Vec<T> {
        let field = Field::from(name);
        let Some(value) = self.require(field) else {
            return Vec::new();
        };
        if value.as_array().is_some_and(|items| items.is_empty()) {
            self.report_empty(name);
        }
        self.items(field, value, read)
    }

    fn items<T>(
        &mut self,
        field: Field,
        value: &'v Value,
        read: impl Fn(&mut Fields<'_, 'v>) -> T,
    ) -> Vec<T> {
        let place = self.place(field.name);
        let Some(items) = value.as_array() else {
            self.reader.report_type(place, JsonType::Array);
            return Vec::new();
        };
        let language = self.language;
        items
            .iter()
            .enumerate()
            .filter_map(|(position, item)| {
                self.reader
                    .object(item, format!("{place}[{position}]"), language, &read)
            })
            .collect()
    }
}
