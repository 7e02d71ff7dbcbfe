//! The constant twin of members: a struct with a `Field` for each, and its value. `derive(Shape)` and
//! `derive(TaskError)` share it.

use crate::parse::shape::{Member, Members, Style};
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// The type of a constant and its value.
pub struct Twin {
    /// A new type, where one is needed.
    pub definition: TokenStream,
    /// The type.
    pub ty: TokenStream,
    /// The value.
    pub value: TokenStream,
}

/// How a member is found in the JSON of its owner.
#[derive(Clone, Copy)]
pub enum Layout<'a> {
    /// By name or position; names are changed by this rule.
    Renamed(Option<&'a str>),
    /// The owner is written as this member alone: `transparent`.
    Transparent,
    /// The one member lies flat in its owner: a newtype variant beside an internal tag.
    Flat,
}

/// The twin of a struct's members: a named struct, so that `names.0` and `names.id` read like the original.
pub fn of_struct(private: &syn::Path, name: &Ident, members: &Members, layout: Layout<'_>) -> Twin {
    if members.style == Style::Unit {
        return unit();
    }
    let kept = kept(members);
    let types: Vec<_> = kept
        .iter()
        .map(|member| field_type(private, member))
        .collect();
    let values: Vec<_> = kept
        .iter()
        .map(|member| field_value(private, members, member, layout))
        .collect();
    let names = kept.iter().map(|member| &member.place);
    let definition = if members.style == Style::Struct {
        let names = names.clone();
        quote!(pub struct #name { #(pub #names: #types,)* })
    } else {
        quote!(pub struct #name(#(pub #types,)*);)
    };
    Twin {
        definition,
        ty: name.to_token_stream(),
        value: quote!(#name { #(#names: #values,)* }),
    }
}

/// The twin of a variant's members: a named struct for `V { a: A }`, a tuple for `V(A, B)`.
pub fn of_variant(
    private: &syn::Path,
    name: &Ident,
    members: &Members,
    layout: Layout<'_>,
) -> Twin {
    match members.style {
        Style::Unit => unit(),
        Style::Struct => of_struct(private, name, members, layout),
        Style::Newtype | Style::Tuple => {
            let types = members
                .list
                .iter()
                .map(|member| field_type(private, member));
            let values = members
                .list
                .iter()
                .map(|member| field_value(private, members, member, layout));
            Twin {
                definition: TokenStream::new(),
                ty: quote!((#(#types,)*)),
                value: quote!((#(#values,)*)),
            }
        }
    }
}

/// The style as a constant.
pub fn style(private: &syn::Path, style: Style) -> TokenStream {
    let name = match style {
        Style::Unit => "Unit",
        Style::Newtype => "Newtype",
        Style::Tuple => "Tuple",
        Style::Struct => "Struct",
    };
    let name = Ident::new(name, Span::call_site());
    quote!(#private::shape::Style::#name)
}

/// A name for a generated type that no type of these members has, so that it hides none of them.
pub fn fresh<'a>(name: Ident, members: impl Iterator<Item = &'a Member>) -> Ident {
    let types: TokenStream = members.map(|member| member.ty.to_token_stream()).collect();
    let mut name = name;
    while mentions(types.clone(), &name) {
        name = format_ident!("{name}_");
    }
    name
}

/// A path that means what it meant, for messages at another place.
pub fn located_at(path: &syn::Path, span: Span) -> TokenStream {
    located(path.to_token_stream(), span)
}

/// Tokens, to be blamed somewhere else.
pub fn located(tokens: TokenStream, span: Span) -> TokenStream {
    tokens
        .into_iter()
        .map(|mut token| {
            if let TokenTree::Group(group) = &token {
                let inside = located(group.stream(), span);
                token = TokenTree::Group(Group::new(group.delimiter(), inside));
            }
            token.set_span(token.span().located_at(span));
            token
        })
        .collect()
}

fn mentions(tokens: TokenStream, name: &Ident) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => mentions(group.stream(), name),
        TokenTree::Ident(ident) => ident == *name,
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

fn unit() -> Twin {
    Twin {
        definition: TokenStream::new(),
        ty: quote!(()),
        value: quote!(()),
    }
}

/// Elements of tuples are never left out (`check` refuses it), so positions stay what they are.
fn kept(members: &Members) -> Vec<&Member> {
    let is_kept = |member: &&Member| members.style != Style::Struct || !member.serde.is_skipped();
    members.list.iter().filter(is_kept).collect()
}

fn field_type(private: &syn::Path, member: &Member) -> TokenStream {
    let ty = &member.ty;
    quote!(#private::shape::Field<#ty>)
}

fn field_value(
    private: &syn::Path,
    members: &Members,
    member: &Member,
    layout: Layout<'_>,
) -> TokenStream {
    let ty = &member.ty;
    // What `rustc` has to say about a member, it says at the member's type.
    let span = ty.span();
    let there = located_at(private, span);
    let itself = quote!(#private::shape::Place::Itself);
    let nothing = quote!(::core::option::Option::None);
    let (place, absent) = match layout {
        Layout::Transparent => (itself, nothing),
        Layout::Flat => (
            quote_spanned!(span=> #there::shape::rules::tagged::<#ty>()),
            nothing,
        ),
        Layout::Renamed(_) if member.serde.has("flatten") => (
            quote_spanned!(span=> #there::shape::rules::flattened::<#ty>()),
            nothing,
        ),
        Layout::Renamed(_) if members.style == Style::Newtype => (itself, nothing),
        Layout::Renamed(rule) => (
            position(private, member, rule),
            absent(private, members, member),
        ),
    };
    quote! {
        #private::shape::Field {
            info: #private::shape::FieldInfo { place: #place, absent: #absent },
            ty: #private::tape::Ty::NEW,
        }
    }
}

fn position(private: &syn::Path, member: &Member, rule: Option<&str>) -> TokenStream {
    match &member.place {
        syn::Member::Named(_) => {
            let name = member.json_name(rule);
            quote!(#private::shape::Place::Member(#name))
        }
        syn::Member::Unnamed(index) => {
            let index = index.index as usize;
            quote!(#private::shape::Place::Element(#index))
        }
    }
}

/// What a missing member stands for. Elements of an array are never missing, unless serde may make up the last ones.
fn absent(private: &syn::Path, members: &Members, member: &Member) -> TokenStream {
    let ty = &member.ty;
    let rule = if member.serde.has("default") {
        "default"
    } else if members.style == Style::Tuple {
        "present"
    } else if member.serde.has("skip_serializing_if") {
        "skippable"
    } else {
        "optional"
    };
    let (private, rule) = (located_at(private, ty.span()), Ident::new(rule, ty.span()));
    quote_spanned!(ty.span()=> #private::shape::rules::#rule::<#ty>())
}
