//! Predicates: which elements of something remain.

use super::operand::Operand;
use super::{Compile, Compiler, walk};
use crate::error::Error;
use crate::functions::is_true;
use crate::resolve::{Node, NodeKind};
use crate::run::{Out, Run};
use crate::value::{Mark, Value};

/// A compiled predicate.
pub(super) enum Filter {
    /// `[0]`, `[-1]`: an element by position.
    Index(f64),
    /// A predicate with the same value for every element: evaluated once, and if it is a number
    /// the element is fetched instead of searched.
    Uniform(Operand),
    /// Evaluated for each element.
    Each(Operand),
}

/// A value that is borrowed from the data as long as possible.
pub(super) enum Item<'a> {
    Nothing,
    Ref(&'a Value),
    Own(Value),
}

pub(super) type Items<'a> = Vec<Item<'a>>;

/// What a step yields for one context.
pub(super) enum Entry<'a> {
    One(Item<'a>),
    /// A sequence that the step or its predicates have made.
    Many(Items<'a>),
}

impl<'a> Item<'a> {
    pub(super) fn get(&self) -> Option<&Value> {
        match self {
            Item::Nothing => None,
            Item::Ref(value) => Some(value),
            Item::Own(value) => Some(value),
        }
    }

    pub(super) fn into_value(self) -> Option<Value> {
        match self {
            Item::Nothing => None,
            Item::Ref(value) => Some(value.clone()),
            Item::Own(value) => Some(value),
        }
    }

    /// The elements of a list; anything else is one element.
    fn elements(self) -> Items<'a> {
        match self {
            Item::Ref(Value::Array(array)) => array.iter().map(Item::Ref).collect(),
            Item::Own(Value::Array(array)) => array.into_iter().map(Item::Own).collect(),
            single => vec![single],
        }
    }
}

impl<'a> Entry<'a> {
    pub(super) fn items(self) -> Items<'a> {
        match self {
            Entry::One(item) => item.elements(),
            Entry::Many(items) => items,
        }
    }

    /// The entry as a value, not yet finished.
    fn into_value(self, run: &mut Run<'_>) -> Out {
        match self {
            Entry::One(item) => Ok(item.into_value()),
            Entry::Many(items) => {
                run.hold_list(items.len())?;
                let values = items.into_iter().filter_map(Item::into_value).collect();
                Ok(Some(run.sequence(values)))
            }
        }
    }
}

/// Applies predicates to a value; the answer is not yet finished.
pub(super) fn apply_all(filters: &[Filter], run: &mut Run<'_>, value: Option<Value>) -> Out {
    if filters.is_empty() {
        return Ok(value);
    }
    let mut entry = Entry::One(value.map_or(Item::Nothing, Item::Own));
    for filter in filters {
        entry = filter.apply(run, entry)?;
    }
    entry.into_value(run)
}

/// Makes a sequence stay a list, as `[]` demands.
pub(super) fn keep_array(run: &Run<'_>, value: Option<Value>) -> Option<Value> {
    match value {
        Some(Value::Array(mut array)) if run.is_sequence(&array) => {
            array.mark(Mark::KeepSingleton, run.epoch);
            run.finish(Some(Value::Array(array)))
        }
        value => run.finish(value),
    }
}

impl Filter {
    pub(super) fn apply<'a>(
        &self,
        run: &mut Run<'_>,
        entry: Entry<'a>,
    ) -> Result<Entry<'a>, Error> {
        match self {
            Filter::Index(index) => Ok(match pick(entry, *index) {
                Some(item) if matches!(item.get(), Some(Value::Array(_))) => Entry::One(item),
                Some(Item::Nothing) | None => Entry::Many(Vec::new()),
                Some(item) => Entry::Many(vec![item]),
            }),
            Filter::Uniform(predicate) => {
                if is_empty(&entry) {
                    return Ok(Entry::Many(Vec::new()));
                }
                let value = predicate.eval(run, None)?;
                if let Some(number) = number_of(value.as_ref())? {
                    return Ok(Entry::Many(pick(entry, number).into_iter().collect()));
                }
                let items = entry.items();
                run.step(items.len())?;
                let length = items.len();
                let mut kept = Vec::new();
                for (at, item) in items.into_iter().enumerate() {
                    keep(run, value.as_ref(), at, length, item, &mut kept)?;
                }
                Ok(Entry::Many(kept))
            }
            Filter::Each(predicate) => {
                let mut kept = Vec::new();
                if let Entry::One(Item::Ref(Value::Array(array))) = entry {
                    // The elements of data are looked at where they are.
                    for (at, element) in array.iter().enumerate() {
                        run.step(1)?;
                        let value = predicate.eval(run, Some(element))?;
                        let item = Item::Ref(element);
                        keep(run, value.as_ref(), at, array.len(), item, &mut kept)?;
                    }
                    return Ok(Entry::Many(kept));
                }
                let items = entry.items();
                let length = items.len();
                for (at, item) in items.into_iter().enumerate() {
                    run.step(1)?;
                    let value = predicate.eval(run, item.get())?;
                    keep(run, value.as_ref(), at, length, item, &mut kept)?;
                }
                Ok(Entry::Many(kept))
            }
        }
    }
}

