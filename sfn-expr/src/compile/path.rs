//! Paths without bindings: each step is evaluated in each element that the step before has found.

use super::access::{Fields, FieldsRoot};
use super::each::in_each;
use super::filter::{Entry, Item, Items};
use super::group::GroupCode;
use super::key::Key;
use super::operand::Operand;
use super::scope::Place;
use super::step::{StepCode, StepKind, finished};
use super::{Compile, Compiler};
use crate::error::Error;
use crate::expression::StatesFields;
use crate::resolve::{Node, NodeKind};
use crate::run::{Out, Run};
use crate::value::{Array, Mark, Str, Value};

/// A path that is not just names.
struct PathCode {
    /// Leading names without predicates, walked by reference while they meet objects. The steps
    /// hold them too, for where they do not.
    prefix: Option<Prefix>,
    steps: Vec<StepCode>,
    keep: Keep,
    /// The first step constructs a list, which is not repeated for each element of the context.
    begins_with_list: bool,
    /// The first step is a variable, which is not repeated either.
    is_absolute: bool,
    group: Option<GroupCode>,
}

/// The beginning of a path as a chain of names.
struct Prefix {
    fields: Fields,
    /// How many steps it stands for. The predicates of the last are still to be applied.
    steps: usize,
}

/// What `[]` on a path asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keep {
    Nothing,
    /// On the path as a whole: a sequence stays a list.
    Sequence,
    /// On a step: so does a constructed list, as the only element of one.
    Singleton,
}

impl Keep {
    pub(super) fn of(path: &Node) -> Keep {
        match path.kind {
            NodeKind::Path {
                keep_singleton: true,
                ..
            } => Keep::Singleton,
            _ if path.keep_array => Keep::Sequence,
            _ => Keep::Nothing,
        }
    }
}

