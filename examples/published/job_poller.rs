//! Submits a job and asks for its status until it has ended.
//! <https://docs.aws.amazon.com/step-functions/latest/dg/sample-project-job-poller.html>

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};
use std::time::Duration;

#[derive(Clone, Serialize, Deserialize, Shape)]
pub struct Request {
    job: String,
    wait_seconds: u64,
}

#[derive(Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    Running,
    Succeeded,
    Failed,
}

#[derive(Debug, TaskError)]
pub enum JobError {
    JobFailed,
}

#[task(service_retry = false)]
pub async fn submit_job(job: String) -> Result<String, JobError> {
    Ok(format!("id-{job}"))
}

#[task(service_retry = false)]
pub async fn job_status(id: String) -> Result<Status, JobError> {
    Ok(if id == "id-hopeless" {
        Status::Failed
    } else {
        Status::Succeeded
    })
}

#[task(service_retry = false)]
pub async fn final_status(id: String) -> Result<String, JobError> {
    Ok(format!("{id} is done"))
}

/// Submits a job and waits for it.
#[state_machine]
pub async fn job_poller(request: Request) -> Result<String, JobError> {
    let id = submit_job(request.job).await?;
    loop {
        sfn::sleep(Duration::from_secs(request.wait_seconds)).await;
        match job_status(id.clone()).await? {
            Status::Failed => return Err(JobError::JobFailed),
            Status::Succeeded => return final_status(id).await,
            Status::Running => {}
        }
    }
}
