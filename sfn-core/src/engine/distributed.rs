//! Map, distributed: one execution of its own for each item, or for each batch of items.
//!
//! This file reads, selects and batches the items; the run of the child executions is commanded, and is the business
//! of `map_run`.

use std::sync::Arc;

use sfn_asl::ErrorName;
use sfn_expr::{Object, Str, Value};

use super::dataflow::{Scope, unusable};
use super::failure::Failure;
use super::run::{Progress, Run};
use super::strand::{Distribution, Item, Phase, Work};
use super::{Command, MapRunStart, Processor, ReadItems, TaskId};
use crate::history::{EventKind, Fault, MapRunRedriven, MapRunStarted, MapStateStarted};
use crate::items::ItemError;
use crate::map_run::{Destination, MAX_CONCURRENCY, Tolerance};
use crate::program::{
    Batcher, Computed, Distributed, Iterations, Kind, Map, Payload, Reader, State,
};

/// `MaxItems` takes no more (AWS, `ReaderConfig`).
const MAX_ITEMS: i64 = 100_000_000;

/// An item, and its key if it is a member of an object.
pub(super) type Keyed = (Option<Str>, Value);

impl Run<'_> {
    pub fn work_distributed(
        &mut self,
        id: u32,
        state: &State,
        map: &Map,
        distributed: &Distributed,
        concurrency: u32,
    ) -> Result<Progress, Failure> {
        let items = match distributed.reader {
            None => Some(self.items_or_members(id, state, map)?),
            Some(_) => None,
        };
        // How many a reader will give is not known yet.
        let length = items.as_ref().map_or(0, Vec::len) as u64;
        self.emit(id, EventKind::MapStateStarted(MapStateStarted { length }));
        let tolerance = self.tolerance(id, map)?;
        let reader = distributed.reader.as_ref();
        let reading = reader.map(|reader| self.reading(id, reader)).transpose()?;

        let number = self.execution.number();
        let map_run_arn = self.map_run_arn(&distributed.label);
        let started = MapRunStarted {
            map_run_arn: map_run_arn.clone(),
        };
        self.emit(id, EventKind::MapRunStarted(started));
        self.strand(id).phase = Phase::Distributing(Box::new(Distribution {
            number,
            map_run_arn,
            concurrency,
            tolerance,
            redrives: 0,
            work: Work::Selecting,
        }));
        match (items, reading) {
            (Some(items), _) => {
                let distributed = self.distribute(id, map, distributed, items, None);
                distributed.unwrap_or_else(|failure| self.fail_map_run(id, failure));
            }
            (None, Some((arguments, max_items))) => {
                self.set_work(
                    id,
                    Work::Reading {
                        arguments,
                        max_items,
                    },
                );
                self.command_work(id);
            }
            (None, None) => {}
        }
        Ok(Progress::Parked)
    }

    /// What the commands of a distribution have come to: first the items that were read, then the results.
    pub fn distribution_succeeded(&mut self, task: TaskId, result: Value) {
        let id = task.strand;
        let state = self.state(id);
        let Kind::Map(map) = &state.kind else {
            return;
        };
        let Iterations::Distributed(distributed) = &map.iterations else {
            return;
        };
        let Phase::Distributing(distribution) = &self.strand(id).phase else {
            return;
        };
        match &distribution.work {
            Work::Reading {
                arguments,
                max_items,
            } => {
                let (arguments, max_items) = (arguments.clone(), *max_items);
                let items = self.items_read(id, map, result, max_items);
                let distributed = items.and_then(|items| {
                    let source = source(distributed.reader.as_ref(), &arguments);
                    self.distribute(id, map, distributed, items, Some(source))
                });
                distributed.unwrap_or_else(|failure| self.fail_map_run(id, failure));
            }
            Work::Running { .. } => {
                self.emit(id, EventKind::MapRunSucceeded);
                let joined = self.join(id, result);
                self.settle(id, joined);
            }
            Work::Selecting => {}
        }
    }

    pub fn distribution_failed(&mut self, task: TaskId, fault: Fault) {
        self.fail_map_run(task.strand, Failure::told(fault.error, fault.cause));
    }

    /// Whether the strand of a task waits for a distribution's work by that number.
    pub fn distributes(&self, task: TaskId) -> bool {
        let strand = self.execution.strands.get(task.strand as usize);
        let phase = strand.and_then(Option::as_ref).map(|strand| &strand.phase);
        matches!(phase, Some(Phase::Distributing(distribution)) if distribution.number == task.number)
    }

    fn fail_map_run(&mut self, id: u32, failure: Failure) {
        let state = self.state(id);
        let failure = self.report(id, state, failure);
        self.emit(id, EventKind::MapRunFailed(failure.fault()));
        self.fail(id, failure);
    }

    /// Goes on with the children that did not succeed.
    pub fn redrive_map_run(&mut self, id: u32) {
        let number = self.execution.number();
        let Phase::Distributing(distribution) = &mut self.strand(id).phase else {
            return;
        };
        distribution.number = number;
        if let Work::Reading { .. } = distribution.work {
            // Its run has no children yet.
            return self.command_work(id);
        }
        distribution.redrives += 1;
        let redriven = MapRunRedriven {
            map_run_arn: distribution.map_run_arn.clone(),
            redrive_count: distribution.redrives,
        };
        self.emit(id, EventKind::MapRunRedriven(redriven));
        self.command_work(id);
    }

    /// From items to the inputs of child executions, and to the command that runs them.
    fn distribute(
        &mut self,
        id: u32,
        map: &Map,
        distributed: &Distributed,
        items: Vec<Keyed>,
        source: Option<Arc<str>>,
    ) -> Result<(), Failure> {
        let source = source.unwrap_or_else(|| "STATE_DATA".into());
        let mut inputs = Vec::with_capacity(items.len());
        for ((key, value), index) in items.into_iter().zip(0_u32..) {
            let item = Item {
                index,
                value,
                key: key.as_deref().map(Arc::from),
                source: Some(Arc::clone(&source)),
            };
            inputs.push(self.iteration_input(id, map, &item)?);
        }
        let (inputs, counts) = match &distributed.batcher {
            None => (inputs, Vec::new()),
            Some(batcher) => self.batches(id, batcher, inputs)?,
        };
        let destination = self.destination(id, distributed)?;
        let work = Work::Running {
            inputs: Value::from(inputs),
            item_counts: counts.into(),
            destination,
        };
        self.set_work(id, work);
        self.command_work(id);
        Ok(())
    }

    fn set_work(&mut self, id: u32, work: Work) {
        let number = self.execution.number();
        if let Phase::Distributing(distribution) = &mut self.strand(id).phase {
            distribution.number = number;
            distribution.work = work;
        }
    }

    /// Commands what a distribution waits for.
    fn command_work(&mut self, id: u32) {
        let state = self.state(id);
        let strand = self.strand(id);
        let Phase::Distributing(distribution) = &strand.phase else {
            return;
        };
        let command = distribution.command(id, state);
        self.commands.list.extend(command);
    }

    /// The items that a reader has brought.
    pub fn items_read(
        &mut self,
        id: u32,
        map: &Map,
        read: Value,
        max_items: i64,
    ) -> Result<Vec<Keyed>, Failure> {
        let found = match &map.items {
            crate::program::Items::Path(path) => self.path(id, &read, path)?,
            _ => read,
        };
        let mut items = members(&found).ok_or_else(not_iterable)?;
        match usize::try_from(max_items.min(MAX_ITEMS)) {
            Ok(0) => Ok(items),
            Ok(limit) => {
                items.truncate(limit);
                Ok(items)
            }
            Err(_) => Err(reader_failed("field MaxItems must be positive")),
        }
    }

    /// The arguments of a read, and `MaxItems`.
    pub fn reading(&mut self, id: u32, reader: &Reader) -> Result<(Value, i64), Failure> {
        let arguments = self.payload_value(id, reader.arguments.as_ref())?;
        let max_items = match &reader.max_items {
            None => 0,
            Some(field) => self.integer(&mut Scope::of(id), field)?,
        };
        Ok((arguments, max_items))
    }

    fn payload_value(&mut self, id: u32, payload: Option<&Payload>) -> Result<Value, Failure> {
        match payload {
            None => Ok(Value::from(Object::new())),
            Some(Payload::Jsonata(template)) => self.template(&mut Scope::of(id), template),
            Some(Payload::JsonPath(payload)) => {
                let document = self.document(id)?;
                self.payload(id, &document, None, payload)
            }
        }
    }

    fn destination(&mut self, id: u32, distributed: &Distributed) -> Result<Destination, Failure> {
        let Some(writer) = &distributed.writer else {
            return Ok(Destination::default());
        };
        let arguments = match &writer.arguments {
            None => None,
            arguments => Some(self.payload_value(id, arguments.as_ref())?),
        };
        Ok(Destination::new(arguments, writer.form))
    }

    /// The words are AWS's (recorded).
    pub fn tolerance(&mut self, id: u32, map: &Map) -> Result<Tolerance, Failure> {
        let mut scope = Scope::of(id);
        let count = match &map.tolerated_failure_count {
            None => None,
            Some(field) => {
                let count = self.integer(&mut scope, field)?;
                let count = u64::try_from(count).map_err(|_| {
                    let cause = "ToleratedFailureCount cannot be negative.".to_owned();
                    unusable(field, "ToleratedFailureCount", cause)
                })?;
                Some(count)
            }
        };
        let percentage = match &map.tolerated_failure_percentage {
            None => None,
            Some(field) => {
                let percentage = self.number(&mut scope, field)?;
                if !(0.0..=100.0).contains(&percentage) {
                    let cause = "ToleratedFailurePercentage must be between 0 and 100.".to_owned();
                    return Err(unusable(field, "ToleratedFailurePercentage", cause));
                }
                Some(percentage)
            }
        };
        Ok(Tolerance { count, percentage })
    }

    /// Gathers items into batches, and says how many items each has.
    pub fn batches(
        &mut self,
        id: u32,
        batcher: &Batcher,
        items: Vec<Value>,
    ) -> Result<(Vec<Value>, Vec<u32>), Failure> {
        let max_items = self.limit(id, batcher.max_items.as_ref(), "MaxItemsPerBatch")?;
        let max_bytes = self.limit(id, batcher.max_bytes.as_ref(), "MaxInputBytesPerBatch")?;
        let max_bytes = max_bytes.min(super::MAX_PAYLOAD_BYTES);
        let input = match &batcher.input {
            None => None,
            input => Some(self.payload_value(id, input.as_ref())?),
        };
        Ok(super::batch::batches(
            items,
            max_items,
            max_bytes,
            input.as_ref(),
        ))
    }

    fn limit(
        &mut self,
        id: u32,
        field: Option<&Computed<i64>>,
        name: &str,
    ) -> Result<usize, Failure> {
        let Some(field) = field else {
            return Ok(usize::MAX);
        };
        let limit = self.integer(&mut Scope::of(id), field)?;
        match usize::try_from(limit) {
            Ok(limit) if limit > 0 => Ok(limit),
            _ => Err(unusable(
                field,
                name,
                format!("The {name} field must be positive: {limit}"),
            )),
        }
    }

    fn map_run_arn(&mut self, label: &str) -> Arc<str> {
        let identity = Arc::clone(&self.execution.identity);
        let run = self.execution.random.uuid();
        let (region, account) = (&identity.region, identity.account());
        let machine = &identity.machine_name;
        format!("arn:aws:states:{region}:{account}:mapRun:{machine}/{label}:{run}").into()
    }
}

