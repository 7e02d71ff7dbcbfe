//! What a state machine's signature may say.

use crate::model::Machine;
use crate::refusal;
use crate::report::Report;

pub fn check(machine: &Machine, report: &mut Report) {
    let signature = &machine.item.sig;
    if signature.asyncness.is_none() {
        report.refuse(signature.fn_token, &refusal::NOT_ASYNC);
    }
    if let Some(token) = &signature.constness {
        report.refuse(token, &refusal::UNSAFE);
    }
    if let syn::Safety::Unsafe(token) = &signature.safety {
        report.refuse(token, &refusal::UNSAFE);
    }
    if let Some(token) = &signature.abi {
        report.refuse(token, &refusal::UNSAFE);
    }
    if !signature.generics.params.is_empty() {
        report.refuse(&signature.generics, &refusal::GENERIC);
    }
    if !returns_result(&signature.output) {
        match &signature.output {
            syn::ReturnType::Type(_, ty) => report.refuse(ty, &refusal::NOT_RESULT),
            syn::ReturnType::Default => report.refuse(&signature.ident, &refusal::NOT_RESULT),
        }
    }
    for input in &signature.inputs {
        match input {
            syn::FnArg::Receiver(receiver) => report.refuse(receiver, &refusal::RECEIVER),
            syn::FnArg::Typed(typed) => {
                if !matches!(&*typed.pat, syn::Pat::Ident(name) if name.by_ref.is_none() && name.subpat.is_none())
                {
                    report.refuse(&typed.pat, &refusal::PARAMETER_PATTERN);
                }
                if matches!(&*typed.ty, syn::Type::Reference(_)) {
                    report.refuse(&typed.ty, &refusal::BORROWED_PARAMETER);
                }
                if matches!(&*typed.ty, syn::Type::ImplTrait(_)) {
                    report.refuse(&typed.ty, &refusal::GENERIC);
                }
            }
        }
    }
    if let Some(timeout) = &machine.attributes.timeout
        && !timeout
            .seconds
            .is_some_and(|seconds| (1..=99_999_999).contains(&seconds))
    {
        report.refuse(&timeout.blame, &refusal::MACHINE_TIMEOUT);
    }
    if let Some(name) = &machine.attributes.name {
        let text = name.value();
        let legal = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
        if text.is_empty() || text.len() > 80 || !text.chars().all(legal) {
            report.refuse(name, &refusal::MACHINE_NAME);
        }
    }
}

/// Whether the type is spelled `…Result<…>`; what it really is, `rustc` checks.
fn returns_result(output: &syn::ReturnType) -> bool {
    match output {
        syn::ReturnType::Type(_, ty) => match &**ty {
            syn::Type::Path(path) => path
                .path
                .segments
                .last()
                .is_some_and(|last| last.ident.to_string().ends_with("Result")),
            _ => false,
        },
        syn::ReturnType::Default => false,
    }
}
