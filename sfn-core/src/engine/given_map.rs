//! A Map whose iterations a test speaks for: everything around them is done as always, and shown.

use std::sync::Arc;

use sfn_asl::ErrorName;
use sfn_expr::Value;

use super::distributed::Keyed;
use super::failure::Failure;
use super::probe::DataStage;
use super::run::{Progress, Run};
use super::strand::Item;
use crate::history::Fault;
use crate::items;
use crate::program::{Distributed, Items, Iterations, Map, State};

impl Run<'_> {
    pub fn work_given_map(
        &mut self,
        id: u32,
        state: &State,
        map: &Map,
        given: Result<Value, Fault>,
    ) -> Result<Progress, Failure> {
        let distributed = match &map.iterations {
            Iterations::Inline(_) => None,
            Iterations::Distributed(distributed) => Some(&**distributed),
        };
        // The stage behind `InputPath` is told whether or not a path looks into it.
        self.document(id)?;
        let concurrency = self.wanted_concurrency(id, map)?;
        if let Some(probe) = &mut self.probe {
            probe.seen.inspection.max_concurrency = Some(concurrency);
        }
        let items = self.given_items(id, state, map, distributed)?;
        let iterations = items
            .map(|items| self.given_iterations(id, map, distributed, items))
            .transpose()?;
        let borne = self.bears_given_failures(id, map, iterations)?;
        if given.is_ok() && !borne {
            let error = ErrorName::EXCEED_TOLERATED_FAILURE_THRESHOLD.as_str();
            let cause = "The specified tolerated failure threshold was exceeded";
            return Err(Failure::told(Some(error.into()), Some(cause.into())));
        }
        self.join_given(id, state, given)
    }

    /// The items, if they are known: not those that a reader would bring.
    fn given_items(
        &mut self,
        id: u32,
        state: &State,
        map: &Map,
        distributed: Option<&Distributed>,
    ) -> Result<Option<Vec<Keyed>>, Failure> {
        let reader = distributed.and_then(|distributed| distributed.reader.as_ref());
        let items = match (reader, distributed) {
            (Some(reader), _) => {
                let (_, max_items) = self.reading(id, reader)?;
                let probe = self.probe.as_ref();
                let Some(data) = probe.and_then(|probe| probe.given.reader_data.clone()) else {
                    return Ok(None);
                };
                let read = items::parse(data.as_bytes(), &reader.format).map_err(|error| {
                    let Fault { error, cause } = error.into();
                    Failure::told(error, cause)
                })?;
                if reader.format.pointer.is_some() {
                    self.show(id, DataStage::ItemsPointer, &read);
                }
                self.items_read(id, map, read, max_items)?
            }
            (None, Some(_)) => self.items_or_members(id, state, map)?,
            (None, None) => {
                let items = self.items(id, state, map)?;
                items.iter().map(|item| (None, item.clone())).collect()
            }
        };
        if let Items::Path(_) = map.items {
            let values: Vec<Value> = items.iter().map(|(_, value)| value.clone()).collect();
            self.show(id, DataStage::ItemsPath, &values.into());
        }
        Ok(Some(items))
    }

    /// How many iterations there are.
    fn given_iterations(
        &mut self,
        id: u32,
        map: &Map,
        distributed: Option<&Distributed>,
        items: Vec<Keyed>,
    ) -> Result<u64, Failure> {
        let mut inputs = Vec::with_capacity(items.len());
        for ((key, value), index) in items.into_iter().zip(0_u32..) {
            let item = Item {
                index,
                value,
                key: key.as_deref().map(Arc::from),
                source: None,
            };
            inputs.push(self.iteration_input(id, map, &item)?);
        }
        if map.item_selector.is_some() {
            self.show(id, DataStage::ItemSelector, &inputs.clone().into());
        }
        if let Some(batcher) = distributed.and_then(|distributed| distributed.batcher.as_ref()) {
            let (batches, _) = self.batches(id, batcher, inputs)?;
            self.show(id, DataStage::ItemBatcher, &batches.clone().into());
            return Ok(batches.len() as u64);
        }
        Ok(inputs.len() as u64)
    }

    /// Whether the Map bears the failures that a test speaks of.
    fn bears_given_failures(
        &mut self,
        id: u32,
        map: &Map,
        iterations: Option<u64>,
    ) -> Result<bool, Failure> {
        let tolerance = self.tolerance(id, map)?;
        let Some(probe) = &mut self.probe else {
            return Ok(true);
        };
        let seen = &mut probe.seen;
        let count = tolerance.count;
        seen.inspection.tolerated_failure_count = count.and_then(|count| count.try_into().ok());
        seen.inspection.tolerated_failure_percentage = tolerance.percentage;
        let Some(failed) = probe.given.failed_iterations else {
            return Ok(true);
        };
        seen.too_many_failures = iterations.is_some_and(|iterations| failed > iterations);
        // Without a tolerance AWS's tests bear everything, other than its executions (recorded).
        let says_something = tolerance.count.is_some() || tolerance.percentage.is_some();
        Ok(!says_something || !tolerance.is_exceeded(failed, iterations.unwrap_or(failed)))
    }
}
