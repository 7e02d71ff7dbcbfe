//! Definitions and single states, tried without a machine.

use aws_sdk_sfn::types::{TestExecutionStatus, ValidateStateMachineDefinitionResultCode};

use super::*;

#[tokio::test]
async fn a_state_is_tested_alone() {
    let client = client().await;
    let test = client
        .test_state()
        .definition(r#"{"Type": "Pass", "Result": 7, "Next": "Then"}"#);
    let tested = test.input("{}").send().await.unwrap();
    assert_eq!(tested.status, Some(TestExecutionStatus::Succeeded));
    assert_eq!(
        (tested.output.as_deref(), tested.next_state.as_deref()),
        (Some("7"), Some("Then"))
    );
}

#[tokio::test]
async fn a_definition_is_validated_without_being_created() {
    let client = client().await;
    let validate = |definition: &str| {
        client
            .validate_state_machine_definition()
            .definition(definition)
            .send()
    };
    let good = validate(PASS).await.unwrap();
    assert_eq!(good.result, ValidateStateMachineDefinitionResultCode::Ok);
    let bad = validate("{}").await.unwrap();
    assert_eq!(bad.result, ValidateStateMachineDefinitionResultCode::Fail);
    assert_eq!(bad.diagnostics[0].code, "SCHEMA_VALIDATION_FAILED");
}
