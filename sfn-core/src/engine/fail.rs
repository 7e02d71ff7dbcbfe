//! Fail: the failed end of its machine.

use super::dataflow::Scope;
use super::failure::Failure;
use super::run::{Progress, Run};
use crate::program::Fail;

impl Run<'_> {
    pub fn work_fail(&mut self, id: u32, fail: &Fail) -> Result<Progress, Failure> {
        let mut scope = Scope::of(id);
        let error = fail
            .error
            .as_ref()
            .map(|error| self.text(&mut scope, error))
            .transpose()?;
        let cause = fail
            .cause
            .as_ref()
            .map(|cause| self.text(&mut scope, cause))
            .transpose()?;
        Err(Failure::told(error, cause))
    }
}
