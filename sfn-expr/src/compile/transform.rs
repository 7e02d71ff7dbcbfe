//! Transforms: `| pattern | update, delete |`, a function that returns a changed copy.
//!
//! The reference changes a deep copy in place. Values here do not change, so the copy is made with
//! containers of its own, whose addresses tell where a match stands; changes are noted per address
//! and put together at the end.

use std::collections::HashMap;
use std::sync::Arc;

use smallvec::SmallVec;

use super::operand::{Operand, read};
use super::scope::Place;
use super::{Compile, Compiler, lambda, walk};
use crate::error::{Error, Span};
use crate::function::{BodyCode, Closure, Function, Kind, LambdaCode};
use crate::functions::json_copy;
use crate::resolve::Node;
use crate::run::{Arguments, Out, Register, Run};
use crate::value::{Array, Object, Value};

/// A transform as a value: its parts are functions that take the matched object as `$`.
pub(crate) struct Transform {
    pattern: Part,
    update: Part,
    delete: Option<Part>,
    /// What `$clone` means where the transform stands.
    clone: Option<Value>,
    span: Span,
}

struct Part {
    code: Arc<LambdaCode>,
    captured: Box<[Register]>,
    span: Span,
}

/// A compiled part and what it captures.
struct PartCode {
    code: Arc<LambdaCode>,
    captures: Vec<Place>,
    span: Span,
}

impl Compiler<'_> {
    pub(super) fn transform(
        &mut self,
        pattern: &Node,
        update: &Node,
        delete: Option<&Node>,
        span: Span,
    ) -> Compile<Operand> {
        let clone = self.scopes.lookup("clone", true);
        let pattern = self.part(pattern)?;
        let update = self.part(update)?;
        let delete = delete.map(|node| self.part(node)).transpose()?;
        Ok(Operand::code(move |run, _| {
            run.hold(128)?;
            let transform = Transform {
                pattern: pattern.taken(run),
                update: update.taken(run),
                delete: delete.as_ref().map(|delete| delete.taken(run)),
                clone: read(run, &clone),
                span,
            };
            Ok(Some(Function::new(run, Kind::Transform(transform)).value()))
        }))
    }

    /// A part as a function without parameters.
    fn part(&mut self, node: &Node) -> Compile<PartCode> {
        self.scopes.begin(node, &[]);
        self.scopes.open(walk::bound_names([node]), false);
        let outer_level = std::mem::replace(&mut self.level, 0);
        let operand = self.in_context(|compiler| compiler.node(node))?;
        self.level = outer_level;
        self.scopes.close();
        let activation = self.scopes.end();
        let code = LambdaCode {
            parameters: Vec::new(),
            registers: activation.registers,
            signature: None,
            body: BodyCode::Value(operand),
            certain_height: super::heights::certain(node),
        };
        Ok(PartCode {
            code: Arc::new(code),
            captures: activation.captures,
            span: node.span,
        })
    }
}

impl PartCode {
    fn taken(&self, run: &Run<'_>) -> Part {
        let captured = lambda::take(run, &self.captures);
        Part {
            code: self.code.clone(),
            captured,
            span: self.span,
        }
    }
}

impl Part {
    fn eval(&self, run: &mut Run<'_>, context: &Value) -> Out {
        let closure = Closure {
            code: self.code.clone(),
            captured: self.captured.clone(),
            input: Some(context.clone()),
        };
        let function = Function::new(run, Kind::Closure(closure));
        let answer = run.apply(&function, Arguments::new(), None)?;
        Ok(run.finish(answer))
    }
}

impl Transform {
    pub(crate) fn call(&self, run: &mut Run<'_>, arguments: &mut Arguments) -> Out {
        let subject = match arguments.first_mut().map(Option::take) {
            Some(None) => return Ok(None),
            Some(Some(value @ (Value::Array(_) | Value::Object(_)))) if !value.is_function() => {
                value
            }
            unfit => {
                let error = Error::new("T0410").fill("index", 1).token_is("|…|");
                return Err(match unfit.flatten() {
                    Some(other) => error.value_is(other),
                    None => error,
                });
            }
        };
        let copy = self.copy(run, subject)?;
        let Some(copy) = copy else {
            return Ok(None);
        };
        let mut changes = Changes::default();
        let matches = self.pattern.eval(run, &copy)?;
        let matches = match matches {
            None => return Ok(Some(copy)),
            Some(Value::Array(array)) => array.into_vec(),
            Some(single) => vec![single],
        };
        for matched in matches {
            run.step(1)?;
            self.change(run, &matched, &mut changes)?;
        }
        changes.applied(run, &copy).map(Some)
    }

