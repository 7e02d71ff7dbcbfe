//! The list of what rules find.

use crate::finding::{Code, Finding};

/// What has been found so far.
#[derive(Default)]
pub(super) struct Findings(Vec<Finding>);

impl Findings {
    pub(super) fn report(
        &mut self,
        code: Code,
        location: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.0
            .push(Finding::new(code, Some(location.into()), message, help));
    }

    /// Reports what AWS gives no place for.
    pub(super) fn report_without_place(&mut self, code: Code, message: &str, help: &str) {
        self.0.push(Finding::new(code, None, message, help));
    }

    pub(super) fn finish(self) -> Vec<Finding> {
        self.0
    }
}
