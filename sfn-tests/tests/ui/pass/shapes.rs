//! What `derive(Shape)` takes where the fail cases are refused, in a crate that allows no warning.
#![deny(missing_docs, warnings)]
#![forbid(unsafe_code)]

use serde::{Deserialize, Serialize};
use sfn::{Opaque, Shape, TaskError, state_machine};
use std::collections::BTreeMap;
use std::time::Duration;

/// One type instead of a generic one.
#[derive(Serialize, Deserialize, Shape)]
pub struct Page {
    /// Both directions have one name.
    #[serde(rename(serialize = "the items", deserialize = "the items"))]
    pub items: Vec<Order>,
}

/// Defaults that are known, members that may be missing, custom JSON as it is.
#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Order {
    #[serde(default)]
    order_id: u64,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    gift_for: Option<String>,
    more: BTreeMap<String, u64>,
    window: Opaque<Duration>,
    anything: serde_json::Value,
    r#type: Id,
    #[serde(skip)]
    seen: Option<Duration>,
}

/// A flattened struct.
#[derive(Serialize, Deserialize, Shape)]
pub struct Customer {
    /// The name.
    pub name: String,
    #[serde(flatten)]
    address: Address,
}

#[derive(Serialize, Deserialize, Shape)]
struct Address {
    street: String,
    parent: Option<Box<Address>>,
}

/// Tags.
#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "type", content = "value")]
pub enum Id {
    /// A number.
    Number(u64),
    /// Text.
    Text(String),
}

/// A struct beside an internal tag.
#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "type")]
pub enum Event {
    /// Anything that is an object.
    Moved(Customer),
    /// Nothing.
    Closed,
}

#[derive(Serialize, Deserialize, Shape)]
#[allow(non_camel_case_types)]
struct lower_case(u64);

#[derive(Debug, TaskError)]
enum Never {}

/// Reads a member of a flattened one, and not the flattened one itself.
#[state_machine]
async fn street(customer: Customer) -> Result<String, Never> {
    Ok(customer.address.street)
}

/// Names of the prelude and of the generated code mean something else here.
mod shadows {
    #![allow(non_camel_case_types)]

    use ::sfn::Shape;

    #[derive(Shape)]
    pub struct Option {
        pub field: String,
        pub names: OptionInJson,
    }

    #[derive(Shape)]
    pub struct OptionInJson {
        pub private: u64,
    }

    #[derive(Shape)]
    pub enum Result {
        Some(u64),
        None,
        Ok { shape: u64 },
        Err,
    }

    #[derive(Shape)]
    pub struct String;

    #[derive(Shape)]
    pub struct sfn(pub u64);

    #[derive(Shape)]
    pub struct core(pub u64);
}

fn main() {
    let shadowed = shadows::Option {
        field: shadows::String,
        names: shadows::OptionInJson { private: 1 },
    };
    let _ = (shadowed.field, shadowed.names.private, shadows::sfn(1).0, shadows::core(1).0);
    let all = [shadows::Result::Some(1), shadows::Result::None, shadows::Result::Err];
    let _ = (all, shadows::Result::Ok { shape: 1 });
    let address = Address { street: String::new(), parent: None };
    let _ = (street, street::definition());
    let _ = (lower_case(1).0, address.street, address.parent.is_some());
}
