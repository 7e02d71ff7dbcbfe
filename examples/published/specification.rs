//! The first example of the States Language's specification: a choice between three ways on.
//! <https://states-language.net/spec.html#example>

use sfn::{TaskError, state_machine, task};

#[derive(Debug, TaskError)]
pub enum SpecificationError {
    DefaultStateError,
}

#[task(service_retry = false)]
pub async fn first_state(chosen: u64) -> Result<u64, SpecificationError> {
    Ok(chosen)
}

#[task(service_retry = false)]
pub async fn on_first_match(chosen: u64) -> Result<u64, SpecificationError> {
    Ok(chosen + 10)
}

#[task(service_retry = false)]
pub async fn on_second_match(chosen: u64) -> Result<u64, SpecificationError> {
    Ok(chosen + 20)
}

#[task(service_retry = false)]
pub async fn next_state(chosen: u64) -> Result<u64, SpecificationError> {
    Ok(chosen * 2)
}

/// Goes one of three ways.
#[state_machine]
pub async fn specification(chosen: u64) -> Result<u64, SpecificationError> {
    let chosen = first_state(chosen).await?;
    let matched = match chosen {
        1 => on_first_match(chosen).await?,
        2 => on_second_match(chosen).await?,
        _ => return Err(SpecificationError::DefaultStateError),
    };
    next_state(matched).await
}
