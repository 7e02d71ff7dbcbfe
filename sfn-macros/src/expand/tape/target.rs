//! Assignments of the tape.

use super::Tape;
use super::punctuation::{operator, surround};
use crate::model::{Expr, ExprKind, Mark, Target};
use proc_macro2::TokenStream;
use quote::quote;

impl Tape<'_> {
    /// An assignment; a variable declared without a value is tied here, where it has one.
    pub(super) fn assign(&self, place: &Expr, mark: &Mark, value: &Expr) -> TokenStream {
        let (target, operator, value) = (self.expr(place), operator(mark), self.expr(value));
        let ties = self.deferred_ties(&[place]);
        if ties.is_empty() {
            quote!(#target #operator #value)
        } else {
            quote!({ #target #operator #value; #ties })
        }
    }

    /// An assignment that takes its value apart.
    pub(super) fn destructure(&self, target: &Target, mark: &Mark, value: &Expr) -> TokenStream {
        let ties = self.deferred_ties(&target.places());
        let (target, operator, value) = (self.target(target), operator(mark), self.expr(value));
        if ties.is_empty() {
            quote!(#target #operator #value)
        } else {
            quote!({ #target #operator #value; #ties })
        }
    }

    fn target(&self, target: &Target) -> TokenStream {
        match target {
            Target::Discard(tokens) | Target::Rest(tokens) | Target::Refused(_, tokens) => {
                tokens.clone()
            }
            Target::Place(place) => self.expr(place),
            Target::Tuple(parentheses, parts) => {
                let parts = parts.iter().map(|part| self.separated(part));
                surround(parentheses, quote!(#(#parts)*))
            }
            Target::Array(brackets, parts) => {
                let parts = parts.iter().map(|part| self.separated(part));
                surround(brackets, quote!(#(#parts)*))
            }
            Target::Construct {
                path,
                parentheses,
                members,
            } => {
                let members = members.iter().map(|part| self.separated(part));
                let members = surround(parentheses, quote!(#(#members)*));
                quote!(#path #members)
            }
            Target::Struct {
                path,
                braces,
                members,
                has_rest,
            } => {
                let members = members.iter().map(|(member, part)| {
                    let part = self.target(part);
                    quote!(#member: #part,)
                });
                let rest = has_rest.then(|| quote!(..));
                let members = surround(braces, quote!(#(#members)* #rest));
                quote!(#path #members)
            }
        }
    }

    /// A part with the comma after it.
    fn separated(&self, part: &Target) -> TokenStream {
        let part = self.target(part);
        quote!(#part,)
    }

    fn deferred_ties(&self, places: &[&Expr]) -> TokenStream {
        places
            .iter()
            .filter_map(|place| match place.kind {
                ExprKind::Variable(id) if self.machine.variables[id.0].deferred => {
                    Some(self.tie(id))
                }
                _ => None,
            })
            .collect()
    }
}
