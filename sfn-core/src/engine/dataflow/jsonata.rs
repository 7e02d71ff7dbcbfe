//! Data flow by JSONata: `Arguments`, `Output`, `Assign`, and every other field that takes an expression.

use sfn_expr::{Dialect, Object, StatesFields, Str, Value, World};

use super::{Carried, Scope};
use crate::engine::failure::Failure;
use crate::engine::run::Run;
use crate::program::{Assigned, Assignment, Jsonata, Root, Template};

impl Run<'_> {
    /// A state's output, and the variables it assigns. Both see the values from before the assignment.
    pub(super) fn exit_jsonata(
        &mut self,
        id: u32,
        output: Option<&Template>,
        assign: &[Assignment],
        carried: Carried,
    ) -> Result<(Value, Vec<Assigned>), Failure> {
        let mut assigned = Vec::new();
        let mut given = None;
        if output.is_some() || !assign.is_empty() {
            let mut scope = Scope::of_exit(id, &carried);
            for assignment in assign {
                let value = self.template(&mut scope, &assignment.value)?;
                assigned.push(Assigned {
                    name: assignment.name.clone(),
                    slot: assignment.slot,
                    value,
                });
            }
            given = output
                .map(|output| self.template(&mut scope, output))
                .transpose()?;
        }
        let (Carried::Input(value) | Carried::Result(value) | Carried::Error(value)) = carried;
        Ok((given.unwrap_or(value), assigned))
    }

    /// The value of a template. Its depth is that of the definition, which is bounded.
    pub fn template(
        &mut self,
        scope: &mut Scope<'_>,
        template: &Template,
    ) -> Result<Value, Failure> {
        match template {
            Template::Constant(value) => Ok(value.clone()),
            Template::Expression(expression) => self.evaluate(scope, expression),
            Template::Object(members) => {
                let mut object = Object::with_capacity(members.len());
                for (key, member) in members {
                    object.insert(key.clone(), self.template(scope, member)?);
                }
                Ok(Value::from(object))
            }
            Template::Array(items) => {
                let items = items.iter().map(|item| self.template(scope, item));
                Ok(Value::from(items.collect::<Result<Vec<Value>, Failure>>()?))
            }
        }
    }

    /// The value of an expression; that it has none is a failure, for JSON cannot say so.
    pub fn evaluate(
        &mut self,
        scope: &mut Scope<'_>,
        expression: &Jsonata,
    ) -> Result<Value, Failure> {
        let mut slots = std::mem::take(&mut self.slots);
        slots.extend(expression.roots.iter().map(|root| match root {
            Root::States => Some(self.states(scope, expression.expression.states_fields())),
            Root::Variable(variable) => self.variable(scope.strand, variable.up, variable.slot),
            Root::Unassigned => None,
        }));
        let mut world = World::new(Dialect::Aws);
        world.now_millis = self.now.unix_millis();
        world.seed = self.execution.random.bits();
        let evaluated = expression.expression.evaluate(&slots, &world);
        #[cfg(feature = "testing")]
        crate::engine::evaluation::note(expression, &slots, &evaluated);
        slots.clear();
        self.slots = slots;
        match evaluated {
            // Recorded. Within an array or an object it is dropped, as JSONata's own output does.
            Ok(Some(value)) if value.is_function() => {
                Err(failure(expression, "returned an unsupported result type."))
            }
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(failure(expression, "returned nothing (undefined).")),
            Err(error) => {
                let what = format!(
                    "threw an error during evaluation. {}: {}",
                    error.code(),
                    error.message()
                );
                Err(failure(expression, &what))
            }
        }
    }

    /// A variable, found `up` blocks further out.
    fn variable(&self, strand: u32, up: u32, slot: u32) -> Option<Value> {
        let mut place = strand;
        for _ in 0..up {
            place = self
                .execution
                .strands
                .get(place as usize)?
                .as_ref()?
                .parent?
                .strand;
        }
        let strand = self.execution.strands.get(place as usize)?.as_ref()?;
        strand.variables.get(slot as usize)?.clone()
    }

    /// `$states` with the members that are read; the same one for all expressions of a field that read the same.
    fn states(&mut self, scope: &mut Scope<'_>, fields: StatesFields) -> Value {
        if let Some((_, states)) = scope.states.as_ref().filter(|(known, _)| *known == fields) {
            return states.clone();
        }
        let mut states = Object::with_capacity(3);
        if fields.input {
            let input = self.strand(scope.strand).input.clone();
            states.insert(key(&INPUT), input);
        }
        match scope.carried {
            Some(Carried::Result(result)) if fields.result => {
                states.insert(key(&RESULT), result.clone());
            }
            Some(Carried::Error(error)) if fields.error_output => {
                states.insert(key(&ERROR_OUTPUT), error.clone());
            }
            _ => {}
        }
        if fields.context {
            states.insert(key(&CONTEXT), self.context(scope.strand, scope.item));
        }
        let states = Value::from(states);
        scope.states = Some((fields, states.clone()));
        states
    }
}

/// The keys of `$states` are shared by all executions: making a text anew costs more than reading most expressions.
type Key = std::sync::LazyLock<Str>;
static INPUT: Key = Key::new(|| Str::from("input"));
static RESULT: Key = Key::new(|| Str::from("result"));
static ERROR_OUTPUT: Key = Key::new(|| Str::from("errorOutput"));
static CONTEXT: Key = Key::new(|| Str::from("context"));

fn key(key: &Key) -> Str {
    Str::clone(key)
}

/// A value of a type that the field cannot use.
pub fn unexpected_type(expression: &Jsonata, expected: &str, value: &Value) -> Failure {
    let kind = value.kind();
    let what = format!(
        "returned an unexpected result type. Expected '{expected}', but was '{kind}' for value: {value}"
    );
    failure(expression, &what)
}

fn failure(expression: &Jsonata, what: &str) -> Failure {
    let Jsonata {
        source, location, ..
    } = expression;
    let cause =
        format!("The JSONata expression '{source}' specified for the field '{location}' {what}");
    Failure::query(cause, Some(location.clone()))
}
