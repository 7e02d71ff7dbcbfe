//! Reading without computing: variables, names and chains of names, wildcards.

use super::key::Key;
use super::operand::{Operand, borrow, context, read};
use super::scope::Place;
use super::{Compile, Compiler};
use crate::error::Span;
use crate::limits::Dialect;
use crate::run::{Out, Run};
use crate::value::{Array, Str, Value};

/// Names looked up one in the other, such as `$states.input.order.total`.
///
/// As long as it meets objects this walks by reference; only a list on the way makes a sequence.
pub(crate) struct Fields {
    pub(super) root: FieldsRoot,
    pub(super) keys: Vec<Key>,
}

pub(super) enum FieldsRoot {
    Context,
    Variable(Vec<Place>),
}

/// What walking by reference finds.
enum Walk<'a> {
    Found(&'a Value),
    Nothing,
    /// A list stands before the key of this index.
    List(&'a Array, usize),
}

impl Fields {
    #[inline]
    pub(super) fn eval(&self, run: &mut Run<'_>, input: Option<&Value>) -> Out {
        match &self.root {
            FieldsRoot::Context => self.eval_from(run, input),
            FieldsRoot::Variable(places) => {
                if let [Place::Slot(slot)] = places[..] {
                    return self.eval_from(run, run.slot(slot));
                }
                if let Some(value) = self.peek(run, None)
                    && !matches!(value, Some(Value::Array(_)))
                {
                    return Ok(value.cloned());
                }
                let start = read(run, places);
                self.eval_from(run, start.as_ref())
            }
        }
    }

    /// The name that this is, if it is one in the context and nothing more.
    #[inline]
    pub(super) fn name(&self) -> Option<&Key> {
        match (&self.root, &self.keys[..]) {
            (FieldsRoot::Context, [name]) => Some(name),
            _ => None,
        }
    }

    fn eval_from(&self, run: &mut Run<'_>, start: Option<&Value>) -> Out {
        let Some(start) = start else {
            return Ok(None);
        };
        match self.walk(start) {
            Walk::Found(value) => Ok(run.finish(Some(value.clone()))),
            Walk::Nothing => Ok(None),
            Walk::List(list, at) => spread(run, list, &self.keys[at..]),
        }
    }

    /// The value, if it can be borrowed: unless a list stands on the way. The inner `None` is nothing.
    #[inline]
    pub(super) fn peek<'a>(
        &self,
        run: &'a Run<'_>,
        input: Option<&'a Value>,
    ) -> Option<Option<&'a Value>> {
        let start = match &self.root {
            FieldsRoot::Context => input,
            FieldsRoot::Variable(places) => borrow(run, places)?,
        };
        self.peek_from(start)
    }

    /// The value behind `start`, if no list stands on the way.
    #[inline]
    pub(super) fn peek_from<'a>(&self, start: Option<&'a Value>) -> Option<Option<&'a Value>> {
        match start.map(|start| self.walk(start)) {
            Some(Walk::List(..)) => None,
            Some(Walk::Found(value)) => Some(Some(value)),
            Some(Walk::Nothing) | None => Some(None),
        }
    }

    /// Where the walk begins, if that outlives changes of the run: in the context or in a slot.
    pub(super) fn lasting_start<'a>(
        &self,
        slots: &'a [Option<Value>],
        input: Option<&'a Value>,
    ) -> Option<Option<&'a Value>> {
        match &self.root {
            FieldsRoot::Context => Some(input),
            FieldsRoot::Variable(places) => match places[..] {
                [Place::Slot(slot)] => slots.get(slot).map(Option::as_ref),
                _ => None,
            },
        }
    }

    #[inline]
    fn walk<'a>(&self, start: &'a Value) -> Walk<'a> {
        let mut value = start;
        for (at, key) in self.keys.iter().enumerate() {
            match value {
                Value::Object(object) => match key.of(object) {
                    Some(member) => value = member,
                    None => return Walk::Nothing,
                },
                Value::Array(list) => return Walk::List(list, at),
                _ => return Walk::Nothing,
            }
        }
        Walk::Found(value)
    }
}

/// Evaluates a path of names whose first context is each element of `list`.
fn spread(run: &mut Run<'_>, list: &Array, keys: &[Key]) -> Out {
    let mut contexts: Vec<&Value> = list.iter().collect();
    for (at, key) in keys.iter().enumerate() {
        run.step(contexts.len())?;
        let is_last = at + 1 == keys.len();
        let mut next: Vec<&Value> = Vec::new();
        let mut entries = 0_usize;
        // The only entry of the last step is the result as it is, if it is a list in the data.
        let mut whole: Option<&Value> = None;
        for context in contexts {
            let before = next.len();
            let entry = match context {
                Value::Object(object) => key.of(object),
                Value::Array(inner) => {
                    find_all(run, inner, key, &mut next)?;
                    match next.len() - before {
                        0 => None,
                        1 => next.pop(),
                        _ => {
                            entries += 1;
                            continue;
                        }
                    }
                }
                _ => None,
            };
            let Some(entry) = entry else {
                continue;
            };
            entries += 1;
            match entry {
                Value::Array(array) if !array.has(crate::value::Mark::Cons, run.epoch) => {
                    if !run.is_sequence(array) {
                        whole = Some(entry);
                    }
                    next.extend(array.iter());
                }
                Value::Array(_) => {
                    whole = Some(entry);
                    next.push(entry);
                }
                other => next.push(other),
            }
        }
        if is_last
            && entries == 1
            && let Some(whole) = whole
        {
            return Ok(run.finish(Some(whole.clone())));
        }
        if next.is_empty() {
            return Ok(None);
        }
        contexts = next;
    }
    if let [only] = contexts[..] {
        return Ok(Some(only.clone()));
    }
    run.hold_list(contexts.len())?;
    Ok(Some(run.sequence(contexts.into_iter().cloned().collect())))
}

