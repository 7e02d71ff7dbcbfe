//! Types: constant expressions that give a `Ty`.

use super::members::{located, located_at};
use crate::lower::Type;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote_spanned};

/// The name of a type variable, in the tape and in the graph.
pub fn slot(index: usize) -> Ident {
    format_ident!("__t{index}", span = Span::mixed_site())
}

/// The JSON names of a type, blamed on the member that is looked up. Where the tape knows the member's own type, a
/// member that does not exist is said once, by `rustc`: see `sfn_core::shape::names_with`.
pub fn names(owner: &Type, known: Option<&Type>, member: &syn::Member) -> TokenStream {
    let span = match member {
        syn::Member::Named(name) => name.span(),
        syn::Member::Unnamed(index) => index.span,
    };
    let here = Span::mixed_site().located_at(span);
    let owner = located(ty(owner), span);
    match known {
        Some(known) => {
            let known = located(ty(known), span);
            quote_spanned!(here=> __p::names_with(#owner, #known))
        }
        None => quote_spanned!(here=> __p::names(#owner)),
    }
}

/// The expression for a type.
pub fn ty(found: &Type) -> TokenStream {
    // As the type variables, see `operator_of`.
    let ours = Span::mixed_site();
    match found {
        Type::Slot(index) => {
            let slot = slot(*index);
            quote_spanned!(ours=> #slot)
        }
        Type::Member(owner, member) => {
            let owner = ty(owner);
            quote_spanned!(ours=> __p::names(#owner).#member.ty)
        }
        Type::VariantMember(owner, variant, member) => {
            let owner = ty(owner);
            quote_spanned!(ours=> __p::names(#owner).#variant.fields.#member.ty)
        }
        Type::PayloadMember(owner, variant, member) => {
            let owner = ty(owner);
            quote_spanned!(ours=> __p::variants(#owner).#variant.fields.#member.ty)
        }
        Type::Inner(owner) => {
            let owner = ty(owner);
            quote_spanned!(ours=> __p::inner(#owner))
        }
        Type::Pair(first, second) => {
            let (first, second) = (ty(first), ty(second));
            quote_spanned!(ours=> __p::tape::pair(#first, #second))
        }
        Type::Success(owner) => {
            let owner = ty(owner);
            quote_spanned!(ours=> __p::success(#owner))
        }
        Type::Error(owner) => {
            let owner = ty(owner);
            quote_spanned!(ours=> __p::failure(#owner))
        }
        Type::TaskOutput(index) => {
            let task = slot(*index);
            quote_spanned!(ours=> __p::output(#task))
        }
        Type::TaskError(index) => {
            let task = slot(*index);
            quote_spanned!(ours=> __p::error(#task))
        }
        Type::Declared => quote_spanned!(ours=> __p::Ty::<<Self as __p::Workflow>::Error>::NEW),
        Type::Written(written) => quote_spanned!(ours=> __p::Ty::<#written>::NEW),
        Type::Known(name) => {
            let name = format_ident!("{name}");
            quote_spanned!(ours=> __p::Ty::<#name>::NEW)
        }
    }
}

/// What gives the operator of some types, blamed on what stands for it in the body: all of one hygiene, or `rustc` blames
/// the attribute that the types come from.
pub fn operator_of(name: &str, types: &[Type], span: Span) -> TokenStream {
    let here = Span::mixed_site().located_at(span);
    let name = format_ident!("{name}", span = here);
    let types = types.iter().map(|found| located(ty(found), span));
    quote_spanned!(here=> __p::operators::#name(#(#types),*))
}

/// Refuses a type whose values JSON does not tell apart or serde writes in another way, as far as the type has a shape.
pub fn told_apart(private: &syn::Path, ty: &impl ToTokens, span: Span) -> TokenStream {
    let private = located_at(private, span);
    quote_spanned! {span=> {
        // A type with a shape answers by itself, and needs no trait for it.
        #[allow(unused_imports)]
        use #private::shape::rules::Unjudged as _;
        #private::shape::rules::told_apart(<#private::shape::rules::Judged<#ty>>::AMBIGUOUS);
        #private::shape::rules::without_result(<#private::shape::rules::Judged<#ty>>::HOLDS_RESULT);
    }}
}
