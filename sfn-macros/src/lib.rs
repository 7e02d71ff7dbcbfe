//! The attribute and derive macros of `sfn`. Use them through the `sfn` crate, which documents them.
//!
//! Phases, each a folder: `parse` (tokens to model; knows no rules), `check` (collects every mistake, changes nothing),
//! `lower` (model to graph; total on checked input), `expand` (graph to tokens; decides nothing). None of them knows a
//! type: that is left to `rustc`, see `sfn_core::tape`.

mod case;
mod check;
mod expand;
mod lower;
mod methods;
mod model;
mod parse;
mod phases;
mod refusal;
mod report;

/// Turns an `async fn` into a state machine; see the documentation of `sfn`.
#[proc_macro_attribute]
pub fn state_machine(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    phases::state_machine(attribute.into(), item.into()).into()
}

/// Tells how a type looks in JSON, so that a state machine can compute with its values; see the documentation of `sfn`.
#[proc_macro_derive(Shape, attributes(serde, sfn))]
pub fn shape(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    phases::shape(input.into()).into()
}

/// Makes an enum the error of tasks and state machines; see the documentation of `sfn`.
#[proc_macro_derive(TaskError, attributes(error, from, serde, sfn))]
pub fn task_error(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    phases::task_error(input.into()).into()
}

/// Turns an `async fn` into a task; see the documentation of `sfn`.
#[proc_macro_attribute]
pub fn task(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    phases::task(attribute.into(), item.into()).into()
}
