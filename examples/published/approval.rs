//! Asks a manager, who approves or rejects.
//! <https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-human-approval.html>

use std::convert::Infallible;

use sfn::{state_machine, task};

#[task(service_retry = false, timeout = "1h")]
pub async fn ask_manager(request: String) -> Result<bool, Infallible> {
    Ok(request == "holiday")
}

/// Asks for approval.
#[state_machine]
pub async fn approval(request: String) -> Result<String, Infallible> {
    if ask_manager(request).await? {
        Ok("approved".to_owned())
    } else {
        Ok("rejected".to_owned())
    }
}
