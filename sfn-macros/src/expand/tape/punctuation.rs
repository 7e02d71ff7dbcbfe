//! The user's punctuation, where there is some, so that a mistake has the same place in the tape as in the function.

use crate::model::{Expr, Mark};
use proc_macro2::{Group, Ident, TokenStream};
use quote::{quote, quote_spanned};

pub fn operator(mark: &Mark) -> TokenStream {
    match mark {
        Mark::Operator(tokens) => tokens.clone(),
        _ => TokenStream::new(),
    }
}

pub fn method_call(mark: &Mark) -> TokenStream {
    match mark {
        Mark::Method(dot, name, parentheses) => {
            let arguments = surround(parentheses, TokenStream::new());
            quote!(#dot #name #arguments)
        }
        _ => TokenStream::new(),
    }
}

pub fn call(mark: &Mark, arguments: TokenStream) -> TokenStream {
    match mark {
        Mark::Call(function, parentheses) => {
            let arguments = surround(parentheses, arguments);
            quote!(#function #arguments)
        }
        _ => quote!((#arguments)),
    }
}

pub fn parentheses(mark: &Mark, inside: TokenStream) -> TokenStream {
    match mark {
        Mark::Parentheses(parentheses) => surround(parentheses, inside),
        _ => quote!((#inside)),
    }
}

pub fn brackets(mark: &Mark, inside: TokenStream) -> TokenStream {
    match mark {
        Mark::Brackets(brackets) => surround(brackets, inside),
        _ => quote!([#inside]),
    }
}

pub fn braces(mark: &Mark, inside: TokenStream) -> TokenStream {
    match mark {
        Mark::Braces(braces) => surround(braces, inside),
        _ => quote!({ #inside }),
    }
}

/// A call of the runtime crate that stands where the user's expression does, from its first token to its last.
pub fn in_place(expr: &Expr, function: &str, inside: TokenStream) -> TokenStream {
    let function = Ident::new(function, expr.span);
    let mut parentheses = Group::new(proc_macro2::Delimiter::Parenthesis, inside);
    parentheses.set_span(expr.end);
    quote_spanned!(expr.span=> __p::#function #parentheses)
}

/// Tokens between the very delimiters that the user wrote.
pub fn surround(delimiter: &impl Delimiter, inside: TokenStream) -> TokenStream {
    let mut tokens = TokenStream::new();
    delimiter.surround(&mut tokens, inside);
    tokens
}

/// What `syn`'s delimiters have in common.
pub trait Delimiter {
    /// Appends a group.
    fn surround(&self, tokens: &mut TokenStream, inside: TokenStream);
}

macro_rules! delimiters {
    ($($name:ident),*) => {$(
        impl Delimiter for syn::token::$name {
            fn surround(&self, tokens: &mut TokenStream, inside: TokenStream) {
                Self::surround(self, tokens, |tokens| tokens.extend(inside));
            }
        }
    )*};
}

delimiters!(Paren, Bracket, Brace);
