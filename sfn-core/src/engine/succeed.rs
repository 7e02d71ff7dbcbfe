//! Succeed: the successful end of its machine.

use super::dataflow::Carried;
use super::failure::Failure;
use super::run::{Progress, Run};
use crate::program::{State, Then};

impl Run<'_> {
    pub fn work_succeed(&mut self, id: u32, state: &State) -> Result<Progress, Failure> {
        let input = self.enter_data(id, &state.entry)?;
        self.depart(id, &state.exit, Carried::Input(input), Then::End)
    }
}
