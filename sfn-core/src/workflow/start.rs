//! Starting a workflow by its type: the typed surface of the runtime.

use super::{Workflow, WorkflowHandle};
use crate::program::{CompileError, Program};
use crate::runtime::{Runtime, RuntimeBuilder, Start, StartError, TaskRegistry};
use crate::task::Task;
use sfn_expr::value::ConvertError;
use std::any::TypeId;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Why a workflow was not started.
#[derive(Debug)]
#[non_exhaustive]
pub enum WorkflowStartError {
    /// An argument does not serialise as JSON.
    Input(ConvertError),
    /// The machine breaks a rule of the States Language, which is a fault of `sfn`.
    Definition(CompileError),
    /// The runtime refused.
    Start(StartError),
}

impl fmt::Display for WorkflowStartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Input(_) => "the input does not serialise as JSON",
            Self::Definition(_) => "the machine's definition breaks a rule of the States Language",
            Self::Start(_) => "the execution was not started",
        })
    }
}

impl std::error::Error for WorkflowStartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Input(error) => Some(error),
            Self::Definition(error) => Some(error),
            Self::Start(error) => Some(error),
        }
    }
}

impl Runtime {
    /// Starts an execution of a workflow, under a name that the runtime draws.
    ///
    /// # Errors
    /// [`WorkflowStartError`] when the input does not serialise, or the runtime refuses.
    pub async fn start<W: Workflow>(
        &self,
        input: W::Input,
    ) -> Result<WorkflowHandle<W>, WorkflowStartError> {
        self.start_as::<W>(None, input).await
    }

    /// Starts an execution of a workflow under a name.
    ///
    /// # Errors
    /// [`WorkflowStartError`] when the input does not serialise, or the runtime refuses: the name is taken, say.
    pub async fn start_named<W: Workflow>(
        &self,
        name: &str,
        input: W::Input,
    ) -> Result<WorkflowHandle<W>, WorkflowStartError> {
        self.start_as::<W>(Some(name), input).await
    }

    async fn start_as<W: Workflow>(
        &self,
        name: Option<&str>,
        input: W::Input,
    ) -> Result<WorkflowHandle<W>, WorkflowStartError> {
        let value = W::encode(&input).map_err(WorkflowStartError::Input)?;
        let program = program::<W>().map_err(WorkflowStartError::Definition)?;
        let mut start = Start::new(W::GRAPH.name, value);
        if let Some(name) = name {
            start = start.named(name);
        }
        let handle = self
            .start_program(&program, start)
            .await
            .map_err(WorkflowStartError::Start)?;
        Ok(WorkflowHandle::new(handle))
    }
}

impl RuntimeBuilder {
    /// Runs a task that is not linked into the registry, or anew under its name.
    pub fn task<M: Task>(self) -> Self {
        match M::SPEC.resource {
            Some(resource) => self
                .resource(resource, M::handle)
                .function(M::SPEC.name, M::handle),
            None => self.function(M::SPEC.name, M::handle),
        }
    }
}

impl TaskRegistry {
    /// Every task that is linked into this program. Two of one name are not run, since one could be taken for the other:
    /// a state that calls one fails with `States.Runtime`, and its cause says where they are.
    #[cfg(feature = "inventory")]
    pub fn linked() -> Self {
        Self::of(&crate::registry::tasks())
    }

    /// Every task that is linked into this program: none, without the feature `inventory`.
    #[cfg(not(feature = "inventory"))]
    pub fn linked() -> Self {
        Self::new()
    }
}

/// The compiled machine of a workflow; each is compiled once.
fn program<W: Workflow>() -> Result<Arc<Program>, CompileError> {
    static PROGRAMS: OnceLock<Mutex<HashMap<TypeId, Arc<Program>>>> = OnceLock::new();
    let programs = PROGRAMS.get_or_init(Mutex::default);
    let found = programs
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&TypeId::of::<W>())
        .cloned();
    match found {
        Some(program) => Ok(program),
        None => {
            let program = Arc::new(Program::compile(&W::definition())?);
            let mut programs = programs.lock().unwrap_or_else(PoisonError::into_inner);
            Ok(programs.entry(TypeId::of::<W>()).or_insert(program).clone())
        }
    }
}
