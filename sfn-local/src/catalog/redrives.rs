//! Which redrives were answered lately, so that a request that is repeated redrives nothing twice.

use std::collections::VecDeque;

use sfn_core::clock::Timestamp;

/// How long a client's token stands for the same request, in milliseconds (AWS, "Redriving executions").
const TOKEN_MILLIS: i64 = 15 * 60 * 1000;

/// How many answers are remembered at most; the oldest are forgotten.
const MAX_ANSWERS: usize = 10_000;

/// The redrives that were answered lately, the oldest first.
#[derive(Debug, Default)]
pub(crate) struct Redrives(VecDeque<Answer>);

#[derive(Debug)]
struct Answer {
    execution_arn: String,
    client_token: String,
    at: Timestamp,
}

impl Redrives {
    /// When the same request was answered, if it was lately.
    pub fn answered(
        &mut self,
        execution_arn: &str,
        client_token: &str,
        now: Timestamp,
    ) -> Option<Timestamp> {
        let is_old = |answer: &Answer| now.unix_millis() - answer.at.unix_millis() > TOKEN_MILLIS;
        while self.0.front().is_some_and(is_old) {
            self.0.pop_front();
        }
        let mut known = self.0.iter();
        let same = known.find(|answer| {
            answer.execution_arn == execution_arn && answer.client_token == client_token
        });
        same.map(|answer| answer.at)
    }

    pub fn remember(&mut self, execution_arn: &str, client_token: &str, at: Timestamp) {
        if self.0.len() >= MAX_ANSWERS {
            self.0.pop_front();
        }
        self.0.push_back(Answer {
            execution_arn: execution_arn.to_owned(),
            client_token: client_token.to_owned(),
            at,
        });
    }
}
