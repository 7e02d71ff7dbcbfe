//! The third machine of AWS's tutorial: two states side by side.
//!
//! ```text
//! cargo run --example parallel                                         # runs this machine
//! cargo run --example parallel -- emit                                 # prints it for AWS Step Functions
//! cargo run -p sfn-cli -- run examples/parallel/tutorial.asl.json      # runs the tutorial's own definition
//! ```

use std::convert::Infallible;
use std::process::ExitCode;

use sfn::{state_machine, task};

#[task]
async fn task_a(topic: String) -> Result<String, Infallible> {
    Ok(format!("a looked at {topic}"))
}

#[task]
async fn task_b(topic: String) -> Result<String, Infallible> {
    Ok(format!("b looked at {topic}"))
}

/// Runs two tasks at the same time.
#[state_machine]
async fn parallel(topic: String) -> Result<(String, String), Infallible> {
    sfn::try_join!(task_a(topic.clone()), task_b(topic.clone()))
}

sfn::demonstration!(parallel, "input.json");

fn main() -> ExitCode {
    sfn::main()
}
