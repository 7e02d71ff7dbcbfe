//! What every store must do, as checks that panic where one does not.
//!
//! A backend calls [`check`] from a test of its own. It tells nothing of durability: what a crash leaves behind is
//! tested by each backend itself.

use std::sync::Arc;

use sfn_asl::{Definition, Machine, Pass, Transition};

use super::{ListQuery, Listed, Step, Store, StoreError};
use crate::clock::Timestamp;
use crate::engine::{Commands, Execution, Identity, Status, Stimulus, step};
use crate::history::Event;
use crate::program::Program;

/// Runs the whole suite, each check on a new store.
///
/// ```
/// use sfn_core::store::{MemoryStore, conformance};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// conformance::check(MemoryStore::new).await;
/// # }
/// ```
///
/// # Panics
/// If the store does not do what [`Store`] says.
pub async fn check<S: Store>(new_store: impl Fn() -> S) {
    an_execution_is_created_once(&new_store()).await;
    what_was_committed_is_loaded(&new_store()).await;
    a_history_is_paged_in_order(&new_store()).await;
    a_step_out_of_order_changes_nothing(&new_store()).await;
    an_unknown_execution_is_not_found(&new_store()).await;
    only_executions_without_outcome_are_unfinished(&new_store()).await;
    executions_do_not_mix(&new_store()).await;
    lists_are_filtered_and_paged_newest_first(&new_store()).await;
}

async fn an_execution_is_created_once(store: &impl Store) {
    let execution = execution("one");
    create(store, &execution).await;
    let again = store.create(&execution).await;
    assert!(
        matches!(again, Err(StoreError::AlreadyExists { .. })),
        "created twice: {again:?}"
    );
    assert_eq!(load(store, &execution).await.as_ref(), Some(&execution));
}

async fn what_was_committed_is_loaded(store: &impl Store) {
    let mut execution = execution("one");
    create(store, &execution).await;
    let commands = start(&mut execution);
    commit(store, &execution, commands.events).await;
    assert_eq!(load(store, &execution).await.as_ref(), Some(&execution));
}

async fn a_history_is_paged_in_order(store: &impl Store) {
    let mut execution = execution("one");
    create(store, &execution).await;
    let events = start(&mut execution).events;
    commit(store, &execution, events.clone()).await;
    let arn = &execution.identity().execution_arn;
    for (after, limit) in [
        (0, usize::MAX),
        (0, 1),
        (1, 2),
        (3, 5),
        (6, 5),
        (usize::MAX, 1),
    ] {
        let page = store.history(arn, after as u64, limit).await;
        let expected: Vec<_> = events.iter().skip(after).take(limit).cloned().collect();
        assert!(
            page.as_ref().is_ok_and(|page| *page == expected),
            "behind {after}, at most {limit}: {page:?}"
        );
    }
}

async fn a_step_out_of_order_changes_nothing(store: &impl Store) {
    let mut execution = execution("one");
    create(store, &execution).await;
    let before = execution.clone();
    let events = start(&mut execution).events.split_off(1);
    let execution = &execution;
    let refused = store.commit(Step { execution, events }).await;
    assert!(
        matches!(refused, Err(StoreError::OutOfOrder { last_event: 0, .. })),
        "a gap was taken: {refused:?}"
    );
    assert_eq!(load(store, execution).await, Some(before));
    assert!(history(store, execution).await.is_empty());
}

async fn an_unknown_execution_is_not_found(store: &impl Store) {
    let execution = &execution("one");
    assert_eq!(load(store, execution).await, None);
    let missing = store.history("arn:nobody", 0, 1).await;
    assert!(
        matches!(missing, Err(StoreError::NotFound { .. })),
        "{missing:?}"
    );
    let events = Vec::new();
    let missing = store.commit(Step { execution, events }).await;
    assert!(
        matches!(missing, Err(StoreError::NotFound { .. })),
        "{missing:?}"
    );
}

async fn only_executions_without_outcome_are_unfinished(store: &impl Store) {
    let mut done = execution("done");
    let waiting = execution("waiting");
    create(store, &done).await;
    create(store, &waiting).await;
    let commands = start(&mut done);
    commit(store, &done, commands.events).await;
    let unfinished = store.unfinished().await;
    let expected: [Arc<str>; 1] = [waiting.identity().execution_arn.clone()];
    assert!(
        unfinished.as_ref().is_ok_and(|arns| *arns == expected),
        "{unfinished:?}"
    );
}

async fn executions_do_not_mix(store: &impl Store) {
    let (mut one, two) = (execution("one"), execution("two"));
    create(store, &one).await;
    create(store, &two).await;
    let commands = start(&mut one);
    commit(store, &one, commands.events).await;
    assert!(history(store, &two).await.is_empty());
    assert_eq!(load(store, &two).await, Some(two));
}

async fn lists_are_filtered_and_paged_newest_first(store: &impl Store) {
    let mut done = execution("done");
    create(store, &done).await;
    create(store, &execution("first")).await;
    create(store, &execution("second")).await;
    let commands = start(&mut done);
    commit(store, &done, commands.events).await;

    let all = ListQuery::new(usize::MAX);
    check_list(store, &all, &["second", "first", "done"]).await;
    check_list(
        store,
        &all.clone().with_status(Status::Running),
        &["second", "first"],
    )
    .await;
    check_list(store, &all.clone().of_machine("arn:other"), &[]).await;
    check_list(store, &all.clone().of_map_run("arn:other"), &[]).await;
    check_list(store, &all.clone().redriven(true), &[]).await;
    let page = check_list(store, &ListQuery::new(1), &["second"]).await;
    let rest = all.before(page.first().map_or(0, |listed| listed.sequence));
    check_list(store, &rest, &["first", "done"]).await;
}

async fn check_list(store: &impl Store, query: &ListQuery, expected: &[&str]) -> Vec<Listed> {
    let listed = store.list(query).await;
    let listed = listed.unwrap_or_else(|error| panic!("{error}"));
    let names: Vec<&str> = listed
        .iter()
        .map(|listed| &*listed.identity.execution_name)
        .collect();
    assert_eq!(names, expected, "{query:?}");
    listed
}

fn execution(name: &str) -> Execution {
    Execution::new(Identity::local("Suite", name), name.into(), 1)
}

/// Runs a machine of two states to its end.
fn start(execution: &mut Execution) -> Commands {
    let transition = Transition::next("Second");
    let first = Pass {
        transition,
        ..Pass::default()
    };
    let machine = Machine::new("First")
        .with_state("First", first)
        .with_state("Second", Pass::default());
    let program = Program::compile(&Definition::from(machine));
    let program = program.unwrap_or_else(|error| panic!("the suite's machine: {error}"));
    step(&program, execution, Timestamp::UNIX_EPOCH, Stimulus::Start)
}

async fn create(store: &impl Store, execution: &Execution) {
    let created = store.create(execution).await;
    assert!(created.is_ok(), "{created:?}");
}

async fn commit(store: &impl Store, execution: &Execution, events: Vec<Event>) {
    let committed = store.commit(Step { execution, events }).await;
    assert!(committed.is_ok(), "{committed:?}");
}

async fn load(store: &impl Store, execution: &Execution) -> Option<Execution> {
    let loaded = store.load(&execution.identity().execution_arn).await;
    loaded.unwrap_or_else(|error| panic!("{error}"))
}

async fn history(store: &impl Store, execution: &Execution) -> Vec<Event> {
    let arn = &execution.identity().execution_arn;
    let history = store.history(arn, 0, usize::MAX).await;
    history.unwrap_or_else(|error| panic!("{error}"))
}
