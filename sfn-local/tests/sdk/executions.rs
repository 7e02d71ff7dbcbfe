//! Executions: started, described, listed, stopped, redriven, and their histories.

use aws_sdk_sfn::types::IncludedData;

use super::*;

#[tokio::test]
async fn an_execution_gives_its_output_and_its_history() {
    let client = client().await;
    let machine = create(&client, "Keep", PASS).await;
    let arn = start(&client, &machine, r#"{"a": 1}"#).await;
    assert_eq!(
        end(&client, &arn).await,
        (ExecutionStatus::Succeeded, Some(r#"{"a":1}"#.to_owned()))
    );
    assert_eq!(
        events(&client, &arn).await,
        [
            "ExecutionStarted",
            "PassStateEntered",
            "PassStateExited",
            "ExecutionSucceeded"
        ]
    );
    let described = client.describe_execution().execution_arn(&arn);
    let bare = described
        .included_data(IncludedData::MetadataOnly)
        .send()
        .await
        .unwrap();
    assert_eq!((bare.input, bare.output), (None, None));
    assert!(!bare.input_details.unwrap().included);
    let ran = client
        .describe_state_machine_for_execution()
        .execution_arn(&arn);
    assert_eq!(ran.send().await.unwrap().definition, PASS);
}

#[tokio::test]
async fn a_stopped_execution_is_aborted_and_keeps_its_history() {
    let client = client().await;
    let machine = create(&client, "Hour", WAIT).await;
    let arn = start(&client, &machine, "{}").await;
    let stopped = client
        .stop_execution()
        .execution_arn(&arn)
        .error("Enough")
        .cause("tired");
    stopped.send().await.unwrap();
    let described = client
        .describe_execution()
        .execution_arn(&arn)
        .send()
        .await
        .unwrap();
    assert_eq!(described.status, ExecutionStatus::Aborted);
    assert_eq!(
        (described.error.as_deref(), described.cause.as_deref()),
        (Some("Enough"), Some("tired"))
    );
    let events = events(&client, &arn).await;
    assert_eq!(events.last().map(String::as_str), Some("ExecutionAborted"));
}

#[tokio::test]
async fn a_start_can_be_repeated_while_the_execution_runs() {
    let client = client().await;
    let machine = create(&client, "Hour", WAIT).await;
    let start = |input: &str| {
        let started = client.start_execution().state_machine_arn(&machine);
        started.name("one").input(input).send()
    };
    let first = start("{}").await.unwrap();
    let second = start("{ }").await.unwrap();
    assert_eq!(first.execution_arn, second.execution_arn);
    assert_eq!(first.start_date, second.start_date);
    assert_eq!(
        refusal(start(r#"{"a": 1}"#).await).0,
        "ExecutionAlreadyExists"
    );
    let stopped = client.stop_execution().execution_arn(first.execution_arn);
    stopped.send().await.unwrap();
    assert_eq!(refusal(start("{}").await).0, "ExecutionAlreadyExists");
}

#[tokio::test]
async fn an_input_that_is_not_json_is_refused() {
    let client = client().await;
    let machine = create(&client, "Keep", PASS).await;
    let started = client
        .start_execution()
        .state_machine_arn(&machine)
        .input("{'a': 1}");
    let (code, message) = refusal(started.send().await);
    assert_eq!(code, "InvalidExecutionInput");
    assert_eq!(
        message,
        "Invalid State Machine Execution Input: 'Unexpected character (''' (code 39)): was expecting double-quote to \
         start field name'"
    );
}

#[tokio::test]
async fn executions_are_listed_newest_first_and_by_status() {
    let client = client().await;
    let machine = create(&client, "Keep", PASS).await;
    for name in ["1", "2", "3"] {
        let started = client
            .start_execution()
            .state_machine_arn(&machine)
            .name(name);
        let started = started.send().await.unwrap();
        end(&client, &started.execution_arn).await;
    }
    let list = || client.list_executions().state_machine_arn(&machine);
    let pages = list().max_results(2).into_paginator();
    let listed: Vec<_> = pages.items().send().try_collect().await.unwrap();
    let names: Vec<_> = listed
        .iter()
        .map(|execution| execution.name.as_str())
        .collect();
    assert_eq!(names, ["3", "2", "1"]);
    let failed = list()
        .status_filter(ExecutionStatus::Failed)
        .send()
        .await
        .unwrap();
    assert!(failed.executions.is_empty());
}

#[tokio::test]
async fn a_history_is_told_in_pages_and_backwards() {
    let client = client().await;
    let machine = create(&client, "Keep", PASS).await;
    let arn = start(&client, &machine, "{}").await;
    end(&client, &arn).await;
    for (backwards, expected) in [(false, [1, 2, 3, 4]), (true, [4, 3, 2, 1])] {
        let history = client.get_execution_history().execution_arn(&arn);
        let pages = history
            .reverse_order(backwards)
            .max_results(3)
            .into_paginator();
        let events: Vec<_> = pages.items().send().try_collect().await.unwrap();
        let ids: Vec<_> = events.iter().map(|event| event.id).collect();
        assert_eq!(ids, expected);
    }
    let history = client.get_execution_history().execution_arn(&arn);
    let bare = history.include_execution_data(false).send().await.unwrap();
    let started = bare.events[0]
        .execution_started_event_details
        .as_ref()
        .unwrap();
    assert_eq!(started.input, None);
}

#[tokio::test]
async fn an_execution_that_nobody_started_does_not_exist() {
    let client = client().await;
    let arn = "arn:aws:states:us-east-1:123456789012:execution:None:none";
    let (code, message) = refusal(client.describe_execution().execution_arn(arn).send().await);
    assert_eq!(code, "ExecutionDoesNotExist");
    assert_eq!(message, format!("Execution Does Not Exist: '{arn}'"));
}

#[tokio::test]
async fn a_year_takes_no_time_in_virtual_time() {
    let client = client_in_virtual_time().await;
    let year = r#"{"StartAt": "Year", "States": {"Year": {"Type": "Wait", "Seconds": 31536000, "End": true}}}"#;
    let machine = create(&client, "Year", year).await;
    let arn = start(&client, &machine, "{}").await;
    assert_eq!(end(&client, &arn).await.0, ExecutionStatus::Succeeded);
    let described = client
        .describe_execution()
        .execution_arn(&arn)
        .send()
        .await
        .unwrap();
    assert!(described.stop_date.unwrap().secs() - described.start_date.secs() >= 31_536_000);
}
