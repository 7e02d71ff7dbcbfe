//! The input of `derive(Shape)`: a container with its members, each with what serde's attributes say.

use super::krate::Krate;
use super::serde_attributes::SerdeAttributes;
use crate::case;
use crate::report::Report;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Generics, Ident, Token, Type};

/// A struct, an enum or a union.
pub struct Container {
    /// Its name.
    pub ident: Ident,
    /// Its parameters.
    pub generics: Generics,
    /// Where generated code finds `sfn`.
    pub krate: Krate,
    /// What serde is told about it.
    pub serde: SerdeAttributes,
    /// What it holds.
    pub data: ContainerData,
}

/// What a [`Container`] holds.
pub enum ContainerData {
    /// A struct.
    Struct(Members),
    /// An enum.
    Enum(Vec<Variant>),
    /// A union, which has no JSON.
    Union(Token![union]),
}

/// A variant of an enum.
pub struct Variant {
    /// Its name.
    pub ident: Ident,
    /// What serde is told about it.
    pub serde: SerdeAttributes,
    /// What it holds.
    pub members: Members,
}

/// The members of a struct or variant.
pub struct Members {
    /// How they are written.
    pub style: Style,
    /// The members in order.
    pub list: Vec<Member>,
}

/// How members are written, in the words of serde and of `sfn_core::shape::Style`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Not at all.
    Unit,
    /// `(T)`
    Newtype,
    /// `(A, B)`
    Tuple,
    /// `{ a: A }`
    Struct,
}

/// A member of a struct or variant.
pub struct Member {
    /// Its name, or its position.
    pub place: syn::Member,
    /// Its type.
    pub ty: Type,
    /// What serde is told about it.
    pub serde: SerdeAttributes,
}

impl Container {
    /// Reads the input of a derive.
    pub fn parse(input: DeriveInput, report: &mut Report) -> Self {
        let data = match input.data {
            Data::Struct(data) => ContainerData::Struct(Members::parse(data.fields, report)),
            Data::Enum(data) => ContainerData::Enum(
                data.variants
                    .into_iter()
                    .map(|variant| Variant {
                        serde: SerdeAttributes::parse(&variant.attrs, report),
                        members: Members::parse(variant.fields, report),
                        ident: variant.ident,
                    })
                    .collect(),
            ),
            Data::Union(data) => ContainerData::Union(data.union_token),
        };
        Self {
            krate: Krate::of(&input.attrs, report),
            serde: SerdeAttributes::parse(&input.attrs, report),
            ident: input.ident,
            generics: input.generics,
            data,
        }
    }
}

impl Members {
    /// Reads the members of a struct or variant.
    pub fn parse(fields: Fields, report: &mut Report) -> Self {
        let style = match &fields {
            Fields::Named(_) => Style::Struct,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => Style::Newtype,
            Fields::Unnamed(_) => Style::Tuple,
            Fields::Unit => Style::Unit,
        };
        let places: Vec<_> = fields.members().collect();
        let list = places
            .into_iter()
            .zip(fields)
            .map(|(place, field)| Member {
                place,
                serde: SerdeAttributes::parse(&field.attrs, report),
                ty: field.ty,
            })
            .collect();
        Self { style, list }
    }
}

impl Variant {
    /// Its name in JSON, where the enum has this `rename_all`.
    pub fn json_name(&self, rule: Option<&str>) -> String {
        match self.serde.text("rename") {
            Some(name) => name.to_owned(),
            None => case::variant(&self.ident.unraw().to_string(), rule),
        }
    }
}

impl Member {
    /// The tokens that name the member where there is a name, else its type.
    pub fn blame(&self) -> TokenStream {
        match &self.place {
            syn::Member::Named(ident) => ident.to_token_stream(),
            syn::Member::Unnamed(_) => self.ty.to_token_stream(),
        }
    }

    /// Its name in JSON, where its owner has this `rename_all`.
    pub fn json_name(&self, rule: Option<&str>) -> String {
        match (self.serde.text("rename"), &self.place) {
            (Some(name), _) => name.to_owned(),
            (None, syn::Member::Named(ident)) => case::field(&ident.unraw().to_string(), rule),
            (None, syn::Member::Unnamed(index)) => index.index.to_string(),
        }
    }
}
