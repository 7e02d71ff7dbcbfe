//! What stands beside a state machine's function.

use super::outline::outline;
use super::place::place;
use super::tape::Tape;
use super::types::{operator_of, told_apart, ty};
use crate::lower::Graph;
use crate::model::Machine;
use crate::refusal;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use std::collections::BTreeSet;
use syn::spanned::Spanned;

/// The function, untouched, and everything that is made of it.
pub fn machine(machine: &Machine, graph: &Graph, doubts: &[syn::Error]) -> TokenStream {
    let item = &machine.item;
    let krate = &machine.attributes.krate.0;
    let (visibility, marker) = (&item.vis, &item.sig.ident);
    let name = match &machine.attributes.name {
        Some(name) => name.value(),
        None => crate::lower::plain_name(marker),
    };
    let comment = match machine
        .attributes
        .comment
        .as_ref()
        .map(syn::LitStr::value)
        .or_else(|| first_line(&item.attrs))
    {
        Some(comment) => quote!(::core::option::Option::Some(#comment)),
        None => quote!(::core::option::Option::None),
    };
    let timeout = match machine
        .attributes
        .timeout
        .as_ref()
        .and_then(|timeout| timeout.seconds)
    {
        Some(seconds) => quote!(::core::option::Option::Some(#seconds as u64)),
        None => quote!(::core::option::Option::None),
    };
    let output = match &item.sig.output {
        syn::ReturnType::Type(_, ty) => quote!(#ty),
        syn::ReturnType::Default => quote!(()),
    };
    let types = &machine.parameter_types;
    let names = machine
        .parameters
        .iter()
        .map(|id| crate::lower::plain_name(&machine.variables[id.0].name));
    let input = match &types[..] {
        [one] => quote!(#one),
        several => quote!((#(#several,)*)),
    };
    // The first of several that pass the same errors speaks for all.
    let mut seen = BTreeSet::new();
    let passed = graph.slots.passed.iter().filter_map(|(error, into, span)| {
        let (error, into) = (ty(error), ty(into));
        seen.insert((error.to_string(), into.to_string())).then(|| {
            quote_spanned!(*span=> __p::error_names(#into).assert_keeps(&__p::error_names(#error));)
        })
    });
    let wrapped = graph.slots.wrapped.iter().map(|(error, variant)| {
        let error = ty(error);
        quote_spanned!(variant.span()=> __p::is_from(__p::variants(#error).#variant.info);)
    });
    let structs = graph.slots.structs.iter().map(|(found, span)| {
        let found = ty(found);
        quote_spanned!(*span=> __p::shape::rules::no_enum(#found);)
    });
    let mut seen = BTreeSet::new();
    let optional = graph.slots.optional.iter().filter_map(|(held, span)| {
        let held = ty(held);
        seen.insert(held.to_string())
            .then(|| quote_spanned!(*span=> __p::shape::rules::in_option(#held);))
    });
    let mut seen = BTreeSet::new();
    let required = graph
        .slots
        .required
        .iter()
        .filter_map(|(rule, found, span)| {
            let checked = operator_of(rule, std::slice::from_ref(found), *span);
            seen.insert(checked.to_string()).then(|| quote!(#checked;))
        });
    let private = &machine.attributes.krate.private();
    let told_apart = types
        .iter()
        .map(|ty| told_apart(private, ty, ty.span()))
        .chain([told_apart(
            private,
            &quote!(<Self as __p::Workflow>::Output),
            output.span(),
        )]);
    // Where the types are wrong as well, `rustc` has said so, and does not evaluate this constant.
    let doubts = doubts.iter().map(|doubt| {
        let message = doubt.to_string();
        quote_spanned!(doubt.span()=> ::core::panic!(#message);)
    });
    let leaked = graph
        .slots
        .leaked
        .first()
        .map(|span| syn::Error::new(*span, &refusal::CLOSURE_BODY).to_compile_error());
    let tape = Tape {
        machine,
        slots: &graph.slots,
    }
    .statement();
    let (outline, pieces) = outline(&graph.body, &graph.variables, types);
    let place = place(marker.span());
    let file = place.rsplit_once(':').map_or("", |(file, _)| file);
    let documentation = format!("The state machine `{name}`, as a type.");
    quote! {
        #item
        #leaked

        #[doc = #documentation]
        #[allow(non_camel_case_types)]
        #visibility struct #marker {}

        #[automatically_derived]
        #[allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
        impl #krate::Workflow for #marker {
            type Input = #input;
            type Output = <#output as #krate::__private::Outcome>::Success;
            type Error = <#output as #krate::__private::Outcome>::Failure;
            const PARAMETERS: &'static [&'static str] = &[#(#names),*];
            const GRAPH: #krate::__private::Graph = {
                use #krate::__private as __p;
                #tape
                #(#passed)*
                #(#wrapped)*
                #(#structs)*
                #(#optional)*
                #(#required)*
                #(#told_apart)*
                #(#doubts)*
                __p::Graph {
                    name: #name, comment: #comment, timeout_seconds: #timeout,
                    outline: #outline, pieces: #pieces,
                }
            };
        }

        #[automatically_derived]
        impl #marker {
            /// The machine in the Amazon States Language.
            #visibility fn definition() -> #krate::Definition {
                <Self as #krate::Workflow>::definition()
            }
        }

        const _: () = {
            // The function counts as used, also where only the runtime runs the machine.
            let _ = #marker;
            // An associated constant is evaluated only where it is used.
            static GRAPH: #krate::__private::Graph = <#marker as #krate::Workflow>::GRAPH;
            #krate::__private::register_machine!(&GRAPH, #file);
        };
    }
}

/// The first line of a function's documentation.
fn first_line(attributes: &[syn::Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                syn::Expr::Lit(syn::ExprLit {
                    lit: syn::Lit::Str(text),
                    ..
                }) => {
                    let text = text.value().trim().to_owned();
                    (!text.is_empty()).then_some(text)
                }
                _ => None,
            },
            _ => None,
        })
}
