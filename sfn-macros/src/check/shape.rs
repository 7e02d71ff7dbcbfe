//! What `derive(Shape)` refuses.

use super::serde_attributes;
use crate::parse::shape::{Container, ContainerData};
use crate::refusal::{GENERIC_SHAPE, UNION};
use crate::report::Report;

/// Checks a container and all it holds.
pub fn shape(container: &Container, report: &mut Report) {
    let is_enum = matches!(container.data, ContainerData::Enum(_));
    if !container.generics.params.is_empty() {
        report.refuse(&container.generics.params, &GENERIC_SHAPE);
    }
    serde_attributes::container(&container.serde, is_enum, report);
    match &container.data {
        ContainerData::Struct(members) => serde_attributes::members(members, report),
        ContainerData::Enum(variants) => {
            for variant in variants {
                serde_attributes::variant(&variant.serde, report);
                serde_attributes::members(&variant.members, report);
            }
        }
        ContainerData::Union(token) => report.refuse(token, &UNION),
    }
}
