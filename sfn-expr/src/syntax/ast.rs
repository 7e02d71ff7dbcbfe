//! The expression as it was written. Every node knows its place; nothing is resolved yet.

use super::token::Symbol;
use crate::error::Span;
use crate::value::{Str, Value};

/// A node of the syntax tree.
///
/// Whatever extends an expression to its right (operators, steps, predicates, calls) is a link in
/// one list instead of a level of nesting, so that a long chain is not a deep tree.
#[derive(Clone, Debug)]
pub(crate) struct Ast {
    pub(crate) kind: Kind,
    pub(crate) span: Span,
    /// `[]` follows: a single result stays an array.
    pub(crate) keep_array: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Name(Str),
    Variable(Str),
    Literal(Value),
    Regex {
        pattern: Str,
        flags: Str,
    },
    Wildcard,
    Descendants,
    Parent,
    Negate(Box<Ast>),
    Array(Vec<Ast>),
    /// `from .. to`, only inside an array constructor.
    Range(Box<Ast>, Box<Ast>),
    Object(Vec<(Ast, Ast)>),
    Block(Vec<Ast>),
    Lambda(Box<LambdaAst>),
    Condition {
        condition: Box<Ast>,
        then: Box<Ast>,
        otherwise: Option<Box<Ast>>,
    },
    Transform {
        pattern: Box<Ast>,
        update: Box<Ast>,
        delete: Option<Box<Ast>>,
    },
    Bind {
        name: Str,
        value: Box<Ast>,
    },
    /// `and`, `or`, `in` where an operand is due: a name after all.
    Word(Symbol),
    /// `?` as an argument.
    Placeholder,
    /// The end of the source where an operand was due.
    Missing,
    Chain {
        first: Box<Ast>,
        links: Vec<Link>,
        /// How many links stand before the trailing predicates.
        unfiltered: usize,
    },
}

#[derive(Clone, Debug)]
pub(crate) struct LambdaAst {
    pub(crate) parameters: Vec<Str>,
    /// The text between and including the outermost angle brackets.
    pub(crate) signature: Option<Str>,
    pub(crate) body: Ast,
}

/// What extends the expression on its left.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) kind: LinkKind,
    pub(crate) span: Span,
    pub(crate) keep_array: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum LinkKind {
    /// An arithmetic, comparing, logical or concatenating operator.
    Operator(Symbol, Ast),
    /// `.step`
    Step(Ast),
    /// `[predicate]`
    Filter(Ast),
    /// `^(terms)`
    Sort(Vec<Term>),
    /// `{key: value}`
    Group(Vec<(Ast, Ast)>),
    /// `@$name`
    Focus(Str),
    /// `#$name`
    Index(Str),
    /// `(arguments)`
    Call(Vec<Ast>),
    /// `~> function`
    Apply(Ast),
}

/// One term of `^( )`.
#[derive(Clone, Debug)]
pub(crate) struct Term {
    pub(crate) descending: bool,
    pub(crate) by: Ast,
}

impl Ast {
    pub(super) fn new(kind: Kind, span: Span) -> Ast {
        Ast {
            kind,
            span,
            keep_array: false,
        }
    }

    /// Where the reference says that this node stands: at its outermost operator.
    pub(super) fn blamed(&self) -> Span {
        match &self.kind {
            Kind::Chain { links, .. } => links.last().map_or(self.span, |link| link.span),
            _ => self.span,
        }
    }

    /// This node with one more link at its right end.
    pub(super) fn extended(self, kind: LinkKind, span: Span) -> Ast {
        let is_filter = matches!(kind, LinkKind::Filter(_));
        let link = Link {
            kind,
            span,
            keep_array: false,
        };
        match self {
            Ast {
                kind:
                    Kind::Chain {
                        first,
                        mut links,
                        unfiltered,
                    },
                span,
                keep_array,
            } => {
                links.push(link);
                let unfiltered = if is_filter { unfiltered } else { links.len() };
                let kind = Kind::Chain {
                    first,
                    links,
                    unfiltered,
                };
                Ast {
                    kind,
                    span,
                    keep_array,
                }
            }
            first => {
                let place = first.span;
                let kind = Kind::Chain {
                    first: Box::new(first),
                    links: vec![link],
                    unfiltered: usize::from(!is_filter),
                };
                Ast::new(kind, place)
            }
        }
    }

    /// Marks what stands before the trailing predicates as keeping its array.
    pub(super) fn mark_keep_array(&mut self) {
        match &mut self.kind {
            Kind::Chain {
                first,
                links,
                unfiltered,
            } => match unfiltered.checked_sub(1).and_then(|at| links.get_mut(at)) {
                Some(link) => link.keep_array = true,
                None => first.keep_array = true,
            },
            _ => self.keep_array = true,
        }
    }
}
