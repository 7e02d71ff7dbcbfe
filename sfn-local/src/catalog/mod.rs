//! What was created through the API, as data: machines, activities, executions. It knows no wire and runs nothing.

mod execution;
mod machine;

pub(crate) use execution::{Executions, Started};
pub(crate) use machine::{
    Encryption, LogDestination, LogGroup, Logging, Machine, Machines, Revision, Tags,
};

/// Everything that was created.
#[derive(Debug, Default)]
pub(crate) struct Catalog {
    pub machines: Machines,
    pub executions: Executions,
}
