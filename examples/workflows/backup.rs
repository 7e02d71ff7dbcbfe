//! Fail after all branches have finished: one broken database does not keep the others from being saved.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};

/// A copy that was made.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Snapshot {
    database: String,
    gigabytes: u64,
}

#[derive(Debug, TaskError)]
pub enum SnapshotError {
    Locked { database: String },
    Missing,
}

#[derive(Debug, TaskError)]
pub enum BackupError {
    /// Some databases are not saved; the others are.
    Incomplete { saved: usize, missed: Vec<String> },
}

/// What became of one database.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    Saved { snapshot: Snapshot },
    Missed { database: String },
}

/// Copies a database.
#[task(retry(errors = [SnapshotError::Locked], attempts = 2, interval = "1m"))]
pub async fn take_snapshot(database: &str) -> Result<Snapshot, SnapshotError> {
    match database {
        "busy" => Err(SnapshotError::Locked {
            database: database.to_owned(),
        }),
        "gone" => Err(SnapshotError::Missing),
        _ => Ok(Snapshot {
            database: database.to_owned(),
            gigabytes: 10 * database.len() as u64,
        }),
    }
}

/// Saves every database, two at a time, and fails at the end if one could not be saved.
#[state_machine]
pub async fn backup(databases: Vec<String>) -> Result<Vec<Snapshot>, BackupError> {
    let outcomes = sfn::map(databases, async |database| {
        match take_snapshot(&database).await {
            Ok(snapshot) => Ok(Outcome::Saved { snapshot }),
            Err(_) => Ok(Outcome::Missed { database }),
        }
    })
    .concurrency(2)
    .await?;

    let mut saved = Vec::new();
    let mut missed = Vec::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Saved { snapshot } => saved.push(snapshot),
            Outcome::Missed { database } => missed.push(database),
        }
    }
    if !missed.is_empty() {
        return Err(BackupError::Incomplete {
            saved: saved.len(),
            missed,
        });
    }
    Ok(saved)
}
