//! Types: constant expressions that give a `Ty`.

use crate::lower::Type;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// The name of a type variable, in the tape and in the graph.
pub fn slot(index: usize) -> Ident {
    format_ident!("__t{index}", span = Span::mixed_site())
}

/// The expression for a type.
pub fn ty(found: &Type) -> TokenStream {
    match found {
        Type::Slot(index) => {
            let slot = slot(*index);
            quote!(#slot)
        }
        Type::Member(owner, member) => {
            let owner = ty(owner);
            quote!(__p::names(#owner).#member.ty)
        }
        Type::VariantMember(owner, variant, member) => {
            let owner = ty(owner);
            quote!(__p::names(#owner).#variant.fields.#member.ty)
        }
        Type::PayloadMember(owner, variant, member) => {
            let owner = ty(owner);
            quote!(__p::variants(#owner).#variant.fields.#member.ty)
        }
        Type::Inner(owner) => {
            let owner = ty(owner);
            quote!(__p::inner(#owner))
        }
        Type::Success(owner) => {
            let owner = ty(owner);
            quote!(__p::success(#owner))
        }
        Type::Error(owner) => {
            let owner = ty(owner);
            quote!(__p::failure(#owner))
        }
        Type::Known(name) => {
            let name = format_ident!("{name}");
            quote!(__p::Ty::<#name>::NEW)
        }
    }
}
