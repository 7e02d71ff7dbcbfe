//! The tape: the body once more, never run, with a tie at each place whose type the graph needs.

mod chain;
mod expression;
mod method;
mod punctuation;
mod step;
mod target;

use self::punctuation::surround;
use super::types::slot;
use crate::lower::Slots;
use crate::model::{Block, Expr, ExprKind, Machine, MatchForm, Pattern, Statement, VarId};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The longest tuple that the runtime crate knows.
const TUPLE: usize = 16;

/// Writes one machine's tape.
pub struct Tape<'a> {
    pub machine: &'a Machine,
    pub slots: &'a Slots,
}

impl Tape<'_> {
    /// `let (t0, t1, …) = tape(|…| { … });`
    pub fn statement(&self) -> TokenStream {
        let names = self.names((0..self.slots.count).map(slot).collect());
        let fresh = self.names_of(self.slots.count);
        let parameters = self.machine.parameters.iter().map(|id| {
            let variable = &self.machine.variables[id.0];
            let mutable = variable.mutable.then(|| quote!(mut));
            let name = &variable.name;
            quote!(#mutable #name)
        });
        let types = &self.machine.parameter_types;
        let ties: TokenStream = self
            .machine
            .parameters
            .iter()
            .map(|id| self.tie(*id))
            .collect();
        let body = self.block_inside(&self.machine.body);
        let output = &self.machine.item.sig.output;
        quote! {
            let #names = __p::tape(|| {
                let #names = #fresh;
                let __body = |#(#parameters: #types),*| #output { __p::never(); #ties #body };
                #names
            });
        }
    }

    /// The type variables as a tuple, of tuples where there are many.
    fn names(&self, mut parts: Vec<Ident>) -> TokenStream {
        let mut parts: Vec<TokenStream> = parts.drain(..).map(|name| quote!(#name)).collect();
        while parts.len() > TUPLE {
            parts = parts
                .chunks(TUPLE)
                .map(|chunk| quote!((#(#chunk,)*)))
                .collect();
        }
        quote!((#(#parts,)*))
    }

    fn names_of(&self, count: usize) -> TokenStream {
        let mut parts: Vec<TokenStream> = (0..count).map(|_| quote!(__p::fresh())).collect();
        while parts.len() > TUPLE {
            parts = parts
                .chunks(TUPLE)
                .map(|chunk| quote!((#(#chunk,)*)))
                .collect();
        }
        quote!((#(#parts,)*))
    }

    pub(super) fn tie(&self, id: VarId) -> TokenStream {
        let name = &self.machine.variables[id.0].name;
        let whole = self.slots.variables.get(&id).map(|index| {
            let slot = slot(*index);
            quote!(__p::tie(#slot, &#name);)
        });
        let members = self
            .slots
            .places
            .iter()
            .filter(|((owner, _), _)| *owner == id)
            .map(|(_, place)| {
                let (slot, path) = (slot(place.slot), &place.path);
                quote!(__p::tie(#slot, &#name #(.#path)*);)
            });
        quote!(#whole #(#members)*)
    }

    pub(super) fn pattern_ties(&self, pattern: &Pattern) -> TokenStream {
        pattern.bound().into_iter().map(|id| self.tie(id)).collect()
    }

    pub(super) fn block(&self, block: &Block) -> TokenStream {
        self.block_after(&TokenStream::new(), block)
    }

    /// A block that begins with something more.
    pub(super) fn block_after(&self, before: &TokenStream, block: &Block) -> TokenStream {
        let inside = self.block_inside(block);
        match &block.braces {
            Some(braces) => surround(braces, quote!(#before #inside)),
            None => quote!({ #before #inside }),
        }
    }

    pub(super) fn block_inside(&self, block: &Block) -> TokenStream {
        let statements = block
            .statements
            .iter()
            .map(|statement| self.one_statement(statement));
        let tail = block.tail.as_ref().map(|tail| self.expr(tail));
        quote!(#(#statements)* #tail)
    }

    fn one_statement(&self, statement: &Statement) -> TokenStream {
        match statement {
            Statement::Let {
                pattern,
                ty,
                init,
                token,
            } => {
                let source = &pattern.source;
                let ty = ty.as_ref().map(|ty| quote!(: #ty));
                match init {
                    Some(init) => {
                        let init = self.expr(init);
                        let ties = self.pattern_ties(pattern);
                        // What is not covered is said of the function, and not again here.
                        if pattern.may_fail() {
                            quote!(#token #source #ty = (#init) else { loop {} }; #ties)
                        } else {
                            quote!(#token #source #ty = #init; #ties)
                        }
                    }
                    None => quote!(#token #source #ty;),
                }
            }
            Statement::Constant(item) => quote!(#item),
            Statement::Expr(Expr {
                kind: ExprKind::Match(found),
                ..
            }) if found.form == MatchForm::LetElse => {
                let subject = self.expr(&found.subject);
                let pattern = &found.arms[0].pattern;
                let source = &pattern.source;
                let ties = self.pattern_ties(pattern);
                let otherwise = self.otherwise(&found.arms[1].body);
                quote!(let #source = #subject else #otherwise; #ties)
            }
            Statement::Expr(expr) => {
                let tokens = self.expr(expr);
                quote!(#tokens;)
            }
        }
    }
}
