//! Each macro as its phases in a row, over tokens that need no compiler.
//!
//! What is wrong is reported all at once, and what the user wrote is emitted all the same, so that one mistake does not
//! hide the item from the code that uses it.

use crate::parse::shape::Container;
use crate::parse::task::{TaskFn, TaskOptions};
use crate::parse::task_error::ErrorType;
use crate::report::Report;
use crate::{check, expand, lower, parse};
use proc_macro2::TokenStream;

/// `#[derive(Shape)]`
pub fn shape(input: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let input = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let container = Container::parse(input, &mut report);
    check::shape(&container, &mut report);
    let is_generic = !container.generics.params.is_empty();
    let mut tokens = report.into_tokens();
    if !is_generic {
        tokens.extend(expand::shape(&container));
    }
    tokens
}

/// `#[derive(TaskError)]`
pub fn task_error(input: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let input = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let error = ErrorType::parse(input, &mut report);
    check::task_error(&error, &mut report);
    let is_generic = !error.generics.params.is_empty();
    let mut tokens = report.into_tokens();
    if !is_generic {
        tokens.extend(expand::task_error(&error));
    }
    tokens
}

/// `#[state_machine]`
pub fn state_machine(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let parsed = syn::parse2(item.clone()).and_then(|function| parse::machine(attribute, function));
    let machine = match parsed {
        Ok(machine) => machine,
        Err(error) => return [error.to_compile_error(), item].into_iter().collect(),
    };
    let mut report = Report::default();
    check::machine(&machine, &mut report);
    if !report.is_clean() {
        return [report.into_tokens(), item].into_iter().collect();
    }
    let graph = lower::machine(&machine);
    expand::machine(&machine, &graph, report.doubts())
}

/// `#[task]`
pub fn task(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut report = Report::default();
    let function: TaskFn = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(error) => return [error.to_compile_error(), item].into_iter().collect(),
    };
    check::task_signature(&function, &mut report);
    let is_sound = report.is_clean();
    let mut options = TaskOptions::parse(arguments, &mut report);
    check::task_options(&options, &mut report);
    if !report.is_clean() {
        options = TaskOptions {
            krate: options.krate,
            ..TaskOptions::default()
        };
    }
    let mut tokens = report.into_tokens();
    tokens.extend(if is_sound {
        expand::task(&function, &options)
    } else {
        item
    });
    tokens
}

#[cfg(test)]
mod tests;
