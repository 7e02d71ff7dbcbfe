//! Map, inline: one machine for each item of a list.

use sfn_expr::{Array, Value};

use super::MAX_INLINE_CONCURRENCY;
use super::dataflow::{Scope, unusable};
use super::failure::Failure;
use super::run::{Progress, Run};
use super::strand::{Fork, Item, Parent, Phase};
use crate::history::{EventKind, MapIteration, MapStateStarted};
use crate::program::{ItemSelector, Items, Map, State};

impl Run<'_> {
    pub fn work_map(&mut self, id: u32, state: &State, map: &Map) -> Result<Progress, Failure> {
        if let Some(given) = self.given_fork() {
            return self.work_given_map(id, state, map, given);
        }
        let concurrency = self.concurrency(id, map)?;
        let items = self.items(id, state, map)?;
        let length = items.len();
        let started = MapStateStarted {
            length: length as u64,
        };
        let started = self.emit(id, EventKind::MapStateStarted(started));
        let results = vec![None; length];
        let fork = Fork {
            children: Vec::new(),
            results,
            items: Value::from(items),
            begun: 0,
            done: 0,
        };
        self.strand(id).phase = Phase::Forked(fork);
        if length == 0 {
            return self.join(id);
        }
        for _ in 0..concurrency.min(length) {
            if let Err(failure) = self.begin_iterations(id, map, started) {
                self.fail_fork(id, failure);
                break;
            }
        }
        Ok(Progress::Parked)
    }

    /// Begins the next iteration, if there is one, after the event `previous`.
    pub fn begin_iterations(&mut self, id: u32, map: &Map, previous: u64) -> Result<(), Failure> {
        let next = self.fork(id).and_then(|fork| {
            let value = fork.items.get_index(fork.begun as usize)?.clone();
            Some(Item {
                index: fork.begun,
                value,
            })
        });
        let Some(item) = next else {
            return Ok(());
        };
        let input = self.iteration_input(id, map, &item)?;
        let index = item.index;
        let iteration = MapIteration {
            name: self.state(id).name.clone(),
            index: index.into(),
        };
        let started = self.record(previous, EventKind::MapIterationStarted(iteration));
        let parent = Parent { strand: id, index };
        let child = self.spawn(Some(parent), map.processor, input, started, Some(item));
        if let Some(fork) = self.fork(id) {
            fork.children.push(child);
            fork.begun += 1;
        }
        Ok(())
    }

    /// What an iteration works on.
    pub fn iteration_input(&mut self, id: u32, map: &Map, item: &Item) -> Result<Value, Failure> {
        match &map.item_selector {
            Some(ItemSelector::Jsonata(selector)) => {
                self.template(&mut Scope::of_item(id, item), selector)
            }
            Some(ItemSelector::JsonPath(selector)) => {
                let document = self.document(id)?;
                self.payload(id, &document, Some(item), selector)
            }
            None => Ok(item.value.clone()),
        }
    }

    /// How many iterations run at once.
    fn concurrency(&mut self, id: u32, map: &Map) -> Result<usize, Failure> {
        let wanted = self.wanted_concurrency(id, map)?;
        Ok(match usize::try_from(wanted) {
            Ok(0) | Err(_) => MAX_INLINE_CONCURRENCY,
            Ok(wanted) => wanted.min(MAX_INLINE_CONCURRENCY),
        })
    }

    /// `MaxConcurrency`, never negative; 0 means as many as may be.
    pub fn wanted_concurrency(&mut self, id: u32, map: &Map) -> Result<i64, Failure> {
        let Some(field) = &map.max_concurrency else {
            return Ok(0);
        };
        let wanted = self.integer(&mut Scope::of(id), field)?;
        if wanted < 0 {
            let cause = format!("The MaxConcurrency field cannot be negative: {wanted}");
            return Err(unusable(field, "MaxConcurrency", cause));
        }
        Ok(wanted)
    }

    pub fn items(&mut self, id: u32, state: &State, map: &Map) -> Result<Array, Failure> {
        let mut scope = Scope::of(id);
        match &map.items {
            Items::EffectiveInput => match self.enter_data(id, &state.entry)? {
                Value::Array(items) => Ok(items),
                other => {
                    let cause = format!("Map state input must be an array but was: {other}");
                    Err(Failure::query(cause, None))
                }
            },
            Items::Path(path) => {
                let document = self.document(id)?;
                let items = self.path(id, &document, path)?;
                let cause = || format!("Reference path \"{}\" must point to array.", path.as_str());
                items
                    .as_array()
                    .cloned()
                    .ok_or_else(|| Failure::runtime(cause()))
            }
            Items::Expression(expression) => self.array(&mut scope, expression),
            Items::Template(template) => match self.template(&mut scope, template)? {
                Value::Array(items) => Ok(items),
                // The rules take nothing but a list or an expression here.
                other => Err(Failure::query(
                    format!("Items must be an array but was: {other}"),
                    Some("Items".into()),
                )),
            },
        }
    }
}
