//! Expressions: literals as themselves, anything else as an array that begins with what it is.

use super::Writer;
use super::json::{array, string};
use crate::expand::types::{names, operator_of, slot, ty};
use crate::lower::{Code, Operator};
use crate::model::Constant;
use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

/// `[kind, part, …]`
fn node<const N: usize>(kind: &str, parts: [String; N]) -> String {
    list(kind, parts)
}

fn list(kind: &str, parts: impl IntoIterator<Item = String>) -> String {
    array(std::iter::once(string(kind)).chain(parts))
}

impl Writer<'_> {
    pub(super) fn code(&self, code: &Code) -> String {
        match code {
            Code::Member(..) | Code::VariantMember(..) | Code::Payload(..) => self.member(
                code,
                |name, member| quote_spanned!(name.span()=> __p::shape::rules::whole(&#member)),
            ),
            Code::Null => "null".to_owned(),
            Code::Constant(constant) => literal(constant),
            Code::Variable(id) => node("$", [self.name(*id)]),
            Code::Outside(value) => {
                let value = quote_spanned!(value.span()=> __p::constant(const { #value }));
                let literal = self.pieces.number("Literal", quote!(#value.literal()));
                node("literal", [literal])
            }
            Code::Path(path) => node("path", [string(path)]),
            Code::TaskResult(index) => {
                let task = slot(*index);
                let spec = self.pieces.number("Task", quote!(__p::spec(#task)));
                node("result", [spec])
            }
            Code::Named(base, name, parameter) => {
                let absent = match parameter.and_then(|index| self.parameters.get(index)) {
                    Some(parameter) => quote!(<#parameter as __p::Shape>::ABSENT),
                    None => quote!(::core::option::Option::None),
                };
                node("member", [self.code(base), self.own_field(name, &absent)])
            }
            Code::IsVariant(base, owner, variant) => {
                let variant = self.variant(&ty(owner), variant);
                node("is", [self.code(base), variant])
            }
            Code::IsError(base, owner, variant) => match variant {
                Some(variant) => {
                    let owner = ty(owner);
                    let names = quote!(__p::variants(#owner).#variant.info.names);
                    let names = self.pieces.number("Errors", names);
                    node("is error", [self.code(base), names])
                }
                None => node("is err", [self.code(base)]),
            },
            Code::Raised(error, variant, members) => {
                let error = ty(error);
                let raised = self.raised(&error, variant);
                let members = self.payload(&error, variant, members);
                list("raised", std::iter::once(raised).chain(members))
            }
            Code::Apply(operator, arguments) => {
                let operator = self.operator(operator);
                let arguments = arguments.iter().map(|code| self.code(code));
                list("apply", std::iter::once(operator).chain(arguments))
            }
            Code::Lambda(parameters, body) => {
                let parameters = parameters.iter().map(|id| self.name(*id));
                node("lambda", [array(parameters), self.code(body)])
            }
            Code::Struct(owner, members) => {
                let owner = ty(owner);
                let members = members.iter().map(|(member, code)| {
                    let field = self.field(quote!(__p::names(#owner).#member.info));
                    array([field, self.code(code)])
                });
                node("struct", [array(members)])
            }
            Code::With(base, owner, members) => {
                let (base, owner) = (self.base(base), ty(owner));
                let members = members.iter().map(|(member, code)| {
                    let field = quote!(__p::names(#owner).#member);
                    let info = match code {
                        // What is one with its owner is replaced member by member.
                        Code::With(..) => quote!(#field.info),
                        _ => quote_spanned!(member.span()=> __p::shape::rules::whole(&#field)),
                    };
                    array([self.field(info), self.code(code)])
                });
                list("with", std::iter::once(base).chain(members))
            }
            Code::Variant(owner, variant, members) => {
                let owner = ty(owner);
                let info = self.variant(&owner, variant);
                let members = members.iter().map(|(member, code)| {
                    let field = self.field(quote!(__p::names(#owner).#variant.fields.#member.info));
                    array([field, self.code(code)])
                });
                list("variant", std::iter::once(info).chain(members))
            }
            Code::Array(items) => {
                let items = items.iter().map(|(code, found)| {
                    let nested = found.as_ref().map(|found| {
                        let found = ty(found);
                        self.pieces.number("IsArray", quote!(__p::is_array(#found)))
                    });
                    array(std::iter::once(self.code(code)).chain(nested))
                });
                node("array", [array(items)])
            }
            Code::Object(members) => {
                let members = members.iter().map(|(name, code)| {
                    let field = self.own_field(name, &quote!(::core::option::Option::None));
                    array([field, self.code(code)])
                });
                node("struct", [array(members)])
            }
        }
    }

    /// A value of which a member is read: it may be one with its own owner (`flatten`).
    fn base(&self, code: &Code) -> String {
        self.member(code, |_, member| quote!(#member.info))
    }

    /// A member of a struct, a variant or a payload, and what is known of it; any other value as it is.
    fn member(
        &self,
        code: &Code,
        info: impl FnOnce(&syn::Member, TokenStream) -> TokenStream,
    ) -> String {
        match code {
            Code::Member(base, owner, member, known) => {
                let owner = names(owner, known.as_ref(), member);
                let field = self.field(info(member, quote!(#owner.#member)));
                node("member", [self.base(base), field])
            }
            Code::VariantMember(base, owner, variant, member) => {
                let owner = ty(owner);
                let field = info(member, quote!(__p::names(#owner).#variant.fields.#member));
                let (variant, field) = (self.variant(&owner, variant), self.field(field));
                node("within", [self.base(base), variant, field])
            }
            Code::Payload(base, error, variant, member) => {
                let error = ty(error);
                let field = info(
                    member,
                    quote!(__p::variants(#error).#variant.fields.#member),
                );
                let variant = quote_spanned!(variant.span()=> __p::with_payload(__p::variants(#error).#variant.info));
                let variant = self.pieces.number("Error", variant);
                node("payload", [self.code(base), variant, self.field(field)])
            }
            _ => self.code(code),
        }
    }

    /// The members of an error that is raised.
    pub(super) fn payload<'b>(
        &'b self,
        error: &'b TokenStream,
        variant: &'b syn::Ident,
        members: &'b [(syn::Member, Code)],
    ) -> impl Iterator<Item = String> + 'b {
        members.iter().map(move |(member, code)| {
            let field = quote!(__p::variants(#error).#variant.fields.#member);
            let digits = self
                .pieces
                .number("Digits", quote!(__p::shape::digits(#field.ty)));
            array([self.field(quote!(#field.info)), self.code(code), digits])
        })
    }

    fn operator(&self, operator: &Operator) -> String {
        let value = match operator {
            Operator::Typed(name, owner, span) => {
                operator_of(name, std::slice::from_ref(owner), *span)
            }
            Operator::Fixed(name) => {
                let name = format_ident!("{name}");
                quote!(__p::operators::#name)
            }
            Operator::Chosen {
                name, types, span, ..
            } => operator_of(name, types, *span),
        };
        self.pieces.number("Operator", value)
    }

    fn field(&self, info: TokenStream) -> String {
        self.pieces.number("Field", info)
    }

    /// A member with a name of ours.
    fn own_field(&self, name: &str, absent: &TokenStream) -> String {
        self.field(quote!(__p::FieldInfo { place: __p::Place::Member(#name), absent: #absent }))
    }

    fn variant(&self, owner: &TokenStream, variant: &syn::Ident) -> String {
        let info = quote!(__p::names(#owner).#variant.info);
        self.pieces.number("Variant", info)
    }

    /// A variant that is raised here.
    pub(super) fn raised(&self, error: &TokenStream, variant: &syn::Ident) -> String {
        let info =
            quote_spanned!(variant.span()=> __p::raised_as(__p::variants(#error).#variant.info));
        self.pieces.number("Error", info)
    }
}

fn literal(constant: &Constant) -> String {
    match constant {
        Constant::Bool(value) => value.to_string(),
        Constant::Integer(value) => value.to_string(),
        // With a point or an exponent, so that it is read as a float again, and as the same.
        Constant::Float(value) => format!("{value:?}"),
        Constant::String(text) => string(text),
    }
}
