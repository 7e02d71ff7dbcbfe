//! What is known of executions, by their ARNs: which there are, how they stand, what happened in them.

use std::sync::Arc;

use super::{Handle, Runtime};
use crate::engine::Execution;
use crate::history::{Event, MAX_EVENTS};
use crate::store::{ListQuery, Listed, StoreError};

impl Runtime {
    /// An execution as it was stored last: its names, its input, where it stands and how it ended. `None` if the store
    /// knows none of that ARN.
    ///
    /// # Errors
    /// [`StoreError`] if the store cannot be read.
    pub async fn describe(&self, execution_arn: &str) -> Result<Option<Execution>, StoreError> {
        self.owner.world.store.load(execution_arn).await
    }

    /// The executions that a query asks for, newest first.
    ///
    /// # Errors
    /// [`StoreError`] if the store cannot be read.
    pub async fn list(&self, query: &ListQuery) -> Result<Vec<Listed>, StoreError> {
        self.owner.world.store.list(query).await
    }

    /// The events of an execution so far, in order.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is none of that ARN.
    pub async fn history(&self, execution_arn: &str) -> Result<Vec<Event>, StoreError> {
        let limit = usize::try_from(MAX_EVENTS).unwrap_or(usize::MAX);
        let store = &self.owner.world.store;
        store.history(execution_arn, 0, limit).await
    }

    /// An execution that is under way in this process, by its ARN.
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use sfn_core::{asl::Definition, program::Program, runtime::{Runtime, Start}};
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let definition = Definition::from_json(r#"{"StartAt": "Hour", "States": {
    ///     "Hour": {"Type": "Wait", "Seconds": 3600, "End": true}
    /// }}"#)?;
    /// let program = Arc::new(Program::compile(&definition)?);
    /// let runtime = Runtime::builder().build();
    /// let started = runtime.start_program(&program, Start::new("Hourglass", 1)).await?;
    ///
    /// let same = runtime.handle(&started.identity().execution_arn);
    /// same.ok_or("it runs")?.stop(None, None).await?;
    /// # Ok(()) }
    /// ```
    pub fn handle(&self, execution_arn: &str) -> Option<Handle> {
        let line = self.owner.world.live.get(execution_arn)?;
        Some(Handle::new(Arc::clone(&self.owner), line))
    }
}
