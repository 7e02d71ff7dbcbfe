//! What was created through the API, as data: machines, activities, executions. It knows no wire and runs nothing.

mod activity;
mod execution;
mod machine;
mod redrives;
mod settings;
mod tags;

pub(crate) use activity::{Activities, Activity};
pub(crate) use execution::{Executions, LOOKED_AT, Started};
pub(crate) use machine::{Alias, Machine, Machines, Revision, Route};
pub(crate) use redrives::Redrives;
pub(crate) use settings::{Encryption, LogDestination, LogGroup, Logging};
pub(crate) use tags::Tags;

/// Everything that was created.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    pub activities: Activities,
    pub executions: Executions,
    pub machines: Machines,
    pub redrives: Redrives,
}
