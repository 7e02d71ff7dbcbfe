//! Versions and aliases.

use aws_sdk_sfn::types::RoutingConfigurationListItem;

use super::*;

fn route(version: &str, weight: i32) -> RoutingConfigurationListItem {
    let route = RoutingConfigurationListItem::builder().state_machine_version_arn(version);
    route.weight(weight).build().unwrap()
}

/// A machine with two versions; its ARN and theirs.
async fn published(client: &Client) -> (String, String, String) {
    let machine = create(client, "Keep", PASS).await;
    let first = client
        .publish_state_machine_version()
        .state_machine_arn(&machine);
    let first = first.send().await.unwrap().state_machine_version_arn;
    let update = client.update_state_machine().state_machine_arn(&machine);
    let update = update.definition(WAIT).publish(true).send().await.unwrap();
    (machine, first, update.state_machine_version_arn.unwrap())
}

#[tokio::test]
async fn versions_count_up_and_the_same_revision_gives_the_same_one() {
    let client = client().await;
    let (machine, first, second) = published(&client).await;
    assert_eq!(
        (first, second),
        (format!("{machine}:1"), format!("{machine}:2"))
    );
    let again = client
        .publish_state_machine_version()
        .state_machine_arn(&machine);
    let again = again.send().await.unwrap().state_machine_version_arn;
    assert_eq!(again, format!("{machine}:2"));
    let stale = client
        .publish_state_machine_version()
        .state_machine_arn(&machine);
    assert_eq!(
        refusal(stale.revision_id("old").send().await).0,
        "ConflictException"
    );
    let listed = client
        .list_state_machine_versions()
        .state_machine_arn(&machine);
    let listed = listed.send().await.unwrap().state_machine_versions;
    assert_eq!(listed[0].state_machine_version_arn, format!("{machine}:2"));
}

#[tokio::test]
async fn an_alias_leads_to_a_version_by_its_weight() {
    let client = client().await;
    let (_, first, second) = published(&client).await;
    let created = client.create_state_machine_alias().name("live");
    let created = created.routing_configuration(route(&first, 100));
    let alias = created
        .clone()
        .send()
        .await
        .unwrap()
        .state_machine_alias_arn;
    assert_eq!(created.send().await.unwrap().state_machine_alias_arn, alias);

    let arn = start(&client, &alias, "7").await;
    end(&client, &arn).await;
    let described = client
        .describe_execution()
        .execution_arn(&arn)
        .send()
        .await
        .unwrap();
    assert_eq!(described.state_machine_alias_arn.as_ref(), Some(&alias));
    assert_eq!(described.state_machine_version_arn.as_ref(), Some(&first));

    let update = client
        .update_state_machine_alias()
        .state_machine_alias_arn(&alias);
    let update = update.routing_configuration(route(&first, 0));
    update
        .routing_configuration(route(&second, 100))
        .send()
        .await
        .unwrap();
    let described = client
        .describe_state_machine_alias()
        .state_machine_alias_arn(&alias);
    let routes = described
        .send()
        .await
        .unwrap()
        .routing_configuration
        .unwrap();
    assert_eq!(routes, [route(&first, 0), route(&second, 100)]);
    let arn = start(&client, &alias, "7").await;
    let described = client
        .describe_execution()
        .execution_arn(&arn)
        .send()
        .await
        .unwrap();
    assert_eq!(described.state_machine_version_arn, Some(second));
}

#[tokio::test]
async fn a_version_that_an_alias_leads_to_is_not_deleted() {
    let client = client().await;
    let (machine, first, _) = published(&client).await;
    let created = client.create_state_machine_alias().name("live");
    let created = created
        .routing_configuration(route(&first, 100))
        .send()
        .await
        .unwrap();
    let delete = || {
        client
            .delete_state_machine_version()
            .state_machine_version_arn(&first)
    };
    let (code, message) = refusal(delete().send().await);
    assert_eq!(code, "ConflictException");
    assert_eq!(
        message,
        "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: \
         [live]"
    );
    let alias = created.state_machine_alias_arn;
    let deleted = client
        .delete_state_machine_alias()
        .state_machine_alias_arn(alias);
    deleted.send().await.unwrap();
    delete().send().await.unwrap();
    let listed = client
        .list_state_machine_aliases()
        .state_machine_arn(&machine);
    assert!(
        listed
            .send()
            .await
            .unwrap()
            .state_machine_aliases
            .is_empty()
    );
}

#[tokio::test]
async fn weights_that_are_not_a_hundred_are_refused() {
    let client = client().await;
    let (_, first, second) = published(&client).await;
    let created = client.create_state_machine_alias().name("live");
    let created = created.routing_configuration(route(&first, 50));
    let (code, message) = refusal(
        created
            .routing_configuration(route(&second, 20))
            .send()
            .await,
    );
    assert_eq!(code, "ValidationException");
    assert_eq!(
        message,
        "Sum of routing configuration weights must equal 100. Received: [50, 20]"
    );
}

#[tokio::test]
async fn an_alias_leads_to_versions_that_there_are_and_to_nothing_else() {
    let client = client().await;
    let (machine, ..) = published(&client).await;
    let leading = async |to: &str| {
        let created = client.create_state_machine_alias().name("live");
        refusal(created.routing_configuration(route(to, 100)).send().await)
    };
    let (code, message) = leading(&machine).await;
    assert_eq!(code, "ValidationException");
    let expected = "Routing configuration must contain state machine version ARNs. Received:";
    assert_eq!(message, format!("{expected} [{machine}]"));
    let (code, _) = leading(&format!("{machine}:9")).await;
    assert_eq!(code, "ResourceNotFound");
}
