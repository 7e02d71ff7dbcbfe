//! A load generator: rounds of requests at once, counters over all of them, and an end before its time when too many fail.

use serde::{Deserialize, Serialize};
use sfn::{Shape, TaskError, state_machine, task};
use std::time::Duration;

/// What is tried.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Plan {
    url: String,
    users: Vec<u64>,
    rounds: u64,
    #[serde(default)]
    pause_seconds: u64,
}

/// What one request came to.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub enum Answer {
    Fast,
    Slow { millis: u64 },
    Refused,
}

/// What all requests came to.
#[derive(Clone, Debug, Serialize, Deserialize, Shape)]
pub struct Counters {
    rounds: u64,
    fast: usize,
    slow: usize,
    refused: usize,
    slowest: u64,
}

#[derive(Debug, TaskError)]
pub enum RequestError {
    Unreachable,
}

#[derive(Debug, TaskError)]
pub enum LoadError {
    Down { round: u64, counters: Counters },
}

/// Sends a request and takes the time.
#[task(timeout = "30s")]
pub async fn send_request(url: &str, user: u64, round: u64) -> Result<Answer, RequestError> {
    match url {
        "https://down.example" if round > 0 => Err(RequestError::Unreachable),
        "https://slow.example" => Ok(Answer::Slow {
            millis: 100 * user + round,
        }),
        _ => Ok(match user % 3 {
            0 => Answer::Slow { millis: 700 },
            1 => Answer::Fast,
            _ => Answer::Refused,
        }),
    }
}

/// Sends rounds of requests and counts.
#[state_machine]
pub async fn load(plan: Plan) -> Result<Counters, LoadError> {
    let mut counters = Counters {
        rounds: 0,
        fast: 0,
        slow: 0,
        refused: 0,
        slowest: 0,
    };
    for round in 0..plan.rounds {
        if round > 0 && plan.pause_seconds > 0 {
            sfn::sleep(Duration::from_secs(plan.pause_seconds)).await;
        }
        let answers = sfn::map(&plan.users, async |user| {
            match send_request(&plan.url, *user, round).await {
                Ok(answer) => Ok(answer),
                Err(RequestError::Unreachable) => Ok(Answer::Refused),
            }
        })
        .await?;
        let before = counters.refused;
        for answer in &answers {
            match answer {
                Answer::Fast => counters.fast += 1,
                Answer::Slow { millis } => {
                    counters.slow += 1;
                    if *millis > counters.slowest {
                        counters.slowest = *millis;
                    }
                }
                Answer::Refused => counters.refused += 1,
            }
        }
        counters.rounds += 1;
        if counters.refused - before == answers.len() {
            return Err(LoadError::Down { round, counters });
        }
    }
    Ok(counters)
}
