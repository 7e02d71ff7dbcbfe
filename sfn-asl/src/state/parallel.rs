//! `Parallel`: machines that run side by side.

use super::Transition;
use crate::catch::Catcher;
use crate::expression::NullablePath;
use crate::machine::Machine;
use crate::read::{Field, Fields};
use crate::retry::Retrier;
use crate::template::Template;
use crate::write::ObjectWriter;

/// A state that runs its branches at the same time, each with the same input. Its result is the list of
/// their outputs, in their order; the first branch that fails ends the others.
///
/// ```
/// use sfn_asl::{Machine, Parallel, State, Succeed};
///
/// let branch = Machine::new("Done").with_state("Done", Succeed);
/// let parallel = Parallel { branches: vec![branch.clone(), branch], ..Parallel::default() };
/// assert_eq!(parallel.branches.len(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parallel {
    /// JSONata: the input of every branch.
    pub arguments: Option<Template>,
    /// JSONPath: the payload template for the input of every branch.
    pub parameters: Option<Template>,
    /// The machines; at least one.
    pub branches: Vec<Machine>,
    /// JSONPath: the payload template that makes the result of the list of outputs.
    pub result_selector: Option<Template>,
    /// JSONPath: where in the raw input the result goes.
    pub result_path: Option<NullablePath>,
    /// Where the state goes.
    pub transition: Transition,
    /// What is retried: all branches together.
    pub retry: Option<Vec<Retrier>>,
    /// What is caught.
    pub catch: Option<Vec<Catcher>>,
}

impl Parallel {
    pub(super) fn read(fields: &mut Fields<'_, '_>) -> Self {
        Self {
            arguments: fields.template(Field::jsonata("Arguments")),
            parameters: fields.template(Field::json_path("Parameters")),
            branches: fields.required_list("Branches", Machine::read),
            result_selector: fields.template(Field::json_path("ResultSelector")),
            result_path: fields.nullable_path("ResultPath"),
            transition: Transition::read(fields),
            retry: fields.list("Retry", Retrier::read),
            catch: fields.list("Catch", Catcher::read),
        }
    }

    pub(super) fn write(&self, object: &mut ObjectWriter) {
        object.optional_template("Arguments", self.arguments.as_ref());
        object.optional_template("Parameters", self.parameters.as_ref());
        object.list("Branches", &self.branches, Machine::write);
        object.optional_template("ResultSelector", self.result_selector.as_ref());
        object.optional_nullable_path("ResultPath", self.result_path.as_ref());
    }
}
