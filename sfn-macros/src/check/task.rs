//! What `#[task]` refuses: at the signature, and in the attribute.

use super::retry;
use crate::parse::duration::Duration;
use crate::parse::literal::{boolean, text};
use crate::parse::task::{TaskFn, TaskOptions, parameter};
use crate::refusal::{
    DURATION_RANGE, HEARTBEAT, NOT_A_DURATION, TASK_BORROW, TASK_GENERIC, TASK_IMPL_TRAIT,
    TASK_NAME, TASK_NOT_ASYNC, TASK_NOT_RESULT, TASK_OPTION, TASK_PATTERN, TASK_QUALIFIER,
    TASK_RECEIVER,
};
use crate::report::Report;
use syn::visit::{self, Visit};
use syn::{
    BoundLifetimes, FnArg, GenericParam, Lifetime, ReturnType, Safety, Signature, Type, TypeFnPtr,
    TypeImplTrait, TypeReference, TypeTraitObject,
};

/// The longest time in the States Language, in seconds.
const MAX_SECONDS: i64 = 99_999_999;

/// The longest name: AWS's limit for the name of a state.
const MAX_NAME: usize = 80;

/// Checks the function. Without a sound one there is nothing to expand.
pub fn signature(task: &TaskFn, report: &mut Report) {
    let signature = &task.signature;
    if signature.asyncness.is_none() {
        report.refuse(signature.fn_token, &TASK_NOT_ASYNC);
    }
    qualifiers(signature, report);
    let mut declares_lifetime = false;
    for parameter in &signature.generics.params {
        if let GenericParam::Lifetime(_) = parameter {
            declares_lifetime = true;
            report.refuse(parameter, &TASK_BORROW);
        } else {
            report.refuse(parameter, &TASK_GENERIC);
        }
    }
    let mut types = Types {
        report,
        declares_lifetime,
    };
    for input in &signature.inputs {
        match input {
            FnArg::Receiver(receiver) => types.report.refuse(receiver, &TASK_RECEIVER),
            FnArg::Typed(typed) => {
                if parameter(input).is_none() {
                    types.report.refuse(&typed.pat, &TASK_PATTERN);
                }
                types.parameter(&typed.ty);
            }
        }
    }
    match &signature.output {
        ReturnType::Type(_, ty) if is_result(ty) => {}
        ReturnType::Type(_, ty) => report.refuse(ty, &TASK_NOT_RESULT),
        ReturnType::Default => report.refuse(&signature.ident, &TASK_NOT_RESULT),
    }
}

/// Checks the attribute. What is wrong in it can be left out, and the task expanded all the same.
pub fn options(options: &TaskOptions, report: &mut Report) {
    if let Some(name) = &options.name
        && !text(name).is_some_and(|name| is_name(&name))
    {
        report.refuse(name, &TASK_NAME);
    }
    if let Some(resource) = &options.resource
        && !text(resource).is_some_and(|arn| arn.starts_with("arn:"))
    {
        report.refuse(resource, &TASK_NAME);
    }
    if let Some(service_retry) = &options.service_retry
        && boolean(service_retry).is_none()
    {
        report.refuse(service_retry, &TASK_OPTION);
    }
    let timeout = seconds(options.timeout.as_ref(), report);
    let heartbeat = seconds(options.heartbeat.as_ref(), report);
    if let (Some(timeout), Some(heartbeat), Some(given)) = (timeout, heartbeat, &options.heartbeat)
        && heartbeat >= timeout
    {
        report.refuse(&given.blame, &HEARTBEAT);
    }
    for retry in &options.retry {
        retry::retry(retry, report);
    }
}

/// The seconds of a time that is one and in range.
pub fn seconds(duration: Option<&Duration>, report: &mut Report) -> Option<i64> {
    let Duration { blame, seconds } = duration?;
    match seconds {
        None => report.refuse(blame, &NOT_A_DURATION),
        Some(1..=MAX_SECONDS) => return *seconds,
        Some(_) => report.refuse(blame, &DURATION_RANGE),
    }
    None
}

fn qualifiers(signature: &Signature, report: &mut Report) {
    if let Some(constness) = &signature.constness {
        report.refuse(constness, &TASK_QUALIFIER);
    }
    match &signature.safety {
        Safety::Unsafe(token) => report.refuse(token, &TASK_QUALIFIER),
        Safety::Safe(token) => report.refuse(token, &TASK_QUALIFIER),
        Safety::Default => {}
    }
    if let Some(abi) = &signature.abi {
        report.refuse(abi, &TASK_QUALIFIER);
    }
    if let Some(variadic) = &signature.variadic {
        report.refuse(variadic, &TASK_QUALIFIER);
    }
}

/// Whether this is called `Result`, as aliases of it are. What it holds is for `rustc` to check.
fn is_result(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .last()
            .is_some_and(|segment| segment.ident == "Result"),
        Type::Group(group) => is_result(&group.elem),
        Type::Paren(paren) => is_result(&paren.elem),
        _ => false,
    }
}

fn is_name(name: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    (1..=MAX_NAME).contains(&name.len()) && name.chars().all(is_letter)
}

/// Looks for what a parameter's type cannot hold.
struct Types<'a> {
    report: &'a mut Report,
    /// A lifetime is refused once, where it is declared.
    declares_lifetime: bool,
}

impl Types<'_> {
    /// One plain `&` may stand in front.
    fn parameter(&mut self, ty: &Type) {
        match ty {
            Type::Reference(reference)
                if reference.lifetime.is_none() && reference.mutability.is_none() =>
            {
                self.visit_type(&reference.elem);
            }
            Type::Group(group) => self.parameter(&group.elem),
            _ => self.visit_type(ty),
        }
    }
}

impl<'ast> Visit<'ast> for Types<'_> {
    fn visit_type_reference(&mut self, reference: &'ast TypeReference) {
        match &reference.lifetime {
            Some(_) if self.declares_lifetime => visit::visit_type(self, &reference.elem),
            _ => self.report.refuse(reference, &TASK_BORROW),
        }
    }

    fn visit_lifetime(&mut self, lifetime: &'ast Lifetime) {
        if !self.declares_lifetime {
            self.report.refuse(lifetime, &TASK_BORROW);
        }
    }

    fn visit_type_impl_trait(&mut self, ty: &'ast TypeImplTrait) {
        self.report.refuse(ty, &TASK_IMPL_TRAIT);
    }

    fn visit_type_trait_object(&mut self, ty: &'ast TypeTraitObject) {
        self.report.refuse(ty, &TASK_IMPL_TRAIT);
    }

    fn visit_type_fn_ptr(&mut self, ty: &'ast TypeFnPtr) {
        self.report.refuse(ty, &TASK_IMPL_TRAIT);
    }

    fn visit_bound_lifetimes(&mut self, _: &'ast BoundLifetimes) {}
}
