//! What a test came to.

use std::sync::Arc;

use sfn_asl::{QueryLanguage, StateType};
use sfn_expr::Value;

use super::{DataStage, Inspection, StateTest};
use crate::engine::probe::End;

/// What a test came to.
///
/// ```
/// use sfn_core::test_state::TestStatus;
///
/// assert_eq!(TestStatus::CaughtError.as_str(), "CAUGHT_ERROR");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// How the state ended.
    pub status: TestStatus,
    /// Its output, if it was left.
    pub output: Option<Value>,
    /// The error's name, if there was one.
    pub error: Option<Arc<str>>,
    /// What led to the error.
    pub cause: Option<Arc<str>>,
    /// The state that comes next, if one does.
    pub next_state: Option<Arc<str>>,
    /// What happened to the data on its way.
    pub inspection: Inspection,
}

/// How a tested state ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestStatus {
    /// It was left.
    Succeeded,
    /// It failed for good.
    Failed,
    /// It failed and would be tried again.
    Retriable,
    /// It failed, and a catcher took the error.
    CaughtError,
}

impl TestStatus {
    /// The word that AWS's API uses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Retriable => "RETRIABLE",
            Self::CaughtError => "CAUGHT_ERROR",
        }
    }
}

impl StateTest {
    pub(super) fn report(&mut self) -> Report {
        let seen = std::mem::take(&mut self.probe.seen);
        let mut inspection = seen.inspection;
        inspection
            .stages
            .insert(0, (DataStage::Input, self.input.clone()));
        // A Fail state has no `InputPath`; AWS tells what one would leave (recorded).
        if self.state == StateType::Fail
            && self.language == QueryLanguage::JsonPath
            && !inspection
                .stages
                .iter()
                .any(|(stage, _)| *stage == DataStage::InputPath)
        {
            inspection
                .stages
                .push((DataStage::InputPath, self.input.clone()));
        }
        let (status, output, next_state, fault) = match seen.end {
            Some(End::Left {
                output,
                next,
                caught: None,
            }) => (TestStatus::Succeeded, Some(output), next, None),
            Some(End::Left {
                output,
                next,
                caught,
            }) => (TestStatus::CaughtError, Some(output), next, caught),
            Some(End::Retried(fault)) => (TestStatus::Retriable, None, None, Some(fault)),
            Some(End::Failed(fault)) => (TestStatus::Failed, None, None, Some(fault)),
            None => (TestStatus::Failed, None, None, None),
        };
        let fault = fault.unwrap_or_default();
        Report {
            status,
            output,
            error: fault.error,
            cause: fault.cause,
            next_state,
            inspection,
        }
    }
}