/// How often the element at `at` of `length` elements is selected by a predicate's value.
pub(super) fn times_selected(
    value: Option<&Value>,
    at: usize,
    length: usize,
) -> Result<usize, Error> {
    if let Some(number) = number_of(value)? {
        return Ok(usize::from(position(number, length) == Some(at)));
    }
    if let Some(Value::Array(numbers)) = value {
        let mut times = 0;
        let mut all_numbers = true;
        for number in numbers {
            match number_of(Some(number))? {
                Some(number) => times += usize::from(position(number, length) == Some(at)),
                None => all_numbers = false,
            }
        }
        if all_numbers {
            return Ok(times);
        }
    }
    Ok(usize::from(is_true(value)?))
}

fn keep<'a>(
    run: &mut Run<'_>,
    value: Option<&Value>,
    at: usize,
    length: usize,
    item: Item<'a>,
    kept: &mut Items<'a>,
) -> Result<(), Error> {
    match value {
        Some(Value::Bool(true)) => kept.push(item),
        Some(Value::Bool(false)) => {}
        _ => {
            let times = times_selected(value, at, length)?;
            run.step(times)?;
            for _ in 1..times {
                let copy = item
                    .get()
                    .map_or(Item::Nothing, |value| Item::Own(value.clone()));
                kept.push(copy);
            }
            if times > 0 {
                kept.push(item);
            }
        }
    }
    Ok(())
}

/// The number that a value is. An infinite one is an error wherever a number is looked for.
pub(crate) fn number_of(value: Option<&Value>) -> Result<Option<f64>, Error> {
    match value {
        Some(Value::Float(number)) if number.is_nan() => Ok(None),
        Some(Value::Float(number)) if number.is_infinite() => Err(Error::new("D1001")),
        Some(value) => Ok(value.as_f64()),
        None => Ok(None),
    }
}

/// Where an index points: fractions are dropped downwards, negative ones count from the end.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss
)]
fn position(index: f64, length: usize) -> Option<usize> {
    let mut index = index.floor();
    if index < 0.0 {
        index += length as f64;
    }
    (index >= 0.0 && index < length as f64).then_some(index as usize)
}

fn is_empty(entry: &Entry<'_>) -> bool {
    match entry {
        Entry::One(item) => matches!(item.get(), Some(Value::Array(array)) if array.is_empty()),
        Entry::Many(items) => items.is_empty(),
    }
}

/// The element at an index, without looking at the others.
fn pick(entry: Entry<'_>, index: f64) -> Option<Item<'_>> {
    match entry {
        Entry::One(Item::Ref(Value::Array(array))) => {
            position(index, array.len()).map(|at| Item::Ref(&array[at]))
        }
        Entry::One(Item::Own(Value::Array(array))) => {
            position(index, array.len()).map(|at| Item::Own(array[at].clone()))
        }
        Entry::One(Item::Nothing) => None,
        Entry::One(single) => position(index, 1).map(|_| single),
        Entry::Many(mut items) => position(index, items.len()).map(|at| items.swap_remove(at)),
    }
}

impl Compiler<'_> {
    pub(super) fn filter(&mut self, predicate: &Node) -> Compile<Filter> {
        if let NodeKind::Literal(value) = &predicate.kind
            && predicate.is_plain()
            && let Some(index) = value.as_f64()
        {
            return Ok(Filter::Index(index));
        }
        let operand = self.in_context(|compiler| compiler.node(predicate))?;
        Ok(if walk::is_uniform(predicate) {
            Filter::Uniform(operand)
        } else {
            Filter::Each(operand)
        })
    }
}
