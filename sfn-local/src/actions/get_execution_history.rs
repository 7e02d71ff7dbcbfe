//! `GetExecutionHistory`.

use sfn_core::expr::{Array, Object, Value};

use super::{internal, target};
use crate::Endpoint;
use crate::protocol::page::{Page, token};
use crate::protocol::{ApiError, constraint, history, read};

struct Request {
    arn: String,
    page: Page,
    is_reversed: bool,
    with_data: bool,
}

/// A page of a history. Its reply is made of values: there are too many kinds of events for a type each.
pub(super) async fn run(endpoint: &Endpoint, body: &Object) -> Result<Vec<u8>, ApiError> {
    let request = read(body, |fields| Request {
        arn: fields
            .required_text("executionArn", constraint::ARN)
            .to_owned(),
        page: Page::read(fields, constraint::PAGE_TOKEN),
        is_reversed: fields.flag("reverseOrder").unwrap_or(false),
        with_data: fields.flag("includeExecutionData").unwrap_or(true),
    })?;
    let execution = target::execution(endpoint, &request.arn).await?;
    let now = endpoint.now();
    let list = format!("history {} {}", request.arn, request.is_reversed);
    // The first event of the page; ids count from 1.
    let start = request.page.start(&list, now)?;
    let limit = request.page.limit();
    let (after, next) = if request.is_reversed {
        let start = start.unwrap_or_else(|| execution.event_count());
        let after = start.saturating_sub(limit as u64);
        (after, (after > 0).then_some(after))
    } else {
        let start = start.unwrap_or(1);
        let next = start.saturating_add(limit as u64);
        let next = (next <= execution.event_count()).then_some(next);
        (start.saturating_sub(1), next)
    };
    let count = match start {
        // The oldest page may be shorter.
        Some(start) if request.is_reversed => limit.min(usize::try_from(start).unwrap_or(limit)),
        _ => limit,
    };
    let store = endpoint.runtime().store();
    let history = store.history(&request.arn, after, count).await;
    let mut events = history.map_err(internal)?;
    if request.is_reversed {
        events.reverse();
    }
    let started = endpoint.catalog().executions.get(&request.arn).cloned();
    let input_text = started.and_then(|started| started.input_text);
    let events = events
        .iter()
        .map(|event| history::event(event, request.with_data, input_text.as_deref()));
    let mut reply = Object::with_capacity(2);
    reply.insert("events", Array::from_iter(events));
    if let Some(next) = next {
        reply.insert("nextToken", token(&list, now, next));
    }
    Ok(Value::from(reply).to_json().into_bytes())
}
