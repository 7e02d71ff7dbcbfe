//! Conditions of the tape that have patterns in them.

use super::Tape;
use crate::model::{Chain, Link};
use proc_macro2::TokenStream;
use quote::quote;

impl Tape<'_> {
    /// `let pattern = subject && …`, with ties at once, since a later part may bind the same name.
    pub(super) fn chain(&self, chain: &Chain) -> TokenStream {
        let mut tokens = TokenStream::new();
        for (index, link) in chain.links.iter().enumerate() {
            if let Some(operator) = index.checked_sub(1).and_then(|at| chain.operators.get(at)) {
                tokens.extend(quote!(#operator));
            }
            tokens.extend(self.link(link));
        }
        tokens
    }

    fn link(&self, link: &Link) -> TokenStream {
        let value = self.expr(link.value());
        match link {
            Link::Test { .. } => value,
            Link::Let { tokens, found } => {
                let (let_token, equals) = tokens;
                let pattern = &found.arms[0].pattern;
                let source = &pattern.source;
                let ties = self.pattern_ties(pattern);
                let ties = (!ties.is_empty()).then(|| quote!(&& { #ties true }));
                quote!(#let_token #source #equals #value #ties)
            }
        }
    }
}
