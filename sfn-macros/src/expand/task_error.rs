//! `impl TaskError`: names and payloads as constants, and the way between a value and its `Error` and `Cause`.

use super::members::{self, Layout};
use crate::parse::shape::{Member, Style};
use crate::parse::task_error::{ErrorType, ErrorVariant, Saying};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Path;
use syn::ext::IdentExt;
use syn::spanned::Spanned;

/// AWS's error that also stands for a missed heartbeat.
const TIMEOUT: &str = "States.Timeout";
const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";

/// The implementation of `TaskError` and the conversions from the errors that `#[from]` variants hold.
pub fn task_error(error: &ErrorType) -> TokenStream {
    let Ok(variants) = &error.variants else {
        return TokenStream::new();
    };
    let private = &error.krate.private();
    let ident = &error.ident;
    let constants = constants(private, error, variants);
    let to_failure = to_failure(private, error, variants);
    let from_failure = from_failure(private, error, variants);
    let conversions = variants
        .iter()
        .filter_map(|variant| inner(variant).map(|inner| conversion(ident, variant, inner)));
    let Constants {
        definitions,
        name,
        value,
        own,
        inner,
    } = constants;
    quote! {
        #[doc(hidden)]
        #[allow(non_snake_case, non_camel_case_types, private_interfaces, dead_code, unreachable_patterns)]
        const _: () = {
            #definitions

            #[automatically_derived]
            impl #private::errors::TaskError for #ident {
                type Variants = #name;
                const VARIANTS: &'static #name = &#value;
                const NAMES: #private::errors::ErrorNames = #private::errors::ErrorNames {
                    of: ::core::concat!(::core::module_path!(), "::", ::core::stringify!(#ident)),
                    own: &[#(#own),*],
                    inner: &[#(#inner),*],
                };

                fn to_failure(&self) -> #private::TaskFailure {
                    #to_failure
                }

                fn from_failure(
                    failure: &#private::TaskFailure,
                ) -> ::core::option::Option<Self> {
                    #from_failure
                }
            }

            #(#conversions)*

            // Associated constants are evaluated, and so checked, only where they are used.
            <#ident as #private::errors::TaskError>::NAMES.assert_distinct();
            let _ = <#ident as #private::errors::TaskError>::VARIANTS;
        };
    }
}

struct Constants {
    definitions: TokenStream,
    name: Ident,
    value: TokenStream,
    own: Vec<String>,
    inner: Vec<TokenStream>,
}

fn constants(private: &Path, error: &ErrorType, variants: &[ErrorVariant]) -> Constants {
    let all = || variants.iter().flat_map(|variant| &variant.members.list);
    let name = members::fresh(format_ident!("{}InAsl", error.ident), all());
    let (mut own, mut inner_names) = (Vec::new(), Vec::new());
    let mut definitions = TokenStream::new();
    let (mut idents, mut types, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for variant in variants {
        let inner = inner(variant);
        let names = match inner {
            Some(inner) => {
                let ty = &inner.ty;
                let task_error = as_task_error(private, inner);
                let names = quote_spanned!(ty.span()=> #task_error::NAMES);
                inner_names.push(names.clone());
                names
            }
            None => {
                let name = asl_name(variant);
                let names =
                    quote!(#private::errors::ErrorNames { of: "", own: &[#name], inner: &[] });
                own.push(name);
                names
            }
        };
        let layout = match inner {
            Some(_) => Layout::Transparent,
            None => Layout::Renamed(rule(error, variant)),
        };
        let twin_name = format_ident!("{}{}InAsl", error.ident, variant.ident);
        let twin_name = members::fresh(twin_name, all());
        let twin = members::of_variant(private, &twin_name, &variant.members, layout);
        let (ty, value) = (twin.ty, twin.value);
        let style = members::style(private, variant.members.style);
        let is_transparent = inner.is_some();
        definitions.extend(twin.definition);
        types.push(quote!(#private::errors::ErrorVariant<#ty>));
        values.push(quote! {
            #private::errors::ErrorVariant {
                info: #private::errors::ErrorInfo { names: #names, style: #style, transparent: #is_transparent },
                fields: #value,
            }
        });
        idents.push(&variant.ident);
    }
    Constants {
        definitions: quote! {
            #definitions
            pub struct #name { #(pub #idents: #types,)* }
        },
        value: quote!(#name { #(#idents: #values,)* }),
        name,
        own,
        inner: inner_names,
    }
}

/// The body of `to_failure`.
fn to_failure(private: &Path, error: &ErrorType, variants: &[ErrorVariant]) -> TokenStream {
    if variants.is_empty() {
        return quote!(match *self {});
    }
    let cause = quote!(#private::payload::cause);
    let arms = variants.iter().map(|variant| {
        let ident = &variant.ident;
        let name = asl_name(variant);
        let bound: Vec<_> = bindings(variant);
        let places = variant.members.list.iter().map(|member| &member.place);
        let pattern = quote!(Self::#ident { #(#places: #bound),* });
        if let Some(inner) = inner(variant) {
            let task_error = as_task_error(private, inner);
            let failure = quote_spanned!(inner.ty.span()=> #task_error::to_failure(#(#bound)*));
            return quote!(#pattern => #failure,);
        }
        let failure = match variant.members.style {
            Style::Unit => quote!(#cause::bare(#name)),
            Style::Newtype => quote!(#cause::with_payload(#name, #(#bound)*)),
            Style::Tuple if bound.is_empty() => quote!(#cause::with_payload(#name, &[(); 0])),
            Style::Tuple => quote!(#cause::with_payload(#name, &(#(#bound,)*))),
            Style::Struct => {
                let rule = rule(error, variant);
                let members = variant.members.list.iter().zip(&bound);
                let writes = members.map(|(member, bound)| write(member, bound, rule));
                quote!(#cause::Members::new()#(#writes)*.into_failure(#name))
            }
        };
        quote!(#pattern => #failure,)
    });
    quote!(match self { #(#arms)* })
}

/// The body of `from_failure`: own names first, then those that came with `#[from]` variants.
fn from_failure(private: &Path, error: &ErrorType, variants: &[ErrorVariant]) -> TokenStream {
    let cause = quote!(#private::payload::cause);
    let some = quote!(::core::option::Option::Some);
    let claims = |name: &str| {
        variants
            .iter()
            .find(|variant| inner(variant).is_none() && asl_name(variant) == name)
    };
    let own = variants.iter().filter(|variant| inner(variant).is_none());
    let arms = own.map(|variant| {
        let ident = &variant.ident;
        let name = asl_name(variant);
        let bound = bindings(variant);
        let value = match variant.members.style {
            Style::Unit => quote!(#some(Self::#ident)),
            Style::Newtype => quote!(#some(Self::#ident(#cause::payload(failure)?))),
            Style::Tuple if bound.is_empty() => quote!({
                let []: [(); 0] = #cause::payload(failure)?;
                #some(Self::#ident())
            }),
            Style::Tuple => quote!({
                let (#(#bound,)*) = #cause::payload(failure)?;
                #some(Self::#ident(#(#bound),*))
            }),
            Style::Struct => {
                let rule = rule(error, variant);
                let places = variant.members.list.iter().map(|member| &member.place);
                let reads = variant.members.list.iter().map(|member| read(member, rule));
                quote!({
                    let payload = #cause::Members::of(failure)?;
                    #some(Self::#ident { #(#places: payload #reads),* })
                })
            }
        };
        quote!(#name => #value,)
    });
    let held = variants.iter().filter_map(|variant| {
        let (ident, inner) = (&variant.ident, inner(variant)?);
        let task_error = as_task_error(private, inner);
        let read = quote_spanned!(inner.ty.span()=> #task_error::from_failure(failure));
        Some(quote! {
            if let #some(held) = #read {
                return #some(Self::#ident(held));
            }
        })
    });
    // Who waits for a timeout is told of a missed heartbeat too, as a catcher on AWS is.
    let heartbeat = match (claims(TIMEOUT), claims(HEARTBEAT_TIMEOUT)) {
        (Some(variant), None) if variant.members.style == Style::Unit => {
            let ident = &variant.ident;
            quote!(if failure.error == #HEARTBEAT_TIMEOUT { return #some(Self::#ident); })
        }
        _ => TokenStream::new(),
    };
    quote! {
        match failure.error.as_str() {
            #(#arms)*
            _ => {
                #(#held)*
                #heartbeat
                ::core::option::Option::None
            }
        }
    }
}

fn conversion(ident: &Ident, variant: &ErrorVariant, inner: &Member) -> TokenStream {
    let (ty, variant) = (&inner.ty, &variant.ident);
    quote! {
        #[automatically_derived]
        impl ::core::convert::From<#ty> for #ident {
            fn from(error: #ty) -> Self {
                Self::#variant(error)
            }
        }
    }
}

/// The member of a `#[from]` variant. A variant that got it wrong is an ordinary one: `check` has reported it.
fn inner(variant: &ErrorVariant) -> Option<&Member> {
    let is_transparent = variant.from.is_some() && variant.members.style == Style::Newtype;
    variant.members.list.first().filter(|_| is_transparent)
}

/// `<Inner as TaskError>`, at the inner error: that is where `rustc` shall say that it is none.
fn as_task_error(private: &Path, inner: &Member) -> TokenStream {
    let (ty, private) = (&inner.ty, members::located_at(private, inner.ty.span()));
    quote_spanned!(ty.span()=> <#ty as #private::errors::TaskError>)
}

fn asl_name(variant: &ErrorVariant) -> String {
    let said = variant.says.iter().find_map(|saying| match saying {
        Saying::Name(name) | Saying::States(name) => Some(name.value()),
        Saying::Foreign | Saying::Unknown(_) => None,
    });
    said.unwrap_or_else(|| variant.ident.unraw().to_string())
}

fn rule<'a>(error: &'a ErrorType, variant: &'a ErrorVariant) -> Option<&'a str> {
    let own = variant.serde.text("rename_all");
    own.or_else(|| error.serde.text("rename_all_fields"))
}

/// Names for the members in a pattern, which hide nothing of the user's.
fn bindings(variant: &ErrorVariant) -> Vec<Ident> {
    let numbers = 0..variant.members.list.len();
    numbers
        .map(|number| Ident::new(&format!("member_{number}"), Span::mixed_site()))
        .collect()
}

fn write(member: &Member, bound: &Ident, rule: Option<&str>) -> TokenStream {
    let has = |word: &str| member.serde.has(word);
    let name = member.json_name(rule);
    if has("skip") || has("skip_serializing") {
        return TokenStream::new();
    }
    let condition = member.serde.text("skip_serializing_if");
    match condition.map(syn::parse_str::<syn::ExprPath>) {
        _ if has("flatten") => quote!(.with_members_of(#bound)),
        Some(Ok(condition)) => quote!(.with_unless(#condition(#bound), #name, #bound)),
        _ => quote!(.with(#name, #bound)),
    }
}

fn read(member: &Member, rule: Option<&str>) -> TokenStream {
    let has = |word: &str| member.serde.has(word);
    let name = member.json_name(rule);
    if has("skip") || has("skip_deserializing") {
        quote!(.skipped())
    } else if has("flatten") {
        quote!(.whole()?)
    } else if has("default") {
        quote!(.member_or_default(#name)?)
    } else {
        quote!(.member(#name)?)
    }
}
