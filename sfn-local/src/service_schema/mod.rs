//! What other services of AWS answer: `TestState` holds mocked results to it.
//!
//! The services that optimized integrations call are known, and those that state machines call most through the SDK
//! integrations (`schema/services.txt`, made of AWS's published service models). AWS knows all of its services: a mock
//! of one that is unknown here passes as long as it is an object. Patterns of texts are not checked.

mod fault;
mod place;
mod table;

pub(crate) use fault::{Fault, Rule};

use sfn_core::expr::Value;
use sfn_core::test_state::{FieldValidation, MockedCall};

use place::Place;
use table::{Bounds, Service, Shape, Type};

/// Holds a mocked answer to the schema of its service.
///
/// # Errors
/// The first field that breaks it.
pub(crate) fn check(call: &MockedCall) -> Result<(), Fault> {
    let Some(place) = Place::of(&call.service, &call.action, call.pattern) else {
        return Ok(());
    };
    let Some(service) = Service::find(place.service) else {
        return Ok(());
    };
    let Some(answer) = service.operation(&place.operation) else {
        return Ok(());
    };
    let check = Check {
        service,
        strict: call.validation == FieldValidation::Strict,
        open: place.open,
    };
    check.value("", &call.answer, answer)
}

struct Check {
    service: Service,
    /// Whether fields that must be there have to be.
    strict: bool,
    /// Fields of the answer that may be anything: the integration parses them.
    open: &'static [&'static str],
}

impl Check {
    /// Recursion is bounded by the depth of the answer, a JSON text.
    fn value(&self, field: &str, value: &Value, expected: Type<'_>) -> Result<(), Fault> {
        let fault = |rule| Err(Fault::new(field, rule));
        match expected {
            Type::Anything => Ok(()),
            Type::Boolean if value.as_bool().is_none() => fault(Rule::Boolean),
            Type::Boolean => Ok(()),
            Type::Number(bounds) => match value.as_f64() {
                None => fault(Rule::Number),
                Some(number) => bounds.number(field, number),
            },
            Type::Text(bounds) => match value.as_str() {
                None => fault(Rule::Text),
                Some(text) => bounds.length(field, text.chars().count()),
            },
            Type::Named(name) => match self.service.shape(name) {
                None => Ok(()),
                Some(shape) => self.shape(field, value, shape),
            },
        }
    }

    fn shape(&self, field: &str, value: &Value, shape: Shape<'_>) -> Result<(), Fault> {
        match shape {
            Shape::Words(words) => match value.as_str() {
                None => Err(Fault::new(field, Rule::Text)),
                Some(text) if words.split(' ').any(|word| word == text) => Ok(()),
                Some(_) => Err(Fault::new(field, Rule::Word)),
            },
            Shape::List(bounds, item) => {
                let items = value
                    .as_array()
                    .ok_or_else(|| Fault::new(field, Rule::Array))?;
                bounds.length(field, items.len())?;
                items
                    .iter()
                    .try_for_each(|value| self.value(field, value, item))
            }
            Shape::Map(item) => {
                let members = value
                    .as_object()
                    .ok_or_else(|| Fault::new(field, Rule::Object))?;
                members
                    .iter()
                    .try_for_each(|(key, value)| self.value(key, value, item))
            }
            Shape::Structure(structure) => {
                let members = value
                    .as_object()
                    .ok_or_else(|| Fault::new(field, Rule::Object))?;
                for member in structure.members() {
                    match members.get(member.name).filter(|value| !value.is_null()) {
                        // The integration parses some fields of the answer itself.
                        Some(_) if field.is_empty() && self.open.contains(&member.name) => {}
                        Some(value) => self.value(member.name, value, member.type_)?,
                        None if member.is_required && self.strict => {
                            return Err(Fault::new(member.name, Rule::Required));
                        }
                        None => {}
                    }
                }
                Ok(())
            }
        }
    }
}

impl Bounds {
    fn number(self, field: &str, number: f64) -> Result<(), Fault> {
        match self {
            Self {
                most: Some(most), ..
            } if number > most => Err(Fault::new(field, Rule::MaximumValue)),
            Self {
                least: Some(least), ..
            } if number < least => Err(Fault::new(field, Rule::MinimumValue)),
            _ => Ok(()),
        }
    }

