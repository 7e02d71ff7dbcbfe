//! The first machine of AWS's tutorial: one state that says hello.
//!
//! ```text
//! cargo run --example hello                                           # runs this machine
//! cargo run --example hello -- emit                                   # prints it for AWS Step Functions
//! cargo run -p sfn-cli -- run examples/hello/tutorial.asl.json        # runs the tutorial's own definition
//! ```

use std::convert::Infallible;
use std::process::ExitCode;

use sfn::state_machine;

/// Simple AWS Step Function
#[state_machine]
async fn hello() -> Result<String, Infallible> {
    Ok("Hello from Step Functions!".to_string())
}

sfn::demonstration!(hello, "input.json");

fn main() -> ExitCode {
    sfn::main()
}
