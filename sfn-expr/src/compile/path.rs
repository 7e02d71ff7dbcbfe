//! Paths without bindings: each step is evaluated in each element that the step before has found.

use super::access::{Fields, FieldsRoot, find_all};
use super::filter::{Entry, Filter, Item, Items};
use super::group::GroupCode;
use super::operand::{Operand, read};
use super::scope::Place;
use super::sort::SortCode;
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

pub(super) struct StepCode {
    pub(super) kind: StepKind,
    pub(super) filters: Vec<Filter>,
}

pub(super) enum StepKind {
    Name(Str),
    /// A variable in one place, read by reference.
    Slot(usize),
    Operand(Operand),
    Sort(SortCode),
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
        let keys: Option<Vec<Str>> = names
            .iter()
            .map(|step| match &step.kind {
                NodeKind::Name(name) => Some(name.clone()),
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
                StepKind::Name(name.clone())
            }
            NodeKind::Name(name) => {
                // `[]` on a name only tells the path to keep its singleton.
                self.require_context(name, step.span)?;
                StepKind::Name(name.clone())
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
            && let Some(value) = prefix.fields.peek_any(run.slots, input)
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
                    Some(value) => Entry::One(Item::Own(value)).items(),
                    None => Vec::new(),
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

impl StepCode {
    /// Evaluates the step in each context and gathers what it yields into one sequence.
    pub(super) fn spread<'a, 'w: 'a>(
        &self,
        run: &mut Run<'w>,
        contexts: Items<'a>,
        is_last: bool,
    ) -> Result<Found<'a>, Error> {
        let mut gathered: Items<'a> = Vec::new();
        let mut entries = 0_usize;
        // The only list, held back until there is a second entry to mix it with.
        let mut whole: Option<Item<'a>> = None;
        for context in contexts {
            run.step(1)?;
            let entry = match self.entry(run, context)? {
                Entry::One(Item::Nothing) => continue,
                entry => entry,
            };
            entries += 1;
            if let Some(first) = whole.take() {
                spill(run, first, &mut gathered);
            }
            match entry {
                Entry::One(item) => {
                    let is_list =
                        matches!(item.get(), Some(Value::Array(array)) if !run.is_sequence(array));
                    if is_last && entries == 1 && is_list {
                        whole = Some(item);
                    } else {
                        spill(run, item, &mut gathered);
                    }
                }
                Entry::Many(items) if gathered.is_empty() => gathered = items,
                Entry::Many(items) => gathered.extend(items),
            }
            if gathered.len() >= 4_096 && gathered.len().is_power_of_two() {
                run.hold_list(gathered.len())?;
            }
        }
        Ok(match whole {
            Some(item) => Found::Whole(item),
            None => Found::Items(gathered),
        })
    }

    /// What becomes of the step's value in its only context.
    fn settle<'a>(
        &self,
        run: &mut Run<'_>,
        mut entry: Entry<'a>,
        is_last: bool,
    ) -> Result<Found<'a>, Error> {
        if matches!(entry, Entry::One(Item::Nothing)) && self.filters.is_empty() {
            return Ok(Found::Items(Vec::new()));
        }
        for filter in &self.filters {
            entry = filter.apply(run, entry)?;
        }
        Ok(match entry {
            Entry::Many(items) => Found::Items(items),
            Entry::One(Item::Nothing) => Found::Items(Vec::new()),
            Entry::One(item) => {
                let is_list =
                    matches!(item.get(), Some(Value::Array(array)) if !run.is_sequence(array));
                if is_last && is_list {
                    Found::Whole(item)
                } else {
                    let mut gathered = Vec::new();
                    spill(run, item, &mut gathered);
                    Found::Items(gathered)
                }
            }
        })
    }

    /// What the step yields in one context, its predicates applied.
    fn entry<'a, 'w: 'a>(&self, run: &mut Run<'w>, context: Item<'a>) -> Result<Entry<'a>, Error> {
        let mut entry = match &self.kind {
            StepKind::Name(name) => named(run, context, name)?,
            StepKind::Slot(slot) => match run.slot(*slot) {
                Some(value) => Entry::One(finished(run, value)),
                None => Entry::One(Item::Nothing),
            },
            StepKind::Operand(_) | StepKind::Sort(_) => {
                let value = self.value(run, context.get())?;
                Entry::One(value.map_or(Item::Nothing, Item::Own))
            }
        };
        for filter in &self.filters {
            entry = filter.apply(run, entry)?;
        }
        Ok(entry)
    }

    pub(super) fn value(&self, run: &mut Run<'_>, context: Option<&Value>) -> Out {
        match &self.kind {
            StepKind::Operand(operand) => operand.eval(run, context),
            StepKind::Slot(slot) => Ok(run.finish(read(run, &[Place::Slot(*slot)]))),
            StepKind::Name(_) | StepKind::Sort(_) => Ok(None),
        }
    }
}