/// Looks a name up in the elements of a list and in those of the lists in it.
pub(super) fn find_all<'a>(
    run: &Run<'_>,
    list: &'a Array,
    key: &Key,
    found: &mut Vec<&'a Value>,
) -> Result<(), crate::error::Error> {
    run.check_stack()?;
    for element in list {
        match element {
            Value::Object(object) => match key.of(object) {
                Some(Value::Array(array)) => found.extend(array.iter()),
                Some(value) => found.push(value),
                None => {}
            },
            Value::Array(inner) => find_all(run, inner, key, found)?,
            _ => {}
        }
    }
    Ok(())
}

/// What a name means in one context, not yet finished.
pub(crate) fn lookup(run: &mut Run<'_>, context: &Value, key: &Str) -> Out {
    match context {
        Value::Object(object) => Ok(object.get(key).cloned()),
        Value::Array(list) => {
            let mut found = Vec::new();
            find_all(run, list, &Key::new(key.clone()), &mut found)?;
            run.hold_list(found.len())?;
            Ok(Some(run.sequence(found.into_iter().cloned().collect())))
        }
        _ => Ok(None),
    }
}

impl Compiler<'_> {
    pub(super) fn variable(&mut self, name: &str, span: Span) -> Compile<Operand> {
        if name.is_empty() {
            self.require_context("$", span)?;
            return Ok(Operand::Context);
        }
        if name == "$" && self.dialect == Dialect::Aws {
            // Refused wherever it stands, so AWS does not speak of the top level.
            let message = "Reference to '$$' is not supported.";
            let error =
                crate::error::Error::with_message("UNSUPPORTED_JSONATA_EXPRESSION", message);
            return Err(error.at(span));
        }
        if name == "states" {
            self.states = crate::expression::StatesFields::ALL;
        }
        Ok(Operand::Variable(self.scopes.lookup(name, false)))
    }

    /// A name on its own, as a step of a path.
    pub(super) fn name(&mut self, name: &Str, span: Span) -> Compile<Operand> {
        self.require_context(name, span)?;
        Ok(Operand::Fields(Fields {
            root: FieldsRoot::Context,
            keys: vec![Key::new(name.clone())],
        }))
    }

    pub(super) fn wildcard(&mut self, span: Span, is_raw: bool) -> Compile<Operand> {
        self.require_context("*", span)?;
        Ok(Operand::code(move |run, input| {
            let members: Vec<&Value> = match context(run, input) {
                Some(Value::Object(object)) => object.values().collect(),
                Some(Value::Array(array)) => array.iter().collect(),
                _ => Vec::new(),
            };
            run.step(members.len())?;
            let mut found = Vec::with_capacity(members.len());
            let mut is_sequence = true;
            for member in members {
                match member {
                    Value::Array(array) => {
                        // Appending a list makes a list out of the sequence.
                        is_sequence = false;
                        flatten(run, array, &mut found)?;
                    }
                    other => found.push(other.clone()),
                }
            }
            run.hold_list(found.len())?;
            if is_sequence {
                let sequence = Some(run.sequence(found));
                return Ok(if is_raw {
                    sequence
                } else {
                    run.finish(sequence)
                });
            }
            Ok(Some(Value::Array(Array::from(found))))
        }))
    }

    pub(super) fn descendants(&mut self, span: Span, is_raw: bool) -> Compile<Operand> {
        self.require_context("**", span)?;
        Ok(Operand::code(move |run, input| {
            let Some(start) = input else {
                return Ok(None);
            };
            let mut found = Vec::new();
            // Depth first without recursion: the next to visit is on top.
            let mut waiting = vec![start];
            while let Some(value) = waiting.pop() {
                run.hold_list(1)?;
                match value {
                    Value::Array(array) => waiting.extend(array.iter().rev()),
                    Value::Object(object) => {
                        found.push(value.clone());
                        waiting.extend(object.values().rev());
                    }
                    scalar => found.push(scalar.clone()),
                }
            }
            run.hold_list(found.len())?;
            let sequence = Some(run.sequence(found));
            Ok(if is_raw {
                sequence
            } else {
                run.finish(sequence)
            })
        }))
    }
}

fn flatten(
    run: &mut Run<'_>,
    array: &Array,
    found: &mut Vec<Value>,
) -> Result<(), crate::error::Error> {
    let mut waiting: Vec<&Value> = array.iter().rev().collect();
    while let Some(value) = waiting.pop() {
        run.step(1)?;
        match value {
            Value::Array(inner) => waiting.extend(inner.iter().rev()),
            other => found.push(other.clone()),
        }
    }
    Ok(())
}
