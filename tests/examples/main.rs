//! The examples, run as their readers run them: the same commands, in this process and on a virtual clock. What the README
//! shows of them is held against them.

use std::path::Path;

use sfn_cli::{Console, Exit, Program};

#[allow(dead_code, reason = "an example's `main` is called by nobody here")]
#[path = "../../examples/hello/main.rs"]
mod hello;
#[allow(dead_code, reason = "an example's `main` is called by nobody here")]
#[path = "../../examples/lambda_task/main.rs"]
mod lambda_task;
mod manual;
#[allow(dead_code, reason = "an example's `main` is called by nobody here")]
#[path = "../../examples/order_processing/main.rs"]
mod order_processing;
#[allow(dead_code, reason = "an example's `main` is called by nobody here")]
#[path = "../../examples/parallel/main.rs"]
mod parallel;
mod published;
#[allow(dead_code, reason = "an example's `main` is called by nobody here")]
#[path = "../../examples/published/main.rs"]
mod published_machines;
mod readme;
#[allow(dead_code, reason = "an example's `main` is called by nobody here")]
#[path = "../../examples/workflows/main.rs"]
mod workflows;

/// Runs a machine or a file below `examples/`. Gives the exit, the results and the messages.
fn run(target: &str, input: Option<&str>) -> (Exit, String, String) {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let file = examples.join(target);
    let target = if file.is_file() {
        file.into()
    } else {
        target.into()
    };
    let mut arguments = vec!["run".into(), target, "--time".into(), "virtual".into()];
    if let Some(input) = input {
        arguments.push("--input".into());
        arguments.push(examples.join(input).into());
    }
    let console = Console::captured();
    let exit = Program::linked("examples").execute(arguments, &console);
    (exit, console.results(), console.messages())
}

#[track_caller]
fn succeeds(target: &str, input: Option<&str>, expected: &str) {
    let (exit, results, messages) = run(target, input);
    assert_eq!(exit, Exit::Success, "{messages}");
    assert_eq!(results.trim_end(), expected);
}

#[track_caller]
fn fails(target: &str, input: &str, error: &str, payload: &str) {
    let (exit, results, messages) = run(target, Some(input));
    assert_eq!((exit, results.as_str()), (Exit::Failure, ""), "{messages}");
    let end = format!("error: {error}\n  = payload: {payload}\n");
    assert!(messages.ends_with(&end), "{messages}");
}

#[test]
fn the_machines_of_the_tutorial_run() {
    succeeds("hello", None, r#""Hello from Step Functions!""#);
    succeeds(
        "lambda_task",
        Some("lambda_task/input.json"),
        r#"{"statusCode":200,"body":"Hello from Ada!"}"#,
    );
    succeeds(
        "parallel",
        Some("parallel/input.json"),
        r#"["a looked at the weather","b looked at the weather"]"#,
    );
}

#[test]
fn the_definitions_of_the_tutorial_run_as_they_are() {
    succeeds(
        "hello/tutorial.asl.json",
        None,
        r#""Hello from Step Functions!""#,
    );
    succeeds(
        "lambda_task/tutorial.asl.json",
        None,
        r#"{"statusCode":200,"body":"Hello from Lambda!"}"#,
    );
    succeeds("parallel/tutorial.asl.json", None, "[{},{}]");
}

#[test]
fn an_order_is_delivered() {
    succeeds(
        "order_processing",
        Some("order_processing/orders/standard.json"),
        r#"{"orderId":"A-1001","totalCents":14988,"paymentId":"payment-14988","tracking":"track-A-1001-2"}"#,
    );
}

#[test]
fn an_order_is_delivered_although_the_bank_fails_twice() {
    let order = "order_processing/orders/flaky-bank.json";
    let (exit, _, messages) = run("order_processing", Some(order));
    assert_eq!(exit, Exit::Success, "{messages}");
    assert!(
        messages.contains("retry   charge in 4s, attempt 3"),
        "{messages}"
    );
}

#[test]
fn an_order_that_is_not_delivered_fails_with_its_reason() {
    let order = |name: &str| format!("order_processing/orders/{name}.json");
    fails(
        "order_processing",
        &order("out-of-stock"),
        "OutOfStock",
        r#"{"sku":"sofa","wanted":2,"available":1}"#,
    );
    fails(
        "order_processing",
        &order("declined"),
        "Unpaid",
        r#"{"reason":"limit exceeded","total_cents":6995}"#,
    );
    fails(
        "order_processing",
        &order("needs-review"),
        "NeedsReview",
        r#"{"total_cents":1308888}"#,
    );
}
