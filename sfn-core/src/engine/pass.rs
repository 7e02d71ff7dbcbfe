//! Pass: data in, data out.

use super::dataflow::Carried;
use super::failure::Failure;
use super::probe::DataStage;
use super::run::{Progress, Run};
use crate::program::{Pass, State};

impl Run<'_> {
    pub fn work_pass(&mut self, id: u32, state: &State, pass: &Pass) -> Result<Progress, Failure> {
        let value = match &pass.result {
            Some(result) => {
                self.show(id, DataStage::Result, result);
                result.clone()
            }
            None => self.enter_data(id, &state.entry)?,
        };
        self.depart(id, &state.exit, Carried::Input(value), state.then)
    }
}
