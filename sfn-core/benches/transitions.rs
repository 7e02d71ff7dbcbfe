//! State transitions per second, in memory, on one core.
//!
//! `engine` is the engine alone, its events thrown away; `runtime` adds tokio, the memory store, which keeps each
//! event, and the handles of an execution. A transition is a state entered and left.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench is no library")]

use std::sync::Arc;

use divan::Bencher;
use divan::counter::ItemsCount;
use sfn_asl::Definition;
use sfn_core::clock::Timestamp;
use sfn_core::engine::{Command, Execution, Identity, Status, Stimulus, step};
use sfn_core::program::Program;
use sfn_core::runtime::{Runtime, Start};
use sfn_expr::Value;

fn main() {
    divan::main();
}

const LAPS: usize = 1_000;

/// `i` from 0 to 1,000: a Choice and a Pass with an Assign for each lap.
fn choice_and_assign() -> Arc<Program> {
    compile(
        r#"{"QueryLanguage": "JSONata", "StartAt": "Begin", "States": {
            "Begin": {"Type": "Pass", "Assign": {"i": 0}, "Next": "Check"},
            "Check": {"Type": "Choice", "Choices": [{"Condition": "{% $i < 1000 %}", "Next": "Count"}], "Default": "End"},
            "Count": {"Type": "Pass", "Assign": {"i": "{% $i + 1 %}"}, "Next": "Check"},
            "End": {"Type": "Succeed"}
        }}"#,
    )
}

/// 1,000 states of one kind, one after the other.
fn chain(fields: &str) -> Arc<Program> {
    let states = (0..LAPS).map(|n| {
        let next = if n + 1 < LAPS {
            format!(r#""Next": "S{}""#, n + 1)
        } else {
            r#""End": true"#.to_owned()
        };
        format!(r#""S{n}": {{{fields}, {next}}}"#)
    });
    let states = states.collect::<Vec<_>>().join(",");
    compile(&format!(r#"{{"StartAt": "S0", "States": {{{states}}}}}"#))
}

fn tasks() -> Arc<Program> {
    chain(r#""Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Echo""#)
}

fn compile(definition: &str) -> Arc<Program> {
    let definition = Definition::from_json(definition).unwrap();
    Arc::new(Program::compile(&definition).unwrap())
}

fn drive(program: &Program) {
    let mut execution = Execution::new(Identity::local("Bench", "one"), 7.into(), 1);
    let mut stimulus = Some(Stimulus::Start);
    while let Some(given) = stimulus.take() {
        let commands = step(program, &mut execution, Timestamp::UNIX_EPOCH, given);
        stimulus = commands.list.into_iter().find_map(|command| match command {
            Command::StartTask(start) => Some(Stimulus::TaskSucceeded {
                task: start.task,
                result: start.arguments,
            }),
            _ => None,
        });
        divan::black_box(commands.events);
    }
    assert_eq!(execution.status(), Status::Succeeded);
}

fn bench_engine(bencher: Bencher<'_, '_>, program: &Program, transitions: usize) {
    bencher
        .counter(ItemsCount::new(transitions))
        .bench_local(|| drive(program));
}

fn bench_runtime(bencher: Bencher<'_, '_>, program: &Arc<Program>, transitions: usize) {
    let tokio = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .unwrap();
    let counted = bencher.counter(ItemsCount::new(transitions));
    // A runtime for each run: a memory store forgets nothing.
    let runtime = || {
        Runtime::builder()
            .function("Echo", async |input: Value| Ok(input))
            .seed(1)
            .build()
    };
    counted.with_inputs(runtime).bench_local_values(|runtime| {
        let outcome = tokio.block_on(async {
            let handle = runtime
                .start_program(program, Start::new("Bench", 7))
                .await
                .unwrap();
            handle.outcome().await.unwrap()
        });
        assert_eq!(outcome.status, Status::Succeeded);
        runtime
    });
}

mod engine {
    use super::*;

    #[divan::bench]
    fn loop_of_1000_laps(bencher: Bencher<'_, '_>) {
        bench_engine(bencher, &choice_and_assign(), 2 * LAPS);
    }

    #[divan::bench]
    fn chain_of_1000_tasks(bencher: Bencher<'_, '_>) {
        bench_engine(bencher, &tasks(), LAPS);
    }

    #[divan::bench]
    fn chain_of_1000_passes(bencher: Bencher<'_, '_>) {
        bench_engine(bencher, &chain(r#""Type": "Pass""#), LAPS);
    }
}

mod runtime {
    use super::*;

    #[divan::bench]
    fn loop_of_1000_laps(bencher: Bencher<'_, '_>) {
        bench_runtime(bencher, &choice_and_assign(), 2 * LAPS);
    }

    #[divan::bench]
    fn chain_of_1000_tasks(bencher: Bencher<'_, '_>) {
        bench_runtime(bencher, &tasks(), LAPS);
    }

    #[divan::bench]
    fn chain_of_1000_passes(bencher: Bencher<'_, '_>) {
        bench_runtime(bencher, &chain(r#""Type": "Pass""#), LAPS);
    }
}
