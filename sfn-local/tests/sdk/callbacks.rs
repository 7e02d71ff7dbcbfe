//! Work that is done outside: activities and task tokens.

use super::*;

const APPROVE: &str = r#"{"StartAt": "Approve", "States": {"Approve": {
    "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:Approval", "End": true
}}}"#;

#[tokio::test]
async fn a_worker_takes_a_task_and_answers_it() {
    let client = client().await;
    let activity = client
        .create_activity()
        .name("Approval")
        .send()
        .await
        .unwrap()
        .activity_arn;
    let machine = create(&client, "Order", APPROVE).await;
    let arn = start(&client, &machine, r#"{"order": 7}"#).await;

    let task = client
        .get_activity_task()
        .activity_arn(&activity)
        .worker_name("Ann");
    let task = task.send().await.unwrap();
    assert_eq!(task.input.as_deref(), Some(r#"{"order":7}"#));
    let token = task.task_token.unwrap();
    client
        .send_task_heartbeat()
        .task_token(&token)
        .send()
        .await
        .unwrap();
    let answer = || client.send_task_success().task_token(&token).output("true");
    answer().send().await.unwrap();
    assert_eq!(
        end(&client, &arn).await,
        (ExecutionStatus::Succeeded, Some("true".to_owned()))
    );
    assert_eq!(refusal(answer().send().await).0, "TaskTimedOut");
}

#[tokio::test]
async fn a_failure_that_is_sent_fails_the_execution() {
    let client = client().await;
    let activity = client
        .create_activity()
        .name("Approval")
        .send()
        .await
        .unwrap()
        .activity_arn;
    let machine = create(&client, "Order", APPROVE).await;
    let arn = start(&client, &machine, "{}").await;
    let task = client
        .get_activity_task()
        .activity_arn(&activity)
        .send()
        .await
        .unwrap();
    let failed = client.send_task_failure().set_task_token(task.task_token);
    failed
        .error("Declined")
        .cause("too dear")
        .send()
        .await
        .unwrap();
    assert_eq!(end(&client, &arn).await.0, ExecutionStatus::Failed);
    let described = client
        .describe_execution()
        .execution_arn(&arn)
        .send()
        .await
        .unwrap();
    assert_eq!(described.error.as_deref(), Some("Declined"));
}

#[tokio::test]
async fn a_token_that_nobody_gave_out_is_refused() {
    let client = client().await;
    let answer = client.send_task_success().task_token("x").output("1");
    let (code, message) = refusal(answer.send().await);
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("InvalidToken", "Invalid Token: 'Invalid token'")
    );
    let answer = client.send_task_success().task_token("x").output("oops");
    assert_eq!(refusal(answer.send().await).0, "InvalidOutput");
}

#[tokio::test]
async fn an_activity_is_described_listed_and_deleted() {
    let client = client().await;
    let arn = client
        .create_activity()
        .name("Approval")
        .send()
        .await
        .unwrap()
        .activity_arn;
    let described = client
        .describe_activity()
        .activity_arn(&arn)
        .send()
        .await
        .unwrap();
    assert_eq!(described.name, "Approval");
    let listed = client.list_activities().send().await.unwrap();
    assert_eq!(listed.activities.len(), 1);
    client
        .delete_activity()
        .activity_arn(&arn)
        .send()
        .await
        .unwrap();
    let (code, message) = refusal(client.describe_activity().activity_arn(&arn).send().await);
    assert_eq!(code, "ActivityDoesNotExist");
    assert_eq!(message, format!("Activity Does Not Exist: '{arn}'"));
}
