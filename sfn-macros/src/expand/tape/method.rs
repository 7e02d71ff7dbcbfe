//! Method calls of the tape, and their closures, with ties at what the graph asks about.

use super::Tape;
use super::punctuation::surround;
use crate::model::{Argument, Call, Closure, Mark};
use proc_macro2::TokenStream;
use quote::quote;

impl Tape<'_> {
    /// `receiver.method(arguments)`
    pub fn method(&self, call: &Call, mark: &Mark) -> TokenStream {
        let receiver = self.expr(&call.receiver);
        let Mark::Method(dot, name, parentheses) = mark else {
            return receiver;
        };
        let arguments = call.arguments.iter().map(|argument| match argument {
            Argument::Value(value) => self.expr(value),
            Argument::Closure(closure) => self.closure(closure),
        });
        let arguments = surround(parentheses, quote!(#(#arguments),*));
        let turbofish = &call.turbofish;
        quote!(#receiver #dot #name #turbofish #arguments)
    }

    fn closure(&self, closure: &Closure) -> TokenStream {
        let (capture, (left, right)) = (&closure.capture, &closure.bars);
        let parameters = closure.parameters.iter().map(|(pattern, ty)| {
            let source = &pattern.source;
            let ty = ty.as_ref().map(|ty| quote!(: #ty));
            quote!(#source #ty)
        });
        let ties: TokenStream = closure
            .parameters
            .iter()
            .map(|(pattern, _)| self.pattern_ties(pattern))
            .collect();
        let output = closure.output.as_ref().map(|output| quote!(-> #output));
        let mut body = self.expr(&closure.body);
        if !ties.is_empty() || output.is_some() {
            // `match … { … } || …` would be a statement.
            body = quote!({ #ties (#body) });
        }
        quote!(#capture #left #(#parameters),* #right #output #body)
    }
}
