//! An error's payload as the JSON text of a `Cause`.

use super::arguments::MARSHAL_ERROR;
use crate::runtime::TaskFailure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sfn_expr::Value;
use sfn_expr::value::{ConvertError, Object, from_value, to_value};

/// A failure without a payload.
pub fn bare(error: &str) -> TaskFailure {
    TaskFailure {
        error: error.to_owned(),
        cause: String::new(),
    }
}

/// A failure with a payload. One that cannot be written as JSON makes it a [`MARSHAL_ERROR`].
pub fn with_payload<T: Serialize + ?Sized>(error: &str, payload: &T) -> TaskFailure {
    failure(error, to_value(payload))
}

/// The payload of a failure, if its cause is the JSON of a `T`.
///
/// Lambda's envelope is looked through: an object whose `errorType` is the error and whose `errorMessage` is text holds
/// the payload in that text.
pub fn payload<T: DeserializeOwned>(failure: &TaskFailure) -> Option<T> {
    from_value(&value(failure)?).ok()
}

/// The payload of a variant with named members.
///
/// ```
/// use sfn_core::payload::cause::Members;
///
/// let failure = Members::new().with("sku", "pen").into_failure("OutOfStock");
/// assert_eq!(failure.cause, r#"{"sku":"pen"}"#);
/// let members = Members::of(&failure);
/// assert_eq!(members.and_then(|members| members.member::<String>("sku")).as_deref(), Some("pen"));
/// ```
#[derive(Debug)]
pub struct Members(Result<Value, ConvertError>);

impl Members {
    /// No members yet.
    #[expect(clippy::new_without_default, reason = "only generated code makes one")]
    pub fn new() -> Self {
        Self(Ok(Value::Object(Object::new())))
    }

    /// One more member.
    #[must_use]
    pub fn with<T: Serialize + ?Sized>(self, name: &str, member: &T) -> Self {
        self.extended(to_value(member), |members, value| {
            members.insert(name, value);
        })
    }

    /// One more member, unless it is to be skipped.
    #[must_use]
    pub fn with_unless<T: Serialize + ?Sized>(self, skip: bool, name: &str, member: &T) -> Self {
        if skip { self } else { self.with(name, member) }
    }

    /// The members of a flattened struct.
    #[must_use]
    pub fn with_members_of<T: Serialize + ?Sized>(self, inner: &T) -> Self {
        self.extended(to_value(inner), |members, value| {
            for (name, member) in value.as_object().into_iter().flat_map(Object::iter) {
                members.insert(name.clone(), member.clone());
            }
        })
    }

    /// The failure with these members as its payload.
    pub fn into_failure(self, error: &str) -> TaskFailure {
        failure(error, self.0)
    }

    /// The members of a failure's payload.
    pub fn of(failure: &TaskFailure) -> Option<Self> {
        value(failure).map(|value| Self(Ok(value)))
    }

    /// A member that has to be there, unless it is an `Option`.
    pub fn member<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        super::member(self.0.as_ref().ok()?, name).ok()
    }

    /// A member that may be missing.
    pub fn member_or_default<T: DeserializeOwned + Default>(&self, name: &str) -> Option<T> {
        match self.0.as_ref().ok()?.get(name) {
            Some(value) => from_value(value).ok(),
            None => Some(T::default()),
        }
    }

    /// A flattened struct.
    pub fn whole<T: DeserializeOwned>(&self) -> Option<T> {
        from_value(self.0.as_ref().ok()?).ok()
    }

    /// A member that is not in the payload.
    pub fn skipped<T: Default>(&self) -> T {
        T::default()
    }

    fn extended(
        self,
        value: Result<Value, ConvertError>,
        extend: impl FnOnce(&mut Object, Value),
    ) -> Self {
        Self(self.0.and_then(|mut members| {
            let value = value?;
            if let Some(members) = members.as_object_mut() {
                extend(members, value);
            }
            Ok(members)
        }))
    }
}

fn failure(error: &str, payload: Result<Value, ConvertError>) -> TaskFailure {
    match payload {
        Ok(payload) => TaskFailure {
            error: error.to_owned(),
            cause: payload.to_json(),
        },
        Err(reason) => TaskFailure {
            error: MARSHAL_ERROR.to_owned(),
            cause: format!("the payload of `{error}` cannot be written as JSON: {reason}"),
        },
    }
}

fn value(failure: &TaskFailure) -> Option<Value> {
    let cause = Value::from_json(&failure.cause).ok()?;
    let text = |name: &str| cause.get(name).and_then(Value::as_str);
    match (text("errorType"), text("errorMessage")) {
        (Some(error), Some(message)) if error == failure.error => Value::from_json(message).ok(),
        _ => Some(cause),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure_of(cause: &str) -> TaskFailure {
        TaskFailure {
            error: "OutOfStock".to_owned(),
            cause: cause.to_owned(),
        }
    }

    #[test]
    fn a_payload_is_compact_json_in_the_order_of_the_members() {
        let failure = Members::new()
            .with("sku", "pen")
            .with("left", &0)
            .into_failure("OutOfStock");
        assert_eq!(failure.cause, r#"{"sku":"pen","left":0}"#);
    }

    #[test]
    fn lambdas_envelope_is_looked_through() {
        let envelope =
            r#"{"errorMessage":"{\"sku\":\"pen\"}","errorType":"OutOfStock","stackTrace":[]}"#;
        let members = Members::of(&failure_of(envelope)).unwrap();
        assert_eq!(members.member::<String>("sku").as_deref(), Some("pen"));
    }

    #[test]
    fn an_envelope_of_another_error_is_a_payload() {
        let other = r#"{"errorMessage":"{}","errorType":"Other"}"#;
        let members = Members::of(&failure_of(other)).unwrap();
        assert_eq!(
            members.member::<String>("errorType").as_deref(),
            Some("Other")
        );
    }

    #[test]
    fn a_cause_that_is_no_json_has_no_payload() {
        assert_eq!(payload::<String>(&failure_of("out of stock")), None);
    }

    #[test]
    fn a_payload_beyond_json_is_a_marshal_error() {
        let unwritable = std::collections::BTreeMap::from([((1, 2), 3)]);
        let failure = with_payload("OutOfStock", &unwritable);
        assert_eq!(failure.error, "Runtime.MarshalError");
        assert!(
            failure
                .cause
                .starts_with("the payload of `OutOfStock` cannot be written as JSON: ")
        );
    }
}