/// A borrowed value, unless it is a sequence that stands for its only element.
fn finished<'a>(run: &Run<'_>, value: &'a Value) -> Item<'a> {
    match value {
        Value::Array(array) if array.is_unwrapped(run.epoch) => run
            .finish(Some(value.clone()))
            .map_or(Item::Nothing, Item::Own),
        value => Item::Ref(value),
    }
}

fn named<'a>(run: &mut Run<'_>, context: Item<'a>, name: &str) -> Result<Entry<'a>, Error> {
    Ok(match context {
        Item::Ref(Value::Object(object)) => Entry::One(
            object
                .get(name)
                .map_or(Item::Nothing, |value| finished(run, value)),
        ),
        Item::Own(Value::Object(object)) => {
            let member = run.finish(object.get(name).cloned());
            Entry::One(member.map_or(Item::Nothing, Item::Own))
        }
        Item::Ref(Value::Array(array)) => {
            let mut found = Vec::new();
            find_all(run, array, name, &mut found)?;
            run.step(found.len())?;
            one_or_many(found.into_iter().map(Item::Ref).collect())
        }
        Item::Own(Value::Array(array)) => {
            let mut found = Vec::new();
            find_all(run, &array, name, &mut found)?;
            run.hold_list(found.len())?;
            one_or_many(
                found
                    .into_iter()
                    .map(|value| Item::Own(value.clone()))
                    .collect(),
            )
        }
        _ => Entry::One(Item::Nothing),
    })
}

fn one_or_many(mut found: Items<'_>) -> Entry<'_> {
    match found.len() {
        0 => Entry::One(Item::Nothing),
        1 => Entry::One(found.pop().unwrap_or(Item::Nothing)),
        _ => Entry::Many(found),
    }
}

/// Adds an entry to a sequence: the elements of a list unless it was constructed to stay one.
fn spill<'a>(run: &Run<'_>, item: Item<'a>, gathered: &mut Items<'a>) {
    match item {
        Item::Ref(Value::Array(array)) if !array.has(Mark::Cons, run.epoch) => {
            gathered.extend(array.iter().map(Item::Ref));
        }
        Item::Own(Value::Array(array)) if !array.has(Mark::Cons, run.epoch) => {
            gathered.extend(array.into_iter().map(Item::Own));
        }
        item => gathered.push(item),
    }
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
            let values: Vec<Value> = items.into_iter().filter_map(Item::into_value).collect();
            return Ok(Some(Value::Array(Array::from(values))));
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
    let values: Vec<Value> = items.into_iter().filter_map(Item::into_value).collect();
    if keep != Keep::Nothing {
        return Ok(if values.is_empty() {
            None
        } else {
            Some(kept(run, values))
        });
    }
    let sequence = run.sequence(values);
    Ok(run.finish(Some(sequence)))
}

/// A sequence that stays a list.
fn kept(run: &Run<'_>, values: Vec<Value>) -> Value {
    let mut array = Array::marked(values, Mark::Sequence, run.epoch);
    array.mark(Mark::KeepSingleton, run.epoch);
    Value::Array(array)
}
