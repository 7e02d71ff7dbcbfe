//! What stands left of `=` where it is taken apart: `(a, v[0]) = …`, `Point { x, .. } = …`, `_ = …`.

use super::Expr;
use crate::refusal::Refusal;
use proc_macro2::TokenStream;

/// The left side of a destructuring assignment, or a part of it.
pub enum Target {
    /// `_`
    Discard(TokenStream),
    /// `..`: whatever is left.
    Rest(TokenStream),
    /// A variable, or a place in one.
    Place(Box<Expr>),
    /// `(a, b)`
    Tuple(syn::token::Paren, Vec<Target>),
    /// `[a, .., b]`
    Array(syn::token::Bracket, Vec<Target>),
    /// `Pair(a, b)`
    Construct {
        path: syn::Path,
        parentheses: syn::token::Paren,
        members: Vec<Target>,
    },
    /// `Point { x, y: v[0], .. }`
    Struct {
        path: syn::Path,
        braces: syn::token::Brace,
        members: Vec<(syn::Member, Target)>,
        has_rest: bool,
    },
    Refused(&'static Refusal, TokenStream),
}

impl Target {
    /// The direct parts, from left to right.
    pub fn parts(&self) -> Vec<&Target> {
        match self {
            Target::Discard(_) | Target::Rest(_) | Target::Place(_) | Target::Refused(..) => {
                Vec::new()
            }
            Target::Tuple(_, parts)
            | Target::Array(_, parts)
            | Target::Construct { members: parts, .. } => parts.iter().collect(),
            Target::Struct { members, .. } => members.iter().map(|(_, part)| part).collect(),
        }
    }

    /// The places in it, in the order in which Rust assigns them.
    pub fn places(&self) -> Vec<&Expr> {
        match self {
            Target::Place(place) => vec![place],
            _ => self.parts().into_iter().flat_map(Target::places).collect(),
        }
    }

    /// Whether this is `..`.
    pub fn is_rest(&self) -> bool {
        matches!(self, Target::Rest(_))
    }
}