    #[allow(clippy::cast_precision_loss)]
    fn length(self, field: &str, length: usize) -> Result<(), Fault> {
        let length = length as f64;
        match self {
            Self {
                most: Some(most), ..
            } if length > most => Err(Fault::new(field, Rule::MaximumLength)),
            Self {
                least: Some(least), ..
            } if length < least => Err(Fault::new(field, Rule::MinimumLength)),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use sfn_core::engine::Identity;
    use sfn_core::test_state::{MockInput, StateTest, TestRequest, TestSetting};

    use super::*;

    #[track_caller]
    fn check_mock(resource: &str, mode: FieldValidation, result: &str, expected: &str) {
        let request = TestRequest {
            definition: format!(r#"{{"Type": "Task", "Resource": "{resource}", "End": true}}"#),
            mock: Some(MockInput {
                result: Some(result.to_owned()),
                error: None,
                validation: mode,
            }),
            ..TestRequest::default()
        };
        let test = StateTest::new(&request, TestSetting::new(Identity::local("T", "t"))).unwrap();
        let fault = test.mocked_call().and_then(|call| check(call).err());
        let told = fault.map_or_else(String::new, |fault| fault.to_string());
        assert_eq!(told, expected);
    }

    const STRICT: FieldValidation = FieldValidation::Strict;
    const PRESENT: FieldValidation = FieldValidation::Present;
    const SSM: &str = "arn:aws:states:::aws-sdk:ssm:getParameter";

    #[test]
    fn types_are_those_of_the_service() {
        check_mock(
            SSM,
            STRICT,
            r#"{"Parameter": {"Name": 1}}"#,
            "Field 'Name' must be a string",
        );
        check_mock(
            SSM,
            STRICT,
            r#"{"Parameter": {"Version": "1"}}"#,
            "Field 'Version' must be a number",
        );
        check_mock(
            SSM,
            STRICT,
            r#"{"Parameter": []}"#,
            "Field 'Parameter' must be an object",
        );
        check_mock(
            SSM,
            PRESENT,
            r#"{"Parameter": {"LastModifiedDate": true}}"#,
            "Field 'LastModifiedDate' must be a string",
        );
        check_mock(
            SSM,
            STRICT,
            r#"{"Parameter": {"Name": "n", "Type": "Text"}}"#,
            "Field 'Type' is not an expected value",
        );
        check_mock(
            SSM,
            STRICT,
            r#"{"Parameter": {"Name": "n", "Version": null}, "More": 1}"#,
            "",
        );
    }

    #[test]
    fn lists_are_looked_into() {
        let queues = "arn:aws:states:::aws-sdk:sqs:listQueues";
        check_mock(
            queues,
            STRICT,
            r#"{"QueueUrls": "q"}"#,
            "Field 'QueueUrls' must be an array",
        );
        check_mock(
            queues,
            STRICT,
            r#"{"QueueUrls": ["q", 2]}"#,
            "Field 'QueueUrls' must be a string",
        );
    }

    #[test]
    fn bounds_are_kept() {
        let secret = "arn:aws:states:::aws-sdk:secretsmanager:describeSecret";
        check_mock(
            secret,
            STRICT,
            r#"{"Name": ""}"#,
            "Field 'Name' is smaller than the minimum length",
        );
        let retention = "arn:aws:states:::aws-sdk:kinesis:describeStreamConsumer";
        check_mock(
            retention,
            PRESENT,
            &format!(
                r#"{{"ConsumerDescription": {{"ConsumerName": "{}"}}}}"#,
                "n".repeat(200)
            ),
            "Field 'ConsumerName' exceeds the maximum length",
        );
    }

    #[test]
    fn fields_that_must_be_there_are_missed_only_where_that_is_asked() {
        let start = "arn:aws:states:::states:startExecution";
        check_mock(
            start,
            STRICT,
            r#"{"ExecutionArn": "a"}"#,
            "Required field 'StartDate' is missing",
        );
        check_mock(start, PRESENT, r#"{"ExecutionArn": "a"}"#, "");
    }

    #[test]
    fn jobs_answer_what_they_are_polled_with() {
        let describe = r#"{"ExecutionArn": "a", "StateMachineArn": "m", "Status": "SUCCEEDED", "StartDate": "now", "Output": OUTPUT}"#;
        let text = describe.replace("OUTPUT", r#""{}""#);
        let parsed = describe.replace("OUTPUT", "{}");
        let sync = "arn:aws:states:::states:startExecution.sync";
        check_mock(sync, STRICT, &text, "");
        check_mock(sync, STRICT, &parsed, "Field 'Output' must be a string");
        check_mock(&format!("{sync}:2"), STRICT, &parsed, "");
    }

    #[test]
    fn a_payload_of_the_optimized_integration_is_parsed() {
        check_mock(
            "arn:aws:states:::lambda:invoke",
            STRICT,
            r#"{"Payload": {"a": 1}}"#,
            "",
        );
        let sdk = "arn:aws:states:::aws-sdk:lambda:invoke";
        check_mock(
            sdk,
            STRICT,
            r#"{"Payload": {"a": 1}}"#,
            "Field 'Payload' must be a string",
        );
    }

    #[test]
    fn what_is_unknown_passes() {
        check_mock(
            "arn:aws:states:::aws-sdk:unheardof:doIt",
            STRICT,
            r#"{"A": 1}"#,
            "",
        );
        check_mock(
            "arn:aws:states:::aws-sdk:s3:unheardOf",
            STRICT,
            r#"{"A": 1}"#,
            "",
        );
        check_mock(
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            STRICT,
            "1",
            "",
        );
    }
}
