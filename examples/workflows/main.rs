//! Ten workflows that people really build, each in a file of its own with its tasks. Beside a file is a folder of cases: an
//! input, what comes of it, and the states it goes through.
//!
//! ```text
//! cargo run --example workflows -- list
//! cargo run --example workflows -- graph vote
//! cargo run --example workflows -- run vote --input '{"title": "Buy a boat", "voters": ["ada", "bob"], "needed": 2}'
//! ```

mod backup;
mod inbox;
mod inventory;
mod known_customer;
mod load;
mod migration;
mod purchase;
mod transcoding;
mod trip;
mod vote;

use std::process::ExitCode;

fn main() -> ExitCode {
    sfn::main()
}
