//! Map, inline: one machine for each item of a list.

use sfn_expr::{Array, Str, Value};

use super::MAX_INLINE_CONCURRENCY;
use super::dataflow::{Scope, unexpected_type, unusable};
use super::distributed::members;
use super::failure::Failure;
use super::run::{Progress, Run};
use super::strand::{Fork, Item, Parent, Phase};
use crate::history::{EventKind, MapIteration, MapStateStarted};
use crate::program::{BlockIndex, Items, Iterations, Map, Payload, State};

impl Run<'_> {
    pub fn work_map(&mut self, id: u32, state: &State, map: &Map) -> Result<Progress, Failure> {
        if let Some(given) = self.given_fork() {
            return self.work_given_map(id, state, map, given);
        }
        let concurrency = self.wanted_concurrency(id, map)?;
        let concurrency = u32::try_from(concurrency).unwrap_or(u32::MAX);
        let processor = match &map.iterations {
            Iterations::Inline(processor) => *processor,
            Iterations::Distributed(distributed) => {
                return self.work_distributed(id, state, map, distributed, concurrency);
            }
        };
        let concurrency = match concurrency as usize {
            0 => MAX_INLINE_CONCURRENCY,
            wanted => wanted.min(MAX_INLINE_CONCURRENCY),
        };
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
            lost: Vec::new(),
        };
        self.strand(id).phase = Phase::Forked(fork);
        if length == 0 {
            return self.join(id, Value::from(Vec::<Value>::new()));
        }
        for _ in 0..concurrency.min(length) {
            if let Err(failure) = self.begin_iterations(id, map, processor, started) {
                self.fail_fork(id, failure);
                break;
            }
        }
        Ok(Progress::Parked)
    }

    /// Begins the next iteration, if there is one, after the event `previous`.
    pub fn begin_iterations(
        &mut self,
        id: u32,
        map: &Map,
        processor: BlockIndex,
        previous: u64,
    ) -> Result<(), Failure> {
        let next = self.fork(id).and_then(|fork| {
            let value = fork.items.get_index(fork.begun as usize)?.clone();
            Some(Item {
                index: fork.begun,
                value,
                key: None,
                source: None,
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
        let child = self.spawn(Some(parent), processor, input, started, Some(item));
        if let Some(fork) = self.fork(id) {
            fork.children.push(child);
            fork.begun += 1;
        }
        Ok(())
    }

    /// What an iteration works on.
    pub fn iteration_input(&mut self, id: u32, map: &Map, item: &Item) -> Result<Value, Failure> {
        match &map.item_selector {
            Some(Payload::Jsonata(selector)) => {
                self.template(&mut Scope::of_item(id, item), selector)
            }
            Some(Payload::JsonPath(selector)) => {
                let document = self.document(id)?;
                self.payload(id, &document, Some(item), selector)
            }
            None => Ok(item.to_input()),
        }
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
        let found = self.found_items(id, state, map)?;
        match found {
            Value::Array(items) => Ok(items),
            other => Err(no_items(&map.items, &other)),
        }
    }

    /// The items of a distributed Map, which may be the members of an object as well.
    pub fn items_or_members(
        &mut self,
        id: u32,
        state: &State,
        map: &Map,
    ) -> Result<Vec<(Option<Str>, Value)>, Failure> {
        let found = self.found_items(id, state, map)?;
        members(&found).ok_or_else(|| no_items(&map.items, &found))
    }

    fn found_items(&mut self, id: u32, state: &State, map: &Map) -> Result<Value, Failure> {
        let mut scope = Scope::of(id);
        match &map.items {
            Items::EffectiveInput => self.enter_data(id, &state.entry),
            Items::Path(path) => {
                let document = self.document(id)?;
                self.path(id, &document, path)
            }
            Items::Expression(expression) => self.evaluate(&mut scope, expression),
            Items::Template(template) => self.template(&mut scope, template),
        }
    }
}

/// What is found where items are expected is none. The words are AWS's (recorded).
fn no_items(items: &Items, found: &Value) -> Failure {
    match items {
        Items::EffectiveInput => Failure::query(
            format!("Map state input must be an array but was: {found}"),
            None,
        ),
        Items::Path(path) => Failure::runtime(format!(
            "Reference path \"{}\" must point to array.",
            path.as_str()
        )),
        Items::Expression(expression) => unexpected_type(expression, "array", found),
        // The rules take nothing but a list or an expression here.
        Items::Template(_) => Failure::query(
            format!("Items must be an array but was: {found}"),
            Some("Items".into()),
        ),
    }
}
