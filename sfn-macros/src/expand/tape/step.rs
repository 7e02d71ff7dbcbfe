//! Steps of the tape: typed like the real ones, and not async.

use super::super::types::slot;
use super::Tape;
use super::punctuation::{call, in_place, surround};
use crate::model::{Expr, Mark, Step};
use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};

impl Tape<'_> {
    /// What a step gives.
    pub fn step(&self, expr: &Expr, step: &Step) -> TokenStream {
        let span = expr.span;
        let tokens = match step {
            Step::Task {
                function,
                arguments,
                policies,
            } => {
                let arguments = self.exprs(arguments);
                let arguments = quote!(#(#arguments),*);
                let called = match &expr.mark {
                    Mark::Call(..) => call(&expr.mark, arguments),
                    _ => quote!(#function(#arguments)),
                };
                let policies = policies.iter().map(|policy| {
                    let (dot, method) = (&policy.call.dot_token, &policy.call.method);
                    let value =
                        surround(&policy.call.paren_token, policy.call.args.to_token_stream());
                    quote!(#dot #method #value)
                });
                let called = quote!(#called #(#policies)*);
                match self.slots.tasks.get(&expr.id.0) {
                    Some(index) => {
                        let slot = slot(*index);
                        let called = quote_spanned!(span=> __p::step(#slot, #called));
                        in_place(expr, "out", called)
                    }
                    None => in_place(expr, "out", called),
                }
            }
            Step::Map { .. } => self.map(step),
            Step::Join {
                fails_fast,
                branches,
            } => {
                let function = format!("try_join{}", branches.len());
                let branches = self.exprs(branches);
                if *fails_fast {
                    in_place(expr, &function, quote!(#(#branches),*))
                } else {
                    quote!((#(#branches,)*))
                }
            }
            Step::Async { body } => {
                let body = self.block_after(&quote!(__p::never();), body);
                quote!(__p::block(|| #body))
            }
            Step::CatchAll { function, body } => {
                let body = self.block_after(&quote!(__p::never();), body);
                let mut block = quote!(__p::block(|| #body));
                if let Some(index) = self.slots.errors.get(&expr.id.0) {
                    let slot = slot(*index);
                    block = quote_spanned!(span=> __p::raised(#slot, #block));
                }
                return quote!({
                    __p::is_catch_all(#function(::core::future::ready(
                        ::core::result::Result::<(), ::core::convert::Infallible>::Ok(())
                    )));
                    __p::caught(#block)
                });
            }
            Step::Sleep { function, duration } => {
                let duration = self.expr(duration);
                quote!(__p::is_sleep(#function(#duration)))
            }
            Step::SleepUntil {
                function,
                timestamp,
            } => {
                let timestamp = self.expr(timestamp);
                quote!(__p::is_sleep(#function(#timestamp)))
            }
        };
        match self.slots.errors.get(&expr.id.0) {
            Some(index) => {
                let slot = slot(*index);
                in_place(expr, "raised", quote!(#slot, #tokens))
            }
            None => tokens,
        }
    }

    /// `sfn::map`, after a look at whether it is ours.
    fn map(&self, step: &Step) -> TokenStream {
        let Step::Map {
            function,
            items,
            parameter,
            parameter_type,
            output,
            body,
            concurrency,
        } = step
        else {
            return TokenStream::new();
        };
        let items = self.expr(items);
        let source = &parameter.source;
        let ty = parameter_type.as_ref().map(|ty| quote!(: #ty));
        let output = output.as_ref().map(|output| quote!(-> #output));
        let ties = self.pattern_ties(parameter);
        let body = self.block_inside(body);
        let concurrency = concurrency.as_ref().map(|limit| {
            let limit = self.expr(limit);
            quote!(let _: usize = #limit;)
        });
        quote!({
            __p::is_map(#function(::core::iter::empty::<()>(), |_| {
                ::core::future::ready(::core::result::Result::<(), ()>::Ok(()))
            }));
            #concurrency
            __p::item(#items, |#source #ty| #output { __p::never(); #ties #body })
        })
    }
}
