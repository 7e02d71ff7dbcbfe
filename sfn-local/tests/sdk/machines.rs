//! Machines: created, described, changed, listed, tagged, deleted.

use aws_sdk_sfn::types::{EncryptionType, LogLevel, StateMachineType, Tag, TracingConfiguration};

use super::*;

#[tokio::test]
async fn a_machine_is_described_as_it_was_created() {
    let client = client().await;
    let arn = create(&client, "Keep", PASS).await;
    assert_eq!(
        arn,
        "arn:aws:states:us-east-1:123456789012:stateMachine:Keep"
    );
    let described = client.describe_state_machine().state_machine_arn(&arn);
    let described = described.send().await.unwrap();
    assert_eq!(described.definition, PASS);
    assert_eq!(described.role_arn, ROLE);
    assert_eq!(described.r#type, StateMachineType::Standard);
    assert_eq!(
        described.logging_configuration.unwrap().level,
        Some(LogLevel::Off)
    );
    assert!(!described.tracing_configuration.unwrap().enabled);
    let encryption = described.encryption_configuration.unwrap();
    assert_eq!(encryption.r#type, EncryptionType::AwsOwnedKey);
    assert_eq!(described.revision_id, None);
}

#[tokio::test]
async fn the_same_machine_can_be_created_again_and_another_cannot() {
    let client = client().await;
    let arn = create(&client, "Keep", PASS).await;
    assert_eq!(create(&client, "Keep", PASS).await, arn);
    let other = client.create_state_machine().name("Keep").role_arn(ROLE);
    let (code, _) = refusal(other.definition(WAIT).send().await);
    assert_eq!(code, "StateMachineAlreadyExists");
}

#[tokio::test]
async fn a_definition_that_breaks_a_rule_is_refused_with_its_place() {
    let client = client().await;
    let created = client.create_state_machine().name("None").role_arn(ROLE);
    let (code, message) = refusal(created.definition("{}").send().await);
    assert_eq!(code, "InvalidDefinition");
    assert_eq!(
        message,
        "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /'"
    );
}

#[tokio::test]
async fn a_name_with_a_blank_is_refused() {
    let client = client().await;
    let created = client.create_state_machine().name("a b").role_arn(ROLE);
    let (code, message) = refusal(created.definition(PASS).send().await);
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("InvalidName", "Invalid Name: 'a b'")
    );
}

#[tokio::test]
async fn an_update_makes_a_revision_and_the_same_again_makes_none() {
    let client = client().await;
    let arn = create(&client, "Keep", PASS).await;
    let update = || {
        client
            .update_state_machine()
            .state_machine_arn(&arn)
            .definition(WAIT)
    };
    let first = update().send().await.unwrap();
    let second = update().send().await.unwrap();
    assert!(first.revision_id.is_some());
    assert_eq!(first.revision_id, second.revision_id);

    let traced = TracingConfiguration::builder().enabled(true).build();
    let traced = client
        .update_state_machine()
        .state_machine_arn(&arn)
        .tracing_configuration(traced);
    let third = traced.send().await.unwrap();
    assert_ne!(third.revision_id, first.revision_id);
    let nothing = client.update_state_machine().state_machine_arn(&arn);
    assert_eq!(refusal(nothing.send().await).0, "MissingRequiredParameter");
}

#[tokio::test]
async fn machines_are_listed_page_by_page() {
    let client = client().await;
    for name in ["One", "Two", "Three"] {
        create(&client, name, PASS).await;
    }
    let pages = client.list_state_machines().max_results(2).into_paginator();
    let listed: Vec<_> = pages.items().send().try_collect().await.unwrap();
    let names: Vec<_> = listed.iter().map(|machine| machine.name.as_str()).collect();
    assert_eq!(names, ["One", "Two", "Three"]);
    let (code, message) = refusal(client.list_state_machines().next_token("x").send().await);
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("InvalidToken", "Invalid Token: 'Invalid token'")
    );
    let (code, message) = refusal(client.list_state_machines().max_results(1001).send().await);
    assert_eq!(code, "ValidationException");
    assert_eq!(
        message,
        "1 validation error detected: Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value \
         less than or equal to 1000"
    );
}

#[tokio::test]
async fn tags_are_set_listed_and_removed() {
    let client = client().await;
    let arn = create(&client, "Keep", PASS).await;
    let tag = |key: &str, value: &str| Tag::builder().key(key).value(value).build();
    let tagged = client.tag_resource().resource_arn(&arn);
    tagged
        .tags(tag("a", "1"))
        .tags(tag("b", "2"))
        .send()
        .await
        .unwrap();
    let untagged = client.untag_resource().resource_arn(&arn).tag_keys("a");
    untagged.send().await.unwrap();
    let listed = client.list_tags_for_resource().resource_arn(&arn);
    assert_eq!(listed.send().await.unwrap().tags, Some(vec![tag("b", "2")]));
    let version = client.tag_resource().resource_arn(format!("{arn}:1"));
    assert_eq!(
        refusal(version.tags(tag("a", "1")).send().await).0,
        "ResourceNotFound"
    );
}

#[tokio::test]
async fn a_machine_that_was_deleted_is_gone() {
    let client = client().await;
    let arn = create(&client, "Keep", PASS).await;
    for _ in 0..2 {
        let deleted = client.delete_state_machine().state_machine_arn(&arn);
        deleted.send().await.unwrap();
    }
    let described = client.describe_state_machine().state_machine_arn(&arn);
    let (code, message) = refusal(described.send().await);
    assert_eq!(code, "StateMachineDoesNotExist");
    assert_eq!(message, format!("State Machine Does Not Exist: '{arn}'"));
}
