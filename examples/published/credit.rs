//! An application for a credit card: a limit, an approval, two checks side by side and a score from every bureau.
//! <https://docs.aws.amazon.com/step-functions/latest/dg/getting-started.html>

use std::convert::Infallible;

use sfn::{state_machine, task};

#[task(service_retry = false)]
pub async fn credit_limit(applicant: String) -> Result<u64, Infallible> {
    Ok(1_000 * applicant.len() as u64)
}

#[task(service_retry = false)]
pub async fn wait_for_approval(limit: u64) -> Result<(), Infallible> {
    let _ = limit;
    Ok(())
}

#[task(service_retry = false)]
pub async fn approve_limit(limit: u64) -> Result<(), Infallible> {
    let _ = limit;
    Ok(())
}

#[task(service_retry = false)]
pub async fn verify_identity(applicant: String) -> Result<bool, Infallible> {
    Ok(!applicant.is_empty())
}

#[task(service_retry = false)]
pub async fn verify_address(applicant: String) -> Result<bool, Infallible> {
    Ok(!applicant.is_empty())
}

#[task(service_retry = false)]
pub async fn list_bureaus() -> Result<Vec<String>, Infallible> {
    Ok(vec!["north".to_owned(), "south".to_owned()])
}

#[task(service_retry = false)]
pub async fn bureau_score(bureau: String) -> Result<u64, Infallible> {
    Ok(100 * bureau.len() as u64)
}

/// Looks at an applicant.
#[state_machine]
pub async fn credit(applicant: String) -> Result<Vec<u64>, Infallible> {
    let limit = credit_limit(applicant.clone()).await?;
    if limit >= 5_000 {
        wait_for_approval(limit).await?;
    } else {
        approve_limit(limit).await?;
    }
    sfn::try_join!(
        verify_identity(applicant.clone()),
        verify_address(applicant.clone())
    )?;
    let bureaus = list_bureaus().await?;
    sfn::map(bureaus, async |bureau| bureau_score(bureau).await).await
}
