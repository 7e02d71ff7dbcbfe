//! The fields that kinds of states share.

use sfn_asl::{Dynamic, QueryLanguage};
use sfn_expr::Value;

use super::jsonpath::JsonPathFields;
use super::{Builder, Place};
use crate::program::dataflow::{Assignment, Computed, Entry, Exit};
use crate::program::expression::Jsonata;
use crate::program::template::Template;

impl Builder {
    pub(super) fn entry(&mut self, state: &sfn_asl::State, place: &Place<'_>) -> Entry {
        let (arguments, parameters) = match &state.kind {
            sfn_asl::StateKind::Task(task) => (task.arguments.as_ref(), task.parameters.as_ref()),
            sfn_asl::StateKind::Parallel(parallel) => {
                (parallel.arguments.as_ref(), parallel.parameters.as_ref())
            }
            sfn_asl::StateKind::Pass(pass) => (None, pass.parameters.as_ref()),
            _ => (None, None),
        };
        match place.language {
            QueryLanguage::Jsonata => Entry::Jsonata {
                arguments: arguments
                    .map(|arguments| self.template(&arguments.0, "Arguments", place)),
            },
            QueryLanguage::JsonPath => Entry::JsonPath {
                input_path: self.selection(state.input_path.as_ref(), "InputPath", place),
                parameters: parameters
                    .and_then(|parameters| self.payload(parameters, "Parameters", place)),
            },
        }
    }

    pub(super) fn exit(&mut self, state: &sfn_asl::State, place: &Place<'_>) -> Exit {
        let (result_path, result_selector) = match &state.kind {
            sfn_asl::StateKind::Task(task) => {
                (task.result_path.as_ref(), task.result_selector.as_ref())
            }
            sfn_asl::StateKind::Parallel(parallel) => (
                parallel.result_path.as_ref(),
                parallel.result_selector.as_ref(),
            ),
            sfn_asl::StateKind::Map(map) => {
                (map.result_path.as_ref(), map.result_selector.as_ref())
            }
            sfn_asl::StateKind::Pass(pass) => (pass.result_path.as_ref(), None),
            _ => (None, None),
        };
        let paths = JsonPathFields {
            result_selector,
            result_path,
            output_path: state.output_path.as_ref(),
        };
        self.exit_of(
            state.output.as_ref(),
            state.assign.as_ref(),
            &paths,
            "",
            place,
        )
    }

    /// `field` is where the fields stand within the state: nothing, or as `Catch[0]/`.
    pub(super) fn exit_of(
        &mut self,
        output: Option<&sfn_asl::Template>,
        assign: Option<&sfn_asl::Template>,
        paths: &JsonPathFields<'_>,
        field: &str,
        place: &Place<'_>,
    ) -> Exit {
        match place.language {
            QueryLanguage::Jsonata => Exit::Jsonata {
                output: output
                    .map(|output| self.template(&output.0, &format!("{field}Output"), place)),
                assign: assign
                    .map(|assign| self.assign(assign, field, place))
                    .unwrap_or_default(),
            },
            QueryLanguage::JsonPath => {
                Exit::JsonPath(Box::new(self.exit_jsonpath(paths, assign, field, place)))
            }
        }
    }

    pub(super) fn assign(
        &mut self,
        assign: &sfn_asl::Template,
        field: &str,
        place: &Place<'_>,
    ) -> Vec<Assignment> {
        let members = assign
            .0
            .as_object()
            .into_iter()
            .flat_map(|members| members.iter());
        let assignments = members.filter_map(|(name, value)| {
            // Every name of an `Assign` of this machine has a slot in it.
            let slot = place.variables.slot(name)?;
            let value = self.template(value, &format!("{field}Assign/{name}"), place);
            Some(Assignment {
                name: name.as_str().into(),
                slot,
                value,
            })
        });
        assignments.collect()
    }

    pub(super) fn template(&mut self, value: &Value, field: &str, place: &Place<'_>) -> Template {
        match value {
            Value::String(text) => match sfn_asl::Jsonata::from_delimited(text) {
                Some(jsonata) => self
                    .jsonata(jsonata.source(), field, place, Template::Expression)
                    .unwrap_or_else(|| Template::Constant(value.clone())),
                None => Template::Constant(value.clone()),
            },
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let items: Vec<Template> = items
                    .map(|(position, item)| {
                        self.template(item, &format!("{field}[{position}]"), place)
                    })
                    .collect();
                if items
                    .iter()
                    .all(|item| matches!(item, Template::Constant(_)))
                {
                    return Template::Constant(value.clone());
                }
                Template::Array(items)
            }
            Value::Object(members) => {
                let members: Vec<_> = members
                    .iter()
                    .map(|(key, member)| {
                        (
                            key.clone(),
                            self.template(member, &format!("{field}/{key}"), place),
                        )
                    })
                    .collect();
                if members
                    .iter()
                    .all(|(_, member)| matches!(member, Template::Constant(_)))
                {
                    return Template::Constant(value.clone());
                }
                Template::Object(members)
            }
            Value::Null | Value::Bool(_) | Value::Integer(_) | Value::Float(_) => {
                Template::Constant(value.clone())
            }
        }
    }

    pub(super) fn computed<T, U>(
        &mut self,
        field: &Dynamic<T>,
        name: &str,
        place: &Place<'_>,
    ) -> Computed<U>
    where
        T: Clone + Into<U>,
        U: Default,
    {
        match field {
            Dynamic::Literal(value) => Computed::Literal(value.clone().into()),
            Dynamic::Jsonata(source) => self
                .jsonata(source.source(), name, place, Computed::Jsonata)
                .unwrap_or_else(|| Computed::Literal(U::default())),
            Dynamic::Path(path) => self
                .lookup(path, &format!("{name}Path"), place)
                .map_or_else(|| Computed::Literal(U::default()), Computed::Path),
        }
    }

    /// Compiles an expression; reports it and answers `None` if that fails.
    pub(super) fn jsonata<T>(
        &mut self,
        source: &str,
        field: &str,
        place: &Place<'_>,
        wrap: impl Fn(Box<Jsonata>) -> T,
    ) -> Option<T> {
        match Jsonata::compile(source, field, place.variables) {
            Ok(jsonata) => Some(wrap(Box::new(jsonata))),
            // The rules compile every expression as well, and have found nothing.
            Err(error) => {
                self.unsupported(place, field, &format!("an expression ({error})"));
                None
            }
        }
    }
}
