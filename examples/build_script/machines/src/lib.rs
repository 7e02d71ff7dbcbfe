//! State machines in a library of their own, so that programs and build scripts can link them.

use std::convert::Infallible;

use sfn::{state_machine, task};

/// Bakes as many loaves as the oven holds.
#[task(timeout = "2h")]
pub async fn bake_batch(wanted: u64) -> Result<u64, Infallible> {
    Ok(wanted.min(12))
}

/// Bakes loaves until the order is filled.
#[state_machine]
pub async fn bake(wanted: u64) -> Result<u64, Infallible> {
    let mut baked = 0;
    let mut batches = 0;
    while baked < wanted {
        baked += bake_batch(wanted - baked).await?;
        batches += 1;
    }
    Ok(batches)
}
