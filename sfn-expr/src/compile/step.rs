//! One step of a path: what it yields in each context, and how that becomes one sequence.

use super::access::find_all;
use super::filter::{Entry, Filter, Item, Items};
use super::key::Key;
use super::operand::{Operand, read};
use super::path::Found;
use super::scope::Place;
use super::sort::SortCode;
use crate::error::Error;
use crate::run::{Out, Run};
use crate::value::{Mark, Value};

/// A compiled step.
pub(super) struct StepCode {
    pub(super) kind: StepKind,
    pub(super) filters: Vec<Filter>,
}

pub(super) enum StepKind {
    Name(Key),
    /// A variable in one place, read by reference.
    Slot(usize),
    Operand(Operand),
    Sort(SortCode),
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
    pub(super) fn settle<'a>(
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
pub(super) fn finished<'a>(run: &Run<'_>, value: &'a Value) -> Item<'a> {
    match value {
        Value::Array(array) if array.is_unwrapped(run.epoch) => run
            .finish(Some(value.clone()))
            .map_or(Item::Nothing, Item::Own),
        value => Item::Ref(value),
    }
}

fn named<'a>(run: &mut Run<'_>, context: Item<'a>, name: &Key) -> Result<Entry<'a>, Error> {
    Ok(match context {
        Item::Ref(Value::Object(object)) => Entry::One(
            name.of(object)
                .map_or(Item::Nothing, |value| finished(run, value)),
        ),
        Item::Own(Value::Object(object)) => {
            let member = run.finish(name.of(&object).cloned());
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