/// The elements that a path has found.
pub(super) enum Found<'a> {
    /// A list of the data, found alone and given as it is.
    Whole(Item<'a>),
    Items(Items<'a>),
    /// A sorted list, which is no sequence.
    Sorted(Items<'a>),
}

impl Compiler<'_> {
    pub(super) fn path(&mut self, node: &Node) -> Compile<Operand> {
        let NodeKind::Path { steps, .. } = &node.kind else {
            return Ok(Operand::Nothing);
        };
        if steps.iter().any(|step| step.step.tuple) {
            return self.tuple_path(node);
        }
        self.note_states(steps);
        let keep = Keep::of(node);
        if keep == Keep::Nothing
            && node.group.is_none()
            && let Some(fields) = self.fields(steps)?
        {
            return Ok(Operand::Fields(fields));
        }
        // Marked by then, so that compiling the step `$states` alone does not mark everything.
        let states = self.states;
        let mut compiled = Vec::with_capacity(steps.len());
        for (at, step) in steps.iter().enumerate() {
            compiled.push(if at == 0 {
                self.step(step)?
            } else {
                self.in_context(|compiler| compiler.step(step))?
            });
            if at == 0 && matches!(step.kind, NodeKind::Variable(_)) {
                self.states = states;
            }
        }
        let path = PathCode {
            prefix: self.prefix(steps)?,
            steps: compiled,
            keep,
            begins_with_list: steps[0].step.cons_array,
            is_absolute: matches!(steps[0].kind, NodeKind::Variable(_)),
            group: node
                .group
                .as_ref()
                .map(|group| self.group(group))
                .transpose()?,
        };
        Ok(Operand::code(move |run, input| path.eval(run, input)))
    }

    /// Remembers which field of `$states` a path reads.
    pub(super) fn note_states(&mut self, steps: &[Node]) {
        let NodeKind::Variable(first) = &steps[0].kind else {
            return;
        };
        if *first != "states" {
            return;
        }
        let plain = steps[0].step.stages.is_empty() && steps[0].step.focus.is_none();
        match steps.get(1).map(|step| &step.kind) {
            Some(NodeKind::Name(field)) if plain => match field.as_str() {
                "input" => self.states.input = true,
                "result" => self.states.result = true,
                "errorOutput" => self.states.error_output = true,
                "context" => self.states.context = true,
                _ => {}
            },
            _ => self.states = StatesFields::ALL,
        }
    }

    /// The path as a chain of names, if it is nothing more.
    fn fields(&mut self, steps: &[Node]) -> Compile<Option<Fields>> {
        let (root, names) = match &steps[0].kind {
            NodeKind::Variable(name) if !name.is_empty() && *name != "$" => {
                (Some(name), &steps[1..])
            }
            _ => (None, steps),
        };
        if steps
            .iter()
            .any(|step| !step.step.stages.is_empty() || !step.predicates.is_empty())
        {
            return Ok(None);
        }
        let keys: Option<Vec<Key>> = names
            .iter()
            .map(|step| match &step.kind {
                NodeKind::Name(name) => Some(Key::new(name.clone())),
                _ => None,
            })
            .collect();
        let Some(keys) = keys else {
            return Ok(None);
        };
        let root = match root {
            Some(name) => FieldsRoot::Variable(self.scopes.lookup(name, false)),
            None => {
                self.require_context(&keys[0], steps[0].span)?;
                FieldsRoot::Context
            }
        };
        Ok(Some(Fields { root, keys }))
    }

    /// The longest beginning of a path that is a chain of names.
    fn prefix(&mut self, steps: &[Node]) -> Compile<Option<Prefix>> {
        let is_plain_name = |step: &Node| matches!(step.kind, NodeKind::Name(_));
        let has_variable = matches!(&steps[0].kind, NodeKind::Variable(name) if !name.is_empty());
        let start = usize::from(has_variable);
        if has_variable && !steps[0].step.stages.is_empty() {
            return Ok(None);
        }
        let mut end = start;
        while end < steps.len() && is_plain_name(&steps[end]) {
            end += 1;
            if !steps[end - 1].step.stages.is_empty() {
                break;
            }
        }
        if end == start {
            return Ok(None);
        }
        let mut bare: Vec<Node> = steps[..end].to_vec();
        bare[end - 1].step.stages.clear();
        let fields = self.fields(&bare)?;
        Ok(fields.map(|fields| Prefix { fields, steps: end }))
    }

    pub(super) fn step(&mut self, step: &Node) -> Compile<StepCode> {
        let kind = match &step.kind {
            NodeKind::Name(name) if step.is_plain() => {
                self.require_context(name, step.span)?;
                StepKind::Name(Key::new(name.clone()))
            }
            NodeKind::Name(name) => {
                // `[]` on a name only tells the path to keep its singleton.
                self.require_context(name, step.span)?;
                StepKind::Name(Key::new(name.clone()))
            }
            NodeKind::Sort(terms) => StepKind::Sort(self.sort(terms, step.span)?),
            _ => match self.node(step)? {
                Operand::Variable(places) => match places[..] {
                    [Place::Slot(slot)] => StepKind::Slot(slot),
                    _ => StepKind::Operand(Operand::Variable(places)),
                },
                other => StepKind::Operand(other),
            },
        };
        Ok(StepCode {
            kind,
            filters: self.filters(&step.step.stages)?,
        })
    }
}

impl PathCode {
    fn eval(&self, run: &mut Run<'_>, input: Option<&Value>) -> Out {
        run.check_stack()?;
        if let Some(prefix) = &self.prefix
            && let Some(last) = self.computed(prefix)
            && let Some(start) = prefix.fields.lasting_start(run.slots, input)
            && let Some(Some(Value::Array(list))) = prefix.fields.peek_from(start)
            && !list.has(Mark::Cons, run.epoch)
            && !list.is_unwrapped(run.epoch)
        {
            return in_each(run, list, last);
        }
        let found = self.find(run, input)?;
        if let Some(group) = &self.group {
            let items = match found {
                Found::Whole(item) => Entry::One(item).items(),
                Found::Items(items) | Found::Sorted(items) => items,
            };
            return group.eval(run, items);
        }
        finish(run, found, self.keep)
    }

    /// What is computed in each element that the prefix finds, if that is the whole path.
    fn computed(&self, prefix: &Prefix) -> Option<&Operand> {
        let [.., named, last] = &self.steps[..] else {
            return None;
        };
        let is_whole = prefix.steps + 1 == self.steps.len()
            && self.keep == Keep::Nothing
            && self.group.is_none()
            && named.filters.is_empty()
            && last.filters.is_empty();
        match &last.kind {
            StepKind::Operand(operand) if is_whole => Some(operand),
            _ => None,
        }
    }

    fn find<'a, 'w: 'a>(
        &self,
        run: &mut Run<'w>,
        input: Option<&'a Value>,
    ) -> Result<Found<'a>, Error> {
        let mut items: Items<'a> = match input {
            Some(Value::Array(array)) if !self.is_absolute => array.iter().map(Item::Ref).collect(),
            Some(value) => vec![Item::Ref(value)],
            None => vec![Item::Nothing],
        };
        let mut is_sorted = false;
        let mut walked = 0;
        if let Some(prefix) = &self.prefix
            && let Some(start) = prefix.fields.lasting_start(run.slots, input)
            && let Some(value) = prefix.fields.peek_from(start)
        {
            let entry = Entry::One(value.map_or(Item::Nothing, |value| finished(run, value)));
            walked = prefix.steps;
            let is_last = walked == self.steps.len();
            match self.steps[walked - 1].settle(run, entry, is_last)? {
                Found::Whole(item) => return Ok(Found::Whole(item)),
                Found::Items(next) | Found::Sorted(next) => items = next,
            }
            if items.is_empty() {
                return Ok(Found::Items(items));
            }
        }
        for (at, step) in self.steps.iter().enumerate().skip(walked) {
            let is_last = at + 1 == self.steps.len();
            is_sorted = false;
            if at == 0 && self.begins_with_list {
                let context = match input {
                    Some(Value::Array(_)) => input.cloned(),
                    _ => Some(run.sequence(input.cloned().into_iter().collect())),
                };
                items = match step.value(run, context.as_ref())? {
                    // An empty one ends the path and is its result.
                    Some(Value::Array(array)) if is_last || array.is_empty() => {
                        return Ok(Found::Whole(Item::Own(Value::Array(array))));
                    }
                    Some(Value::Array(array)) => Entry::One(Item::Own(Value::Array(array))).items(),
                    Some(value) if self.steps.len() == 1 => vec![Item::Own(value)],
                    // A predicate has taken an element out of the list. The reference counts on a list
                    // here and finds no elements; those of a text are its letters.
                    Some(Value::String(text)) => letters(&text),
                    _ => Vec::new(),
                };
            } else if let StepKind::Sort(sort) = &step.kind {
                is_sorted = items.len() > 1;
                items = sort.sort(run, items)?;
                if !step.filters.is_empty() {
                    let mut entry = Entry::Many(items);
                    for filter in &step.filters {
                        entry = filter.apply(run, entry)?;
                    }
                    is_sorted = false;
                    items = match entry {
                        Entry::One(item) if is_last => return Ok(Found::Whole(item)),
                        entry => entry.items(),
                    };
                }
            } else {
                match step.spread(run, items, is_last)? {
                    Found::Whole(item) => return Ok(Found::Whole(item)),
                    Found::Items(next) | Found::Sorted(next) => items = next,
                }
            }
            if items.is_empty() {
                break;
            }
        }
        Ok(if is_sorted {
            Found::Sorted(items)
        } else {
            Found::Items(items)
        })
    }
}

