//! Express machines: no record is kept of what they run.

use aws_sdk_sfn::types::{StateMachineType, SyncExecutionStatus};

use super::*;

async fn express(client: &Client, definition: &str) -> String {
    let created = client.create_state_machine().name("Fast").role_arn(ROLE);
    let created = created
        .r#type(StateMachineType::Express)
        .definition(definition);
    created.send().await.unwrap().state_machine_arn
}

#[tokio::test]
async fn a_synchronous_execution_answers_with_its_output() {
    let client = client().await;
    let machine = express(&client, PASS).await;
    let ran = client
        .start_sync_execution()
        .state_machine_arn(&machine)
        .input("7");
    let ran = ran.send().await.unwrap();
    assert_eq!(
        (ran.status, ran.output.as_deref()),
        (SyncExecutionStatus::Succeeded, Some("7"))
    );
    assert!(ran.execution_arn.contains(":express:Fast:"));
    let billed = ran.billing_details.unwrap();
    assert_eq!(
        (
            billed.billed_memory_used_in_mb,
            billed.billed_duration_in_milliseconds % 100
        ),
        (64, 0)
    );
}

#[tokio::test]
async fn a_failure_is_an_answer_like_any_other() {
    let client = client().await;
    let fail = r#"{"StartAt": "No", "States": {"No": {"Type": "Fail", "Error": "Refused", "Cause": "no"}}}"#;
    let machine = express(&client, fail).await;
    let ran = client
        .start_sync_execution()
        .state_machine_arn(&machine)
        .send()
        .await
        .unwrap();
    assert_eq!(
        (ran.status, ran.error.as_deref()),
        (SyncExecutionStatus::Failed, Some("Refused"))
    );
}

#[tokio::test]
async fn nobody_asks_for_what_is_not_kept() {
    let client = client().await;
    let machine = express(&client, PASS).await;
    let arn = start(&client, &machine, "{}").await;
    let (code, message) = refusal(client.describe_execution().execution_arn(&arn).send().await);
    assert_eq!(code, "InvalidArn");
    assert_eq!(
        message,
        "Invalid Arn: 'Resource type not valid in this context: express'"
    );
    let listed = client.list_executions().state_machine_arn(&machine);
    assert_eq!(
        refusal(listed.send().await).0,
        "StateMachineTypeNotSupported"
    );
}

#[tokio::test]
async fn a_standard_machine_is_not_run_synchronously() {
    let client = client().await;
    let machine = create(&client, "Keep", PASS).await;
    let ran = client.start_sync_execution().state_machine_arn(&machine);
    assert_eq!(refusal(ran.send().await).0, "StateMachineTypeNotSupported");
}
