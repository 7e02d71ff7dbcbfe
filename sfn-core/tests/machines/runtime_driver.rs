//! Drives a case by the runtime on a virtual clock, on several threads: its history must be the engine's.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use sfn_core::clock::{self, Clock, Timestamp};
use sfn_core::engine::Outcome;
use sfn_core::runtime::{
    Handle, Runtime, Start, TaskContext, TaskFailure, TaskFuture, TaskHandler,
};
use sfn_expr::Value;

use crate::case::{Attempt, Case, Stop};
use crate::engine_driver::Seen;
use crate::objects::Folder;

pub fn run(case: &Case) -> Result<Seen, String> {
    let tokio = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .build();
    tokio
        .map_err(|error| error.to_string())?
        .block_on(drive(case))
}

async fn drive(case: &Case) -> Result<Seen, String> {
    let script = Script {
        tasks: case.tasks.clone().into_iter().collect(),
        begun: Mutex::default(),
    };
    let script = Arc::new(script);
    let clock = Clock::virtual_from(Timestamp::UNIX_EPOCH);
    let mut runtime = Runtime::builder().clock(clock.clone());
    for resource in case.resources() {
        runtime = runtime.resource(resource, Scripted(Arc::clone(&script)));
    }
    let runtime = runtime.objects(Folder::new(case.objects.clone())).build();
    let program = Arc::new(case.program()?);
    let hold = clock.hold();
    let start = Start::new("Machine", case.input.clone()).named("case");
    let handle = runtime
        .start_program(&program, start)
        .await
        .map_err(|error| error.to_string())?;
    if let Some(stop) = case.stop.clone() {
        let stopping = clock.scope(stop_later(handle.clone(), stop));
        tokio::spawn(stopping);
    }
    drop(hold);
    let mut outcome: Outcome = handle.outcome().await.map_err(|error| error.to_string())?;
    for _ in 0..case.redrives {
        let redriven = runtime
            .redrive(&program, &handle.identity().execution_arn)
            .await;
        let redriven = redriven.map_err(|error| error.to_string())?;
        outcome = redriven
            .outcome()
            .await
            .map_err(|error| error.to_string())?;
    }
    let events = handle.history().await.map_err(|error| error.to_string())?;
    Ok(Seen { outcome, events })
}

async fn stop_later(handle: Handle, stop: Stop) {
    clock::sleep(Duration::from_secs_f64(stop.at)).await;
    let stopped = handle
        .stop(stop.error.as_deref(), stop.cause.as_deref())
        .await;
    assert!(stopped.is_ok(), "{stopped:?}");
}

/// What the attempts at each state's task come to.
struct Script {
    tasks: HashMap<String, Vec<Attempt>>,
    begun: Mutex<HashMap<String, usize>>,
}

struct Scripted(Arc<Script>);

impl TaskHandler for Scripted {
    fn call(&self, _arguments: Value, context: TaskContext) -> TaskFuture {
        let mut begun = self.0.begun.lock().unwrap();
        let earlier = begun.entry(context.state.to_string()).or_default();
        let attempt = self.0.tasks[&*context.state][*earlier].clone();
        *earlier += 1;
        Box::pin(async move {
            // An attempt that never answers sleeps: one that waits for something else would hold the time.
            let century = 100.0 * 365.0 * 24.0 * 3600.0;
            let answers = attempt.error.is_some() || attempt.result().is_some();
            clock::sleep(Duration::from_secs_f64(if answers {
                attempt.after
            } else {
                century
            }))
            .await;
            match (attempt.result(), attempt.error) {
                (Some(result), _) => Ok(result),
                (None, Some(error)) => Err(TaskFailure::new(error, attempt.cause)),
                (None, None) => Err(TaskFailure::new("Late", "a century is over")),
            }
        })
    }
}