    fn copy(&self, run: &mut Run<'_>, subject: Value) -> Out {
        match self.clone.as_ref().map(Value::as_function) {
            Some(Some(function)) => {
                let own = matches!(function.kind(), Kind::Builtin(_));
                if own {
                    return json_copy(run, &subject).map(Some);
                }
                let arguments = SmallVec::from_iter([Some(subject)]);
                let copy = run.apply(function, arguments, Some(&Value::Null))?;
                match run.finish(copy) {
                    Some(copy) => json_copy(run, &copy).map(Some),
                    None => Ok(None),
                }
            }
            _ => Err(Error::new("T2013").at(self.span)),
        }
    }

    fn change(
        &self,
        run: &mut Run<'_>,
        matched: &Value,
        changes: &mut Changes,
    ) -> Result<(), Error> {
        let context = changes.applied(run, matched)?;
        let update = self.update.eval(run, &context)?;
        match update {
            None => {}
            Some(Value::Object(update)) => {
                if let Value::Object(target) = matched {
                    let target = changes.of(target);
                    for (key, value) in update {
                        run.hold(key.len())?;
                        target.insert(key, value);
                    }
                }
            }
            Some(other) => {
                return Err(Error::new("T2011").at(self.update.span).value_is(other));
            }
        }
        let Some(delete) = &self.delete else {
            return Ok(());
        };
        let context = changes.applied(run, matched)?;
        let Some(deletions) = delete.eval(run, &context)? else {
            return Ok(());
        };
        let keys = match &deletions {
            Value::Array(array) => array.to_vec(),
            single => vec![single.clone()],
        };
        for key in &keys {
            let Value::String(key) = key else {
                return Err(Error::new("T2012").at(delete.span).value_is(deletions));
            };
            if let Value::Object(target) = matched {
                changes.of(target).remove(key);
            }
        }
        Ok(())
    }
}

/// What has become of the objects of the copy, by their address in it.
#[derive(Default)]
struct Changes {
    changed: HashMap<usize, Object>,
    /// Keeps the addresses taken.
    kept: Vec<Object>,
}

impl Changes {
    /// The object as it is now, its members still those of the copy.
    fn of(&mut self, original: &Object) -> &mut Object {
        let address = original.address();
        if !self.changed.contains_key(&address) {
            self.kept.push(original.clone());
        }
        self.changed
            .entry(address)
            .or_insert_with(|| original.clone())
    }

    /// A value of the copy with all changes in it.
    fn applied(&self, run: &mut Run<'_>, value: &Value) -> Result<Value, Error> {
        if self.changed.is_empty() {
            return Ok(value.clone());
        }
        run.check_stack()?;
        run.step(1)?;
        Ok(match value {
            Value::Object(original) if !value.is_function() => {
                let changed = self.changed.get(&original.address());
                let current = changed.unwrap_or(original);
                let mut object = Object::with_capacity(current.len());
                for (key, member) in current.iter() {
                    let is_own = changed.is_none()
                        || original.get(key).is_some_and(|old| old.is_same(member));
                    let member = if is_own {
                        self.applied(run, member)?
                    } else {
                        member.clone()
                    };
                    object.insert(key.clone(), member);
                }
                run.hold_list(object.len())?;
                Value::Object(object)
            }
            Value::Array(items) => {
                let mut changed = Vec::with_capacity(items.len());
                for item in items {
                    changed.push(self.applied(run, item)?);
                }
                run.hold_list(changed.len())?;
                Value::Array(Array::from(changed))
            }
            scalar => scalar.clone(),
        })
    }
}