impl Distribution {
    /// The command that does what it waits for.
    pub fn command(&self, strand: u32, state: &State) -> Option<Command> {
        let Kind::Map(map) = &state.kind else {
            return None;
        };
        let Iterations::Distributed(distributed) = &map.iterations else {
            return None;
        };
        let task = TaskId {
            strand,
            number: self.number,
        };
        match &self.work {
            Work::Selecting => None,
            Work::Reading { arguments, .. } => {
                let reader = distributed.reader.as_ref()?;
                Some(Command::ReadItems(Box::new(ReadItems {
                    task,
                    lists: reader.lists,
                    arguments: arguments.clone(),
                    format: reader.format.clone(),
                })))
            }
            Work::Running {
                inputs,
                item_counts,
                destination,
            } => Some(Command::StartMapRun(Box::new(MapRunStart {
                task,
                map_run_arn: self.map_run_arn.clone(),
                label: distributed.label.clone(),
                processor: Processor(Arc::clone(&distributed.program)),
                express: distributed.express,
                inputs: inputs.clone(),
                item_counts: Arc::clone(item_counts),
                max_concurrency: self.concurrency.min(MAX_CONCURRENCY),
                tolerance: self.tolerance,
                destination: destination.clone(),
                redrive_count: self.redrives,
            }))),
        }
    }
}

