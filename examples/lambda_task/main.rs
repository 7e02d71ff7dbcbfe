//! The second machine of AWS's tutorial: one state that invokes a Lambda function.
//!
//! The task below is that function. It is registered under its ARN, so this program also runs the tutorial's own definition,
//! which names nothing else.
//!
//! ```text
//! cargo run --example lambda_task                                                         # runs this machine
//! cargo run --example lambda_task -- run examples/lambda_task/tutorial.asl.json           # runs the tutorial's
//! ```

use std::convert::Infallible;
use std::process::ExitCode;

use serde::{Deserialize, Serialize};
use sfn::{Shape, state_machine, task};

/// What the function is asked.
#[derive(Clone, Serialize, Deserialize, Shape)]
struct Visitor {
    #[serde(default)]
    name: String,
}

/// What it answers.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
struct Greeting {
    status_code: u16,
    body: String,
}

#[task(
    name = "MyLambdaFunction",
    resource = "arn:aws:lambda:us-east-1:123456789012:function:MyLambdaFunction"
)]
async fn my_lambda_function(visitor: Visitor) -> Result<Greeting, Infallible> {
    let name = if visitor.name.is_empty() {
        "Lambda"
    } else {
        &visitor.name
    };
    Ok(Greeting {
        status_code: 200,
        body: format!("Hello from {name}!"),
    })
}

/// Invokes a Lambda function.
#[state_machine]
async fn lambda_task(visitor: Visitor) -> Result<Greeting, Infallible> {
    my_lambda_function(visitor).await
}

sfn::demonstration!(lambda_task, "input.json");

fn main() -> ExitCode {
    sfn::main()
}
