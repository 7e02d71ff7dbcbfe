//! `derive(TaskError)`: a value, its `Error` and `Cause`, and back; serde is the judge of payloads.
#![allow(
    clippy::unwrap_used,
    reason = "clippy's exception for tests leaves out their helpers"
)]
#![deny(missing_docs, warnings)]

use serde::{Deserialize, Serialize};
use sfn::__private::TaskFailure;
use sfn::__private::shape::{FieldInfo, Place, Style};
use sfn::{Shape, TaskError};
use std::collections::BTreeMap;
use std::fmt::Debug;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Shape)]
struct Limit {
    limit: u64,
}

/// All that a variant can be.
#[derive(Debug, PartialEq, TaskError)]
#[serde(rename_all_fields = "camelCase")]
enum PaymentError {
    Declined,
    #[error(name = "Card.Expired")]
    Expired(Limit),
    Amount(u64),
    Text(String),
    Maybe(Option<u64>),
    Pair(u64, String),
    Nothing(),
    Members {
        card_number: String,
        #[serde(rename = "the limit")]
        limit: Option<u64>,
        #[serde(default)]
        list: Vec<u64>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
        #[serde(flatten)]
        flat: Limit,
        #[serde(skip)]
        gone: u64,
    },
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    Renamed {
        card_number: String,
        r#type: u64,
    },
    #[error(states = "States.Timeout")]
    TooSlow,
}

