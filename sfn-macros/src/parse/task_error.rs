//! The input of `derive(TaskError)`.

use super::krate::Krate;
use super::serde_attributes::SerdeAttributes;
use super::shape::Members;
use crate::report::Report;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Data, DeriveInput, Generics, Ident, LitStr, Token};

/// What the derive stands on.
pub struct ErrorType {
    /// Its name.
    pub ident: Ident,
    /// Its parameters.
    pub generics: Generics,
    /// Where generated code finds `sfn`.
    pub krate: Krate,
    /// What serde is told about it.
    pub serde: SerdeAttributes,
    /// Its variants; the keyword to blame where it is no enum.
    pub variants: Result<Vec<ErrorVariant>, TokenStream>,
}

/// A variant of an [`ErrorType`].
pub struct ErrorVariant {
    /// Its name.
    pub ident: Ident,
    /// What serde is told about it.
    pub serde: SerdeAttributes,
    /// What `#[error(…)]` says.
    pub says: Vec<Saying>,
    /// `#[from]`, on the variant or on its member.
    pub from: Option<Attribute>,
    /// What it holds.
    pub members: Members,
}

/// One entry of `#[error(…)]`.
pub enum Saying {
    /// `name = "…"`
    Name(LitStr),
    /// `states = "…"`
    States(LitStr),
    /// A message or `transparent`: `thiserror` reads the attribute of the same name.
    Foreign,
    /// Anything else.
    Unknown(TokenStream),
}

impl ErrorType {
    /// Reads the input of the derive.
    pub fn parse(input: DeriveInput, report: &mut Report) -> Self {
        let variants = match input.data {
            Data::Struct(data) => Err(data.struct_token.to_token_stream()),
            Data::Union(data) => Err(data.union_token.to_token_stream()),
            Data::Enum(data) => Ok(data
                .variants
                .into_iter()
                .map(|variant| ErrorVariant::parse(variant, report))
                .collect()),
        };
        Self {
            krate: Krate::of(&input.attrs, report),
            serde: SerdeAttributes::parse(&input.attrs, report),
            ident: input.ident,
            generics: input.generics,
            variants,
        }
    }
}

impl ErrorVariant {
    fn parse(variant: syn::Variant, report: &mut Report) -> Self {
        let mut says = Vec::new();
        for attribute in &variant.attrs {
            if attribute.path().is_ident("error") {
                match attribute.parse_args_with(sayings) {
                    Ok(more) => says.extend(more),
                    Err(_) => says.push(Saying::Unknown(attribute.to_token_stream())),
                }
            }
        }
        let is_from = |attribute: &&Attribute| attribute.path().is_ident("from");
        let on_members = variant.fields.iter().flat_map(|field| &field.attrs);
        let from = variant.attrs.iter().chain(on_members).find(is_from);
        Self {
            from: from.cloned(),
            says,
            serde: SerdeAttributes::parse(&variant.attrs, report),
            members: Members::parse(variant.fields, report),
            ident: variant.ident,
        }
    }
}

fn sayings(input: ParseStream) -> syn::Result<Vec<Saying>> {
    if input.peek(LitStr) || input.peek(Ident) && input.fork().parse::<Transparent>().is_ok() {
        input.parse::<TokenStream>()?;
        return Ok(vec![Saying::Foreign]);
    }
    let entries = Punctuated::<Saying, Token![,]>::parse_terminated(input)?;
    Ok(entries.into_iter().collect())
}

/// The word `transparent` alone.
struct Transparent;

impl Parse for Transparent {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let word: Ident = input.parse()?;
        if word == "transparent" && input.is_empty() {
            Ok(Self)
        } else {
            Err(input.error("another word"))
        }
    }
}

impl Parse for Saying {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        if name != "name" && name != "states" {
            while !input.is_empty() && !input.peek(Token![,]) {
                input.parse::<proc_macro2::TokenTree>()?;
            }
            return Ok(Self::Unknown(name.to_token_stream()));
        }
        input.parse::<Token![=]>()?;
        let text = input.parse()?;
        Ok(if name == "name" {
            Self::Name(text)
        } else {
            Self::States(text)
        })
    }
}
