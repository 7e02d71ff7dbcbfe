//! The pieces of a graph: constant expressions whose values types decide.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use std::cell::RefCell;
use std::collections::HashMap;

/// The pieces so far. Equal ones are one piece: `rustc` has to look at it once.
#[derive(Default)]
pub struct Pieces(RefCell<Found>);

#[derive(Default)]
struct Found {
    numbers: HashMap<String, usize>,
    tokens: Vec<TokenStream>,
}

impl Pieces {
    /// The number of a piece, by its kind in `sfn_core::graph::Piece` and its value.
    pub fn number(&self, kind: &str, value: TokenStream) -> String {
        let mut found = self.0.borrow_mut();
        let next = found.tokens.len();
        let number = *found
            .numbers
            .entry(format!("{kind} {value}"))
            .or_insert(next);
        if number == next {
            let kind = format_ident!("{kind}");
            found.tokens.push(quote!(__p::Piece::#kind(#value)));
        }
        number.to_string()
    }

    /// All of them, in order.
    pub fn into_tokens(self) -> TokenStream {
        let tokens = self.0.into_inner().tokens;
        quote!(&[#(#tokens),*])
    }
}
