//! The phases over tokens, without a compiler: which numbers a source is refused with, and what it becomes.

mod shape;
mod task;
mod task_error;

use proc_macro2::{TokenStream, TokenTree};
use std::str::FromStr;

/// The numbers of the refusals in what a macro gave, in order.
fn codes(tokens: TokenStream) -> Vec<u16> {
    let mut found = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => found.extend(codes(group.stream())),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                let number = text.split_once("[SFN").and_then(|(_, rest)| rest.get(..3));
                found.extend(number.and_then(|number| number.parse::<u16>().ok()));
            }
            TokenTree::Ident(_) | TokenTree::Punct(_) => {}
        }
    }
    found
}

/// What a macro gave is Rust and refuses with these numbers.
#[track_caller]
fn check_refusals(expansion: TokenStream, expected: &[u16]) {
    assert_eq!(codes(expansion.clone()), expected, "{expansion}");
    if let Err(error) = syn::parse2::<syn::File>(expansion.clone()) {
        panic!("{error}: {expansion}");
    }
}

/// What a macro gave is Rust, refuses nothing and has these parts, whatever the white space.
#[track_caller]
fn check_parts(expansion: TokenStream, parts: &[&str]) {
    check_refusals(expansion.clone(), &[]);
    let expansion = squeezed(&expansion);
    for part in parts {
        let part: String = part.split_whitespace().collect();
        assert!(expansion.contains(&part), "no {part} in {expansion}");
    }
}

#[track_caller]
fn tokens(source: &str) -> TokenStream {
    TokenStream::from_str(source).unwrap_or_else(|error| panic!("{error}: {source}"))
}

/// The text of tokens without white space, for looking into an expansion.
fn squeezed(tokens: &TokenStream) -> String {
    tokens.to_string().split_whitespace().collect()
}