/// Holds other errors.
#[derive(Debug, PartialEq, TaskError)]
enum OrderError {
    Payment(#[from] PaymentError),
    #[from]
    Stock(StockError),
    Closed,
}

#[derive(Debug, PartialEq, TaskError)]
enum StockError {
    OutOfStock { sku: String },
}

#[derive(Debug, PartialEq, TaskError)]
enum Never {}

#[derive(Debug, PartialEq, TaskError)]
enum Times {
    #[error(states = "States.Timeout")]
    Total,
    #[error(states = "States.HeartbeatTimeout")]
    Silent,
}

/// An error becomes this failure, and the failure the error.
#[track_caller]
fn check<E: TaskError + PartialEq + Debug>(error: E, name: &str, cause: &str) {
    let failure = error.to_failure();
    assert_eq!(failure, TaskFailure::new(name, cause));
    assert_eq!(E::from_failure(&failure), Some(error));
}

#[track_caller]
fn check_read<E: TaskError + PartialEq + Debug>(name: &str, cause: &str, expected: Option<E>) {
    assert_eq!(E::from_failure(&TaskFailure::new(name, cause)), expected);
}

#[test]
fn payloads_of_each_style() {
    check(PaymentError::Declined, "Declined", "");
    check(
        PaymentError::Expired(Limit { limit: 5 }),
        "Card.Expired",
        r#"{"limit":5}"#,
    );
    check(PaymentError::Amount(5), "Amount", "5");
    check(
        PaymentError::Text("no \"card\"".to_owned()),
        "Text",
        r#""no \"card\"""#,
    );
    check(PaymentError::Maybe(None), "Maybe", "null");
    check(PaymentError::Maybe(Some(5)), "Maybe", "5");
    check(PaymentError::Pair(5, "a".to_owned()), "Pair", r#"[5,"a"]"#);
    check(PaymentError::Nothing(), "Nothing", "[]");
    check(PaymentError::TooSlow, "States.Timeout", "");
    let renamed = PaymentError::Renamed {
        card_number: "1".to_owned(),
        r#type: 2,
    };
    check(renamed, "Renamed", r#"{"CARD_NUMBER":"1","TYPE":2}"#);
}

/// The members of `PaymentError::Members`, for serde.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Twin {
    card_number: String,
    #[serde(rename = "the limit")]
    limit: Option<u64>,
    #[serde(default)]
    list: Vec<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(flatten)]
    flat: Limit,
}

#[test]
fn members_follow_serdes_attributes() {
    for note in [None, Some("a".to_owned())] {
        let (card_number, limit, list, flat) =
            ("1".to_owned(), Some(2), vec![3], Limit { limit: 4 });
        let twin = Twin {
            card_number,
            limit,
            list,
            note,
            flat,
        };
        let cause = serde_json::to_string(&twin).unwrap();
        let Twin {
            card_number,
            limit,
            list,
            note,
            flat,
        } = twin;
        check(
            PaymentError::Members {
                card_number,
                limit,
                list,
                note,
                flat,
                gone: 0,
            },
            "Members",
            &cause,
        );
    }
}

#[test]
fn missing_members_are_what_serde_makes_of_them() {
    let read = PaymentError::Members {
        card_number: "1".to_owned(),
        limit: None,
        list: Vec::new(),
        note: None,
        flat: Limit { limit: 4 },
        gone: 0,
    };
    check_read(
        "Members",
        r#"{"cardNumber":"1","limit":4,"more":true}"#,
        Some(read),
    );
    check_read::<PaymentError>("Members", r#"{"limit":4}"#, None);
}

#[test]
fn a_payload_that_does_not_fit_is_nobodys_error() {
    check_read::<PaymentError>("Amount", "\"five\"", None);
    check_read::<PaymentError>("Amount", "", None);
    check_read::<PaymentError>("Pair", "[5]", None);
    check_read::<PaymentError>("Members", "[]", None);
}

#[test]
fn another_name_is_nobodys_error() {
    check_read::<PaymentError>("Refused", "", None);
    check_read::<PaymentError>("Expired", r#"{"limit":5}"#, None);
    check_read::<Never>("Declined", "", None);
}

#[test]
fn a_variant_without_members_takes_any_cause() {
    check_read("Declined", "call the bank", Some(PaymentError::Declined));
    check_read("States.Timeout", "", Some(PaymentError::TooSlow));
}

#[test]
fn lambdas_envelope_is_looked_through() {
    let envelope = |message: &str| {
        let members = BTreeMap::from([("errorMessage", message), ("errorType", "Amount")]);
        serde_json::to_string(&members).unwrap()
    };
    check_read("Amount", &envelope("5"), Some(PaymentError::Amount(5)));
    check_read::<PaymentError>("Amount", &envelope("five"), None);
}

#[test]
fn a_missed_heartbeat_is_a_timeout() {
    check_read("States.HeartbeatTimeout", "", Some(PaymentError::TooSlow));
    check_read("States.HeartbeatTimeout", "", Some(Times::Silent));
    check_read("States.Timeout", "", Some(Times::Total));
}

#[test]
fn a_held_error_keeps_its_name_and_payload() {
    let held = StockError::OutOfStock {
        sku: "pen".to_owned(),
    };
    check(OrderError::from(held), "OutOfStock", r#"{"sku":"pen"}"#);
    check(
        OrderError::from(PaymentError::TooSlow),
        "States.Timeout",
        "",
    );
    check(OrderError::Closed, "Closed", "");
}

#[test]
fn the_question_mark_converts() {
    fn pay() -> Result<(), PaymentError> {
        Err(PaymentError::Declined)
    }
    fn order() -> Result<(), OrderError> {
        Ok(pay()?)
    }
    assert_eq!(order(), Err(OrderError::Payment(PaymentError::Declined)));
}

#[test]
fn names() {
    let own = [
        "Declined",
        "Card.Expired",
        "Amount",
        "Text",
        "Maybe",
        "Pair",
        "Nothing",
        "Members",
        "Renamed",
        "States.Timeout",
    ];
    assert_eq!(PaymentError::NAMES.own, own);
    let all: Vec<_> = OrderError::NAMES.iter().collect();
    assert_eq!(all.len(), 1 + own.len() + 1);
    assert!(all.contains(&"OutOfStock") && all.contains(&"Closed") && !all.contains(&"Stock"));
}

#[test]
fn constants_say_where_members_are() {
    let variants = PaymentError::VARIANTS;
    assert_eq!(variants.Declined.info.style, Style::Unit);
    assert_eq!(variants.Expired.info.names.own, ["Card.Expired"]);
    assert_eq!(variants.Amount.fields.0.info.place, Place::Itself);
    assert_eq!(
        variants.Pair.fields.1.info,
        FieldInfo {
            place: Place::Element(1),
            absent: None
        }
    );
    let members = &variants.Members.fields;
    assert_eq!(members.card_number.info.place, Place::Member("cardNumber"));
    assert_eq!(
        members.limit.info,
        FieldInfo {
            place: Place::Member("the limit"),
            absent: Some("null")
        }
    );
    assert_eq!(members.list.info.absent, Some("[]"));
    assert_eq!(members.flat.info.place, Place::Flattened);
    assert_eq!(
        variants.Renamed.fields.r#type.info.place,
        Place::Member("TYPE")
    );
    let held = &OrderError::VARIANTS.Payment;
    assert!(held.info.transparent && !variants.Amount.info.transparent);
    assert_eq!(held.info.names, PaymentError::NAMES);
    assert_eq!(held.fields.0.info.place, Place::Itself);
}
