//! Runs of distributed Maps.

use aws_sdk_sfn::types::MapRunStatus;

use super::*;

const ALL: &str = r#"{"StartAt": "All", "States": {"All": {"Type": "Map", "Label": "Each", "ItemProcessor": {
    "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
    "StartAt": "Keep", "States": {"Keep": {"Type": "Pass", "End": true}}
}, "End": true}}}"#;

#[tokio::test]
async fn a_map_run_counts_its_items_and_lists_its_children() {
    let client = client().await;
    let machine = create(&client, "Import", ALL).await;
    let arn = start(&client, &machine, "[1, 2, 3]").await;
    assert_eq!(
        end(&client, &arn).await,
        (ExecutionStatus::Succeeded, Some("[1,2,3]".to_owned()))
    );
    let runs = client
        .list_map_runs()
        .execution_arn(&arn)
        .send()
        .await
        .unwrap()
        .map_runs;
    let run = &runs[0].map_run_arn;
    let described = client
        .describe_map_run()
        .map_run_arn(run)
        .send()
        .await
        .unwrap();
    assert_eq!(described.status, MapRunStatus::Succeeded);
    assert_eq!(described.item_counts.unwrap().succeeded, 3);
    let children = client
        .list_executions()
        .map_run_arn(run)
        .send()
        .await
        .unwrap();
    assert_eq!(children.executions.len(), 3);
    let child = client
        .describe_execution()
        .execution_arn(&children.executions[0].execution_arn);
    assert_eq!(child.send().await.unwrap().map_run_arn.as_ref(), Some(run));
}

#[tokio::test]
async fn an_update_of_a_map_run_is_checked() {
    let client = client().await;
    let arn = "arn:aws:states:us-east-1:123456789012:mapRun:Import/Each:none";
    let update = client.update_map_run().map_run_arn(arn).max_concurrency(3);
    assert_eq!(refusal(update.send().await).0, "ResourceNotFound");
    let update = client.update_map_run().map_run_arn(arn);
    let update = update.tolerated_failure_percentage(101.0);
    assert_eq!(refusal(update.send().await).0, "ValidationException");
}
