//! `#[task(…)]` and the function below it.

use super::duration::{Duration, duration};
use super::krate::Krate;
use crate::refusal::TASK_OPTION;
use crate::report::Report;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, FnArg, Ident, Pat, Signature, Token, Type, Visibility, token};

/// The function. Its body stays tokens: nobody looks into it.
pub struct TaskFn {
    /// Its attributes.
    pub attributes: Vec<Attribute>,
    /// Its visibility.
    pub vis: Visibility,
    /// Its signature.
    pub signature: Signature,
    /// Its body, with the braces.
    pub body: TokenTree,
}

/// A parameter that is what a task can have.
pub struct Parameter<'a> {
    /// Its name.
    pub name: &'a Ident,
    /// Its type.
    pub ty: &'a Type,
}

/// What the attribute says.
#[derive(Default)]
pub struct TaskOptions {
    /// Where generated code finds `sfn`.
    pub krate: Krate,
    /// `name`
    pub name: Option<Expr>,
    /// `resource`
    pub resource: Option<Expr>,
    /// `timeout`
    pub timeout: Option<Duration>,
    /// `heartbeat`
    pub heartbeat: Option<Duration>,
    /// `service_retry`
    pub service_retry: Option<Expr>,
    /// Each `retry(…)`, in order.
    pub retry: Vec<RetryOptions>,
}

/// What a `retry(…)` says.
#[derive(Default)]
pub struct RetryOptions {
    /// `errors`
    pub errors: Option<Vec<Expr>>,
    /// `attempts`
    pub attempts: Option<Expr>,
    /// `interval`
    pub interval: Option<Duration>,
    /// `backoff`
    pub backoff: Option<Expr>,
    /// `max_delay`
    pub max_delay: Option<Duration>,
    /// `jitter`
    pub jitter: Option<Expr>,
}

impl Parse for TaskFn {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let vis = input.parse()?;
        let signature = input.parse()?;
        if !input.peek(token::Brace) {
            return Err(input.error("expected the body of a function"));
        }
        Ok(Self {
            attributes,
            vis,
            signature,
            body: input.parse()?,
        })
    }
}

impl TaskFn {
    /// The parameters; those that a task cannot have are left out.
    pub fn parameters(&self) -> Vec<Parameter<'_>> {
        let inputs = self.signature.inputs.iter();
        inputs.filter_map(parameter).collect()
    }
}

/// A parameter with a plain name.
pub fn parameter(input: &FnArg) -> Option<Parameter<'_>> {
    let FnArg::Typed(input) = input else {
        return None;
    };
    match &*input.pat {
        Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(Parameter {
            name: &pat.ident,
            ty: &input.ty,
        }),
        _ => None,
    }
}

impl TaskOptions {
    /// Reads the attribute's arguments.
    pub fn parse(arguments: TokenStream, report: &mut Report) -> Self {
        let mut options = Self::default();
        for Entry { name, value } in entries(arguments, report) {
            match (name.to_string().as_str(), value) {
                ("crate", Given::Value(value)) => match syn::parse2(value.to_token_stream()) {
                    Ok(path) => options.krate = Krate(path),
                    Err(_) => report.refuse(value, &TASK_OPTION),
                },
                ("name", Given::Value(value)) => once(&mut options.name, value, &name, report),
                ("resource", Given::Value(value)) => {
                    once(&mut options.resource, value, &name, report)
                }
                ("timeout", Given::Value(value)) => {
                    once(&mut options.timeout, duration(value), &name, report)
                }
                ("heartbeat", Given::Value(value)) => {
                    once(&mut options.heartbeat, duration(value), &name, report)
                }
                ("service_retry", Given::Value(value)) => {
                    once(&mut options.service_retry, value, &name, report)
                }
                ("retry", Given::List(list)) => {
                    options.retry.push(RetryOptions::parse(list, report))
                }
                _ => report.refuse(name, &TASK_OPTION),
            }
        }
        options
    }
}

impl RetryOptions {
    fn parse(arguments: TokenStream, report: &mut Report) -> Self {
        let mut options = Self::default();
        for Entry { name, value } in entries(arguments, report) {
            match (name.to_string().as_str(), value) {
                ("errors", Given::Value(Expr::Array(list))) => {
                    once(
                        &mut options.errors,
                        list.elems.into_iter().collect(),
                        &name,
                        report,
                    );
                }
                ("attempts", Given::Value(value)) => {
                    once(&mut options.attempts, value, &name, report)
                }
                ("interval", Given::Value(value)) => {
                    once(&mut options.interval, duration(value), &name, report)
                }
                ("backoff", Given::Value(value)) => {
                    once(&mut options.backoff, value, &name, report)
                }
                ("max_delay", Given::Value(value)) => {
                    once(&mut options.max_delay, duration(value), &name, report)
                }
                ("jitter", Given::Value(value)) => once(&mut options.jitter, value, &name, report),
                _ => report.refuse(name, &TASK_OPTION),
            }
        }
        options
    }
}

/// `name = value` or `name(list)`.
struct Entry {
    name: Ident,
    value: Given,
}

enum Given {
    Value(Expr),
    List(TokenStream),
    Nothing,
}

impl Parse for Entry {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = input.call(Ident::parse_any)?;
        let value = if input.peek(token::Paren) {
            let list;
            syn::parenthesized!(list in input);
            Given::List(list.parse()?)
        } else if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Given::Value(input.parse()?)
        } else {
            Given::Nothing
        };
        Ok(Self { name, value })
    }
}

fn entries(tokens: TokenStream, report: &mut Report) -> Vec<Entry> {
    match Punctuated::<Entry, Token![,]>::parse_terminated.parse2(tokens) {
        Ok(entries) => entries.into_iter().collect(),
        Err(error) => {
            report.add(error);
            Vec::new()
        }
    }
}

fn once<T>(slot: &mut Option<T>, value: T, name: &Ident, report: &mut Report) {
    if slot.replace(value).is_some() {
        report.refuse(name, &TASK_OPTION);
    }
}