fn letters<'a>(text: &str) -> Items<'a> {
    let letters = text
        .chars()
        .map(|letter| Item::Own(Value::from(Str::from(letter))));
    letters.collect()
}

/// The value of a path.
pub(super) fn finish(run: &mut Run<'_>, found: Found<'_>, keep: Keep) -> Out {
    let items = match found {
        Found::Whole(item) => {
            let value = item.into_value();
            return Ok(match value {
                Some(Value::Array(array))
                    if keep == Keep::Singleton
                        && array.has(Mark::Cons, run.epoch)
                        && !run.is_sequence(&array) =>
                {
                    Some(kept(run, vec![Value::Array(array)]))
                }
                value => run.finish(value),
            });
        }
        Found::Sorted(items) => {
            run.hold_list(items.len())?;
            return Ok(Some(Value::Array(Array::from(elements(items)))));
        }
        Found::Items(items) => items,
    };
    if items.is_empty() {
        return Ok(None);
    }
    if items.len() == 1 && keep == Keep::Nothing {
        return Ok(items.into_iter().next().and_then(Item::into_value));
    }
    run.hold_list(items.len())?;
    let values = elements(items);
    if keep != Keep::Nothing {
        return Ok(Some(kept(run, values)));
    }
    Ok(Some(run.sequence(values)))
}

/// What was found as the elements of a list. Nothing among them, which a predicate on nothing can
/// leave behind, is `null` as in the reference's JSON.
fn elements(items: Items<'_>) -> Vec<Value> {
    let values = items.into_iter().map(Item::into_value);
    values.map(Option::unwrap_or_default).collect()
}

/// A sequence that stays a list.
fn kept(run: &Run<'_>, values: Vec<Value>) -> Value {
    let mut array = Array::marked(values, Mark::Sequence, run.epoch);
    array.mark(Mark::KeepSingleton, run.epoch);
    Value::Array(array)
}
