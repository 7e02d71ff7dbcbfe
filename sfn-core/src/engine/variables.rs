//! How much the variables of an execution may hold altogether.

use sfn_asl::ErrorName;

use super::failure::Failure;
use super::run::Run;
use super::size::bytes;
use super::strand::Strand;
use crate::program::Assigned;

/// The most bytes of JSON that all variables of an execution hold at a time (AWS, "Variable limits").
pub(super) const MAX_VARIABLE_BYTES: u64 = 10 * 1024 * 1024;

impl Run<'_> {
    /// Counts what an `Assign` changes; fails before anything has changed.
    pub fn count_variables(&mut self, id: u32, assigned: &[Assigned]) -> Result<(), Failure> {
        if assigned.is_empty() {
            return Ok(());
        }
        let strand = self.strand(id);
        let (mut more, mut less) = (0, 0);
        for variable in assigned {
            more += bytes(&variable.value);
            let old = strand.variables.get(variable.slot as usize);
            less += old.and_then(Option::as_ref).map_or(0, bytes);
        }
        let held = (self.execution.variable_bytes + more).saturating_sub(less);
        if held > MAX_VARIABLE_BYTES {
            return Err(Failure::told(
                Some(ErrorName::DATA_LIMIT_EXCEEDED.as_str().into()),
                Some(
                    format!(
                        "The variables of the execution exceed the maximum of {MAX_VARIABLE_BYTES} bytes."
                    )
                    .into(),
                ),
            ));
        }
        self.execution.variable_bytes = held;
        Ok(())
    }

    /// Counts no longer what a strand holds, which has ended.
    pub fn forget_variables(&mut self, strand: &Strand) {
        let held: u64 = strand.variables.iter().flatten().map(bytes).sum();
        let known = &mut self.execution.variable_bytes;
        *known = known.saturating_sub(held);
    }

    /// Counts what a strand holds that is taken up again.
    pub fn recall_variables(&mut self, strand: &Strand) {
        let held: u64 = strand.variables.iter().flatten().map(bytes).sum();
        self.execution.variable_bytes += held;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::engine::{Execution, Identity, MAX_PAYLOAD_BYTES, Status, Stimulus, step};
    use crate::program::Program;
    use sfn_asl::Definition;
    use sfn_expr::Value;

    #[test]
    fn forty_full_variables_are_as_many_as_there_may_be() {
        let full = Value::from("x".repeat(MAX_PAYLOAD_BYTES - 2));
        assert_eq!(bytes(&full) * 40, MAX_VARIABLE_BYTES);
    }

    /// How an execution ends that assigns one byte where others hold that much.
    #[track_caller]
    fn check(held: u64, expected: Status) {
        let definition = Definition::from_json(
            r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Assign": {"x": 1}, "End": true}}}"#,
        );
        let program = Program::compile(&definition.unwrap()).unwrap();
        let mut execution = Execution::new(Identity::local("Machine", "one"), 0.into(), 1);
        execution.variable_bytes = held;
        let commands = step(
            &program,
            &mut execution,
            Timestamp::UNIX_EPOCH,
            Stimulus::Start,
        );
        assert!(!commands.more);
        assert_eq!(execution.status(), expected);
    }

    #[test]
    fn the_last_byte_is_one_too_many() {
        check(MAX_VARIABLE_BYTES - 1, Status::Succeeded);
        check(MAX_VARIABLE_BYTES, Status::Failed);
    }
}
