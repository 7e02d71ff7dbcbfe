//! Data flow by JSONPath: `InputPath`, `ResultPath`, `OutputPath`.
//!
//! So far with the paths `$` and `null` alone; a program with others does not compile.

use sfn_expr::{Object, Value};

use super::Carried;
use crate::engine::run::Run;
use crate::program::Selection;

impl Run<'_> {
    /// The effective input.
    pub(super) fn select_input(&mut self, id: u32, input_path: Selection) -> Value {
        select(self.strand(id).input.clone(), input_path)
    }

    /// The output: the result put into the raw input, and what `OutputPath` selects of that.
    pub(super) fn exit_jsonpath(
        &mut self,
        id: u32,
        result_path: Selection,
        output_path: Selection,
        carried: Carried,
    ) -> Value {
        let (Carried::Input(value) | Carried::Result(value) | Carried::Error(value)) = carried;
        let combined = match result_path {
            Selection::Whole => value,
            // `null` throws the result away and keeps the raw input.
            Selection::Nothing => self.strand(id).input.clone(),
        };
        select(combined, output_path)
    }
}

/// `null` selects an empty object.
fn select(value: Value, path: Selection) -> Value {
    match path {
        Selection::Whole => value,
        Selection::Nothing => Value::from(Object::new()),
    }
}
