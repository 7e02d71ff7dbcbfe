//! `#[task]`: the function that makes a call, the marker type, its `Task`, and the registration.

use super::members::located_at;
use super::types::told_apart;
use crate::parse::duration::Duration;
use crate::parse::literal::{boolean, integer, number, text};
use crate::parse::task::{Parameter, RetryOptions, TaskFn, TaskOptions};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Attribute, GenericArgument, Lifetime, Path, PathArguments, ReturnType, Type};

/// Everything that stands for the function.
pub fn task(task: &TaskFn, options: &TaskOptions) -> TokenStream {
    let private = &options.krate.private();
    let parameters = task.parameters();
    let call = call(private, task, options, &parameters);
    let marker = marker(task);
    let implementation = implementation(private, task, options, &parameters);
    let name = &task.signature.ident;
    let (output, _) = outcome(private, &task.signature.output);
    let taken = parameters.iter().map(|parameter| {
        let ty = owned_type(parameter.ty);
        told_apart(private, &ty, parameter.ty.span())
    });
    let given = told_apart(private, &output, output.span());
    quote! {
        #call
        #marker
        #implementation
        #private::register_task! { #name }

        // Each type in a block of its own: `rustc` reports all of them.
        #(const _: () = #taken;)*
        const _: () = #given;
    }
}

