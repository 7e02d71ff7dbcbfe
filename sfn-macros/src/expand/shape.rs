//! `impl Shape`: the JSON names of a type's members, as a constant.

use super::members::{self, Layout, Twin};
use crate::parse::shape::{Container, ContainerData, Member, Members, Style, Variant};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// The implementation of `Shape` for a type without parameters; nothing for a union.
pub fn shape(container: &Container) -> TokenStream {
    let private = &container.krate.private();
    let ident = &container.ident;
    let (names, facts) = match &container.data {
        ContainerData::Struct(members) => structure(private, container, members),
        ContainerData::Enum(variants) => (
            enumeration(private, container, variants),
            quote!(
                const IS_ENUM: bool = true;
            ),
        ),
        ContainerData::Union(_) => return TokenStream::new(),
    };
    let Twin {
        definition,
        ty,
        value,
    } = names;
    quote! {
        #[doc(hidden)]
        #[allow(non_snake_case, non_camel_case_types, private_interfaces, dead_code)]
        const _: () = {
            #definition

            #[automatically_derived]
            impl #private::shape::Shape for #ident {
                type Names = #ty;
                const NAMES: &'static #ty = &#value;
                #facts
            }

            // An associated constant is evaluated, and so checked, only where it is used.
            let _ = <#ident as #private::shape::Shape>::NAMES;
        };
    }
}

fn structure(private: &syn::Path, container: &Container, members: &Members) -> (Twin, TokenStream) {
    let inner = || {
        members
            .list
            .iter()
            .find(|member| !member.serde.is_skipped())
    };
    let transparent = container.serde.has("transparent").then(inner).flatten();
    let layout = match transparent {
        Some(_) => Layout::Transparent,
        None => Layout::Renamed(container.serde.text("rename_all")),
    };
    let name = names_ident(&container.ident, members.list.iter());
    let twin = members::of_struct(private, &name, members, layout);
    let same_as = |ty: &syn::Type, facts: &[&str]| -> TokenStream {
        let facts = facts.iter().map(|fact| {
            let fact = Ident::new(fact, ty.span());
            let value_type = match fact.to_string().as_str() {
                "ABSENT" => quote!(::core::option::Option<&'static str>),
                "ARRAY" => quote!(#private::shape::IsArray),
                _ => quote!(bool),
            };
            quote_spanned!(ty.span()=> const #fact: #value_type = <#ty as #private::shape::Shape>::#fact;)
        });
        facts.collect()
    };
    let facts = match (transparent, members.style) {
        (Some(member), _) => same_as(&member.ty, &["ABSENT", "ARRAY", "NULLABLE", "IS_STRUCT"]),
        // Serde does not look into a newtype to see whether it may be missing.
        (None, Style::Newtype) => same_as(&members.list[0].ty, &["ARRAY", "NULLABLE", "IS_STRUCT"]),
        (None, Style::Tuple) => quote!(
            const ARRAY: #private::shape::IsArray = #private::shape::IsArray::Always;
        ),
        (None, Style::Struct) => quote!(
            const IS_STRUCT: bool = true;
        ),
        (None, Style::Unit) => quote!(
            const NULLABLE: bool = true;
        ),
    };
    (twin, facts)
}

fn enumeration(private: &syn::Path, container: &Container, variants: &[Variant]) -> Twin {
    let all = || variants.iter().flat_map(|variant| &variant.members.list);
    let name = names_ident(&container.ident, all());
    let tag = tag(private, container);
    let is_internal = container.serde.has("tag") && !container.serde.has("content");
    let mut definitions = TokenStream::new();
    let (mut idents, mut types, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for variant in variants
        .iter()
        .filter(|variant| !variant.serde.is_skipped())
    {
        let ident = &variant.ident;
        let layout = if is_internal && variant.members.style == Style::Newtype {
            Layout::Flat
        } else {
            let own = variant.serde.text("rename_all");
            Layout::Renamed(own.or_else(|| container.serde.text("rename_all_fields")))
        };
        let fields_name = format_ident!("{}{}InJson", container.ident, ident);
        let fields_name = members::fresh(fields_name, all());
        let fields = members::of_variant(private, &fields_name, &variant.members, layout);
        let (fields_type, fields_value) = (fields.ty, fields.value);
        let json_name = variant.json_name(container.serde.text("rename_all"));
        let style = members::style(private, variant.members.style);
        definitions.extend(fields.definition);
        types.push(quote!(#private::shape::Variant<#fields_type>));
        values.push(quote! {
            #private::shape::Variant {
                info: #private::shape::VariantInfo { name: #json_name, tag: #tag, style: #style },
                fields: #fields_value,
            }
        });
        idents.push(ident);
    }
    Twin {
        definition: quote! {
            #definitions
            pub struct #name { #(pub #idents: #types,)* }
        },
        value: quote!(#name { #(#idents: #values,)* }),
        ty: quote!(#name),
    }
}

fn names_ident<'a>(ident: &Ident, members: impl Iterator<Item = &'a Member>) -> Ident {
    members::fresh(format_ident!("{ident}InJson"), members)
}

fn tag(private: &syn::Path, container: &Container) -> TokenStream {
    match (container.serde.text("tag"), container.serde.text("content")) {
        (Some(tag), Some(content)) => {
            quote!(#private::shape::Tag::Adjacent { tag: #tag, content: #content })
        }
        (Some(tag), None) => quote!(#private::shape::Tag::Internal { tag: #tag }),
        (None, _) => quote!(#private::shape::Tag::External),
    }
}
