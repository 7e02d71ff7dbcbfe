//! What the child executions of a distributed Map run: a part of their parent's definition.

use std::sync::Arc;

use sfn_core::asl::{Definition, Machine, ProcessorMode, StateKind};
use sfn_core::map_run::label_of;

use crate::Endpoint;
use crate::catalog::Revision;

/// The most distributed Maps that stand within each other. A definition cannot nest as deeply.
const MAX_NESTING: usize = 100;

/// The definition that a child runs, and the revision that it is a part of.
pub(super) struct ChildDefinition {
    pub revision: Arc<Revision>,
    pub definition: Definition,
    pub label: Arc<str>,
}

/// Looks up what the children of a map run run; `None` if the run or its parent is forgotten.
pub(super) async fn of_map_run(endpoint: &Endpoint, map_run_arn: &str) -> Option<ChildDefinition> {
    // From the run outwards: its parent may be a child of another run.
    let mut labels = Vec::new();
    let mut map_run_arn: Arc<str> = map_run_arn.into();
    for _ in 0..MAX_NESTING {
        let run = endpoint.runtime().map_runs().describe(&map_run_arn)?;
        labels.push(label(&map_run_arn)?);
        let parent = run.execution_arn().clone();
        let started = endpoint.catalog().executions.get(&parent).cloned();
        if let Some(started) = started {
            return find(started.revision, &labels);
        }
        let parent = endpoint.runtime().describe(&parent).await.ok().flatten()?;
        map_run_arn = parent.identity().map_run_arn.clone()?;
    }
    None
}

/// Follows labels, the outermost last, into a definition.
fn find(revision: Arc<Revision>, labels: &[Arc<str>]) -> Option<ChildDefinition> {
    let mut machine = &revision.definition.machine;
    for label in labels.iter().rev() {
        machine = processor(machine, label)?;
    }
    let definition = Definition {
        query_language: revision.definition.query_language,
        ..Definition::from(machine.clone())
    };
    let label = Arc::clone(labels.first()?);
    Some(ChildDefinition {
        definition,
        label,
        revision,
    })
}

/// The machine of the distributed Map with that label, however deep it stands.
fn processor<'d>(machine: &'d Machine, label: &str) -> Option<&'d Machine> {
    machine
        .states
        .iter()
        .find_map(|(name, state)| match &state.kind {
            StateKind::Map(map) if map.item_processor.mode() == ProcessorMode::Distributed => {
                let given = map.label.clone();
                let known = given.unwrap_or_else(|| label_of(name.as_str()));
                (known == label).then_some(&map.item_processor.machine)
            }
            StateKind::Map(map) => processor(&map.item_processor.machine, label),
            StateKind::Parallel(parallel) => {
                let mut branches = parallel.branches.iter();
                branches.find_map(|branch| processor(branch, label))
            }
            _ => None,
        })
}

/// The label in a map run's ARN: between the last slash and the last colon.
fn label(map_run_arn: &str) -> Option<Arc<str>> {
    let (named, _) = map_run_arn.rsplit_once(':')?;
    Some(named.rsplit_once('/')?.1.into())
}
