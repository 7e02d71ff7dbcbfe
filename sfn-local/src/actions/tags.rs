//! `TagResource`, `UntagResource` and `ListTagsForResource`.

use serde::Serialize;
use sfn_core::expr::Object;

use super::{Nothing, state_machine_settings as settings};
use crate::Endpoint;
use crate::arn::Arn;
use crate::catalog::{Catalog, Tags};
use crate::protocol::{ApiError, ErrorCode, constraint, read};

/// The most tags of a resource (AWS's quota).
const MAX_TAGS: usize = 50;

#[derive(Serialize)]
pub(super) struct Reply {
    tags: Vec<Tag>,
}

#[derive(Serialize)]
struct Tag {
    key: String,
    value: String,
}

pub(super) fn tag(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let (arn, new) = read(body, |fields| {
        let arn = fields.required_text("resourceArn", constraint::ARN);
        fields.require("tags");
        (arn.to_owned(), settings::tags(fields).unwrap_or_default())
    })?;
    let mut catalog = endpoint.catalog();
    let tags = tags_of(&mut catalog, &arn)?;
    let mut changed = tags.clone();
    for (key, value) in new {
        changed.set(key, value);
    }
    check_count(&changed)?;
    *tags = changed;
    Ok(Nothing {})
}

/// Removes tags; a key that the resource has not is no error (recorded).
pub(super) fn untag(endpoint: &Endpoint, body: &Object) -> Result<Nothing, ApiError> {
    let (arn, keys) = read(body, |fields| {
        let arn = fields.required_text("resourceArn", constraint::ARN);
        fields.require("tagKeys");
        let keys = fields.texts("tagKeys", constraint::TAG_KEY);
        let keys: Vec<String> = keys.into_iter().flatten().map(str::to_owned).collect();
        (arn.to_owned(), keys)
    })?;
    let mut catalog = endpoint.catalog();
    let tags = tags_of(&mut catalog, &arn)?;
    keys.iter().for_each(|key| tags.remove(key));
    Ok(Nothing {})
}

pub(super) fn list(endpoint: &Endpoint, body: &Object) -> Result<Reply, ApiError> {
    let arn = read(body, |fields| {
        let arn = fields.required_text("resourceArn", constraint::ARN);
        arn.to_owned()
    })?;
    let mut catalog = endpoint.catalog();
    let tags = tags_of(&mut catalog, &arn)?;
    let tags = tags.iter().map(|(key, value)| Tag {
        key: key.to_owned(),
        value: value.to_owned(),
    });
    Ok(Reply {
        tags: tags.collect(),
    })
}

/// Not more tags than AWS allows.
pub(super) fn check_count(tags: &Tags) -> Result<(), ApiError> {
    if tags.len() > MAX_TAGS {
        let message = "Resource has too many tags";
        return Err(ApiError::new(ErrorCode::TooManyTags, message));
    }
    Ok(())
}

/// The tags of a machine or an activity; versions and aliases have none (recorded).
fn tags_of<'c>(catalog: &'c mut Catalog, arn: &str) -> Result<&'c mut Tags, ApiError> {
    let tags = match Arn::parse(arn)? {
        Arn::StateMachine {
            name,
            qualifier: None,
            ..
        } => {
            let machine = catalog.machines.get_mut(name);
            machine.map(|machine| &mut machine.tags)
        }
        Arn::Activity { name } => {
            let activity = catalog.activities.get_mut(name);
            activity.map(|activity| &mut activity.tags)
        }
        _ => None,
    };
    tags.ok_or_else(|| {
        let message = format!("Resource not found: '{arn}'");
        ApiError::new(ErrorCode::ResourceNotFound, message)
    })
}