impl Item {
    /// What an iteration gets where nothing is selected: the item; of an object's member its key as well.
    pub fn to_input(&self) -> Value {
        match &self.key {
            None => self.value.clone(),
            Some(key) => {
                let members = [("Key", Value::from(&**key)), ("Value", self.value.clone())];
                Value::from(Object::from_iter(members))
            }
        }
    }
}

/// The items of a list, or the members of an object.
pub(super) fn members(value: &Value) -> Option<Vec<Keyed>> {
    match value {
        Value::Array(items) => Some(items.iter().map(|item| (None, item.clone())).collect()),
        Value::Object(members) => {
            let members = members.iter();
            Some(
                members
                    .map(|(key, value)| (Some(key.clone()), value.clone()))
                    .collect(),
            )
        }
        _ => None,
    }
}

/// `Map.Item.Source`
fn source(reader: Option<&Reader>, arguments: &Value) -> Arc<str> {
    let text = |name| {
        arguments
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    match reader {
        Some(reader) if !reader.lists => format!("S3://{}/{}", text("Bucket"), text("Key")),
        _ => format!("S3://{}", text("Bucket")),
    }
    .into()
}

fn not_iterable() -> Failure {
    reader_failed("Attempting to map over non-iterable node.")
}

/// The words are AWS's (recorded).
fn reader_failed(cause: &str) -> Failure {
    let error = ErrorName::ITEM_READER_FAILED.as_str().into();
    Failure::told(Some(error), Some(cause.into()))
}

impl From<ItemError> for Fault {
    fn from(error: ItemError) -> Self {
        Fault {
            error: Some(ErrorName::ITEM_READER_FAILED.as_str().into()),
            cause: Some(error.to_string().into()),
        }
    }
}
