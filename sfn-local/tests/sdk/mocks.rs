//! Answers from a mock file.

use super::*;

const MOCKS: &str = r#"{
    "StateMachines": {"Order": {"TestCases": {
        "Happy": {"Charge": "Paid"},
        "Busy": {"Charge": "PaidAtLast"},
        "Declined": {"Charge": "Declined"}
    }}},
    "MockedResponses": {
        "Paid": {"0": {"Return": {"id": 7}}},
        "PaidAtLast": {"0-1": {"Throw": {"Error": "Busy", "Cause": "later"}}, "2": {"Return": {"id": 8}}},
        "Declined": {"0": {"Throw": {"Error": "Declined", "Cause": "no"}}}
    }
}"#;

const CHARGE: &str = r#"{"StartAt": "Charge", "States": {"Charge": {
    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
    "Retry": [{"ErrorEquals": ["Busy"]}], "End": true
}}}"#;

async fn run(case: &str) -> (ExecutionStatus, Option<String>) {
    let mocks = Mocks::from_json(MOCKS).unwrap();
    let client = client_of(Runtime::builder().virtual_time(), mocks).await;
    let machine = create(&client, "Order", CHARGE).await;
    let arn = start(&client, &format!("{machine}{case}"), "{}").await;
    end(&client, &arn).await
}

#[tokio::test]
async fn a_test_case_answers_its_states() {
    assert_eq!(
        run("#Happy").await,
        (ExecutionStatus::Succeeded, Some(r#"{"id":7}"#.to_owned()))
    );
    assert_eq!(run("#Declined").await.0, ExecutionStatus::Failed);
}

#[tokio::test]
async fn attempts_are_answered_in_turn() {
    assert_eq!(
        run("#Busy").await,
        (ExecutionStatus::Succeeded, Some(r#"{"id":8}"#.to_owned()))
    );
}

#[tokio::test]
async fn without_a_test_case_nothing_is_mocked() {
    assert_eq!(run("").await.0, ExecutionStatus::Failed);
}

#[tokio::test]
async fn a_test_case_that_the_file_has_not_is_refused() {
    let client = client().await;
    let machine = create(&client, "Order", CHARGE).await;
    let started = client
        .start_execution()
        .state_machine_arn(format!("{machine}#None"));
    assert_eq!(refusal(started.send().await).0, "InvalidName");
}