/// The function as its callers see it: it takes the arguments and gives a call to be awaited.
fn call(
    private: &Path,
    task: &TaskFn,
    options: &TaskOptions,
    parameters: &[Parameter<'_>],
) -> TokenStream {
    let attributes = task
        .attributes
        .iter()
        .filter(|attribute| faces_callers(attribute));
    let vis = &task.vis;
    let name = &task.signature.ident;
    let (names, types) = (
        parameters.iter().map(|p| p.name),
        parameters.iter().map(|p| p.ty),
    );
    let is_borrowing = parameters.iter().any(|p| referent(p.ty).is_some());
    let lifetime = lifetime();
    let types = types.map(|ty| with_lifetime(ty, &lifetime));
    let values = parameters.iter().map(|p| p.name);
    let (generics, call_lifetime) = if is_borrowing {
        (quote!(<#lifetime>), lifetime.to_token_stream())
    } else {
        (TokenStream::new(), quote!('static))
    };
    let make = if options.retry.is_empty() {
        format_ident!("once")
    } else {
        format_ident!("retried")
    };
    quote! {
        #(#attributes)*
        #vis fn #name #generics(#(#names: #types),*) -> #private::task::TaskCall<#call_lifetime, #name> {
            #private::task::TaskCall::#make((#(#values,)*))
        }
    }
}

/// A braced struct is in the type namespace only, so that it can have the function's name.
fn marker(task: &TaskFn) -> TokenStream {
    let vis = &task.vis;
    let name = &task.signature.ident;
    let doc = format!("The task [`{0}`](fn@{0}), as a type.", name);
    quote! {
        #[doc = #doc]
        #[allow(non_camel_case_types)]
        #vis struct #name {}
    }
}

fn implementation(
    private: &Path,
    task: &TaskFn,
    options: &TaskOptions,
    parameters: &[Parameter<'_>],
) -> TokenStream {
    let name = &task.signature.ident;
    let lifetime = lifetime();
    let types = parameters.iter().map(|p| with_lifetime(p.ty, &lifetime));
    let (output, error) = outcome(private, &task.signature.output);
    let spec = spec(private, task, options, parameters);
    let body = body(task);
    let arguments = Ident::new("arguments", Span::mixed_site());
    let places = (0..parameters.len()).map(syn::Index::from);
    let handle = handle(private, parameters, output.span());
    quote! {
        #[automatically_derived]
        impl #private::task::Task for #name {
            type Arguments<#lifetime> = (#(#types,)*);
            type Output = #output;
            type Error = #error;
            const SPEC: #private::task::TaskSpec = #spec;

            fn run(
                #arguments: Self::Arguments<'_>,
            ) -> impl ::core::future::Future<Output = ::core::result::Result<Self::Output, Self::Error>>
                + ::core::marker::Send {
                #body
                let _ = &#arguments;
                #name(#(#arguments.#places),*)
            }

            #handle
        }
    }
}

/// The user's function, whole.
fn body(task: &TaskFn) -> TokenStream {
    let attributes = task
        .attributes
        .iter()
        .filter(|attribute| faces_body(attribute));
    let (signature, body) = (&task.signature, &task.body);
    quote!(#(#attributes)* #signature #body)
}

fn handle(private: &Path, parameters: &[Parameter<'_>], output: Span) -> TokenStream {
    let payload = Ident::new("payload", Span::mixed_site());
    let read = match parameters {
        [_] => "only",
        _ => "named",
    };
    let numbers = 0..parameters.len();
    let owned: Vec<_> = numbers
        .map(|number| Ident::new(&format!("argument_{number}"), Span::mixed_site()))
        .collect();
    let reads = parameters.iter().zip(&owned).map(|(parameter, owned)| {
        let ty = owned_type(parameter.ty);
        let name = parameter.name.unraw().to_string();
        // What `rustc` has to say about the type, it says at the type.
        let there = located_at(private, parameter.ty.span());
        let read = Ident::new(read, parameter.ty.span());
        quote_spanned! {parameter.ty.span()=>
            let #owned = #there::payload::arguments::#read::<#ty>(&#payload, #name)?;
        }
    });
    let values =
        parameters
            .iter()
            .zip(&owned)
            .map(|(parameter, owned)| match referent(parameter.ty) {
                Some(_) => quote!(&#owned),
                None => owned.to_token_stream(),
            });
    let there = located_at(private, output);
    let result = Ident::new("result", Span::mixed_site().located_at(output));
    let answer = quote_spanned!(output=> #there::payload::arguments::answer::<Self>);
    quote! {
        fn handle(#payload: #private::Value) -> #private::TaskFuture {
            ::std::boxed::Box::pin(async move {
                let _ = &#payload;
                #(#reads)*
                let #result = <Self as #private::task::Task>::run((#(#values,)*)).await;
                #answer(#result)
            })
        }
    }
}

fn spec(
    private: &Path,
    task: &TaskFn,
    options: &TaskOptions,
    parameters: &[Parameter<'_>],
) -> TokenStream {
    let function = task.signature.ident.unraw().to_string();
    let name = options.name.as_ref().and_then(text).unwrap_or(function);
    let resource = option(options.resource.as_ref().and_then(text));
    let parameters = parameters.iter().map(|p| p.name.unraw().to_string());
    let timeout = option(seconds(options.timeout.as_ref()));
    let heartbeat = option(seconds(options.heartbeat.as_ref()));
    let retry = options.retry.iter().map(|retry| retry_spec(private, retry));
    let service_retry = options
        .service_retry
        .as_ref()
        .and_then(boolean)
        .unwrap_or(true);
    quote! {
        #private::task::TaskSpec {
            name: #name,
            resource: #resource,
            parameters: &[#(#parameters),*],
            timeout_seconds: #timeout,
            heartbeat_seconds: #heartbeat,
            retry: &[#(#retry),*],
            service_retry: #service_retry,
            errors: #private::task::errors::<Self>(),
            place: ::core::concat!(::core::file!(), ":", ::core::line!()),
        }
    }
}

fn retry_spec(private: &Path, retry: &RetryOptions) -> TokenStream {
    let errors = match &retry.errors {
        Some(errors) => {
            let errors = errors.iter().map(|error| error_names(private, error));
            quote!(&[#(#errors),*])
        }
        None => quote!(#private::task::any_error::<Self>()),
    };
    let attempts = option(retry.attempts.as_ref().and_then(integer).map(unsigned));
    let interval = option(seconds(retry.interval.as_ref()));
    let backoff = option(retry.backoff.as_ref().and_then(number));
    let max_delay = option(seconds(retry.max_delay.as_ref()));
    let jitter = retry.jitter.as_ref().and_then(text).map(|jitter| {
        let jitter = format_ident!("{}", if jitter == "full" { "Full" } else { "None" });
        quote!(#private::task::Jitter::#jitter)
    });
    let jitter = option(jitter);
    quote! {
        #private::task::RetrySpec {
            errors: #errors,
            attempts: #attempts,
            interval_seconds: #interval,
            backoff_rate: #backoff,
            max_delay_seconds: #max_delay,
            jitter: #jitter,
        }
    }
}

/// `StockError::Busy` is looked up in the constants of `StockError`; a text is a name.
fn error_names(private: &Path, error: &syn::Expr) -> TokenStream {
    if let Some(name) = text(error) {
        return quote!(#private::errors::ErrorNames { of: "", own: &[#name], inner: &[] });
    }
    match error {
        syn::Expr::Group(group) => error_names(private, &group.expr),
        syn::Expr::Path(path) => {
            let mut ty = path.path.clone();
            let variant = ty.segments.pop();
            ty.segments.pop_punct();
            quote_spanned! {error.span()=>
                <#ty as #private::errors::TaskError>::VARIANTS.#variant.info.names
            }
        }
        _ => TokenStream::new(),
    }
}

/// The types in the function's `Result`, by projection where they are not written out.
fn outcome(private: &Path, output: &ReturnType) -> (TokenStream, TokenStream) {
    let ReturnType::Type(_, ty) = output else {
        return (TokenStream::new(), TokenStream::new());
    };
    if let Some((output, error)) = written_out(ty) {
        return (output.to_token_stream(), error.to_token_stream());
    }
    let outcome = |name: &str| {
        let name = Ident::new(name, ty.span());
        quote_spanned!(ty.span()=> <#ty as #private::Outcome>::#name)
    };
    (outcome("Success"), outcome("Failure"))
}

fn written_out(ty: &Type) -> Option<(&Type, &Type)> {
    let Type::Path(path) = ty else { return None };
    let PathArguments::AngleBracketed(arguments) = &path.path.segments.last()?.arguments else {
        return None;
    };
    let mut arguments = arguments.args.iter();
    match (arguments.next(), arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(output)), Some(GenericArgument::Type(error)), None) => {
            Some((output, error))
        }
        _ => None,
    }
}

/// What a parameter's `&` points at.
fn referent(ty: &Type) -> Option<&Type> {
    match ty {
        Type::Reference(reference) => Some(&reference.elem),
        Type::Group(group) => referent(&group.elem),
        _ => None,
    }
}

fn with_lifetime(ty: &Type, lifetime: &Lifetime) -> TokenStream {
    match referent(ty) {
        Some(referent) => quote!(&#lifetime #referent),
        None => ty.to_token_stream(),
    }
}

/// What is read from JSON to be borrowed by the body.
fn owned_type(ty: &Type) -> TokenStream {
    match referent(ty) {
        None => ty.to_token_stream(),
        Some(Type::Slice(slice)) => {
            let item = &slice.elem;
            quote!(::std::vec::Vec<#item>)
        }
        Some(Type::Path(path)) if path.path.is_ident("str") => quote!(::std::string::String),
        Some(referent) => referent.to_token_stream(),
    }
}

fn lifetime() -> Lifetime {
    Lifetime::new("'call", Span::mixed_site())
}

/// Lint levels hold for what callers and for what the body does; the rest of an item's documentation is for callers.
fn faces_callers(attribute: &Attribute) -> bool {
    let names = [
        "doc",
        "deprecated",
        "must_use",
        "cfg",
        "allow",
        "warn",
        "deny",
        "forbid",
    ];
    names.iter().any(|name| attribute.path().is_ident(name))
}

fn faces_body(attribute: &Attribute) -> bool {
    let names = ["doc", "deprecated", "must_use", "cfg"];
    !names.iter().any(|name| attribute.path().is_ident(name))
}

fn seconds(duration: Option<&Duration>) -> Option<Literal> {
    duration.and_then(|duration| duration.seconds).map(unsigned)
}

/// A number that `check` found to be in range. Negative ones do not come here.
fn unsigned(number: i64) -> Literal {
    Literal::u64_unsuffixed(number.unsigned_abs())
}

fn option<T: ToTokens>(value: Option<T>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
