//! The attribute and derive macros of `sfn`. Use them through the `sfn` crate, which documents them.
//!
//! Phases, each a folder: `parse` (tokens to model; knows no rules), `check` (collects every mistake, changes nothing),
//! `lower` (model to graph; total on checked input), `expand` (graph to tokens; decides nothing). None of them knows a
//! type: that is left to `rustc`, see `sfn_core::tape`.

mod case;
mod check;
mod expand;
mod lower;
mod model;
mod parse;
mod phases;
mod refusal;
mod report;

use proc_macro2::TokenStream;
use quote::quote;
use report::Report;

/// Turns an `async fn` into a state machine; see the documentation of `sfn`.
#[proc_macro_attribute]
pub fn state_machine(
    attribute: proc_macro::TokenStream,
    item: proc_macro::TokenStream,
) -> proc_macro::TokenStream {
    machine(attribute.into(), item.into()).into()
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

/// All phases of `#[state_machine]`. Whatever is wrong, the user's item is part of the answer.
fn machine(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let function = match syn::parse2::<syn::ItemFn>(item.clone()) {
        Ok(function) => function,
        Err(error) => {
            let error = error.to_compile_error();
            return quote!(#error #item);
        }
    };
    let machine = match parse::machine(attribute, function) {
        Ok(machine) => machine,
        Err(error) => {
            let error = error.to_compile_error();
            return quote!(#error #item);
        }
    };
    let mut report = Report::default();
    check::machine(&machine, &mut report);
    if !report.is_clean() {
        let errors = report.into_tokens();
        return quote!(#errors #item);
    }
    let graph = lower::machine(&machine);
    expand::machine(&machine, &graph)
}
