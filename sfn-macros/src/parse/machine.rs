//! `#[state_machine(…)]` and the function under it.

use super::body;
use super::duration::duration;
use super::krate::Krate;
use super::scope::Scope;
use crate::model::{Machine, MachineAttributes};
use syn::parse::{ParseStream, Parser};

/// Parses the attribute and the function.
///
/// # Errors
/// When the attribute does not parse, or the item is no function: then there is no model at all.
pub fn machine(attribute: proc_macro2::TokenStream, item: syn::ItemFn) -> syn::Result<Machine> {
    let attributes = attributes.parse2(attribute)?;
    let mut scope = Scope::default();
    let mut parameters = Vec::new();
    let mut parameter_types = Vec::new();
    for input in &item.sig.inputs {
        if let syn::FnArg::Typed(typed) = input
            && let syn::Pat::Ident(name) = &*typed.pat
        {
            parameters.push(scope.declare(&name.ident, name.mutability.is_some()));
            parameter_types.push((*typed.ty).clone());
        }
    }
    let body = scope.nested(|scope| body::block(&item.block, scope));
    Ok(Machine {
        attributes,
        parameters,
        parameter_types,
        variables: scope.variables,
        body,
        item,
    })
}

fn attributes(input: ParseStream<'_>) -> syn::Result<MachineAttributes> {
    let mut found = MachineAttributes {
        krate: Krate::default(),
        name: None,
        comment: None,
        timeout: None,
    };
    while !input.is_empty() {
        if input.peek(syn::Token![crate]) {
            found.krate = input.parse()?;
        } else {
            let key: syn::Ident = input.parse()?;
            input.parse::<syn::Token![=]>()?;
            match key.to_string().as_str() {
                "name" => found.name = Some(input.parse()?),
                "comment" => found.comment = Some(input.parse()?),
                "timeout" => found.timeout = Some(duration(input.parse()?)),
                other => {
                    return Err(syn::Error::new_spanned(
                        &key,
                        format!(
                            "`{other}` is not an option of `#[state_machine]`: there are `name`, `comment`, `timeout` and `crate`"
                        ),
                    ));
                }
            }
        }
        if !input.is_empty() {
            input.parse::<syn::Token![,]>()?;
        }
    }
    Ok(found)
}
