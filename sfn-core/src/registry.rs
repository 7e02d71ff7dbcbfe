//! The tasks and machines that are linked into this program.

use crate::graph::Graph;
use crate::runtime::TaskFuture;
use crate::task::TaskSpec;
use sfn_asl::Definition;
use sfn_expr::Value;

/// A task, as `#[task]` registers it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct LinkedTask {
    /// Its attribute.
    pub spec: TaskSpec,
    /// Runs it.
    pub handle: fn(Value) -> TaskFuture,
}

impl LinkedTask {
    /// What `#[task]` writes.
    pub const fn new(spec: TaskSpec, handle: fn(Value) -> TaskFuture) -> Self {
        Self { spec, handle }
    }
}

/// A state machine, as `#[state_machine]` registers it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct LinkedMachine {
    /// Its name.
    pub name: &'static str,
    /// The source file, relative to where the compiler ran.
    pub file: &'static str,
    /// Its graph.
    pub graph: &'static Graph,
}

impl LinkedMachine {
    /// What `#[state_machine]` writes.
    pub const fn new(graph: &'static Graph, file: &'static str) -> Self {
        Self {
            name: graph.name,
            file,
            graph,
        }
    }

    /// The machine in the Amazon States Language.
    pub fn definition(&self) -> Definition {
        self.graph.definition()
    }
}

/// The run that a program shows when it is started without arguments, as `sfn::demonstration!` registers it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Demonstration {
    /// The machine's name.
    pub machine: &'static str,
    /// Its input, as JSON text.
    pub input: &'static str,
}

impl Demonstration {
    /// What `sfn::demonstration!` writes.
    pub const fn new(machine: &'static str, input: &'static str) -> Self {
        Self { machine, input }
    }
}

#[cfg(feature = "inventory")]
mod linked {
    use super::{Demonstration, LinkedMachine, LinkedTask};

    inventory::collect!(LinkedTask);
    inventory::collect!(LinkedMachine);
    inventory::collect!(Demonstration);

    /// The tasks that are linked into this program, by name.
    pub fn tasks() -> Vec<&'static LinkedTask> {
        let mut all: Vec<_> = inventory::iter::<LinkedTask>.into_iter().collect();
        all.sort_by_key(|task| task.spec.name);
        all
    }

    /// The machines that are linked into this program, by name.
    pub fn machines() -> Vec<&'static LinkedMachine> {
        let mut all: Vec<_> = inventory::iter::<LinkedMachine>.into_iter().collect();
        all.sort_by_key(|machine| machine.name);
        all
    }

    /// What the program's author named as its demonstration.
    pub fn demonstration() -> Option<&'static Demonstration> {
        inventory::iter::<Demonstration>.into_iter().next()
    }
}

#[cfg(feature = "inventory")]
#[doc(hidden)]
pub use inventory;

#[cfg(feature = "inventory")]
pub use linked::{demonstration, machines, tasks};

/// Registers a machine where the registry is linked in, and nothing elsewhere.
#[cfg(feature = "inventory")]
#[doc(hidden)]
#[macro_export]
macro_rules! register_machine {
    ($graph:expr, $file:expr) => {
        $crate::registry::inventory::submit! { $crate::registry::LinkedMachine::new($graph, $file) }
    };
}

/// Registers a machine where the registry is linked in, and nothing elsewhere.
#[cfg(not(feature = "inventory"))]
#[doc(hidden)]
#[macro_export]
macro_rules! register_machine {
    ($graph:expr, $file:expr) => {};
}

/// Registers a task where the registry is linked in, and nothing elsewhere.
#[cfg(feature = "inventory")]
#[doc(hidden)]
#[macro_export]
macro_rules! register_task {
    ($task:ident) => {
        $crate::registry::inventory::submit! {
            $crate::registry::LinkedTask::new(
                <$task as $crate::task::Task>::SPEC,
                <$task as $crate::task::Task>::handle,
            )
        }
    };
}

/// Registers a task where the registry is linked in, and nothing elsewhere.
#[cfg(not(feature = "inventory"))]
#[doc(hidden)]
#[macro_export]
macro_rules! register_task {
    ($task:ident) => {};
}

/// Names the run that a program shows when it is started without arguments: a machine, and a file with its input, which
/// becomes part of the program. The path is relative to the source file.
///
/// ```text
/// sfn::demonstration!(order_processing, "orders/standard.json");
/// ```
#[cfg(feature = "inventory")]
#[macro_export]
macro_rules! demonstration {
    ($machine:ident, $file:literal) => {
        const _: () = {
            $crate::registry::inventory::submit! {
                $crate::registry::Demonstration::new(
                    <$machine as $crate::workflow::Workflow>::GRAPH.name,
                    ::core::include_str!($file),
                )
            }
        };
    };
}
