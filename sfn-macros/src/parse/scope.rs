//! Names in scope: which local variable an identifier means.

use crate::check::is_catch_all;
use crate::model::{Expr, ExprId, ExprKind, Mark, Pattern, PatternKind, VarId, Variable};
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::HashMap;

/// What parsing a body carries along.
#[derive(Default)]
pub struct Scope {
    pub variables: Vec<Variable>,
    names: Vec<HashMap<String, VarId>>,
    /// The body's constants in scope, by block.
    constants: Vec<TokenStream>,
    expressions: usize,
    depth: usize,
}

impl Scope {
    /// Runs `parse` in a nested scope.
    pub fn nested<R>(&mut self, parse: impl FnOnce(&mut Self) -> R) -> R {
        self.names.push(HashMap::new());
        self.constants.push(TokenStream::new());
        let result = parse(self);
        self.constants.pop();
        self.names.pop();
        result
    }

    /// Runs `parse` in the scope of a branch, which reads outer variables and cannot assign them.
    pub fn branch<R>(&mut self, parse: impl FnOnce(&mut Self) -> R) -> R {
        self.depth += 1;
        let result = self.nested(parse);
        self.depth -= 1;
        result
    }

    /// Declares a variable; from here on its name means it.
    pub fn declare(&mut self, name: &Ident, mutable: bool) -> VarId {
        let id = VarId(self.variables.len());
        self.variables.push(Variable {
            name: name.clone(),
            mutable,
            is_error: false,
            depth: self.depth,
            deferred: false,
        });
        if self.names.is_empty() {
            self.names.push(HashMap::new());
        }
        if let Some(names) = self.names.last_mut() {
            names.insert(name.to_string(), id);
        }
        id
    }

    /// Declares a constant of the body.
    pub fn declare_constant(&mut self, constant: &syn::ItemConst) {
        if let Some(block) = self.constants.last_mut() {
            constant.to_tokens(block);
        }
    }

    /// What a path to a constant means here, for a place outside of the body: the constants of each block around it stand
    /// in a block of their own, since inner ones hide outer ones from the value, and not from each other.
    pub fn constant(&self, path: &syn::Path) -> TokenStream {
        let blocks = self.constants.iter().rev();
        blocks.filter(|block| !block.is_empty()).fold(
            path.to_token_stream(),
            |value, block| quote::quote!({ #block #value }),
        )
    }

    /// The variable that a name means here.
    pub fn find(&self, name: &Ident) -> Option<VarId> {
        let name = name.to_string();
        self.names
            .iter()
            .rev()
            .find_map(|names| names.get(&name).copied())
    }

    /// The first variable that tokens mention.
    pub fn mentioned(&self, tokens: TokenStream) -> Option<Ident> {
        tokens.into_iter().find_map(|token| match token {
            TokenTree::Ident(name) => self.find(&name).map(|_| name),
            TokenTree::Group(group) => self.mentioned(group.stream()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => None,
        })
    }

    /// Notes that a variable holds an error.
    pub fn mark_error(&mut self, id: VarId) {
        self.variables[id.0].is_error = true;
    }

    /// Notes that what an arm for `Err` binds is data, since `sfn::catch_all` gave it.
    pub fn unmark_caught(&mut self, subject: &Expr, pattern: &Pattern) {
        if let (true, PatternKind::Err(inner)) = (is_catch_all(subject), &pattern.kind) {
            for id in inner.bound() {
                self.variables[id.0].is_error = false;
            }
        }
    }

    /// Notes that a variable is declared without a value.
    pub fn mark_deferred(&mut self, id: VarId) {
        self.variables[id.0].deferred = true;
    }

    /// A node of the model.
    pub fn node(&mut self, kind: ExprKind, span: Span) -> Expr {
        let id = ExprId(self.expressions);
        self.expressions += 1;
        Expr {
            id,
            kind,
            span,
            end: span,
            mark: Mark::None,
        }
    }
}
