//! The first example of the States Language's specification: a choice between three ways on.
//! <https://states-language.net/spec.html#example>

use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum SpecificationError {
    DefaultStateError,
}

#[task(service_retry = false)]
pub async fn first_state(foo: u64) -> Result<u64, SpecificationError> {
    Ok(foo)
}

#[task(service_retry = false)]
pub async fn on_first_match(foo: u64) -> Result<u64, SpecificationError> {
    Ok(foo + 10)
}

#[task(service_retry = false)]
pub async fn on_second_match(foo: u64) -> Result<u64, SpecificationError> {
    Ok(foo + 20)
}

#[task(service_retry = false)]
pub async fn next_state(foo: u64) -> Result<u64, SpecificationError> {
    Ok(foo * 2)
}

/// Goes one of three ways.
#[state_machine]
pub async fn specification(foo: u64) -> Result<u64, SpecificationError> {
    let foo = first_state(foo).await?;
    let matched = match foo {
        1 => on_first_match(foo).await?,
        2 => on_second_match(foo).await?,
        _ => return Err(SpecificationError::DefaultStateError),
    };
    next_state(matched).await
}
