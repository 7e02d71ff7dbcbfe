//! Five machines that AWS publishes, as plain Rust and as JSON by hand: what does it cost to let a compiler write it?
//!
//! The graphs are AWS's, the JSON beside each file is written by hand for this comparison, with JSONata and with Lambda functions
//! for all tasks. `BENCHMARKS.md` has the sizes.
//!
//! ```text
//! cargo run --example published -- emit job_poller
//! cargo run --example published -- run examples/published/job_poller.asl.json --input examples/published/job_poller.json
//! ```

mod approval;
mod credit;
mod job_poller;
mod specification;
mod stocks;

use std::process::ExitCode;

fn main() -> ExitCode {
    sfn::main()
}
