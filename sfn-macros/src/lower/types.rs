//! Types as the lowering knows them: not at all, but by the place where `rustc` will.

use crate::model::{Expr, ExprId, ExprKind, Step, VarId};
use proc_macro2::Ident;
use quote::ToTokens;
use std::collections::BTreeMap;

/// How the graph's constant reaches a type.
#[derive(Clone)]
pub enum Type {
    /// A type variable of the tape.
    Slot(usize),
    /// The type of a member.
    Member(Box<Type>, syn::Member),
    /// The type of a variant's member.
    VariantMember(Box<Type>, Ident, syn::Member),
    /// The type inside an `Option`, `Vec` or array.
    Inner(Box<Type>),
    /// Two types as a tuple.
    Pair(Box<Type>, Box<Type>),
    /// The type in a `Result`'s `Ok`.
    Success(Box<Type>),
    /// The type in a `Result`'s `Err`.
    Error(Box<Type>),
    /// The type of a member of an error's payload.
    PayloadMember(Box<Type>, Ident, syn::Member),
    /// What a task gives when it succeeds.
    TaskOutput(usize),
    /// What a task fails with.
    TaskError(usize),
    /// The error type that the machine's signature declares.
    Declared,
    /// A type as written.
    Written(Box<syn::Type>),
    /// A type that the syntax gives away.
    Known(&'static str),
}

/// Which places the tape has to tie, by what stands there.
#[derive(Default)]
pub struct Slots {
    pub variables: BTreeMap<VarId, usize>,
    /// Variables whose type another slot gives.
    pub derived: BTreeMap<VarId, Type>,
    pub values: BTreeMap<usize, usize>,
    pub tasks: BTreeMap<usize, usize>,
    /// The tasks again, by the path that names them: it means one task throughout a body, which holds no items.
    pub functions: BTreeMap<String, usize>,
    pub errors: BTreeMap<usize, usize>,
    /// Errors that leave under a `?` or `into()`: their type, and that of the machine or branch they leave.
    pub passed: Vec<(Type, Type, proc_macro2::Span)>,
    /// Variants that a caught error is wrapped in: the type of the enum, and the variant's name.
    pub wrapped: Vec<(Type, syn::Ident)>,
    /// Types that patterns take for structs, since their paths do not name an enum.
    pub structs: Vec<(Type, proc_macro2::Span)>,
    /// What stands in `Some(…)`, which must not be `null` itself, and where.
    pub optional: Vec<(Type, proc_macro2::Span)>,
    /// Closures of which a part was about to become a state. It would run before the closure, and once for all items.
    pub leaked: Vec<proc_macro2::Span>,
    /// Types that an operation asks something of, after the name of the rule in `sfn_core::graph::operators`, and where.
    pub required: Vec<(&'static str, Type, proc_macro2::Span)>,
    /// Members of variables, by the variable and the path to the member.
    pub places: BTreeMap<(VarId, String), Place>,
    pub count: usize,
}

/// A member of a variable whose type is known to the tape.
pub struct Place {
    pub slot: usize,
    pub path: Vec<syn::Member>,
}

impl Slots {
    /// The type of a member of a variable.
    pub fn place(&mut self, id: VarId, path: Vec<syn::Member>) -> Type {
        let text: Vec<String> = path
            .iter()
            .map(|member| quote::quote!(#member).to_string())
            .collect();
        let count = &mut self.count;
        let place = self
            .places
            .entry((id, text.join(".")))
            .or_insert_with(|| Place {
                slot: next(count),
                path,
            });
        Type::Slot(place.slot)
    }

    /// The type of a variable.
    pub fn variable(&mut self, id: VarId) -> Type {
        if let Some(ty) = self.derived.get(&id) {
            return ty.clone();
        }
        Type::Slot(
            *self
                .variables
                .entry(id)
                .or_insert_with(|| next(&mut self.count)),
        )
    }

    /// The type of an expression.
    pub fn value(&mut self, id: ExprId) -> Type {
        Type::Slot(
            *self
                .values
                .entry(id.0)
                .or_insert_with(|| next(&mut self.count)),
        )
    }

    /// The task that an expression calls.
    pub fn task(&mut self, id: ExprId, function: &syn::Path) -> usize {
        let slot = *self
            .functions
            .entry(function.to_token_stream().to_string())
            .or_insert_with(|| next(&mut self.count));
        self.tasks.insert(id.0, slot);
        slot
    }

    /// The error type of a step.
    pub fn error(&mut self, step: &Expr) -> Type {
        match task_of(step) {
            Some(function) => Type::TaskError(self.task(step.id, function)),
            None => Type::Slot(
                *self
                    .errors
                    .entry(step.id.0)
                    .or_insert_with(|| next(&mut self.count)),
            ),
        }
    }

    /// The type of what a task gives, where the expression is `task(…).await?`.
    pub fn task_output(&mut self, expr: &Expr) -> Option<Type> {
        let ExprKind::Try(step) = &expr.kind else {
            return None;
        };
        Some(Type::TaskOutput(self.task(step.id, task_of(step)?)))
    }
}

/// The function of a task that an expression calls.
fn task_of(expr: &Expr) -> Option<&syn::Path> {
    match &expr.kind {
        ExprKind::Step(step) => match &**step {
            Step::Task { function, .. } => Some(function),
            _ => None,
        },
        _ => None,
    }
}

fn next(count: &mut usize) -> usize {
    *count += 1;
    *count - 1
}
